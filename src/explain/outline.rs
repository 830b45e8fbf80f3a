//! The outline as text: cover, contents, the tree of sections with their paragraphs, tables as printed.

use super::draw;
use super::scope::Scope;
use crate::outline::{Outline, Paragraph, PrintedTable};
use crate::privacy::unmarked;
use std::fmt::Write;

/// Columns of a paragraph that are shown: enough to find it on the page.
const PARAGRAPH: usize = 80;

/// Cover, contents, sections, tables.
pub fn outline(outline: &Outline, scope: Scope) -> String {
    let mut out = String::new();
    if scope.page.is_none() {
        front(&mut out, outline);
    }
    sections(&mut out, outline, scope);
    for (index, table) in outline.tables.iter().enumerate().filter(|(_, t)| scope.takes_any(&t.pages)) {
        out.push('\n');
        self::table(&mut out, index, table, scope);
    }
    unmarked(&out).into_owned()
}

fn front(out: &mut String, outline: &Outline) {
    let _ = writeln!(out, "cover: {} lines", outline.cover.len());
    for line in &outline.cover {
        let _ = writeln!(out, "  {}", line.text.replace('\t', " ⇥ "));
    }
    let _ = writeln!(out, "\ncontents: {} entries", outline.contents.len());
    for entry in &outline.contents {
        let page = entry.page.map_or_else(|| "-".to_owned(), |p| p.to_string());
        let _ = writeln!(out, "  {page:>4}  {}", entry.title);
    }
    out.push('\n');
}

fn sections(out: &mut String, outline: &Outline, scope: Scope) {
    let _ = writeln!(out, "sections: {}, paragraphs: {}", outline.sections.len(), outline.paragraphs.len());
    paragraphs(out, outline, None, scope);
    for (index, section) in outline.sections.iter().enumerate() {
        if scope.takes(section.page) {
            let indent = "  ".repeat(usize::from(section.level.max(1)) - 1);
            let number = section.number.as_deref().unwrap_or("");
            let space = if number.is_empty() { "" } else { " " };
            let _ = writeln!(out, "p{:<3} {indent}# {number}{space}{}", section.page, section.title);
        }
        paragraphs(out, outline, Some(index), scope);
    }
}

/// The paragraphs of a section, each cut.
fn paragraphs(out: &mut String, outline: &Outline, section: Option<usize>, scope: Scope) {
    let level = section.map_or(0, |s| usize::from(outline.sections[s].level));
    let wanted = |p: &&Paragraph| p.section == section && scope.takes(p.place.page);
    for paragraph in outline.paragraphs.iter().filter(wanted) {
        let text = draw::cut(&unmarked(&paragraph.text), PARAGRAPH);
        let _ = writeln!(out, "p{:<3} {}{text}", paragraph.place.page, "  ".repeat(level));
    }
}

fn table(out: &mut String, index: usize, table: &PrintedTable, scope: Scope) {
    let columns = table.xs.len().saturating_sub(1);
    let rows = table.rows.len();
    let _ =
        writeln!(out, "table {}: {:?}, pages {:?}, {rows} rows, {columns} lattice columns", index + 1, table.kind, table.pages);
    let caption = &table.caption;
    for (name, text) in
        [("title", &caption.title), ("number", &caption.number), ("department", &caption.department), ("unit", &caption.unit)]
    {
        if let Some(text) = text {
            let _ = writeln!(out, "  {name}: {}", text);
        }
    }
    let drawn = table.rows.iter().filter(|r| scope.takes(r.page)).map(|row| {
        let mut cells = vec!["<".to_owned(); columns];
        for cell in &row.cells {
            if let Some(place) = cells.get_mut(cell.col) {
                cell.text.clone_into(place);
            }
        }
        // What no cell of this row begins at is covered from the left or from above.
        cells
    });
    out.push_str(&draw::table(drawn.collect()));
    for note in &table.notes {
        let _ = writeln!(out, "  note: {}", note);
    }
}
