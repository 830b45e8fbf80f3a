//! The second reader in a process of its own: this program once more, called with `second-reader`. It gets the bytes of one PDF on
//! standard input and answers a line of JSON a page. Whatever kills it, kills nothing else: its pages are then not read, and
//! nothing that the first reader found is weakened.

use super::bound::bound;
use crate::diagnostic::Diagnostic;
use crate::extraction::{Extraction, Pages, open};
use crate::limits::Stop;
use crate::page::Fixed;
use crate::page::pdf::second::{numbers_by_page, numbers_in};
use crate::record::second::{Numbers, compare};
use crate::source::Source;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// Bytes of an answer that are read: two thousand pages of numbers.
const MOST_BYTES: u64 = 256 << 20;
/// How often the clock is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// What the second reader says of a page.
#[derive(Debug, Serialize, Deserialize)]
struct Answer {
    page: u32,
    numbers: Option<Vec<String>>,
}

/// Answers for the PDF on standard input; the other side of `read`.
///
/// # Errors
/// When the pipes fail, or the second reader cannot open the file.
pub fn answer(memory: u64) -> io::Result<()> {
    bound(memory)?;
    let mut bytes = Vec::new();
    io::stdin().lock().take(crate::limits::MAX_INPUT_BYTES).read_to_end(&mut bytes)?;
    let mut ended = Ok(());
    let read = numbers_by_page(&bytes, |page, numbers| {
        // The library prints to standard output as it likes; a line of ours begins a line.
        let line = serde_json::to_string(&Answer { page, numbers }).map_err(io::Error::other);
        let written = line.and_then(|line| {
            let mut to = io::stdout().lock();
            writeln!(to, "\n{line}").and_then(|()| to.flush())
        });
        if ended.is_ok() {
            ended = written;
        }
    });
    read.map_err(io::Error::other).and(ended)
}

/// Bytes that a second reader will need, taken before the first one consumes them.
pub(super) fn bytes_for(source: &Source, wanted: bool) -> Option<Source> {
    (wanted && Fixed::of(source.media) == Some(Fixed::Pdf)).then(|| source.clone())
}

/// Has the second reader look at a document that was read, and marks what it sees.
pub(super) fn look(source: Source, extraction: &mut Extraction, memory: u64, stop: &Stop) {
    let pages = extraction.pages.unwrap_or(0);
    if pages == 0 {
        return;
    }
    let id = source.sha256.clone();
    let (theirs, whole) = read(&source.bytes, memory, stop);
    // Late, only what is asked of every amount is said.
    let ours = (!theirs.is_empty() && !stop.is_set()).then(|| numbers_of(source));
    let (tally, diagnostics) = compare(&mut extraction.records, &theirs, ours.as_ref());
    extraction.second_reader = Some(tally);
    let missing: Vec<u32> = (1..=pages).filter_map(|p| u32::try_from(p).ok()).filter(|p| !theirs.contains_key(p)).collect();
    if !missing.is_empty() {
        let how = if whole { "fails on" } else { "ended before it had read" };
        let which = if missing.len() == pages { "any page".to_owned() } else { format!("page {}", ranges(&missing)) };
        let message = format!("the second reader {how} {which}; it says nothing of the amounts there");
        extraction.diagnostics.push(Diagnostic::info("second_reader.failed", message));
    }
    extraction.diagnostics.extend(diagnostics);
    if tally.ours > 0 {
        // What is in doubt now supports no finding.
        extraction.check_again(&id, stop);
    }
}

/// `1, 4-7`.
fn ranges(pages: &[u32]) -> String {
    let run = |run: &[u32]| match run {
        [first, .., last] => format!("{first}-{last}"),
        _ => run.iter().map(u32::to_string).collect(),
    };
    pages.chunk_by(|a, b| a + 1 == *b).map(run).collect::<Vec<_>>().join(", ")
}

/// All numbers that the first reader sees, by page.
fn numbers_of(source: Source) -> Numbers {
    let Ok(opened) = open(source, Pages::Dropped) else { return Numbers::default() };
    let numbers = |sheet: &crate::layout::Sheet| {
        let lines = sheet.lines.iter().map(|l| numbers_in(&l.text));
        let cells = sheet.grids.iter().flat_map(|g| &g.cells).map(|c| numbers_in(&c.text()));
        lines.chain(cells).flatten().collect()
    };
    opened.sheets.iter().map(|sheet| (sheet.page, numbers(sheet))).collect()
}

/// The numbers that the second reader sees by page, and whether it lived to the end.
fn read(bytes: &[u8], memory: u64, stop: &Stop) -> (Numbers, bool) {
    let mut numbers = Numbers::default();
    let Ok(program) = std::env::current_exe() else { return (numbers, false) };
    let mut command = Command::new(program);
    command.args(["second-reader", "--memory", &memory.to_string()]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let Ok(mut process) = command.spawn() else { return (numbers, false) };
    let (Some(mut to), Some(from)) = (process.stdin.take(), process.stdout.take()) else { return (numbers, false) };
    let ended = thread::scope(|scope| {
        scope.spawn(move || {
            // A reader that died takes no more; its end is seen below.
            let _ = to.write_all(bytes);
        });
        let answers = scope.spawn(move || {
            let lines = BufReader::new(from.take(MOST_BYTES)).lines().map_while(Result::ok);
            lines.filter_map(|line| serde_json::from_str::<Answer>(&line).ok()).collect::<Vec<_>>()
        });
        let ended = loop {
            match process.try_wait() {
                Ok(None) if !stop.is_set() => thread::sleep(LOOK),
                Ok(Some(status)) => break status.success(),
                _ => {
                    let _ = process.kill();
                    let _ = process.wait();
                    break false;
                }
            }
        };
        for answer in answers.join().unwrap_or_default() {
            if let Some(seen) = answer.numbers {
                numbers.insert(answer.page, seen);
            }
        }
        ended
    });
    (numbers, ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_in_a_row_are_a_range() {
        assert_eq!(ranges(&[1, 4, 5, 6, 9]), "1, 4-6, 9");
    }
}
