# The recipes of every day; `just` lists them.

set positional-arguments

[private]
default:
    @just --list --unsorted

# The whole check, as it runs before a merge
ci:
    bash .ci/run

# What takes seconds: format, types, lints
check:
    cargo fmt --check
    cargo clippy --lib --bins --tests -- -D warnings

# All tests; those on PostgreSQL are skipped where there is none
test *arguments:
    cargo test "$@"

# All tests, and PostgreSQL has to be there
test-postgres *arguments:
    CI_REQUIRE_POSTGRES=1 cargo test "$@"

# Format, and lint code, scripts and documentation
lint:
    cargo fmt
    cargo clippy --lib --bins --tests -- -D warnings
    RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --document-private-items
    shellcheck --external-sources .ci/run tests/support.sh tests/*/run.sh

# Licences, refused and doubled dependencies, advisories (needs cargo-deny)
deny:
    cargo deny check

# Rewrite what is generated or golden: the OpenAPI document, lists, tables; review the difference
openapi:
    UPDATE=1 cargo test
    git status --short

# A server with sample data on http://127.0.0.1:8080
demo:
    cargo run -- serve --demo --data beheer-data --listen 127.0.0.1:8080

# Measure, PostgreSQL with fsync; numbers go into the commit that moves them
bench *arguments:
    TEST_POSTGRES_DURABLE=1 cargo bench --bench beheer -- "$@"

# Measure pages in a browser, with 100,000 contacts (or CONTACTS=1000000)
bench-console:
    bash tests/console/speed.sh

# 500 kills on each engine, release build, PostgreSQL with fsync
full-kills:
    KILLS=500 CI_REQUIRE_POSTGRES=1 TEST_POSTGRES_DURABLE=1 cargo test --release --test kills -- --nocapture a_kill

# Ten times the cases against the OpenAPI document
full-contract:
    cargo build
    CONTRACT_FULL=1 CONTRACT_EXAMPLES=120 CONTRACT_SECONDS=7200 bash tests/contract/run.sh

# Every page of the console in both schemes, three widths and five languages, with axe
full-axe:
    cargo build
    FULL=1 bash tests/console/run.sh

# The pictures of the README, in tests/console/gallery
gallery:
    cargo build
    ONLY=none GALLERY="{{ justfile_directory() }}/tests/console/gallery" bash tests/console/run.sh

# Pictures of every page of the console, in ./screenshots
screenshots:
    cargo build
    SHOTS="{{ justfile_directory() }}/screenshots" bash tests/console/run.sh
