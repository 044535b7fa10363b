//! vCard 4.0, or 3.0 for old programs. It takes the columns that the reader gives; others have no place in a card.

use std::collections::HashMap;
use std::io::Write;

use crate::error::Result;
use crate::transfer::table::{Cell, Parts};
use crate::transfer::write::{OutCell, RowWriter, WriteOptions};

/// Octets in one line, without its end.
const LINE: usize = 75;

/// Writes cards.
pub(super) struct VcardWriter<W: Write> {
    out: W,
    is_old: bool,
    places: HashMap<String, usize>,
}

impl<W: Write> VcardWriter<W> {
    pub(super) fn new(out: W, options: WriteOptions) -> Self {
        Self { out, is_old: options.old_vcard, places: HashMap::new() }
    }

    /// Writes a property, folded at 75 octets but never inside a character.
    fn line(&mut self, head: &str, value: &str) -> Result<()> {
        let whole = format!("{head}:{value}");
        let mut rest = whole.as_str();
        let mut room = LINE;
        while rest.len() > room {
            let mut end = room;
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            let (now, later) = rest.split_at(end);
            write!(self.out, "{now}\r\n ")?;
            rest = later;
            room = LINE - 1;
        }
        Ok(write!(self.out, "{rest}\r\n")?)
    }

    /// The parameters of one of several: `;TYPE=work;PREF=1`.
    fn params(&self, item: &Parts) -> String {
        let mut types: Vec<String> = Vec::new();
        match item.get("type").map(String::as_str) {
            Some("mobile") => types.push("cell".into()),
            Some(kind) => types.push(kind.into()),
            None => {}
        }
        types.extend(item.get("label").cloned());
        let is_preferred = item.get("preferred").is_some_and(|preferred| preferred == "true");
        if is_preferred && self.is_old {
            types.push("pref".into());
        }
        let is_word =
            |text: &String| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let mut params = String::new();
        for kind in types.iter().filter(|kind| is_word(kind)) {
            params.push_str(";TYPE=");
            params.push_str(kind);
        }
        if is_preferred && !self.is_old {
            params.push_str(";PREF=1");
        }
        params
    }

    fn list(&mut self, name: &str, cell: &Cell) -> Result<()> {
        match cell {
            Cell::List(items) => {
                for item in items {
                    let value = if name == "ADR" { address(item) } else { value_of(name, item) };
                    self.line(&format!("{name}{}", self.params(item)), &value)?;
                }
                Ok(())
            }
            Cell::Empty => Ok(()),
            // A table that was read from CSV has one address as text.
            other => {
                let text = escape(&other.to_text());
                let value = if name == "ADR" { format!(";;{text};;;;") } else { text };
                self.line(name, &value)
            }
        }
    }
}

impl<W: Write> RowWriter for VcardWriter<W> {
    fn start(&mut self, columns: &[String]) -> Result<()> {
        self.places = columns.iter().enumerate().map(|(place, name)| (name.clone(), place)).collect();
        Ok(())
    }

    fn row(&mut self, cells: &[OutCell]) -> Result<()> {
        let places = std::mem::take(&mut self.places);
        let cell = |name: &str| places.get(name).and_then(|place| cells.get(*place)).unwrap_or(&Cell::Empty);
        let text = |name: &str| escape(&cell(name).to_text());
        self.line("BEGIN", "VCARD")?;
        self.line("VERSION", if self.is_old { "3.0" } else { "4.0" })?;
        let name = ["last_name", "first_name", "middle_name", "prefix", "suffix"].map(text);
        let full_name = [text("full_name"), join(&[&name[1], &name[0]], " "), text("organisation")];
        // Both versions demand a full name.
        self.line("FN", full_name.iter().find(|text| !text.is_empty()).map_or("", String::as_str))?;
        if self.is_old || name.iter().any(|part| !part.is_empty()) {
            self.line("N", &name.join(";"))?;
        }
        let organisation = join(&[&text("organisation"), &text("department")], ";");
        let organisation = if cell("organisation").is_empty() && !organisation.is_empty() {
            format!(";{organisation}")
        } else {
            organisation
        };
        let birthday = match cell("birthday") {
            // Version 4.0 wants the basic form, 3.0 takes the extended one.
            Cell::Date(date) if !self.is_old => date.replace('-', ""),
            other => escape(&other.to_text()),
        };
        let singles = [
            ("NICKNAME", text("nickname")),
            ("ORG", organisation),
            ("TITLE", text("job_title")),
            ("BDAY", birthday),
            ("NOTE", text("notes")),
            ("CATEGORIES", text("categories").replace("\\, ", ",")),
            ("UID", text("uid")),
            ("KIND", if self.is_old { String::new() } else { text("kind") }),
        ];
        for (name, value) in singles.iter().filter(|(_, value)| !value.is_empty()) {
            self.line(name, value)?;
        }
        for (name, column) in [("EMAIL", "emails"), ("TEL", "phones"), ("ADR", "addresses"), ("URL", "urls")] {
            self.list(name, cell(column))?;
        }
        if !self.is_old {
            let languages = cell("languages").to_text();
            for language in languages.split(',').map(str::trim).filter(|language| !language.is_empty()) {
                self.line("LANG", &escape(language))?;
            }
        }
        self.places = places;
        self.line("END", "VCARD")
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

fn join(parts: &[&str], between: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(between)
}

/// Escapes text for a value.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace("\r\n", "\n")
        .replace(['\r', '\n'], "\\n")
        .replace(';', "\\;")
        .replace(',', "\\,")
}

fn value_of(name: &str, item: &Parts) -> String {
    let value = item.get("value").map_or("", String::as_str);
    // A web address is a URI, in which nothing is escaped.
    if name == "URL" && !value.contains(['\r', '\n', '\\']) { value.to_string() } else { escape(value) }
}

fn address(item: &Parts) -> String {
    let part = |name: &str| item.get(name).map_or(String::new(), |text| escape(text));
    let [street, city, region, postal_code, country] = ["street", "city", "region", "postal_code", "country"].map(part);
    format!(";;{street};{city};{region};{postal_code};{country}")
}
