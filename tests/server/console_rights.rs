//! Rights in the console: the effect that is shown before it is saved, the matrix, assertions, and what cannot be read any more.

use beheer::id::Id;
use beheer::records::{portable, seed};

use crate::support::pages::{Browser, Console, id_in};

on_both_servers! {
    async fn what_a_change_of_rights_does_is_shown_before_it_is_saved(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut admin = console.signed_in("Ada", "Administrator").await;
        let rob = console.user("Rob", "Read-only").await;
        for name in ["Vos", "Wolf"] {
            assert_eq!(admin.fill("/contacts/new", &[("last_name", name)]).await.status, 303);
        }
        // A new group that lets him change everything.
        let group = [("name", "Helpers"), ("members.0.user_id", &*rob.to_string()), ("roles.0.role_id", &*Id::built_in(3).to_string())];
        let shown = admin.fill("/groups/new", &group).await;
        assert_eq!(shown.status, 422, "{}", shown.text);
        assert!(shown.text.contains("This changes what 1 person may do") && shown.text.contains("Rob"), "{}", shown.text);
        assert!(shown.text.contains("Contacts: Create, Change, Delete, Export, Import, Merge, Personal +2"), "{}", shown.text);
        assert!(shown.text.contains("Gains the duty: Read the journal"), "{}", shown.text);
        assert!(!admin.get("/groups").await.text.contains("Helpers"));
        // What is changed after it was shown is shown again; what was shown is saved.
        let form = shown.form("/groups/new");
        let again = admin.send("/groups/new", &form.clone().with("roles.0.role_id", &Id::built_in(7).to_string())).await;
        assert!(again.status == 422 && !again.text.contains("Contacts: Create"), "{}", again.text);
        let saved = admin.send("/groups/new", &form).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        // What changes nobody's rights is saved at once.
        let path = format!("/groups/{}", id_in(saved.location()));
        let renamed = admin.fill(&format!("{path}/edit"), &[("name", "Hands")]).await;
        assert_eq!(renamed.status, 303, "{}", renamed.text);
        let edit = format!("/users/{rob}/edit");
        let profile = seed::profile_named("Administrator").unwrap().to_string();
        let shown = admin.fill(&edit, &[("profile_id", &profile)]).await;
        assert!(shown.status == 422 && shown.text.contains("Gains the duty: Manage users"), "{}", shown.text);
        assert_eq!(admin.send(&edit, &shown.form(&edit)).await.status, 303);
    }

    async fn a_role_is_edited_as_a_table_and_compared_with_another(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut admin = console.signed_in("Ada", "Administrator").await;
        console.user("Rita", "Sales").await;
        admin.fill("/contacts/new", &[("last_name", "Vos")]).await;
        let sales = Id::built_in(4);
        let with = [
            ("rights.0.record_type", "lead"), ("rights.0.action", "read"), ("rights.0.scope", "all"),
            ("rights.0.filter", "source eq \"fair\""),
        ];
        let shown = admin.fill(&format!("/roles/{sales}/edit"), &with).await;
        let saved = admin.send(&format!("/roles/{sales}/edit"), &shown.form(&format!("/roles/{sales}/edit"))).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        let path = format!("/administration/rights/{sales}");
        let page = admin.get(&path).await.text;
        assert!(page.contains("source eq &#34;fair&#34;"), "{page}");
        // What is sent as it was changes nothing, whatever it is written like.
        let versions = async |admin: &mut Browser| admin.get(&format!("/roles/{sales}/history")).await.text.matches("<li class=\"panel\"").count();
        let before = versions(&mut admin).await;
        assert_eq!(admin.fill(&path, &[]).await.location(), path);
        assert_eq!(versions(&mut admin).await, before);
        // Wider: the effect is shown first, and what has a condition stays.
        let shown = admin.fill(&path, &[("contact.read", "all"), ("product.read", "own")]).await;
        assert!(shown.status == 422 && shown.text.contains("Rita") && shown.text.contains("Contacts: Read"), "{}", shown.text);
        assert_eq!(admin.send(&path, &shown.form(&path)).await.status, 303);
        let role = admin.get(&format!("/roles/{sales}/edit")).await.text;
        assert!(role.contains("source eq &#34;fair&#34;"), "{role}");
        let history = admin.get(&format!("/roles/{sales}/history")).await.text;
        let first = history.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
        assert!(first.contains("Rights (what differs)") && !first.contains("Stock movements"), "{first}");
        let types = admin.get("/administration/rights/types?type=lead").await.text;
        assert!(types.contains("some: All") && types.contains("Roles by record type"), "{types}");
        let compared = admin.get(&format!("/administration/rights/compare?one={sales}&two={}", Id::built_in(5))).await.text;
        assert!(compared.contains("Deals: Create") && compared.contains("Every record type: Figures"), "{compared}");
        let same = admin.get(&format!("/administration/rights/compare?one={sales}&two={sales}")).await.text;
        assert!(same.contains("They give the same."), "{same}");
        // What one has in all of it is written as one right.
        let shown = admin.fill(&path, &[
            ("product.read", "all"), ("product.create", "all"), ("product.update", "all"), ("product.delete", "all"),
            ("product.export", "all"), ("product.import", "all"), ("product.merge", "all"),
        ]).await;
        assert_eq!(admin.send(&path, &shown.form(&path)).await.status, 303);
        let rights = portable::export(server.app.database(), &server.program().await).await.unwrap();
        assert!(rights.contains("{ record_type = \"product\", action = \"*\", scope = \"all\" }"), "{rights}");
        let reader = console.signed_in("Rob", "Read-only").await;
        assert_eq!(reader.get(&path).await.status, 403);
    }

    async fn what_breaks_an_assertion_is_saved_with_exceptions_and_a_reason_only(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut admin = console.signed_in("Ada", "Administrator").await;
        let rob = console.user("Rob", "Read-only").await;
        let sentence = [
            ("sentence", "Rob changes no contact"),
            ("claim", "never"),
            ("action", "update"),
            ("record_type", "contact"),
            ("people.0.person.type", "user"),
            ("people.0.person.id", &*rob.to_string()),
        ];
        let made = admin.fill("/assertions/new", &sentence).await;
        assert_eq!(made.status, 303, "{}", made.text);
        let page = admin.get("/administration/rights").await.text;
        assert!(page.contains("Rob changes no contact") && page.contains("True"), "{page}");
        let edit = format!("/users/{rob}/edit");
        let profile = seed::profile_named("Administrator").unwrap().to_string();
        let shown = admin.fill(&edit, &[("profile_id", &profile)]).await;
        assert_eq!(shown.status, 422, "{}", shown.text);
        assert!(shown.text.contains("would not be true any more") && shown.text.contains("Rob changes no contact"), "{}", shown.text);
        let refused = admin.send(&edit, &shown.form(&edit)).await;
        assert!(refused.status == 422 && refused.text.contains("Say why"), "{}", refused.text);
        let form = refused.form(&edit).with("_reason", "Ada is away");
        let saved = admin.send(&edit, &form).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        let page = admin.get("/administration/rights").await.text;
        assert!(page.contains("<td>Rob</td>") && !page.contains("Not true for"), "{page}");
        // Elsewhere a change is refused in words.
        let nobody = [("sentence", "Rob reads"), ("claim", "may"), ("record_type", "contact"), ("people.0.person.type", "user"), ("people.0.person.id", &*rob.to_string())];
        assert_eq!(admin.fill("/assertions/new", &nobody).await.status, 303);
        let refused = admin.fill(&format!("/profiles/{profile}/delete"), &[]).await;
        assert!(refused.status == 409 || refused.status == 422, "{} {}", refused.status, refused.text);
    }

    async fn a_condition_about_a_field_that_is_gone_is_told_where_rights_are_looked_after(server: TestServer) {
        let console = Console::of(&server.app).await;
        let mut admin = console.signed_in("Ada", "Administrator").await;
        let field = [("record_type", "deal"), ("name", "x_secret"), ("label", "Secret"), ("kind", "yes_no")];
        let field = id_in(admin.fill("/custom_fields/new", &field).await.location());
        let role = [
            ("name", "Secrets"),
            ("rights.0.record_type", "deal"),
            ("rights.0.action", "read"),
            ("rights.0.scope", "all"),
            ("rights.0.filter", "x_secret eq true"),
        ];
        assert_eq!(admin.fill("/roles/new", &role).await.status, 303);
        assert!(!admin.get("/administration/rights").await.text.contains("a field that no longer exists"));
        assert_eq!(admin.fill(&format!("/custom_fields/{field}/delete"), &[]).await.status, 303);
        let page = admin.get("/administration/rights").await.text;
        assert!(page.contains("a field that no longer exists: Secrets."), "{page}");
    }
}
