//! Rows whose fields stand in other columns than those of their neighbours. Told, never moved: nobody knows what else was lost.

use super::header::Blocks;
use super::raw::place;
use super::row::Row;
use crate::codes::words::WORDS;
use crate::diagnostic::Diagnostic;
use crate::grammar::{heading, is_amount_like, squeeze};
use crate::layout::native::look::is_number;
use std::collections::BTreeMap;

/// A column is one of words or of money when so many of its fields are.
const SURE: usize = 3;

/// Says which rows are shifted.
pub(super) fn tell(page: u32, rows: &[Row<'_>], cols: usize, blocks: &Blocks, diagnostics: &mut Vec<Diagnostic>) {
    let shifted = match blocks.header {
        Some(height) => in_table(&rows[height..], cols),
        None => in_form(rows),
    };
    for (row, why) in shifted {
        let message = format!("line {}: {why}; its fields are kept where they are printed", row.y + 1);
        let place = place(page, row.y, row.start_of(0), row.end_of(row.width().saturating_sub(1)));
        diagnostics.push(Diagnostic::warning("text.shifted_row", message).at(place));
    }
}

/// Money in a column of words, or words in a column of money.
fn in_table<'r, 't>(body: &'r [Row<'t>], cols: usize) -> Vec<(&'r Row<'t>, String)> {
    let mut words = vec![0usize; cols];
    let mut money = vec![0usize; cols];
    for (col, text) in body.iter().flat_map(Row::filled) {
        words[col] += usize::from(is_word(text));
        money[col] += usize::from(is_amount_like(text));
    }
    let odd = |(col, text): (usize, &str)| {
        let of_words = words[col] >= SURE * money[col].max(1);
        let of_money = money[col] >= SURE * words[col].max(1);
        if of_words && is_amount_like(text) {
            Some(format!("`{text}` stands in a column of names"))
        } else if of_money && is_word(text) {
            Some("words stand in a column of amounts".to_owned())
        } else {
            None
        }
    };
    body.iter().filter_map(|row| row.filled().find_map(odd).map(|why| (row, why))).collect()
}

fn is_word(text: &str) -> bool {
    !is_number(text) && text.chars().any(char::is_alphabetic) && heading(text).is_none_or(|h| !h.title.is_empty())
}

/// Labels of one kind that stand in another column than most of their kind. Forms have a left and a right half (the whole term, and
/// the year), so the first and the second label of a row are counted apart.
fn in_form<'r, 't>(rows: &'r [Row<'t>]) -> Vec<(&'r Row<'t>, String)> {
    let level = |row: &Row<'_>, name: &str| row.filled().find(|(_, t)| squeeze(t) == name).map(|(col, _)| col);
    let head = rows.iter().find(|r| level(r, "一级指标").is_some() && level(r, "二级指标").is_some());
    let (first, second) = head.map_or((None, None), |r| (level(r, "一级指标"), level(r, "二级指标")));
    let right = head.and_then(|r| r.filled().filter(|(_, t)| squeeze(t) == "二级指标").nth(1)).map(|(col, _)| col);
    let kind =
        |labels: &[&str], text: &str| labels.contains(&squeeze(text).trim_start_matches("其中:").trim_start_matches("其中："));
    let is_fund = |text: &str| kind(&WORDS.form.funds, text);
    let funds = [usual(rows, is_fund, 0), usual(rows, is_fund, 1)];
    let mut shifted = Vec::new();
    for row in rows.iter() {
        let why = odd_label(row, is_fund, &funds)
            .or_else(|| odd_label(row, |t| kind(&WORDS.form.level1, t) && !kind(&WORDS.form.level2, t), &[first]))
            .or_else(|| odd_label(row, |t| kind(&WORDS.form.level2, t), &[second, right]))
            .or_else(|| lost_label(row).filter(|_| head.is_some()));
        shifted.extend(why.map(|why| (row, why)));
    }
    shifted
}

/// The column of most `nth` labels of a kind.
fn usual(rows: &[Row<'_>], is_label: impl Fn(&str) -> bool, nth: usize) -> Option<usize> {
    let columns = rows.iter().filter_map(|r| r.filled().filter(|(_, t)| is_label(t)).nth(nth)).map(|(col, _)| col);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    columns.for_each(|col| *counts.entry(col).or_default() += 1);
    counts.into_iter().max_by_key(|(col, count)| (*count, usize::MAX - col)).map(|(col, _)| col)
}

/// `服务人员满意度→→→≥90%`: an indicator where the label of the whole block belongs.
fn lost_label(row: &Row<'_>) -> Option<String> {
    let text = squeeze(row.text(0));
    let indicator = text.ends_with("满意度") || text.ends_with("指标") && text != "绩效指标";
    indicator.then(|| format!("`{text}` stands in the column of the block's label"))
}

fn odd_label(row: &Row<'_>, is_label: impl Fn(&str) -> bool, columns: &[Option<usize>]) -> Option<String> {
    let labels = row.filled().filter(|(_, t)| is_label(t));
    let odd = labels.zip(columns).find(|((col, _), usual)| usual.is_some_and(|u| u != *col));
    odd.map(|((_, text), _)| format!("`{text}` stands in another column than labels of its kind"))
}
