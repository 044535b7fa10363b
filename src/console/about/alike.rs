//! Records that seem to be the same as one that is there, or as one that is about to be made.

use askama::Template;
use poem::Response;

use crate::console::forms::{Form, Resolved};
use crate::console::language::Language;
use crate::console::pairs::Pairs;
use crate::console::visit::Visit;
use crate::console::{list, page, record};
use crate::error::Result;
use crate::id::Id;
use crate::model::{AnyField, Input, Record, RecordType};
use crate::query::Found;
use crate::rights::Action;
use crate::rights::decide::{self, Rows};
use crate::transfer::duplicates::{self, Duplicate, Rule};
use crate::transfer::namesakes;

/// A record that seems to be the same.
pub(in crate::console) struct Alike {
    pub(in crate::console) id: Id,
    pub(in crate::console) title: String,
    pub(in crate::console) href: String,
    /// What they have in common.
    pub(in crate::console) why: String,
    /// Where both are put together; empty where the person may not, or where there is only one yet.
    pub(in crate::console) merge: String,
}

/// What is shown beside a form while somebody types in it.
#[derive(Template)]
#[template(path = "alike.html")]
struct Fragment {
    t: Language,
    kind: &'static RecordType,
    alike: Vec<Alike>,
}

/// Those that seem to be the same as a record.
pub(in crate::console) async fn of_record(visit: &Visit, found: &Found) -> Result<Vec<Alike>> {
    let (record, caller) = (&found.record, visit.caller()?);
    if !duplicates::has_rules(record.kind) || record.is_deleted() {
        return Ok(Vec::new());
    }
    let known = duplicates::of_record(visit.app.database(), caller, record.kind, record.id).await?;
    beside(visit, record, known)
}

/// What was found to seem the same as a record, with the way to put both together.
pub(in crate::console) fn beside(visit: &Visit, record: &Record, known: Vec<Duplicate>) -> Result<Vec<Alike>> {
    let may_merge = decide::rows(visit.caller()?, Action::Merge, record.kind) != Rows::None;
    let with = |mut alike: Alike| {
        if may_merge {
            alike.merge = format!("/{}/merge?ids={},{}", record.kind.plural, record.id, alike.id);
        }
        alike
    };
    Ok(known.into_iter().filter_map(|duplicate| alike(visit, record.kind, duplicate)).map(with).collect())
}

/// Those that seem to be the same as what stands in a form, as far as it can be read.
pub(in crate::console) async fn of_form(
    visit: &Visit,
    kind: &'static RecordType,
    form: &Form,
    sent: &Pairs,
) -> Result<Vec<Alike>> {
    if !duplicates::has_rules(kind) {
        return Ok(Vec::new());
    }
    let found = duplicates::find(visit.app.database(), visit.caller()?, kind, &[readable(form, sent)]).await?;
    Ok(found.into_iter().flatten().filter_map(|duplicate| alike(visit, kind, duplicate)).collect())
}

/// What of a form can be read as it stands.
fn readable(form: &Form, sent: &Pairs) -> Input {
    let filled: Vec<AnyField> = form.fields.iter().filter(|field| !sent.of(field.name).is_empty()).copied().collect();
    let read = filled.iter().filter_map(|field| form.read(&[*field], sent, &Resolved::new()).ok());
    read.fold(Input::new(), Input::over)
}

/// Those that have the name that stands in a form. They are told while somebody types, and stop nobody: two people may share a name.
async fn of_the_name(visit: &Visit, kind: &'static RecordType, form: &Form, sent: &Pairs) -> Result<Vec<Alike>> {
    let found = namesakes::find(visit.app.database(), visit.caller()?, kind, &readable(form, sent)).await?;
    let namesake = |(id, title): (Id, String)| Alike {
        id,
        title,
        href: format!("/{}/{id}", kind.plural),
        why: visit.say("alike-namesake").into(),
        merge: String::new(),
    };
    Ok(found.into_iter().map(namesake).collect())
}

/// The ids of all of them, by which a form says that they were seen.
pub(in crate::console) fn ids(alike: &[Alike]) -> String {
    alike.iter().map(|alike| alike.id.to_string()).collect::<Vec<_>>().join(",")
}

fn alike(visit: &Visit, kind: &RecordType, duplicate: Duplicate) -> Option<Alike> {
    let id = duplicate.id?;
    let why = match duplicate.rule {
        Rule::Email => "alike-email",
        Rule::VatId => "alike-vat",
        Rule::Sku => "alike-sku",
        Rule::NameAndPostalCode => "alike-name",
    };
    let title = if duplicate.title.is_empty() { visit.t.one(kind).to_string() } else { duplicate.title };
    let href = format!("/{}/{id}", kind.plural);
    Some(Alike { id, title, href, why: visit.say(why).into(), merge: String::new() })
}

/// What is shown beside the form of a new record, for its script.
pub(in crate::console) async fn show(visit: &Visit, kind: &'static RecordType) -> Result<Response> {
    if !list::can_be_made(visit.caller()?, kind) {
        return Err(record::forbidden(visit, Action::Create, kind));
    }
    let form = Form::of(visit, kind, &[]).await?;
    let sent = form.sent(&visit.form);
    let mut alike = of_form(visit, kind, &form, &sent).await?;
    let namesakes = of_the_name(visit, kind, &form, &sent).await?;
    alike.extend(namesakes.into_iter().filter(|one| alike.iter().all(|known| known.id != one.id)).collect::<Vec<_>>());
    page::render(&Fragment { t: visit.t, kind, alike })
}
