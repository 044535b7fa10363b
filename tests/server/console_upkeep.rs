//! The pages for looking after the installation: the import wizard, jobs, the journal and its proof.

use std::time::Duration;

use beheer::changes::history::{self, Narrow};
use beheer::database::facts::facts;
use beheer::jobs::{self, store, verification};
use beheer::rights::{Caller, Channel};
use serde_json::json;

use crate::support::pages::{Browser, Console, Form, Page};

const PEOPLE: &str = "First name;Last name;E-mail\nAda;Jansen;ada@example.org\nBob;;bob@example.org\nCas;Vos;no address\nDora;<b>Bos</b>;d@example.org\n";

/// Brings a file to the wizard; the page of its columns.
async fn brought(browser: &Browser, kind: &str, name: &str, content: impl Into<Vec<u8>>) -> String {
    let form = browser.get("/import").await.form("/import").with("record_type", kind);
    let page = browser.upload("/import", &form, name, content).await;
    assert_eq!(page.status, 303, "{}", page.text);
    page.location().to_owned()
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
    tokio::time::timeout(Duration::from_mins(1), look).await.expect("the job ends")
}

on_both_servers! {
    async fn a_file_is_brought_checked_imported_and_taken_back_without_script(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let columns = brought(&browser, "contact", "people.csv", PEOPLE).await;
        let page = browser.get(&columns).await;
        assert!(page.text.contains("Ada") && page.text.contains("&#60;b&#62;Bos"), "{}", page.text);
        let wizard = page.text.rsplit("class=\"wizard\"").next().unwrap();
        assert!(wizard.contains("<option value=\"first_name\" selected>"));
        let all = Page { text: format!("<form action=\"{columns}\"{wizard}"), ..page };
        let form = all.form(&columns);
        let wrong = browser.send(&columns, &form.clone().with("currency", "money")).await;
        assert!(wrong.status == 422 && wrong.text.contains("href=\"#currency\""), "{}", wrong.text);
        let checked = browser.send(&columns, &form).await;
        assert_eq!(checked.location(), format!("{columns}/check"));
        let check = browser.get(checked.location()).await;
        assert!(check.text.contains("Import 2 lines") && check.text.contains("Last name is needed."), "{}", check.text);
        assert!(!browser.get("/contacts").await.text.contains("Jansen"), "nothing is written yet");
        let run = check.form(&format!("{columns}/run")).with("_reason", "Brought over");
        let begun = browser.send(&format!("{columns}/run"), &run).await;
        assert_eq!(begun.status, 303, "{}", begun.text);
        let job = begun.location().to_owned();
        assert_eq!(browser.send(&format!("{columns}/run"), &run).await.location(), job, "a second press changes nothing");
        assert_eq!(browser.get(&columns).await.location(), job);
        let page = ended(&browser, &job).await;
        assert!(page.text.contains("/errors\"") && page.text.contains("Brought over"), "{}", page.text);
        let errors = browser.get(&format!("{job}/errors")).await;
        assert!(errors.text.contains("Bob;;bob@example.org;3;Last name is needed."), "{}", errors.text);
        browser.language = "nl".into();
        let errors = browser.get(&format!("{job}/errors")).await;
        assert!(errors.text.contains("E-mail;Importregel;Importfout"), "{}", errors.text);
        assert!(
            errors.text.contains("Bob;;bob@example.org;3;Achternaam") && !errors.text.contains("is not"),
            "{}",
            errors.text
        );
        browser.language = String::new();
        assert!(browser.get(&format!("{job}/records")).await.text.contains("Ada Jansen"));
        let journal = browser.get("/journal?reason=brought+OVER&verb=created&type=contact").await;
        assert!(journal.text.contains("Ada Jansen") && journal.text.contains("console"), "{}", journal.text);
        let undone = browser.fill(&format!("{job}/undo"), &[("_reason", "Wrong file")]).await;
        assert_eq!(undone.location(), format!("{job}?done=undone"));
        assert!(!browser.get("/contacts").await.text.contains("Jansen"));
        assert_eq!(browser.get(&format!("{job}/undo")).await.status, 409);
        let page = browser.get(&job).await.text;
        assert!(page.contains("went to the bin: 2.") && !page.contains("class=\"steps\""), "{page}");
        let page = browser.get(&format!("{job}/records")).await.text;
        assert!(page.contains("Ada Jansen</a> <span class=\"tag\">in the bin</span>"), "{page}");
        server.journal_head().await;
        let page = browser.get("/journal?type=contact&verb=deleted").await.text;
        assert!(page.contains(">Ada Jansen</a> <span class=\"tag\">in the bin</span>"), "{page}");
        assert!(!page.contains("not visible to you"), "{page}");
        let again = brought(&browser, "contact", "people.csv", PEOPLE).await;
        let discarded =
            browser.send(&format!("{again}/discard"), &Form(vec![("_csrf".into(), form.get("_csrf").to_owned())])).await;
        assert_eq!((discarded.location(), browser.get(&again).await.status), ("/import", 404));
    }

    async fn a_file_that_cannot_be_read_is_told_of_where_another_one_can_be_chosen(server: TestServer) {
        let console = Console::of(&server.app).await;
        let browser = console.signed_in("Bob", "Administrator").await;
        let form = browser.get("/import").await.form("/import").with("record_type", "contact");
        for (name, content) in [("a.pdf", "%PDF-1.7"), ("", ""), ("a.csv", ""), ("a.csv", "First name;Last name\n")] {
            let page = browser.upload("/import", &form, name, content).await;
            assert!(page.status == 422 && page.text.contains("id=\"file-problem\""), "{name}: {}", page.text);
        }
        let picture = browser.upload("/import", &form, "people.csv", *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").await;
        assert!(picture.status == 422 && picture.text.contains("This is a picture."), "{}", picture.text);
        let foreign = browser.upload("/import", &form.clone().with("_csrf", "other"), "a.csv", PEOPLE).await;
        assert_eq!(foreign.status, 403);
        let unknown = browser.upload("/import", &form.with("record_type", "nonsense"), "a.csv", PEOPLE).await;
        assert!(unknown.status == 422 && unknown.text.contains("href=\"#record-type\""));
    }

    async fn what_an_import_makes_besides_its_lines_is_told_by_type(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let people = "First name;Last name;Organisation\nAda;Jansen;Zuiderzee\nCas;Vos;Zuiderzee\nDora;;Zuiderzee\n";
        let columns = brought(&browser, "contact", "people.csv", people).await;
        let page = browser.get(&columns).await;
        let wizard = page.text.rsplit("class=\"wizard\"").next().unwrap();
        let form = Page { text: format!("<form action=\"{columns}\"{wizard}"), ..page }.form(&columns);
        let checked = browser.send(&columns, &form).await;
        let check = browser.follow(&checked).await;
        assert!(check.text.contains("Import 2 lines") && check.text.contains("also new: organisations"), "{}", check.text);
        let begun = browser.send(&format!("{columns}/run"), &check.form(&format!("{columns}/run"))).await;
        let page = ended(&browser, begun.location()).await.text;
        assert!(page.contains("also new: organisations"), "{page}");
    }

    async fn all_lines_of_a_long_file_are_checked_by_a_job_that_writes_nothing(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let columns = brought(&browser, "contact", "people.csv", PEOPLE).await;
        let page = browser.get(&columns).await;
        let wizard = page.text.rsplit("class=\"wizard\"").next().unwrap();
        let form = Page { text: format!("<form action=\"{columns}\"{wizard}"), ..page }.form(&columns);
        browser.send(&columns, &form).await;
        let token = Form(vec![("_csrf".into(), form.get("_csrf").to_owned())]);
        let begun = browser.send(&format!("{columns}/check"), &token).await;
        let page = ended(&browser, begun.location()).await.text;
        assert!(page.contains("would be new") && page.contains("Check before an import: Contacts"), "{page}");
        assert!(page.contains(&format!("href=\"{columns}/check\"")) && !page.contains("/undo\""), "{page}");
        let errors = browser.get(&format!("{}/errors", begun.location())).await;
        assert!(errors.text.contains("Bob;;bob@example.org;3;Last name is needed."), "{}", errors.text);
        assert!(!browser.get("/contacts").await.text.contains("Jansen"), "nothing is written");
        assert_eq!(browser.get(&format!("{columns}/check")).await.status, 200, "the draft is still there");
        let eve = console.signed_in("Eve", "Sales").await;
        assert_eq!(eve.get(begun.location()).await.status, 404);
    }

    async fn drafts_and_jobs_are_their_owners_and_doors_stay_closed_to_whom_they_are_not_open(server: TestServer) {
        let console = Console::of(&server.app).await;
        let browser = console.signed_in("Bob", "Administrator").await;
        let mut seller = console.signed_in("Eve", "Sales").await;
        let draft = brought(&browser, "contact", "people.csv", PEOPLE).await;
        for path in [draft.clone(), format!("{draft}/check")] {
            assert_eq!(seller.get(&path).await.status, 404, "{path}");
        }
        for path in ["/journal", "/journal/export?format=csv"] {
            assert_eq!((seller.get(path).await.status, browser.get(path).await.status), (403, 200), "{path}");
        }
        let token =
            Form(vec![("_csrf".into(), seller.get("/profile").await.form("/profile/look").get("_csrf").to_owned())]);
        assert_eq!(seller.send("/journal/verify", &token).await.status, 403);
        assert_eq!(console.browser().get("/jobs").await.location(), "/sign-in?next=%2Fjobs");
    }

    async fn the_journal_is_narrowed_taken_away_and_proved(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        let made = browser.fill("/organisations/new", &[("name", "=Zuiderzee"), ("_reason", "A \"good\" one")]).await;
        let id = made.location().rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
        server.journal_head().await;
        let page = browser.get(&format!("/journal?record={id}&who=Bob&field=name")).await;
        assert!(page.text.contains("=Zuiderzee") && page.text.matches("class=\"meta\"").count() == 1, "{}", page.text);
        assert!(!browser.get(&format!("/journal?record={id}&verb=deleted")).await.text.contains("class=\"meta\""));
        assert!(!browser.get(&format!("/journal?record={id}&until=2001-01-01")).await.text.contains("class=\"meta\""));
        for (query, control) in [("who=Nobody+at+all", "who"), ("record=none", "record"), ("from=soon", "from"), ("field=nonsense", "field"), ("type=contact&field=organisation.name", "field")] {
            let page = browser.get(&format!("/journal?{query}")).await;
            assert!(page.status == 422 && page.text.contains(&format!("href=\"#{control}\"")), "{query}");
        }
        // By names that people know; where several records have one, it is asked which is meant.
        let page = browser.get("/journal?record=%3Dzuiderzee&field=organisation.name").await.text;
        assert!(page.matches("class=\"meta\"").count() == 1 && page.contains("<option value=\"organisation.name\" selected>"));
        let other = browser.fill("/organisations/new", &[("name", "=Zuiderzee"), ("_alike", &*id)]).await;
        let other = crate::support::pages::id_in(other.location());
        let page = browser.get("/journal?record=%3DZuiderzee&verb=created").await;
        let links = [&id, &other].map(|id| page.text.contains(&format!("href=\"/journal?verb=created&#38;record={id}\"")));
        assert!(page.status == 422 && links == [true, true], "{}", page.text);
        let csv = browser.get(&format!("/journal/export?format=csv&record={id}")).await.text;
        assert!(csv.starts_with("\u{feff}position,at,") && csv.contains("\"A \"\"good\"\" one\""), "{csv}");
        let lines = browser.get(&format!("/journal/export?format=jsonl&record={id}")).await.text;
        let line: serde_json::Value = serde_json::from_str(lines.trim()).unwrap();
        assert_eq!((&line["action"], &line["reason_text"]), (&"organisation.created".into(), &"A \"good\" one".into()));

        let form = browser.get("/journal").await.form("/journal/verify");
        let begun = browser.send("/journal/verify", &form).await;
        let page = ended(&browser, begun.location()).await;
        assert!(page.text.contains("are as they were written, and none is missing"), "{}", page.text);
        let page = browser.get("/journal").await.text;
        assert!(page.contains("notice good") && page.contains(begun.location()), "{page}");
    }

    async fn the_state_of_the_system_is_for_those_who_look_after_it_and_says_what_is_not_known(server: TestServer) {
        let console = Console::of(&server.app).await;
        let browser = console.signed_in("Bob", "Administrator").await;
        let page = browser.get("/system").await;
        assert!(page.status == 200 && page.text.contains(env!("CARGO_PKG_VERSION")), "{}", page.text);
        assert!(page.text.contains("SQLite 3.") || page.text.contains("PostgreSQL 1"), "{}", page.text);
        assert!(page.text.contains("not known") && page.text.contains("href=\"/contacts\""), "{}", page.text);
        assert!(page.text.contains("Where the settings come from is not known"), "these are of a test");
        console.app.keep_settings(vec![("database.url".into(), "•••".into(), beheer::config::Source::Flag)]);
        let page = browser.get("/system").await.text;
        assert!(page.contains("database.url") && page.contains("•••") && page.contains("flag"), "{page}");
        let seller = console.signed_in("Eve", "Sales").await;
        for path in ["/system", "/guide"] {
            assert_eq!(seller.get(path).await.status, 403, "{path}");
        }
        assert!(!seller.get("/home").await.text.contains("href=\"/guide\""));
    }

    async fn the_setup_guide_counts_what_is_there_until_it_is_dismissed(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut browser = console.signed_in("Bob", "Administrator").await;
        assert!(browser.get("/home").await.text.contains("0 of 8 done"));
        browser.fill("/organisations/new", &[("name", "Zuiderzee")]).await;
        browser.fill("/groups/new", &[("name", "North")]).await;
        console.user("Eve", "Sales").await;
        let page = browser.get("/guide").await;
        assert!(page.text.contains("3 of 8 done") && page.text.matches("class=\"done\"").count() == 3, "{}", page.text);
        let session = browser.cookie.clone();
        browser.send("/guide/dismiss", &page.form("/guide/dismiss").with("dismiss", "1")).await;
        browser.cookie = format!("{session}; {}", browser.cookie);
        assert!(!browser.get("/home").await.text.contains("of 8 done"));
        assert!(browser.get("/guide").await.text.contains("3 of 8 done"));
    }

    async fn the_journal_is_narrowed_and_proved_by_a_job_and_the_database_says_what_it_is(server: TestServer) {
        let admin = server.admin().await;
        admin.make("/organisations", json!({"name": "Zuiderzee"})).await;
        let said = facts(server.app.database()).await.unwrap();
        assert!(said.bytes > 0 && said.version.contains('.'), "{said:?}");
        let caller = Caller::user(server.app.configuration().await.unwrap(), admin.id, Channel::Console);
        let first = verification::submit(&server.app, &caller).await.unwrap();
        let second = verification::submit(&server.app, &caller).await.unwrap();
        assert_eq!(first.id, second.id, "one at a time is enough");
        jobs::run(&server.app, first.id);
        let look = async {
            loop {
                let job = store::get(server.app.database(), &caller, first.id).await.unwrap();
                if job.state.is_over() && job.finished_at.is_some() {
                    return job;
                }
            }
        };
        let job = tokio::time::timeout(Duration::from_mins(1), look).await.expect("it ends");
        let result = job.result.unwrap();
        assert!(result["broken"].is_null() && result["verified"].as_i64() > Some(0), "{result}");
        assert!(store::counts(server.app.database(), &caller).await.unwrap().contains(&(jobs::State::Done, 1)));

        // The proof has sealed what was written.
        let found = async |narrow: Narrow| history::journal(server.app.database(), &caller, &narrow, None, 10).await.unwrap().len();
        let made = Narrow { record_type: Some("organisation".into()), verb: Some("created".into()), ..Narrow::default() };
        assert_eq!(found(Narrow { field: Some("name".into()), ..made.clone() }).await, 1);
        assert_eq!(found(Narrow { field: Some("website".into()), ..made.clone() }).await, 0);
        assert_eq!(found(Narrow { reason: Some("no such words".into()), ..made.clone() }).await, 0);
        assert_eq!(found(Narrow { above: Some(i64::MAX), ..made.clone() }).await, 0);
    }
}
