//! Stage 5, content to records: one fact per amount, in yuan, with its codes, its year, its money and its place.
//!
//! The same sum may be printed in a table, in a form and in a sentence. Each print is a record of its own, told apart by
//! [`Origin`]; whoever adds up adds up one origin, and one table, only.

pub mod accounted;
mod amount;
mod facts;
mod figure;
mod form;
mod labels;
mod magnitude;
mod named;
pub mod ocr;
mod over;
mod parts;
mod refused;
mod rows;
pub mod second;
mod statement;
mod table;
mod trust;

pub use amount::{BasicKind, NameMatch, Origin, Phase, Read, Record, Sight, SourceYear};
pub use trust::{Backing, Certainty, Doubt, Proof, Trust};

use crate::content::disclosure::{Body, Disclosure, Kind, body};
use crate::content::{Content, Table};
use crate::diagnostic::Diagnostic;
use crate::limits::Stop;
use arcstr::ArcStr;
use facts::Usual;

/// Whose a table is, where the document as a whole is nobody's.
fn department_of(table: usize, content: &Content, disclosure: &Disclosure) -> Option<Body> {
    if disclosure.department.name.is_some() {
        return None;
    }
    let part = content.parts.iter().find(|part| part.tables.contains(&table))?;
    body(part.department.as_deref()?)
}

/// The place that the name of a body begins with (`沙桥市` of 中共沙桥市委办公室), whether the list of divisions has it or not.
fn place_of(name: Option<&str>) -> Option<String> {
    let name = name?.trim_start_matches("中共").trim_start_matches("中国共产党");
    let end = name.char_indices().skip(1).find(|(_, c)| "省市县区旗盟".contains(*c)).map(|(at, c)| at + c.len_utf8())?;
    (end < name.len()).then(|| name[..end].to_owned())
}

/// Core tables of a budget and of final accounts.
const BUDGET: [&str; 5] = ["B01", "B02", "B03", "B04", "B05"];
const ACCOUNTS: [&str; 5] = ["F01", "F02", "F03", "F04", "F05"];

/// Whether a document holds a budget and final accounts, each with more than one core table.
fn holds_both(content: &Content) -> bool {
    let many = |ids: [&str; 5]| content.tables.iter().filter(|t| t.id.is_some_and(|id| ids.contains(&id))).count() > 1;
    many(BUDGET) && many(ACCOUNTS)
}

/// What the amounts of each column of a table are, in a canonical name ([`Record::figure`]), by its headings alone.
pub fn figures(table: &Table, disclosure: &Disclosure) -> Vec<Option<String>> {
    let usual = Usual { year: disclosure.fiscal_year, phase: phase_of(disclosure), ..Usual::default() };
    let whole = facts::of_table(table, &usual);
    let facts = facts::of_columns(table, &whole, &usual);
    figure::of_columns(table, &facts, &parts::of_columns(table, &facts), &usual)
}

/// What the amounts of a document are, where nothing says otherwise.
const fn phase_of(disclosure: &Disclosure) -> Option<Phase> {
    match disclosure.kind {
        Kind::Budget => Some(Phase::Approved),
        Kind::FinalAccounts => Some(Phase::Executed),
        Kind::Performance | Kind::Other => None,
    }
}

/// The records of all tables, forms and statements of a document, in this order.
pub fn read(content: &Content, disclosure: &Disclosure) -> (Vec<Record>, Vec<Diagnostic>) {
    read_until(content, disclosure, &Stop::default())
}

/// The same with a wish to stop: what would be read after it is left out.
pub fn read_until(content: &Content, disclosure: &Disclosure, stop: &Stop) -> (Vec<Record>, Vec<Diagnostic>) {
    let phase = phase_of(disclosure);
    let division = &disclosure.division;
    let places = [division.province, division.prefecture, division.county].into_iter().flatten().map(str::to_owned);
    let usual = Usual {
        year: disclosure.fiscal_year,
        phase,
        mixed: holds_both(content),
        department: disclosure.department.name.clone(),
        home: places.chain(disclosure.department.name.clone()).chain(place_of(disclosure.department.name.as_deref())).collect(),
    };
    let mut records = Vec::new();
    let mut diagnostics = Vec::new();
    for (index, table) in content.tables.iter().enumerate().take_while(|_| !stop.is_set()) {
        match department_of(index, content, disclosure) {
            Some(body) => {
                let from = records.len();
                table::read(index, table, &usual.of_department(&body), &mut records, &mut diagnostics);
                let (name, code) = (body.name.map(ArcStr::from), body.code.map(ArcStr::from));
                for record in &mut records[from..] {
                    record.department.clone_from(&name);
                    record.department_code.clone_from(&code);
                }
            }
            None => table::read(index, table, &usual, &mut records, &mut diagnostics),
        }
    }
    diagnostics.extend(magnitude::contradictions(content, &records));
    diagnostics.extend(named::report(&records));
    for (index, form) in content.forms.iter().enumerate().take_while(|_| !stop.is_set()) {
        let from = records.len();
        form::read(index, form, &usual, &mut records, &mut diagnostics);
        diagnostics.extend(magnitude::doubt_form(&mut records[from..]));
    }
    for (index, statement) in content.statements.iter().enumerate().take_while(|_| !stop.is_set()) {
        records.extend(statement::read(index, statement, &usual));
    }
    (records, diagnostics)
}
