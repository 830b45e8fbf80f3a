//! The tables that documents become, derived from the JSON Schema of what is written.
//!
//! A list of objects is a table of its own, an object inside an object becomes columns, and what has no columns (lists of
//! texts, headings of a column) stays JSON. A field that is added to a view is a column of every sink without a line here.

use super::codes;
use super::raw::Node;
use super::table::{Column, Kind, Table};
use crate::output::schema::Subject;
use serde_json::{Map, Value as Json};

/// All tables, and how their rows are read.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub tables: Vec<Table>,
    /// For each table that is read from JSON, how.
    pub nodes: Vec<Node>,
}

/// Objects whose name adds nothing to the names of their fields.
const TRANSPARENT: [&str; 6] = ["source", "disclosure", "place", "privacy", "department", "division"];
/// Names of columns that differ from the path of the field: `table` and `left` are words of SQL, others would be ambiguous.
const RENAMED: [(&str, &str); 24] = [
    ("documents.source.name", "source"),
    ("documents.disclosure.department.name", "department"),
    ("documents.disclosure.department.code", "department_code"),
    ("documents.disclosure.division.code", "division_code"),
    ("documents.disclosure.division.method", "division_method"),
    ("documents.disclosure.division.confidence", "division_confidence"),
    ("documents.disclosure.division.candidates", "division_candidates"),
    ("tables.id", "table_id"),
    ("records.department", "part_department"),
    ("records.department_code", "part_department_code"),
    ("records.table", "table_id"),
    ("records.row", "row_index"),
    ("records.column", "column_index"),
    ("forms.department", "form_department"),
    ("form_funds.source", "fund_source"),
    ("checks.left", "left_side"),
    ("checks.right", "right_side"),
    ("checks.where", "figures"),
    ("inputs.document", "file"),
    ("inputs.tables", "table_count"),
    ("documents.disclosure.division.county", "county"),
    ("departments.id", "department_id"),
    ("departments.name", "department"),
    ("departments.superior", "superior_id"),
];
/// Lists of objects that stay JSON: too many, or too small, for a table of their own.
const AS_JSON: [&str; 2] = ["checks.where", "documents.disclosure.division.candidates"];
/// Lists that stand in a file or a table of their own.
const ELSEWHERE: [&str; 6] = [
    "documents.findings",
    "departments.findings",
    "departments.tables",
    "departments.figures.sources",
    "departments.projects.goals",
    "departments.projects.indicators",
];
/// Lists of a department whose tables bear their own name: what people ask for first.
pub(super) const VIEWS: [&str; 7] = [
    "spending_by_function",
    "spending_by_economic_class",
    "basic_by_kind",
    "three_public",
    "income_by_source",
    "projects",
    "series",
];
/// What the rows of a department's lists say of it, of the columns of `departments`.
pub(super) const OF_DEPARTMENT: [&str; 3] = ["department", "division_code", "province"];

/// What people said of a finding, out of `review.ndjson`; null where nobody did.
pub(super) const REVIEW: [(&str, &str); 4] = [
    ("verdict", "What a person made of it: real, false or unsure"),
    ("verdict_note", "What the person noted"),
    ("verdict_by", "Who the person is, if they said so"),
    ("verdict_at", "When they said it, UTC"),
];

impl Model {
    /// The tables of this version.
    pub(super) fn new() -> Self {
        let mut model = Self { tables: Vec::new(), nodes: Vec::new() };
        let document = Column::new("document", Kind::Text, "Id of the document: the first 12 digits of the SHA-256 of its bytes");
        model.add("documents", &Subject::Document.inlined(), vec![document]);
        let number = |name: &str, of: &str| Column::new(name, Kind::Integer, &format!("Number of the {of}, from 0"));
        model.add("findings", &Subject::Finding.inlined(), vec![number("finding_index", "line in findings.ndjson")]);
        let manifest = Subject::Manifest.inlined();
        model.add("inputs", &manifest["properties"]["inputs"]["items"], vec![number("input_index", "entry in manifest.json")]);
        let id = Column::new("department_id", Kind::Text, "Id of the department: its division and a hash of its name");
        let first = model.add("departments", &Subject::Department.inlined(), vec![id]);
        let departments = model.tables[first].clone();
        for table in &mut model.tables[first + 1..] {
            let of = OF_DEPARTMENT.iter().filter_map(|name| departments.at(name)).map(|at| departments.columns[at].clone());
            table.columns.extend(of);
        }
        let side = "Side of the table, from 0: one row of a two-sided table holds an item on each";
        model.add_column("records", Column::new("side", Kind::Integer, side));
        for (name, said) in REVIEW {
            model.add_column("findings", Column::new(name, Kind::Text, said));
        }
        model.tables.extend(codes::tables());
        model
    }

