//! Rows and the rows below them: a class is the sum of its items, the total the sum of the outermost rows (HIE-01 to 04, XT-08).
//!
//! What stands below a row is told by the codes (the rows that follow and begin with its code), so that a code that comes again
//! for another unit is summed up where it stands; where only names are printed, by the depth of the labels.

use super::identity::Identity;
use super::index::{At, Line, LineKind, Sheet, Side, Slot};
use super::stated::group;
use crate::check::figure::{Agreement, Figure, adds_up};
use crate::decimal::Decimal;

/// Tables whose rows are a hierarchy or a list with a total. The balances are read in `balance`; lists of purchases have
/// staircases of their own, and tables of goals no sums.
const TABLES: [&str; 35] = [
    "B02", "B03", "B05", "B06", "B06f", "B08", "B08a", "B09", "B09a", "B10", "B10c", "B10d", "B11", "B16", "B16e", "B17", "B18",
    "B19", "B22", "B26", "B27", "F02", "F03", "F05", "F06", "F07", "F08", "F10", "F11", "F15", "F19", "F20", "B20", "B21", "F12",
];
/// Lists of projects.
const PROJECTS: [&str; 5] = ["B10", "B10c", "B10d", "B19", "F11"];

/// A line with the columns of its side.
struct Entry<'s, 'd> {
    line: &'s Line<'d>,
    columns: &'s [usize],
    level: Option<u8>,
}

/// States the sums of the rows of one table.
pub(super) fn state(sheet: &Sheet<'_>, identities: &mut Vec<Identity>) {
    if !sheet.id().is_some_and(|id| TABLES.contains(&id)) || is_beside_three_public(sheet) {
        return;
    }
    if is_one_list(sheet) {
        let entries = sheet.sides.iter().flat_map(|s| entries(sheet, s)).collect::<Vec<_>>();
        state_list(sheet, 0, &entries, identities);
        return;
    }
    for (number, side) in sheet.sides.iter().enumerate() {
        state_list(sheet, number, &entries(sheet, side), identities);
    }
}

/// Whether a table of operating costs lists the three public expenses as well, whose total is theirs alone.
fn is_beside_three_public(sheet: &Sheet<'_>) -> bool {
    let part = |label: &str| matches!(Sheet::meaning_of(label), Some("overseas_travel" | "reception"));
    sheet.id() == Some("B11")
        && sheet
            .sides
            .iter()
            .flat_map(|s| &s.lines)
            .any(|l| part(l.label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '、')))
}

/// Sides that go on with one another: personnel costs, operating costs, and more of them (决算 basic expenditure).
fn is_one_list(sheet: &Sheet<'_>) -> bool {
    let continues = |s: &Side<'_>| s.columns.len() == 1 && s.lines.iter().filter_map(|l| l.code).any(|c| c.starts_with('3'));
    sheet.sides.len() > 1 && sheet.sides.iter().filter(|s| !s.columns.is_empty()).all(continues)
}

/// The lines of a side that have an amount.
fn entries<'s, 'd>(sheet: &'s Sheet<'d>, side: &'s Side<'d>) -> Vec<Entry<'s, 'd>> {
    let first_side = side.columns.first().is_some_and(|c| sheet.table.columns[*c].side == 0);
    let level = |line: &Line<'_>| sheet.table.rows[line.row].level.filter(|_| first_side);
    let has_amount = |line: &&Line<'_>| side.columns.iter().any(|c| sheet.slot(line.row, *c) != Slot::Blank);
    let lines = side.lines.iter().filter(has_amount);
    lines.map(|line| Entry { line, columns: &side.columns, level: level(line) }).collect()
}

/// Whether the levels of the rows are those of their codes: then a row without a code has one that its columns tell.
fn levels_are_of_codes(entries: &[Entry<'_, '_>]) -> bool {
    let mut coded = entries.iter().filter_map(|e| Some((e.line.code.filter(|_| e.line.code_printed)?, e))).peekable();
    coded.peek().is_some() && coded.all(|(code, entry)| entry.level == level_of(code))
}

