//! Spans to lines of text, and the lines of a cell to its text.

use super::spans::{Span, along};
use super::{Line, WIDE_GAP};
use crate::codes::{List, nearest};
use crate::grammar::amount;
use crate::page::{Page, Turn};
use crate::place::Rect;
use std::borrow::Cow;

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

/// Joins the lines of a cell. A line that was wrapped joins without a gap, unless Latin words meet; a line that ended by itself
/// (the writer pressed return) keeps its break.
pub(super) fn join_lines(lines: &[Line], cell: Rect) -> Cow<'_, str> {
    match lines {
        [] => Cow::Borrowed(""),
        [one] if !one.text.contains('\t') => Cow::Borrowed(one.text.as_str()),
        _ => {
            let mut joined = String::new();
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    joined.push_str(joint(&lines[index - 1], line, cell));
                }
                joined.extend(line.text.chars().map(|c| if c == '\t' { ' ' } else { c }));
            }
            Cow::Owned(joined)
        }
    }
}

/// What stands between two lines of a cell.
fn joint(above: &Line, below: &Line, cell: Rect) -> &'static str {
    let (Some(last), Some(first)) = (above.text.chars().last(), below.text.chars().next()) else { return "" };
    if number_goes_on(&above.text, &below.text) || wrapped_number(above, below, cell) {
        return "";
    }
    if is_whole_number(&above.text) && is_whole_number(&below.text) {
        return "\n";
    }
    // A line that stops short of the cell's width by more than two characters did not wrap.
    let stops_short = cell.x1 - above.rect.x1 > 2.5 * above.size && above.rect.x0 - cell.x0 < 2.5 * above.size;
    if stops_short && (matches!(last, '。' | '；' | ';' | '：' | '！') || starts_item(&below.text)) {
        return "\n";
    }
    if last.is_ascii_alphanumeric() && first.is_ascii_alphabetic() || last.is_ascii_alphabetic() && first.is_ascii_alphanumeric()
    {
        return " ";
    }
    ""
}

/// `1.`, `（1）`, `一、`: an item of an enumeration begins.
fn starts_item(text: &str) -> bool {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some('0'..='9'), Some('.' | '．' | '、')) => true,
        (Some('（' | '('), Some(c)) => c.is_ascii_digit() || "一二三四五六七八九十".contains(c),
        (Some(c), Some('、')) => "一二三四五六七八九十".contains(c),
        (Some('①'..='⑳'), _) => true,
        _ => false,
    }
}

fn numeric(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ',' | '.' | '，' | '．' | '-' | '－' | '%')
}

/// The first line holds digits only and breaks off where a number cannot end: at a comma, at or before a point.
fn number_goes_on(above: &str, below: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.chars().all(numeric);
    digits(above) && digits(below) && (above.ends_with([',', '.', '，', '．']) || below.starts_with([',', '.', '，', '．']))
}

/// A number too wide for its column goes on in the next line at any digit (深圳: `138,907.2` / `4`): the first line fills the cell,
/// and only both together are a number as printed elsewhere.
fn wrapped_number(above: &Line, below: &Line, cell: Rect) -> bool {
    let digits = |s: &str| !s.is_empty() && s.chars().all(numeric);
    // No room for one more digit between Word's paddings of 5.4 points.
    let fills = cell.width() - above.rect.width() < 11.5 + 0.6 * above.size;
    if !fills || !digits(&above.text) || !digits(&below.text) {
        return false;
    }
    let joined = format!("{}{}", above.text, below.text);
    if joined.bytes().all(|b| b.is_ascii_digit()) {
        // Two counts below each other look like one number cut in two; only a code that the lists know is certainly one.
        return List::of_code(&joined).is_some_and(|list| nearest(list, &joined, None).is_some());
    }
    // Amounts are printed with two decimals, in Beijing with six; `12.5` above `3` are two numbers.
    amount(&joined).is_some_and(|a| matches!(a.decimals, 2 | 6))
}

/// Complete by itself: digits with exactly one point that is followed by at least one digit, or none.
fn is_whole_number(text: &str) -> bool {
    text.chars().all(numeric) && text.chars().any(|c| c.is_ascii_digit()) && !text.ends_with([',', '.'])
}
