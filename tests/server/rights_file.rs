//! Rights as a file: what is written is read back as it was, on the other engine too; what it would change is told before, and is done
//! whole or not at all.

use beheer::changes::undo;
use beheer::id::Id;
use beheer::records::portable::{self, Deed};
use beheer::rights::Caller;
use serde_json::json;

use crate::support::engine::{Engine, code, kind};
use crate::support::people::People;

async fn admin(engine: &Engine, people: &People) -> Caller {
    engine.user(people.admin).await.at(engine.database.clock().now())
}

/// A bit of everything that a file holds.
async fn furnish(engine: &Engine, people: &People) {
    let program = engine.program().await;
    let who = |kind: &str, id: Id| json!([{"person": {"type": kind, "id": id.to_string()}}]);
    let inner = engine
        .make(&program, "group", json!({"name": "Night \"shift\"", "members": [{"user_id": people.rep.to_string()}], "roles": [{"role_id": Id::built_in(4).to_string()}]}))
        .await;
    engine.make(&program, "group", json!({"name": "Shifts", "groups": [{"group_id": inner.to_string()}]})).await;
    let rule = json!({
        "name": "Fair leads", "purpose": "The fair", "record_type": "lead", "filter": "source eq \"fair\"", "level": "update",
        "with": who("group", inner), "ends_at": "2030-01-02T03:04:05.678901Z",
    });
    engine.make(&program, "sharing_rule", rule).await;
    let restriction = json!({
        "name": "No costs", "purpose": "Margins \"are\" ours", "record_type": "product", "class": "cost",
        "on": who("role", Id::built_in(4)), "except": who("user", people.rep),
    });
    engine.make(&program, "restriction", restriction).await;
    let assertion = json!({
        "sentence": "Only administrators change roles — ever", "claim": "only", "action": "update", "record_type": "role",
        "people": who("role", Id::built_in(2)),
    });
    engine.make(&program, "assertion", assertion).await;
    let rule = json!({"name": "Owners", "record_type": "lead", "field": "owner_id", "requirement": "required"});
    engine.make(&program, "reason_rule", rule).await;
}

