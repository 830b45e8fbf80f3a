//! Charts, drawn here: bars with their figures, each a link to where it is printed.

use super::shell::Shell;
use crate::decimal::Decimal;
use crate::view::read::wan;
use maud::{Markup, html};

/// Units across of the longest bar.
const LONGEST: u32 = 360;
/// Units of a line.
const LINE: u32 = 24;
/// Units that names take.
const NAMES: u32 = 230;

/// A bar.
#[derive(Debug)]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// How much, in yuan.
    pub amount: Decimal,
    /// Where it is printed.
    pub link: Option<String>,
    /// One of two colours.
    pub second: bool,
}

/// Bars below each other, as long as their amounts against the largest; one below zero has no length.
pub fn bars(shell: &Shell, title: &str, bars: &[Bar]) -> Markup {
    let largest = bars.iter().map(|bar| bar.amount).max();
    let height = LINE * u32::try_from(bars.len()).unwrap_or(0) + 6;
    html! {
        figure class="chart" {
            figcaption { (title) " (" (shell.word("wan")) ")" }
            svg viewBox={ "0 0 " (NAMES + LONGEST + 150) " " (height) } role="group" aria-label=(title) {
                @for (index, bar) in bars.iter().enumerate() {
                    @let y = LINE * u32::try_from(index).unwrap_or(0) + 4;
                    @let amount = wan(bar.amount).unwrap_or_default();
                    @let length = length(bar.amount, largest);
                    a href=[bar.link.as_deref()] {
                        title { (bar.name) ": " (amount) }
                        text class="name" x=(NAMES - 8) y=(y + 14) text-anchor="end" { (shortened(&bar.name)) }
                        rect class=(if bar.second { "bar second" } else { "bar" }) x=(NAMES) y=(y) width=(length.max(1)) height=(LINE - 8) {}
                        text class="value" x=(NAMES + length + 6) y=(y + 13) { (amount) }
                    }
                }
            }
        }
    }
}

/// The length of a bar, exact to a unit.
fn length(amount: Decimal, largest: Option<Decimal>) -> u32 {
    let share = Some(amount).zip(largest).and_then(|(amount, largest)| amount.in_yuan(Decimal::from(LONGEST))?.over(largest));
    share.and_then(|units| units.round().to_string().parse().ok()).unwrap_or(0).min(LONGEST)
}

fn shortened(name: &str) -> String {
    const MOST: usize = 17;
    if name.chars().count() <= MOST { name.to_owned() } else { name.chars().take(MOST - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        let raw = |text: &str| -> Decimal { text.parse().unwrap() };
        let largest = Some(Decimal::from(200));
        for (amount, want) in [("200", 360), ("100", 180), ("0", 0), ("-5", 0), ("0.2", 0), ("400", 360)] {
            assert_eq!(length(raw(amount), largest), want, "{amount}");
        }
        assert_eq!(length(raw("0"), Some(Decimal::from(0))), 0);
    }
}
