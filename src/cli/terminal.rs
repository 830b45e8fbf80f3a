//! What people and pipes get to see.

use super::exit::Exit;
use crate::output::manifest::Totals;
use crate::record::second::Tally;
use std::io::{self, Write};
use std::path::Path;

/// What a run comes to, in one line.
pub(super) fn totals_line(totals: &Totals, more: &str, out: &Path) -> String {
    let outcomes: Vec<String> = totals.outcomes.present().map(|(o, count)| format!("{count} {}", o.name())).collect();
    let outcomes = if outcomes.is_empty() { String::new() } else { format!(": {}", outcomes.join(", ")) };
    let counts = &totals.counts;
    let second = counts.second_reader.map_or_else(String::new, |Tally { both, ours, theirs, unread }| {
        format!(
            "; second reader: {both} amounts of tables seen by both, {ours} only here, {theirs} only there, {unread} on pages that it cannot read"
        )
    });
    format!(
        "{} inputs{more}{outcomes}; {} documents, {} tables, {} records in {}{second}",
        totals.inputs,
        totals.documents,
        counts.tables,
        counts.records,
        out.display()
    )
}

/// Data to standard output; whoever closed the pipe has seen enough.
pub(super) fn print(bytes: &[u8]) -> Exit {
    match io::stdout().write_all(bytes).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("cannot write: {error}"));
            Exit::Output
        }
        _ => Exit::Success,
    }
}

/// A line on standard error; a closed one is nobody's problem.
pub(super) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "gongkai: {}", printable(message));
}

/// A message may hold a file name, and a file name may hold anything: control characters and bidi overrides are shown as
/// escapes.
fn printable(text: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if odd(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// The same for a text of several lines.
pub(super) fn printable_lines(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| line.strip_suffix('\n').map_or_else(|| printable(line), |l| printable(l) + "\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_cannot_drive_the_terminal() {
        assert_eq!(printable("a\u{1b}[31m\u{202e}b"), "a\\u{1b}[31m\\u{202e}b");
    }
}
