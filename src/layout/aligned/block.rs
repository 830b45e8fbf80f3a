//! Which lines of a page may be a table: a body with amounts, and the header above it.

use super::piece::{Kind, Piece};
use super::rules::Rules;
use super::words;
use crate::grammar::{bracketed_code, code_and_name, column_number, is_note, is_total_label};
use std::ops::Range;

/// Lines further apart than this (em) belong to different tables, unless rules go on between them.
const FAR: f32 = 4.5;
/// Header lines are nearer to each other than this (em), unless a rule lies between them.
const HEADER_LEADING: f32 = 2.8;
/// Lines of one wrapped cell are nearer to each other than this (em).
pub(super) const WRAP_LEADING: f32 = 1.5;
/// A header is never higher than this many printed lines.
const MOST_HEADER_LINES: usize = 12;
/// Columns that are numbered by words or not at all stand between two numbers no more than this apart (`1 2 3=4+5+6 7`).
const ORDINAL_STEP: u32 = 4;
/// A line with more pieces is a drawing.
const MOST_PIECES: usize = 80;

/// One visual line.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its pieces from left to right.
    pub pieces: Vec<Piece>,
    /// Baseline of the largest piece.
    pub y: f32,
    /// Size of the largest piece.
    pub size: f32,
    /// It can stand in no table.
    pub wall: bool,
}

impl Row {
    /// A visual line from its pieces, which must not be none.
    pub fn of(pieces: Vec<Piece>, margin: bool) -> Self {
        let largest = pieces.iter().max_by(|a, b| a.size.total_cmp(&b.size));
        let (y, size) = largest.map_or((0.0, 0.0), |p| (p.y, p.size));
        let wall = is_wall(&pieces, margin);
        Self { pieces, y, size, wall }
    }

    /// Whether an amount stands in it by itself.
    pub fn has_amount(&self) -> bool {
        self.pieces.iter().any(|p| p.kind == Kind::Amount)
    }

    fn top(&self) -> f32 {
        self.y - 0.8 * self.size
    }

    /// The only word of the line is a total.
    fn is_lone_total(&self) -> bool {
        let mut texts = self.pieces.iter().filter(|p| p.kind == Kind::Text);
        texts.next().is_some_and(|p| is_total_label(&p.text)) && texts.next().is_none()
    }

    /// `1 2 3`, `栏次 1 2`: column numbers. The numbers of the lines of two sides (行次) are further from each other.
    pub fn is_ordinals(&self) -> bool {
        let is_number = |p: &&Piece| p.kind == Kind::Integer || p.kind == Kind::Text && p.text.contains(['=', '＝']);
        let numbers: Vec<u32> = self.pieces.iter().filter(is_number).filter_map(|p| column_number(&p.text)).collect();
        let in_turn = numbers.windows(2).all(|w| w[1].abs_diff(w[0]) <= ORDINAL_STEP);
        let words = self.pieces.iter().filter(|p| p.kind == Kind::Text && column_number(&p.text).is_none()).count();
        numbers.len() >= 2 && in_turn && words <= 2
    }

    /// A row of the body for certain. Before its code or enumeration only the number of its line may stand.
    pub fn is_body(&self) -> bool {
        let is_number = |p: &Piece| p.kind == Kind::Integer && p.text.len() <= 2;
        let mut labels = self.pieces.iter().skip_while(|p| is_number(p));
        self.has_amount() || self.is_ordinals() || labels.next().is_some_and(|p| words::begins_row(&p.text))
    }

    fn header_words(&self) -> usize {
        self.pieces.iter().filter(|p| words::is_header_word(&p.text)).count()
    }
}

fn is_wall(pieces: &[Piece], margin: bool) -> bool {
    let [first, rest @ ..] = pieces else { return true };
    let outside = |p: &Piece| words::is_prose(&p.text) || words::has_leader(&p.text) || words::is_caption(&p.text);
    let page_number = || margin && rest.is_empty() && !first.text.chars().any(char::is_alphabetic) && first.kind != Kind::Amount;
    // `105364.27` followed by `万元，其中：` is part of a sentence.
    let in_sentence = |w: &[Piece]| {
        w[0].kind == Kind::Amount
            && w[1].kind == Kind::Text
            && w[1].x0 - w[0].x1 < w[0].size
            && w[1].text.starts_with(['元', '万', '亿'])
    };
    // `复核人：某某` and `联系方式：…` at the foot.
    let labelled =
        || pieces.iter().filter(|p| words::is_labelled(&p.text)).count() > 1 && pieces.iter().all(|p| p.kind != Kind::Amount);
    pieces.len() > MOST_PIECES
        || labelled()
        || pieces.windows(2).any(in_sentence)
        || pieces.iter().any(outside)
        || is_note(&first.text)
        || rest.is_empty() && words::is_title(&first.text)
        || page_number()
}

