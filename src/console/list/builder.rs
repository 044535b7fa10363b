//! The filter builder: conditions put together by choosing, out of and into the text of the filter, which stays what counts.

use crate::clock::{Zone, format_time};
use crate::console::forms::{Control, Form, Option_, Resolved};
use crate::console::language::{Label, Language};
use crate::console::list::address::{ListAddress, TAKEN};
use crate::console::list::asked::Asked;
use crate::console::list::words;
use crate::console::pairs::Pairs;
use crate::console::titles::{Titles, Wanted};
use crate::console::visit::Visit;
use crate::error::{Error, FieldProblem, Result};
use crate::model::filter::{self, Filter, Literal, Op, Part, Test};
use crate::model::value::{Currency, Money};
use crate::model::{AnyField, Format, Kind, RecordType, Value, decimal};
use crate::query::list::visible_fields;
use crate::rights::{Caller, decide};

/// A condition of the filter as people read it.
pub(super) struct Chip {
    pub(super) text: String,
    /// Whether it is in the language of filters, since there are no simple words for it.
    pub(super) is_code: bool,
    /// The list without it.
    pub(super) without: String,
}

/// The builder.
pub(super) struct Builder {
    pub(super) fields: Vec<Option_>,
    /// The chosen field; nothing is asked further until there is one.
    pub(super) ops: Vec<Option_>,
    pub(super) control: Option<Control>,
    pub(super) problem: bool,
}

impl Builder {
    /// With the fields to choose from, and nothing asked about one yet.
    pub(super) fn empty(visit: &Visit, kind: &RecordType) -> Result<Self> {
        let wanted = visit.query.text("f");
        let all = offered(visit.caller()?, kind);
        let option = |field: &AnyField| Option_ {
            value: field.name.to_owned(),
            label: visit.t.field(kind.name, field).into_owned(),
            selected: field.name == wanted,
        };
        let fields: Vec<Option_> = all.iter().map(option).collect();
        Ok(Self { fields, ops: Vec::new(), control: None, problem: false })
    }
}

/// What came of it.
pub(super) enum Built {
    /// The list with the new condition.
    Go(String),
    /// The builder is to be shown.
    Show(Box<Builder>),
}

const TEXT: &[&str] = &["co", "eq", "sw", "pr", "null"];
const ONE_OF: &[&str] = &["eq", "ne", "pr", "null"];
const ORDERED: &[&str] = &["ge", "le", "eq", "gt", "lt", "pr", "null"];

/// What can be asked of a field.
const fn ops(field: &AnyField) -> &'static [&'static str] {
    match field.kind {
        Kind::Text(_) => TEXT,
        Kind::Choice(_) | Kind::Link(_) => ONE_OF,
        Kind::YesNo => &["eq", "pr", "null"],
        Kind::Number { .. } | Kind::Money | Kind::Date | Kind::Time => ORDERED,
        Kind::List(_) => &["co", "pr", "null"],
        Kind::Reference(_) | Kind::Json => &["pr", "null"],
    }
}

/// Days and moments are not smaller or larger, but before or after.
const fn is_time(field: &AnyField) -> bool {
    matches!(field.kind, Kind::Date | Kind::Time)
}

fn op_text(t: Language, is_time: bool, op: &str) -> String {
    let key = match op {
        "ge" if is_time => "op-since",
        "le" if is_time => "op-until",
        "gt" if is_time => "op-after",
        "lt" if is_time => "op-before",
        "co" => "op-contains",
        "sw" => "op-begins",
        "ew" => "op-ends",
        "ne" => "op-is-not",
        "ge" => "op-from",
        "le" => "op-to",
        "gt" => "op-above",
        "lt" => "op-below",
        "pr" => "op-filled",
        "null" => "op-empty",
        _ => "op-is",
    };
    t.say(key).into()
}

/// The fields that one can choose conditions about.
fn offered(caller: &Caller, kind: &RecordType) -> Vec<AnyField> {
    let fits = |field: &AnyField| !TAKEN.contains(&field.name) && !matches!(field.kind, Kind::Json);
    visible_fields(caller, kind).into_iter().filter(fits).collect()
}

