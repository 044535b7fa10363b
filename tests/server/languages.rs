//! The console in its languages, over HTTP: whose language it is, how numbers and days are written and read, and that nothing of
//! the shell is left in English. The latter is seen in a disguised English, in which a text without accents was never translated.

use std::fmt::Write as _;

use crate::support::pages::{Browser, Console, PASSWORD};

/// Texts that are the same in every language, or data of these tests.
const KNOWN: [&str; 13] = [
    "Beheer",
    "UTC",
    "bob@example.org",
    "Administrator",
    "Bob",
    "Jan",
    "EUR",
    "SQLite",
    "X1",
    "X2",
    "English",
    "Nederlands",
    "Deutsch",
];

async fn speaking(console: &Console, language: &str) -> Browser {
    let mut browser = console.browser();
    browser.language = language.to_owned();
    let page = browser.sign_in("bob@example.org", PASSWORD).await;
    assert_eq!(page.status, 303, "{}", page.text);
    browser
}

/// What people read on a page, piece by piece: texts between tags, and attributes that are read out.
fn read_out(html: &str) -> Vec<String> {
    let (mut pieces, mut is_data) = (Vec::new(), false);
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        // Stages, profiles and reason codes are records of this installation, in whatever language they were made; a filter is code.
        if tag.starts_with("select") {
            is_data = ["stage_id", "_reason_code", "profile_id", "zone"]
                .iter()
                .any(|name| tag.contains(&format!("name=\"{name}\"")));
        }
        if is_data && tag.starts_with("option") || tag.contains("id=\"filter\"") {
            continue;
        }
        for name in [
            "aria-label",
            "title",
            "placeholder",
            "data-changed",
            "data-reload",
            "data-on",
            "data-off",
            "data-all",
            "data-count",
            "data-more",
            "data-recent",
            "data-pinned",
        ] {
            if let Some(value) = tag.split(&format!(" {name}=\"")).nth(1) {
                pieces.push(value.split('"').next().unwrap().to_owned());
            }
        }
        if !tag.starts_with("code") && !tag.starts_with("textarea") {
            pieces.push(text.trim().to_owned());
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Whether a piece has a word of plain English letters that is not known.
fn is_english(piece: &str) -> bool {
    let plain = KNOWN.iter().fold(piece.to_owned(), |text, known| text.replace(known, ""));
    let is_disguised = plain.contains('~') || plain.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    !is_disguised && plain.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word.len() > 2)
}

fn id_in(location: &str) -> String {
    location.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_the_pages_is_left_in_english() {
    let console = Console::start().await;
    let mut stranger = console.browser();
    stranger.language = "en-XA".to_owned();
    let token = console.app.identity().setup_token().await.unwrap();
    let mut pages = vec![("/welcome".to_owned(), stranger.get("/welcome").await.text)];
    let set_up = format!("/setup?token={}", token.reveal());
    let form = stranger.get(&set_up).await;
    pages.push(("/setup refused".into(), stranger.send("/setup", &form.form("/setup")).await.text));
    pages.push(("/setup".into(), form.text));
    pages.push(("/setup too old".into(), stranger.get("/setup?token=X1").await.text));
    let id = console.user("Bob", "Administrator").await;
    pages.push(("/sign-in refused".into(), stranger.sign_in("bob@example.org", "X1").await.text));
    let mut bob = speaking(&console, "en-XA").await;
    let made = bob.fill("/contacts/new", &[("last_name", "X1"), ("emails.0.value", "1@2"), ("_reason", "X2")]).await;
    let path = format!("/contacts/{}", id_in(made.location()));
    bob.fill(&format!("{path}/edit"), &[("job_title", "X2")]).await;
    let deal = bob.fill("/deals/new", &[("name", "X1"), ("probability", "101"), ("amount.amount", "X1")]).await;
    let edit = bob.get(&format!("{path}/edit")).await.form(&format!("{path}/edit")).with("last_name", "X2");
    let conflict = bob.send(&format!("{path}/edit"), &edit.with("_version", "1")).await;
    pages.extend([("/deals/new refused".into(), deal.text), ("conflict".into(), conflict.text)]);
    for address in [
        "/home".into(),
        "/calendar?who=all".into(),
        "/calendar?view=week".into(),
        "/calendar?view=day".into(),
        "/leads/board?by=status".into(),
        "/contacts".into(),
        "/contacts?q=nothing".into(),
        "/contacts?bin=1".into(),
        "/leads".into(),
        "/search".into(),
        "/search?q=X1".into(),
        "/search?q=X9".into(),
        "/profile?done=ended".into(),
        "/shortcuts".into(),
        "/roles/new".into(),
        "/keys".into(),
        "/administration".into(),
        "/administration/users".into(),
        "/administration/users/invite".into(),
        format!("/administration/users/{id}"),
        "/administration/groups".into(),
        "/administration/fields".into(),
        "/administration/keys".into(),
        "/nowhere".into(),
        "/contacts?cursor=X1".into(),
        path.clone(),
        format!("{path}/history"),
        format!("{path}/delete"),
    ] {
        pages.push((address.clone(), bob.get(&address).await.text));
    }
    let mut left = String::new();
    for (address, text) in &pages {
        assert!(text.contains("<html lang=\"en-XA\""), "{address}: {text}");
        for piece in read_out(text).iter().filter(|piece| is_english(piece)) {
            writeln!(left, "{address}: {piece}").unwrap();
        }
    }
    assert!(left.is_empty(), "\n{left}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_reads_and_writes_in_his_own_language() {
    let console = Console::start().await;
    console.user("Bob", "Administrator").await;
    for (language, amount, read, day, shown, home) in [
        ("nl", "1.234,56", "€\u{a0}1.234,56", "24-11-2026", "24 nov 2026", "Start"),
        ("de", "1.234,56", "1.234,56\u{a0}€", "24.11.2026", "24.11.2026", "Start"),
        ("fr", "1 234,56", "1\u{202f}234,56\u{a0}€", "24/11/2026", "24 nov. 2026", "Accueil"),
        ("en", "1,234.56", "€1,234.56", "24 Nov 2026", "24 Nov 2026", "Home"),
    ] {
        let mut bob = speaking(&console, language).await;
        let page = bob.get("/home").await.text;
        assert!(page.contains(&format!("<html lang=\"{language}\"")) && page.contains(&format!("<h1>{home}</h1>")));
        let stage = bob.get("/deals/new").await.text;
        let stage = stage.split("name=\"stage_id\"").nth(1).unwrap().split("value=\"").nth(2).unwrap();
        let stage = stage.split('"').next().unwrap().to_owned();
        let texts = [("name", "Chairs"), ("stage_id", &stage), ("amount.amount", amount), ("expected_close", day)];
        let made = bob.fill("/deals/new", &texts).await;
        assert_eq!(made.status, 303, "{language}: {}", made.text);
        let page = bob.get(made.location()).await.text;
        assert!(page.contains(read) && page.contains(shown), "{language}: {page}");
        let edit = format!("/deals/{}/edit", id_in(made.location()));
        assert!(bob.fill(&edit, &[]).await.location().ends_with("done=nothing"), "{language}");
        // A form is read in the language it was written in, even if its reader speaks another one by now.
        let form = bob.get(&edit).await.form(&edit);
        bob.language = "fr".to_owned();
        assert!(bob.send(&edit, &form).await.location().ends_with("done=nothing"), "{language}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_persons_own_language_counts_more_than_that_of_the_browser() {
    let console = Console::start().await;
    let bob = console.user("Bob", "Administrator").await;
    let mut browser = speaking(&console, "fr-BE, en;q=0.5").await;
    assert!(browser.get("/home").await.text.contains("<html lang=\"fr\""));
    assert_eq!(browser.fill(&format!("/users/{bob}/edit"), &[("language", "de")]).await.status, 303);
    let page = browser.get("/nowhere").await;
    assert!(page.status == 404 && page.text.contains("Diese Seite gibt es nicht"), "{}", page.text);
    let refused = browser.fill("/contacts/new", &[("birthday", "irgendwann")]).await.text;
    for text in ["Es gibt ein Problem", "Nachname fehlt.", "Geburtsdatum: Das ist kein Datum"] {
        assert!(refused.contains(text), "{text} in {refused}");
    }
    let mut stranger = console.browser();
    stranger.language = "nl;q=".to_owned();
    assert!(stranger.get("/sign-in").await.text.contains("<html lang=\"en\""));
}
