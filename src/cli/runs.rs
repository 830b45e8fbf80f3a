//! Commands on the folders that runs left: `status`, `diff`.

use super::args::{Diff as DiffArgs, Status};
use super::choices::Format;
use super::exit::Exit;
use super::terminal::{self, say};
use crate::decimal::Decimal;
use crate::run;
use crate::run::diff::{Amount, CoreFigure, Diff, Named, diff as compare};
use serde::Serialize;
use std::fmt::Write as _;
use std::io;

/// Says what a folder holds.
pub(super) fn status(args: &Status) -> Exit {
    match run::status(&args.out) {
        Ok(status) => {
            let mut text = format!("{} documents were read into {}\n", status.documents, args.out.display());
            for (outcome, count) in status.outcomes.present() {
                let _ = writeln!(text, "{count:>10} {}", outcome.name());
            }
            text.push_str(match (status.running, status.finished) {
                (Some(_), _) => "a run is writing to it now\n",
                (None, true) => "the last run is finished\n",
                (None, false) => "the last run is not finished: the same command goes on from there\n",
            });
            print(args.format, &status, &text)
        }
        Err(error) => missing(&args.out, &error),
    }
}

/// Says what changed between two runs.
pub(super) fn diff(args: &DiffArgs) -> Exit {
    for folder in [&args.old, &args.new] {
        if let Err(error) = std::fs::metadata(folder.join("manifest.json")) {
            return missing(folder, &error);
        }
    }
    match compare(&args.old, &args.new) {
        Ok(diff) => print(args.format, &diff, &readable(&diff)),
        Err(error) => {
            say(&format!("cannot compare: {error}"));
            Exit::Failed
        }
    }
}

fn missing(folder: &std::path::Path, error: &io::Error) -> Exit {
    say(&format!("{}: no output of a run ({error})", folder.display()));
    Exit::Missing
}

fn print(format: Format, value: &impl Serialize, text: &str) -> Exit {
    match format {
        Format::Text => terminal::text(text),
        Format::Json => terminal::value(value),
    }
}

fn readable(diff: &Diff) -> String {
    let mut text = String::new();
    for (sign, documents) in [("new", &diff.new), ("gone", &diff.gone)] {
        for document in documents {
            let _ = writeln!(text, "{sign}  {}", about(document));
        }
    }
    for changed in &diff.changed {
        let _ = writeln!(text, "changed  {}\n         {}", about(&changed.old), about(&changed.new));
        for amount in &changed.amounts {
            let _ = writeln!(text, "    {}", figure(amount));
        }
    }
    for department in &diff.departments {
        let name = department.department.as_deref().unwrap_or("?");
        let _ = writeln!(text, "department {}  {name}  ({})", department.change, department.department_id.as_str());
        for figure in &department.figures {
            let _ = writeln!(text, "    {}", core_figure(figure));
        }
    }
    let _ = writeln!(
        text,
        "{} new, {} gone, {} changed, {} unchanged",
        diff.new.len(),
        diff.gone.len(),
        diff.changed.len(),
        diff.unchanged
    );
    text
}

fn about(document: &Named) -> String {
    let year = document.fiscal_year.map(|y| format!("{y} ")).unwrap_or_default();
    format!("{year}{}  ({})", document.department.as_deref().unwrap_or("?"), document.name)
}

fn figure(amount: &Amount) -> String {
    let table = amount.table.as_deref().unwrap_or("-");
    format!("{table} {} | {}: {}", amount.item, amount.measure, change(amount.old, amount.new, amount.difference))
}

fn core_figure(figure: &CoreFigure) -> String {
    let year = figure.fiscal_year.map_or_else(|| "????".to_owned(), |y| y.to_string());
    format!("{year} {}: {}", figure.figure, change(figure.old, figure.new, figure.difference))
}

/// `3 -> 5 (+2)`.
fn change(old: Option<Decimal>, new: Option<Decimal>, difference: Option<Decimal>) -> String {
    let value = |v: Option<Decimal>| v.map_or_else(|| "-".to_owned(), |v| v.to_string());
    let difference = difference.map(|d| format!(" ({}{d})", if d.is_sign_negative() { "" } else { "+" })).unwrap_or_default();
    format!("{} -> {}{difference}", value(old), value(new))
}
