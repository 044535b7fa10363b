//! Search in everything that somebody may see, by type; for the palette as well, which is the same in another form.

use askama::Template;
use futures::future::try_join_all;
use poem::Response;
use poem::http::StatusCode;

use crate::console::admin::places;
use crate::console::commands;
use crate::console::display::{Display, Shown};
use crate::console::forms::usable;
use crate::console::icons::Icon;
use crate::console::language::{Label, Language};
use crate::console::list::{columns, search_too_long};
use crate::console::navigation;
use crate::console::page::{self, Shell};
use crate::console::pairs::encode;
use crate::console::titles::{Titles, title};
use crate::console::visit::Visit;
use crate::error::Result;
use crate::model::RecordType;
use crate::model::filter::Filter;
use crate::model::record_type::TITLE;
use crate::query::search::{self, Words};
use crate::query::{self, Listing};
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

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
pub(super) struct Group {
    pub(super) label: Label,
    pub(super) icon: Icon,
    pub(super) hits: Vec<Hit>,
    /// Where all of them stand; empty where these are all.
    pub(super) all: String,
}

/// Something to go to.
pub(super) struct Hit {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) icon: Icon,
    pub(super) hint: Shown,
    /// The keys that lead there as well.
    pub(super) keys: String,
    /// Other words that find it.
    pub(super) words: String,
}

impl Hit {
    pub(super) fn to(href: String, title: String, icon: &'static str) -> Self {
        let (keys, words) = (String::new(), String::new());
        Self { href, title, icon: Icon(icon), hint: Shown::Text(String::new()), keys, words }
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
    let kind = visit.query.filled("type").and_then(|name| caller.configuration.schema.named(name));
    let groups = match (&words, kind) {
        // Whoever fills in a form looks for a record of one type.
        (Some(words), Some(kind)) if decide::rows(caller, Action::Read, kind) != Rows::None => {
            vec![of_type(visit, caller, kind, usable(kind), words, text, ON_PAGE).await?]
        }
        (Some(words), None) => found(visit, caller, words, text, if is_part { IN_PALETTE } else { ON_PAGE }).await?,
        (None, None) if is_part && problem.is_empty() => commands::offered(visit.t, caller),
        (Some(_), Some(_)) | (None, _) => Vec::new(),
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
    let kinds = navigation::kinds(caller);
    let groups = try_join_all(kinds.map(|kind| of_type(visit, caller, kind, Filter::All, words, text, most))).await?;
    Ok(groups.into_iter().filter(|group| !group.hits.is_empty()).collect())
}

async fn of_type(
    visit: &Visit,
    caller: &Caller,
    kind: &'static RecordType,
    filter: Filter,
    words: &Words,
    text: &str,
    most: usize,
) -> Result<Group> {
    let database = visit.app.database();
    let telling = columns(caller, kind).into_iter().take(1);
    let fields: Vec<_> = telling.collect();
    let listing = Listing {
        filter,
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
        href: places::page(caller, kind, item.record.id),
        title: title(visit.t, item),
        icon,
        hint: fields.first().map_or(Shown::Empty, |field| display.cell(field, item.record.value(field.name)).plain()),
        keys: String::new(),
        words: String::new(),
    });
    let all = if page.next.is_some() { format!("/{}?q={}", kind.plural, encode(text)) } else { String::new() };
    Ok(Group { label: visit.t.many(kind), icon, hits: hits.collect(), all })
}
