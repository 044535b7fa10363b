//! Converting a lead: the organisation, contact and deal that it becomes, as the lead describes them and as a person corrects them.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::console::ask::Why;
use crate::console::edit::{belongs_in_form, with_problems};
use crate::console::forms::{Control, Form, Resolved, defaults};
use crate::console::page::{self, Shell};
use crate::console::pairs::Pairs;
use crate::console::sign_in::Problem;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::console::{errors, list, record};
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::{Input, Record};
use crate::query::{self, Found};
use crate::records::contact::CONTACT;
use crate::records::conversion::{self, Wanted};
use crate::records::deal::{self, DEAL};
use crate::records::lead::{self, LEAD};
use crate::records::organisation::{self, ORGANISATION};
use crate::rights::{Action, Caller};

const DEAL_FIELDS: [&str; 5] = ["organisation_id", "name", "amount", "stage_id", "expected_close"];
const CONTACT_FIELDS: [&str; 3] = ["first_name", "last_name", "job_title"];

#[derive(Template)]
#[template(path = "convert.html")]
struct ConvertPage {
    shell: Shell,
    id: Id,
    title: String,
    version: i64,
    written: crate::console::here::Written,
    /// Where an organisation that there is can be chosen.
    organisation: Option<Control>,
    company: String,
    contact: Vec<Control>,
    deal: Vec<Control>,
    with_deal: bool,
    problems: Vec<Problem>,
    why: Why,
}

/// Whether somebody can convert a lead.
pub(in crate::console) async fn is_open(visit: &Visit, found: &Found) -> Result<bool> {
    let record = &found.record;
    if record.kind != &LEAD || record.is_deleted() || record.get(lead::CONVERTED_AT).is_some() {
        return Ok(false);
    }
    let (database, caller) = (visit.app.database(), visit.caller()?);
    if !list::can_be_made(caller, &CONTACT) {
        return Ok(false);
    }
    let (on, engine) = (database.read(), database.engine());
    Ok(!query::list::reached(on, engine, caller, Action::Convert, &LEAD, &[record.id]).await?.is_empty())
}

/// The two forms of the page.
struct Forms {
    deal: Form,
    contact: Form,
    titles: Titles,
}

impl Forms {
    async fn of(visit: &Visit, wanted: &[&Record]) -> Result<Self> {
        let deal = Form::short(visit, &DEAL, &DEAL_FIELDS).await?;
        let contact = Form::short(visit, &CONTACT, &CONTACT_FIELDS).await?;
        let mut titles = crate::console::titles::Wanted::default();
        for (record, form) in wanted.iter().zip([&deal, &contact]) {
            for field in &form.fields {
                if let Some(value) = record.value(field.name) {
                    titles.gather(field, value);
                }
            }
        }
        Ok(Self { titles: titles.find(visit).await?, deal, contact })
    }
}

/// The form, filled in from the lead.
pub(in crate::console) async fn show(visit: &Visit, id: Id) -> Result<Response> {
    let found = convertible(visit, id).await?;
    let caller = visit.caller()?;
    let lead = &found.record;
    let (deal, contact) = described(visit, caller, lead).await?;
    let forms = Forms::of(visit, &[&deal, &contact]).await?;
    let mut pairs = forms.deal.pairs(&deal, &forms.titles);
    pairs.0.extend(forms.contact.pairs(&contact, &forms.titles).0);
    if deal.get(deal::ORGANISATION).is_none() {
        pairs.push("company", lead.get(lead::COMPANY).unwrap_or_default());
    }
    pairs.push("with_deal", "true");
    render(visit, &found, &forms, &pairs, &Resolved::new(), None)
}

