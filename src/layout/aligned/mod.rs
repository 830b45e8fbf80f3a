//! Tables without rulings, and tables with horizontal rules only, from the alignment of their text.
//!
//! A page is looked at only if amounts stand by themselves on it, or a line of header words stands between rules. Lines that can
//! stand in no table (sentences, captions, notes, dot leaders) divide the rest into blocks. The white gaps that run through the
//! body of a block are its column borders; header cells are put over the columns as centred as possible, and columns that hold
//! nothing come from their headings. All of it sorts and sweeps: the cost grows with the text.

mod block;
mod body;
mod build;
mod columns;
mod form;
mod head_cell;
mod header;
mod leaves;
#[cfg(test)]
mod made;
mod piece;
mod rules;
#[cfg(test)]
mod tests;
mod whole;
mod words;

use super::lattice::Lattice;
use super::line::Line;
use super::sheet::Grid;
use super::spans::Span;
use super::text::group_by_baseline;
use crate::grammar::is_amount_like;
use crate::page::{Glyph, Page};
use block::Row;
use rules::Rules;

/// Share of the page height at top and bottom where page numbers stand.
const MARGIN: f32 = 0.12;

/// Finds tables among lines that stand in no ruled grid. Returns the lines that are left, and the grids.
pub(super) fn lines_to_grids(page: &Page, lines: Vec<Line>, spans: &[Span], ruled: &[Grid]) -> (Vec<Line>, Vec<Grid>) {
    if !looks_tabular(page, &lines, spans) {
        return (lines, Vec::new());
    }
    let groups = group_by_baseline(spans);
    let rules = Rules::of(page, ruled);
    let mut rows: Vec<Row> = groups.iter().map(|group| row(page, group, ruled)).collect();
    whole::amounts(&mut rows);
    let mut used = vec![false; lines.len()];
    let mut grids = Vec::new();
    for block in block::find(&rows, &rules) {
        if let Some(grid) = build::grid(page, &rows, &block, &rules) {
            used[block.header.start.min(block.body.start)..block.body.end].fill(true);
            grids.push(grid);
        }
    }
    let mut index = 0;
    let mut lines = lines;
    lines.retain(|_| {
        index += 1;
        !used[index - 1]
    });
    (lines, grids)
}

/// The performance forms among text that stands in no ruled grid, as the cells that rulings would draw.
pub(super) fn form_lattices(page: &Page, spans: &[Span], ruled: &[Grid]) -> Vec<Lattice> {
    let groups = group_by_baseline(spans);
    let rows: Vec<Row> = groups.iter().map(|group| row(page, group, ruled)).collect();
    // Most pages hold no labels of a form, and are not looked at any further.
    if form::is_form(&rows) { form::lattices(&rows, &Rules::of(page, ruled)) } else { Vec::new() }
}

fn row(page: &Page, spans: &[Span], ruled: &[Grid]) -> Row {
    let y = spans.first().map_or(0.0, Span::middle);
    let margin = y < MARGIN * page.height || y > (1.0 - MARGIN) * page.height;
    let mut row = Row::of(piece::pieces_of(page, spans), margin);
    row.wall |= ruled.iter().any(|g| g.rect.y0 <= y && y <= g.rect.y1);
    row
}

/// A cheap look: most pages hold neither amounts that stand by themselves nor a line of header words between rules.
fn looks_tabular(page: &Page, lines: &[Line], spans: &[Span]) -> bool {
    let is_money = |s: &&Span| {
        let glyphs = &page.glyphs[s.first as usize..s.end as usize];
        let is_digit = |g: &Glyph| g.ch.is_ascii_digit() || ('０'..='９').contains(&g.ch);
        is_digit(&glyphs[glyphs.len() - 1])
            && glyphs.iter().any(|g| matches!(g.ch, '.' | ',' | '．' | '，'))
            && (glyphs.len() < 20 || is_digit(&glyphs[0]))
    };
    if spans.iter().filter(is_money).take(3).count() == 3 {
        return true;
    }
    // Digits that were drawn one by one are spans of their own; as a line they are numbers.
    let tabbed = || lines.iter().filter(|l| l.text.contains('\t')).map(|l| l.text.as_str());
    let has_amount = |text: &&str| text.split(['\t', ' ']).any(is_amount_like);
    let has_header = |text: &str| text.split('\t').filter(|t| words::is_header_word(t.trim())).take(3).count() == 3;
    let is_whole = |text: &str| text.len() > 3 && text.bytes().all(|b| b.is_ascii_digit());
    let has_whole = |text: &&str| text.rsplit('\t').next().is_some_and(|last| is_whole(last.trim()));
    tabbed().filter(has_amount).take(3).count() == 3
        || tabbed().filter(has_whole).take(whole::FEWEST).count() == whole::FEWEST
        || tabbed().any(has_header)
}
