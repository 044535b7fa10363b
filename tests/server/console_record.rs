//! What stands on the page of a record beside its fields, as people use it without script: what links to it, activities, files,
//! versions, neighbours, and records that are the same.

use beheer::id::Id;

use crate::support::pages::{Browser, Console, Page};

fn id_in(location: &str) -> Id {
    let id = location.rsplit('/').next().unwrap().split(['?', '#']).next().unwrap();
    id.parse().unwrap_or_else(|()| panic!("no id in {location}"))
}

async fn organisation(browser: &mut Browser, name: &str, more: &[(&str, &str)]) -> Id {
    let made = browser.fill("/organisations/new", &[&[("name", name)], more].concat()).await;
    assert_eq!(made.status, 303, "{}", made.text);
    id_in(made.location())
}

async fn contact(browser: &mut Browser, name: &str, more: &[(&str, &str)]) -> Id {
    let made = browser.fill("/contacts/new", &[&[("last_name", name)], more].concat()).await;
    assert_eq!(made.status, 303, "{}", made.text);
    id_in(made.location())
}

on_both_servers! {
    async fn what_links_to_a_record_is_on_its_page_and_can_be_added_there(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let acme = organisation(&mut browser, "Acme", &[]).await;
        let path = format!("/organisations/{acme}");
        let add = format!("/contacts/new?organisation_id={acme}&amp;_back=%2Forganisations%2F{acme}");
        let add = add.replace("&amp;", "&#38;");
        let page = browser.get(&path).await.text;
        assert!(page.contains(&format!("href=\"{add}\"")), "{page}");
        let form = browser.get(&add.replace("&#38;", "&")).await.form("/contacts/new");
        assert_eq!((form.get("organisation_id"), form.get("_back")), (acme.to_string().as_str(), path.as_str()));
        let made = browser.send("/contacts/new", &form.with("last_name", "Jansen")).await;
        assert_eq!(made.location(), format!("{path}?done=made"), "{}", made.text);
        let page = browser.get(made.location()).await.text;
        assert!(page.contains("Jansen") && page.contains("1 contact"), "{page}");
        // A button makes one, and says how both are linked where that does not go without saying.
        let buttons = page.split("id=\"addable\"").nth(1).unwrap().split("</nav>").next().unwrap();
        assert!(buttons.contains("Organisation: Part of</a>") && buttons.contains("Deal</a>"), "{buttons}");
        let all = page.split("href=\"/contacts?filter=").nth(1).unwrap().split('"').next().unwrap();
        assert!(browser.get(&format!("/contacts?filter={all}")).await.text.contains("Jansen"));
        // An address that leads elsewhere is not gone on to.
        let form = browser.get("/contacts/new?_back=%2F%2Fevil.example").await.form("/contacts/new");
        assert_eq!(form.get("_back"), "");
    }

    async fn activities_are_noted_on_the_page_and_said_to_be_done(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let acme = organisation(&mut browser, "Acme", &[]).await;
        let path = format!("/organisations/{acme}");
        let to = format!("{path}/activities");
        let form = browser.get(&path).await.form(&to);
        let refused = browser.send(&to, &form.clone().with("body", "Not lost")).await;
        assert!(refused.status == 422 && refused.text.contains("Not lost") && refused.text.contains("href=\"#f-subject\""));
        let task = form.with("kind", "task").with("subject", "Send the terms").with("due", "2020-01-02T10:00");
        let added = browser.send(&to, &task).await;
        assert_eq!(added.location(), format!("{path}?done=added#timeline"), "{}", added.text);
        let page = browser.get(&path).await;
        assert!(page.text.contains("Send the terms") && page.text.contains("tag wrong"), "{}", page.text);
        let done = page.text.split("action=\"/activities/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let done = format!("/activities/{done}");
        let finished = browser.send(&done, &page.form(&done)).await;
        assert_eq!(finished.location(), format!("{path}?done=finished#timeline"), "{}", finished.text);
        assert!(!browser.get(&path).await.text.contains("action=\"/activities/"));
        // What somebody may not see is not there to be written about.
        let mut guest = console.signed_in("Eve", "Guest").await;
        let token = guest.get("/profile").await.form("/sign-out");
        assert!(matches!(guest.send(&to, &token).await.status, 403 | 404));
    }

    async fn what_happened_is_read_page_by_page_without_a_gap(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let acme = organisation(&mut browser, "Acme", &[]).await;
        let path = format!("/organisations/{acme}");
        for number in 0..12 {
            let name = format!("Acme {number:02}");
            browser.fill(&format!("{path}/edit"), &[("name", &name)]).await;
            let to = format!("{path}/activities");
            let form = browser.get(&path).await.form(&to).with("subject", &format!("Note {number:02}"));
            assert_eq!(browser.send(&to, &form).await.status, 303);
        }
        let (mut address, mut seen) = (path.clone(), String::new());
        let mut pages = 0;
        loop {
            let page = browser.get(&address).await.text;
            let timeline = page.split("id=\"timeline\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
            seen.push_str(&timeline);
            pages += 1;
            let Some(older) = timeline.split("rel=\"next\" href=\"").nth(1) else { break };
            address = older.split(['"', '#']).next().unwrap().to_owned();
            assert!(pages < 5);
        }
        assert_eq!(pages, 2);
        for number in 0..12 {
            assert_eq!(seen.matches(&format!(">Note {number:02}<")).count(), 1, "{number}");
        }
        assert_eq!(seen.matches("<b>Changed</b>").count(), 12);
        assert_eq!(seen.matches("<b>Created</b>").count(), 1);
    }
}

fn upload(page: &Page, to: &str) -> reqwest::multipart::Form {
    reqwest::multipart::Form::new().text("_csrf", page.form(to).get("_csrf").to_owned())
}

fn file(name: &'static str, media_type: &str, bytes: &'static [u8]) -> reqwest::multipart::Part {
    reqwest::multipart::Part::bytes(bytes).file_name(name).mime_str(media_type).unwrap()
}

on_both_servers! {
    async fn files_are_attached_and_none_of_them_is_run(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let acme = organisation(&mut browser, "Acme", &[]).await;
        let path = format!("/organisations/{acme}");
        let to = format!("{path}/attachments");
        let page = browser.get(&path).await;
        let files = upload(&page, &to)
            .part("file", file("page.html", "text/html", b"<script>alert(1)</script>"))
            .part("file", file("terms.txt", "text/plain", b"Terms"));
        let sent = browser.send_files(&to, files).await;
        assert_eq!(sent.location(), format!("{path}?done=attached#files"), "{}", sent.text);
        let page = browser.get(&path).await;
        assert!(page.text.contains("page.html") && page.text.contains("terms.txt"));
        for name in ["page.html", "terms.txt"] {
            let before = page.text.split(&format!(">{name}<")).next().unwrap();
            let own = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
            let content = browser.get(&format!("{own}/content?show=1")).await;
            let (kind, how) = (content.header("content-type"), content.header("content-disposition"));
            assert!(content.header("content-security-policy").starts_with("sandbox"));
            assert_eq!(content.header("x-content-type-options"), "nosniff");
            if name == "terms.txt" {
                assert!(kind.starts_with("text/plain") && how.starts_with("inline"), "{kind} {how}");
            } else {
                assert!(how.starts_with("attachment"), "{how}");
            }
            assert!(browser.get(&format!("{own}/content")).await.header("content-disposition").starts_with("attachment"));
        }
        let nothing = browser.send_files(&to, upload(&page, &to).part("file", file("", "text/plain", b""))).await;
        assert!(nothing.status == 422 && nothing.text.contains("Choose a file first"), "{}", nothing.text);
        // Without the token of the session nothing is taken in, and neither from who is signed out.
        let forged = reqwest::multipart::Form::new().part("file", file("a.txt", "text/plain", b"a"));
        assert_eq!(browser.send_files(&to, forged).await.status, 403);
        let form = upload(&page, &to).part("file", file("a.txt", "text/plain", b"a"));
        assert_eq!(console.browser().send_files(&to, form).await.status, 303);
        assert!(!browser.get(&path).await.text.contains("a.txt"));
    }

    async fn two_versions_are_compared_and_one_is_gone_back_to(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let id = contact(&mut browser, "Muller", &[("birthday", "3-12-1980")]).await;
        let path = format!("/contacts/{id}");
        browser.fill(&format!("{path}/edit"), &[("last_name", "Müller"), ("job_title", "Buyer")]).await;
        browser.fill(&format!("{path}/edit"), &[("birthday", "4 Dec 1980")]).await;
        let page = browser.get(&format!("{path}/compare?a=1&b=3")).await.text;
        for text in ["Muller", "Müller", "Buyer", "3 Dec 1980", "4 Dec 1980", "Go back to version 1"] {
            assert!(page.contains(text), "{text}: {page}");
        }
        let last = browser.get(&format!("{path}/compare?a=2")).await.text;
        assert!(last.contains("3 Dec 1980") && !last.contains("Buyer"));
        let question = browser.get(&format!("{path}/return?version=1")).await;
        assert!(question.text.contains("Buyer") && question.text.contains("3 Dec 1980"));
        let back = format!("{path}/return");
        let done = browser.send(&back, &question.form(&back).with("_reason", "All wrong")).await;
        assert_eq!(done.location(), format!("{path}?done=returned"), "{}", done.text);
        let now = browser.get(&path).await.text;
        assert!(now.contains("Muller") && now.contains("3 Dec 1980") && now.contains("All wrong"));
        assert_eq!(browser.get(&format!("{path}/return?version=9")).await.status, 404);
    }

    async fn the_records_beside_one_are_those_of_the_list_it_was_opened_from(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        for (name, title) in [("Adams", "Buyer"), ("Baker", ""), ("Clark", "Buyer"), ("Davis", "Agent"), ("Evans", "")] {
            contact(&mut browser, name, &[("job_title", title)]).await;
        }
        let beside = |page: &Page, rel: &str| {
            let found = page.text.split(&format!("rel=\"{rel}\" href=\"")).nth(1);
            found.map(|rest| rest.split('"').next().unwrap().to_owned())
        };
        for list in [
            "/contacts",
            "/contacts?sort=-job_title",
            "/contacts?sort=job_title",
            "/contacts?filter=job_title%20eq%20%22Buyer%22",
        ] {
            let page = browser.get(list).await.text;
            let rows: Vec<String> = page
                .split("<th scope=\"row\"><a href=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned())
                .collect();
            let path = |address: &str| address.split('?').next().unwrap().to_owned();
            for (at, row) in rows.iter().enumerate() {
                let page = browser.get(row).await;
                let before = at.checked_sub(1).map(|at| path(&rows[at]));
                assert_eq!(beside(&page, "prev").map(|href| path(&href)), before, "{list} {at}");
                assert_eq!(
                    beside(&page, "next").map(|href| path(&href)),
                    rows.get(at + 1).map(|row| path(row)),
                    "{list} {at}"
                );
                assert!(page.text.contains(&format!("href=\"{}\"", list.replace('&', "&#38;"))), "the way back");
            }
        }
        let first = browser.get("/contacts").await.text;
        let first = first.split("<th scope=\"row\"><a href=\"").nth(1).unwrap().split('?').next().unwrap().to_owned();
        for (from, is_a_list) in [("filter=nonsense", false), ("sort=nothing", false), ("%00%ff", true), ("q=%F0", false)] {
            let page = browser.get(&format!("{first}?from={}", from.replace('%', "%25"))).await;
            assert_eq!((page.status, beside(&page, "next").is_some()), (200, is_a_list), "{from}");
        }
    }

    async fn the_list_that_one_came_from_is_known_after_whatever_is_done(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        for name in ["Adams", "Baker"] {
            contact(&mut browser, name, &[]).await;
        }
        let list = browser.get("/contacts?sort=-title").await.text;
        let row = list.split("<th scope=\"row\"><a href=\"").nth(1).unwrap().split('"').next().unwrap();
        let (path, from) = row.split_once('?').unwrap();
        assert_eq!(from, "from=sort%3D-title");
        let page = browser.get(row).await;
        assert!(page.text.contains("data-field=\"first_name last_name\""), "the title can be changed in place");
        for part in ["edit", "history", "delete", "activities", "attachments"] {
            assert!(page.text.contains(&format!("\"{path}/{part}?{from}\"")), "{part}: {}", page.text);
        }
        let back = format!(
            "_back={}",
            format!("{path}?{from}").replace('%', "%25").replace('/', "%2F").replace('?', "%3F").replace('=', "%3D")
        );
        assert!(page.text.contains(&back), "{back}: {}", page.text);
        let edit = format!("{path}/edit?{from}");
        let form = browser.get(&edit).await.form(&edit);
        let saved = browser.send(&edit, &form.with("last_name", "Clark").with("_reason", "Married")).await;
        assert_eq!(saved.location(), format!("{path}?done=saved&{from}"), "{}", saved.text);
        let page = browser.get(saved.location()).await.text;
        assert!(page.contains("href=\"/contacts?sort=-title\"") && page.contains("rel=\"next\""), "{page}");
        let to = format!("{path}/activities?{from}");
        let task = browser.get(row).await.form(&to).with("kind", "task").with("subject", "Call");
        assert_eq!(browser.send(&to, &task).await.location(), format!("{path}?done=added&{from}#timeline"));
        let page = browser.get(row).await;
        let done = page.text.split("action=\"/activities/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let done = format!("/activities/{done}");
        assert_eq!(
            browser.send(&done, &page.form(&done)).await.location(),
            format!("{path}?{from}&done=finished#timeline")
        );
        let history = browser.get(&format!("{path}/history?{from}")).await.text;
        let undo =
            history.split(&format!("{path}/undo?seq=")).nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
        let to = format!("{path}/undo?{from}");
        let question = browser.get(&format!("{path}/undo?seq={undo}")).await.form(&to);
        assert_eq!(
            browser.send(&to, &question.with("_reason", "Not so")).await.location(),
            format!("{path}?done=undone&{from}")
        );
        let to = format!("{path}/delete?{from}");
        let gone = browser.get(&to).await.form(&to);
        let id = path.rsplit('/').next().unwrap();
        assert_eq!(
            browser.send(&to, &gone.with("_reason", "Left")).await.location(),
            format!("/contacts?sort=-title&binned={id}")
        );
        // Of all records the address says no more than that one came from them.
        let plain = browser.get(&format!("{path}/history?from=")).await.text;
        assert!(plain.contains(&format!("href=\"{path}?from=\"")), "{plain}");
    }

    async fn two_records_become_one_and_two_again(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let one = contact(&mut browser, "Jansen", &[("job_title", "Buyer"), ("emails.0.value", "a@example.org")]).await;
        let other =
            contact(&mut browser, "Janssen", &[("emails.0.value", "b@example.org"), ("birthday", "1-2-1990")]).await;
        let page = browser.get(&format!("/contacts/merge?ids={one},{other}")).await.text;
        assert!(page.contains("pick.last_name") && !page.contains("pick.job_title") && !page.contains("pick.emails"));
        let preview = format!("/contacts/merge?ids={one},{other}&winner={one}&pick.last_name={other}");
        let question = browser.get(&preview).await;
        for text in ["Janssen", "a@example.org", "b@example.org", "1 Feb 1990"] {
            assert!(question.text.contains(text), "{text}: {}", question.text);
        }
        let merged = browser.send("/contacts/merge", &question.form("/contacts/merge").with("_reason", "Twins")).await;
        assert_eq!(merged.location(), format!("/contacts/{one}?done=merged"), "{}", merged.text);
        let page = browser.get(merged.location()).await.text;
        for text in ["Janssen", "Buyer", "b@example.org", "1 Feb 1990", &format!("/contacts/{one}/unmerge")] {
            assert!(page.contains(text), "{text}");
        }
        assert!(browser.get(&format!("/contacts/{other}")).await.text.contains("in the bin"));
        let undone = browser.fill(&format!("/contacts/{one}/unmerge"), &[]).await;
        assert_eq!(undone.location(), format!("/contacts/{one}?done=unmerged"), "{}", undone.text);
        let page = browser.get(&format!("/contacts/{one}")).await.text;
        let page = page.split("id=\"timeline\"").next().unwrap();
        assert!(page.contains(">Jansen<") && !page.contains("b@example.org"));
        assert!(!browser.get(&format!("/contacts/{other}")).await.text.contains("in the bin since"));
        assert_eq!(browser.get(&format!("/contacts/merge?ids={one}")).await.status, 400);
        assert_eq!(browser.get(&format!("/contacts/merge?ids={one},{one}")).await.status, 400);
    }

    async fn who_makes_what_is_there_already_is_told_so_first(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let known = contact(&mut browser, "Jansen", &[("emails.0.value", "anna@example.org")]).await;
        let form = browser.get("/contacts/new").await.form("/contacts/new");
        let form = form.with("last_name", "Janssen").with("emails.0.value", "Anna@example.org");
        let live = browser.send("/contacts/alike", &form).await;
        assert!(live.status == 200 && live.text.contains(&format!("/contacts/{known}")) && !live.text.contains("<main"));
        let asked = browser.send("/contacts/new", &form).await;
        assert!(
            asked.status == 422 && asked.text.contains("the same e-mail address") && asked.text.contains("Save anyway")
        );
        let anyway = browser.send("/contacts/new", &asked.form("/contacts/new")).await;
        assert_eq!(anyway.status, 303, "{}", anyway.text);
        let page = browser.get(anyway.location()).await.text;
        assert!(page.contains(&format!("/contacts/merge?ids={},{known}", id_in(anyway.location()))), "{page}");
    }

    async fn a_name_that_is_there_already_is_told_while_one_types_and_stops_nobody(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let zoe = contact(&mut browser, "O'Neill-Müller", &[("first_name", "Zoë")]).await;
        let acme = organisation(&mut browser, "Acme Trading B.V.", &[]).await;
        let form = browser.get("/contacts/new").await.form("/contacts/new").with("first_name", "zoe");
        let same = form.clone().with("last_name", "O'Neill-Muller");
        let told = browser.send("/contacts/alike", &same).await.text;
        assert!(told.contains(&format!("/contacts/{zoe}")) && told.contains("the same name"), "{told}");
        for (first, last) in [("Zoe", "O'Neill"), ("Anna", "O'Neill-Müller"), ("", "O'Neill-Müller"), ("Zoe", "%")] {
            let other = form.clone().with("first_name", first).with("last_name", last);
            assert!(!browser.send("/contacts/alike", &other).await.text.contains("<a"), "{first} {last}");
        }
        let company = browser.get("/organisations/new").await.form("/organisations/new").with("name", "ACME trading GmbH");
        assert!(browser.send("/organisations/alike", &company).await.text.contains(&format!("/organisations/{acme}")));
        // Who may not see the record is not told of it.
        let mut rep = console.signed_in("Rolf", "Sales").await;
        let his = rep.get("/contacts/new").await.form("/contacts/new");
        let his = his.with("first_name", "Zoë").with("last_name", "O'Neill-Müller");
        assert!(!rep.send("/contacts/alike", &his).await.text.contains("<a"));
        assert_eq!(browser.send("/contacts/new", &same).await.status, 303);
    }

    async fn a_form_of_one_field_leaves_the_others_alone(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let id = contact(&mut browser, "Jansen", &[("job_title", "Buyer"), ("birthday", "1-2-1990")]).await;
        let edit = format!("/contacts/{id}/edit");
        let shown = browser.get(&edit).await;
        assert!(shown.text.contains(&format!("data-type=\"contact\" data-id=\"{id}\" data-version=\"1\"")));
        let whole = shown.form(&edit);
        let mut one = whole.clone().with("job_title", "Seller");
        one.0.retain(|(name, _)| name.starts_with('_') || name == "job_title");
        assert_eq!(browser.send(&edit, &one).await.location(), format!("/contacts/{id}?done=saved"));
        // Where it is refused or somebody was faster, the others are shown as they are, and saved so.
        let conflict = browser.send(&edit, &one.clone().with("job_title", "Owner")).await;
        assert!(conflict.status == 409 && !conflict.text.contains("_keep.birthday"), "{}", conflict.text);
        let long = "x".repeat(5_000);
        let refused = browser.send(&edit, &one.with("_version", "2").with("job_title", &long)).await;
        assert_eq!(refused.status, 422);
        let form = refused.form(&edit);
        assert_eq!((form.get("last_name"), form.get("birthday")), ("Jansen", "1 Feb 1990"));
    }

    async fn who_can_see_a_record_is_told_with_the_path_that_leads_to_it(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut admin = console.signed_in("Ada", "Administrator").await;
        let rita = console.user("Rita", "Sales").await;
        let mine = contact(&mut admin, "Mine", &[]).await;
        let page = admin.get(&format!("/contacts/{mine}/access")).await.text;
        assert!(page.contains("Profile Administrator → Role Administrator: Read, All"), "{page}");
        assert!(page.contains("Read: 1 person"), "{page}");
        assert!(admin.get(&format!("/contacts/{mine}")).await.text.contains(&format!("/contacts/{mine}/access")));
        let about = admin.get(&format!("/contacts/{mine}/access?user={rita}&action=update&field=birthday")).await.text;
        assert!(
            about.contains("Profile Sales → Role Sales: Read, Group") && about.contains("Does not reach it."),
            "{about}"
        );
        // Somebody else learns of his own rights only, and of nobody else's.
        let mut rep = console.signed_in("Rolf", "Sales").await;
        let his = contact(&mut rep, "His", &[]).await;
        let page = rep.get(&format!("/contacts/{his}/access?action=merge")).await.text;
        assert!(page.contains("Role Sales: Merge, Own") && !page.contains("<option value=\"merge\">"), "{page}");
        assert!(!page.contains(">Rita<") && page.contains("Ada"), "{page}");
        assert_eq!(rep.get(&format!("/contacts/{mine}/access")).await.status, 404);
        assert_eq!(rep.get(&format!("/contacts/{his}/access?user={rita}")).await.status, 404);
        // A role that would give it is named to those who look after roles.
        let reader = console.user("Rob", "Read-only").await;
        let page = admin.get(&format!("/contacts/{mine}/access?user={reader}&action=merge&field=birthday")).await.text;
        assert!(page.contains("No role allows this: Merge") && page.contains("Roles that allow it: Administrator"), "{page}");
        assert!(page.contains("No role shows this data class: Personal"), "{page}");
    }

    async fn a_lead_is_converted_on_a_page_and_taken_back(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let acme = organisation(&mut browser, "Acme", &[]).await;
        let lead = [("name", "Coffee for Acme"), ("company", "Acme"), ("first_name", "Anke"), ("last_name", "Vos")];
        let made = browser.fill("/leads/new", &lead).await;
        let path = format!("/leads/{}", id_in(made.location()));
        let to = format!("{path}/convert");
        assert!(browser.get(&path).await.text.contains(&format!("href=\"{to}\"")));
        let form = browser.get(&to).await.form(&to);
        // The one organisation of that name is chosen already, and the rest comes from the lead.
        assert_eq!((form.get("organisation_id"), form.get("company")), (acme.to_string().as_str(), ""));
        assert_eq!((form.get("name"), form.get("first_name"), form.get("with_deal")), ("Coffee for Acme", "Anke", "true"));
        let refused = browser.send(&to, &form.clone().with("last_name", "").with("amount.amount", "much")).await;
        assert!(refused.status == 422 && refused.text.contains("Coffee for Acme"), "{}", refused.text);
        assert!(refused.text.contains("href=\"#f-last_name\""), "{}", refused.text);
        let done = browser.send(&to, &form.with("job_title", "Buyer")).await;
        assert_eq!(done.location(), format!("{path}?done=converted"), "{}", done.text);
        let page = browser.get(done.location()).await.text;
        assert!(page.contains("The lead was converted.") && !page.contains("/convert\""), "{page}");
        assert!(page.contains(&format!("{path}/unmerge")), "{page}");
        assert!(browser.get("/contacts").await.text.contains("Vos") && browser.get("/deals").await.text.contains("Coffee"));
        assert_eq!(browser.get(&to).await.status, 409);
        let form = browser.get(&format!("{path}/unmerge")).await;
        assert!(form.text.contains("Take the conversion of"), "{}", form.text);
        let back = browser.send(&format!("{path}/unmerge"), &form.form(&format!("{path}/unmerge"))).await;
        assert_eq!(back.location(), format!("{path}?done=unconverted"), "{}", back.text);
        assert!(!browser.get("/contacts").await.text.contains("Vos"));
        // Without a deal, and with an organisation of another name.
        let form = browser.get(&to).await.form(&to);
        let form = form.with("organisation_id", "").with("company", "Acme North").with("with_deal", "");
        assert_eq!(browser.send(&to, &form).await.status, 303);
        assert!(browser.get("/organisations").await.text.contains("Acme North"));
        assert!(!browser.get("/deals").await.text.contains("Coffee"));
    }
}
