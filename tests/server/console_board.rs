//! Boards: columns with what they come to, cards that are moved by a form, and nothing that somebody may not see.

use beheer::records::seed;

use crate::support::pages::{Browser, Console, id_in};

async fn deal(browser: &mut Browser, name: &str, stage: i64, amount: &str, currency: &str) -> String {
    let stage = seed::stage(stage).to_string();
    let texts = [("name", name), ("stage_id", &stage), ("amount.amount", amount), ("amount.currency", currency)];
    let made = browser.fill("/deals/new", &texts).await;
    assert_eq!(made.status, 303, "{}", made.text);
    id_in(made.location())
}

/// What stands in a column.
fn column(page: &str, text: &str) -> String {
    let rest = page.split(&format!("data-drop=\"{text}\"")).nth(1).unwrap_or_else(|| panic!("no {text} in {page}"));
    rest.split("</section>").next().unwrap().replace("\u{a0}", " ")
}

on_both_servers! {
    async fn deals_stand_in_their_stages_with_count_and_sums_by_currency(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        for number in 0..12 {
            deal(&mut bob, &format!("Racks {number} & <b>"), 0, "100.25", "EUR").await;
        }
        deal(&mut bob, "Chairs", 0, "7", "USD").await;
        let second = deal(&mut bob, "Tables", 1, "50", "EUR").await;
        let page = bob.get("/deals/board").await;
        assert_eq!(page.status, 200, "{}", page.text);
        let first = column(&page.text, &seed::stage(0).to_string());
        for text in [">13</span>", "€1,203.00", "USD 7.00", "Racks 11 &#38; &#60;b&#62;", "Chairs", "Show all"] {
            assert!(first.contains(text), "{text} in {first}");
        }
        assert!(!first.contains("Racks 0 "), "the list has the others");
        let more = first.split("href=\"/deals?").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
        assert!(bob.get(&format!("/deals?{more}")).await.text.contains("13 deals"));
        assert!(column(&page.text, &seed::stage(1).to_string()).contains(&second));
        // Of a large board the cards come first.
        let early = bob.get("/deals/board?by=stage_id&totals=0").await;
        let first = column(&early.text, &seed::stage(0).to_string());
        assert!(first.contains(">…</span>") && !first.contains("€1,203.00"), "{first}");
        assert!(
            first.contains("Racks 11 &#38;") && first.contains("Show all") && first.contains(&more.replace('&', "&#38;"))
        );
        assert!(!column(&early.text, &seed::stage(1).to_string()).contains("Show all"));
        let later = early.text.split(" data-totals").next().unwrap().rsplit('"').nth(1).unwrap().replace("&#38;", "&");
        let first = column(&bob.get(&later).await.text, &seed::stage(0).to_string());
        assert!(first.contains(">13</span>") && first.contains("€1,203.00"), "{later}: {first}");
        let call = [
            ("kind", "call"),
            ("subject", "Ring back"),
            ("due", "2025-12-30T10:00"),
            ("about.0.record.type", "deal"),
            ("about.0.record.id", &*second),
        ];
        assert_eq!(bob.fill("/activities/new", &call).await.status, 303);
        let filtered = bob.get("/deals/board?filter=name+eq+%22Tables%22").await.text;
        let tables = column(&filtered, &seed::stage(1).to_string());
        assert!(tables.contains("Ring back") && tables.contains("Overdue") && !filtered.contains("Racks"));
        assert!(bob.get("/deals/board?q=chair").await.text.contains("Chairs"));
        let wrong = bob.get("/deals/board?filter=nonsense").await;
        assert!(wrong.status == 422 && wrong.text.contains("filter-problem"));
        for path in ["/deals/board?by=name", "/products/board?by=nothing", "/pipelines/board"] {
            assert_eq!(bob.get(path).await.status, 404, "{path}");
        }
        assert!(bob.get("/deals").await.text.contains("href=\"/deals/board\""));
        assert!(!bob.get("/organisations/board?by=name").await.text.contains("data-drop"));
    }

    async fn a_board_shows_a_saved_view_in_its_order_and_leads_to_the_list_of_it(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        for (name, amount) in [("Small racks", "10"), ("Large racks", "90"), ("Chairs", "50")] {
            deal(&mut bob, name, 0, amount, "EUR").await;
        }
        let list = "/deals?filter=name+co+%22racks%22&sort=-name";
        let save = bob.get(list).await;
        let action = save.text.split("action=\"/deals/views").nth(1).unwrap().split('"').next().unwrap();
        let action = format!("/deals/views{action}");
        let form = save.form(&action).with("name", "Racks").with("do", "create");
        let saved = bob.send(&action.replace("&#38;", "&"), &form).await;
        let view = saved.location().split("view=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let list = bob.get(&format!("/deals?view={view}")).await.text;
        let path = format!("/deals/board?view={view}");
        assert!(list.contains(&format!("href=\"{path}\"")), "{list}");
        let page = bob.get(&path).await;
        let first = column(&page.text, &seed::stage(0).to_string());
        assert!(first.find("Small racks").unwrap() < first.find("Large racks").unwrap(), "by the order of the view");
        assert!(!page.text.contains("Chairs") && page.text.contains("aria-current=\"page\">Racks</a>"));
        assert!(page.text.contains(&format!("href=\"/deals?view={view}\"")), "the way back to the list");
        let narrower = bob.get(&format!("{path}&filter=name+co+%22Large%22")).await.text;
        assert!(!narrower.contains("Small racks") && narrower.contains(&format!("name=\"view\" value=\"{view}\"")));
        let eve = console.signed_in("Eve", "Sales").await;
        assert_eq!(eve.get(&path).await.status, 404, "a view of somebody else is not there");
    }

    async fn a_card_is_moved_once_and_undone_and_what_others_did_meanwhile_is_told(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let id = deal(&mut bob, "Tables", 1, "50", "EUR").await;
        let page = bob.get("/deals/board").await;
        let drag = page.form("/deals/board/move").with("id", &id).with("_version", "1");
        let drag = drag.with("to", &seed::stage(2).to_string());
        let back = drag.get("_back").to_owned();
        let moved = bob.send("/deals/board/move", &drag).await;
        assert_eq!((moved.status, moved.location()), (303, &*format!("{back}&moved={id}")), "{}", moved.text);
        let page = bob.get(moved.location()).await;
        assert!(column(&page.text, &seed::stage(2).to_string()).contains("Tables") && page.text.contains("€50.00"));
        let stale = bob.send("/deals/board/move", &drag.with("to", &seed::stage(3).to_string())).await;
        assert!(stale.status == 409 && stale.text.contains("Somebody else changed it meanwhile"), "{}", stale.text);
        let undo = format!("/deals/{id}/undo");
        let undone = bob.send(&undo, &page.form(&undo)).await;
        assert_eq!((undone.status, undone.location()), (303, &*back), "{}", undone.text);
        assert!(column(&bob.get(&back).await.text, &seed::stage(1).to_string()).contains("Tables"));
        // By the form, which also says what a rule forbids.
        let form = bob.get(&format!("/deals/board/move?id={id}&by=stage_id")).await.form("/deals/board/move");
        assert_eq!(form.get("to"), seed::stage(1).to_string());
        let none = bob.send("/deals/board/move", &form.clone().with("to", "nowhere")).await;
        assert!(none.status == 422 && none.text.contains("href=\"#to\""));
        let rule = [("name", "Say why"), ("record_type", "deal"), ("requirement", "required")];
        assert_eq!(bob.fill("/reason_rules/new", &rule).await.status, 303);
        let asked = bob.send("/deals/board/move", &form.with("to", &seed::stage(4).to_string())).await;
        assert!(asked.status == 422 && asked.text.contains("href=\"#reason\""), "{}", asked.text);
        let form = asked.form("/deals/board/move").with("_reason", "Signed");
        assert_eq!(
            (form.get("to"), bob.send("/deals/board/move", &form).await.status),
            (&*seed::stage(4).to_string(), 303)
        );
        assert!(bob.get(&format!("/deals/{id}/history")).await.text.contains("Signed"));
    }

    async fn who_loses_a_deal_says_why(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let lost = seed::stage(5).to_string();
        let form = bob.get("/deals/new").await.text;
        assert!(!form.contains("lost_reason") && form.contains(&format!("value=\"{}\" selected", seed::stage(0))), "{form}");
        let id = deal(&mut bob, "Desks", 0, "5", "EUR").await;
        let board = bob.get("/deals/board").await;
        let drag = board.form("/deals/board/move").with("id", &id).with("to", &lost).with("_version", "1");
        let asked = bob.send("/deals/board/move", &drag).await;
        assert!(asked.status == 200 && asked.text.contains("Why it was lost"), "{}", asked.text);
        let silent = bob.send("/deals/board/move", &asked.form("/deals/board/move").with("to", &lost)).await;
        assert!(silent.status == 422 && silent.text.contains("Why it was lost is needed"), "{}", silent.text);
        let said = silent.form("/deals/board/move").with("to", &lost).with("lost_reason", "Too dear");
        assert_eq!(bob.send("/deals/board/move", &said).await.status, 303);
        assert!(bob.get(&format!("/deals/{id}")).await.text.contains("Too dear"));
        // So does whoever changes it in its form, and whoever makes one that is lost already.
        let other = deal(&mut bob, "Lamps", 0, "5", "EUR").await;
        let silent = bob.fill(&format!("/deals/{other}/edit"), &[("stage_id", &lost)]).await;
        assert!(silent.status == 422 && silent.text.contains("Why it was lost is needed"), "{}", silent.text);
        let said = bob.fill(&format!("/deals/{other}/edit"), &[("stage_id", &lost), ("lost_reason", "Too late")]).await;
        assert_eq!(said.status, 303, "{}", said.text);
        let silent = bob.fill("/deals/new", &[("name", "Chairs"), ("stage_id", &lost)]).await;
        assert!(silent.status == 422 && silent.text.contains("name=\"lost_reason\""), "{}", silent.text);
    }

    async fn a_board_by_a_choice_shows_what_somebody_may_see_and_no_more(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let mut eve = console.signed_in("Eve", "Sales").await;
        for (browser, name) in [(&mut bob, "Of Bob"), (&mut eve, "Of Eve")] {
            let texts = [("name", name), ("status", "new"), ("value.amount", "10"), ("value.currency", "EUR")];
            assert_eq!(browser.fill("/leads/new", &texts).await.status, 303);
        }
        let all = bob.get("/leads/board?by=status").await.text;
        assert!(column(&all, "new").contains("€20.00") && column(&all, "qualified").contains("Nothing here."));
        let hers = column(&eve.get("/leads/board?by=status").await.text, "new");
        assert!(
            hers.contains("Of Eve") && !hers.contains("Of Bob") && hers.contains("€10.00") && hers.contains(">1</span>")
        );
        let reader = console.signed_in("Rita", "Read-only").await;
        let seen = reader.get("/leads/board?by=status").await.text;
        assert!(column(&seen, "new").contains("Of Bob") && !seen.contains("€") && !seen.contains("data-id="), "{seen}");
        assert_eq!(reader.get("/leads/board?filter=value.value+gt+1").await.status, 422);
    }
}
