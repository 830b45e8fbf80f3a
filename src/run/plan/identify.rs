//! Which inputs are the same bytes, and which the ledger knows: hashes, as few as will do.

use super::input::Input;
use super::stamp::path_key;
use crate::run::ledger::{Ledger, Line};
use crate::source;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Finds the hashes that must be known before the reading: of files that may be copies of each other, or of what the ledger
/// knows. Both have the same size, so a first run over different files reads each of them once.
///
/// A file that the ledger has seen with the same size and times is not read again.
pub(super) fn identify(inputs: &mut [Input], ledger: &Ledger, all: bool) -> Vec<Line> {
    let mut sizes: BTreeMap<u64, usize> = BTreeMap::new();
    let ours = inputs.iter().filter(|i| i.ended.is_none()).map(|i| i.bytes);
    let known = ledger.known().documents().filter_map(|record| record.entry.bytes);
    ours.chain(known).for_each(|size| *sizes.entry(size).or_default() += 1);
    let lines = inputs.par_iter_mut().filter(|input| input.ended.is_none() && input.sha256.is_none()).filter_map(|input| {
        recall(input, ledger);
        let must = all || sizes.get(&input.bytes).is_some_and(|count| *count > 1);
        if input.sha256.is_none() && must { hash(input).pop() } else { None }
    });
    lines.collect()
}

/// Takes the hash of a file from the ledger, when the ledger has seen it with the same size and times.
pub(super) fn recall(input: &mut Input, ledger: &Ledger) {
    let seen = ledger.known().file(&path_key(&input.path)).filter(|seen| Some(seen.stamp) == input.stamp);
    if let Some(seen) = seen.filter(|_| input.way.is_empty() && input.sha256.is_none()) {
        input.sha256 = Some(seen.sha256.clone());
    }
}

/// Hashes a file; what there is to note goes to the ledger.
pub(super) fn hash(input: &mut Input) -> Vec<Line> {
    if input.sha256.is_some() {
        return Vec::new();
    }
    // A file that cannot be read here cannot be read later either and says so then.
    input.sha256 = source::hash(&input.path).ok().map(|(sha256, _)| sha256);
    input.sha256.as_deref().and_then(|sha256| input.seen(sha256)).map(Line::Seen).into_iter().collect()
}

/// For each input the index of the first one with the same bytes: itself, unless it is a copy.
pub(super) fn originals(inputs: &[Input]) -> Vec<usize> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let numbered = inputs.iter().enumerate();
    numbered.map(|(index, input)| input.sha256.as_deref().map_or(index, |hash| *first.entry(hash).or_insert(index))).collect()
}