on_both_engines! {
    async fn what_is_written_is_read_back_as_it_was(engine: Engine) {
        let people = People::hire(&engine).await;
        furnish(&engine, &people).await;
        let caller = admin(&engine, &people).await;
        let file = portable::export(&engine.database, &caller).await.unwrap();
        assert!(file.contains("filter = 'source eq \"fair\"'") || file.contains("filter = \"source eq \\\"fair\\\"\""), "{file}");
        assert!(!file.contains("-7000-8000-"), "there are no ids in it: {file}");
        assert!(!file.contains("members"), "{file}");
        for prune in [false, true] {
            let same = portable::plan(&engine.database, &caller, &file, prune).await.unwrap();
            assert_eq!(same.planned, [], "{file}");
            assert_eq!(portable::apply(&engine.database, &caller, same).await.unwrap(), None);
        }
    }

    async fn a_file_makes_another_installation_alike_and_is_taken_back_as_one(engine: Engine) {
        let people = People::hire(&engine).await;
        let caller = admin(&engine, &people).await;
        let bare = portable::export(&engine.database, &caller).await.unwrap();
        furnish(&engine, &people).await;
        let caller = admin(&engine, &people).await;
        let furnished = portable::export(&engine.database, &caller).await.unwrap();

        // Back to what it was, by a file that is all there is.
        let plan = portable::plan(&engine.database, &caller, &bare, true).await.unwrap();
        assert!(plan.planned.iter().all(|one| one.deed == Deed::Delete) && plan.planned.len() == 6, "{:?}", plan.planned);
        portable::apply(&engine.database, &caller, plan).await.unwrap().unwrap();
        let caller = admin(&engine, &people).await;
        assert_eq!(portable::export(&engine.database, &caller).await.unwrap(), bare);

        // And again as it was furnished, all of it new.
        let plan = portable::plan(&engine.database, &caller, &furnished, false).await.unwrap();
        assert!(plan.planned.iter().all(|one| one.deed == Deed::Create) && plan.planned.len() == 6, "{:?}", plan.planned);
        let operation = portable::apply(&engine.database, &caller, plan).await.unwrap().unwrap();
        let caller = admin(&engine, &people).await;
        assert_eq!(portable::export(&engine.database, &caller).await.unwrap(), furnished);
        undo::operation(&engine.database, &caller, operation).await.unwrap();
        let caller = admin(&engine, &people).await;
        assert_eq!(portable::export(&engine.database, &caller).await.unwrap(), bare);
    }

    async fn a_plan_tells_what_goes_and_comes_and_for_whom(engine: Engine) {
        let people = People::hire(&engine).await;
        engine.make(&engine.program().await, "contact", json!({"last_name": "Vos", "owner_id": people.stranger.to_string()})).await;
        let caller = admin(&engine, &people).await;
        let file = portable::export(&engine.database, &caller).await.unwrap();
        let line = "{ record_type = \"contact\", action = \"read\", scope = \"group\" }";
        assert!(file.contains(line), "{file}");
        let wider = file.replacen(line, &line.replace("group", "all"), 1);
        let plan = portable::plan(&engine.database, &caller, &wider, false).await.unwrap();
        let [one] = plan.planned.as_slice() else { panic!("{:?}", plan.planned) };
        assert_eq!((one.deed, one.kind, one.name.as_str()), (Deed::Update, kind("role"), "Sales"));
        assert_eq!(one.deltas[0].removed, [line]);
        assert_eq!(one.deltas[0].added, [line.replace("group", "all")]);
        assert!(plan.effect.people.iter().any(|person| person.user == people.rep), "{:?}", plan.effect);
        // Whoever changes the role in the meantime makes it fail.
        let touched = beheer::changes::Change::update(kind("role"), Id::built_in(4), crate::support::engine::input(&caller, kind("role"), &json!({"description": "Sells"})));
        engine.commit(&caller, vec![touched]).await.unwrap();
        assert_eq!(code(portable::apply(&engine.database, &caller, plan).await), "invalid");
    }

    async fn what_is_wrong_with_a_file_is_told_by_place(engine: Engine) {
        let people = People::hire(&engine).await;
        let caller = admin(&engine, &people).await;
        let told = async |text: &str| {
            let error = portable::plan(&engine.database, &caller, text, false).await.map(|plan| plan.planned).unwrap_err();
            error.to_string()
        };
        let file = |rest: &str| format!("format = \"beheer-rights/1\"\n{rest}");
        for (text, part) in [
            ("format = ".to_owned(), "This is not TOML"),
            (String::new(), "format = \"beheer-rights/1\""),
            ("format = \"beheer-rights/9\"".into(), "this version reads"),
            (file("[[rolle]]\nname = \"x\""), "There is no `rolle`"),
            (file("role = 5"), "/role: Write each as [[role]]"),
            (file("[[role]]\ndescription = \"x\""), "/role/0/name: Each role needs its name"),
            (file("[[role]]\nname = \"x\"\n[[role]]\nname = \"x\""), "/role/1/name: “x” is there twice"),
            (file("[[role]]\nname = \"x\"\ncolour = 1"), "/role/0/colour"),
            (file("[[profile]]\nname = \"x\"\nroles = [\"Nobody\"]"), "There is no role called “Nobody”"),
            (file("[[role]]\nname = \"x\"\nrights = [{ record_type = \"contact\", action = \"fly\", scope = \"all\" }]"), "/role/x/rights/0/action"),
            (file("[[role]]\nname = \"x\"\nrights = [{ record_type = \"contact\", action = \"read\", scope = \"all\", filter = \"nope eq 1\" }]"), "/role/x/rights/0"),
            (file("[[sharing_rule]]\nname = \"x\"\npurpose = \"p\"\nrecord_type = \"lead\"\nwith = [\"Sales\"]"), "user:name or group:name"),
        ] {
            let said = told(&text).await;
            assert!(said.contains(part), "{text}: {said}");
        }
        let large = file(&"#".repeat(portable::LARGEST));
        assert_eq!(code(portable::plan(&engine.database, &caller, &large, false).await), "too_large");
        let rep = engine.user(people.rep).await;
        assert_eq!(code(portable::export(&engine.database, &rep).await), "forbidden");
    }
}
