//! What a crawler writes around the text of a page: labels above it, the portal's breadcrumb, the page as one line.
//!
//! Labels and breadcrumb name the column of the portal, which is the same above budgets and final accounts, so neither is read. The
//! title is.

use super::raw::{Raw, line, place};
use super::{lost, pasted};
use crate::codes::pages::PAGES;
use crate::codes::words::WORDS;
use crate::diagnostic::Diagnostic;
use crate::grammar::heading::HeadingStyle;
use crate::grammar::{ends_as_title, heading};
use crate::layout::line::Line;
use crate::layout::native::look::{is_label_line, is_open_label};

/// Labels stand within the first lines.
const LABELS_WITHIN: usize = 20;
/// Fewer labels are lines of a document.
const LABELS: usize = 2;
/// The title comes again within so many bytes of a breadcrumb.
const BREADCRUMB: usize = 1_500;
/// No line is printed that is longer, characters: several paragraphs stand in it, or all of the page.
pub(super) const LONGEST: usize = 160;
/// Characters in which the number of an item and its first word stand.
const ITEM: usize = 40;

/// What is known of a page that a crawler kept.
#[derive(Debug)]
pub(super) struct Crawled<'t> {
    title: Option<Raw<'t>>,
    /// Index of the first line of the page itself.
    start: usize,
}

/// Looks for a crawler's labels above a text.
pub(super) fn of<'t>(lines: &[Raw<'t>]) -> Option<Crawled<'t>> {
    let head = &lines[..lines.len().min(LABELS_WITHIN)];
    let labels: Vec<(usize, &str, Raw<'t>)> =
        head.iter().enumerate().filter_map(|(at, raw)| label(*raw).map(|(label, value)| (at, label, value))).collect();
    // They begin the text, and stand together.
    let first = head.iter().position(|raw| !raw.text.trim().is_empty())?;
    if labels.len() < LABELS || labels.first()?.0 != first {
        return None;
    }
    let title =
        labels.iter().find(|(_, label, value)| *label == TITLE && !value.text.trim().is_empty()).map(|(_, _, value)| *value);
    let mut start = labels.last()?.0 + 1;
    // What the crawler adds below its labels, up to a line that is drawn.
    let drawn = |raw: &Raw<'_>| raw.text.trim().starts_with("====") || raw.text.trim().starts_with("----");
    if let Some(line) = head.iter().skip(start).take(3).position(drawn) {
        start += line + 1;
    }
    Some(Crawled { title, start })
}

const TITLE: &str = "标题";

/// `栏目: 部门决算公开`: the label, and the value as a part of its line.
fn label<'t>(raw: Raw<'t>) -> Option<(&'static str, Raw<'t>)> {
    let at = raw.text.find([':', '：'])?;
    let found = PAGES.crawler.iter().find(|label| raw.text[..at].trim().eq_ignore_ascii_case(label))?;
    let value = raw.text[at..].trim_start_matches([':', '：']);
    Some((found, Raw { text: value, ..raw }))
}

impl<'t> Crawled<'t> {
    /// The lines of the page itself, without the breadcrumb before its title.
    pub fn body(&self, lines: &[Raw<'t>]) -> Vec<Raw<'t>> {
        let mut body: Vec<Raw<'t>> = lines.get(self.start..).unwrap_or_default().to_vec();
        let title = self.title.map(|title| title.text.trim()).unwrap_or_default();
        if let Some(first) = body.iter_mut().find(|raw| !raw.text.trim().is_empty())
            && !title.is_empty()
            && PAGES.breadcrumb.iter().any(|word| first.text.trim_start().starts_with(word))
            && let Some(at) = first.text.find(title).filter(|at| *at <= BREADCRUMB)
        {
            first.text = without_time(&first.text[at + title.len()..]);
        }
        body
    }

    /// The title as the first line.
    pub fn title(&self) -> Option<Line> {
        self.title.and_then(|title| line(title, 0))
    }
}

/// Drops the time of the page and the buttons behind it.
fn without_time(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let before = rest;
        for word in &PAGES.buttons {
            rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
        }
        // `时间：2016-12-09 11:08`
        let digits =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '：' | '/' | ' ' | '\u{a0}'));
        if rest.len() - digits.len() >= "2016-12-09".len() {
            rest = digits;
        }
        if rest == before {
            return rest;
        }
    }
}

/// The paragraphs of a line that holds a whole page: they begin behind a sentence's end, or with the number of a heading. The cells
/// of tables have lost their borders there, and the empty ones are gone: which column a figure belongs to nobody knows, so they are
/// told and not read.
pub(super) fn paragraphs(raw: Raw<'_>, page: u32, diagnostics: &mut Vec<Diagnostic>) -> Vec<Line> {
    if raw.text.chars().nth(LONGEST).is_none() {
        return line(raw, 0).into_iter().collect();
    }
    let mut lines = Vec::new();
    let (mut from, mut column) = (0, 0);
    for (area, figures) in lost::cells_in(raw.text).into_iter().chain([(raw.text.len()..raw.text.len(), 0)]) {
        let before = Raw { text: &raw.text[from..area.start], ..raw };
        parted(before, column, &mut lines);
        column += before.text.chars().count();
        let lost = &raw.text[area.clone()];
        let end = column + lost.chars().count();
        if figures > 0 {
            diagnostics.push(lost::tell(figures).at(place(page, raw.y, column, end)));
        }
        (from, column) = (area.end, end);
    }
    lines
}

