//! `gongkai._gongkai`: the worker processes, the rows and the code lists of the library, for the package around it.
//!
//! Nothing is read in this process. Documents go to worker processes (`gongkai::run::Readers`), which are this module once more in a
//! Python of its own, and the interpreter is free meanwhile.

mod batch;
mod page;
mod run;
mod workers;

use gongkai::output::schema::Subject;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use std::time::Duration;

#[pymodule]
mod _gongkai {
    #[pymodule_export]
    use super::batch::{Tables, read_batch, rows_of};
    #[pymodule_export]
    use super::page::Drawers;
    #[pymodule_export]
    use super::run::{collect, extract, formats};
    #[pymodule_export]
    use super::workers::Workers;
    #[pymodule_export]
    use super::{codes, drawer, list_archive, schema, version, worker};
}

/// The version of the library.
#[pyfunction]
const fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// What a code or a name stands for, as JSON (`gongkai codes --format json`).
#[pyfunction]
#[pyo3(signature = (query, year=None))]
fn codes(py: Python<'_>, query: &str, year: Option<u16>) -> PyResult<String> {
    py.detach(|| gongkai::cli::codes_json(query, year)).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The JSON Schema of an output: document, record, finding, manifest, department.
#[pyfunction]
fn schema(subject: &str) -> PyResult<String> {
    let known = Subject::ALL.into_iter().find(|known| known.name() == subject);
    known.map(Subject::to_json).ok_or_else(|| PyValueError::new_err(format!("no schema {subject:?}")))
}

/// What a worker process does: reads documents as told on standard input until it closes.
#[pyfunction]
fn worker(py: Python<'_>, soft_timeout: f64, memory: u64) -> PyResult<()> {
    // A panic is a document's outcome; its words would bury those that a worker dies with.
    std::panic::set_hook(Box::new(|_| {}));
    let soft = Duration::try_from_secs_f64(soft_timeout).map_err(|error| PyValueError::new_err(error.to_string()))?;
    py.detach(|| {
        let stack = std::thread::Builder::new().stack_size(gongkai::run::STACK_BYTES);
        let served = stack.spawn(move || gongkai::run::serve(soft, memory))?.join();
        served.unwrap_or_else(|_| Err(std::io::Error::other("the worker failed")))
    })
    .map_err(PyOSError::new_err)
}

/// What a worker process does that is asked for the members of an archive: prints them.
#[pyfunction]
fn list_archive(py: Python<'_>, path: std::path::PathBuf, memory: u64) -> PyResult<()> {
    std::panic::set_hook(Box::new(|_| {}));
    py.detach(|| gongkai::run::list(&path, memory)).map_err(PyOSError::new_err)
}

/// What a worker process does that draws pages: draws as told on standard input until it closes.
#[pyfunction]
fn drawer(py: Python<'_>, memory: u64) -> PyResult<()> {
    std::panic::set_hook(Box::new(|_| {}));
    py.detach(|| {
        let stack = std::thread::Builder::new().stack_size(gongkai::run::STACK_BYTES);
        let served = stack.spawn(move || gongkai::view::draw::serve(memory))?.join();
        served.unwrap_or_else(|_| Err(std::io::Error::other("the drawer failed")))
    })
    .map_err(PyOSError::new_err)
}
