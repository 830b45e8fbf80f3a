//! The whole of shares that name none, where the figures bear it out: `支出预算80万元，比上年增加…。` / `其中：基本支出60万元，占75%；`.
//!
//! Shares that stand in a row are parts of one whole. It is the amount nearest before them of which each of them is the part that its
//! per cent says, or the one that the words before the first name (`“三公”经费决算中，因公出国（境）费…，占10%`).

use super::subject::{Around, known};
use super::types::{Measure, Statement};
use crate::codes::words::WORDS;
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::grammar::sentence::without_number;

/// The whole stands so many statements before its parts at most.
const FARTHEST: usize = 96;
/// Longest name of a whole before its parts, in characters.
const LONGEST: usize = 40;

/// A part and its share.
struct Part {
    amount: usize,
    share: usize,
}

/// Names the wholes, and says of which shares none is known.
pub(super) fn complete(statements: &mut [Statement]) -> Vec<Diagnostic> {
    for run in runs(statements) {
        let Some(whole) = whole_of(statements, &run) else { continue };
        for part in &run {
            statements[part.share].base.get_or_insert_with(|| whole.clone());
        }
    }
    repeat(statements);
    statements.iter().filter(|s| s.measure == Measure::Share && s.base.is_none()).map(unsaid).collect()
}

/// The shares in a row that follow one amount each.
fn runs(statements: &[Statement]) -> Vec<Vec<Part>> {
    let mut found: Vec<Vec<Part>> = Vec::new();
    let mut run: Vec<Part> = Vec::new();
    let mut amount: Option<usize> = None;
    for (at, statement) in statements.iter().enumerate() {
        if run.last().is_some_and(|last| statements[last.share].section != statement.section) {
            found.push(std::mem::take(&mut run));
            amount = None;
        }
        if statement.measure == Measure::Amount && statement.amount_yuan.is_some() {
            if amount.replace(at).is_some() {
                found.push(std::mem::take(&mut run));
            }
        } else if statement.measure == Measure::Share {
            if let Some(amount) = amount.filter(|&amount| statements[amount].group == statement.group) {
                run.push(Part { amount, share: at });
            }
            amount = None;
        }
    }
    found.push(run);
    found.retain(|run| run.iter().any(|part| statements[part.share].base.is_none()));
    found
}

/// The name of the whole of a run.
fn whole_of(statements: &[Statement], run: &[Part]) -> Option<String> {
    let first = run.first()?;
    if let Some(named) = among(&statements[first.amount].quote) {
        return Some(named);
    }
    let from = first.amount.saturating_sub(FARTHEST);
    let whole = (from..first.amount).rev().map(|at| &statements[at]).find(|whole| is_whole(statements, run, whole))?;
    whole.subject.as_ref().map(|subject| subject.name.clone())
}

/// Whether all of a run are the parts of an amount that they are said to be.
fn is_whole(statements: &[Statement], run: &[Part], whole: &Statement) -> bool {
    let parts = || run.iter().map(|part| (&statements[part.amount], &statements[part.share]));
    let Some(yuan) = whole.amount_yuan.filter(|yuan| whole.measure == Measure::Amount && *yuan > Decimal::ZERO) else {
        return false;
    };
    let first = parts().next().map(|(amount, _)| amount);
    let alike = first.is_some_and(|first| first.entity == whole.entity && first.disclosed == whole.disclosed);
    let own = |(amount, _): (&Statement, &Statement)| amount.subject == whole.subject;
    let named = |(_, share): (&Statement, &Statement)| {
        share.base.as_deref().is_none_or(|base| whole.subject.as_ref().is_some_and(|subject| subject.name == base))
    };
    if whole.in_reason || !alike || whole.subject.is_none() || parts().any(own) || !parts().all(named) {
        return false;
    }
    let amounts = || parts().filter_map(|(amount, _)| amount.amount_yuan);
    let sum = amounts().fold(Decimal::ZERO, |sum, yuan| sum + yuan);
    let several = amounts().filter(|yuan| !yuan.is_zero()).count() > 1;
    // One part alone may fit by chance: only where it is all of a whole of its own section.
    let near = first.is_some_and(|first| first.section == whole.section);
    let enough = several && sum <= yuan + Decimal::ONE_HUNDRED * Decimal::ONE_HUNDRED || near && sum == yuan;
    enough && parts().all(|(amount, share)| fits(amount, share, yuan))
}

/// Whether an amount is the part of a whole that its share says, as far as both are printed.
fn fits(amount: &Statement, share: &Statement, whole: Decimal) -> bool {
    let (Some(part), Some(percent)) = (amount.amount_yuan, share.value) else { return false };
    let per_unit = amount.value.filter(|value| !value.is_zero()).and_then(|value| part.over(value));
    let last = amount.value.zip(per_unit).map_or(Decimal::ZERO, |(value, unit)| Decimal::new(1, value.scale()) * unit);
    let step = Decimal::new(1, percent.scale());
    let of = |yuan: Decimal| (yuan * Decimal::ONE_HUNDRED).over(whole);
    of(part).zip(of(last)).is_some_and(|(right, rounding)| (right - percent).abs() <= step + rounding)
}

/// `“三公”经费支出决算中，因公出国（境）费…`: the whole before its parts.
fn among(quote: &str) -> Option<String> {
    let (before, _) = quote.split_once(['，', ','])?;
    let before = without_number(before).trim();
    let whole = WORDS.share.among.iter().find_map(|word| before.strip_suffix(word))?;
    let short = whole.chars().nth(LONGEST).is_none() && whole.chars().nth(2).is_some();
    known(whole, Around::default()).filter(|_| short).map(|found| found.name)
}

/// A share that is printed once more without its whole, as in the legend of a chart.
fn repeat(statements: &mut [Statement]) {
    for at in 0..statements.len() {
        let own = &statements[at];
        if own.measure != Measure::Share || own.base.is_some() {
            continue;
        }
        let same = |s: &&Statement| {
            s.measure == Measure::Share
                && s.base.is_some()
                && s.value == own.value
                && s.subject == own.subject
                && s.entity == own.entity
                && s.section == own.section
        };
        let before = statements[at.saturating_sub(FARTHEST)..at].iter().rev();
        statements[at].base = before.clone().find(same).and_then(|s| s.base.clone());
    }
}

fn unsaid(statement: &Statement) -> Diagnostic {
    let opening: String = statement.quote.chars().take(60).collect();
    let message = format!("the text does not say for certain of what `{}` is a part in: {opening}", statement.printed);
    Diagnostic::info("statement.no_whole", message).at(statement.place)
}
