//! Small signs that several pages show.

use super::shell::Shell;
use crate::view::read::{Stake, Verdict, wan_rounded};
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
        @if let Some(wan) = stake.amount.and_then(wan_rounded) {
            span class="badge apart" {
                (shell.word("apart")) " " (wan) " " (shell.word("wan"))
                @if let Some(share) = stake.share { " (" (share.with_decimals(1)) "%)" }
            }
        }
    }
}
