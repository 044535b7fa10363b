//! The clock on the wall: what people read and type is in the time zone that they chose, or in that of the installation.

use beheer::app::App;
use beheer::clock::Clock;
use beheer::config::Config;
use beheer::id::Ids;
use tempfile::TempDir;

use crate::support::engine::NEW_YEAR;
use crate::support::pages::{Browser, Console, id_in};

/// Chooses a time zone, as the profile page does.
async fn choose(browser: &mut Browser, zone: &str) {
    let session = browser.cookie.split(';').next().unwrap().to_owned();
    let form = browser.get("/profile").await.form("/profile/look").with("zone", zone);
    assert_eq!(browser.send("/profile/look", &form).await.status, 303);
    browser.cookie = format!("{session}; {}", browser.cookie);
}

async fn meeting(browser: &mut Browser, subject: &str, starts: &str, ends: &str) -> String {
    let texts = [("kind", "meeting"), ("subject", subject), ("starts", starts), ("ends", ends)];
    let made = browser.fill("/activities/new", &texts).await;
    assert_eq!(made.status, 303, "{}", made.text);
    format!("/activities/{}", id_in(made.location()))
}

/// What stands on a day.
fn day<'a>(page: &'a str, iso: &str) -> &'a str {
    let rest = page.split(&format!("data-drop=\"{iso}\"")).nth(1).unwrap_or_else(|| panic!("no {iso} in {page}"));
    rest.split("data-drop=").next().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn times_are_shown_and_typed_by_the_clock_on_ones_wall_and_stored_in_utc() {
    let console = Console::start().await;
    let mut bob = console.signed_in("Bob", "Administrator").await;
    let page = bob.get("/profile").await;
    assert!(page.text.contains("That of the installation (UTC)") && page.text.contains("Amsterdam +01:00"));
    assert!(bob.get("/home").await.text.contains("Thursday 1 January 2026"));
    // There it is still the evening before.
    choose(&mut bob, "America/New_York").await;
    assert!(bob.get("/home").await.text.contains("Wednesday 31 December 2025"));
    let path = meeting(&mut bob, "Breakfast", "today 8:30 am", "31 Dec 2025 22:30").await;
    let page = bob.get(&path).await.text;
    assert!(page.contains("<time datetime=\"2025-12-31T13:30:00.000000Z\">31 Dec 2025 08:30</time>"), "{page}");
    assert!(page.contains("<time datetime=\"2026-01-01T03:30:00.000000Z\">31 Dec 2025 22:30</time>"), "{page}");
    assert!(page.contains("today 19:00<"), "when it was made: {page}");
    let form = bob.get(&format!("{path}/edit")).await;
    assert!(form.text.contains("In America/New_York."));
    assert_eq!(form.form(&format!("{path}/edit")).get("starts"), "31 Dec 2025 08:30");
    assert!(bob.get(&format!("{path}/history")).await.text.contains("31 Dec 2025 08:30"));
    let week = bob.get("/calendar?view=week&day=2025-12-31").await.text;
    assert!(day(&week, "2025-12-31").contains("08:30–22:30") && week.contains("Times are in America/New_York."));
    assert!(!day(&week, "2026-01-01").contains("Breakfast"));
    choose(&mut bob, "Asia/Tokyo").await;
    let week = bob.get("/calendar?view=week&day=2025-12-31").await.text;
    assert!(day(&week, "2025-12-31").contains(">22:30<") && day(&week, "2026-01-01").contains("Breakfast"));
    let file = bob.get(&format!("{path}/calendar.ics")).await.text;
    assert!(file.contains("DTSTART:20251231T133000Z"), "{file}");
    assert!(bob.get(&path).await.text.contains(&format!("href=\"{path}/calendar.ics\"")));
    let filter = "starts+ge+%222025-12-31T13:30:00Z%22";
    assert!(bob.get(&format!("/activities?filter={filter}")).await.text.contains("31 Dec 2025 22:30"));
    choose(&mut bob, "Europe/Atlantis").await;
    assert!(bob.get("/home").await.text.contains("Thursday 1 January 2026"), "what there is not is not chosen");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_is_read_in_the_time_zone_in_which_it_was_shown() {
    let console = Console::start().await;
    let mut bob = console.signed_in("Bob", "Administrator").await;
    choose(&mut bob, "Europe/Amsterdam").await;
    let path = meeting(&mut bob, "Demo", "4 Mar 2026 10:00", "4 Mar 2026 11:00").await;
    let edit = format!("{path}/edit");
    let form = bob.get(&edit).await.form(&edit);
    assert_eq!(form.get("_language"), "en Europe/Amsterdam");
    choose(&mut bob, "Asia/Tokyo").await;
    let saved = bob.send(&edit, &form.with("subject", "Demo at last").with("ends", "4 Mar 2026 12:00")).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let page = bob.get(&path).await.text;
    assert!(page.contains("datetime=\"2026-03-04T09:00:00.000000Z\">4 Mar 2026 18:00<"), "it was not touched: {page}");
    assert!(page.contains("datetime=\"2026-03-04T11:00:00.000000Z\">4 Mar 2026 20:00<"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hours_that_are_skipped_or_come_twice_are_asked_about_and_days_have_as_many_as_they_have() {
    let console = Console::start().await;
    let mut bob = console.signed_in("Bob", "Administrator").await;
    choose(&mut bob, "Europe/Amsterdam").await;
    let texts = |starts| [("kind", "meeting"), ("subject", "Night"), ("starts", starts)];
    let never = bob.fill("/activities/new", &texts("29 Mar 2026 02:30")).await;
    assert!(never.status == 422 && never.text.contains("There is no such time in Europe/Amsterdam"), "{}", never.text);
    let twice = bob.fill("/activities/new", &texts("25 Oct 2026 02:30")).await;
    assert!(
        twice.status == 422 && twice.text.contains("Write 25 Oct 2026 02:30 +02:00 or 25 Oct 2026 02:30 +01:00."),
        "{}",
        twice.text
    );
    let second = meeting(&mut bob, "Second", "25 Oct 2026 02:30 +01:00", "").await;
    assert!(bob.get(&second).await.text.contains("datetime=\"2026-10-25T01:30:00.000000Z\">25 Oct 2026 02:30 +01:00<"));
    let edit = format!("{second}/edit");
    let form = bob.get(&edit).await.form(&edit);
    assert_eq!(form.get("starts"), "25 Oct 2026 02:30 +01:00");
    assert!(bob.send(&edit, &form).await.location().ends_with("done=nothing"));
    // A day of 25 hours, and those around it.
    for (subject, starts) in
        [("Eve", "24 Oct 2026 23:50"), ("Late", "25 Oct 2026 23:30"), ("Early", "26 Oct 2026 00:10")]
    {
        meeting(&mut bob, subject, starts, "").await;
    }
    for address in
        ["view=month&day=2026-10-01", "view=week&day=2026-10-25", "view=week&day=2026-10-26", "view=day&day=2026-10-25"]
    {
        let page = bob.get(&format!("/calendar?{address}")).await.text;
        let on = |iso: &str, subject: &str| match address.split('&').next() {
            Some("view=day") => page.contains(&format!(">{subject}<")),
            _ => page.contains(&format!("data-drop=\"{iso}\"")) && day(&page, iso).contains(&format!(">{subject}<")),
        };
        let is_shown =
            [("2026-10-24", "Eve"), ("2026-10-25", "Late"), ("2026-10-26", "Early")].map(|(iso, name)| on(iso, name));
        let expected = match address {
            "view=month&day=2026-10-01" => [true; 3],
            "view=week&day=2026-10-25" => [true, true, false],
            "view=week&day=2026-10-26" => [false, false, true],
            _ => [false, true, false],
        };
        assert_eq!(is_shown, expected, "{address}");
    }
    // What is moved keeps its hour, on both sides of the change.
    let path = meeting(&mut bob, "Demo", "27 Mar 2026 10:00", "27 Mar 2026 11:30").await;
    let drag = bob.get("/calendar?day=2026-03-27").await.form("/calendar/move");
    let drag = drag.with("id", path.rsplit('/').next().unwrap()).with("_version", "1").with("day", "2026-03-30");
    assert_eq!(bob.send("/calendar/move", &drag).await.status, 303);
    let week = bob.get("/calendar?view=week&day=2026-03-30").await.text;
    assert!(day(&week, "2026-03-30").contains("10:00–11:30"), "{week}");
    let id = path.rsplit('/').next().unwrap();
    let path = format!("/calendar/move?id={id}");
    let wrong = bob.fill(&path, &[("day", "29 Mar 2026"), ("time", "02:30")]).await;
    assert!(wrong.status == 422 && wrong.text.contains("href=\"#time\"") && wrong.text.contains("no such time"));
    assert_eq!(bob.fill(&path, &[("day", "tomorrow"), ("time", "14:00")]).await.status, 303);
    assert!(bob.get("/calendar?view=week&day=2026-01-02").await.text.contains("14:00–15:30"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_chose_no_time_zone_has_that_of_the_installation() {
    let folder = TempDir::new().unwrap();
    let mut config = Config::default();
    config.data.directory = folder.path().join("data");
    config.console.time_zone = "Europe/Amsterdam".into();
    // Half an hour before the new year, by UTC.
    let clock = Clock::fixed(NEW_YEAR - 1_800_000_000);
    let app = App::open_with(config, clock, Ids::seeded(11)).await.unwrap();
    let console = Console::of(&app).await;
    let bob = console.signed_in("Bob", "Administrator").await;
    assert!(bob.get("/home").await.text.contains("Thursday 1 January 2026"));
    let page = bob.get("/profile").await.text;
    assert!(
        page.contains("That of the installation (Europe/Amsterdam)") && page.contains("1 Jan 2026 00:30<"),
        "{page}"
    );
    // Days of the journal begin where they do here.
    for (from, count) in [("1 Jan 2026", true), ("today", true), ("2 Jan 2026", false)] {
        let page = bob.get(&format!("/journal?from={}", from.replace(' ', "+"))).await;
        assert!(page.status == 200 && page.text.contains("class=\"entries panel\"") == count, "{from}: {}", page.text);
    }
    let wrong = bob.get("/journal?until=someday").await;
    assert!(wrong.status == 422 && wrong.text.contains("id=\"until-problem\""));
}
