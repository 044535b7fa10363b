//! Rights as a file in the console, and the effect that is shown before something goes into the bin.

use serde_json::json;

use crate::support::pages::{Browser, Console, PASSWORD};
use crate::support::server::Person;

const PAGE: &str = "/administration/rights/file";

async fn browser(console: &Console, person: &Person) -> Browser {
    let mut browser = console.browser();
    assert_eq!(browser.sign_in(&person.email, PASSWORD).await.status, 303);
    browser
}

on_both_servers! {
    async fn a_file_is_compared_seen_and_read(server: TestServer) {
        let (admin, reader) = (server.admin().await, server.read_only().await);
        let console = Console::of(&server.app).await;
        let mut browser = browser(&console, &admin).await;
        let file = browser.get(&format!("{PAGE}/export")).await;
        assert_eq!(file.header("content-type"), "application/toml");
        let form = browser.get(PAGE).await.form(PAGE);
        let same = browser.upload(PAGE, &form, "rights.toml", file.text.clone()).await;
        assert!(same.text.contains("all is as the file says"), "{}", same.text);
        let refused = browser.upload(PAGE, &form, "rights.toml", "what is this").await;
        assert!(refused.status == 422 && refused.text.contains("file-problem"), "{}", refused.text);
        // Readers see all figures from now on.
        let at = file.text.find("name = \"Read-only\"").unwrap();
        let more = "\nclasses = [{ record_type = \"*\", class = \"figures\", scope = \"all\" }]";
        let end = at + file.text[at..].find('\n').unwrap();
        let wanted = format!("{}{more}{}", &file.text[..end], &file.text[end..]);
        let seen = browser.upload(PAGE, &form, "rights.toml", wanted).await;
        assert!(seen.text.contains("Role “Read-only” is changed") && seen.text.contains("read_only"), "{}", seen.text);
        let apply = format!("{PAGE}/apply");
        let form = seen.form(&apply);
        let other = browser.send(&apply, &form.clone().with("mark", "other")).await;
        assert_eq!(other.status, 409, "{}", other.text);
        assert_eq!(reader.get("/me").await.json()["rights"]["deal"]["classes"]["figures"], json!(null));
        assert_eq!(browser.send(&apply, &form).await.location(), "/administration/rights?done=saved");
        assert_eq!(reader.get("/me").await.json()["rights"]["deal"]["classes"]["figures"], "all");
    }

    async fn the_file_is_for_those_who_manage_rights(server: TestServer) {
        let rep = server.sales_rep().await;
        let console = Console::of(&server.app).await;
        let browser = browser(&console, &rep).await;
        for path in [PAGE.to_owned(), format!("{PAGE}/export")] {
            assert_eq!(browser.get(&path).await.status, 403, "{path}");
        }
    }

    async fn the_bin_asks_with_the_effect_on_rights(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let console = Console::of(&server.app).await;
        let role = json!({"name": "Cost", "classes": [{"record_type": "product", "class": "cost", "scope": "all"}]});
        let role = admin.make("/roles", role).await;
        let group = json!({"name": "Buyers", "members": [{"user_id": rep.id}], "roles": [{"role_id": role}]});
        let group = admin.make("/groups", group).await;
        admin.make("/products", json!({"name": "Rope"})).await;
        let browser = browser(&console, &admin).await;
        for path in [format!("/groups/{group}/delete"), format!("/roles/{role}/delete")] {
            let page = browser.get(&path).await;
            assert!(page.status == 200 && page.text.contains("sales_rep") && page.text.contains("Cost"), "{}", page.text);
        }
        let empty = admin.make("/roles", json!({"name": "Empty"})).await;
        assert!(!browser.get(&format!("/roles/{empty}/delete")).await.text.contains("sales_rep"));
    }
}
