//! The import rule of `docs/architecture.md`, and the ceiling on the length of files.

use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module imports only modules before it. `extraction` is the whole chain; what comes after sees it whole.
const CHAIN: [&str; 13] = [
    "source",
    "page",
    "layout",
    "privacy",
    "outline",
    "content",
    "record",
    "check",
    "extraction",
    "output",
    "explain",
    "run",
    "cli",
];
/// Shared ground: everyone may import it, and it imports only itself.
const SHARED: [&str; 5] = ["place", "diagnostic", "limits", "grammar", "codes"];
/// Lines of a file without its tests.
const MOST_LINES: usize = 450;

#[test]
fn modules_import_only_what_stands_before_them() {
    let mut wrong = Vec::new();
    for file in rust_files() {
        let module = module_of(&file);
        if matches!(module[0].as_str(), "lib" | "main") {
            continue;
        }
        for import in imports(&code_of(&file), &module) {
            if !may_import(&module[0], &import) {
                wrong.push(format!("{}: {} must not import {import}", file.display(), module[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_can_be_read_in_one_sitting() {
    let long: Vec<String> = rust_files()
        .into_iter()
        .map(|file| (code_of(&file).lines().count(), file))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, file)| format!("{}: {lines} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "more than {MOST_LINES} lines without tests:\n{}", long.join("\n"));
}

#[test]
fn the_reader_of_imports_reads_them() {
    let code =
        "use crate::{page::{self, Page}, place};\nfn f() -> crate::run::Options { super::super::cli::main() }\n/// [`crate::no`]";
    let module = ["layout".to_owned(), "text".to_owned()];
    let found: Vec<String> = imports(&without_comments(code), &module).into_iter().collect();
    assert_eq!(found, ["cli", "page", "place", "run"]);
    assert!(may_import("layout", "page") && may_import("grammar", "place"));
    assert!(!may_import("page", "layout") && !may_import("codes", "page") && !may_import("layout", "unheard_of"));
}

fn may_import(module: &str, import: &str) -> bool {
    if module == import || SHARED.contains(&import) {
        return true;
    }
    let rank = |name: &str| CHAIN.iter().position(|c| *c == name);
    match (rank(module), rank(import)) {
        (Some(module), Some(import)) => import < module,
        // An unknown module has to be given a place in the chain first.
        _ => false,
    }
}

/// The top-level modules of this crate that some code names.
fn imports(code: &str, module: &[String]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let path = Regex::new(r"\b(crate|super(?:::super)*)::(\w+|\{)").expect("a pattern");
    for path in path.captures_iter(code) {
        let climbs = path[1].split("::").filter(|p| *p == "super").count();
        // `super::` as often as the module is deep leads to the root of the crate.
        if climbs != 0 && climbs != module.len() {
            continue;
        }
        if &path[2] == "{" {
            let end = path.get(0).map_or(0, |m| m.end());
            found.extend(first_names(&code[end..]));
        } else {
            found.insert(path[2].to_owned());
        }
    }
    found
}

/// The first part of each path in `a, b::{c, d}}…`.
fn first_names(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut names = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ if depth == 0 => names.last_mut().expect("at least one").push(c),
            _ => {}
        }
    }
    let first = |n: &String| n.trim().split("::").next().unwrap_or_default().to_owned();
    names.iter().map(first).filter(|n| !n.is_empty()).collect()
}

/// `["layout", "text"]` for `src/layout/text.rs`, `["layout"]` for `src/layout/mod.rs`.
fn module_of(file: &Path) -> Vec<String> {
    let inside = file.strip_prefix(source()).expect("below src").with_extension("");
    let mut parts: Vec<String> = inside.iter().map(|p| p.to_string_lossy().into_owned()).collect();
    if parts.len() > 1 && parts.last().is_some_and(|p| p == "mod") {
        parts.pop();
    }
    parts
}

/// The code of a file without comments and without its tests.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("a source file");
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    without_comments(text)
}

/// Comment lines are emptied, not removed: they count as lines to read.
fn without_comments(text: &str) -> String {
    let code = |line: &str| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() };
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All files of `src/` but those that hold only tests.
fn rust_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && path.file_name().is_some_and(|n| n != "tests.rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
