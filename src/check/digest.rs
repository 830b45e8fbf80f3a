//! One document in a few figures, to compare it with other documents of a run.

use super::document::Document;
use super::figure::Figure;
use super::narrative;
use crate::check::words::CHECK_WORDS;
use crate::codes::subjects::fold;
use crate::content::disclosure::{Kind, Scope};
use crate::content::{Column, Direction, Measure, Role, Row, RowKind, Statement, Table};
use crate::decimal::Decimal;
use crate::grammar::sentence::Direction as Way;
use crate::grammar::{figure, unit_of};
use crate::place::Place;
use serde::{Deserialize, Serialize};

/// Names of units have so many characters.
const SHORTEST_UNIT: usize = 4;
const LONGEST_UNIT: usize = 60;
/// A digest holds so many of them.
const MOST_UNITS: usize = 1000;

/// One figure of a digest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DigestFigure {
    /// What it is: `income`, `expenditure`, `general`, `general.basic`, `general.project`, `three_public`, `opening`, `closing`;
    /// with `prior.` before it last year's as this document states it, or as its amount and the change since then make it, with
    /// `initial.` the budget that an outcome is held against, with `told.` this year's as the text of a document that names nobody gives it.
    pub key: String,
    /// Where it stands in words.
    pub what: String,
    /// As printed.
    pub printed: String,
    /// In yuan.
    #[serde(with = "exact")]
    pub value: Decimal,
    /// Half a unit of its last printed place, in yuan.
    #[serde(with = "exact")]
    pub half: Decimal,
    /// Page, 1-based.
    pub page: u32,
    /// Area on the page, `x0 y0 x1 y1`.
    pub area: Option<[f32; 4]>,
}

/// A document in a few figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// What the run calls the document by (its hash).
    pub id: String,
    /// Name of the file.
    pub name: String,
    /// What kind of document it is.
    pub kind: Kind,
    /// Whose budget it is.
    pub scope: Option<Scope>,
    /// Year of the budget or the accounts.
    pub year: Option<u16>,
    /// The body.
    pub department: Option<String>,
    /// The code printed with its name.
    #[serde(default)]
    pub code: Option<String>,
    /// The body above it, where the document names one.
    pub superior: Option<String>,
    /// Six digits of the division.
    pub division: Option<String>,
    /// Several divisions could be meant, and nothing decides.
    #[serde(default)]
    pub ambiguous: bool,
    /// The bodies whose tables a file of several holds, where the file as a whole is nobody's.
    #[serde(default)]
    pub parts: Vec<String>,
    /// How many budget units the text counts, the body itself among them.
    pub units: Option<u32>,
    /// Names in its lists of units (单位构成), as printed.
    #[serde(default)]
    pub unit_names: Vec<String>,
    /// Its key figures.
    pub figures: Vec<DigestFigure>,
}

impl Digest {
    /// The first figure of a key.
    pub fn figure(&self, key: &str) -> Option<&DigestFigure> {
        self.figures.iter().find(|f| f.key == key)
    }
}

/// A sentence that begins with more words before its first number may be of a part: `2024年度支出年初部门预算`.
const MOST_WORDS: usize = 24;

/// Decimals as text: a float would not keep them.
mod exact {
    use crate::decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Takes the digest of a document that the run calls `id` and whose file is `name`.
pub fn digest(document: &Document<'_>, id: &str, name: &str) -> Digest {
    let disclosure = document.disclosure;
    let mut figures = Vec::new();
    // A file of several bodies has no figures of its own.
    if document.content.parts.is_empty() && disclosure.kind != Kind::Other {
        for table in &document.content.tables {
            of_table(table, &mut figures);
        }
        of_text(document, disclosure.kind, &mut figures);
    }
    let own = disclosure.department.name.clone();
    if own.is_none() {
        told(document, &mut figures);
    }
    let mut parts: Vec<String> = document.records.iter().filter_map(|r| r.department.as_ref()).map(ToString::to_string).collect();
    parts.sort_unstable();
    parts.dedup();
    let superior = document.content.forms.iter().filter_map(|f| f.department.as_ref()).map(|p| bare_name(&p.text));
    let superior = superior.into_iter().find(|s| own.as_deref().is_none_or(|o| !s.contains(o)) && s.chars().count() > 3);
    Digest {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: disclosure.kind,
        scope: disclosure.scope,
        year: disclosure.fiscal_year,
        department: own,
        code: disclosure.department.code.clone(),
        superior,
        ambiguous: !disclosure.division.candidates.is_empty(),
        parts,
        division: disclosure.division.code.map(str::to_owned),
        units: units(document),
        unit_names: unit_names(document),
        figures,
    }
}

/// A body without the code before it: `014-某某办公室`.
fn bare_name(text: &str) -> String {
    fold(text).trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '[' | ']')).to_owned()
}

