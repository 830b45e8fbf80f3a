//! What each row is.

use super::types::{Cell, Role, RowKind};
use crate::codes::headers;
use crate::grammar::{squeeze, unit_of};

/// The kind of a row, from its labels and whether it holds amounts.
pub(in crate::content) fn kind(cells: &[Option<Cell>], roles: &[Role]) -> RowKind {
    let mut labels = Vec::new();
    let mut amounts = 0;
    for (cell, role) in cells.iter().zip(roles) {
        let Some(cell) = cell else { continue };
        if *role == Role::Amount {
            amounts += 1;
        } else {
            labels.push(squeeze(&cell.printed));
        }
    }
    if labels.is_empty() && amounts == 0 {
        return RowKind::Blank;
    }
    if labels.iter().any(|l| is_total(l)) {
        return RowKind::Total;
    }
    if labels.iter().any(|l| is_subtotal(l)) {
        return RowKind::Subtotal;
    }
    let filled = cells.iter().flatten().count();
    if amounts == 0 && filled == 1 && roles.iter().filter(|r| **r == Role::Amount).count() > 1 && labels[0].ends_with([':', '：'])
    {
        return RowKind::Heading;
    }
    RowKind::Item
}

/// 合计, 总计, 收入总计, 支出总计, 部门合计.
fn is_total(label: &str) -> bool {
    let label = label.trim_end_matches(['：', ':']);
    let of_three = || label.starts_with(['“', '"', '‘', '三']) && label.contains("三公") && label.ends_with("经费合计");
    label == "合计" || of_three() || label == "总计" || label.ends_with("总计") || label == "部门合计" || label == "单位合计"
}

/// 小计, 本年收入合计, 人员经费合计.
fn is_subtotal(label: &str) -> bool {
    let label = label.trim_end_matches(['：', ':']);
    label == "小计" || label.ends_with("合计") || label.ends_with("小计")
}

/// Whether a label says that its row counts things: 因公出国（境）团组数（个）.
pub(crate) fn counts_things(label: &str) -> bool {
    label.contains(['（', '(']) && unit_of(label).is_some_and(|unit| !unit.is_money())
}

/// Whether what stands in a column 年度 means a difference of two years: 增减变化金额 below 2025年 and 2026年.
pub(crate) fn says_change(text: &str) -> bool {
    headers::meaning(&[text.to_owned()]).is_some_and(|meaning| meaning.name == "change")
}
