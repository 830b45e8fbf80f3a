//! One SQLite file: typed tables with keys, code lists they refer to, indexes, full-text search on names, a view for each official
//! table in wide form.
//!
//! A decimal `x` is the nearest double in `x`, for ordering and display, and exact in `x_text`; an amount in yuan is also exact in
//! `…_fen`, a whole number of 1/100 yuan to add up, null if it is finer than that. No double is ever read back.

use super::facts::{DOCUMENT, OWN_DEPARTMENT, ROW, is_official};
use super::model::Model;
use super::sink::{Loss, NUL, Options, Sink, SinkError, without_nul};
use super::table::{Column, Kind, Table};
use super::value::Value;
use crate::decimal::Decimal;
use crate::output::Staging;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, params_from_iter};
use std::fmt::Write;

const FILE: &str = "gongkai.sqlite";
/// Version of the tables, in `PRAGMA user_version`.
const VERSION: i32 = 1;
/// Columns of figures of a view at most; SQLite allows 2,000 columns, and some say what the row is.
const MOST_FIGURES: usize = 1_900;
/// What is said of an amount that is no number of 1/100 yuan.
const NO_FEN: &str = "no whole number of 1/100 yuan that fits 64 bits, so the amount in them is null and the text exact";
/// Columns that are searched by: one index each.
const INDEXED: [(&str, &[&str]); 8] = [
    ("documents", &["department"]),
    ("documents", &["fiscal_year", "kind"]),
    ("records", &["table_id", "document"]),
    ("records", &["amount_fen"]),
    ("statements", &["subject"]),
    ("forms", &["project_name"]),
    ("findings", &["rule"]),
    ("checks", &["rule", "status"]),
];
/// Names that are searched in.
const SEARCHED: [(&str, &[&str]); 4] = [
    ("documents", &["source", "title", "department"]),
    ("records", &["function_name", "economic_name", "gov_economic_name", "project", "label"]),
    ("forms", &["title", "project_name", "department"]),
    ("functional", &["name"]),
];

/// The database.
struct Sqlite<'m> {
    model: &'m Model,
    connection: Connection,
    inserts: Vec<String>,
}

fn failed(error: rusqlite::Error) -> SinkError {
    SinkError::Output { file: FILE.to_owned(), error: error.to_string() }
}

/// Begins the database.
pub(super) fn create<'m>(model: &'m Model, staging: &Staging, _: Options) -> Result<Box<dyn Sink + 'm>, SinkError> {
    Ok(Box::new(Sqlite::create(model, staging)?))
}

impl<'m> Sqlite<'m> {
    fn create(model: &'m Model, staging: &Staging) -> Result<Self, SinkError> {
        let connection = Connection::open(staging.part(FILE)).map_err(failed)?;
        // The file is unfinished until it is renamed, so nothing needs to be undone in it.
        let setup = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN;";
        connection.execute_batch(setup).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(model.tables.len());
        let mut inserts = Vec::with_capacity(model.tables.len());
        for table in &model.tables {
            connection.execute_batch(&declaration(table)).map_err(failed)?;
            let places = vec!["?"; table.columns.iter().flat_map(cells_of).count()].join(", ");
            inserts.push(format!("INSERT INTO {} VALUES ({places})", quoted(&table.name)));
        }
        Ok(Self { model, connection, inserts })
    }

    fn has(&self, table: &str, column: &str) -> bool {
        let columns = self.model.table(table).map(|t| t.columns.iter().flat_map(cells_of));
        columns.is_some_and(|mut columns| columns.any(|(name, _)| name == column))
    }

