//! Many at once: no change is lost, nobody waits for good, and what must remain remains.

use std::time::Duration;

use futures::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::support::server::{Answer, Person};

/// Whoever waits longer than this waits for good.
const PATIENCE: Duration = Duration::from_mins(2);

/// Adds one to a number that others add to as well, on the version that was read; how often others were faster.
async fn add_one(person: &Person, path: &str) -> u32 {
    let mut beaten = 0;
    loop {
        let now = person.get(path).await.expect(200);
        let number: i64 = now.json()["reorder_level"].as_str().unwrap().parse().unwrap();
        let change = person.request(Method::PATCH, path).header("If-Match", now.header("etag").unwrap());
        let answer =
            Answer::of(change.json(&json!({"reorder_level": (number + 1).to_string()})).send().await.unwrap()).await;
        match answer.status {
            200 => return beaten,
            412 => beaten += 1,
            _ => panic!("{}", answer.text),
        }
    }
}

on_both_servers! {
    async fn no_change_of_64_editors_of_one_record_is_lost(server: TestServer) {
        let admin = server.admin().await;
        let id = admin.make("/products", json!({"name": "Hot", "reorder_level": "0"})).await;
        let path = format!("/products/{id}");
        let head = server.journal_head().await;
        let editors = join_all((0..64).map(|_| add_one(&admin, &path)));
        let beaten: u32 = tokio::time::timeout(PATIENCE, editors).await.unwrap().into_iter().sum();
        let after = admin.get(&path).await.expect(200).json();
        assert_eq!((&after["reorder_level"], &after["version"]), (&json!("64"), &json!(65)));
        assert!(beaten > 0, "nobody was in anybody's way");
        // One row for each change that was made, and none for those that were refused.
        assert_eq!(server.journal_head().await, head + 64);
        let proof = admin.get("/journal/verification").await.expect(200).json();
        assert_eq!(proof["broken"], json!(null));
    }

    async fn editors_of_two_records_in_either_order_do_not_lock_each_other_out(server: TestServer) {
        let admin = server.admin().await;
        let (one, two) = (
            admin.make("/products", json!({"name": "One", "category": "0"})).await,
            admin.make("/products", json!({"name": "Two", "category": "0"})).await,
        );
        let both = |at: usize| {
            let update = |id: &str| json!({"method": "update", "id": id, "values": {"category": at.to_string()}});
            let operations = if at.is_multiple_of(2) { [update(&one), update(&two)] } else { [update(&two), update(&one)] };
            let admin = &admin;
            async move { admin.post("/products/batch", json!({"operations": operations})).await.expect(200) }
        };
        tokio::time::timeout(PATIENCE, join_all((1..=64).map(both))).await.unwrap();
        let (one, two) = (admin.get(&format!("/products/{one}")).await.json(), admin.get(&format!("/products/{two}")).await.json());
        assert_eq!((&one["version"], &one["category"]), (&json!(65), &two["category"]));
    }

    async fn two_administrators_cannot_remove_each_other_at_once(server: TestServer) {
        for (at, change) in [json!({"active": false}), json!({"profile_id": null})].into_iter().enumerate() {
            let ada = server.person(&format!("ada{at}"), "Administrator").await;
            let bob = server.person(&format!("bob{at}"), "Administrator").await;
            // Those of the round before are out of the way.
            let others = ada.get("/users?limit=200").await.expect(200).json();
            for other in others["items"].as_array().unwrap() {
                let id = other["id"].as_str().unwrap();
                if id != ada.id.to_string() && id != bob.id.to_string() {
                    ada.patch(&format!("/users/{id}"), json!({"active": false})).await.expect(200);
                }
            }
            let removes = |who: &Person, whom: &Person| {
                let (who, path, change) = (who.clone(), format!("/users/{}", whom.id), change.clone());
                async move { who.patch(&path, change).await }
            };
            let (one, two) = tokio::join!(removes(&ada, &bob), removes(&bob, &ada));
            let done = [&one, &two].iter().filter(|answer| answer.status == 200).count();
            assert_eq!(done, 1, "{} {}", one.text, two.text);
            let refused = if one.status == 200 { &two } else { &one };
            // Either he was no administrator any more when he asked, or it was refused that nobody remains.
            assert!(matches!(refused.status, 401 | 403 | 404 | 409), "{}", refused.text);
            let left = if one.status == 200 { &ada } else { &bob };
            left.get("/users").await.expect(200);
            let program = server.program().await;
            assert_eq!(program.configuration.policy.users_with_duty("users"), [left.id]);
        }
    }

    async fn customers_made_at_once_get_numbers_without_gaps(server: TestServer) {
        let admin = server.admin().await;
        let make = |at: usize| {
            let admin = &admin;
            // Every fourth is refused after a number could have been taken.
            let body = if at.is_multiple_of(4) {
                json!({"operations": [
                    {"method": "create", "values": {"name": "Customer", "kind": "customer"}},
                    {"method": "create", "values": {"name": "Part", "parent_id": admin.id.to_string()}},
                ]})
            } else {
                json!({"operations": [{"method": "create", "values": {"name": "Customer", "kind": "customer"}}]})
            };
            async move { admin.post("/organisations/batch", body).await }
        };
        let answers = tokio::time::timeout(PATIENCE, join_all((0..64).map(make))).await.unwrap();
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 48);
        let all = admin.get("/organisations?limit=200&fields=customer_number").await.expect(200).json();
        let numbers = all["items"].as_array().unwrap().iter().map(|one| one["customer_number"].as_str().unwrap()[1..].parse().unwrap());
        let mut numbers: Vec<u32> = numbers.collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=48).collect::<Vec<_>>());
    }
}
