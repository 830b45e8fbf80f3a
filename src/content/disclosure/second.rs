//! A second disclosure in one file (决算 of one year, and behind it the 预算 of the next): what the titles of its parts say.

use crate::content::table::Other;
use crate::grammar::sentence::without_number;
use crate::grammar::{squeeze, years_in};
use crate::outline::Section;
use std::ops::Range;

/// 预算 in these names is the name of money or of work, and no phase.
const NAMES: [&str; 5] = ["一般公共预算", "政府性基金预算", "国有资本经营预算", "预算绩效", "预算单位"];
/// Titles that set two years beside each other.
const COMPARES: [&str; 4] = ["对比", "比较", "相比", "增减"];

/// What a title discloses that begins with another year than `year`, that of the document, and names a phase: `2023年部门决算情况说明`.
pub(in crate::content) fn of_title(title: &str, year: Option<u16>) -> Option<Other> {
    let title = squeeze(without_number(title));
    let (first, named) = years_in(&title).first().cloned()?;
    let begins = title.starts_with(|c: char| c.is_ascii_digit()) && first.start == 0;
    let compares = COMPARES.iter().any(|word| title.contains(word));
    let executed = phase(&title).filter(|_| begins && !compares && year.is_some_and(|year| year != named))?;
    Some(Other { year: named, executed })
}

/// Whether a title speaks of final accounts, or of a budget.
pub(in crate::content) fn phase(title: &str) -> Option<bool> {
    let plain = NAMES.iter().fold(title.to_owned(), |title, name| title.replace(name, ""));
    let executed = title.contains("决算");
    (executed || plain.contains("预算")).then_some(executed)
}

/// What the part discloses in which something stands on `page` under `heading`: the title of the nearest section above it, or of one
/// over that, that begins with another year.
pub(in crate::content) fn of_part(sections: &[Section], page: u32, heading: Option<&str>, year: Option<u16>) -> Option<Other> {
    let heading = squeeze(heading?);
    let at = sections.iter().rposition(|section| section.page <= page && squeeze(&section.title) == heading)?;
    let mut level = u8::MAX;
    for section in sections[..=at].iter().rev() {
        if section.level >= level {
            continue;
        }
        level = section.level;
        let found = of_title(&section.title, year);
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Fewest titles of a stretch that name its phase.
pub(in crate::content) const LEAST: usize = 3;

/// Titles of one phase that follow each other.
pub(in crate::content) struct Stretch {
    /// Of final accounts, or of a budget.
    pub executed: bool,
    /// The first title, and the one behind the last.
    pub titles: Range<usize>,
    /// How many name the phase.
    pub named: usize,
}

/// The stretches of a file, each up to the next one: those that do not name a phase belong to the one before.
pub(in crate::content) fn stretches<'t>(titles: impl ExactSizeIterator<Item = &'t str>) -> Vec<Stretch> {
    let all = titles.len();
    let mut stretches: Vec<Stretch> = Vec::new();
    for (at, title) in titles.enumerate() {
        let Some(executed) = phase(title) else { continue };
        match stretches.last_mut().filter(|stretch| stretch.executed == executed) {
            Some(stretch) => stretch.named += 1,
            None => {
                if let Some(last) = stretches.last_mut() {
                    last.titles.end = at;
                }
                stretches.push(Stretch { executed, titles: at..all, named: 1 });
            }
        }
    }
    stretches
}

/// What the part discloses in which a table with `title` stands on `page`, told by the titles of the sections: behind several of the
/// phase of the document (`executed`) several of the other one. The budget is that of the year behind the accounts.
pub(in crate::content) fn of_stretch(
    sections: &[Section],
    (page, title): (u32, Option<&str>),
    year: Option<u16>,
    executed: bool,
) -> Option<Other> {
    let at = sections.iter().rposition(|section| section.page <= page)?;
    let stretches = stretches(sections.iter().map(|section| section.title.as_str()));
    let known = |stretch: &&Stretch| stretch.named >= LEAST;
    let own = stretches.iter().filter(known).find(|stretch| stretch.titles.contains(&at) && stretch.executed != executed)?;
    let contradicts = title.and_then(phase).is_some_and(|said| said != own.executed);
    if contradicts || !stretches.iter().filter(known).any(|stretch| stretch.executed == executed) {
        return None;
    }
    let next = year.and_then(|year| if executed { year.checked_add(1) } else { year.checked_sub(1) })?;
    let named = title.and_then(|title| years_in(title).first().map(|(_, year)| *year)).is_none_or(|named| named == next);
    named.then_some(Other { year: next, executed: own.executed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_behind_the_titles_of_another_phase_are_of_that() {
        let titles = [
            ("收入决算情况说明", 3),
            ("支出决算情况说明", 4),
            ("“三公”经费支出决算情况", 5),
            ("名词解释", 6),
            ("收入预算情况", 8),
            ("支出预算情况", 9),
            ("预算绩效情况", 9),
            ("“三公”经费预算情况", 9),
            ("名词解释", 10),
        ];
        let sections = titles.map(|(title, page)| section(2, title, page));
        let other = |page, title| of_stretch(&sections, (page, title), Some(2023), true);
        let budget = Some(Other { year: 2024, executed: false });
        assert_eq!((other(12, Some("部门收支总体情况表")), other(12, Some("2024年部门收支总表"))), (budget, budget));
        for (page, title) in [(12, "收入支出决算总表"), (12, "2023年部门收支总表"), (7, "收支总表")] {
            assert_eq!(other(page, Some(title)), None, "{title}");
        }
        // Two titles are no disclosure.
        assert_eq!(of_stretch(&sections[..6], (12, Some("部门收支总表")), Some(2023), true), None);
    }

    fn section(level: u8, title: &str, page: u32) -> Section {
        Section { number: None, title: title.to_owned(), level, page }
    }

    #[test]
    fn a_part_with_a_title_of_another_year_discloses_that() {
        let sections = [
            section(1, "2024年部门决算报表", 2),
            section(1, "2025年部门预算情况说明", 8),
            section(2, "名词解释", 9),
            section(2, "预算报表", 10),
            section(1, "2024年绩效评价情况", 20),
            section(2, "其他", 21),
        ];
        let other = |page, heading| of_part(&sections, page, Some(heading), Some(2024));
        let budget = Some(Other { year: 2025, executed: false });
        assert_eq!((other(11, "预算报表"), other(9, "名词解释"), other(9, "2025年部门预算情况说明")), (budget, budget, budget));
        assert_eq!((other(3, "2024年部门决算报表"), other(22, "其他"), other(8, "预算报表")), (None, None, None));
    }
}
