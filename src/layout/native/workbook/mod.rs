//! Workbooks: each sheet is a page of its number, each cell shows what its number format makes of its value.

mod biff;
mod markup;
mod number;
mod ods;
mod package;
mod sheet;
mod tamed;
mod values;
mod xls;
mod xlsx;
mod xml;

use super::laid_out::{LaidOut, Nothing};
use crate::diagnostic::Diagnostic;
use crate::limits::MAX_PAGES;
use std::panic::catch_unwind;

/// The container of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// xlsx, xlsm, and et of the same make.
    Xlsx,
    /// xls, and old et.
    Xls,
    /// ods.
    Ods,
    /// XML tables of Excel 2003.
    Xml,
}

/// Lays out a workbook.
pub(super) fn lay_out(container: Container, bytes: &[u8]) -> LaidOut {
    // The libraries behind them take some damaged files at their word and panic.
    let read = catch_unwind(|| match container {
        Container::Xlsx => xlsx::read(bytes),
        Container::Xls => xls::read(bytes),
        Container::Ods => ods::read(bytes),
        Container::Xml => xml::read(bytes),
    });
    let read = read.unwrap_or_else(|_| Err((Nothing::Damaged, "the workbook is damaged".to_owned())));
    let sheets = match read {
        Ok(sheets) => sheets,
        Err((nothing, message)) => {
            let diagnostics = vec![Diagnostic::error("workbook.not_read", message)];
            return LaidOut { nothing: Some(nothing), diagnostics, ..LaidOut::default() };
        }
    };
    let mut laid_out = LaidOut::default();
    if sheets.len() > MAX_PAGES {
        let message = format!("{} sheets beyond the limit of {MAX_PAGES} were dropped", sheets.len() - MAX_PAGES);
        laid_out.diagnostics.push(Diagnostic::error("page.too_many", message));
    }
    for (page, raw) in (1..).zip(sheets.into_iter().take(MAX_PAGES)) {
        laid_out.names.push(raw.name.clone());
        laid_out.sheets.push(sheet::lay_out(raw, page, &mut laid_out.diagnostics));
    }
    laid_out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
