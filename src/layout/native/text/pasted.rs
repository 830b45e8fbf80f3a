//! Paragraphs that were pasted into one line: what copies a web page as one string keeps the indents and loses the breaks.

use super::raw::{Raw, line};
use crate::grammar::heading;
use crate::layout::line::Line;

/// No line is printed that is longer, characters.
const LONGEST: usize = 160;
/// Blanks as wide as this begin a paragraph: two ideographic spaces are its indent.
const INDENT: usize = 4;

/// The lines of a line, or of the part of one that begins at a column: itself, or its paragraphs where it holds many.
pub(super) fn lines(raw: Raw<'_>, column: usize) -> Vec<Line> {
    if raw.text.chars().nth(LONGEST).is_none() || !raw.text.contains('。') {
        return line(raw, column).into_iter().collect();
    }
    let mut lines: Vec<Line> = Vec::new();
    let (mut from, mut column) = (0, column);
    for at in indents(raw.text) {
        let part = &raw.text[from..at];
        // `第一部分　　部门概况`: the number stands apart from its title.
        if heading(part).is_some_and(|found| found.title.is_empty()) {
            continue;
        }
        lines.extend(line(Raw { text: part, ..raw }, column));
        column += part.chars().count();
        from = at;
    }
    lines.extend(line(Raw { text: &raw.text[from..], ..raw }, column));
    lines
}

/// Where the words behind a wide gap begin.
fn indents(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            gap += if c == '\t' { INDENT } else { 1 + usize::from(c == '\u{3000}') };
        } else {
            if gap >= INDENT && at > 0 {
                found.push(at);
            }
            gap = 0;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        lines(Raw { y: 3, text }, 0).into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn paragraphs_pasted_into_one_line_are_parted_at_their_indents() {
        let sentence = "甲县某局2026年收入预算80.00万元，与上年持平。".repeat(4);
        let text = format!("甲县某局2026年部门预算　　第一部分　　部门概况　　{sentence}　　{sentence}　　");
        let want = ["甲县某局2026年部门预算", "第一部分　　部门概况", &sentence, &sentence];
        assert_eq!(texts(&text), want);
        let found = lines(Raw { y: 3, text: &text }, 0);
        assert_eq!((found[1].rect.x0, found[1].rect.y0), (15.0, 3.0));
        let short = "部门：甲县某局　　　　单位：万元。";
        assert_eq!(texts(short), [short]);
    }
}
