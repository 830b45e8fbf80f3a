//! A run: its manifest, the list of its findings, and what is read of it when it is asked for.

use super::department::Department;
use super::document::Document;
use super::files::{Files, Original};
use super::finding::{Finding, FindingLine};
use super::review::Review;
use super::search::{self, Hits};
use super::texts::{self, Found};
use crate::department::DepartmentId;
use crate::output::OutputFolder;
use crate::output::manifest::{DepartmentEntry, Entry};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// A finished run.
#[derive(Debug)]
pub struct Run {
    folder: OutputFolder,
    /// Whether contacts of persons are in the outputs.
    pub keep_contacts: bool,
    /// Every input.
    pub inputs: Vec<Entry>,
    /// The departments.
    pub departments: Vec<DepartmentEntry>,
    /// What documents say against each other.
    pub across: Vec<Finding>,
    /// All findings, the worst first.
    pub findings: Vec<FindingLine>,
    /// What people said of them.
    pub review: Review,
    files: Files,
    /// The first input of each document, by id.
    by_id: BTreeMap<String, usize>,
    /// Findings by id of the document and of the finding.
    by_finding: BTreeMap<(String, String), usize>,
}

#[derive(Deserialize)]
struct Across {
    #[serde(default)]
    across: Vec<Finding>,
}

/// Worst causes first, and after each what follows from it.
fn in_order(mut findings: Vec<FindingLine>) -> Vec<FindingLine> {
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    let ids: BTreeSet<(Option<String>, String)> = findings.iter().map(|f| (f.document.clone(), f.id.clone())).collect();
    let mut following: BTreeMap<(Option<String>, String), Vec<FindingLine>> = BTreeMap::new();
    let mut first = Vec::new();
    for finding in findings {
        let cause = finding.cause.clone().map(|cause| (finding.document.clone(), cause));
        match cause.filter(|cause| ids.contains(cause) && cause.1 != finding.id) {
            Some(cause) => following.entry(cause).or_default().push(finding),
            None => first.push(finding),
        }
    }
    let mut ordered = Vec::new();
    let mut open: Vec<FindingLine> = first.into_iter().rev().collect();
    while let Some(finding) = open.pop() {
        let own = following.remove(&(finding.document.clone(), finding.id.clone()));
        open.extend(own.into_iter().flatten().rev());
        ordered.push(finding);
    }
    // Two that name each other as their cause, as a stranger's folder may.
    ordered.extend(following.into_values().flatten());
    ordered
}

impl Run {
    /// Opens the folder of a finished run.
    ///
    /// # Errors
    /// When it is none, or its manifest or its findings cannot be read.
    pub fn open(out: &Path, files: Files) -> io::Result<Self> {
        let folder = OutputFolder::open(out)?;
        let manifest = folder.manifest()?;
        let Across { across } = serde_json::from_slice(&folder.read("manifest.json")?)?;
        let mut findings = Vec::new();
        for line in folder.lines("findings.ndjson")? {
            let line: FindingLine = serde_json::from_slice(&line?)?;
            // Figures take most of the memory, and stand in the document.
            findings.push(FindingLine { evidence: Vec::new(), ..line.seen() });
        }
        let findings = in_order(findings);
        let mut by_id = BTreeMap::new();
        for (index, entry) in manifest.inputs.iter().enumerate() {
            if let Some(document) = &entry.document {
                by_id.entry(document.id().to_owned()).or_insert(index);
            }
        }
        let of_finding = |f: &FindingLine| Some((f.document.clone()?, f.id.clone()));
        let by_finding = findings.iter().enumerate().filter_map(|(index, f)| Some((of_finding(f)?, index))).collect();
        let review = Review::open(out)?;
        let (inputs, departments) = (manifest.inputs, manifest.departments);
        Ok(Self {
            folder,
            keep_contacts: manifest.keep_contacts,
            inputs,
            departments,
            across,
            findings,
            review,
            files,
            by_id,
            by_finding,
        })
    }

    /// The input of a document.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.inputs.get(*self.by_id.get(id)?)
    }

    /// The ids of all documents.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    /// A document.
    ///
    /// # Errors
    /// When the manifest does not have it, or its file cannot be read.
    pub fn document(&self, id: &str) -> io::Result<Document> {
        let file = self.entry(id).and_then(|entry| entry.document.as_ref()).ok_or(io::ErrorKind::NotFound)?;
        Ok(serde_json::from_slice(&self.folder.read(file)?)?)
    }

    /// A department.
    ///
    /// # Errors
    /// When the manifest does not have it, or its file cannot be read.
    pub fn department(&self, id: &str) -> io::Result<Department> {
        let known: &DepartmentId =
            self.departments.iter().map(|d| &d.id).find(|own| own.as_str() == id).ok_or(io::ErrorKind::NotFound)?;
        Ok(serde_json::from_slice(&self.folder.read(&known.file())?)?)
    }

    /// Amounts whose names hold a text.
    ///
    /// # Errors
    /// When the list of amounts cannot be read.
    pub fn find_amounts(&self, text: &str) -> io::Result<Hits> {
        search::amounts(&self.folder, text)
    }

    /// Paragraphs that hold a text.
    ///
    /// # Errors
    /// When a document cannot be read.
    pub fn find_text(&self, text: &str) -> io::Result<Found> {
        texts::paragraphs(&self.folder, self.inputs.iter().filter_map(|entry| entry.document.as_ref()), text)
    }

    /// Findings with their figures, those that are `wanted`, in the order of the list.
    ///
    /// # Errors
    /// When the list cannot be read.
    pub fn whole_findings(&self, wanted: impl Fn(&FindingLine) -> bool) -> io::Result<Vec<FindingLine>> {
        let mut findings = Vec::new();
        for line in self.folder.lines("findings.ndjson")? {
            let line = serde_json::from_slice::<FindingLine>(&line?)?.seen();
            if wanted(&line) {
                findings.push(line);
            }
        }
        Ok(in_order(findings))
    }

    /// The place of a finding in the list.
    pub fn finding(&self, document: &str, id: &str) -> Option<usize> {
        self.by_finding.get(&(document.to_owned(), id.to_owned())).copied()
    }

    /// Where the original of a document is.
    pub fn original(&self, id: &str) -> Option<Original> {
        self.files.find(self.entry(id)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consequences_stand_below_their_cause_and_none_is_lost() {
        let line = |id: &str, severity: &str, cause: Option<&str>| FindingLine {
            document: Some("d".to_owned()),
            id: id.to_owned(),
            severity: severity.to_owned(),
            cause: cause.map(str::to_owned),
            ..FindingLine::default()
        };
        let findings = vec![
            line("a", "info", None),
            line("b", "error", Some("c")),
            line("c", "warning", None),
            line("d", "error", None),
            line("e", "error", Some("gone")),
            line("x", "info", Some("y")),
            line("y", "info", Some("x")),
        ];
        let ids: Vec<String> = in_order(findings).into_iter().map(|f| f.id).collect();
        assert_eq!(ids[..5], ["d", "e", "c", "b", "a"]);
        assert_eq!(ids.len(), 7);
    }
}
