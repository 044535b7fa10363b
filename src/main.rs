//! The program.
fn main() {
    let e = if std::env::args().nth(1).as_deref() == Some("postgres") {
        beheer::database::Engine::Postgres
    } else {
        beheer::database::Engine::Sqlite
    };
    for k in beheer::records::ALL {
        println!("{}", beheer::model::ddl::create(e, k));
    }
}
