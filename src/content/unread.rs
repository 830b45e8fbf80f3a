//! What was printed in a shape that is not read: tables and forms without cells, and a disclosure that nothing names as one.
//!
//! Nothing of them is in the data, so each is a warning that says what to do.

use super::disclosure::Kind;
use super::{Row, Table};
use crate::codes::titles::is_known_title;
use crate::diagnostic::Diagnostic;
use crate::grammar::{heading, squeeze, table_number};
use crate::outline::{Outline, Paragraph};
use crate::place::Place;

/// Bare numbers below a title that are the rest of a table, at least; a chart or a list of titles has fewer.
const FIGURES: usize = 6;
/// Amounts of a text that are more than a mention.
const AMOUNTS: usize = 5;
/// Cells with sentences that are more than the remark of a row.
const CELLS: usize = 3;
/// Longest title of a table.
const TITLE: usize = 40;
/// Headings of the indicators of a form.
const HEADS: [&str; 4] = ["一级指标", "二级指标", "三级指标", "指标值"];
/// What the text of a disclosure names.
const NAMES: [&str; 8] = ["部门预算", "部门决算", "单位预算", "单位决算", "预算公开", "决算公开", "收支预算", "收支决算"];

/// Diagnostics for what stands in the running text and is none.
pub(super) fn tell(outline: &Outline, tables: &[Table], kind: Kind) -> Vec<Diagnostic> {
    let mut diagnostics = tables_without_cells(outline);
    diagnostics.extend(form_without_cells(&outline.paragraphs));
    diagnostics.extend(tables.iter().filter(|t| t.id.is_none()).filter_map(|t| sentences_in_cells(&t.rows)));
    if kind == Kind::Other && tables.is_empty() && diagnostics.is_empty() {
        diagnostics.extend(no_disclosure(&outline.paragraphs));
    }
    diagnostics
}

/// Titles of official tables with nothing but numbers and short words below them.
fn tables_without_cells(outline: &Outline) -> Vec<Diagnostic> {
    let paragraphs = &outline.paragraphs;
    let mut diagnostics = Vec::new();
    let mut say = |title: &str, page: u32, below: &[Paragraph]| {
        let figures: usize =
            below.iter().take_while(|p| !is_sentence(&p.text) && !is_title(&p.text)).map(|p| figures(&p.text)).sum();
        if figures >= FIGURES {
            let message = format!(
                "`{title}` has {figures} numbers below it and no cells: the table is not read. Give the file in which rulings or tabs \
                 part its cells"
            );
            diagnostics.push(Diagnostic::warning("content.table_without_cells", message).at(Place::page(page)));
        }
    };
    for (at, paragraph) in paragraphs.iter().enumerate().filter(|(_, p)| is_title(&p.text)) {
        say(&paragraph.text, paragraph.place.page, &paragraphs[at + 1..]);
    }
    for (index, section) in outline.sections.iter().enumerate().filter(|(_, s)| is_title(&s.title)) {
        let first = paragraphs.iter().position(|p| p.section == Some(index)).unwrap_or(paragraphs.len());
        let count = paragraphs[first..].iter().take_while(|p| p.section == Some(index)).count();
        say(&section.title, section.page, &paragraphs[first..first + count]);
    }
    diagnostics
}

/// The headings of indicators as running text.
fn form_without_cells(paragraphs: &[Paragraph]) -> Option<Diagnostic> {
    let labels = || paragraphs.iter().filter(|p| !is_sentence(&p.text));
    let heads = HEADS.iter().filter(|head| labels().any(|p| p.text.contains(**head))).count();
    let first = labels().find(|p| HEADS.iter().any(|head| p.text.contains(head)))?;
    let message = "the headings of a performance form stand here without cells: the form is not read. Give the file in which rulings or \
                   tabs part its cells";
    (heads + 1 >= HEADS.len()).then(|| Diagnostic::warning("content.form_without_cells", message).at(first.place))
}

