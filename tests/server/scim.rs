//! A directory keeps users and groups: the requests that Entra ID and Okta send, and what must not come through this door.

use beheer::secret::Secret;
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::support::server::{Answer, PASSWORD, Person, TestServer};

const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A directory with the key of somebody.
struct Directory<'a> {
    server: &'a TestServer,
    key: String,
}

impl<'a> Directory<'a> {
    async fn of(server: &'a TestServer) -> Self {
        Self { server, key: server.admin().await.key }
    }

    fn with(server: &'a TestServer, person: &Person) -> Self {
        Self { server, key: person.key.clone() }
    }

    async fn send(&self, method: Method, path: &str, body: Option<Json>, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.server.request(method, &format!("/scim/v2{path}")).bearer_auth(&self.key);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/scim+json; charset=utf-8").body(body.to_string());
        }
        let answer = Answer::of(request.send().await.unwrap()).await;
        if !answer.text.is_empty() {
            assert_eq!(answer.header("content-type"), Some("application/scim+json"), "{}", answer.text);
        }
        answer
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, &[]).await
    }

    async fn post(&self, path: &str, body: Json) -> Answer {
        self.send(Method::POST, path, Some(body), &[]).await
    }

    async fn put(&self, path: &str, body: Json) -> Answer {
        self.send(Method::PUT, path, Some(body), &[]).await
    }

    async fn patch(&self, path: &str, operations: Json) -> Answer {
        self.send(Method::PATCH, path, Some(json!({"schemas": [PATCH], "Operations": operations})), &[]).await
    }

    async fn find(&self, folder: &str, filter: &str) -> Vec<Json> {
        let mut url = reqwest::Url::parse("http://any").unwrap();
        url.query_pairs_mut().append_pair("filter", filter);
        let page = self.get(&format!("/{folder}?{}", url.query().unwrap())).await.expect(200).json();
        let found = page["Resources"].as_array().unwrap().clone();
        assert_eq!(page["totalResults"], json!(found.len()));
        found
    }
}

fn id(resource: &Json) -> String {
    resource["id"].as_str().unwrap().to_owned()
}

/// The status and the word of a refusal.
#[track_caller]
fn refusal(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    assert_eq!(body["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]), "{}", answer.text);
    assert_eq!(body["status"], json!(answer.status.to_string()));
    assert!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    (answer.status, body["scimType"].as_str().unwrap_or_default().to_owned())
}

fn by_entra(name: &str) -> Json {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
        "userName": name,
        "active": true,
        "emails": [{"primary": true, "type": "work", "value": "Ryan.Leenay@example.org"}],
        "meta": {"resourceType": "User"},
        "name": {"formatted": "Ryan Leenay", "familyName": "Leenay", "givenName": "Ryan"},
        "roles": [],
    })
}

fn by_okta(name: &str) -> Json {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": name,
        "name": {"givenName": "Anna", "familyName": "van der Berg"},
        "emails": [{"primary": true, "value": name, "type": "work"}],
        "phoneNumbers": [{"value": "+31 6 1", "type": "mobile"}, {"value": "+31 20 123 4567", "type": "work"}],
        "displayName": "Anna van der Berg",
        "locale": "en-US",
        "externalId": "00ujl29u0le5T6Aj10h7",
        "groups": [],
        "password": "1mz050nq",
        "active": true,
    })
}

