//! Glyphs to spans: stretches of glyphs that were drawn one after the other along one baseline.
//!
//! Drawing order is kept: a producer draws the text of one cell in one go, so order tells cells apart even where a number is
//! wider than its column and touches its neighbour (Shanghai: `91,016,775.35` drawn over the border on both sides).

use crate::page::{ASCENT, DESCENT, Glyph, Page, Turn};
use crate::place::Rect;

/// A stretch of glyphs `first..end` of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    /// Index of the first glyph.
    pub first: u32,
    /// Index after the last glyph.
    pub end: u32,
    /// Left end.
    pub x0: f32,
    /// Right end.
    pub x1: f32,
    /// Baseline.
    pub y: f32,
    /// Size of the largest glyph.
    pub size: f32,
    /// How its glyphs read. A turned text has the baseline that an upright one in its middle would have.
    pub turn: Turn,
    /// Half its height, when turned.
    reach: f32,
}

impl Span {
    /// The area of the text.
    pub fn rect(&self) -> Rect {
        if self.turn != Turn::Upright {
            return Rect::new(self.x0, self.middle() - self.reach, self.x1, self.middle() + self.reach);
        }
        Rect::new(self.x0, self.y - ASCENT * self.size, self.x1, self.y + DESCENT * self.size)
    }

    /// Middle of the glyphs' height: digits and ideographs both are about 0.7 em high.
    pub fn middle(&self) -> f32 {
        self.y - 0.35 * self.size
    }

    /// A span of the glyphs `first..end`, which must not be empty.
    pub fn of(page: &Page, first: usize, end: usize) -> Self {
        let glyphs = &page.glyphs[first..end];
        let mut span = Self {
            first: first as u32,
            end: end as u32,
            x0: glyphs[0].x,
            x1: glyphs[0].end(),
            y: glyphs[0].y,
            size: glyphs[0].size,
            turn: glyphs[0].turn,
            reach: 0.0,
        };
        if span.turn != Turn::Upright {
            let area = glyphs.iter().map(Glyph::rect).reduce(|a, b| a.union(&b)).unwrap_or_default();
            (span.x0, span.x1, span.reach) = (area.x0, area.x1, area.height() / 2.0);
            span.size = glyphs.iter().fold(0.0, |size, g| g.size.max(size));
            span.y = (area.y0 + area.y1) / 2.0 + 0.35 * span.size;
            return span;
        }
        for glyph in &glyphs[1..] {
            span.x1 = span.x1.max(glyph.end());
            span.x0 = span.x0.min(glyph.x);
            if glyph.size > span.size {
                (span.size, span.y) = (glyph.size, glyph.y);
            }
        }
        span
    }
}

/// A baseline that moves by more than this share of the em begins a new span.
const SAME_BASELINE: f32 = 0.12;
/// A gap wider than this (em) ends a span; wider than any letter spacing inside a number, narrower than a column gap.
const SAME_SPAN_GAP: f32 = 0.6;
/// Between two drawing operations the next glyph must start this near (em) to where the last one ended.
const SAME_SPAN_STEP: f32 = 0.3;
/// Steps back (em) are kerning up to here; beyond it another text begins.
const BACK_STEP: f32 = 0.2;

/// Where a glyph stands along the direction it reads in, and across it.
pub(super) fn along(glyph: &Glyph) -> (f32, f32) {
    match glyph.turn {
        Turn::Upright | Turn::Skew => (glyph.x, glyph.y),
        Turn::Down => (glyph.y, glyph.x),
        Turn::Over => (-glyph.x, glyph.y),
        Turn::Up => (-glyph.y, glyph.x),
    }
}

/// Groups the glyphs of a page; texts that are turned in the same way are spans of their own.
pub(super) fn glyphs_to_spans(page: &Page) -> Vec<Span> {
    let glyphs = &page.glyphs;
    let mut spans = Vec::with_capacity(glyphs.len() / 6 + 1);
    let mut first = 0;
    for index in 1..=glyphs.len() {
        let ends = match glyphs.get(index) {
            None => true,
            Some(next) => {
                let last = &glyphs[index - 1];
                let size = last.size.max(next.size).max(0.1);
                let (from, to) = (along(last), along(next));
                let gap = to.0 - from.0 - last.advance;
                let reach = if next.run == last.run { SAME_SPAN_GAP } else { SAME_SPAN_STEP };
                last.turn != next.turn
                    || (to.1 - from.1).abs() > SAME_BASELINE * size
                    || gap > reach * size
                    || gap < -BACK_STEP * size
            }
        };
        if ends && first < index {
            spans.push(Span::of(page, first, index));
            first = index;
        }
    }
    spans
}
