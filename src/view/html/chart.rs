//! Charts, drawn here: bars with their figures, each a link to where it is printed.

use super::asked::encoded;
use super::money::{exact, number, unit};
use super::shell::Shell;
use super::words::Lang;
use crate::decimal::Decimal;
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

/// What a chart says beside its bars.
#[derive(Debug)]
pub struct About {
    /// Whose figures they are, and which.
    pub title: String,
    /// Where they are printed.
    pub source: String,
}

/// Bars below each other, as long as their amounts against the largest; one below zero has no length.
pub fn bars(shell: &Shell, about: &About, bars: &[Bar]) -> Markup {
    let title = &about.title;
    let source = if about.source.is_empty() { String::new() } else { format!("{}: {}", shell.word("source"), about.source) };
    let largest = bars.iter().map(|bar| bar.amount).max();
    let height = LINE * u32::try_from(bars.len()).unwrap_or(0) + 6;
    html! {
        figure class="chart" {
            figcaption { (title) " (" (unit(shell.lang)) ")" }
            svg viewBox={ "0 0 " (NAMES + LONGEST + 150) " " (height) } role="group" aria-label=(title) {
                @for (index, bar) in bars.iter().enumerate() {
                    @let y = LINE * u32::try_from(index).unwrap_or(0) + 4;
                    @let amount = number(shell.lang, bar.amount).unwrap_or_default();
                    @let length = length(bar.amount, largest);
                    a href=[bar.link.as_deref()] {
                        title { (bar.name) ": " (exact(shell.lang, bar.amount).unwrap_or_default()) }
                        text class="name" x=(NAMES - 8) y=(y + 14) text-anchor="end" { (shortened(&bar.name)) }
                        rect class=(if bar.second { "bar second" } else { "bar" }) x=(NAMES) y=(y) width=(length.max(1)) height=(LINE - 8) {}
                        text class="value" x=(NAMES + length + 6) y=(y + 13) { (amount) }
                    }
                }
            }
            @if !source.is_empty() { p class="source" { (source) } }
            p class="files" {
                a download={ (title) ".svg" } href={ "data:image/svg+xml;charset=utf-8," (encoded(&picture(shell.lang, &format!("{title} ({})", unit(shell.lang)), &source, bars).into_string())) } { "SVG" }
                " " a download={ (title) ".csv" } href={ "data:text/csv;charset=utf-8," (encoded(&data(bars))) } { "CSV" }
            }
        }
    }
}

/// The chart as a picture of its own, for a newspaper.
fn picture(lang: Lang, title: &str, source: &str, bars: &[Bar]) -> Markup {
    let largest = bars.iter().map(|bar| bar.amount).max();
    let (width, head) = (NAMES + LONGEST + 150, LINE + 8);
    let end = head + LINE * u32::try_from(bars.len()).unwrap_or(0) + 6;
    let height = if source.is_empty() { end } else { end + LINE };
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } font-family="sans-serif" font-size="13" {
            rect width=(width) height=(height) fill="#fff" {}
            text x="8" y="20" font-weight="bold" { (title) }
            @for (index, bar) in bars.iter().enumerate() {
                @let y = head + LINE * u32::try_from(index).unwrap_or(0);
                @let length = length(bar.amount, largest);
                text x=(NAMES - 8) y=(y + 14) text-anchor="end" { (shortened(&bar.name)) }
                rect x=(NAMES) y=(y) width=(length.max(1)) height=(LINE - 8) fill=(if bar.second { "#1a7f4b" } else { "#2f6fb3" }) {}
                text x=(NAMES + length + 6) y=(y + 13) fill="#59636e" { (number(lang, bar.amount).unwrap_or_default()) }
            }
            @if !source.is_empty() { text x="8" y=(end + 15) font-size="11" fill="#59636e" { (source) } }
        }
    }
}

/// The figures of a chart, in yuan.
fn data(bars: &[Bar]) -> String {
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let rows = bars.iter().map(|bar| [bar.name.trim().to_owned(), bar.amount.to_string()]);
    let head = ["name".to_owned(), "amount_yuan".to_owned()];
    // To memory, which takes everything.
    let written: Result<Vec<()>, _> = std::iter::once(head).chain(rows).map(|row| out.write_record(row)).collect();
    written.ok().and_then(|_| out.into_inner().ok()).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
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
    fn a_chart_can_be_taken_along() {
        let bar =
            |name: &str, amount: i64| Bar { name: name.to_owned(), amount: Decimal::from(amount), link: None, second: false };
        let all = [bar("205 教育<支出>", 1_234_500), bar("a,b", 10)];
        assert_eq!(data(&all), "\u{feff}name,amount_yuan\n205 教育<支出>,1234500\n\"a,b\",10\n");
        let svg = picture(Lang::Zh, "2026", "甲局预算", &all).into_string();
        assert!(
            svg.contains(">甲局预算</text>") && svg.contains("教育&lt;支出&gt;") && svg.contains("123.45") && !svg.contains("<a"),
            "{svg}"
        );
    }

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
