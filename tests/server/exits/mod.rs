//! Every exit, for every protected field of every record type: the value comes out by none of them, and naming the field is answered
//! exactly as naming one that does not exist. The table is the definitions; what is added to them is held to the same.

use beheer::model::DataClass;
use beheer::records;
use serde_json::{Value as Json, json};

use self::doors::Look;
use self::samples::{Sample, Samples};
use crate::support::pages::Console;
use crate::support::server::{Person, TestServer};

mod doors;
mod questions;
pub(crate) mod samples;

/// The classes that rights speak of.
const CLASSES: [&str; 5] = ["personal", "special", "figures", "cost", "bank"];

/// Somebody who may do everything to every record, and sees protected data on these records.
async fn somebody(server: &TestServer, admin: &Person, name: &str, scope: Option<&str>) -> Person {
    let classes: Vec<Json> = scope
        .into_iter()
        .flat_map(|scope| CLASSES.map(|class| json!({"record_type": "*", "class": class, "scope": scope})))
        .collect();
    let rights = json!([{"record_type": "*", "action": "*", "scope": "all"}]);
    let duties = json!([{"duty": "*"}]);
    let role = json!({"name": name, "rights": rights, "classes": classes, "duties": duties});
    let role = admin.make("/roles", role).await;
    let profile = admin.make("/profiles", json!({"name": name, "roles": [{"role_id": role}]})).await;
    server.person_with(name, Some(profile.parse().unwrap())).await
}

/// A record of each type with something protected in it.
async fn samples_of_all(server: &TestServer, samples: &mut Samples, owner: &Person) -> Vec<Sample> {
    let mut all = Vec::new();
    for kind in records::ALL {
        all.push(samples.make(server, kind, owner.id).await);
    }
    all
}

on_both_servers! {
    async fn what_is_hidden_everywhere_leaves_by_no_exit(server: TestServer) {
        samples::add_fields(server).await;
        let admin = server.admin().await;
        let blind = somebody(server, &admin, "blind", None).await;
        let mut samples = Samples::new(server, admin.id).await;
        let all = samples_of_all(server, &mut samples, &admin).await;
        let console = Console::of(&server.app).await;
        let mut look = Look::new(server, &console, &admin, &blind).await;
        for sample in &all {
            assert!(!sample.protected.is_empty());
            questions::are_as_about_nothing(&blind, sample).await;
            look.around(&mut samples, sample, None).await;
        }
        look.at_the_stream(&all).await;
        assert!(look.seen > 150, "the administrator saw {} values come out", look.seen);
    }

    async fn what_is_shown_on_own_records_leaves_by_no_exit_of_others(server: TestServer) {
        samples::add_fields(server).await;
        let admin = server.admin().await;
        let owner = somebody(server, &admin, "owner", Some("own")).await;
        let mut samples = Samples::new(server, admin.id).await;
        let far = samples_of_all(server, &mut samples, &admin).await;
        let near = samples_of_all(server, &mut samples, &owner).await;
        let console = Console::of(&server.app).await;
        let mut look = Look::new(server, &console, &admin, &owner).await;
        for (far, near) in far.iter().zip(&near) {
            if far.kind.owner().is_some() {
                questions::tell_nothing_of_others(&owner, far, near).await;
                look.around(&mut samples, far, Some(near)).await;
            } else {
                // What belongs to the company is nobody's own.
                questions::are_as_about_nothing(&owner, far).await;
                look.around(&mut samples, far, None).await;
            }
        }
        look.at_the_stream(&far).await;
    }
}

/// The answer that a value is taken would tell of a value that somebody may not see.
#[test]
fn what_must_be_unique_is_ordinary_or_never_written_by_people() {
    for kind in records::ALL {
        for field in kind.fields.iter().filter(|field| field.unique) {
            assert!(field.class == DataClass::Ordinary || field.computed, "{}.{}", kind.name, field.name);
        }
    }
}
