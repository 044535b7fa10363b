//! Records over HTTP: lists, single records, writes, tags, the bin, and what a caller may not see.

use reqwest::Method;
use serde_json::json;

use crate::support::server::Answer;

on_both_servers! {
    async fn a_contact_is_made_read_changed_and_put_into_the_bin(server: TestServer) {
        let admin = server.admin().await;
        let made = admin.post("/contacts", json!({"first_name": "Zoë", "last_name": "Müller", "emails": [{"value": "z@example.org"}]})).await.expect(201);
        let contact = made.json();
        let id = contact["id"].as_str().unwrap();
        assert_eq!(made.header("location"), Some(format!("/api/v1/contacts/{id}").as_str()));
        assert_eq!(made.header("etag"), Some("\"1\""));
        assert_eq!(contact["title"], "Zoë Müller");
        assert_eq!(contact["version"], 1);
        assert_eq!(contact["birthday"], json!(null));
        assert_eq!(contact["emails"], json!([{"type": null, "value": "z@example.org"}]));

        let path = format!("/contacts/{id}");
        assert_eq!(admin.get(&path).await.expect(200).json(), contact);
        let same = admin.request(Method::GET, &path).header("If-None-Match", "\"1\"").send().await.unwrap();
        assert_eq!(same.status(), 304);
        let head = Answer::of(admin.request(Method::HEAD, &path).send().await.unwrap()).await.expect(200);
        assert_eq!((head.header("etag"), head.text.as_str()), (Some("\"1\""), ""));

        let changed = admin.patch(&path, json!({"job_title": "Buyer", "first_name": null})).await.expect(200);
        assert_eq!(changed.header("etag"), Some("\"2\""));
        assert_eq!(changed.json()["title"], "Müller");
        let again = admin.patch(&path, json!({"job_title": "Buyer"})).await.expect(200);
        assert_eq!(again.header("etag"), Some("\"2\""), "a change to what is so already writes nothing");
        let stale = admin.request(Method::PATCH, &path).header("If-Match", "\"1\"").json(&json!({"job_title": "x"}));
        assert_eq!(Answer::of(stale.send().await.unwrap()).await.problem(412), "stale");
        let any = admin.request(Method::PATCH, &path).header("If-Match", "*").json(&json!({"job_title": "Head"}));
        Answer::of(any.send().await.unwrap()).await.expect(200);

        admin.delete(&path).await.expect(204);
        for answer in [admin.get(&path).await, admin.patch(&path, json!({})).await, admin.delete(&path).await] {
            assert_eq!(answer.problem(404), "not_found");
        }
        let bin = admin.get("/contacts?bin=true").await.expect(200).json();
        assert_eq!(bin["items"][0]["id"], contact["id"]);
        assert_eq!(admin.get("/contacts").await.json()["items"], json!([]));
        let back = admin.request(Method::POST, &format!("{path}/restoration")).send().await.unwrap();
        assert_eq!(Answer::of(back).await.expect(200).json()["deleted_at"], json!(null));
        let twice = admin.request(Method::POST, &format!("{path}/restoration")).send().await.unwrap();
        assert_eq!(Answer::of(twice).await.problem(409), "not_in_bin");
    }

    async fn a_label_is_of_something_that_there_is_and_one_in_each_language(server: TestServer) {
        let admin = server.admin().await;
        let label = |field: serde_json::Value, language: &str| {
            json!({"record_type": "contact", "field": field, "language": language, "label": "Rol", "plural": "Rollen"})
        };
        let first = admin.make("/labels", label(json!("job_title"), "nl")).await;
        admin.make("/labels", label(json!("job_title"), "de")).await;
        admin.make("/labels", label(json!(null), "nl")).await;
        for (wrong, pointer, code) in [
            (label(json!("job_title"), "nl"), "/language", "taken"),
            (label(json!(null), "nl"), "/language", "taken"),
            (label(json!("shoe_size"), "nl"), "/field", "view_names_no_field"),
            (json!({"record_type": "cat", "language": "nl", "label": "Kat", "plural": "Katten"}), "/record_type", "no_such_type"),
            (json!({"record_type": "deal", "language": "nl", "label": "Kans"}), "/plural", "required"),
        ] {
            let refused = admin.post("/labels", wrong).await.expect(422).json();
            assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!(pointer), &json!(code)), "{refused}");
        }
        admin.delete(&format!("/labels/{first}")).await.expect(204);
        admin.make("/labels", label(json!("job_title"), "nl")).await;
        assert_eq!(server.sales_rep().await.post("/labels", label(json!("language"), "nl")).await.problem(403), "forbidden");
    }

    async fn those_that_seem_to_be_the_same_are_told_as_far_as_one_sees_them(server: TestServer) {
        let admin = server.admin().await;
        let contact = |name: &str| json!({"last_name": name, "emails": [{"value": "Vos@example.org"}]});
        let (one, other) = (admin.make("/contacts", contact("Vos")).await, admin.make("/contacts", contact("Fox")).await);
        let path = format!("/contacts/{one}/duplicates");
        let told = admin.get(&path).await.expect(200).json();
        assert_eq!(told, json!({"items": [{"id": other, "title": "Fox", "rule": "email"}]}));
        // Who sees both, and neither address, is not told that it is the same.
        let reader = server.read_only().await;
        reader.get(&format!("/contacts/{other}")).await.expect(200);
        assert_eq!(reader.get(&path).await.expect(200).json(), json!({"items": []}));
        admin.delete(&format!("/contacts/{other}")).await.expect(204);
        assert_eq!(admin.get(&path).await.expect(200).json(), json!({"items": []}));
        assert_eq!(admin.get(&format!("/contacts/{other}/duplicates")).await.problem(404), "not_found");
        assert_eq!(admin.get("/deals/01890000-0000-7000-8000-000000000000/duplicates").await.problem(404), "not_found");
    }

    async fn a_list_is_paged_narrowed_sorted_and_counted(server: TestServer) {
        let admin = server.admin().await;
        let organisation = admin.make("/organisations", json!({"name": "Bakkerij Jansen"})).await;
        for (at, name) in ["Ada", "Bob", "Cas", "Dee", "Eva"].into_iter().enumerate() {
            let job_title = if at % 2 == 0 { json!("Buyer") } else { json!(null) };
            let organisation = if at == 0 { json!(organisation) } else { json!(null) };
            admin.make("/contacts", json!({"last_name": name, "job_title": job_title, "organisation_id": organisation})).await;
        }
        let mut names = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = admin.get(&format!("/contacts?sort=-last_name&limit=2&fields=last_name{cursor}")).await.expect(200).json();
            for item in page["items"].as_array().unwrap() {
                assert_eq!(item.as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "last_name", "version"]);
                names.push(item["last_name"].as_str().unwrap().to_owned());
            }
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(names, ["Eva", "Dee", "Cas", "Bob", "Ada"]);
        let other = admin.get(&format!("/contacts?sort=last_name&limit=2{cursor}")).await;
        assert_eq!(other.problem(422), "invalid");
        let others = server.sales_rep().await.get(&format!("/contacts?sort=-last_name&limit=2&fields=last_name{cursor}")).await;
        assert_eq!((others.problem(422).as_str(), &others.json()["errors"][0]["code"]), ("invalid", &json!("cursor")));

        let buyers = admin.get("/contacts?filter=job_title+eq+%22Buyer%22&count=exact&limit=1").await.expect(200).json();
        assert_eq!((buyers["items"].as_array().unwrap().len(), &buyers["count"]), (1, &json!(3)));
        assert_eq!(admin.get("/contacts?count=estimate").await.json()["count_is_limit"], json!(false));
        assert_eq!(admin.get("/contacts?q=eva").await.json()["items"][0]["last_name"], "Eva");
        let expanded = admin.get("/contacts?filter=last_name+eq+%22Ada%22&expand=organisation").await.json();
        assert_eq!(expanded["items"][0]["expanded"]["organisation"], json!({"id": organisation, "title": "Bakkerij Jansen"}));
    }

    async fn links_that_an_administrator_added_are_expanded_too(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        for name in ["x_friend", "x_rival_id"] {
            let field = json!({"record_type": "contact", "name": name, "label": name, "kind": "link", "target": "contact"});
            admin.make("/custom_fields", field).await;
        }
        let friend = admin.make("/contacts", json!({"last_name": "Friend"})).await;
        let seen = rep.make("/contacts", json!({"last_name": "Rival"})).await;
        let own = admin.make("/contacts", json!({"last_name": "Own", "owner_id": rep.id.to_string(), "x_friend": friend, "x_rival_id": seen})).await;
        let path = format!("/contacts/{own}?expand=x_friend,x_rival,organisation");
        let rival = json!({"id": seen, "title": "Rival"});
        let expected = json!({"x_friend": {"id": friend, "title": "Friend"}, "x_rival": rival, "organisation": null});
        assert_eq!(admin.get(&path).await.expect(200).json()["expanded"], expected);
        let expected = json!({"x_friend": null, "x_rival": rival, "organisation": null});
        assert_eq!(rep.get(&path).await.expect(200).json()["expanded"], expected, "she does not see the friend");
        let list = admin.get("/contacts?expand=x_friend&sort=-last_name").await.expect(200).json();
        assert_eq!(list["items"][1]["expanded"]["x_friend"]["title"], "Friend");
    }

    async fn what_a_person_may_not_see_is_absent_unknown_or_not_found(server: TestServer) {
        let (admin, rep, reader) = (server.admin().await, server.sales_rep().await, server.read_only().await);
        let theirs = admin.make("/contacts", json!({"last_name": "Other", "emails": [{"value": "o@example.org"}]})).await;
        let own = rep.make("/contacts", json!({"last_name": "Own", "birthday": "1990-01-01"})).await;
        assert_eq!(rep.get(&format!("/contacts/{theirs}")).await.problem(404), "not_found");
        assert_eq!(rep.patch(&format!("/contacts/{theirs}"), json!({"last_name": "Mine"})).await.problem(404), "not_found");
        assert_eq!(rep.get(&format!("/contacts/{own}")).await.json()["birthday"], "1990-01-01");

        let seen = reader.get(&format!("/contacts/{own}")).await.expect(200).json();
        assert_eq!((seen.get("birthday"), seen.get("emails")), (None, None));
        assert_eq!(reader.get("/contacts?filter=birthday+pr").await.problem(422), "invalid");
        assert_eq!(reader.get("/contacts?sort=birthday").await.problem(422), "invalid");
        assert_eq!(reader.patch(&format!("/contacts/{own}"), json!({"last_name": "x"})).await.problem(403), "forbidden");
        assert_eq!(reader.post("/contacts", json!({"last_name": "x"})).await.problem(403), "forbidden");
        assert_eq!(reader.get("/roles").await.problem(403), "forbidden");
    }
}
