//! The writer and the change log: group commit, a full disk, and rows that can be made again from their images.

use std::collections::BTreeMap;

use beheer::changes::{Batch, Change, Operation, OperationKind, commit, merge, tables, undo, verify};
use beheer::database::Engine as Which;
use beheer::id::Id;
use beheer::model::{Input, columns};
use beheer::records::{self, seed};
use serde_json::{Value as Json, json};

use crate::support::engine::{Engine, code, input, kind};

on_both_engines! {
    async fn a_failing_batch_leaves_its_neighbours_alone(engine: Engine) {
        let program = engine.program().await;
        let writers = (0..64).map(|at| {
            let new = Change::create(kind("lead"), input(&program, kind("lead"), &json!({"name": format!("L{at}")})));
            let lost = Change::delete(kind("lead"), Id::built_in(9));
            engine.commit(&program, if at % 8 == 3 { vec![new, lost] } else { vec![new] })
        });
        let done = futures::future::join_all(writers).await;
        assert!((0..64).all(|at| done[at].is_ok() == (at % 8 != 3)), "{:?}", done.iter().map(Result::is_ok).collect::<Vec<_>>());
        assert_eq!(engine.rows::<(i64,)>("count(*) from leads").await[0].0, 56);
        assert_eq!(verify::verify(&engine.database).await.unwrap().broken, None);
    }

    async fn waiting_batches_share_one_commit(engine: Engine) {
        if engine.database.engine() == Which::Postgres {
            return;
        }
        let program = engine.program().await;
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (end, ends) = tokio::sync::oneshot::channel::<()>();
        let database = engine.database.clone();
        let first = tokio::spawn(async move {
            let busy = database.write(move |_| Box::pin(async move {
                begun.send(()).unwrap();
                ends.await.unwrap();
                Ok(())
            }));
            busy.await.unwrap();
        });
        has_begun.await.unwrap();
        let before = commits_in_the_log(&engine);
        let lead = |at: usize| {
            let body = json!({"name": format!("L{at}")});
            engine.commit(&program, vec![Change::create(kind("lead"), input(&program, kind("lead"), &body))])
        };
        let mut all = Box::pin(futures::future::join_all((0..48).map(lead)));
        // Asked once, each of them stands in the queue; nothing can be done yet.
        assert!(futures::poll!(&mut all).is_pending());
        end.send(()).unwrap();
        assert!(all.await.iter().all(Result::is_ok));
        first.await.unwrap();
        assert!(commits_in_the_log(&engine) - before <= 2, "48 batches took {} commits", commits_in_the_log(&engine) - before);
    }

    async fn rows_made_again_from_the_change_log_are_the_rows(engine: Engine) {
        let program = engine.program().await;
        let product = engine.make(&program, "product", json!({"name": "Bolt", "price": {"amount": "1.5", "currency": "EUR"}})).await;
        let body = json!({"product_id": product.to_string(), "kind": "receipt", "quantity": "2", "reference": "r"});
        engine.make(&program, "stock_movement", body).await;
        let mail = json!({"last_name": "İß \"Vos\"", "emails": [{"value": "a@x"}, {"type": "work", "value": "b@x"}]});
        let contact = engine.make(&program, "contact", mail).await;
        engine.update(&program, "contact", contact, json!({"emails": [{"value": "c@x"}], "birthday": "2000-02-29"})).await.unwrap();
        let deal = json!({"name": "D", "stage_id": seed::stage(0).to_string(), "contact_id": contact.to_string()});
        let deal = engine.make(&program, "deal", deal).await;
        engine.commit(&program, vec![Change::delete(kind("deal"), deal)]).await.unwrap();
        live_a_while(&engine).await;
        let log: Vec<(String, String, Option<String>)> = engine.rows("table_name, pk, image from change_log order by seq").await;
        let mut images: BTreeMap<(String, String), Json> = BTreeMap::new();
        for (table, pk, image) in log {
            match image {
                Some(image) => drop(images.insert((table, pk), serde_json::from_str(&image).unwrap())),
                None => drop(images.remove(&(table, pk))),
            }
        }
        // Of the engine's own tables those are replicated that the log feeds; the journal has its own positions.
        let of = |table: &str| -> Vec<(String, Json)> {
            images.iter().filter(|((name, _), _)| name == table).map(|((_, pk), row)| (pk.clone(), row.clone())).collect()
        };
        let counters: Vec<(String, i64)> = engine.rows("name, value from counters order by 1").await;
        let counters: Vec<_> = counters.into_iter().map(|(name, value)| (name, json!({"value": value}))).collect();
        assert!(!counters.is_empty());
        assert_eq!(of("counters"), counters);
        let id = |name: &str| if engine.database.engine() == Which::Sqlite { format!("lower(hex({name}))") } else { format!("replace({name}::text, '-', '')") };
        let merges = format!("{}, {}, record_type, at from merges order by 1", id("loser_id"), id("winner_id"));
        let merges: Vec<(String, String, String, i64)> = engine.rows(&merges).await;
        let merges: Vec<_> = merges.into_iter().map(|(pk, winner_id, record_type, at)| (pk, json!({"winner_id": winner_id, "record_type": record_type, "at": at}))).collect();
        assert_eq!(merges.len(), 1);
        assert_eq!(of("merges"), merges);
        let replicated = tables::ENGINE.iter().filter(|(_, kind)| *kind == tables::TableKind::Replicated).map(|(name, _)| *name);
        assert_eq!(replicated.collect::<Vec<_>>(), ["journal", "journal_head", "change_log", "counters", "merges"]);
        for kind in records::ALL {
            let rows = live(&engine, kind.table, &columns::of_record(kind), "id").await;
            let made: Vec<Json> = images.iter().filter(|((table, _), _)| table == kind.table).map(|(_, row)| row.clone()).collect();
            assert_eq!(made, rows, "{}", kind.table);
            for (field, list) in columns::lists(kind) {
                let table = columns::list_table(kind, field);
                let rows = live(&engine, &table, &columns::of_list(list), "parent_id, position").await;
                let lists = images.iter().filter(|((name, _), _)| *name == table);
                let made: Vec<Json> = lists.flat_map(|(_, rows)| rows.as_array().unwrap().clone()).collect();
                assert_eq!(made, rows, "{table}");
            }
        }
    }

    async fn a_full_disk_is_said_and_nothing_is_kept(engine: Engine) {
        if engine.database.engine() == Which::Postgres {
            return;
        }
        let program = engine.program().await;
        let pages = engine.rows::<(i64,)>("page_count from pragma_page_count").await[0].0;
        engine.sql(format!("pragma max_page_count = {}", pages + 4)).await;
        let lead = |at: usize| {
            let body = json!({"name": format!("L{at}"), "notes": "long ".repeat(3_000)});
            engine.commit(&program, vec![Change::create(kind("lead"), input(&program, kind("lead"), &body))])
        };
        let done = futures::future::join_all((0..16).map(lead)).await;
        let kept = i64::try_from(done.iter().filter(|result| result.is_ok()).count()).unwrap();
        assert!(done.iter().any(|result| result.as_ref().is_err_and(|error| error.code() == "storage_full")));
        assert_eq!(engine.rows::<(i64,)>("count(*) from leads").await[0].0, kept, "what was acknowledged, and no more");
        assert_eq!(code(lead(17).await), "storage_full");
        engine.sql("pragma max_page_count = 1000000").await;
        lead(18).await.unwrap();
        assert_eq!(verify::verify(&engine.database).await.unwrap().broken, None);
    }
}

