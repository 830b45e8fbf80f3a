//! Stage 4, outline to content: what the document is, its tables with header paths, roles and row kinds, its performance forms and
//! what its sentences state, all still as printed.
//!
//! Four things ([`disclosure`], `table`, [`form`], `statement`), none of which knows this reader over them.

pub mod disclosure;
pub mod form;
mod statement;
mod table;

pub use form::{Field, Form, Fund, FundMeasure, Goal, Horizon, Indicator, Phase, Printed, Task};
pub use statement::{Budget, Disclosed, Measure, Narrative, Passage, Statement, Subject, SubjectSource, Term};
pub use table::{Cell, Column, Direction, Entry, Identity, Other, Part, Role, Row, RowKind, Table};
pub(crate) use table::{counts_things, fills_up, is_relative, says_change};

use self::disclosure::{Disclosure, Kind};
use crate::codes::titles;
use crate::diagnostic::Diagnostic;
use crate::grammar::{Unit, unit_line, unit_of_tables};
use crate::limits::Stop;
use crate::outline::{Outline, PrintedTable};

/// All tables, forms and statements of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Content {
    /// Tables in reading order.
    pub tables: Vec<Table>,
    /// The tables by unit, where the file holds the disclosures of several; else empty.
    pub parts: Vec<Part>,
    /// Performance forms in reading order.
    pub forms: Vec<Form>,
    /// Statements of the running text in reading order.
    pub statements: Vec<Statement>,
    /// The running text itself, and the glossary.
    pub narrative: Narrative,
}

/// Reads the tables, forms and statements of an outline of a document of the given kind.
///
/// A document that is no disclosure has tables, but no official ones, and its sentences state no budget. The printed tables are
/// taken out of the outline: of a thousand pages nobody needs both.
pub fn read(outline: &mut Outline, disclosure: &Disclosure) -> (Content, Vec<Diagnostic>) {
    read_until(outline, disclosure, &Stop::default())
}

/// The same with a wish to stop: tables and sentences that would be read after it are left out.
pub fn read_until(outline: &mut Outline, disclosure: &Disclosure, stop: &Stop) -> (Content, Vec<Diagnostic>) {
    let kind = disclosure.kind;
    let mut content = Content::default();
    let mut diagnostics = Vec::new();
    // `本套表金额单位：千元` on the cover.
    let whole = outline.cover.iter().find_map(|line| unit_line(&line.text)?.unit).filter(|unit| unit.is_money());
    let said = units_said(outline);
    for printed in form::rejoin(std::mem::take(&mut outline.tables)).into_iter().take_while(|_| !stop.is_set()) {
        let page = printed.pages.first().copied().unwrap_or(u32::MAX);
        let nearest = said.iter().rfind(|(at, _)| *at <= page).map(|(_, unit)| (*unit, "sentence"));
        let whole = nearest.or(whole.map(|unit| (unit, "cover")));
        if form::is_form(&printed) {
            content.forms.extend(form::read(&printed, &mut diagnostics));
        } else if let Some(found) = indicators_alone(&printed, &mut diagnostics) {
            content.forms.extend(found);
        } else {
            let mut table = table::read(&printed, whole, &mut diagnostics);
            if kind != Kind::Other {
                let (sections, year) = (&outline.sections, disclosure.fiscal_year);
                let executed = kind == Kind::FinalAccounts;
                table.other = disclosure::of_part(sections, page, printed.heading.as_deref(), year)
                    .or_else(|| disclosure::of_stretch(sections, (page, table.title.as_deref()), year, executed))
                    .filter(|_| kind != Kind::Performance);
                let kind = table.other.map_or(kind, |other| if other.executed { Kind::FinalAccounts } else { Kind::Budget });
                let listed = table::take_listed_title(&mut table, &outline.contents);
                table::identify(&mut table, official(kind), &mut diagnostics);
                if let Some(identity) = table.identity.as_mut().filter(|_| listed) {
                    identity.evidence.push("the contents list its number under this title".to_owned());
                }
                let index = content.tables.len();
                let forms = form::read_wide(&printed, &table, index, &mut diagnostics);
                diagnostics.extend(form::unread(&printed).filter(|_| forms.is_empty()));
                content.forms.extend(forms);
            }
            content.tables.push(table);
        }
    }
    diagnostics.extend(unread(outline, &content.tables, kind));
    form::mark_duplicates(&mut content.forms, &mut diagnostics);
    table::part_untitled(&mut content.tables, &mut diagnostics);
    table::stand_in_for_basic(&mut content.tables);
    if kind != Kind::Other {
        content.parts = table::split(&content.tables);
        diagnostics.extend(table::missing(outline, &content.tables));
        let texts = statement::join(&outline.paragraphs);
        let executed = match disclosure.kind {
            Kind::Budget => Some(false),
            Kind::FinalAccounts => Some(true),
            _ => None,
        };
        let units = units(outline, disclosure, &content.tables);
        let known = statement::Known { year: disclosure.fiscal_year, executed, units };
        content.statements = statement::read(outline, &texts, known, &mut diagnostics, stop);
        statement::ground(&mut content.statements, &content.tables);
        content.narrative = statement::narrative(&texts, &outline.sections);
    }
    (content, diagnostics)
}

