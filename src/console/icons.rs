//! Icons: one sprite of our own, and the letters that lead to a record type from the keyboard.

use std::fmt;
use std::sync::LazyLock;

use crate::console::assets;

static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let sprite = assets::text("icons.svg");
    sprite.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
});

/// An icon, as it stands in a page: said nothing of to those who hear it, since a text stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Icon(pub(super) &'static str);

impl Icon {
    /// The icon of a record type or an action; another one where the sprite has none of its own.
    pub(super) fn of(name: &'static str) -> Self {
        Self(if NAMES.contains(&name) { name } else { "record" })
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sprite = assets::address("icons.svg");
        write!(
            f,
            "<svg class=\"icon\" width=\"18\" height=\"18\" aria-hidden=\"true\"><use href=\"{sprite}#{}\"/></svg>",
            self.0
        )
    }
}

impl askama::filters::HtmlSafe for Icon {}

/// All of them, for the page that shows them.
pub(super) fn all() -> &'static [&'static str] {
    &NAMES
}

/// The letter after `g` that leads to the list of a type.
pub(super) const fn letter(kind: &str) -> &'static str {
    match kind.as_bytes() {
        b"organisation" => "o",
        b"contact" => "c",
        b"lead" => "l",
        b"deal" => "d",
        b"activity" => "a",
        b"product" => "p",
        b"stock_movement" => "m",
        b"attachment" => "t",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records;

    #[test]
    fn every_record_type_has_an_icon_and_no_letter_leads_to_two() {
        let mut letters = std::collections::BTreeSet::from(["h", "e", "s"]);
        for kind in records::ALL {
            assert_eq!(Icon::of(kind.name).0, kind.name);
            let letter = letter(kind.name);
            assert!(letter.is_empty() || letters.insert(letter), "{} has the letter of another", kind.name);
        }
    }

    /// Every page, those of folders too.
    fn pages(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pages(&path, found);
            } else {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn every_icon_that_a_page_names_is_in_the_sprite() {
        let mut found = Vec::new();
        pages(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console/templates"), &mut found);
        for name in
            found.iter().flat_map(|page| page.split("icon(\"").skip(1)).filter_map(|rest| rest.split('"').next())
        {
            assert!(NAMES.contains(&name), "{name}");
        }
    }
}
