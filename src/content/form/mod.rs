//! Performance forms (绩效目标申报表 and its kin): labels with values, funds, goals and indicators.
//!
//! A printed table that is a form becomes one [`Form`]: `sheet` brings its cells to rows, `reader` goes through them by what `cells`
//! and `inline` make of each, `funds`, `goals`, `tasks`, `columns` and `indicators` read its parts. Tables that list all projects of
//! a department stay tables and give a [`Form`] a project besides (`wide`, its columns by `roles`, their merged cells by `track`);
//! [`Form::table`] says from which, so that no figure counts twice. `apart` gives a form its indicators back that stand apart from
//! it, `duplicates` finds forms that a disclosure prints again.

mod apart;
mod cells;
mod columns;
mod duplicates;
mod funds;
mod goals;
mod identity;
mod indicators;
mod inline;
mod levels;
mod reader;
mod recognise;
mod roles;
mod sheet;
mod tasks;
mod track;
mod types;
mod unread;
mod wide;

pub(super) use apart::{is_indicators, rejoin, unread, without_head};
pub(super) use duplicates::mark as mark_duplicates;
pub(super) use reader::read;
pub(super) use recognise::is_form;
pub use types::{Field, Form, Fund, FundMeasure, Goal, Horizon, Indicator, Phase, Printed, Subject, Task};
pub(super) use unread::without_cells;
pub(super) use wide::read as read_wide;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
