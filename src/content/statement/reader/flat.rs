//! Changes without a number: `与上年持平`, `决算数小于预算数`.

use super::about::earlier;
use super::average::average_name;
use super::{count, group, prior};
use crate::content::statement::clause::{Between, Read};
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject;
use crate::content::statement::types::{Measure, Statement};
use crate::decimal::Decimal;
use crate::grammar::sentence::{Direction, Piece, PieceKind, is_average};
use crate::grammar::squeeze;
use std::ops::Range;

/// `与上年持平`: no change, of the unit of the amount before it.
pub(super) fn flat(discourse: &mut Discourse, sentence: &Sentence<'_>, between: Between<'_>, piece: &Piece, roughly: bool) {
    // `因统计口径与上年不一致` denies, and gives a cause; `按与上年统计口径一致相比` says how it is counted.
    let before = sentence.words[..piece.range.start].trim_end();
    if sentence.causes || before.ends_with('不') || before.ends_with("口径") {
        return;
    }
    let clause = between.last_clause();
    let Some(compare) = between.pieces.iter().rposition(|p| p.kind == PieceKind::Compare) else {
        return uncompared(discourse, sentence, between, piece);
    };
    let range = &between.pieces[compare].range;
    let base_end =
        between.pieces[compare..].iter().find(|p| p.kind == PieceKind::Clause).map_or(piece.range.start, |p| p.range.start);
    let own = if compare >= clause { between.start(clause)..range.start } else { between.start(clause)..piece.range.start };
    // `增长0.8%，与上年基本持平` says nothing that the numbers have not said.
    let said =
        discourse.told.last_in(&sentence.quote).is_some_and(|s| matches!(s.measure, Measure::Change | Measure::PercentChange));
    if said && subject::is_generic(sentence.slice(own.clone())) {
        return;
    }
    let read = Read {
        measure: Measure::Change,
        direction: Some(Direction::Flat),
        phrase: own,
        base: Some(between.base_start(compare)..base_end),
    };
    let printed = range.start..piece.range.end;
    // `甲费、乙费与上年持平`: each of them.
    let names = subject::parts(sentence.slice(read.phrase.clone()));
    let named = |name: &&str| subject::known(name, sentence.around()).is_some();
    if names.len() > 1 && names.iter().all(named) {
        let mut at = read.phrase.start;
        for name in names {
            let from = sentence.words[at..].find(name).map_or(at, |found| at + found);
            at = from + name.len();
            unnumbered(discourse, sentence, between, &Read { phrase: from..at, ..read.clone() }, printed.clone(), !roughly);
        }
        return;
    }
    unnumbered(discourse, sentence, between, &read, printed, !roughly);
}

/// `公务用车运行维护费4万元，没有发生增减变化`: with nothing it is compared with, right behind the amount it speaks of.
fn uncompared(discourse: &mut Discourse, sentence: &Sentence<'_>, between: Between<'_>, piece: &Piece) {
    let phrase = between.start(between.last_clause())..piece.range.start;
    let amount = discourse.told.last_in(&sentence.quote).is_some_and(|s| s.measure == Measure::Amount);
    let certain = sentence.slice(piece.range.clone()).contains("变化") && sentence.slice(phrase.clone()).trim().is_empty();
    if amount && certain {
        let read = Read { measure: Measure::Change, direction: Some(Direction::Flat), phrase, base: None };
        unnumbered(discourse, sentence, between, &read, piece.range.clone(), true);
    }
}

/// `决算数小于预算数`, without a number behind it.
pub(super) fn than(
    discourse: &mut Discourse,
    sentence: &Sentence<'_>,
    between: Between<'_>,
    rest: &[Piece],
    direction: Direction,
) {
    let stop = rest
        .iter()
        .skip(1)
        .position(|p| p.kind != PieceKind::Word && p.kind != PieceKind::Compare)
        .map_or(rest.len(), |at| at + 1);
    // In a cause it repeats what is explained; `大于预算数的主要情况` is a heading.
    if sentence.causes || rest.get(stop).is_some_and(|p| matches!(p.kind, PieceKind::Quantity(_))) {
        return;
    }
    let end = rest.get(stop.saturating_sub(1)).map_or(sentence.words.len(), |p| p.range.end);
    if sentence.slice(rest[0].range.end..end).contains("情况") {
        return;
    }
    let start = between.start(between.last_clause());
    let read = Read {
        measure: Measure::Change,
        direction: Some(direction),
        phrase: start..rest[0].range.start,
        base: Some(rest[0].range.end..end),
    };
    unnumbered(discourse, sentence, between, &read, start..end, direction == Direction::Flat);
}

