//! Records of tables: one per amount, with what its row, its column and its table say of it.

use super::amount::{NameMatch, Origin, Read, Record, SourceYear};
use super::facts::{self, Facts, Usual};
use super::figure;
use super::labels::{self, Labels};
use super::named::Named;
use super::over::{self, Subjects};
use super::parts;
use super::refused::too_much;
use super::rows::{About, Rows};
use super::trust::{Backing, Doubt, Trust};
use crate::codes::cofog::{self, Cofog};
use crate::codes::{List, headers, nearest, titles};
use crate::content::{Column, Direction, Entry, Role, Row, RowKind, Table, counts_things};
use crate::diagnostic::Diagnostic;
use crate::grammar::{self, Amount, Unit, unit_of};
use arcstr::ArcStr;

/// The records of one table.
pub(super) fn read(index: usize, table: &Table, usual: &Usual, records: &mut Vec<Record>, diagnostics: &mut Vec<Diagnostic>) {
    let usual = &*usual.of_table(table);
    let table_unit = table.unit.as_deref().and_then(unit_of);
    let label_columns = labels::columns_of(table);
    let measures: Vec<ArcStr> = table.columns.iter().map(|c| c.path.join("/").into()).collect();
    let whole = facts::of_table(table, usual);
    let facts = facts::of_columns(table, &whole, usual);
    let part_of = parts::of_columns(table, &facts);
    let over = over::of_columns(table, usual.year);
    let figures: Vec<Option<ArcStr>> =
        figure::of_columns(table, &facts, &part_of, usual).into_iter().map(|n| n.map(ArcStr::from)).collect();
    let mut carried = labels::Carried::of(table);
    let mut rows = Rows::new(table, &facts, &whole, usual);
    let mut above = Above::default();
    let context = Context {
        table,
        usual,
        whole,
        item_of_total: facts::item_of_total(table),
        labelled: table.rows.iter().any(|row| says_something(table, row, None)),
        shifted: is_shifted(table),
    };
    for (row_index, row) in table.rows.iter().enumerate() {
        carried.row(table, row);
        let about = rows.about(table, row);
        // The amounts of one side share their labels: a row of fifteen amounts is looked up once.
        let mut read: Option<(&[usize], Side)> = None;
        for (column, cell) in row.cells.iter().enumerate() {
            let Some(cell) = cell.as_ref().filter(|_| table.columns[column].role == Role::Amount) else { continue };
            let place = cell.place();
            let Some((value, cell_unit)) = read_cell(&table.columns[column], &cell.printed) else {
                if cell.printed.contains(|c: char| c.is_ascii_digit() || matches!(c, '#' | '＃')) {
                    let message = format!("`{}` stands in a column of amounts but is none", cell.printed);
                    diagnostics.push(Diagnostic::warning("record.no_amount", message).at(place));
                }
                continue;
            };
            let glued = ends_in_code(&value, &cell.printed);
            if glued {
                let message = format!("`{}` may be an amount and the code of the column beside it", cell.printed);
                diagnostics.push(Diagnostic::warning("record.glued_code", message).at(place));
            }
            let beside = label_columns[column].as_slice();
            let side = match &read {
                Some((columns, side)) if *columns == beside => side,
                _ => {
                    let number = table.columns[column].side;
                    let entry = row.on(number);
                    let mut labels = labels::of(table, row, beside, entry.level, &carried, usual.year);
                    if entry.kind != RowKind::Item && labels.plain.is_none() && labels.main().is_none() {
                        labels.plain = labels::merged_total(row, column);
                    }
                    if let Some(coded) = labels.main().filter(|_| labels.by_name) {
                        carried.found(entry.level, &coded.code);
                    }
                    let side = Side::of(labels, entry, &about);
                    &read.insert((beside, above.under(number, side))).1
                }
            };
            let labels = &side.labels;
            let subjects = Subjects::of(labels, over[column].as_ref());
            let inherited = table_unit.filter(|_| !side.counts);
            let unit = cell_unit.or_else(|| unit_in_force(table, column, labels.plain.as_deref(), inherited));
            let factor = unit.and_then(Unit::factor);
            let amount_yuan = factor.and_then(|factor| value.value.in_yuan(factor));
            if factor.is_some() && amount_yuan.is_none() {
                diagnostics.push(too_much(&cell.printed, unit, place));
                continue;
            }
            let of_column = facts[column];
            let (official, variant) = official(table, &of_column);
            let mut facts = facts_of(&context, column, of_column, side, &about);
            // 公务用车购置数（辆） in a column of money is no cost of vehicles.
            let things = labels.plain.as_deref().is_some_and(counts_things);
            facts.item = facts.item.filter(|_| !things);
            let figure =
                figures[column].clone().filter(|_| !things).and_then(|name| figure::in_row(name, &of_column, &facts, usual));
            records.push(Record {
                department: None,
                department_code: None,
                origin: Origin::Table,
                table: official,
                variant,
                table_index: index,
                row: row_index,
                column,
                fiscal_year: facts.year,
                phase: facts.phase,
                body: about.body.clone(),
                project: about.project.clone(),
                function_code: subjects.function.code,
                function_name: subjects.function.name,
                economic_code: subjects.economic.code,
                economic_name: subjects.economic.name,
                gov_economic_code: subjects.government.code,
                gov_economic_name: subjects.government.name,
                revenue_code: labels.revenue.as_ref().map(|l| l.code.clone()),
                revenue_name: labels.revenue.as_ref().and_then(|l| l.name.clone()),
                code_by_name: labels.by_name || subjects.by_name,
                code_candidates: labels.candidates.clone(),
                name_match: side.named.matched,
                official_name: side.named.official,
                cofog: side.cofog,
                direction: facts.direction,
                level: side.entry.level,
                of_which: side.entry.of_which,
                label: labels.plain.clone().or_else(|| about.change.clone()),
                measure: measures[column].clone(),
                meaning: table.columns[column].meaning,
                figure,
                item: facts.item,
                fund_source: facts.fund_source,
                source_year: facts.source_year,
                expenditure_kind: facts.expenditure_kind,
                basic_kind: facts.basic_kind,
                horizon: None,
                amount_yuan: amount_yuan.map(|yuan| yuan.normalize()),
                printed: cell.printed.clone(),
                unit: unit.map(Unit::printed),
                is_total: matches!(side.entry.kind, RowKind::Total | RowKind::Subtotal),
                counts: side.entry.counts,
                part_of: part_of[column],
                trust: trust(&context, (row, column), (side, &about), glued, amount_yuan.is_none()),
                read: Read::Text,
                second_reader: None,
                place,
            });
        }
    }
}