/// Lines that may be a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Lines of the header.
    pub header: Range<usize>,
    /// Lines of the body.
    pub body: Range<usize>,
    /// Number of words that stand in headers only.
    pub header_words: usize,
}

/// All blocks among the visual lines of a page.
pub(super) fn find(rows: &[Row], rules: &Rules) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        if rows[start].wall {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while end < rows.len() && !rows[end].wall && !is_far(rows, end, rules) {
            end += 1;
        }
        blocks.extend(block_in(rows, start..end, rules));
        start = end;
    }
    blocks
}

/// Whether a line is too far below the one above it.
fn is_far(rows: &[Row], index: usize, rules: &Rules) -> bool {
    let (above, below) = (&rows[index - 1], &rows[index]);
    let size = above.size.min(below.size).max(1.0);
    let step = below.y - above.y;
    if step <= FAR * size {
        return false;
    }
    let (x0, x1) = extent(&rows[index - 1..=index]);
    let between = rules.wide_between(above.y, below.top(), x0, x1).count();
    between == 0 || step / (between + 1) as f32 > FAR * size
}

/// Left and right end of some lines.
pub(super) fn extent(rows: &[Row]) -> (f32, f32) {
    let pieces = || rows.iter().flat_map(|r| &r.pieces);
    (pieces().map(|p| p.x0).fold(f32::MAX, f32::min), pieces().map(|p| p.x1).fold(f32::MIN, f32::max))
}

fn block_in(rows: &[Row], mut run: Range<usize>, rules: &Rules) -> Option<Block> {
    while rows[run.clone()].first_chunk().is_some_and(is_over_header) {
        run.start += 1;
    }
    let (x0, x1) = extent(&rows[run.clone()]);
    let last_data = rows[run.clone()].iter().rposition(Row::has_amount).map(|i| run.start + i);
    let begin = body_start(rows, run.clone(), rules, last_data.is_none());
    let header = header_start(rows, run.start, begin, rules, (x0, x1))..begin;
    let header_words = rows[header.clone()].iter().map(Row::header_words).sum();
    let body = begin..body_end(rows, begin, run.end, last_data, rules, (x0, x1));
    (!body.is_empty() || header_words > 0).then_some(Block { header, body, header_words })
}

/// `294-某局`: whose the table is, directly above its header.
fn is_over_header([line, next]: &[Row; 2]) -> bool {
    let [piece] = line.pieces.as_slice() else { return false };
    let coded = code_and_name(&piece.text).is_some() || bracketed_code(&piece.text).is_some();
    coded && line.header_words() == 0 && next.header_words() > 0 && !next.is_body()
}

/// The first line of the body.
fn body_start(rows: &[Row], run: Range<usize>, rules: &Rules, empty: bool) -> usize {
    let lines = &rows[run.clone()];
    let run_extent = extent(lines);
    let sure = lines.iter().position(Row::is_body);
    // An empty table is a header, and perhaps a total without amounts.
    let found = sure.or_else(|| if empty { lines.iter().rposition(Row::is_lone_total).filter(|i| *i > 0) } else { None });
    let mut start = run.start + found.unwrap_or(lines.len());
    if sure.is_some() && divides_rows(lines, rules, run_extent) {
        // Between two rules stands one row: the lines above its amount are its own.
        let above =
            rules.wide_between(lines[0].top() - FAR * lines[0].size, rows[start].top(), run_extent.0, run_extent.1).last();
        start = above.map_or(start, |rule| run.start + lines.partition_point(|line| line.y < rule)).min(start);
    }
    while start > run.start && start < run.end {
        let (above, first) = (&rows[start - 1], &rows[start]);
        let (x0, x1) = extent(&rows[run.clone()]);
        let divided = rules.wide_between(above.y, first.top().max(above.y + 0.1), x0, x1).next().is_some();
        let wrapped = above.pieces.len() == 1
            && !above.pieces.iter().any(|p| words::is_header_word(&p.text))
            && first.y - above.y < 0.85 * first.size;
        // Below the rule that closes the header a row begins, whatever its first line holds.
        let ruled_off = start > run.start + 1
            && first.y - above.y < WRAP_LEADING * first.size
            && rules.wide_between(rows[start - 2].y, above.top(), x0, x1).next().is_some();
        if divided
            || !(wrapped
                || ruled_off
                || above.is_lone_total() && rows[start].is_body() && above.pieces.len() == 1 && first.has_amount())
        {
            break;
        }
        start -= 1;
    }
    start
}

