//! Which column of a table of projects holds what.

use crate::content::table::types::Column;
use crate::content::table::types::Role;

/// The columns of a table that lists the targets of projects, by index.
#[derive(Debug, Default)]
pub(super) struct Roles {
    pub project: usize,
    pub unit: Option<usize>,
    pub goal: Option<usize>,
    /// One text of all indicators.
    pub running: Option<usize>,
    pub level: [Option<usize>; 2],
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
        let project = meaning("project_column");
        // 长沙 names a unit or a special fund in one column (单位（专项）名称).
        let named = meaning("name").or(meaning("unit_column").filter(|_| meaning("indicator_3").is_some()));
        let roles = Self {
            project: project.or(named)?,
            unit: meaning("unit_column"),
            goal: meaning("goal"),
            running: meaning("indicators"),
            level: [meaning("indicator_1"), meaning("indicator_2")],
            name: meaning("indicator_3"),
            comparator: meaning("indicator_comparator"),
            value: meaning("indicator_value"),
            value_unit: meaning("indicator_unit"),
            weight: meaning("indicator_weight"),
            core: meaning("indicator_core"),
            standard: meaning("indicator_standard"),
            value_type: meaning("indicator_value_type"),
            remark: meaning("remark"),
            score: meaning("score"),
            amounts: (0..columns.len()).filter(|i| columns[*i].role == Role::Amount).collect(),
        };
        let has_targets = roles.goal.is_some() || roles.name.is_some() && roles.value.is_some();
        // 佛山 lists 项目名称 | 自评分数 and nothing else.
        let has_scores = project.is_some() && roles.score.is_some() && roles.level[0].is_none();
        // 云南 lists targets of projects without their money.
        let has_levels = roles.level[0].is_some() && roles.name.is_some();
        (has_targets && (!roles.amounts.is_empty() || has_levels && project.is_some()) || has_scores).then_some(roles)
    }
}
