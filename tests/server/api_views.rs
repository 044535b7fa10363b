//! Saved views over HTTP: a list takes the words, filter, order and columns of a view, and nobody sees more by it.

use serde_json::{Value as Json, json};

use crate::support::server::Answer;

fn names(answer: &Answer) -> Vec<String> {
    let items = answer.json()["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item["last_name"].as_str().unwrap_or_default().to_owned()).collect()
}

on_both_servers! {
    async fn a_list_takes_a_saved_view_and_its_own_parameters_win(server: TestServer) {
        let admin = server.admin().await;
        for (name, day) in [("Abel", "1990-01-01"), ("Bos", "1970-01-01"), ("Cas", "1980-01-01")] {
            admin.make("/contacts", json!({"last_name": name, "birthday": day})).await;
        }
        let view = |body: Json| {
            let mut whole = json!({"name": "V", "record_type": "contact", "audience": "all"});
            whole.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
            whole
        };
        let plain = json!({"filter": "last_name ne \"Abel\"", "sort": "-last_name", "columns": "last_name,birthday"});
        let id = admin.make("/saved_views", view(plain)).await;
        let path = format!("/contacts?view={id}");
        let all = admin.get(&path).await.expect(200);
        assert_eq!(names(&all), ["Cas", "Bos"]);
        assert_eq!(all.json()["items"][0].as_object().unwrap().keys().collect::<Vec<_>>(), ["birthday", "id", "last_name", "version"]);
        assert_eq!(names(&admin.get(&format!("{path}&sort=last_name")).await), ["Bos", "Cas"]);
        assert_eq!(names(&admin.get(&format!("{path}&filter=last_name%20eq%20%22Abel%22")).await), ["Abel"]);
        let searched = admin.make("/saved_views", view(json!({"words": "cas", "grouping": "organisation_id"}))).await;
        assert_eq!(names(&admin.get(&format!("/contacts?view={searched}")).await), ["Cas"]);
        assert_eq!(names(&admin.get(&format!("/contacts?view={searched}&q=bos")).await), ["Bos"]);
        // A reader sees no birthdays: the column is left out, and a filter by it is refused without a word of what it is.
        let reader = server.read_only().await;
        let shown = reader.get(&path).await.expect(200);
        assert_eq!(names(&shown), ["Cas", "Bos"]);
        assert!(!shown.text.contains("birthday"), "{}", shown.text);
        let hidden = admin.make("/saved_views", view(json!({"filter": "birthday lt \"1985-01-01\""}))).await;
        assert_eq!(names(&admin.get(&format!("/contacts?view={hidden}")).await.expect(200)).len(), 2);
        let refused = reader.get(&format!("/contacts?view={hidden}")).await;
        assert!(refused.status == 422 && !refused.text.contains("birthday"), "{}", refused.text);
        // One's own is for nobody else, one for a group for its members, and one of another type for no contacts.
        let own = admin.make("/saved_views", view(json!({"audience": "own"}))).await;
        let group = admin.make("/saved_views", view(json!({"audience": "group"}))).await;
        let leads = admin.make("/saved_views", view(json!({"record_type": "lead"}))).await;
        for id in [&own, &group, &leads] {
            assert_eq!(reader.get(&format!("/contacts?view={id}")).await.problem(422), "invalid", "{id}");
        }
        admin.get(&format!("/contacts?view={own}")).await.expect(200);
        let members = [&admin, &reader].map(|person| json!({"user_id": person.id.to_string()}));
        admin.make("/groups", json!({"name": "Both", "members": members})).await;
        reader.get(&format!("/contacts?view={group}")).await.expect(200);
    }
}
