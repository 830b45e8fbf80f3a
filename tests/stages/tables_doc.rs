//! `docs/tables.md` is the list of official tables, written out: made anew here, and refused when it differs (`TABLES=write` writes
//! it).

use gongkai::codes::titles::official;
use gongkai::department::core_figures_in;
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn page() -> String {
    let mut text = String::from(
        "# Official tables 公开表\n\n\
         The ids of tables, made from `src/codes/data/tables.toml` and `core_figures.toml`. Do not edit: `TABLES=write cargo test --test \
         stages tables_doc`. `gongkai codes B05` says the same of one. Titles are printed in many ways; these are the canonical ones. The \
         figures are those of a department's year that are taken from the table ([departments](departments.md)); what an amount is, \
         `figure` of its record says ([records](records.md)).\n\n\
         | id | title | name | in | a layout of | core figures |\n|---|---|---|---|---|---|\n",
    );
    for table in official() {
        let figures: Vec<&str> = core_figures_in(table.id).into_iter().map(|(name, _)| name).collect();
        let figures = figures.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let kind = match table.kind {
            "budget" => "budget",
            "final_accounts" => "final accounts",
            _ => "both",
        };
        let _ = writeln!(
            text,
            "| `{}` | {} | `{}` | {kind} | {} | {figures} |",
            table.id,
            table.title,
            table.name,
            table.stands_for.unwrap_or_default()
        );
    }
    text
}

#[test]
fn the_page_of_tables_is_the_list_of_tables() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tables.md");
    let page = page();
    if std::env::var("TABLES").is_ok_and(|v| v == "write") {
        fs::write(&path, &page).expect("docs/tables.md can be written");
    }
    let printed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        printed, page,
        "docs/tables.md is not what the list makes: run `TABLES=write cargo test --test stages tables_doc`"
    );
}
