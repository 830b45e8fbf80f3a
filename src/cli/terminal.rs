//! The one writer of what a person reads: on standard output and on standard error.
//!
//! What is shown may hold names of files and words of documents, and they may hold anything. What could drive a terminal or change
//! the order of what is read stands there as an escape.

use super::exit::Exit;
use crate::output::manifest::Totals;
use crate::record::second::Tally;
use serde::Serialize;
use std::borrow::Cow;
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

/// Data for another program on standard output, byte for byte; whoever closed the pipe has seen enough.
pub(super) fn data(bytes: &[u8]) -> Exit {
    match io::stdout().write_all(bytes).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("cannot write: {error}"));
            Exit::Output
        }
        _ => Exit::Success,
    }
}

/// Lines for a person on standard output.
pub(super) fn text(lines: &str) -> Exit {
    data(printable_lines(lines).as_bytes())
}

/// JSON on standard output. Its control characters are escapes already, and the rest of what is escaped here stands in strings.
pub(super) fn json(json: &str) -> Exit {
    data(json_text(json).as_bytes())
}

fn json_text(json: &str) -> Cow<'_, str> {
    let odd = |c: char| is_odd(c) && c != '\n';
    if !json.contains(odd) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if odd(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A value as JSON for people, indented, on standard output.
pub(super) fn value(value: &impl Serialize) -> Exit {
    match serde_json::to_string_pretty(value) {
        Ok(text) => json(&(text + "\n")),
        Err(error) => {
            say(&format!("cannot write: {error}"));
            Exit::Output
        }
    }
}

/// A line on standard error; a closed one is nobody's problem.
pub(super) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "gongkai: {}", printable(message));
}

/// Lines on standard error, without the name of the program.
pub(super) fn say_lines(lines: &str) {
    let _ = write!(io::stderr(), "{}", printable_lines(lines));
}

/// Standard error for logs: what is written to it is made printable.
#[derive(Debug, Clone, Copy)]
pub(super) struct Logs;

impl Write for Logs {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stderr().write_all(printable_lines(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

/// Whether a character is not shown as itself: controls, marks without width, and those that turn the order of what follows.
fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A text in one line.
fn printable(text: &str) -> Cow<'_, str> {
    escaped(text, is_odd)
}

/// A text of several lines.
fn printable_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_odd(c) && c != '\n')
}

fn escaped(text: &str, odd: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&odd) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if odd(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_drives_the_terminal() {
        for (text, want) in [
            ("a\u{1b}[31m\u{202e}b", "a\\u{1b}[31m\\u{202e}b"),
            ("\u{7}\u{9b}2J\r\u{200f}", "\\u{7}\\u{9b}2J\\u{d}\\u{200f}"),
            ("收入 合计\u{3000}1", "收入 合计\u{3000}1"),
        ] {
            assert_eq!(printable(text), want);
        }
        assert_eq!(printable_lines("a\n\u{8}b\n"), "a\n\\u{8}b\n");
        assert_eq!(printable("a\nb"), "a\\u{a}b");
    }

    #[test]
    fn json_stays_json() {
        let text = "{\n \"a\": \"\u{202e}\u{e0041}x\"\n}";
        let shown = json_text(text);
        assert!(!shown.contains('\u{202e}') && !shown.contains('\u{e0041}'), "{shown}");
        let (was, is): (serde_json::Value, serde_json::Value) =
            (serde_json::from_str(text).expect("JSON"), serde_json::from_str(&shown).expect("JSON"));
        assert_eq!(was, is);
    }
}
