//! Figures of a table whose cells are not certain: they stand behind one another, with blanks in place of borders. Which column each
//! belongs to nobody knows, so they are told with their place, and kept out of the text: no sentence is made of them.

use super::super::look::{is_label_line, is_number, is_title};
use super::raw::{Raw, area};
use super::runs::Item;
use crate::diagnostic::Diagnostic;
use crate::grammar::{HeadingStyle, contents_line, ends_as_title, heading, is_amount_like, is_note, subject_code, unit_of};
use crate::place::Place;
use std::ops::Range;

/// So many figures among words without a sentence are cells of a table.
const CELLS: usize = 5;
/// No word of a cell is longer, characters.
const CELL: usize = 40;
/// Fewer are, where some stand side by side in a line.
const BESIDE: usize = 3;
/// A bare number of so many digits is an amount.
const DIGITS: usize = 4;
/// Marks that no row holds.
const SENTENCE: [char; 3] = ['。', '，', '；'];

/// Says what was lost.
pub(super) fn tell(figures: usize) -> Diagnostic {
    let message = format!(
        "{figures} figures of a table stand behind one another without the borders of their cells; which column each belongs to is \
         lost, so they are not read"
    );
    Diagnostic::warning("text.cells_lost", message)
}

/// The lines and tables of a page without the rows of tables that are not certain; each of those is told. Lines of more characters than
/// `longest` are no rows.
pub(super) fn without_rows<'t>(
    items: Vec<Item<'t>>,
    longest: usize,
    page: u32,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Item<'t>> {
    let mut kept = Vec::with_capacity(items.len());
    let mut run: Vec<Raw<'t>> = Vec::new();
    for item in items {
        match item {
            Item::Line(raw) if may_be_row(raw.text) && raw.text.chars().nth(longest).is_none() => run.push(raw),
            other => {
                keep(&mut run, page, &mut kept, diagnostics);
                kept.push(other);
            }
        }
    }
    keep(&mut run, page, &mut kept, diagnostics);
    kept
}

/// Empties a run of lines that may be rows: those of a table are told, the others kept.
fn keep<'t>(run: &mut Vec<Raw<'t>>, page: u32, kept: &mut Vec<Item<'t>>, diagnostics: &mut Vec<Diagnostic>) {
    let lines = std::mem::take(run);
    let lost = rows(&lines).unwrap_or_default();
    for (at, raw) in lines.iter().enumerate() {
        if !lost.contains(&at) {
            kept.push(Item::Line(*raw));
        }
    }
    if let Some(last) = lines.get(lost.clone()).and_then(<[Raw<'_>]>::last) {
        let lines = &lines[lost];
        let figures: usize = lines.iter().map(|raw| figures(raw.text)).sum();
        let wide = lines.iter().map(|raw| raw.text.chars().count()).max().unwrap_or(0);
        let place = Place::on(page, area(lines[0].y, 0, wide).union(&area(last.y, 0, wide)));
        diagnostics.push(tell(figures).at(place));
    }
}

