//! Titles: `2026年XX局部门预算公开` into year, body, scope and kind; and finding the title on a cover.

use super::name::{self, Named};
use super::types::{Kind, Scope};
use crate::codes::pages::PAGES;
use crate::codes::words::WORDS;
use crate::grammar::{clean, date, fiscal_year, heading, squeeze, years_in};
use crate::layout::Line;

/// What a title says. Nothing is guessed: what it does not say is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct TitleParts {
    pub kind: Option<Kind>,
    pub scope: Option<Scope>,
    pub year: Option<u16>,
    pub body: Option<Named>,
}

/// A title found on a cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CoverTitle {
    /// Its lines joined, without blanks.
    pub text: String,
    pub parts: TitleParts,
}

/// What a budget is a budget of, and of nobody else.
const SUBJECTS: [(&str, Scope); 2] = [("部门", Scope::Department), ("单位", Scope::Unit)];

/// What grants a budget.
const GRANT: &str = "批复";

/// The phrase that names a disclosure: its place in the text, whose budget it is.
struct Phrase {
    start: usize,
    end: usize,
    scope: Option<Scope>,
}

/// Reads a title.
pub(super) fn parse(text: &str) -> TitleParts {
    let text = squeeze(text);
    let phrases = phrases(&text);
    TitleParts {
        kind: kind(&text),
        scope: phrases.first().and_then(|p| p.scope).or_else(|| scope(&text)),
        year: fiscal_year(&text).or_else(|| years_in(&text).first().map(|y| y.1)),
        body: phrases.iter().find_map(|p| body(&text, p)),
    }
}

/// Budget or final accounts. 决算 is looked for first: its tables are full of 预算 (一般公共预算财政拨款支出决算表).
fn kind(text: &str) -> Option<Kind> {
    if text.contains("决算") {
        return Some(Kind::FinalAccounts);
    }
    text.contains("预算").then_some(Kind::Budget)
}

/// Whose a table or a part is: the first of the words that says so.
pub(super) fn scope(text: &str) -> Option<Scope> {
    let text = squeeze(text);
    let found = SUBJECTS.iter().filter_map(|&(word, scope)| {
        let said =
            |(at, _): &(usize, &str)| WORDS.document.scoped.iter().any(|after| text[at + word.len()..].starts_with(*after));
        text.match_indices(word).find(said).map(|(at, _)| (at, scope))
    });
    found.min_by_key(|(at, _)| *at).map(|(_, scope)| scope)
}

/// `部门预算`, `单位综合预算`, the last first: a title may name accounts and the budget of the next year (甲局2015年部门决算及2016年部门预算).
/// Without either word, `预算公开`.
fn phrases(text: &str) -> Vec<Phrase> {
    for (word, scope) in SUBJECTS {
        let ends = |at: usize| {
            let mut rest = &text[at + word.len()..];
            for &between in &WORDS.document.between {
                rest = rest.strip_prefix(between).unwrap_or(rest);
            }
            let rest = rest.strip_prefix("预算").or_else(|| rest.strip_prefix("决算"))?;
            Some(text.len() - rest.len())
        };
        let found =
            text.match_indices(word).filter_map(|(start, _)| Some(Phrase { start, end: ends(start)?, scope: Some(scope) }));
        let mut found: Vec<Phrase> = found.collect();
        if !found.is_empty() {
            found.reverse();
            return found;
        }
    }
    bare(text).into_iter().collect()
}

/// `预算公开` without a word for whose it is.
fn bare(text: &str) -> Option<Phrase> {
    let at = text.find("预算").or_else(|| text.find("决算"))?;
    let rest = &text[at + "预算".len()..];
    let whole = rest.is_empty() || WORDS.document.behind.iter().any(|word| rest.starts_with(word));
    let start = text[..at].strip_suffix("收支").map_or(at, str::len);
    whole.then_some(Phrase { start, end: at + "预算".len(), scope: None })
}

/// The body named in a title: what is left before the phrase, or in brackets or behind a dash after it.
fn body(text: &str, phrase: &Phrase) -> Option<Named> {
    let before = without_years(&text[..phrase.start]);
    let before = without_head(&before);
    let level = WORDS.body.levels.iter().find_map(|level| before.strip_suffix(level)).unwrap_or(before);
    let after = text[phrase.end..].trim_start_matches("信息公开").trim_start_matches("公开");
    let behind =
        after.strip_prefix(['（', '(', '-', '—', '：', ':']).map(|rest| rest.trim_matches(|c: char| "（）()-—".contains(c)));
    let dated = years_in(text).first().map(|(range, _)| &text[..range.start]);
    // `甲局2015年“三公”经费决算`: the name stands before its year.
    name::body(level)
        .or_else(|| name::body(before))
        .or_else(|| behind.and_then(name::body))
        .or_else(|| dated.and_then(|text| name::body(without_head(text))))
}

