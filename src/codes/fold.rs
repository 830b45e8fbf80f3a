//! Brings a printed name to the form in which names are compared.

use crate::grammar::as_ideograph;
use unicode_normalization::UnicodeNormalization;

/// The level marks that narratives print after a name: 一般公共服务支出（类）财政事务（款）行政运行（项）.
const LEVEL_MARKS: [&str; 3] = ["(类)", "(款)", "(项)"];

/// Folds a name for comparison: no white space, half-width brackets and digits, straight quotes, no （类）（款）（项）.
pub fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut add = |c: char| {
        if !c.is_whitespace() && c != '\u{feff}' {
            folded.push(plain_mark(c));
        }
    };
    if name.chars().all(is_its_own_form) {
        name.chars().for_each(add)
    } else {
        name.chars().map(as_ideograph).nfkc().for_each(&mut add)
    }
    if folded.contains('(') {
        for mark in LEVEL_MARKS {
            folded = folded.replace(mark, "");
        }
    }
    folded
}

/// Whether NFKC leaves the character as it is and never joins it with its neighbour: unified ideographs and ASCII, which is what
/// nearly all names are made of.
fn is_its_own_form(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{4E00}'..='\u{9FFF}')
}

fn plain_mark(c: char) -> char {
    match c {
        '〔' | '［' | '【' => '(',
        '〕' | '］' | '】' => ')',
        '“' | '”' | '＂' | '「' | '」' => '"',
        '‘' | '’' => '\'',
        other => other,
    }
}

/// Splits off a leading ordinal as rows of the 收支总表 print it: `一、`, `（一）`, `12.`; the flag says whether one stood there.
pub(crate) fn without_ordinal(name: &str) -> (&str, bool) {
    let trimmed = name.trim();
    let open = trimmed.strip_prefix(['(', '（']);
    let body = open.unwrap_or(trimmed).trim_start();
    let rest = body.trim_start_matches(|c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c));
    if rest.len() == body.len() {
        return (trimmed, false);
    }
    let closes: &[char] = if open.is_some() { &[')', '）'] } else { &['、', '.', '．', '，', ','] };
    rest.trim_start().strip_prefix(closes).map_or((trimmed, false), |after| (after.trim_start(), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        for (printed, folded) in [
            ("维修(护)费", "维修(护)费"),
            ("维修（护）费", "维修(护)费"),
            (" 行 政　运行", "行政运行"),
            ("行政运行（项）", "行政运行"),
            ("一般公共服务（类）支出", "一般公共服务支出"),
            ("“两房”建设", "\"两房\"建设"),
            ("⾏政运⾏", "行政运行"),
            ("部⻔预算", "部门预算"),
        ] {
            assert_eq!(fold_name(printed), folded, "{printed}");
        }
    }

    #[test]
    fn ordinals() {
        for (printed, rest, stood) in [
            ("一、一般公共服务支出", "一般公共服务支出", true),
            ("二十三、债务付息支出", "债务付息支出", true),
            ("（三）国防支出", "国防支出", true),
            ("一般公共服务支出", "一般公共服务支出", false),
            ("12. 教育支出", "教育支出", true),
        ] {
            assert_eq!(without_ordinal(printed), (rest, stood), "{printed}");
        }
    }
}
