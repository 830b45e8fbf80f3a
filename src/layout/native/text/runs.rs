//! Which lines of a page belong together to a table.
//!
//! A run of lines with tabs is a table, across blank lines too: where a page of the original broke, its text has a blank line in
//! the middle of the table. It is none when it is a printed contents list, a numbered list, or has no second column.

use super::raw::{Raw, place};
use super::row::{Row, is_form_label};
use crate::diagnostic::Diagnostic;
use crate::grammar::{Leader, contents_line, ends_as_title, heading, is_amount_like, is_note, squeeze};
use crate::layout::native::look::{is_label_line, is_number, is_title};

/// What a page holds.
#[derive(Debug)]
pub(super) enum Item<'t> {
    /// A line outside of tables.
    Line(Raw<'t>),
    /// The rows of a table.
    Table(Vec<Row<'t>>),
}

/// Blank lines inside a table, at most.
const MOST_BLANK: usize = 3;
/// A line without tabs between rows is one of them up to this many characters.
const LABEL_CHARS: usize = 40;
/// No heading of a column has more characters.
const HEADER_CHARS: usize = 40;

/// The lines and tables of a page.
pub(super) fn items<'t>(lines: &[Raw<'t>], page: u32, diagnostics: &mut Vec<Diagnostic>) -> Vec<Item<'t>> {
    let mut items = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if row(*line).is_none_or(|r| r.is_around_table() || r.is_separator()) {
            items.push(Item::Line(*line));
            at += 1;
            continue;
        }
        let end = end_of_run(lines, at);
        let run = &lines[at..end];
        let printed = |i: &usize| !lines[*i].text.trim().is_empty() && !is_folio(lines, *i);
        let rows: Vec<Row<'t>> = (at..end).filter(printed).map(|i| Row::of(lines[i].y, lines[i].text)).collect();
        at = end;
        if is_table(&rows) {
            items.push(Item::Table(clean(rows, page, diagnostics)));
        } else {
            items.extend(run.iter().map(|l| Item::Line(*l)));
        }
    }
    items
}

/// A line with a tab and with text.
fn row<'t>(line: Raw<'t>) -> Option<Row<'t>> {
    (line.text.contains('\t') && !line.text.trim().is_empty()).then(|| Row::of(line.y, line.text))
}

