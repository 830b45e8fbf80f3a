//! A charge and what is listed of it: `收费项目名称：甲费，…收费标准：居民1元/吨和非居民3元/吨，收入预计5万元`.

use crate::codes::words::WORDS;
use crate::content::statement::discourse::about::About;
use crate::content::statement::subject::{Subject, SubjectSource};
use crate::grammar::squeeze;

/// Longest name of a charge, in characters.
const LONGEST: usize = 30;

/// Carries the name of the charge into what a number behind it is about; `before` is the sentence up to the number.
pub(super) fn name(about: &mut About, before: &str) {
    let Some((_, listed)) = before.rsplit_once(WORDS.fee.listed) else { return };
    let fee = squeeze(listed);
    let fee = fee.trim_start_matches(['：', ':', '为', '是']).split(['，', ',', '；', ';', '。']).next().unwrap_or_default();
    let Some(subject) = about.subject.as_ref().filter(|subject| subject.source == SubjectSource::Printed) else { return };
    if fee.is_empty() || fee.chars().nth(LONGEST).is_some() || subject.name.contains(fee) {
        return;
    }
    let standard = WORDS.fee.standard;
    let name = match subject.name.as_str() {
        own if WORDS.fee.income.contains(&own) => format!("{fee}收入"),
        own if own == standard => format!("{fee}{standard}"),
        own if listed.contains(standard) && !own.contains("收入") => format!("{fee}（{own}）"),
        _ => return,
    };
    about.subject = Some(Subject { name, code: None, source: SubjectSource::Printed });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_of_a_charge_is_called_by_it() {
        let named = |own: &str, before: &str| {
            let subject = Subject { name: own.to_owned(), code: None, source: SubjectSource::Printed };
            let mut about = About { subject: Some(subject), ..About::default() };
            name(&mut about, before);
            about.subject.map(|subject| subject.name).unwrap_or_default()
        };
        let before = "收费项目名称：甲费，收费标准：";
        assert_eq!(named("收入预计", before), "甲费收入");
        assert_eq!(named("收费标准", before), "甲费收费标准");
        assert_eq!(named("居民", before), "甲费（居民）");
        assert_eq!(named("甲费减免", before), "甲费减免");
        assert_eq!(named("收入", "收费标准："), "收入");
    }
}
