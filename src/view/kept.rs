//! What was read or drawn lately, within bounds; and who is at it, so that nothing is done twice at a time.

use super::draw::Drawn;
use super::read::Document;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Bytes of pictures that are kept.
const KEPT_BYTES: usize = 48 << 20;
/// Documents that are kept as they were read, and their amounts at most.
const KEPT_DOCUMENTS: (usize, usize) = (6, 30_000);

/// Pictures that were drawn lately.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    pictures: BTreeMap<(String, u32), Arc<Drawn>>,
    order: VecDeque<(String, u32)>,
    bytes: usize,
}

impl Pictures {
    pub(super) fn get(&self, key: &(String, u32)) -> Option<Arc<Drawn>> {
        self.pictures.get(key).map(Arc::clone)
    }

    pub(super) fn add(&mut self, key: (String, u32), drawn: &Arc<Drawn>) {
        self.bytes += drawn.svg.len();
        match self.pictures.insert(key.clone(), Arc::clone(drawn)) {
            Some(before) => self.bytes -= before.svg.len(),
            None => self.order.push_back(key),
        }
        while self.bytes > KEPT_BYTES && self.order.len() > 1 {
            let Some(oldest) = self.order.pop_front() else { return };
            self.bytes -= self.pictures.remove(&oldest).map_or(0, |drawn| drawn.svg.len());
        }
    }
}

/// Documents that were read lately, the last one behind.
#[derive(Debug, Default)]
pub(super) struct Documents(VecDeque<(String, Arc<Document>)>);

impl Documents {
    pub(super) fn get(&mut self, id: &str) -> Option<Arc<Document>> {
        let at = self.0.iter().position(|(own, _)| own == id)?;
        let found = self.0.remove(at)?;
        let document = Arc::clone(&found.1);
        self.0.push_back(found);
        Some(document)
    }

    pub(super) fn add(&mut self, id: &str, document: &Arc<Document>) {
        self.0.retain(|(own, _)| own != id);
        self.0.push_back((id.to_owned(), Arc::clone(document)));
        let amounts = |all: &VecDeque<(String, Arc<Document>)>| all.iter().map(|(_, d)| d.records.len()).sum::<usize>();
        while self.0.len() > KEPT_DOCUMENTS.0 || self.0.len() > 1 && amounts(&self.0) > KEPT_DOCUMENTS.1 {
            self.0.pop_front();
        }
    }
}

/// Documents whose pages are being drawn: a drawer reads a document whole before its first page, so two would do it twice.
#[derive(Debug, Default)]
pub(super) struct Busy {
    documents: Mutex<BTreeSet<String>>,
    done: Condvar,
}

impl Busy {
    /// Waits until nobody draws a page of a document, and keeps others out until what is answered is dropped.
    pub(super) fn enter(&self, id: &str) -> Turn<'_> {
        let mut documents = self.documents.lock().unwrap_or_else(PoisonError::into_inner);
        while documents.contains(id) {
            documents = self.done.wait(documents).unwrap_or_else(PoisonError::into_inner);
        }
        documents.insert(id.to_owned());
        Turn { busy: self, id: id.to_owned() }
    }
}

/// A turn at a document.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    busy: &'a Busy,
    id: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.busy.documents.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
        self.busy.done.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::draw::Sheet;
    use crate::view::read::Record;

    #[test]
    fn pictures_are_kept_within_a_bound() {
        let mut kept = Pictures::default();
        for page in (0..10).chain([9]) {
            let drawn = Drawn { svg: "x".repeat(KEPT_BYTES / 4), sheet: Sheet::default() };
            kept.add(("a".to_owned(), page), &Arc::new(drawn));
        }
        assert!(kept.bytes <= KEPT_BYTES && kept.pictures.len() == 4 && kept.order.len() == 4);
    }

    #[test]
    fn documents_are_kept_within_a_bound_and_the_last_one_always_is() {
        let mut kept = Documents::default();
        let of = |amounts: usize| {
            Arc::new(Document { records: std::iter::repeat_with(Record::default).take(amounts).collect(), ..Document::default() })
        };
        for id in ["a", "b", "c", "d", "e", "f"] {
            kept.add(id, &of(1));
        }
        assert!(kept.get("a").is_some());
        kept.add("g", &of(1));
        assert!(kept.get("a").is_some() && kept.get("b").is_none(), "the one that was used longest ago goes");
        kept.add("h", &of(KEPT_DOCUMENTS.1 + 1));
        assert!(kept.get("h").is_some() && kept.0.len() == 1);
    }

    #[test]
    fn a_document_is_drawn_by_one_at_a_time() {
        let busy = Busy::default();
        let turn = busy.enter("a");
        drop(busy.enter("b"));
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| drop(busy.enter("a")));
            drop(turn);
            waits.join().unwrap();
        });
        assert!(busy.documents.lock().unwrap().is_empty());
    }
}
