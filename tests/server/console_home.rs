//! Home: one's own tasks, deals and changes, and what waits for those who can see to it.

use beheer::records::seed;

use crate::support::pages::Console;

on_both_servers! {
    async fn tasks_are_there_by_urgency_and_done_by_one_click(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let empty = bob.get("/home").await.text;
        assert!(empty.contains("Nothing to do this week.") && empty.contains("You have no open deals."));
        // It is the first of January 2026.
        for (subject, field, at) in [
            ("Late <b>", "due", "2025-12-30T10:00"),
            ("Tonight", "due", "2026-01-01T20:00"),
            ("Visit", "starts", "2026-01-04T09:00"),
            ("Far away", "due", "2026-02-01T09:00"),
        ] {
            let texts = [("kind", "task"), ("subject", subject), (field, at)];
            assert_eq!(bob.fill("/activities/new", &texts).await.status, 303);
        }
        let page = bob.get("/home").await;
        let order: Vec<_> =
            ["Overdue <span class=\"badge wrong\">1<", "Late &#60;b&#62;", "Today", "Tonight", "20:00", "Visit"]
                .iter()
                .map(|text| page.text.find(text).unwrap_or_else(|| panic!("{text} in {}", page.text)))
                .collect();
        assert!(order.is_sorted() && !page.text.contains("Far away"), "{order:?}");
        let done = bob.send("/calendar/done", &page.form("/calendar/done")).await;
        assert!(done.status == 303 && done.location().starts_with("/home?moved="), "{}", done.text);
        let page = bob.get(done.location()).await;
        assert!(page.text.contains("“Late &#60;b&#62;” was changed.") && !page.text.contains("badge wrong"));
        let undo = page.text.split("action=\"/activities/").nth(1).unwrap().split('"').next().unwrap();
        let undo = format!("/activities/{undo}");
        assert_eq!(bob.send(&undo, &page.form(&undo)).await.location(), "/home");
        assert!(bob.get("/home").await.text.contains("badge wrong"));
    }

    async fn deals_and_changes_are_those_around_oneself_and_say_who_and_why(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let mut eve = console.signed_in("Eve", "Sales").await;
        let stage = seed::stage(1).to_string();
        for (browser, name) in [(&mut bob, "Of Bob"), (&mut eve, "Of Eve")] {
            let texts = [("name", name), ("stage_id", &*stage), ("amount.amount", "1000"), ("amount.currency", "EUR")];
            let made = browser.fill("/deals/new", &texts).await;
            let path = made.location().split('?').next().unwrap().to_owned();
            let change = [("probability", "60"), ("_reason", "They asked <twice>")];
            assert_eq!(browser.fill(&format!("{path}/edit"), &change).await.status, 303);
        }
        let home = eve.get("/home").await.text;
        assert!(home.contains("Of Eve") && !home.contains("Of Bob") && home.contains("€1,000.00"), "{home}");
        assert!(home.contains("Eve changed: Probability") && home.contains("They asked &#60;twice&#62;"));
        assert!(!home.contains("Waiting for you"));
        let board = home.split("href=\"/deals/board?").nth(1).unwrap().split('"').next().unwrap();
        assert!(eve.get(&format!("/deals/board?{board}")).await.text.contains("Of Eve"));
        let reader = console.signed_in("Rita", "Read-only").await;
        let home = reader.get("/home").await.text;
        assert!(!home.contains("Of Bob") && !home.contains('€') && !home.contains("Waiting for you"), "{home}");
    }

    async fn what_seems_to_be_there_twice_is_told_and_leads_to_the_pairs(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let mut made = async |name: &str, mail: &str| {
            let texts = [("name", name), ("email", mail)];
            let mut sent = bob.fill("/organisations/new", &texts).await;
            if sent.status == 422 {
                sent = bob.send("/organisations/new", &sent.form("/organisations/new")).await;
            }
            assert_eq!(sent.status, 303, "{}", sent.text);
            crate::support::pages::id_in(sent.location())
        };
        let (acme, again) = (made("Acme", "info@acme.example").await, made("Acme again", "info@acme.example").await);
        for at in 0..25 {
            made(&format!("Pair {at}"), &format!("{at}@pair.example")).await;
            made(&format!("Twin {at}"), &format!("{at}@pair.example")).await;
        }
        let home = bob.get("/home").await.text;
        assert!(home.contains("25 possible duplicates among the newest organisations"), "{home}");
        assert!(home.contains("href=\"/organisations/duplicates\"") && !home.contains("/contacts/duplicates"));
        let first = bob.get("/organisations/duplicates").await.text;
        assert!(first.contains("Twin 24") && !first.contains("Pair 0<"), "{first}");
        assert_eq!(first.matches("the same e-mail address").count(), 20);
        let further = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let second = bob.get(further).await.text;
        assert!(
            second.contains("Acme again")
                && second.contains("Pair 0<")
                && second.contains("All records have been checked")
        );
        assert_eq!(second.matches("the same e-mail address").count(), 6);
        assert!(second.contains(&format!("/organisations/merge?ids={again},{acme}")), "{second}");
        // Who may not put them together finds no way to, and who sees no addresses no pairs.
        let rita = console.signed_in("Rita", "Read-only").await;
        let hers = rita.get("/organisations/duplicates").await.text;
        assert!(hers.contains("Twin 24") && !hers.contains("/merge?ids"), "{hers}");
        assert!(!rita.get("/home").await.text.contains("possible duplicates"));
        for (path, status) in [
            ("/organisations/duplicates?after=x", 404),
            ("/organisations/duplicates?after=.x", 404),
            ("/deals/duplicates", 404),
        ] {
            assert_eq!(bob.get(path).await.status, status, "{path}");
        }
    }

    async fn what_has_no_owner_waits_for_those_who_can_give_it_one(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        for name in ["One", "Two"] {
            let texts = [("name", name), ("status", "new"), ("owner_id", "")];
            assert_eq!(bob.fill("/leads/new", &texts).await.status, 303);
        }
        let home = bob.get("/home").await.text;
        assert!(home.contains("2 leads have no owner"), "{home}");
        let list = home.split("href=\"/leads?").nth(1).unwrap().split('"').next().unwrap();
        assert!(bob.get(&format!("/leads?{list}")).await.text.contains("2 leads"));
        assert!(!console.signed_in("Eve", "Sales").await.get("/home").await.text.contains("have no owner"));
    }

    async fn whoever_was_invited_and_has_not_come_waits_for_those_who_look_after_users(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        assert!(!bob.get("/home").await.text.contains("no password yet"));
        let invite = bob.get("/administration/users/invite").await.form("/administration/users/invite");
        let invite = invite.with("name", "Ann <b>").with("email", "ann@example.org");
        let invite = invite.with("profile_id", &seed::profile_named("Sales").unwrap().to_string());
        let made = bob.send("/administration/users/invite", &invite).await;
        assert_eq!(made.status, 303, "{}", made.text);
        let home = bob.get("/home").await.text;
        assert!(home.contains("1 user has no password yet"), "{home}");
        assert!(home.contains("href=\"/administration/users?waiting=1\""));
        let list = bob.get("/administration/users?waiting=1").await.text;
        assert!(list.contains("Ann &#60;b&#62;") && !list.contains("bob@example.org"), "{list}");
        assert!(bob.get("/administration/users").await.text.contains("bob@example.org"));
        let eve = console.signed_in("Eve", "Sales").await;
        assert!(!eve.get("/home").await.text.contains("no password yet"));
    }
}
