//! vCard 2.1, 3.0 and 4.0: each card as a row.

use std::borrow::Cow;
use std::collections::HashMap;

use encoding_rs::{Encoding, UTF_8};

use crate::error::{Error, Result};
use crate::transfer::convert::{DateOrder, parse_date};
use crate::transfer::encoding;
use crate::transfer::table::{Cell, Detected, FileFormat, Gathering, LineProblem, Options, Parts, Table};
use crate::transfer::vcard_lines::{Lines, Property, property};

/// The columns of every table of cards.
pub(crate) const COLUMNS: [&str; 20] = [
    "full_name",
    "first_name",
    "last_name",
    "middle_name",
    "prefix",
    "suffix",
    "nickname",
    "organisation",
    "department",
    "job_title",
    "birthday",
    "emails",
    "phones",
    "addresses",
    "urls",
    "notes",
    "languages",
    "categories",
    "uid",
    "kind",
];

/// Reads a file of cards.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Table> {
    let (bytes, file_encoding) = as_ascii_based(bytes, options)?;
    let mut lines = Lines::new(&bytes);
    let mut gathering = Gathering::default();
    let mut card: Option<Card> = None;
    while let Some(line) = lines.next(card.as_ref().is_some_and(|card| card.is_old)) {
        let trimmed = line.bytes.trim_ascii();
        if trimmed.eq_ignore_ascii_case(b"BEGIN:VCARD") {
            match &mut card {
                // A card inside a card (the agent of version 2.1) is not the person we read.
                Some(card) if card.awaits_inner => card.depth += 1,
                _ => {
                    cut_off(card.take(), &mut gathering)?;
                    card = Some(Card { line: line.number, ..Card::default() });
                }
            }
        } else if trimmed.eq_ignore_ascii_case(b"END:VCARD") {
            match card.take() {
                Some(mut open) if open.depth > 0 => {
                    open.depth -= 1;
                    open.awaits_inner = false;
                    card = Some(open);
                }
                Some(open) => gathering.row(open.line, cells(&open.properties))?,
                None => {}
            }
        } else if let Some(card) = &mut card {
            match property(&line.bytes, card.is_old, file_encoding) {
                Some(property) => card.take(property),
                None if card.in_picture => {}
                None => gathering.problem(LineProblem::new(
                    line.number,
                    "This line of a card has no name before a colon. It was left out; the rest of the card was read.",
                    vec![Cell::text(String::from_utf8_lossy(&line.bytes).chars().take(200).collect::<String>())],
                ))?,
            }
        }
    }
    cut_off(card, &mut gathering)?;
    let detected = Detected { encoding: Some(file_encoding.name().to_string()), ..Detected::default() };
    table(gathering, detected)
}

/// The table of the cards that were found; a file without any is refused.
pub(crate) fn table(gathering: Gathering, detected: Detected) -> Result<Table> {
    if gathering.rows.is_empty() && gathering.problems.is_empty() {
        return Err(Error::Malformed(
            "There is no card in the file: no line BEGIN:VCARD with an END:VCARD after it. Export the contacts as vCard (.vcf)."
                .into(),
        ));
    }
    Ok(Table {
        format: FileFormat::Vcard,
        columns: COLUMNS.iter().map(ToString::to_string).collect(),
        rows: gathering.rows,
        detected,
        problems: gathering.problems,
    })
}

/// A card that is being read.
#[derive(Debug, Default)]
struct Card {
    line: u64,
    is_old: bool,
    depth: usize,
    awaits_inner: bool,
    in_picture: bool,
    properties: Vec<Property>,
}

impl Card {
    fn take(&mut self, property: Property) {
        if self.depth > 0 {
            return;
        }
        self.is_old |= property.name == "VERSION" && property.text.trim() == "2.1";
        self.awaits_inner = property.name == "AGENT" && property.text.trim().is_empty();
        self.in_picture =
            property.param("ENCODING").any(|e| e.eq_ignore_ascii_case("BASE64") || e.eq_ignore_ascii_case("B"));
        self.properties.push(property);
    }
}

