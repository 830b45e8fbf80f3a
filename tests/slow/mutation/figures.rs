//! Which figures count: those that a reader could notice to be wrong, as this test finds by arithmetic of its own.
//!
//! | origin | a figure other than zero counts when |
//! |---|---|
//! | table | it stands in a column of money of an official table and is *summed* (a total row prints an amount in its column, or a total column in its row), *repeated* (another table prints the same amount) or *stated* (the text gives it) |
//! | text | an amount is *repeated* by a table, a form or another sentence about the same thing; an amount, a change, last year's amount, a rate or a share *follows* from the others that are said with it |
//! | form | a fund is *summed* (the sources beside it make up the total) or *repeated* by a table of projects or the other half of the form; a cost is what the form asks for, alone or times a quantity of the form |
//!
//! What is none of these stands alone: whether it is right cannot be seen from the document.

use super::Whole;
use gongkai::content::{Content, Form, Fund, Indicator, Measure, Role, RowKind, Statement};
use gongkai::decimal::Decimal;
use gongkai::extraction::Extraction;
use gongkai::grammar::{amount, amounts_in, unit_of};
use gongkai::outline::Outline;
use gongkai::place::Place;
use gongkai::record::{self, Record};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    Table,
    Text,
    Form,
}

/// Where the text with a figure stands in the outline.
#[derive(Debug, Clone, Copy)]
pub enum Spot {
    Cell { table: usize, row: usize, cell: usize },
    Text { paragraph: usize },
}

/// One figure that counts.
pub struct Figure {
    pub origin: Origin,
    pub spot: Spot,
    pub place: Place,
    /// The text around it, a cell or a paragraph.
    pub text: String,
    /// Where it stands in the text, with its unit.
    pub at: Range<usize>,
    pub printed: String,
    /// What a statement measures.
    pub measure: Option<Measure>,
    /// Its table, form or subject.
    pub what: String,
    pub why: &'static str,
}

/// All figures of a document that count.
pub fn of(whole: &Whole) -> Vec<Figure> {
    let (document, cells) = (&whole.read, Cells::of(&whole.outline));
    let mut figures = tables(document, &cells);
    figures.extend(texts(document));
    figures.extend(forms(document, &cells));
    figures
}

/// The cells of the outline by where they stand.
struct Cells<'o> {
    outline: &'o Outline,
    at: HashMap<(u32, [u32; 4]), Spot>,
}

impl<'o> Cells<'o> {
    fn of(outline: &'o Outline) -> Self {
        let mut at = HashMap::new();
        for (table, printed) in outline.tables.iter().enumerate() {
            for (row, line) in printed.rows.iter().enumerate() {
                for (cell, filled) in line.cells.iter().enumerate().filter(|(_, c)| !c.text.is_empty()) {
                    at.insert(key(Place::on(filled.page, filled.rect)), Spot::Cell { table, row, cell });
                }
            }
        }
        Self { outline, at }
    }

    /// The cell at a place, if its text holds what was read from it.
    fn figure(&self, origin: Origin, place: Place, printed: &str, what: String, why: &'static str) -> Option<Figure> {
        let spot = *self.at.get(&key(place))?;
        let Spot::Cell { table, row, cell } = spot else { return None };
        let text = self.outline.tables[table].rows[row].cells[cell].text.clone();
        let mut found = text.match_indices(printed.trim());
        let (start, found) = found.next().filter(|_| found.next().is_none())?;
        let at = start..start + found.len();
        Some(Figure { origin, spot, place, at, printed: found.to_owned(), measure: None, what, why, text })
    }
}

fn key(place: Place) -> (u32, [u32; 4]) {
    let rect = place.rect.unwrap_or_default();
    (place.page, [rect.x0, rect.y0, rect.x1, rect.y1].map(f32::to_bits))
}

/// An amount as it is printed in a text: the same at its precision.
fn is_printed_as(yuan: Decimal, value: Decimal, stated: Decimal) -> bool {
    let printed = stated.over(value).and_then(|factor| yuan.over(factor));
    printed.is_some_and(|printed| printed.round_dp(value.scale()) == value)
}

fn of_tables(document: &Extraction) -> impl Iterator<Item = &Record> {
    document.records.iter().filter(|r| r.origin == record::Origin::Table)
}

