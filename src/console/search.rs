//! Search in everything that somebody may see, by type; and what the palette offers, which is the same in another form.

use askama::Template;
use futures::future::try_join_all;
use poem::Response;
use poem::http::StatusCode;

use crate::console::display::{Display, Shown};
use crate::console::icons::Icon;
use crate::console::language::{Label, Language};
use crate::console::list::{can_be_made, columns, search_too_long};
use crate::console::look::Look;
use crate::console::navigation::{self, GROUPS};
use crate::console::page::{self, Shell};
use crate::console::pairs::encode;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::model::RecordType;
use crate::model::record_type::TITLE;
use crate::query::search::{self, Words};
use crate::query::{self, Listing};
use crate::rights::Caller;

/// How many of a type stand on the page.
const ON_PAGE: usize = 8;
/// How many of a type stand in the palette.
const IN_PALETTE: usize = 4;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    shell: Shell,
    words: String,
    problem: String,
    groups: Vec<Group>,
}

#[derive(Template)]
#[template(path = "search_options.html")]
struct Options {
    t: Language,
    groups: Vec<Group>,
}

/// Things that belong together.
struct Group {
    label: Label,
    icon: Icon,
    hits: Vec<Hit>,
    /// Where all of them stand; empty where these are all.
    all: String,
}

/// Something to go to.
struct Hit {
    href: String,
    title: String,
    icon: Icon,
    hint: Shown,
    /// The keys that lead there as well.
    keys: String,
}

impl Hit {
    fn to(href: String, title: String, icon: Icon, keys: String) -> Self {
        Self { href, title, icon, hint: Shown::Text(String::new()), keys }
    }
}

/// The page; or the palette's part of it.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    let caller = visit.caller()?;
    let text = visit.query.text("q").trim();
    let is_part = visit.query.get("part") == Some("options");
    let (words, problem) = match search::parse(text) {
        Ok(words) => (words, String::new()),
        Err(_) => (None, search_too_long(visit)),
    };
    let groups = match &words {
        Some(words) => found(visit, caller, words, text, if is_part { IN_PALETTE } else { ON_PAGE }).await?,
        None if is_part && problem.is_empty() => commands(visit.t, caller),
        None => Vec::new(),
    };
    if is_part {
        return page::render(&Options { t: visit.t, groups });
    }
    let status = if problem.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shell = Shell::of(visit, visit.say("search-everything"));
    page::render_as(status, &SearchPage { shell, words: text.to_owned(), problem, groups })
}

/// The records that fit, by type in the order of the navigation.
async fn found(visit: &Visit, caller: &Caller, words: &Words, text: &str, most: usize) -> Result<Vec<Group>> {
    let kinds = GROUPS.into_iter().flat_map(|(_, names)| navigation::seen(caller, names));
    let groups = try_join_all(kinds.map(|kind| of_type(visit, caller, kind, words, text, most))).await?;
    Ok(groups.into_iter().filter(|group| !group.hits.is_empty()).collect())
}

async fn of_type(
    visit: &Visit,
    caller: &Caller,
    kind: &'static RecordType,
    words: &Words,
    text: &str,
    most: usize,
) -> Result<Group> {
    let database = visit.app.database();
    let telling = columns(caller, kind).into_iter().take(1);
    let fields: Vec<_> = telling.collect();
    let listing = Listing {
        words: Some(words.clone()),
        limit: u32::try_from(most).unwrap_or(1),
        fields: Some(std::iter::once(TITLE.any()).chain(fields.iter().copied()).collect()),
        ..Listing::new(caller, kind)
    };
    let page = query::list(database.read(), database.engine(), caller, kind, &listing).await?;
    let titles = Titles::of(visit, &fields, &page.items).await?;
    let display = Display::of(visit, kind, &titles)?;
    let icon = Icon::of(kind.name);
    let hits = page.items.iter().map(|item| Hit {
        href: format!("/{}/{}", kind.plural, item.record.id),
        title: title(visit.t, item),
        icon,
        hint: fields.first().map_or(Shown::Empty, |field| display.cell(field, item.record.value(field.name)).plain()),
        keys: String::new(),
    });
    let all = if page.next.is_some() { format!("/{}?q={}", kind.plural, encode(text)) } else { String::new() };
    Ok(Group { label: visit.t.many(kind), icon, hits: hits.collect(), all })
}

/// What the palette offers before anything is written: what can be made, and where one can go.
fn commands(t: Language, caller: &Caller) -> Vec<Group> {
    let kinds = GROUPS.into_iter().flat_map(|(_, names)| navigation::seen(caller, names));
    let new = kinds.filter(|kind| can_be_made(caller, kind)).map(|kind| {
        Hit::to(format!("/{}/new", kind.plural), t.say("new-heading").of(kind).into(), Icon("plus"), String::new())
    });
    let entries = navigation::groups(t, caller, &Look::default(), "").into_iter().flat_map(|group| group.entries);
    let pages = entries.map(|entry| {
        let keys = if entry.letter.is_empty() { String::new() } else { format!("g {}", entry.letter) };
        Hit::to(entry.href, entry.label.into_owned(), entry.icon, keys)
    });
    let design = caller.has_duty("settings").then_some(("/design", "design", "columns", ""));
    let own = [("/profile", "profile", "settings", ""), ("/shortcuts", "shortcuts", "keyboard", "?")];
    let own = own
        .into_iter()
        .chain(design)
        .map(|(href, key, icon, keys)| Hit::to(href.into(), t.say(key).into(), Icon(icon), keys.into()));
    let group = |key, icon, hits| {
        let label = t.say(key).to_string().into();
        Group { label, icon: Icon(icon), hits, all: String::new() }
    };
    vec![group("palette-actions", "plus", new.collect()), group("palette-pages", "list", pages.chain(own).collect())]
}