/// Drops `附件2：`, `关于`, quotes and brackets.
fn without_head(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| "《“\"【[（(—-".contains(c));
    let text = without_attachment(text);
    text.strip_prefix("关于").unwrap_or(text).trim_end_matches("关于")
}

/// Drops `附件2：`, the number under which the document was attached; a year stays.
fn without_attachment(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表")) else { return text };
    let bare = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let number = rest.len() - bare.len();
    let bare = if (4..7).contains(&number) && bare.starts_with('年') { rest } else { bare };
    bare.trim_start_matches(['：', ':', '.', '、', '-', '—'])
}

/// The text without its years: `2026年度`, `二〇二六年`.
fn without_years(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for (range, _) in years_in(text) {
        kept.push_str(&text[at..range.start]);
        let rest = &text[range.end..];
        let rest = rest.strip_prefix('年').unwrap_or(rest);
        let rest = rest.strip_prefix('度').unwrap_or(rest);
        at = text.len() - rest.len();
    }
    kept.push_str(&text[at..]);
    kept
}

/// Lines of a cover in which the title is looked for.
const LINES: usize = 24;
/// A title has at most so many lines before and after the phrase.
const WRAPPED: usize = 4;
/// Lines of one title are of nearly one size.
const SAME_SIZE: f32 = 0.18;

/// Finds the title: the first lines that together hold the phrase, with the lines of the same size above them, which hold the
/// year and the name (`2026年度` / `柳岸县市场监管综合监测` / `与技术保障中心` / `单位预算`).
pub(super) fn on_cover(cover: &[Line]) -> Option<CoverTitle> {
    let lines: Vec<&Line> = cover.iter().take(LINES).filter(|line| !line.text.trim().is_empty()).collect();
    (0..lines.len()).find_map(|last| {
        let first = (last.saturating_sub(2)..=last).rev().find(|&first| {
            lines[first..=last].iter().all(|line| may_be_title(line)) && !phrases(&join(&lines[first..=last])).is_empty()
        })?;
        let found = grown(&lines, first, last);
        is_disclosure(&found.text).then_some(found)
    })
}

/// Whether a title that names a disclosure is that of one. `甲局2014年部门决算批复` is what the department was granted, as tables;
/// `关于批复甲局部门决算的通知` speaks of it.
fn is_disclosure(text: &str) -> bool {
    let granted = |at: usize| text[..at].ends_with(['算']) && !text[..at].starts_with("关于");
    WORDS.document.none.iter().all(|word| text.match_indices(word).all(|(at, _)| *word == GRANT && granted(at)))
}

/// The title around the lines with its phrase.
fn grown(lines: &[&Line], first: usize, last: usize) -> CoverTitle {
    let size = lines[last].size;
    let alike = |line: &&&Line| may_be_title(line) && (line.size - size).abs() <= SAME_SIZE * size.max(line.size);
    let above = lines[..first].iter().rev().take(WRAPPED).take_while(alike).count();
    let below = lines[last + 1..].iter().take(2).take_while(alike).filter(|line| is_tail(&line.text)).count();
    let text = join(&lines[first - above..=last + below]);
    let parts = parse(&text);
    CoverTitle { text, parts }
}

/// The rest of a title: `信息公开`, `公开说明`.
fn is_tail(text: &str) -> bool {
    let text = squeeze(text);
    text.chars().count() <= 10 && WORDS.document.tails.iter().any(|word| text.contains(word))
}

fn join(lines: &[&Line]) -> String {
    let joined: String = lines.iter().map(|line| squeeze(&line.text)).collect();
    without_attachment(&joined).to_owned()
}

/// No date of printing, label, heading or sentence.
fn may_be_title(line: &Line) -> bool {
    let text = squeeze(&line.text);
    let text = without_attachment(&text);
    let dated = date(text).is_some_and(|d| d.month.is_some());
    let sentence = text.contains(['。', '，', '；']) || text.chars().count() > 45;
    let apart = heading(text).is_some() || name::labelled(text).is_some() || clean(text).contains(':');
    // 首页, the way back that a portal prints above.
    let crumb = PAGES.breadcrumb.contains(&text);
    !text.is_empty() && !dated && !sentence && !apart && !crumb
}
