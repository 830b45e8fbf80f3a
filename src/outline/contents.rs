//! The printed contents (目录). They repeat every heading and title and would double them all.

use crate::grammar::{contents_line, heading, squeeze};
use crate::layout::{GridKind, Line, Sheet};
use serde::Serialize;

/// One entry of the printed contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContentsEntry {
    /// The title with its number, as printed.
    pub title: String,
    /// The page number printed beside it.
    pub page: Option<u32>,
}

/// The contents begin within the first pages.
const FIRST_PAGES: usize = 12;
/// So many lines with leaders and page numbers are contents even without the word 目录.
const LEADER_LINES: usize = 4;
/// Lines kept of the cover.
const COVER_LINES: usize = 60;

/// Removes the contents from the sheets. Returns the entries, and the lines of the cover before them (which also stay).
pub(super) fn take(sheets: &mut [Sheet]) -> (Vec<ContentsEntry>, Vec<Line>) {
    let mut entries: Vec<ContentsEntry> = Vec::new();
    let mut cover: Vec<Line> = Vec::new();
    let mut begun = false;
    for sheet in sheets.iter_mut().take(FIRST_PAGES) {
        let Some(start) = start_of(sheet, begun).or_else(|| goes_on(sheet, &entries).then_some(0)) else {
            if begun {
                break;
            }
            if sheet.page <= 2 {
                cover.extend(above_tables(sheet).iter().take(COVER_LINES - cover.len().min(COVER_LINES)).cloned());
            }
            continue;
        };
        if !begun {
            cover.extend(sheet.lines[..start].iter().take(COVER_LINES).cloned());
        }
        begun = true;
        let end = end_of(sheet, start, &mut entries);
        sheet.lines.drain(start..end);
    }
    (entries, cover)
}

/// The lines of a sheet without contents that may be of the cover.
///
/// On a page, what stands above a table is its caption, unless a heading of the text parts it from there (a disclosure of two
/// pages has no cover of its own). In a text without pages the cover stands there too, and a frame of one column is drawn around text.
fn above_tables(sheet: &Sheet) -> &[Line] {
    let top = sheet.grids.first().map_or(f32::MAX, |g| g.rect.y0);
    let end = sheet.lines.iter().position(|l| l.rect.y0 >= top).unwrap_or(sheet.lines.len());
    let above = &sheet.lines[..end];
    if sheet.grids.iter().all(|g| g.kind == GridKind::Native || g.col_count() == 1) {
        return above;
    }
    let is_heading = |l: &Line| heading(&l.text).is_some_and(|h| h.looks_like_title() && !h.title.ends_with('表'));
    above.iter().position(is_heading).map_or(&[], |heading| &above[..heading])
}

/// Index of the first line of contents on a sheet.
fn start_of(sheet: &Sheet, begun: bool) -> Option<usize> {
    let leaders = sheet.lines.iter().filter(|l| is_leader(l)).count();
    if begun {
        return (leaders * 2 > sheet.lines.len() && leaders > 0).then_some(0);
    }
    let word = sheet.lines.iter().position(|l| matches!(squeeze(&l.text).as_str(), "目录" | "目次" | "目錄" | "【目录】"));
    word.or_else(|| if leaders >= LEADER_LINES { sheet.lines.iter().position(is_leader) } else { None })
}

/// Contents without leaders that run on (西安, 深圳): a page of numbered titles only, none of which has been listed already.
fn goes_on(sheet: &Sheet, entries: &[ContentsEntry]) -> bool {
    let titles = sheet.lines.iter().filter(|l| heading(&l.text).is_some_and(|h| h.looks_like_title())).count();
    let listed = |l: &Line| entries.iter().any(|e| e.title == squeeze(&l.text));
    !entries.is_empty()
        && titles >= 2
        && titles * 10 >= sheet.lines.len() * 8
        && sheet.grids.is_empty()
        && !sheet.lines.iter().any(|l| listed(l) || l.text.contains('。'))
}

fn is_leader(line: &Line) -> bool {
    contents_line(&line.text).is_some()
}

/// Reads entries from `start`; returns the index after the last one.
///
/// On a page of its own everything is contents. In running text they end where their first entry comes again as a heading,
/// without a page number.
fn end_of(sheet: &Sheet, start: usize, entries: &mut Vec<ContentsEntry>) -> usize {
    let mut index = start;
    while index < sheet.lines.len() {
        let text = &sheet.lines[index].text;
        let squeezed = squeeze(text);
        let is_word = matches!(squeezed.as_str(), "目录" | "目次" | "目錄" | "【目录】");
        if !is_word && !squeezed.is_empty() {
            match contents_line(text) {
                Some(entry) => entries.push(ContentsEntry { title: squeeze(entry.title), page: entry.page }),
                None if comes_again(&squeezed, entries) => return index,
                None if text.chars().count() > 60 && !entries.is_empty() => return index,
                None => entries.push(ContentsEntry { title: squeezed, page: None }),
            }
        }
        index += 1;
    }
    index
}

/// Whether the line is the first entry (or its part number), now as the heading itself.
fn comes_again(squeezed: &str, entries: &[ContentsEntry]) -> bool {
    let Some(first) = entries.first() else { return false };
    if entries.len() < 2 {
        return false;
    }
    let number = |t: &str| heading(t).map(|h| h.printed.to_owned());
    squeezed == first.title || (number(&first.title).is_some() && number(squeezed) == number(&first.title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Grid;
    use crate::place::Rect;

    fn cover_above(columns: usize, below: &[&str]) -> usize {
        let texts = ["甲县某局2026年度部门决算"].iter().chain(below);
        let line = |(at, text): (usize, &&str)| {
            let y0 = 10.0 + 20.0 * at as f32;
            Line { text: (*text).to_owned(), rect: Rect::new(100.0, y0, 300.0, y0 + 16.0), size: 16.0 }
        };
        let grid = Grid {
            kind: GridKind::Ruled,
            page: 1,
            rect: Rect::new(50.0, 80.0, 500.0, 700.0),
            xs: (0..=columns).map(|x| x as f32).collect(),
            ys: vec![80.0, 700.0],
            cells: Vec::new(),
            open_below: false,
            open_columns: 0,
        };
        take(&mut [Sheet { page: 1, lines: texts.enumerate().map(line).collect(), grids: vec![grid], ..Sheet::default() }])
            .1
            .len()
    }

    #[test]
    fn a_title_above_a_frame_is_on_the_cover_and_one_above_a_table_is_a_caption() {
        assert_eq!((cover_above(1, &[]), cover_above(3, &[])), (1, 0));
        assert_eq!((cover_above(3, &["第一部分 单位概况", "本单位负责档案。"]), cover_above(3, &["一、收支总表"])), (1, 0));
    }
}
