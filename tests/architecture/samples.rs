//! A bad sample for each checker (and a good one), so that a checker that sees nothing is seen.

use crate::{direction, doors, golden, shape};

fn owned(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[track_caller]
fn finds(findings: &[String], parts: &[&str]) {
    assert_eq!(findings.len(), parts.len(), "{findings:#?}");
    for (finding, part) in findings.iter().zip(parts) {
        assert!(finding.contains(part), "{finding:?} does not say {part:?}");
    }
}

#[test]
fn an_upward_path_is_found() {
    finds(&direction::check("src/model/a.rs", "use crate::changes::commit;"), &["1: `model` uses `changes`"]);
    finds(&direction::check("src/rights/a.rs", "\nfn f() { crate::query::list() }"), &["2: `rights` uses `query`"]);
    let braced = "use crate::{\n  error::{Error, api},\n  records::deal, api::x};";
    finds(&direction::check("src/changes/a.rs", braced), &["`changes` uses `records`", "`changes` uses `api`"]);
    finds(&direction::check("src/records/a.rs", "pub(in crate::identity) fn f() {}"), &["uses `identity`"]);
    finds(&direction::check("src/clock.rs", "use super::model::Value;"), &["`clock` uses `model`"]);
    finds(&direction::check("src/rights/a.rs", "use super::super::api;"), &["super::super"]);
    finds(&direction::check("src/model/a.rs", "macro_rules! m { () => { $crate::api::x() } }"), &["uses `api`"]);
}

#[test]
fn a_downward_path_passes() {
    let changes =
        "use crate::{query, rights::Caller, model::{self, Value}}; // crate::api\nconst S: &str = \"crate::api\";";
    finds(&direction::check("src/changes/a.rs", changes), &[]);
    finds(&direction::check("src/identity/a.rs", "use crate::records::user;"), &[]);
    finds(&direction::check("src/database/mod.rs", "use crate::error; mod tests { use super::Pool; }"), &[]);
}

#[test]
fn neighbours_that_may_not_meet_are_found() {
    finds(&direction::check("src/mail/a.rs", "use crate::templates::render;"), &["`mail` uses `templates`"]);
    finds(&direction::check("src/console/a.rs", "use crate::api::problem;"), &["`console` uses `api`"]);
    finds(&direction::check("src/cli/user.rs", "use crate::api::problem;"), &["`cli` uses `api`"]);
    finds(&direction::check("src/cli/serve.rs", "use crate::{api, console};"), &[]);
}

#[test]
fn a_module_without_a_layer_is_found() {
    finds(&direction::check("src/helpers.rs", ""), &["`helpers` is not in a layer"]);
    finds(&direction::check("src/api/a.rs", "use crate::Everything;"), &["`crate::Everything` is no module"]);
    finds(&direction::check("src/lib.rs", "pub mod clock;\npub mod utils;"), &["`utils` is not in a layer"]);
}

#[test]
fn a_file_without_an_opening_is_found() {
    finds(&shape::opening("src/a.rs", "use std::fs;"), &["does not open"]);
    finds(&shape::opening("src/a.rs", "//!\n"), &["says nothing"]);
    finds(&shape::opening("src/a.rs", &"//! A long story.\n".repeat(6)), &["6 lines"]);
    finds(&shape::opening("src/a.rs", "//! What it is for.\n"), &[]);
    finds(&shape::opening("src/a/tests.rs", "use super::*;"), &[]);
}

#[test]
fn a_long_file_and_a_long_function_are_found() {
    finds(&shape::lengths("src/a.rs", &"// line\n".repeat(601)), &["601 lines"]);
    let body = |lines: usize| format!("fn f(a: [u8; 2]) {{\n{}}}\n", "let s = \"}\"; // }\n".repeat(lines));
    finds(&shape::lengths("src/a.rs", &body(79)), &["`f` has 81 lines"]);
    finds(&shape::lengths("src/a.rs", &body(78)), &[]);
}

#[test]
fn a_folder_too_early_is_found() {
    finds(&shape::folders(&owned(&["src/a.rs", "src/a/mod.rs", "src/a/b.rs", "src/a/c.rs"])), &["src/a.rs stands"]);
    finds(&shape::folders(&owned(&["src/a/mod.rs", "src/a/b.rs"])), &["src/a/ has 2 files"]);
    finds(&shape::folders(&owned(&["src/a/b.rs", "src/a/c.rs", "src/a/d.rs"])), &["no mod.rs"]);
    finds(&shape::folders(&owned(&["src/a/mod.rs", "src/a/b.rs", "src/a/tests.rs", "src/lib.rs"])), &[]);
}

#[test]
fn leftovers_are_found() {
    let bad = "// TODO: later\n#[ignore]\n#[allow(dead_code)]\nfn f() {} /* FIXME */";
    finds(&shape::leftovers("src/a.rs", bad), &["1: TODO", "4: FIXME", "2: #[ignore", "3: #[allow("]);
    finds(&shape::leftovers("src/a.rs", "#[expect(dead_code, reason = \"TODO\")] // bhr_XXXX"), &[]);
}

#[test]
fn sql_elsewhere_is_found() {
    let bad = "use sqlx::Row;\nfn f() { sqlx::query(\"select 1\").execute(pool); }";
    finds(&doors::sql("src/records/a.rs", bad), &["2: sqlx::query", "2: .execute("]);
    finds(&doors::sql("src/database/a.rs", bad), &[]);
    finds(&doors::sql("src/cli/a.rs", "command.execute()"), &[]);
}

#[test]
fn a_socket_elsewhere_is_found() {
    let bad = "async fn f() { TcpStream::connect(a).await; reqwest::get(b).await }";
    finds(&doors::sockets("src/mail/smtp.rs", bad), &["TcpStream::connect", "reqwest::"]);
    finds(&doors::sockets("src/outbound/client.rs", bad), &[]);
}

#[test]
fn row_writers_are_counted() {
    let bad = "Query::insert().into_table(T); Query::insert(); let s = \"delete from x\"; let t = \"update the list\";";
    let expected = ["\"delete from\" 1", "Query::insert 2", "into_table( 1"];
    finds(&doors::writers("src/jobs/a.rs", bad), &expected);
    finds(&doors::writers("src/jobs/a.rs", "// Query::insert\nfn insert_into_table() {}"), &[]);
}

#[test]
fn system_callers_are_listed_with_their_reasons() {
    let bad = "Caller::system(\n  \"nightly clean-up\");\nCaller::system(why)";
    let expected = ["(not a plain text) why)", "src/jobs/a.rs: nightly clean-up"];
    finds(&doors::system_callers("src/jobs/a.rs", bad), &expected);
}

#[test]
fn a_difference_says_what_came_and_what_went() {
    finds(&golden::difference(&owned(&["a", "b", "b"]), &owned(&["b", "c"])), &["- a", "- b", "+ c"]);
    finds(&golden::difference(&owned(&["a"]), &owned(&["a"])), &[]);
}

#[test]
fn a_migration_on_one_side_is_found() {
    let (one, two) = (owned(&["0001_a.sql", "0002_b.sql"]), owned(&["0001_a.sql"]));
    finds(&shape::migrations(&one, &two, true), &["0002_b.sql is missing from migrations/postgres"]);
    finds(&shape::migrations(&two, &one, true), &["0002_b.sql is missing from migrations/sqlite"]);
    finds(&shape::migrations(&[], &[], true), &["empty"]);
    finds(&shape::migrations(&[], &[], false), &[]);
}
