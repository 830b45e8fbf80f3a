//! The two-sided tables: sources over a total beside classes over a total (BAL-01 to 05, 07, 09 to 11).
//!
//! A side is a list of numbered items, the sum of the year, what is carried in or out, and the grand total; not every place
//! prints all of them (上海: items and the total; 重庆: `一、本年收入` with items of its own). What is an item of what is told by the
//! numbering, and for the lines of carry-over by their words; a side whose lines are not numbered is summed up by its codes.

use super::identity::Identity;
use super::index::{At, Line, LineKind, Sheet, Side};
use super::stated::group;
use crate::check::figure::{Agreement, Figure, adds_up};
use crate::check::words::CHECK_WORDS;
use crate::codes::class_of_name;
use crate::content::Direction;
use crate::grammar::{HeadingStyle, heading};

/// The two-sided tables.
const BALANCES: [&str; 4] = ["B01", "B04", "F01", "F04"];

/// One side of a balance.
#[derive(Debug, Clone, Default)]
pub(super) struct Wing {
    pub direction: Option<Direction>,
    /// The column of the whole amounts.
    pub main: usize,
    /// Row of the grand total.
    pub grand: Option<usize>,
    /// Row of the sum of the year, where it is printed.
    pub year: Option<usize>,
    /// Rows of the items of the year, outermost.
    pub items: Vec<usize>,
    /// Rows of what is carried over.
    pub carried: Vec<usize>,
    /// Rows by budget within the items of the year: general public, funds, state capital.
    pub budgets: [Option<usize>; 3],
    /// Functional classes and their rows.
    pub classes: Vec<(&'static str, usize)>,
}

/// A balance: its wings in printed order.
#[derive(Debug, Clone)]
pub(super) struct Balance {
    pub table: usize,
    pub wings: Vec<Wing>,
}

impl Balance {
    /// The wing of income.
    pub fn income(&self) -> Option<&Wing> {
        self.wings.iter().find(|w| w.direction == Some(Direction::Income))
    }

    /// The first wing of expenditure.
    pub fn expenditure(&self) -> Option<&Wing> {
        self.wings.iter().find(|w| w.direction == Some(Direction::Expenditure))
    }

