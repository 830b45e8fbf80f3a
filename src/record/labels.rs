//! What stands beside an amount: the codes and names of its row, on its side of the table.

use super::named::{self, Named};
use crate::codes::{List, NameMatch, by_name, class_of_name, headers::Axis, names_match, nearest, without_ordinal};
use crate::content::disclosure::unit;
use crate::content::{Column, Role, Row, Table, fills_up, is_relative};
use crate::grammar::{bracketed_code, code_and_name, squeeze, unfilled_code, written_code};
use crate::limits::MAX_LABEL_COLUMNS;
use arcstr::ArcStr;
use rustc_hash::FxHashMap;

/// A code and the name printed beside it.
#[derive(Debug, Clone)]
pub(super) struct Coded {
    /// The digits as printed.
    pub code: ArcStr,
    /// The name as printed.
    pub name: Option<ArcStr>,
    /// How the name compares with the official one.
    pub named: Named,
}

/// Labels of one amount.
#[derive(Debug, Clone, Default)]
pub(super) struct Labels {
    /// Functional code (2xx…).
    pub function: Option<Coded>,
    /// Department economic code (3xx…).
    pub economic: Option<Coded>,
    /// Government economic code (5xx…).
    pub government: Option<Coded>,
    /// Revenue code (1xx…).
    pub revenue: Option<Coded>,
    /// The label of a row without a code.
    pub plain: Option<ArcStr>,
    /// Codes that the printed name can stand for; the code itself is set when there is exactly one.
    pub candidates: Box<[&'static str]>,
    /// The code was found by the name, not printed.
    pub by_name: bool,
    /// The label is the name of a project, a unit or a thing bought.
    pub names_thing: bool,
}

/// The code columns of a row with what a staircase carries down (烟台: 类 and 款 are printed once, also over a page break).
#[derive(Default)]
pub(super) struct Carried {
    current: Vec<Option<String>>,
    /// Codes found by name in the rows above, by the level of their row, outermost first.
    found: Vec<(u8, String)>,
    /// The codes of the table are filled up with zeros.
    filled: bool,
    /// For each column, whether it prints of each code its own digits only.
    relative: Vec<bool>,
    /// For each column the level of the row of the last class: where units stand above their functions it is no first one.
    class: Vec<Option<u8>>,
}

impl Carried {
    /// For the rows of a table.
    pub fn of(table: &Table) -> Self {
        let relative = (0..table.columns.len()).map(|index| is_relative(&table.rows, &table.columns, index)).collect();
        Self { filled: fills_up(&table.rows, &table.columns), relative, ..Self::default() }
    }

    /// Keeps a code that was found by name, as the parent of the rows below it on its side.
    pub fn found(&mut self, level: Option<u8>, code: &str) {
        let Some(level) = level else { return };
        self.found.retain(|(above, other)| *above < level || List::of_code(other) != List::of_code(code));
        self.found.push((level, code.to_owned()));
    }

    /// The code of the row's parent, where names are all there is (杭州: 行政运行 means another code under each 款), and how many
    /// levels it stands above the row.
    fn parent(&self, level: Option<u8>, list: List) -> Option<(&str, u8)> {
        let level = level?;
        let of_list = |code: &&(u8, String)| code.0 < level && List::of_code(&code.1) == Some(list);
        self.found.iter().rev().find(of_list).map(|(above, code)| (code.as_str(), level - above))
    }

    /// A code whose higher digits stand in a row above: `05` of the second level below `208`.
    fn below(&self, index: usize, level: Option<u8>, own: String) -> String {
        let above = self.current[index].as_deref().unwrap_or_default();
        let class = self.class[index].unwrap_or(1);
        let digits = if level.is_some_and(|level| level > class.saturating_add(1)) { 5 } else { 3 };
        above.get(..digits).map_or(own.clone(), |above| above.to_owned() + &own)
    }

