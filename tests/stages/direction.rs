//! The import rules of `docs/architecture.md`, and the ceiling on the length of files.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A module imports only modules before it. `extraction` is the whole chain; what comes after sees it whole.
const CHAIN: [&str; 16] = [
    "source",
    "page",
    "layout",
    "privacy",
    "outline",
    "content",
    "record",
    "check",
    "proof",
    "extraction",
    "department",
    "output",
    "explain",
    "run",
    "view",
    "cli",
];
/// Shared ground: everyone may import it, and it imports only itself.
const SHARED: [&str; 7] = ["place", "diagnostic", "limits", "decimal", "exact", "grammar", "codes"];
/// Lines of a file without its tests.
const MOST_LINES: usize = 450;

// What the code of a file is looked through for.
static METHOD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^impl(?:<[^>]*>)? (?:\w+::)*(\w+)(?:<[^>]*>)? \{").expect("a pattern"));
static IMPORT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)\buse\s+([^;]+);").expect("a pattern"));
static INLINE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b\w+(?:::\w+)+").expect("a pattern"));
static PATH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(crate|super(?:::super)*)::(\w+|\{)").expect("a pattern"));
static TESTS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"#\[cfg\(test\)\]\n(?:#\[.*\]\n)*mod tests \{").expect("a pattern"));
static VISIBILITY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"pub\(in [\w:]+\)").expect("a pattern"));

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

/// A file is read after all that it imports, so imports form no ring: not between folders, not inside one, and not between a
/// folder's `mod.rs` and its children. To declare a child is no import of it; to re-export it is one.
#[test]
fn no_files_import_each_other() {
    let files: Modules = rust_files().into_iter().map(|file| (module_of(&file), code_of(&file))).collect();
    let rings: Vec<String> = rings(&graph(&files)).iter().map(describe).collect();
    assert!(rings.is_empty(), "{} rings of files:\n{}", rings.len(), rings.join("\n"));
}

