//! Tables and their columns.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// An exact decimal.
    Decimal,
    /// A coordinate in points.
    Coordinate,
    /// A list or an object as JSON text.
    Json,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub name: String,
    pub kind: Kind,
    pub description: String,
    /// What a text can be, where that is known.
    pub values: Vec<String>,
    /// The JSON leaves it out where it is false.
    pub false_if_absent: bool,
}

impl Column {
    pub(super) fn new(name: &str, kind: Kind, description: &str) -> Self {
        Self { name: name.to_owned(), kind, description: description.to_owned(), values: Vec::new(), false_if_absent: false }
    }

    /// The table and column that its values are of.
    pub(super) fn reference(&self) -> Option<(&'static str, &'static str)> {
        Some(match self.name.as_str() {
            "document" => ("documents", "document"),
            "department_id" | "superior_id" => ("departments", "department_id"),
            "function_code" => ("functional", "code"),
            "economic_code" | "gov_economic_code" => ("economic", "code"),
            "revenue_code" => ("revenue", "code"),
            "division_code" => ("divisions", "code"),
            "table_id" | "variant" => ("official_tables", "id"),
            _ => return None,
        })
    }
}

/// One table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub name: String,
    pub description: String,
    /// So many columns at the front are its primary key.
    pub keys: usize,
    pub columns: Vec<Column>,
}

impl Table {
    /// Position of a column.
    pub(super) fn at(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }

    /// The table that an own column refers to; `documents` and `departments` do not refer to themselves.
    pub(super) fn reference(&self, column: &Column) -> Option<(&'static str, &'static str)> {
        column.reference().filter(|(table, _)| *table != self.name)
    }
}
