//! Pages as pictures.

use gongkai::run::Program;
use gongkai::view::draw::{self, Drawn, Order};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// A process that draws pages, with its limits, started when it is needed.
#[pyclass(frozen)]
pub(crate) struct Drawers {
    drawers: Option<draw::Drawers>,
    /// The process that all of it belongs to: in one that was forked off it the drawers are still those of the other.
    process: u32,
}

/// The picture as SVG, its width and height, and how many times as large it is as the places of the document, across and down.
type Picture = (String, (f32, f32), (f32, f32));

#[pymethods]
impl Drawers {
    #[new]
    fn new(program: PathBuf, arguments: Vec<OsString>, timeout: f64, memory: u64) -> PyResult<Self> {
        let patience = Duration::try_from_secs_f64(timeout).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let drawers = draw::Drawers::new(Program { path: program, arguments }, 1, memory, patience);
        Ok(Self { drawers: Some(drawers), process: std::process::id() })
    }

    /// Draws a page of the document at a path that has this hash; `RuntimeError` says why there is no picture.
    fn draw(&self, py: Python<'_>, path: PathBuf, sha256: String, page: u32, keep_contacts: bool) -> PyResult<Picture> {
        let own = self.drawers.as_ref().filter(|_| self.process == std::process::id());
        let Some(drawers) = own else { return Err(PyRuntimeError::new_err("drawers of another process")) };
        let order = Order { path, archive: false, sha256, page, keep_contacts };
        let drawn = py.detach(|| drawers.draw(&order)).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let Drawn { svg, sheet } = drawn;
        Ok((svg, (sheet.width, sheet.height), sheet.scale))
    }
}

impl Drop for Drawers {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            std::mem::forget(self.drawers.take());
        }
    }
}
