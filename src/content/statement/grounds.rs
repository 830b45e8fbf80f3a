//! Codes that a name alone gave, held against the codes and names of the document's own tables.

use super::subject::Subject;
use super::subject::{self, SubjectSource};
use super::types::{Measure, Statement};
use crate::codes::subjects::fold;
use crate::content::table::types::{Column, Role, Row, Table};
use crate::grammar::sentence::item_number;
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
    let projects = of_other_lists(statements);
    if held.is_empty() && projects.is_empty() {
        return;
    }
    for (at, statement) in statements.iter_mut().enumerate() {
        let printed = statement.subject_printed.as_deref().unwrap_or_default();
        let Some(Subject { name, code: Some(code), source: SubjectSource::Classification }) = &statement.subject else {
            continue;
        };
        let marked = ["类）", "类)", "款）", "款)", "项）", "项)", "科目"]
            .iter()
            .any(|mark| statement.quote.contains(mark) || printed.contains(mark));
        let own = code.len() < MIN_DIGITS || marked || statement.quote.contains(code.as_str());
        let said = held.is_empty() || held.contains(&fold(name)) || held.iter().any(|known| known.starts_with(code.as_str()));
        if own || said && !projects.contains(&at) {
            continue;
        }
        let plain = Subject { name: name.clone(), code: None, source: SubjectSource::Printed };
        // `甲项目数为5万元`: the figure of what is called so.
        let own = subject::printed(printed).filter(|own| own.name.strip_suffix('数') != Some(plain.name.as_str()));
        statement.subject = Some(own.unwrap_or(plain));
    }
}

/// The items of numbered lists of which as many have other names as have names of the classification: lists of projects.
fn of_other_lists(statements: &[Statement]) -> FxHashSet<usize> {
    let mut found = FxHashSet::default();
    let mut list: Vec<(usize, Item<'_>)> = Vec::new();
    let mut quote: Option<&str> = None;
    for (at, statement) in statements.iter().enumerate() {
        let first = quote.replace(&statement.quote) != Some(&*statement.quote);
        let Some(item) = Item::of(statement).filter(|_| first) else { continue };
        let goes_on = list.last().is_some_and(|(_, last)| item.follows(last));
        if !goes_on {
            close(&mut list, statements, &mut found);
        }
        list.push((at, item));
    }
    close(&mut list, statements, &mut found);
    found
}

/// The list is at its end.
fn close(list: &mut Vec<(usize, Item<'_>)>, statements: &[Statement], found: &mut FxHashSet<usize>) {
    let official =
        |at: usize| statements[at].subject.as_ref().is_some_and(|subject| subject.source == SubjectSource::Classification);
    let (named, other): (Vec<usize>, Vec<usize>) = list.drain(..).map(|(at, _)| at).partition(|&at| official(at));
    if other.len() >= named.len() {
        found.extend(named);
    }
}

/// The number that a sentence begins with: `3.`, `（三）`.
struct Item<'a> {
    section: Option<usize>,
    /// The marks around the figure.
    marks: String,
    figure: &'a str,
}

impl<'a> Item<'a> {
    /// Of an amount that the item itself names, by its number too.
    fn of(statement: &'a Statement) -> Option<Self> {
        let number = item_number(&statement.quote);
        let names = statement.subject_printed.as_deref().is_some_and(|printed| printed.starts_with(squeeze(number).as_str()));
        if number.is_empty() || statement.measure != Measure::Amount || !names {
            return None;
        }
        let mark = |c: char| !c.is_alphanumeric();
        Some(Self {
            section: statement.section,
            marks: number.chars().filter(|&c| mark(c)).collect(),
            figure: number.trim_matches(mark),
        })
    }

    /// Whether it is the item right after another one.
    fn follows(&self, last: &Self) -> bool {
        let number = |figure: &str| match figure.parse::<usize>() {
            Ok(number) => Some(number),
            Err(_) => "一二三四五六七八九十".chars().position(|c| figure.chars().eq([c])).map(|at| at + 1),
        };
        let next = number(self.figure).zip(number(last.figure)).is_some_and(|(own, last)| last.checked_add(1) == Some(own));
        next && (self.section, &self.marks) == (last.section, &last.marks)
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
    use crate::content::statement::Outline;
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
        let cell = |printed: &str| Some(Cell { printed: printed.into(), page: 1, rect: Rect::default() });
        let row = |(code, name): &(&str, &str)| Row {
            kind: RowKind::Item,
            level: None,
            of_which: false,
            entries: Vec::new(),
            counts: true,
            page: 1,
            cells: vec![cell(code), cell(name)],
        };
        Table { columns: vec![column(Role::Code), column(Role::Name)], rows: rows.iter().map(row).collect(), ..Table::default() }
    }

    #[test]
    fn an_item_of_a_list_of_projects_has_no_code() {
        let codes = |texts: &[&str]| {
            let paragraph =
                |text: &&str| Paragraph { text: (*text).to_owned(), place: Place::page(1), breaks: Vec::new(), section: None };
            let outline = Outline { paragraphs: texts.iter().map(paragraph).collect(), ..Outline::default() };
            let joined = super::super::text::join(&outline.paragraphs);
            let mut found = super::super::read(
                &outline,
                &joined,
                super::super::Known::default(),
                &mut Vec::new(),
                &crate::limits::Stop::default(),
            );
            ground(&mut found, &[table(&[("20138", "市场监督管理事务")])]);
            found.into_iter().map(|s| s.subject.and_then(|s| s.code)).collect::<Vec<_>>()
        };
        let item = "2.市场监督管理事务28.40万元，主要用于日常工作。";
        let code = Some("20138".to_owned());
        assert_eq!(codes(&["1.区级安排项目5.00万元。", item, "3.药械安全监管事务9.50万元。"]), [None, None, None]);
        assert_eq!(codes(&[item])[0], code);
        assert_eq!(codes(&["1.其他教育支出5.00万元。", item])[1], code);
    }

    fn code(text: &str, tables: &[Table]) -> Option<(SubjectSource, Option<String>)> {
        let section = Section { number: None, title: "项目支出具体情况".to_owned(), level: 2, page: 1 };
        let paragraph = Paragraph { text: text.to_owned(), place: Place::page(1), breaks: Vec::new(), section: Some(0) };
        let outline = Outline { sections: vec![section], paragraphs: vec![paragraph], ..Outline::default() };
        let texts = super::super::text::join(&outline.paragraphs);
        let mut found = super::super::read(
            &outline,
            &texts,
            super::super::Known::default(),
            &mut Vec::new(),
            &crate::limits::Stop::default(),
        );
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
