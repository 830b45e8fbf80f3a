//! What the text counts and then lists by name (NAR-20): 内设机构7个，分别为…, 二级预算单位共有3个，包括：1. …2. …

use crate::check::document::Document;
use crate::check::finding::{Check, Evidence, Finding, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::{chinese_number, ordinal, squeeze};
use std::ops::RangeInclusive;

/// Between a count and the word that opens its list stand so many characters at most.
const NEAR: usize = 16;
/// Fewer names may be examples, and more a list that was not read whole.
const LIST: RangeInclusive<usize> = 2..=80;

/// A count, and the list that follows it.
struct Announced<'t> {
    /// As printed: `7个`.
    printed: &'t str,
    count: usize,
    /// How many more the words before the list may add: 13个处室和机关党委.
    joined: usize,
    /// What follows the word that opens the list.
    list: &'t str,
}

/// Asks every paragraph.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let paragraphs = &document.outline.paragraphs;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if verdicts.are_late() {
            return;
        }
        let text = squeeze(&paragraph.text);
        let Some(said) = announced(&text) else { continue };
        let listed = if said.list.is_empty() {
            let following = paragraphs[index + 1..].iter().take_while(|p| p.section == paragraph.section);
            let following: Vec<String> = following.take(*LIST.end()).map(|p| squeeze(&p.text)).collect();
            numbered(&following).map(|n| n..=n)
        } else {
            named(said.list)
        };
        let holds = |listed: &RangeInclusive<usize>| {
            (*listed.start()..=*listed.end()).any(|n| (said.count..=said.count + said.joined).contains(&n))
        };
        let place = paragraph.place;
        let evidence = vec![Evidence::of_text(said.printed, Some(Decimal::from(said.count)), place)];
        let Some(listed) = listed.filter(|l| LIST.contains(l.start()) && LIST.contains(l.end())) else {
            verdicts.silent("NAR-20", Status::InsufficientData, "the list that it counts was not read whole", evidence);
            continue;
        };
        let holds = holds(&listed);
        verdicts
            .check(Check { evidence: evidence.clone(), ..Check::of("NAR-20", if holds { Status::Pass } else { Status::Fail }) });
        if !holds {
            let (printed, found) = (said.printed, listed.start());
            verdicts.find(Finding {
                rule: "NAR-20",
                severity: Severity::Warning,
                message: format!("The text says {} and then lists {found}.", printed),
                message_zh: format!("正文称{printed}，其后列出{found}个。"),
                evidence,
                quote: Some(paragraph.text.chars().take(160).collect()),
                ..Finding::default()
            });
        }
    }
}

/// The count of a paragraph that opens a list: the only one before the word that does.
fn announced(text: &str) -> Option<Announced<'_>> {
    let words = &CHECK_WORDS.text;
    let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百两〇零".contains(c);
    text.match_indices('个').find_map(|(at, unit)| {
        let before = &text[..at];
        let from = before.rfind(|c: char| !is_numeral(c)).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        let number = before.get(from..).filter(|n| !n.is_empty())?;
        let count =
            number.parse::<usize>().ok().or_else(|| usize::try_from(chinese_number(&number.replace('两', "二"))?).ok())?;
        let behind = text.get(at + unit.len()..)?;
        let (between, list) = words.list_opens.iter().filter_map(|w| behind.split_once(w)).min_by_key(|(b, _)| b.len())?;
        let plain = between.chars().count() <= NEAR
            && !between.contains(['。', '；', ';', '个', '（', '('])
            && !between.contains(is_numeral);
        // 20个内设机构和7个直属单位，分别为…: what is listed is both.
        let clause = before[..from].rsplit(['。', '；', '，', ',']).next().unwrap_or_default();
        let alone = !clause.contains('个') && !words.list_aside.iter().any(|w| clause.contains(w) || between.contains(w));
        (plain && alone).then(|| Announced {
            printed: &text[from..at + unit.len()],
            count,
            joined: between.matches(['和', '及', '与', '、']).count(),
            list: list.trim_start_matches(['：', ':', '，']),
        })
    })
}

