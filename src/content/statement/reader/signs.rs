//! Which way a change went, and numbers that say nothing of their own.

use crate::content::statement::clause::Read;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::types::Measure;
use crate::decimal::Decimal;
use crate::grammar::sentence::{Direction, Measured, Quantity};
use crate::grammar::squeeze;

/// `减少100万元，减少9.52，`: the second number has lost its unit, and is not by how many 元 the thing changed once more.
pub(super) fn is_second(discourse: &Discourse, sentence: &Sentence<'_>, read: &Read, quantity: &Quantity) -> bool {
    let bare = read.measure == Measure::Change && quantity.measured == Measured::None && !quantity.amount.value.is_zero();
    let last = discourse.told.last_in(&sentence.quote);
    let own = !squeeze(sentence.slice(read.phrase.clone())).trim_matches(['，', '、', '即']).is_empty();
    bare && !own && last.is_some_and(|s| s.measure == Measure::Change && s.amount_yuan.is_some())
}

/// Which way something went, by the verb and the number: `增加0元` is flat, `增长-5.3%` a decrease, `变化5万元` an increase.
///
/// `增加（减少）0元` is flat as well; with any other number the words do not say which.
pub(super) fn direction(verb: Option<Direction>, changed: bool, value: Decimal) -> Option<Direction> {
    if changed && value.is_zero() {
        return Some(Direction::Flat);
    }
    match verb? {
        Direction::Increase | Direction::Flat if value.is_sign_negative() => Some(Direction::Decrease),
        Direction::Flat => Some(Direction::Increase),
        other => Some(other),
    }
}
