//! The figures of the tables, as the text can be held against them: found by value, by code and by pairing, each in one step. A
//! document of a thousand pages has a hundred thousand figures and ten thousand statements.

use super::pairing::{PAIRINGS, Pairing};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, repeats};
use crate::check::finding::Evidence;
use crate::check::table::{pieces, runs_over, unfit};
use crate::check::words::CHECK_WORDS;
use crate::content::disclosure::Kind;
use crate::content::{Role, Row, RowKind, Table};
use crate::decimal::Decimal;
use crate::grammar::{squeeze, unit_of};
use crate::record::{Origin, Record, Sight};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A figure of a table.
pub(super) struct Printed<'d> {
    pub(super) record: &'d Record,
    pub(super) figure: Figure,
}

/// All amounts of money of the tables.
pub(super) struct Ground<'d> {
    document: &'d Document<'d>,
    pub(super) figures: Vec<Printed<'d>>,
    /// Of each table whether it is likely to be one piece of several.
    pieces: Vec<bool>,
    /// Tables whose rows are of several bodies.
    shared: FxHashSet<usize>,
    /// Tables whose outermost rows are bodies, with the classes of each below it.
    listing: FxHashSet<usize>,
    /// Sections that speak of another year than the document, as their first sentence says.
    years: FxHashMap<usize, u16>,
    /// Values in order, by what rounding leaves open: a document has few kinds of that.
    values: BTreeMap<Decimal, Vec<Decimal>>,
    /// Whether all money is of one budget.
    one_fund: OnceCell<bool>,
    /// Figures of the rows with a code.
    coded: OnceCell<FxHashMap<&'d str, Vec<usize>>>,
    /// Figures that each of the pairings names.
    named: Vec<OnceCell<Vec<usize>>>,
}

/// Whether the outermost rows of a table are bodies: 一、某某市水利局机关, 二、某某市水利服务中心.
fn lists_bodies(table: &Table) -> bool {
    let Some(name) = table.columns.iter().position(|c| c.role == Role::Name) else { return false };
    let is_body = |row: &&Row| {
        let label = row.cells.get(name).and_then(Option::as_ref).map(|c| squeeze(&c.printed)).unwrap_or_default();
        let label = label.trim_end_matches(['）', ')']);
        row.level == Some(1)
            && row.kind == RowKind::Item
            && (CHECK_WORDS.text.bodies.iter().any(|b| label.ends_with(b))
                || CHECK_WORDS.forms.own_office.iter().any(|b| label.ends_with(b.trim_end_matches(')'))))
    };
    table.rows.iter().filter(is_body).count() > 1
}

/// The year that the first sentence of each section opens with, where it is of the other report: the budget that follows accounts, the
/// accounts before a budget.
fn years(document: &Document<'_>) -> FxHashMap<usize, u16> {
    let mut first: FxHashMap<usize, Option<u16>> = FxHashMap::default();
    for statement in &document.content.statements {
        let (Some(section), None) = (statement.section, statement.disclosed) else { continue };
        first.entry(section).or_insert_with(|| {
            let opening: String = squeeze(&statement.quote).chars().take(OPENING).collect();
            let at = opening.find('年')?;
            let year = opening.get(at.checked_sub(4)?..at)?.parse::<u16>().ok()?;
            let own = document.disclosure.fiscal_year?;
            let says = |word: &str| statement.quote.contains(word);
            let other = match document.disclosure.kind {
                Kind::FinalAccounts => year == own + 1 && says("预算") && !says("决算"),
                Kind::Budget => year + 1 == own && says("决算"),
                _ => false,
            };
            other.then_some(year)
        });
    }
    first.into_iter().filter_map(|(section, year)| Some((section, year?))).collect()
}

/// So many characters of a sentence are asked for its year.
const OPENING: usize = 14;