/// The number in a cell, with the unit that is printed there; in a column of rates `95.19%` too.
fn read_cell(column: &Column, printed: &str) -> Option<(Amount, Option<Unit>)> {
    let rate = || grammar::percent(printed).filter(|_| column.counts).map(|rate| (rate, Some(Unit::Percent)));
    grammar::figure(printed).or_else(rate)
}

/// The official table that the amounts of a column belong to, and the layout that answers for it. Where all general public expenditure
/// by economic class answers for the basic one (深圳's B18 for B06), only its column 基本支出 is that table's; the others are its own.
fn official(table: &Table, column: &Facts) -> (Option<&'static str>, Option<&'static str>) {
    let own = table.variant.filter(|variant| titles::stands_for(variant).is_none() && column.expenditure_kind != Some("basic"));
    own.map_or((table.id, table.variant), |own| (Some(own), None))
}

/// Whether behind two decimals a number has the digits of a subject code: `37.56` and `302` drawn too near to each other.
fn ends_in_code(value: &Amount, printed: &str) -> bool {
    let known = |code: &str| List::of_code(code).is_some_and(|list| nearest(list, code, None).is_some());
    matches!(value.decimals, 5 | 7 | 9) && printed.rsplit('.').next().and_then(|d| d.get(2..)).is_some_and(known)
}

