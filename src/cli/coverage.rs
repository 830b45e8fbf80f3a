//! `gongkai coverage`: who has published what, and what is missing.

use super::args::Coverage as Args;
use super::choices::Format;
use super::exit::Exit;
use super::terminal::{self, say};
use crate::content::disclosure::{Kind, Scope};
use crate::run::coverage::{self, Coverage, Published};
use std::fmt::Write as _;

/// Prints what a run covers.
pub(super) fn coverage(args: &Args) -> Exit {
    let expected = match args.expected.as_deref().map(coverage::expected).transpose() {
        Ok(expected) => expected.unwrap_or_default(),
        Err(error) => {
            let file = args.expected.as_deref().map(|f| f.display().to_string()).unwrap_or_default();
            say(&format!("{file}: no list of departments ({error})"));
            return Exit::Missing;
        }
    };
    match coverage::coverage(&args.out, args.year, &expected) {
        Ok(found) => match args.format {
            Format::Json => terminal::value(&found),
            Format::Text => terminal::text(&readable(&found)),
        },
        Err(error) => {
            say(&format!("{}: no output of a finished run ({error})", args.out.display()));
            Exit::Missing
        }
    }
}

fn readable(found: &Coverage) -> String {
    let mut text = String::new();
    let mut place = None;
    for row in &found.rows {
        let own = (&row.division_code, &row.place);
        if place != Some(own) {
            let _ = writeln!(text, "{} {}", row.division_code.as_deref().unwrap_or("------"), row.place);
            place = Some(own);
        }
        let _ = writeln!(text, "  {}", line(row));
    }
    let name = |what: &str, count: usize| if count > 0 { format!("{what} ({count})\n") } else { String::new() };
    text.push_str(&name("not published", found.not_published.len()));
    for missing in &found.not_published {
        let year = missing.fiscal_year.map(|y| y.to_string()).unwrap_or_default();
        let kind = missing.kind.map_or("nothing at all", kind);
        let _ = writeln!(text, "  {} {year} {kind}", missing.department);
    }
    text.push_str(&name("not read", found.not_read.len()));
    for input in &found.not_read {
        let _ = writeln!(text, "  {} {}", input.outcome.name(), input.name);
    }
    text.push_str(&name("nobody's", found.nobodys.len()));
    for input in &found.nobodys {
        let _ = writeln!(text, "  {input}");
    }
    text
}

fn line(row: &Published) -> String {
    let year = row.fiscal_year.map_or_else(|| "????".to_owned(), |y| y.to_string());
    let scope = match row.scope {
        Some(Scope::Unit) => ", unit",
        Some(Scope::Department) | None => "",
    };
    let mut lacks: Vec<String> = Vec::new();
    if row.table_ids.is_empty() {
        lacks.push("no tables".to_owned());
    } else if !row.missing_table_ids.is_empty() {
        lacks.push(format!("without {}", row.missing_table_ids.join(" ")));
    }
    if !row.narrative {
        lacks.push("no text".to_owned());
    }
    let lacks =
        if lacks.is_empty() || row.kind == Kind::Performance { String::new() } else { format!(" ({})", lacks.join(", ")) };
    format!("{year} {}{scope}  {}{lacks}", kind(row.kind), row.department.as_deref().unwrap_or("?"))
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Budget => "budget",
        Kind::FinalAccounts => "final accounts",
        Kind::Performance => "performance",
        Kind::Other => "other",
    }
}
