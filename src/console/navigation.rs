//! The navigation: record types in their groups, as far as somebody may see them.

use crate::console::admin;
use crate::console::icons::{self, Icon};
use crate::console::language::{Label, Language};
use crate::console::look::Look;
use crate::console::upkeep;
use crate::model::RecordType;
use crate::records::saved_view::SAVED_VIEW;
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

/// The groups of record types that people work on, each with the key of its name.
const GROUPS: [(&str, &[&str]); 2] = [
    ("group-sales", &["organisation", "contact", "lead", "deal", "activity"]),
    ("group-supply", &["product", "stock_movement", "attachment"]),
];

/// The types that configure the installation; the way to them is the administration.
const CONFIGURING: &[&str] = &[
    "user",
    "group",
    "role",
    "profile",
    "key",
    "sign_in_provider",
    "pipeline",
    "stage",
    "custom_field",
    "label",
    "reason_code",
    "reason_rule",
    "saved_view",
];

/// A group of the navigation.
pub(super) struct Group {
    /// What the browser calls it when it is closed.
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) is_open: bool,
    pub(super) entries: Vec<Entry>,
}

/// An entry of the navigation.
pub(super) struct Entry {
    pub(super) label: Label,
    pub(super) href: String,
    pub(super) icon: Icon,
    /// The letter after `g` that leads there; empty where none does.
    pub(super) letter: &'static str,
    pub(super) is_current: bool,
}

/// The types of a group that somebody may see.
pub(super) fn seen(caller: &Caller, names: &'static [&'static str]) -> impl Iterator<Item = &'static RecordType> {
    let kinds = names.iter().filter_map(|name| caller.configuration.schema.named(name));
    kinds.filter(|kind| decide::rows(caller, Action::Read, kind) != Rows::None)
}

/// The types that people work on, as far as somebody may see them, in the order of the navigation.
pub(super) fn worked(caller: &Caller) -> impl Iterator<Item = &'static RecordType> {
    GROUPS.into_iter().flat_map(|(_, names)| seen(caller, names))
}

/// The same with those that configure the installation behind them.
pub(super) fn kinds(caller: &Caller) -> impl Iterator<Item = &'static RecordType> {
    worked(caller).chain(seen(caller, CONFIGURING))
}

/// The groups with something in them. The one that holds the current page is open in any case.
pub(super) fn groups(t: Language, caller: &Caller, look: &Look, path: &str) -> Vec<Group> {
    let first = path.split('/').nth(1).unwrap_or_default();
    let home = Entry {
        label: t.say("home").to_string().into(),
        href: "/home".into(),
        icon: Icon("home"),
        letter: "h",
        is_current: first == "home",
    };
    let calendar = Entry {
        label: t.say("calendar").to_string().into(),
        href: "/calendar".into(),
        icon: Icon("calendar"),
        letter: "e",
        is_current: first == "calendar",
    };
    let mut entries = vec![home];
    entries.extend(seen(caller, &["activity"]).next().map(|_| calendar));
    let mut groups = vec![Group { name: "", label: String::new(), is_open: true, entries }];
    for (name, names) in GROUPS {
        let entry = |kind: &RecordType| Entry {
            label: t.many(kind),
            href: format!("/{}", kind.plural),
            icon: Icon::of(kind.name),
            letter: icons::letter(kind.name),
            is_current: first == kind.plural,
        };
        let entries: Vec<Entry> = seen(caller, names).map(entry).collect();
        if !entries.is_empty() {
            let is_open = !look.is_closed(name) || entries.iter().any(|entry| entry.is_current);
            groups.push(Group { name, label: t.say(name).into(), is_open, entries });
        }
    }
    let mut entries = upkeep::entries(t, caller, first);
    if admin::is_open_to(caller) {
        let is_configured = |kind: &RecordType| CONFIGURING.contains(&kind.name) && kind.name != SAVED_VIEW.name;
        let is_current =
            first == "administration" || caller.configuration.schema.collection(first).is_some_and(is_configured);
        let label = t.say("administration").to_string().into();
        let icon = Icon("settings");
        entries.insert(0, Entry { label, href: "/administration".into(), icon, letter: "s", is_current });
    }
    if !entries.is_empty() {
        let (name, label) = ("group-upkeep", t.say("group-upkeep").into());
        let is_open = !look.is_closed(name) || entries.iter().any(|entry| entry.is_current);
        groups.push(Group { name, label, is_open, entries });
    }
    groups
}