    /// Index of a table.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|t| t.name == name)
    }

    /// A column by the names of table and column.
    #[cfg(feature = "parquet")]
    pub(super) fn column(&self, table: &str, column: &str) -> Option<&Column> {
        self.tables.iter().find(|t| t.name == table)?.columns.iter().find(|c| c.name == column)
    }

    /// A table by its name.
    #[cfg(any(feature = "sqlite", feature = "xlsx"))]
    pub(super) fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|t| t.name == name)
    }

    /// Adds a column that is not in the JSON, unless it is.
    fn add_column(&mut self, table: &str, column: Column) {
        if let Some(table) = self.tables.iter_mut().find(|t| t.name == table)
            && table.at(&column.name).is_none()
        {
            table.columns.push(column);
        }
    }

    fn add(&mut self, name: &str, schema: &Json, keys: Vec<Column>) -> usize {
        let at = self.tables.len();
        let description = text(schema, "description");
        self.tables.push(Table { name: name.to_owned(), description, keys: keys.len(), columns: keys });
        self.nodes.push(Node::Skip);
        let node = self.node(at, schema, name, "");
        self.nodes[at] = node;
        at
    }

    fn node(&mut self, table: usize, schema: &Json, path: &str, name: &str) -> Node {
        if ELSEWHERE.contains(&path) {
            return Node::Skip;
        }
        let plain = without_null(schema);
        let is = |what: &str| plain["type"] == what || plain["type"].as_array().is_some_and(|t| t.iter().any(|t| t == what));
        if let Some(fields) = plain["properties"].as_object() {
            return self.object(table, fields, path, name);
        }
        if is("array") {
            let items = &plain["items"];
            if plain["minItems"] == 4 && items["type"] == "number" {
                let first = self.tables[table].columns.len();
                for edge in ["x0", "y0", "x1", "y1"] {
                    let edge = Column::new(&format!("{name}_{edge}"), Kind::Coordinate, "Points from the top left of the page");
                    self.tables[table].columns.push(edge);
                }
                return Node::Rect(first);
            }
            if items["properties"].is_object() && !AS_JSON.contains(&path) {
                return Node::Rows(self.child(table, items, path, &text(schema, "description")));
            }
        }
        let kind = match () {
            () if is("string") || one_of(plain).is_some() => Kind::Text,
            () if is("integer") => Kind::Integer,
            () if is("boolean") => Kind::Boolean,
            () if is("number") && plain["format"] == "decimal" => Kind::Decimal,
            () if is("number") => Kind::Coordinate,
            () => Kind::Json,
        };
        let mut column = Column::new(name, kind, &text(schema, "description"));
        column.values = one_of(plain).unwrap_or_default();
        column.false_if_absent = schema["type"] == "boolean";
        let columns = &mut self.tables[table].columns;
        // A page is given beside a place and in it.
        if columns.iter().any(|c| c.name == name) {
            return Node::Skip;
        }
        columns.push(column);
        Node::Column(columns.len() - 1, kind)
    }

    fn object(&mut self, table: usize, fields: &Map<String, Json>, path: &str, name: &str) -> Node {
        let field = |(key, schema): (&String, &Json)| {
            let path = format!("{path}.{key}");
            let renamed = RENAMED.iter().find(|(from, _)| *from == path).map(|(_, to)| (*to).to_owned());
            let is_object = without_null(schema)["properties"].is_object();
            let name = renamed.unwrap_or_else(|| match (is_object && TRANSPARENT.contains(&key.as_str()), name) {
                (true, name) => name.to_owned(),
                (false, "") => key.clone(),
                (false, name) => format!("{name}_{key}"),
            });
            (key.clone(), self.node(table, schema, &path, &name))
        };
        Node::Object(fields.iter().map(field).collect())
    }

    /// The table of a list of objects: its key is that of the table it stands in, and the position in the list.
    fn child(&mut self, parent: usize, items: &Json, path: &str, description: &str) -> usize {
        let key = path.rsplit('.').next().unwrap_or(path);
        let parent_name = self.tables[parent].name.clone();
        let of_document = parent_name == "documents" && path.split('.').count() == 2;
        let own_name = of_document || parent_name == "departments" && VIEWS.contains(&key);
        let name = if own_name { key.to_owned() } else { format!("{}_{key}", singular(&parent_name)) };
        let mut keys = self.tables[parent].columns[..self.tables[parent].keys].to_vec();
        let number = format!("{}_index", singular(key));
        keys.push(Column::new(&number, Kind::Integer, "Position in its list, from 0"));
        let at = self.add(&name, items, keys);
        if self.tables[at].description.is_empty() {
            description.clone_into(&mut self.tables[at].description);
        }
        at
    }
}

fn singular(name: &str) -> &str {
    name.strip_suffix('s').filter(|stem| name != "series" && !stem.ends_with('s')).unwrap_or(name)
}

fn text(schema: &Json, key: &str) -> String {
    // Descriptions are doc comments: their line breaks are those of the source file.
    schema[key].as_str().unwrap_or_default().replace('\n', " ")
}

/// The schema of a value that may be null, without the null.
fn without_null(schema: &Json) -> &Json {
    let choices = schema["anyOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    match choices {
        [plain, null] | [null, plain] if null["type"] == "null" => plain,
        _ => schema,
    }
}

/// The words that a text can be.
fn one_of(schema: &Json) -> Option<Vec<String>> {
    let words = |list: &Json, of: fn(&Json) -> Option<&str>| -> Option<Vec<String>> {
        list.as_array()?.iter().filter(|v| !v.is_null()).map(|v| of(v).map(str::to_owned)).collect()
    };
    if schema["enum"].is_array() {
        return words(&schema["enum"], Json::as_str);
    }
    let choices = schema["oneOf"].as_array()?;
    let mut all = Vec::new();
    for choice in choices {
        match choice["const"].as_str() {
            Some(word) => all.push(word.to_owned()),
            None => all.extend(words(&choice["enum"], Json::as_str)?),
        }
    }
    Some(all)
}