/// Where the rows of a table stand among lines: from its header to the last one with a figure.
fn rows(lines: &[Raw<'_>]) -> Option<Range<usize>> {
    let counts: Vec<usize> = lines.iter().map(|raw| figures(raw.text)).collect();
    let beside = counts.iter().any(|count| *count > 1);
    if counts.iter().sum::<usize>() < if beside { BESIDE } else { CELLS } {
        return None;
    }
    let first = counts.iter().position(|count| *count > 0)?;
    let last = counts.iter().rposition(|count| *count > 0)?;
    // Headings of columns stand side by side.
    let heads = |raw: &&Raw<'_>| raw.text.split_whitespace().nth(1).is_some();
    let header = lines[..first].iter().rev().take_while(heads).count();
    Some(first - header..last + 1)
}

/// Whether a line may be a row, or the blank between two: no sentence, heading of a section, title, label or note.
fn may_be_row(text: &str) -> bool {
    let text = text.trim();
    let caption = |text: &str| is_title(text) || is_label_line(text);
    let section = |text: &str| {
        heading(text).is_some_and(|found| {
            matches!(found.style, HeadingStyle::Part | HeadingStyle::Chapter) || found.level <= 3 && ends_as_title(found.title)
        })
    };
    let wordy = |word: &str| word.contains(SENTENCE) || word.chars().nth(CELL).is_some();
    !text.split_whitespace().any(wordy)
        && !is_note(text)
        && (text.is_empty() || !caption(text) && !text.split_whitespace().all(caption))
        && !section(text)
        && contents_line(text).is_none_or(|line| line.page.is_none())
}

/// The figures of a row, one behind the other or behind a label.
fn figures(text: &str) -> usize {
    let words: Vec<&str> = text.split_whitespace().collect();
    // `80.00 万元` stands in a sentence.
    let measured = |at: usize| words.get(at + 1).is_some_and(|next| next.starts_with(['%', '％']) || begins_with_unit(next));
    let is_code = |at: usize| at == 0 && subject_code(words[at]).is_some();
    let figure = |at: &usize| is_figure(words[*at]) && !measured(*at) && !is_code(*at);
    let found: Vec<&str> = (0..words.len()).filter(figure).map(|at| words[at]).collect();
    let only_small =
        matches!(found[..], [one] if !is_amount_like(one) && one.chars().filter(char::is_ascii_digit).count() < DIGITS);
    if words.len() < 2 || only_small { 0 } else { found.len() }
}

fn begins_with_unit(word: &str) -> bool {
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    unit_of(&word[..end]).is_some()
}

fn is_figure(word: &str) -> bool {
    is_amount_like(word) || is_number(word)
}

/// Where cells stand one behind the other in a line, from the label of the first figure to the last figure, each with its number of
/// figures: words without a mark of a sentence, many of them figures.
pub(super) fn cells_in(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut run: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        let area = at..at + word.len();
        at = area.end + text[area.end..].chars().next().map_or(0, char::len_utf8);
        if word.contains(SENTENCE) || word.chars().nth(CELL).is_some() {
            found.extend(cells(text, &run));
            run.clear();
        } else if !word.is_empty() {
            run.push(area);
        }
    }
    found.extend(cells(text, &run));
    found
}

/// The cells among words.
fn cells(text: &str, words: &[Range<usize>]) -> Option<(Range<usize>, usize)> {
    let is_figure = |area: &Range<usize>| is_figure(&text[area.clone()]);
    let first = words.iter().position(is_figure)?;
    let last = words.iter().rposition(is_figure)?;
    let figures = words.iter().filter(|area| is_figure(area)).count();
    // The label of the first figure, unless it labels the table: `单位：`.
    let label = first.checked_sub(1).filter(|at| !text[words[*at].clone()].ends_with(['：', ':'])).unwrap_or(first);
    (figures >= CELLS).then(|| (words[label].start..words[last].end, figures))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that stay, and the figures that are told.
    fn read(text: &str) -> (Vec<String>, usize) {
        let items = text.lines().enumerate().map(|(y, text)| Item::Line(Raw { y, text })).collect();
        let mut diagnostics = Vec::new();
        let kept = without_rows(items, usize::MAX, 1, &mut diagnostics);
        let text = |item: Item<'_>| match item {
            Item::Line(raw) => raw.text.to_owned(),
            Item::Table(_) => String::new(),
        };
        (kept.into_iter().map(text).collect(), diagnostics.len())
    }

    #[test]
    fn rows_that_are_no_table_for_certain_are_told_and_are_no_text() {
        let table = "项目 预算数 项目 预算数\n一、财政拨款收入 13,552,291 一、一般公共服务支出 10,305,785 8,001,481\n二、事业收入\n\n\
                     收入总计 13,552,291 支出总计 13,552,291";
        let text = format!("财务收支总表\n部门：甲县某局 单位：元\n{table}\n二、情况说明\n支出总计 80.00 万元。");
        let want = ["财务收支总表", "部门：甲县某局 单位：元", "二、情况说明", "支出总计 80.00 万元。"].map(str::to_owned);
        assert_eq!(read(&text), (want.to_vec(), 1));
        assert_eq!(read("一、情况\n合计 5.00 4.00 3.00\n"), (vec!["一、情况".to_owned()], 1));
    }

    #[test]
    fn sentences_contents_and_lists_stay() {
        for text in [
            "一、收入总计 80.00 万元\n二、支出总计 70.00 万元\n三、结余 10.00 万元\n四、其他 1.00 万元\n五、三公 1.00 万元",
            "一、部门概况 3\n二、收支情况 4\n三、支出情况 5\n四、名词解释 6\n五、附件 7\n六、其他 9",
            "1. 2026年收入总表 3\n2. 2026年支出总表 4\n3. 2026年三公经费表 5",
            "甲局 2026 年\n乙局 2026 年\n丙局 2026 年\n丁局 2026 年\n戊局 2026 年",
            "一、收入 5.00\n二、支出 5.00\n三、结余 0.00\n四、其他 1.00",
            "在职人数 5 离休 4",
        ] {
            assert_eq!(read(text), (text.lines().map(str::to_owned).collect(), 0), "{text}");
        }
    }
}