/// The rows of a table in the form of images.
async fn live(engine: &Engine, table: &str, columns: &[columns::Column], order: &str) -> Vec<Json> {
    let sqlite = engine.database.engine() == Which::Sqlite;
    let cells: Vec<_> = columns
        .iter()
        .map(|column| {
            let name = format!("\"{}\"", column.name);
            let cell = match (column.kind, sqlite) {
                (columns::ColumnKind::Id | columns::ColumnKind::Bytes, true) => {
                    format!("case when {name} is not null then lower(hex({name})) end")
                }
                (columns::ColumnKind::Id, false) => format!("replace({name}::text, '-', '')"),
                (columns::ColumnKind::Bytes, false) => format!("encode({name}, 'hex')"),
                _ => name,
            };
            format!("'{}', {cell}", column.name)
        })
        .collect();
    // In parts: a function takes a hundred arguments at most.
    let object = if sqlite { "json_object" } else { "json_build_object" };
    let parts: Vec<_> = cells.chunks(40).map(|some| format!("{object}({})", some.join(", "))).collect();
    let array = if sqlite { "json_array" } else { "json_build_array" };
    let rest = format!("cast({array}({}) as text) from \"{table}\" order by {order}", parts.join(", "));
    let rows: Vec<(String,)> = engine.rows(&rest).await;
    let merged = |(text,): (String,)| {
        let parts: Vec<serde_json::Map<String, Json>> = serde_json::from_str(&text).unwrap();
        let mut all = serde_json::Map::new();
        for part in parts {
            all.extend(part);
        }
        Json::Object(all)
    };
    rows.into_iter().map(merged).collect()
}

/// What an installation goes through: a company, fields of its own, merges with and without regret, conversion, undo.
async fn live_a_while(engine: &Engine) {
    records::demo::run(&engine.database).await.unwrap();
    let field = json!({"record_type": "contact", "name": "x_size", "label": "Size", "kind": "number"});
    engine.make(&engine.program().await, "custom_field", field).await;
    let program = engine.program().await;
    let contact = kind("contact");
    let mut made = Vec::new();
    for name in ["Das", "Ree", "Ree"] {
        let body = json!({"last_name": name, "x_size": "3", "emails": [{"value": format!("{name}@x.example")}]});
        made.push(engine.make(&program, "contact", body).await);
    }
    engine.update(&program, "contact", made[0], json!({"x_size": null})).await.unwrap();
    merge::merge(&engine.database, &program, contact, made[0], made[1], Input::new()).await.unwrap();
    merge::merge(&engine.database, &program, contact, made[0], made[2], Input::new()).await.unwrap();
    engine.commit(&program, vec![Change::restore(contact, made[2])]).await.unwrap();
    let body = json!({"name": "Undone BV", "addresses": [{"city": "Ede"}]});
    let new = Change::create(kind("organisation"), input(&program, kind("organisation"), &body));
    let import = Operation { id: engine.database.ids().next(), kind: OperationKind::Import };
    commit(&engine.database, &program, Batch::one(new).within(import)).await.unwrap();
    undo::operation(&engine.database, &program, import.id).await.unwrap();
}

/// The commits in SQLite's write-ahead log: each ends in a frame that names the size of the database.
fn commits_in_the_log(engine: &Engine) -> usize {
    let log = std::fs::read(format!("{}-wal", engine.url.strip_prefix("sqlite:").unwrap())).unwrap();
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let (page, salt) = (number(8) as usize, (number(16), number(20)));
    let frames = (32..log.len()).step_by(24 + page).take_while(|at| at + 24 <= log.len());
    frames.filter(|&at| number(at + 4) != 0 && (number(at + 8), number(at + 12)) == salt).count()
}
