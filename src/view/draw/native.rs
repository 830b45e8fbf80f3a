//! What is no page, drawn: the lines of a text or a web page, the cells of a sheet of a workbook, each at its place.

use super::order::{Drawn, Grid, Sheet as About};
use crate::layout::{Line, Sheet};
use crate::place::Rect;
use crate::privacy::unmarked;
use std::fmt::Write;

/// Pixels of a column, as wide as a Chinese character, and of a line of text.
const TEXT: (f32, f32) = (14.0, 20.0);
/// Pixels of a cell of a workbook.
const CELL: (f32, f32) = (110.0, 24.0);
/// Pixels of the picture of a sheet, either way: what lies beyond is not drawn.
const MOST: f32 = 60_000.0;

/// Draws a sheet. In a workbook a place counts columns and rows.
pub(super) fn draw(sheet: &Sheet, workbook: bool, pages: u32) -> Drawn {
    let scale = if workbook { CELL } else { TEXT };
    let bottom = |r: &Rect| (r.x1, r.y1);
    let areas = sheet.lines.iter().map(|l| bottom(&l.rect)).chain(sheet.grids.iter().map(|g| bottom(&g.rect)));
    let (right, low) = areas.fold((sheet.width, sheet.height), |(w, h), (x, y)| (w.max(x), h.max(y)));
    let width = (right * scale.0 + 16.0).clamp(100.0, MOST);
    let height = (low * scale.1 + 16.0).clamp(40.0, MOST);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\
         <style>text{{font:13px 'SimSun','Songti SC','Noto Sans CJK SC',monospace;white-space:pre}}\
         .c{{fill:#fff;stroke:#ccc}}</style><path fill=\"#fff\" d=\"M0 0h{width}v{height}H0Z\"/>"
    );
    for cell in sheet.grids.iter().flat_map(|grid| &grid.cells) {
        area(&mut svg, &cell.rect, scale);
        let text: String = cell.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        if !text.trim().is_empty() {
            clipped(&mut svg, &cell.rect, &text, scale);
        }
    }
    for line in &sheet.lines {
        free(&mut svg, line, scale);
    }
    svg.push_str("</svg>");
    let grids = sheet.grids.iter().map(Grid::of).collect();
    Drawn { svg, sheet: About { width, height, scale, pages, grids, figures: Vec::new() } }
}

fn area(out: &mut String, r: &Rect, (sx, sy): (f32, f32)) {
    let (x, y, w, h) = (r.x0 * sx, r.y0 * sy, r.width() * sx, r.height() * sy);
    let _ = write!(out, "<rect class=\"c\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\"/>");
}

fn clipped(out: &mut String, r: &Rect, text: &str, (sx, sy): (f32, f32)) {
    let (x, y, w, h) = (r.x0 * sx, r.y0 * sy, r.width() * sx, r.height() * sy);
    let _ = write!(
        out,
        "<svg x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\"><text x=\"3\" y=\"{:.1}\">",
        h.min(sy) * 0.7
    );
    escape(out, text);
    out.push_str("</text></svg>");
}

fn free(out: &mut String, line: &Line, (sx, sy): (f32, f32)) {
    let _ = write!(out, "<text x=\"{:.1}\" y=\"{:.1}\">", line.rect.x0 * sx, line.rect.y0 * sy + sy * 0.7);
    escape(out, &line.text);
    out.push_str("</text>");
}

fn escape(out: &mut String, text: &str) {
    for c in unmarked(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' => out.push_str("    "),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_drawn_at_its_places_without_markup() {
        let line = Line { text: "</text><script>\u{1}".to_owned(), rect: Rect::new(2.0, 3.0, 12.0, 4.0), size: 1.0 };
        let sheet = Sheet { page: 1, width: 20.0, height: 5.0, lines: vec![line], ..Sheet::default() };
        let drawn = draw(&sheet, false, 1);
        assert!(drawn.svg.contains("<text x=\"28.0\" y=\"74.0\">&lt;/text&gt;&lt;script&gt; </text>"), "{}", drawn.svg);
        assert_eq!((drawn.sheet.width, drawn.sheet.scale), (296.0, TEXT));
    }
}