fn tables(document: &Extraction, cells: &Cells<'_>) -> Vec<Figure> {
    let content = &document.content;
    let mut printed: BTreeMap<Decimal, Vec<usize>> = BTreeMap::new();
    for record in of_tables(document) {
        if let Some(yuan) = record.amount_yuan {
            printed.entry(yuan).or_default().push(record.table_index);
        }
    }
    let stated = |yuan: Decimal| {
        let mut amounts = content.statements.iter().filter_map(|s| Some((s.value?, s.amount_yuan?)));
        amounts.any(|(value, stated)| is_printed_as(yuan, value, stated))
    };
    let figure = |record: &Record| {
        let yuan = record.amount_yuan.filter(|y| !y.is_zero())?;
        let table = &content.tables[record.table_index];
        let is_money = table.columns[record.column].role == Role::Amount && !table.columns[record.column].counts;
        let why = match () {
            () if is_summed(content, record) => "summed",
            () if printed[&yuan].iter().any(|t| *t != record.table_index) => "repeated",
            () if stated(yuan) => "stated",
            () => return None,
        };
        let what = format!("{} {}", table.id?, table.title.as_deref().unwrap_or_default());
        cells.figure(Origin::Table, record.place, &record.printed, what, why).filter(|_| is_money)
    };
    of_tables(document).filter_map(figure).collect()
}

fn is_summed(content: &Content, record: &Record) -> bool {
    let (table, row, column) = (&content.tables[record.table_index], record.row, record.column);
    let prints = |row: usize, column: usize| {
        table.rows[row].cells[column].as_ref().is_some_and(|c| amount::amount(&c.printed).is_some_and(|a| !a.value.is_zero()))
    };
    let total_row = (0..table.rows.len()).any(|r| table.rows[r].kind == RowKind::Total && prints(r, column));
    let is_total = |c: usize| {
        let path = &table.columns[c].path;
        path.last().is_some_and(|l| ["合计", "小计", "总计"].iter().any(|w| l.ends_with(w)))
    };
    let total_column = (0..table.columns.len()).any(|c| c != column && is_total(c) && prints(row, c));
    total_row && !table.rows[row].of_which || total_column
}

fn texts(document: &Extraction) -> Vec<Figure> {
    let statements = &document.content.statements;
    let mut seen: HashMap<(usize, &str), usize> = HashMap::new();
    let mut figures = Vec::new();
    for statement in statements {
        let paragraphs = &document.outline.paragraphs;
        let Some(paragraph) = paragraphs.iter().position(|p| p.text.contains(&*statement.quote)) else { continue };
        // The same words may come more than once in a sentence.
        let before = seen.entry((paragraph, statement.printed.as_str())).or_default();
        let turn = std::mem::replace(before, *before + 1);
        let Some(why) = why(document, statement) else { continue };
        let text = paragraphs[paragraph].text.clone();
        let whole = |at: &(usize, &str)| !text[..at.0].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let Some(start) = text.match_indices(statement.printed.as_str()).filter(whole).nth(turn).map(|m| m.0) else { continue };
        figures.push(Figure {
            origin: Origin::Text,
            spot: Spot::Text { paragraph },
            place: statement.place,
            at: start..start + statement.printed.len(),
            printed: statement.printed.clone(),
            measure: Some(statement.measure),
            what: format!("{:?} {}", statement.measure, statement.subject.as_ref().map_or("", |s| s.name.as_str())),
            why,
            text,
        });
    }
    figures
}

