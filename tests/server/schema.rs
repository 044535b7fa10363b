//! The schema: the migrated tables are what the definitions say, and every table is accounted for.

use std::collections::BTreeMap;

use beheer::changes::tables;
use beheer::database::{Engine as Which, migrate};
use beheer::model::columns::{self, Column, ColumnKind};
use beheer::records;

use crate::support::engine::code;

on_both_engines! {
    async fn migrated_tables_are_as_defined(engine: Engine) {
        let mut expected: BTreeMap<String, Vec<Column>> = BTreeMap::new();
        for kind in records::ALL {
            expected.insert(kind.table.into(), columns::of_record(kind));
            for (field, list) in columns::lists(kind) {
                expected.insert(columns::list_table(kind, field), columns::of_list(list));
            }
        }
        let sqlite = engine.database.engine() == Which::Sqlite;
        for (table, expected) in expected {
            let query = if sqlite {
                format!("name, type, case when \"notnull\" = 1 or pk > 0 then 1 else 0 end from pragma_table_info('{table}')")
            } else {
                format!(
                    "column_name::text, data_type::text, case when is_nullable = 'NO' then 1::bigint else 0::bigint end \
                     from information_schema.columns where table_name = '{table}'"
                )
            };
            let mut found: Vec<(String, String, i64)> = engine.rows(&query).await;
            let name = |kind| match (sqlite, kind) {
                (true, ColumnKind::Id | ColumnKind::Bytes) => "BLOB",
                (true, ColumnKind::Text) => "TEXT",
                (true, ColumnKind::Integer) => "INTEGER",
                (false, ColumnKind::Id) => "uuid",
                (false, ColumnKind::Bytes) => "bytea",
                (false, ColumnKind::Text) => "text",
                (false, ColumnKind::Integer) => "bigint",
            };
            let mut expected: Vec<_> =
                expected.into_iter().map(|column| (column.name, name(column.kind).to_owned(), i64::from(column.required))).collect();
            // A column that a later version added stands last in the table, wherever its field stands in the definition.
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{table}");
        }
    }

    async fn every_table_is_replicated_derived_or_ephemeral(engine: Engine) {
        let query = if engine.database.engine() == Which::Sqlite {
            "name from sqlite_master where type = 'table'"
        } else {
            "table_name::text from information_schema.tables where table_schema = 'public'"
        };
        let unlisted = async || {
            let all: Vec<(String,)> = engine.rows(query).await;
            all.into_iter().map(|row| row.0).filter(|table| tables::kind_of(table, &records::ALL).is_none()).collect::<Vec<_>>()
        };
        assert_eq!(unlisted().await, Vec::<String>::new());
        engine.sql("create table forgotten (id integer)").await;
        assert_eq!(unlisted().await, ["forgotten"]);
    }

    async fn migrations_run_twice_and_refuse_what_they_do_not_know(engine: Engine) {
        let run = async || migrate::run(&engine.database, &engine.url).await;
        run().await.unwrap();
        engine.sql("update _sqlx_migrations set version = 9999 where version = 2").await;
        let refused = run().await.unwrap_err();
        assert!(refused.to_string().contains("9999") && refused.code() == "newer_schema", "{refused}");
        engine.sql("update _sqlx_migrations set version = 2 where version = 9999").await;
        let other = if engine.database.engine() == Which::Sqlite { "x'00'" } else { "'\\x00'::bytea" };
        engine.sql(format!("update _sqlx_migrations set checksum = {other} where version = 1")).await;
        assert_eq!(code(run().await), "changed_migration");
    }
}
