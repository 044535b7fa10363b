//! The console as people meet it: pages and forms over HTTP, without script.

use beheer::changes::history;
use beheer::id::Id;
use beheer::model::record_type::TITLE;
use beheer::query;

use crate::support::engine::kind;
use crate::support::pages::{Console, Form, PASSWORD};

/// The id in an address such as `/contacts/ID?done=saved`.
fn id_in(location: &str) -> Id {
    let id = location.rsplit('/').next().unwrap().split('?').next().unwrap();
    id.parse().unwrap_or_else(|()| panic!("no id in {location}"))
}

fn empty() -> Form {
    Form(Vec::new())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_set_up_link_makes_one_administrator_once() {
    let console = Console::start().await;
    let mut browser = console.browser();
    assert_eq!(browser.get("/").await.location(), "/welcome");
    let welcome = browser.get("/welcome").await;
    assert!(welcome.text.contains("set-up link") && welcome.text.contains(env!("CARGO_PKG_VERSION")));
    assert_eq!(browser.get("/setup?token=wrong").await.status, 403);
    let token = console.app.identity().setup_token().await.unwrap();
    let path = format!("/setup?token={}", token.reveal());
    let form = browser.get(&path).await.form("/setup").with("name", "Anna").with("email", "Anna@Example.org");
    let weak = browser.send("/setup", &form.clone().with("password", "short")).await;
    assert_eq!(weak.status, 422);
    assert!(weak.text.contains("at least 10 characters") && weak.text.contains("href=\"#password\""));
    let wrong = form.clone().with("name", " ").with("email", "anna").with("password", "short");
    let all = browser.send("/setup", &wrong).await;
    assert_eq!(all.status, 422);
    for field in ["name", "email", "password"] {
        assert!(all.text.contains(&format!("href=\"#{field}\"")), "{field} in {}", all.text);
    }
    let nobody = browser.send("/setup", &form.clone().with("email", " ").with("password", PASSWORD)).await;
    assert!(nobody.status == 422 && nobody.text.contains("E-mail is needed."));
    let made = browser.send("/setup", &form.clone().with("password", PASSWORD)).await;
    assert_eq!((made.status, made.location()), (303, "/home"));
    assert!(browser.get("/home").await.text.contains("Anna"));
    let mut other = console.browser();
    let again = other.send("/setup", &form.with("email", "eve@example.org").with("password", PASSWORD)).await;
    assert_eq!(again.status, 403);
    assert_eq!(other.get("/welcome").await.location(), "/");
    assert_eq!(other.get("/").await.location(), "/sign-in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_leads_to_the_wanted_page_and_nowhere_else() {
    let console = Console::start().await;
    console.user("Bob", "Administrator").await;
    let mut browser = console.browser();
    let wanted = browser.get("/contacts?q=a&bin=1").await;
    assert_eq!((wanted.status, wanted.location()), (303, "/sign-in?next=%2Fcontacts%3Fq%3Da%26bin%3D1"));
    let form = browser.get(wanted.location()).await.form("/sign-in");
    assert_eq!(form.get("next"), "/contacts?q=a&bin=1");
    let wrong = browser.send("/sign-in", &form.clone().with("email", "bob@example.org").with("password", "no")).await;
    assert!(wrong.status == 401 && wrong.text.contains("E-mail address or password is wrong."));
    assert!(browser.cookie.is_empty());
    let right = form.with("email", "bob@example.org").with("password", PASSWORD);
    let inside = browser.send("/sign-in", &right).await;
    assert_eq!((inside.status, inside.location()), (303, "/contacts?q=a&bin=1"));
    let cookie = inside.header("set-cookie");
    assert!(cookie.starts_with("beheer_session=") && cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
    for next in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nX: y", "evil"] {
        let page = console.browser().send("/sign-in", &right.clone().with("next", next)).await;
        assert_eq!((page.status, page.location()), (303, "/home"), "{next:?}");
    }
    let token = browser.get("/home").await.form("/sign-out");
    let out = browser.send("/sign-out", &token).await;
    assert_eq!((out.status, out.location()), (303, "/sign-in"));
    assert_eq!(browser.get("/home").await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guessing_passwords_is_slowed_down() {
    let console = Console::start().await;
    console.user("Bob", "Administrator").await;
    let mut browser = console.browser();
    let most = console.app.config().limits.sign_in_per_account;
    for _ in 0..most {
        assert_eq!(browser.sign_in("bob@example.org", "guess").await.status, 401);
    }
    let page = browser.sign_in("bob@example.org", PASSWORD).await;
    assert_eq!(page.status, 429);
    assert!(page.text.contains("Too many attempts") && page.header("retry-after").parse::<u64>().unwrap() > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_change_by_a_form_leaves_one_row_in_the_journal() {
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    let texts = [
        ("first_name", "Zoë"),
        ("last_name", "Müller"),
        ("emails.0.value", "zoe@example.org"),
        ("birthday", "1980-02-29"),
    ];
    let made = browser.fill("/contacts/new", &texts).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let id = id_in(made.location());
    let edit = format!("/contacts/{id}/edit");
    let changed = browser.fill(&edit, &[("job_title", "Buyer"), ("_reason", "She said so")]).await;
    assert_eq!(changed.location(), format!("/contacts/{id}?done=saved"), "{}", changed.text);
    // What was not touched stays, and saving without a change writes nothing.
    assert_eq!(browser.fill(&edit, &[]).await.location(), format!("/contacts/{id}?done=nothing"));
    let page = browser.get(&format!("/contacts/{id}")).await.text;
    for text in ["Zoë Müller", "Buyer", "zoe@example.org", "29 Feb 1980", "data-version=\"2\""] {
        assert!(page.contains(text), "{text}");
    }
    let history_page = browser.get(&format!("/contacts/{id}/history")).await.text;
    assert!(history_page.contains("She said so") && history_page.contains("Bob") && history_page.contains("console"));
    let seq = history_page.split("undo?seq=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let undone = browser.fill(&format!("/contacts/{id}/undo?seq={seq}"), &[]).await;
    assert_eq!(undone.location(), format!("/contacts/{id}?done=undone"), "{}", undone.text);
    let page = browser.get(&format!("/contacts/{id}")).await.text;
    assert!(!page.split("id=\"timeline\"").next().unwrap().contains("Buyer"));
    let deleted = browser.fill(&format!("/contacts/{id}/delete"), &[("_reason_code", "privacy")]).await;
    assert_eq!(deleted.location(), format!("/contacts?binned={id}"));
    let list = browser.get(deleted.location()).await;
    assert!(list.text.contains("was moved to the bin") && !list.text.contains(&format!("href=\"/contacts/{id}\"")));
    let bin = browser.get("/contacts?bin=1").await;
    let restore = format!("/contacts/{id}/restore");
    assert_eq!(browser.send(&restore, &bin.form(&restore)).await.status, 303);

    let caller = console.program().await;
    let events = history::of_record(console.app.database(), &caller, kind("contact"), id, None, 50).await.unwrap();
    let actions: Vec<_> = events.iter().rev().map(|event| event.action.as_str()).collect();
    assert_eq!(
        actions,
        ["contact.created", "contact.updated", "contact.updated", "contact.deleted", "contact.restored"]
    );
    assert!(events.iter().all(|event| event.channel == "console" && !event.request_id.is_empty()));
    assert_eq!(events[1].reason_code.as_deref(), Some("privacy"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn undoing_what_was_changed_since_is_refused_in_words() {
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    let id = id_in(browser.fill("/contacts/new", &[("last_name", "One")]).await.location());
    for name in ["Two", "Three"] {
        assert_eq!(browser.fill(&format!("/contacts/{id}/edit"), &[("last_name", name)]).await.status, 303);
    }
    let page = browser.get(&format!("/contacts/{id}/history")).await.text;
    // It is said before, too: only the newest of the changes can be taken back.
    assert_eq!(page.matches("undo?seq=").count(), 1, "{page}");
    assert!(page.contains("Cannot be undone: ") && page.contains("The field was changed since."), "{page}");
    let older = page.split("id=\"blocked-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let refused = browser.fill(&format!("/contacts/{id}/undo?seq={older}"), &[]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("Last name: The field was changed since."), "{}", refused.text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_with_problems_comes_back_with_all_of_them_and_what_was_typed() {
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    let texts = [
        ("first_name", "Kept"),
        ("last_name", ""),
        ("birthday", "some day"),
        ("emails.1.value", "no mail"),
        ("emails.1.type", "work"),
        ("organisation_id", "01900000-0000-7000-8000-0000000000ff"),
    ];
    let page = browser.fill("/contacts/new", &texts).await;
    assert_eq!(page.status, 422);
    for text in [
        "There is a problem",
        ">Last name is needed.</a>",
        "href=\"#f-birthday\"",
        "href=\"#f-emails-0-value\"",
        "value=\"Kept\"",
        "value=\"no mail\"",
    ] {
        assert!(page.text.contains(text), "{text} in {}", page.text);
    }
    let deal = browser.fill("/deals/new", &[("name", "Chairs"), ("amount.amount", "12,5 thousand")]).await;
    assert!(deal.status == 422 && deal.text.contains("This is not a number"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reason_is_asked_for_where_policy_wants_one() {
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    let rule = [("name", "Say why"), ("record_type", "contact"), ("requirement", "required")];
    assert_eq!(browser.fill("/reason_rules/new", &rule).await.status, 303);
    let refused = browser.fill("/contacts/new", &[("last_name", "Jansen")]).await;
    assert_eq!(refused.status, 422);
    for text in ["Say why: a reason is needed", "href=\"#reason\"", "value=\"Jansen\"", "As agreed"] {
        assert!(refused.text.contains(text), "{text}");
    }
    let form = refused.form("/contacts/new").with("_reason", "New customer");
    let made = browser.send("/contacts/new", &form).await;
    let delete = format!("/contacts/{}/delete", id_in(made.location()));
    let asked = browser.fill(&delete, &[]).await;
    assert!(asked.status == 422 && asked.text.contains("a reason is needed to delete this contact"));
    assert_eq!(browser.fill(&delete, &[("_reason_code", "privacy")]).await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_finds_neither_hidden_values_nor_buttons() {
    let console = Console::start().await;
    let mut admin = console.signed_in("Bob", "Administrator").await;
    let texts = [("last_name", "Visible"), ("emails.0.value", "secret@hidden.example"), ("birthday", "1980-02-29")];
    let id = id_in(admin.fill("/contacts/new", &texts).await.location());
    let mut reader = console.signed_in("Rita", "Read-only").await;
    for path in ["/contacts".into(), format!("/contacts/{id}"), format!("/contacts/{id}/history")] {
        let page = reader.get(&path).await;
        assert!(page.status == 200 && page.text.contains("Visible"), "{path}");
        for text in [
            "secret@hidden.example",
            "29 Feb 1980",
            "E-mail addresses",
            "Birthday",
            "/edit\"",
            "/delete\"",
            "/new\"",
            "undo",
        ] {
            assert!(!page.text.contains(text), "{text} in {path}");
        }
    }
    assert!(!reader.get("/contacts?q=hidden").await.text.contains("Visible"));
    let filter = reader.get("/contacts?filter=birthday%20pr").await;
    assert!(filter.status == 422 && filter.text.contains("filter-problem"));
    for path in [format!("/contacts/{id}/edit"), format!("/contacts/{id}/delete"), "/contacts/new".into()] {
        assert_eq!(reader.get(&path).await.status, 403, "{path}");
    }
    let token = reader.get("/home").await.form("/sign-out");
    let form = token.clone().with("last_name", "Changed").with("_version", "1");
    assert_eq!(reader.send(&format!("/contacts/{id}/edit"), &form).await.status, 403);
    assert_eq!(reader.send(&format!("/contacts/{id}/delete"), &token).await.status, 403);
    assert_eq!(reader.get("/roles").await.status, 403);
    assert_eq!(reader.get("/no_such_type").await.status, 404);
    assert_eq!(reader.get(&format!("/contacts/{}", Id::built_in(999))).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_of_other_sites_and_other_sessions_change_nothing() {
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    let good = browser.get("/contacts/new").await.form("/contacts/new").with("last_name", "Forged");
    let page = browser.send("/contacts/new", &good.clone().with("_csrf", "")).await;
    assert_eq!(page.status, 403);
    assert_eq!(browser.send("/contacts/new", &empty().with("last_name", "Forged")).await.status, 403);
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1"] {
        assert_eq!(browser.send_from(origin, "/contacts/new", &good).await.status, 403, "{origin}");
    }
    let mut other = console.signed_in("Eve", "Administrator").await;
    assert_eq!(other.send("/contacts/new", &good).await.status, 403);
    let foreign = empty().with("email", "bob@example.org").with("password", PASSWORD);
    let page = console.browser().send_from("http://evil.example", "/sign-in", &foreign).await;
    assert_eq!((page.status, page.header("set-cookie")), (403, ""));
    assert!(browser.get("/contacts").await.text.contains("There are no contacts yet."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn text_stays_text_wherever_it_is_shown() {
    const NASTY: [&str; 6] = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</textarea></title><svg onload=alert(1)>",
        "{{ 7*7 }}{% raw %}",
        "javascript:alert(1)//<b>",
    ];
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    for nasty in NASTY {
        let texts =
            ["first_name", "last_name", "job_title", "external_id", "notes", "_reason"].map(|name| (name, nasty));
        let made = browser.fill("/contacts/new", &texts).await;
        assert_eq!(made.status, 303, "{}", made.text);
        let path = format!("/contacts/{}", id_in(made.location()));
        let query = nasty.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        let pages = [
            path.clone(),
            format!("{path}/edit"),
            format!("{path}/history"),
            format!("{path}/delete"),
            "/contacts".into(),
            "/home".into(),
            format!("/contacts?q={query}"),
            format!("/contacts?filter={query}"),
            format!("/contacts?sort={query}"),
            format!("/contacts?cursor={query}"),
        ];
        for page in pages {
            let text = browser.get(&page).await.text;
            for live in ["<script>", "<img", "<svg onload", "<b>alert", "onmouseover='", "href=\"javascript:"] {
                assert!(!text.contains(live), "{live} in {page}");
            }
            let own = text.matches("<script type=\"module\" src=\"/assets/").count();
            assert_eq!(text.matches("<script").count(), own, "{page}");
            assert!(!text.contains(" style=") && !text.contains(" onclick="));
        }
        let form = browser.get(&format!("{path}/edit")).await.form(&format!("{path}/edit"));
        assert_eq!((form.get("last_name"), form.get("notes")), (nasty, nasty));
        let token = browser.get("/home").await.form("/sign-out");
        assert_eq!(browser.send(&format!("{path}/delete"), &token).await.status, 303);
    }
    let out = console.browser().get("/sign-in?next=%22%3E%3Cimg%20src=x%3E").await;
    assert!(!out.text.contains("<img"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_who_change_one_record_choose_what_stays() {
    let console = Console::start().await;
    let mut bob = console.signed_in("Bob", "Administrator").await;
    let mut eve = console.signed_in("Eve", "Administrator").await;
    let texts = [("first_name", "Ann"), ("last_name", "Smit"), ("job_title", "Buyer"), ("notes", "old")];
    let id = id_in(bob.fill("/contacts/new", &texts).await.location());
    let edit = format!("/contacts/{id}/edit");
    let opened = bob.get(&edit).await.form(&edit);
    assert_eq!(eve.fill(&edit, &[("job_title", "Manager"), ("language", "de")]).await.status, 303);
    let mine = opened.with("job_title", "Director").with("first_name", "Anne").with("notes", "");
    let page = bob.send(&edit, &mine).await;
    assert_eq!(page.status, 409);
    for text in ["Eve changed", "Manager", "Director", "Anne", "Changed by somebody else, and kept"] {
        assert!(page.text.contains(text), "{text} in {}", page.text);
    }
    let form = page.form(&edit);
    assert_eq!(
        (form.get("_keep.job_title"), form.get("_keep.first_name"), form.get("_keep.language")),
        ("mine", "mine", "now"),
        "what somebody typed is not dropped by a press of the button"
    );
    let saved = bob.send(&edit, &form).await;
    assert_eq!(saved.location(), format!("/contacts/{id}?done=saved"), "{}", saved.text);
    let caller = console.program().await;
    let database = console.app.database();
    let found = query::get(database.read(), database.engine(), &caller, kind("contact"), id).await.unwrap();
    assert_eq!(found.record.get(TITLE).as_deref(), Some("Anne Smit"));
    assert_eq!(
        (found.record.text("job_title"), found.record.text("language"), found.record.text("notes")),
        (Some("Director"), Some("de"), None)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_are_chosen_or_named_by_title() {
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    let organisation = id_in(browser.fill("/organisations/new", &[("name", "Bakkerij Smit")]).await.location());
    let made =
        browser.fill("/contacts/new", &[("last_name", "Smit"), ("organisation_id", &organisation.to_string())]).await;
    let contact = id_in(made.location());
    assert!(browser.get(made.location()).await.text.contains("Bakkerij Smit"));
    let about =
        [("kind", "call"), ("subject", "Call"), ("about.0.record.type", "contact"), ("about.0.record.id", "Smit")];
    let activity = browser.fill("/activities/new", &about).await;
    assert_eq!(activity.status, 303, "{}", activity.text);
    assert!(browser.get(activity.location()).await.text.contains(&format!("/contacts/{contact}")));
    let unknown = browser
        .fill(
            "/activities/new",
            &[
                ("kind", "call"),
                ("subject", "Call"),
                ("about.0.record.type", "contact"),
                ("about.0.record.id", "Nobody"),
            ],
        )
        .await;
    assert!(unknown.status == 422 && unknown.text.contains("There is no contact called “Nobody”"));
    browser.fill("/contacts/new", &[("last_name", "Smit")]).await;
    let several = browser.fill("/activities/new", &about).await;
    assert!(several.status == 422 && several.text.contains("Several contacts fit “Smit”"));
    let chosen = several.form("/activities/new").with("about.0.record.id", &contact.to_string());
    assert_eq!(browser.send("/activities/new", &chosen).await.status, 303);
    let path = format!("/activities/{}", id_in(activity.location()));
    assert_eq!(browser.fill(&format!("{path}/edit"), &[]).await.location(), format!("{path}?done=nothing"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_are_paged_sorted_and_searched_by_their_address() {
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    let form = browser.get("/reason_codes/new").await.form("/reason_codes/new");
    for number in 0..60 {
        let form = form.clone().with("code", &format!("c{number}")).with("label", &format!("Label {number:02}"));
        assert_eq!(browser.send("/reason_codes/new", &form).await.status, 303);
    }
    let first = browser.get("/reason_codes?sort=-label").await;
    assert!(first.text.contains("aria-sort=\"descending\"") && first.text.contains("66 reason codes"));
    let next =
        first.text.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
    let second = browser.get(&next).await;
    assert!(second.status == 200 && second.text.contains("Label 00") && !second.text.contains("Label 59"));
    assert_eq!(browser.get(&next.replace("-label", "label")).await.status, 400);
    assert!(browser.get("/reason_codes?q=label+07").await.text.contains("1 reason code<"));
    let wrong = browser.get("/reason_codes?filter=label+eqq+1").await;
    assert!(wrong.status == 422 && wrong.text.contains("aria-describedby=\"filter-problem\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_carry_their_protection_and_assets_their_age() {
    let console = Console::start().await;
    console.user("Bob", "Administrator").await;
    let browser = console.browser();
    for path in ["/sign-in", "/nowhere", "/assets/none.css"] {
        let page = browser.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(
            policy.contains("default-src 'self'")
                && policy.contains("frame-ancestors 'none'")
                && !policy.contains("unsafe")
        );
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "same-origin");
        assert_eq!(page.header("cache-control"), "private, no-store");
    }
    let page = browser.get("/sign-in").await.text;
    for (start, kind) in [("rel=\"stylesheet\" href=\"", "text/css"), ("type=\"module\" src=\"", "text/javascript")] {
        let address = page.split(start).nth(1).unwrap().split('"').next().unwrap();
        let asset = browser.get(address).await;
        assert!(asset.status == 200 && asset.header("content-type").starts_with(kind), "{address}");
        assert!(asset.header("cache-control").contains("immutable"));
    }
}
