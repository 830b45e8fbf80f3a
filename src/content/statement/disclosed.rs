//! Two disclosures in one file: final accounts and the budget of the next year, one behind the other.
//!
//! The headings say which is which: those of final accounts name 决算, those of budgets 预算. The text below says the year.

use super::clause::time::Time;
use super::section::Heading;
use super::text::{Text, latest_year};
use super::types::Disclosed;
use crate::codes::passages::Kind;

/// Fewest headings of a part that name its phase.
const LEAST: usize = 3;
/// 预算 in these names is the name of money or of work, and no phase.
const NAMES: [&str; 5] = ["一般公共预算", "政府性基金预算", "国有资本经营预算", "预算绩效", "预算单位"];

/// A stretch of headings of one phase.
struct Part {
    executed: bool,
    /// The first heading, and the one behind the last.
    from: usize,
    to: usize,
    /// How many name the phase.
    named: usize,
}

/// Tells headings the year and phase of their part where both are not those of the document.
pub(super) fn tell(headings: &mut [Heading<'_>], texts: &[Text], year: Option<u16>) {
    let parts = parts(headings);
    if parts.iter().filter(|part| part.named >= LEAST).count() < 2 {
        return;
    }
    let in_part = |part: &Part, text: &Text| text.section.is_some_and(|at| (part.from..part.to).contains(&at));
    let years: Vec<Option<u16>> = parts.iter().map(|part| latest_year(texts.iter().filter(|text| in_part(part, text)))).collect();
    let of_document = |part: &Part, own: &Option<u16>| part.named >= LEAST && *own == year;
    let document: Vec<bool> =
        parts.iter().zip(&years).filter(|(part, own)| of_document(part, own)).map(|(part, _)| part.executed).collect();
    for (part, own) in parts.iter().zip(&years) {
        let other = part.named >= LEAST && !document.is_empty() && !document.contains(&part.executed);
        let Some(own) = own.filter(|own| other && Some(*own) != year) else { continue };
        for heading in &mut headings[part.from..part.to] {
            heading.disclosed = Some(Disclosed { year: own, executed: Some(part.executed) });
        }
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

fn parts(headings: &[Heading<'_>]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        let Some(executed) = phase(heading.title) else { continue };
        match parts.last_mut().filter(|part| part.executed == executed) {
            Some(part) => part.named += 1,
            None => {
                if let Some(last) = parts.last_mut() {
                    last.to = at;
                }
                parts.push(Part { executed, from: at, to: headings.len(), named: 1 });
            }
        }
    }
    parts
}

/// Whether a title speaks of final accounts, or of a budget.
fn phase(title: &str) -> Option<bool> {
    let plain = NAMES.iter().fold(title.to_owned(), |title, name| title.replace(name, ""));
    let executed = title.contains("决算");
    (executed || plain.contains("预算")).then_some(executed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;

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
        tell(&mut headings, &texts, Some(2019));
        let found: Vec<Option<u16>> = headings.iter().map(|heading| heading.disclosed.map(|d| d.year)).collect();
        let next = Some(2020);
        assert_eq!(found, [None, None, None, None, next, next, next, next]);
        // One slip in a heading is no other disclosure.
        let mut one: Vec<Heading<'_>> = ["收入决算情况", "支出决算情况", "三公决算", "支出预算情况"]
            .iter()
            .map(|title| Heading { title, ..Heading::default() })
            .collect();
        tell(&mut one, &texts, Some(2019));
        assert!(one.iter().all(|heading| heading.disclosed.is_none()));
    }
}
