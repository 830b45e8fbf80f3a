//! Which figures of which tables a subject of the running text repeats: `pairings.toml`.

use crate::codes::embedded::embedded_list;
use crate::codes::subjects::fold;
use crate::content::{Column, Table};
use crate::record::Record;
use serde::Deserialize;
use std::sync::LazyLock;

/// One entry of `pairings.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pairing {
    pub(super) rule: String,
    pub(super) subjects: Vec<String>,
    tables: Vec<String>,
    #[serde(default)]
    rows: Vec<String>,
    #[serde(default)]
    columns: Vec<String>,
    /// One of these must be stated in the same section: the subject alone may be of one unit only.
    #[serde(default)]
    pub(super) beside: Vec<String>,
    /// It holds of administrative bodies only, and is no copy: elsewhere, or further apart, the text means something else.
    #[serde(default)]
    pub(super) administrative: bool,
}

#[derive(Deserialize)]
struct File {
    pairing: Vec<Pairing>,
}

/// All of `pairings.toml`.
pub(super) static PAIRINGS: LazyLock<Vec<Pairing>> = LazyLock::new(|| {
    let file: File = embedded_list!("pairings");
    file.pairing
});

impl Pairing {
    /// Whether the figure of a record is one that this pairing names; `table` is the one that it stands in.
    pub(super) fn names(&self, record: &Record, table: Option<&Table>) -> bool {
        let Some(id) = record.table else { return false };
        let one_of = |names: &[String], name: &str| names.iter().any(|n| n == name);
        let table_fits = one_of(&self.tables, id) || table.and_then(|t| t.variant).is_some_and(|v| one_of(&self.tables, v));
        let meaning = || table.and_then(|t| t.columns.get(record.column)).and_then(|c: &Column| c.meaning).unwrap_or("");
        table_fits
            && (self.columns.is_empty() || one_of(&self.columns, meaning()))
            && (self.rows.is_empty() || row_fits(record, &self.rows))
    }
}

fn row_fits(record: &Record, rows: &[String]) -> bool {
    let total = record.is_total && rows.iter().any(|r| r == "合计");
    total || record.label.as_deref().map(bare).is_some_and(|label| rows.contains(&label))
}

/// A label without numbering, marks and blanks: `1.因公出国（境）费用`, `其中：公务用车购置费`.
fn bare(label: &str) -> String {
    let folded = fold(label);
    let cut = folded.trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(c, '.' | '、' | '(' | '①'..='⑳' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
    });
    let cut = cut.trim_start_matches([')', '、', '.']).trim_start_matches("其中").trim_start_matches([':', '：']);
    // 三公经费合计 begins with a numeral itself.
    if folded.starts_with("三公") { folded } else { cut.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rule;

    #[test]
    fn the_pairings_load_and_name_rules() {
        assert!(PAIRINGS.iter().all(|p| rule::of(&p.rule).is_some() && super::super::RULES.contains(&p.rule.as_str())));
    }

    #[test]
    fn labels_are_bared_of_their_numbering() {
        for (label, want) in [
            ("①公务用车购置费", "公务用车购置费"),
            ("1.因公出国（境）费", "因公出国(境)费"),
            ("（二）公务接待费", "公务接待费"),
            ("其中：公务用车购置费", "公务用车购置费"),
            ("“三公”经费合计", "三公经费合计"),
        ] {
            assert_eq!(bare(label), want);
        }
    }
}
