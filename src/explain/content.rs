//! Tables and forms as understood, as text.

use super::scope::Scope;
use super::{draw, form};
use crate::content::{Content, Role, Row, RowKind, Table};
use crate::privacy::unmarked;
use std::fmt::Write;

/// Tables with their columns and rows, then forms.
pub fn content(content: &Content, scope: Scope) -> String {
    let mut out = String::new();
    let tables = content.tables.iter().enumerate().filter(|(_, t)| scope.takes_any(&t.pages));
    for (index, table) in tables {
        self::table(&mut out, index, table, scope);
        out.push('\n');
    }
    let forms = content.forms.iter().enumerate().filter(|(_, f)| scope.takes_any(&f.pages));
    for (index, form) in forms {
        form::form(&mut out, index, form);
        out.push('\n');
    }
    if out.is_empty() {
        out.push_str("no tables and no forms\n");
    }
    unmarked(&out).into_owned()
}

fn table(out: &mut String, index: usize, table: &Table, scope: Scope) {
    let id = table.id.map_or_else(|| "no official table".to_owned(), |id| format!("{id} {}", table.name.unwrap_or("")));
    let empty = if table.empty { ", empty" } else { "" };
    let _ = writeln!(out, "table {}: {id}, pages {:?}, {} rows{empty}", index + 1, table.pages, table.rows.len());
    if let Some(identity) = &table.identity {
        let variant = table.variant.map_or(String::new(), |v| format!(", variant {v}"));
        let _ = writeln!(out, "  why: {} ({} confidence{variant})", identity.evidence.join("; "), identity.confidence);
    }
    caption(out, [("title", &table.title), ("number", &table.number), ("unit", &table.unit), ("department", &table.department)]);
    for (number, column) in table.columns.iter().enumerate() {
        let meaning = column.meaning.map_or(String::new(), |m| format!(" = {m}"));
        let side = if column.side > 0 { format!(" (side {})", column.side + 1) } else { String::new() };
        let path = column.path.join(" / ");
        let _ = writeln!(out, "  column {}: {}  {path}{meaning}{side}", number + 1, role(column.role));
    }
    let rows = table.rows.iter().filter(|r| scope.takes(r.page)).map(|row| {
        let cells = row.cells.iter().map(|c| c.as_ref().map_or_else(String::new, |c| c.printed.to_string()));
        std::iter::once(row_label(row)).chain(cells).collect()
    });
    out.push_str(&draw::table(rows.collect()));
    for note in &table.notes {
        let _ = writeln!(out, "  note: {}", note);
    }
}

fn caption(out: &mut String, parts: [(&str, &Option<String>); 4]) {
    for (name, text) in parts {
        let text = text.as_deref().unwrap_or("-");
        let _ = writeln!(out, "  {name}: {text}");
    }
}

/// Kind and level of a row: `item 2`, `其中` as `of which`.
fn row_label(row: &Row) -> String {
    let level = row.level.map_or(String::new(), |l| format!(" {l}"));
    let of_which = if row.of_which { ", of which" } else { "" };
    format!("{}{level}{of_which}", kind(row.kind))
}

/// The names that the output uses.
const fn role(role: Role) -> &'static str {
    match role {
        Role::Code => "code",
        Role::Name => "name",
        Role::Amount => "amount",
        Role::Text => "text",
        Role::Ordinal => "ordinal",
    }
}

const fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Item => "item",
        RowKind::Total => "total",
        RowKind::Subtotal => "subtotal",
        RowKind::Heading => "heading",
        RowKind::Blank => "blank",
    }
}
