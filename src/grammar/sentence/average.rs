//! Words that make of a number an average or a price: `平均每辆2.71万元`, `人均1.2万元`, `单价5万元`.

use crate::codes::words::WORDS;

/// What may be one of many behind 每; 每年 is the whole of a year.
const EACH: &str = "人辆车次台批户家个名位套件亩场期天日月季间栋所学平吨米";

/// Whether the words right before a number, or those right behind it (`5万元每辆`), say that it is of one on average.
///
/// ```
/// use gongkai::grammar::sentence::is_average;
/// assert!(is_average("运行维护费6万元，平均每辆", "") && is_average("公务接待费人均", "。"));
/// assert!(!is_average("单价100万元以上设备", "") && !is_average("每年安排", "") && !is_average("保障水平均为", ""));
/// ```
pub fn is_average(before: &str, behind: &str) -> bool {
    let before = before.trim_end_matches(['：', ':', ' ', '　']);
    let ends = |c: char| c.is_ascii_digit() || "，。；、：,;:（）()".contains(c);
    let clause = before.rsplit(ends).next().unwrap_or_default();
    // 水平均为 ends one word and begins the next.
    let average = |word: &str| clause.match_indices(word).any(|(at, _)| word != "平均" || !clause[..at].ends_with('水'));
    let each = |text: &str| text.chars().next().is_some_and(|c| EACH.contains(c));
    WORDS.number.average.iter().any(|word| average(word))
        || clause.match_indices('每').any(|(at, word)| each(&clause[at + word.len()..]))
        || behind.trim_start().strip_prefix('每').is_some_and(each)
}
