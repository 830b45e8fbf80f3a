//! Subjects named by their place in the classification: `…（类）…（款）…（项）`, `2080505-…`, `培训支出（2050803）`.

use crate::codes::words::WORDS;
use crate::grammar::code::{CodeStyle, bracketed_code, code_and_name};
use crate::grammar::fold::squeeze;
use crate::grammar::lexical::{is_close, is_open, trim};
use crate::grammar::numeral::enclosed_number;

/// Longest quotation within a name, in characters.
const SHORT: usize = 4;

/// The names and the code that a phrase gives, as printed without blanks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubjectPath {
    /// Name before （类）.
    pub class: Option<String>,
    /// Name before （款）.
    pub section: Option<String>,
    /// Name before （项）.
    pub item: Option<String>,
    /// Code printed before or behind the name.
    pub code: Option<String>,
    /// The last name.
    pub name: String,
}

/// Reads the path that a phrase names; `None` when it names none.
///
/// ```
/// let path = gongkai::grammar::sentence::subject_path("1.教育支出（类）进修及培训（款）培训支出（项）").unwrap();
/// assert_eq!((path.section.as_deref(), path.name.as_str()), (Some("进修及培训"), "培训支出"));
/// ```
pub fn subject_path(phrase: &str) -> Option<SubjectPath> {
    let phrase = squeeze(phrase);
    let body = without_number(phrase.trim_start_matches('、'));
    marked(body).or_else(|| numbered(body)).or_else(|| coded(body)).or_else(|| dashed(body))
}

/// `name ("（类）" | "（款）" | "（项）")` as often as it stands there.
fn marked(body: &str) -> Option<SubjectPath> {
    let mut path = SubjectPath::default();
    let mut rest = body;
    let mut code = String::new();
    while let Some((name, digits, level, after)) = next_level(rest) {
        // Between two marks stands one name: `…（款）注册、资质审查（项）`.
        let between = rest.len() < body.len() && !name.contains(['，', '。', '：', ':', '“', '”', '-', '—']);
        let name = if between {
            name.trim_start_matches(['、', '和', '及', '与']).trim_start_matches("支出")
        } else {
            last_name(name)
        };
        let (before, name) = own_digits(name, level);
        add_digits(&mut code, before);
        add_digits(&mut code, digits);
        // `一般公共服务（类）支出`: the mark stands inside the name.
        let name = if level == '类' && after.starts_with("支出") && !name.ends_with("支出") {
            format!("{name}支出")
        } else {
            name.to_owned()
        };
        rest = after;
        if name.is_empty() {
            continue;
        }
        path.name.clone_from(&name);
        match level {
            '类' => (path.class, path.section, path.item) = (Some(name), None, None),
            '款' => (path.section, path.item) = (Some(name), None),
            _ => path.item = Some(name),
        }
    }
    if rest.len() == body.len() {
        return None;
    }
    // `行政运行（项）（2130101）`
    if let Some((digits, _)) = code_in_bracket(rest).filter(|(digits, _)| digits.len() > 3) {
        add_digits(&mut code, digits);
    }
    path.code = Some(code).filter(|code| is_subject(code));
    // `208（类）01（款）01（项）行政运行`: the marks stand behind the digits, and the name behind them all.
    if path.name.is_empty() && path.code.is_some() {
        path.name = account_name(rest).to_owned();
    }
    (!path.name.is_empty()).then_some(path)
}

