//! What each column holds: from its heading, and from what stands in it.

use super::Role;
use super::columns::{Span, column_of};
use super::header::Header;
use crate::grammar::{amount, bracketed_code, code_fragment, is_nil_mark, squeeze, subject_code};

/// What the cells of one column look like.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    filled: usize,
    amounts: usize,
    sure_amounts: usize,
    codes: usize,
    small: usize,
    digits: usize,
    long: usize,
}

/// The role of each column.
pub(super) fn of(header: &Header, columns: &[Span], paths: &[Vec<String>]) -> Vec<Role> {
    let mut tallies = vec![Tally::default(); columns.len()];
    for cell in header.body.iter().flat_map(|r| r.filled()) {
        let Some(index) = column_of(columns, cell.col) else { continue };
        let tally = &mut tallies[index];
        let text = squeeze(&cell.text);
        tally.filled += 1;
        tally.sure_amounts += usize::from(amount::is_amount_like(&text));
        tally.amounts += usize::from(amount::amount(&text).is_some() || is_nil_mark(&text));
        tally.codes += usize::from(subject_code(&text).is_some() || code_fragment(&text).is_some());
        tally.small += usize::from(text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()));
        tally.digits += usize::from(text.bytes().all(|b| b.is_ascii_digit()));
        tally.long += usize::from(text.chars().count() > 40);
    }
    tallies.iter().zip(paths).map(|(tally, path)| role(*tally, path)).collect()
}

fn role(tally: Tally, path: &[String]) -> Role {
    let label = path.last().map_or("", String::as_str);
    let above = path.iter().rev().nth(1).map_or("", String::as_str);
    let is_code_label = is_code_label(label) || matches!(label, "类" | "款" | "项" | "目") && (above.is_empty() || is_code_label(above));
    if tally.filled == 0 {
        return by_label(label, is_code_label);
    }
    if matches!(label, "行次" | "序号" | "栏次") {
        return Role::Ordinal;
    }
    let most = |n: usize| n * 10 >= tally.filled * 6;
    if tally.sure_amounts * 2 >= tally.filled {
        return Role::Amount;
    }
    if is_code_label && (most(tally.codes) || most(tally.digits)) {
        return Role::Code;
    }
    if most(tally.codes) && tally.codes > tally.small {
        return Role::Code;
    }
    if most(tally.amounts) && (tally.sure_amounts > 0 || is_amount_label(label)) {
        return Role::Amount;
    }
    if tally.sure_amounts > 0 && is_amount_label(label) {
        return Role::Amount;
    }
    if tally.long * 3 > tally.filled { Role::Text } else { Role::Name }
}

/// The role of an empty column, from its heading alone.
fn by_label(label: &str, is_code_label: bool) -> Role {
    if is_code_label {
        Role::Code
    } else if matches!(label, "行次" | "序号" | "栏次") {
        Role::Ordinal
    } else if label.ends_with("名称") || matches!(label, "项目" | "科目" | "功能分类" | "预算科目" | "经济分类" | "单位" | "支出项目") {
        Role::Name
    } else if label.contains("备注") || label.contains("说明") || label.contains("目标") || label.contains("指标") {
        Role::Text
    } else {
        Role::Amount
    }
}

fn is_code_label(label: &str) -> bool {
    label.ends_with("编码") || label.ends_with("代码") || label.ends_with("编号")
}

fn is_amount_label(label: &str) -> bool {
    let words = ["计", "数", "金额", "支出", "收入", "经费", "预算", "决算", "资金", "拨款", "结转", "费", "结余", "款"];
    words.iter().any(|w| label.ends_with(w)) && !label.contains("名称") && bracketed_code(label).is_none()
}
