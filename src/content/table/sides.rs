//! The sides of a table: income beside expenditure, expenditure by function beside by economic class (江苏 three, 西安 four).

use super::types::{Column, Direction, Role};

/// Numbers the side of each column, 0 first. A side begins where labels of rows come again after amounts, and has amounts of its
/// own; text after the amounts (绩效目标, 备注) and lists of indicators begin none.
pub(in crate::content) fn number(columns: &mut [Column]) {
    let last_amount = columns.iter().rposition(|c| c.role == Role::Amount).unwrap_or(0);
    let mut side = 0u8;
    let (mut after_amount, mut labelled) = (false, false);
    for (index, column) in columns.iter_mut().enumerate() {
        let labels = labels_rows(column);
        let begins = matches!(column.role, Role::Code | Role::Name) && after_amount && index < last_amount && labels && labelled;
        side = side.saturating_add(u8::from(begins));
        column.side = side;
        after_amount = column.role == Role::Amount;
        labelled |= labels;
    }
    for column in columns.iter_mut() {
        column.direction = direction(&column.path);
    }
}

/// Whether the column names what a row is about: a code or a name, not an indicator or a remark.
fn labels_rows(column: &Column) -> bool {
    let by_meaning = column.meaning.is_some_and(|m| m == "name" || m == "code" || m.starts_with("code."));
    // 支出功能分科目（按大类）: sides whose headings are known only as a classification.
    by_meaning || column.role != Role::Amount && column.path.last().is_some_and(|l| l.contains("科目") || l == "项目")
}

/// From the outermost heading that says 收入 or 支出.
fn direction(path: &[String]) -> Option<Direction> {
    path.iter().find_map(|label| match (label.contains("收入"), label.contains("支出")) {
        (true, false) => Some(Direction::Income),
        (false, true) => Some(Direction::Expenditure),
        _ => None,
    })
}