/// Methods that stand in another file than their type make a ring that no import shows: the type's file calls what imports it.
#[test]
fn methods_stand_with_their_type() {
    let mut apart = Vec::new();
    for file in rust_files() {
        let code = code_of(&file);
        let is_here = |name: &str| ["struct", "enum"].iter().any(|kind| code.contains(&format!("{kind} {name}")));
        let names = METHOD.captures_iter(&code).map(|found| found[1].to_owned()).filter(|name| !is_here(name));
        apart.extend(names.map(|name| format!("{}: methods of {name}", file.display())));
    }
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

/// What bytes are is told in `source`; a format enters through one door each for pages and for flowing text.
#[test]
fn nothing_else_asks_for_a_format() {
    let doors = [&["page", "format"][..], &["layout", "native"], &["extraction"]];
    let asks = |file: &PathBuf| {
        let module = module_of(file);
        module[0] != "source" && !doors.contains(&module.iter().map(String::as_str).collect::<Vec<_>>().as_slice())
    };
    let named = |file: &PathBuf| code_of(file).lines().any(|line| line.contains("Media::") && !line.contains("Media::Unknown"));
    let others: Vec<PathBuf> = rust_files().into_iter().filter(|file| asks(file) && named(file)).collect();
    assert!(others.is_empty(), "{others:?} ask for a format");
}

/// What was learnt from files outside the repository is told in words here.
#[test]
fn no_source_file_speaks_of_what_a_reader_does_not_have() {
    let mut speaking: Vec<PathBuf> = every_file(|_| true);
    speaking.retain(|file| fs::read_to_string(file).expect("a source file").contains("../shared"));
    assert!(speaking.is_empty(), "{speaking:?}");
}

#[test]
fn the_finder_of_rings_finds_them() {
    let module = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let files: Modules = [
        ("a", "mod b; mod c; pub use b::{self, T}; pub(crate) use c::f;"),
        ("a/b", "use crate::{place, z::{self}}; fn g() { z::y::h(); }"),
        ("a/c", "use super::{\n    b::T,\n};"),
        ("a/d", "use super::c; fn i() { c::f(); self::e::j() }"),
        ("a/d/e", "use super::super::T;"),
        ("place", ""),
        ("z", ""),
        ("z/y", "use crate::a::b::T;"),
    ]
    .map(|(path, code)| (module(path), code.to_owned()))
    .into();
    let graph = graph(&files);
    let of = |path: &str| graph[&module(path)].iter().map(|m| m.join("/")).collect::<Vec<_>>();
    assert_eq!(of("a"), ["a/b", "a/c"]);
    assert_eq!(of("a/b"), ["place", "z", "z/y"]);
    assert_eq!(of("a/c"), ["a/b"]);
    assert_eq!(of("a/d"), ["a/c", "a/d/e"]);
    assert_eq!(of("a/d/e"), ["a"]);
    let found: Vec<Vec<String>> = rings(&graph).iter().map(|ring| ring.keys().map(|m| m.join("/")).collect()).collect();
    assert_eq!(found, [["a/b", "z/y"]]);
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

/// Its operators panic on overflow and on division by zero; those of `src/decimal.rs` do not, and `a / b` does not compile.
#[test]
fn one_file_alone_knows_the_library_of_decimals() {
    let names = |file: &PathBuf| fs::read_to_string(file).expect("a source file").contains("rust_decimal");
    let known: Vec<PathBuf> = rust_files().into_iter().filter(names).collect();
    assert_eq!(known, [source().join("decimal.rs")], "use crate::decimal::Decimal");
    let code = code_of(&source().join("decimal.rs"));
    assert!(
        !code.contains("impl Div") && !code.contains("Deref") && !code.contains("pub Exact"),
        "its operators must stay inside"
    );
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

/// The code of each module by its path.
type Modules = BTreeMap<Vec<String>, String>;
/// For each module the modules that it imports.
type Graph = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

fn graph(files: &Modules) -> Graph {
    files.iter().map(|(module, code)| (module.clone(), imported_files(code, module, files))).collect()
}

/// The files that some path in the code of a module leads into.
fn imported_files(code: &str, module: &[String], files: &Modules) -> BTreeSet<Vec<String>> {
    let mut paths = Vec::new();
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for found in IMPORT.captures_iter(code) {
        for path in leaves(&found[1]) {
            let (path, name) = path.split_once(" as ").map_or((path.as_str(), None), |(path, name)| (path, Some(name)));
            let path: Vec<String> = path.split("::").map(|part| part.trim().to_owned()).filter(|part| part != "self").collect();
            if let Some(last) = path.last() {
                names.insert(name.unwrap_or(last).trim().to_owned(), path.clone());
            }
            paths.push(path);
        }
    }
    let without_uses = IMPORT.replace_all(code, "");
    for found in INLINE.find_iter(&without_uses) {
        let mut path: Vec<String> = found.as_str().split("::").filter(|part| *part != "self").map(str::to_owned).collect();
        if let Some(imported) = names.get(&path[0]) {
            path.splice(..1, imported.iter().cloned());
        }
        paths.push(path);
    }
    let mut found: BTreeSet<Vec<String>> = paths.iter().filter_map(|path| file_of(path, module, files)).collect();
    found.remove(module);
    found
}

/// The module whose file a path leads into.
fn file_of(path: &[String], module: &[String], files: &Modules) -> Option<Vec<String>> {
    let mut at = module.to_vec();
    let mut parts = path.iter().peekable();
    match parts.peek()?.as_str() {
        "crate" => {
            at.clear();
            parts.next();
        }
        "super" => {
            while parts.next_if(|part| *part == "super").is_some() {
                at.pop();
            }
        }
        // The name of a child, or of something outside this crate.
        child if !files.contains_key(&[module, &[child.to_owned()]].concat()) => return None,
        _ => {}
    }
    for part in parts {
        at.push(part.clone());
        if !files.contains_key(&at) {
            at.pop();
            break;
        }
    }
    (!at.is_empty()).then_some(at)
}

/// The paths that `a::{b, c::{self, d}}` stands for.
fn leaves(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((prefix, group)) = tree.split_once('{') else { return vec![tree.to_owned()] };
    let group = group.trim_end().strip_suffix('}').unwrap_or(group);
    let parts = split_at_commas(group);
    parts.iter().flat_map(|part| leaves(part)).map(|leaf| format!("{prefix}{leaf}")).collect()
}

/// Modules that can be reached from each other, with what each imports of the others.
fn rings(graph: &Graph) -> Vec<Graph> {
    let reached: Graph = graph.keys().map(|module| (module.clone(), reachable(module, graph))).collect();
    let mut rings = Vec::new();
    let mut told = BTreeSet::new();
    for (module, reach) in reached.iter().filter(|(module, reach)| reach.contains(*module)) {
        let ring: BTreeSet<_> = reach.iter().filter(|other| reached[*other].contains(module)).cloned().collect();
        if told.insert(ring.clone()) {
            rings.push(ring.iter().map(|m| (m.clone(), graph[m].intersection(&ring).cloned().collect())).collect());
        }
    }
    rings
}

fn reachable(module: &[String], graph: &Graph) -> BTreeSet<Vec<String>> {
    let mut reached = BTreeSet::new();
    let mut next = vec![module];
    while let Some(module) = next.pop() {
        next.extend(graph[module].iter().filter(|other| reached.insert((*other).clone())).map(Vec::as_slice));
    }
    reached
}

fn describe(ring: &Graph) -> String {
    let line = |(module, imports): (&Vec<String>, &BTreeSet<Vec<String>>)| {
        let imports: Vec<String> = imports.iter().map(|m| m.join("/")).collect();
        format!("  {} imports {}", module.join("/"), imports.join(", "))
    };
    format!("- a ring of {}:\n{}", ring.len(), ring.iter().map(line).collect::<Vec<_>>().join("\n"))
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
    for path in PATH.captures_iter(code) {
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
    let first = |n: &String| n.trim().split("::").next().unwrap_or_default().to_owned();
    split_at_commas(group).iter().map(first).filter(|n| !n.is_empty()).collect()
}

/// The parts of `a, b::{c, d}}…`, up to the brace that closes the group.
fn split_at_commas(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        parts.last_mut().expect("at least one").push(c);
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
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
    let end = TESTS.find(&text).map_or(text.len(), |found| found.start());
    // `pub(in crate::check)` says who may see something and imports nothing.
    VISIBILITY.replace_all(&without_comments(&text[..end]), "pub").into_owned()
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
    every_file(|path| path.file_stem().is_some_and(|name| name != "tests"))
}

/// All Rust files of `src/` that are wanted, below folders that are.
fn every_file(wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).filter(|path| wanted(path)) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
