//! What a document is: kind, scope, fiscal year, whose it is, and where that body belongs.
//!
//! In: the outline. Out: [`Disclosure`]. Decided from what is printed, never from the name of the file, which often names
//! another year or the superior of the body. Every place that says something is a witness (cover, captions, headings, forms,
//! sentences); they vote, the vote and its grounds are kept as [`Evidence`], and a witness that says otherwise is a diagnostic.
//! Not done here: reading the tables themselves.

mod decide;
mod home;
pub(in crate::content) mod name;
mod second;
mod title;
mod told;
mod types;
mod unread;
mod witness;

pub(super) use second::{LEAST, Stretch, of_part, of_stretch, of_title, stretches};
pub use told::place;
pub use types::{Body, Candidate, Disclosure, Division, Evidence, Kind, Scope, Told, ToldBy};
pub(super) use unread::untitled;

use super::table::Part;
use crate::diagnostic::Diagnostic;
use crate::outline::Outline;
use crate::page;
use crate::place::Place;

/// Reads a public body from a text that holds nothing else: `341-柳岸县财政局`, `柳岸县公安局（本级）`; `None` where it names none.
pub fn body(text: &str) -> Option<Body> {
    name::body(text).map(|named| Body { name: Some(named.name), code: named.code })
}

/// Reads what a document is.
pub fn read(outline: &Outline, metadata: &page::Metadata) -> (Disclosure, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let title = title::on_cover(&outline.cover);
    let witnesses = witness::collect(outline, title.as_ref());
    let verdict = decide::decide(&witnesses, &mut diagnostics);
    warn_of_placeholder(&verdict, &mut diagnostics);
    warn_of_metadata(metadata, &verdict, &mut diagnostics);
    let division = home::division(outline, title.as_ref().map(|t| t.text.as_str()), &verdict);
    let disclosure = Disclosure {
        title: title.map(|t| t.text),
        kind: verdict.kind,
        scope: verdict.scope,
        fiscal_year: verdict.year,
        department: Body { code: verdict.code.or_else(|| home::code(outline, verdict.name.as_deref()?)), name: verdict.name },
        division,
        evidence: verdict.evidence,
    };
    (disclosure, diagnostics)
}

/// Reads what a document is, where something was told of it.
pub fn read_with(outline: &Outline, metadata: &page::Metadata, told: &Told) -> (Disclosure, Vec<Diagnostic>) {
    let (mut disclosure, mut diagnostics) = read(outline, metadata);
    diagnostics.extend(told::tell(&mut disclosure, told));
    (disclosure, diagnostics)
}

/// Reads the name of a body among the rows of a table, where the department's own office is one of several: `甲局机关`, `甲局本级`.
pub(crate) fn unit(text: &str) -> Option<Body> {
    name::unit(text).map(|named| Body { name: Some(named.name), code: named.code })
}

/// Takes the department away where the file is a collection of departments and its cover names none (a county's budgets in one
/// file): what the first of them is called is true of its own tables only.
pub fn take_parts(disclosure: &mut Disclosure, parts: &[Part]) -> Option<Diagnostic> {
    let on_cover = disclosure.evidence.iter().any(|e| e.what == "department" && e.source.starts_with("cover"));
    let names: Vec<String> = parts.iter().filter_map(|part| name::body(part.department.as_deref()?)).map(|b| b.name).collect();
    let mut organs: Vec<&str> =
        names.iter().filter(|name| name::is_unit(name) == Some(false)).map(|name| name::core(name)).collect();
    organs.sort_unstable();
    // 甲局机关 is a part of 甲局; sorted, it stands behind it.
    organs.dedup_by(|later, first| later.starts_with(*first));
    if on_cover || organs.len() < 2 {
        return None;
    }
    disclosure.department = Body::default();
    disclosure.evidence.retain(|e| e.what != "department");
    let message = format!("the file holds the tables of {} departments; each record says whose it is", organs.len());
    Some(Diagnostic::info("disclosure.collection", message).at(Place::page(1)))
}

/// A template that somebody forgot to fill in.
fn warn_of_placeholder(verdict: &decide::Verdict, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(name) = verdict.name.as_deref().filter(|name| name::is_placeholder(name)) {
        let message = format!("the name of the department is a placeholder ({name}): the document is a blank template");
        diagnostics.push(Diagnostic::warning("disclosure.placeholder", message).at(Place::page(1)));
    }
}

/// The title in the file's own information is often left from an older file, so it has no vote; that it differs is worth saying.
fn warn_of_metadata(metadata: &page::Metadata, verdict: &decide::Verdict, diagnostics: &mut Vec<Diagnostic>) {
    let Some(title) = metadata.title.as_deref() else { return };
    let parts = title::parse(title);
    if let (Some(says), Some(year)) = (parts.year, verdict.year)
        && says != year
    {
        let message = format!("the file's own title ({title}) says {says}, the document {year}; the document counts");
        diagnostics.push(Diagnostic::info("disclosure.metadata_title", message));
    }
}

#[cfg(test)]
mod tests;
