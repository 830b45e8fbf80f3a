//! The running text of a disclosure kept as text: duties, organisation, explanations, and the glossary as terms with their
//! definitions.
//!
//! In: the texts of an outline. Out: passages, each the text under one heading with the kind of its heading. Nothing is left
//! out; what the sentences state is `statement`'s work.

use super::text::Text;
use crate::codes::passages::{Kind, kind_of};
use crate::grammar::sentence::{definition, glossary_definition, without_number};
use crate::outline::Section;
use crate::place::Place;

/// The text under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// What it is about.
    pub kind: Kind,
    /// Index of its section.
    pub section: Option<usize>,
    /// Its paragraphs, each with the place where it begins.
    pub paragraphs: Vec<(Place, String)>,
}

/// An entry of the glossary (名词解释).
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The term as printed, without its number.
    pub term: String,
    /// What it means, as printed.
    pub definition: String,
    /// Where it begins.
    pub place: Place,
}

/// The running text of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Narrative {
    /// All text in reading order.
    pub passages: Vec<Passage>,
    /// The glossary in reading order; its text stands in the passages too.
    pub glossary: Vec<Term>,
}

/// Longest heading that stands alone, in characters.
const LONGEST_HEADING: usize = 36;

/// Sorts texts into passages, and reads the glossary.
pub(super) fn read(texts: &[Text], sections: &[Section]) -> Narrative {
    let kinds = kinds(sections);
    let mut unnumbered = Kind::Other;
    let mut within: Option<Option<usize>> = None;
    let mut narrative = Narrative::default();
    let mut waiting: Option<(&str, Place)> = None;
    for text in texts.iter().filter(|text| !text.words.trim().is_empty()) {
        // Where a disclosure has headings without numbers, they are short lines of their own.
        if text.section.is_none() && is_heading(&text.words) {
            unnumbered = kind_of(&text.words).unwrap_or(Kind::Other);
        }
        // A heading of the glossary that the contents list and no number shows.
        if text.section.is_some() && is_heading(&text.words) && kind_of(&text.words) == Some(Kind::Glossary) {
            within = Some(text.section);
        }
        let kind = text.section.and_then(|at| kinds.get(at)).copied().unwrap_or(unnumbered);
        let kind = if within == Some(text.section) { Kind::Glossary } else { kind };
        let place = text.place(0);
        if kind == Kind::Glossary {
            // `（一）财政拨款收入` as a heading, and below it what it means.
            let heading = text.section.and_then(|at| sections.get(at)).filter(|section| kind_of(&section.title).is_none());
            let begins = heading.is_some() && narrative.passages.last().is_none_or(|passage| passage.section != text.section);
            let above = heading.filter(|_| begins).map(|section| (section.title.as_str(), place));
            explain(text, place, above.or(waiting.take()), &mut narrative.glossary);
            waiting = term_alone(&text.words).map(|term| (term, place));
        } else {
            waiting = None;
        }
        let paragraph = (place, text.words.clone());
        match narrative.passages.last_mut().filter(|passage| (passage.section, passage.kind) == (text.section, kind)) {
            Some(passage) => passage.paragraphs.push(paragraph),
            None => narrative.passages.push(Passage { kind, section: text.section, paragraphs: vec![paragraph] }),
        }
    }
    narrative
}

/// A short line without any punctuation.
fn is_heading(words: &str) -> bool {
    let plain = !words.contains(['。', '，', '；', '：', ':', '、', '万']);
    plain && words.chars().nth(LONGEST_HEADING).is_none()
}

/// The kinds of all sections: by their own titles, else by the section above.
fn kinds(sections: &[Section]) -> Vec<Kind> {
    let mut above: Vec<(u8, Kind)> = Vec::new();
    let mut kinds = Vec::with_capacity(sections.len());
    for section in sections {
        while above.pop_if(|(level, _)| *level >= section.level).is_some() {}
        let kind = kind_of(&section.title).or(above.last().map(|&(_, kind)| kind)).unwrap_or(Kind::Other);
        above.push((section.level, kind));
        kinds.push(kind);
    }
    kinds
}

/// The term that stands alone before a colon (`（一）财政拨款收入：`); what it means follows in the next text.
fn term_alone(words: &str) -> Option<&str> {
    let term = without_number(words).trim().strip_suffix(['：', ':'])?.trim();
    let plain = !term.is_empty() && !term.contains(['。', '，', '；', '：', ':']) && term.chars().nth(LONGEST_HEADING).is_none();
    plain.then_some(term)
}

/// An entry begins, whose term may stand `above` it, or the one before goes on.
fn explain(text: &Text, place: Place, above: Option<(&str, Place)>, glossary: &mut Vec<Term>) {
    if term_alone(&text.words).is_some() {
        return;
    }
    if let Some((term, place)) =
        above.filter(|_| definition(&text.words).is_none_or(|(term, _)| term.chars().nth(LONGEST_HEADING).is_some()))
    {
        glossary.push(Term { term: term.to_owned(), definition: text.words.trim().to_owned(), place });
    } else if let Some((term, definition)) = definition(&text.words).or_else(|| in_glossary(&text.words, glossary)) {
        glossary.push(Term { term: term.to_owned(), definition: definition.to_owned(), place });
    } else if let Some(last) = glossary.last_mut().filter(|_| text.words.contains(['。', '，', '；'])) {
        last.definition.push_str(text.words.trim());
    }
}

