//! A small company with every shape that rights look at: owners and none, children of several subjects, a bin, fields of each class.

use std::collections::{BTreeMap, HashMap};

use beheer::changes::Change;
use beheer::id::Id;
use beheer::model::{Kind, Record, Value};
use beheer::query::Listing;
use beheer::rights::Caller;
use beheer::rights::decide::Shares;
use beheer::rights::matches::Around;
use beheer::rights::policy::{Level, Shared};
use serde_json::{Value as Json, json};

use crate::support::engine::{Engine, input, kind};

/// The types whose rows are compared.
pub(super) const KINDS: [&str; 11] = [
    "organisation",
    "contact",
    "lead",
    "deal",
    "activity",
    "attachment",
    "product",
    "stock_movement",
    "saved_view",
    "stage",
    "user",
];

/// What activities and attachments can be about.
const SUBJECTS: [&str; 5] = ["organisation", "contact", "lead", "deal", "product"];
/// When everything is asked.
pub(super) const NOW: i64 = 1_800_000_000_000_000;
const WORDS: [&str; 8] = ["zebra", "Émile", "straße", "100%", "o'clock", "under_score", "Vos", "near"];

/// What is in the database, as the program sees it.
pub(super) struct World {
    pub(super) users: Vec<Id>,
    pub(super) groups: Vec<Id>,
    /// Record, with whom, whether it may be changed, until when.
    shares: Vec<(Record, Id, bool, Option<i64>)>,
    /// By type; those in the bin too.
    pub(super) records: BTreeMap<&'static str, Vec<Record>>,
    /// Those that are not in the bin.
    present: HashMap<Id, Record>,
}

/// Chance that is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    /// Gives a field a value, so many times in a hundred.
    fn maybe(&mut self, percent: usize, body: &mut Json, name: &str, value: impl FnOnce(&mut Self) -> Json) {
        if self.chance(percent) {
            body[name] = value(self);
        }
    }

    fn euros(&mut self) -> Json {
        json!({"amount": self.below(4).to_string(), "currency": *self.one(&["EUR", "USD"])})
    }

    fn id(&mut self, of: &[Id]) -> Json {
        json!(self.one(of).to_string())
    }
}

impl World {
    pub(super) async fn build(engine: &Engine) -> Self {
        add_fields(engine).await;
        let program = engine.program().await;
        let mut made: BTreeMap<&'static str, Vec<Id>> = BTreeMap::new();
        let mut dice = Dice(2026);
        made.insert("stage", (0..4).map(beheer::records::seed::stage).collect());
        for (name, count) in [
            ("user", 6),
            ("group", 3),
            ("organisation", 14),
            ("contact", 30),
            ("lead", 14),
            ("deal", 18),
            ("product", 7),
            ("stock_movement", 16),
            ("activity", 50),
            ("attachment", 24),
            ("saved_view", 8),
            ("share", 24),
        ] {
            let changes = (0..count).map(|at| new(&program, &mut dice, &made, name, at)).collect();
            let outcomes = engine.commit(&program, changes).await.unwrap();
            made.insert(name, outcomes.into_iter().map(|outcome| outcome.id).collect());
        }
        for name in KINDS.iter().filter(|name| !matches!(**name, "user" | "stage")) {
            let binned: Vec<_> = made[name].iter().filter(|_| dice.chance(15)).collect();
            let changes = binned.into_iter().map(|id| Change::delete(kind(name), *id)).collect();
            engine.commit(&program, changes).await.unwrap();
        }
        Self::read(engine, &program, &mut made).await
    }

    async fn read(engine: &Engine, program: &Caller, made: &mut BTreeMap<&'static str, Vec<Id>>) -> Self {
        let (mut records, mut present) = (BTreeMap::new(), HashMap::new());
        for name in KINDS {
            let mut all = Vec::new();
            for bin in [false, true] {
                let listing = Listing { bin, limit: 200, ..Listing::new(program, kind(name)) };
                all.extend(engine.list(program, name, &listing).await.unwrap().items.into_iter().map(|row| row.record));
            }
            present.extend(all.iter().filter(|one| !one.is_deleted()).map(|one| (one.id, one.clone())));
            records.insert(name, all);
        }
        let listing = Listing { limit: 200, ..Listing::new(program, kind("share")) };
        let shares = engine.list(program, "share", &listing).await.unwrap().items.into_iter().map(|row| row.record);
        let shares = shares.map(|share| {
            let to = |field| match share.value(field) {
                Some(Value::Reference(to)) => to.id,
                other => panic!("{other:?}"),
            };
            let of = records.values().flatten().find(|record: &&Record| record.id == to("about")).unwrap().clone();
            let ends = share.value("ends_at").map(|end| if let Value::Time(end) = end { *end } else { 0 });
            (of, to("to"), share.text("level") == Some("update"), ends)
        });
        let shares = shares.collect();
        let mut those = |name| made.remove(name).unwrap();
        Self { users: those("user"), groups: those("group"), shares, records, present }
    }

    /// With whom records of which type are shared, as the configuration says it.
    pub(super) fn shared(&self) -> Vec<Shared> {
        let shared = self.shares.iter().map(|(record, to, update, _)| Shared {
            record_type: record.kind.name.to_owned(),
            to: *to,
            level: if *update { Level::Update } else { Level::Read },
        });
        shared.collect()
    }

    /// Texts that stand in fields of a record, lists included.
    pub(super) fn texts<'a>(record: &'a Record) -> Vec<&'a str> {
        let text = |value: &'a Value| if let Value::Text(text) = value { Some(text.as_str()) } else { None };
        let items =
            record.values.values().filter_map(|value| if let Value::List(items) = value { Some(items) } else { None });
        record.values.values().chain(items.flatten().flat_map(BTreeMap::values)).filter_map(text).collect()
    }
}

