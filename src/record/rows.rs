//! What the rows of a table say beside their codes: the unit and the project they are for, a year, a fund.

use super::facts::{Facts, Usual};
use super::labels::lists_projects;
use crate::codes::{List, by_name, nearest};
use crate::content::disclosure::{body, unit};
use crate::content::{Column, Role, Row, RowKind, Table, says_change};
use crate::grammar::{bracketed_code, code_and_name, code_fragment, heading, project_name, squeeze, written_code, years_in};
use arcstr::ArcStr;

/// Tables in which a row without a functional code is a project.
const OF_PROJECTS: [&str; 5] = ["B10", "B10c", "B10d", "B25", "F11"];

/// So many units called after the place or department on one level make it that of units.
const UNITS: usize = 2;

/// What one row says.
#[derive(Debug, Clone, Default)]
pub(super) struct About {
    pub body: Option<ArcStr>,
    pub project: Option<ArcStr>,
    /// A text in a column 资金来源.
    pub fund: Option<String>,
    /// A year in a column 年度.
    pub year: Option<u16>,
    /// What stands in that column for a difference of two years: 增减变化金额.
    pub change: Option<ArcStr>,
    /// Whose the row is, is not told: a column of units says it somewhere above or below.
    pub unsure: bool,
}

/// What a cell of a row may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Unit,
    Project,
    /// 单位（项目）名称: units, and below each its projects.
    Either,
    /// A name of the classification, or in a row without its code a unit over the rows below.
    Heading,
    Fund,
    Year,
}

/// A level of a list on which units stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct UnitLevel {
    level: u8,
    /// Nothing else stands on it; otherwise what is not called like a body is a project of the department itself.
    only_units: bool,
}

/// Reads the rows of a table from the top; a row that names a unit heads those below it.
pub(super) struct Rows<'t> {
    usual: &'t Usual,
    columns: Vec<Option<Names>>,
    /// All subjects of the table have codes.
    coded: bool,
    whose: Option<ArcStr>,
    unit: Option<ArcStr>,
    /// In a list of units and their projects, how deep the units stand.
    unit_levels: Vec<UnitLevel>,
    /// The names of units stand in the middle of their rows, and nothing tells where those begin and end.
    centred: bool,
}

impl<'t> Rows<'t> {
    pub fn new(table: &Table, facts: &[Facts], whole: &Facts, usual: &'t Usual) -> Self {
        // Whatever is no disclosure of a department has no projects of one.
        let columns = match usual.phase {
            Some(_) => columns(table, facts, whole),
            None => vec![None; table.columns.len()],
        };
        let whose = table.department.as_deref().and_then(|text| other_body(text, usual));
        let centred =
            columns.iter().position(|names| *names == Some(Names::Unit)).is_some_and(|at| names_in_the_middle(table, at));
        let unit_levels = unit_levels(table, &columns, usual);
        Self { usual, columns, coded: has_codes(table), unit: whose.clone(), whose, unit_levels, centred }
    }

    /// What a row says.
    pub fn about(&mut self, table: &Table, row: &Row) -> About {
        let mut about = About::default();
        if row.kind != RowKind::Item {
            about.body.clone_from(&self.whose);
            return about;
        }
        let coded = || has_code(table, row, None);
        if self.centred {
            self.unit = None;
        }
        for (index, (cell, names)) in row.cells.iter().zip(&self.columns).enumerate() {
            let (Some(cell), Some(names)) = (cell, names) else { continue };
            let text = squeeze(&cell.printed);
            match names {
                Names::Fund => about.fund = Some(text),
                Names::Year if says_change(&text) => about.change = Some(text.into()),
                Names::Year => about.year = years_in(&text).first().map(|(_, year)| *year),
                Names::Unit => self.unit = Some(named_body(&text)),
                Names::Either if self.is_unit(table, row, &text) => self.unit = Some(named_body(&text)),
                Names::Heading if !coded() && is_body(&text, self.coded) => self.unit = Some(named_body(&text)),
                Names::Heading => {}
                Names::Project | Names::Either => {
                    if *names == Names::Either && self.unit_level(row).is_some() {
                        self.unit.clone_from(&self.whose);
                    }
                    // A code before a name is that of the name, one behind the project says what it is spent on.
                    let own_code = has_code(table, row, Some(index));
                    about.project = Some(project_name(&text).into()).filter(|_| *names == Names::Project || !own_code)
                }
            }
        }
        about.unsure = self.centred && self.unit.is_none();
        about.body.clone_from(&self.unit);
        about
    }

