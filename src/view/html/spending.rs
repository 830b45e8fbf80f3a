//! Spending by function and economic class as charts: of one table and one body, one sum for each code.

use super::chart::{About, Bar, bars};
use super::shell::Shell;
use crate::decimal::Decimal;
use crate::view::read::{Department, decimal};
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Bars of a chart at most.
const MOST_BARS: usize = 15;

/// The table and the body that rows are of: what may be added up. A year stands first, so the latest is the largest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Of<'a> {
    year: Option<u16>,
    kind: Option<&'a str>,
    document: &'a str,
    table: Option<usize>,
    name: Option<&'a str>,
    classification: Option<&'a str>,
    covers: Option<&'a str>,
    body: Option<&'a str>,
}

/// A row of a view.
struct Row<'a> {
    of: Of<'a>,
    code: Option<&'a str>,
    name: Option<&'a str>,
    amount: Decimal,
    page: Option<u32>,
}

/// What a code comes to, and where its first row stands.
#[derive(Debug, PartialEq, Eq)]
struct Sum<'a> {
    code: Option<&'a str>,
    name: Option<&'a str>,
    amount: Decimal,
    page: Option<u32>,
}

/// Sums by code of the table and body of the latest year that hold the most, the largest first.
fn sums(rows: Vec<Row<'_>>) -> Option<(Of<'_>, Vec<Sum<'_>>)> {
    let mut groups: BTreeMap<Of<'_>, Vec<Row<'_>>> = BTreeMap::new();
    for row in rows {
        groups.entry(row.of.clone()).or_default().push(row);
    }
    let latest = groups.keys().map(|of| of.year).max()?;
    let whole = |rows: &[Row<'_>]| rows.iter().map(|row| row.amount).sum::<Decimal>();
    let (of, rows) = groups.into_iter().filter(|(of, _)| of.year == latest).max_by_key(|(_, rows)| whole(rows))?;
    let mut sums: Vec<Sum<'_>> = Vec::new();
    for Row { code, name, amount, page, .. } in rows {
        // Rows without a code are told apart by their names.
        match sums.iter_mut().find(|s| s.code == code && (code.is_some() || s.name == name)) {
            Some(sum) => sum.amount = sum.amount + amount,
            None => sums.push(Sum { code, name, amount, page }),
        }
    }
    sums.sort_by_key(|sum| Reverse(sum.amount));
    Some((of, sums))
}

/// Spending by function.
pub fn functions(shell: &Shell, department: &Department) -> Markup {
    let rows = department.spending_by_function.iter().filter_map(|f| {
        let of = Of {
            year: f.fiscal_year,
            kind: f.kind.as_deref(),
            document: &f.document,
            table: f.table_index,
            name: f.table_id.as_deref(),
            classification: None,
            covers: f.covers.as_deref(),
            body: f.body.as_deref(),
        };
        let amount = f.amount_yuan.as_deref().and_then(decimal)?;
        Some(Row { of, code: f.function_code.as_deref(), name: f.function_name.as_deref(), amount, page: f.page })
    });
    chart(shell, department, "by_function", rows.collect())
}

/// Spending by economic class.
pub fn economic(shell: &Shell, department: &Department) -> Markup {
    let rows = department.spending_by_economic_class.iter().filter_map(|e| {
        let of = Of {
            year: e.fiscal_year,
            kind: e.kind.as_deref(),
            document: &e.document,
            table: e.table_index,
            name: e.table_id.as_deref(),
            classification: e.classification.as_deref(),
            covers: e.covers.as_deref(),
            body: e.body.as_deref(),
        };
        let amount = e.amount_yuan.as_deref().and_then(decimal)?;
        Some(Row { of, code: e.economic_code.as_deref(), name: e.economic_name.as_deref(), amount, page: e.page })
    });
    chart(shell, department, "by_economic", rows.collect())
}

fn chart(shell: &Shell, department: &Department, word: &'static str, rows: Vec<Row<'_>>) -> Markup {
    let Some((of, sums)) = sums(rows) else { return html! {} };
    let part = of.table.map(|table| format!("t{table}"));
    let drawn: Vec<Bar> = sums
        .iter()
        .take(MOST_BARS)
        .map(|sum| Bar {
            name: [sum.code, sum.name].into_iter().flatten().collect::<Vec<_>>().join(" "),
            amount: sum.amount,
            link: sum.page.map(|page| shell.document_page(of.document, page, part.as_deref())),
            second: of.kind == Some("final_accounts"),
        })
        .collect();
    let kind = of.kind.map(|kind| shell.lang.name_of("", kind));
    let name = department.name.clone();
    let said = [
        name,
        Some(shell.lang.word(word).to_owned()),
        of.year.map(|y| y.to_string()),
        kind,
        of.body.map(str::to_owned),
        of.name.map(str::to_owned),
    ];
    let title = said.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let from = department.documents.iter().find(|d| d.document == of.document);
    let source = from.map(|d| d.title.clone().unwrap_or_else(|| d.name.rsplit('/').next().unwrap_or_default().to_owned()));
    html! { h2 { (shell.lang.word(word)) } (bars(shell, &About { title, source: source.unwrap_or_default() }, &drawn)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'a>(table: usize, body: Option<&'a str>, code: &'a str, amount: i64) -> Row<'a> {
        let of = Of {
            year: Some(2026),
            kind: Some("budget"),
            document: "d",
            table: Some(table),
            name: None,
            classification: None,
            covers: None,
            body,
        };
        Row { of, code: Some(code), name: Some("高等教育"), amount: Decimal::from(amount), page: Some(3) }
    }

    /// A table names a function once for each economic class.
    #[test]
    fn a_code_is_one_bar_with_the_sum_of_its_rows() {
        let rows = vec![
            row(1, None, "2050205", 10),
            row(1, None, "2050205", 20),
            row(1, None, "2080505", 40),
            row(1, None, "2050205", 30),
        ];
        let (_, sums) = sums(rows).unwrap();
        let said: Vec<_> = sums.iter().map(|s| (s.code, s.amount)).collect();
        assert_eq!(said, [(Some("2050205"), Decimal::from(60)), (Some("2080505"), Decimal::from(40))]);
    }

    /// The same money stands in several tables, and beside that of other bodies: it is never added over them.
    #[test]
    fn tables_and_bodies_are_not_mixed() {
        let rows = vec![
            row(1, None, "205", 50),
            row(2, None, "205", 50),
            row(3, Some("甲校"), "205", 45),
            row(3, Some("乙校"), "205", 20),
        ];
        let (of, sums) = sums(rows).unwrap();
        assert!(of.table != Some(3));
        assert_eq!(sums.iter().map(|s| s.amount).collect::<Vec<_>>(), [Decimal::from(50)]);
        let mut earlier = row(1, None, "205", 900);
        earlier.of.year = Some(2025);
        let (of, _) = super::sums(vec![earlier, row(1, None, "205", 1)]).unwrap();
        assert_eq!(of.year, Some(2026));
    }
}
