//! Whose form it is and of which year, by its title and labels.

use super::types::{Form, Subject};
use crate::codes::words::WORDS;
use crate::grammar::{fiscal_year, squeeze};
use crate::outline::PrintedTable;

/// The year beside or in the title, outside the name of its project: the year in that is when it began (`2023年维修尾款项目绩效目标表`).
pub(super) fn fiscal_year_of(printed: &PrintedTable, form: &Form) -> Option<u16> {
    let name = form.project_name.as_ref().map(|p| squeeze(&p.text)).unwrap_or_default();
    printed.caption.beside.iter().chain(&printed.caption.title).find_map(|text| {
        let text = squeeze(text);
        fiscal_year(&if name.is_empty() { text } else { text.replace(&name, "") })
    })
}

/// The name of the project that a title begins with (泉州: `单警装备采购项目绩效目标表`).
pub(super) fn name_in_title(title: &str) -> Option<String> {
    let name = WORDS.form.titles.iter().find_map(|end| title.strip_suffix(end))?;
    let generic = &WORDS.form.no_project;
    (name.chars().count() >= 3 && !generic.iter().any(|g| name.ends_with(g))).then(|| name.to_owned())
}

/// Whose goals a form sets, by its title, else by its labels.
pub(super) fn subject(title: &str, form: &Form) -> Subject {
    if title.contains("整体") {
        Subject::Department
    } else if form.project_name.is_some() && !title.contains("专项资金") {
        Subject::Project
    } else if WORDS.form.policy.iter().any(|w| title.contains(w)) {
        Subject::Policy
    } else if form.department.is_some() && form.project_name.is_none() && !title.contains("项目") {
        Subject::Department
    } else {
        Subject::Project
    }
}
