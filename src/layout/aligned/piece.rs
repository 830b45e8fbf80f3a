//! Spans to pieces: what one cell holds of one visual line.

use super::words;
use crate::grammar::{amount, is_amount_like, is_nil_mark, percent};
use crate::layout::spans::Span;
use crate::page::Page;
use smallvec::{SmallVec, smallvec};

/// Spans nearer to each other than this (em) are one piece: a word drawn in several operations.
const SAME_PIECE: f32 = 0.35;

/// What a piece looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Money for certain: a decimal point or a thousands comma; or a percentage.
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
    } else if is_amount_like(text) || percent(text).is_some() {
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
                Some(last) if span.first != whole.first || !is_one_word(last, &next) => pieces.push(next),
                Some(last) => last.join(next),
                None => pieces.push(next),
            }
        });
    }
    join_spread_words(pieces)
}

/// Whether two spans, drawn apart, belong to one word or number. Two whole numbers never do.
fn is_one_word(last: &Piece, next: &Piece) -> bool {
    let near = next.x0 - last.x1 < SAME_PIECE * last.size.min(next.size);
    let numbers = last.is_numeric() && next.is_numeric();
    let goes_on = last.kind == Kind::Integer && next.kind == Kind::Integer
        || next.text.starts_with(['.', ',']) && amount(&[last.text.as_str(), &next.text].concat()).is_some();
    near && (!numbers || goes_on) && !(last.kind == Kind::Amount && next.kind == Kind::Text && next.text.chars().count() > 3)
}

/// Cuts a span where a number begins or ends beside a blank, or where numbers of two drawing operations touch.
fn cut_numbers(page: &Page, span: Span, mut emit: impl FnMut(Span)) {
    let (first, end) = (span.first as usize, span.end as usize);
    let glyphs = &page.glyphs[first..end];
    let has_joint = glyphs.windows(2).any(|w| w[1].after_space || w[1].run != w[0].run);
    let has_mark = glyphs.iter().any(|g| matches!(g.ch, '.' | ','));
    if !has_joint || !has_mark {
        return emit(span);
    }
    let is_money = |from: usize, to: usize| {
        let text: String = page.glyphs[from..to].iter().map(|g| g.ch).collect();
        is_amount_like(&text)
    };
    let mut joints: Vec<usize> =
        (first + 1..end).filter(|i| page.glyphs[*i].after_space || page.glyphs[*i].run != page.glyphs[*i - 1].run).collect();
    joints.push(end);
    let (mut start, mut token) = (first, first);
    for joint in joints {
        // `154,023` and `.82` in two operations are one number, which the larger stretch shows.
        if is_money(token, joint) && !is_money(start, joint) && token > start {
            emit(Span::of(page, start, token));
            start = token;
        }
        let number_ends = joint < end && is_money(start, joint) && !matches!(page.glyphs[joint].ch, '.' | ',' | '%');
        if number_ends {
            emit(Span::of(page, start, joint));
            start = joint;
        }
        token = joint;
    }
    emit(Span::of(page, start, end));
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

        let mut two_blocks = Sketch::new();
        two_blocks.text(10.0, 10.0, "154,023");
        let x = two_blocks.end();
        two_blocks.text(x, 10.0, ".82");
        assert_eq!(texts(&two_blocks), [("154,023.82".into(), Kind::Amount)]);
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