impl<'d> Ground<'d> {
    pub(super) fn of(document: &'d Document<'d>) -> Self {
        let figure = |record: &'d Record| {
            let factor = unit_of(record.unit?)?.factor()?;
            Some(Printed { record, figure: Figure::read(&record.printed, factor)? })
        };
        let over = |r: &Record| r.label.as_deref().is_some_and(runs_over);
        let tables = document.content.tables.iter().enumerate();
        let torn: FxHashSet<(usize, usize, usize)> =
            tables.flat_map(|(index, table)| unfit(table).into_iter().map(move |(row, column)| (index, row, column))).collect();
        let cut = |r: &Record| torn.contains(&(r.table_index, r.row, r.column));
        let sure = |r: &&Record| r.origin == Origin::Table && r.second_reader != Some(Sight::Unseen) && !over(r) && !cut(r);
        let tables = document.records.iter().filter(sure);
        let figures: Vec<Printed<'_>> = tables.filter_map(figure).collect();
        let mut values: BTreeMap<Decimal, Vec<Decimal>> = BTreeMap::new();
        for Printed { figure, .. } in &figures {
            values.entry(figure.half).or_default().push(figure.value);
        }
        values.values_mut().for_each(|v| v.sort_unstable());
        let named = PAIRINGS.iter().map(|_| OnceCell::new()).collect();
        let mut bodies: FxHashSet<(usize, &str)> = FxHashSet::default();
        bodies.extend(document.records.iter().filter(sure).filter_map(|r| Some((r.table_index, r.body.as_deref()?))));
        let mut seen = FxHashSet::default();
        let shared = bodies.into_iter().filter_map(|(table, _)| (!seen.insert(table)).then_some(table)).collect();
        Self {
            document,
            figures,
            pieces: pieces(document),
            shared,
            listing: document.content.tables.iter().enumerate().filter(|(_, t)| lists_bodies(t)).map(|(i, _)| i).collect(),
            years: years(document),
            values,
            one_fund: OnceCell::new(),
            coded: OnceCell::new(),
            named,
        }
    }

    pub(super) fn table(&self, record: &Record) -> Option<&'d Table> {
        self.document.content.tables.get(record.table_index)
    }

    /// Whether the table of a figure may be one piece of several, so that other rows of it stand elsewhere.
    pub(super) fn is_piece(&self, record: &Record) -> bool {
        self.pieces.get(record.table_index).copied().unwrap_or(false)
    }

    /// Whether a figure is of one of the bodies whose rows its table lists.
    pub(super) fn is_of_one_body(&self, record: &Record) -> bool {
        record.body.is_some() && self.shared.contains(&record.table_index) || self.listing.contains(&record.table_index)
    }

    /// The year that a section speaks of where it is not that of the document: 2020年度，我局收入总预算… beside the accounts of 2019.
    pub(super) fn year_of_section(&self, section: Option<usize>) -> Option<u16> {
        self.years.get(&section?).copied()
    }

    /// Whether all money of the document is of one budget: the total of all is that of the appropriations from the general budget.
    pub(super) fn is_of_one_fund(&self) -> bool {
        *self.one_fund.get_or_init(|| self.has_one_fund())
    }

    fn has_one_fund(&self) -> bool {
        let totals = |tables: &'static [&'static str], general: bool| {
            let is_it = move |r: &Record| {
                r.is_total
                    && r.table.is_some_and(|id| tables.contains(&id))
                    && (r.fund_source == Some("general_public_budget")) == general
            };
            self.figures.iter().filter(move |p| is_it(p.record) && !p.figure.value.is_zero()).map(|p| p.figure)
        };
        let mut all = totals(&["B01", "B02", "B03", "F01", "F02", "F03"], false);
        all.any(|whole| totals(&["B05", "F05"], true).any(|own| repeats(whole, own).agreement != Agreement::Differ))
    }

    /// Whether only the headings of the table of a figure say which one it is.
    pub(super) fn is_told_by_headings(&self, record: &Record) -> bool {
        self.table(record).is_some_and(Table::is_told_by_headings)
    }

    /// Whether a table prints this figure anywhere.
    pub(super) fn prints(&self, figure: Figure) -> bool {
        self.values.iter().any(|(half, values)| {
            let reach = repeats(figure, Figure { value: figure.value, half: *half }).tolerance;
            let from = values.partition_point(|v| *v < figure.value - reach);
            let nearest = values.get(from).map(|v| repeats(figure, Figure { value: *v, half: *half }));
            nearest.is_some_and(|c| c.agreement != Agreement::Differ)
        })
    }

    /// Whether a table prints this figure, and not only one that rounds to it where it has a digit or two: 0.3万元 is near to many.
    pub(super) fn prints_exactly(&self, figure: Figure) -> bool {
        let few = figure.value < figure.half * Decimal::TWO * Decimal::ONE_HUNDRED;
        let exact = || self.values.values().any(|values| values.binary_search(&figure.value).is_ok());
        if few { exact() } else { self.prints(figure) }
    }

    /// The figures that a pairing, told by its index, names; equal ones once.
    pub(super) fn named(&self, pairing: usize) -> impl Iterator<Item = &Printed<'d>> {
        let find = |p: &Pairing| self.different((0..self.figures.len()).filter(|i| self.is_named(p, *i)));
        let of = |cell: &OnceCell<Vec<usize>>| cell.get_or_init(|| PAIRINGS.get(pairing).map(find).unwrap_or_default()).clone();
        let found = self.named.get(pairing).map(of).unwrap_or_default();
        found.into_iter().filter_map(|index| self.figures.get(index))
    }

    fn is_named(&self, pairing: &Pairing, index: usize) -> bool {
        self.figures.get(index).is_some_and(|p| pairing.names(p.record, self.table(p.record)))
    }

    /// The figures of the rows with this functional or economic code.
    pub(super) fn coded(&self, code: &str) -> impl Iterator<Item = &Printed<'d>> {
        let coded = self.coded.get_or_init(|| {
            let mut all: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
            for (index, Printed { record, .. }) in self.figures.iter().enumerate() {
                for code in [&record.function_code, &record.economic_code].into_iter().flatten() {
                    all.entry(code).or_default().push(index);
                }
            }
            all
        });
        coded.get(code).into_iter().flatten().filter_map(|index| self.figures.get(*index))
    }

    /// Of equal figures of one scope the first.
    fn different(&self, indices: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut seen = FxHashSet::default();
        let key = |index: usize| {
            self.figures.get(index).map(|Printed { record: r, figure }| {
                let kind = (r.direction, r.fund_source, r.expenditure_kind, r.basic_kind, r.phase, r.source_year);
                let grand = r.label.as_deref().is_some_and(|l| l.contains('总'));
                (figure.value, figure.half, kind, r.fiscal_year, r.is_total, grand)
            })
        };
        indices.filter(|index| key(*index).is_some_and(|f| seen.insert(f))).collect()
    }

    /// A figure of a table as evidence.
    pub(super) fn evidence(&self, printed: &Printed<'_>) -> Evidence {
        let record = printed.record;
        let title = self.table(record).and_then(|t| t.title.as_deref()).unwrap_or("表");
        let row = record.label.as_deref().or(record.function_name.as_deref()).or(record.economic_name.as_deref());
        let parts = [Some(title), row, Some(&*record.measure)];
        Evidence {
            what: parts.into_iter().flatten().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" / "),
            printed: record.printed.to_string(),
            value: record.amount_yuan,
            place: record.place,
        }
    }
}
