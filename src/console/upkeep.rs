//! The pages for looking after the installation, as the navigation and the palette name them.

use crate::console::icons::Icon;
use crate::console::language::Language;
use crate::console::navigation::Entry;
use crate::console::{guide, import, system};
use crate::rights::Caller;

/// A page: its name in the address and in the texts, its icon, and who may see it.
type Page = (&'static str, &'static str, &'static str, fn(&Caller) -> bool);

const PAGES: &[Page] = &[
    ("guide", "guide", "check", guide::may),
    ("import", "import", "upload", import::may_any),
    ("journal", "journal", "history", |caller| caller.has_duty("audit")),
    ("jobs", "jobs", "clock", |caller| import::may_any(caller) || caller.has_duty("jobs")),
    ("system", "system", "info", system::may),
];

/// The entries for somebody; `first` is the first part of the address that he is at.
pub(super) fn entries(t: Language, caller: &Caller, first: &str) -> Vec<Entry> {
    let entry = |(name, key, icon, _): &Page| Entry {
        label: t.say(*key).to_string().into(),
        href: format!("/{name}"),
        icon: Icon(icon),
        letter: "",
        is_current: first == *name,
    };
    PAGES.iter().filter(|(.., may)| may(caller)).map(entry).collect()
}
