//! What the rules on tables have stated so far.

use super::identity::Identity;
use super::index::Sheet;
use crate::check::finding::Status;
use crate::check::verdicts::Verdicts;

/// What the rules on tables have stated so far.
pub(super) struct Out<'o, 'd> {
    pub identities: &'o mut Vec<Identity>,
    pub sheets: &'o [Sheet<'d>],
    pub verdicts: &'o mut Verdicts,
}

impl Out<'_, '_> {
    /// Keeps an identity.
    pub fn state(&mut self, identity: Identity) {
        self.identities.push(identity);
    }

    /// Keeps a rule that did not run at a table, and why.
    pub fn silent(&mut self, rule: &'static str, status: Status, reason: &str, table: usize) {
        self.verdicts.silent(rule, status, reason, vec![self.sheets[table].evidence()]);
    }
}

/// A number for the identities of one kind on one side of a table.
pub(super) fn group(sheet: &Sheet<'_>, side: usize, kind: usize) -> u32 {
    u32::try_from((sheet.index * 16 + side) * 64 + kind).unwrap_or(u32::MAX)
}
