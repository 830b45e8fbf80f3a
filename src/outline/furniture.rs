//! Page furniture: running heads and feet, page numbers. They land in the middle of tables and sentences if they stay.

use super::caption::{breaks, is_of_size, looks_like_title};
use crate::grammar::{squeeze, table_number};
use crate::layout::{Line, Sheet};
use rustc_hash::FxHashMap;

/// Share of the page height at top and bottom in which furniture stands.
const MARGIN: f32 = 0.12;
/// A line that comes again, but for its digits, at the same height on this many pages is furniture.
const REPEATS: usize = 4;

/// Removes furniture from all sheets.
pub(super) fn set_aside(sheets: &mut [Sheet]) {
    let mut seen: FxHashMap<(String, i32), usize> = FxHashMap::default();
    for sheet in sheets.iter() {
        for line in sheet.lines.iter().filter(|l| in_margin(sheet, l)) {
            *seen.entry(key(line)).or_default() += 1;
        }
    }
    for sheet in sheets.iter_mut() {
        let (height, grids) = (sheet.height, std::mem::take(&mut sheet.grids));
        let top = grids.iter().map(|g| g.rect.y0).fold(height, f32::min);
        let bottom = grids.iter().map(|g| g.rect.y1).fold(0.0, f32::max);
        let lines = std::mem::take(&mut sheet.lines);
        let last = lines.len().saturating_sub(1);
        let is_text = |index: usize| {
            let line = &lines[index];
            let at_edge = index == 0 || index == last;
            let margin = line.rect.y0 < MARGIN * height || line.rect.y1 > (1.0 - MARGIN) * height;
            if is_page_number(&line.text) {
                return !(margin || at_edge && (line.rect.y0 > bottom || line.rect.y1 < top));
            }
            let repeats = seen.get(&key(line)).copied().unwrap_or(0);
            // A table's title, department and unit line also come again on every page of Shenzhen and Yantai tables, but
            // there they stand with the table; a running head stands alone at the very edge.
            let is_running = margin && repeats >= REPEATS && is_head(line, height, top);
            !is_running || lines.get(index + 1).is_some_and(|next| begins_title(line, next))
        };
        let kept: Vec<bool> = (0..lines.len()).map(is_text).collect();
        sheet.lines = lines.into_iter().zip(kept).filter_map(|(line, kept)| kept.then_some(line)).collect();
        sheet.grids = grids;
    }
}

/// Whether a line is the upper one of a title that is broken within a word (`一般公` / `共预算支出表`): a table of many pages prints it on
/// each of them.
fn begins_title(line: &Line, next: &Line) -> bool {
    let (upper, lower) = (squeeze(&line.text), squeeze(&next.text));
    is_of_size(line, next) && looks_like_title(&lower) && breaks(&upper, &lower)
}

fn in_margin(sheet: &Sheet, line: &Line) -> bool {
    line.rect.y0 < MARGIN * sheet.height || line.rect.y1 > (1.0 - MARGIN) * sheet.height
}

/// The text without digits, and its height on the page in steps of four points.
fn key(line: &Line) -> (String, i32) {
    let text = squeeze(&line.text).chars().filter(|c| !c.is_ascii_digit()).collect();
    (text, (line.rect.y0 / 4.0).round() as i32)
}

/// A running head or foot says whose document it is; it never holds a unit, a label, the name of a table or its number.
fn is_head(line: &Line, height: f32, table_top: f32) -> bool {
    let text = squeeze(&line.text);
    // `（2024年度）` stands below the title of a form.
    let dated = text.starts_with(['（', '(']) && text.trim_end_matches(['）', ')']).ends_with("年度");
    // 附件1, 附件2, … over one table each.
    let numbered = table_number::table_number(&text).is_some_and(|number| number.rest.is_empty());
    let caption =
        dated || numbered || text.contains(['：', ':']) || text.contains('表') || text.contains("万元") || text.starts_with('注');
    let close_to_table = line.rect.y1 < table_top && table_top - line.rect.y1 < 1.5 * line.size && line.rect.y0 > 0.06 * height;
    !caption && !close_to_table
}

/// `- 17 -`, `— 23 —`, `17`, `第 3 页`, `第3页 共20页`, `3/20`.
pub(super) fn is_page_number(text: &str) -> bool {
    let text = squeeze(text);
    if text.chars().count() > 14 || !text.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        return false;
    }
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '―' | '─' | '~' | '·' | '•' | '_');
    let core = text.trim_matches(dash);
    let digits =
        |s: &str| !s.is_empty() && s.chars().count() <= 4 && s.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if digits(core) {
        return true;
    }
    let Some(rest) = core.strip_prefix('第') else {
        return core.split_once(['/', '／']).is_some_and(|(a, b)| digits(a) && digits(b));
    };
    let rest = rest.replace(['，', ',', '/'], "");
    let mut parts = rest.split('页').map(|p| p.trim_start_matches('共')).filter(|p| !p.is_empty());
    parts.next().is_some_and(digits) && parts.all(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Rect;

    #[test]
    fn the_upper_line_of_a_title_on_every_page_is_no_running_head() {
        let line = |text: &str, y0: f32| Line { text: text.to_owned(), rect: Rect::new(250.0, y0, 350.0, y0 + 14.0), size: 14.0 };
        let kept = |upper: &str| {
            let page = |page| Sheet {
                page,
                height: 842.0,
                lines: vec![line(upper, 60.0), line("共预算财政拨款支出决算表", 90.0), line("本年支出", 300.0)],
                ..Sheet::default()
            };
            let mut sheets: Vec<Sheet> = (1..=5).map(page).collect();
            set_aside(&mut sheets);
            sheets.iter().map(|sheet| sheet.lines.len()).collect::<Vec<_>>()
        };
        assert_eq!(kept("一般公"), [3; 5]);
        assert_eq!(kept("柳岸县民政局2022年度公开"), [2; 5]);
    }

    #[test]
    fn page_numbers_are_known_and_amounts_are_not() {
        for yes in ["- 17 -", "-5-", "— 23 —", "— 28—", "12", "第 3 页", "第3页 共20页", "第3页，共20页", "3/20", "１２"]
        {
            assert!(is_page_number(yes), "{yes}");
        }
        for no in ["2,026", "12.00", "2010301", "第一部分", "公开01表", "一", "20 03 01"] {
            assert!(!is_page_number(no), "{no}");
        }
    }
}