/// The explanations as a table of headings and texts (项目 | 说明): what sentences in cells state is not read.
fn sentences_in_cells(rows: &[Row]) -> Option<Diagnostic> {
    let states = |text: &str| text.contains('。') && text.matches("万元").nth(1).is_some();
    let cells = || rows.iter().flat_map(|row| row.cells.iter().flatten().map(move |cell| (row.page, cell)));
    let mut stating = cells().filter(|(_, cell)| states(&cell.printed));
    let (page, first) = stating.next()?;
    let count = 1 + stating.count();
    let message = format!(
        "{count} cells of a table hold sentences with amounts: what they state is not read. Give the file in which the explanations are \
         running text"
    );
    let place = Place::on(page, first.rect);
    (count >= CELLS).then(|| Diagnostic::warning("content.sentences_in_cells", message).at(place))
}

/// A text of many amounts that speaks of a disclosure, and no title, heading or caption of one.
fn no_disclosure(paragraphs: &[Paragraph]) -> Option<Diagnostic> {
    let text = |word: &str| paragraphs.iter().map(|p| p.text.matches(word).count()).sum::<usize>();
    let first = paragraphs.iter().find(|p| NAMES.iter().any(|name| p.text.contains(name)))?;
    let amounts = text("万元");
    let message = format!(
        "the text speaks of a budget or final accounts and of {amounts} amounts, but no title, heading or table says that it is a \
         disclosure: nothing of it is read. Set its title and headings on lines of their own"
    );
    (amounts >= AMOUNTS).then(|| Diagnostic::warning("content.no_title", message).at(first.place))
}

/// `表3 部门支出总表`, `二、收入预算表`
fn is_title(text: &str) -> bool {
    if text.chars().nth(TITLE).is_some() || is_sentence(text) {
        return false;
    }
    let title = heading(text).map_or(text, |found| found.title);
    let title = table_number(title).map(|found| found.rest).filter(|rest| !rest.trim().is_empty()).unwrap_or(title);
    let title = squeeze(title);
    title.ends_with('表') && is_known_title(&title)
}

fn is_sentence(text: &str) -> bool {
    text.contains(['。', '；', '，'])
}

/// Words that are nothing but digits.
fn figures(text: &str) -> usize {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | '"' | ';'));
    parts
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()) && part.chars().all(|c| c.is_ascii_digit() || c == '.'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::native::lay_out_text;

    fn codes(text: &str, kind: Kind) -> Vec<&'static str> {
        let (outline, _) = crate::outline::outline(lay_out_text(text).0);
        tell(&outline, &[], kind).into_iter().map(|d| d.code).collect()
    }

    #[test]
    fn tables_and_forms_without_cells_are_told() {
        let head = "甲县某局2026年部门预算公开\n\n第二部分 预算表\n";
        for (what, body, want) in [
            (
                "rows of blanks",
                "表3 部门支出总表\n单位：万元\n科目编码  合计  项目支出\n201   8.60   3.10\n20101   8.60   3.10\n合计   8.60   3.10\n",
                true,
            ),
            ("a cell per line", "表3 部门支出总表\n单位：万元\n科目编码\n合计\n201\n8.60\n20101\n8.60\n合计\n8.60\n8.60\n", true),
            ("bars", "部门支出总表\n|科目编码|合计|\n|201|8.60|\n|20101|8.60|\n|2010101|8.60|\n", true),
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
        let cell = |text: &str| Some(crate::content::Cell { printed: text.into(), rect: crate::place::Rect::default() });
        let row = |text: &str| Row {
            kind: crate::content::RowKind::Item,
            level: None,
            of_which: false,
            page: 2,
            cells: vec![cell("收入说明"), cell(text)],
        };
        let text = "2026年收入80.00万元，比上年增加5.00万元。";
        let found = |rows: &[Row]| sentences_in_cells(rows).map(|d| d.code);
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
