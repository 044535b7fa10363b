//! Reading what is protected leaves who did, when and through what; the report on a class tells it, and so does the record.

use serde_json::{Value as Json, json};

use crate::support::pages::{Console, PASSWORD};
use crate::support::server::Person;

/// A contact with a bank account, and one without.
async fn contacts(admin: &Person) -> (String, String) {
    let field = json!({
        "record_type": "contact", "name": "x_iban", "label": "IBAN", "kind": "text", "class": "bank", "scale": "1",
    });
    admin.make("/custom_fields", field).await;
    let with = admin.make("/contacts", json!({"last_name": "Bakker", "x_iban": "NL91ABNA0417164300"})).await;
    let without = admin.make("/contacts", json!({"last_name": "Visser"})).await;
    (with, without)
}

async fn looks(admin: &Person, id: &str) -> Vec<(String, String, String)> {
    let page = admin.get(&format!("/rights/reads?type=contact&id={id}")).await.expect(200).json();
    let text = |item: &Json, name: &str| item[name].as_str().unwrap().to_owned();
    let item =
        |item: &Json| (item["user"]["name"].as_str().unwrap().to_owned(), text(item, "class"), text(item, "through"));
    let mut looks: Vec<_> = page["items"].as_array().unwrap().iter().map(item).collect();
    looks.sort();
    looks
}

on_both_servers! {
    async fn who_reads_what_is_protected_is_kept_and_told(server: TestServer) {
        let (admin, finance) = (server.admin().await, server.person("finance", "Finance").await);
        let support = server.person("support", "Support").await;
        let (with, without) = contacts(&admin).await;
        for person in [&finance, &support] {
            person.get(&format!("/contacts/{with}")).await.expect(200);
            person.get(&format!("/contacts/{without}")).await.expect(200);
            person.get("/contacts").await.expect(200);
            person.get("/contacts?fields=last_name").await.expect(200);
        }
        let of = |looks: Vec<(String, String, String)>, name: &str| {
            looks.into_iter().filter(|look| look.0 == name).map(|look| (look.1, look.2)).collect::<Vec<_>>()
        };
        let bank = |through: &str| ("bank".to_owned(), through.to_owned());
        assert_eq!(of(looks(&admin, &with).await, "finance"), [bank("list"), bank("record")]);
        assert!(of(looks(&admin, &with).await, "support").is_empty());
        assert!(looks(&admin, &without).await.is_empty());
        // Asking who looked is no look.
        let mine = of(looks(&admin, &with).await, "admin");
        admin.get("/contacts/export?format=csv").await.expect(200);
        assert!(!mine.contains(&bank("export")));
        assert!(of(looks(&admin, &with).await, "admin").contains(&bank("export")));
        assert_eq!(finance.get(&format!("/rights/reads?type=contact&id={with}")).await.problem(403), "forbidden");
        assert_eq!(finance.get("/rights/readers?class=bank").await.problem(403), "forbidden");
        let page = admin.get("/rights/readers?class=bank").await.expect(200).json();
        let line = |name: &str| page["items"].as_array().unwrap().iter().find(|item| {
            item["user"]["name"] == name && item["record_type"] == "contact"
        });
        let known = line("finance").unwrap();
        assert_eq!((&known["shown"], &known["scope"]), (&json!(2), &json!("all")));
        assert_eq!(known["path"][0]["name"], "Finance");
        assert!(known["last_at"].is_string() && page["kept"] == true && line("support").is_none());
        assert_eq!(admin.get("/rights/readers?class=figures").await.expect(200).json()["kept"], false);
    }

    async fn figures_are_kept_watch_of_where_a_safeguard_says_so(server: TestServer) {
        let (admin, finance) = (server.admin().await, server.person("finance", "Finance").await);
        let stage = beheer::records::seed::stage(0).to_string();
        let deal = json!({"name": "Boat", "stage_id": stage, "amount": {"amount": "5", "currency": "EUR"}});
        let deal = admin.make("/deals", deal).await;
        let shown = async || {
            finance.get(&format!("/deals/{deal}")).await.expect(200);
            let page = admin.get("/rights/readers?class=figures&limit=200").await.expect(200).json();
            let is_it = |item: &&Json| item["user"]["name"] == "finance" && item["record_type"] == "deal";
            page["items"].as_array().unwrap().iter().find(is_it).unwrap()["shown"].clone()
        };
        assert_eq!(shown().await, 0);
        let figures = json!({"name": "Figures", "purpose": "Insiders", "protected": [{"class": "figures"}]});
        admin.make("/safeguards", figures).await;
        assert_eq!(shown().await, 1);
        assert_eq!(shown().await, 2);
    }

    async fn the_console_tells_who_looked_to_those_who_read_the_journal(server: TestServer) {
        let (admin, finance) = (server.admin().await, server.person("finance", "Finance").await);
        let console = Console::of(&server.app).await;
        let (with, _) = contacts(&admin).await;
        let mut browser = console.browser();
        browser.sign_in(&finance.email, PASSWORD).await;
        browser.get(&format!("/contacts/{with}")).await;
        let page = browser.get(&format!("/contacts/{with}/access")).await;
        assert!(page.status == 200 && !page.text.contains("Who looked at this"), "{}", page.text);
        assert_eq!(browser.get("/administration/rights/readers").await.status, 403);
        let mut auditor = console.browser();
        auditor.sign_in(&admin.email, PASSWORD).await;
        let page = auditor.get(&format!("/contacts/{with}/access")).await.text;
        let looks = &page[page.find("Who looked at this").unwrap()..];
        assert!(looks.contains("finance") && looks.contains("the record"), "{looks}");
        let page = auditor.get("/administration/rights/readers?class=bank").await.text;
        assert!(page.contains("finance") && page.contains("Finance"), "{page}");
    }
}