/// What holds for all amounts of a table.
struct Context<'t> {
    table: &'t Table,
    usual: &'t Usual,
    whole: Facts,
    item_of_total: Option<&'static str>,
    /// The rows of the table say what they are.
    labelled: bool,
    /// A heading of amounts stands over names: the headings may belong to other columns.
    shifted: bool,
}

/// Whether a heading that means an amount stands over a column of names.
fn is_shifted(table: &Table) -> bool {
    let of_amounts = |path: &[String]| headers::meaning(path).is_some_and(|m| m.role == Role::Amount && m.money);
    table.columns.iter().any(|c| c.role == Role::Name && c.meaning.is_some() && of_amounts(&c.path))
}

/// The labels of one side of a row, and what follows from them alone.
struct Side {
    labels: Labels,
    entry: Entry,
    named: Named,
    cofog: Option<&'static Cofog>,
    /// What the label of a row without a code means.
    facts: Option<Facts>,
    /// That label counts things or gives a rate: 公务用车保有量. Its figures are no money.
    counts: bool,
}

impl Side {
    /// A name of a project, a unit or a thing bought says nothing of the kind of expenditure, whatever words are in it.
    fn of(labels: Labels, entry: Entry, about: &About) -> Self {
        let named = labels.main().map(|coded| coded.named).unwrap_or_default();
        let cofog = labels.function.as_ref().and_then(|coded| cofog::cofog(&coded.code));
        let says = labels.main().is_none() && !labels.names_thing && about.project.is_none();
        let label = labels.plain.as_ref().filter(|_| says);
        let facts = label.map(|label| Facts::of_label(label));
        let counts =
            label.and_then(|label| headers::meaning(&[label.to_string()])).is_some_and(|m| m.role == Role::Amount && !m.money);
        Self { labels, entry, named, cofog, facts, counts }
    }
}

/// On each side the rows without a code that the next one may stand below.
#[derive(Default)]
struct Above(Vec<Vec<Head>>);

/// A row that others stand below.
#[derive(Clone)]
struct Head {
    level: u8,
    label: ArcStr,
    /// Its money was carried over.
    carried: bool,
    /// The kind of expenditure that it names.
    kind: Option<&'static str>,
}

impl Above {
    /// What stands below carried-over money is carried over as well, and what stands below 基本支出 is basic; what 购置费 is of is told
    /// by the row above it.
    fn under(&mut self, number: u8, mut side: Side) -> Side {
        let number = usize::from(number);
        self.0.resize(self.0.len().max(number + 1), Vec::new());
        let above = &mut self.0[number];
        let level = side.entry.level;
        above.retain(|head| level.is_some_and(|level| head.level < level));
        let kind = above.iter().rev().find_map(|head| head.kind);
        if let (Some(facts), Some(head), Some(own)) = (&mut side.facts, above.last(), &side.labels.plain) {
            *facts = facts.or(Facts::of_path(&[head.label.to_string(), own.to_string()]));
            if head.carried {
                facts.source_year.get_or_insert(SourceYear::Carryover);
            }
        }
        if let (Some(level), Some(facts), Some(label)) = (level, &side.facts, &side.labels.plain) {
            let carried = facts.source_year == Some(SourceYear::Carryover);
            above.push(Head { level, label: label.clone(), carried, kind: facts.expenditure_kind });
        }
        if kind.is_some() {
            let facts = side.facts.get_or_insert_default();
            facts.expenditure_kind = facts.expenditure_kind.or(kind);
        }
        side
    }
}

