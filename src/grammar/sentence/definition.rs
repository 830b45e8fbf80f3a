//! Entries of a glossary: `五、基本支出：指为保障机构正常运转…`, `“三公”经费，是指…`.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_till1};
use nom::combinator::opt;
use nom::sequence::terminated;

use super::path::without_number;
use crate::grammar::lexical::{Parsed, refuse, trim};

/// Longest term in characters: a path of the classification is long.
const LONGEST_TERM: usize = 60;
/// Longest term that no colon sets off from its definition.
const LONGEST_PLAIN: usize = 24;
/// A term without a number has more than so many characters of meaning behind its colon.
const LEAST_MEANING: usize = 5;
/// A definition behind a colon says within so many characters that it is one (指).
const MEANS_WITHIN: usize = 60;

/// Term and definition as printed; `None` where a text explains no term.
///
/// ```
/// use gongkai::grammar::sentence::definition;
/// assert_eq!(definition("五、基本支出：指为保障机构运转的支出。"), Some(("基本支出", "指为保障机构运转的支出。")));
/// assert_eq!(definition("收入预算：2026年80万元。"), None);
/// ```
pub fn definition(text: &str) -> Option<(&str, &str)> {
    let body = without_number(text);
    alt((behind_colon, behind_verb))
        .parse(body)
        .ok()
        .map(|(meaning, term)| (trim(term), trim(meaning)))
        .filter(|(term, meaning)| !term.is_empty() && !meaning.is_empty())
}

/// Term and definition of a paragraph below the heading of a glossary, where whatever a colon sets off is explained, also without
/// a word that says so, and a numbered or quoted term also before a verb; `None` where it is another thing.
///
/// ```
/// use gongkai::grammar::sentence::glossary_definition;
/// assert_eq!(glossary_definition("八、机关运行经费：为保障运转购买货物的资金。"), Some(("机关运行经费", "为保障运转购买货物的资金。")));
/// assert_eq!(glossary_definition("5.行政运行（项）反映机关的支出。"), Some(("行政运行（项）", "反映机关的支出。")));
/// assert_eq!(glossary_definition("（一）公务接待费：5万元。"), None);
/// assert_eq!(glossary_definition("其中：公务接待费反映接待支出。"), None);
/// ```
pub fn glossary_definition(text: &str) -> Option<(&str, &str)> {
    let body = without_number(text);
    let numbered = body.len() < trim(text).len();
    let quoted = trim(body).starts_with(['“', '"', '「']);
    let set_off = body.split_once(['：', ':']).filter(|(term, _)| !term.contains(['。', '，', '；']));
    let told = || if numbered || quoted { before_verb(body) } else { None };
    let (term, meaning) = set_off.or_else(told).map(|(term, meaning)| (trim(term), trim(meaning)))?;
    let longest = if numbered || term.ends_with(['）', ')']) { LONGEST_TERM } else { LONGEST_PLAIN };
    let is_name = term.chars().nth(longest).is_none() && term.chars().nth(1).is_some();
    let opens = ["其中", "包括", "主要", "具体", "例如", "以上", "注", "说明", "如下"].iter().any(|word| term.starts_with(word));
    let is_figure = meaning.is_empty() || meaning.starts_with(|c: char| c.is_ascii_digit());
    let enough = numbered || meaning.chars().nth(LEAST_MEANING).is_some();
    (is_name && !is_figure && enough && (numbered || !opens)).then_some((term, meaning))
}

/// `term ("是" | "反映" | "为" | "包括" | "包含" | "用于") meaning`
fn before_verb(body: &str) -> Option<(&str, &str)> {
    const VERBS: [&str; 6] = ["反映", "包括", "包含", "用于", "是", "为"];
    let ends =
        |&(at, c): &(usize, char)| matches!(c, '，' | '。' | '；') || VERBS.iter().any(|verb| body[at..].starts_with(verb));
    let (end, _) = body.char_indices().skip(2).find(ends)?;
    let (term, rest) = body.split_at(end);
    let verb = VERBS.iter().find(|verb| rest.starts_with(**verb))?;
    let meaning = if *verb == "是" { &rest[verb.len()..] } else { rest };
    (!meaning.starts_with('否')).then_some((term, meaning))
}

/// `term ("：" | ":") meaning`
fn behind_colon(body: &str) -> Parsed<'_, &str> {
    let (meaning, term) = terminated(take_till1(|c| matches!(c, '：' | ':' | '。')), alt((tag("："), tag(":")))).parse(body)?;
    let short = term.chars().nth(LONGEST_TERM).is_none();
    let told = ["反映", "主要", "包括", "用于", "是", "核算"].iter().any(|word| trim(meaning).starts_with(word));
    let said = meaning.char_indices().take(MEANS_WITHIN).any(|(at, _)| means(&meaning[at..]));
    if short && (told || said) { Ok((meaning, term)) } else { refuse(body) }
}

/// `term "，"? ("是指" | "指的是" | "系指" | "指") meaning`
fn behind_verb(body: &str) -> Parsed<'_, &str> {
    let ends = |&(at, c): &(usize, char)| matches!(c, '，' | '。' | '；' | '：' | ':') || means(&body[at..]);
    let end = body.char_indices().find(ends).map_or(body.len(), |(at, _)| at);
    let (rest, term) = take(end).parse(body)?;
    let (meaning, _) = (opt(tag("，")), alt((tag("是指"), tag("指的是"), tag("系指"), tag("指")))).parse(rest)?;
    let term = term.strip_suffix(['是', '系']).unwrap_or(term);
    let short = term.chars().nth(LONGEST_PLAIN).is_none();
    if short { Ok((meaning, term)) } else { refuse(body) }
}

/// Whether a text begins with 指 as a word of its own and not with 指标 or 指导.
fn means(text: &str) -> bool {
    text.strip_prefix('指').is_some_and(|rest| !rest.starts_with(['标', '导', '定', '数', '引', '挥', '令']))
}

/// `bytes` bytes of a text, cut between characters.
fn take(bytes: usize) -> impl Fn(&str) -> Parsed<'_, &str> {
    move |input| match input.split_at_checked(bytes) {
        Some((taken, rest)) => Ok((rest, taken)),
        None => refuse(input),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_set_off_from_their_meaning() {
        for (text, want) in [
            ("1．事业收入: 指开展专业活动取得的收入。", Some(("事业收入", "指开展专业活动取得的收入。"))),
            ("10.“三公”经费：纳入预算管理的经费，是指三项费用。", Some(("“三公”经费", "纳入预算管理的经费，是指三项费用。"))),
            ("机关运行经费是指公用经费。", Some(("机关运行经费", "公用经费。"))),
            ("“三公”经费，是指三项费用。", Some(("“三公”经费", "三项费用。"))),
            (
                "（六）住房保障支出（类）住房改革支出（款）提租补贴（项）：指补贴。",
                Some(("住房保障支出（类）住房改革支出（款）提租补贴（项）", "指补贴。")),
            ),
            ("绩效指标是指目标的分解。", Some(("绩效指标", "目标的分解。"))),
            ("绩效指导：按指标工作。", None),
            ("八、教育支出（类）：反映教育事业的支出。", Some(("教育支出（类）", "反映教育事业的支出。"))),
            ("（五）基本支出预算：是为保障机构运转编制的计划。", Some(("基本支出预算", "是为保障机构运转编制的计划。"))),
            ("2026年收入预算80万元，增加5万元。", None),
            ("公务接待费：2026年预算数5万元。", None),
        ] {
            assert_eq!(definition(text), want, "{text}");
        }
    }
}
