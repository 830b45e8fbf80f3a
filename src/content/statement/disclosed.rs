//! Two disclosures in one file: final accounts and the budget of the next year, one behind the other.
//!
//! The headings say which is which: those of final accounts name 决算, those of budgets 预算. The text below says the year.

use super::clause::time::Time;
use super::section::Heading;
use super::text::{Text, latest_year};
use super::types::Disclosed;
use crate::codes::passages::Kind;
use crate::content::disclosure::{LEAST, Stretch, of_title, stretches};
use crate::outline::Section;

/// Tells headings the year and phase of their part where both are not those of the document.
///
/// `executed`: whether the document is one of final accounts, where that is known.
pub(super) fn tell(headings: &mut [Heading<'_>], texts: &[Text], year: Option<u16>, executed: Option<bool>) {
    let parts = stretches(headings.iter().map(|heading| heading.title));
    if parts.iter().filter(|part| part.named >= LEAST).count() < 2 {
        return;
    }
    // Behind the glossary of the first disclosure stands the cover of the second.
    let in_part =
        |part: &Stretch, text: &Text| text.section.is_some_and(|at| part.titles.contains(&at) && !headings[at].explains_words());
    let years: Vec<Option<u16>> = parts.iter().map(|part| latest_year(texts.iter().filter(|text| in_part(part, text)))).collect();
    let of_document = |part: &Stretch, own: &Option<u16>| part.named >= LEAST && *own == year;
    let said = || parts.iter().zip(&years).filter(|(part, own)| of_document(part, own)).map(|(part, _)| part.executed).collect();
    let document: Vec<bool> = executed.map_or_else(said, |executed| vec![executed]);
    // The budget is that of the year behind the accounts.
    let next = |part: &Stretch, own: u16| year.is_some_and(|year| if part.executed { own + 1 == year } else { year + 1 == own });
    for (part, own) in parts.iter().zip(&years) {
        let other = part.named >= LEAST && !document.is_empty() && !document.contains(&part.executed);
        let fits = |own: &u16| if executed.is_some() { next(part, *own) } else { Some(*own) != year };
        let Some(own) = own.filter(|own| other && fits(own)) else { continue };
        for heading in &mut headings[part.titles.clone()] {
            heading.disclosed = Some(Disclosed { year: own, executed: Some(part.executed) });
        }
    }
}

/// Tells headings what a title above them discloses that begins with another year than the document's and names a phase.
pub(super) fn tell_titled(headings: &mut [Heading<'_>], sections: &[Section], year: Option<u16>) {
    let mut above: Vec<(u8, Option<Disclosed>)> = Vec::new();
    for (heading, section) in headings.iter_mut().zip(sections) {
        while above.pop_if(|(level, _)| *level >= section.level).is_some() {}
        let titled = of_title(&section.title, year).map(|other| Disclosed { year: other.year, executed: Some(other.executed) });
        let own = titled.or(above.last().and_then(|(_, disclosed)| *disclosed));
        heading.disclosed = own.or(heading.disclosed);
        above.push((section.level, own));
    }
}

/// What a sentence of a part that discloses `part` speaks of, where the time it opens with is not that of the document.
pub(super) fn of_sentence(words: &str, part: Option<Disclosed>, year: Option<u16>) -> Option<Disclosed> {
    let time = Time::opening(words).filter(|time| year.is_some_and(|year| year != time.year || time.within));
    time.map(|time| Disclosed { year: time.year, executed: None }).or(part)
}

/// Tasks (重点工作任务) are no part of a budget: what they are to reach or have reached is neither approved nor executed money.
pub(super) fn tell_tasks(headings: &mut [Heading<'_>], year: Option<u16>) {
    for heading in headings.iter_mut().filter(|heading| heading.kind == Some(Kind::Plan)) {
        let year = heading.disclosed.map(|disclosed| disclosed.year).or(year);
        heading.disclosed = year.map(|year| Disclosed { year, executed: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;

    #[test]
    fn a_title_with_a_year_and_a_phase_rules_what_stands_below_it() {
        let section = |title: &str, level| Section { number: None, title: title.to_owned(), level, page: 1 };
        let sections = [
            section("部门概况", 1),
            section("2023年部门决算情况说明", 1),
            section("收入决算情况说明", 2),
            section("2024年部门预算情况说明", 1),
            section("2024年预算与2023年预算对比情况", 2),
            section("2023年预算增减变化情况", 2),
        ];
        let mut headings: Vec<Heading<'_>> = sections.iter().map(|s| Heading { title: &s.title, ..Heading::default() }).collect();
        tell_titled(&mut headings, &sections, Some(2024));
        let found: Vec<Option<(u16, Option<bool>)>> =
            headings.iter().map(|h| h.disclosed.map(|d| (d.year, d.executed))).collect();
        let accounts = Some((2023, Some(true)));
        assert_eq!(found, [None, accounts, accounts, None, None, None]);
    }

    #[test]
    fn the_second_disclosure_of_a_file_has_its_own_year() {
        let titles = [
            "收入决算情况说明",
            "支出决算情况说明",
            "预算绩效情况说明",
            "“三公”经费支出决算情况",
            "2020年部门预算情况说明",
            "收入预算情况说明",
            "支出预算情况说明",
            "机关运行经费",
        ];
        let mut headings: Vec<Heading<'_>> = titles.iter().map(|title| Heading { title, ..Heading::default() }).collect();
        let text = |section: usize, words: &str| Text {
            words: words.to_owned(),
            places: vec![(0, Place::page(1))],
            section: Some(section),
        };
        let texts = [
            text(0, "2019年收入5万元，2019年支出5万元。"),
            text(5, "2020年收入4万元，比2019年减少1万元，2019年为5万元。"),
            text(6, "2020年支出4万元，比2019年减少1万元。"),
        ];
        tell(&mut headings, &texts, Some(2019), None);
        let found: Vec<Option<u16>> = headings.iter().map(|heading| heading.disclosed.map(|d| d.year)).collect();
        let next = Some(2020);
        assert_eq!(found, [None, None, None, None, next, next, next, next]);
        // The document says what it is, where the text of its own part names the year before more often than its own.
        let texts = [
            text(0, "收入5万元，比2018年增加1万元，2018年为4万元。比2018年增加。"),
            text(5, "2020年收入4万元，比2019年减少1万元。"),
            text(6, "比2019年减少1万元。"),
        ];
        let mut headings: Vec<Heading<'_>> = titles.iter().map(|title| Heading { title, ..Heading::default() }).collect();
        tell(&mut headings, &texts, Some(2019), Some(true));
        let found: Vec<Option<u16>> = headings.iter().map(|heading| heading.disclosed.map(|d| d.year)).collect();
        assert_eq!(found, [None, None, None, None, next, next, next, next]);
        // One slip in a heading is no other disclosure.
        let mut one: Vec<Heading<'_>> = ["收入决算情况", "支出决算情况", "三公决算", "支出预算情况"]
            .iter()
            .map(|title| Heading { title, ..Heading::default() })
            .collect();
        tell(&mut one, &texts, Some(2019), None);
        assert!(one.iter().all(|heading| heading.disclosed.is_none()));
    }
}