/// The deal and the contact as the lead describes them.
async fn described(visit: &Visit, caller: &Caller, lead: &Record) -> Result<(Record, Record)> {
    let (mut deal, mut contact) = (defaults(caller, &DEAL), Record::new(&CONTACT, Id::NIL));
    let first = conversion::first_stage(visit.app.database()).await?;
    deal.values.extend(
        Input::new()
            .with_some(deal::NAME, lead.get(lead::NAME))
            .with_some(deal::AMOUNT, lead.get(lead::VALUE))
            .with_some(deal::STAGE, first)
            .with_some(deal::ORGANISATION, same_company(visit, caller, lead).await?)
            .0
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let person = conversion::person(lead, None).0;
    contact.values.extend(person.into_iter().filter_map(|(name, value)| Some((name, value?))));
    Ok((deal, contact))
}

/// The organisation that is called as the lead's company is, where there is just one.
async fn same_company(visit: &Visit, caller: &Caller, lead: &Record) -> Result<Option<Id>> {
    use crate::model::filter::{Filter, Literal, Op, Part, Path, Test};
    let Some(company) = lead.get(lead::COMPANY) else { return Ok(None) };
    if !list::can_be_seen(caller, &ORGANISATION) {
        return Ok(None);
    }
    let path = Path { field: organisation::NAME.any(), part: Part::Whole };
    let filter = Filter::Test(Test { path, op: Op::Eq, literal: Literal::Text(company) });
    let listing =
        query::Listing { filter, limit: 2, fields: Some(Vec::new()), ..query::Listing::new(caller, &ORGANISATION) };
    let database = visit.app.database();
    let page = query::list(database.read(), database.engine(), caller, &ORGANISATION, &listing).await?;
    Ok(if let [one] = page.items.as_slice() { Some(one.record.id) } else { None })
}

async fn convertible(visit: &Visit, id: Id) -> Result<Found> {
    let found = record::found(visit, &LEAD, id).await?;
    if is_open(visit, &found).await? {
        return Ok(found);
    }
    if found.record.get(lead::CONVERTED_AT).is_some() {
        return Err(Error::Conflict("already_converted", "This lead was converted already.".into()));
    }
    Err(Error::Forbidden(visit.say("convert-refused").into()))
}

fn render(
    visit: &Visit,
    found: &Found,
    forms: &Forms,
    pairs: &Pairs,
    resolved: &Resolved,
    error: Option<&Error>,
) -> Result<Response> {
    let mut why = Why::of(visit, &LEAD, Action::Update, &forms.deal.fields)?;
    let (of_contact, others) = apart(&forms.contact, error);
    let (mut deal, mut problems) =
        with_problems(visit, &forms.deal, pairs, &forms.titles, resolved, &mut why, others.as_ref().or(error))?;
    let (contact, more) =
        with_problems(visit, &forms.contact, pairs, &forms.titles, resolved, &mut why, of_contact.as_ref())?;
    problems.extend(more);
    let at = deal.iter().position(|control| control.name == "organisation_id");
    let title = title(visit.t, found);
    let page = ConvertPage {
        shell: Shell::of(visit, visit.say("convert-heading").with("title", &title)),
        id: found.record.id,
        title,
        version: found.record.version,
        written: visit.written(),
        organisation: at.map(|at| deal.remove(at)),
        company: pairs.text("company").to_owned(),
        contact,
        deal,
        with_deal: pairs.text("with_deal") == "true",
        problems,
        why,
    };
    page::render_as(error.map_or(StatusCode::OK, errors::status), &page)
}

/// What is wrong with the contact, and what with anything else, where it is the input that is wrong.
fn apart(contact: &Form, error: Option<&Error>) -> (Option<Error>, Option<Error>) {
    let Some(Error::Invalid(problems)) = error else { return (None, None) };
    let is_his = |problem: &FieldProblem| {
        problem.pointer.split('/').nth(1).is_some_and(|name| contact.fields.iter().any(|field| field.name == name))
    };
    let (his, others) = problems.iter().cloned().partition(is_his);
    (Some(Error::Invalid(his)), Some(Error::Invalid(others)))
}

/// Converts it.
pub(in crate::console) async fn save(visit: &Visit, id: Id) -> Result<Response> {
    let found = convertible(visit, id).await?;
    let forms = Forms::of(visit, &[]).await?;
    let sent = &visit.form;
    let resolved = forms.deal.resolve(visit, sent).await?;
    let read = |form: &Form| form.read(&form.fields, sent, &resolved);
    let without_deal = sent.text("with_deal") != "true";
    // What is wrong with a deal that nobody wants is no matter.
    let deal = if without_deal { Ok(organisation_alone(&forms, sent, &resolved)) } else { read(&forms.deal) };
    let (mut deal, contact) = match (deal, read(&forms.contact)) {
        (Ok(deal), Ok(contact)) => (deal, contact),
        (deal, contact) => {
            let problems = [deal.err(), contact.err()].into_iter().flatten().flatten().collect();
            return render(visit, &found, &forms, sent, &resolved, Some(&Error::Invalid(problems)));
        }
    };
    let chosen = match deal.0.remove(deal::ORGANISATION.name()) {
        Some(Some(crate::model::Value::Link(id))) => Some(id),
        _ => None,
    };
    let company = sent.text("company").trim();
    let wanted = Wanted {
        version: sent.text("_version").parse().ok(),
        organisation_id: chosen,
        organisation: (chosen.is_none() && !company.is_empty())
            .then(|| Input::new().with(organisation::NAME, company.to_owned())),
        without_company: chosen.is_none() && company.is_empty(),
        contact: Some(contact),
        deal: Some(deal),
        without_deal,
    };
    let caller = visit.caller_because()?;
    let done = conversion::convert(visit.app.database(), &caller, id, wanted, |_, converted| {
        Box::pin(async move { Ok(converted) })
    });
    match done.await {
        Ok(_) => Ok(page::go(&format!("/leads/{id}?done=converted"))),
        Err(error) if belongs_in_form(&error) => {
            render(visit, &found, &forms, sent, &resolved, Some(&visit.t.told(error, &DEAL)))
        }
        Err(error) => Err(error),
    }
}

/// The organisation that was chosen, where the rest of the deal does not count.
fn organisation_alone(forms: &Forms, sent: &Pairs, resolved: &Resolved) -> Input {
    let field = forms.deal.fields.iter().find(|field| field.name == deal::ORGANISATION.name());
    field.and_then(|field| forms.deal.read(&[*field], sent, resolved).ok()).unwrap_or_default()
}
