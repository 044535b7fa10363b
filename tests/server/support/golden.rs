//! Tables that people review: compared with a committed text, rewritten by `UPDATE=1 cargo test`.

use std::path::Path;

/// Fails where the text is not that of the file in `tests/golden`, with the lines that went and came.
#[track_caller]
pub(crate) fn compare(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, text).unwrap();
        return;
    }
    let golden = std::fs::read_to_string(&file).unwrap_or_default();
    let only = |these: &str, those: &str, sign: char| -> Vec<String> {
        these
            .lines()
            .filter(|line| !those.lines().any(|other| other == *line))
            .map(|line| format!("{sign} {line}"))
            .collect()
    };
    let moved = [only(&golden, text, '-'), only(text, &golden, '+')].concat();
    assert!(
        golden == text,
        "{name} differs:\n{}\nIf this is meant: UPDATE=1 cargo test, and review it.",
        moved.join("\n")
    );
}