/// The number of budget units, where the text gives it once.
fn units(document: &Document<'_>) -> Option<u32> {
    let counts = document.content.statements.iter().filter(|s| s.measure == Measure::Count);
    let mut counts = counts.filter(|s| s.subject.as_ref().is_some_and(|s| s.name == "预算单位")).filter_map(|s| s.value);
    let first = counts.next()?;
    if counts.next().is_some() {
        return None;
    }
    first.to_string().parse().ok()
}

/// The names in tables that list units and are no official table.
fn unit_names(document: &Document<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for table in document.content.tables.iter().filter(|table| table.id.is_none()) {
        let is_name = |column: &Column| column.meaning == Some("unit_column") && column.role == Role::Name;
        let Some(column) = table.columns.iter().position(is_name) else { continue };
        let rows = table.rows.iter().filter(|row| matches!(row.kind, RowKind::Item | RowKind::Heading));
        let cells = rows.filter_map(|row| row.cells.get(column)?.as_ref());
        let printed = cells.map(|cell| cell.printed.split_whitespace().collect::<String>());
        names.extend(printed.filter(|name| (SHORTEST_UNIT..=LONGEST_UNIT).contains(&name.chars().count())));
    }
    names.truncate(MOST_UNITS);
    names
}

fn push(figures: &mut Vec<DigestFigure>, key: &str, table: &Table, row: &Row, column: usize) {
    if figures.iter().any(|f| f.key == key) {
        return;
    }
    let (Some(Some(cell)), Some(printed)) = (row.cells.get(column), table.columns.get(column)) else { return };
    let own = figure(&cell.printed).and_then(|(_, unit)| unit);
    let unit = own.or(printed.unit).or_else(|| table.unit.as_deref().and_then(unit_of));
    let Some(figure) = unit.and_then(|u| u.factor()).and_then(|factor| Figure::read(&cell.printed, factor)) else { return };
    let title = table.title.as_deref().unwrap_or_default();
    let rect = cell.rect;
    figures.push(DigestFigure {
        key: key.to_owned(),
        what: format!("{title} / {}", printed.path.join("/")),
        printed: cell.printed.to_string(),
        value: figure.value.normalize(),
        half: figure.half.normalize(),
        page: cell.page,
        area: Some([rect.x0, rect.y0, rect.x1, rect.y1]),
    });
}

/// The label of a row on the side of a column.
fn label<'t>(table: &Table, row: &'t Row, column: usize) -> Option<&'t str> {
    let side = table.columns.get(column)?.side;
    let names = table.columns.iter().zip(&row.cells).filter(|(c, _)| c.side == side && c.role == Role::Name);
    names.filter_map(|(_, cell)| cell.as_ref()).map(|c| c.printed.as_str()).next()
}