/// The indicators of a printed table that is nothing else, as a form without a head; `None` where it is another table.
fn indicators_alone(printed: &PrintedTable, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Form>> {
    let mut own = Vec::new();
    let found = form::is_indicators(printed).then(|| form::read(printed, &mut own))?;
    found.iter().any(|f| !f.indicators.is_empty()).then(|| {
        diagnostics.extend(own);
        diagnostics.push(form::without_head(printed));
        found
    })
}

/// The units of the department: as its tables, its headings and the paragraphs under the headings of its organisation list them.
fn units(outline: &Outline, disclosure: &Disclosure, tables: &[Table]) -> statement::Units {
    let is_unit = |column: &Column| {
        let named = |title: &String| ["单位", "预算单位", "单位名称", "预算单位名称"].contains(&title.as_str());
        matches!(column.meaning, Some("unit_column" | "department_column")) || column.path.last().is_some_and(named)
    };
    let mut names: Vec<&str> = outline.sections.iter().map(|section| &*section.title).collect();
    for table in tables {
        let columns: Vec<usize> = (0..table.columns.len()).filter(|&at| is_unit(&table.columns[at])).collect();
        let cells = table.rows.iter().flat_map(|row| columns.iter().filter_map(|&at| row.cells.get(at)?.as_ref()));
        names.extend(cells.map(|cell| &*cell.printed));
    }
    let lists = |section: &usize| outline.sections.get(*section).is_some_and(|s| statement::lists_units(&s.title));
    let listed = outline.paragraphs.iter().filter(|paragraph| paragraph.section.as_ref().is_some_and(lists));
    names.extend(listed.flat_map(|paragraph| paragraph.text.split(['、', '，', '；', '。', '：', ':', ';'])));
    statement::Units::new(disclosure.department.name.as_deref().into_iter(), names.into_iter())
}

/// The units that sentences give for the tables behind them (`以下各表金额单位均为万元`), each with its page.
fn units_said(outline: &Outline) -> Vec<(u32, Unit)> {
    let paragraphs = outline.paragraphs.iter().filter(|paragraph| paragraph.text.contains("单位"));
    paragraphs.filter_map(|p| Some((p.place.page, unit_of_tables(&p.text)?))).collect()
}

/// The official tables of which kind of disclosure a document can hold, where it says so.
fn official(kind: Kind) -> Option<titles::Kind> {
    match kind {
        Kind::Budget => Some(titles::Kind::Budget),
        Kind::FinalAccounts => Some(titles::Kind::FinalAccounts),
        Kind::Performance | Kind::Other => None,
    }
}

/// What was printed in a shape that is not read. Nothing of it is in the data, so each is a warning that says what to do.
fn unread(outline: &Outline, tables: &[Table], kind: Kind) -> Vec<Diagnostic> {
    let mut diagnostics = table::without_cells(outline);
    diagnostics.extend(form::without_cells(&outline.paragraphs));
    diagnostics.extend(tables.iter().filter(|t| t.id.is_none()).filter_map(|t| table::sentences_in_cells(&t.rows)));
    if kind == Kind::Other && tables.is_empty() && diagnostics.is_empty() {
        diagnostics.extend(disclosure::untitled(&outline.paragraphs));
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::native::lay_out_text;

    fn codes(text: &str, kind: Kind) -> Vec<&'static str> {
        let (outline, _) = crate::outline::outline(lay_out_text(text).0);
        unread(&outline, &[], kind).into_iter().map(|d| d.code).collect()
    }

    #[test]
    fn tables_and_forms_without_cells_are_told() {
        let head = "甲县某局2026年部门预算公开\n\n第二部分 预算表\n";
        for (what, body, want) in [
            ("a cell per line", "表3 部门支出总表\n单位：万元\n科目编码\n合计\n201\n8.60\n20101\n8.60\n合计\n8.60\n8.60\n", true),
            ("bars in uneven rows", "部门支出总表\n|科目编码|合计|\n|201|8.60|3.10|\n|20101|8.60|\n|2010101|8.60|\n", true),
            ("a list of titles", "一、部门收支总表\n二、部门收入总表\n三、部门支出总表\n", false),
        ] {
            let want: &[&str] = if want { &["content.table_without_cells"] } else { &[] };
            assert_eq!(codes(&format!("{head}{body}"), Kind::Budget), want, "{what}");
        }
        let form = "项目支出绩效目标申报表\n项目名称\n堤防加固\n一级指标\n二级指标\n三级指标\n指标值\n产出指标\n";
        assert_eq!(codes(form, Kind::Other), ["content.form_without_cells"]);
    }

    #[test]
    fn sentences_in_cells_are_told() {
        let cell = |text: &str| Some(crate::content::Cell { printed: text.into(), page: 1, rect: crate::place::Rect::default() });
        let row = |text: &str| Row {
            kind: crate::content::RowKind::Item,
            level: None,
            of_which: false,
            entries: Vec::new(),
            counts: true,
            page: 2,
            cells: vec![cell("收入说明"), cell(text)],
        };
        let text = "2026年收入80.00万元，比上年增加5.00万元。";
        let found = |rows: &[Row]| table::sentences_in_cells(rows).map(|d| d.code);
        assert_eq!(found(&[row(text), row(text), row(text)]), Some("content.sentences_in_cells"));
        assert_eq!(found(&[row(text), row("5.00"), row("按每人5万元补助。")]), None);
    }

    #[test]
    fn a_text_of_amounts_without_a_title_is_told() {
        let text = "甲县某局2026年部门预算，收入80万元。".repeat(6);
        assert_eq!(codes(&text, Kind::Other), ["content.no_title"]);
        assert!(codes(&text, Kind::Budget).is_empty());
        assert!(codes("甲县某局2026年部门预算已获批准。", Kind::Other).is_empty());
    }
}