/// The digits before a name that a level mark follows (`11行政事业单位医疗（款）`): two or the whole code, and three for a 类.
fn own_digits(name: &str, level: char) -> (&str, &str) {
    let (digits, rest) = name.split_at(name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    let whole = match level {
        '类' => 3,
        '款' => 5,
        _ => 7,
    };
    let own = digits.len() == whole || (level != '类' && digits.len() == 2);
    if own { (digits, rest) } else { ("", name) }
}

/// Adds the digits of a level to those of the levels above, or a whole code in their place.
fn add_digits(code: &mut String, digits: &str) {
    if digits.len() > 2 && digits.starts_with(code.as_str()) {
        code.clear();
    }
    code.push_str(digits);
}

/// The code in a bracket at the front, `（2130101）` or `（科目编码：2130101）`, and what follows.
fn code_in_bracket(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(is_open)?;
    let label = WORDS.code.labels.iter().find_map(|word| inner.strip_prefix(word));
    let inner = label.unwrap_or(inner).trim_start_matches(['：', ':']);
    let (digits, after) = inner.split_at(inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    Some((digits, after.strip_prefix(is_close)?)).filter(|(digits, _)| is_subject(digits))
}

/// A name without the words behind it that say which figure of the account is meant.
fn account_name(words: &str) -> &str {
    let mut name = words.trim_matches(['“', '”', '"']);
    while let Some(rest) = WORDS.code.behind.iter().find_map(|word| name.strip_suffix(word)) {
        name = rest;
    }
    name
}

/// `一般公共服务（201）政府办公厅（室）及相关机构事务（03）行政运行（01）`: the code cut up behind the names.
fn numbered(body: &str) -> Option<SubjectPath> {
    let mut names = Vec::new();
    let mut code = String::new();
    let (mut rest, mut from) = (body, body);
    while let Some((open, c)) = rest.char_indices().find(|&(_, c)| is_open(c)) {
        let inner = &rest[open + c.len_utf8()..];
        let behind = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &inner[..inner.len() - behind.len()];
        let first = names.is_empty();
        // `卫生健康支出（210）公立医院（21002）`: the code of a level may be printed whole.
        let whole = !first && digits.len() == code.len() + 2 && digits.starts_with(code.as_str());
        let level = digits.len() == if first { 3 } else { 2 } || whole;
        let after = behind.strip_prefix(is_close);
        rest = after.unwrap_or(inner);
        if let Some(after) = after.filter(|_| level) {
            names.push(trim(&from[..from.len() - inner.len() - c.len_utf8()]).to_owned());
            add_digits(&mut code, digits);
            from = after;
        }
    }
    let name = names.last().filter(|_| (2..=3).contains(&names.len()) && is_subject(&code))?.clone();
    let mut names = names.into_iter();
    let (class, section, item) = (names.next(), names.next(), names.next());
    Some(SubjectPath { class, section, item, code: Some(code), name })
}

/// The text before the next level mark, the digits in the mark (`（204类）`), the level, and what follows.
fn next_level(text: &str) -> Option<(&str, &str, char, &str)> {
    text.char_indices().filter(|&(_, c)| is_open(c)).find_map(|(at, open)| {
        let inner = &text[at + open.len_utf8()..];
        let word = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &inner[..inner.len() - word.len()];
        let mut chars = word.chars();
        let level = chars.next().filter(|c| matches!(c, '类' | '款' | '项'))?;
        chars.next().filter(|&c| is_close(c))?;
        Some((&text[..at], digits, level, chars.as_str()))
    })
}

/// The name at the end of the words before a level mark.
fn last_name(words: &str) -> &str {
    // `“两房”建设（项）`: the quotation is part of the name.
    if let Some((inner, behind)) = words.strip_prefix('“').and_then(|inner| inner.split_once('”'))
        && !behind.is_empty()
        && inner.chars().count() <= SHORT
        && !behind.contains(['，', '。', '：', ':', '“', '、', '-', '—'])
    {
        return words;
    }
    let from = words
        .rfind(['，', '。', '：', ':', '“', '”', '、', '-', '—'])
        .map_or(0, |at| at + words[at..].chars().next().map_or(1, char::len_utf8));
    words[from..].trim_start_matches("支出").trim_start_matches(['"', '《'])
}

/// `2080505-机关事业单位…`, `[2010301]行政运行`, `培训支出（2050803）`
fn coded(body: &str) -> Option<SubjectPath> {
    let path =
        |code: &str, name: &str| SubjectPath { code: Some(code.to_owned()), name: name.to_owned(), ..SubjectPath::default() };
    if let Some((code, name)) = bracketed_code(body).filter(|(code, _)| is_subject(code)) {
        return Some(path(code, name));
    }
    if let Some((name, code)) = inner_code(body) {
        return Some(path(code, name));
    }
    let coded = code_and_name(body)?;
    if is_subject(coded.code) {
        return Some(path(coded.code, coded.name));
    }
    // `行政单位医疗(210101)`: a slip of the pen in the code leaves the name.
    let slip = coded.style == CodeStyle::Trailing && coded.code.len() >= 4;
    slip.then(|| SubjectPath { name: coded.name.to_owned(), ..SubjectPath::default() })
}

/// `“住房公积金”（2210201）科目支出`, `行政运行（科目编码2130101）`: a code in a bracket between a name and words that name nothing.
fn inner_code(body: &str) -> Option<(&str, &str)> {
    let (at, (code, after)) = body.char_indices().find_map(|(at, _)| Some((at, code_in_bracket(&body[at..])?)))?;
    let plain = account_name(after.strip_prefix("科目").unwrap_or(after));
    let labelled = !body[at..].trim_start_matches(is_open).starts_with(|c: char| c.is_ascii_digit());
    let quoted = body[..at].ends_with(['”', '"']);
    let name = last_name(body[..at].trim_end_matches(['”', '"']));
    let whole = matches!(plain, "" | "支出") && (labelled || quoted || !after.is_empty());
    (whole && name.chars().nth(1).is_some()).then_some((name, code))
}

/// Whether a code has the length of one of a classification.
fn is_subject(code: &str) -> bool {
    matches!(code.len(), 3 | 5 | 7) && matches!(code.as_bytes().first(), Some(b'1'..=b'5'))
}

/// `“教育支出-进修及培训-培训支出”科目`
fn dashed(body: &str) -> Option<SubjectPath> {
    let from = body.find(['“', '"', '”'])?;
    let inner = body[from..].trim_start_matches(['“', '"', '”']);
    let inner = &inner[..inner.find(['”', '"', '“'])?];
    // `表增加了“某某”科目分流`: the account is the object of a verb.
    if !body.contains("科目") || body[..from].contains("增加") || body.contains("分流") {
        return None;
    }
    let mut names = inner.split(['-', '－', '—', '–']).map(trim).filter(|name| !name.is_empty());
    let class = names.next()?.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    let (section, item) = (names.next().map(str::to_owned), names.next().map(str::to_owned));
    let name = item.clone().or_else(|| section.clone()).unwrap_or_else(|| class.clone());
    Some(SubjectPath { class: Some(class), section, item, code: None, name })
}

/// The number of a list item with its marks; empty where there is none.
pub(crate) fn item_number(text: &str) -> &str {
    let text = trim(text);
    &text[..text.len() - without_number(text).len()]
}

/// Cuts the number of a list item off: `1.`, `（十二）`, `12、`, `①`.
pub(crate) fn without_number(text: &str) -> &str {
    let text = trim(text);
    if text.chars().next().is_some_and(|c| enclosed_number(c).is_some()) {
        let mut rest = text.chars();
        rest.next();
        return rest.as_str().trim_start_matches(['、', '.', '．']);
    }
    let numeral = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c);
    let open = text.starts_with(['（', '(']);
    let inner = if open { &text[text.chars().next().map_or(0, char::len_utf8)..] } else { text };
    let rest = inner.trim_start_matches(numeral);
    let length = inner.len() - rest.len();
    if length == 0 || length > 9 {
        return text;
    }
    let closes: &[char] = if open { &['）', ')'] } else { &['.', '．', '、', '）', ')', ','] };
    rest.strip_prefix(closes).map_or(text, |rest| trim(rest).trim_start_matches('、'))
}
