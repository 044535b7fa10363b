//! The journal and its chain: what was altered is found, what was erased still fits, followers miss nothing.

use std::collections::BTreeSet;

use beheer::changes::{Batch, Change, commit, history, journal, seal, verify};
use beheer::database::Engine as Which;
use serde_json::json;

use crate::support::engine::{input, kind};
use crate::support::people::user;

/// Columns of the journal that verification covers, each with another value on SQLite and PostgreSQL.
const ALTERED: [(&str, &str, &str); 18] = [
    ("batch_id", "randomblob(16)", "gen_random_uuid()"),
    ("operation_id", "randomblob(16)", "gen_random_uuid()"),
    ("operation_kind", "'bulk'", "'bulk'"),
    ("at", "at + 1", "at + 1"),
    ("actor", "'cli:root'", "'cli:root'"),
    ("actor_id", "randomblob(16)", "gen_random_uuid()"),
    ("real_actor_id", "randomblob(16)", "gen_random_uuid()"),
    ("channel", "'api'", "'api'"),
    ("reason_code", "null", "null"),
    ("reason_text", "'because'", "'because'"),
    ("request_id", "'r'", "'r'"),
    ("action", "'contact.deleted'", "'contact.deleted'"),
    ("record_type", "'lead'", "'lead'"),
    ("record_id", "randomblob(16)", "gen_random_uuid()"),
    ("version", "version + 1", "version + 1"),
    ("salt", "randomblob(16)", "'\\x00'::bytea"),
    ("digest", "randomblob(32)", "'\\x00'::bytea"),
    ("hash", "randomblob(32)", "'\\x00'::bytea"),
];

