//! Customers, contacts, products, deals, leads and what is done about them.

use crate::changes::Change;
use crate::clock::{Micros, format_time};
use crate::id::{Id, Ids};
use crate::model::value::{Currency, Items, Money, Parts};
use crate::model::{Input, Reference, Value};
use crate::records::demo::dice::Dice;
use crate::records::demo::names::{COUNTRIES, Country, DEALS, FIRST, JOBS, LAST, PRODUCTS, SUBJECTS, TRADES, VARIANTS};
use crate::records::demo::staff::Staff;
use crate::records::{activity, contact, deal, lead, organisation, parts, product, seed};

/// One day.
const DAY: Micros = 86_400 * 1_000_000;
const QUARTER: Micros = 15 * 60 * 1_000_000;

struct Company {
    id: Id,
    owner: Id,
    domain: String,
    country: &'static Country,
    people: Vec<Id>,
}

pub(super) fn make(dice: &mut Dice, ids: &Ids, staff: &Staff, now: Micros) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut companies: Vec<Company> = (0..200).map(|number| company(dice, ids, staff, number, &mut changes)).collect();
    for number in 0..600 {
        let at = if number < 200 { number } else { dice.below(companies.len()) };
        person(dice, ids, &mut companies[at], &mut changes);
    }
    for number in 0..80 {
        changes.push(article(dice, ids, number));
    }
    let deals: Vec<(Id, Id)> = (0..300).map(|number| sale(dice, ids, &companies, number, now, &mut changes)).collect();
    for number in 0..40 {
        changes.push(interest(dice, staff, number));
    }
    for _ in 0..240 {
        changes.push(task(dice, &deals, &companies, staff, now));
    }
    changes
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn euros(cents: i64) -> Money {
    Money { amount: cents * 100, currency: Currency::EUR }
}

/// The day of a moment.
fn day(at: Micros) -> String {
    format_time(at).chars().take(10).collect()
}

