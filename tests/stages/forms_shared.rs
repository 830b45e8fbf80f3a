//! Forms of real disclosures, one or more of each family, compared with their pages by eye: what was found right then stays right.
//!
//! The documents are not in the repository; `forms_shared.tsv` pins each form by counts and sums, so that any field that is lost,
//! doubled, shifted to another column or read as another figure changes its row. `FORMS=write` writes the rows anew.

use gongkai::content::{Form, Horizon};
use gongkai::decimal::Decimal;
use gongkai::extraction::{Extraction, extract};
use gongkai::source;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const TABLE: &str = include_str!("forms_shared.tsv");

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

fn by_hash() -> BTreeMap<String, PathBuf> {
    let mut paths = Vec::new();
    files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), &mut paths);
    let hashed = paths.into_iter().filter_map(|path| {
        let digest = Sha256::digest(std::fs::read(&path).ok()?);
        Some((digest.iter().take(6).map(|b| format!("{b:02x}")).collect(), path))
    });
    hashed.collect()
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn sum(figures: impl Iterator<Item = Option<Decimal>>) -> String {
    figures.flatten().sum::<Decimal>().normalize().to_string()
}

fn chars<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(|t| t.chars().filter(|c| !c.is_whitespace()).count()).sum()
}

/// Everything a form holds, as counts and sums, in the columns of the table behind file, page and index.
fn facts(form: &Form) -> Vec<String> {
    let indicators = || form.indicators.iter();
    let levels: BTreeSet<_> = indicators().map(|i| (&i.level1, &i.level2, i.class)).collect();
    let bounded: BTreeMap<_, usize> = indicators().filter_map(|i| i.target.comparator).fold(BTreeMap::new(), |mut found, c| {
        *found.entry(c.printed()).or_default() += 1;
        found
    });
    let bounded: Vec<_> = bounded.iter().map(|(sign, count)| format!("{sign}{count}")).collect();
    let sources: BTreeSet<_> = form.funds.iter().filter_map(|f| f.source).collect();
    let named = [&form.project_name, &form.department, &form.implementing_unit];
    let named: Vec<_> = named.map(|p| chars(p.iter().map(|p| p.text.as_str())).to_string()).into();
    let fields = form.fields.iter();
    let goal = |horizon| chars(form.goals.iter().filter(|g| g.horizon == horizon).map(|g| g.text.as_str())).to_string();
    vec![
        word(&form.subject),
        word(&form.phase),
        form.pages.iter().map(u32::to_string).collect::<Vec<_>>().join(","),
        form.fiscal_year.map(|y| y.to_string()).unwrap_or_default(),
        form.unit.clone().unwrap_or_default(),
        form.date.as_ref().map(ToString::to_string).unwrap_or_default(),
        named.join("+"),
        format!("{}:{}", form.funds.len(), sources.into_iter().collect::<Vec<_>>().join("+")),
        sum(form.funds.iter().map(|f| f.amount_yuan)),
        sum(form.funds.iter().filter(|f| f.horizon == Horizon::Period).map(|f| f.amount_yuan)),
        sum(form.funds.iter().filter(|f| f.amount_yuan.is_none()).map(|f| f.value)),
        format!("{}+{}", goal(Horizon::Period), goal(Horizon::Annual)),
        chars(form.goals.iter().filter_map(|g| g.result.as_deref())).to_string(),
        form.tasks.len().to_string(),
        format!("{}:{}", form.indicators.len(), indicators().filter(|i| i.horizon == Horizon::Period).count()),
        levels.len().to_string(),
        chars(indicators().filter_map(|i| i.level3.as_deref())).to_string(),
        bounded.join(""),
        sum(indicators().map(|i| i.target.value)),
        chars(indicators().filter_map(|i| i.target.unit.as_deref())).to_string(),
        chars(indicators().filter_map(|i| i.target.text.as_deref())).to_string(),
        sum(indicators().map(|i| i.weight)),
        sum(indicators().map(|i| i.score)),
        chars(indicators().filter_map(|i| i.actual.as_deref())).to_string(),
        indicators().filter(|i| i.core == Some(true)).count().to_string(),
        format!("{}:{}", fields.clone().count(), fields.clone().filter(|f| f.value.is_some()).count()),
        fields.filter(|f| f.person).count().to_string(),
    ]
}

#[test]
fn forms_compared_with_their_pages_stay_as_they_were() {
    let files = by_hash();
    if files.is_empty() {
        println!("skipped: no shared corpus");
        return;
    }
    let mut read: BTreeMap<&str, Extraction> = BTreeMap::new();
    let (mut wrong, mut compared, mut written) = (Vec::new(), 0, Vec::new());
    let (head, rows) = TABLE.split_once('\n').expect("a head");
    let names: Vec<&str> = head.split('\t').collect();
    for row in rows.lines() {
        let columns: Vec<&str> = row.split('\t').collect();
        let [family, hash, page, index, wanted @ ..] = &columns[..] else { panic!("too short: {row}") };
        let Some(path) = files.get(*hash) else { continue };
        let extraction = read.entry(hash).or_insert_with(|| extract(source::read(path).expect("a document")));
        let (page, index): (u32, usize) = (page.parse().expect("a page"), index.parse().expect("an index"));
        let on_page = extraction.content.forms.iter().filter(|f| f.pages.first() == Some(&page));
        let Some(form) = on_page.clone().nth(index) else {
            wrong.push(format!("{family} {hash} p{page}: {} forms begin there", on_page.count()));
            continue;
        };
        let found = facts(form);
        compared += 1;
        for ((name, want), got) in names[4..].iter().zip(wanted).zip(&found) {
            if want != got {
                wrong.push(format!("{family} {hash} p{page} {name}: wanted {want}, got {got}"));
            }
        }
        written.push([&columns[..4], &found.iter().map(String::as_str).collect::<Vec<_>>()].concat().join("\t"));
    }
    println!("{compared} forms compared");
    if std::env::var_os("FORMS").is_some_and(|v| v == "write") {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stages/forms_shared.tsv");
        std::fs::write(path, format!("{head}\n{}\n", written.join("\n"))).expect("written");
        return;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