on_both_engines! {
    async fn any_altered_column_is_found_at_its_position(engine: Engine) {
        let program = engine.program().await;
        let id = engine.make(&program, "contact", json!({"last_name": "Vos"})).await;
        engine.commit(&program, vec![Change::delete(kind("contact"), id)]).await.unwrap();
        seal::finish(&engine.database).await.unwrap();
        let positions: Vec<(i64,)> = engine.rows("position from journal where action like 'contact.%' order by 1").await;
        let (made, binned) = (positions[0].0, positions[1].0);
        engine.sql("create table kept as select * from journal").await;
        let columns: Vec<&str> = ALTERED.iter().map(|(column, ..)| *column).chain(["changes", "position"]).collect();
        let back: Vec<_> =
            columns.iter().map(|name| format!("{name} = (select k.{name} from kept k where k.seq = journal.seq)")).collect();
        let back = format!("update journal set {}", back.join(", "));
        // Nothing of a row is left out but `seq`, its number within this database, which a copy of it may give anew.
        let of_table = match engine.database.engine() {
            Which::Sqlite => "name from pragma_table_info('journal')",
            Which::Postgres => "column_name::text from information_schema.columns where table_name = 'journal'",
        };
        let of_table: Vec<(String,)> = engine.rows(of_table).await;
        let of_table: BTreeSet<&str> = of_table.iter().map(|row| row.0.as_str()).collect();
        assert_eq!(of_table, columns.iter().copied().chain(["seq"]).collect());
        let broken = async || verify::verify(&engine.database).await.unwrap().broken.map(|(position, _)| position);
        assert_eq!(broken().await, None);
        for (column, sqlite, postgres) in ALTERED {
            let value = if engine.database.engine() == Which::Sqlite { sqlite } else { postgres };
            engine.sql(format!("update journal set {column} = {value} where position = {made}")).await;
            assert_eq!(broken().await, Some(made), "{column}");
            engine.sql(back.clone()).await;
        }
        for (at, changes) in [
            (made, "[]"),
            (binned, "no json"),
            (binned, "{}"),
            (binned, "[7]"),
            (made, r#"[{"field":"last_name","before":null,"after":"Wolf"}]"#),
        ] {
            engine.sql(format!("update journal set changes = '{changes}' where position = {at}")).await;
            assert_eq!(broken().await, Some(at), "{changes}");
            engine.sql(back.clone()).await;
        }
        engine.sql(format!("update journal set changes = replace(changes, 'Vos', 'Wolf') where position = {made}")).await;
        assert_eq!(broken().await, Some(made));
        engine.sql(back.clone()).await;
        assert_eq!(broken().await, None);
    }

    async fn removed_swapped_and_cut_rows_are_found(engine: Engine) {
        let program = engine.program().await;
        for name in ["A", "B", "C"] {
            engine.make(&program, "contact", json!({"last_name": name})).await;
        }
        seal::finish(&engine.database).await.unwrap();
        let end = history::newest(engine.database.read()).await.unwrap();
        let broken = async || verify::verify(&engine.database).await.unwrap().broken.map(|(position, _)| position);
        engine.sql(format!("update journal set position = -1 where position = {end} - 1")).await;
        engine.sql(format!("update journal set position = {end} - 1 where position = {end}")).await;
        engine.sql(format!("update journal set position = {end} where position = -1")).await;
        assert_eq!(broken().await, Some(end - 1), "swapped");
        engine.sql(format!("update journal set position = -1 where position = {end} - 1")).await;
        engine.sql(format!("update journal set position = {end} - 1 where position = {end}")).await;
        engine.sql(format!("update journal set position = {end} where position = -1")).await;
        assert_eq!(broken().await, None);
        engine.sql("create table kept as select * from journal").await;
        engine.sql(format!("delete from journal where position = {end} - 1")).await;
        assert_eq!(broken().await, Some(end - 1), "removed");
        engine.sql(format!("delete from journal where position >= {end} - 1")).await;
        assert_eq!(broken().await, Some(end - 1), "cut");
        let overriding = if engine.database.engine() == Which::Sqlite { "" } else { "overriding system value" };
        engine.sql(format!("insert into journal {overriding} select * from kept where position >= {end} - 1")).await;
        assert_eq!(broken().await, None);
        engine.sql("update journal_head set position = position - 1").await;
        assert!(broken().await.is_some(), "head moved");
    }

    async fn an_erased_value_still_fits_and_nothing_can_stand_beside_it(engine: Engine) {
        let program = engine.program().await;
        let id = engine.make(&program, "contact", json!({"last_name": "Vos"})).await;
        let rows: Vec<(String, Vec<u8>)> = engine.rows("changes, salt from journal where action = 'contact.created'").await;
        let (changes, salt) = rows[0].clone();
        let mut erased: serde_json::Value = serde_json::from_str(&changes).unwrap();
        for change in erased.as_array_mut().unwrap() {
            if change["field"] == "last_name" {
                let commitment = journal_commitment(&salt, "last_name.after", "\"Vos\"");
                change["after"] = json!(null);
                change["erased"] = json!({"after": commitment});
            }
        }
        engine.sql(format!("update journal set changes = '{erased}' where action = 'contact.created'")).await;
        assert_eq!(verify::verify(&engine.database).await.unwrap().broken, None);
        let events = history::of_record(&engine.database, &program, kind("contact"), id, None, 10).await.unwrap();
        assert!(!events[0].changes.contains("Vos"));
        let forged = erased.to_string().replace(r#""after":null"#, r#""after":"Wolf""#);
        engine.sql(format!("update journal set changes = '{forged}' where action = 'contact.created'")).await;
        assert!(verify::verify(&engine.database).await.unwrap().broken.is_some());
    }

    async fn positions_are_contiguous_and_a_follower_misses_nothing(engine: Engine) {
        let program = engine.program().await;
        seal::finish(&engine.database).await.unwrap();
        let start = history::newest(engine.database.read()).await.unwrap();
        let writers = futures::future::try_join_all((0..16).map(|at| {
            let (engine, program) = (&engine, &program);
            async move {
                for round in 0..4 {
                    let new = |part: i32| {
                        let body = json!({"last_name": format!("{at} {round} {part}")});
                        Change::create(kind("contact"), input(program, kind("contact"), &body))
                    };
                    commit(&engine.database, program, Batch::of((0..3).map(new).collect())).await?;
                }
                Ok::<_, beheer::error::Error>(())
            }
        }));
        let follower = async {
            let (mut place, mut seen) = (start, Vec::new());
            while seen.len() < 192 {
                let events = history::after(engine.database.read(), place, 50).await.unwrap();
                place = events.last().and_then(|event| event.position).unwrap_or(place);
                seen.extend(events);
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
            seen
        };
        let (written, seen) = tokio::join!(writers, tokio::time::timeout(std::time::Duration::from_secs(30), follower));
        written.unwrap();
        let seen = seen.unwrap();
        let positions: Vec<_> = seen.iter().map(|event| event.position.unwrap()).collect();
        assert_eq!(positions, (start + 1..=start + 192).collect::<Vec<_>>());
        let mut batches: Vec<_> = seen.iter().map(|event| event.batch_id).collect();
        batches.dedup();
        assert_eq!(batches.len(), 64, "each batch stands in one piece");
        assert_eq!(verify::verify(&engine.database).await.unwrap().broken, None);
    }

    async fn a_large_batch_stands_in_its_own_order(engine: Engine) {
        let program = engine.program().await;
        let names: Vec<String> = (0..900).map(|at| format!("N{at:03}")).collect();
        let new = |name: &String| Change::create(kind("organisation"), input(&program, kind("organisation"), &json!({"name": name, "kind": "customer"})));
        engine.commit(&program, names.iter().map(new).collect()).await.unwrap();
        seal::finish(&engine.database).await.unwrap();
        let journal: Vec<(String,)> = engine.rows("changes from journal where action = 'organisation.created' order by position").await;
        let log: Vec<(String,)> = engine.rows("image from change_log where table_name = 'organisations' order by seq").await;
        for rows in [journal, log] {
            assert_eq!(rows.len(), 900);
            let wrong = names.iter().zip(&rows).find(|(name, (row,))| !row.contains(&format!("\"{name}\"")));
            assert_eq!(wrong, None);
        }
    }

    async fn secrets_are_not_in_the_journal(engine: Engine) {
        let ada = user(&engine, "Ada", Some("Administrator"), true).await;
        let journal: Vec<(String,)> = engine.rows("changes from journal where action = 'user.created'").await;
        assert!(journal[0].0.contains("•••") && !journal[0].0.contains("argon2"), "{}", journal[0].0);
        let events = history::of_record(&engine.database, &engine.program().await, kind("user"), ada, None, 1).await.unwrap();
        assert_eq!(events[0].at, engine.clock.now());
        // The change log feeds backups, which restore whole rows: it holds the hash.
        let log: Vec<(String,)> = engine.rows("image from change_log where table_name = 'users'").await;
        assert!(log[0].0.contains("argon2"));
    }
}

/// The commitment of a value as `journal` makes it: version byte, then salt, name and canonical text, each with its length.
fn journal_commitment(salt: &[u8], name: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[1]);
    for part in [salt, name.as_bytes(), text.as_bytes()] {
        hasher.update(&(part.len() as u64).to_be_bytes()).update(part);
    }
    beheer::secret::hex(hasher.finalize().as_bytes())
}

#[test]
fn the_hash_covers_the_place_in_the_chain() {
    let digest = [7; 32];
    let hash = journal::chain(&[0; 32], 1, &digest);
    assert_ne!(hash, journal::chain(&[0; 32], 2, &digest));
    assert_ne!(hash, journal::chain(&[1; 32], 1, &digest));
}
