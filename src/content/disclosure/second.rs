//! A second disclosure in one file (决算 of one year, and behind it the 预算 of the next): what the titles of its parts say.

use crate::content::table::Other;
use crate::grammar::sentence::without_number;
use crate::grammar::{squeeze, years_in};
use crate::outline::Section;

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

#[cfg(test)]
mod tests {
    use super::*;

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
