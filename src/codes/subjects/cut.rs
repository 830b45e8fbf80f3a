//! What stands around the name of a subject and is none: dates, list words, 为, 预算数.

use super::list::SUBJECTS;

/// Cuts the words off a folded phrase that name no subject: dates and list words before, 预算数 and its kin behind.
///
/// Empty when nothing else stands there, as in `2026年预算安排`.
pub fn core(folded: &str) -> &str {
    without_tail(without_head(folded))
}

/// Cuts the words off that only say which figure of a thing is meant: `农林水支出预算总额` is 农林水支出. Never the whole phrase.
///
/// ```
/// use gongkai::codes::subjects::plain;
/// assert_eq!((plain("教育支出年初预算数为"), plain("一般公共预算"), plain("决算数")), ("教育支出", "一般公共预算", "决算数"));
/// ```
pub fn plain(folded: &str) -> &str {
    let mut phrase = folded;
    while let Some(rest) = SUBJECTS.words.figures.iter().find_map(|word| {
        let rest = phrase.strip_suffix(word.as_str()).filter(|rest| rest.chars().nth(1).is_some())?;
        let budget = word.starts_with('预') && SUBJECTS.words.budgets.iter().any(|budget| rest.ends_with(budget.as_str()));
        // 公共, 人均 and 年均 are one word.
        let one = word == "共" && rest.ends_with('公') || word == "均" && !rest.ends_with(['出', '入', '费', '助']);
        // 人数 counts, 支出数 is the figure of a sum.
        let counts = word == "数" && !rest.ends_with(['出', '入', '费', '助', '款']);
        (!budget && !one && !counts).then_some(rest)
    }) {
        phrase = rest;
    }
    phrase
}

/// A phrase for display: the words before that name no subject, and 为, 共, 合计 behind, are cut off; 支出 and 预算 stay.
///
/// ```
/// assert_eq!(gongkai::codes::subjects::display("其中：网站安全维护费支出为"), "网站安全维护费支出");
/// ```
pub fn display(phrase: &str) -> &str {
    let mut shown = without_head(phrase).trim_start_matches(['“', '"', '”']);
    while let Some(rest) = SUBJECTS
        .words
        .links
        .iter()
        .find_map(|word| shown.strip_suffix(word.as_str()))
        .filter(|rest| rest.chars().nth(1).is_some())
    {
        if ends_one_word(shown) {
            break;
        }
        // 人均 and 年均 are one word, and no adverb behind a name.
        if shown.ends_with('均') && rest.ends_with(['平', '年', '月', '日', '人', '户', '车', '辆', '次', '亩', '生'])
        {
            break;
        }
        shown = rest;
    }
    shown
}

/// Cuts dates and list words off the front, as often as they stand there.
pub fn without_head(phrase: &str) -> &str {
    let subjects = &*SUBJECTS;
    let mut phrase = phrase;
    loop {
        let undated = without_date(phrase);
        let whole = subjects.words.whole_before.iter().any(|word| undated.starts_with(word.as_str()));
        let mut leading = subjects.words.leading.iter().filter(|_| !whole);
        let cut = leading.find_map(|word| undated.strip_prefix(word.as_str())).unwrap_or(undated);
        let cut = cut.trim_start_matches([',', '、', ':', '：', ' ', '。', '；', ')']);
        if cut.len() == phrase.len() {
            return phrase;
        }
        phrase = cut;
    }
}

/// Whether a folded phrase names nothing by itself: `2026年预算安排`, `采购金额`.
pub fn is_generic(folded: &str) -> bool {
    let core = core(folded);
    core.is_empty() || SUBJECTS.words.generic.iter().any(|word| without_head(folded) == word)
}

/// Cuts 为, 预算数, 共计 and the like off the end, as often as they stand there.
fn without_tail(folded: &str) -> &str {
    let mut phrase = folded;
    while let Some(rest) = SUBJECTS.words.trailing.iter().find_map(|word| phrase.strip_suffix(word.as_str())) {
        if ends_one_word(phrase) {
            break;
        }
        phrase = rest;
    }
    phrase
}

/// Whether words end with one word that holds a link at its end: 签约 is no 约.
fn ends_one_word(phrase: &str) -> bool {
    SUBJECTS.words.whole_behind.iter().any(|word| phrase.ends_with(word.as_str()))
}

/// Whether a folded phrase begins as a cause does (因, 由于) and names no subject.
pub fn is_cause(folded: &str) -> bool {
    !folded.starts_with("因公") && SUBJECTS.words.causes.iter().any(|word| folded.starts_with(word.as_str()))
}

/// Cuts a date off the front: `2026年度`, `截至2025年12月31日`.
fn without_date(phrase: &str) -> &str {
    let mut rest = phrase;
    for word in &SUBJECTS.words.until {
        rest = rest.strip_prefix(word.as_str()).unwrap_or(rest);
    }
    let digits = |c: char| c.is_ascii_digit() || c == '上' || c == '去';
    let mut cut = phrase;
    while let Some((number, after)) = rest.split_once(['年', '月', '日']) {
        if number.is_empty() || number.len() > 4 || !number.chars().all(digits) {
            break;
        }
        // `上年结转清理专项`: what was left of a year is called so.
        if number.ends_with('上') && (after.starts_with("结转") || after.starts_with("结余")) {
            break;
        }
        rest = after.trim_start_matches(['度', '末', '底', '初']);
        cut = rest;
    }
    cut
}
