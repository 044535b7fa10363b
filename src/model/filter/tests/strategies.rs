//! Random filters in canonical shape, and random records that they have a fair chance to match.

use proptest::option;
use proptest::prelude::*;

use super::{
    ABOUT, ACTIVE, ADDRESS, AMOUNT, BOSS, CALLED_AT, DAY, EMAILS, HEADS, MAIL, NAME, NICK, NOT, ORIGIN, PRICE, SAMPLE,
    SCORE, STAGE, SUBJECT, USE,
};
use crate::id::Id;
use crate::model::field::{AnyField, Field};
use crate::model::filter::{Filter, ID, Literal, Op, Part, Path, Test};
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::value::{Currency, FieldValue, Items, Money, Parts, Reference};

/// Filters over the sample type.
pub(super) fn filters() -> impl Strategy<Value = Filter> {
    let items = tree(tests(part_paths()).boxed());
    let any = items.prop_map(|items| Filter::Any { list: EMAILS.any(), items: Box::new(items) });
    tree(prop_oneof![5 => tests(paths()), 1 => any].boxed())
}

/// A single comparison by this operator, as the only condition.
pub(super) fn comparisons(op: Op) -> impl Strategy<Value = Test> {
    let paths: Vec<_> = paths().into_iter().filter(|path| path.ops().contains(&op)).collect();
    proptest::sample::select(paths)
        .prop_flat_map(|path| (literals(&path), Just(path)))
        .prop_map(move |(literal, path)| Test { path, op, literal })
}

/// Records of the sample type, with many values missing.
pub(super) fn records() -> impl Strategy<Value = Record> {
    let texts =
        (option::of(words()), option::of(words()), option::of(words()), option::of(codes(&["open", "won", "lost"])));
    let numbers = (option::of(small()), option::of(small()), option::of(money()), option::of(small()));
    let others = (option::of(days()), option::of(any::<bool>()), option::of(any::<bool>()), option::of(ids()));
    let far = (option::of(subjects()), option::of(references()), option::of(items()));
    (ids(), texts, numbers, others, far).prop_map(|(id, texts, numbers, others, far)| {
        let mut record = Record::new(&SAMPLE, id);
        set(&mut record, NAME, texts.0);
        set(&mut record, NICK, texts.1);
        set(&mut record, MAIL, texts.2);
        set(&mut record, STAGE, texts.3);
        set(&mut record, SCORE, numbers.0);
        set(&mut record, HEADS, numbers.1);
        set(&mut record, AMOUNT, numbers.2);
        set(&mut record, CALLED_AT, numbers.3);
        set(&mut record, DAY, others.0);
        set(&mut record, ACTIVE, others.1);
        set(&mut record, NOT, others.2);
        set(&mut record, BOSS, others.3);
        set(&mut record, SUBJECT, far.0);
        set(&mut record, ABOUT, far.1);
        set(&mut record, EMAILS, far.2);
        record
    })
}

fn set<T: FieldValue>(record: &mut Record, field: Field<T>, value: Option<T::Out>) {
    if let Some(value) = value {
        record.set(field, value);
    }
}

fn items() -> impl Strategy<Value = Items> {
    let item =
        (option::of(codes(&["work", "home"])), option::of(words()), option::of(money()), option::of(references()));
    let parts = item.prop_map(|(usage, address, price, origin)| {
        let mut parts = Parts::new();
        parts.extend(usage.map(|usage| (USE.name(), String::into_value(usage))));
        parts.extend(address.map(|address| (ADDRESS.name(), String::into_value(address))));
        parts.extend(price.map(|price| (PRICE.name(), Money::into_value(price))));
        parts.extend(origin.map(|origin| (ORIGIN.name(), Reference::into_value(origin))));
        parts
    });
    proptest::collection::vec(parts, 0..3)
}

/// Puts leaves together with `and`, `or` and `not`, in canonical shape.
fn tree(leaf: BoxedStrategy<Filter>) -> impl Strategy<Value = Filter> {
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(all_of),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(any_of),
            inner.prop_map(|inner| Filter::Not(Box::new(inner))),
        ]
    })
}

fn all_of(members: Vec<Filter>) -> Filter {
    members.into_iter().fold(Filter::All, Filter::and)
}

fn any_of(members: Vec<Filter>) -> Filter {
    let flat = members.into_iter().flat_map(|member| match member {
        Filter::Or(inner) => inner,
        other => vec![other],
    });
    Filter::Or(flat.collect())
}