/// How many names a sentence lists; with the last two joined by a word that may be part of a name, one or two.
fn named(list: &str) -> Option<RangeInclusive<usize>> {
    let (sentence, _) = list.split_once('。')?;
    // 办公室、人事处；此外还有…: what follows is another sentence.
    let (first, rest) = sentence.split_once(['；', ';']).unwrap_or((sentence, ""));
    let sentence = if first.contains('、') && !rest.is_empty() { first } else { sentence };
    let mut depth = 0usize;
    let mut names: Vec<String> = vec![String::new()];
    for c in sentence.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' if depth == 0 => {
                names.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(name) = names.last_mut().filter(|_| depth == 0) {
            name.push(c);
        }
    }
    names.retain(|n| !n.is_empty());
    let last = names.last()?;
    let words = &CHECK_WORDS.text;
    let is_clause = |n: &String| n.chars().count() > 30 || words.list_aside.iter().any(|w| n.contains(w));
    // 等 leaves names out; 1. 2. number them, and a name with a count is a heading of its own.
    let open = last.ends_with('等') || last.ends_with("等部门") || sentence.contains("等");
    let counted = names.iter().any(|n| n.contains(|c: char| c.is_ascii_digit()) || n.contains('个'));
    if depth > 0 || open || counted || names.iter().any(is_clause) {
        return None;
    }
    let joins: usize = names.iter().map(|n| n.matches(['和', '及', '与']).count()).sum();
    Some(names.len()..=names.len() + joins)
}

/// How many numbered paragraphs follow, from the first on.
fn numbered(following: &[String]) -> Option<usize> {
    let mut count = 0usize;
    for text in following {
        match leading_number(text) {
            Some(number) if number == count + 1 => count = number,
            _ => break,
        }
    }
    // A list that was cut off ends in the middle of an item.
    let last = following.get(count.checked_sub(1)?)?;
    let goes_on = following.get(count).and_then(|t| leading_number(t)).is_some();
    (last.ends_with(['。', '；', ';']) && !goes_on).then_some(count)
}

/// The number that a paragraph begins with: `1.`, `（一）`, `2、`.
fn leading_number(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches(['（', '(']);
    let end = bare.find(['.', '．', '、', '）', ')'])?;
    let number = bare.get(..end).filter(|n| n.chars().count() < 4)?;
    number.parse().ok().or_else(|| usize::try_from(ordinal(number)?).ok())
}

#[cfg(test)]
mod tests {
    use crate::check::findings_of;

    fn told(text: &str) -> Vec<String> {
        let text = format!("溪棠市水务局2025年部门预算\n\n一、部门概况\n\n{text}\n");
        let told = findings_of(&text).into_iter().filter(|f| f.rule == "NAR-20");
        told.map(|f| f.evidence.first().map(|e| e.printed.clone()).unwrap_or_default()).collect()
    }

    #[test]
    fn a_list_in_the_sentence_has_as_many_names_as_it_says() {
        let of = |count: &str| {
            told(&format!(
                "溪棠市水务局内设机构{count}个，分别为：办公室、财务科、水政科（挂节水办、河长办牌子）、规划科和监察科。"
            ))
        };
        assert!(of("5").is_empty(), "{:?}", of("5"));
        assert_eq!(of("7"), ["7个"]);
        assert_eq!(of("七"), ["七个"]);
    }

    #[test]
    fn a_list_below_the_sentence_has_as_many_items_as_it_says() {
        let of = |count: u32| {
            told(&format!(
                "纳入2025年部门预算编制范围的二级预算单位共有{count}个，包括：\n\n1.溪棠市水务局机关；\n\n2.溪棠市水文站；\n\n3.溪棠市水库管理所。"
            ))
        };
        assert!(of(3).is_empty(), "{:?}", of(3));
        assert_eq!(of(5), ["5个"]);
    }

    #[test]
    fn a_list_that_leaves_out_or_counts_something_else_says_nothing() {
        for text in [
            "溪棠市水务局内设机构7个，分别为办公室、综合科、财务科、法规科等。",
            "溪棠市水务局内设6个机构和2个直属单位，分别为办公室、财务科、水政科、规划科。",
            "2025年安排项目5个，包括水利2个、农村供水3个、河道清淤。",
            "溪棠市水务局内设4个处室和机关党委，内设机构分别是办公室、财务科、水政科、规划科、机关党委。",
            "溪棠市水务局内设机构4个，分别是办公室、财务科、水政科、规划科；此外，还有派驻纪检组、工会。",
        ] {
            assert!(told(text).is_empty(), "{text}: {:?}", told(text));
        }
    }
}
