//! 三公经费: its parts add up, and repeat what the other tables have (XT-09 to 12). Columns of parts are read in `columns`; here
//! are tables that print the parts as rows, and the comparisons with other tables.

use super::cross::Set;
use super::identity::{Form, Identity};
use super::index::{At, LineKind, Sheet};
use super::stated::{Out, group};
use crate::check::finding::Status;
use crate::codes::{List, NameMatch, names_match};

/// Tables of the three public expenses.
const TABLES: [&str; 2] = ["B07", "F09"];

/// Rows of a table of the three public expenses, by what they mean.
#[derive(Debug, Default)]
struct Rows {
    total: Option<usize>,
    overseas: Option<usize>,
    reception: Option<usize>,
    vehicles: Option<usize>,
    purchase: Option<usize>,
    running: Option<usize>,
    /// Rows beside them that the total may include: meetings, training.
    others: Vec<usize>,
}

fn rows(sheet: &Sheet<'_>, side: usize) -> Rows {
    let mut rows = Rows::default();
    for line in &sheet.sides[side].lines {
        let meaning = Sheet::meaning_of(&line.label);
        let place = match meaning {
            Some("overseas_travel") => &mut rows.overseas,
            Some("reception") => &mut rows.reception,
            Some("vehicles_total") => &mut rows.vehicles,
            Some("vehicle_purchase") => &mut rows.purchase,
            Some("vehicle_running") => &mut rows.running,
            Some("meeting" | "training") => {
                rows.others.push(line.row);
                continue;
            }
            Some("three_public_total") => &mut rows.total,
            _ if line.kind == LineKind::Total => &mut rows.total,
            _ => continue,
        };
        place.get_or_insert(line.row);
    }
    rows
}

/// States the sums of a table that prints the parts as rows.
pub(super) fn state(sheet: &Sheet<'_>, identities: &mut Vec<Identity>) {
    if !sheet.id().is_some_and(|id| TABLES.contains(&id)) {
        return;
    }
    for (number, side) in sheet.sides.iter().enumerate() {
        let rows = rows(sheet, number);
        let parts: Vec<usize> = [rows.overseas, rows.reception].into_iter().flatten().collect();
        let vehicles: Vec<usize> = match rows.vehicles {
            Some(row) => vec![row],
            None => [rows.purchase, rows.running].into_iter().flatten().collect(),
        };
        for column in &side.columns {
            let at = |row: usize| sheet.at(row, *column);
            if let (Some(total), 2, false, true) = (rows.total, parts.len(), vehicles.is_empty(), rows.others.is_empty()) {
                let parts = parts.iter().chain(&vehicles).map(|r| at(*r)).collect();
                identities.push(Identity::sum("XT-09", at(total), parts, group(sheet, number, 8)));
            }
            if let (Some(vehicles), Some(purchase), Some(running)) = (rows.vehicles, rows.purchase, rows.running) {
                let parts = vec![at(purchase), at(running)];
                identities.push(Identity::sum("XT-10", at(vehicles), parts, group(sheet, number, 9)));
            }
        }
    }
}

/// Economic classes within the three public expenses.
const CLASSES: [(&str, &str); 3] = [("vehicle_running", "30231"), ("reception", "30217"), ("overseas_travel", "30212")];

/// Compares them with basic expenditure, and the operating costs of administration.
pub(super) fn across(set: &Set<'_, '_>, out: &mut Out<'_, '_>) {
    let (Some(public), Some(basic)) = (set.sheet("B07"), set.sheet("B06")) else { return };
    if let Some(main) = basic.column(0, "basic").or_else(|| basic.main_column(0)) {
        for (meaning, code) in CLASSES {
            let mut lines = basic.sides[0].lines.iter().filter(|l| l.code == Some(code) && named(l.name, code));
            let (Some(line), None) = (lines.next(), lines.next()) else { continue };
            let Some(there) = of_year(public, meaning) else { continue };
            let left = vec![basic.at(line.row, main)];
            out.state(Identity {
                rule: "XT-11",
                form: Form::AtMost,
                left,
                right: vec![there],
                group: group(public, 0, 10),
                certain: true,
            });
        }
    }
    operating_costs(set, public, basic, out);
}

/// Whether the name beside a code is its own: a code misprinted by one names other money.
fn named(name: Option<&str>, code: &str) -> bool {
    name.is_some_and(|n| {
        matches!(names_match(List::EconomicDepartment, code, n, None), NameMatch::Equal | NameMatch::KnownVariant)
    })
}

/// The cell of this year's amount of a part of the three public expenses; `None` where several years or sources stand beside.
fn of_year(sheet: &Sheet<'_>, meaning: &str) -> Option<At> {
    let side = sheet.sides.first()?;
    let mut columns = side.columns.iter().filter(|c| sheet.meaning(**c) == Some(meaning));
    if let (Some(column), None) = (columns.next(), columns.next()) {
        return Some(sheet.at(sheet.total_line(0)?.row, *column));
    }
    let row = side.lines.iter().find(|l| Sheet::meaning_of(&l.label) == Some(meaning))?.row;
    Some(sheet.at(row, sheet.main_column(0)?))
}

/// XT-12: for administrative bodies only, which have 行政运行 and nobody paid as an institution's staff.
fn operating_costs(set: &Set<'_, '_>, public: &Sheet<'_>, basic: &Sheet<'_>, out: &mut Out<'_, '_>) {
    let own = set.sheet("B11").and_then(|s| Some(s.at(s.total_line(0)?.row, s.main_column(0)?)));
    let Some(costs) = own.or_else(|| of_year(public, "operating_costs")) else { return };
    let (Some(line), Some(column)) = (basic.total_line(0), basic.column(0, "operating")) else { return };
    let functions: Vec<&str> = set.sheet("B05").into_iter().flat_map(|s| &s.sides[0].lines).filter_map(|l| l.code).collect();
    let administrative = functions.iter().any(|c| c.len() == 7 && c.ends_with("01") && c.starts_with("20"));
    let institution = functions.iter().any(|c| c.len() == 7 && c.ends_with("50"))
        || basic.sides[0].lines.iter().any(|l| l.code == Some("30107"));
    if !administrative || institution {
        let reason = "the body is not certainly an administrative one, and institutions have no 机关运行经费 of this kind";
        out.silent("XT-12", Status::NotApplicable, reason, costs.table);
        return;
    }
    out.state(Identity::repeat("XT-12", costs, basic.at(line.row, column), group(public, 0, 11)));
}
