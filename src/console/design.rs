//! The components of the console in all their states, and the keys that do something: pages for those who build on it or learn it.

use askama::Template;
use poem::Response;

use crate::console::icons::{self, Icon};
use crate::console::navigation::Group;
use crate::console::page::{self, Shell};
use crate::console::visit::Visit;
use crate::error::{Error, Result};

#[derive(Template)]
#[template(path = "design.html")]
struct DesignPage {
    shell: Shell,
    icons: Vec<(&'static str, Icon)>,
    colours: [&'static str; 12],
    hostile: [&'static str; 4],
}

#[derive(Template)]
#[template(path = "shortcuts.html")]
struct ShortcutsPage {
    shell: Shell,
}

/// The components; for administrators.
pub(super) fn show(visit: &Visit) -> Result<Response> {
    if !visit.caller()?.has_duty("settings") {
        return Err(Error::Forbidden(visit.say("design-refused").into()));
    }
    page::render(&DesignPage {
        shell: Shell::of(visit, visit.say("design")),
        icons: icons::all().iter().map(|name| (*name, Icon(name))).collect(),
        colours: [
            "paper", "ground", "raised", "ink", "soft", "line", "edge", "accent", "tint", "wrong", "warn", "good",
        ],
        hostile: [
            "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle",
            "شركة النور للتجارة والخدمات",
            "👩‍👩‍👧‍👦 🏳️‍🌈 Zoë & Søn <b>BV</b>",
            "",
        ],
    })
}

/// The keys.
pub(super) fn shortcuts(visit: &Visit) -> Result<Response> {
    visit.caller()?;
    page::render(&ShortcutsPage { shell: Shell::of(visit, visit.say("shortcuts")) })
}

impl ShortcutsPage {
    /// What can be gone to by a letter.
    fn groups(&self) -> &[Group] {
        &self.shell.groups
    }
}
