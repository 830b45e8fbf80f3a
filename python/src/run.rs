//! A run into an output folder.

use gongkai::limits::Stop;
use gongkai::output::sinks::{self, Format};
use gongkai::run::{self, Answered, Isolation, Limits, Options, Program, RunError, Summary};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// How often Python is asked whether somebody wants the run to end.
const LOOK: Duration = Duration::from_millis(100);

/// How documents are read: program, arguments, soft and hard timeout in seconds, bytes of memory, whether contacts are kept.
type How = (PathBuf, Vec<OsString>, f64, f64, u64, bool);

/// Names of the formats that a run can be written in.
#[pyfunction]
pub(crate) fn formats() -> Vec<&'static str> {
    Format::ALL.into_iter().filter(|format| format.is_built_in()).map(Format::name).collect()
}

/// Reads all inputs into the folder `out`, and derives formats from it. Interrupted, it ends in order: what was read is kept.
#[pyfunction]
pub(crate) fn extract(
    py: Python<'_>,
    inputs: Vec<PathBuf>,
    out: PathBuf,
    how: How,
    jobs: Option<usize>,
    to: Vec<String>,
    force: bool,
) -> PyResult<()> {
    let known = |name: &str| Format::ALL.into_iter().find(|format| format.name() == name);
    let unknown = |name: &str| PyValueError::new_err(format!("no format {name:?}; there are {:?}", self::formats()));
    let formats = to.iter().map(|name| known(name).ok_or_else(|| unknown(name))).collect::<PyResult<Vec<Format>>>()?;
    let (path, arguments, soft, hard, memory, keep_contacts) = how;
    let seconds = |seconds| Duration::try_from_secs_f64(seconds).map_err(|error| PyValueError::new_err(error.to_string()));
    let options = Options {
        out,
        jobs,
        keep_contacts,
        isolation: Isolation::Workers(Program { path, arguments }),
        limits: Limits { soft: seconds(soft)?, hard: seconds(hard)?, memory },
        force,
        ..Options::default()
    };
    let summary = until_interrupted(py, &options.interrupted, || run::run(&inputs, &options))?;
    let summary: Summary = summary.map_err(|error: RunError| PyOSError::new_err(error.to_string()))?;
    if summary.left == 0 {
        py.detach(|| derive(&options.out, &formats)).map_err(PyOSError::new_err)?;
    }
    Ok(())
}

/// Puts documents together that were read one by one: entry, digest and document, as JSON.
#[pyfunction]
pub(crate) fn collect(rows: &Bound<'_, PyAny>, out: PathBuf, how: How) -> PyResult<()> {
    let (path, arguments, soft, hard, memory, keep_contacts) = how;
    let seconds = |seconds| Duration::try_from_secs_f64(seconds).map_err(|error| PyValueError::new_err(error.to_string()));
    let options = Options {
        out,
        keep_contacts,
        isolation: Isolation::Workers(Program { path, arguments }),
        limits: Limits { soft: seconds(soft)?, hard: seconds(hard)?, memory },
        ..Options::default()
    };
    let answers = rows.try_iter()?.map(|row| answered(&row.map_err(io::Error::other)?).map_err(io::Error::other));
    run::collect(answers, &options).map_err(|error| PyOSError::new_err(error.to_string()))?;
    Ok(())
}

fn answered(row: &Bound<'_, PyAny>) -> PyResult<Answered> {
    let (entry, digest, document): (String, Option<String>, Option<String>) = row.extract()?;
    let odd = |error: serde_json::Error| PyValueError::new_err(error.to_string());
    let digest = digest.as_deref().map(serde_json::from_str).transpose().map_err(odd)?;
    let entry = serde_json::from_str(&entry).map_err(odd)?;
    Ok(Answered { entry, digest, document: document.map(String::into_bytes) })
}

fn derive(out: &Path, formats: &[Format]) -> Result<(), String> {
    let written = sinks::write(out, formats, sinks::Options::default()).map_err(|error| error.to_string())?;
    written.failed.first().map_or(Ok(()), |(format, error)| Err(format!("{}: {error}", format.name())))
}

/// Does the work on a thread of its own and asks Python meanwhile whether it is to end.
fn until_interrupted<T: Send>(py: Python<'_>, stop: &Stop, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    thread::scope(|scope| {
        let worker = scope.spawn(work);
        let mut interrupted = None;
        while !worker.is_finished() {
            py.detach(|| thread::sleep(LOOK));
            if let Err(error) = py.check_signals() {
                stop.set();
                interrupted.get_or_insert(error);
            }
        }
        let done = worker.join();
        interrupted.map_or_else(|| done.map_err(|_| PyOSError::new_err("the run failed; please report it")), Err)
    })
}