/// Letters and digits of a name, for mail addresses.
fn plain(name: &str) -> String {
    crate::model::fold::fold(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

fn company(dice: &mut Dice, ids: &Ids, staff: &Staff, number: usize, changes: &mut Vec<Change>) -> Company {
    let country = &COUNTRIES[if dice.chance(45) { dice.below(2) } else { dice.below(COUNTRIES.len()) }];
    let (trade, industry) = TRADES[dice.below(TRADES.len())];
    let family = dice.one(&LAST);
    let name = format!("{trade} {family} {}", country.form);
    let domain = format!("{}{number}.example", plain(family));
    let kind = ["customer", "customer", "prospect", "supplier", "customer", "partner"][dice.below(6)];
    let owner = staff.sellers[number % staff.sellers.len()];
    let postal_code = format!("{} {}", dice.between(1_000, 9_999), if country.code == "NL" { "AB" } else { "" });
    let address = Parts::from([
        ("type", text("visit")),
        ("street", text(format!("{} {}", dice.one(country.streets), dice.between(1, 240)))),
        ("postal_code", text(postal_code.trim())),
        ("city", text(dice.one(country.towns))),
        ("country", text(country.code)),
    ]);
    let id = ids.next();
    let input = Input::new()
        .with(organisation::NAME, name)
        .with(organisation::KIND, kind.into())
        .with(organisation::EMAIL, format!("info@{domain}"))
        .with(organisation::PHONE, format!("{}{}", country.phone, dice.between(100_000, 999_999)))
        .with(organisation::WEBSITE, format!("https://{domain}"))
        .with(organisation::INDUSTRY, industry.into())
        .with(organisation::ADDRESSES, vec![address])
        .with(parts::LANGUAGE, country.language.into())
        .with(parts::OWNER, owner);
    changes.push(Change::create(&organisation::ORGANISATION, input).with_id(id));
    Company { id, owner, domain, country, people: Vec::new() }
}

fn person(dice: &mut Dice, ids: &Ids, company: &mut Company, changes: &mut Vec<Change>) {
    let (first, last) = (dice.one(&FIRST), dice.one(&LAST));
    let mail = Parts::from([
        ("type", text("work")),
        ("value", text(format!("{}.{}@{}", plain(first), plain(last), company.domain))),
    ]);
    let phone = Parts::from([
        ("type", text("mobile")),
        ("value", text(format!("{}{}", company.country.phone, dice.between(100_000, 999_999)))),
    ]);
    let consent = ["unknown", "given", "given", "withdrawn"][dice.below(4)];
    let id = ids.next();
    let input = Input::new()
        .with(contact::FIRST_NAME, first.into())
        .with(contact::LAST_NAME, last.into())
        .with(contact::JOB_TITLE, dice.one(&JOBS).into())
        .with(contact::ORGANISATION, company.id)
        .with(contact::EMAILS, vec![mail])
        .with(contact::PHONES, vec![phone])
        .with(contact::CONSENT, consent.into())
        .with(contact::PREFERRED_CHANNEL, ["email", "phone", "email"][dice.below(3)].into())
        .with(parts::LANGUAGE, company.country.language.into())
        .with(parts::OWNER, company.owner);
    changes.push(Change::create(&contact::CONTACT, input).with_id(id));
    company.people.push(id);
}

fn article(dice: &mut Dice, ids: &Ids, number: usize) -> Change {
    let (name, category, unit, cents) = PRODUCTS[number % PRODUCTS.len()];
    let variant = VARIANTS[number / PRODUCTS.len()];
    let price = cents + cents * dice.between(0, 40) / 100;
    let stock = if category == "Services" { 0 } else { dice.between(0, 120) };
    let input = Input::new()
        .with(product::NAME, format!("{name} {variant}"))
        .with(product::SKU, format!("A-{:04}", 1_000 + number))
        .with(product::CATEGORY, category.into())
        .with(product::UNIT, unit.into())
        .with(product::PRICE, euros(price))
        .with(product::COST, euros(price * 62 / 100))
        .with(product::STOCK, stock * 1_000)
        .with(product::REORDER_LEVEL, 15_000);
    Change::create(&product::PRODUCT, input).with_id(ids.next())
}

fn sale(
    dice: &mut Dice,
    ids: &Ids,
    companies: &[Company],
    number: usize,
    now: Micros,
    changes: &mut Vec<Change>,
) -> (Id, Id) {
    let company = &companies[dice.below(companies.len())];
    let position = [0, 0, 1, 1, 2, 2, 3, 4, 4, 5][dice.below(10)];
    let id = ids.next();
    let close = day(now + dice.between(-90, 120) * DAY);
    let input = Input::new()
        .with(deal::NAME, format!("{} {}", DEALS[number % DEALS.len()], 2_600 + number))
        .with(deal::ORGANISATION, company.id)
        .with_some(deal::CONTACT, company.people.first().copied())
        .with(deal::STAGE, seed::stage(position))
        .with(deal::AMOUNT, euros(dice.between(45, 9_800) * 1_000))
        .with(deal::PROBABILITY, [10, 25, 50, 75, 100, 0][usize::try_from(position).unwrap_or(0)])
        .with(deal::EXPECTED_CLOSE, close)
        .with(parts::OWNER, company.owner);
    changes.push(Change::create(&deal::DEAL, input).with_id(id));
    (id, company.owner)
}

fn interest(dice: &mut Dice, staff: &Staff, number: usize) -> Change {
    let (first, last) = (dice.one(&FIRST), dice.one(&LAST));
    let (trade, _) = TRADES[dice.below(TRADES.len())];
    let source = ["website", "fair", "referral", "phone", "social"][dice.below(5)];
    let input = Input::new()
        .with(lead::NAME, format!("{} for {trade} {last}", DEALS[number % DEALS.len()]))
        .with(lead::COMPANY, format!("{trade} {last}"))
        .with(lead::FIRST_NAME, first.into())
        .with(lead::LAST_NAME, last.into())
        .with(lead::EMAIL, format!("{}@{}.example", plain(first), plain(last)))
        .with(lead::SOURCE, source.into())
        .with(lead::STATUS, ["new", "contacted", "qualified"][dice.below(3)].into())
        .with(lead::VALUE, euros(dice.between(10, 900) * 1_000))
        .with(parts::OWNER, staff.sellers[number % staff.sellers.len()]);
    Change::create(&lead::LEAD, input)
}

fn task(dice: &mut Dice, deals: &[(Id, Id)], companies: &[Company], staff: &Staff, now: Micros) -> Change {
    let about = |kind: &str, id| Parts::from([("record", Value::Reference(Reference { kind: kind.into(), id }))]);
    let (subject, owner): (Items, Id) = if dice.chance(60) {
        let (deal, owner) = deals[dice.below(deals.len())];
        (vec![about("deal", deal)], owner)
    } else {
        let company = &companies[dice.below(companies.len())];
        (vec![about("organisation", company.id)], staff.all[dice.below(staff.all.len())])
    };
    // A quarter of an hour within a working day.
    let due = (now / DAY + dice.between(-40, 30)) * DAY + dice.between(32, 68) * QUARTER;
    let kind = ["call", "task", "meeting", "note"][dice.below(4)];
    let mut input = Input::new()
        .with(activity::KIND, kind.into())
        .with(activity::SUBJECT, dice.one(&SUBJECTS).into())
        .with(activity::ABOUT, subject)
        .with(parts::OWNER, owner);
    input = match kind {
        "meeting" => input.with(activity::STARTS, due).with(activity::ENDS, due + 4 * QUARTER),
        _ => input.with(activity::DUE, due),
    };
    if due < now - 5 * DAY {
        input = input.with(activity::DONE, due);
    }
    Change::create(&activity::ACTIVITY, input)
}
