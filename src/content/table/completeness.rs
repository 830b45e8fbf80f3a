//! The printed contents as an expectation: every table they list is there, or said to be missing.

use super::types::Table;
use crate::codes::titles::{TitleEvidence, identify, is_known_title};
use crate::diagnostic::Diagnostic;
use crate::grammar::{heading, squeeze, table_number};
use crate::outline::{ContentsEntry, Outline};

/// Words of a note that declare a table empty.
const NOTHING: [&str; 8] = ["无", "空表", "没有", "未安排", "未使用", "不涉及", "为零", "为0"];

/// Whether a note under the table says that there is nothing to show (注：本表无数据).
pub(in crate::content) fn is_declared_empty(notes: &[String]) -> bool {
    notes.iter().any(|note| NOTHING.iter().any(|word| note.contains(word)))
}

/// Diagnostics for listed tables that were not found.
///
/// Contents name tables more loosely than the tables themselves (`收支总表` for `2026年收支预算总表`), so a table counts as found
/// when its title or its official id is that of the entry.
pub(in crate::content) fn missing(outline: &Outline, tables: &[Table]) -> Vec<Diagnostic> {
    let entries = outline.contents.iter().map(|e| without_number(&e.title)).filter(|t| t.ends_with('表') && is_known_title(t));
    let entries: Vec<String> = entries.collect();
    if entries.len() > 2 && !tables.iter().any(|t| t.id.is_some()) {
        let message =
            format!("the contents list {} tables, and none is in this file: they may be published in another", entries.len());
        return vec![Diagnostic::warning("content.tables_elsewhere", message)];
    }
    let mut diagnostics = Vec::new();
    for entry in entries {
        let id =
            identify(&TitleEvidence { title: Some(&entry), ..TitleEvidence::default() }).map(|i| i.stands_for.unwrap_or(i.id));
        let found = tables.iter().any(|t| {
            let same_id = id.is_some() && (t.id == id || t.variant == id);
            same_id || t.title.as_deref().is_some_and(|title| title.contains(&entry) || entry.contains(title))
        });
        if !found {
            let message = format!("the contents list `{entry}`, but no such table was found in this file");
            diagnostics.push(Diagnostic::warning("content.listed_missing", message));
        }
    }
    diagnostics
}

/// Gives a table without a title of its own that of its number in the contents (`表五一般公共预算支出表`); whether there is one.
pub(in crate::content) fn take_listed_title(table: &mut Table, contents: &[ContentsEntry]) -> bool {
    let own = table.title.is_some() && !table.titled_by_heading;
    let Some(number) = table.number.as_deref().map(squeeze).filter(|_| !own) else { return false };
    let rest = |entry: &ContentsEntry| {
        let title = squeeze(&entry.title);
        let title = title.strip_prefix(&number)?.trim_start_matches(['：', ':', '、', '.', '．', '-', '—']);
        (title.ends_with('表') && is_known_title(title)).then(|| title.to_owned())
    };
    let mut titles = contents.iter().filter_map(rest);
    let (Some(title), None) = (titles.next(), titles.next()) else { return false };
    table.title = Some(title);
    table.titled_by_heading = false;
    true
}

/// An entry without the number in front of it (`一、`, `表1`).
fn without_number(entry: &str) -> String {
    let title = heading(entry).map_or(entry, |h| h.title);
    let title = table_number(title).map(|n| n.rest).filter(|r| !r.trim().is_empty()).unwrap_or(title);
    squeeze(title)
}