    /// Takes up the codes of the next row.
    pub fn row(&mut self, table: &Table, row: &Row) {
        self.current.resize(table.columns.len(), None);
        self.class.resize(table.columns.len(), None);
        let mut changed = false;
        for (index, column) in table.columns.iter().enumerate() {
            if !is_subject(column) {
                changed = false;
                continue;
            }
            match &row.cells[index] {
                Some(cell) => {
                    let text = squeeze(&cell.printed);
                    let code = written_code(&text).unwrap_or(text);
                    let code = if self.filled { unfilled_code(&code).to_owned() } else { code };
                    if code.len() == 3 {
                        self.class[index] = row.on(column.side).level;
                    }
                    self.current[index] = Some(match code.len() {
                        2 if self.relative[index] => self.below(index, row.on(column.side).level, code),
                        _ => code,
                    });
                    changed = true;
                }
                // A lower level begins anew below a printed higher level.
                None if changed => self.current[index] = None,
                None => {}
            }
        }
    }
}

/// For each column the columns that label it: the codes and names to its left, on its side, the nearest where there are very many;
/// and those at the end of the side, behind all amounts, where codes of a classification are among them (西安 prints the codes of carry-over projects
/// there).
pub(super) fn columns_of(table: &Table) -> Vec<Vec<usize>> {
    let mut sides: FxHashMap<u8, Side> = FxHashMap::default();
    for (index, column) in table.columns.iter().enumerate() {
        let side = sides.entry(column.side).or_default();
        match column.role {
            _ if is_label(column) => side.behind.push(index),
            Role::Amount => side.open.append(&mut side.behind),
            _ => {}
        }
    }
    let is_code = |index: &usize| table.columns[*index].role == Role::Code && table.columns[*index].axis.is_some();
    let beside = |(index, column): (usize, &Column)| {
        let Some(side) = sides.get(&column.side) else { return Vec::new() };
        let before = side.open.partition_point(|label| *label < index);
        let first = before.saturating_sub(MAX_LABEL_COLUMNS);
        let mut beside = side.open[first..before].to_vec();
        if column.role == Role::Amount && side.behind.iter().any(is_code) {
            beside.extend(side.behind.iter().take(MAX_LABEL_COLUMNS));
        }
        beside
    };
    table.columns.iter().enumerate().map(beside).collect()
}

/// The columns of labels of a side: those that an amount follows, and those behind the last.
#[derive(Default)]
struct Side {
    open: Vec<usize>,
    behind: Vec<usize>,
}

/// A column of codes of the classification: not of units or projects, whose codes are numbers of their own.
fn is_subject(column: &Column) -> bool {
    column.role == Role::Code && !matches!(column.meaning, Some("unit_code" | "project_code"))
}

/// Codes, names, and the levels of a directory of things bought (指导性目录).
fn is_label(column: &Column) -> bool {
    matches!(column.role, Role::Code | Role::Name) || column.meaning == Some("catalogue_level")
}

/// The labels that a row has in the given columns.
pub(super) fn of(
    table: &Table,
    row: &Row,
    label_columns: &[usize],
    level: Option<u8>,
    carried: &Carried,
    year: Option<u16>,
) -> Labels {
    let mut labels = Labels::default();
    let mut joined = String::new();
    for (position, &index) in label_columns.iter().enumerate() {
        let text = row.cells[index].as_ref().map(|c| squeeze(&c.printed));
        let column = &table.columns[index];
        match column.role {
            // Codes of units and projects are numbers of their own: 西安 has a unit 262, and 262 is no class.
            Role::Code if !is_subject(column) => {
                // 合计 stands in whatever column comes first.
                labels.plain = text.filter(|t| t.chars().all(|c| !c.is_ascii_digit())).map(ArcStr::from).or(labels.plain.take());
            }
            Role::Code => add_part(&mut joined, code_part(table, row, label_columns, position, carried).unwrap_or_default()),
            _ => {
                let Some(text) = text else { continue };
                if names_no_subject(table, column) {
                    labels.other_name(text, year);
                    continue;
                }
                labels.name(text, std::mem::take(&mut joined), column, year, |list| carried.parent(level, list));
            }
        }
    }
    if !joined.is_empty() {
        // A name before its code.
        let name = labels.plain.take().filter(|_| labels.main().is_none() && !labels.names_thing);
        labels.put(joined, name.map(|name| name.to_string()), year);
    }
    labels
}

/// The label of a total whose merged cell reaches from the columns of another side up to the amount in `column` (公用经费合计 over two
/// lists): the nearest text to the left, if its cell ends where that of the amount begins.
pub(super) fn merged_total(row: &Row, column: usize) -> Option<ArcStr> {
    /// Two borders nearer than this (points) are one.
    const SAME: f32 = 3.0;
    let amount = row.cells[column].as_ref()?;
    let label = row.cells[..column].iter().rev().flatten().next()?;
    let text = squeeze(&label.printed);
    let reaches = label.rect.x1 > label.rect.x0 && label.rect.x1 > amount.rect.x0 - SAME;
    (reaches && text.ends_with('计')).then(|| text.into())
}

/// The functional codes of a name that stands so many levels below a code. Of several (其他教育支出 is a 款 and a 项) those of that depth.
fn below((above, levels): (&str, u8), name: &str, year: Option<u16>) -> Vec<&'static str> {
    let codes: Vec<&str> = by_name(List::Functional, name, year, Some(above)).into_iter().map(|entry| entry.code).collect();
    let deep = |code: &&'static str| code.len() == above.len() + 2 * usize::from(levels);
    if codes.len() > 1 && codes.iter().any(deep) { codes.into_iter().filter(deep).collect() } else { codes }
}

