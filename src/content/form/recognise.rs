//! Which printed tables are forms.

use super::inline;
use crate::codes::form_labels::{Kind, Label, labels};
use crate::grammar::{amount, squeeze};
use crate::outline::{PrintedCell, PrintedRow, PrintedTable};

/// A header is at most this many rows high before its indicators.
const HEADER_ROWS: usize = 2;

/// A grid of labels and values about one project or department.
pub(in crate::content) fn is_form(printed: &PrintedTable) -> bool {
    if printed.rows.iter().any(heads_side_by_side) {
        return false;
    }
    let has_indicators_above = printed.rows.iter().take(HEADER_ROWS).any(heads_indicators);
    let has_indicators_below = printed.rows.iter().skip(HEADER_ROWS).any(heads_indicators);
    if has_indicators_below && !has_indicators_above {
        return true;
    }
    let begins = printed.rows.iter().take(3).any(|row| {
        let begins = row.filled().next().is_some_and(begins_form);
        begins && row.filled().count() <= 4 && row.cells.iter().any(|c| c.cols > 1)
    }) || has_head(printed);
    let about = printed.rows.iter().flat_map(|r| r.filled()).any(|c| {
        let text = squeeze(&c.text);
        text.contains("绩效") || text.contains("目标") || text.contains("项目资金")
    });
    begins && about && !has_indicators_above && labels_more_than_it_lists(printed)
}

/// Whether goals stand below what may be a header, or more rows below the first begin with a label that has a value than with a name that has
/// figures, as the rows of a table do whose header begins with 项目名称.
fn labels_more_than_it_lists(printed: &PrintedTable) -> bool {
    let rows = || printed.rows.iter().filter(|r| !r.is_blank()).skip(1);
    let is_label = |c: &PrintedCell| {
        let kinds = [Kind::Field, Kind::Person, Kind::Goal];
        labels(&c.text).iter().any(|l| kinds.contains(&l.kind())) || !inline::read(&c.text).is_empty()
    };
    let labelled = rows().filter(|r| r.filled().next().is_some_and(is_label)).count();
    let of_form = |c: &PrintedCell| labels(&c.text).iter().any(|l| l.kind() != Kind::Fund || l.name() != "total");
    let lists = |r: &PrintedRow| {
        let first = r.filled().next().is_some_and(|c| !of_form(c) && amount(&c.text).is_none());
        first && r.filled().skip(1).filter(|c| amount(&c.text).is_some()).count() >= 2
    };
    let is_goal = |c: &&PrintedCell| labels(&c.text).iter().any(|l| l.kind() == Kind::Goal);
    let beside = rows().any(|r| r.filled().filter(is_goal).count() >= 2);
    let goals = beside || rows().skip(2).flat_map(|r| r.filled()).any(|c| is_goal(&c));
    goals || labelled > rows().filter(|r| lists(r)).count()
}

/// Two rows of labels with their values, one of which begins a form: no header of a table has a label below its first.
fn has_head(printed: &PrintedTable) -> bool {
    let is_label = |row: &PrintedRow, of: fn(&Label) -> bool| {
        row.filled().count() <= 4 && row.filled().next().is_some_and(|c| labels(&c.text).into_iter().any(of))
    };
    let mut rows = printed.rows.iter().filter(|r| !r.is_blank());
    let (Some(first), Some(second)) = (rows.next(), rows.next()) else { return false };
    is_label(first, Label::begins) && is_label(second, |l| matches!(l.kind(), Kind::Field | Kind::Person))
}

/// A row of at least two headings of indicators, which a form has below its labels and values, a table in its header.
pub(super) fn heads_indicators(row: &PrintedRow) -> bool {
    row.filled().filter(|c| labels(&c.text).iter().any(|l| is_indicator_head(l))).count() >= 2
}

/// A row that heads names of indicators more often than the two halves of a form do: the header of a table of projects that prints
/// the indicators of each first level side by side (河南).
fn heads_side_by_side(row: &PrintedRow) -> bool {
    row.filled().filter(|c| labels(&c.text).iter().any(|l| l.kind() == Kind::Column && l.name() == "level3")).count() > 2
}

fn is_indicator_head(label: &Label) -> bool {
    label.kind() == Kind::Column && matches!(label.name(), "level1" | "level2" | "level3" | "value" | "value_or_standard")
}

/// A label with which a form begins.
pub(super) fn begins_form(cell: &PrintedCell) -> bool {
    labels(&cell.text).iter().any(|l| l.begins())
}