/// A card without an end may have lost half of itself: it goes back.
fn cut_off(card: Option<Card>, gathering: &mut Gathering) -> Result<()> {
    card.map_or(Ok(()), |card| {
        let detail =
            "The card that starts here has no END:VCARD; it may be cut off. Export it again, or add the missing end.";
        gathering.problem(LineProblem::new(card.line, detail, cells(&card.properties)))
    })
}

/// The bytes in an encoding whose line ends and colons are ASCII, and the encoding of what does not say its own.
fn as_ascii_based<'a>(bytes: &'a [u8], options: &Options) -> Result<(Cow<'a, [u8]>, &'static Encoding)> {
    let marked = Encoding::for_bom(bytes);
    let encoding = match (marked, &options.encoding) {
        (Some((encoding, _)), _) => encoding,
        (None, Some(label)) => encoding::by_name(label)?,
        (None, None) => encoding::detect(bytes),
    };
    if encoding.is_ascii_compatible() {
        let start = marked.map_or(0, |(_, length)| length);
        return Ok((Cow::Borrowed(bytes.get(start..).unwrap_or_default()), encoding));
    }
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    Ok((Cow::Owned(text.into_owned().into_bytes()), UTF_8))
}

/// The cells of one card, in the order of [`COLUMNS`].
pub(crate) fn cells(properties: &[Property]) -> Vec<Cell> {
    let all = |name: &'static str| properties.iter().filter(move |property| property.name == name);
    let first = |name: &'static str| all(name).find(|property| !property.text.trim().is_empty());
    let text = |name: &'static str| first(name).map_or(String::new(), |property| property.text.trim().to_string());
    let joined = |name: &'static str, between: &str| {
        all(name).map(|property| property.text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
    };
    let name = |index: usize, between: &str| first("N").map_or(String::new(), |name| name.component(index, between));
    let labels: HashMap<&str, &str> = all("X-ABLABEL")
        .filter(|label| !label.group.is_empty())
        .map(|label| (label.group.as_str(), label.text.trim_start_matches("_$!<").trim_end_matches(">!$_")))
        .collect();
    let list = |name: &'static str, parts: fn(&Property) -> Parts| {
        let items = all(name).filter_map(|property| {
            let mut item = parts(property);
            if item.is_empty() {
                return None;
            }
            describe(property, &labels, &mut item);
            Some(item)
        });
        let items: Vec<Parts> = items.collect();
        if items.is_empty() { Cell::Empty } else { Cell::List(items) }
    };
    let organisation = first("ORG");
    let titles = if first("TITLE").is_some() { joined("TITLE", ", ") } else { joined("ROLE", ", ") };
    let full_name = match text("FN") {
        // Some telephones leave the name out; a card is found by it.
        missing if missing.is_empty() => {
            let parts = [name(3, " "), name(1, " "), name(2, " "), name(0, " "), name(4, ", ")];
            parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
        }
        full_name => full_name,
    };
    vec![
        Cell::text(full_name),
        Cell::text(name(1, " ")),
        Cell::text(name(0, " ")),
        Cell::text(name(2, " ")),
        Cell::text(name(3, " ")),
        Cell::text(name(4, ", ")),
        Cell::text(joined("NICKNAME", ", ")),
        Cell::text(organisation.map_or(String::new(), |org| whole_component(org, 0))),
        Cell::text(organisation.map_or(String::new(), departments)),
        Cell::text(titles),
        birthday(all("BDAY")),
        list("EMAIL", value_part),
        list("TEL", phone_part),
        list("ADR", address_parts),
        list("URL", value_part),
        Cell::text(joined("NOTE", "\n\n")),
        Cell::text(languages(all("LANG").collect())),
        Cell::text(joined("CATEGORIES", ", ")),
        Cell::text(text("UID")),
        Cell::text(kind(properties)),
    ]
}

/// A component in which a comma is text: of organisations and addresses, whose writers rarely escape it.
fn whole_component(property: &Property, index: usize) -> String {
    property.components.get(index).map_or(String::new(), |parts| parts.join(",")).trim().to_string()
}