    /// Whether a text in a column of units and projects names a unit: it is called after its place or department, or stands where units
    /// stand, or with a code of a unit. Deeper than the units stand projects, which are called after the place too (广州市城市规划展览中心).
    fn is_unit(&self, table: &Table, row: &Row, text: &str) -> bool {
        let named = || unit(text).is_some();
        let deepest = self.unit_levels.iter().map(|of| of.level).max();
        let below = row.level.zip(deepest).is_some_and(|(level, deepest)| level > deepest);
        self.unit_level(row).is_some_and(|of| of.only_units || named())
            || !below && is_called_after_home(text, self.usual)
            || named() && has_unit_code(table, row)
    }

    /// The level of a row, where units stand on it.
    fn unit_level(&self, row: &Row) -> Option<&UnitLevel> {
        self.unit_levels.iter().find(|of| row.level == Some(of.level))
    }
}

/// Whether a text names a unit of the department for certain: units are called after their place or department, while a project may end
/// like a body as well (金光大道站).
fn is_called_after_home(text: &str, usual: &Usual) -> bool {
    let name = unit(without_count(text)).and_then(|b| b.name);
    name.is_some_and(|name| usual.home.iter().any(|home| name.starts_with(home.as_str())))
}

/// How deep the units stand in a list of units and their projects: where most of the rows are called after the place or department,
/// the others are units too (广州商务会展促进服务中心); where one is, and all that have rows below them are called like bodies
/// (信息中心), these are units.
fn unit_levels(table: &Table, columns: &[Option<Names>], usual: &Usual) -> Vec<UnitLevel> {
    let Some(column) = columns.iter().position(|names| *names == Some(Names::Either)) else { return Vec::new() };
    let items: Vec<(u8, String)> = (table.rows.iter())
        .filter(|row| row.kind == RowKind::Item)
        .filter_map(|row| Some((row.level?, squeeze(&row.cells[column].as_ref()?.printed))))
        .collect();
    let deepest = items.iter().map(|(level, _)| *level).max().unwrap_or(0);
    let of = |level: u8| {
        let all: Vec<usize> = (0..items.len()).filter(|&at| items[at].0 == level).collect();
        let named = all.iter().filter(|&&at| is_called_after_home(&items[at].1, usual)).count();
        let mut heads = all.iter().filter(|&&at| items.get(at + 1).is_some_and(|(below, _)| *below > level));
        let only_units = named >= UNITS && named * 2 > all.len();
        let headed = heads.clone().count() >= UNITS && heads.all(|&at| unit(without_count(&items[at].1)).is_some());
        (only_units || named > 0 && headed).then_some(UnitLevel { level, only_units })
    };
    (1..=deepest).filter_map(of).collect()
}

/// Whether a code stands in a column of codes of units, which most rows leave empty: those of projects.
fn has_unit_code(table: &Table, row: &Row) -> bool {
    let Some(column) = table.columns.iter().position(|column| column.meaning == Some("unit_code")) else { return false };
    let coded = |row: &Row| row.cells[column].as_ref().is_some_and(|cell| cell.printed.contains(|c: char| c.is_ascii_digit()));
    coded(row) && table.rows.iter().filter(|row| coded(row)).count() * 2 < table.rows.len()
}

/// Whether rows stand above the first name in a column of units: the names are centred over their rows, which no ruling divides.
fn names_in_the_middle(table: &Table, column: usize) -> bool {
    let mut items = table.rows.iter().filter(|row| row.kind == RowKind::Item).map(|row| row.cells[column].is_some());
    items.next() == Some(false) && items.any(|named| named)
}

/// Whether a text in a column of subjects names a body and no subject. Where all subjects have codes (`coded`) a name that is one of a
/// subject too (档案馆) is that of a body.
fn is_body(text: &str, coded: bool) -> bool {
    let lists = [List::Functional, List::EconomicDepartment];
    let text = without_count(text);
    let no_subject = || coded || lists.iter().all(|list| by_name(*list, text, None, None).is_empty());
    !has_listed_code(text) && unit(text).is_some() && no_subject()
}

