//! Spans to lines of text.

use super::line::{Line, WIDE_GAP};
use super::spans::{Span, along};
use crate::page::{Page, Turn};
use crate::place::Rect;

/// A gap of this many em inside a line shows as a space.
const SPACE_GAP: f32 = 0.5;
/// Two spans whose baselines differ by less than this share of the em stand on one line.
const SAME_LINE: f32 = 0.45;

/// Groups spans into lines, top to bottom, each from left to right.
pub(super) fn spans_to_lines(page: &Page, spans: &[Span]) -> Vec<Line> {
    group_by_baseline(spans).iter().map(|line| line_of(page, line)).collect()
}

/// Spans of one line each, sorted by x; lines sorted by y. Turned text shares no line with upright text.
pub(super) fn group_by_baseline(spans: &[Span]) -> Vec<Vec<Span>> {
    if spans.iter().all(|s| s.turn == Turn::Upright) {
        return lines_of(spans.to_vec());
    }
    let (upright, turned): (Vec<Span>, Vec<Span>) = spans.iter().partition(|s| s.turn == Turn::Upright);
    let mut lines = lines_of(upright);
    for turn in [Turn::Down, Turn::Over, Turn::Up, Turn::Skew] {
        lines.extend(turned_texts(turned.iter().copied().filter(|s| s.turn == turn).collect(), turn));
    }
    lines.sort_by(|a, b| a[0].y.total_cmp(&b[0].y));
    lines
}

/// Lines of turned text that stand beside each other go on like wrapped ones: each text is one line, in the order of reading.
fn turned_texts(mut spans: Vec<Span>, turn: Turn) -> Vec<Vec<Span>> {
    // Turned clockwise, the first line is the rightmost one, and each goes down.
    let (across, along) = match turn {
        Turn::Down => (-1.0, 1.0),
        _ => (1.0, -1.0),
    };
    spans.sort_by(|a, b| (across * a.x0).total_cmp(&(across * b.x0)).then((along * a.y).total_cmp(&(along * b.y))));
    let mut texts: Vec<Vec<Span>> = Vec::new();
    for span in spans {
        let area = span.rect();
        let near = |last: &Span| last.rect().grow(WIDE_GAP * span.size / 2.0).overlaps(&area);
        match texts.last_mut() {
            Some(text) if text.last().is_some_and(near) => text.push(span),
            _ => texts.push(vec![span]),
        }
    }
    texts
}

fn lines_of(mut sorted: Vec<Span>) -> Vec<Vec<Span>> {
    sorted.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Vec<Span>> = Vec::new();
    let mut line_y = f32::MIN;
    let mut line_size = 0.0f32;
    for span in sorted {
        if let Some(line) = lines.last_mut()
            && (span.y - line_y).abs() < SAME_LINE * span.size.min(line_size)
        {
            line.push(span);
            if span.size > line_size {
                (line_y, line_size) = (span.y, span.size);
            }
            continue;
        }
        (line_y, line_size) = (span.y, span.size);
        lines.push(vec![span]);
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    lines
}

/// One line from spans sorted by x.
pub(super) fn line_of(page: &Page, spans: &[Span]) -> Line {
    let mut text = String::with_capacity(spans.iter().map(|s| (s.end - s.first) as usize * 3 + 1).sum());
    let mut rect: Option<Rect> = None;
    let mut size = 0.0f32;
    let mut last_end: Option<f32> = None;
    for span in spans {
        if span.turn != Turn::Upright {
            // Lines of turned text stand beside each other and go on like wrapped ones.
            last_end = None;
        }
        rect = Some(rect.map_or(span.rect(), |r| r.union(&span.rect())));
        size = size.max(span.size);
        for glyph in &page.glyphs[span.first as usize..span.end as usize] {
            if let Some(end) = last_end {
                let gap = (along(glyph).0 - end) / glyph.size.max(0.1);
                if gap > WIDE_GAP {
                    text.push('\t');
                } else if gap > SPACE_GAP || (glyph.after_space && gap > -0.1) {
                    text.push(' ');
                }
            }
            text.push(glyph.ch);
            last_end = Some(along(glyph).0 + glyph.advance);
        }
    }
    Line { text, rect: rect.unwrap_or_default(), size }
}
