//! The same table of two documents as one: rows with the same name beside each other, and what is between their amounts.

use crate::decimal::Decimal;
use crate::view::read::{Document, Record, Row, Table, decimal};
use std::collections::BTreeMap;

/// An amount of one side.
#[derive(Debug, Clone, Copy)]
pub struct Amount<'a> {
    /// As printed.
    pub printed: &'a str,
    /// In yuan, where it was read.
    pub yuan: Option<Decimal>,
    /// Its page, row and column.
    pub at: (u32, usize, usize),
}

/// A column that both sides have.
#[derive(Debug)]
pub struct Shared {
    /// Its headings.
    pub name: String,
    /// The column on the left and on the right.
    pub columns: [usize; 2],
}

/// A row of either side or both.
#[derive(Debug)]
pub struct Line {
    /// What it is called.
    pub name: String,
    /// The row on the left and on the right.
    pub rows: [Option<usize>; 2],
}

/// The columns of amounts that both tables have: by what they mean, else by their headings without years.
pub fn shared(left: &Table, right: &Table) -> Vec<Shared> {
    let mut taken = Vec::new();
    let mut found = Vec::new();
    for (at, column) in left.columns.iter().enumerate().filter(|(_, c)| c.role == "amount") {
        let wanted = key(&column.path);
        let own = |(other, c): &(usize, &crate::view::read::Column)| {
            c.role == "amount" && !taken.contains(other) && c.side == column.side && key(&c.path) == wanted
        };
        if let Some((other, _)) = right.columns.iter().enumerate().find(own) {
            taken.push(other);
            found.push(Shared { name: column.path.join(" / "), columns: [at, other] });
        }
    }
    found
}

/// Headings without what differs from year to year.
fn key(path: &[String]) -> String {
    let text: String = path.iter().flat_map(|part| part.chars().chain(['/'])).filter(|c| !c.is_ascii_digit()).collect();
    text.replace("年度", "").replace('年', "").split_whitespace().collect()
}

/// Rows with the same name beside each other, in the order of the left; what only the right has stands behind the row before it there.
pub fn lines(left: &Table, right: &Table) -> Vec<Line> {
    let (a, b) = (named(left), named(right));
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    b.iter().enumerate().rev().for_each(|(at, (name, _))| by_name.entry(name).or_default().push(at));
    // The row of the right that each of the left meets; a name that comes several times is met in its order.
    let met: Vec<Option<usize>> = a.iter().map(|(name, _)| by_name.get_mut(name.as_str()).and_then(Vec::pop)).collect();
    let mut waiting: Vec<usize> = (0..b.len()).filter(|at| !met.contains(&Some(*at))).rev().collect();
    let mut lines = Vec::new();
    let only_right = |at: usize| Line { name: b[at].0.clone(), rows: [None, Some(b[at].1)] };
    for ((name, row), other) in a.iter().zip(&met) {
        while let Some(at) = waiting.last().copied().filter(|at| other.is_some_and(|other| *at < other)) {
            lines.push(only_right(at));
            waiting.pop();
        }
        lines.push(Line { name: name.clone(), rows: [Some(*row), other.map(|at| b[at].1)] });
    }
    lines.extend(waiting.into_iter().rev().map(only_right));
    lines
}

/// Rows with their names: what stands in their cells that are no amounts.
fn named(table: &Table) -> Vec<(String, usize)> {
    let name = |row: &Row| {
        let texts = row
            .cells
            .iter()
            .enumerate()
            .filter(|(at, _)| table.columns.get(*at).is_some_and(|c| matches!(c.role.as_str(), "name" | "code")));
        let mut parts: Vec<&str> =
            texts.filter_map(|(_, cell)| cell.as_deref()).map(str::trim).filter(|t| !t.is_empty()).collect();
        parts.dedup();
        parts.join(" ")
    };
    let rows = table.rows.iter().enumerate().filter(|(_, row)| row.kind != "blank");
    rows.map(|(at, row)| (name(row), at)).filter(|(name, _)| !name.is_empty()).collect()
}

/// Amounts of a table by row and column.
pub fn amounts(of: &Document, index: usize) -> BTreeMap<(usize, usize), &Record> {
    let own = of.records.iter().filter(|r| r.origin == "table" && r.table_index == index);
    own.map(|r| ((r.row, r.column), r)).collect()
}

/// What stands in a cell.
pub fn amount<'a>(records: &BTreeMap<(usize, usize), &'a Record>, row: usize, column: usize) -> Option<Amount<'a>> {
    let record = *records.get(&(row, column))?;
    let yuan = record.amount_yuan.as_deref().and_then(decimal);
    Some(Amount { printed: &record.printed, yuan, at: (record.place.page, row, column) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::read::Column;

    fn table(year: u16, names: &[&str]) -> Table {
        let column = |role: &str, path: &str| Column { role: role.to_owned(), path: vec![path.to_owned()], ..Column::default() };
        let row = |name: &&str| Row {
            kind: "item".to_owned(),
            cells: vec![Some((*name).to_owned()), Some("1".to_owned())],
            ..Row::default()
        };
        Table {
            columns: vec![column("name", "项目"), column("amount", &format!("{year}年预算数"))],
            rows: names.iter().map(row).collect(),
            ..Table::default()
        }
    }

    #[test]
    fn rows_of_two_years_stand_beside_each_other() {
        let (left, right) =
            (table(2025, &["合计", "教育", "医疗", "其他"]), table(2026, &["合计", "国防", "教育", "其他", "尾"]));
        let found: Vec<(String, [Option<usize>; 2])> = lines(&left, &right).into_iter().map(|l| (l.name, l.rows)).collect();
        let want = [
            ("合计", [Some(0), Some(0)]),
            ("国防", [None, Some(1)]),
            ("教育", [Some(1), Some(2)]),
            ("医疗", [Some(2), None]),
            ("其他", [Some(3), Some(3)]),
            ("尾", [None, Some(4)]),
        ];
        assert_eq!(found, want.map(|(name, rows)| (name.to_owned(), rows)));
        let columns = shared(&left, &right);
        assert_eq!(columns.len(), 1);
        assert_eq!(columns[0].columns, [1, 1]);
    }

    #[test]
    fn a_name_that_comes_twice_is_met_in_its_order() {
        let (left, right) = (table(2025, &["其他", "其他"]), table(2026, &["其他"]));
        let found: Vec<[Option<usize>; 2]> = lines(&left, &right).into_iter().map(|l| l.rows).collect();
        assert_eq!(found, [[Some(0), Some(0)], [Some(1), None]]);
    }
}
