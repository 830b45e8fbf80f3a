//! The words that give a sentence its structure: verbs of change, comparisons, shares, reasons, commas.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::{peek, value};
use nom::sequence::terminated;

use super::piece::{Direction, PieceKind};
use crate::grammar::lexical::{Parsed, gap, is_digit, one_word, refuse, small};

use Direction::{Decrease, Flat, Increase};

/// Verbs of change. `增减` and `增人增资` name both or neither and stay words.
const CHANGES: &[(&str, Option<Direction>)] = &[
    ("增减", None),
    ("增人", None),
    ("增资", None),
    ("增加到", None),
    ("增加至", None),
    ("减少到", None),
    ("减少至", None),
    ("增加值", None),
    ("上升级", None),
    ("净增加", Some(Increase)),
    ("净增", Some(Increase)),
    ("净减少", Some(Decrease)),
    ("净减", Some(Decrease)),
    ("增加", Some(Increase)),
    ("增长", Some(Increase)),
    ("上升", Some(Increase)),
    ("提高", Some(Increase)),
    ("上涨", Some(Increase)),
    ("调增", Some(Increase)),
    ("新增", Some(Increase)),
    ("增幅", Some(Increase)),
    ("增支", Some(Increase)),
    ("增", Some(Increase)),
    ("减少", Some(Decrease)),
    ("下降", Some(Decrease)),
    ("降低", Some(Decrease)),
    ("压减", Some(Decrease)),
    ("缩减", Some(Decrease)),
    ("核减", Some(Decrease)),
    ("调减", Some(Decrease)),
    ("下浮", Some(Decrease)),
    ("下调", Some(Decrease)),
    ("减幅", Some(Decrease)),
    ("降幅", Some(Decrease)),
    ("节约", Some(Decrease)),
    ("超支", Some(Increase)),
    ("超出", Some(Increase)),
    ("减", Some(Decrease)),
    ("降", Some(Decrease)),
    ("变化", Some(Flat)),
    ("变动", Some(Flat)),
];

/// Verbs of both directions, as templates print them for the writer to choose.
const EITHER: &[(&str, ())] = &[
    ("增加（减少）", ()),
    ("增加(减少)", ()),
    ("增加/减少", ()),
    ("增加或减少", ()),
    ("减少（增加）", ()),
    ("减少(增加)", ()),
    ("增长（下降）", ()),
    ("增长(下降)", ()),
    ("增长/下降", ()),
    ("增长或下降", ()),
    ("下降（增长）", ()),
    ("上升（下降）", ()),
    ("上升/下降", ()),
    ("增（减）", ()),
    ("增(减)", ()),
];

const THAN: &[(&str, Direction)] = &[
    ("大于", Increase),
    ("高于", Increase),
    ("多于", Increase),
    ("小于", Decrease),
    ("低于", Decrease),
    ("少于", Decrease),
    ("等于", Flat),
];

/// Words for no change; true for "about".
const FLATS: &[(&str, bool)] = &[
    ("基本持平", true),
    ("基本一致", true),
    ("基本相同", true),
    ("总体持平", true),
    ("大致持平", true),
    ("保持一致", false),
    ("持平", false),
    ("一致", false),
    ("相同", false),
    ("相等", false),
    ("未发生变化", false),
    ("没有变化", false),
    ("无增减变化", false),
    ("无变化", false),
    ("无增减", false),
    ("保持不变", false),
];

const REASONS: &[(&str, ())] = &[
    ("主要增减变动情况是", ()),
    ("主要增减变化情况是", ()),
    ("主要情况：因为", ()),
    ("主要情况是因为", ()),
    ("主要原因是由于", ()),
    ("主要原因是", ()),
    ("主要原因为", ()),
    ("主要原因系", ()),
    ("主要原因", ()),
    ("原因主要", ()),
    ("原因说明", ()),
    ("原因是", ()),
    ("原因为", ()),
    ("原因", ()),
    ("主要是由于", ()),
    ("主要是因为", ()),
    ("主要由于", ()),
    ("主要系", ()),
    ("主要因", ()),
    ("主要是", ()),
];