fn level_of(code: &str) -> Option<u8> {
    matches!(code.len(), 3 | 5 | 7).then(|| u8::try_from(code.len() / 2).ok()).flatten()
}

fn state_list(sheet: &Sheet<'_>, number: usize, entries: &[Entry<'_, '_>], identities: &mut Vec<Identity>) {
    let economic = entries.iter().filter_map(|e| e.line.code).any(|c| c.starts_with(['3', '5']));
    let (inner, outer) = match sheet.id() {
        _ if economic => ("HIE-03", "HIE-04"),
        Some(id) if PROJECTS.contains(&id) => ("HIE-01", "XT-08"),
        _ => ("HIE-01", "HIE-02"),
    };
    for sum in tree(sheet, number, entries).sums(entries) {
        let sum = lawful(sheet, entries, sum);
        let item = entries[sum.parent].line.kind == LineKind::Item;
        let (rule, group) = if item { (inner, group(sheet, number, 0)) } else { (outer, group(sheet, number, 1)) };
        for (total, parts) in columns_of(sheet, entries, sum.parent, &sum.children) {
            let certain = sum.certain && !is_nested(sheet, total, &parts) && !may_lack_rows(sheet, total, &parts);
            identities.push(Identity { certain, ..Identity::sum(rule, total, parts, group) });
        }
    }
}

/// The cells of a row and of those below it, column by column.
fn columns_of(sheet: &Sheet<'_>, entries: &[Entry<'_, '_>], parent: usize, children: &[usize]) -> Vec<(At, Vec<At>)> {
    let cell = |entry: usize, column: usize| Some(sheet.at(entries[entry].line.row, *entries[entry].columns.get(column)?));
    let columns = 0..entries[parent].columns.len();
    columns.filter_map(|c| Some((cell(parent, c)?, children.iter().filter_map(|child| cell(*child, c)).collect()))).collect()
}

/// The rows that make a sum: those that stand outermost below it, or where units and classes of the same money stand there together,
/// those of one kind. Which of them a table sums up is not printed, so a sum that no kind makes is no breach.
fn lawful(sheet: &Sheet<'_>, entries: &[Entry<'_, '_>], sum: Sum) -> Sum {
    let coded = |c: &usize| entries[*c].line.code.is_some();
    let (with, without): (Vec<usize>, Vec<usize>) = sum.children.iter().copied().partition(coded);
    let is_mixed = !with.is_empty() && !without.is_empty();
    // A unit above units: how deep each stands is not printed.
    let units = with.is_empty() && entries[sum.parent].line.kind == LineKind::Item && entries[sum.parent].line.code.is_none();
    // One of the units is the whole body, and the others stand below it.
    let whole = || sum.children.iter().copied().find(|c| makes(sheet, entries, sum.parent, &[*c]));
    if with.is_empty()
        && sum.children.len() > 1
        && !makes(sheet, entries, sum.parent, &sum.children)
        && let Some(only) = whole()
    {
        return Sum { children: vec![only], ..sum };
    }
    if !is_mixed && !units || makes(sheet, entries, sum.parent, &sum.children) {
        return sum;
    }
    let kinds = if is_mixed { vec![without, with] } else { Vec::new() };
    match kinds.into_iter().find(|kind| makes(sheet, entries, sum.parent, kind)) {
        Some(children) => Sum { children, ..sum },
        None => Sum { certain: false, ..sum },
    }
}

/// Whether rows make a total in every column that has one.
fn makes(sheet: &Sheet<'_>, entries: &[Entry<'_, '_>], parent: usize, children: &[usize]) -> bool {
    let figure = |at: &At| sheet.figure(at.row, at.column);
    let columns = columns_of(sheet, entries, parent, children);
    let asked = columns.iter().filter_map(|(total, parts)| Some((figure(total)?, parts)));
    let mut asked = asked.filter(|(total, _)| !total.value.is_zero()).peekable();
    asked.peek().is_some()
        && asked.all(|(total, parts)| {
            let parts: Vec<Figure> = parts.iter().filter_map(figure).collect();
            adds_up(&[total], &parts).agreement != Agreement::Differ
        })
}

