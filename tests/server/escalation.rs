//! Nobody gets more than he was given: by managing users, by an account that was closed, by doing later what he could not do now, or by
//! rewriting what stands as evidence.

use beheer::records::seed;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;

use crate::second_factor::enrol;
use crate::support::server::{Answer, PASSWORD, Person, TestServer};

/// Somebody who manages users and groups, and not rights.
async fn keeper(server: &TestServer, admin: &Person) -> Person {
    let mut rights = vec![json!({"record_type": "user", "action": "*", "scope": "all"})];
    for of in ["group", "profile", "role"] {
        rights.push(json!({"record_type": of, "action": "*", "scope": "all"}));
    }
    let role = json!({"name": "Keepers", "rights": rights, "duties": [{"duty": "users"}]});
    let role = admin.make("/roles", role).await;
    let profile = admin.make("/profiles", json!({"name": "Keepers", "roles": [{"role_id": role}]})).await;
    server.person_with("keeper", Some(profile.parse().unwrap())).await
}

async fn session(server: &TestServer, person: &Person) -> String {
    let body = json!({"email": person.email, "password": PASSWORD});
    let answer = Answer::of(server.request(Method::POST, "/api/v1/session").json(&body).send().await.unwrap()).await;
    answer.expect(200).header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

fn profile(name: &str) -> String {
    seed::profile_named(name).unwrap().to_string()
}

on_both_servers! {
    async fn whoever_manages_users_hands_out_no_duty_he_lacks(server: TestServer) {
        let admin = server.admin().await;
        let (keeper, rep) = (keeper(server, &admin).await, server.sales_rep().await);
        let (own, other, above) =
            (format!("/users/{}", keeper.id), format!("/users/{}", rep.id), format!("/users/{}", admin.id));
        for path in [&own, &other] {
            keeper.patch(path, json!({"profile_id": profile("Administrator")})).await.problem(403);
        }
        // A job without duties is his to give; to himself not even that.
        keeper.patch(&other, json!({"profile_id": profile("Read-only")})).await.expect(200);
        keeper.patch(&own, json!({"profile_id": profile("Sales")})).await.problem(403);
        let new = json!({"name": "New", "email": "new@example.org", "profile_id": profile("Administrator")});
        keeper.post("/users", new).await.problem(403);
        keeper.post(&format!("{above}/password"), json!({"password": "a long enough one"})).await.problem(403);
        keeper.post(&format!("{above}/link"), json!({})).await.problem(403);
        keeper.post(&format!("{other}/password"), json!({"password": "a long enough one"})).await.expect(204);
        // Nor by a group that carries them, or by a role that he has.
        let chief = json!([{"role_id": beheer::id::Id::built_in(3).to_string()}]);
        let members = json!([{"user_id": rep.id.to_string()}]);
        keeper.post("/groups", json!({"name": "Chiefs", "roles": chief, "members": members})).await.problem(403);
        let mine = json!([{"user_id": keeper.id.to_string()}]);
        keeper.post("/groups", json!({"name": "Mine", "members": mine})).await.problem(403);
        keeper.post("/groups", json!({"name": "Theirs", "members": members})).await.expect(201);
        let role = keeper.get("/roles?filter=name%20eq%20%22Keepers%22").await.expect(200).json();
        let role = format!("/roles/{}", role["items"][0]["id"].as_str().unwrap());
        keeper.patch(&role, json!({"duties": [{"duty": "users"}, {"duty": "audit"}]})).await.problem(403);
        // Whoever manages rights does all of it.
        admin.patch(&role, json!({"duties": [{"duty": "users"}, {"duty": "audit"}]})).await.expect(200);
        admin.patch(&other, json!({"profile_id": profile("Administrator")})).await.expect(200);
    }

    async fn a_second_factor_of_somebody_who_is_no_administrator_holds_nothing_up(server: TestServer) {
        let admin = server.admin().await;
        let keeper = keeper(server, &admin).await;
        enrol(server, &keeper).await;
        admin.patch(&format!("/users/{}", keeper.id), json!({"job_title": "Front desk"})).await.expect(200);
        admin.patch(&format!("/users/{}", keeper.id), json!({"active": false})).await.expect(200);
    }

    async fn an_administrator_with_a_second_factor_and_no_password_holds_nothing_up(server: TestServer) {
        let admin = server.admin().await;
        let guarded = server.person("guarded", "Administrator").await;
        enrol(server, &guarded).await;
        // A link takes the password away; whoever comes by a provider has none from the start.
        admin.post(&format!("/users/{}/link", guarded.id), json!({})).await.expect(201);
        admin.patch(&format!("/users/{}", admin.id), json!({"job_title": "Chief"})).await.expect(200);
        let gone = admin.patch(&format!("/users/{}", guarded.id), json!({"active": false})).await;
        assert_eq!(gone.problem(409), "last_guarded_administrator");
    }

    async fn a_closed_account_does_not_bring_its_sessions_back(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let cookie = session(server, &rep).await;
        let path = format!("/users/{}", rep.id);
        let me = async || {
            let request = server.request(Method::GET, "/api/v1/me").header("Cookie", &cookie);
            request.send().await.unwrap().status().as_u16()
        };
        assert_eq!(me().await, 200);
        admin.patch(&path, json!({"active": false})).await.expect(200);
        assert_eq!(me().await, 401);
        admin.patch(&path, json!({"active": true})).await.expect(200);
        assert_eq!(me().await, 401);
    }

    async fn what_is_done_later_asks_for_its_proof_now(server: TestServer) {
        let admin = server.admin().await;
        let cookie = session(server, &admin).await;
        let import = async |of: &str| {
            let file = Part::text("name,email\nAda,ada@example.org\n").file_name("users.csv");
            let form = Form::new().text("record_type", of.to_owned()).part("file", file);
            let request = server.request(Method::POST, "/api/v1/imports").header("Cookie", &cookie);
            Answer::of(request.header("Origin", &server.url).multipart(form).send().await.unwrap()).await
        };
        server.clock.advance(11 * 60);
        assert_eq!(import("user").await.problem(403), "step_up_required");
        import("organisation").await.expect(202);
        let role = beheer::id::Id::built_in(3).to_string();
        let emergency = json!({"purpose": "P", "user_id": admin.id.to_string(), "role_id": role, "hours": "2"});
        let provider = json!({"name": "P", "issuer": "https://id.example.org", "client_id": "crm"});
        for (path, body) in [("/emergencies", emergency), ("/sign_in_providers", provider)] {
            let request = server.request(Method::POST, &format!("/api/v1{path}")).header("Cookie", &cookie);
            let answer = Answer::of(request.header("Origin", &server.url).json(&body).send().await.unwrap()).await;
            assert_eq!(answer.problem(403), "step_up_required", "{path}");
        }
    }

    async fn evidence_is_made_by_what_it_is_of_and_stays(server: TestServer) {
        let (admin, rep) = (server.admin().await, server.sales_rep().await);
        let forged = json!({
            "purpose": "Never happened", "user_id": admin.id.to_string(), "person_id": rep.id.to_string(),
        });
        admin.post("/impersonations", forged).await.problem(422);
        let forged = json!({"purpose": "Never happened", "person_id": rep.id.to_string()});
        let refused = admin.post("/impersonations", forged).await;
        assert!(refused.problem(422) == "invalid" && refused.json()["errors"][0]["pointer"] == "/user_id", "{}", refused.text);
        let given = json!({
            "purpose": "All are ill", "user_id": rep.id.to_string(), "hours": "2",
            "role_id": beheer::id::Id::built_in(3).to_string(),
        });
        let path = format!("/emergencies/{}", admin.make("/emergencies", given).await);
        let changed = admin.patch(&path, json!({"purpose": "Nothing"})).await;
        assert!(changed.problem(422) == "invalid" && changed.text.contains("evidence_stays"), "{}", changed.text);
        admin.delete(&path).await.expect(204);
        assert_eq!(admin.post(&format!("{path}/restoration"), json!({})).await.problem(409), "evidence_stays");
    }
}
