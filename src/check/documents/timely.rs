//! Published in time (DOC-06): within twenty days of the approval, as the budget law asks. Few documents print both dates.

use super::told::{finding, tell};
use crate::check::document::Document;
use crate::check::finding::{Evidence, Status};
use crate::check::verdicts::Verdicts;
use crate::diagnostic::Severity;
use crate::grammar::{Date, date, years_in};
use crate::outline::Paragraph;

/// Days between approval and publication.
const DAYS: i64 = 20;
/// Characters between a date and the word that says what happened then.
const NEAR: usize = 16;

const APPROVED: [&str; 2] = ["批复", "批准"];
const PUBLISHED: [&str; 5] = ["公开时间", "公开日期", "发布日期", "发布时间", "公布时间"];

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let find = |words: &[&str], before: bool| document.outline.paragraphs.iter().find_map(|p| dated(p, words, before));
    let (Some((approved, on)), Some((published, at))) = (find(&APPROVED, true), find(&PUBLISHED, false)) else {
        let reason = "the document does not print both the date of its approval and that of its publication";
        return verdicts.silent("DOC-06", Status::InsufficientData, reason, Vec::new());
    };
    let days = day(&at) - day(&on);
    let evidence = vec![approved, published];
    // Published before it was approved: the dates speak of other things.
    if days < 0 {
        return verdicts.silent("DOC-06", Status::NotApplicable, "the approval is later than the publication", evidence);
    }
    tell("DOC-06", days <= DAYS, evidence.clone(), verdicts);
    if days > DAYS {
        let (from, to) = (&evidence[0].printed, &evidence[1].printed);
        let zh = format!("{from}批复，{to}公开，相隔{days}日，超过20日。");
        let en = format!("Approved on {from} and published on {to}, {days} days later, which is more than 20.");
        verdicts.find(finding("DOC-06", Severity::Warning, zh, en, evidence));
    }
}

/// The date in a paragraph that stands beside one of some words: before it (`于2025年1月20日批复`) or behind it.
fn dated(paragraph: &Paragraph, words: &[&str], before: bool) -> Option<(Evidence, Date)> {
    let text = paragraph.text.as_str();
    years_in(text).into_iter().find_map(|(range, _)| {
        let from = text.get(range.start..)?;
        let end = from.find('日').filter(|end| *end < 40)? + '日'.len_utf8();
        let found = date(from.get(..end)?).filter(|d| d.day.is_some())?;
        let beside: String = if before {
            from.get(end..)?.chars().take(NEAR).collect()
        } else {
            let front: Vec<char> = text.get(..range.start)?.chars().collect();
            front[front.len().saturating_sub(NEAR)..].iter().collect()
        };
        let word = words.iter().find(|w| beside.contains(**w))?;
        let printed = from.get(..end)?.to_owned();
        Some((Evidence { what: format!("正文：{word}"), printed, value: None, place: paragraph.place }, found))
    })
}

/// Days since some day long ago, by the civil calendar.
fn day(date: &Date) -> i64 {
    let (month, day) = (i64::from(date.month.unwrap_or(1)), i64::from(date.day.unwrap_or(1)));
    // March begins the year, so that the leap day ends it.
    let year = i64::from(date.year) - i64::from(month <= 2);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + of_year
}

#[cfg(test)]
mod tests {
    use super::day;
    use crate::grammar::date;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let between = |a: &str, b: &str| day(&date(b).expect("a date")) - day(&date(a).expect("a date"));
        assert_eq!(between("2025年1月20日", "2025年2月9日"), 20);
        assert_eq!(between("2024年2月28日", "2024年3月1日"), 2);
        assert_eq!(between("2024年12月31日", "2025年1月1日"), 1);
    }
}
