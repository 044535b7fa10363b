//! Who reads a class of data, through what, and when last: the report on a class.

use askama::Template;
use poem::Response;

use super::require;
use super::rights::choice;
use crate::changes::reads;
use crate::console::display::{self, Shown};
use crate::console::language::Label;
use crate::console::page::{self, Shell};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::id::Id;
use crate::model::DataClass;
use crate::records::access::{CLASSES, ROLE};
use crate::rights::readers::{Reader, readers};

/// The most lines on a page.
const MOST: usize = 100;
/// The classes that there is a report on.
const REPORTED: [DataClass; 5] =
    [DataClass::Special, DataClass::Bank, DataClass::Figures, DataClass::Cost, DataClass::Personal];

#[derive(Template)]
#[template(path = "admin/readers.html")]
struct ReadersPage {
    shell: Shell,
    classes: Vec<(&'static str, String, bool)>,
    /// Whether it is kept who reads this class.
    is_kept: bool,
    days: i64,
    heading: String,
    lines: Vec<Line>,
    next: String,
}

/// Somebody who may read the class on records of a type.
struct Line {
    user: Id,
    name: String,
    kind: Label,
    path: String,
    scope: String,
    last: Shown,
    shown: String,
}

/// The page.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    require(visit, &["audit"], &ROLE)?;
    let caller = visit.caller()?;
    visit.app.write_reads().await?;
    let class = DataClass::named(visit.query.text("class")).filter(|class| REPORTED.contains(class));
    let class = class.unwrap_or(DataClass::Special);
    let all = readers(&caller.configuration, class, caller.now);
    let from: usize = visit.query.text("from").parse().unwrap_or(0);
    let some: Vec<&Reader> = all.iter().skip(from).take(MOST).collect();
    let users: Vec<Id> = some.iter().map(|reader| reader.user).collect();
    let last = reads::of_class(visit.app.database().read(), class.name(), &users).await?;
    let word = |part: &str, code: &str| choice(visit, &CLASSES.any(), part, code);
    let policy = &caller.configuration.policy;
    let line = |reader: &&Reader| {
        let known = last.get(&(reader.user, reader.kind.name.to_owned()));
        let names = reader.path.iter().filter_map(|id| Some(visit.t.shipped(*id, policy.name_of(*id)?)));
        Line {
            user: reader.user,
            name: reader.name.clone(),
            kind: visit.t.many(reader.kind),
            path: names.collect::<Vec<_>>().join(" → "),
            scope: word("scope", reader.scope.name()),
            last: known.map_or(Shown::Empty, |(at, _)| display::time(visit, *at)),
            shown: known.map(|(_, shown)| visit.t.number(&shown.to_string())).unwrap_or_default(),
        }
    };
    let class_name = word("class", class.name());
    let people: std::collections::BTreeSet<Id> = all.iter().map(|reader| reader.user).collect();
    let page = ReadersPage {
        shell: Shell::of(visit, visit.say("readers")),
        classes: REPORTED.iter().map(|one| (one.name(), word("class", one.name()), *one == class)).collect(),
        is_kept: policy.safeguards.protected.contains(&class),
        days: reads::KEPT,
        heading: visit.say("readers-of").with("class", class_name).count(people.len() as u64).into(),
        lines: some.iter().map(line).collect(),
        next: match from + MOST {
            next if next < all.len() => format!("/administration/rights/readers?class={}&from={next}", class.name()),
            _ => String::new(),
        },
    };
    page::render(&page)
}