fn departments(organisation: &Property) -> String {
    let units = (1..organisation.components.len()).map(|index| whole_component(organisation, index));
    units.filter(|unit| !unit.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The first whole date; without one the text as it stands (`--02-03` has no year).
fn birthday<'a>(properties: impl Iterator<Item = &'a Property>) -> Cell {
    let texts: Vec<&str> = properties.map(|property| property.text.trim()).collect();
    let day = |text: &&str| {
        let date = text.split(['T', ' ']).next().unwrap_or_default();
        parse_date(date, DateOrder::YearMonthDay)
    };
    texts.iter().find_map(day).map_or_else(|| Cell::text(texts.first().copied().unwrap_or_default()), Cell::Date)
}

/// Languages, the preferred one first.
fn languages(mut properties: Vec<&Property>) -> String {
    let rank = |property: &&Property| property.param("PREF").find_map(|rank| rank.parse::<u32>().ok()).unwrap_or(101);
    properties.sort_by_key(rank);
    properties.iter().map(|property| property.text.trim()).collect::<Vec<_>>().join(", ")
}

fn kind(properties: &[Property]) -> String {
    let find = |name: &str| properties.iter().find(|property| property.name == name);
    match (find("KIND"), find("X-ABSHOWAS")) {
        (Some(kind), _) => kind.text.trim().to_ascii_lowercase(),
        (None, Some(shown)) if shown.text.trim().eq_ignore_ascii_case("COMPANY") => "org".into(),
        _ => String::new(),
    }
}

fn part(name: &str, text: &str) -> Option<(String, String)> {
    let text = text.trim();
    (!text.is_empty()).then(|| (name.to_string(), text.to_string()))
}

fn value_part(property: &Property) -> Parts {
    part("value", property.text.trim().trim_start_matches("mailto:")).into_iter().collect()
}

/// A telephone number; that of a `tel:` address with its extension written out.
fn phone_part(property: &Property) -> Parts {
    let text = property.text.trim();
    let number = match text.strip_prefix("tel:") {
        Some(address) => {
            let mut pieces = address.split(';');
            let number = pieces.next().unwrap_or_default().to_string();
            pieces
                .find_map(|piece| piece.strip_prefix("ext="))
                .map_or(number.clone(), |ext| format!("{number} ext. {ext}"))
        }
        None => text.to_string(),
    };
    part("value", &number).into_iter().collect()
}

/// An address: post box, extension and street are lines of one street.
fn address_parts(property: &Property) -> Parts {
    let lines: Vec<String> =
        (0..3).map(|index| whole_component(property, index)).filter(|line| !line.is_empty()).collect();
    let named = [("city", 3), ("region", 4), ("postal_code", 5), ("country", 6)];
    let mut parts: Parts =
        named.iter().filter_map(|(name, index)| part(name, &whole_component(property, *index))).collect();
    parts.extend(part("street", &lines.join("\n")));
    parts
}

/// Adds what the card says about one of several: `type` from a small vocabulary, its own `label`, whether it is `preferred`.
fn describe(property: &Property, labels: &HashMap<&str, &str>, item: &mut Parts) {
    let types: Vec<String> = property.param("TYPE").map(str::to_ascii_lowercase).collect();
    let has = |name: &str| types.iter().any(|kind| kind == name);
    let known = [
        ("fax", "fax"),
        ("cell", "mobile"),
        ("mobile", "mobile"),
        ("pager", "pager"),
        ("work", "work"),
        ("home", "home"),
    ];
    let own = types.iter().find(|kind| {
        let common = [
            "internet", "voice", "pref", "msg", "text", "video", "postal", "parcel", "dom", "intl", "other", "x400", "",
        ];
        !common.contains(&kind.as_str()) && !known.iter().any(|(name, _)| name == kind)
    });
    // A fax or a mobile telephone is at work or at home too.
    let place = ["work", "home"]
        .into_iter()
        .find(|place| has(place) && ["fax", "cell", "mobile", "pager"].iter().any(|k| has(k)));
    let label = labels.get(property.group.as_str()).map(ToString::to_string).or_else(|| own.cloned());
    let label = label.or_else(|| place.map(ToString::to_string));
    if let Some((_, kind)) = known.iter().find(|(name, _)| has(name)) {
        item.extend(part("type", kind));
    } else if has("other") || label.is_some() {
        item.extend(part("type", "other"));
    }
    item.extend(label.and_then(|label| part("label", &label)));
    if has("pref") || property.param("PREF").next().is_some_and(|rank| rank.is_empty() || rank == "1") {
        item.extend(part("preferred", "true"));
    }
}
