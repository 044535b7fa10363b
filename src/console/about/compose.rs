//! A short form on the page of a record: a note, a call, a meeting or something to do about it. And the word that it is done.

use poem::Response;
use poem::http::StatusCode;

use crate::changes::{Batch, Change, commit};
use crate::console::ask::{self, Question, Why};
use crate::console::edit::{belongs_in_form, with_problems};
use crate::console::forms::{Control, Form, Resolved};
use crate::console::here::Written;
use crate::console::language::Language;
use crate::console::page;
use crate::console::pairs::{Pairs, joined};
use crate::console::sign_in::Problem;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::console::{errors, list, record, session};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::{Input, Kind, RecordType, Reference, Value};
use crate::query::Found;
use crate::records::activity::{ABOUT, ACTIVITY, DONE, KIND};
use crate::rights::{Action, decide};

/// The kinds of activities with their icons.
pub(super) const KINDS: [(&str, &str); 5] =
    [("call", "phone"), ("meeting", "calendar"), ("task", "check"), ("note", "note"), ("mail", "mail")];
/// The fields of the short form.
const FIELDS: [&str; 4] = ["subject", "kind", "due", "body"];

/// The short form.
pub(in crate::console) struct Composer {
    pub(in crate::console) to: String,
    pub(in crate::console) written: Written,
    pub(in crate::console) controls: Vec<Control>,
    pub(in crate::console) why: Option<Why>,
}

/// Whether activities and files can be about records of a type.
pub(super) fn is_subject(kind: &RecordType) -> bool {
    decide::subject_types(&ABOUT.any()).contains(&kind.name)
}

/// What a kind of activity is called.
pub(super) fn kind_label(t: Language, code: &str) -> String {
    let field = KIND.any();
    let Kind::Choice(choices) = field.kind else { return code.to_owned() };
    let known = choices.iter().find(|choice| choice.code == code);
    known.map_or_else(|| code.to_owned(), |choice| t.choice(ACTIVITY.name, &field, choice).into_owned())
}

/// The form for a record; nothing where the person can make no activity about it.
pub(in crate::console) async fn of(
    visit: &Visit,
    found: &Found,
    sent: Option<&Pairs>,
    error: Option<&Error>,
) -> Result<Option<(Composer, Vec<Problem>)>> {
    let (kind, caller) = (found.record.kind, visit.caller()?);
    let is_possible = is_subject(kind)
        && !found.record.is_deleted()
        && list::can_be_made(caller, &ACTIVITY)
        && decide::may_see(caller, &ACTIVITY, &ABOUT.any());
    if !is_possible {
        return Ok(None);
    }
    let form = Form::short(visit, &ACTIVITY, &FIELDS).await?;
    let mut usual = Pairs::default();
    usual.push("kind", "note");
    let mut why = Why::of(visit, &ACTIVITY, Action::Create, &form.fields)?;
    let pairs = sent.unwrap_or(&usual);
    let (controls, problems) =
        with_problems(visit, &form, pairs, &Titles::default(), &Resolved::new(), &mut why, error)?;
    let to = format!("/{}/{}/activities", kind.plural, found.record.id);
    let why = (why.required || !why.problem.is_empty()).then_some(why);
    Ok(Some((Composer { to, written: visit.written(), controls, why }, problems)))
}

/// Makes the activity.
pub(in crate::console) async fn save(visit: &Visit, kind: &'static RecordType, id: Id) -> Result<Response> {
    let found = record::found(visit, kind, id).await?;
    let caller = visit.caller_because()?;
    if !is_subject(kind) || found.record.is_deleted() || !list::can_be_made(&caller, &ACTIVITY) {
        return Err(record::forbidden(visit, Action::Create, &ACTIVITY));
    }
    let form = Form::short(visit, &ACTIVITY, &FIELDS).await?;
    let sent = form.sent(&visit.form);
    let mut input = match form.read(&form.fields, &sent, &Resolved::new()) {
        Ok(input) => input,
        Err(problems) => return again(visit, &found, &sent, &Error::Invalid(problems)).await,
    };
    let about = Value::Reference(Reference { kind: kind.name.to_owned(), id });
    input.set(ABOUT.name(), Some(Value::List(vec![[("record", about)].into_iter().collect()])));
    let owner = ACTIVITY.owner().and_then(|name| caller.configuration.schema.field(&ACTIVITY, name));
    if let (Some(owner), Some(user)) =
        (owner.filter(|field| decide::may_see(&caller, &ACTIVITY, field)), caller.actor.user())
    {
        input.set(owner.name, Some(Value::Link(user)));
    }
    match commit(visit.app.database(), &caller, Batch::one(Change::create(&ACTIVITY, input))).await {
        Ok(_) => Ok(page::go(&format!("/{}/{id}?done=added#timeline", kind.plural))),
        Err(error) if belongs_in_form(&error) => again(visit, &found, &sent, &visit.t.told(error, &ACTIVITY)).await,
        Err(error) => Err(error),
    }
}

async fn again(visit: &Visit, found: &Found, sent: &Pairs, error: &Error) -> Result<Response> {
    let Some((composer, problems)) = of(visit, found, Some(sent), Some(error)).await? else {
        return Err(record::forbidden(visit, Action::Create, &ACTIVITY));
    };
    let status: StatusCode = errors::status(error);
    record::page(visit, found, status, Some((composer, problems)), Vec::new()).await
}

/// Says that an activity is done, now.
pub(in crate::console) async fn finish(visit: &Visit, id: Id) -> Result<Response> {
    let found = record::found(visit, &ACTIVITY, id).await?;
    let own = format!("/activities/{id}");
    let back = session::local_path(visit.form.text("_back")).filter(|path| !path.contains('#'));
    let back = back.unwrap_or(&own).to_owned();
    let input = Input::new().with(DONE, visit.app.database().clock().now());
    match commit(visit.app.database(), &visit.caller_because()?, Batch::one(Change::update(&ACTIVITY, id, input))).await
    {
        Ok(_) => Ok(page::go(&format!("{}#timeline", joined(&back, "done=finished")))),
        Err(error) => {
            let question = Question {
                heading: visit.say("finish-heading").with("title", title(visit.t, &found)).into(),
                lead: visit.say("finish-lead").into(),
                button: visit.say("finish").into(),
                to: format!("{own}/done"),
                back: back.clone(),
                with: vec![("_back", back)],
                changes: Vec::new(),
            };
            ask::again(visit, &ACTIVITY, Action::Update, question, error)
        }
    }
}
