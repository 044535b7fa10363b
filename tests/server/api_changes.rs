//! Reasons, repeats, batches, history, undo, merging, conversion, the journal and explanations.

use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::support::server::{Answer, Person};

async fn repeat(person: &Person, path: &str, key: &str, body: &Json) -> Answer {
    let request = person.request(Method::POST, path).header("Idempotency-Key", key).json(body);
    Answer::of(request.send().await.unwrap()).await
}

on_both_servers! {
    async fn a_request_that_is_sent_again_is_done_once(server: TestServer) {
        let admin = server.admin().await;
        let head = server.journal_head().await;
        let body = json!({"last_name": "Once"});
        let all = join_all((0..32).map(|_| repeat(&admin, "/contacts", "one", &body))).await;
        let first = all[0].json();
        let mut replayed = 0;
        for answer in all {
            let answer = answer.expect(201);
            replayed += usize::from(answer.header("idempotent-replayed") == Some("true"));
            assert_eq!(answer.header("etag"), Some("\"1\""));
            assert_eq!(answer.json(), first);
        }
        assert_eq!((replayed, server.journal_head().await), (31, head + 1));
        let other = repeat(&admin, "/contacts", "one", &json!({"last_name": "Twice"})).await;
        assert_eq!(other.problem(422), "idempotency_key_reused");
        assert_eq!(repeat(&admin, "/contacts", "no spaces", &body).await.problem(422), "invalid");
        server.clock.advance(24 * 3600 + 1);
        repeat(&admin, "/contacts", "one", &body).await.expect(201);
        assert_eq!(server.journal_head().await, head + 2);

        // What the engine commits by itself is answered once too.
        let id = first["id"].as_str().unwrap();
        admin.patch(&format!("/contacts/{id}"), json!({"job_title": "x"})).await.expect(200);
        let path = format!("/contacts/{id}/undo");
        let undone = repeat(&admin, &path, "two", &json!({"version": 1})).await.expect(200);
        let again = repeat(&admin, &path, "two", &json!({"version": 1})).await.expect(200);
        assert_eq!((undone.json(), again.header("idempotent-replayed")), (again.json(), Some("true")));
        // A request that failed may be sent again with its key.
        assert_eq!(repeat(&admin, &path, "three", &json!({"version": 99})).await.problem(422), "invalid");
        assert_eq!(repeat(&admin, &path, "three", &json!({"version": 99})).await.problem(422), "invalid");
    }

    async fn a_reason_is_asked_where_policy_asks_for_it_and_kept(server: TestServer) {
        let admin = server.admin().await;
        admin.make("/reason_rules", json!({"name": "Contacts", "record_type": "contact", "action": "update", "requirement": "required"})).await;
        let id = admin.make("/contacts", json!({"last_name": "Reason"})).await;
        let path = format!("/contacts/{id}");
        let refused = admin.patch(&path, json!({"job_title": "x"})).await;
        assert_eq!(refused.problem(422), "reason_required");
        assert_eq!(refused.json()["codes"][0].as_object().unwrap().keys().collect::<Vec<_>>(), ["code", "label"]);
        let change = |name: &'static str, value: &'static str, title: &str| {
            admin.request(Method::PATCH, &path).header(name, value).json(&json!({"job_title": title})).send()
        };
        assert_eq!(Answer::of(change("Change-Reason-Code", "nonsense", "x").await.unwrap()).await.problem(422), "invalid");
        assert_eq!(Answer::of(change("Change-Reason", "%00", "x").await.unwrap()).await.problem(422), "invalid");
        Answer::of(change("Change-Reason-Code", "correction", "x").await.unwrap()).await.expect(200);
        Answer::of(change("Change-Reason", "caf%C3%A9", "y").await.unwrap()).await.expect(200);
        let events = admin.get(&format!("{path}/history?limit=2")).await.expect(200).json();
        assert_eq!((&events["items"][0]["reason_text"], &events["items"][1]["reason_code"]), (&json!("café"), &json!("correction")));
        let next = events["next_cursor"].as_str().unwrap();
        let rest = admin.get(&format!("{path}/history?cursor={next}")).await.json();
        assert_eq!((rest["items"].as_array().unwrap().len(), &rest["items"][0]["action"]), (1, &json!("contact.created")));
    }

    async fn a_batch_is_done_whole_or_each_on_its_own_and_taken_back(server: TestServer) {
        let admin = server.admin().await;
        let id = admin.make("/contacts", json!({"last_name": "First"})).await;
        let head = server.journal_head().await;
        let good = json!({"method": "create", "values": {"last_name": "New"}});
        let bad = json!({"method": "update", "id": id, "values": {"last_name": null, "nonsense": 1}});
        let stale = json!({"method": "update", "id": id, "version": 7, "values": {"last_name": "Later"}});
        let whole = admin.post("/contacts/batch", json!({"operations": [good, bad, stale]})).await;
        assert_eq!(whole.problem(422), "invalid");
        assert_eq!(whole.json()["errors"][0]["pointer"], "/operations/1/values/nonsense");
        let shapeless = admin.post("/contacts/batch", json!({"operations": [good, {"method": "nonsense"}], "atomic": false})).await;
        assert_eq!((shapeless.problem(422).as_str(), &shapeless.json()["errors"][0]["pointer"]), ("invalid", &json!("/operations/1/method")));
        assert_eq!(server.journal_head().await, head);
        let each = admin.post("/contacts/batch", json!({"operations": [good, bad, stale, {"method": "delete", "id": id}], "atomic": false})).await;
        let each = each.expect(200).json();
        let statuses: Vec<_> = each["results"].as_array().unwrap().iter().map(|result| result["status"].as_u64().unwrap()).collect();
        assert_eq!(statuses, [201, 422, 412, 204]);
        assert_eq!(each["results"][1]["problem"]["errors"][0]["pointer"], "/values/nonsense");
        let path = format!("/operations/{}/undo", each["operation_id"].as_str().unwrap());
        assert_eq!(admin.post(&path, json!({})).await.expect(200).json()["records"], 2);
        admin.get(&format!("/contacts/{id}")).await.expect(200);
        let unknown = format!("/operations/{id}/undo");
        assert_eq!(admin.post(&unknown, json!({})).await.problem(404), "not_found");
    }

    async fn changes_are_taken_back_unless_later_ones_stand_in_the_way(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let id = admin.make("/contacts", json!({"last_name": "A", "job_title": "One"})).await;
        let path = format!("/contacts/{id}");
        for title in ["Two", "Three"] {
            admin.patch(&path, json!({"job_title": title})).await.expect(200);
        }
        let events = admin.get(&format!("{path}/history")).await.json();
        let seq = &events["items"][1]["seq"];
        let conflict = admin.post(&format!("{path}/undo"), json!({"seq": seq})).await;
        assert_eq!(conflict.problem(409), "undo_conflicts");
        assert_eq!(conflict.json()["conflicts"][0]["field"], "job_title");
        assert_eq!(rep.post(&format!("{path}/undo"), json!({"seq": seq})).await.problem(404), "not_found");
        assert_eq!(rep.get(&format!("{path}/history")).await.problem(404), "not_found");
        let outcome = admin.post(&format!("{path}/undo"), json!({"version": 1})).await.expect(200).json();
        assert_eq!(outcome, json!({"id": id, "version": 4, "changed": true}));
        assert_eq!(admin.get(&path).await.json()["job_title"], "One");
        assert_eq!(admin.post(&format!("{path}/undo"), json!({"seq": 1, "version": 1})).await.problem(422), "invalid");
    }

    async fn two_contacts_become_one(server: TestServer) {
        let admin = server.admin().await;
        let stays = admin.make("/contacts", json!({"last_name": "Stays"})).await;
        let goes = admin.make("/contacts", json!({"last_name": "Goes", "job_title": "Buyer"})).await;
        let stage = beheer::records::seed::stage(0).to_string();
        let deal = admin.make("/deals", json!({"name": "Deal", "stage_id": stage, "contact_id": goes})).await;
        let merged = admin.post(&format!("/contacts/{stays}/merge"), json!({"loser_id": goes, "values": {"last_name": "Both"}})).await.expect(200);
        assert_eq!((&merged.json()["job_title"], &merged.json()["last_name"]), (&json!("Buyer"), &json!("Both")));
        assert_eq!(admin.get(&format!("/deals/{deal}")).await.json()["contact_id"], json!(stays));
        assert_eq!(admin.get(&format!("/contacts/{goes}")).await.problem(404), "not_found");
        assert_eq!(admin.post(&format!("/contacts/{stays}/merge"), json!({"loser_id": stays})).await.problem(422), "invalid");
    }

    async fn a_lead_is_converted_and_becomes_a_lead_again(server: TestServer) {
        let (admin, reader) = (server.admin().await, server.read_only().await);
        let lead = json!({"name": "New ovens", "company": "Bakkerij Jansen", "first_name": "Ada", "last_name": "Jansen", "email": "ada@example.org", "value": {"amount": "1200.00", "currency": "EUR"}});
        let lead = admin.make("/leads", lead).await;
        let path = format!("/leads/{lead}");
        assert_eq!(reader.post(&format!("{path}/conversion"), json!({})).await.problem(403), "forbidden");
        let converted = admin.post(&format!("{path}/conversion"), json!({"deal": {"name": "Ovens"}})).await.expect(200).json();
        let part = |name: &str| converted[name].as_str().unwrap().to_owned();
        let contact = admin.get(&format!("/contacts/{}", part("contact_id"))).await.expect(200).json();
        assert_eq!((&contact["title"], &contact["organisation_id"]), (&json!("Ada Jansen"), &json!(part("organisation_id"))));
        assert_eq!(contact["emails"][0]["value"], "ada@example.org");
        let deal = admin.get(&format!("/deals/{}", part("deal_id"))).await.expect(200).json();
        assert_eq!((&deal["name"], &deal["amount"]["amount"]), (&json!("Ovens"), &json!("1200.00")));
        assert_eq!(admin.get(&path).await.json()["status"], "converted");
        assert_eq!(admin.post(&format!("{path}/conversion"), json!({})).await.problem(409), "already_converted");
        assert_eq!(admin.patch(&path, json!({"status": "new"})).await.problem(422), "invalid");

        let undone = admin.post(&format!("/operations/{}/undo", part("operation_id")), json!({})).await.expect(200);
        assert_eq!(undone.json()["records"], 4);
        let back = admin.get(&path).await.json();
        assert_eq!((&back["status"], &back["converted_at"], &back["deal_id"]), (&json!("new"), &json!(null), &json!(null)));
        assert_eq!(admin.get(&format!("/deals/{}", part("deal_id"))).await.problem(404), "not_found");
        admin.post(&format!("{path}/conversion"), json!({"without_deal": true})).await.expect(200);
    }

    async fn the_journal_is_for_those_whose_duty_it_is(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let id = rep.make("/contacts", json!({"last_name": "Journal"})).await;
        server.journal_head().await;
        assert_eq!(rep.get("/journal").await.problem(403), "forbidden");
        assert_eq!(rep.get("/journal/verification").await.problem(403), "forbidden");
        let events = admin.get(&format!("/journal?actor_id={}&channel=api&record_type=contact&from=2020-01-01T00:00:00Z", rep.id)).await.expect(200).json();
        assert_eq!((events["items"].as_array().unwrap().len(), &events["items"][0]["record_id"]), (1, &json!(id)));
        let page = admin.get("/journal?limit=1").await.json();
        let next = admin.get(&format!("/journal?limit=1&cursor={}", page["next_cursor"].as_str().unwrap())).await.json();
        assert_eq!(next["items"][0]["position"].as_i64().unwrap() + 1, page["items"][0]["position"].as_i64().unwrap());
        let proof = admin.get("/journal/verification").await.expect(200).json();
        assert_eq!(proof["broken"], json!(null));
        assert_eq!(admin.get("/journal?from=yesterday").await.problem(422), "invalid");
    }

    async fn rights_are_explained_with_the_path_that_leads_to_them(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let theirs = admin.make("/contacts", json!({"last_name": "Theirs"})).await;
        let mine = rep.get("/rights/explanation?type=contact&action=update").await.expect(200).json();
        assert_eq!((&mine["allowed"], &mine["steps"][2]["scope"]), (&json!(true), &json!("own")));
        assert!(mine["steps"][2]["detail"].as_str().unwrap().contains("Sales"));
        let query = format!("/rights/explanation?type=contact&action=update&id={theirs}");
        assert_eq!(rep.get(&query).await.problem(404), "not_found");
        let about = admin.get(&format!("{query}&user_id={}&field=birthday", rep.id)).await.expect(200).json();
        assert_eq!((&about["allowed"], &about["steps"][3]["passed"]), (&json!(false), &json!(false)));
        assert_eq!(rep.get(&format!("/rights/explanation?type=contact&action=read&user_id={}", admin.id)).await.problem(403), "forbidden");
        assert_eq!(rep.get("/rights/explanation?type=contact").await.problem(422), "invalid");
        let all = admin.get(&format!("/rights/audience?type=contact&action=update&id={theirs}")).await.expect(200).json();
        assert_eq!((&all["total"], &all["items"][0]["user"]["name"]), (&json!(1), &json!("admin")));
        let path = &all["items"][0]["by"][0]["path"];
        assert_eq!((&path[0]["type"], &path[1]["type"]), (&json!("profile"), &json!("role")), "{all}");
        assert_eq!(rep.get(&format!("/rights/audience?type=contact&action=read&id={theirs}")).await.problem(404), "not_found");
        let mine = rep.make("/contacts", json!({"last_name": "Mine"})).await;
        let page = rep.get(&format!("/rights/audience?type=contact&action=read&id={mine}&limit=1")).await.expect(200).json();
        assert_eq!((&page["total"], &page["next_cursor"]), (&json!(2), &json!("1")));
        let wanted = json!({"operations": [{"method": "update", "id": beheer::id::Id::built_in(8).to_string(), "values": {
            "rights": [{"record_type": "contact", "action": "read", "scope": "own"}],
        }}]});
        let reader = server.read_only().await;
        let effect = admin.post("/rights/preview?type=role", wanted.clone()).await.expect(200).json();
        let touched = effect["people"][0]["touched"].as_array().unwrap();
        let contacts = touched.iter().find(|one| one["record_type"] == "contact" && one["action"] == "read").unwrap();
        assert_eq!((&contacts["gained"], &contacts["lost"]), (&json!(0), &json!(2)), "{effect}");
        assert_eq!(reader.get(&format!("/contacts/{mine}")).await.status, 200);
        assert_eq!(effect["broken"], json!([]));
        let check = admin.get("/rights/assertions").await.expect(200).json();
        assert_eq!(check, json!({"checked": 0, "broken": []}));
        assert_eq!(rep.get("/rights/assertions").await.problem(403), "forbidden");
        assert_eq!(rep.post("/rights/preview?type=role", wanted).await.problem(403), "forbidden");
        let wrong = json!({"operations": [{"method": "create", "values": {"name": "X", "rights": "all"}}]});
        assert_eq!(admin.post("/rights/preview?type=role", wrong).await.problem(422), "invalid");
        let seen = reader.get(&format!("/rights/audience?type=contact&action=read&id={mine}")).await;
        assert_eq!(seen.problem(403), "forbidden");
    }

    async fn rights_are_written_planned_and_read_back_as_a_file(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let file = admin.get("/rights/file").await.expect(200).text;
        assert!(file.contains("[[role]]\nname = \"Administrator\""), "{file}");
        assert_eq!(rep.get("/rights/file").await.problem(403), "forbidden");
        let twin = admin.make("/roles", json!({"name": "Sales"})).await;
        assert_eq!(admin.get("/rights/file").await.problem(409), "same_name");
        admin.delete(&format!("/roles/{twin}")).await.expect(204);
        let more = format!("{file}\n[[group]]\nname = \"Night shift\"\n");
        let plan = admin.post("/rights/file/plan", json!({"toml": more})).await.expect(200).json();
        let made = json!({"field": "name", "removed": [], "added": ["\"Night shift\""]});
        assert_eq!(plan["changes"], json!([{"deed": "create", "record_type": "group", "name": "Night shift", "fields": [made]}]));
        let other = json!({"toml": more, "mark": "0"});
        assert_eq!(admin.post("/rights/file/apply", other).await.problem(409), "other_plan");
        let wanted = json!({"toml": more, "mark": plan["mark"]});
        assert_eq!(rep.post("/rights/file/apply", wanted.clone()).await.problem(403), "forbidden");
        let applied = admin.post("/rights/file/apply", wanted).await.expect(200).json();
        assert_eq!(applied["changes"], plan["changes"]);
        let same = admin.post("/rights/file/apply", json!({"toml": more})).await.expect(200).json();
        assert_eq!(same, json!({"operation_id": null, "changes": []}));
        let wrong = json!({"toml": 5, "prune": "yes", "colour": 1});
        let problems = admin.post("/rights/file/plan", wrong).await.expect(422).json()["errors"].as_array().unwrap().len();
        assert_eq!(problems, 3);
    }
}