/// Whether rows make twice the total, or three times, about: each amount is there once on every level of a hierarchy that is not
/// printed. Codes of a classification print theirs.
fn is_nested(sheet: &Sheet<'_>, total: At, parts: &[At]) -> bool {
    let value = |at: &At| sheet.figure(at.row, at.column).map_or(Decimal::ZERO, |f| f.value);
    let classified = parts
        .iter()
        .any(|at| sheet.sides.iter().flat_map(|s| &s.lines).any(|l| l.row == at.row && l.code.is_some() && l.code_printed));
    let times = parts.iter().map(value).sum::<Decimal>().over(value(&total)).unwrap_or_default();
    !classified && times > Decimal::ONE && (times - times.round()).abs() < Decimal::new(1, 2) && times.round() >= Decimal::TWO
}

/// Whether rows are missing below a total of the year before, as those of items that have nothing this year are, or the rows are far
/// more than their total whichever of them is left out: then they are of several levels, and some of those were not read.
fn may_lack_rows(sheet: &Sheet<'_>, total: At, parts: &[At]) -> bool {
    let value = |at: &At| sheet.figure(at.row, at.column).map_or(Decimal::ZERO, |f| f.value);
    let (whole, sum) = (value(&total), parts.iter().map(value).sum::<Decimal>());
    let most = parts.iter().map(value).max().unwrap_or_default();
    let past = sheet.past.contains(&total.column) && sheet.past.len() < sheet.sides.iter().map(|s| s.columns.len()).sum();
    past && sum < whole || parts.len() > 3 && most <= whole && sum - most > whole
}

/// Entries by what stands below them.
struct Tree {
    /// The entry above each, `None` for the outermost.
    parent: Vec<Option<usize>>,
    /// How deep the entries stand was told by codes.
    coded: bool,
}

/// A row that is the sum of others.
struct Sum {
    parent: usize,
    children: Vec<usize>,
    certain: bool,
}

fn tree(sheet: &Sheet<'_>, side: usize, entries: &[Entry<'_, '_>]) -> Tree {
    let items = items_of(entries);
    let coded = items.clone().filter(|e| code_of(e.line).is_some()).count();
    // Codes that were found by names say how deep a row stands only where every name was found.
    let all = items.clone().all(|e| e.line.code.is_some());
    let found_by_name = items.clone().any(|e| e.line.code.is_some() && !e.line.code_printed);
    if coded * 10 >= items.count() * 6 && coded > 0 && (all || !found_by_name) {
        let projects = sheet.sides.get(side).is_some_and(|s| s.projects);
        let units = if projects { Vec::new() } else { units(sheet, entries) };
        // 其他运转类 without a code above projects that have one each: what has no code heads what follows, and is no project.
        let headed = items_of(entries).next().is_some_and(|e| code_of(e.line).is_none());
        Tree { parent: by_code(entries, projects && !headed, &units), coded: true }
    } else {
        Tree { parent: by_level(entries), coded: false }
    }
}

fn items_of<'e, 's, 'd>(entries: &'e [Entry<'s, 'd>]) -> impl Iterator<Item = &'e Entry<'s, 'd>> + Clone {
    entries.iter().filter(|e| e.line.kind == LineKind::Item && !e.line.of_which)
}

