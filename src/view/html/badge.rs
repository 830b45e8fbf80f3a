//! Small signs that several pages show.

use super::record::cell_id;
use super::shell::Shell;
use crate::view::read::{FigureSource, Stake, Verdict, decimal, grouped, in_wan, wan_rounded};
use maud::{Markup, html};
use serde_json::value::RawValue;

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
        @if let Some(wan) = stake.amount.and_then(wan_rounded) {
            span class="badge apart" {
                (shell.word("apart")) " " (wan) " " (shell.word("wan"))
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

/// An amount in 万元 with two decimals; exact when it is pointed at.
pub fn shown(yuan: &RawValue) -> Markup {
    let rounded = decimal(yuan).and_then(wan_rounded);
    html! { span title=[in_wan(yuan)] { (rounded.unwrap_or_else(|| grouped(yuan))) } }
}
