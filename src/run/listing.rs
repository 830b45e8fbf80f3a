//! A scraper's list of what it fetched: `path`, and with it `url`, `retrieved_at`, `sha256`, `place`, `department`, `year` where they are
//! known, as CSV with a header or one JSON object a line.

use crate::content::disclosure::{Told, ToldBy};
use crate::output::document::Origin;
use serde::Deserialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// One file of a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The path as the list has it, for the name in the outputs.
    pub name: PathBuf,
    /// Where the file is: paths are meant from the folder of the list.
    pub path: PathBuf,
    /// Where and when it was fetched.
    pub origin: Origin,
    /// The hash it had then.
    pub sha256: Option<String>,
}

/// Why a list is none.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    NotReadable(#[from] io::Error),
    /// A line does not say what it should.
    #[error("line {line}: {message}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
}

/// A line; whatever else the scraper noted is passed over.
#[derive(Deserialize)]
struct Line {
    path: PathBuf,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    retrieved_at: Option<String>,
    #[serde(default)]
    sha256: Option<String>,
    #[serde(default)]
    place: Option<Text>,
    #[serde(default)]
    department: Option<Text>,
    #[serde(default)]
    year: Option<Text>,
}

/// A code or a year may stand as a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Number(u64),
    Text(String),
}

impl Line {
    /// What the list says of the document, beside where it is.
    fn told(&mut self) -> Told {
        let text = |value: &mut Option<Text>| match value.take()? {
            Text::Number(number) => Some(number.to_string()),
            Text::Text(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        };
        let year = text(&mut self.year).and_then(|year| year.trim_end_matches(['年', '度']).parse().ok());
        let (department, place) = (text(&mut self.department), text(&mut self.place));
        let by = (year.is_some() || department.is_some() || place.is_some()).then_some(ToldBy::List);
        Told { department, place, year, by }
    }
}

/// Reads a list.
///
/// # Errors
/// See [`ListError`].
pub fn read(path: &Path) -> Result<Vec<Listed>, ListError> {
    let bytes = fs::read(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let folder = path.parent().unwrap_or(Path::new(""));
    let lines = if bytes.trim_ascii_start().starts_with(b"{") { of_json(bytes) } else { of_csv(bytes) }?;
    let some = |text: Option<String>| text.filter(|t| !t.trim().is_empty());
    let listed = lines.into_iter().map(|mut line| (line.told(), line)).map(|(told, line)| Listed {
        path: folder.join(&line.path),
        name: line.path,
        origin: Origin { url: some(line.url), retrieved_at: some(line.retrieved_at), told },
        sha256: some(line.sha256),
    });
    Ok(listed.collect())
}

fn of_json(bytes: &[u8]) -> Result<Vec<Line>, ListError> {
    let lines = bytes.split(|b| *b == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
    let line = |(index, line): (usize, &[u8])| {
        serde_json::from_slice(line).map_err(|error| ListError::Line { line: index + 1, message: error.to_string() })
    };
    lines.map(line).collect()
}

fn of_csv(bytes: &[u8]) -> Result<Vec<Line>, ListError> {
    let lines = csv::Reader::from_reader(bytes)
        .into_deserialize()
        .enumerate()
        .map(|(index, line)| line.map_err(|error| ListError::Line { line: index + 2, message: error.to_string() }));
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str) -> Result<Vec<Listed>, ListError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        fs::write(&path, text).unwrap();
        read(&path)
    }

    #[test]
    fn both_forms_say_the_same() {
        let csv = "url,note,retrieved_at,sha256,path\nhttps://例.cn/a,x,2026-11-24T08:00:00Z,ab,in/a.pdf\n,,,,b.pdf\n";
        let json = "{\"url\":\"https://例.cn/a\",\"retrieved_at\":\"2026-11-24T08:00:00Z\",\"sha256\":\"ab\",\"path\":\"in/a.pdf\"}\n\n{\"path\":\"b.pdf\"}";
        for text in [csv, json] {
            let listed = listed(text).unwrap();
            assert_eq!(listed.len(), 2);
            assert_eq!(listed[0].name, Path::new("in/a.pdf"));
            assert_eq!(listed[0].origin.url.as_deref(), Some("https://例.cn/a"));
            assert_eq!(listed[0].sha256.as_deref(), Some("ab"));
            assert_eq!(listed[1].origin, Origin::default());
        }
    }

    #[test]
    fn what_a_list_knows_of_a_document_is_told() {
        let csv = "path,place,department,year\na.pdf,610100,,2025年\nb.pdf,,,\n";
        let json = "{\"path\":\"a.pdf\",\"place\":610100,\"year\":2025}\n{\"path\":\"b.pdf\",\"year\":null}";
        for text in [csv, json] {
            let listed = listed(text).unwrap();
            let told = &listed[0].origin.told;
            assert_eq!((told.place.as_deref(), told.year, told.by), (Some("610100"), Some(2025), Some(ToldBy::List)));
            assert_eq!(listed[1].origin, Origin::default());
        }
    }

    #[test]
    fn a_line_without_a_path_is_named() {
        assert!(listed("url,path\nx\n").unwrap_err().to_string().starts_with("line 2"));
        assert!(listed("{\"path\":\"a\"}\n{}\n").unwrap_err().to_string().starts_with("line 2"));
    }
}
