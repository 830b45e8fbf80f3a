//! Rows and the rows below them: a class is the sum of its items, the total the sum of the outermost rows (HIE-01 to 04, XT-08).
//!
//! What stands below a row is told by the codes (the rows that follow and begin with its code), so that a code that comes again
//! for another unit is summed up where it stands; where only names are printed, by the depth of the labels.

use super::group;
use super::identity::Identity;
use super::index::{Line, LineKind, Sheet, Side};

/// Tables whose sides are lists with a balance below, see `balance`.
pub(super) const BALANCES: [&str; 4] = ["B01", "B04", "F01", "F04"];
/// Lists of projects.
const PROJECTS: [&str; 6] = ["B10", "B10c", "B10d", "B19", "F11", "B25"];

/// States the sums of the rows of one table.
pub(super) fn state(sheet: &Sheet<'_>, identities: &mut Vec<Identity>) {
    if sheet.id().is_some_and(|id| BALANCES.contains(&id)) {
        return;
    }
    for (number, side) in sheet.sides.iter().enumerate() {
        let economic = side.lines.iter().filter_map(|l| l.code).any(|c| c.starts_with(['3', '5']));
        let (inner, outer) = match sheet.id() {
            _ if economic => ("HIE-03", "HIE-04"),
            Some(id) if PROJECTS.contains(&id) => ("HIE-01", "XT-08"),
            _ => ("HIE-01", "HIE-02"),
        };
        let tree = tree(sheet, side);
        for (parent, children) in tree.sums(side) {
            let (rule, group) = if side.lines[parent].kind == LineKind::Item {
                (inner, group(sheet, number, 0))
            } else {
                (outer, group(sheet, number, 1))
            };
            for column in &side.columns {
                let cell = |line: usize| sheet.at(side.lines[line].row, *column);
                identities.push(Identity::sum(rule, cell(parent), children.iter().map(|c| cell(*c)).collect(), group));
            }
        }
    }
}

/// Lines by what stands below them.
struct Tree {
    /// The line above each line, `None` for the outermost.
    parent: Vec<Option<usize>>,
    /// Lines that belong to no sum.
    aside: Vec<bool>,
}

fn tree(sheet: &Sheet<'_>, side: &Side<'_>) -> Tree {
    let items = side.lines.iter().filter(|l| l.kind == LineKind::Item && !l.of_which).count();
    let coded = side.lines.iter().filter(|l| l.kind == LineKind::Item && l.code.is_some()).count();
    if coded * 10 >= items * 6 { by_code(side) } else { by_level(sheet, side) }
}

/// A row stands below the nearest row whose code begins its own. A row without code that has amounts heads the coded rows that
/// follow (a unit before its classes).
fn by_code(side: &Side<'_>) -> Tree {
    let mut tree = Tree { parent: vec![None; side.lines.len()], aside: vec![false; side.lines.len()] };
    let mut above: Vec<(usize, &str)> = Vec::new();
    for (index, line) in side.lines.iter().enumerate() {
        if line.of_which || line.kind == LineKind::Subtotal {
            tree.aside[index] = true;
            continue;
        }
        if line.kind == LineKind::Total {
            above.clear();
            continue;
        }
        let code = key(line);
        while above.last().is_some_and(|(_, a)| !(code.len() > a.len() && code.starts_with(a))) {
            above.pop();
        }
        tree.parent[index] = above.last().map(|(i, _)| *i);
        above.push((index, code));
    }
    tree
}

/// The code that orders a row; where only the government class is printed, that one.
fn key<'l>(line: &'l Line<'_>) -> &'l str {
    line.code.or(line.government).unwrap_or("")
}

fn by_level(sheet: &Sheet<'_>, side: &Side<'_>) -> Tree {
    let mut tree = Tree { parent: vec![None; side.lines.len()], aside: vec![false; side.lines.len()] };
    let mut above: Vec<(usize, u8)> = Vec::new();
    let first_side = side.columns.first().is_some_and(|c| sheet.table.columns[*c].side == 0);
    for (index, line) in side.lines.iter().enumerate() {
        if line.of_which || line.kind == LineKind::Subtotal {
            tree.aside[index] = true;
            continue;
        }
        if line.kind == LineKind::Total {
            above.clear();
            continue;
        }
        let level = sheet.table.rows[line.row].level.filter(|_| first_side).unwrap_or(1);
        while above.last().is_some_and(|(_, a)| *a >= level) {
            above.pop();
        }
        tree.parent[index] = above.last().map(|(i, _)| *i);
        above.push((index, level));
    }
    tree
}

impl Tree {
    /// Each line that is a sum, with its parts.
    fn sums(&self, side: &Side<'_>) -> Vec<(usize, Vec<usize>)> {
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); side.lines.len()];
        let mut outermost = Vec::new();
        for (index, line) in side.lines.iter().enumerate() {
            if self.aside[index] || line.kind == LineKind::Total {
                continue;
            }
            match self.parent[index] {
                Some(parent) => below[parent].push(index),
                None => outermost.push(index),
            }
        }
        let mut sums: Vec<(usize, Vec<usize>)> = below.into_iter().enumerate().filter(|(_, b)| !b.is_empty()).collect();
        // Several totals belong to several units whose bounds are not printed.
        let kinds = |kind| side.lines.iter().enumerate().filter(move |(_, l)| l.kind == kind).map(|(i, _)| i).collect::<Vec<_>>();
        let (totals, subtotals) = (kinds(LineKind::Total), kinds(LineKind::Subtotal));
        match (&totals[..], &subtotals[..]) {
            ([total], _) | ([], [total]) if !outermost.is_empty() => sums.push((*total, outermost)),
            _ => {}
        }
        sums
    }
}