/// Why a statement can be seen to be right.
fn why(document: &Extraction, statement: &Statement) -> Option<&'static str> {
    let value = statement.value.filter(|v| !v.is_zero())?;
    let statements = &document.content.statements;
    let with = |measure: Measure| {
        let of_group =
            |s: &&Statement| s.group == statement.group && s.measure == measure && s.value.is_some_and(|v| !v.is_zero());
        statement.subject.is_some() && statements.iter().any(|s| of_group(&s))
    };
    match statement.measure {
        Measure::Amount => {
            let stated = statement.amount_yuan?;
            let yuan = of_tables(document).filter_map(|r| r.amount_yuan);
            let repeats = |yuan: Decimal| is_printed_as(yuan, value, stated);
            let of_forms = document.content.forms.iter().flat_map(|f| &f.funds).filter_map(|f| f.amount_yuan);
            let twin =
                |s: &&Statement| !std::ptr::eq(*s, statement) && s.measure == Measure::Amount && s.subject == statement.subject;
            let of_texts = statements.iter().filter(twin).filter_map(|s| s.amount_yuan);
            let twice = statement.subject.is_some() && of_texts.clone().any(repeats);
            let moves = [Measure::Change, Measure::PercentChange, Measure::PriorAmount, Measure::Completion].map(with);
            if yuan.chain(of_forms).any(repeats) || twice {
                Some("repeated")
            } else {
                (moves.iter().filter(|m| **m).count() > 1).then_some("follows")
            }
        }
        Measure::Change => {
            (with(Measure::Amount) && (with(Measure::PriorAmount) || with(Measure::PercentChange))).then_some("follows")
        }
        Measure::PercentChange => {
            (with(Measure::Amount) && (with(Measure::PriorAmount) || with(Measure::Change))).then_some("follows")
        }
        Measure::PriorAmount => {
            let moved = with(Measure::Change) || with(Measure::PercentChange) || with(Measure::Completion);
            (with(Measure::Amount) && moved).then_some("follows")
        }
        Measure::Completion => (with(Measure::Amount) && with(Measure::PriorAmount)).then_some("follows"),
        Measure::Share => {
            let part = statements.iter().find(|s| s.group == statement.group && s.measure == Measure::Amount)?.amount_yuan?;
            let wholes = statements.iter().filter(|s| s.section == statement.section).filter_map(|s| s.amount_yuan);
            let mut wholes = wholes.filter(|w| *w > part);
            let share = |whole: Decimal| part.percent_of(whole).map(|share| share.round_dp(value.scale()));
            wholes.any(|w| share(w) == Some(value)).then_some("follows")
        }
        Measure::Count | Measure::Rate | Measure::Label | Measure::Bound => None,
    }
}

fn forms(document: &Extraction, cells: &Cells<'_>) -> Vec<Figure> {
    let mut figures = Vec::new();
    for form in document.content.forms.iter().filter(|f| f.duplicate_of.is_none()) {
        let name = form.project_name.as_ref().map_or("", |p| p.text.as_str());
        for fund in &form.funds {
            if let Some(why) = why_fund(document, form, fund) {
                let what = format!("{:?} {name}", fund.source);
                // A form read from a table is a row of it.
                let printed = amounts_in(&fund.printed).into_iter().next().map_or("", |(range, _)| &fund.printed[range]);
                figures.extend(cells.figure(Origin::Form, fund.place, printed, what, why).filter(|_| form.table.is_none()));
            }
        }
        for indicator in &form.indicators {
            if let Some(why) = why_cost(form, indicator) {
                let what = format!("{} {name}", indicator.level3.as_deref().unwrap_or_default());
                figures.extend(cells.figure(Origin::Form, indicator.place, &indicator.printed, what, why));
            }
        }
    }
    figures
}

fn why_fund(document: &Extraction, form: &Form, fund: &Fund) -> Option<&'static str> {
    let yuan = fund.amount_yuan.filter(|y| !y.is_zero())?;
    let beside = |f: &&Fund| f.horizon == fund.horizon && f.measure == fund.measure && f.item == fund.item;
    let total = form.funds.iter().filter(beside).find(|f| f.source == Some("total")).and_then(|f| f.amount_yuan);
    let sources = form.funds.iter().filter(beside).filter(|f| f.source != Some("total")).filter_map(|f| f.amount_yuan);
    let summed = total.is_some_and(|t| sources.sum::<Decimal>() == t);
    let name = form.project_name.as_ref().map(|p| p.text.as_str())?;
    let listed = of_tables(document).any(|r| r.amount_yuan == Some(yuan) && r.project.as_deref() == Some(name));
    let halves = form.funds.iter().any(|f| f.horizon != fund.horizon && f.source == fund.source && f.amount_yuan == Some(yuan));
    match () {
        () if summed => Some("summed"),
        () if listed || halves && fund.source == Some("total") => Some("repeated"),
        () => None,
    }
}

fn why_cost(form: &Form, indicator: &Indicator) -> Option<&'static str> {
    let unit = indicator.target.unit.as_deref()?;
    let (money, per) = unit.split_once('/').map_or((unit, None), |(money, per)| (money, Some(per)));
    let each = indicator.target.value? * unit_of(money)?.factor()?;
    let total = form.total(indicator.horizon)?.amount_yuan.filter(|y| !y.is_zero())?;
    let times = |i: &Indicator| {
        per.is_some_and(|per| i.target.unit.as_deref() == Some(per))
            && i.horizon == indicator.horizon
            && i.target.value.is_some_and(|v| v * each == total)
    };
    (each == total || form.indicators.iter().any(times)).then_some("follows")
}