/// Term and meaning of a text, unless the entry before has not come to its end.
fn in_glossary<'t>(words: &'t str, glossary: &[Term]) -> Option<(&'t str, &'t str)> {
    let ended = glossary.last().is_none_or(|last| last.definition.trim_end().ends_with(['。', '；', ';', '！', '：', ':']));
    let numbered = without_number(words).len() < words.trim().len();
    glossary_definition(words).filter(|_| ended || numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str, section: usize) -> Text {
        Text { words: words.to_owned(), places: vec![(0, Place::page(1))], section: Some(section) }
    }

    fn section(title: &str, level: u8) -> Section {
        Section { number: None, title: title.to_owned(), level, page: 1 }
    }

    #[test]
    fn a_term_may_stand_above_what_it_means() {
        let sections = [section("名词解释", 1), section("其他收入", 2)];
        let texts = [
            text("“财政拨款收入”：", 0),
            text("财政部门当年拨付的资金。", 0),
            text("（二）上年结转：", 0),
            text("指以前年度结转到本年的资金。", 0),
            text("仍按原规定用途使用，不得挪用。", 0),
            text("除上述收入以外的各项收入。", 1),
        ];
        let found: Vec<(String, String)> = read(&texts, &sections).glossary.into_iter().map(|t| (t.term, t.definition)).collect();
        let want = [
            ("“财政拨款收入”", "财政部门当年拨付的资金。"),
            ("上年结转", "指以前年度结转到本年的资金。仍按原规定用途使用，不得挪用。"),
            ("其他收入", "除上述收入以外的各项收入。"),
        ];
        assert_eq!(found, want.map(|(term, definition)| (term.to_owned(), definition.to_owned())));
    }

    #[test]
    fn terms_need_no_word_that_says_they_are_explained() {
        let sections = [section("绩效管理情况", 1)];
        let texts = [
            text("设置绩效目标的项目4个。", 0),
            text("名词解释", 0),
            text("财政拨款收入：财政部门当年拨付的资金。", 0),
            text("“公用经费”：为保障单位日常运转的支出。", 0),
            text("“一般公共预算”是对以税收为主体的收入安排的收支预算。", 0),
            text("4.行政运行（项）反映行政单位的支出，", 0),
            text("主要用途：办公和会议。", 0),
            text("其中：公务接待费反映按规定开支的接待支出。", 0),
        ];
        let found: Vec<(String, String)> = read(&texts, &sections).glossary.into_iter().map(|t| (t.term, t.definition)).collect();
        let want = [
            ("财政拨款收入", "财政部门当年拨付的资金。"),
            ("“公用经费”", "为保障单位日常运转的支出。"),
            ("“一般公共预算”", "对以税收为主体的收入安排的收支预算。"),
            ("行政运行（项）", "反映行政单位的支出，主要用途：办公和会议。其中：公务接待费反映按规定开支的接待支出。"),
        ];
        assert_eq!(found, want.map(|(term, definition)| (term.to_owned(), definition.to_owned())));
    }

    #[test]
    fn passages_have_the_kind_of_their_heading() {
        let sections = [section("部门概况", 1), section("主要职责", 2), section("机构设置", 2), section("名词解释", 1)];
        let texts = [
            text("负责全市某项工作。", 1),
            text("内设5个处室。", 2),
            text("包括：某处。", 2),
            text("一、基本支出：指为保障运转的支出。", 3),
            text("包括人员经费，公用经费。", 3),
            text("二、机关运行经费：为保障运转的资金。", 3),
        ];
        let found = read(&texts, &sections);
        let kinds: Vec<_> = found.passages.iter().map(|p| (p.kind, p.paragraphs.len())).collect();
        assert_eq!(kinds, [(Kind::Duties, 1), (Kind::Organisation, 2), (Kind::Glossary, 3)]);
        assert_eq!(found.glossary.len(), 2);
        assert_eq!(found.glossary[1].term, "机关运行经费");
        let unnumbered = ["某市某局机构设置", "某局设5个处，包括：某处。", "名词解释", "（一）经费：是安排的费用。"];
        let texts: Vec<Text> = unnumbered.iter().map(|words| Text { section: None, ..text(words, 0) }).collect();
        let without = read(&texts, &[]);
        let kinds: Vec<_> = without.passages.iter().map(|p| (p.kind, p.paragraphs.len())).collect();
        assert_eq!(kinds, [(Kind::Organisation, 2), (Kind::Glossary, 2)]);
        assert_eq!(without.glossary[0].term, "经费");
        assert_eq!(found.glossary[0].definition, "指为保障运转的支出。包括人员经费，公用经费。");
    }
}
