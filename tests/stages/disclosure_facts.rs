//! Kind, scope, year and department of every document of the shared corpus and of our own.

use gongkai::content::disclosure::{self, Disclosure};
use gongkai::diagnostic::Diagnostic;
use gongkai::{layout, outline, page};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const TABLE: &str = include_str!("shared_corpus.tsv");

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn facts(bytes: Vec<u8>) -> Option<(Disclosure, Vec<Diagnostic>)> {
    let read = page::pdf::read(bytes).ok()?;
    let sheets = read.pages.iter().map(|page| layout::lay_out(page).0).collect();
    Some(disclosure::read(&outline::outline(sheets).0, &read.metadata))
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[test]
fn shared_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut paths = Vec::new();
    files_below(&folder, &mut paths);
    if paths.is_empty() {
        println!("skipped: no shared corpus");
        return;
    }
    let by_hash: BTreeMap<String, Vec<u8>> = paths
        .iter()
        .filter_map(|path| std::fs::read(path).ok())
        .map(|bytes| (Sha256::digest(&bytes).iter().take(6).map(|b| format!("{b:02x}")).collect(), bytes))
        .collect();
    let (mut right, mut all, mut wrong) = (BTreeMap::new(), 0, Vec::new());
    for row in TABLE.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let (hash, outcome) = (fields[0], fields[1]);
        let Some(bytes) = by_hash.get(hash).filter(|bytes| outcome == "ok" && bytes.starts_with(b"%PDF")) else { continue };
        let Some((found, diagnostics)) = facts(bytes.clone()) else { continue };
        all += 1;
        let name = found.department.name.clone().unwrap_or_default();
        let year = found.fiscal_year.map(|y| y.to_string()).unwrap_or_default();
        let got = [word(&found.kind), found.scope.map(|s| word(&s)).unwrap_or_default(), year, name];
        for (at, field) in ["kind", "scope", "fiscal_year", "department"].into_iter().enumerate() {
            let wanted = fields[at + 3];
            let alt = at == 3 && !fields[7].is_empty() && got[3] == fields[7];
            if wanted == got[at] || alt {
                *right.entry(field).or_insert(0) += 1;
            } else {
                wrong.push(format!("{hash} {field}: wanted {wanted:?}, got {:?}", got[at]));
            }
        }
        if std::env::var_os("FACTS").is_some() {
            println!("{hash} {got:?} {:?} {:?}", found.title, found.division.code);
            for said in &found.evidence {
                println!("    {} {} p{:?} {}", said.what, said.source, said.page, said.text);
            }
            for said in &diagnostics {
                println!("    ! {} {}", said.code, said.message);
            }
        }
    }
    println!("of {all}: {right:?}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn own_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths = Vec::new();
    files_below(&folder, &mut paths);
    let mut wrong = Vec::new();
    for path in paths.iter().filter(|path| path.to_string_lossy().ends_with(".truth.json")) {
        let truth: serde_json::Value = serde_json::from_slice(&std::fs::read(path).expect("truth")).expect("json");
        let truth_facts = &truth["facts"];
        let file = folder.join(truth["file"].as_str().expect("file"));
        let bytes = std::fs::read(&file).expect("document");
        if !bytes.starts_with(b"%PDF") || truth_facts["expected_outcome"].as_str() == Some("no_text") {
            continue;
        }
        let (found, _) = facts(bytes).expect("a PDF");
        let kind = match truth_facts["kind"].as_str() {
            Some("budget") => "budget",
            Some("final accounts") => "final_accounts",
            _ => "other",
        };
        let scope = match truth_facts["level"].as_str() {
            Some("单位") => "unit",
            Some("部门") => "department",
            _ => "",
        };
        // The tables of Beijing's kind without a text are dated in the name of the file alone, which has no say.
        let dated = !truth["file"].as_str().is_some_and(|name| name.starts_with("c00002"));
        let year = truth_facts["year"].as_u64().filter(|_| dated).map(|y| y.to_string()).unwrap_or_default();
        let name = truth_facts["department"].as_str().unwrap_or_default();
        let got = [
            word(&found.kind),
            found.scope.map(|s| word(&s)).unwrap_or_default(),
            found.fiscal_year.map(|y| y.to_string()).unwrap_or_default(),
            found.department.name.clone().unwrap_or_default(),
        ];
        if got != [kind, scope, &year, name] {
            wrong.push(format!("{}: wanted {kind} {scope} {year} {name}, got {got:?}", truth["file"]));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
