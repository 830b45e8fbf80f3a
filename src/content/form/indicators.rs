//! Indicators: rows below their headings. Levels that a merged cell prints once are carried down; a row of a text form, whose
//! columns are shifted, is read by the order of its cells.

use super::columns::{Columns, Part};
use super::levels::{Found, Level, Levels};
use super::sheet::{Line, Piece};
use super::types::{Horizon, Indicator};
use crate::codes::form_labels::{self, class_prefix};
use crate::grammar::{
    Comparator, IndicatorHalf, IndicatorKind, IndicatorValue, amount, comparator, indicator, indicator_from_parts,
    indicator_halves, is_nil_mark, squeeze, unit_of_name,
};
use crate::place::Place;

/// The cells of one indicator.
#[derive(Default)]
struct Cells<'p> {
    name: Option<&'p Piece>,
    comparator: Option<&'p Piece>,
    unit: Option<&'p Piece>,
    weight: Option<&'p Piece>,
    core: Option<&'p Piece>,
    actual: Option<&'p Piece>,
    score: Option<&'p Piece>,
    deviation: Option<&'p Piece>,
    standards: Vec<&'p Piece>,
    value_type: Option<&'p Piece>,
    remark: Option<&'p Piece>,
    values: Vec<(&'p Piece, Option<Horizon>)>,
}

/// A row under headings, in its halves where it has two. Cells that fall into no column are returned.
pub(super) fn read<'p>(line: &'p Line, columns: &Columns, levels: &mut Levels, found: &mut Vec<Found>) -> Vec<&'p Piece> {
    levels.part(line, columns, found);
    let second = columns.second_half.unwrap_or(usize::MAX);
    let mut left = read_half(line.filled().filter(|p| p.col < second), columns, levels, found);
    if columns.second_half.is_some() {
        std::mem::swap(&mut levels.level2, &mut levels.second);
        left.extend(read_half(line.filled().filter(|p| p.col >= second), columns, levels, found));
        std::mem::swap(&mut levels.level2, &mut levels.second);
    }
    left
}

fn read_half<'p>(
    pieces: impl Iterator<Item = &'p Piece>,
    columns: &Columns,
    levels: &mut Levels,
    found: &mut Vec<Found>,
) -> Vec<&'p Piece> {
    let mut cells = Cells::default();
    let mut left = Vec::new();
    let first_name = columns.first_name();
    let pieces: Vec<&Piece> = pieces.collect();
    let second = pieces.iter().any(|p| columns.at(p).is_some_and(|c| c.part == Part::Level2));
    for piece in pieces {
        let part = columns.at(piece).map(|c| (c.part, c.horizon));
        // The names of levels are known; they may stand beside a heading that was left out or merged.
        let before = piece.col < first_name;
        match part {
            Some((Part::Level1, _)) if levels.join_cut(piece, 1, found) => {}
            Some((Part::Level2, _)) if levels.join_cut(piece, 2, found) => {}
            Some((Part::Level1, _)) if !second && piece.class(1).is_none() && piece.class(2).is_some() => {
                levels.level2 = Some(Level::of(piece, 2));
            }
            Some((Part::Level1, _)) => levels.set_first(piece),
            Some((Part::Level2, _)) => levels.set_second(piece, found.len()),
            None if before && piece.class(1).is_some() => levels.set_first(piece),
            None if before && piece.class(2).is_some() => levels.level2 = Some(Level::of(piece, 2)),
            Some((Part::Item, _)) => levels.item = Some(piece.text.clone()),
            Some((Part::Name, _)) => cells.name = Some(piece),
            Some((Part::Comparator, _)) => cells.comparator = Some(piece),
            Some((Part::Value, horizon)) => cells.values.push((piece, horizon)),
            Some((Part::Unit, _)) => cells.unit = Some(piece),
            Some((Part::Weight, _)) => cells.weight = Some(piece),
            Some((Part::Core, _)) => cells.core = Some(piece),
            Some((Part::Actual, _)) => cells.actual = Some(piece),
            Some((Part::Score, _)) => cells.score = Some(piece),
            Some((Part::Deviation, _)) => cells.deviation = Some(piece),
            Some((Part::Standard, _)) => cells.standards.push(piece),
            Some((Part::ValueType, _)) => cells.value_type = Some(piece),
            Some((Part::Prior, _)) => {}
            Some((Part::Remark, _)) => cells.remark = Some(piece),
            None => left.push(piece),
        }
    }
    emit(&cells, levels, found);
    left
}