impl Around for World {
    fn find(&self, name: &str, id: Id) -> Option<Record> {
        self.present.get(&id).filter(|record| record.kind.name == name).cloned()
    }

    fn is_shared(&self, shares: &Shares, record: &Record) -> bool {
        self.shares.iter().any(|(of, to, update, ends)| {
            let is_open = ends.is_none_or(|end| end > shares.now) && (*update || !shares.update);
            is_open && of.id == record.id && shares.to.contains(to)
        })
    }
}

/// Added fields of each kind, in classes that no built-in field has among them.
async fn add_fields(engine: &Engine) {
    for (record_type, name, kind, class) in [
        ("contact", "x_note", "text", "special"),
        ("contact", "x_size", "number", "cost"),
        ("contact", "x_paid", "money", "bank"),
        ("contact", "x_since", "date", "special"),
        ("contact", "x_vip", "yes_no", "figures"),
        ("contact", "x_tier", "choice", "personal"),
        ("contact", "x_friend", "link", "cost"),
        ("activity", "x_mood", "text", "special"),
        ("attachment", "x_grade", "text", "bank"),
        ("saved_view", "x_use", "text", "figures"),
    ] {
        let body = json!({
            "record_type": record_type, "name": name, "label": name, "kind": kind, "class": class, "scale": "1",
            "searchable": kind == "text", "target": "user", "choices": [{"code": "a", "label": "A"}, {"code": "b", "label": "B"}],
        });
        engine.make(&engine.program().await, "custom_field", body).await;
    }
}

fn new(program: &Caller, dice: &mut Dice, made: &BTreeMap<&'static str, Vec<Id>>, name: &str, at: usize) -> Change {
    let mut body = match name {
        "user" => json!({"name": format!("User {at}"), "email": format!("user{at}@example.org")}),
        "contact" => json!({"last_name": dice.word()}),
        "deal" => json!({"name": dice.word(), "stage_id": dice.id(&made["stage"])}),
        "stock_movement" => {
            json!({"product_id": dice.id(&made["product"]), "kind": "receipt", "quantity": "1", "reference": dice.word()})
        }
        "activity" => json!({"kind": "call", "subject": dice.word()}),
        "attachment" => json!({"name": dice.word(), "about": about(dice, made)}),
        "saved_view" => json!({"name": dice.word(), "record_type": "contact"}),
        "share" => {
            let to = *dice.one(&["user", "group"]);
            let about = *dice.one(&["organisation", "contact", "lead", "deal"]);
            json!({
                "purpose": dice.word(),
                "about": {"type": about, "id": dice.id(&made[about])},
                "to": {"type": to, "id": dice.id(&made[to])},
                "level": *dice.one(&["read", "update"]),
            })
        }
        _ => json!({"name": dice.word()}),
    };
    if kind(name).owner().is_some() {
        dice.maybe(75, &mut body, "owner_id", |dice| dice.id(&made["user"]));
    }
    let fields: &[&str] = match name {
        "user" => &["birthday", "notes"],
        "organisation" => &["notes", "email"],
        "contact" => &[
            "first_name",
            "emails",
            "addresses",
            "birthday",
            "x_note",
            "x_size",
            "x_paid",
            "x_since",
            "x_vip",
            "x_tier",
            "x_friend",
        ],
        "lead" => &["email", "phone", "value", "company"],
        "deal" => &["amount", "probability", "contact_id", "notes"],
        "product" => &["cost", "price"],
        "activity" => &["about", "body", "x_mood"],
        "attachment" => &["x_grade"],
        "saved_view" => &["x_use"],
        "share" => &["ends_at"],
        _ => &[],
    };
    for field in fields {
        let definition = *program.configuration.schema.field(kind(name), field).unwrap();
        dice.maybe(60, &mut body, field, |dice| match (definition.kind, *field) {
            (_, "email") => json!(format!("{}@example.org", ["zebra", "vos", "near"][dice.below(3)])),
            (_, "phone") => json!(format!("+31 6 {}", 1_000 + dice.below(3))),
            (_, "emails") => json!([{"type": "work", "value": format!("m{}@zebra.example", dice.below(3))}]),
            (_, "addresses") => json!([{"type": "visit", "city": dice.word()}, {"city": dice.word()}]),
            (_, "about") => (0..=dice.below(3)).map(|_| json!({"record": about(dice, made)})).collect(),
            (Kind::Link("user"), _) => dice.id(&made["user"]),
            (Kind::Link(target), _) => dice.id(&made[target]),
            (Kind::Money, _) => dice.euros(),
            (Kind::Number { .. }, _) => json!(dice.below(4).to_string()),
            (Kind::Time, _) => json!(format!("{}-01-01T00:00:00Z", *dice.one(&[2020, 2200]))),
            (Kind::Date, _) => json!(format!("2001-01-0{}", 1 + dice.below(3))),
            (Kind::YesNo, _) => json!(dice.chance(50)),
            (Kind::Choice(_), _) => json!(*dice.one(&["a", "b"])),
            _ => json!(format!("{} {}", dice.word(), dice.word())),
        });
    }
    let mut new = input(program, kind(name), &body);
    if name == "attachment" {
        new.set("content", Some(Value::Text("0".repeat(64))));
    }
    Change::create(kind(name), new)
}

fn about(dice: &mut Dice, made: &BTreeMap<&'static str, Vec<Id>>) -> Json {
    let name = *dice.one(&SUBJECTS);
    json!({"type": name, "id": dice.id(&made[name])})
}
