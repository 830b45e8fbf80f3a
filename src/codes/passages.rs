//! What a section of running text is about, by its title.
//!
//! In: a title. Out: one of a few kinds (duties, organisation, glossary). The words are data (`data/passages.toml`).

use crate::codes::embedded::embedded_list;
use crate::grammar::squeeze;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 主要职责
    Duties,
    /// 机构设置, 预算单位构成
    Organisation,
    /// 重点工作任务
    Plan,
    /// 情况说明: what the figures are and why
    Explanation,
    /// 名词解释
    Glossary,
    /// None of these, or no section.
    Other,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    passage: Vec<Passage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    kind: Kind,
    titles: Vec<String>,
}

static PASSAGES: LazyLock<File> = LazyLock::new(|| embedded_list!("passages"));

/// The kind that a title names; `None` where the section above decides.
///
/// ```
/// use gongkai::codes::passages::{Kind, kind_of};
/// assert_eq!(kind_of("主要职能"), Some(Kind::Duties));
/// assert_eq!(kind_of("第二部分"), None);
/// ```
pub fn kind_of(title: &str) -> Option<Kind> {
    let title = squeeze(title);
    let names = |passage: &&Passage| passage.titles.iter().any(|word| title.contains(word.as_str()));
    PASSAGES.passage.iter().find(names).map(|passage| passage.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_kinds() {
        for (title, want) in [
            ("名词解释", Some(Kind::Glossary)),
            ("部门职责及机构设置", Some(Kind::Duties)),
            ("内设机构", Some(Kind::Organisation)),
            ("机关运行经费安排情况说明", Some(Kind::Explanation)),
            ("2026年主要工作目标", Some(Kind::Plan)),
            ("甲市监测中心", None),
        ] {
            assert_eq!(kind_of(title), want, "{title}");
        }
    }
}