/// `决算数较上年增加的主要原因是`: a change that nothing says but the words before its cause.
pub(super) fn unsaid(discourse: &mut Discourse, sentence: &Sentence<'_>, between: Between<'_>, cause: usize) {
    let clause = between.last_clause();
    let own = between.pieces.get(clause..).unwrap_or_default();
    let Some(compare) = own.iter().position(|p| p.kind == PieceKind::Compare).map(|at| clause + at) else { return };
    let found = between.pieces[compare..].iter().find_map(|piece| match piece.kind {
        PieceKind::Change(direction) => Some((piece.range.clone(), direction)),
        _ => None,
    });
    let Some((verb, direction)) = found else { return };
    let behind = squeeze(sentence.slice(verb.end..cause));
    if sentence.causes || !(behind.is_empty() || behind == "的") {
        return;
    }
    let from = between.pieces[compare].range.start;
    let words = sentence.slice(between.start(clause)..from);
    let known = subject::known(words, sentence.around());
    let subject = if subject::is_generic(words) { discourse.topic.last.subject.clone() } else { known };
    let told = |s: &Statement| s.measure.is_change() && s.subject == subject;
    if subject.is_none() || discourse.told.statements[discourse.section.from..].iter().any(told) {
        return;
    }
    let base = Some(between.base_start(compare)..verb.start);
    let read = Read { measure: Measure::Change, direction: Some(direction), phrase: between.start(clause)..from, base };
    unnumbered(discourse, sentence, between, &read, from..verb.end, false);
}

/// A change without a number; an exact one is zero in the unit of the amount it speaks of.
fn unnumbered(
    discourse: &mut Discourse,
    sentence: &Sentence<'_>,
    between: Between<'_>,
    read: &Read,
    printed: Range<usize>,
    exact: bool,
) {
    let words = sentence.slice(read.phrase.clone());
    let own = if subject::is_generic(words) {
        None
    } else if is_average(words, "") {
        average_name(words)
    } else {
        subject::joint(words, sentence.around()).unwrap_or_else(|| subject::known(words, sentence.around()))
    };
    let compared = sentence.slice(read.base.clone().unwrap_or_default());
    let mut about = match own {
        Some(subject) => About {
            subject: Some(subject),
            printed: Some(squeeze(words)),
            unit: discourse.topic.last.unit.clone(),
            ..About::default()
        },
        // `共有5辆公务用车，较上年数量无变化`: a number of things.
        None if compared.contains("数量") => count::counted_last(discourse, sentence),
        // `没有使用政府性基金预算拨款安排的支出，与上年持平`
        None if discourse.topic.last_is_empty() => earlier(sentence, between).unwrap_or_default(),
        None => discourse.topic.last.clone(),
    };
    let group = group::settle(discourse, sentence, &mut about, read.measure);
    let unit = about.unit.clone().filter(|_| exact);
    let base = prior::base_of(discourse, sentence, read);
    let statement = Statement {
        value: unit.as_ref().map(|_| Decimal::ZERO),
        printed: sentence.slice(printed.clone()).trim_matches(['，', ',', '。', '；', '的']).to_owned(),
        amount_yuan: unit.as_ref().and_then(|(_, factor)| factor.map(|_| Decimal::ZERO)),
        unit: unit.map(|(unit, _)| unit),
        direction: read.direction,
        base,
        ..sentence.state(&about, group, Measure::Change, printed.start)
    };
    discourse.told.unexplained.push(discourse.told.statements.len());
    discourse.told.statements.push(statement);
}