/// The builder as the address asks for it.
pub(super) async fn build(visit: &Visit, kind: &'static RecordType, asked: &Asked) -> Result<Built> {
    let caller = visit.caller()?;
    let builder = Builder::empty(visit, kind)?;
    let all = offered(caller, kind);
    let Some(field) = all.iter().find(|field| field.name == visit.query.text("f")) else {
        return Ok(Built::Show(Box::new(builder)));
    };
    let op = visit.query.get("op").filter(|op| ops(field).contains(op));
    let options = ops(field).iter().map(|name| Option_ {
        value: (*name).to_owned(),
        label: op_text(visit.t, is_time(field), name),
        selected: op == Some(*name),
    });
    let options = options.collect();
    let simple = [simple(field)];
    let form = Form::asking(visit, kind, simple.to_vec()).await?;
    let sent = form.sent(&visit.query);
    let resolved = form.resolve(visit, &sent).await?;
    let mut problems = Vec::new();
    if let Some(op) = op {
        let word = words::said(visit.t, field, visit.query.text(field.name))
            .map(|word| format!("{} {op} \"{word}\"", field.name));
        let is_compared = !matches!(op, "pr" | "null");
        let read = match word {
            Some(text) if is_compared => Ok(text),
            _ => condition(&form, field, op, &sent, &resolved),
        };
        match read {
            Ok(text) => match added(caller, kind, asked, &text) {
                Ok(filter) => {
                    let list = ListAddress { filter, ..asked.address.first() };
                    return Ok(Built::Go(list.href()));
                }
                Err(Error::Invalid(wrong)) => problems.extend(wrong.iter().map(|one| {
                    FieldProblem::of(field.name, crate::console::language::SAID, visit.t.problem(kind.name, None, one))
                })),
                Err(error) => return Err(error),
            },
            Err(wrong) => problems = wrong,
        }
    }
    let schema = &caller.configuration.schema;
    let (mut controls, _) = form.controls(schema, &sent, &Titles::default(), &resolved, &problems);
    let mut control = controls.pop().filter(|_| ops(field).len() > 2);
    if let Some(control) = &mut control {
        control.required = false;
        words::offer(visit.t, field, visit.query.text(field.name), control);
        control.label = visit.say("filter-value").to_string().into();
    }
    let builder = Builder { ops: options, control, problem: !problems.is_empty(), ..builder };
    Ok(Built::Show(Box::new(builder)))
}

/// The field as its value is asked for: of a text a piece will do, and of a list a piece of some item.
fn simple(field: &AnyField) -> AnyField {
    let kind = match field.kind {
        named @ Kind::Text(Format::Country | Format::Language) => named,
        Kind::Text(_) | Kind::List(_) | Kind::Reference(_) => Kind::Text(Format::Plain),
        other => other,
    };
    AnyField { kind, max_length: 200, required: false, help: "", ..*field }
}

/// A condition as the text of a filter.
fn condition(
    form: &Form,
    field: &AnyField,
    op: &str,
    sent: &Pairs,
    resolved: &Resolved,
) -> std::result::Result<String, Vec<FieldProblem>> {
    let name = field.name;
    match op {
        "pr" => return Ok(format!("{name} pr")),
        "null" => return Ok(format!("not ({name} pr)")),
        _ => {}
    }
    let input = form.read(&form.fields, sent, resolved)?;
    let Some(Some(value)) = input.0.get(name) else {
        return Err(vec![crate::model::check::missing(field)]);
    };
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    Ok(match (field.kind, value) {
        (Kind::List(list), Value::Text(text)) => {
            let part =
                list.parts.iter().find(|part| matches!(part.kind, Kind::Text(_))).map_or("value", |part| part.name);
            format!("{name}.{part} {op} {}", quoted(text))
        }
        (Kind::Number { scale }, Value::Number(number)) => format!("{name} {op} {}", decimal::format(*number, scale)),
        (_, Value::Money(money)) => {
            let amount = decimal::format_money(money.amount);
            format!("{name}.currency eq \"{}\" and {name}.value {op} {amount}", money.currency.code())
        }
        (_, Value::YesNo(yes)) => format!("{name} {op} {yes}"),
        (_, Value::Time(at)) => format!("{name} {op} \"{}\"", format_time(*at)),
        (_, Value::Link(id)) => format!("{name} {op} \"{id}\""),
        (_, Value::Text(text) | Value::Date(text)) => format!("{name} {op} {}", quoted(text)),
        _ => format!("{name} pr"),
    })
}

/// The filter of the list with one more condition.
fn added(caller: &Caller, kind: &RecordType, asked: &Asked, text: &str) -> Result<String> {
    let may_use = |field: &AnyField| decide::may_see(caller, kind, field);
    let more = filter::parse_with_words(&caller.configuration.schema, kind, text, &may_use)?;
    Ok(asked.filter.clone().and(more).to_string())
}

