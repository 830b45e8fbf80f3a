//! The sides of a table: income beside expenditure, expenditure by function beside by economic class (江苏 three, 西安 four).

use super::types::{Column, Direction, Role};

/// Numbers the side of each column, 0 first. A side begins where labels of rows come again after amounts, and has amounts of its
/// own; text after the amounts (绩效目标, 备注) and lists of indicators begin none.
pub(in crate::content) fn number(columns: &mut [Column]) {
    let of_items = name_items(columns);
    let last_amount = columns.iter().rposition(|c| c.role == Role::Amount).unwrap_or(0);
    let mut side = 0u8;
    let (mut after_amount, mut labelled) = (false, false);
    for (index, column) in columns.iter_mut().enumerate() {
        let labels = labels_rows(column);
        let begins = matches!(column.role, Role::Code | Role::Name) && after_amount && index < last_amount && labels && labelled;
        side = side.saturating_add(u8::from(begins));
        column.side = side;
        // What stands without a heading beside the rows of a side (收入, 支出 down the cell) is no text of them.
        after_amount = column.role == Role::Amount || after_amount && column.role == Role::Text && column.path.is_empty();
        labelled |= labels;
    }
    for column in columns.iter_mut() {
        column.direction = direction(&column.path);
    }
    // Nothing but the names says what the amounts beside them are.
    for at in 1..if of_items { columns.len() } else { 0 } {
        let before = columns[at - 1].direction.filter(|_| columns[at - 1].side == columns[at].side);
        columns[at].direction = columns[at].direction.or(before);
    }
}

/// 支出项目 beside 收入项目 is no name of projects: both are what their side lists. Answers whether the columns are called so.
fn name_items(columns: &mut [Column]) -> bool {
    let is_called = |column: &Column, label: &str| column.path.last().is_some_and(|last| last == label);
    let of_items = columns.iter().any(|column| is_called(column, "收入项目"));
    if of_items {
        columns.iter_mut().filter(|column| is_called(column, "支出项目")).for_each(|column| column.meaning = Some("name"));
    }
    of_items
}

/// Whether the column names what a row is about: a code or a name, not an indicator or a remark.
fn labels_rows(column: &Column) -> bool {
    let by_meaning = column.meaning.is_some_and(|m| m == "name" || m == "code" || m.starts_with("code."));
    // 支出功能分科目（按大类）: sides whose headings are known only as a classification.
    by_meaning
        || column.role != Role::Amount && column.path.last().is_some_and(|l| l.contains("科目") || l == "项目" || l == "支出用途")
}

/// From the outermost heading that says 收入 or 支出.
fn direction(path: &[String]) -> Option<Direction> {
    path.iter().find_map(|label| match (label.contains("收入"), label.contains("支出")) {
        (true, false) => Some(Direction::Income),
        (false, true) => Some(Direction::Expenditure),
        _ => None,
    })
}