/// Whether rules run between most of the rows with amounts.
fn divides_rows(lines: &[Row], rules: &Rules, (x0, x1): (f32, f32)) -> bool {
    let data: Vec<&Row> = lines.iter().filter(|line| line.has_amount()).collect();
    let divided = |pair: &&[&Row]| rules.wide_between(pair[0].y, pair[1].y, x0, x1).next().is_some();
    data.len() > 2 && data.windows(2).filter(divided).count() * 4 >= (data.len() - 1) * 3
}

/// The first line of the header whose last line stands directly above `begin`.
fn header_start(rows: &[Row], first: usize, begin: usize, rules: &Rules, (x0, x1): (f32, f32)) -> usize {
    let mut start = begin;
    let size = rows.get(begin).or(rows.get(begin.wrapping_sub(1))).map_or(0.0, |r| r.size);
    while start > first && begin - start < MOST_HEADER_LINES {
        let line = &rows[start - 1];
        let below = rows.get(start);
        let crossed = below.is_some_and(|b| rules.wide_between(line.y, b.top().max(line.y + 0.1), x0, x1).next().is_some());
        let bounded = rules.wide_between(line.top() - FAR * line.size, line.top() + 0.2 * line.size, x0, x1).next().is_some();
        let far = below.is_some_and(|b| b.y - line.y > HEADER_LEADING * line.size.max(b.size));
        // Above the top rule of a table stands its caption.
        let outside = crossed && start < begin && !bounded;
        if outside || far && !crossed || line.size > 1.25 * size || line.has_amount() || is_remark(line) {
            break;
        }
        start -= 1;
    }
    // Lines on top without a word of a header are no header, unless they are the first half of a wrapped cell.
    while start < begin {
        let line = &rows[start];
        let bounded = rules.wide_between(line.top() - 1.5 * line.size, line.top() + 0.2 * line.size, x0, x1).next().is_some();
        // Cells of two, three and four lines in one row stand at heights of their own.
        let near = || rows[start + 1..begin].iter().take_while(|next| next.y - line.y < 1.5 * line.size);
        let over = |a: &Piece| near().flat_map(|next| &next.pieces).any(|b| a.x0 < b.x1 && b.x0 < a.x1);
        let wraps = line.pieces.iter().all(over) && near().any(|next| next.header_words() > 0);
        if line.header_words() > 0 || bounded || wraps {
            break;
        }
        start += 1;
    }
    start
}

/// `（2026年度）`, `2026年1月`: below a title.
fn is_remark(line: &Row) -> bool {
    let [piece] = line.pieces.as_slice() else { return false };
    let inner = piece.text.trim_matches(['（', '）', '(', ')']);
    let year = inner.starts_with("20") && inner.ends_with(['年', '度', '月', '日']);
    let bracketed = piece.text.starts_with(['（', '(']) && piece.text.ends_with(['）', ')']);
    year || bracketed && inner.chars().count() <= 8 && !words::is_header_word(inner)
}

/// The line after the last one of the body: labels without amounts may follow the last amount.
fn body_end(rows: &[Row], begin: usize, end: usize, last_data: Option<usize>, rules: &Rules, (x0, x1): (f32, f32)) -> usize {
    let Some(last) = last_data else { return end };
    let pitch = pitch(&rows[begin..=last]);
    let mut stop = last + 1;
    while stop < end {
        let (above, line) = (&rows[stop - 1], &rows[stop]);
        let closed = rules.wide_between(above.y, line.top().max(above.y + 0.1), x0, x1).next().is_some();
        let goes_on = rules.wide_between(line.y, line.y + FAR * line.size, x0, x1).next().is_some();
        let same_size = (line.size - above.size).abs() < 0.15 * above.size;
        if !same_size || closed && !goes_on || !closed && line.y - above.y > 1.3 * pitch {
            break;
        }
        stop += 1;
    }
    stop
}

/// The usual step from row to row (points): that of the rows with amounts where there are enough, since wrapped names stand closer.
pub(super) fn pitch(rows: &[Row]) -> f32 {
    let steps = |keep: &dyn Fn(&&Row) -> bool| {
        let ys: Vec<f32> = rows.iter().filter(keep).map(|r| r.y).collect();
        let mut steps: Vec<f32> = ys.windows(2).map(|w| w[1] - w[0]).collect();
        steps.sort_by(f32::total_cmp);
        steps
    };
    let all = steps(&|_| true);
    let data = steps(&|r| r.has_amount());
    let size = rows.iter().map(|r| r.size).fold(0.0, f32::max);
    let of_all = all.get(all.len() / 2).copied().unwrap_or(2.0 * size);
    let of_data = if data.len() >= 4 { data[data.len() / 5] } else { 0.0 };
    of_all.max(of_data)
}