/// One indicator for each of the values of a row; one without a value where only its name is printed.
fn emit(cells: &Cells<'_>, levels: &Levels, found: &mut Vec<Found>) {
    let Some(place) = cells.values.first().map(|v| v.0.place).or(cells.name.map(|n| n.place)) else { return };
    let name = cells.name.map(|n| n.text.clone());
    // `/` and `无` where a name should stand.
    let none = |text: &str| is_nil_mark(text) || squeeze(text) == "无";
    let nameless = name.as_deref().is_some_and(none) && cells.values.iter().all(|(value, _)| none(&value.text));
    // Strokes all over the row say that there is none.
    if cells.name.is_none_or(|n| is_struck(&n.text)) && cells.values.iter().all(|(value, _)| is_struck(&value.text)) {
        return;
    }
    let text_of = |piece: Option<&Piece>| piece.map(|p| p.text.clone());
    let texts = |pieces: &[&Piece]| pieces.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n");
    // 湖南 prints the sign under 指标值类型.
    let is_sign = |p: &&Piece| comparator(&p.text).is_some_and(|c| c != Comparator::Qualitative);
    let sign = cells.value_type.filter(|_| cells.comparator.is_none()).filter(is_sign);
    let mut push = |value: Option<(&Piece, Option<Horizon>)>, place: Place| {
        let text = |piece: Option<&Piece>| piece.map(|p| p.text.clone()).unwrap_or_default();
        let printed = text(value.map(|v| v.0));
        let parts = (text(cells.comparator.or(sign)), text(cells.unit));
        let mut target = target(&parts.0, &printed, &parts.1);
        if target.value.is_some() && target.unit.is_none() {
            target.unit = name.as_deref().and_then(unit_of_name);
        }
        target.placeholder |= nameless || printed.is_empty() && name.as_deref().is_some_and(is_template);
        let said = value.and_then(|v| v.1);
        let number =
            |piece: Option<&Piece>| piece.and_then(|p| amount(p.text.trim_end_matches(['%', '％', '分']))).map(|a| a.value);
        let (level1, level2, level3, class) = split_levels(levels, name.as_deref());
        let indicator = Indicator {
            horizon: said.unwrap_or_default(),
            level1,
            level2,
            level3,
            class,
            item: levels.item.clone(),
            doubled: is_doubled(&printed),
            cut_from: None,
            printed,
            target,
            weight: number(cells.weight),
            level_weights: [None, None],
            core: cells.core.and_then(|c| is_core(&c.text)),
            actual: text_of(cells.actual),
            score: number(cells.score),
            deviation: text_of(cells.deviation),
            standard: (!cells.standards.is_empty()).then(|| texts(&cells.standards)),
            value_type: text_of(cells.value_type.filter(|_| sign.is_none())),
            remark: text_of(cells.remark),
            place,
        };
        found.push(Found { indicator, said: said.is_some() });
    };
    if cells.values.is_empty() {
        push(None, place);
    }
    for value in &cells.values {
        push(Some(*value), value.0.place);
    }
}

/// Nothing but a stroke.
pub(super) fn is_struck(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '/' | '／' | '\\' | '＼') || c.is_whitespace())
}