/// Adds the paragraphs of a part of a line that begins at a column.
fn parted(raw: Raw<'_>, column: usize, lines: &mut Vec<Line>) {
    let (mut from, mut column) = (0, column);
    for (_, next) in gaps(raw.text) {
        let (before, behind) = (raw.text[from..next].trim(), &raw.text[next..]);
        if before.ends_with(['。', '！', '？', '；']) || is_title(before, behind) || begins_item(behind) || begins_label(behind)
        {
            lines.extend(pasted::lines(Raw { text: &raw.text[from..next], ..raw }, column));
            column += raw.text[from..next].chars().count();
            from = next;
        }
    }
    lines.extend(pasted::lines(Raw { text: &raw.text[from..], ..raw }, column));
}

/// Whether a heading is whole: it ends as one, or what stands behind it begins with a year, as sentences do.
fn is_title(text: &str, behind: &str) -> bool {
    // It is asked at each blank.
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let found = heading(text);
    let shallow =
        |style| matches!(style, HeadingStyle::Part | HeadingStyle::Chapter | HeadingStyle::Han | HeadingStyle::HanBracketed);
    let whole = found.is_some_and(|found| shallow(found.style) && found.looks_like_title() && ends_as_title(found.title));
    let numbered = found.is_some_and(|found| found.looks_like_title() && !found.title.is_empty());
    let named = text.chars().nth(ITEM).is_none() && !text.contains(['：', '，', '、', ' ']) && ends_as_title(text);
    whole || (numbered || named) && begins_with_year(behind)
}

/// `2026年，`
fn begins_with_year(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && text.starts_with("20") && text[digits..].starts_with('年')
}

/// Whether the number of a heading or of an item stands here, with words behind it.
fn begins_item(text: &str) -> bool {
    let head = text.char_indices().nth(ITEM).map_or(text, |(at, _)| &text[..at]);
    // What stands behind its sentence is no part of it.
    let head = head.split_once(['。', '；']).map_or(head, |(sentence, _)| sentence);
    heading(head).is_some_and(|found| !found.title.is_empty())
}

/// Whether the label above a table stands here: `单位名称：`, `单位：元`.
fn begins_label(text: &str) -> bool {
    let word = text.split(char::is_whitespace).next().unwrap_or_default();
    is_label_line(word) || is_open_label(word) && WORDS.title.captions.iter().any(|label| word.contains(label))
}

/// White space in a text: where it begins, and where it ends.
fn gaps(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_whitespace)?;
        let rest = text[start..].trim_start();
        at = text.len() - rest.len();
        (!rest.is_empty()).then_some((start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raws(text: &str) -> Vec<Raw<'_>> {
        text.lines().enumerate().map(|(y, text)| Raw { y, text }).collect()
    }

    const HEAD: &str = "标题: 甲县水务局2026年部门预算\n发布时间: 2026-02-01 09:00\n文号: \n栏目: 部门决算公开\n\
                        页面链接与图片详见 links.tsv\n========== 正文 ==========\n";

    #[test]
    fn labels_and_breadcrumb_are_the_crawler_s() {
        let text =
            format!("{HEAD}当前位置： 首页部门决算公开 甲县水务局2026年部门预算 时间：2026-02-01 09:00 微信 微博 一、收入");
        let lines = raws(&text);
        let crawled = of(&lines);
        let crawled = crawled.as_ref();
        assert_eq!(crawled.and_then(Crawled::title).map(|l| l.text).as_deref(), Some("甲县水务局2026年部门预算"));
        let body: Vec<&str> = crawled.map(|c| c.body(&lines)).unwrap_or_default().iter().map(|raw| raw.text).collect();
        assert_eq!(body, ["一、收入"]);
        for text in ["标题: 甲\n正文", "部门：甲局\n单位：万元\n", "甲局\n标题: 乙\n栏目: 丙"] {
            assert!(of(&raws(text)).is_none(), "{text}");
        }
    }

    #[test]
    fn a_page_in_one_line_falls_into_its_paragraphs() {
        let sentence = "2026年收入预算 80.00 万元，与上年持平，主要原因是项目不变。".repeat(4);
        let text = format!("一、收入说明 {sentence} （一）本级 1. 事业收入 0 万元。 2. 其他收入 5 万元。");
        let mut diagnostics = Vec::new();
        let lines = paragraphs(Raw { y: 7, text: &text }, 1, &mut diagnostics);
        let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts, ["一、收入说明", &sentence, "（一）本级", "1. 事业收入 0 万元。", "2. 其他收入 5 万元。"]);
        assert!(diagnostics.is_empty());
        let (page, figures) = ("甲县某乡2026年1月“三公”经费使用情况公示", "公务接待费 0 公务用车费 0 ".repeat(9));
        let lines =
            paragraphs(Raw { y: 7, text: &format!("{page} 单位名称： 单位：元 项目名称 金额 {figures}") }, 1, &mut diagnostics);
        let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts, [page, "单位名称：", "单位：元 项目名称 金额"]);
        assert_eq!(diagnostics.drain(..).map(|d| d.code).collect::<Vec<_>>(), ["text.cells_lost"]);
        let text = format!(
            "{sentence} 甲局情况公示 单位名称： 单位：元 具体如下： 1、工资 5 万元。其中 4 万元，1 2、公务接待费 2026年安排4万元。"
        );
        let lines = paragraphs(Raw { y: 7, text: &text }, 1, &mut diagnostics);
        let texts: Vec<&str> = lines.iter().skip(1).map(|l| l.text.as_str()).collect();
        let want = [
            "甲局情况公示",
            "单位名称：",
            "单位：元 具体如下：",
            "1、工资 5 万元。其中 4 万元，1",
            "2、公务接待费",
            "2026年安排4万元。",
        ];
        assert_eq!(texts, want);
        let table = format!("{sentence} 合计 161.90 45.03 116.87 204 公共安全支出 161.90 45.03");
        paragraphs(Raw { y: 7, text: &table }, 1, &mut diagnostics);
        assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["text.cells_lost"]);
    }
}
