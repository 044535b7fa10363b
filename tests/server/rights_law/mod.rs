//! The law of rights: whatever the policy, the caller, the filter and the words, SQL gives the rows and cells that the decision in
//! memory gives. `PROPTEST_CASES=20000` asks more often.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use beheer::id::Id;
use beheer::model::filter::matches as satisfies;
use beheer::model::{Record, Root, Schema, Value};
use beheer::query::count::count;
use beheer::query::group::group;
use beheer::query::partly::{self, Partly};
use beheer::query::{self, Listing, search};
use beheer::records::{self, custom_field};
use beheer::rights::assertion::{self, Assertion, Claim, Whose};
use beheer::rights::decide::Subject;
use beheer::rights::explain::{self, Question, Step, What};
use beheer::rights::matches::matches;
use beheer::rights::policy::View;
use beheer::rights::{Action, Caller, Rows, decide};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use self::cases::Case;
use self::world::World;
use crate::support::engine::{Engine, code, filter, kind};

mod cases;
mod groups;
mod world;

/// How many sentences were proved by more than a right to all or none.
static PROVED: AtomicUsize = AtomicUsize::new(0);

/// What a caller is shown of a record: the values, the fields that are hidden on it, and what is shown of these.
type Shown = (BTreeMap<&'static str, Value>, Vec<&'static str>, Vec<(&'static str, Partly)>);

/// The record as the caller may see it, decided in memory.
fn shown(world: &World, caller: &Caller, record: &Record) -> (Record, Shown) {
    let (mut left, mut hidden, mut partly) = (record.clone(), Vec::new(), Vec::new());
    for field in caller.configuration.schema.fields(record.kind) {
        let class = record.kind.class_of(field);
        let shows = |view| matches(&decide::view_rows(caller, record.kind, class, view), record, world);
        let view = View::ALL.into_iter().rev().find(|view| shows(*view)).unwrap_or_default();
        if view == View::Exact {
            continue;
        }
        let value = left.values.remove(field.name);
        if decide::may_see_something(caller, record.kind, field) {
            hidden.push(field.name);
        }
        if let Some(value) = value.filter(|_| view > View::Absent) {
            partly.push((field.name, partly::partly(field, &value, view)));
        }
    }
    let values = left.values.clone();
    (left, (values, hidden, partly))
}

/// The added fields as a schema, which each configuration owns.
async fn schema(engine: &Engine) -> impl Fn() -> Schema {
    let program = engine.program().await;
    let all = Listing { limit: 200, ..Listing::new(&program, kind("custom_field")) };
    let added = engine.list(&program, "custom_field", &all).await.unwrap().items;
    let added: Vec<_> = added.iter().filter_map(|found| custom_field::definition(&found.record)).collect();
    move || Schema::new(&records::ALL, &added)
}

/// Asks the database and the memory; whether some records, but not all, were shown or some field was hidden.
async fn ask(engine: &Engine, world: &World, case: &Case, schema: Schema) -> Result<bool, TestCaseError> {
    let (of, caller) = (kind(case.kind), case.caller(world, schema));
    let rows = decide::rows(&caller, case.action, of);
    let mut listing = Listing { bin: case.bin, action: case.action, limit: 200, ..Listing::new(&caller, of) };
    if rows == Rows::None {
        prop_assert_eq!(code(engine.list(&caller, case.kind, &listing).await), "forbidden");
        return Ok(false);
    }
    if let Some(field) = case.unknown(&caller) {
        let named = filter(&caller, of, &format!("{} pr", field.name));
        prop_assert!(named.is_err());
    }
    let (text, wanted) = case.filter(world, &caller);
    let words = case.words(world);
    listing.filter = wanted.clone();
    listing.words = search::parse(&words.join(" ")).unwrap();
    let mut expected: BTreeMap<Id, Shown> = BTreeMap::new();
    for record in world.records[case.kind].iter().filter(|record| record.is_deleted() == case.bin) {
        let (left, shown) = shown(world, &caller, record);
        let is_found = satisfies(&wanted, &left) && cases::holds_words(&caller.configuration.schema, &words, &left);
        if is_found && matches(&rows, record, world) {
            expected.insert(record.id, shown);
        }
    }
    let page = engine.list(&caller, case.kind, &listing).await.unwrap();
    let found: BTreeMap<Id, Shown> =
        page.items.into_iter().map(|row| (row.record.id, (row.record.values, row.hidden, row.partly))).collect();
    prop_assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{} {:?}", text, words);
    prop_assert_eq!(&found, &expected, "{} {:?}", text, words);
    let (on, which) = (|| engine.database.read(), engine.database.engine());
    let counted = count(on(), which, &caller, of, &listing, None).await.unwrap();
    prop_assert_eq!(counted, expected.len() as u64);
    let grouping = groups::grouping(&query::list::visible_fields(&caller, of), usize::from(case.shape()));
    let told = group(&engine.database, &caller, of, &listing, &grouping).await.unwrap();
    let wanted = groups::expected(expected.values(), &grouping);
    let told: BTreeMap<_, _> =
        told.groups.into_iter().map(|group| (format!("{:?}", group.key), (group.count, group.sums))).collect();
    prop_assert_eq!(told, wanted, "{:?} {}", grouping, text);
    for record in &world.records[case.kind] {
        told_truly(world, case, &caller, record)?;
    }
    asserted_truly(world, case, &caller)?;
    let ids: Vec<Id> = world.records[case.kind].iter().map(|record| record.id).collect();
    let read = decide::rows(&caller, Action::Read, of);
    let visible = |record: &&Record| matches(&read, record, world);
    let mut visible: Vec<Id> = world.records[case.kind].iter().filter(visible).map(|record| record.id).collect();
    let mut seen = query::list::reached(on(), which, &caller, Action::Read, of, &ids).await.unwrap();
    visible.sort_unstable();
    seen.sort_unstable();
    let is_partial =
        !visible.is_empty() && (visible.len() < ids.len() || found.values().any(|(_, hidden, _)| !hidden.is_empty()));
    prop_assert_eq!(seen, visible);
    Ok(is_partial)
}

/// The steps of an explanation lead to the verdict, the verdict is that of the rows, and the audience is those for whom it is.
fn told_truly(world: &World, case: &Case, caller: &Caller, record: &Record) -> Result<(), TestCaseError> {
    let fields = caller.configuration.schema.fields(record.kind);
    let field = fields.get(usize::from(case.shape()) % fields.len()).filter(|field| !field.is_secret());
    let question = Question { action: case.action, kind: record.kind, record: Some((record, world)), field };
    let told = explain::explain(caller, question);
    let rows = decide::rows(caller, case.action, record.kind);
    let seen = field.is_none_or(|field| {
        matches(&decide::class_rows(caller, record.kind, record.kind.class_of(field)), record, world)
    });
    prop_assert_eq!(told.allowed, matches(&rows, record, world) && seen);
    prop_assert_eq!(told.allowed, verdict(&told.steps, question), "{:?}", told.steps);
    if caller.key_roles.is_empty() {
        let user = caller.actor.user();
        let audience = explain::audience(&caller.configuration, caller.now, question);
        let found = audience.iter().find(|one| Some(one.user) == user);
        prop_assert_eq!(found.is_some(), told.allowed);
        prop_assert!(audience.iter().all(|one| !one.by.is_empty()), "{:?}", audience);
    }
    Ok(())
}

/// What is proved of all records there could be is so for all that there are.
fn asserted_truly(world: &World, case: &Case, caller: &Caller) -> Result<(), TestCaseError> {
    let (of, configuration) = (kind(case.kind), &caller.configuration);
    let known_as = caller.effective().map(|own| own.known_as.clone()).unwrap_or_default();
    let Some(user) = caller.actor.user().filter(|user| known_as.contains(user) && caller.key_roles.is_empty()) else {
        return Ok(());
    };
    let fields = configuration.schema.fields(of);
    let field = fields.get(usize::from(case.shape()) % (2 * fields.len())).filter(|field| !field.is_secret());
    let action = if field.is_some() { Action::Read } else { case.action };
    let rows = decide::rows(caller, action, of);
    let shown = field.map_or(Rows::All, |field| decide::class_rows(caller, of, of.class_of(field)));
    let is_about_what_is_there = |record: &Record| {
        let Root::ChildOf(name, _) = of.root else { return true };
        let field = *of.own_field(name).unwrap();
        let all = decide::subject_types(&field).into_iter().map(|target| (kind(target), Rows::All)).collect();
        matches(&Rows::About(Subject { field, targets: all }, true), record, world)
    };
    let is_own = |record: &Record| {
        of.owner().is_some_and(|owner| match owner {
            "id" => record.id == user,
            owner => record.value(owner) == Some(&Value::Link(user)),
        })
    };
    for (claim, whose) in
        [Claim::Never, Claim::May].into_iter().flat_map(|claim| Whose::ALL.map(|whose| (claim, whose)))
    {
        let sentence = Assertion {
            id: Id::NIL,
            sentence: String::new(),
            claim,
            people: vec![user],
            except: Vec::new(),
            action,
            record_type: of.name.into(),
            field: field.map(|field| field.name.to_owned()),
            whose,
        };
        if assertion::checked(configuration, &sentence, caller.now).is_some() {
            continue;
        }
        PROVED
            .fetch_add(usize::from(of.owner().is_some() && rows != Rows::None && rows != Rows::All), Ordering::Relaxed);
        for record in
            world.records[case.kind].iter().filter(|record| is_about_what_is_there(record)).filter(|record| match whose
            {
                Whose::Own => is_own(record),
                Whose::Others => !is_own(record),
                Whose::Any => true,
            })
        {
            let is_reached = matches(&rows, record, world) && matches(&shown, record, world);
            prop_assert_eq!(is_reached, claim == Claim::May, "{:?} {:?} {:?} {:?}", claim, whose, rows, shown);
        }
    }
    Ok(())
}

/// What the steps say, read by somebody who knows only the rules: most permissive wins, restrictions win over all.
fn verdict(steps: &[Step], question: Question<'_>) -> bool {
    let opens = |wanted: Action| {
        let mut at = None;
        steps.iter().any(|step| {
            if let What::Right { action, .. } | What::NoRight { action, .. } = &step.what {
                at = Some(*action);
            }
            let is_opening = matches!(step.what, What::Right { .. } | What::Rule(_) | What::Share);
            step.passed && is_opening && at == Some(wanted)
        })
    };
    let is_stopped = |step: &Step| {
        let stops = matches!(step.what, What::Restriction(_) | What::Key | What::Subject | What::Account);
        stops && !step.passed
    };
    let classes: Vec<_> =
        steps.iter().filter(|step| matches!(step.what, What::Class { .. } | What::NoClass { .. })).collect();
    let is_shown = classes.is_empty() || classes.iter().any(|step| step.passed);
    opens(Action::Read) && opens(question.action) && !steps.iter().any(is_stopped) && is_shown
}

on_both_engines! {
    async fn sql_and_memory_decide_alike(engine: Engine) {
        let world = World::build(&engine).await;
        let schema = schema(&engine).await;
        let cases = Config::default().cases.max(2_000);
        let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
        let telling = AtomicUsize::new(0);
        let asked = runner.run(&cases::cases(), |case| {
            let answer = ask(&engine, &world, &case, schema());
            let is_partial = tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(answer))?;
            telling.fetch_add(usize::from(is_partial), Ordering::Relaxed);
            Ok(())
        });
        asked.unwrap_or_else(|error| panic!("{error}"));
        let telling = telling.into_inner();
        // On average 31 in a hundred do; of so many, fewer than a sixth is far beyond chance.
        assert!(telling * 6 > cases as usize, "only {telling} of {cases} policies showed a part");
        let proved = PROVED.load(Ordering::Relaxed);
        assert!(proved * 20 > cases as usize, "only {proved} sentences were proved");
    }
}