/// Index behind the last line of the run that begins at `start`.
fn end_of_run(lines: &[Raw<'_>], start: usize) -> usize {
    let mut run = Run::default();
    let mut at = start;
    while let Some(line) = lines.get(at) {
        if line.text.trim().is_empty() {
            let next =
                behind_blanks(lines, at).and_then(|i| if is_folio(lines, i) { behind_blanks(lines, i + 1) } else { Some(i) });
            match next.and_then(|i| row(lines[i]).map(|row| (i, row))) {
                // The index among the lines, not the number of the line on its page: labels above may be left out.
                Some((next, row)) if run.goes_on_with(&row) => at = next,
                _ => return at,
            }
        } else if let Some(row) = row(*line) {
            if row.is_around_table() && !run.rows.is_empty() {
                return at;
            }
            run.push(row);
            at += 1;
        } else if is_row_without_tab(lines, at) {
            at += 1;
        } else if let Some(next) = run.behind_items(lines, at) {
            at = next;
        } else {
            return at;
        }
    }
    at
}

/// The line behind some blank ones.
fn behind_blanks(lines: &[Raw<'_>], at: usize) -> Option<usize> {
    let blanks = lines.get(at..)?.iter().position(|l| !l.text.trim().is_empty())?;
    (blanks <= MOST_BLANK).then_some(at + blanks)
}

/// The number of a page of the original, between blank lines.
fn is_folio(lines: &[Raw<'_>], at: usize) -> bool {
    let blank = |i: usize| lines.get(i).is_none_or(|l| l.text.trim().is_empty());
    let number = lines[at].text.trim().trim_matches(['第', '页', '-', '—', '－', ' ']);
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number && blank(at + 1) && at.checked_sub(1).is_none_or(blank)
}

/// A short line directly between two rows, such as a group's label whose tabs were trimmed.
fn is_row_without_tab(lines: &[Raw<'_>], at: usize) -> bool {
    let text = lines[at].text.trim();
    let part_of_text = is_title(text) || is_label_line(text) || is_note(text) || text.contains('。');
    let is_heading = || heading(text).is_some_and(|h| h.level <= 3);
    lines.get(at + 1).is_some_and(|l| row(*l).is_some_and(|r| !r.is_around_table()))
        && text.chars().count() <= LABEL_CHARS
        && !part_of_text
        && !is_heading()
}

/// The rows so far.
#[derive(Default)]
struct Run<'t> {
    rows: Vec<Row<'t>>,
    /// Columns that hold money in some row.
    amounts: Vec<usize>,
    most_fields: usize,
}

impl<'t> Run<'t> {
    fn push(&mut self, row: Row<'t>) {
        self.amounts.extend(row.filled().filter(|(_, text)| is_amount_like(text)).map(|(col, _)| col));
        self.amounts.sort_unstable();
        self.amounts.dedup();
        self.most_fields = self.most_fields.max(row.fields.len());
        self.rows.push(row);
    }

    /// Index behind numbered lines without tabs that count on from the last numbered row, where a row follows: `一、财政拨款收入→80.00`,
    /// `二、事业收入`, `三、其他收入→5.00`.
    fn behind_items(&self, lines: &[Raw<'_>], at: usize) -> Option<usize> {
        let last = self.rows.iter().rev().find_map(|row| heading(row.text(0)))?;
        let item = |line: &Raw<'_>, number: u32| {
            let found = heading(line.text.trim());
            found.is_some_and(|h| h.style == last.style && h.number == number && h.looks_like_title() && !ends_as_title(h.title))
        };
        let count = (last.number + 1..).zip(&lines[at..]).take_while(|(number, line)| item(line, *number)).count();
        let next = behind_blanks(lines, at + count)?;
        let goes_on = row(lines[next]).is_some_and(|row| !row.is_around_table() && self.goes_on_with(&row));
        (count > 0 && goes_on).then_some(at + count)
    }

    /// Whether a row behind blank lines is the next of this table: about as many fields, and no header of another table.
    fn goes_on_with(&self, row: &Row<'_>) -> bool {
        let Some(first) = self.rows.first() else { return false };
        let about = (self.most_fields / 3).max(2);
        if row.is_around_table() || row.fields.len().abs_diff(self.most_fields) > about {
            return false;
        }
        if self.rows.iter().take(3).any(|r| same(r, row)) {
            // A header printed again on the next page of the original; a form has another name in its second field.
            return true;
        }
        if is_form_label(first.text(0)) && first.filled().count() == 2 {
            return squeeze(first.text(0)) != squeeze(row.text(0));
        }
        // The same project again, or more words than a header has: targets that are numbers in one row and words in the next.
        let again = self.rows.last().is_some_and(|last| !last.text(0).is_empty() && last.text(0) == row.text(0));
        if again || row.filled().any(|(_, text)| text.chars().count() > HEADER_CHARS) {
            return true;
        }
        // Words where there was money: the header of another table, whose title is missing.
        row.is_separator() || !row.filled().any(|(col, text)| self.amounts.binary_search(&col).is_ok() && is_word(text))
    }
}

fn is_word(text: &str) -> bool {
    !is_number(text) && text.chars().any(char::is_alphabetic)
}

fn same(a: &Row<'_>, b: &Row<'_>) -> bool {
    a.filled().map(|(_, t)| t).eq(b.filled().map(|(_, t)| t))
}

/// Rows and columns, and not a list that only looks like them.
fn is_table(rows: &[Row<'_>]) -> bool {
    let several = rows.len() >= 2 && rows.iter().any(|r| r.filled().count() >= 2);
    several && !rows.iter().all(is_contents) && !rows.iter().all(is_list_item)
}

/// `一、本部门职责.....→1`, `第一部分 概况→1`: two fields, a title and a page. A table of two columns with small numbers looks the
/// same without leaders, so a number must be one that a page can have, and the title no label of a row.
fn is_contents(row: &Row<'_>) -> bool {
    let [title, page] = row.fields.as_slice() else { return false };
    let line = format!("{}\t{}", title.text, page.text);
    let titled = |text: &str| heading(text).is_some() || is_title(text) || text.starts_with("附");
    contents_line(&line)
        .is_some_and(|c| c.page.is_some() && (c.leader == Leader::Dots || c.leader == Leader::Field || titled(c.title)))
}

/// `1.→贯彻执行…`: the mark of a list set apart from its text by a tab.
fn is_list_item(row: &Row<'_>) -> bool {
    let mut filled = row.filled();
    let Some((_, mark)) = filled.next() else { return true };
    let is_mark =
        heading(&format!("{mark}文")).is_some_and(|h| h.title == "文") || matches!(mark, "•" | "·" | "-" | "—" | "◆" | "●");
    match (filled.next(), filled.next()) {
        (None, _) => true,
        (Some(_), None) => is_mark,
        _ => false,
    }
}

/// Drops what is no row: separators, and headers printed again.
fn clean<'t>(rows: Vec<Row<'t>>, page: u32, diagnostics: &mut Vec<Diagnostic>) -> Vec<Row<'t>> {
    let mut kept: Vec<Row<'t>> = Vec::with_capacity(rows.len());
    // How much of the header was just met again.
    let mut again = 0;
    for row in rows {
        let whole = place(page, row.y, 0, row.end_of(usize::MAX));
        if row.is_separator() {
            let message = format!("line {} is a drawn line and was dropped", row.y + 1);
            diagnostics.push(Diagnostic::info("text.separator_row", message).at(whole));
        } else if kept.len() > again && !row.is_data() && same(&kept[again], &row) && !kept[again].is_data() && kept.len() > 2 {
            again += 1;
            let message = format!("line {} repeats the header and was dropped", row.y + 1);
            diagnostics.push(Diagnostic::info("text.repeated_header", message).at(whole));
        } else {
            again = 0;
            if row.fields.len() == 1 {
                let message = format!("line {} has no tab and was taken as a row with one field", row.y + 1);
                diagnostics.push(Diagnostic::info("text.row_without_tab", message).at(whole));
            }
            kept.push(row);
        }
    }
    kept
}
