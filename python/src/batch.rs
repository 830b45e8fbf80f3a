//! Many documents as columns in the layout of Arrow.

use crate::workers::{Item, Workers};
use gongkai::output::manifest::Entry;
use gongkai::output::sinks;
use gongkai::run::Answered;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Tables whose rows are wanted.
#[pyclass(frozen)]
pub(crate) struct Tables(sinks::Tables);

#[pymethods]
impl Tables {
    #[new]
    fn new(names: Vec<String>) -> PyResult<Self> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let tables = sinks::Tables::new(&names).map(Self);
        tables.ok_or_else(|| PyValueError::new_err(format!("a table of {names:?} is none")))
    }

    /// Their columns, as JSON.
    fn to_json(&self) -> String {
        self.0.to_json()
    }
}

/// A column: bits of presence, offsets (none where the values have one size), values.
type Column<'py> = (Bound<'py, PyBytes>, Bound<'py, PyBytes>, Bound<'py, PyBytes>);
/// A table: where the rows of each document end, and its columns.
type Table<'py> = (Vec<usize>, Vec<Column<'py>>);
/// A document whole, as JSON: itself, its line of the manifest, and what it is compared with others by.
type Whole = (Option<String>, String, Option<String>);
/// The tables, and each document whole where that is wanted.
type Rows<'py> = (Vec<Table<'py>>, Vec<Whole>);

/// Reads documents, `jobs` at a time, and gives the rows of the tables, documents in the order given.
#[pyfunction]
pub(crate) fn read_batch<'py>(
    py: Python<'py>,
    workers: &Workers,
    tables: &Tables,
    items: Vec<Item>,
    jobs: usize,
    json: bool,
) -> PyResult<Rows<'py>> {
    let (filled, documents) = py.detach(|| {
        let answers = answers(workers, &items, jobs)?;
        let mut batch = tables.0.begin();
        for answer in &answers {
            let added = batch.add(&answer.entry, answer.document.as_deref(), workers.keep_contacts);
            added.map_err(|error| PyValueError::new_err(error.to_string()))?;
        }
        let wanted = if json { answers } else { Vec::new() };
        let documents = wanted.into_iter().map(|answer| whole(answer, workers.keep_contacts)).collect::<PyResult<Vec<_>>>()?;
        Ok::<_, PyErr>((batch.finish(), documents))
    })?;
    Ok((given(py, filled), documents))
}

/// The rows of the tables in a document that was read, with its line of the manifest.
#[pyfunction]
pub(crate) fn rows_of<'py>(
    py: Python<'py>,
    tables: &Tables,
    entry: &str,
    document: Option<&[u8]>,
    keep_contacts: bool,
) -> PyResult<Vec<Table<'py>>> {
    let filled = py.detach(|| {
        let entry: Entry = serde_json::from_str(entry).map_err(|error| error.to_string())?;
        let mut batch = tables.0.begin();
        batch.add(&entry, document, keep_contacts).map_err(|error| error.to_string())?;
        Ok::<_, String>(batch.finish())
    });
    Ok(given(py, filled.map_err(PyValueError::new_err)?))
}

/// Columns as Python takes them.
fn given(py: Python<'_>, filled: Vec<(Vec<usize>, sinks::Columns)>) -> Vec<Table<'_>> {
    let bytes = |bytes: &[u8]| PyBytes::new(py, bytes);
    let column = |c: sinks::Filled| (bytes(&c.present), bytes(&c.offsets), bytes(&c.values));
    filled.into_iter().map(|(ends, columns)| (ends, columns.into_filled().into_iter().map(column).collect())).collect()
}

fn whole(answer: Answered, keep_contacts: bool) -> PyResult<Whole> {
    let odd = |error: &dyn std::fmt::Display| PyValueError::new_err(error.to_string());
    let entry = answer.entry.to_json(keep_contacts).map_err(|error| odd(&error))?;
    let digest = answer.digest.map(|digest| serde_json::to_string(&digest)).transpose().map_err(|error| odd(&error))?;
    let document = answer.document.map(String::from_utf8).transpose().map_err(|error| odd(&error))?;
    Ok((document, entry, digest))
}

/// What came of each document, in the order given.
fn answers(workers: &Workers, items: &[Item], jobs: usize) -> PyResult<Vec<Answered>> {
    let jobs = jobs.min(items.len());
    if jobs <= 1 {
        return items.iter().map(|item| workers.ask(item)).collect();
    }
    let next = AtomicUsize::new(0);
    let answers: Mutex<Vec<(usize, PyResult<Answered>)>> = Mutex::new(Vec::with_capacity(items.len()));
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((at, item)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, items.get(at)?)))
                {
                    let answer = workers.ask(item);
                    answers.lock().unwrap_or_else(PoisonError::into_inner).push((at, answer));
                }
            });
        }
    });
    let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    answers.sort_unstable_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
