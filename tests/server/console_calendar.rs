//! The calendar of activities: days as links, whose they are, moving them, and files for other calendars.

use crate::support::pages::{Browser, Console, id_in};

async fn meeting(browser: &mut Browser, subject: &str, starts: &str, ends: &str) -> String {
    let texts = [("kind", "meeting"), ("subject", subject), ("starts", starts), ("ends", ends)];
    let made = browser.fill("/activities/new", &texts).await;
    assert_eq!(made.status, 303, "{}", made.text);
    id_in(made.location())
}

/// What stands on a day.
fn day<'a>(page: &'a str, iso: &str) -> &'a str {
    let rest = page.split(&format!("data-drop=\"{iso}\"")).nth(1).unwrap_or_else(|| panic!("no {iso} in {page}"));
    rest.split("data-drop=").next().unwrap()
}

on_both_servers! {
    async fn activities_stand_on_their_days_and_the_rest_is_one_link_away(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        for number in 0..6 {
            meeting(&mut bob, &format!("Visit {number} & <b>"), &format!("2026-03-04T0{number}:30"), "2026-03-04T09:00")
                .await;
        }
        meeting(&mut bob, "Fair", "2026-03-08T10:00", "2026-03-10T16:00").await;
        let page = bob.get("/calendar?day=2026-03-15").await;
        assert_eq!(page.status, 200);
        let fourth = day(&page.text, "2026-03-04");
        assert!(fourth.contains("Visit 3 &#38; &#60;b&#62;") && !fourth.contains("Visit 4") && fourth.contains("+2 more"));
        assert!(fourth.contains(">00:30<") && fourth.contains("/activities/new?kind=meeting&#38;starts=2026-03-04T09:00"));
        for iso in ["2026-03-08", "2026-03-09", "2026-03-10"] {
            assert!(day(&page.text, iso).contains("Fair"), "{iso}");
        }
        // A day says what hours it has of what goes on for several.
        let on = |iso| day(&page.text, iso);
        assert!(on("2026-03-08").contains(">10:00<") && on("2026-03-10").contains(">–16:00<"));
        assert!(!on("2026-03-09").contains("class=\"time\""), "{}", on("2026-03-09"));
        assert!(!day(&page.text, "2026-03-11").contains("Fair"));
        for link in [
            "day=2026-02-15\" aria-label=\"Earlier",
            "day=2026-04-15\" aria-label=\"Later",
            "view=month&#38;day=2026-01-01#today\"",
        ] {
            assert!(page.text.contains(link), "{link} in {}", page.text);
        }
        let week = bob.get("/calendar?view=week&day=2026-03-11").await.text;
        assert!(
            week.contains("Week 11, 2026") && day(&week, "2026-03-09").contains("Fair") && !week.contains("2026-03-08\"")
        );
        let whole = bob.get("/calendar?view=day&day=2026-03-04").await.text;
        assert!(
            (0..6).all(|number| whole.contains(&format!("Visit {number}"))) && whole.contains("Wednesday 4 March 2026")
        );
        assert!(bob.get("/calendar?view=day&day=2026-03-05").await.text.contains("Nothing is planned here."));
        let new = bob.get("/activities/new?kind=meeting&starts=2026-03-05T09:00").await.form("/activities/new");
        assert_eq!((new.get("kind"), new.get("starts")), ("meeting", "5 Mar 2026 09:00"));
        assert_eq!((bob.get("/calendar?day=never").await.status, bob.get("/calendar?who=nobody").await.status), (200, 404));
    }

    async fn one_looks_at_ones_own_days_or_those_of_a_colleague_as_far_as_rights_go(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let mut eve = console.signed_in("Eve", "Sales").await;
        let bobs = meeting(&mut bob, "Of Bob", "2026-03-04T10:00", "2026-03-04T11:00").await;
        meeting(&mut eve, "Of Eve", "2026-03-04T10:00", "2026-03-04T11:00").await;
        let mine = bob.get("/calendar?day=2026-03-04").await.text;
        assert!(mine.contains("Of Bob") && !mine.contains("Of Eve"));
        let all = bob.get("/calendar?day=2026-03-04&who=all").await.text;
        assert!(all.contains("Of Bob") && all.contains("Of Eve"));
        let about = [
            ("kind", "meeting"),
            ("subject", "With Eve"),
            ("starts", "2026-03-05T10:00"),
            ("participants.0.record.type", "user"),
            ("participants.0.record.id", "Eve"),
        ];
        assert_eq!(bob.fill("/activities/new", &about).await.status, 303);
        assert!(eve.get("/calendar?day=2026-03-05").await.text.contains("With Eve"), "she takes part in it");
        let all = eve.get("/calendar?day=2026-03-04&who=all").await;
        let sees = eve.get(&format!("/activities/{bobs}")).await.status == 200;
        assert_eq!(all.text.contains("Of Bob"), sees, "the calendar shows what can be opened, and nothing else");
        let file = eve.get("/calendar.ics?day=2026-03-04&who=all").await;
        assert_eq!((file.text.contains("SUMMARY:Of Bob"), file.text.contains("SUMMARY:Of Eve")), (sees, true));
    }

    async fn moving_keeps_the_hour_and_the_length_and_can_be_undone(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let id = meeting(&mut bob, "Demo", "2026-03-04T10:15", "2026-03-04T11:45").await;
        let back = "/calendar?view=month&day=2026-03-04";
        // What dragging sends: a day, and no hour.
        let drag = bob.get(back).await.form("/calendar/move");
        let drag = drag.with("id", &id).with("_version", "1").with("day", "2026-03-10");
        let moved = bob.send("/calendar/move", &drag).await;
        assert_eq!((moved.status, moved.location()), (303, &*format!("{back}&moved={id}")), "{}", moved.text);
        let page = bob.get(moved.location()).await;
        assert!(day(&page.text, "2026-03-10").contains(">10:15<") && !day(&page.text, "2026-03-04").contains("Demo"));
        assert!(page.text.contains("“Demo” was changed."));
        let stale = bob.send("/calendar/move", &drag.with("day", "2026-03-11")).await;
        assert!(stale.status == 409 && stale.text.contains("Somebody else changed it meanwhile"), "{}", stale.text);
        assert_eq!(stale.form("/calendar/move").get("_version"), "2");
        let undone = bob.send(&format!("/activities/{id}/undo"), &page.form(&format!("/activities/{id}/undo"))).await;
        assert_eq!((undone.status, undone.location()), (303, back), "{}", undone.text);
        assert!(day(&bob.get(back).await.text, "2026-03-04").contains(">10:15<"));
        // The form for everybody.
        let path = format!("/calendar/move?id={id}&back=%2Fcalendar%3Fview%3Dday");
        let moved = bob.fill(&path, &[("day", "2026-03-05"), ("time", "09:00")]).await;
        assert_eq!(moved.location(), format!("/calendar?view=day&moved={id}"), "{}", moved.text);
        let week = bob.get("/calendar?view=week&day=2026-03-05").await.text;
        assert!(day(&week, "2026-03-05").contains("09:00–10:30"));
        let wrong = bob.fill(&path, &[("day", "2026-02-30"), ("time", "9 o'clock")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("href=\"#day\"") && wrong.text.contains("href=\"#time\""));
        let away = bob.fill(&format!("/calendar/move?id={id}&back=//evil.example"), &[("day", "2026-03-06")]).await;
        assert_eq!(away.location(), format!("/calendar?moved={id}"));
        let mut reader = console.signed_in("Rita", "Read-only").await;
        assert_ne!(reader.get(&path).await.status, 200);
        let form = reader.get("/home").await.form("/sign-out").with("id", &id).with("day", "2026-03-09");
        assert!(matches!(reader.send("/calendar/move", &form).await.status, 403 | 404));
        assert!(!reader.get("/calendar?who=all&day=2026-03-04").await.text.contains("data-id="));
    }

    async fn a_reason_is_asked_for_where_policy_wants_one_also_when_something_is_dragged(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let id = meeting(&mut bob, "Demo", "2026-03-04T10:00", "2026-03-04T11:00").await;
        let rule = [("name", "Say why"), ("record_type", "activity"), ("requirement", "required")];
        assert_eq!(bob.fill("/reason_rules/new", &rule).await.status, 303);
        let drag = bob.get("/calendar?day=2026-03-04").await.form("/calendar/move").with("id", &id).with("_version", "1");
        let asked = bob.send("/calendar/move", &drag.with("day", "2026-03-06")).await;
        assert!(
            asked.status == 422 && asked.text.contains("href=\"#reason\"") && asked.text.contains("value=\"2026-03-06\"")
        );
        let form = asked.form("/calendar/move").with("_reason", "She is ill");
        assert_eq!(bob.send("/calendar/move", &form).await.status, 303);
        assert!(bob.get(&format!("/activities/{id}/history")).await.text.contains("She is ill"));
        let done = bob.get("/calendar?view=day&day=2026-03-06").await.form("/calendar/done");
        let asked = bob.send("/calendar/done", &done).await;
        assert!(asked.status == 422 && asked.text.contains("Mark “Demo” as done"), "{}", asked.text);
        let done = bob.send("/calendar/done", &asked.form("/calendar/done").with("_reason", "Held")).await;
        assert_eq!(done.status, 303);
        assert!(bob.get("/calendar?view=day&day=2026-03-06").await.text.contains("<s>Demo</s>"));
    }

    async fn activities_leave_as_files_for_other_calendars(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut bob = console.signed_in("Bob", "Administrator").await;
        let id = meeting(&mut bob, "A; b, c\\ — 👩‍👩‍👧", "2026-03-04T10:00", "2026-03-04T11:00").await;
        for path in [format!("/activities/{id}/calendar.ics"), "/calendar.ics?view=day&day=2026-03-04".into()] {
            let file = bob.get(&path).await;
            assert_eq!((file.status, file.header("content-type")), (200, "text/calendar; charset=utf-8"), "{path}");
            assert!(file.header("content-disposition").starts_with("attachment; filename=\""));
            assert!(
                file.text.contains("\r\nSUMMARY:A\\; b\\, c\\\\ — 👩‍👩‍👧\r\nDTSTART:20260304T100000Z\r\n"),
                "{}",
                file.text
            );
        }
        assert!(!bob.get("/calendar.ics?view=day&day=2026-03-05").await.text.contains("VEVENT"));
        assert_eq!(bob.get(&format!("/contacts/{id}/calendar.ics")).await.status, 404);
        assert!(console.browser().get("/calendar.ics").await.location().starts_with("/sign-in"));
    }
}
