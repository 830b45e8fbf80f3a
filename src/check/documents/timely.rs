//! Published in time (DOC-06): within twenty days of the approval, as the budget law asks. Few documents print both dates.

use super::told::{finding, tell};
use crate::check::document::Document;
use crate::check::finding::{Evidence, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::diagnostic::Severity;
use crate::grammar::{Date, date};
use crate::outline::Paragraph;
use std::ops::Range;

/// Days between approval and publication.
const DAYS: i64 = 20;
/// A publication later than this tells of another year.
const FAR: i64 = 400;
/// Characters of a label before a date, and of the clause behind it.
const NEAR: usize = 40;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let found: Vec<(usize, Told)> =
        document.outline.paragraphs.iter().enumerate().flat_map(|(at, p)| told_in(p).into_iter().map(move |t| (at, t))).collect();
    let approved = found.iter().find(|(_, t)| t.approved);
    // A sentence on something else may name a day of publication: it is that of the paragraph of the approval, or has a label.
    let of = |(at, _): &(usize, Told)| found.iter().find(|(own, t)| !t.approved && (own == at || t.labelled));
    let Some(((_, on), (_, at))) = approved.and_then(|a| Some((a, of(a)?))) else {
        let reason = "the document does not print both the date of its approval and that of its publication";
        return verdicts.silent("DOC-06", Status::InsufficientData, reason, Vec::new());
    };
    let days = day(&at.date) - day(&on.date);
    let evidence = vec![on.evidence.clone(), at.evidence.clone()];
    // Published before it was approved, or a year later: the dates speak of other things.
    if !(0..FAR).contains(&days) {
        return verdicts.silent("DOC-06", Status::NotApplicable, "the approval is not of this publication", evidence);
    }
    tell("DOC-06", days <= DAYS, evidence.clone(), verdicts);
    if days > DAYS {
        let (from, to) = (&evidence[0].printed, &evidence[1].printed);
        let zh = format!("{from}批复，{to}公开，相隔{days}日，超过20日。");
        let en = format!("Approved on {from} and published on {to}, {days} days later, which is more than 20.");
        verdicts.find(finding("DOC-06", Severity::Warning, zh, en, evidence));
    }
}

/// What happened on a day.
struct Told {
    approved: bool,
    /// A label before the day says it (`公开日期：`), not the clause behind it.
    labelled: bool,
    date: Date,
    evidence: Evidence,
}

/// The days in a paragraph of which it says that something was approved or published then: by the label before, else by the clause
/// behind up to the next day (`于1月20日批复，于2月3日向社会公开`).
fn told_in(paragraph: &Paragraph) -> Vec<Told> {
    let text = paragraph.text.as_str();
    let days = days_in(text);
    let mut found = Vec::new();
    for (index, (range, date)) in days.iter().enumerate() {
        let from = index.checked_sub(1).and_then(|before| days.get(before)).map_or(0, |(before, _)| before.end);
        let to = days.get(index + 1).map_or(text.len(), |(next, _)| next.start);
        let front = text.get(from..range.start).unwrap_or_default().trim_end();
        let label = front.strip_suffix([':', '：']).map(|l| l.rsplit(['，', '。', '；', ' ', '　', '\n']).next().unwrap_or(l));
        let behind = text.get(range.end..to).unwrap_or_default();
        let clause: String = behind.chars().take(NEAR).take_while(|c| !matches!(c, '。' | '；' | ';')).collect();
        let words = label.unwrap_or(&clause);
        let says = |list: &[&str]| list.iter().any(|w| words.contains(w));
        let approved = says(&CHECK_WORDS.documents.approved);
        if !approved && !says(&CHECK_WORDS.documents.published) {
            continue;
        }
        let printed = text.get(range.clone()).unwrap_or_default().to_owned();
        let what = if approved { "正文：批复" } else { "正文：公开" };
        let evidence = Evidence { what: what.to_owned(), printed, value: None, place: paragraph.place };
        found.push(Told { approved, labelled: label.is_some(), date: *date, evidence });
    }
    found
}

/// The days that a text prints, in any notation that names a day.
fn days_in(text: &str) -> Vec<(Range<usize>, Date)> {
    let mut found: Vec<(Range<usize>, Date)> = Vec::new();
    for (at, _) in text.match_indices("20").filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_ascii_digit())) {
        let reach: usize = text[at..]
            .chars()
            .take(MOST)
            .take_while(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '号' | '-' | '.' | '/' | ' '))
            .map(char::len_utf8)
            .sum();
        let all = &text[at..at + reach];
        let end = all.find(['日', '号']).map_or(all.trim_end_matches(['.', '-', '/', ' ']).len(), |day| day + '日'.len_utf8());
        if let Some(date) = all.get(..end).and_then(date).filter(|d| d.day.is_some()) {
            found.push((at..at + end, date));
        }
    }
    found
}

/// Characters of the longest notation of a day.
const MOST: usize = 20;

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

    #[test]
    fn days_are_told_by_labels_and_by_clauses_in_any_notation() {
        let of = |item: &str| {
            let found = crate::check::findings_of(&format!("溪棠市水务局2025年部门预算\n\n三、其他\n\n{item}\n"));
            found.iter().filter(|f| f.rule == "DOC-06").count()
        };
        for late in [
            "本部门2025年部门预算由溪棠市财政局于2025年1月20日批复，于2025年2月20日向社会公开。",
            "批复日期：2025-01-20　公开日期：2025-02-20",
            "2025.1.20，溪棠市财政局批复了本部门2025年度预算；2025.2.20，在溪棠市人民政府门户网站公开。",
        ] {
            assert_eq!(of(late), 1, "{late}");
        }
        for lawful in [
            "本部门2025年部门预算由溪棠市财政局于2025年1月20日批复，于2025年2月3日向社会公开。",
            "2025年1月2日，溪棠市人民代表大会批准2025年预算；溪棠市财政局于2025年1月25日批复本部门预算，本部门于2025年2月3日公开。",
            "《预算法实施条例》2020年8月3日公布。溪棠市财政局于2025年1月20日批复本部门预算。",
        ] {
            assert_eq!(of(lawful), 0, "{lawful}");
        }
    }
}