    /// Those of the columns that the table has.
    fn present<'c>(&self, table: &str, columns: &[&'c str]) -> Vec<&'c str> {
        columns.iter().copied().filter(|c| self.has(table, c)).collect()
    }

    fn indexes(&self) -> String {
        let mut sql = String::new();
        for table in &self.model.tables {
            for (column, _) in table.columns.iter().filter_map(|c| Some((c, table.reference(c)?))) {
                if column.name != "document" {
                    let _ = writeln!(
                        sql,
                        "CREATE INDEX {} ON {} ({});",
                        quoted(&format!("{}_by_{}", table.name, column.name)),
                        quoted(&table.name),
                        quoted(&column.name)
                    );
                }
            }
        }
        for (table, columns) in INDEXED {
            let columns = self.present(table, columns);
            if !columns.is_empty() {
                let name = format!("{table}_by_{}", columns.join("_and_"));
                let _ = writeln!(sql, "CREATE INDEX {} ON {} ({});", quoted(&name), quoted(table), list(&columns));
            }
        }
        sql
    }

    /// Trigrams, because Chinese names have no blanks between words; a search needs three characters.
    fn search(&self) -> String {
        let mut sql = String::new();
        for (table, columns) in SEARCHED {
            let columns = list(&self.present(table, columns));
            let name = quoted(&format!("{table}_fts"));
            let _ = writeln!(
                sql,
                "CREATE VIRTUAL TABLE {name} USING fts5({columns}, content={}, tokenize='trigram');",
                quoted(table)
            );
            let _ = writeln!(sql, "INSERT INTO {name}({name}) VALUES ('rebuild');");
        }
        sql
    }

    /// Each record with what its document is; how the rules came out.
    fn views(&self) -> String {
        let context = ["source", "fiscal_year", "kind", "scope", "division_code", "province", "department"];
        let called = |c: &str| match c {
            "fiscal_year" | "kind" => format!("document_{}", c.trim_start_matches("fiscal_")),
            _ => c.to_owned(),
        };
        let context = self.present("documents", &context).into_iter().map(|c| (c, called(c)));
        let context = context.filter(|(_, called)| !self.has("records", called));
        let has_parts = self.has("records", OWN_DEPARTMENT);
        let context = context.map(|(c, called)| match c {
            "department" if has_parts => format!("coalesce(r.{}, d.department) AS department, ", quoted(OWN_DEPARTMENT)),
            _ => format!("d.{} AS {}, ", quoted(c), quoted(&called)),
        });
        let context: String = context.collect();
        format!(
            "CREATE VIEW facts AS SELECT {context}r.* FROM records r JOIN documents d USING (document);\n\
             CREATE VIEW rules AS SELECT rule, status, count(*) AS checks, count(DISTINCT document) AS documents \
             FROM checks GROUP BY rule, status;\n"
        )
    }

    /// The view of one official table.
    fn wide(&self, id: &str, name: &str, columns: &[String]) -> String {
        let has_parts = self.has("records", OWN_DEPARTMENT);
        let context = self.present("documents", &DOCUMENT).into_iter().map(|c| match c {
            "department" if has_parts => format!("  coalesce(min(r.{OWN_DEPARTMENT}), d.department) AS department,\n"),
            _ => format!("  d.{},\n", quoted(c)),
        });
        let context: String = context.collect();
        // A view has so many columns and no more.
        let (columns, others) = columns.split_at(columns.len().min(MOST_FIGURES));
        let others = match others {
            [] => String::new(),
            _ => format!(" OR r.figure NOT IN ({})", columns.iter().map(|c| literal(c)).collect::<Vec<_>>().join(", ")),
        };
        let labels = ROW.iter().filter(|(column, _)| self.has("records", column));
        let labels: String =
            labels.map(|(column, called)| format!("  min(r.{}) AS {},\n", quoted(column), quoted(called))).collect();
        let amounts: String = columns
            .iter()
            .map(|c| format!("  max(r.amount_yuan) FILTER (WHERE r.figure = {}) AS {},\n", literal(c), quoted(&free(c))))
            .collect();
        format!(
            "CREATE VIEW {} AS SELECT\n{context}{labels}{amounts}  \
             json_group_object(r.measure, r.printed) FILTER (WHERE r.figure IS NULL{others}) AS other_figures,\n  \
             r.document, r.table_index, r.row_index, r.side, min(r.page) AS page\n\
             FROM records r JOIN documents d USING (document)\n\
             WHERE r.table_id = {} AND r.origin = 'table'\n\
             GROUP BY r.document, r.table_index, r.row_index, r.side;\n",
            quoted(&format!("{id}_{name}")),
            literal(id)
        )
    }

    /// The official tables that occur, and the names of the columns in their wide form, from left to right.
    fn occurring(&self) -> rusqlite::Result<Vec<(String, String, Vec<String>)>> {
        let sql = "SELECT r.table_id, coalesce(o.name, 'table'), r.figure FROM records r \
                   LEFT JOIN official_tables o ON o.id = r.table_id \
                   WHERE r.table_id IS NOT NULL AND r.origin = 'table' \
                   GROUP BY r.table_id, r.figure \
                   ORDER BY r.table_id, CAST(total(r.column_index) * 1000 / count(*) AS INTEGER), r.figure";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?)))?;
        let mut tables: Vec<(String, String, Vec<String>)> = Vec::new();
        for row in rows {
            let (id, name, column): (String, String, Option<String>) = row?;
            if !is_official(&id) {
                continue;
            }
            if tables.last().is_none_or(|(last, ..)| *last != id) {
                tables.push((id, name, Vec::new()));
            }
            if let (Some((.., columns)), Some(column)) = (tables.last_mut(), column) {
                columns.push(column);
            }
        }
        Ok(tables)
    }

    fn complete(&self) -> rusqlite::Result<()> {
        self.connection.execute_batch(&self.indexes())?;
        self.connection.execute_batch(&self.search())?;
        self.connection.execute_batch(&self.views())?;
        for (id, name, columns) in self.occurring()? {
            self.connection.execute_batch(&self.wide(&id, &name, &columns))?;
        }
        self.connection.execute_batch(&format!("COMMIT; ANALYZE; PRAGMA user_version = {VERSION}; PRAGMA journal_mode = DELETE;"))
    }
}

