//! A text looked for in the amounts of a run: in their labels, projects, codes and sentences' subjects.

use super::amount::{decimal, grouped};
use super::place::Place;
use crate::decimal::Decimal;
use crate::output::OutputFolder;
use memchr::memmem::Finder;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::io;
use std::time::{Duration, Instant};

/// Hits at most.
const MOST: usize = 60;
/// Time that a search may take: a run of thousands of documents has gigabytes of amounts.
pub(super) const TIME: Duration = Duration::from_secs(3);
/// Lines between two looks at the clock.
const LOOK_EVERY: usize = 4_096;

/// An amount whose line holds the text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Hit {
    pub document: String,
    pub page: u32,
    pub origin: String,
    /// The table, row and column that it stands in; of a sentence or a form, its number.
    pub at: (usize, usize, usize),
    pub label: String,
    pub printed: String,
    pub measure: Option<String>,
    pub year: Option<u16>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Hits {
    /// The amounts.
    pub amounts: Vec<Hit>,
    /// There may be more.
    pub cut: bool,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Line {
    document: String,
    label: Option<String>,
    project: Option<String>,
    function_name: Option<String>,
    economic_name: Option<String>,
    measure: Option<String>,
    fiscal_year: Option<u16>,
    origin: String,
    table_index: usize,
    row: usize,
    column: usize,
    amount_yuan: Option<Box<RawValue>>,
    printed: String,
    place: Place,
}

/// A text as it stands in a file of JSON, where quotes and controls are escaped.
pub(super) fn as_written(text: &str) -> io::Result<String> {
    Ok(serde_json::to_string(text)?.trim_matches('"').to_owned())
}

/// Looks for a text in the lines of a run's amounts.
pub(super) fn amounts(folder: &OutputFolder, text: &str) -> io::Result<Hits> {
    let mut hits = Hits::default();
    let until = Instant::now() + TIME;
    let written = as_written(text)?;
    let finder = Finder::new(written.as_bytes());
    let figure = figure(text);
    // As it is printed with and without its groups, and in yuan.
    let forms: Vec<String> = figure
        .iter()
        .flat_map(|f| [f.clone(), RawValue::from_string(f.clone()).map_or(f.clone(), |raw| grouped(&raw))])
        .collect();
    let finders: Vec<Finder<'_>> = forms.iter().map(|form| Finder::new(form.as_bytes())).collect();
    for (number, line) in folder.lines("records.ndjson")?.enumerate() {
        let line = line?;
        if (finder.find(&line).is_some() || finders.iter().any(|f| f.find(&line).is_some()))
            && let Ok(line) = serde_json::from_slice::<Line>(&line)
            && let Some(hit) = hit(line, text, figure.as_deref())
        {
            hits.amounts.push(hit);
        }
        if hits.amounts.len() >= MOST || (number.is_multiple_of(LOOK_EVERY) && Instant::now() > until) {
            hits.cut = true;
            break;
        }
    }
    Ok(hits)
}

/// The digits of a text that is a figure: `1,234.50`.
fn figure(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    (digits.parse::<Decimal>().is_ok() && digits.bytes().any(|b| b.is_ascii_digit())).then_some(digits)
}

/// The figure at the start of what is printed, before a unit.
fn printed_figure(printed: &str) -> Option<Decimal> {
    let bare: String = printed.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let end = bare.find(|c: char| !matches!(c, '0'..='9' | '.' | '-')).unwrap_or(bare.len());
    bare[..end].parse().ok()
}

/// The hit, if the text stands in what names the amount and not in the name of its document, or is the amount.
fn hit(line: Line, text: &str, figure: Option<&str>) -> Option<Hit> {
    let names = [&line.project, &line.label, &line.function_name, &line.economic_name];
    let named = names.iter().any(|name| name.as_deref().is_some_and(|name| name.contains(text)));
    let wanted = figure.and_then(|figure| figure.parse::<Decimal>().ok());
    let amount = || line.amount_yuan.as_deref().and_then(decimal);
    (named || wanted.is_some() && (printed_figure(&line.printed) == wanted || amount() == wanted)).then_some(())?;
    let said: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
    let label = said.join(" · ");
    let at = (line.table_index, line.row, line.column);
    Some(Hit {
        document: line.document,
        page: line.place.page,
        origin: line.origin,
        at,
        label,
        printed: line.printed,
        measure: line.measure,
        year: line.fiscal_year,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_found_by_its_figure() {
        let line = |printed: &str, yuan: &str| Line {
            label: Some("2050205 高等教育".to_owned()),
            printed: printed.to_owned(),
            amount_yuan: RawValue::from_string(yuan.to_owned()).ok(),
            ..Line::default()
        };
        let found = |text: &str, line: Line| hit(line, text, figure(text).as_deref()).is_some();
        for text in ["1234.5", "1,234.50", "12345000"] {
            assert!(found(text, line("1,234.50万元", "12345000")), "{text}");
        }
        for text in ["234.5", "1,234", "-1234.5"] {
            assert!(!found(text, line("1,234.50万元", "12345000")), "{text}");
        }
        assert!(found("高等", line("1", "1")) && found("2050205", line("1", "1")));
        assert_eq!((figure("12 月"), figure(","), figure("-5")), (None, None, Some("-5".to_owned())));
    }
}
