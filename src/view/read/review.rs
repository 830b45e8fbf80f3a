//! What people said of findings: `review.ndjson` beside the outputs. Lines are only added; of several on one finding the last counts.

use crate::output::OutputFolder;
use crate::output::review::{FILE, is_id, read};
pub use crate::output::review::{Mark, Verdict};
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Characters of a note at most.
const MOST_NOTE: usize = 2_000;

/// All that was said of the findings of a run.
#[derive(Debug)]
pub struct Review {
    path: PathBuf,
    marks: Mutex<Marks>,
}

#[derive(Debug, Default)]
struct Marks {
    last: BTreeMap<String, Mark>,
    /// What was said before, for each mark since the run was opened: what can be undone.
    before: Vec<(String, Option<Mark>)>,
}

impl Review {
    /// Reads what there is.
    ///
    /// # Errors
    /// When there is a file and it cannot be read.
    pub fn open(out: &Path) -> io::Result<Self> {
        let last = read(&OutputFolder::open(out)?)?;
        Ok(Self { path: out.join(FILE), marks: Mutex::new(Marks { last, before: Vec::new() }) })
    }

    /// Adds a mark, and comes back when it is on the disk.
    ///
    /// # Errors
    /// When it is none, or cannot be written.
    pub fn add(&self, mark: Mark) -> io::Result<()> {
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let before = marks.last.get(&mark.finding).cloned();
        let finding = mark.finding.clone();
        self.write(&mut marks, mark)?;
        marks.before.push((finding, before));
        Ok(())
    }

    /// Takes back the last mark since the run was opened: what was said before is said again. The finding; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn undo(&self, who: Option<String>, when: Option<String>) -> io::Result<Option<String>> {
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((finding, before)) = marks.before.pop() else { return Ok(None) };
        let open = Mark { finding: finding.clone(), verdict: Verdict::Open, note: None, who, when };
        self.write(&mut marks, before.unwrap_or(open))?;
        Ok(Some(finding))
    }

    fn write(&self, marks: &mut Marks, mut mark: Mark) -> io::Result<()> {
        if !is_id(&mark.finding) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        mark.note = mark.note.map(|note| note.trim().chars().take(MOST_NOTE).collect()).filter(|note: &String| !note.is_empty());
        let mut line = serde_json::to_vec(&mark)?;
        line.push(b'\n');
        let mut file = OpenOptions::new().create(true).append(true).read(true).open(&self.path)?;
        if is_torn(&self.path)? {
            line.insert(0, b'\n');
        }
        file.write_all(&line)?;
        file.sync_data()?;
        marks.last.insert(mark.finding.clone(), mark);
        Ok(())
    }

    /// The last mark of a finding, if it was not taken back.
    pub fn of(&self, finding: &str) -> Option<Mark> {
        self.last(finding).filter(|mark| mark.verdict != Verdict::Open)
    }

    /// The last mark of a finding; one that is open may have a note.
    pub fn last(&self, finding: &str) -> Option<Mark> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).last.get(finding).cloned()
    }

    /// What every finding that somebody judged is marked as, by its id.
    pub fn verdicts(&self) -> BTreeMap<String, Verdict> {
        let marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let judged = marks.last.iter().filter(|(_, mark)| mark.verdict != Verdict::Open);
        judged.map(|(finding, mark)| (finding.clone(), mark.verdict)).collect()
    }

    /// Whether a mark can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.marks.lock().unwrap_or_else(PoisonError::into_inner).before.is_empty()
    }
}

/// The findings that somebody has marked in the output folder.
///
/// # Errors
/// When there is a file and it cannot be read.
pub fn reviewed(out: &Path) -> io::Result<Vec<String>> {
    let marks = read(&OutputFolder::open(out)?)?;
    Ok(marks.into_iter().filter(|(_, mark)| mark.verdict != Verdict::Open).map(|(finding, _)| finding).collect())
}

/// Whether the file ends in the middle of a line.
fn is_torn(path: &Path) -> io::Result<bool> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = std::fs::File::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(finding: &str, verdict: Verdict) -> Mark {
        Mark { finding: finding.to_owned(), verdict, note: None, who: None, when: None }
    }

    #[test]
    fn marks_survive_and_the_last_one_counts() {
        let out = tempfile::tempdir().unwrap();
        let review = Review::open(out.path()).unwrap();
        for (finding, verdict) in [("a1", Verdict::Real), ("b2", Verdict::False), ("a1", Verdict::Unsure), ("b2", Verdict::Open)]
        {
            review.add(mark(finding, verdict)).unwrap();
        }
        assert!(review.add(mark("../x", Verdict::Real)).is_err());
        assert_eq!(std::fs::read_to_string(out.path().join(FILE)).unwrap().lines().count(), 4);
        let again = Review::open(out.path()).unwrap();
        assert_eq!((again.of("a1").map(|m| m.verdict), again.of("b2")), (Some(Verdict::Unsure), None));
        assert_eq!(reviewed(out.path()).unwrap(), ["a1"]);
    }

    #[test]
    fn the_last_mark_can_be_taken_back_and_then_the_one_before_it() {
        let out = tempfile::tempdir().unwrap();
        let review = Review::open(out.path()).unwrap();
        for (finding, verdict) in [("a1", Verdict::Real), ("b2", Verdict::False), ("a1", Verdict::Unsure)] {
            review.add(mark(finding, verdict)).unwrap();
        }
        let undone = || review.undo(None, None).unwrap();
        assert_eq!(undone().as_deref(), Some("a1"));
        assert_eq!(review.of("a1").map(|m| m.verdict), Some(Verdict::Real));
        assert_eq!((undone().as_deref(), undone().as_deref(), undone()), (Some("b2"), Some("a1"), None));
        assert!(review.verdicts().is_empty() && !review.can_undo());
        assert_eq!(
            std::fs::read_to_string(out.path().join(FILE)).unwrap().lines().count(),
            6,
            "nothing is taken out of the file"
        );
        assert!(reviewed(out.path()).unwrap().is_empty());
    }

    #[test]
    fn a_torn_line_takes_no_other_with_it() {
        let out = tempfile::tempdir().unwrap();
        std::fs::write(out.path().join(FILE), "{\"finding\":\"a1\",\"verdict\":\"real\"}\n{\"finding\":\"b").unwrap();
        let review = Review::open(out.path()).unwrap();
        review.add(mark("c3", Verdict::False)).unwrap();
        assert_eq!(reviewed(out.path()).unwrap(), ["a1", "c3"]);
    }
}
