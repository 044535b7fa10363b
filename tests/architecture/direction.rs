//! Which module may use which: the layers, and the paths that cross them.

use crate::scan::{Source, name};

/// A module's layer, and its place within it. Lower may not use higher.
struct Place {
    module: &'static str,
    layer: u8,
    rank: u8,
}

const fn at(module: &'static str, layer: u8, rank: u8) -> Place {
    Place { module, layer, rank }
}

const HOUSE: &[Place] = &[
    // 0 base: in any order.
    at("error", 0, 0),
    at("clock", 0, 0),
    at("id", 0, 0),
    at("secret", 0, 0),
    at("config", 0, 0),
    at("database", 0, 0),
    at("storage", 0, 0),
    at("crypto", 0, 0),
    at("outbound", 0, 0),
    at("logging", 0, 0),
    at("http", 0, 0),
    at("model", 1, 0),
    // 2 engine: in this order.
    at("rights", 2, 0),
    at("query", 2, 1),
    at("changes", 2, 2),
    // 3 domain: identity knows the records of users and groups, not the other way round.
    at("records", 3, 0),
    at("settings", 3, 0),
    at("identity", 3, 1),
    // 4 services: they meet in the journal, never each other.
    at("automation", 4, 0),
    at("mail", 4, 0),
    at("webhooks", 4, 0),
    at("templates", 4, 0),
    at("transfer", 4, 0),
    at("backups", 4, 0),
    at("app", 5, 0),
    at("jobs", 5, 0),
    // 6 edges: never each other, but that `cli::serve` mounts the other two.
    at("cli", 6, 0),
    at("api", 6, 0),
    at("console", 6, 0),
];

fn place(module: &str) -> Option<&'static Place> {
    HOUSE.iter().find(|place| place.module == module)
}

fn may_use(path: &str, from: &Place, to: &Place) -> bool {
    if from.module == to.module || to.layer < from.layer {
        return true;
    }
    let mounts = path == "src/cli/serve.rs" || path.starts_with("src/cli/serve/");
    match from.layer {
        _ if to.layer > from.layer => false,
        4 => false,
        6 => mounts && from.module == "cli",
        _ => to.rank <= from.rank,
    }
}

/// The module of the house that a file belongs to; none for `lib.rs` and `main.rs`.
fn module_of(path: &str) -> Option<&str> {
    let module = path.strip_prefix("src/")?.split('/').next()?.trim_end_matches(".rs");
    (!matches!(module, "lib" | "main")).then_some(module)
}

/// The modules named after `crate::`, at a byte of the code: one, or those of a braced list.
fn named_after(source: &Source, from: usize) -> Vec<&str> {
    let rest = source.code[from..].trim_start();
    if !rest.starts_with('{') {
        return vec![name(rest)];
    }
    let end = source.block_end(from).unwrap_or(source.code.len());
    let inside = source.code[from..end].trim().trim_start_matches('{');
    let (mut depth, mut names, mut fresh) = (0, Vec::new(), true);
    for (at, character) in inside.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if fresh && !character.is_whitespace() => {
                names.push(name(&inside[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

/// Every path of this file that climbs or crosses, and every module the house does not know.
pub(crate) fn check(path: &str, text: &str) -> Vec<String> {
    let source = Source::of(text);
    let Some(module) = module_of(path) else { return declared(path, &source) };
    let Some(from) = place(module) else {
        return vec![format!("{path}: module `{module}` is not in a layer; give it one in tests/architecture")];
    };
    let mut findings = Vec::new();
    let mut judge = |at: usize, target: &str| {
        let line = source.line(at);
        match place(target) {
            None => findings.push(format!("{path}:{line}: `crate::{target}` is no module of the house")),
            Some(to) if !may_use(path, from, to) => {
                findings.push(format!("{path}:{line}: `{module}` uses `{target}`"));
            }
            Some(_) => {}
        }
    };
    for at in source.places("crate::") {
        for target in named_after(&source, at + "crate::".len()) {
            judge(at, target);
        }
    }
    // The other way to the root: `super` from a module that stands directly under it.
    if path.ends_with(&format!("src/{module}.rs")) || path == format!("src/{module}/mod.rs") {
        for at in source.places("super::") {
            let target = name(&source.code[at + "super::".len()..]);
            if place(target).is_some_and(|place| place.layer >= from.layer) {
                judge(at, target);
            }
        }
    }
    for at in source.places("super::super::") {
        findings.push(format!("{path}:{}: `super::super` hides where it leads; write `crate::…`", source.line(at)));
    }
    findings
}

/// Modules declared in `lib.rs` and `main.rs`.
fn declared(path: &str, source: &Source) -> Vec<String> {
    let modules = source.places("mod ").map(|at| name(&source.code[at + 4..]));
    let strangers = modules.filter(|module| place(module).is_none() && *module != "tests");
    strangers.map(|module| format!("{path}: module `{module}` is not in a layer")).collect()
}