/// The conditions that all have to hold, each with the list without it.
pub(super) async fn chips(visit: &Visit, kind: &'static RecordType, asked: &Asked) -> Result<Vec<Chip>> {
    let members: &[Filter] = match &asked.filter {
        Filter::All => return Ok(Vec::new()),
        Filter::And(members) => members,
        one => std::slice::from_ref(one),
    };
    let mut wanted = Wanted::default();
    for test in members.iter().filter_map(simple_test) {
        if let (Kind::Link(target), Literal::Id(id)) = (test.path.field.kind, &test.literal) {
            wanted.add(target, *id);
        }
    }
    let titles = wanted.find(visit).await?;
    // An amount is compared in a currency, which is another condition on the same field; they are one to people.
    let amount = |field: &AnyField| {
        members
            .iter()
            .filter_map(simple_test)
            .any(|test| test.path.field == *field && test.path.part == Part::MoneyValue)
    };
    let mut chips = Vec::new();
    for (at, member) in members.iter().enumerate() {
        let field = simple_test(member).map(|test| test.path.field).filter(|field| amount(field));
        if simple_test(member).is_some_and(|test| test.path.part == Part::MoneyCurrency) && field.is_some() {
            continue;
        }
        let stays = |(other, one): &(usize, &Filter)| {
            *other != at
                && simple_test(one).map(|test| test.path.field).is_none_or(|one| field.is_none_or(|field| one != field))
        };
        let rest = members.iter().enumerate().filter(stays).map(|(_, one)| one.clone());
        let rest = rest.fold(Filter::All, Filter::and).to_string();
        let words = Words { t: visit.t, zone: visit.here().zone, kind, titles: &titles, members };
        let text = words.of(member);
        chips.push(Chip {
            is_code: text.is_none(),
            text: text.unwrap_or_else(|| member.to_string()),
            without: ListAddress { filter: rest, ..asked.address.first() }.href(),
        });
    }
    Ok(chips)
}

fn simple_test(filter: &Filter) -> Option<&Test> {
    if let Filter::Test(test) = filter { Some(test) } else { None }
}

/// What conditions are put into words with.
struct Words<'a> {
    t: Language,
    zone: Zone,
    kind: &'static RecordType,
    titles: &'a Titles,
    members: &'a [Filter],
}

impl Words<'_> {
    fn of(&self, filter: &Filter) -> Option<String> {
        match filter {
            Filter::Test(test) => self.test(&self.label(&test.path.field), &test.path.field, test),
            Filter::Not(inner) => match inner.as_ref() {
                Filter::Test(Test { path, op: Op::Present, .. }) => {
                    Some(self.say(&self.label(&path.field), "null", ""))
                }
                Filter::Any { list, items } if **items == Filter::All => Some(self.say(&self.label(list), "null", "")),
                _ => None,
            },
            Filter::Any { list, items } => match items.as_ref() {
                Filter::All => Some(self.say(&self.label(list), "pr", "")),
                Filter::Test(test) => self.test(&self.label(list), &test.path.field, test),
                _ => None,
            },
            _ => None,
        }
    }

    fn label(&self, field: &AnyField) -> Label {
        if *field == filter::ID { self.t.say("id").to_string().into() } else { self.t.field(self.kind.name, field) }
    }

    fn test(&self, label: &str, field: &AnyField, test: &Test) -> Option<String> {
        if test.op == Op::Present {
            return Some(self.say(label, "pr", ""));
        }
        let value = match (&test.literal, field.kind) {
            (Literal::Text(code), Kind::Choice(choices)) => {
                let choice = choices.iter().find(|choice| choice.code == code)?;
                self.t.choice(self.kind.name, field, choice).into_owned()
            }
            (Literal::Text(code), Kind::Text(format)) if self.t.named_by(format, code).is_some() => {
                self.t.named_by(format, code)?
            }
            (Literal::Text(text), _) => format!("“{text}”"),
            (Literal::Date(day), _) => self.t.day(day),
            (Literal::Time(at), _) => self.t.moment(self.zone, *at),
            (Literal::YesNo(yes), _) => self.t.say(if *yes { "yes" } else { "no" }).into(),
            (Literal::Number(number), Kind::Number { scale }) => self.t.number(&decimal::format(*number, scale)),
            (Literal::Number(number), _) => match self.currency(field).and_then(Currency::parse) {
                Some(currency) => self.t.money(&Money { amount: *number, currency }),
                None => self.t.number(&decimal::format_money(*number)),
            },
            (Literal::Word(word), _) => words::say(self.t, *word),
            (Literal::Id(id), Kind::Link(target)) => self.titles.get(target, *id)?.to_owned(),
            _ => return None,
        };
        let op = op_text(self.t, is_time(field), test.op.name());
        Some(format!("{label} {op} {value}"))
    }

    /// The currency that an amount is compared in.
    fn currency(&self, field: &AnyField) -> Option<&str> {
        self.members.iter().filter_map(simple_test).find_map(|test| match (&test.literal, test.path.part) {
            (Literal::Text(code), Part::MoneyCurrency) if test.path.field == *field => Some(code.as_str()),
            _ => None,
        })
    }

    fn say(&self, label: &str, op: &str, value: &str) -> String {
        format!("{label} {} {value}", op_text(self.t, false, op)).trim_end().to_owned()
    }
}
