//! What stands at which address: the same for a server and for files.

use super::draw::{Drawers, Drawn, Order, Sheet};
use super::html::{self, Around, Asked, Compared, Lang, Shell};
use super::kept::{Busy, Documents, Pictures};
use super::read::{Document, FindingLine, Found, Hits, Original, Run, Verdict};
use crate::output::manifest::DepartmentEntry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Pages that the figures of one finding are cut out of, at most.
const MOST_CUT_PAGES: usize = 6;

/// A run with what draws its pages.
#[derive(Debug)]
pub struct Site {
    /// The run.
    pub run: Run,
    drawers: Drawers,
    pictures: Mutex<Pictures>,
    documents: Mutex<Documents>,
    busy: Busy,
    /// The documents that have pages; `None` for all.
    only: Option<BTreeSet<String>>,
    live: bool,
}

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The run.
    Run,
    /// The list of findings.
    Findings,
    /// One finding: of a document, by id.
    Finding(String, String),
    /// A document.
    Document(String),
    /// A page of it.
    Page(String, u32),
    /// A department.
    Department(String),
}

impl Target {
    /// Its address below the folder of a language.
    pub fn address(&self) -> String {
        match self {
            Self::Run => "index.html".to_owned(),
            Self::Findings => "findings.html".to_owned(),
            Self::Finding(document, id) => format!("finding/{document}-{id}.html"),
            Self::Document(id) => format!("document/{id}/index.html"),
            Self::Page(id, page) => format!("document/{id}/{page}.html"),
            Self::Department(id) => format!("department/{id}.html"),
        }
    }

    /// The target of such an address.
    pub fn of(address: &str) -> Option<Self> {
        let name = address.strip_suffix(".html")?;
        match name.split('/').collect::<Vec<_>>().as_slice() {
            ["index"] => Some(Self::Run),
            ["findings"] => Some(Self::Findings),
            ["finding", both] => both.split_once('-').map(|(document, id)| Self::Finding(document.to_owned(), id.to_owned())),
            ["document", id, "index"] => Some(Self::Document((*id).to_owned())),
            ["department", id] => Some(Self::Department((*id).to_owned())),
            ["document", id, page] => Some(Self::Page((*id).to_owned(), page.parse().ok()?)),
            _ => None,
        }
    }

    fn depth(&self) -> usize {
        1 + self.address().matches('/').count()
    }
}

impl Site {
    /// All documents of a run for a server, or those in `only` for files.
    pub fn new(run: Run, drawers: Drawers, only: Option<BTreeSet<String>>, live: bool) -> Self {
        Self { run, drawers, pictures: Mutex::default(), documents: Mutex::default(), busy: Busy::default(), only, live }
    }