impl Sink for Sqlite<'_> {
    fn row(&mut self, table: usize, row: &[Value<'_>], losses: &mut Vec<Loss>) -> Result<(), SinkError> {
        let mut statement = self.connection.prepare_cached(&self.inserts[table]).map_err(failed)?;
        let Table { name, columns, .. } = &self.model.tables[table];
        for (column, value) in columns.iter().zip(row) {
            if let Some(why) = lost(column, value) {
                losses.push(Loss::new(name, &column.name, &value.to_string(), why));
            }
        }
        let cells = columns.iter().zip(row).flat_map(|(column, value)| cells(column, value));
        statement.execute(params_from_iter(cells)).map(drop).map_err(failed)
    }

    fn finish(self: Box<Self>, _: &mut Vec<Loss>) -> Result<(), SinkError> {
        self.complete().map_err(failed)?;
        self.connection.close().map_err(|(_, error)| failed(error))
    }
}

fn declaration(table: &Table) -> String {
    let mut lines: Vec<String> = Vec::new();
    for column in &table.columns {
        lines.extend(cells_of(column).map(|(name, kind)| format!("  {} {kind}", quoted(&name))));
    }
    let keys: Vec<&str> = table.columns[..table.keys].iter().map(|c| c.name.as_str()).collect();
    lines.push(format!("  PRIMARY KEY ({})", list(&keys)));
    for column in &table.columns {
        if let Some((other, key)) = table.reference(column) {
            lines.push(format!("  FOREIGN KEY ({}) REFERENCES {} ({})", quoted(&column.name), quoted(other), quoted(key)));
        }
    }
    format!("CREATE TABLE {} (\n{}\n);", quoted(&table.name), lines.join(",\n"))
}

/// The names of the columns that a column of the model becomes.
pub(super) fn names_of(column: &Column) -> impl Iterator<Item = String> {
    cells_of(column).map(|(name, _)| name)
}

/// The columns that a column of the model becomes, with their types.
fn cells_of(column: &Column) -> impl Iterator<Item = (String, &'static str)> {
    let name = column.name.clone();
    let cells = match column.kind {
        Kind::Text | Kind::Json => vec![(name, "TEXT")],
        Kind::Integer => vec![(name, "INTEGER")],
        Kind::Boolean => vec![(name, "BOOLEAN")],
        Kind::Coordinate => vec![(name, "REAL")],
        Kind::Decimal => {
            let mut cells = vec![(name.clone(), "REAL"), (format!("{name}_text"), "TEXT")];
            if let Some(stem) = name.strip_suffix("_yuan") {
                cells.push((format!("{stem}_fen"), "INTEGER"));
            }
            cells
        }
    };
    cells.into_iter()
}

fn cells(column: &Column, value: &Value<'_>) -> Vec<Cell> {
    match value {
        Value::Decimal(decimal) => {
            let text = decimal.to_string();
            let nearest = text.parse().map_or(Cell::Null, Cell::Real);
            let mut cells = vec![nearest, Cell::Text(text)];
            if column.name.ends_with("_yuan") {
                cells.push(fen(*decimal).map_or(Cell::Null, Cell::Integer));
            }
            cells
        }
        Value::Null => vec![Cell::Null; cells_of(column).count()],
        Value::Text(text) => vec![Cell::Text(without_nul(text).unwrap_or_else(|| text.clone().into_owned()))],
        Value::Integer(number) => vec![Cell::Integer(*number)],
        Value::Boolean(yes) => vec![Cell::Integer(i64::from(*yes))],
        Value::Coordinate(points) => vec![Cell::Real(*points)],
    }
}

/// What of a value the database cannot hold as it is.
fn lost(column: &Column, value: &Value<'_>) -> Option<&'static str> {
    match value {
        Value::Decimal(decimal) if column.name.ends_with("_yuan") && fen(*decimal).is_none() => Some(NO_FEN),
        Value::Text(text) if text.contains('\0') => Some(NUL),
        _ => None,
    }
}

/// Whole hundredths; `None` if there is a rest, or more than 64 bits of them.
fn fen(yuan: Decimal) -> Option<i64> {
    let fen = (yuan * Decimal::ONE_HUNDRED).normalize();
    if fen.scale() == 0 { i64::try_from(fen.mantissa()).ok() } else { None }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text in SQL.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn list(columns: &[&str]) -> String {
    columns.iter().map(|c| quoted(c)).collect::<Vec<_>>().join(", ")
}

/// A name for a column of figures that no other column of the view has.
fn free(name: &str) -> String {
    let taken =
        ROW.iter().any(|(_, called)| *called == name) || DOCUMENT.contains(&name) || ["document", "side", "page"].contains(&name);
    if taken { format!("{name}_figure") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fen_are_exact_or_not_there() {
        let of = |text: &str| fen(text.parse().expect("a decimal"));
        assert_eq!(of("86959408.34"), Some(8_695_940_834));
        assert_eq!((of("-0.1"), of("5.500"), of("0")), (Some(-10), Some(550), Some(0)));
        assert_eq!(of("0.001"), None);
        assert_eq!(of("123456789012345678901.00"), None);
    }

    #[test]
    fn names_are_quoted() {
        assert_eq!((quoted("a\"b").as_str(), literal("a'b").as_str()), ("\"a\"\"b\"", "'a''b'"));
    }
}
