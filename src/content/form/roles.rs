//! Which column of a table of projects holds what.

use crate::content::table::types::Column;
use crate::content::table::types::Role;
use crate::grammar::squeeze;

/// Columns of the indicators of one first level, beside those of the others (河南: 产出指标 over 三级指标 | 指标值).
#[derive(Debug)]
pub(super) struct Beside {
    /// The first level, as printed over the columns.
    pub level1: String,
    pub name: usize,
    pub value: usize,
}

/// The columns of a table that lists the targets of projects, by index.
#[derive(Debug, Default)]
pub(super) struct Roles {
    pub project: usize,
    pub unit: Option<usize>,
    pub goal: Option<usize>,
    /// One text of all indicators.
    pub running: Option<usize>,
    pub level: [Option<usize>; 2],
    /// Where indicators stand side by side: their columns from left to right.
    pub beside: Vec<Beside>,
    pub name: Option<usize>,
    pub comparator: Option<usize>,
    pub value: Option<usize>,
    pub value_unit: Option<usize>,
    pub weight: Option<usize>,
    pub core: Option<usize>,
    pub standard: Option<usize>,
    pub value_type: Option<usize>,
    pub remark: Option<usize>,
    /// 自评得分 of the project
    pub score: Option<usize>,
    pub amounts: Vec<usize>,
}

impl Roles {
    /// The roles of columns with a project, its money, and its goal, indicators or score; `None` where they are of no such table.
    pub fn of(columns: &[Column]) -> Option<Self> {
        let meaning = |name: &str| columns.iter().position(|c| c.meaning == Some(name));
        // One column of the units and, below them, their projects: 项目单位（项目名称）, 单位（项目）名称.
        let both = |head: &String| ["（项目名称", "（项目）"].iter().any(|word| squeeze(head).contains(word));
        let with_unit = || columns.iter().position(|c| c.path.last().is_some_and(both));
        let listed = meaning("project_column").or_else(with_unit);
        // 长沙 names a unit or a special fund in one column (单位（专项）名称).
        let named = meaning("name").or(meaning("unit_column").filter(|_| meaning("indicator_3").is_some()));
        let project = listed.or(named)?;
        let roles = Self {
            project,
            unit: meaning("unit_column").filter(|unit| *unit != project),
            goal: meaning("goal"),
            running: meaning("indicators"),
            level: [meaning("indicator_1"), meaning("indicator_2")],
            beside: beside(columns),
            name: meaning("indicator_3"),
            comparator: meaning("indicator_comparator"),
            value: meaning("indicator_value"),
            value_unit: meaning("indicator_unit"),
            weight: meaning("indicator_weight"),
            core: meaning("indicator_core"),
            standard: meaning("indicator_standard").or_else(|| content(columns)),
            value_type: meaning("indicator_value_type"),
            remark: meaning("remark"),
            score: meaning("score"),
            amounts: (0..columns.len()).filter(|i| columns[*i].role == Role::Amount && !of_indicator(&columns[*i])).collect(),
        };
        let has_targets = roles.goal.is_some() || roles.name.is_some() && roles.value.is_some();
        // 佛山 lists 项目名称 | 自评分数 and nothing else.
        let has_scores = listed.is_some() && roles.score.is_some() && roles.level[0].is_none();
        // 云南 lists targets of projects without their money.
        let has_levels = roles.level[0].is_some() && roles.name.is_some();
        (has_targets && (!roles.amounts.is_empty() || has_levels && listed.is_some()) || has_scores).then_some(roles)
    }
}

/// Whether a column holds a part of indicators: targets with decimals look like amounts.
fn of_indicator(column: &Column) -> bool {
    column.meaning.is_some_and(|m| m.starts_with("indicator"))
}

/// 指标内容 beside the names of the indicators says what they mean (云南); alone it heads the names.
fn content(columns: &[Column]) -> Option<usize> {
    let names = || (0..columns.len()).filter(|i| columns[*i].meaning == Some("indicator_3"));
    let of_content = |i: &usize| columns[*i].path.last().is_some_and(|head| squeeze(head).ends_with("内容"));
    names().skip(1).find(of_content).filter(|_| beside(columns).is_empty())
}

/// The indicators that stand side by side; none where there is but one column of names.
fn beside(columns: &[Column]) -> Vec<Beside> {
    let means = |index: usize, name: &str| columns.get(index).is_some_and(|c| c.meaning == Some(name));
    let names = (0..columns.len()).filter(|i| means(*i, "indicator_3") && means(i + 1, "indicator_value"));
    let of = |name: usize| {
        let path = &columns[name].path;
        Some(Beside { level1: path.get(path.len().checked_sub(2)?)?.clone(), name, value: name + 1 })
    };
    let found: Vec<Beside> = names.filter_map(of).collect();
    if found.len() > 1 { found } else { Vec::new() }
}
