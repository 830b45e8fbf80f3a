//! A text looked for in the amounts of a run: in their labels, projects, codes and sentences' subjects.

use super::place::Place;
use crate::output::OutputFolder;
use memchr::memmem::Finder;
use serde::Deserialize;
use std::io;
use std::time::{Duration, Instant};

/// Hits at most.
const MOST: usize = 60;
/// Time that a search may take: a run of thousands of documents has gigabytes of amounts.
const TIME: Duration = Duration::from_secs(3);
/// Lines between two looks at the clock.
const LOOK_EVERY: usize = 4_096;

/// An amount whose line holds the text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Hit {
    pub document: String,
    pub page: u32,
    pub label: String,
    pub printed: String,
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
    printed: String,
    place: Place,
}

/// Looks for a text in the lines of a run's amounts.
pub(super) fn amounts(folder: &OutputFolder, text: &str) -> io::Result<Hits> {
    let mut hits = Hits::default();
    let until = Instant::now() + TIME;
    // As it stands in the file, where quotes and controls are escaped.
    let quoted = serde_json::to_string(text)?;
    let finder = Finder::new(quoted.trim_matches('"').as_bytes());
    for (number, line) in folder.lines("records.ndjson")?.enumerate() {
        let line = line?;
        if finder.find(&line).is_some()
            && let Ok(line) = serde_json::from_slice::<Line>(&line)
            && let Some(hit) = hit(line, text)
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

/// The hit, if the text stands in what names the amount and not in the name of its document.
fn hit(line: Line, text: &str) -> Option<Hit> {
    let names = [&line.project, &line.label, &line.function_name, &line.economic_name];
    names.iter().any(|name| name.as_deref().is_some_and(|name| name.contains(text))).then_some(())?;
    let said: Vec<&str> = names.into_iter().chain([&line.measure]).flatten().map(String::as_str).collect();
    let label = said.join(" · ");
    Some(Hit { document: line.document, page: line.place.page, label, printed: line.printed })
}
