//! Worker processes, and one document.

use gongkai::content::disclosure::{Told, ToldBy};
use gongkai::output::manifest::Entry;
use gongkai::run::{Answered, Bytes, Given, Limits, Program, Readers};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// Worker processes with their limits, started when they are needed.
#[pyclass(frozen)]
pub(crate) struct Workers {
    readers: Readers,
    pub(crate) keep_contacts: bool,
}

/// Where a document is.
#[derive(FromPyObject)]
pub(crate) enum Place {
    /// Here.
    Here(PyBackedBytes),
    /// In a file.
    At(PathBuf),
}

/// What is told of a document: place, department, year.
pub(crate) type Hints = (Option<String>, Option<String>, Option<u16>);

/// A document to read, with what is told of it.
pub(crate) type Item = (String, Place, Option<Hints>);

/// The outcome, the line of the manifest, and the document, the last two as JSON.
type ReadJson<'py> = (&'static str, String, Option<Bound<'py, PyBytes>>);

#[pymethods]
impl Workers {
    #[new]
    fn new(
        program: PathBuf,
        arguments: Vec<OsString>,
        soft_timeout: f64,
        timeout: f64,
        memory: u64,
        keep_contacts: bool,
    ) -> PyResult<Self> {
        let seconds = |seconds| Duration::try_from_secs_f64(seconds).map_err(|error| PyValueError::new_err(error.to_string()));
        let limits = Limits { soft: seconds(soft_timeout)?, hard: seconds(timeout)?, memory };
        let readers = Readers::new(Program { path: program, arguments }, limits, keep_contacts)?;
        Ok(Self { readers, keep_contacts })
    }

    /// Reads one document.
    fn read<'py>(&self, py: Python<'py>, item: Item) -> PyResult<ReadJson<'py>> {
        let (entry, document) = py.detach(|| {
            let Answered { entry, document, .. } = self.ask(&item)?;
            Ok::<_, PyErr>((entry, document))
        })?;
        let document = document.map(|json| PyBytes::new(py, &json));
        Ok((entry.outcome.name(), self.line(&entry)?, document))
    }
}

impl Workers {
    /// Has one document read.
    pub(crate) fn ask(&self, (name, place, hints): &Item) -> PyResult<Answered> {
        let bytes = match place {
            Place::Here(bytes) => Bytes::Here(bytes),
            Place::At(path) => Bytes::At(path),
        };
        let told = hints.clone().map(|(place, department, year)| Told { place, department, year, by: Some(ToldBy::List) });
        let told = told.filter(|t| t.place.is_some() || t.department.is_some() || t.year.is_some()).unwrap_or_default();
        self.readers.read(&Given { name: name.clone(), bytes, told }).map_err(PyOSError::new_err)
    }

    fn line(&self, entry: &Entry) -> PyResult<String> {
        entry.to_json(self.keep_contacts).map_err(|error| PyValueError::new_err(error.to_string()))
    }
}
