//! Amounts are compared within one currency: 1,000 yen is not more than 999 euros (`design.md` §10.7).

use crate::error::{Error, Result};

use super::fault::Fault;
use super::{Filter, Op, Part, Test};

/// Refuses a comparison of `x.value` that is not joined by `and`, here or further out, with `x.currency eq "…"`.
pub(super) fn check(filter: &Filter) -> Result<()> {
    within(filter, &[], None)
}

/// `named` are the fields whose currency the conjunctions around this one have fixed; `list` the brackets we are in.
fn within(filter: &Filter, named: &[&'static str], list: Option<&'static str>) -> Result<()> {
    match filter {
        Filter::And(members) => {
            let here = members.iter().filter_map(fixes_currency);
            let named: Vec<_> = named.iter().copied().chain(here).collect();
            members.iter().try_for_each(|member| within(member, &named, list))
        }
        Filter::Or(members) => members.iter().try_for_each(|member| within(member, named, list)),
        Filter::Not(inner) => within(inner, named, list),
        // What is said of the record, or of any other item, says nothing about the currency of this item.
        Filter::Any { list, items } => within(items, &[], Some(list.name)),
        Filter::Test(test) if compares_amount(test) && !named.contains(&test.path.field.name) => {
            Err(needed(test.path.field.name, list))
        }
        Filter::All | Filter::Test(_) => Ok(()),
    }
}

fn fixes_currency(filter: &Filter) -> Option<&'static str> {
    match filter {
        Filter::Test(Test { path, op: Op::Eq, .. }) if path.part == Part::MoneyCurrency => Some(path.field.name),
        _ => None,
    }
}

fn compares_amount(test: &Test) -> bool {
    test.path.part == Part::MoneyValue && test.op != Op::Present
}

fn needed(name: &str, list: Option<&str>) -> Error {
    let example = format!("{name}.value gt 1000 and {name}.currency eq \"EUR\"");
    let example = list.map_or_else(|| example.clone(), |list| format!("{list}[{example}]"));
    let sentence = "Amounts can be in any currency, so `{name}.value` is compared within one: add \
                    `and {name}.currency eq \"EUR\"` (or another code) beside it, as in `{example}`.";
    Fault::new("currency-needed", sentence, &[("name", &name), ("example", &example)]).coded("currency_needed")
}