/// The codes of the rows that are units, by entry, where the classes of each unit follow it: then no unit stands beside a class.
fn units<'s>(sheet: &'s Sheet<'_>, entries: &[Entry<'s, '_>]) -> Vec<Option<&'s str>> {
    if !entries.iter().any(|e| e.line.code.is_some()) {
        return Vec::new();
    }
    let unit_code = |row: usize| {
        let cells = sheet.table.rows[row].cells.iter().zip(&sheet.table.columns);
        cells
            .filter(|(_, column)| column.meaning == Some("unit_code"))
            .find_map(|(cell, _)| Some(cell.as_ref()?.printed.as_str()))
    };
    let bare = |line: &Line<'_>| line.code.is_none() && line.government.is_none() && line.kind == LineKind::Item;
    let told: Vec<Option<&str>> = entries.iter().map(|e| unit_code(e.line.row).filter(|_| bare(e.line))).collect();
    if told.iter().any(Option::is_some) { told } else { units_among_codes(entries) }
}

/// The same where units stand in the column of the codes of classes: 233 某某局, 233001 某某局（本级）, 205 教育支出 …, 233002 某某站.
fn units_among_codes<'s>(entries: &[Entry<'s, '_>]) -> Vec<Option<&'s str>> {
    let is_unit = |c: &&str| c.len() == 6 && c.bytes().all(|b| b.is_ascii_digit());
    let unit = |index: usize| {
        let line = entries.get(index)?.line;
        line.other_code.as_deref().filter(is_unit).filter(|_| line.code.is_none() && line.kind == LineKind::Item)
    };
    // The department itself, directly above the first of its units.
    let head = |index: usize| {
        let own = code_of(entries.get(index)?.line).filter(|c| c.len() == 3)?;
        unit(index + 1).filter(|next| next.starts_with(own)).map(|_| own)
    };
    (0..entries.len()).map(|index| unit(index).or_else(|| head(index))).collect()
}

/// The code that orders a row.
fn code_of<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    line.code.or(line.government).or(line.other_code.as_deref())
}

/// No code begins with it.
const NO_CODE: &str = "?";

/// A row stands below the nearest row whose code begins its own. A row without a code stands as deep as its columns say (a code
/// that was misprinted), below the code above it (a project), or heads the coded rows that follow (a unit). `units` are the codes of
/// units by entry; 301001 is a unit of 301.
fn by_code(entries: &[Entry<'_, '_>], projects: bool, units: &[Option<&str>]) -> Vec<Option<usize>> {
    let mut parent = vec![None; entries.len()];
    let mut above: Vec<(usize, &str, u8)> = Vec::new();
    let mut whose: Vec<(usize, &str)> = Vec::new();
    let leveled = levels_are_of_codes(entries);
    for (index, entry) in entries.iter().enumerate() {
        let line = entry.line;
        if line.of_which || line.kind != LineKind::Item {
            continue;
        }
        if let Some(unit) = units.get(index).copied().flatten() {
            while whose.last().is_some_and(|(_, above)| !(unit.len() > above.len() && unit.starts_with(above))) {
                whose.pop();
            }
            parent[index] = whose.last().map(|(i, _)| *i);
            whose.push((index, unit));
            above.clear();
            above.push((index, "", 0));
            continue;
        }
        match (code_of(line), entry.level.filter(|_| leveled)) {
            (Some(code), _) => {
                while above.last().is_some_and(|(_, a, _)| !(code.len() > a.len() && code.starts_with(a))) {
                    above.pop();
                }
                parent[index] = above.last().map(|(i, ..)| *i);
                let level = u8::try_from(code.len() / 2).unwrap_or(u8::MAX);
                above.push((index, code, level));
            }
            (None, Some(level)) if !projects => {
                while above.last().is_some_and(|(_, a, l)| *l >= level || *a == NO_CODE) {
                    above.pop();
                }
                parent[index] = above.last().map(|(i, ..)| *i);
                above.push((index, NO_CODE, level));
            }
            (None, _) if projects && !above.is_empty() => {
                while above.last().is_some_and(|(_, a, _)| *a == NO_CODE) {
                    above.pop();
                }
                parent[index] = above.last().map(|(i, ..)| *i);
                above.push((index, NO_CODE, u8::MAX));
            }
            (None, _) => {
                above.clear();
                above.push((index, "", 0));
            }
        }
    }
    parent
}

