//! What people said of findings: `review.ndjson` beside the outputs. Lines are only added; of several on one finding the last counts.

use super::OutputFolder;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// Its name below the output folder.
pub const FILE: &str = "review.ndjson";

/// What somebody made of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is so.
    Real,
    /// It is not so.
    False,
    /// Nobody can tell.
    Unsure,
    /// What was said before is taken back.
    Open,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The id of the finding, the same in every run.
    pub finding: String,
    /// What was said.
    pub verdict: Verdict,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
}

impl Verdict {
    /// Its name in outputs; none for a mark that was taken back.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Real => Some("real"),
            Self::False => Some("false"),
            Self::Unsure => Some("unsure"),
            Self::Open => None,
        }
    }
}

/// The last mark of each finding; none where nobody has marked any.
///
/// # Errors
/// When there is a file and it cannot be read.
pub fn read(out: &OutputFolder) -> io::Result<BTreeMap<String, Mark>> {
    let mut marks = BTreeMap::new();
    let lines = match out.lines(FILE) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(marks),
        lines => lines?,
    };
    for line in lines {
        // The last line may be torn, and a colleague's editor may have left others: they say nothing.
        if let Ok(mark) = serde_json::from_slice::<Mark>(&line?)
            && is_id(&mark.finding)
        {
            marks.insert(mark.finding.clone(), mark);
        }
    }
    Ok(marks)
}

/// Whether a text is the id of a finding: letters and figures, a few of them.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}
