//! Performance forms (绩效目标表, 绩效自评表) without rulings, or with horizontal ones only.
//!
//! Text becomes boxes (`boxes`), one a cell; boxes become rows and, where they are centred beside several rows, merged cells
//! (`bands`); gaps between neighbours become borders (`borders`). What comes out are the rulings that the page leaves out, so that a
//! form is put together like any ruled one.

mod bands;
mod borders;
mod boxes;
#[cfg(test)]
mod tests;

use super::block::{Row, extent};
use super::rules::Rules;
use super::words;
use crate::codes::contacts::label_at;
use crate::codes::form_labels::{Kind, labels};
use crate::grammar::heading;
use crate::layout::lattice::{Lattice, edges_to_lattice};
use crate::place::Rect;
use std::ops::Range;

/// So many labels of a form stand in one.
const LABELS: usize = 3;
/// Rows further apart than this (em), measured from text to text, belong to different things.
const FAR: f32 = 3.2;
/// The outer rules of a form are this near (em) to its text.
const AROUND: f32 = 4.0;
/// So many characters of a line are asked for the label of a contact.
const MOST_OF_LINE: usize = 60;
/// Pages with more pieces are no form.
const MOST_PIECES: usize = 3_000;

/// The forms among the visual lines of a page, as lattices.
pub(super) fn lattices(rows: &[Row], rules: &Rules) -> Vec<Lattice> {
    if rows.iter().map(|r| r.pieces.len()).sum::<usize>() > MOST_PIECES {
        return Vec::new();
    }
    runs(rows, rules).into_iter().filter_map(|run| lattice(&rows[run], rules)).collect()
}

/// Stretches of lines that no title, caption or heading and no wide gap divides, and that hold labels of a form.
fn runs(rows: &[Row], rules: &Rules) -> Vec<Range<usize>> {
    let breaks: Vec<bool> = rows.iter().map(divides).collect();
    let mut runs = Vec::new();
    let mut start = 0;
    for end in 1..=rows.len() {
        if end < rows.len() && !breaks[end] && !breaks[end - 1] && !is_far(&rows[end - 1], &rows[end], rules) {
            continue;
        }
        if is_form(&rows[start..end]) {
            runs.push(start..end);
        }
        start = end;
    }
    runs
}

/// Whether a line stands in no form: its title, caption or year, a heading of the text, the foot of the page.
fn divides(row: &Row) -> bool {
    let [piece] = row.pieces.as_slice() else { return row.pieces.iter().any(|p| words::has_leader(&p.text)) };
    let text = piece.text.as_str();
    let inner = text.trim_matches(['（', '）', '(', ')']);
    let year = inner.len() < text.len() && inner.starts_with("20") && inner.chars().count() <= 8;
    let numbered = text.contains(|c: char| c.is_ascii_digit());
    let foot = row.wall && numbered && !text.chars().any(|c| c.is_alphabetic() && !"第页共".contains(c));
    // A contact alone in its line stands below the form, and its label belongs to what follows it.
    let contact = text.ends_with(['：', ':']) || labels(text).is_empty() && names_contact(text);
    let part = heading(text).is_some_and(|h| h.level <= 2 && h.looks_like_title() && labels(text).is_empty());
    year || foot || contact || part || words::is_title(text) || words::is_caption(text) && labels(text).is_empty()
}

/// Whether a label of a contact stands anywhere in a text.
fn names_contact(text: &str) -> bool {
    let text: Vec<char> = text.chars().take(MOST_OF_LINE).collect();
    (0..text.len()).any(|at| label_at(&text[at..]).is_some())
}

fn is_far(above: &Row, below: &Row, rules: &Rules) -> bool {
    let size = above.size.min(below.size).max(1.0);
    let (x0, x1) = extent(std::slice::from_ref(below));
    let step = below.y - above.y;
    step > (FAR + 1.0) * size && rules.wide_between(above.y, below.y, x0, x1).next().is_none()
}

/// Whether the headings of indicators, or names of their levels, stand in these lines.
pub(super) fn is_form(rows: &[Row]) -> bool {
    let is_label = |text: &str| labels(text).iter().any(|l| matches!(l.kind(), Kind::Column | Kind::Class) && l.name() != "unit");
    rows.iter().flat_map(|r| &r.pieces).filter(|p| is_label(&p.text)).take(LABELS).count() == LABELS || is_head(rows)
}

/// Whether the head of a form stands in these lines, its indicators on the next page: a label with which forms begin beside its value, then
/// labels with theirs, of money or a goal among them.
fn is_head(rows: &[Row]) -> bool {
    let kinds = [Kind::Field, Kind::Fund, Kind::Goal, Kind::Person];
    let first = |r: &Row| r.pieces.first().map(|p| labels(&p.text)).unwrap_or_default();
    let begins = rows.first().is_some_and(|r| r.pieces.len() > 1 && first(r).iter().any(|l| l.begins()));
    let labelled = || rows.iter().filter(|r| first(r).iter().any(|l| kinds.contains(&l.kind())));
    let money = |l: &&crate::codes::form_labels::Label| matches!(l.kind(), Kind::Fund | Kind::Goal);
    begins && labelled().count() > LABELS && rows.iter().flat_map(|r| &r.pieces).any(|p| labels(&p.text).iter().any(&money))
}

fn lattice(rows: &[Row], rules: &Rules) -> Option<Lattice> {
    let (first, last) = (rows.first()?, rows.last()?);
    let (x0, x1) = extent(rows);
    let rules = rules.in_area(Rect::new(x0, first.y - AROUND * first.size, x1, last.y + AROUND * last.size));
    let boxes = boxes::boxes(rows, &rules);
    let bands = bands::Bands::of(&boxes, &rules)?;
    let edges = borders::edges(&boxes, &bands, &rules);
    edges_to_lattice(&edges.0, &edges.1)
}
