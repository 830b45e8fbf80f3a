//! Codes that a name alone gave, held against the codes and names of the document's own tables.

use super::subject::{self, SubjectSource};
use super::{Statement, Subject};
use crate::codes::subjects::fold;
use crate::content::{Column, Role, Row, Table};
use crate::grammar::squeeze;
use rustc_hash::FxHashSet;

/// Fewest digits of a code that is held against the tables; a 类 is called by its name everywhere.
const MIN_DIGITS: usize = 5;

/// Takes a code from what is called like an official item and is none in the tables: a project may have the name of a 项
/// (`1.其他教育支出5万元` in a list of projects). What the sentence itself prints as a code or marks as 类, 款 or 项 stays.
pub(in crate::content) fn ground(statements: &mut [Statement], tables: &[Table]) {
    let mut held: FxHashSet<String> = FxHashSet::default();
    for table in tables.iter().filter(|table| table.columns.iter().any(is_code)) {
        for row in &table.rows {
            held.extend(said(table, row));
        }
    }
    if held.is_empty() {
        return;
    }
    for statement in statements {
        let printed = statement.subject_printed.as_deref().unwrap_or_default();
        let Some(Subject { name, code: Some(code), source: SubjectSource::Classification }) = &statement.subject else {
            continue;
        };
        let marked = ["类）", "类)", "款）", "款)", "项）", "项)", "科目"].iter().any(|mark| statement.quote.contains(mark));
        let own = code.len() < MIN_DIGITS || marked || statement.quote.contains(code.as_str());
        if own || held.contains(&fold(name)) || held.iter().any(|known| known.starts_with(code.as_str())) {
            continue;
        }
        let plain = Subject { name: name.clone(), code: None, source: SubjectSource::Printed };
        statement.subject = Some(subject::printed(printed).unwrap_or(plain));
    }
}

/// Whether a column holds codes of a classification, and not those of units and projects.
fn is_code(column: &Column) -> bool {
    column.role == Role::Code && !matches!(column.meaning, Some("unit_code" | "project_code"))
}

/// The codes and names that a row with a code prints.
fn said(table: &Table, row: &Row) -> Vec<String> {
    let cells = || table.columns.iter().zip(&row.cells).filter_map(|(column, cell)| Some((column, cell.as_ref()?)));
    let code = |printed: &str| !printed.is_empty() && printed.bytes().all(|b| b.is_ascii_digit());
    if !cells().any(|(column, cell)| is_code(column) && code(&squeeze(&cell.printed))) {
        return Vec::new();
    }
    let names = |column: &Column| {
        column.role == Role::Name && !matches!(column.meaning, Some("unit_column" | "department_column" | "project_column"))
    };
    cells().filter(|(column, _)| is_code(column) || names(column)).map(|(_, cell)| fold(&cell.printed)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::statement::{Measure, Outline};
    use crate::content::{Cell, RowKind};
    use crate::outline::{Paragraph, Section};
    use crate::place::{Place, Rect};

    /// A table of codes and names.
    fn table(rows: &[(&str, &str)]) -> Table {
        let column = |role| Column {
            path: Vec::new(),
            role,
            meaning: None,
            context: Vec::new(),
            axis: None,
            year: None,
            unit: None,
            side: 0,
            direction: None,
            counts: false,
        };
        let cell = |printed: &str| Some(Cell { printed: printed.to_owned(), rect: Rect::default() });
        let row = |(code, name): &(&str, &str)| Row {
            kind: RowKind::Item,
            level: None,
            of_which: false,
            page: 1,
            cells: vec![cell(code), cell(name)],
        };
        Table { columns: vec![column(Role::Code), column(Role::Name)], rows: rows.iter().map(row).collect(), ..Table::default() }
    }

    fn code(text: &str, tables: &[Table]) -> Option<(SubjectSource, Option<String>)> {
        let section = Section { number: None, title: "项目支出具体情况".to_owned(), level: 2, page: 1 };
        let paragraph = Paragraph { text: text.to_owned(), place: Place::page(1), breaks: Vec::new(), section: Some(0) };
        let outline = Outline { sections: vec![section], paragraphs: vec![paragraph], ..Outline::default() };
        let texts = super::super::text::join(&outline.paragraphs);
        let mut found = super::super::read(&outline, &texts, None, &mut Vec::new());
        ground(&mut found, tables);
        let amount = found.into_iter().find(|s| s.measure == Measure::Amount)?;
        amount.subject.map(|subject| (subject.source, subject.code))
    }

    #[test]
    fn a_project_called_like_an_item_has_no_code() {
        let official = Some((SubjectSource::Classification, Some("2040299".to_owned())));
        let text = "3.其他公安支出20.5万元，用于装备更新。";
        assert_eq!(code(text, &[]), official);
        assert_eq!(code(text, &[table(&[("2040299", "其他公安支出")])]), official);
        assert_eq!(code(text, &[table(&[("99", "其他公安支出")])]), official);
        let other = [table(&[("2040201", "行政运行")])];
        assert_eq!(code(text, &other), Some((SubjectSource::Printed, None)));
        assert_eq!(code("公安（款）其他公安支出（项）20.5万元。", &other), official);
    }
}
