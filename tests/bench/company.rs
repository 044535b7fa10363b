//! The company that is measured: organisations and contacts from a seed, a tenth of them owned by the restricted user.

use std::path::Path;
use std::time::Instant;

use beheer::changes::{Batch, Change, commit, seal};
use beheer::database::{self, Database};
use beheer::id::Id;
use beheer::model::RecordType;
use beheer::records::{self, configuration, seed};
use beheer::rights::{Caller, Reason, decide};
use serde_json::json;

pub(crate) struct Company {
    pub(crate) organisations: usize,
    pub(crate) seconds: f64,
    /// The restricted user.
    pub(crate) seller: Id,
    /// Some of the contacts that the restricted user sees.
    pub(crate) own: Vec<Id>,
    /// Parts of names to search for.
    pub(crate) words: Vec<String>,
}

const FIRST: [&str; 12] =
    ["Sanne", "Daan", "Zoë", "Jürgen", "Łukasz", "Íñigo", "Réka", "Björn", "Fleur", "Thijs", "Aoife", "Nikos"];
const SYLLABLES: [&str; 16] = [
    "ber", "man", "dijk", "hof", "sen", "kow", "ski", "mül", "ler", "vel", "ster", "bak", "ker", "vis", "jon", "quist",
];

/// A name made from a number: many different ones, in no order.
fn last_name(number: usize) -> String {
    let mixed = number.wrapping_mul(2_654_435_761) % 1_000_003;
    let pick = |shift: usize| SYLLABLES[(mixed >> shift) % SYLLABLES.len()];
    let name = format!("{}{}{}{}", pick(0), pick(4), pick(8), pick(12));
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn kind(name: &str) -> &'static RecordType {
    records::ALL.iter().find(|kind| kind.name == name).unwrap()
}

impl Company {
    pub(crate) async fn make(folder: &Path, url: &str, contacts: usize) -> Self {
        // The program makes its own data folder with its master key.
        crate::server::migrate(folder, url);
        let database = Database::open(&database::Options::new(url)).await.unwrap();
        let start = Instant::now();
        let caller =
            Caller::system(configuration::load(&database).await.unwrap(), "bench").because(Reason::text("bench"));
        let users: Vec<Id> = (0..10).map(|_| database.ids().next()).collect();
        let names = ["seller@bench.example", "admin@bench.example"];
        let made = users.iter().enumerate().map(|(at, id)| {
            let profile = if at == 1 { "Administrator" } else { "Sales" };
            let email = names.get(at).map_or_else(|| format!("u{at}@bench.example"), |name| (*name).to_owned());
            let profile = seed::profile_named(profile).unwrap().to_string();
            change(&caller, "user", *id, &json!({"name": format!("User {at}"), "email": email, "profile_id": profile}))
        });
        commit(&database, &caller, Batch::of(made.collect())).await.unwrap();

        let organisations = (contacts / 5).clamp(100, 20_000);
        let ids: Vec<Id> = (0..organisations).map(|_| database.ids().next()).collect();
        let make = |at: usize| {
            let body = json!({"name": format!("{} {at} B.V.", last_name(at)), "owner_id": users[at % 10].to_string()});
            change(&caller, "organisation", ids[at], &body)
        };
        write(&database, &caller, organisations, make).await;

        let mut own = Vec::new();
        let people: Vec<Id> = (0..contacts).map(|_| database.ids().next()).collect();
        own.extend(people.iter().step_by(10).step_by((contacts / 5_000).max(1)).copied());
        let make = |at: usize| {
            let last = last_name(at);
            let body = json!({
                "first_name": FIRST[at % FIRST.len()], "last_name": last, "job_title": "Buyer", "language": "nl",
                "organisation_id": ids[at % organisations].to_string(), "owner_id": users[at % 10].to_string(),
                "preferred_channel": "email",
                "emails": [{"type": "work", "value": format!("p{at}@bench.example")}],
                "phones": [{"type": "mobile", "value": format!("+31 6 {at:08}")}],
            });
            change(&caller, "contact", people[at], &body)
        };
        write(&database, &caller, contacts, make).await;
        seal::finish(&database).await.unwrap();
        let words = (0..200).map(|at| last_name(at * 7).chars().skip(1).take(7).collect()).collect();
        let seconds = start.elapsed().as_secs_f64();
        database.close().await;
        Self { organisations, seconds, seller: users[0], own, words }
    }
}

fn change(caller: &Caller, name: &str, id: Id, body: &serde_json::Value) -> Change {
    let kind = kind(name);
    Change::create(kind, decide::read_input(caller, kind, body).unwrap()).with_id(id)
}

async fn write(database: &Database, caller: &Caller, count: usize, make: impl Fn(usize) -> Change) {
    for from in (0..count).step_by(1_000) {
        let changes = (from..count.min(from + 1_000)).map(&make).collect();
        commit(database, caller, Batch::of(changes)).await.unwrap();
    }
}