/// The name of one of several bodies of a name without its number: 信息中心12.
fn without_count(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Whether a code of a classification stands in a text before a name, in brackets or not.
fn has_listed_code(text: &str) -> bool {
    let glued = bracketed_code(text).map(|(code, _)| code).or_else(|| code_and_name(text).map(|coded| coded.code));
    glued.is_some_and(is_listed)
}

/// Whether a row prints a code of a classification in a column of its own, or in one before the column of a name.
fn has_code(table: &Table, row: &Row, name: Option<usize>) -> bool {
    let is_code = |text: &str| written_code(text).is_some_and(|code| is_listed(&code)) || code_fragment(text).is_some();
    let columns = name.unwrap_or(table.columns.len());
    let mut cells = row.cells.iter().zip(&table.columns).take(columns).filter(|(_, column)| is_subject_column(column));
    cells.any(|(cell, _)| cell.as_ref().is_some_and(|cell| is_code(&squeeze(&cell.printed))))
}

/// Whether of the rows of a table so many have a code, in a column or before their name, that those without are no subjects.
fn has_codes(table: &Table) -> bool {
    let name = |row: &Row| {
        let mut names = row.cells.iter().zip(&table.columns).filter(|(_, column)| column.role == Role::Name);
        names.find_map(|(cell, _)| cell.as_ref()).is_some_and(|cell| has_listed_code(&squeeze(&cell.printed)))
    };
    let items = || table.rows.iter().filter(|row| row.kind == RowKind::Item);
    let coded = items().filter(|row| has_code(table, row, None) || name(row)).count();
    coded > 0 && coded * 4 >= items().count() * 3
}

/// The name of a body without its code and without the number of its row: （一）.
fn named_body(text: &str) -> ArcStr {
    let text = heading(text).map(|h| h.title).filter(|title| !title.is_empty()).unwrap_or(text);
    unit(text).and_then(|b| b.name).unwrap_or_else(|| text.to_owned()).into()
}

/// A body other than the department itself.
pub(super) fn other_body(text: &str, usual: &Usual) -> Option<ArcStr> {
    let name = body(text).and_then(|b| b.name).unwrap_or_else(|| text.to_owned());
    (usual.department.as_deref().map(whole) != Some(whole(&name))).then(|| name.into())
}

/// The name of a body without the remark that its units are in: 某局（汇总）.
fn whole(name: &str) -> &str {
    name.trim_end_matches("（汇总）").trim_end_matches("(汇总)")
}

/// What the cells of each column may name.
fn columns(table: &Table, facts: &[Facts], whole: &Facts) -> Vec<Option<Names>> {
    let of_projects = table.id.is_some_and(|id| OF_PROJECTS.contains(&id));
    // 支出项目类别 over 工资福利支出 (深圳) is no project.
    let basic = facts.iter().chain([whole]).any(|facts| facts.expenditure_kind == Some("basic"));
    let has_units = table.columns.iter().any(|c| c.meaning == Some("unit_column"));
    let has_projects = table.columns.iter().any(|c| c.meaning == Some("project_column"));
    // A name without a heading, and a heading that nobody knows.
    let first = table.columns.iter().position(|c| c.role == Role::Name).filter(|at| table.columns[*at].meaning.is_none());
    let nameless = |column: &Column| first.is_some_and(|at| std::ptr::eq(&table.columns[at], column));
    let names = |column: &Column| match column.meaning.unwrap_or(if nameless(column) { "name" } else { "" }) {
        "fund_nature" => Some(Names::Fund),
        "year" => Some(Names::Year),
        // Among the columns of indicators (项目支出绩效目标表) it is a text.
        "project_column" if column.role == Role::Text && lists_projects(table) => Some(Names::Project),
        _ if column.role != Role::Name => None,
        "unit_column" if of_projects && !has_projects && says(column, "项目") => Some(Names::Either),
        "unit_column" => Some(Names::Unit),
        // 支出项目类别（资金使用单位）
        "project_column" if of_projects && !has_units => Some(Names::Either),
        "project_column" if basic => Some(Names::Heading),
        "project_column" if lists_projects(table) => Some(Names::Project),
        "name" if of_projects && !has_projects => Some(Names::Either),
        "name" if column.side == 0 => Some(Names::Heading),
        _ => None,
    };
    table.columns.iter().map(names).collect()
}

fn says(column: &Column, word: &str) -> bool {
    column.path.iter().any(|label| label.contains(word))
}

/// Whether the class of a code is in the list that its first digit names.
fn is_listed(code: &str) -> bool {
    code.get(..3).is_some_and(|class| List::of_code(class).is_some_and(|list| nearest(list, class, None).is_some()))
}

/// A column of codes of a classification.
fn is_subject_column(column: &Column) -> bool {
    column.role == Role::Code && !matches!(column.meaning, Some("unit_code" | "project_code"))
}