    /// A cell of a wing's main column.
    pub fn cell(&self, wing: &Wing, row: usize) -> At {
        At { table: self.table, row, column: wing.main }
    }
}

impl Wing {
    /// The row that holds the money of the year: its own sum, else the grand total of a side without carry-over.
    pub fn of_year(&self) -> Option<usize> {
        self.year.or(self.grand.filter(|_| self.carried.is_empty()))
    }
}

/// Reads a two-sided table and states its sums.
pub(super) fn state(sheet: &Sheet<'_>, identities: &mut Vec<Identity>) -> Option<Balance> {
    let id = sheet.id().filter(|id| BALANCES.contains(id))?;
    let mut balance = Balance { table: sheet.index, wings: Vec::new() };
    for (number, side) in sheet.sides.iter().enumerate() {
        let Some(main) = sheet.main_column(number).or_else(|| side.columns.first().copied()) else { continue };
        // Where no heading says it, the first side of a balance is income.
        let printed = sheet.table.columns[main].direction;
        let direction = printed.or(Some(if number == 0 { Direction::Income } else { Direction::Expenditure }));
        let mut wing = Wing { direction, main, ..Wing::default() };
        let rules = Rules::of(id, direction == Some(Direction::Income));
        let mut sums = Vec::new();
        read(&side.lines, &mut wing, &mut sums, rules);
        for (rule, total, parts) in sums {
            for column in &side.columns {
                let cells = parts.iter().map(|row| sheet.at(*row, *column)).collect();
                let certain = !lacks_a_row(sheet, side, *column, (total, &parts));
                identities
                    .push(Identity { certain, ..Identity::sum(rule, sheet.at(total, *column), cells, group(sheet, number, 1)) });
            }
        }
        balance.wings.push(wing);
    }
    let income = balance.income().and_then(|w| Some(balance.cell(w, w.grand?)));
    let equal = if id.starts_with('F') { Rules::of(id, true).whole } else { Rules::of(id, true).equal };
    for wing in balance.wings.iter().filter(|w| w.direction == Some(Direction::Expenditure)) {
        if let (Some(income), Some(grand)) = (income, wing.grand) {
            identities.push(Identity::repeat(equal, income, balance.cell(wing, grand), group(sheet, 0, 2)));
        }
    }
    Some(balance)
}

/// Whether a row that was not taken for a part makes the total: then what is one was not understood (a row broken in two).
fn lacks_a_row(sheet: &Sheet<'_>, side: &Side<'_>, column: usize, (total, parts): (usize, &[usize])) -> bool {
    let figure = |row: usize| sheet.figure(row, column);
    let Some(whole) = figure(total) else { return false };
    let figures: Vec<Figure> = parts.iter().filter_map(|row| figure(*row)).collect();
    let holds = |more: Option<Figure>| {
        let all: Vec<Figure> = figures.iter().copied().chain(more).collect();
        adds_up(&[whole], &all).agreement != Agreement::Differ
    };
    let other =
        |l: &&Line<'_>| l.row != total && l.kind == LineKind::Item && !parts.contains(&l.row) && heading(&l.label).is_none();
    !holds(None) && side.lines.iter().filter(other).filter_map(|l| figure(l.row)).any(|f| !f.value.is_zero() && holds(Some(f)))
}

/// The rules of one side.
#[derive(Debug, Clone, Copy)]
struct Rules {
    /// Both totals are equal.
    equal: &'static str,
    /// The total is that of the year and what is carried.
    whole: &'static str,
    /// The sum of the year is that of its items.
    year: &'static str,
    /// What is carried is the sum of its lines.
    carried: &'static str,
}

impl Rules {
    fn of(id: &str, income: bool) -> Self {
        match (id, income) {
            ("B01", true) => Self { equal: "BAL-01", whole: "BAL-02", year: "BAL-04", carried: "BAL-04" },
            ("B01", false) => Self { equal: "BAL-01", whole: "BAL-03", year: "BAL-05", carried: "BAL-05" },
            ("B04", _) => Self { equal: "BAL-07", whole: "BAL-07", year: "BAL-07", carried: "BAL-09" },
            ("F01", _) => Self { equal: "BAL-10", whole: "BAL-10", year: "BAL-10", carried: "BAL-10" },
            _ => Self { equal: "BAL-11", whole: "BAL-11", year: "BAL-11", carried: "BAL-09" },
        }
    }
}

type Sum = (&'static str, usize, Vec<usize>);

fn read(lines: &[Line<'_>], wing: &mut Wing, sums: &mut Vec<Sum>, rules: Rules) {
    let grand = lines.iter().rposition(|l| l.kind == LineKind::Total || is_grand(&l.label));
    let year = lines.iter().position(|l| l.kind == LineKind::Subtotal && is_year(&l.label) && !is_grand(&l.label));
    let year = year.or_else(|| bare_year(lines));
    wing.grand = grand.map(|g| lines[g].row);
    wing.year = year.map(|y| lines[y].row);
    // `一、本年支出合计` heads its items; below them the sum of the year closes the list.
    let heads = year.is_some_and(|y| heading(&lines[y].label).is_some());
    let end = year.filter(|_| !heads).or(grand.filter(|g| *g > 0)).unwrap_or(lines.len());
    let from = grand.filter(|g| *g == 0).map_or(0, |_| 1);
    let body = Body::of(&lines[from..end], from);
    for (parent, children) in &body.sums {
        sums.push((rules.year, lines[*parent].row, children.iter().map(|c| lines[*c].row).collect()));
    }
    for line in &lines[from..end] {
        if let Some(class) = class_of_name(&line.label).filter(|_| wing.direction == Some(Direction::Expenditure)) {
            wing.classes.push((class.code, line.row));
        }
        for (budget, word) in CHECK_WORDS.table.budgets.iter().enumerate() {
            let own =
                line.label.contains(word) && !CHECK_WORDS.table.carried.iter().any(|w| line.label.contains(w)) && !line.of_which;
            if own && wing.budgets[budget].is_none() {
                wing.budgets[budget] = Some(line.row);
            }
        }
    }
    let rows = |indexes: &[usize]| indexes.iter().map(|i| lines[*i].row).collect::<Vec<_>>();
    let is_carried = |index: &&usize| {
        CHECK_WORDS.table.carried.iter().any(|w| lines[**index].label.contains(w)) && !is_year(&lines[**index].label)
    };
    wing.items = body.top.iter().filter(|i| !is_carried(i)).map(|i| lines[*i].row).collect();
    wing.carried = body.top.iter().filter(is_carried).map(|i| lines[*i].row).collect();
    match (year.filter(|_| !heads), grand) {
        (Some(year), grand) => {
            if body.certain {
                sums.push((rules.year, lines[year].row, rows(&body.top)));
            }
            if let Some(grand) = grand.filter(|g| *g > year) {
                let after = after(lines, year + 1, grand);
                for (parent, children) in &after.sums {
                    sums.push((rules.carried, lines[*parent].row, rows(children)));
                }
                wing.carried = rows(&after.top);
                let mut parts = vec![lines[year].row];
                parts.extend(rows(&after.top));
                sums.push((rules.whole, lines[grand].row, parts));
            }
        }
        (None, Some(grand)) if body.certain => {
            sums.push((rules.whole, lines[grand].row, rows(&body.top)));
            // `一、本年收入` is an item of its own.
            let of_year = body.top.iter().find(|i| is_year(&lines[**i].label));
            wing.year = wing.year.or(of_year.map(|i| lines[*i].row));
        }
        _ => {}
    }
}

/// 本年收入合计, 当年支出小计, 一、本年收入.
fn is_year(label: &str) -> bool {
    label.contains("本年") || label.contains("当年")
}

/// 本年收入 without 合计, which closes the numbered items above it.
fn bare_year(lines: &[Line<'_>]) -> Option<usize> {
    let closes = |l: &Line<'_>| matches!(l.label.as_str(), "本年收入" | "本年支出" | "当年收入" | "当年支出");
    let year = lines.iter().position(closes)?;
    let numbered = |l: &Line<'_>| heading(&l.label).is_some();
    (lines[..year].iter().any(numbered) && !lines[year..].iter().any(numbered)).then_some(year)
}

/// 收入合计, 支出合计 where the sum of the year is called otherwise.
fn is_grand(label: &str) -> bool {
    !is_year(label)
        && (label.ends_with("收入合计") || label.ends_with("支出合计") || label.ends_with("总计"))
        && heading(label).is_none()
}

/// The items of a list.
#[derive(Debug, Default)]
struct Body {
    /// Outermost items.
    top: Vec<usize>,
    /// Items that are the sum of others.
    sums: Vec<(usize, Vec<usize>)>,
    /// What is outermost is certain.
    certain: bool,
}

impl Body {
    /// Reads a list: numbered items by the depth of their numbers; lines without a number belong to the item above.
    fn of(lines: &[Line<'_>], from: usize) -> Self {
        let mut body = Self::default();
        let depth = |line: &Line<'_>| heading(&line.label).map(|h| h.level);
        let outermost = lines.iter().filter(|l| !l.of_which).filter_map(depth).min();
        let named = lines.iter().all(|l| class_of_name(&l.label).is_some());
        let Some(outermost) = outermost else {
            // Names of classes only, none below another.
            body.certain = named && !lines.is_empty();
            body.top = (from..from + lines.len()).collect();
            return body;
        };
        body.certain = true;
        let deeper = restarted(lines);
        let depth = |line: &Line<'_>| depth(line).map(|level| level * 2 + u8::from(deeper.contains(&line.row)));
        let outermost = outermost * 2;
        // The items above, and whether each thing below them has been understood.
        let mut above: Vec<(u8, usize)> = Vec::new();
        let mut below: Vec<(usize, Vec<usize>, bool)> = Vec::new();
        for (index, line) in lines.iter().enumerate().map(|(i, l)| (i + from, l)) {
            if line.of_which {
                continue;
            }
            let Some(depth) = depth(line) else {
                let carried = is_carried(line);
                let budget = is_budget(line);
                match above.first() {
                    // The lines by budget of what is carried over, which stands beside the items.
                    None if budget && body.top.last().is_some_and(|top| is_carry_over(&lines[*top - from])) => {
                        let top = body.top.last().copied().unwrap_or(index);
                        add(&mut below, top, index, true);
                    }
                    // 上年结转 stands beside the items, not in one.
                    None => body.top.push(index),
                    Some(_) if carried && !budget => {
                        above.clear();
                        body.top.push(index);
                    }
                    Some((_, first)) => {
                        add(&mut below, *first, index, CHECK_WORDS.table.budgets.iter().any(|b| line.label.contains(b)));
                    }
                }
                continue;
            };
            while above.last().is_some_and(|(d, _)| *d >= depth) {
                above.pop();
            }
            match above.last() {
                Some((_, parent)) => add(&mut below, *parent, index, true),
                None => body.top.push(index),
            }
            body.certain &= depth == outermost || !above.is_empty();
            above.push((depth, index));
        }
        // An unnumbered first line over numbered ones heads them (深圳: 财政拨款 over 1. 2. 3.).
        if let [first, rest @ ..] = &body.top[..]
            && lines[*first - from].kind == LineKind::Item
            && depth(&lines[*first - from]).is_none()
            && !rest.is_empty()
            && rest.iter().all(|i| depth(&lines[*i - from]).is_some())
        {
            let rest = rest.to_vec();
            let first = *first;
            body.top = vec![first];
            body.sums.push((first, rest));
        }
        body.sums.extend(below.into_iter().filter(|(_, _, known)| *known).map(|(parent, children, _)| (parent, children)));
        body
    }
}

/// Rows of items that begin again at one below a line of the year: `一、本年支出`, `一、一般公共服务支出`, `五、…`, then `二、结转下年`.
fn restarted(lines: &[Line<'_>]) -> Vec<usize> {
    let mut rows = Vec::new();
    // The style and the last number below the line of the year.
    let mut head: Option<(HeadingStyle, u32)> = None;
    for line in lines {
        let Some(own) = heading(&line.label) else { continue };
        if is_year(&line.label) {
            head = Some((own.style, 0));
            continue;
        }
        let Some((style, last)) = head.filter(|(style, _)| *style == own.style) else { continue };
        let is_class = class_of_name(&line.label).is_some();
        let begins = last == 0 && own.number == 1;
        let goes_on = last > 0 && own.number > last;
        head = ((is_class || begins || goes_on) && !is_carried(line)).then_some((style, own.number));
        rows.extend(head.map(|_| line.row));
    }
    rows
}

fn is_carried(line: &Line<'_>) -> bool {
    CHECK_WORDS.table.carried.iter().any(|w| line.label.contains(w))
}

/// A line of carry-over that is no number of a list.
fn is_carry_over(line: &Line<'_>) -> bool {
    is_carried(line) && heading(&line.label).is_none()
}

/// A line by budget: 一般公共预算财政拨款 below the carry-over.
fn is_budget(line: &Line<'_>) -> bool {
    CHECK_WORDS.table.budgets.iter().chain(&["财政拨款"]).any(|b| line.label.contains(b)) && !is_carried(line)
}

/// Puts an item below another. One that is not understood leaves its parent without a sum.
fn add(below: &mut Vec<(usize, Vec<usize>, bool)>, parent: usize, index: usize, known: bool) {
    match below.iter_mut().find(|(p, ..)| *p == parent) {
        Some((_, children, all)) => {
            children.push(index);
            *all &= known;
        }
        None => below.push((parent, vec![index], known)),
    }
}

/// The lines between the sum of the year and the grand total: what is carried over, each with its lines by budget.
fn after(lines: &[Line<'_>], from: usize, to: usize) -> Body {
    let mut body = Body { certain: true, ..Body::default() };
    let mut below: Vec<(usize, Vec<usize>, bool)> = Vec::new();
    for (index, line) in lines.iter().enumerate().take(to).skip(from) {
        if line.of_which {
            continue;
        }
        let carried = CHECK_WORDS.table.carried.iter().any(|w| line.label.contains(w));
        let numbered = |i: usize| heading(&lines[i].label).is_some();
        let part = body.top.last().is_some_and(|top| {
            numbered(index) && !numbered(*top)
                || !carried && CHECK_WORDS.table.budgets.iter().chain(&["财政拨款"]).any(|b| line.label.contains(b))
        });
        match body.top.last() {
            Some(top) if part => add(
                &mut below,
                *top,
                index,
                CHECK_WORDS.table.budgets.iter().chain(&["财政拨款"]).any(|b| line.label.contains(b)),
            ),
            _ => body.top.push(index),
        }
    }
    body.sums = below.into_iter().filter(|(_, _, known)| *known).map(|(parent, children, _)| (parent, children)).collect();
    body
}
