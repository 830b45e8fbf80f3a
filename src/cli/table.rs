//! `gongkai table`: one table of a document as printed, to paste elsewhere.

use super::args::Table as Args;
use super::choices::TableFormat;
use super::exit::Exit;
use super::show::read;
use super::terminal::{self, say};
use crate::content::Table;
use crate::extraction::{Pages, open, understand};
use crate::source::Source;
use serde_json::json;
use std::fmt::Write as _;

/// Prints a table, or what there is to choose from.
pub(super) fn table(args: &Args) -> Exit {
    read(&args.file, |source| tables(source, args.page, args.id.as_deref())).map_or_else(
        |exit| exit,
        |(all, chosen)| match chosen.as_slice() {
            [] if args.id.is_none() && args.page.is_none() => terminal::text(&list(&all)),
            [] => {
                say(&format!("{}: no such table; it has these:", args.file.display()));
                terminal::say_lines(&list(&all));
                Exit::Missing
            }
            [index] => print(&all[*index], args.format),
            several => {
                let several: Vec<&Table> = several.iter().map(|index| &all[*index]).collect();
                say("several tables fit; choose one by its id and a page:");
                terminal::say_lines(&several.iter().map(|t| line(t)).collect::<String>());
                Exit::Usage
            }
        },
    )
}

/// The tables of a document, and the indexes of those that are asked for.
fn tables(source: Source, page: Option<u32>, id: Option<&str>) -> (Vec<Table>, Vec<usize>) {
    let all = match open(source, Pages::Dropped) {
        Ok(opened) => understand(opened).content.tables,
        Err(_) => Vec::new(),
    };
    let is_id = |table: &Table, id: &str| [table.id, table.variant].iter().flatten().any(|own| own.eq_ignore_ascii_case(id));
    let fits = |table: &Table| {
        id.is_none_or(|id| is_id(table, id))
            && page.is_none_or(|page| table.pages.contains(&page))
            && (id.is_some() || page.is_some())
    };
    let chosen = all.iter().enumerate().filter(|(_, table)| fits(table)).map(|(index, _)| index).collect();
    (all, chosen)
}

fn list(tables: &[Table]) -> String {
    if tables.is_empty() { "no tables\n".to_owned() } else { tables.iter().map(line).collect() }
}

fn line(table: &Table) -> String {
    let pages: Vec<String> = table.pages.iter().map(u32::to_string).collect();
    format!("{:<5} page {:<8} {}\n", table.id.unwrap_or("-"), pages.join(","), table.title.as_deref().unwrap_or("-"))
}

fn print(table: &Table, format: TableFormat) -> Exit {
    match format {
        TableFormat::Csv => match csv(table) {
            Ok(bytes) => terminal::data(&bytes),
            Err(error) => {
                say(&format!("cannot write: {error}"));
                Exit::Output
            }
        },
        TableFormat::Md => terminal::text(&markdown(table)),
        TableFormat::Json => terminal::value(&json!({
            "id": table.id, "title": table.title, "unit": table.unit, "pages": table.pages, "notes": table.notes,
            "columns": table.columns.iter().map(|c| &c.path).collect::<Vec<_>>(),
            "rows": table.rows.iter().map(|r| cells(r).collect::<Vec<_>>()).collect::<Vec<_>>(),
        })),
    }
}

fn cells(row: &crate::content::Row) -> impl Iterator<Item = Option<&str>> {
    row.cells.iter().map(|cell| cell.as_ref().map(|c| c.printed.as_str()))
}

fn heading(table: &Table) -> Vec<String> {
    table.columns.iter().map(|c| c.path.join(" / ")).collect()
}

fn csv(table: &Table) -> csv::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(heading(table))?;
    for row in &table.rows {
        writer.write_record(cells(row).map(Option::unwrap_or_default))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn markdown(table: &Table) -> String {
    let cell = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace('\n', "<br>");
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = String::new();
    if let Some(title) = &table.title {
        let unit = table.unit.as_deref().map(|unit| format!("（单位：{unit}）")).unwrap_or_default();
        let _ = writeln!(text, "**{}**{unit}\n", cell(title));
    }
    text.push_str(&row(heading(table).iter().map(|h| cell(h)).collect()));
    text.push_str(&row(vec!["---".to_owned(); table.columns.len()]));
    for printed in &table.rows {
        text.push_str(&row(cells(printed).map(|c| cell(c.unwrap_or_default())).collect()));
    }
    for note in &table.notes {
        let _ = write!(text, "\n{}\n", cell(note));
    }
    text
}
