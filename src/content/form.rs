//! Performance forms (绩效目标申报表 and its kin): still as a grid of labels and values.

use crate::grammar::{squeeze, unit_of};
use crate::outline::{PrintedRow, PrintedTable};

/// A performance form as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Title as printed.
    pub title: Option<String>,
    /// Pages it stands on.
    pub pages: Vec<u32>,
    /// Project name, where a cell labelled 项目名称 gives it.
    pub project_name: Option<String>,
    /// Department or unit, where a label gives it.
    pub department: Option<String>,
    /// Unit of the amounts as printed.
    pub unit: Option<String>,
    /// Rows of filled cells, as printed.
    pub rows: Vec<Vec<String>>,
}

/// Labels with which a form begins.
const FIRST_LABELS: [&str; 10] = [
    "项目名称",
    "政策（项目）名称",
    "政策和项目名称",
    "专项名称",
    "部门名称",
    "部门（单位）名称",
    "单位名称",
    "一级项目名称",
    "预算单位",
    "项目单位",
];

/// Headings of the list of indicators, which a form has below its labels and values, a table in its header.
const INDICATOR_HEADS: [&str; 5] = ["一级指标", "二级指标", "三级指标", "指标名称", "指标值"];
/// A header is at most this many rows high before its indicators.
const HEADER_ROWS: usize = 2;

/// A grid of labels and values about one project or department.
pub(super) fn is_form(printed: &PrintedTable) -> bool {
    let heads_indicators =
        |row: &PrintedRow| row.filled().filter(|c| INDICATOR_HEADS.contains(&squeeze(&c.text).as_str())).count() >= 2;
    let has_indicators_above = printed.rows.iter().take(HEADER_ROWS).any(heads_indicators);
    let has_indicators_below = printed.rows.iter().skip(HEADER_ROWS).any(heads_indicators);
    if has_indicators_below && !has_indicators_above {
        return true;
    }
    let begins = printed.rows.iter().take(3).any(|row| {
        let first = row.filled().next().map(|c| squeeze(&c.text)).unwrap_or_default();
        let first = first.trim_end_matches(['：', ':']);
        FIRST_LABELS.contains(&first) && row.filled().count() <= 4 && row.cells.iter().any(|c| c.cols > 1)
    });
    let about = printed.rows.iter().flat_map(|r| r.filled()).any(|c| {
        let text = squeeze(&c.text);
        text.contains("绩效") || text.contains("目标") || text.contains("项目资金")
    });
    begins && about && !has_indicators_above
}

/// Reads a form.
pub(super) fn read(printed: &PrintedTable) -> Form {
    let rows: Vec<Vec<String>> = printed
        .rows
        .iter()
        .map(|r| r.filled().map(|c| c.text.clone()).collect::<Vec<_>>())
        .filter(|r: &Vec<String>| !r.is_empty())
        .collect();
    let value_of = |labels: &[&str]| {
        rows.iter().find_map(|r| {
            let at = r.iter().position(|t| labels.contains(&squeeze(t).trim_end_matches(['：', ':'])))?;
            r.get(at + 1).cloned()
        })
    };
    let unit = printed.caption.unit.clone().or_else(|| {
        rows.iter()
            .flatten()
            .filter(|t| t.contains("资金") || t.contains("金额"))
            .find_map(|t| unit_of(t))
            .map(|u| u.printed().to_owned())
    });
    Form {
        title: printed.caption.title.clone(),
        pages: printed.pages.clone(),
        project_name: value_of(&["项目名称", "政策（项目）名称", "政策和项目名称", "专项名称", "一级项目名称"]),
        department: value_of(&["主管部门及代码", "主管部门", "部门名称", "部门（单位）名称", "预算单位", "主管部门名称"])
            .or_else(|| printed.caption.department.clone()),
        unit,
        rows,
    }
}
