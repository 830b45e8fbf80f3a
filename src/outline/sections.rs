//! Lines of running text to headings and paragraphs.

use super::contents::ContentsEntry;
use super::parts::{Paragraph, Section};
use super::wrapped;
use crate::codes::subjects::{self, Within};
use crate::grammar::heading::HeadingStyle;
use crate::grammar::{ends_as_title, heading, squeeze, years_in};
use crate::layout::Line;
use crate::place::Place;

/// A line indented by at least this many em against the lines below begins a paragraph.
const INDENT: f32 = 1.5;
/// A line that ends this many em before the right margin ends its paragraph.
const SHORT: f32 = 2.5;
/// Leading above this many em separates paragraphs.
const LEADING: f32 = 2.6;

/// No letters are printed as small as this: such lines are those of a text or a web page, one high, or more as markup sets them.
const FLOWS: f32 = 2.0;
/// The title of a web page and its headings of the first levels are so large.
const TITLED: f32 = 1.5;
/// No title without a number has more characters.
const TITLE_CHARS: usize = 40;
/// No title without a number that is set like the text has more characters.
const BARE_CHARS: usize = 24;
/// A title that its line cuts has more characters, and what the next line holds of it fewer.
const CUT_CHARS: usize = 10;

/// Reads the text of all pages; `contents` are the entries of the printed contents.
pub(super) fn read(mut text: Vec<(u32, Vec<Line>)>, contents: &[ContentsEntry]) -> (Vec<Section>, Vec<Paragraph>) {
    let listed = contents.iter().map(|entry| undated(heading(&entry.title).map_or(entry.title.as_str(), |found| found.title)));
    let mut reader = Reader { listed: listed.collect(), ..Reader::default() };
    let right_of = |lines: &[Line]| lines.iter().map(|l| l.rect.x1).fold(0.0, f32::max);
    // A page with short lines only does not show its right margin; the document does.
    let mut margins: Vec<f32> = text.iter().map(|(_, lines)| right_of(lines)).collect();
    margins.sort_by(f32::total_cmp);
    let usual = margins.get(margins.len() / 2).copied().unwrap_or(0.0);
    reader.indents = wrapped::indents(&text, usual);
    for at in 1..text.len() {
        join_title_over_pages(&mut text[at - 1..=at], usual);
    }
    for (page, lines) in text {
        let left = lines.iter().map(|l| l.rect.x0).fold(f32::MAX, f32::min);
        let right = right_of(&lines).max(usual);
        let mut lines = with_whole_titles(lines, right).into_iter().peekable();
        if let Some(title) = lines.next_if(|line| page > 1 && reader.is_page_title(line, left, right))
            && let Some(back) = reader.page_title(page, title, lines.peek())
        {
            reader.line(page, back, left, right);
        }
        for line in lines {
            reader.line(page, line, left, right);
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    sections: Vec<Section>,
    paragraphs: Vec<Paragraph>,
    open: Option<(Paragraph, Line)>,
    /// The last heading stood alone (`第一部分`); the next short line is its title.
    awaits_title: bool,
    /// Every paragraph begins with an indent.
    indents: bool,
    /// The line before, where it was taken for a heading.
    titled: Option<Line>,
    /// Titles that the contents list, without numbers and years.
    listed: Vec<String>,
    /// Something below the title of a web page has come.
    begun: bool,
}

impl Reader {
    /// A centred line at the top of a page may be the title of a section: `某中心机构设置` (上海, 广州). Only where no 第一部分
    /// divides the document.
    fn is_page_title(&self, line: &Line, left: f32, right: f32) -> bool {
        let (before, after) = (line.rect.x0 - left, right - line.rect.x1);
        let centred = before.min(after) > 3.0 * line.size && (before - after).abs() < 2.0 * line.size;
        let parts = self.sections.iter().any(|section| section.level == 1 && section.number.is_some());
        let short = line.text.chars().nth(TITLE_CHARS).is_none();
        centred && !parts && short && heading(&line.text).is_none() && ends_as_title(&line.text)
    }

    /// A title without a number where no page shows it by its place: one that markup sets apart (`<h3>`, a line in bold letters) or that
    /// the contents list. Only where no 第一部分 divides the document.
    fn is_title_without_page(&mut self, line: &Line) -> bool {
        if line.size >= FLOWS {
            return false;
        }
        self.begun |= line.size < TITLED;
        let marked = line.size > 1.0 && self.begun;
        let short = line.text.chars().nth(TITLE_CHARS).is_none();
        let parts = self.sections.iter().any(|section| section.level == 1 && section.number.is_some());
        let may = short && !parts && ends_as_title(&line.text) && heading(&line.text).is_none();
        may && (marked || self.listed.contains(&undated(&line.text)))
    }

    /// Opens the section of a page's title, or gives the line back: a title is set larger than the text below.
    fn page_title(&mut self, page: u32, line: Line, below: Option<&Line>) -> Option<Line> {
        if below.is_none_or(|below| line.size < 1.15 * below.size) {
            return Some(line);
        }
        self.untitled_section(page, &line);
        None
    }

    fn untitled_section(&mut self, page: u32, line: &Line) {
        self.close();
        self.sections.push(Section { number: None, title: squeeze(&line.text), level: 1, page });
    }

    fn line(&mut self, page: u32, line: Line, left: f32, right: f32) {
        if self.is_title_without_page(&line) {
            return self.untitled_section(page, &line);
        }
        if let Some(found) = heading(&line.text).filter(|h| is_heading(h, &line, right)) {
            self.close();
            self.titled = Some(line.clone());
            self.awaits_title = found.title.is_empty();
            self.sections.push(Section {
                number: Some(squeeze(found.printed)),
                title: squeeze(found.title).trim_end_matches(['。', '：', ':']).to_owned(),
                level: found.level,
                page,
            });
            return;
        }
        // `（十一）…（款）医疗保障经办事务` / `（项）：年初预算为…`: the line before was no heading.
        if let Some(first) = self.titled.take().filter(|_| wrapped::goes_on_with_mark(&line.text)) {
            self.sections.pop();
            let section = self.sections.len().checked_sub(1);
            let place = Place::on(page, first.rect);
            self.open = Some((Paragraph { text: first.text.replace('\t', " "), place, breaks: Vec::new(), section }, first));
            self.awaits_title = false;
        }
        if std::mem::take(&mut self.awaits_title)
            && line.text.chars().count() <= 40
            && let Some(section) = self.sections.last_mut()
        {
            section.title = squeeze(&line.text);
            return;
        }
        let begins = match &self.open {
            None => true,
            Some((paragraph, last)) => {
                let next_page = paragraph.place.page != page && last.rect.y0 > line.rect.y0;
                // In a text a blank line separates, however full the line above it is.
                let leading = if line.size < FLOWS { 0.5 } else { LEADING * line.size };
                let gap = !next_page && line.rect.y0 - last.rect.y1 > leading;
                let indented = line.rect.x0 - left > INDENT * line.size;
                let ended = right - last.rect.x1 > SHORT * last.size && !wrapped::goes_on(last, &line, left, right, self.indents);
                let size = (line.size - last.size).abs() > 0.15 * line.size;
                let rows = line.size == 1.0 && wrapped::are_rows(&last.text, &line.text);
                gap || size || ended || rows || indented && !last.text.ends_with(['，', '、'])
            }
        };
        if begins {
            self.close();
            let section = self.sections.len().checked_sub(1);
            let text = line.text.replace('\t', " ");
            let paragraph = Paragraph { text, place: Place::on(page, line.rect), breaks: Vec::new(), section };
            self.open = Some((paragraph, line));
        } else if let Some((paragraph, last)) = &mut self.open {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let words = latin(paragraph.text.chars().last()) && latin(line.text.chars().next());
            if words || wrapped::are_two_numbers(&paragraph.text, &line.text) {
                paragraph.text.push(' ');
            }
            let from = paragraph.text.len();
            paragraph.text.push_str(&line.text.replace('\t', " "));
            let place = paragraph.breaks.last_mut().map_or(&mut paragraph.place, |(_, place)| place);
            if place.page == page {
                place.rect = place.rect.map(|r| r.union(&line.rect));
            } else {
                paragraph.breaks.push((from, Place::on(page, line.rect)));
            }
            *last = line;
        }
    }

    fn close(&mut self) {
        let Some((paragraph, line)) = self.open.take() else { return };
        if let Some(section) = self.cut_title(&paragraph) {
            section.title.push_str(&squeeze(&paragraph.text));
        } else if self.is_title_of_its_own(&paragraph, &line) {
            let level = self.level_of_bare();
            self.sections.push(Section { number: None, title: squeeze(&paragraph.text), level, page: paragraph.place.page });
        } else {
            self.paragraphs.push(paragraph);
        }
    }

    /// The title directly above that a line ends: `…“三公”经费支出决` over `算情况说明`.
    fn cut_title(&mut self, paragraph: &Paragraph) -> Option<&mut Section> {
        let at = paragraph.section?;
        let directly = at + 1 == self.sections.len() && self.paragraphs.last().is_none_or(|before| before.section != Some(at));
        let section = self.sections.get_mut(at).filter(|_| directly)?;
        let open = section.number.is_some() && section.title.chars().count() > CUT_CHARS && !ends_as_title(&section.title);
        let ends = paragraph.breaks.is_empty() && paragraph.text.chars().count() < CUT_CHARS && ends_as_title(&paragraph.text);
        (open && ends).then_some(section)
    }

    /// A line of a page that stands alone where a sentence has ended, and is called like a title or like what sentences speak of:
    /// `一般公共预算拨款支出情况`, `公务接待费` over `2020年预算数0.93万元`. What stands before the first heading is the cover.
    fn is_title_of_its_own(&self, paragraph: &Paragraph, line: &Line) -> bool {
        let text = paragraph.text.as_str();
        let one_line = paragraph.breaks.is_empty() && paragraph.place.rect.is_some_and(|r| r.y1 - r.y0 < 1.8 * line.size);
        let plain = !text.contains(['。', '，', '；', '：', ':', '、', '\t']) && !text.starts_with(['图', '表', '附', '注']);
        let ended = |text: &str| text.trim_end().ends_with(['。', '；', '：', '！', '）', ':', ';']);
        let before = self.paragraphs.last().filter(|before| before.section == paragraph.section);
        let short = (4..=BARE_CHARS).contains(&text.chars().count());
        line.size >= FLOWS
            && !self.sections.is_empty()
            && one_line
            && short
            && plain
            && before.is_none_or(|before| ended(&before.text))
            && heading(text).is_none()
            && (ends_as_title(text) || is_money(text))
    }

    /// Titles without a number are all of one level below the numbered one that they follow first.
    fn level_of_bare(&self) -> u8 {
        let mut above = u8::MAX;
        for section in self.sections.iter().rev() {
            match section.number {
                None if section.level < above => return section.level,
                _ => above = above.min(section.level),
            }
        }
        self.sections.last().map_or(1, |section| section.level.saturating_add(1))
    }

    fn finish(mut self) -> (Vec<Section>, Vec<Paragraph>) {
        self.close();
        (self.sections, self.paragraphs)
    }
}

/// Whether a line is the name of money that the sentences of these documents speak of.
fn is_money(text: &str) -> bool {
    let spent = ["费", "支出", "收入", "采购"].iter().any(|word| text.contains(word));
    spent && subjects::whole_term(&subjects::fold(text), Within::sentence(text)).is_some()
}

/// A title without the year that it begins with.
fn undated(title: &str) -> String {
    let title = squeeze(title);
    let year = years_in(&title).first().filter(|(range, _)| range.start == 0).map_or(0, |(range, _)| range.end);
    title[year..].trim_start_matches(['年', '度']).to_owned()
}

/// Gives the end of a title that runs over a page break back to its beginning: the last line of a page and the first of the next.
fn join_title_over_pages(pages: &mut [(u32, Vec<Line>)], right: f32) {
    let [(page, before), (next, after)] = pages else { return };
    let wrapped = match (before.last_mut(), after.first()) {
        (Some(first), Some(line)) if *next == *page + 1 && wraps(first, line, right) => {
            first.text.push_str(&line.text);
            first.rect.x1 = line.rect.x1;
            true
        }
        _ => false,
    };
    if wrapped {
        after.remove(0);
    }
}

/// Puts titles that run over two lines together: `三、一般公共预算“三公”经费支出决` / `算情况说明`.
fn with_whole_titles(lines: Vec<Line>, right: f32) -> Vec<Line> {
    let mut whole: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match whole.last_mut().filter(|first| wraps(first, &line, right)) {
            Some(first) => {
                first.text.push_str(&line.text);
                // The end of the title is where the second line ends.
                first.rect = line.rect;
            }
            None => whole.push(line),
        }
    }
    whole
}

/// Whether a numbered title that fills its line ends in the next one.
fn wraps(first: &Line, next: &Line, right: f32) -> bool {
    let fills = right - first.rect.x1 < 1.6 * first.size;
    let ends = right - next.rect.x1 > SHORT * next.size;
    if !fills || !ends || (first.size - next.size).abs() > 0.15 * first.size || heading(&next.text).is_some() {
        return false;
    }
    let shallow = |style| matches!(style, HeadingStyle::Han | HeadingStyle::HanBracketed);
    let begun = heading(&first.text).is_some_and(|h| shallow(h.style) && h.looks_like_title() && !ends_as_title(h.title));
    let text = format!("{}{}", first.text, next.text);
    begun && heading(&text).is_some_and(|h| is_titled(&h))
}

/// Whether a numbered line has the shape of a title and ends as one, with a full stop or a colon or without.
fn is_titled(found: &crate::grammar::heading::Heading<'_>) -> bool {
    let plain = crate::grammar::heading::Heading { title: found.title.trim_end_matches(['。', '：', ':']), ..*found };
    plain.looks_like_title() && ends_as_title(plain.title)
}

/// A numbered line is a heading when it has the shape of a title; numbered sentences of a list are text.
fn is_heading(found: &crate::grammar::heading::Heading<'_>, line: &Line, right: f32) -> bool {
    if matches!(found.style, HeadingStyle::Part | HeadingStyle::Chapter) {
        return found.title.chars().count() <= 40;
    }
    // A line that runs to the right margin goes on in the next one: the first line of a numbered sentence.
    let fills = right - line.rect.x1 < 1.6 * line.size && found.title.chars().count() > 12;
    let shallow = matches!(found.style, HeadingStyle::Han | HeadingStyle::HanBracketed);
    // `1.一般公共预算当年拨款规模变化情况。`, and a title that fills its line to the end.
    if is_titled(found) && (shallow || found.title.chars().count() <= 24) {
        return true;
    }
    found.looks_like_title() && !found.title.is_empty() && !fills && (shallow || found.title.chars().count() <= 20)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Rect;

    /// Lines of one page at (left, right, size).
    fn lines(set: &[(&str, f32, f32, f32)]) -> Vec<Line> {
        let line = |(at, &(text, x0, x1, size)): (usize, &(&str, f32, f32, f32))| {
            let y0 = at as f32 * 24.0;
            Line { text: text.to_owned(), rect: Rect { x0, y0, x1, y1: y0 + size }, size }
        };
        set.iter().enumerate().map(line).collect()
    }

    fn titles(pages: Vec<(u32, Vec<Line>)>) -> Vec<String> {
        read(pages, &[]).0.into_iter().map(|section| section.title).collect()
    }

    #[test]
    fn a_title_may_run_over_two_lines_and_end_with_a_full_stop() {
        let page = lines(&[
            ("三、2026年度一般公共预算财政拨款“三公”经费支出决", 90.0, 500.0, 16.0),
            ("算情况说明", 60.0, 140.0, 16.0),
            ("2026年“三公”经费支出5.00万元，与上年持平，其中公务接待费5.00", 90.0, 500.0, 16.0),
            ("万元。", 60.0, 110.0, 16.0),
            ("（一）预算绩效管理工作开展情况。", 90.0, 340.0, 16.0),
            ("1、一般公共预算当年拨款规模变化情况：", 90.0, 380.0, 16.0),
            ("2、主要职责如下：", 90.0, 200.0, 16.0),
            ("（二）负责全市有关数据的收集整理并提出相应的意见和建议，", 90.0, 500.0, 16.0),
            ("按要求报送有关情况", 60.0, 210.0, 16.0),
        ]);
        assert_eq!(
            titles(vec![(3, page)]),
            [
                "2026年度一般公共预算财政拨款“三公”经费支出决算情况说明",
                "预算绩效管理工作开展情况",
                "一般公共预算当年拨款规模变化情况"
            ]
        );
    }

    #[test]
    fn a_line_alone_that_is_called_like_a_title_is_one() {
        let page = lines(&[
            ("第三部分 2026年部门预算情况说明", 90.0, 400.0, 16.0),
            ("收入预算情况说明", 90.0, 220.0, 16.0),
            ("当年收入预算80.00万元，与上年持平。", 90.0, 400.0, 16.0),
            ("一般公共预算拨款支出情况", 90.0, 280.0, 16.0),
            ("（一）规模变化情况", 90.0, 280.0, 16.0),
            ("当年一般公共预算拨款支出80.00万元，主要用于工作情况", 90.0, 500.0, 16.0),
            ("公务接待费", 60.0, 140.0, 16.0),
            ("公务接待费", 90.0, 170.0, 16.0),
            ("2026年预算数0.93万元，与上年持平。", 90.0, 400.0, 16.0),
            ("公务接待费", 90.0, 170.0, 16.0),
            ("2026年预算数0.93万元，与上年持平。", 90.0, 400.0, 16.0),
        ]);
        let (sections, paragraphs) = read(vec![(3, page)], &[]);
        let found: Vec<(u8, &str)> = sections.iter().map(|s| (s.level, s.title.as_str())).collect();
        assert_eq!(
            found,
            [
                (1, "2026年部门预算情况说明"),
                (2, "收入预算情况说明"),
                (2, "一般公共预算拨款支出情况"),
                (3, "规模变化情况"),
                (2, "公务接待费"),
            ]
        );
        // The end of a wrapped sentence is none, and what follows it was not ended.
        assert!(paragraphs.iter().any(|p| p.text.ends_with("工作情况公务接待费") || p.text == "公务接待费"), "{paragraphs:?}");
    }

    #[test]
    fn a_title_may_run_over_a_page_break() {
        let first = lines(&[
            ("甲市某局2026年度收入预算80.00万元，与上年持平，其中本年收入80.00", 90.0, 500.0, 16.0),
            ("万元。", 60.0, 110.0, 16.0),
            ("四、2026年度一般公共预算“三公”经费和会议费支出预算情", 90.0, 500.0, 16.0),
        ]);
        let second = lines(&[
            ("况说明", 60.0, 110.0, 16.0),
            ("甲市某局2026年度“三公”经费支出5.00万元，与上年持平，其中接待费5", 90.0, 500.0, 16.0),
            ("万元。", 60.0, 110.0, 16.0),
        ]);
        let (sections, paragraphs) = read(vec![(3, first), (4, second)], &[]);
        assert_eq!(sections[0].title, "2026年度一般公共预算“三公”经费和会议费支出预算情况说明");
        assert_eq!((sections.len(), sections[0].page, paragraphs[1].section), (1, 3, Some(0)));
    }

    #[test]
    fn a_large_centred_line_on_top_of_a_page_is_a_title() {
        let page = |title, size| {
            lines(&[
                (title, 230.0, 400.0, size),
                ("甲市某中心是甲市某局所属的事业单位，设七个内设机构，包括：", 60.0, 560.0, 12.0),
            ])
        };
        let pages =
            vec![(2, page("甲市某中心机构设置", 18.0)), (3, page("甲市某中心收支总表", 18.0)), (4, page("有关情况说明", 12.0))];
        // The table's is none; the last is called like a title.
        assert_eq!(titles(pages), ["甲市某中心机构设置", "有关情况说明"]);
    }

    #[test]
    fn without_pages_a_title_is_one_by_its_markup_or_by_the_contents() {
        let page = |set: &[(&str, f32)]| {
            let line = |(at, &(text, size)): (usize, &(&str, f32))| {
                let y0 = at as f32 * 2.0;
                Line { text: text.to_owned(), rect: Rect { x0: 0.0, y0, x1: text.chars().count() as f32, y1: y0 + 1.0 }, size }
            };
            vec![(1, set.iter().enumerate().map(line).collect())]
        };
        let text = [
            ("甲市某局2026年部门预算情况说明", 1.8),
            ("2026年部门预算情况说明", 1.5),
            ("部门概况", 1.25),
            ("甲市某局主管全市有关工作，设七个内设机构。", 1.0),
            ("2026年收支预算情况", 1.0),
            ("其他重要事项说明", 1.0),
        ];
        assert_eq!(titles(page(&text)), ["部门概况"]);
        let contents = [ContentsEntry { title: "二、收支预算情况".to_owned(), page: None }];
        let sections = read(page(&text), &contents).0;
        assert_eq!(sections.iter().map(|s| s.title.as_str()).collect::<Vec<_>>(), ["部门概况", "2026年收支预算情况"]);
        // 第一部分 divides the document.
        let parts = [("第一部分 部门概况", 1.25), ("部门概况", 1.25)];
        assert_eq!(titles(page(&parts)), ["部门概况"]);
    }
}