/// Tests of these paths; a comparison of amounts comes with its currency.
fn tests(paths: Vec<Path>) -> impl Strategy<Value = Filter> {
    (proptest::sample::select(paths).prop_flat_map(comparison), currencies()).prop_map(|(test, currency)| {
        if test.path.part != Part::MoneyValue || test.op == Op::Present {
            return Filter::Test(test);
        }
        let path = Path { part: Part::MoneyCurrency, ..test.path.clone() };
        let fixed = Test { path, op: Op::Eq, literal: Literal::Text(currency.code().into()) };
        Filter::And(vec![Filter::Test(test), Filter::Test(fixed)])
    })
}

fn paths() -> Vec<Path> {
    let fields = SAMPLE.fields.iter().filter(|field| super::may_use(field) && !field.is_secret());
    std::iter::once(&ID).chain(fields).flat_map(components).collect()
}

fn part_paths() -> Vec<Path> {
    [USE.any(), ADDRESS.any(), PRICE.any(), ORIGIN.any()].iter().flat_map(components).collect()
}

fn components(field: &AnyField) -> Vec<Path> {
    let parts: &[Part] = match field.kind {
        Kind::Json => &[],
        Kind::Money => &[Part::Whole, Part::MoneyValue, Part::MoneyCurrency],
        Kind::Reference(_) => &[Part::Whole, Part::ReferenceType, Part::ReferenceId],
        _ => &[Part::Whole],
    };
    parts.iter().map(|part| Path { field: *field, part: *part }).collect()
}

fn comparison(path: Path) -> impl Strategy<Value = Test> {
    (proptest::sample::select(path.ops()), literals(&path)).prop_map(move |(op, literal)| {
        let literal = match (op, literal) {
            (Op::Present, _) => Literal::None,
            (Op::Co | Op::Sw | Op::Ew, Literal::Text(text)) if text.is_empty() => Literal::Text("e".into()),
            (_, literal) => literal,
        };
        Test { path: path.clone(), op, literal }
    })
}

fn literals(path: &Path) -> BoxedStrategy<Literal> {
    match (path.field.kind, path.part) {
        (Kind::Text(_), _) => words().prop_map(Literal::Text).boxed(),
        (Kind::Number { .. }, _) | (Kind::Money, Part::MoneyValue) => {
            prop_oneof![3 => small(), 1 => any::<i64>()].prop_map(Literal::Number).boxed()
        }
        (Kind::Money, Part::MoneyCurrency) => {
            currencies().prop_map(|currency| Literal::Text(currency.code().into())).boxed()
        }
        (Kind::Date, _) => days().prop_map(Literal::Date).boxed(),
        (Kind::Time, _) => {
            let years_1_to_9999 = -62_135_596_800_000_000..=253_402_300_799_999_999_i64;
            prop_oneof![small(), years_1_to_9999].prop_map(Literal::Time).boxed()
        }
        (Kind::YesNo, _) => any::<bool>().prop_map(Literal::YesNo).boxed(),
        (Kind::Choice(choices), _) => {
            let codes: Vec<_> = choices.iter().map(|choice| choice.code).collect();
            proptest::sample::select(codes).prop_map(|code| Literal::Text(code.into())).boxed()
        }
        (Kind::Reference([]), Part::ReferenceType) => Just(Literal::Text("sample".into())).boxed(),
        (Kind::Reference(targets), Part::ReferenceType) => {
            proptest::sample::select(targets).prop_map(|kind| Literal::Text(kind.into())).boxed()
        }
        (Kind::Link(_), _) | (Kind::Reference(_), Part::ReferenceId) => ids().prop_map(Literal::Id).boxed(),
        _ => Just(Literal::None).boxed(),
    }
}

/// Few words, so that records and literals meet, and now and then anything at all.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => proptest::sample::select(&["Émile", "emile", "Emil", "mi", "", "ß", "Straße"][..]).prop_map(String::from),
        1 => "[^\\x00]{0,12}",
        1 => "[\"\\\\/\\n\\t\\x01\u{301} a]{0,8}",
    ]
}

fn codes(codes: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(codes).prop_map(String::from)
}

fn small() -> impl Strategy<Value = i64> {
    -3..=3_i64
}

fn currencies() -> impl Strategy<Value = Currency> {
    proptest::sample::select(vec![Currency::EUR, Currency::parse("USD").unwrap()])
}

fn money() -> impl Strategy<Value = Money> {
    (small(), currencies()).prop_map(|(amount, currency)| Money { amount, currency })
}

fn days() -> impl Strategy<Value = String> {
    (proptest::sample::select(vec![1, 1999, 2026, 9999]), 1..=12, 27..=28)
        .prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

fn ids() -> impl Strategy<Value = Id> {
    (0..4_u64).prop_map(Id::built_in)
}

fn references() -> impl Strategy<Value = Reference> {
    (codes(&["deal", "lead"]), ids()).prop_map(|(kind, id)| Reference { kind, id })
}

fn subjects() -> impl Strategy<Value = Reference> {
    ids().prop_map(|id| Reference { kind: "sample".into(), id })
}