/// `指标2：`, `……`: what a template prints where a name should stand.
fn is_template(name: &str) -> bool {
    let rest = squeeze(name);
    let rest = rest.strip_prefix("指标").unwrap_or(&rest).trim_start_matches(|c: char| c.is_ascii_digit());
    rest.chars().all(|c| "：:…．.。".contains(c))
}

/// 是否核心
pub(super) fn is_core(text: &str) -> Option<bool> {
    match squeeze(text).as_str() {
        "是" => Some(true),
        "否" => Some(false),
        _ => None,
    }
}

/// The target from its cell, or from the three cells in which it is printed.
pub(super) fn target(nature: &str, value: &str, unit: &str) -> IndicatorValue {
    let read = if nature.is_empty() && unit.is_empty() { indicator(value) } else { indicator_from_parts(nature, value, unit) };
    // A value of words is kept whole, a cell left blank has nothing but its sign.
    read.unwrap_or_else(|| IndicatorValue { comparator: comparator(nature), ..Default::default() })
}

/// The levels of an indicator. Where they have no columns they may stand before the name (北京: `产出指标数量指标培训次数`).
fn split_levels(levels: &Levels, name: Option<&str>) -> (Option<String>, Option<String>, Option<String>, Option<&'static str>) {
    let text = |level: &Option<Level>| level.as_ref().map(|l| l.text.clone());
    if levels.level1.is_none()
        && let Some((first, _, rest)) = name.and_then(|n| class_prefix(n, 1))
        && let Some((second, label, rest)) = class_prefix(rest, 2)
        && !rest.is_empty()
    {
        return (Some(first.to_owned()), Some(second.to_owned()), Some(rest.to_owned()), Some(label.name()));
    }
    (text(&levels.level1), text(&levels.level2), name.map(str::to_owned), levels.class())
}

/// The value repeats itself: `保障保障`, `≥≥85%`, `2.38万元万元`, `≥98%以上`. Figures may well do so (`1010`), so only words and signs count.
pub(super) fn is_doubled(text: &str) -> bool {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let half = chars.len() / 2;
    let twice = |part: &[char]| {
        let half = part.len() / 2;
        part.len().is_multiple_of(2) && half > 0 && part[..half] == part[half..]
    };
    let words = half >= 2 && twice(&chars) && chars.iter().all(|c| c.is_alphabetic());
    let is_sign = |c: char| "≥≧≤≦＞>＜<=＝".contains(c);
    let signs = chars.iter().take_while(|c| is_sign(**c)).count();
    // `>=` and `<=` are one sign.
    let one_sign = matches!(chars.get(..2), Some(['>' | '＞' | '<' | '＜', '=' | '＝'])) && signs == 2;
    let last_digit = chars.iter().rposition(char::is_ascii_digit);
    let tail = last_digit.and_then(|at| chars.get(at + 1..)).unwrap_or_default();
    let unit = last_digit.is_some() && twice(tail) && tail.iter().all(|c| c.is_alphabetic() || "%％‰".contains(*c));
    let bounds = ["以上", "以下", "以内"].iter().any(|word| text.trim_end().ends_with(word));
    words || signs > 1 && !one_sign || unit || signs > 0 && bounds && last_digit.is_some()
}