fn by_level(entries: &[Entry<'_, '_>]) -> Vec<Option<usize>> {
    let mut parent = vec![None; entries.len()];
    let mut above: Vec<(usize, u8)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        if entry.line.of_which || entry.line.kind != LineKind::Item {
            continue;
        }
        let level = entry.level.unwrap_or(1);
        while above.last().is_some_and(|(_, a)| *a >= level) {
            above.pop();
        }
        parent[index] = above.last().map(|(i, _)| *i);
        above.push((index, level));
    }
    parent
}

impl Tree {
    /// Each row that is a sum, with its parts.
    fn sums(&self, entries: &[Entry<'_, '_>]) -> Vec<Sum> {
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
        let mut outermost = Vec::new();
        let mut since_subtotal = Vec::new();
        let mut sums = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            match entry.line.kind {
                LineKind::Item if entry.line.of_which => {}
                LineKind::Item => match self.parent[index] {
                    Some(parent) => below[parent].push(index),
                    None => {
                        outermost.push(index);
                        since_subtotal.push(index);
                    }
                },
                LineKind::Subtotal => {
                    let children = std::mem::take(&mut since_subtotal);
                    if !children.is_empty() {
                        // Whether a subtotal closes a list or heads one is not printed, but 人员经费合计 of 决算 closes.
                        sums.push(Sum {
                            parent: index, children, certain: self.coded && entry.line.label.contains("经费合计")
                        });
                    }
                }
                LineKind::Total => {}
            }
        }
        let inner = below.into_iter().enumerate().filter(|(_, children)| !children.is_empty());
        sums.extend(inner.map(|(parent, children)| Sum { parent, children, certain: self.coded }));
        // Several totals belong to several units whose bounds are not printed.
        let mut totals = entries.iter().enumerate().filter(|(_, e)| e.line.kind == LineKind::Total);
        if let (Some((total, _)), None, false) = (totals.next(), totals.next(), outermost.is_empty()) {
            let flat = self.parent.iter().all(Option::is_none);
            sums.push(Sum { parent: total, children: outermost, certain: self.coded || flat });
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'s>(line: &'s Line<'s>) -> Entry<'s, 's> {
        Entry { line, columns: &[], level: None }
    }

    fn line(code: Option<&'static str>, unit: Option<&str>) -> Line<'static> {
        Line {
            row: 0,
            label: "某某".to_owned(),
            kind: LineKind::Item,
            of_which: false,
            code,
            government: None,
            code_printed: true,
            name: None,
            other_code: unit.map(str::to_owned),
        }
    }

    #[test]
    fn units_may_stand_in_the_column_of_the_classes() {
        let codes = [Some("233"), None, Some("205"), Some("20508"), None, Some("205")];
        let units = [None, Some("233001"), None, None, Some("233002"), None];
        let lines: Vec<Line<'_>> = codes.iter().zip(units).map(|(code, unit)| line(*code, unit)).collect();
        let entries: Vec<Entry<'_, '_>> = lines.iter().map(entry).collect();
        let found = units_among_codes(&entries);
        assert_eq!(by_code(&entries, false, &found), [None, Some(0), Some(1), Some(2), Some(0), Some(4)]);
    }

    #[test]
    fn the_classes_of_a_unit_stand_below_it() {
        let units = [Some("301"), Some("301001"), None, None, None, Some("301002"), None];
        let codes = [None, None, Some("201"), Some("20103"), Some("208"), None, Some("201")];
        let lines: Vec<Line<'_>> = codes.iter().zip(units).map(|(code, unit)| line(*code, unit)).collect();
        let entries: Vec<Entry<'_, '_>> = lines.iter().map(entry).collect();
        let parents = [None, Some(0), Some(1), Some(2), Some(1), Some(0), Some(5)];
        assert_eq!(by_code(&entries, false, &units), parents);
    }
}
