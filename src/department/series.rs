//! The core figures of a body across its years, and where two of them are not comparable.

use super::types::{CoreFigure, Point};
use crate::content::disclosure::{Kind, Scope};
use crate::exact::Exact;
use std::collections::BTreeMap;

/// What makes one line of points.
type Line = (Kind, Option<Scope>, &'static str);

/// The points of all figures; `names` holds the name of the body in each year in which a document prints one.
pub(super) fn of(figures: &[CoreFigure], names: &BTreeMap<u16, String>) -> Vec<Point> {
    let mut lines: BTreeMap<Line, Vec<(u16, &CoreFigure)>> = BTreeMap::new();
    for figure in figures.iter().filter(|f| !f.sources.is_empty()) {
        if let Some(year) = figure.fiscal_year {
            lines.entry((figure.kind, figure.scope, figure.figure)).or_default().push((year, figure));
        }
    }
    let mut points = Vec::new();
    for line in lines.values_mut() {
        line.sort_by_key(|(year, _)| *year);
        let before = std::iter::once(None).chain(line.iter().map(Some));
        points.extend(line.iter().zip(before).map(|((year, figure), before)| point(*year, figure, before, names)));
    }
    points
}

fn point(year: u16, figure: &CoreFigure, before: Option<&(u16, &CoreFigure)>, names: &BTreeMap<u16, String>) -> Point {
    let breaks = before.map(|(last, other)| breaks(year, figure, *last, other, names)).unwrap_or_default();
    let value = |f: &CoreFigure| f.amount_yuan.or(f.number);
    let pair = before.filter(|_| breaks.is_empty()).and_then(|(_, other)| value(figure).zip(value(other)));
    let change = pair.and_then(|(new, old)| new.0.less(old.0));
    let percent = change.zip(pair).and_then(|(change, (_, old))| change.percent_of(old.0));
    Point {
        kind: figure.kind,
        scope: figure.scope,
        figure: figure.figure,
        fiscal_year: year,
        amount_yuan: figure.amount_yuan,
        number: figure.number,
        previous_year: before.map(|(last, _)| *last),
        change: change.map(|c| Exact(c.normalize())),
        change_percent: percent.map(|p| Exact(p.round_dp(2).normalize())),
        breaks,
    }
}

fn breaks(year: u16, figure: &CoreFigure, last: u16, other: &CoreFigure, names: &BTreeMap<u16, String>) -> Vec<&'static str> {
    let table = |f: &CoreFigure| f.sources.first().map(|s| (s.origin, s.table_id.clone()));
    let renamed = names.get(&year).zip(names.get(&last)).is_some_and(|(new, old)| new != old);
    let reasons = [
        (last.checked_add(1) != Some(year), "gap"),
        (renamed, "renamed"),
        (table(figure) != table(other), "other_table"),
        (figure.differs || other.differs, "differs"),
    ];
    reasons.into_iter().filter(|(is_so, _)| *is_so).map(|(_, name)| name).collect()
}
