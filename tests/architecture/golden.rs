//! Lists that people review: compared with a committed text, rewritten by `UPDATE=1 cargo test`.

use std::fs;

/// Fails with what came and what went where the lines differ from the golden file's.
pub(crate) fn compare(path: &str, heading: &str, lines: &[String]) {
    let file = crate::root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        let text = format!("# {heading}\n# Rewritten by `UPDATE=1 cargo test`; review the difference.\n");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, lines.iter().fold(text, |text, line| text + line + "\n")).unwrap();
        return;
    }
    let golden = fs::read_to_string(&file).unwrap_or_default();
    let golden: Vec<_> = golden.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let changes = difference(&golden, lines);
    assert!(
        changes.is_empty(),
        "{path} differs. {heading}\n  {}\nIf this is meant: UPDATE=1 cargo test, and review the difference.",
        changes.join("\n  ")
    );
}

/// Lines gone (`-`) and come (`+`); equal lines count as often as they occur.
pub(crate) fn difference(before: &[String], after: &[String]) -> Vec<String> {
    let without = |these: &[String], those: &[String], sign: char| {
        let mut left = those.to_vec();
        let mut only = Vec::new();
        for line in these {
            match left.iter().position(|other| other == line) {
                Some(at) => drop(left.swap_remove(at)),
                None => only.push(format!("{sign} {line}")),
            }
        }
        only
    };
    [without(before, after, '-'), without(after, before, '+')].concat()
}