    /// Whether a document has pages.
    pub fn shows(&self, id: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(id))
    }

    /// The page that an address leads to; `None` where there is none.
    pub fn page(&self, lang: Lang, target: &Target, asked: &Asked) -> Option<String> {
        let shell = Shell { lang, depth: target.depth(), live: self.live, single: false };
        let shown = |id: &str| self.shows(id);
        match target {
            Target::Run => Some(html::run(&shell, &self.run, asked.from, &shown)),
            Target::Findings => Some(html::findings(&shell, &self.run, asked, &shown)),
            Target::Finding(document, id) => self.finding(&shell, document, id, asked),
            Target::Document(id) => {
                let of = self.document(id)?;
                let department = self.run.entry(id)?.department_id.as_ref();
                let whole = |entry: &&DepartmentEntry| entry.documents.iter().all(|id| self.shows(id));
                let department = self.run.departments.iter().find(|d| Some(&d.id) == department).filter(whole);
                Some(html::document(&shell, id, &of, department.map(|d| d.id.as_str())))
            }
            Target::Department(id) => Some(html::department(&shell, id, &self.run.department(id).ok()?)),
            Target::Page(id, number) => {
                let of = self.document(id)?;
                if !(1..=of.pages()).contains(number) {
                    return None;
                }
                let drawn = self.picture(id, *number);
                Some(html::page(&shell, id, &of, *number, drawn.as_ref().map(|d| &d.sheet).map_err(String::as_str)))
            }
        }
    }

    /// The core figures of a department as CSV, by the name of their file.
    pub fn data(&self, id: &str) -> Option<String> {
        html::csv(&self.run.department(id).ok()?)
    }

    /// What is found of a text.
    pub fn search(&self, lang: Lang, q: &str) -> String {
        let q = q.trim();
        let (hits, found) = if q.is_empty() {
            (Hits::default(), Found::default())
        } else {
            (self.run.find_amounts(q).unwrap_or_default(), self.run.find_text(q).unwrap_or_default())
        };
        html::search(&Shell { lang, depth: 1, live: self.live, single: false }, &self.run, q, (&hits, &found))
    }

    /// Two documents side by side.
    pub fn compare(&self, lang: Lang, asked: &Compared) -> String {
        let (left, right) = (self.document(&asked.left), self.document(&asked.right));
        let shell = Shell { lang, depth: 1, live: self.live, single: false };
        html::compare(&shell, &self.run, asked, left.as_deref(), right.as_deref())
    }

    fn document(&self, id: &str) -> Option<Arc<Document>> {
        if !self.shows(id) {
            return None;
        }
        let kept = || self.documents.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(document) = kept().get(id) {
            return Some(document);
        }
        let document = Arc::new(self.run.document(id).ok()?);
        kept().add(id, &document);
        Some(document)
    }

    /// Reads and draws what a reader of a page is likely to ask for next, so that it is there.
    pub fn ahead(&self, target: &Target, asked: &Asked) {
        match target {
            Target::Run | Target::Findings => {
                let marks = self.run.review.verdicts();
                if let Some(line) = self.run.findings.iter().find(|line| self.lists(line, asked, &marks)) {
                    self.draw_finding(line);
                }
            }
            Target::Finding(document, id) => {
                let marks = self.run.review.verdicts();
                let behind = self.run.finding(document, id).map(|at| &self.run.findings[at + 1..]).unwrap_or_default();
                if let Some(line) = behind.iter().find(|line| self.lists(line, asked, &marks)) {
                    self.draw_finding(line);
                }
            }
            Target::Document(id) => {
                let first = self.document(id).map(|of| html::first_page(&of));
                let _ = first.map(|page| self.picture(id, page));
            }
            Target::Page(id, page) => {
                let last = self.document(id).map_or(0, |of| of.pages());
                let _ = (*page < last).then(|| self.picture(id, page + 1));
            }
            Target::Department(_) => (),
        }
    }

    fn draw_finding(&self, line: &FindingLine) {
        let Some((id, of)) = line.document.as_deref().and_then(|id| Some((id, self.document(id)?))) else { return };
        if let Some(finding) = of.findings.iter().find(|f| f.id == line.id) {
            for page in cut_pages(finding.evidence.iter().map(|e| e.place.page)) {
                let _ = self.picture(id, page);
            }
        }
    }

    /// The address of the finding behind one in the list that was asked for; of the list where it was the last.
    pub fn behind(&self, document: &str, id: &str, asked: &Asked) -> String {
        let marks = self.run.review.verdicts();
        let next = self
            .run
            .finding(document, id)
            .and_then(|at| self.run.findings[at + 1..].iter().find(|l| self.lists(l, asked, &marks)));
        let address = next.and_then(|line| Some(Target::Finding(line.document.clone()?, line.id.clone()).address()));
        format!("{}{}", address.unwrap_or_else(|| Target::Findings.address()), asked.query())
    }

    /// The address of a finding by its id alone: what can be undone is known so.
    pub fn address_of(&self, id: &str, asked: &Asked) -> Option<String> {
        let line = self.run.findings.iter().find(|line| line.id == id)?;
        Some(format!("{}{}", Target::Finding(line.document.clone()?, line.id.clone()).address(), asked.query()))
    }

    /// The findings of a list as CSV.
    pub fn export(&self, lang: Lang, asked: &Asked) -> Option<String> {
        let marks = self.run.review.verdicts();
        // What documents say against each other has no page, and is in the list all the same.
        let lists = |line: &FindingLine| line.document.is_none() && asked.takes(line, &marks) || self.lists(line, asked, &marks);
        let lines = self.run.whole_findings(lists).ok()?;
        html::findings_csv(lang, &self.run, &lines)
    }

    fn lists(&self, line: &FindingLine, asked: &Asked, marks: &BTreeMap<String, Verdict>) -> bool {
        line.document.as_deref().is_some_and(|document| self.shows(document)) && asked.takes(line, marks)
    }

    fn finding(&self, shell: &Shell, document: &str, id: &str, asked: &Asked) -> Option<String> {
        let of = self.document(document)?;
        let finding = of.findings.iter().find(|f| f.id == id)?;
        let at = self.run.finding(document, id);
        let marks = self.run.review.verdicts();
        let shown = |line: &&FindingLine| self.lists(line, asked, &marks);
        let list = asked.query();
        let address =
            |line: &FindingLine| Some(format!("{}{list}", Target::Finding(line.document.clone()?, line.id.clone()).address()));
        let (before, after) = at.map_or((&[][..], &[][..]), |at| (&self.run.findings[..at], &self.run.findings[at + 1..]));
        let previous = before.iter().rev().find(shown).and_then(address);
        let next = after.iter().find(shown).and_then(address);
        let is_open = |line: &&FindingLine| shown(line) && !marks.contains_key(&line.id);
        let unmarked = after.iter().find(is_open).or_else(|| before.iter().find(is_open)).and_then(address);
        // One that was judged is no longer among those that nobody has, and keeps its number.
        let number = before.iter().filter(shown).count() + 1;
        let at = at.map(|_| (number, number + after.iter().filter(shown).count()));
        let pages = cut_pages(finding.evidence.iter().map(|e| e.place.page));
        let sheet = |page: u32| Some((page, self.picture(document, page).ok()?.sheet.clone()));
        let sheets: BTreeMap<u32, Sheet> = pages.into_iter().filter_map(sheet).collect();
        let mark = self.run.review.last(id);
        let around = Around { previous, next, unmarked, list, at, mark, can_undo: self.run.review.can_undo(), sheets };
        Some(html::finding(shell, document, &of, finding, &around))
    }

    /// The picture of a page.
    ///
    /// # Errors
    /// Why there is none, in words.
    pub fn picture(&self, id: &str, page: u32) -> Result<Arc<Drawn>, String> {
        let key = (id.to_owned(), page);
        let kept = || self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(drawn) = kept().get(&key) {
            return Ok(drawn);
        }
        let order = self.order(id, page)?;
        let _turn = self.busy.enter(id);
        // Somebody else may have drawn it meanwhile.
        if let Some(drawn) = kept().get(&key) {
            return Ok(drawn);
        }
        let drawn = Arc::new(self.drawers.draw(&order).map_err(|error| error.to_string())?);
        kept().add(key, &drawn);
        Ok(drawn)
    }

    fn order(&self, id: &str, page: u32) -> Result<Order, String> {
        let gone = || "the original file was not found (--files says where it is)".to_owned();
        let entry = self.run.entry(id).filter(|_| self.shows(id)).ok_or_else(gone)?;
        let Original { path, archive } = self.run.original(id).ok_or_else(gone)?;
        let sha256 = entry.sha256.clone().ok_or_else(gone)?;
        Ok(Order { path, archive, sha256, page, keep_contacts: self.run.keep_contacts })
    }
}

/// The pages that figures are cut out of, each once, in the order of the figures.
fn cut_pages(pages: impl Iterator<Item = u32>) -> BTreeSet<u32> {
    let mut cut = BTreeSet::new();
    for page in pages.filter(|page| *page > 0) {
        if cut.len() < MOST_CUT_PAGES {
            cut.insert(page);
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_where_they_came_from() {
        let id = || "a1b2c3d4e5f6".to_owned();
        for target in [
            Target::Run,
            Target::Findings,
            Target::Finding(id(), "ff".to_owned()),
            Target::Document(id()),
            Target::Page(id(), 12),
        ] {
            assert_eq!(Target::of(&target.address()), Some(target));
        }
        for address in
            ["", "x.html", "../index.html", "document/a/../index.html", "document/a/b/c.html", "finding/a.html", "index"]
        {
            assert_eq!(Target::of(address), None, "{address}");
        }
    }

    #[test]
    fn many_figures_of_one_page_leave_room_for_others() {
        let pages = [3; 10].into_iter().chain([0, 7, 8]).chain(20..40);
        assert_eq!(cut_pages(pages).into_iter().collect::<Vec<_>>(), [3, 7, 8, 20, 21, 22]);
    }
}
