//! Amounts whose name stands behind them: `纳入预算管理的7万元办案费收入`, `50亿元的专项基金`.

use crate::codes::subjects::{Within, fold, term};
use crate::codes::words::WORDS;
use crate::content::statement::budget::Budget;
use crate::content::statement::subject::{Subject, SubjectSource};
use crate::grammar::squeeze;

/// Longest and shortest name, in characters; 经费 alone says nothing.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=14;

/// The printed name behind an amount, where 的 or a verb of giving leaves no other reading.
///
/// A name that is a term is none: the words before 的 say that it is a part of it, and which nobody named.
pub(in crate::content::statement) fn named_behind(words: &str, behind: &str) -> Option<Subject> {
    let plain = squeeze(words);
    let behind = squeeze(behind);
    let given = ["的", "划转", "拨付", "下达"].iter().any(|end| plain.ends_with(end));
    let noun = match behind.strip_prefix('的') {
        Some(noun) => noun,
        None if given => &behind,
        None => return None,
    };
    let name = money_name(noun)?;
    let folded = fold(name);
    let whole = term(&folded, Within::default()).is_some_and(|(term, _)| fold(term) == folded);
    (!whole).then(|| Subject { name: name.to_owned(), code: None, source: SubjectSource::Printed })
}

/// `其中5万元为政府性基金预算、2万元为一般公共预算`: the budget that an amount is said to be of.
pub(in crate::content::statement) fn of_budget(behind: &str) -> Option<(Budget, String)> {
    let behind = squeeze(behind);
    let rest = behind.strip_prefix(['为', '是', '属']).map(|rest| rest.strip_prefix('于').unwrap_or(rest))?;
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let name = &rest[..end];
    let plain = ["预算", "预算资金", "资金", "拨款", "财政拨款"].iter().any(|word| name.ends_with(word));
    let budget = Budget::of(name).filter(|_| plain && name.chars().nth(LENGTHS.end() - 1).is_none())?;
    Some((budget, name.to_owned()))
}

/// The name of money at the front of a text, where it certainly ends.
fn money_name(text: &str) -> Option<&str> {
    if ["用于", "作为", "为", "是", "在"].iter().any(|word| text.starts_with(word)) {
        return None;
    }
    let run = text.find(|c: char| !c.is_alphabetic()).map_or(text, |end| &text[..end]);
    let ends = run.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut end = ends.skip(LENGTHS.start() - 1).find(|&end| WORDS.money.behind.iter().any(|word| run[..end].ends_with(word)))?;
    while let Some(word) = WORDS.money.behind.iter().find(|word| run[end..].starts_with(**word)) {
        end += word.len();
    }
    let rest = &run[end..];
    let ended = rest.is_empty() || WORDS.money.goes_on.iter().any(|word| rest.starts_with(word));
    Some(&run[..end]).filter(|name| ended && LENGTHS.contains(&name.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_behind_amounts() {
        for (words, behind, want) in [
            ("纳入2018年预算管理的", "培训费收入, 因取消", Some("培训费收入")),
            ("某中心自本级划转", "办案费;", Some("办案费")),
            ("充分发挥", "的综合专项基金功能作用", Some("综合专项基金")),
            ("使用自有资金安排的", "会议费。", None),
            ("一般公共预算安排的", "经费。", None),
            ("项目支出", "用于专项补助", None),
            ("追加的", "项目建设资金管理办法", None),
        ] {
            assert_eq!(named_behind(words, behind).map(|s| s.name).as_deref(), want, "{words}{behind}");
        }
    }
}
