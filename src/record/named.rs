//! How a printed name compares with the official one of its code.

use super::amount::{NameMatch, Record};
use crate::codes::{self, List, names_match, nearest};
use crate::diagnostic::Diagnostic;
use rustc_hash::FxHashSet;

/// A comparison, with the official name where the printed one differs.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Named {
    /// `None` where no name is printed.
    pub matched: Option<NameMatch>,
    /// What the list says, where the printed name is another.
    pub official: Option<&'static str>,
}

/// Compares the name printed beside a code.
pub(super) fn compare(list: List, code: &str, printed: Option<&str>, year: Option<u16>) -> Named {
    // Functional codes end with the 项, economic ones with the 款; what follows is a place's own.
    let official = if list == List::Functional { 7 } else { 5 };
    if let Some(above) = code.get(..official).filter(|_| code.len() > official) {
        let known = nearest(list, above, year).is_some();
        let matched = if known { NameMatch::LocalCode } else { NameMatch::UnknownCode };
        return Named { matched: Some(matched), official: None };
    }
    // `2121100`: a 款 without an 项, filled up with noughts.
    let code = code.strip_suffix("00").filter(|above| above.len() >= 3 && nearest(list, above, year).is_some()).unwrap_or(code);
    let Some(entry) = nearest(list, code, year) else {
        return Named { matched: Some(NameMatch::UnknownCode), official: None };
    };
    let Some(printed) = printed else { return Named::default() };
    // Nearly all names are printed as the list has them.
    if entry.name == printed {
        return Named { matched: Some(NameMatch::Equal), official: None };
    }
    let (matched, official) = match names_match(list, code, printed, year) {
        codes::NameMatch::Equal => (NameMatch::Equal, None),
        codes::NameMatch::KnownVariant => (NameMatch::KnownVariant, None),
        codes::NameMatch::Differs { official } => (NameMatch::Differs, Some(official)),
        codes::NameMatch::UnknownCode => (NameMatch::UnknownCode, None),
    };
    Named { matched: Some(matched), official }
}

/// Says once for each code what its printed name is against the list. Neither is an error: lists change, places add codes.
pub(super) fn report(records: &[Record]) -> Vec<Diagnostic> {
    let mut said: FxHashSet<(&str, Option<&str>)> = FxHashSet::default();
    let mut diagnostics = Vec::new();
    for record in records {
        let (code, message) = match record.name_match {
            Some(NameMatch::Differs) => ("record.name_differs", "is officially called"),
            Some(NameMatch::UnknownCode) => ("record.unknown_code", "is not in the official list"),
            _ => continue,
        };
        let (subject, name) = record.coded();
        let Some(subject) = subject.filter(|subject| said.insert((subject, name))) else { continue };
        let printed = name.unwrap_or("no name");
        let message = match record.official_name {
            Some(official) => format!("{subject} is printed as {printed}; it {message} {official}"),
            None => format!("{subject} ({printed}) {message}"),
        };
        diagnostics.push(Diagnostic::info(code, message).at(record.place));
    }
    diagnostics
}
