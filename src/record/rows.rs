//! What the rows of a table say beside their codes: the unit and the project they are for, a year, a fund.

use super::facts::{Facts, Usual};
use crate::content::disclosure::body;
use crate::content::{Column, Role, Row, RowKind, Table};
use crate::grammar::{squeeze, years_in};
use arcstr::ArcStr;

/// Tables in which a row without a functional code is a project.
const OF_PROJECTS: [&str; 5] = ["B10", "B10c", "B10d", "B25", "F11"];

/// What one row says.
#[derive(Debug, Clone, Default)]
pub(super) struct About {
    pub body: Option<ArcStr>,
    pub project: Option<ArcStr>,
    /// A text in a column 资金来源.
    pub fund: Option<String>,
    /// A year in a column 年度.
    pub year: Option<u16>,
}

/// What a cell of a row may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Unit,
    Project,
    /// 单位（项目）名称: units, and below each its projects.
    Either,
    Fund,
    Year,
}

/// Reads the rows of a table from the top; a row that names a unit heads those below it.
pub(super) struct Rows<'t> {
    usual: &'t Usual,
    columns: Vec<Option<Names>>,
    whose: Option<ArcStr>,
    unit: Option<ArcStr>,
}

impl<'t> Rows<'t> {
    pub fn new(table: &Table, facts: &[Facts], whole: &Facts, usual: &'t Usual) -> Self {
        // Whatever is no disclosure of a department has no projects of one.
        let columns = match usual.phase {
            Some(_) => columns(table, facts, whole),
            None => vec![None; table.columns.len()],
        };
        let whose = table.department.as_deref().and_then(|text| other_body(text, usual));
        Self { usual, columns, unit: whose.clone(), whose }
    }

    /// What a row says.
    pub fn about(&mut self, table: &Table, row: &Row) -> About {
        let mut about = About::default();
        if row.kind != RowKind::Item {
            about.body.clone_from(&self.whose);
            return about;
        }
        let coded = || row.cells.iter().zip(&table.columns).any(|(cell, column)| cell.is_some() && is_subject_column(column));
        for (cell, names) in row.cells.iter().zip(&self.columns) {
            let (Some(cell), Some(names)) = (cell, names) else { continue };
            let text = squeeze(&cell.printed);
            match names {
                Names::Fund => about.fund = Some(text),
                Names::Year => about.year = years_in(&text).first().map(|(_, year)| *year),
                Names::Unit => self.unit = other_body(&text, self.usual),
                Names::Either if self.is_unit(&text) => self.unit = other_body(&text, self.usual),
                Names::Project | Names::Either => {
                    about.project = Some(text.into()).filter(|_| *names == Names::Project || !coded())
                }
            }
        }
        about.body.clone_from(&self.unit);
        about
    }

    /// Whether a text in a column of units and projects names a unit: units are called after their place or department, while a
    /// project may end like a body as well (金光大道站).
    fn is_unit(&self, text: &str) -> bool {
        let name = body(text).and_then(|b| b.name);
        name.is_some_and(|name| self.usual.home.iter().any(|home| name.starts_with(home.as_str())))
    }
}

/// A body other than the department itself.
pub(super) fn other_body(text: &str, usual: &Usual) -> Option<ArcStr> {
    let name = body(text).and_then(|b| b.name).unwrap_or_else(|| text.to_owned());
    let department = usual.department.as_deref().map(|d| d.trim_end_matches("（汇总）").trim_end_matches("(汇总)"));
    (department != Some(name.as_str())).then(|| name.into())
}

/// What the cells of each column may name.
fn columns(table: &Table, facts: &[Facts], whole: &Facts) -> Vec<Option<Names>> {
    let of_projects = table.id.is_some_and(|id| OF_PROJECTS.contains(&id));
    // 支出项目类别 over 工资福利支出 (深圳) is no project.
    let basic = facts.iter().chain([whole]).any(|facts| facts.expenditure_kind == Some("basic"));
    let has_projects = table.columns.iter().any(|c| c.meaning == Some("project_column"));
    let names = |column: &Column| match column.meaning? {
        "fund_nature" => Some(Names::Fund),
        "year" => Some(Names::Year),
        _ if column.role != Role::Name => None,
        "unit_column" if of_projects && says(column, "项目") => Some(Names::Either),
        "unit_column" => Some(Names::Unit),
        // 支出项目类别（资金使用单位）
        "project_column" if of_projects => Some(Names::Either),
        "project_column" if !basic => Some(Names::Project),
        "name" if of_projects && !has_projects => Some(Names::Either),
        _ => None,
    };
    table.columns.iter().map(names).collect()
}

fn says(column: &Column, word: &str) -> bool {
    column.path.iter().any(|label| label.contains(word))
}

/// A column of codes of a classification.
fn is_subject_column(column: &Column) -> bool {
    column.role == Role::Code && !matches!(column.meaning, Some("unit_code" | "project_code"))
}