fn of_table(table: &Table, figures: &mut Vec<DigestFigure>) {
    let Some(id) = table.id else { return };
    let amounts = || table.columns.iter().enumerate().filter(|(_, c)| c.role == Role::Amount && !c.counts);
    match id {
        "B01" | "F01" => {
            for row in &table.rows {
                for (column, printed) in amounts() {
                    let Some(name) = label(table, row, column).map(fold) else { continue };
                    let main =
                        matches!(printed.meaning, Some("budget_figure" | "final_figure" | "amount" | "total" | "year_figure"));
                    let key = match printed.direction {
                        Some(Direction::Income) if CHECK_WORDS.documents.totals.contains(&name.as_str()) => "income",
                        Some(Direction::Expenditure) if CHECK_WORDS.documents.totals.contains(&name.as_str()) => "expenditure",
                        _ if id == "F01" && name.contains("年初结转和结余") => "opening",
                        _ if id == "F01" && name.contains("年末结转和结余") => "closing",
                        _ => continue,
                    };
                    if main {
                        push(figures, key, table, row, column);
                    }
                }
            }
        }
        "B05" | "F05" => {
            let Some(row) = table.rows.iter().find(|r| r.kind == crate::content::RowKind::Total) else { return };
            for (column, printed) in amounts() {
                match printed.meaning {
                    Some("total" | "amount") => push(figures, "general", table, row, column),
                    Some("basic") => push(figures, "general.basic", table, row, column),
                    Some("project") => push(figures, "general.project", table, row, column),
                    _ => {}
                }
            }
        }
        "B07" | "F09" => three_public(table, figures),
        _ => {}
    }
}

/// 三公 by columns or by rows; final accounts print the budget beside the outcome.
fn three_public(table: &Table, figures: &mut Vec<DigestFigure>) {
    let amounts = || table.columns.iter().enumerate().filter(|(_, c)| c.role == Role::Amount && !c.counts);
    let planned = |path: &[String]| path.iter().any(|p| p.contains("预算数"));
    let outcome = table.id == Some("F09");
    let years: Vec<u16> = table.columns.iter().filter_map(|c| c.year).collect();
    if years.windows(2).any(|w| w[0] != w[1]) {
        return;
    }
    let by_parts = table.columns.iter().any(|c| c.meaning == Some("overseas_travel"));
    for row in &table.rows {
        for (column, printed) in amounts() {
            let key = if outcome && planned(&printed.path) { "initial.three_public" } else { "three_public" };
            // 合计 over columns of parts (公开09表): the row is that of the whole where it has no name, or is the only one.
            let whole =
                printed.meaning == Some("total") && by_parts && (table.rows.len() == 1 || label(table, row, column).is_none());
            let by_column = printed.meaning == Some("three_public_total") || whole;
            let by_row = matches!(printed.meaning, Some("total" | "budget_figure" | "final_figure"))
                && label(table, row, column).map(fold).is_some_and(|l| l == "合计" || l.ends_with("三公经费合计"));
            if by_column || by_row {
                push(figures, key, table, row, column);
            }
        }
    }
}

/// What the text of a document that names nobody says of this year: by this it may be told whose it is.
fn told(document: &Document<'_>, figures: &mut Vec<DigestFigure>) {
    let own = |s: &&Statement| s.measure == Measure::Amount && s.entity.is_none();
    for statement in document.content.statements.iter().filter(own) {
        let keys: &[&str] = match narrative::subject(statement) {
            "收支总计" => &["told.income", "told.expenditure"],
            "收入合计" => &["told.income"],
            "支出合计" => &["told.expenditure"],
            "一般公共预算拨款支出" => &["told.general"],
            "“三公”经费" => &["told.three_public"],
            _ => continue,
        };
        let Some(figure) = Figure::of_statement(statement) else { continue };
        for key in keys.iter().filter(|key| !figures.iter().any(|f| f.key == **key)).collect::<Vec<_>>() {
            figures.push(of_statement(key, statement, figure));
        }
    }
}

fn of_statement(key: &str, statement: &Statement, figure: Figure) -> DigestFigure {
    let Place { page, rect } = statement.place;
    DigestFigure {
        key: key.to_owned(),
        what: format!("正文 / {}", narrative::subject(statement)),
        printed: statement.printed.clone(),
        value: figure.value.normalize(),
        half: figure.half.normalize(),
        page,
        area: rect.map(|r| [r.x0, r.y0, r.x1, r.y1]),
    }
}

/// Whether the words before a number, which have no other subject, are those for the initial budget of all expenditure.
fn says_initial(statement: &Statement) -> bool {
    let before = statement.quote.split_once(statement.printed.as_str()).map(|(before, _)| fold(before));
    let named = |before: String| {
        let before = before.trim_end_matches(['为', '是', '数']);
        CHECK_WORDS.documents.initial.iter().any(|w| before.ends_with(w) && before.chars().count() <= MOST_WORDS)
    };
    statement.subject.is_none() && before.is_some_and(named)
}