on_both_servers! {
    async fn what_entra_sends_for_a_user_is_done(server: TestServer) {
        let entra = Directory::of(server).await;
        assert!(entra.find("Users", "userName eq \"no such\"").await.is_empty(), "the test of the connection");
        let made = entra.post("/Users", by_entra("Ryan@Corp.example.org")).await.expect(201);
        let user = made.json();
        let at = format!("/Users/{}", id(&user));
        assert_eq!(made.header("location"), user["meta"]["location"].as_str());
        assert_eq!(made.header("etag"), Some("W/\"1\""));
        assert_eq!((&user["userName"], &user["active"]), (&json!("ryan@corp.example.org"), &json!(true)));
        assert_eq!(user["emails"], json!([{"value": "ryan.leenay@example.org", "type": "work", "primary": true}]));
        assert_eq!(user["name"], json!({"formatted": "Ryan Leenay", "givenName": "Ryan", "familyName": "Leenay"}));
        assert_eq!(entra.find("Users", "userName eq \"RYAN@corp.example.org\"").await, std::slice::from_ref(&user));
        assert_eq!(entra.find("Users", &format!("externalId eq {}", user["externalId"])).await.len(), 1);
        assert_eq!(entra.find("Users", "emails[type eq \"work\"].value eq \"Ryan.Leenay@example.org\"").await.len(), 1);

        let boss = id(&entra.post("/Users", by_okta("boss@example.org")).await.expect(201).json());
        let several = json!([
            {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "updated@example.org"},
            {"op": "Replace", "path": "name.familyName", "value": "Updated"},
            {"op": "Add", "path": format!("{ENTERPRISE}:manager"), "value": boss},
            {"op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+31 6 2"},
            {"op": "Add", "path": format!("{ENTERPRISE}:department"), "value": "Sales"},
        ]);
        let user = entra.patch(&at, several).await.expect(200).json();
        assert_eq!(user["emails"][0]["value"], json!("updated@example.org"));
        assert_eq!(user["displayName"], json!("Ryan Updated"), "the whole name follows its parts");
        assert_eq!(user[ENTERPRISE]["manager"]["value"], json!(boss));
        assert_eq!(user["phoneNumbers"], json!(null), "a mobile number is not the one for work");
        assert_eq!(entra.find("Users", &format!("id eq \"{}\" and manager eq \"{boss}\"", id(&user))).await.len(), 1);

        let dotted = json!([{"op": "replace", "value": {
            "displayName": "Ry", "name.givenName": "Rye", "title": "Buyer", format!("{ENTERPRISE}:manager"): "",
        }}]);
        let user = entra.patch(&at, dotted).await.expect(200).json();
        assert_eq!((&user["displayName"], &user["name"]["givenName"], &user["title"]), (&json!("Ry"), &json!("Rye"), &json!("Buyer")));
        assert_eq!(user[ENTERPRISE], json!(null));

        let off = json!([{"op": "Replace", "path": "active", "value": "False"}]);
        assert_eq!(entra.patch(&at, off).await.expect(200).json()["active"], json!(false));
        assert_eq!(entra.find("Users", "active eq false").await.len(), 1);
    }

    async fn what_okta_sends_for_a_user_is_done(server: TestServer) {
        let okta = Directory::of(server).await;
        let user = okta.post("/Users", by_okta("anna@example.org")).await.expect(201).json();
        let at = format!("/Users/{}", id(&user));
        assert_eq!((&user["userName"], &user["displayName"]), (&json!("anna@example.org"), &json!("Anna van der Berg")));
        assert_eq!(user["phoneNumbers"], json!([{"value": "+31 20 123 4567", "type": "work"}]));
        let again = okta.post("/Users", by_okta("Anna@example.org")).await;
        assert_eq!(refusal(&again), (409, "uniqueness".into()));

        let mut whole = by_okta("anna.berg@example.org");
        whole["name"]["familyName"] = json!("Berg");
        whole["displayName"] = json!("Anna Berg");
        whole["emails"][0]["value"] = json!("anna.berg@example.org");
        whole["id"] = json!(id(&user));
        let put = okta.put(&at, whole.clone()).await.expect(200);
        assert_eq!(put.json()["emails"][0]["value"], json!("anna.berg@example.org"));
        assert_eq!(put.header("etag"), Some("W/\"2\""));
        assert_eq!(okta.put(&at, whole).await.expect(200).header("etag"), Some("W/\"2\""), "what is so already is no change");

        let off = json!([{"op": "replace", "value": {"active": false}}]);
        assert_eq!(okta.patch(&at, off).await.expect(200).json()["active"], json!(false));
        let page = okta.get("/Users?startIndex=1&count=1").await.expect(200).json();
        assert_eq!((&page["totalResults"], &page["itemsPerPage"], &page["startIndex"]), (&json!(2), &json!(1), &json!(1)));
        let rest = okta.get("/Users?startIndex=2&count=100").await.expect(200).json();
        assert_ne!(page["Resources"][0]["id"], rest["Resources"][0]["id"]);
        assert_eq!(okta.get("/Users?startIndex=9").await.expect(200).json()["Resources"], json!([]));
        assert_eq!(okta.get("/Users?count=0").await.expect(200).json()["totalResults"], json!(2));
    }

    async fn groups_and_their_members_are_kept_as_both_send_them(server: TestServer) {
        let directory = Directory::of(server).await;
        let mut users = Vec::new();
        for name in ["a@example.org", "b@example.org", "c@example.org"] {
            users.push(id(&directory.post("/Users", by_okta(name)).await.expect(201).json()));
        }
        let new = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group", "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
            "externalId": "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
            "displayName": "Field sales",
            "meta": {"resourceType": "Group"},
        });
        let group = directory.post("/Groups", new).await.expect(201).json();
        let at = format!("/Groups/{}", id(&group));
        assert_eq!((&group["members"], &group["externalId"]), (&json!([]), &json!("8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159")));
        let members = async |operations: Json| {
            let group = directory.patch(&at, operations).await.expect(200).json();
            group["members"].as_array().unwrap().iter().map(|one| one["value"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let (a, b, c) = (&users[0], &users[1], &users[2]);
        assert_eq!(members(json!([{"op": "Add", "path": "members", "value": [{"$ref": null, "value": a}]}])).await, std::slice::from_ref(a));
        assert_eq!(members(json!([{"op": "add", "path": "members", "value": [{"value": b, "display": "b@example.org"}]}])).await, [a.clone(), b.clone()]);
        let swap = json!([
            {"op": "remove", "path": format!("members[value eq \"{a}\"]")},
            {"op": "add", "path": "members", "value": [{"value": c}]},
        ]);
        assert_eq!(members(swap).await, [b.clone(), c.clone()]);
        assert_eq!(members(json!([{"op": "Remove", "path": "members", "value": [{"value": c}]}])).await, std::slice::from_ref(b));
        let rename = json!([{"op": "replace", "value": {"id": id(&group), "displayName": "Outside sales"}}]);
        assert_eq!(members(rename).await, std::slice::from_ref(b));
        assert_eq!(members(json!([{"op": "replace", "path": "members", "value": [{"value": a}, {"value": c}]}])).await, [a.clone(), c.clone()]);

        let found = directory.find("Groups", &format!("displayName eq \"Outside sales\" and members eq \"{a}\"")).await;
        assert_eq!(found.len(), 1);
        assert!(directory.find("Groups", &format!("members[value eq \"{b}\"]")).await.is_empty());
        let bare = directory.get(&format!("{at}?excludedAttributes=members")).await.expect(200).json();
        assert_eq!((&bare["members"], &bare["displayName"]), (&json!(null), &json!("Outside sales")));
        let only = directory.get("/Groups?attributes=displayName").await.expect(200).json();
        assert_eq!(only["Resources"][0]["externalId"], json!(null));

        let inner = id(&directory.post("/Groups", json!({"displayName": "Inner", "members": [{"value": b, "type": "User"}]})).await.expect(201).json());
        let nested = json!([{"op": "add", "path": "members", "value": [{"value": inner, "type": "Group"}]}]);
        let group = directory.patch(&at, nested).await.expect(200).json();
        assert!(group["members"].as_array().unwrap().iter().any(|one| one["type"] == json!("Group") && one["value"] == json!(inner)));
        assert_eq!(members(json!([{"op": "remove", "path": "members"}])).await.len(), 0);

        let stranger = json!([{"op": "add", "path": "members", "value": [{"value": "0190a000-0000-7000-8000-00000000dead"}]}]);
        assert_eq!(refusal(&directory.patch(&at, stranger).await), (400, "invalidValue".into()));
        assert_eq!(directory.send(Method::DELETE, &at, None, &[]).await.status, 204);
        assert_eq!(refusal(&directory.get(&at).await).0, 404);
    }

    async fn who_leaves_is_out_at_once_and_stays_known(server: TestServer) {
        let admin = server.admin().await;
        let directory = Directory::with(server, &admin);
        let person = server.person("leaver", "Sales").await;
        let begun = server.app.identity().sign_in(&person.email, Secret::new(PASSWORD), "192.0.2.1", "").await.unwrap();
        let channel = beheer::rights::Channel::Console;
        assert!(server.app.session(begun.token.reveal(), channel).await.unwrap().is_some());
        // He came before the directory, which knows him by his mail address.
        let known = directory.find("Users", &format!("userName eq \"{}\"", person.email)).await;
        assert_eq!(id(&known[0]), person.id.to_string());
        let at = format!("/Users/{}", person.id);
        assert_eq!(directory.send(Method::DELETE, &at, None, &[]).await.status, 204);
        assert_eq!(person.get("/me").await.status, 401);
        assert_eq!(directory.get(&at).await.expect(200).json()["active"], json!(false));
        // Coming back opens nothing that was open before.
        let on = json!([{"op": "Replace", "path": "active", "value": "True"}]);
        assert_eq!(directory.patch(&at, on).await.expect(200).json()["active"], json!(true));
        assert!(server.app.session(begun.token.reveal(), channel).await.unwrap().is_none());

        server.journal_head().await;
        let events = admin.get("/journal?channel=scim").await.expect(200).json();
        let told: Vec<_> = events["items"].as_array().unwrap().iter().map(|event| (&event["channel"], &event["reason_code"])).collect();
        assert_eq!(told, [(&json!("scim"), &json!("scim")); 2], "{events}");
    }

    async fn only_a_key_of_somebody_who_manages_users_opens_this_door(server: TestServer) {
        let directory = Directory::of(server).await;
        let nobody = Directory { server, key: "bhr_wrong".into() };
        assert_eq!(refusal(&nobody.get("/Users").await).0, 401);
        assert!(nobody.get("/Users").await.header("www-authenticate").is_some());
        let rep = Directory::with(server, &server.sales_rep().await);
        for path in ["/Users", "/Groups", "/ServiceProviderConfig"] {
            assert_eq!(refusal(&rep.get(path).await).0, 403, "{path}");
        }
        let user = directory.post("/Users", by_okta("anna@example.org")).await.expect(201).json();
        let at = format!("/Users/{}", id(&user));
        let stale = directory.send(Method::PATCH, &at, Some(json!({"Operations": [{"op": "replace", "path": "title", "value": "x"}]})), &[("if-match", "W/\"7\"")]).await;
        assert_eq!(refusal(&stale).0, 412);
        let same = directory.send(Method::GET, &at, None, &[("if-none-match", "W/\"1\"")]).await;
        assert_eq!(same.status, 304);
        // The last administrator is not to be kept out, by whatever door.
        let me = directory.find("Users", "userName sw \"admin\"").await;
        let off = json!([{"op": "replace", "value": {"active": false}}]);
        assert_eq!(directory.patch(&format!("/Users/{}", id(&me[0])), off).await.status, 409);
        for (body, word) in [
            (json!({"userName": "x@example.org", "active": "perhaps"}), "invalidValue"),
            (json!({"displayName": "No name"}), "invalidValue"),
            (json!({"userName": "x@example.org", "emails": [{"value": "no address", "type": "work"}]}), "invalidValue"),
        ] {
            assert_eq!(refusal(&directory.post("/Users", body).await), (400, word.into()));
        }
        for (operations, word) in [
            (json!([{"op": "move", "path": "title"}]), "invalidSyntax"),
            (json!([{"op": "remove"}]), "noTarget"),
            (json!([{"op": "replace", "path": "emails[type", "value": "x"}]), "invalidPath"),
        ] {
            assert_eq!(refusal(&directory.patch(&at, operations).await), (400, word.into()));
        }
        assert_eq!(refusal(&directory.get("/Users?filter=password%20eq%20%22x%22").await), (400, "invalidFilter".into()));
        assert_eq!(refusal(&directory.send(Method::DELETE, "/Users", None, &[]).await).0, 405);
        assert_eq!(refusal(&directory.get("/Nothing").await).0, 404);
        let form = server.request(Method::POST, "/scim/v2/Users").bearer_auth(&directory.key).form(&[("a", "b")]);
        assert_eq!(form.send().await.unwrap().status(), 415);
        let config = directory.get("/ServiceProviderConfig").await.expect(200).json();
        assert_eq!((&config["patch"]["supported"], &config["bulk"]["supported"]), (&json!(true), &json!(false)));
        assert_eq!(directory.get("/ResourceTypes").await.expect(200).json()["totalResults"], json!(2));
        let schema = directory.get("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User").await.expect(200).json();
        assert_eq!(schema["attributes"][0]["name"], json!("userName"));
    }

    async fn a_key_with_narrower_roles_does_not_become_wider_here(server: TestServer) {
        let admin = server.admin().await;
        let reader = json!({
            "name": "Reads users", "duties": [{"duty": "users"}],
            "rights": [{"record_type": "user", "action": "read", "scope": "all"}],
        });
        let role: beheer::id::Id = admin.make("/roles", reader).await.parse().unwrap();
        let program = server.program().await;
        let (_, key) = server.app.identity().make_key(&program, admin.id, "directory", &[role], None).await.unwrap();
        let directory = Directory { server, key: key.reveal().to_owned() };
        let page = directory.get("/Users").await.expect(200).json();
        assert_eq!(page["totalResults"], json!(1));
        assert_eq!(refusal(&directory.post("/Users", by_okta("new@example.org")).await).0, 403);
        let on = json!([{"op": "replace", "path": "title", "value": "x"}]);
        assert_eq!(refusal(&directory.patch(&format!("/Users/{}", admin.id), on).await).0, 403);
        assert_eq!(refusal(&directory.get("/Groups").await).0, 403);
    }
}
