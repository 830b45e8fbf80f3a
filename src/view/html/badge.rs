//! Small signs that several pages show.

use super::money::{self, number};
use super::record::cell_id;
use super::shell::Shell;
use crate::view::read::{FigureSource, Stake, Verdict};
use maud::{Markup, html};

/// The word of a verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Real => "real",
        Verdict::False => "false",
        Verdict::Unsure => "unsure",
        Verdict::Open => "open",
    }
}

/// How far apart the figures of a finding are.
pub fn apart(shell: &Shell, stake: &Stake) -> Markup {
    html! {
        @if let Some(amount) = stake.amount.and_then(|amount| number(shell.lang, amount)) {
            span class="badge apart" {
                (money::apart(shell.lang, &amount))
                @if let Some(share) = stake.share { " (" (share.with_decimals(1)) "%)" }
            }
        }
    }
}

/// The place of a figure that is printed.
pub fn link(shell: &Shell, source: &FigureSource) -> Option<String> {
    let part = match (source.table_index, source.row, source.column) {
        (Some(table), Some(row), Some(column)) if source.origin == "table" => Some(cell_id(table, row, column)),
        _ => None,
    };
    Some(shell.document_page(&source.document, source.page?, part.as_deref()))
}
