//! Spans to pieces: what one cell holds of one visual line.

use super::words;
use crate::grammar::{code_and_name, is_amount_like, is_nil_mark, is_torn, percent, subject_code};
use crate::layout::spans::Span;
use crate::page::Page;
use smallvec::{SmallVec, smallvec};

/// Spans nearer to each other than this (em) are one piece: a word drawn in several operations.
const SAME_PIECE: f32 = 0.35;

/// Digits drawn one by one touch each other up to this gap (em).
const TOUCHING: f32 = 0.1;

/// A blank of a font with wide figures (em).
const WIDE_BLANK: f32 = 0.55;

/// What a piece looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Money for certain: a decimal point or a thousands comma, also where the line breaks it off; or a percentage.
    Amount,
    /// Digits only: a code, a count, an amount without decimals, a column number.
    Integer,
    /// A dash for "nothing".
    Nil,
    /// Anything else.
    Text,
}

/// A stretch of one visual line that no column border divides.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// What it was drawn as, left to right.
    pub spans: SmallVec<[Span; 2]>,
    /// Left end.
    pub x0: f32,
    /// Right end.
    pub x1: f32,
    /// Baseline.
    pub y: f32,
    /// Size of the largest glyph.
    pub size: f32,
    /// Its characters without blanks.
    pub text: String,
    /// What it looks like.
    pub kind: Kind,
}

impl Piece {
    fn of(page: &Page, span: Span) -> Self {
        let text: String = page.glyphs[span.first as usize..span.end as usize].iter().map(|g| g.ch).collect();
        let kind = kind_of(&text);
        Self { spans: smallvec![span], x0: span.x0, x1: span.x1, y: span.y, size: span.size, text, kind }
    }

    /// Takes in the next piece to the right.
    fn join(&mut self, next: Self) {
        self.spans.extend(next.spans);
        self.x1 = self.x1.max(next.x1);
        self.size = self.size.max(next.size);
        self.text.push_str(&next.text);
        self.kind = kind_of(&self.text);
    }

    /// Whether it can stand in a column of amounts.
    pub fn is_numeric(&self) -> bool {
        self.kind != Kind::Text
    }

    /// Middle between its ends.
    pub fn centre(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Top of its ideographs or digits.
    pub fn top(&self) -> f32 {
        self.y - 0.8 * self.size
    }

    /// The point that says which column it stands in: numbers hang at their right end, words begin at their left.
    pub fn hook(&self) -> f32 {
        match self.kind {
            Kind::Text => self.x0 + 0.3 * self.size.min(self.x1 - self.x0),
            _ => self.x1 - 0.2 * self.size.min(self.x1 - self.x0),
        }
    }
}

fn kind_of(text: &str) -> Kind {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        Kind::Integer
    } else if is_amount_like(text) || percent(text).is_some() || is_torn(text) {
        Kind::Amount
    } else if is_nil_mark(text) {
        Kind::Nil
    } else {
        Kind::Text
    }
}

/// The pieces of one visual line, whose spans are sorted by x.
pub(super) fn pieces_of(page: &Page, spans: &[Span]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(spans.len());
    for whole in spans {
        cut_numbers(page, *whole, |span| {
            let next = Piece::of(page, span);
            match pieces.last_mut() {
                Some(last) if is_grouped(last, &next, span.first != whole.first) => last.join(next),
                Some(last) if span.first != whole.first || !is_one_word(last, &next) => pieces.push(next),
                Some(last) => last.join(next),
                None => pieces.push(next),
            }
        });
    }
    join_spread_words(pieces)
}

/// Whether two spans, drawn apart, belong to one word or number. Two whole numbers never do, nor a number and a word.
fn is_one_word(last: &Piece, next: &Piece) -> bool {
    let gap = (next.x0 - last.x1) / last.size.min(next.size).max(0.1);
    let mark = next.text.starts_with(['.', ',', '%']);
    match (last.kind, next.kind) {
        _ if gap >= SAME_PIECE => false,
        (Kind::Amount, Kind::Integer) => gap < TOUCHING && next.text.len() == 1,
        (Kind::Amount, _) | (Kind::Integer | Kind::Nil, Kind::Amount) => mark,
        (_, Kind::Amount) => next.text.starts_with(['.', ',']) || !last.text.chars().any(|c| c as u32 > 0x2E80),
        _ => true,
    }
}

/// Whether a number goes on behind the blank that parts its thousands: `1 387.17`. `within` one drawing operation the blank may be wide.
fn is_grouped(last: &Piece, next: &Piece, within: bool) -> bool {
    let gap = (next.x0 - last.x1) / last.size.min(next.size).max(0.1);
    let whole = next.text.split_once('.').map_or("", |(whole, _)| whole);
    let three = whole.len() == 3 && whole.bytes().all(|b| b.is_ascii_digit());
    let head = last.kind == Kind::Integer && last.text.len() <= 3 && !last.text.starts_with('0');
    let blank = if within { WIDE_BLANK } else { SAME_PIECE };
    head && three && (TOUCHING..blank).contains(&gap) && (last.size - next.size).abs() < 0.2 * next.size
}