/// A column of projects, units or things bought: what stands there is no name of the code in front (西安 prints the functional code
/// of each purchase beside it).
fn names_no_subject(table: &Table, column: &Column) -> bool {
    match column.meaning {
        Some("unit_column" | "procurement_item" | "catalogue_level") => true,
        Some("project_column") => lists_projects(table),
        _ => false,
    }
}

/// Whether a column 项目名称, 支出项目类别 holds projects: in tables of income and of basic expenditure it holds subjects.
pub(super) fn lists_projects(table: &Table) -> bool {
    const OTHERS: [&str; 14] =
        ["B01", "B02", "B04", "B06", "B06f", "B17", "B19", "B07", "F01", "F02", "F04", "F06", "F09", "F20"];
    !table.variant.or(table.id).is_some_and(|id| OTHERS.contains(&id))
}

/// Adds a part of a code to those before it, or the whole code that holds them already (`201 | 20103 | 2010301`).
fn add_part(joined: &mut String, part: &str) {
    if !joined.is_empty() && part.starts_with(joined.as_str()) {
        joined.clear();
    }
    joined.push_str(part);
}

/// The part of a code that a column contributes: printed in this row, or carried down to it when a lower part is printed.
fn code_part<'c>(table: &Table, row: &Row, columns: &[usize], position: usize, carried: &'c Carried) -> Option<&'c str> {
    // One group of code columns ends at the next name.
    let group = columns[position..].iter().take_while(|i| is_subject(&table.columns[**i]));
    let printed_here_or_below = group.into_iter().any(|i| row.cells[*i].is_some());
    carried.current[columns[position]].as_deref().filter(|_| printed_here_or_below)
}

impl Labels {
    /// A printed name with the code before it, in it, or none.
    fn name<'c>(
        &mut self,
        text: String,
        code: String,
        column: &Column,
        year: Option<u16>,
        parent: impl Fn(List) -> Option<(&'c str, u8)>,
    ) {
        if !code.is_empty() {
            return self.put(code, Some(text), year);
        }
        match glued(&text) {
            Some((code, name)) => self.put(code, Some(name), year),
            None => self.look_up(text, column, year, parent),
        }
    }

    /// The name of a project, a unit or a thing, which may all the same be glued to a code of the classification.
    fn other_name(&mut self, text: String, year: Option<u16>) {
        match glued(&text) {
            Some((code, name)) => self.put(code, Some(name), year),
            None => {
                self.plain = Some(text.into());
                self.names_thing = true;
            }
        }
    }

    /// Revenue codes begin with 1, functional ones with 2, department economic ones with 3, government economic ones with 5.
    fn put(&mut self, code: String, name: Option<String>, year: Option<u16>) {
        let code = match with_nought(&code, name.as_deref(), year) {
            Some(whole) => {
                self.by_name = true;
                whole
            }
            None => code,
        };
        let list = List::of_code(&code).filter(|_| is_subject_code(&code));
        let list = list.filter(|list| *list != List::Revenue || is_revenue(&code, name.as_deref()));
        let list = list.filter(|list| !is_of_unit(*list, &code, name.as_deref()));
        let Some(list) = list else {
            self.plain = Some(name.unwrap_or(code).into());
            return;
        };
        let named = named::compare(list, &code, name.as_deref(), year);
        let coded = Coded { code: code.into(), name: name.map(ArcStr::from), named };
        match list {
            List::EconomicDepartment => self.economic = Some(coded),
            List::EconomicGovernment => self.government = Some(coded),
            List::Revenue => self.revenue = Some(coded),
            _ => self.function = Some(coded),
        }
    }

