//! Subjects named by their place in the classification: `…（类）…（款）…（项）`, `2080505-…`, `培训支出（2050803）`.

use crate::grammar::code::{CodeStyle, bracketed_code, code_and_name};
use crate::grammar::lexical::{is_close, is_open, trim};
use crate::grammar::numeral::enclosed_number;
use crate::grammar::squeeze;

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
    let body = without_number(&phrase);
    marked(body).or_else(|| numbered(body)).or_else(|| coded(body)).or_else(|| dashed(body))
}

/// `name ("（类）" | "（款）" | "（项）")` as often as it stands there.
fn marked(body: &str) -> Option<SubjectPath> {
    let mut path = SubjectPath::default();
    let mut rest = body;
    let mut code = String::new();
    while let Some((name, digits, level, after)) = next_level(rest) {
        let name = last_name(name);
        code.push_str(digits);
        // `一般公共服务（类）支出`: the mark stands inside the name.
        let name = if level == '类' && after.starts_with("支出") && !name.ends_with("支出") {
            format!("{name}支出")
        } else {
            name.to_owned()
        };
        path.name.clone_from(&name);
        match level {
            '类' => (path.class, path.section, path.item) = (Some(name), None, None),
            '款' => (path.section, path.item) = (Some(name), None),
            _ => path.item = Some(name),
        }
        rest = after;
    }
    path.code = Some(code).filter(|code| is_subject(code));
    (!path.name.is_empty()).then_some(path)
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
        let level = digits.len() == if names.is_empty() { 3 } else { 2 };
        let after = behind.strip_prefix(is_close);
        rest = after.unwrap_or(inner);
        if let Some(after) = after.filter(|_| level) {
            names.push(trim(&from[..from.len() - inner.len() - c.len_utf8()]).to_owned());
            code.push_str(digits);
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
    let coded = code_and_name(body)?;
    if is_subject(coded.code) {
        return Some(path(coded.code, coded.name));
    }
    // `行政单位医疗(210101)`: a slip of the pen in the code leaves the name.
    let slip = coded.style == CodeStyle::Trailing && coded.code.len() >= 4;
    slip.then(|| SubjectPath { name: coded.name.to_owned(), ..SubjectPath::default() })
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
