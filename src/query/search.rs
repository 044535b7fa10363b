//! Search: parts of words, case and diacritics aside, in the classes of data that the caller sees (`design.md` §10.10).

use sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Query, SelectStatement};

use crate::database::Engine;
use crate::error::{Error, Result};
use crate::model::ddl::SEARCH_CLASSES;
use crate::model::{DataClass, Kind, RecordType, columns, fold};
use crate::rights::caller::Caller;
use crate::rights::decide::{self, Rows};
use crate::rights::sql::two_valued;

/// The longest text to search for, in characters.
pub const LONGEST: usize = 200;
/// The most words that are looked for.
pub const MOST_WORDS: usize = 10;
/// Words shorter than this have no trigram; they are looked for at the beginning of the words of the title.
const SHORT: usize = 3;

/// What is looked for: folded words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

/// Takes a text apart. Nothing but white space is no search.
pub fn parse(text: &str) -> Result<Option<Words>> {
    if text.chars().count() > LONGEST {
        return Err(Error::invalid("q", "too_long", format!("At most {LONGEST} characters can be searched for.")));
    }
    let words: Vec<String> = fold::fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    if words.len() > MOST_WORDS {
        return Err(Error::invalid("q", "too_many", format!("At most {MOST_WORDS} words can be searched for.")));
    }
    Ok((!words.is_empty()).then_some(Words(words)))
}

/// Narrows a statement over the table under `at` to the rows in which every word is found. It may put what search finds before
/// that table, so it comes before all joins.
pub fn narrow(
    statement: &mut SelectStatement,
    engine: Engine,
    caller: &Caller,
    kind: &'static RecordType,
    words: &Words,
    at: &'static str,
) {
    let (short, long): (Vec<&String>, Vec<&String>) = words.0.iter().partition(|word| word.chars().count() < SHORT);
    if !long.is_empty() {
        let views = views(caller, kind);
        let widest = views.iter().map(|(_, classes)| classes).max_by_key(|classes| classes.len());
        if let (Engine::Sqlite, Some(classes)) = (engine, widest) {
            hits_first(statement, kind, &hits(engine, kind, classes, &long), at);
        }
        let any = views.iter().fold(Cond::any(), |any, (rows, classes)| {
            let seen = Cond::all().add(two_valued(engine, rows, kind, at));
            // The hits that the statement begins with are those in all classes of the widest view.
            if engine == Engine::Sqlite && widest == Some(classes) {
                return any.add(seen);
            }
            any.add(seen.add(Expr::col((at, "id")).in_subquery(hits(engine, kind, classes, &long))))
        });
        // Who sees no class at all finds nothing; an empty OR would be true.
        statement.cond_where(if views.is_empty() { any.add(Expr::cust("1 = 0")) } else { any });
    }
    let title = crate::model::record_type::TITLE.any();
    for word in short {
        if decide::sees_everywhere(caller, kind, &title) {
            let begins = word_begins(engine, kind, word, words.0.len() == 1);
            statement.and_where(Expr::col((at, "id")).in_subquery(begins));
        } else {
            statement.and_where(Expr::cust("1 = 0"));
        }
    }
}

/// Makes SQLite begin with what search finds. It knows nothing of how few that is, and would rather look for every record of an owner
/// in the findings; the order of a `cross join` binds it.
fn hits_first(statement: &mut SelectStatement, kind: &RecordType, hits: &SelectStatement, at: &'static str) {
    statement
        .from_clear()
        .from_subquery(hits.clone(), "h")
        // The condition of a cross join would be left out.
        .join_as(JoinType::CrossJoin, kind.table, at, Cond::all())
        .and_where(Expr::col((at, "id")).equals(("h", "record_id")));
}

