//! Stage 4, outline to content: tables with header paths, roles and row kinds, performance forms, all still as printed.

mod columns;
mod completeness;
pub mod disclosure;
pub mod form;
mod header;
mod identify;
mod level;
mod narrative;
mod parts;
mod roles;
mod rows;
mod sides;
mod statement;
mod table;
mod unread;

pub use form::{Field, Form, Fund, FundMeasure, Goal, Horizon, Indicator, Phase, Printed, Task};
pub use identify::Identity;
pub(crate) use level::{fills_codes as fills_up, of_length as level_of_digits};
pub use narrative::{Narrative, Passage, Term};
pub use parts::Part;
pub use sides::Direction;
pub use statement::{Budget, Measure, Statement, Subject, SubjectSource};
pub use table::{Cell, Column, Row, Table};

use self::disclosure::Disclosure;
use crate::diagnostic::Diagnostic;
use crate::grammar::unit_line;
use crate::limits::Stop;
use crate::outline::Outline;
use schemars::JsonSchema;
use serde::Serialize;

/// What a column holds.
pub use crate::codes::headers::Role;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// One item.
    Item,
    /// The total of the table or of a side (合计, 总计).
    Total,
    /// A total within (小计, 本年收入合计).
    Subtotal,
    /// A heading over the rows below, without amounts.
    Heading,
    /// Nothing printed.
    Blank,
}

/// All tables, forms and statements of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Content {
    /// Tables in reading order.
    pub tables: Vec<Table>,
    /// The tables by unit, where the file holds the disclosures of several; else empty.
    pub parts: Vec<Part>,
    /// Performance forms in reading order.
    pub forms: Vec<Form>,
    /// Statements of the running text in reading order.
    pub statements: Vec<Statement>,
    /// The running text itself, and the glossary.
    pub narrative: Narrative,
}

/// Reads the tables, forms and statements of an outline of a document of the given kind.
///
/// A document that is no disclosure has tables, but no official ones, and its sentences state no budget. The printed tables are
/// taken out of the outline: of a thousand pages nobody needs both.
pub fn read(outline: &mut Outline, disclosure: &Disclosure) -> (Content, Vec<Diagnostic>) {
    read_until(outline, disclosure, &Stop::default())
}

/// The same with a wish to stop: tables and sentences that would be read after it are left out.
pub fn read_until(outline: &mut Outline, disclosure: &Disclosure, stop: &Stop) -> (Content, Vec<Diagnostic>) {
    let kind = disclosure.kind;
    let mut content = Content::default();
    let mut diagnostics = Vec::new();
    // `本套表金额单位：千元` on the cover.
    let whole = outline.cover.iter().find_map(|line| unit_line(&line.text)?.unit).filter(|unit| unit.is_money());
    for printed in std::mem::take(&mut outline.tables).into_iter().take_while(|_| !stop.is_set()) {
        if form::is_form(&printed) {
            content.forms.extend(form::read(&printed, &mut diagnostics));
        } else {
            let mut table = table::read(&printed, whole, &mut diagnostics);
            identify::identify(&mut table, kind);
            if kind != disclosure::Kind::Other {
                let index = content.tables.len();
                content.forms.extend(form::read_wide(&printed, &table, index, &mut diagnostics));
            }
            content.tables.push(table);
        }
    }
    diagnostics.extend(unread::tell(outline, &content.tables, kind));
    form::mark_duplicates(&mut content.forms, &mut diagnostics);
    identify::stand_in_for_basic(&mut content.tables);
    if kind != disclosure::Kind::Other {
        content.parts = parts::split(&content.tables);
        diagnostics.extend(completeness::missing(outline, &content.tables));
        let texts = statement::text::join(&outline.paragraphs);
        content.statements = statement::read(outline, &texts, disclosure.fiscal_year, &mut diagnostics, stop);
        statement::ground(&mut content.statements, &content.tables);
        content.narrative = narrative::read(&texts, &outline.sections);
    }
    (content, diagnostics)
}
