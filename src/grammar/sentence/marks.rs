//! The words that give a sentence its structure: verbs of change, comparisons, shares, reasons, commas.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::{peek, value};
use nom::sequence::terminated;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

use super::piece::{Direction, PieceKind};
use crate::codes::words::{WORDS, meanings};
use crate::grammar::lexical::{Parsed, gap, is_digit, one_word, refuse, small, spaced};

use Direction::{Decrease, Flat, Increase};

type Words<T> = LazyLock<Vec<(&'static str, T)>>;

/// Verbs of change. `增减` and `增人增资` name both or neither and stay words.
static CHANGES: Words<Option<Direction>> = LazyLock::new(|| {
    let words = &WORDS.change;
    let directions = [(&words.increase, Increase), (&words.decrease, Decrease), (&words.either_way, Flat)];
    meanings(&[directions.map(|(list, direction)| (list, Some(direction))).as_slice(), &[(&words.none, None)]].concat())
});
/// Verbs of both directions, as templates print them for the writer to choose.
static EITHER: Words<()> = LazyLock::new(|| meanings(&[(&WORDS.change.unchosen, ())]));
static THAN: Words<Direction> = LazyLock::new(|| {
    let words = &WORDS.change;
    meanings(&[(&words.more, Increase), (&words.less, Decrease), (&words.equal, Flat)])
});
/// Words for no change; true for "about".
static FLATS: Words<bool> = LazyLock::new(|| meanings(&[(&WORDS.change.about_same, true), (&WORDS.change.same, false)]));
static REASONS: Words<()> = LazyLock::new(|| meanings(&[(&WORDS.change.cause, ())]));
/// What a base of comparison begins with, after 比, 较, 与.
static BASES: Words<()> = LazyLock::new(|| meanings(&[(&WORDS.change.base, ())]));

/// The characters that words of the lists begin with.
static BEGIN: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let first = |word: &str| word.chars().next();
    let mut begin: FxHashSet<char> = CHANGES.iter().filter_map(|(word, _)| first(word)).collect();
    begin.extend(THAN.iter().filter_map(|(word, _)| first(word)));
    begin.extend(FLATS.iter().filter_map(|(word, _)| first(word)));
    begin.extend(EITHER.iter().chain(REASONS.iter()).filter_map(|(word, ())| first(word)));
    begin
});

/// The mark at the front of `rest` and its length in bytes.
pub(super) fn mark(rest: &str) -> Option<(PieceKind, usize)> {
    // Most characters begin no mark, so the first one decides.
    let first = rest.chars().next()?;
    let read = match first {
        '，' | ',' | '；' | ';' => return Some((PieceKind::Clause, first.len_utf8())),
        '：' | ':' | '∶' => return Some((PieceKind::Colon, first.len_utf8())),
        '其' => value(PieceKind::Parts, spaced("其中")).parse(rest),
        '占' => alt((value(PieceKind::Share, spaced("占比")), value(PieceKind::Share, tag("占")))).parse(rest),
        // A name, and nothing that grew: 支持外贸稳增长5万元.
        '稳' | '促' => value(PieceKind::Word, alt((tag("稳增长"), tag("促增长"), tag("稳增收"), tag("促增收")))).parse(rest),
        // 赠与 is a name, and compares nothing.
        '赠' => value(PieceKind::Word, tag("赠与")).parse(rest),
        '完' => completion(rest),
        '比' | '较' | '与' | '同' | '和' => compare(rest),
        _ if BEGIN.contains(&first) => alt((change, than, flat, reason)).parse(rest),
        _ => return None,
    };
    read.ok().map(|(after, kind)| (kind, rest.len() - after.len()))
}

fn change(input: &str) -> Parsed<'_, PieceKind> {
    if let Ok((rest, ())) = one_word(&EITHER).parse(input) {
        return Ok((rest, PieceKind::Either));
    }
    match one_word(&CHANGES).parse(input)? {
        (rest, Some(direction)) => Ok((rest, PieceKind::Change(direction))),
        (_, None) => refuse(input),
    }
}

/// `than := "大于" … base`; `不低于` and `≥` in targets have no base behind them.
fn than(input: &str) -> Parsed<'_, PieceKind> {
    terminated(one_word(&THAN), peek((gap, base_begins))).map(PieceKind::Than).parse(input)
}

fn flat(input: &str) -> Parsed<'_, PieceKind> {
    one_word(&FLATS).map(PieceKind::Flat).parse(input)
}

fn reason(input: &str) -> Parsed<'_, PieceKind> {
    one_word(&REASONS).map(|()| PieceKind::Reason).parse(input)
}

/// `completion := "完成" base`; `完成交通建设投资` completes no budget.
fn completion(input: &str) -> Parsed<'_, PieceKind> {
    terminated(spaced("完成"), peek((gap, alt((base_begins, spaced("全部预算"), value((), tag("了")))))))
        .map(|_| PieceKind::Completion)
        .parse(input)
}

/// `compare := ("比" | "较" | "与" | "同" | "和") gap base | "同比"`
fn compare(input: &str) -> Parsed<'_, PieceKind> {
    let word = alt((tag("比"), tag("较"), tag("与"), tag("同"), tag("和")));
    let same_period = value(PieceKind::Compare, spaced("同比"));
    alt((terminated(word, peek((gap, base_begins))).map(|_| PieceKind::Compare), same_period)).parse(input)
}

/// What a base begins with: a year or one of [`BASES`].
fn base_begins(input: &str) -> Parsed<'_, ()> {
    if input.starts_with(is_digit) {
        return value((), terminated(small(4, 4), (gap, tag("年")))).parse(input);
    }
    one_word(&BASES).parse(input)
}