/// What is known of one amount: its column, then the label and the other texts of its row, then its table.
fn facts_of(context: &Context<'_>, index: usize, column: Facts, side: &Side, about: &About) -> Facts {
    let (whole, usual) = (&context.whole, context.usual);
    let printed = &context.table.columns[index];
    let mut facts = side.facts.map_or(column, |row| column.or(row).in_phase(&row, printed)).or(*whole);
    // 合计 over a row of something else (行政经费) is no total of 三公.
    let unnamed = side.labels.plain.is_none() || side.labels.names_thing;
    // 总计 over the funds that pay it is the total as well.
    let in_total = printed.meaning == Some("total") || facts.fund_source.is_some() && printed.context.last() == Some(&"total");
    let total = side.entry.kind == RowKind::Total || unnamed && in_total;
    facts.item = facts.item.or(context.item_of_total.filter(|_| total));
    // 三公, meetings, running costs are spent, whatever the table is called.
    facts.direction = facts.direction.or(facts.item.filter(|_| !side.counts).map(|_| Direction::Expenditure));
    if let Some(text) = &about.fund {
        facts = facts.with_fund(text);
    }
    if about.change.is_some() {
        return facts.as_change();
    }
    about.year.map_or(facts, |year| facts.in_year(year, usual))
}

/// What backs the meaning of an amount, and what of it is in doubt, as far as its table and row say.
fn trust(
    context: &Context<'_>,
    (row, column): (&Row, usize),
    (side, about): (&Side, &About),
    glued: bool,
    no_yuan: bool,
) -> Trust {
    let (table, labels) = (context.table, &side.labels);
    let mut trust = Trust::default();
    match table.identity.as_ref().map(|i| (i.confidence, i.header_agrees)) {
        Some(("high", true)) => trust.back(Backing::TitleAndHeader),
        Some(("low", _)) => trust.doubt(Doubt::Table),
        _ => {}
    }
    if context.shifted {
        trust.doubt(Doubt::Table);
    }
    match side.named.matched {
        Some(NameMatch::Equal | NameMatch::KnownVariant) => trust.back(Backing::Code),
        Some(NameMatch::Differs | NameMatch::UnknownCode) => trust.doubt(Doubt::Code),
        _ => {}
    }
    if !labels.candidates.is_empty() || labels.main().is_none() && has_fragment(table, row, table.columns[column].side) {
        trust.doubt(Doubt::Code);
    }
    if glued {
        trust.doubt(Doubt::Geometry);
    }
    if about.unsure {
        trust.doubt(Doubt::Body);
    }
    // It may be the total, or the row before gone on.
    let number = table.columns[column].side;
    if context.labelled && side.entry.kind == RowKind::Item && !says_something(table, row, Some(number)) {
        trust.doubt(Doubt::Total);
    }
    if no_yuan && !side.counts && !table.columns[column].counts {
        trust.doubt(Doubt::Unit);
    }
    trust
}

/// Whether anything but amounts stands in a row on one side, or on any.
fn says_something(table: &Table, row: &Row, side: Option<u8>) -> bool {
    let own = |column: &Column| column.role != Role::Amount && side.is_none_or(|side| column.side == side);
    row.cells.iter().zip(&table.columns).any(|(cell, column)| own(column) && cell.is_some())
}

/// Whether a row prints a piece of a code (`05` below `208`): what it is a piece of was not found.
fn has_fragment(table: &Table, row: &Row, side: u8) -> bool {
    let labels =
        row.cells.iter().zip(&table.columns).filter(|(_, c)| c.side == side && matches!(c.role, Role::Code | Role::Name));
    let is_fragment = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    labels.filter_map(|(cell, _)| cell.as_ref()).any(|cell| is_fragment(&cell.printed))
}

/// The unit of one amount. What stands nearest rules: the label of the row (`车辆（辆）`), the heading of the column (`人数`,
/// `金额（元）`), the line above the table. A column of counts without a unit of its own has none; it never borrows 万元.
fn unit_in_force(table: &Table, column: usize, label: Option<&str>, table_unit: Option<Unit>) -> Option<Unit> {
    let in_label = label.filter(|l| l.contains(['（', '('])).and_then(unit_of);
    let column = &table.columns[column];
    in_label.or(column.unit).or(table_unit.filter(|_| !column.counts))
}