/// Cuts a span where a number begins or ends beside a blank, or where numbers of two drawing operations touch.
fn cut_numbers(page: &Page, span: Span, mut emit: impl FnMut(Span)) {
    let (first, end) = (span.first as usize, span.end as usize);
    let glyphs = &page.glyphs[first..end];
    let has_joint = glyphs.windows(2).any(|w| w[1].after_space || w[1].run != w[0].run);
    if !has_joint || !glyphs.iter().any(|g| matches!(g.ch, '.' | ',')) {
        return emit(span);
    }
    let mut words = first;
    let mut start = first;
    for stop in (first + 1..=end).filter(|i| *i == end || page.glyphs[*i].after_space) {
        let cut = touching_numbers(page, start, stop);
        if cut.is_some() || is_money(page, start, stop) {
            if words < start {
                emit(Span::of(page, words, start));
            }
            emit(Span::of(page, start, cut.unwrap_or(stop)));
            if let Some(cut) = cut {
                emit(Span::of(page, cut, stop));
            }
            words = stop;
        }
        start = stop;
    }
    if words < end {
        emit(Span::of(page, words, end));
    }
}

fn is_money(page: &Page, from: usize, to: usize) -> bool {
    let text: String = page.glyphs[from..to].iter().map(|g| g.ch).collect();
    is_amount_like(&text)
}

/// Where one number ends and the next text begins, if the glyphs are a number and a number, a code or words of another drawing
/// operation. Some producers draw every digit by itself, so a number that is whole is never cut.
fn touching_numbers(page: &Page, from: usize, to: usize) -> Option<usize> {
    let glyphs = &page.glyphs[from..to];
    let joint = |i: &usize| page.glyphs[*i].run != page.glyphs[*i - 1].run;
    let mut joints = (from + 1..to).filter(joint);
    let points = glyphs.iter().filter(|g| g.ch == '.').count();
    let numeric = glyphs.iter().all(|g| is_of_number(g.ch));
    if numeric && points == 2 {
        return joints.find(|i| is_money(page, from, *i) && is_money(page, *i, to));
    }
    if numeric {
        let at = joints.find(|i| is_money(page, from, *i))?;
        let rest: String = page.glyphs[at..to].iter().map(|g| g.ch).collect();
        // `37.56` and `302` of the column beside it: two operations, whose digits are no number of two decimals together.
        let code = joints.next().is_none() && subject_code(&rest).is_some() && ends_number(page, from, at, to);
        return code.then_some(at);
    }
    // `493.09` and `302-商品和服务支出`.
    let coded = |i: &usize| {
        let rest: String = page.glyphs[*i..to].iter().map(|g| g.ch).collect();
        is_money(page, from, *i) && decimals(page, from, *i) == Some(2) && code_and_name(&rest).is_some()
    };
    if let Some(at) = joints.clone().find(coded) {
        return Some(at);
    }
    // The digits of the number may be drawn one by one.
    let at = from + glyphs.iter().position(|g| !is_of_number(g.ch))?;
    let rest: String = page.glyphs[at..to].iter().map(|g| g.ch).collect();
    let is_label = |c: char| c as u32 > 0x2E80 && !"元万亿人个％平，。".contains(c);
    let words = rest.starts_with(is_label) && rest.chars().count() >= LABEL;
    (words && joints.any(|i| i == at) && is_money(page, from, at)).then_some(at)
}

/// What a number is written with.
fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '-')
}

/// Words of so many characters behind an amount are a label of the next column and no unit.
const LABEL: usize = 4;

/// Whether the glyphs up to `at` are a number to its last decimal, or those up to `to` are no number at all.
fn ends_number(page: &Page, from: usize, at: usize, to: usize) -> bool {
    let decimals = decimals(page, from, at);
    decimals == Some(2) || decimals.is_none() && !is_money(page, from, to)
}

/// How many characters stand behind the point of a number.
fn decimals(page: &Page, from: usize, at: usize) -> Option<usize> {
    page.glyphs[from..at].iter().rev().position(|g| g.ch == '.')
}

