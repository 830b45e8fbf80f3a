//! Stage 4, outline to content: tables with header paths, roles and row kinds, performance forms, all still as printed.

mod columns;
mod form;
mod header;
mod roles;
mod rows;
mod statement;
mod table;

pub use form::Form;
pub use statement::{Measure, Statement, Subject, SubjectSource};
pub use table::{Cell, Column, Row, Table};

use crate::diagnostic::Diagnostic;
use crate::outline::Outline;
use serde::Serialize;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Codes of a classification, whole or a part (类, 款, 项).
    Code,
    /// Names: subjects, projects, units, income items.
    Name,
    /// Amounts and counts.
    Amount,
    /// Running text.
    Text,
    /// Row numbers (行次, 序号), never amounts.
    Ordinal,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
    /// Performance forms in reading order.
    pub forms: Vec<Form>,
    /// Statements of the running text in reading order.
    pub statements: Vec<Statement>,
}

/// Reads the tables, forms and statements of an outline.
pub fn read(outline: &Outline) -> (Content, Vec<Diagnostic>) {
    let mut content = Content::default();
    let mut diagnostics = Vec::new();
    for printed in &outline.tables {
        if form::is_form(printed) {
            content.forms.push(form::read(printed));
        } else {
            content.tables.push(table::read(printed, &mut diagnostics));
        }
    }
    content.statements = statement::read(outline, &mut diagnostics);
    (content, diagnostics)
}