/// A row of a text form that prints each indicator for the period and for the year; `None` where its cells do not part in halves.
/// A half without name and value states no indicator.
pub(super) fn read_halves(line: &Line, columns: &Columns, levels: &mut Levels) -> Option<[Option<Found>; 2]> {
    let pieces: Vec<&Piece> = line.filled().filter(|p| p.label_is_no_part()).collect();
    let kinds: Vec<IndicatorKind> = pieces.iter().map(|p| kind(p)).collect();
    let (level1, halves) = match indicator_halves(&kinds) {
        Some(found) => found,
        None => by_position(&pieces, &kinds, columns)?,
    };
    // `可持续影响指标` alone in front is of the second level.
    if let Some(index) = level1 {
        levels.set_first(pieces[index]);
    }
    let [period, annual] = halves;
    let above = |half: IndicatorHalf| half.level2.map(|i| Level::of(pieces[i], 2));
    let (first, second) = (above(period), above(annual));
    let mut found = [None, None];
    for (index, (half, level2)) in [(period, first.clone()), (annual, second.or(first))].into_iter().enumerate() {
        if level2.is_some() {
            levels.level2 = level2;
        }
        let Some(name) = half.name else { continue };
        let cells = Cells {
            name: Some(pieces[name]),
            values: half.value.map(|v| (pieces[v], Some([Horizon::Period, Horizon::Annual][index]))).into_iter().collect(),
            ..Cells::default()
        };
        let mut one = Vec::new();
        emit(&cells, levels, &mut one);
        found[index] = one.pop();
    }
    // The row below carries on from the first half, whose names are not cut.
    if let Some(first) = above(period) {
        levels.level2 = Some(first);
    }
    complete_cut(&mut found);
    Some(found)
}

fn kind(piece: &Piece) -> IndicatorKind {
    match (piece.class(1).is_some(), piece.class(2).is_some() || is_cut_class(&piece.text)) {
        (true, true) => IndicatorKind::Either,
        (true, false) => IndicatorKind::Level1,
        (false, true) => IndicatorKind::Level2,
        _ => IndicatorKind::Text,
    }
}

/// `服务对象满意度指`: the name of a level that breaks off.
fn is_cut_class(text: &str) -> bool {
    let text = squeeze(text);
    let whole = form_labels::rest_of(&text).map(|rest| format!("{text}{rest}"));
    whole.is_some_and(|w| form_labels::labels(&w).iter().any(|l| l.level() == Some(2)))
}

/// Cells that part in no even halves go by the column at which the second half begins.
fn by_position(pieces: &[&Piece], kinds: &[IndicatorKind], columns: &Columns) -> Option<(Option<usize>, [IndicatorHalf; 2])> {
    let second = columns.second_half?;
    let from = usize::from(kinds.first() == Some(&IndicatorKind::Level1));
    let split = pieces.iter().position(|p| p.col >= second).unwrap_or(pieces.len()).max(from);
    let half = |range: std::ops::Range<usize>| {
        let is_class = |i: &usize| matches!(kinds[*i], IndicatorKind::Level2 | IndicatorKind::Either);
        let level2 = range.clone().next().filter(is_class);
        let mut rest = range.skip(usize::from(level2.is_some()));
        let half = IndicatorHalf { level2, name: rest.next(), value: rest.next() };
        rest.next().is_none().then_some(half)
    };
    Some(((from == 1).then_some(0), [half(from..split)?, half(split..pieces.len())?]))
}

/// Marks a name that breaks off where the other half prints it whole: `租赁线路网络稳` beside `租赁线路网络稳定率`.
fn complete_cut(found: &mut [Option<Found>; 2]) {
    let [Some(period), Some(annual)] = found else { return };
    let (a, b) = (period.indicator.level3.clone(), annual.indicator.level3.clone());
    let (Some(a), Some(b)) = (a, b) else { return };
    if a != b && a.starts_with(&b) {
        annual.indicator.cut_from = Some(a);
    } else if a != b && b.starts_with(&a) {
        period.indicator.cut_from = Some(b);
    }
}

#[cfg(test)]
mod tests {
    use super::is_doubled;

    #[test]
    fn values_may_repeat_words_units_and_signs() {
        for twice in ["满意满意", "≥≥85%", "≥98%%", "2.38万元万元", "≥98%以上"] {
            assert!(is_doubled(twice), "{twice}");
        }
        for once in ["1010", "≥98%", ">=98%", "98%以上", "2.38万元", "≥100人次", "2025年12月底前", "基本满意"] {
            assert!(!is_doubled(once), "{once}");
        }
    }
}