/// Joins words set with wide blanks between their characters (`合　　计`, `预 算 数`).
fn join_spread_words(pieces: Vec<Piece>) -> Vec<Piece> {
    let is_single = |p: &Piece| p.kind == Kind::Text && p.text.chars().count() == 1;
    if pieces.iter().filter(|p| is_single(p)).count() < 2 {
        return pieces;
    }
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.into_iter().peekable();
    while let Some(mut piece) = rest.next() {
        if is_single(&piece) {
            let mut word = piece.text.clone();
            while let Some(next) = rest.peek().filter(|n| is_single(n)) {
                word.push_str(&next.text);
                if !words::begins_spread_word(&word) {
                    break;
                }
                if let Some(next) = rest.next() {
                    piece.join(next);
                }
            }
        }
        joined.push(piece);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::super::made::Sketch;
    use super::*;
    use crate::layout::spans::glyphs_to_spans;

    fn texts(sketch: &Sketch) -> Vec<(String, Kind)> {
        let spans = glyphs_to_spans(&sketch.page);
        pieces_of(&sketch.page, &spans).into_iter().map(|p| (p.text, p.kind)).collect()
    }

    #[test]
    fn numbers_neither_merge_nor_split() {
        let mut touching = Sketch::new();
        touching.text(10.0, 10.0, "989.10");
        let x = touching.end();
        touching.text(x + 0.5, 10.0, "12.00");
        assert_eq!(texts(&touching), [("989.10".into(), Kind::Amount), ("12.00".into(), Kind::Amount)]);

        let mut by_digit = Sketch::new();
        for (index, digit) in "3,228.05".chars().enumerate() {
            by_digit.text(10.0 + 5.0 * index as f32, 10.0, &digit.to_string());
        }
        assert_eq!(texts(&by_digit), [("3,228.05".into(), Kind::Amount)]);

        let mut two_blocks = Sketch::new();
        two_blocks.text(10.0, 10.0, "154,023");
        let x = two_blocks.end();
        two_blocks.text(x, 10.0, ".82");
        assert_eq!(texts(&two_blocks), [("154,023.82".into(), Kind::Amount)]);
    }

    #[test]
    fn an_amount_ends_where_the_code_of_the_next_column_begins() {
        for (amount, next, kind) in [
            ("37.56", "30201", Kind::Integer),
            ("375,600", "302", Kind::Integer),
            ("45.41", "公用经费合计", Kind::Text),
            ("3,596.64", "一、一般公共服务支出", Kind::Text),
            ("493.09", "302-商品和服务支出", Kind::Text),
        ] {
            let mut sketch = Sketch::new();
            sketch.text(10.0, 10.0, amount);
            let x = sketch.end();
            sketch.text(x + 0.2, 10.0, next);
            assert_eq!(texts(&sketch), [(amount.into(), Kind::Amount), (next.into(), kind)], "{amount} {next}");
        }
        // Every glyph by itself.
        let mut sketch = Sketch::new();
        for glyph in "3,686.23一、公共安全支出".chars() {
            let x = if glyph == '3' && sketch.page.glyphs.is_empty() { 10.0 } else { sketch.end() };
            sketch.text(x, 10.0, &glyph.to_string());
        }
        assert_eq!(texts(&sketch), [("3,686.23".into(), Kind::Amount), ("一、公共安全支出".into(), Kind::Text)]);
        // Six decimals of one number, drawn in two operations.
        let mut sketch = Sketch::new();
        sketch.text(10.0, 10.0, "37.563");
        let x = sketch.end();
        sketch.text(x, 10.0, "020");
        assert_eq!(texts(&sketch), [("37.563020".into(), Kind::Amount)]);
    }

    #[test]
    fn digits_with_wide_boxes_are_one_number() {
        // 重庆: every digit is declared one em wide and placed half an em after the last one.
        let mut sketch = Sketch::new();
        for (index, digit) in "989.10".chars().enumerate() {
            sketch.text(10.0 + 5.0 * index as f32, 10.0, &digit.to_string());
        }
        sketch.page.glyphs.iter_mut().for_each(|g| g.advance = 10.0);
        sketch.text(52.0, 10.0, "合计");
        assert_eq!(texts(&sketch), [("989.10".into(), Kind::Amount), ("合计".into(), Kind::Text)]);
    }

    #[test]
    fn one_operation_may_hold_a_whole_row() {
        let mut sketch = Sketch::new();
        sketch.text(10.0, 10.0, "行政运行 1,234.56 0.00");
        let found = texts(&sketch);
        assert_eq!(found.iter().map(|f| f.0.as_str()).collect::<Vec<_>>(), ["行政运行", "1,234.56", "0.00"]);
    }

    #[test]
    fn spread_words_are_one_but_code_labels_are_three() {
        let mut sketch = Sketch::new();
        for (x, text) in [(10.0, "合"), (60.0, "计"), (100.0, "类"), (130.0, "款"), (160.0, "项")] {
            sketch.text(x, 10.0, text);
        }
        let found = texts(&sketch);
        assert_eq!(found.iter().map(|f| f.0.as_str()).collect::<Vec<_>>(), ["合计", "类", "款", "项"]);
    }
}