    /// A name without a code, looked up in the classification that its column names. Several codes for one name are kept as
    /// candidates: 其他工资福利支出 is 30199 and 50199.
    fn look_up<'c>(&mut self, text: String, column: &Column, year: Option<u16>, parent: impl Fn(List) -> Option<(&'c str, u8)>) {
        let list = column.axis.map(|axis| match axis {
            Axis::Function => List::Functional,
            Axis::Economic => List::EconomicDepartment,
            Axis::GovEconomic => List::EconomicGovernment,
        });
        // `5、教育` in a column of functions is the class, not the 款 of that name below 援助其他地区支出.
        let numbered = || class_of_name(&text).filter(|_| without_ordinal(&text).1 && parent(List::Functional).is_none());
        let class = list.filter(|list| *list == List::Functional).and_then(|_| numbered());
        let found: Vec<&'static str> = match list {
            Some(_) if class.is_some() => class.map(|class| class.code).into_iter().collect(),
            Some(list) => by_name(list, &text, year, parent(list).map(|(code, _)| code)).into_iter().map(|e| e.code).collect(),
            // `一、一般公共服务支出`: the classes of the two-sided tables, whatever number stands before them.
            None if column.meaning == Some("project_column") => {
                let list = List::EconomicDepartment;
                by_name(list, &text, year, parent(list).map(|(code, _)| code)).into_iter().map(|e| e.code).collect()
            }
            // Below them their 款 and 项, which have names of their own within a class only.
            None => match (class_of_name(&text), parent(List::Functional)) {
                (Some(class), _) => vec![class.code],
                (None, Some(above)) => below(above, &text, year),
                (None, None) => Vec::new(),
            },
        };
        if let [code] = found[..] {
            self.put(code.to_owned(), Some(text), year);
            self.by_name = true;
        } else {
            self.candidates = found.into();
            self.plain = Some(text.into());
        }
    }

    /// The functional, or else the economic or the revenue code of the row.
    pub fn main(&self) -> Option<&Coded> {
        self.function.as_ref().or(self.economic.as_ref()).or(self.government.as_ref()).or(self.revenue.as_ref())
    }
}

/// A code in brackets or glued to the front of a name.
pub(super) fn glued(text: &str) -> Option<(String, String)> {
    let bracketed = bracketed_code(text).map(|(code, name)| (code.to_owned(), name.to_owned()));
    bracketed.or_else(|| code_and_name(text).map(|c| (c.code.to_owned(), c.name.to_owned())))
}

/// A code whose last level lost its nought (`301 | 2`), where the name beside it is that of the whole code.
fn with_nought(code: &str, name: Option<&str>, year: Option<u16>) -> Option<String> {
    let (above, digit) = code.split_at_checked(code.len().checked_sub(1)?).filter(|(above, _)| matches!(above.len(), 3 | 5))?;
    let whole = format!("{above}0{digit}");
    let list = List::of_code(&whole)?;
    let named = matches!(names_match(list, &whole, name?, year), NameMatch::Equal | NameMatch::KnownVariant);
    named.then_some(whole)
}

/// Whether a number is one of a unit: its first digits are no class of the list, and a body stands beside it (`262001-…支队`).
fn is_of_unit(list: List, code: &str, name: Option<&str>) -> bool {
    code.get(..3).is_none_or(|class| nearest(list, class, None).is_none()) && name.is_some_and(|name| unit(name).is_some())
}

/// Whether a number is a code of revenue: its class is, and a name stands beside it that speaks of income. Numbers that begin with 1
/// are too many to take every one for a code.
fn is_revenue(code: &str, name: Option<&str>) -> bool {
    const INCOME: [&str; 5] = ["收入", "税", "收益", "结余", "结转"];
    code.get(..3).is_some_and(|class| nearest(List::Revenue, class, None).is_some())
        && name.is_some_and(|name| INCOME.iter().any(|word| name.contains(word)))
}

/// 类, 款, 项, and the two digits that provinces add (目级). Two digits alone (`21`) are a number of something else.
fn is_subject_code(code: &str) -> bool {
    matches!(code.len(), 3 | 5 | 7..=9) && code.bytes().all(|b| b.is_ascii_digit())
}