/// What a base of comparison begins with, after 比, 较, 与.
const BASES: &[(&str, ())] = &[
    ("上一年", ()),
    ("上年", ()),
    ("上年度", ()),
    ("去年", ()),
    ("同期", ()),
    ("年初", ()),
    ("预算", ()),
    ("决算", ()),
    ("调整", ()),
    ("全年", ()),
    ("当年", ()),
    ("本年预算", ()),
    ("年度", ()),
];

/// The mark at the front of `rest` and its length in bytes.
pub(super) fn mark(rest: &str) -> Option<(PieceKind, usize)> {
    // Most characters begin no mark, so the first one decides.
    let first = rest.chars().next()?;
    let read = match first {
        '，' | ',' | '；' | ';' => return Some((PieceKind::Clause, first.len_utf8())),
        '：' | ':' | '∶' => return Some((PieceKind::Colon, first.len_utf8())),
        '其' => value(PieceKind::Parts, tag("其中")).parse(rest),
        '占' => alt((value(PieceKind::Share, tag("占比")), value(PieceKind::Share, tag("占")))).parse(rest),
        // A name, and nothing that grew: 支持外贸稳增长5万元.
        '稳' | '促' => value(PieceKind::Word, alt((tag("稳增长"), tag("促增长"), tag("稳增收"), tag("促增收")))).parse(rest),
        // 赠与 is a name, and compares nothing.
        '赠' => value(PieceKind::Word, tag("赠与")).parse(rest),
        '完' => completion(rest),
        '原' => reason(rest),
        '主' => reason(rest),
        '增' | '净' | '新' | '上' | '提' | '减' | '下' | '压' | '缩' | '核' | '节' | '变' | '调' | '超' => {
            change(rest)
        }
        '降' => change(rest),
        '大' | '小' | '高' | '低' | '多' | '少' | '等' => alt((than, flat)).parse(rest),
        '持' | '一' | '相' | '无' | '未' | '没' | '基' | '总' | '保' => flat(rest),
        '比' | '较' | '与' | '同' | '和' => compare(rest),
        _ => return None,
    };
    read.ok().map(|(after, kind)| (kind, rest.len() - after.len()))
}

fn change(input: &str) -> Parsed<'_, PieceKind> {
    if let Ok((rest, ())) = one_word(EITHER).parse(input) {
        return Ok((rest, PieceKind::Either));
    }
    match one_word(CHANGES).parse(input)? {
        (rest, Some(direction)) => Ok((rest, PieceKind::Change(direction))),
        (_, None) => refuse(input),
    }
}

/// `than := "大于" … base`; `不低于` and `≥` in targets have no base behind them.
fn than(input: &str) -> Parsed<'_, PieceKind> {
    terminated(one_word(THAN), peek((gap, base_begins))).map(PieceKind::Than).parse(input)
}

fn flat(input: &str) -> Parsed<'_, PieceKind> {
    one_word(FLATS).map(PieceKind::Flat).parse(input)
}

fn reason(input: &str) -> Parsed<'_, PieceKind> {
    one_word(REASONS).map(|()| PieceKind::Reason).parse(input)
}

/// `completion := "完成" base`; `完成交通建设投资` completes no budget.
fn completion(input: &str) -> Parsed<'_, PieceKind> {
    terminated(tag("完成"), peek((gap, alt((base_begins, value((), tag("全部预算")), value((), tag("了")))))))
        .map(|_| PieceKind::Completion)
        .parse(input)
}

/// `compare := ("比" | "较" | "与" | "同" | "和") gap base | "同比"`
fn compare(input: &str) -> Parsed<'_, PieceKind> {
    let word = alt((tag("比"), tag("较"), tag("与"), tag("同"), tag("和")));
    let same_period = value(PieceKind::Compare, terminated(tag("同"), peek(tag("比"))));
    alt((terminated(word, peek((gap, base_begins))).map(|_| PieceKind::Compare), same_period)).parse(input)
}

/// What a base begins with: a year or one of [`BASES`].
fn base_begins(input: &str) -> Parsed<'_, ()> {
    if input.starts_with(is_digit) {
        return value((), terminated(small(4, 4), (gap, tag("年")))).parse(input);
    }
    one_word(BASES).parse(input)
}
