//! What stands at which address: the same for a server and for files.

use super::draw::{Drawers, Drawn, Order, Sheet};
use super::html::{self, Around, Asked, Compared, Lang, Shell};
use super::read::{Document, FindingLine, Hits, Run};
use crate::output::manifest::DepartmentEntry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of pictures that are kept.
const KEPT_BYTES: usize = 48 << 20;
/// Pages that the figures of one finding are cut out of, at most.
const MOST_CUT_PAGES: usize = 6;

/// A run with what draws its pages.
#[derive(Debug)]
pub struct Site {
    /// The run.
    pub run: Run,
    drawers: Drawers,
    kept: Mutex<Kept>,
    /// The documents that have pages; `None` for all.
    only: Option<BTreeSet<String>>,
    live: bool,
}

/// Pictures that were drawn lately.
#[derive(Debug, Default)]
struct Kept {
    pictures: BTreeMap<(String, u32), Arc<Drawn>>,
    order: VecDeque<(String, u32)>,
    bytes: usize,
}

impl Kept {
    fn add(&mut self, key: (String, u32), drawn: &Arc<Drawn>) {
        self.bytes += drawn.svg.len();
        if self.pictures.insert(key.clone(), Arc::clone(drawn)).is_none() {
            self.order.push_back(key);
        }
        while self.bytes > KEPT_BYTES && self.order.len() > 1 {
            let Some(oldest) = self.order.pop_front() else { return };
            self.bytes -= self.pictures.remove(&oldest).map_or(0, |drawn| drawn.svg.len());
        }
    }
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
        Self { run, drawers, kept: Mutex::default(), only, live }
    }

    /// Whether a document has pages.
    pub fn shows(&self, id: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(id))
    }

    /// The page that an address leads to; `None` where there is none.
    pub fn page(&self, lang: Lang, target: &Target, asked: &Asked) -> Option<String> {
        let shell = Shell { lang, depth: target.depth(), live: self.live };
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
        let hits = if q.is_empty() { Hits::default() } else { self.run.find_amounts(q).unwrap_or_default() };
        html::search(&Shell { lang, depth: 1, live: self.live }, &self.run, q, &hits)
    }

    /// Two documents side by side.
    pub fn compare(&self, lang: Lang, asked: &Compared) -> String {
        let (left, right) = (self.document(&asked.left), self.document(&asked.right));
        html::compare(&Shell { lang, depth: 1, live: self.live }, &self.run, asked, left.as_ref(), right.as_ref())
    }

    fn document(&self, id: &str) -> Option<Document> {
        if self.shows(id) { self.run.document(id).ok() } else { None }
    }

    /// The address of the finding behind one in the list that was asked for; of the list where it was the last.
    pub fn behind(&self, document: &str, id: &str, asked: &Asked) -> String {
        let next =
            self.run.finding(document, id).and_then(|at| self.run.findings[at + 1..].iter().find(|l| self.lists(l, asked)));
        let address = next.and_then(|line| Some(Target::Finding(line.document.clone()?, line.id.clone()).address()));
        format!("{}{}", address.unwrap_or_else(|| Target::Findings.address()), asked.query())
    }

    fn lists(&self, line: &FindingLine, asked: &Asked) -> bool {
        line.document.as_deref().is_some_and(|document| self.shows(document)) && asked.takes(line, &self.run)
    }

    fn finding(&self, shell: &Shell, document: &str, id: &str, asked: &Asked) -> Option<String> {
        let of = self.document(document)?;
        let finding = of.findings.iter().find(|f| f.id == id)?;
        let at = self.run.finding(document, id);
        let shown = |line: &&FindingLine| self.lists(line, asked);
        let list = asked.query();
        let address =
            |line: &FindingLine| Some(format!("{}{list}", Target::Finding(line.document.clone()?, line.id.clone()).address()));
        let previous = at.and_then(|at| self.run.findings[..at].iter().rev().find(shown)).and_then(address);
        let next = at.and_then(|at| self.run.findings[at + 1..].iter().find(shown)).and_then(address);
        // One that was judged is no longer among those that nobody has, and keeps its number.
        let before = |at: usize| self.run.findings[..at].iter().filter(shown).count();
        let after = |at: usize| self.run.findings[at + 1..].iter().filter(shown).count();
        let at = at.map(|at| (before(at) + 1, before(at) + 1 + after(at)));
        let pages = cut_pages(finding.evidence.iter().map(|e| e.place.page));
        let sheet = |page: u32| Some((page, self.picture(document, page).ok()?.sheet.clone()));
        let sheets: BTreeMap<u32, Sheet> = pages.into_iter().filter_map(sheet).collect();
        let around = Around { previous, next, list, at, mark: self.run.review.last(id), sheets };
        Some(html::finding(shell, document, &of, finding, &around))
    }

    /// The picture of a page.
    ///
    /// # Errors
    /// Why there is none, in words.
    pub fn picture(&self, id: &str, page: u32) -> Result<Arc<Drawn>, String> {
        let key = (id.to_owned(), page);
        if let Some(drawn) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).pictures.get(&key) {
            return Ok(Arc::clone(drawn));
        }
        let order = self.order(id, page)?;
        let drawn = Arc::new(self.drawers.draw(&order).map_err(|error| error.to_string())?);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).add(key, &drawn);
        Ok(drawn)
    }

    fn order(&self, id: &str, page: u32) -> Result<Order, String> {
        let gone = || "the original file was not found (--files says where it is)".to_owned();
        let entry = self.run.entry(id).filter(|_| self.shows(id)).ok_or_else(gone)?;
        let path = self.run.original(id).ok_or_else(gone)?;
        let sha256 = entry.sha256.clone().ok_or_else(gone)?;
        Ok(Order { path, way: Vec::new(), sha256, page, keep_contacts: self.run.keep_contacts })
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

    #[test]
    fn pictures_are_kept_within_a_bound() {
        let mut kept = Kept::default();
        let sheet = Sheet::default();
        for page in 0..10 {
            kept.add(("a".to_owned(), page), &Arc::new(Drawn { svg: "x".repeat(KEPT_BYTES / 4), sheet: sheet.clone() }));
        }
        assert!(kept.bytes <= KEPT_BYTES && kept.pictures.len() == 4 && kept.order.len() == 4);
    }
}
