//! Administration in the console: inviting, keeping out, groups, added fields, pipelines, reasons and keys, as pages and forms.

use beheer::changes::{Batch, Change, commit, history};
use beheer::id::Id;
use beheer::model::filter::Filter;
use beheer::query::{self, Listing};
use beheer::records::seed;
use serde_json::json;

use crate::support::engine::kind;
use crate::support::pages::{Browser, Console, Form, PASSWORD, Page};

/// The address in the box that is shown once.
fn link(page: &Page) -> String {
    let secret = page.text.split("class=\"secret\"").nth(1).unwrap_or_else(|| panic!("no link: {}", page.text));
    let address = secret.split('>').nth(1).unwrap().split('<').next().unwrap();
    address[address.find("/join").unwrap()..].replace("&#38;", "&")
}

/// Makes a record as the program, from JSON.
async fn make(console: &Console, name: &str, body: serde_json::Value) -> Id {
    let caller = console.program().await;
    let kind = caller.configuration.schema.named(name).unwrap();
    let input = beheer::rights::decide::read_input(&caller, kind, &body).unwrap();
    commit(console.app.database(), &caller, Batch::one(Change::create(kind, input))).await.unwrap()[0].id
}

/// Looks at a job until it is over.
async fn ended(browser: &Browser, path: &str) -> Page {
    let look = async {
        loop {
            let page = browser.get(path).await;
            if page.text.contains("data-over") {
                return page;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_mins(1), look).await.expect("the job ends")
}

/// The ids of all users by name.
async fn user(console: &Console, name: &str) -> Id {
    let configuration = console.app.configuration().await.unwrap();
    *configuration.policy.users.iter().find(|(_, user)| user.name == name).unwrap().0
}

on_both_servers! {
    async fn an_invitation_is_a_link_that_works_once(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let profile = seed::profile_named("Sales").unwrap().to_string();
        let nothing = bob.fill("/administration/users/invite", &[("name", " ")]).await;
        assert!(nothing.status == 422 && nothing.text.contains("href=\"#email\""), "{}", nothing.text);
        assert!(nothing.text.contains("href=\"#profile_id\""), "a profile, or none, is chosen knowingly");
        let wrong = bob.fill("/administration/users/invite", &[("name", "Eve"), ("email", "eve")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("href=\"#email\""), "{}", wrong.text);
        assert!(wrong.text.contains("href=\"#profile_id\""), "all that is wrong is told at once");
        let group = bob.fill("/groups/new", &[("name", "Inside sales")]).await;
        let group = group.location().rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
        let texts = [
            ("name", "Eve Ann"),
            ("email", "Eve@Example.org"),
            ("profile_id", &*profile),
            ("_reason", "She starts on Monday"),
            ("group", &*group),
        ];
        let made = bob.fill("/administration/users/invite", &texts).await;
        let shown = bob.follow(&made).await;
        let address = link(&shown);
        let eve = user(&console, "Eve Ann").await;
        assert!(bob.get(&format!("/administration/groups/{group}")).await.text.contains("Eve Ann"));
        // Neither reloading it nor having its address shows it again.
        let again = bob.get(made.location()).await;
        assert_eq!(again.location(), format!("/administration/users/{eve}?done=shown"));
        assert!(bob.follow(&again).await.text.contains("A link is shown once"));
        let page = bob.get("/administration/users").await.text;
        assert!(page.contains("Invited") && page.contains("eve@example.org"), "{page}");
        let past = bob.get(&format!("/users/{eve}/history")).await.text;
        assert!(past.contains("She starts on Monday"));
        // A second address is refused at the field.
        let twice = bob.fill("/administration/users/invite", &texts).await;
        assert!(twice.status == 422 && twice.text.contains("id=\"email-problem\""), "{}", twice.text);

        let mut hers = console.browser();
        assert_eq!(hers.get("/join?token=X").await.status, 403);
        let form = hers.get(&address).await.form("/join");
        let weak = hers.send("/join", &form.clone().with("password", "short")).await;
        assert!(weak.status == 422 && weak.text.contains("at least 10 characters"));
        let inside = hers.send("/join", &form.clone().with("password", PASSWORD)).await;
        assert_eq!((inside.status, inside.location()), (303, "/home"));
        assert!(hers.get("/home").await.text.contains("Eve Ann"));
        assert_eq!(hers.get("/administration").await.status, 403);
        assert_eq!(console.browser().send("/join", &form.with("password", "another long password")).await.status, 403);
        assert_eq!(console.browser().sign_in("eve@example.org", PASSWORD).await.status, 303);
        assert!(bob.get(&format!("/administration/users/{eve}")).await.text.contains("Replace the password"));
    }

    async fn a_new_stage_stands_before_those_in_which_a_deal_is_over(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let page = bob.get("/administration/pipelines").await.text;
        let to = page.split("href=\"/stages/new").nth(1).unwrap().split('"').next().unwrap();
        let to = format!("/stages/new{to}");
        // Between the last open stage, at 75 per cent, and certainty.
        let form = bob.get(&to).await.form("/stages/new");
        assert_eq!((form.get("probability"), form.0.iter().any(|(name, _)| name == "position")), ("85", false));
        let made = bob.fill(&to, &[("name", "Last look")]).await;
        assert_eq!(made.location(), "/administration/pipelines?done=saved", "{}", made.text);
        let lost = bob.fill(&to, &[("name", "Gone quiet"), ("kind", "lost"), ("probability", "0")]).await;
        let page = bob.follow(&lost).await.text;
        let at = |name: &str| page.find(&format!(">{name}</a>")).unwrap_or_else(|| panic!("no {name}: {page}"));
        assert!(page.contains("Saved.") && at("Negotiation") < at("Last look") && at("Last look") < at("Won"), "{page}");
        assert!(at("Lost") < at("Gone quiet"));
        let boards = bob.get("/deals/board").await.text;
        assert!(boards.find("Negotiation").unwrap() < boards.find("Last look").unwrap());
    }

    async fn what_configures_has_one_place_and_forms_come_back_to_it(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let id = user(&console, "Bob").await;
        let page = bob.get("/home").await.text;
        let side = page.split("id=\"side\"").nth(1).unwrap().split("</nav>").next().unwrap();
        assert!(side.contains("href=\"/administration\"") && !side.contains("href=\"/users\""), "{side}");
        assert!(side.matches("<li>").count() <= 16, "{side}");
        for path in [format!("/users/{id}"), "/users".into(), "/administration/groups".into()] {
            assert!(bob.get(&path).await.text.contains("href=\"/administration\" aria-current=\"page\""), "{path}");
        }
        let edited = bob.fill(&format!("/users/{id}/edit"), &[("name", "Bobby")]).await;
        assert_eq!(edited.location(), format!("/administration/users/{id}?done=saved"));
        let made = bob.fill("/reason_codes/new", &[("code", "asked"), ("label", "Was asked for")]).await;
        assert_eq!(made.location(), "/administration/reasons?done=saved", "{}", made.text);
        let code = make(&console, "reason_code", json!({"code": "twice", "label": "Was there twice"})).await;
        let gone = bob.fill(&format!("/reason_codes/{code}/delete"), &[]).await;
        assert_eq!(gone.location(), "/administration/reasons?done=binned.reason_codes", "{}", gone.text);
        assert!(bob.follow(&gone).await.text.contains("href=\"/reason_codes?bin=1\""));
        let eve = console.signed_in("Eve", "Sales").await;
        let page = eve.get("/home").await.text;
        let side = page.split("id=\"side\"").nth(1).unwrap().split("</nav>").next().unwrap();
        assert!(!side.contains("/administration") && side.matches("<li>").count() <= 12, "{side}");
    }

    async fn a_new_link_closes_every_other_way_in(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let mut eve = console.signed_in("Eve", "Sales").await;
        let id = user(&console, "Eve").await;
        let made = bob.fill(&format!("/administration/users/{id}/link"), &[("_reason", "Lost laptop")]).await;
        let first = link(&bob.follow(&made).await);
        assert_eq!(eve.get("/home").await.status, 303);
        assert_eq!(console.browser().sign_in("eve@example.org", PASSWORD).await.status, 401);
        let made = bob.fill(&format!("/administration/users/{id}/link"), &[]).await;
        // It is for the session that made it.
        let other = console.browser();
        assert!(!other.get(made.location()).await.text.contains("class=\"secret\""));
        let second = link(&bob.follow(&made).await);
        assert_eq!(eve.get(&first).await.status, 403);
        let form = eve.get(&second).await.form("/join").with("password", "a quite new sentence");
        assert_eq!(eve.send("/join", &form).await.location(), "/home");
        let own = user(&console, "Bob").await;
        assert_eq!(bob.get(&format!("/administration/users/{own}/link")).await.status, 403);
        // Who was invited and has not come yet is no administrator to rely on.
        let profile = seed::profile_named("Administrator").unwrap().to_string();
        let texts = [("name", "Tom"), ("email", "tom@example.org"), ("profile_id", &*profile)];
        assert_eq!(bob.fill("/administration/users/invite", &texts).await.status, 303);
        let kept = bob.fill(&format!("/users/{own}/edit"), &[("active", "false")]).await;
        assert_eq!(kept.status, 409, "{}", kept.text);
    }

    async fn who_is_deactivated_is_out_at_once_with_keys_and_links(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let mut eve = console.signed_in("Eve", "Sales").await;
        let id = user(&console, "Eve").await;
        let form = eve.get("/profile").await.form("/profile/keys").with("name", "Export").with("days", "30");
        let made = eve.send("/profile/keys", &form).await;
        let made = eve.follow(&made).await;
        let token = made.text.split("class=\"secret\"").nth(1).unwrap().split(['>', '<']).nth(1).unwrap().to_owned();
        assert!(console.app.key(&token).await.unwrap().is_some());
        let keys = bob.get("/administration/keys").await.text;
        assert!(keys.contains("Export") && keys.contains("Eve") && keys.contains("<time"), "{keys}");
        assert!(bob.get(&format!("/administration/users/{id}")).await.text.contains("Export"));
        let path = format!("/administration/users/{id}/deactivate");
        let done = bob.fill(&path, &[("_reason", "Left the company")]).await;
        assert_eq!(done.location(), format!("/administration/users/{id}?done=saved"), "{}", done.text);
        assert_eq!(eve.get("/home").await.status, 303);
        assert!(console.app.key(&token).await.unwrap().is_none());
        assert!(bob.get("/administration/users?filter=active%20eq%20false").await.text.contains("Eve"));
        assert_eq!(bob.fill(&format!("/administration/users/{id}/activate"), &[]).await.status, 303);
        assert_eq!(console.browser().sign_in("eve@example.org", PASSWORD).await.status, 303);
        assert!(console.app.key(&token).await.unwrap().is_none());
    }

    async fn members_come_and_go_on_one_page_and_two_people_do_not_overwrite_each_other(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let (eve, tom) = (console.user("Eve", "Sales").await, console.user("Tom", "Sales").await);
        let group = make(&console, "group", json!({"name": "North", "members": [{"user_id": eve}]})).await;
        let path = format!("/administration/groups/{group}");
        let form = bob.get(&path).await.form(&path);
        let first = form.clone().with("add", &tom.to_string()).with("remove", &eve.to_string()).with("_reason", "New area");
        assert_eq!(bob.send(&path, &first).await.location(), format!("{path}?done=saved"));
        let page = bob.get("/administration/groups").await.text;
        assert!(page.contains("North"));
        let members = console.app.configuration().await.unwrap().policy.groups[&group].members.clone();
        assert_eq!(members, [tom]);
        let late = bob.send(&path, &form.with("add", &eve.to_string())).await;
        assert_eq!(late.status, 409);
        assert_eq!(console.app.configuration().await.unwrap().policy.groups[&group].members, [tom]);
    }

    async fn what_somebody_owns_goes_to_another_as_one_operation_and_comes_back_as_one(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let (eve, tom) = (console.user("Eve", "Sales").await, console.user("Tom", "Sales").await);
        for number in 0..3 {
            make(&console, "organisation", json!({"name": format!("Acme {number}"), "owner_id": eve})).await;
        }
        make(&console, "lead", json!({"name": "Vos", "owner_id": eve})).await;
        let path = format!("/administration/users/{eve}/handover");
        let page = bob.get(&path).await;
        assert!(page.text.contains("value=\"organisation\" checked") && page.text.contains(">3<span"), "{}", page.text);
        let form = page.form(&path);
        let nobody_chosen = bob.send(&path, &form.clone().with("type", "organisation")).await;
        assert!(nobody_chosen.status == 422 && nobody_chosen.text.contains("href=\"#heir\""), "{}", nobody_chosen.text);
        let nothing = bob.send(&path, &Form(vec![("_csrf".into(), form.get("_csrf").into()), ("heir".into(), tom.to_string())])).await;
        assert!(nothing.status == 422 && nothing.text.contains("href=\"#types\""), "{}", nothing.text);
        let form = Form(vec![("_csrf".into(), form.get("_csrf").into())]).with("type", "organisation").with("heir", &tom.to_string());
        let begun = bob.send(&path, &form.with("_reason", "Eve leaves")).await;
        assert!(begun.status == 303 && begun.location().starts_with("/jobs/"), "{}", begun.text);
        let job = begun.location().to_owned();
        let over = ended(&bob, &job).await;
        assert!(over.text.contains("Eve → Tom") && over.text.contains("Eve leaves"), "{}", over.text);
        let owners = |page: Page| page.text.matches(">Tom<").count();
        assert_eq!(owners(bob.get("/organisations?columns=name,owner_id").await), 3);
        let left = bob.get(&path).await.text;
        assert!(left.contains("value=\"lead\"") && !left.contains("value=\"organisation\""), "{left}");
        let undone = bob.fill(&format!("{job}/undo"), &[("_reason", "She stays")]).await;
        assert_eq!(undone.location(), format!("{job}?done=undone"), "{}", undone.text);
        assert_eq!(owners(bob.get("/organisations?columns=name,owner_id").await), 0);
    }

    async fn who_is_deactivated_hands_over_at_the_same_time(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let (eve, gone) = (console.user("Eve", "Sales").await, console.user("Tom", "Sales").await);
        make(&console, "reason_rule", json!({"name": "Owners", "record_type": "lead", "field": "owner_id", "requirement": "required"})).await;
        make(&console, "lead", json!({"name": "Vos", "owner_id": eve})).await;
        assert_eq!(bob.fill(&format!("/administration/users/{gone}/deactivate"), &[]).await.status, 303);
        let path = format!("/administration/users/{eve}/deactivate");
        // Who is gone is nobody to hand over to.
        let refused = bob.fill(&path, &[("heir", &gone.to_string()), ("type", "lead"), ("_reason", "Left")]).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        let unsaid = bob.fill(&path, &[("heir", "nobody"), ("type", "lead")]).await;
        assert!(unsaid.status == 422 && console.app.configuration().await.unwrap().policy.users[&eve].active, "{}", unsaid.text);
        let begun = bob.fill(&path, &[("heir", "nobody"), ("type", "lead"), ("_reason", "Left")]).await;
        assert!(begun.location().starts_with("/jobs/"), "{}", begun.text);
        ended(&bob, begun.location()).await;
        assert!(!console.app.configuration().await.unwrap().policy.users[&eve].active);
        assert!(bob.get(&format!("/administration/users/{eve}")).await.text.contains("Nothing that you can see."));
    }

    async fn no_group_field_or_stage_is_left_out_of_a_long_list(server: TestServer) {
        let console = Console::of(&server.app).await;
        let bob = console.signed_in("Bob", "Administrator").await;
        let caller = console.program().await;
        let groups = (0..60).map(|n| beheer::rights::decide::read_input(&caller, kind("group"), &json!({"name": format!("Group {n:03}")})).unwrap());
        let groups = groups.map(|input| Change::create(kind("group"), input)).collect();
        commit(console.app.database(), &caller, Batch::of(groups)).await.unwrap();
        let fields = (0..205).map(|n| json!({"record_type": "lead", "name": format!("x_f{n}"), "label": format!("Field {n:03}"), "kind": "text"}));
        let fields = fields.map(|body| beheer::rights::decide::read_input(&caller, kind("custom_field"), &body).unwrap());
        let fields = fields.map(|input| Change::create(kind("custom_field"), input)).collect();
        commit(console.app.database(), &caller, Batch::of(fields)).await.unwrap();
        let first = bob.get("/administration/groups").await.text;
        let next = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
        let second = bob.get(&next).await.text;
        assert!(second.contains("Group 059") && !second.contains("Group 001"), "{second}");
        assert!(bob.get("/administration/groups?q=group+059").await.text.contains("Group 059"));
        let fields = bob.get("/administration/fields").await.text;
        assert!(fields.contains("Field 000") && fields.contains("Field 204"));
    }

    async fn an_added_field_says_how_often_it_is_used_and_what_names_it(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let field = json!({
            "record_type": "contact", "name": "x_size", "label": "Size", "kind": "choice",
            "choices": [{"code": "s", "label": "Small"}, {"code": "l", "label": "Large"}],
        });
        let field = make(&console, "custom_field", field).await;
        for size in ["s", "l", "l"] {
            make(&console, "contact", json!({"last_name": "Doe", "x_size": size})).await;
        }
        let owner = user(&console, "Bob").await;
        for (name, filter) in [("Big ones", "x_size eq \"l\""), ("Others", "last_name co \"x_size_of\"")] {
            let view = json!({"name": name, "record_type": "contact", "filter": filter, "owner_id": owner});
            make(&console, "saved_view", view).await;
        }
        let path = format!("/administration/fields/{field}");
        let page = bob.get(&path).await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert!(
            page.text.contains(">3 <") && page.text.contains(">2<span") && page.text.contains("Big ones"),
            "{}",
            page.text
        );
        assert!(!page.text.contains("Others"));
        assert!(bob.get("/administration/fields").await.text.contains("x_size"));
        let order = format!("{path}/order");
        let moved = bob.send(&order, &page.form(&order).with("move", "to 0 l")).await;
        assert_eq!(moved.location(), format!("{path}?done=saved#choices"), "{}", moved.text);
        let page = bob.get(&path).await.text;
        assert!(page.find("Large") < page.find("Small"));
        let removal = bob.get(&format!("{path}/remove?code=l")).await;
        assert!(removal.text.contains(">2<span") && removal.text.contains("Big ones"), "{}", removal.text);
        let remove = format!("{path}/remove");
        let gone = bob.send(&remove, &removal.form(&remove).with("to", "s").with("_reason", "One size")).await;
        assert_eq!(gone.location(), format!("{path}?done=saved#choices"), "{}", gone.text);
        let page = bob.get(&path).await.text;
        assert!(!page.contains("Large") && page.contains(">3<span"), "{page}");
        // The last one stays: a choice needs something to choose from.
        let last = bob.get(&format!("{path}/remove?code=s")).await;
        let kept = bob.send(&remove, &last.form(&remove)).await;
        assert_eq!(kept.status, 422, "{}", kept.text);
        assert_eq!(bob.get(&format!("{path}/remove?code=l")).await.status, 404);
    }

    async fn a_stage_goes_when_its_deals_have_gone_to_another(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let (from, to) = (seed::stage(2), seed::stage(1));
        for number in 0..3 {
            make(&console, "deal", json!({"name": format!("Deal {number}"), "stage_id": from})).await;
        }
        let page = bob.get("/administration/pipelines").await;
        assert!(page.text.contains("Proposal") && page.text.contains(">3<span"), "{}", page.text);
        let order = format!("/administration/stages/{from}/order");
        let moved = bob.send(&order, &page.form(&order).with("move", "up")).await;
        assert_eq!(moved.location(), "/administration/pipelines?done=saved", "{}", moved.text);
        let page = bob.get("/administration/pipelines").await;
        assert!(page.text.find("Proposal") < page.text.find("Qualified"));
        let dragged = bob.send(&order, &page.form(&order).with("move", "to 0")).await;
        assert_eq!(dragged.location(), "/administration/pipelines?done=saved", "{}", dragged.text);
        let page = bob.get("/administration/pipelines").await.text;
        assert!(page.find("Proposal") < page.find(">New<"));
        let path = format!("/administration/stages/{from}/remove");
        let asked = bob.fill(&path, &[]).await;
        assert!(asked.status == 422 && asked.text.contains("Choose the stage"), "{}", asked.text);
        let gone = bob.fill(&path, &[("to", &to.to_string()), ("_reason", "Fewer steps")]).await;
        assert_eq!(gone.location(), "/administration/pipelines?done=saved", "{}", gone.text);
        assert!(!bob.get("/administration/pipelines").await.text.contains("Proposal"));
        let (caller, database) = (console.program().await, console.app.database());
        let deals = query::list(
            database.read(),
            database.engine(),
            &caller,
            kind("deal"),
            &Listing { filter: Filter::All, ..Listing::new(&caller, kind("deal")) },
        )
        .await
        .unwrap();
        for deal in &deals.items {
            assert_eq!(deal.record.value("stage_id"), Some(&beheer::model::Value::Link(to)));
            let past = history::of_record(database, &caller, kind("deal"), deal.record.id, None, 5).await.unwrap();
            assert_eq!(past[0].reason_text.as_deref(), Some("Fewer steps"));
            assert_eq!(past[0].operation_kind.as_deref(), Some("bulk"));
        }
    }

    async fn reason_codes_speak_the_language_of_the_reader_and_are_counted(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let translations = json!([{"language": "nl", "label": "Op verzoek"}]);
        let code = json!({"code": "asked", "label": "On request", "translations": translations, "position": "9"});
        let asked = make(&console, "reason_code", code).await;
        make(&console, "reason_rule", json!({"name": "Deals", "record_type": "deal", "requirement": "required"})).await;
        let made = bob.fill("/contacts/new", &[("last_name", "Doe"), ("_reason_code", "asked")]).await;
        assert_eq!(made.status, 303, "{}", made.text);
        let page = bob.get("/administration/reasons").await.text;
        assert!(page.contains("On request") && page.contains("<td class=\"right\">1</td><td><time"), "{page}");
        bob.language = "nl".into();
        let form = bob.get("/contacts/new").await.text;
        assert!(form.contains("Op verzoek") && !form.contains("On request"));
        // What was chosen last is offered first, before what stands before it in the list.
        let codes = form.split("id=\"reason-code\"").nth(1).unwrap();
        assert!(codes.find("value=\"asked\"") < codes.find("value=\"correction\""), "{codes}");
        // The program's own codes have words too.
        let own = user(&console, "Bob").await;
        assert!(bob.get(&format!("/users/{own}/history")).await.text.contains("Het programma zelf"));
        server.journal_head().await;
        assert!(bob.get("/journal?code=system").await.text.contains("Het programma zelf"));
        let place = bob.get(made.location().split('?').next().unwrap()).await;
        assert_eq!(place.status, 200);
        assert!(
            bob.get(&format!("{}/history", made.location().split('?').next().unwrap())).await.text.contains("Op verzoek")
        );
        bob.language = String::new();
        let order = format!("/administration/reasons/{asked}/order");
        let first = bob.get("/administration/reasons").await.form(&order).with("move", "to 0");
        assert_eq!(bob.send(&order, &first).await.location(), "/administration/reasons?done=saved");
        let page = bob.get("/administration/reasons").await.text;
        assert!(page.find("On request") < page.find("Correction"), "{page}");
    }

    async fn everything_of_a_record_type_is_renamed_on_one_page(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let to = "/administration/labels";
        let page = bob.get("/administration/labels?type=contact").await;
        assert!(page.text.contains("placeholder=\"Contacts\"") && page.text.contains("placeholder=\"Kontakte\""), "{}", page.text);
        let form = page.form(to).with("_one.nl", "Relatie").with("_many.nl", "Relaties").with("job_title.en", "Role");
        assert_eq!(bob.send(to, &form).await.location(), "/administration/labels?type=contact&done=saved");
        assert!(bob.get("/contacts/new").await.text.contains(">Role</label>"));
        bob.language = "nl".into();
        assert!(bob.get("/contacts").await.text.contains("Relaties"));
        bob.language = String::new();
        let late = bob.send(to, &form).await;
        assert!(late.status == 409 && late.text.contains("value=\"Relatie\""), "{} {}", late.status, late.text);
        let form = late.form(to).with("job_title.en", "").with("_one.nl", "").with("last_name.en", "Last name");
        assert_eq!(bob.send(to, &form).await.status, 303);
        let left = bob.get("/administration/labels?type=contact").await;
        assert_eq!((left.form(to).get("job_title.en"), left.form(to).get("_many.nl")), ("", "Relaties"));
        assert_eq!(left.form(to).get("last_name.en"), "", "what is called as usual is not renamed");
        assert_eq!(bob.get("/administration/labels?type=nothing").await.status, 404);
    }

    async fn what_comes_with_the_program_is_called_in_everybodys_language_until_it_is_renamed(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let profile = seed::profile_named("Sales").unwrap();
        for (language, role, everybody, stage) in [("nl", "Verkoop", "Iedereen", "Onderhandeling"), ("de", "Vertrieb", "Alle", "Verhandlung")] {
            bob.language = language.into();
            let rights = bob.get("/administration/rights").await.text;
            assert!(rights.contains(role) && rights.contains(everybody) && !rights.contains("Everybody"), "{rights}");
            assert!(bob.get("/profiles").await.text.contains(role) && bob.get("/stages").await.text.contains(stage));
            assert!(bob.get("/administration/users/invite").await.text.contains(&format!(">{role}</option>")));
        }
        bob.language = String::new();
        assert_eq!(bob.fill(&format!("/profiles/{profile}/edit"), &[("name", "Field")]).await.status, 303);
        bob.language = "nl".into();
        assert!(bob.get("/profiles").await.text.contains("Field"));
    }

    async fn administration_is_closed_to_who_has_no_duty(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut eve = console.signed_in("Eve", "Sales").await;
        let id = user(&console, "Eve").await;
        assert!(!eve.get("/home").await.text.contains("href=\"/administration\""));
        for path in ["", "/users", "/users/invite", "/groups", "/rights", "/fields", "/pipelines", "/labels", "/reasons", "/keys"] {
            assert_eq!(eve.get(&format!("/administration{path}")).await.status, 403, "{path}");
        }
        for path in [format!("users/{id}"), format!("users/{id}/link"), format!("stages/{}/remove", seed::stage(0))] {
            assert_eq!(eve.get(&format!("/administration/{path}")).await.status, 403, "{path}");
        }
        let token = eve.get("/home").await.form("/sign-out").get("_csrf").to_owned();
        let form = Form(Vec::new()).with("_csrf", &token);
        for path in [format!("users/{id}/deactivate"), "users/invite".into(), format!("stages/{}/order", seed::stage(0))] {
            assert_eq!(eve.send(&format!("/administration/{path}"), &form).await.status, 403, "{path}");
        }
        let bob = console.signed_in("Bob", "Administrator").await;
        for path in ["", "/users", "/groups", "/rights", "/fields", "/pipelines", "/labels", "/reasons", "/keys"] {
            assert_eq!(bob.get(&format!("/administration{path}")).await.status, 200, "{path}");
        }
        assert_eq!(console.browser().get("/administration").await.location(), "/sign-in?next=%2Fadministration");
    }
}
