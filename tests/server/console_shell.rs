//! What stands around the pages of the console: search in everything, how it looks, sessions and keys of one's own, assets.

use crate::support::pages::{Console, PASSWORD};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn search_finds_by_type_what_somebody_may_see() {
    let console = Console::start().await;
    let mut admin = console.signed_in("Bob", "Administrator").await;
    admin.fill("/organisations/new", &[("name", "Zuiderzee & <b>Zonen</b>")]).await;
    for number in 0..6 {
        let name = format!("Zuiderzee{number}");
        admin.fill("/contacts/new", &[("first_name", "An"), ("last_name", &name), ("job_title", "Skipper")]).await;
    }
    let page = admin.get("/search?q=zuider").await.text;
    assert!(page.contains("Zuiderzee &#38; &#60;b&#62;Zonen&#60;/b&#62;") && page.contains("An Zuiderzee5"));
    let part = admin.get("/search?q=zuider&part=options").await.text;
    assert!(!part.contains("<html") && part.matches("role=\"option\"").count() == 1 + 4 + 1, "{part}");
    assert!(part.contains("data-href=\"/contacts?q=zuider\"") && part.contains("Skipper"));
    assert!(admin.get("/search?q=nobody+is+called+this").await.text.contains("Nothing found for"));
    let of_type = admin.get("/search?q=zuider&part=options&type=contact").await.text;
    assert!(of_type.matches("role=\"option\"").count() == 6 && !of_type.contains("Zonen"), "{of_type}");
    assert_eq!(admin.get(&format!("/search?q={}", "a".repeat(300))).await.status, 422);
    let offered = admin.get("/search?part=options").await.text;
    for there in
        ["/roles/new", "/design", "/deals/board", "/contacts/import", "/contacts?bin=1", "/administration/reasons"]
    {
        assert!(offered.contains(&format!("data-href=\"{there}\"")), "{there}");
    }
    assert!(offered.contains("Verify the journal") && offered.contains("data-words=\"theme mode "));

    let seller = console.signed_in("Eve", "Sales").await;
    let offered = seller.get("/search?part=options").await.text;
    assert!(
        offered.contains("data-href=\"/deals/new\"") && !offered.contains("/roles/new") && !offered.contains("/design")
    );
    for hidden in ["/administration/", "Verify the journal", "/users?bin=1"] {
        assert!(!offered.contains(hidden), "{hidden}");
    }
    assert!(offered.contains("data-href=\"/deals/board\"") && offered.contains("data-href=\"/profile#look\""));
    assert!(!seller.get("/search?q=sales&part=options&type=role").await.text.contains("option"));
    assert!(!seller.get("/search?q=zuiderzee0").await.text.contains("An Zuiderzee0"), "it belongs to somebody else");
    assert_eq!((seller.get("/design").await.status, admin.get("/design").await.status), (403, 200));
    assert_eq!(seller.get("/shortcuts").await.status, 200);
    assert_eq!(
        console.browser().get("/search?q=a&part=options").await.location(),
        "/sign-in?next=%2Fsearch%3Fq%3Da%26part%3Doptions"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_is_kept_in_a_cookie_and_stands_in_the_first_byte_of_the_next_page() {
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    let session = browser.cookie.clone();
    let page = browser.get("/contacts?q=a").await;
    assert!(page.text.contains("data-scheme=\"auto\" data-density=\"comfortable\" data-keys=\"on\""));
    let form = page.form("/profile/look");
    let chosen = form.clone().with("scheme", "dark").with("density", "huge\" onload=\"").with("keys", "off");
    let kept = browser.send("/profile/look", &chosen).await;
    assert_eq!((kept.status, kept.location()), (303, "/contacts?q=a"));
    assert!(
        kept.header("set-cookie").starts_with("beheer_look=dark.comfortable.off.usual; Path=/; SameSite=Lax; HttpOnly")
    );
    browser.cookie = format!("{session}; {}; beheer_closed=group-supply", browser.cookie);
    let page = browser.get("/home").await.text;
    assert!(page.contains("data-scheme=\"dark\" data-density=\"comfortable\" data-keys=\"off\""));
    assert!(page.contains("data-group=\"group-supply\">") && page.contains("data-group=\"group-sales\" open>"));
    assert!(browser.get("/products").await.text.contains("data-group=\"group-supply\" open>"), "where one is, is open");
    browser.cookie.clone_from(&session);
    let french = browser.send("/profile/look", &form.clone().with("language", "fr")).await;
    assert!(french.header("set-cookie").starts_with("beheer_look=auto.comfortable.on.fr;"));
    browser.cookie = format!("{session}; {}", browser.cookie);
    assert!(browser.get("/home").await.text.contains("<html lang=\"fr\""));
    browser.cookie.clone_from(&session);
    let away = browser.send("/profile/look", &form.with("_back", "//evil.example")).await;
    assert_eq!(away.location(), "/profile?done=look");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_are_listed_and_ended_but_never_those_of_others_or_ones_own() {
    let console = Console::start().await;
    let mut first = console.signed_in("Bob", "Administrator").await;
    let other = console.signed_in("Eve", "Sales").await;
    let (mut second, mut third) = (console.browser(), console.browser());
    second.sign_in("bob@example.org", PASSWORD).await;
    third.sign_in("bob@example.org", PASSWORD).await;
    let page = first.get("/profile").await;
    let names: Vec<&str> =
        page.text.split("name=\"session\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!((names.len(), names[0]), (3, "others"), "{}", page.text);
    let form = page.form("/profile/sessions");
    let ended = first.send("/profile/sessions", &form.clone().with("session", names[1])).await;
    assert_eq!(ended.location(), "/profile?done=ended#sessions");
    let open = [second.get("/home").await.status, third.get("/home").await.status];
    assert!(open == [200, 303] || open == [303, 200], "{open:?}");
    let again = first.send("/profile/sessions", &form.clone().with("session", names[1])).await;
    assert_eq!(again.location(), "/profile?done=none#sessions");
    first.send("/profile/sessions", &form.with("session", "others")).await;
    assert_eq!([second.get("/home").await.status, third.get("/home").await.status], [303, 303]);
    assert_eq!([first.get("/home").await.status, other.get("/home").await.status], [200, 200]);
    assert!(!first.get("/profile").await.text.contains("value=\"others\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_of_ones_own_is_shown_once() {
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    let form = browser.get("/profile").await.form("/profile/keys");
    let nameless = browser.send("/profile/keys", &form.clone().with("name", "  ")).await;
    assert!(nameless.status == 422 && nameless.text.contains("href=\"#key-name\""));
    let made = browser.send("/profile/keys", &form.with("name", "Nightly <export>").with("days", "30")).await;
    // Another session of the same person does not open it, nor use it up.
    let mut second = console.browser();
    second.sign_in("bob@example.org", PASSWORD).await;
    assert_eq!(second.get(made.location()).await.location(), "/profile?done=shown");
    let shown = browser.follow(&made).await;
    let key = shown.text.split(">bhr_").nth(1).unwrap().split('<').next().unwrap();
    assert!(key.len() > 40 && shown.header("content-encoding").is_empty());
    assert!(shown.text.contains(&format!("$KEY\" {}/api/v1/me", console.url)), "{}", shown.text);
    let again = browser.get(made.location()).await;
    assert_eq!(again.location(), "/profile?done=shown");
    assert!(console.app.key(&format!("bhr_{key}")).await.unwrap().is_some());
    let page = browser.get("/profile").await.text;
    assert!(page.contains("Nightly &#60;export&#62;") && page.contains(&key[..6]) && !page.contains(key));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn assets_and_pages_travel_packed_where_that_gives_nothing_away() {
    let console = Console::start().await;
    let browser = console.signed_in("Bob", "Administrator").await;
    let page = browser.get("/contacts").await;
    assert_eq!(page.header("content-encoding"), "", "the client did not ask for it");
    assert!(
        page.header("speculation-rules").starts_with("\"/assets/")
            && !page.text.contains(" style=")
            && !page.text.contains("<style")
    );
    let packed = [("accept-encoding", "gzip"), ("sec-fetch-site", "same-origin")];
    let own = browser.get_with("/contacts?q=a", &packed).await;
    assert_eq!((own.header("content-encoding"), own.header("vary")), ("gzip", "accept-encoding"));
    for asked in ["cross-site", "same-site"] {
        let page = browser.get_with("/contacts", &[("accept-encoding", "gzip"), ("sec-fetch-site", asked)]).await;
        assert_eq!(page.header("content-encoding"), "", "somebody else asked for it");
    }
    let address = page.text.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let plain = browser.get(&address).await;
    let small = browser.get_with(&address, &packed).await;
    assert_eq!((small.header("content-encoding"), small.header("vary")), ("gzip", "accept-encoding"));
    assert!(plain.header("etag") != small.header("etag") && small.header("cache-control").ends_with("immutable"));
    let known = browser.get_with(&address, &[("if-none-match", plain.header("etag"))]).await;
    assert_eq!((known.status, known.text.len()), (304, 0));
    let older = browser.get("/assets/0000000000000000/console.css").await;
    assert_eq!((older.status, older.header("cache-control")), (200, "no-cache"));
    assert_eq!(browser.get("/assets/0000000000000000/styles/1-base.css").await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_administrator_renames_is_called_so_at_once_and_in_its_language() {
    let console = Console::start().await;
    let mut admin = console.signed_in("Bob", "Administrator").await;
    let english = [("record_type", "contact"), ("language", "en"), ("label", "Relation"), ("plural", "Relations")];
    admin.fill("/labels/new", &english).await;
    let field = [("record_type", "contact"), ("field", "job_title"), ("language", "en"), ("label", "Rôle <b>")];
    admin.fill("/labels/new", &field).await;
    let page = admin.get("/contacts/new").await.text;
    assert!(page.contains("Relations") && page.contains("New relation") && page.contains("Rôle &#60;b&#62;"), "{page}");
    let page = admin.get_with("/contacts", &[("accept-language", "nl")]).await.text;
    assert!(page.contains("Contactpersonen") && !page.contains("Relation"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_changes_his_own_password_and_stays_signed_in_here_alone() {
    let console = Console::start().await;
    console.user("Ada", "Administrator").await;
    let mut browser = console.signed_in("Bob", "Sales").await;
    let mut other = console.browser();
    assert_eq!(other.sign_in("bob@example.org", PASSWORD).await.status, 303);
    let form = browser.get("/profile").await.form("/profile/password");
    let wrong = form.clone().with("current_password", "not it").with("password", "quite another sentence");
    let refused = browser.send("/profile/password", &wrong).await;
    assert!(refused.status == 422 && refused.text.contains("This is not your password."), "{}", refused.text);
    let weak =
        browser.send("/profile/password", &form.clone().with("current_password", PASSWORD).with("password", "x")).await;
    assert!(weak.status == 422 && weak.text.contains("A password needs at least 10"), "{}", weak.text);
    assert!(!weak.text.contains(PASSWORD));
    let right = form.with("current_password", PASSWORD).with("password", "quite another sentence");
    let done = browser.send("/profile/password", &right).await;
    assert_eq!((done.status, done.location()), (303, "/profile?done=password"), "{}", done.text);
    assert!(browser.get(done.location()).await.text.contains("Your password was changed"));
    assert_eq!(other.get("/profile").await.status, 303);
    assert_eq!(other.sign_in("bob@example.org", PASSWORD).await.status, 401);
    assert_eq!(other.sign_in("bob@example.org", "quite another sentence").await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_sent_after_the_session_ended_leads_back_to_its_page() {
    let console = Console::start().await;
    let mut browser = console.signed_in("Bob", "Administrator").await;
    let form = browser.get("/contacts/new?job_title=Skipper").await.form("/contacts/new");
    browser.cookie.clear();
    let page = format!("{}/contacts/new?job_title=Skipper", browser.url);
    let lost = browser.send_with("/contacts/new", &form, &[("referer", &page)]).await;
    assert_eq!((lost.status, lost.location()), (303, "/sign-in?next=%2Fcontacts%2Fnew%3Fjob_title%3DSkipper"));
    for elsewhere in ["https://evil.example/contacts/new", "not an address", ""] {
        let lost = browser.send_with("/contacts/new", &form, &[("referer", elsewhere)]).await;
        assert_eq!(lost.location(), "/sign-in?next=", "{elsewhere}");
    }
}