/// Rows with the classes that the caller sees on all of them, so that words can be found in several classes of one record, and a hit
/// never tells of hidden text. Where some classes are seen on other rows than others, each choice of them is a view.
fn views(caller: &Caller, kind: &RecordType) -> Vec<(Rows, Vec<&'static str>)> {
    let mut seen: Vec<(Rows, Vec<&'static str>)> = Vec::new();
    for (name, class) in searched_classes(caller, kind) {
        // What is seen on every record that can be read needs no view of its own.
        let rows = match decide::class_rows(caller, kind, class) {
            Rows::None => continue,
            _ if decide::sees_class_everywhere(caller, kind, class) => Rows::All,
            rows => rows,
        };
        match seen.iter_mut().find(|(known, _)| *known == rows) {
            Some((_, names)) => names.push(name),
            None => seen.push((rows, vec![name])),
        }
    }
    let mut views: Vec<(Rows, Vec<&'static str>)> = Vec::new();
    for (rows, names) in &seen {
        let widened: Vec<_> = views
            .iter()
            .map(|(other, more)| (other.clone().and(rows.clone()), [more.as_slice(), names].concat()))
            .collect();
        views.extend(widened);
        views.push((rows.clone(), names.clone()));
    }
    // A view is of no use where another shows more on the same rows.
    let shows_more = |one: &(Rows, Vec<_>), other: &(Rows, Vec<_>)| {
        one.1.len() > other.1.len() && other.1.iter().all(|name| one.1.contains(name)) && one.0.holds(&other.0)
    };
    let all = views.clone();
    views.retain(|view| !all.iter().any(|other| shows_more(other, view)));
    views
}

/// The classes that searchable fields of the type have; the others hold no text.
fn searched_classes(caller: &Caller, kind: &RecordType) -> Vec<(&'static str, DataClass)> {
    let mut classes = Vec::new();
    for field in caller.configuration.schema.fields(kind) {
        match field.kind {
            Kind::List(list) => {
                let parts = list.parts.iter().filter(|part| part.searchable);
                classes.extend(parts.map(|part| part.class.max(field.class)));
            }
            _ if field.searchable => classes.push(field.class),
            _ => {}
        }
    }
    let named = SEARCH_CLASSES.into_iter().filter_map(|name| DataClass::named(name).map(|class| (name, class)));
    named.filter(|(_, class)| classes.contains(class)).collect()
}

/// The ids of the records in whose texts of these classes every word stands.
fn hits(engine: Engine, kind: &RecordType, classes: &[&str], words: &[&String]) -> SelectStatement {
    let table = columns::search_table(kind);
    let mut select = Query::select();
    select.column(("s", "record_id")).from_as(Alias::new(&table), "s");
    match engine {
        Engine::Sqlite => {
            let columns = format!("{{{}}}", classes.join(" "));
            // FTS5 takes a quoted string as it stands; a quote within is doubled.
            let text: Vec<_> =
                words.iter().map(|word| format!("{columns} : \"{}\"", word.replace('"', "\"\""))).collect();
            let rows = format!("s.row in (select rowid from {table}_fts where {table}_fts match ?)");
            select.and_where(Expr::cust_with_values(rows, [text.join(" AND ")]));
        }
        Engine::Postgres => {
            for word in words {
                let pattern = format!("%{}%", escape_like(word));
                let any = classes.iter().fold(Cond::any(), |any, class| {
                    any.add(Expr::col(("s", Alias::new(*class))).like(pattern.clone()))
                });
                select.cond_where(any);
            }
        }
    }
    select
}

/// Records of whose title some word begins with `word`; alone, the title itself must begin with it, which an index answers.
fn word_begins(engine: Engine, kind: &RecordType, word: &str, alone: bool) -> SelectStatement {
    let mut select = Query::select();
    select.column(("s", "record_id")).from_as(Alias::new(columns::search_table(kind)), "s");
    let title = Expr::col(("s", "title"));
    if alone {
        match engine {
            Engine::Sqlite => {
                select.and_where(title.clone().gte(word)).and_where(title.lt(format!("{word}\u{10FFFF}")));
            }
            Engine::Postgres => {
                select.and_where(title.like(format!("{}%", escape_like(word))));
            }
        }
    } else {
        let padded = Expr::val(" ").binary(sea_query::BinOper::Custom("||"), title);
        select.and_where(engine.contains(padded, &format!(" {word}")));
    }
    select
}

/// Takes the meaning from LIKE's wildcards.
fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