/// What the text says of last year, or of the budget that the outcome is held against.
fn of_text(document: &Document<'_>, kind: Kind, figures: &mut Vec<DigestFigure>) {
    for statement in document.content.statements.iter().filter(|s| s.measure == Measure::PriorAmount) {
        let Some(figure) = Figure::of_statement(statement) else { continue };
        let base = statement.base.as_deref().unwrap_or_default();
        let prefix = match kind {
            Kind::Budget if base.contains("上年") && !base.contains("执行") && !base.contains("决算") => "prior",
            Kind::FinalAccounts if base == "年初预算" || says_initial(statement) => "initial",
            _ => continue,
        };
        // 2024年度支出年初部门预算为…
        let name = if says_initial(statement) { Some("expenditure") } else { name_of(statement) };
        let Some(name) = name else { continue };
        let key = format!("{prefix}.{name}");
        // A text may say it twice, and not the same.
        if !figures.iter().any(|f| f.key == key && f.value == figure.value.normalize()) {
            figures.push(of_statement(&key, statement, figure));
        }
    }
    if kind == Kind::Budget {
        figures.extend(document.content.statements.iter().filter_map(|change| before(change, &document.content.statements)));
    }
}

/// The key under which a subject is held against other documents.
fn name_of(statement: &Statement) -> Option<&'static str> {
    Some(match narrative::subject(statement) {
        "收支总计" | "收入合计" => "income",
        "支出合计" => "expenditure",
        "一般公共预算拨款支出" => "general",
        "“三公”经费" => "three_public",
        _ => return None,
    })
}

/// Last year's budget, as this year's amount and its change make it: `预算总计80.00万元，与上年相比增加5.00万元`.
fn before(change: &Statement, statements: &[Statement]) -> Option<DigestFigure> {
    let own = |s: &Statement| s.entity.is_none() && s.disclosed.is_none() && !s.in_reason;
    let base = change.base.as_deref().filter(|_| change.measure == Measure::Change && own(change))?;
    let name = name_of(change).filter(|_| matches!(base, "上年" | "上年预算"))?;
    let is_amount = |s: &&Statement| {
        let same = s.group == change.group && narrative::subject(s) == narrative::subject(change);
        s.measure == Measure::Amount && same && own(s)
    };
    let amount = statements.iter().find(is_amount)?;
    let (now, by) = (Figure::of_statement(amount)?, Figure::of_statement(change)?);
    let (value, way) = match change.direction? {
        Way::Increase => (now.value - by.value, "增加"),
        Way::Decrease => (now.value + by.value, "减少"),
        // Of 基本持平 nobody knows by how much.
        Way::Flat => return None,
    };
    let figure = Figure { value, half: now.half + by.half };
    let printed = format!("{}，{way}{}", amount.printed, change.printed);
    Some(DigestFigure { printed, ..of_statement(&format!("prior.{name}"), change, figure) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_year_s_budget_is_this_year_s_without_the_change() {
        let text = "柳岸县水利局2026年部门预算\n\n一、收支预算总体情况\n\n柳岸县水利局2026年度收入、支出预算总计37,188.34万元，与上年相比收、支\
                    预算总计各增加4,016.19万元，增长12.11%。\n\n二、“三公”经费情况\n\n2026年“三公”经费预算5.00万元，比上年减少1.00万元。\n";
        let (sheets, _) = crate::layout::native::lay_out_text(text);
        let (mut outline, _) = crate::outline::outline(sheets);
        let (facts, _) = crate::content::disclosure::read(&outline, &crate::page::Metadata::default());
        let (content, _) = crate::content::read(&mut outline, &facts);
        let (records, _) = crate::record::read(&content, &facts);
        let read = Document { outline: &outline, disclosure: &facts, content: &content, records: &records, diagnostics: &[] };
        let found = digest(&read, "a", "a");
        let value = |key| found.figure(key).map(|f| f.value.to_string());
        assert_eq!(
            (value("prior.income").as_deref(), value("prior.three_public").as_deref()),
            (Some("331721500"), Some("60000"))
        );
    }
}
