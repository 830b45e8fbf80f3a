//! Names of public bodies: telling them from other text, and taking labels and codes off them.

use super::types::Scope;
use crate::codes::embedded::embedded_list;
use crate::codes::words::WORDS;
use crate::grammar::{clean, squeeze, years_in};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Endings {
    organ: Vec<String>,
    unit: Vec<String>,
    township: Vec<String>,
}

static LISTS: LazyLock<Endings> = LazyLock::new(|| embedded_list!("bodies"));

/// Endings with whether they are a unit's, the longest first.
static ENDINGS: LazyLock<Vec<(&str, bool)>> = LazyLock::new(|| {
    let organs = LISTS.organ.iter().map(|ending| (ending.as_str(), false));
    let mut endings: Vec<_> = organs.chain(LISTS.unit.iter().map(|ending| (ending.as_str(), true))).collect();
    endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.chars().count()));
    endings
});

/// Names shorter or longer than this are something else.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=45;

/// A name and the code printed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub name: String,
    pub code: Option<String>,
}

/// Reads a body's name, if the text is one: `341-柳岸县财政局`, `920柳岸县河口镇财政所`, `柳岸县公安局（本级）`.
pub(super) fn body(text: &str) -> Option<Named> {
    let text = squeeze(text);
    let text = text.trim_matches(|c: char| "：:、，。-—_《》“”\"'".contains(c));
    let (code, name) = split_code(text);
    let length = name.chars().count();
    let foreign = name.contains(|c: char| "，。；：:、！？…|=＝/".contains(c))
        || WORDS.body.no_name.iter().any(|word| name.starts_with(word));
    let foreign = foreign || !years_in(name).is_empty();
    (LENGTH.contains(&length) && !foreign && ending(name).is_some())
        .then(|| Named { name: name.to_owned(), code: code.map(str::to_owned) })
}

/// The same for a unit of a department, which may be its own office: 机关, 本级.
pub(super) fn unit(text: &str) -> Option<Named> {
    let text = squeeze(text);
    let office = WORDS.body.own_office.iter().find_map(|word| Some((*word, text.strip_suffix(word)?)));
    match office {
        Some((word, stem)) => body(stem).map(|named| Named { name: named.name + word, ..named }),
        None => body(&text),
    }
}

/// Whether a text among the rows of a table names a body; see [`unit`].
pub(in crate::content) fn names_unit(text: &str) -> bool {
    unit(text).is_some()
}

/// Splits a printed code off: before the name, with or without a dash, or in brackets at either end.
fn split_code(text: &str) -> (Option<&str>, &str) {
    let is_code = |code: &str| (3..=15).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
    let brackets = |c: char| matches!(c, '[' | ']' | '［' | '］' | '【' | '】' | '(' | ')' | '（' | '）');
    if let Some(open) = text.rfind(['[', '［', '【', '(', '（']).filter(|_| text.ends_with(brackets)) {
        let code = text[open..].trim_matches(brackets);
        if is_code(code) && open > 0 {
            return (Some(code), &text[..open]);
        }
    }
    let bare = if text.starts_with(['[', '［', '【']) { text.trim_start_matches(brackets) } else { text };
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let code = &bare[..bare.len() - rest.len()];
    // `2026年…` is a year, `12345热线中心` is a name: a code is set apart, or at least no such word follows.
    if !is_code(code) || rest.starts_with(['年', '热', '.', '个', '号']) {
        return (None, text);
    }
    (Some(code), rest.trim_start_matches(|c: char| brackets(c) || "-—－_".contains(c)))
}

/// Whether the body is a subordinate unit by the kind it names itself; `None` if the text names no body.
pub(super) fn is_unit(name: &str) -> Option<bool> {
    ending(name)
}

/// The body's name without remarks in brackets: （本级）, （汇总）.
pub(super) fn core(name: &str) -> &str {
    let name = name.trim();
    let open = name.rfind(['（', '(']).filter(|&open| open > 0 && name.ends_with(['）', ')']));
    open.map_or(name, |open| &name[..open])
}

/// The scope that a remark behind the name gives: （本级） is the department's own office, one unit of it; （汇总） all of them.
pub(super) fn scope(name: &str) -> Option<Scope> {
    let remark = name.trim().get(core(name).len()..)?.trim_matches(|c| "（）()".contains(c));
    let is = |list: &[&str], scope| list.contains(&remark).then_some(scope);
    is(&WORDS.body.office_remarks, Scope::Unit).or_else(|| is(&WORDS.body.whole_remarks, Scope::Department))
}

fn ending(name: &str) -> Option<bool> {
    let core = core(name);
    let found = ENDINGS.iter().find(|(ending, _)| core.ends_with(*ending) && core.len() > ending.len()).map(|&(_, unit)| unit);
    found.or_else(|| is_township(core).then_some(false))
}

/// `柳岸县河口乡`: a township behind the name of its county, each of two characters at least.
fn is_township(name: &str) -> bool {
    let Some(stem) = LISTS.township.iter().find_map(|ending| name.strip_suffix(ending.as_str())) else { return false };
    let own = stem.split_once(['县', '区', '市', '旗']).filter(|(county, _)| county.chars().count() >= 2);
    own.is_some_and(|(_, own)| (2..=5).contains(&own.chars().count()))
}

/// `XX局`, `××单位`, `某某局`.
pub(super) fn is_placeholder(name: &str) -> bool {
    let name = clean(name).to_uppercase();
    WORDS.body.placeholders.iter().any(|mark| name.contains(mark))
}

/// Whether two names may be of one body, one of them shortened (`省检察院` of `东澜省人民检察院`) or with a remark in brackets: the
/// characters of the shorter one come in the longer one, in their order.
pub(super) fn related(a: &str, b: &str) -> bool {
    let (a, b) = (core(a), core(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

/// Without a remark for the seal at its end.
fn unsealed(text: &str) -> &str {
    WORDS.body.seals.iter().fold(text, |text, seal| text.trim_end_matches(seal))
}

/// A value behind a label that says whose the document is: `预算单位：X`, `部门名称：X`. `主管部门：X` names a superior.
pub(super) fn labelled(line: &str) -> Option<Named> {
    let line = squeeze(line);
    let at = line.find(['：', ':', '∶'])?;
    let (label, value) = (&line[..at], line[at..].trim_start_matches(['：', ':', '∶']));
    let label = label.trim_start_matches(['（', '(']);
    let core = unsealed(label.trim_end_matches("名称"));
    let whose = WORDS.body.whose.iter().any(|end| core.ends_with(end));
    let superior = WORDS.body.superior.contains(&core) || core.starts_with("上级");
    if !whose || superior || core.chars().count() > 10 {
        return None;
    }
    let value = value.split(['\t', '：', ':']).next().unwrap_or(value);
    body(unsealed(value))
}
