//! Where a line ends because the next word had no room, and where it ends by itself.

use crate::grammar::is_amount_like;
use crate::layout::Line;

/// A line indented by at least this many em begins a paragraph.
const INDENT: f32 = 1.5;
/// A line that ends this many em before the right margin is short.
const SHORT: f32 = 2.5;
/// Paragraphs that end before the margin, at least, to tell how the next ones begin.
const LEAST: usize = 4;
/// What a word may be wider than by its characters, em.
const ROOM: f32 = 0.6;

/// Whether the paragraphs of a document begin with an indent: nearly every line behind a short one that ends with a full stop does.
pub(super) fn indents(text: &[(u32, Vec<Line>)], right: f32) -> bool {
    let (mut all, mut indented) = (0, 0);
    for (_, lines) in text {
        let left = lines.iter().map(|l| l.rect.x0).fold(f32::MAX, f32::min);
        for pair in lines.windows(2) {
            if pair[0].text.ends_with('。') && right - pair[0].rect.x1 > SHORT * pair[0].size {
                all += 1;
                indented += usize::from(pair[1].rect.x0 - left > INDENT * pair[1].size);
            }
        }
    }
    all >= LEAST && indented * 10 >= all * 9
}

/// Whether a short line goes on in the next: text that is set flush left breaks before a word that has no room (`85.38%`, `（项）`),
/// however much of the line that leaves blank.
pub(super) fn goes_on(last: &Line, line: &Line, left: f32, right: f32, indents: bool) -> bool {
    let flush = line.rect.x0 - left < 0.5 * line.size;
    let ended = last.text.ends_with(['。', '；', ';', '：', ':', '！', '？']);
    flush && (indents || !ended) && right - last.rect.x1 < (first_word(&line.text) + ROOM) * last.size
}

/// Whether a line begins with a mark that nothing begins with: `（项）：年初预算为`, `，支出决算为`.
pub(super) fn goes_on_with_mark(text: &str) -> bool {
    let text = text.trim_start();
    let level = ["（类）", "（款）", "（项）", "(类)", "(款)", "(项)"].iter().any(|mark| text.starts_with(mark));
    level || text.starts_with(['，', '、', '；', '。', '）', ')'])
}

/// Width in em of the beginning of a line inside which no line breaks: figures and Latin letters, an opening mark with what it opens,
/// closing marks with what stands before them.
fn first_word(text: &str) -> f32 {
    let mut width = 0.0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        let opens = before.is_some_and(|b| "（(“《〈【[".contains(b));
        let closes = "）)”》〉】]。，、；：！？,;:%％".contains(c);
        let both = before.is_some_and(is_narrow) && is_narrow(c);
        if before.is_some() && !opens && !closes && !both {
            break;
        }
        width += if c.is_ascii() { 0.55 } else { 1.0 };
        before = Some(c);
    }
    width
}

fn is_narrow(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '-' | '/')
}

/// Whether two lines of plain text are rows of a table whose cells only blanks part: no sentence, and a bare number at the end.
pub(crate) fn are_rows(above: &str, below: &str) -> bool {
    is_row(above) && is_row(below)
}

fn is_row(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let figure = words.next_back().is_some_and(is_amount_like);
    figure && words.next().is_some() && !text.contains(['。', '，', '；', '：', ':'])
}

/// Whether the figures at the end of a line and those at the beginning of the next are two numbers: an amount with its two decimals is
/// whole (`98.60` / `213`), unless both together have the six that some print.
pub(super) fn are_two_numbers(above: &str, below: &str) -> bool {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let tail = above.rsplit(|c: char| !(c.is_ascii_digit() || c == '.')).next().unwrap_or_default();
    let decimals = tail.split_once('.').filter(|(whole, _)| !whole.is_empty()).map_or(0, |(_, rest)| rest.len());
    let below = digits(below);
    decimals == 2 && below > 0 && decimals + below != 6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Rect;

    fn line(text: &str, x0: f32, x1: f32) -> Line {
        Line { text: text.to_owned(), rect: Rect { x0, y0: 0.0, x1, y1: 16.0 }, size: 16.0 }
    }

    #[test]
    fn a_line_goes_on_where_the_next_word_had_no_room() {
        for (above, end, below, start, indents, want) in [
            ("住房改革支出（款）住房公积金", 436.0, "（项）。年初预算83万元", 60.0, false, true),
            ("完成年初预算的", 450.0, "104.41%，决算数大于预算数", 60.0, false, true),
            ("完成年初预算的", 300.0, "104.41%，决算数大于预算数", 60.0, false, false),
            ("较上年增长5.2%。", 450.0, "2,450.15万元用于修缮。", 60.0, true, true),
            ("较上年增长5.2%。", 450.0, "2,450.15万元用于修缮。", 60.0, false, false),
            ("较上年增长5.2%。", 450.0, "2,450.15万元用于修缮。", 92.0, true, false),
            ("关于收入预算的说明", 450.0, "甲局收入预算80万元。", 60.0, true, false),
        ] {
            assert_eq!(
                goes_on(&line(above, 60.0, end), &line(below, start, 500.0), 60.0, 500.0, indents),
                want,
                "{above} {below}"
            );
        }
    }

    #[test]
    fn a_document_indents_its_paragraphs_or_not() {
        let page = |x0: f32| {
            let lines = (0..6).flat_map(|_| [line("甲局收入预算80万元，比上年", x0, 500.0), line("增加。", 60.0, 108.0)]);
            vec![(1, lines.collect::<Vec<_>>())]
        };
        assert!(indents(&page(92.0), 500.0));
        assert!(!indents(&page(60.0), 500.0));
    }

    #[test]
    fn rows_and_numbers_are_not_joined() {
        assert!(are_rows("208 社会保障和就业支出 98.60 98.60", "213 农林水支出 2,601.15 401.15"));
        assert!(!are_rows("2026年度收、支总计 3,050.11", "万元。与上年相比减少 36.48"));
        assert!(!are_rows("2026年度收、支总计 3,050.11", "万元"));
        for (above, below, want) in [
            ("98.60", "213 农林水支出", true),
            ("2,200.00", "2130101 行政运行", true),
            ("支出98.6", "0万元", false),
            ("支出3", "98万元", false),
            ("支出123.45", "6789万元", false),
            ("增长5.20", "万元", false),
        ] {
            assert_eq!(are_two_numbers(above, below), want, "{above} {below}");
        }
    }
}
