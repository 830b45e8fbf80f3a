//! What the headings over a paragraph say of its sentences: the budget, the unit, and whether they only explain words.

use super::budget::Budget;
use super::name::spends;
use super::types::Disclosed;
use crate::codes::passages::{Kind, kind_of};
use crate::codes::words::WORDS;
use crate::grammar::sentence::without_number;
use crate::outline;
use std::sync::Arc;

/// What a heading and those above it say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Heading<'a> {
    /// The title of the section itself.
    pub(super) title: &'a str,
    /// The budget that it or a heading above it names.
    pub(super) budget: Option<Budget>,
    /// The unit that it or a heading above it names: 某局（本级）, 某中心.
    pub(super) entity: Option<Arc<str>>,
    /// The year and phase of its part of the document, where they are not the document's.
    pub(super) disclosed: Option<Disclosed>,
    /// What kind of text stands under it, by its words or those of a heading above it.
    pub(super) kind: Option<Kind>,
    /// It or the nearest heading above it that names a side names expenditure alone.
    pub(super) spends: bool,
    /// The project that it or a heading above it names: 某系统运行维护项目.
    pub(super) project: Option<&'a str>,
    /// The section itself; for the last name of a list of units, the section that the list stands in.
    pub(super) section: Option<usize>,
    /// The section of the list of units that it is an item of.
    pub(super) list: Option<usize>,
}

impl Heading<'_> {
    /// Whether it stands over what words mean (名词解释).
    pub(super) fn explains_words(&self) -> bool {
        self.kind == Some(Kind::Glossary)
    }
}

/// The headings of all sections, in their order.
pub(super) fn headings(sections: &[outline::Section]) -> Vec<Heading<'_>> {
    let mut above: Vec<(u8, Heading<'_>)> = Vec::new();
    let mut found = Vec::with_capacity(sections.len());
    for (at, section) in sections.iter().enumerate() {
        while above.pop_if(|(level, _)| *level >= section.level).is_some() {}
        let parent = above.last().map(|(_, heading)| heading.clone()).unwrap_or_default();
        let entity = entity(&section.title);
        // `1.某局本级` under 机构设置 is an item of a list, and what follows the list speaks of the department.
        if entity.is_some() && lists_units(parent.title) {
            found.push(parent);
            continue;
        }
        let heading = Heading {
            title: &section.title,
            budget: Budget::of(&section.title).or(parent.budget),
            entity: entity.map(Arc::from).or(parent.entity),
            disclosed: None,
            kind: kind_of(&section.title).or(parent.kind),
            spends: spends(&section.title) || parent.spends && !section.title.contains("收"),
            project: project(&section.title).or(parent.project),
            section: Some(at),
            list: parent.section.filter(|_| lists_units(parent.title)),
        };
        above.push((section.level, heading.clone()));
        found.push(heading);
    }
    found
}

/// The project that a title consists of.
fn project(title: &str) -> Option<&str> {
    let plain = without_number(title).trim();
    (plain.ends_with("项目") && plain.chars().nth(4).is_some()).then_some(plain)
}

/// Whether a section lists the units of a department: `机构设置和预算单位构成情况`.
pub(in crate::content) fn lists_units(title: &str) -> bool {
    WORDS.office.lists.iter().any(|word| title.contains(word))
}

/// The unit that a title consists of: `某市监测中心（本级）`.
fn entity(title: &str) -> Option<&str> {
    let plain = title.trim();
    let named = plain.trim_end_matches("（本级）").trim_end_matches("(本级)");
    let long = named.chars().nth(3).is_some();
    (long
        && WORDS.office.ends.iter().any(|word| named.ends_with(word))
        && !WORDS.office.never.iter().any(|word| named.contains(word)))
    .then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(title: &str, level: u8) -> outline::Section {
        outline::Section { number: None, title: title.to_owned(), level, page: 1 }
    }

    #[test]
    fn what_is_said_above_holds_below() {
        let sections = [
            section("财政拨款支出预算情况说明", 2),
            section("教育支出（类）", 3),
            section("部门预算项目支出具体情况", 2),
            section("甲市环境监测中心", 3),
            section("名词解释", 1),
            section("常用名词", 2),
            section("部门机构设置和预算单位构成情况", 1),
            section("甲市环境监测中心", 2),
        ];
        let found = headings(&sections);
        assert_eq!(found[1].budget, Some(Budget::Appropriation));
        assert_eq!((found[2].budget, found[3].entity.as_deref()), (None, Some("甲市环境监测中心")));
        assert!(found[0].spends && found[1].spends && !found[4].spends);
        assert_eq!((found[5].kind, found[3].kind), (Some(Kind::Glossary), None));
        assert_eq!(found[2].entity, None);
        assert_eq!((found[7].entity.as_deref(), found[7].section, found[3].section), (None, Some(6), Some(3)));
    }
}
