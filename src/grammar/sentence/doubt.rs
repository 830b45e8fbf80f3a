//! Why a number in a sentence may not be the number that was meant: part of it stands before or behind, apart from it by a mark that
//! may or may not belong to it. Such a number is refused as a whole, as a cell of a table is.

use crate::grammar::lexical::{is_close, is_dash, is_digit, is_gap, is_open};
use crate::grammar::numeral::{enclosed_number, is_numeral};

/// Marks that end one number before the next begins; any other mark between two numbers may make them one (`1’234`), a fraction
/// (`1/2`), a range (`10～20`) or a sum.
const PARTING: &str = "、，,；;：:。．.！!？?“”《》〈〉「」『』|｜=＝≥≤><≈√※■●◆★▲△\n";
/// Words that do the same.
const JOINING: [&str; 3] = ["至", "到", "分之"];
/// Figures of the words for numbers that are no part of other words: `五十5万元`.
const SCALES: &str = "十百千万亿零〇拾佰仟萬億壹贰叁肆伍陆柒捌玖";

/// Whether two numbers may be one, or a fraction or a range, with this between them.
pub(super) fn joins(between: &str) -> bool {
    // Behind a per cent or another mark of a unit only a range can be meant: `80%～90%`, but `40% 20万元`.
    let bare = between.trim_start_matches(['%', '％', '﹪', '‰', '℃', '㎡']);
    let trimmed = bare.trim_matches(is_gap);
    if bare.len() < between.len() && trimmed.is_empty() {
        return false;
    }
    let parts = |c: char| is_letter(c) || PARTING.contains(c) || is_open(c) || is_close(c) || enclosed_number(c).is_some();
    JOINING.contains(&trimmed) || !between.contains(parts)
}

/// A letter that is seen as one; some letters look like an apostrophe, and some are blank.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, '\u{2b0}'..='\u{2ff}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// Whether two numbers with nothing but a blank between can be one: what has decimals does not go on, and without a unit behind
/// them only thousands do (`1 234.00`, not the labels `20000 4377.53` of a chart).
pub(super) fn goes_on(first: &str, between: &str, second: &str, measured: bool) -> bool {
    let visible = |c: char| c.is_whitespace();
    if between.is_empty() || !between.contains(visible) || !between.chars().all(is_gap) {
        return true;
    }
    let digits = |text: &str| text.chars().take_while(|c| is_digit(*c)).count();
    let whole = !first.contains(['.', '．']);
    whole && (measured || digits(first) <= 3 && digits(second) == 3)
}

/// Whether two quantities with such words between are the ends of a range: `10万元～20万元`, `80%至90%`.
pub(super) fn spans(between: &str) -> bool {
    let mark = between.trim_matches(is_gap);
    let dashes = mark.chars().all(|c| is_dash(c) || matches!(c, '~' | '～' | '〜' | '∼' | '⁓' | '〰' | '˜' | '→'));
    !mark.is_empty() && (dashes || matches!(mark, "至" | "到"))
}

/// Where the words for a number begin that end directly before `before` ends: `三亿` of `三亿5千万元`, `三分之` of `三分之1`.
pub(super) fn begun(before: &str) -> Option<usize> {
    let bare = before.strip_suffix("分之").unwrap_or(before);
    let words = bare.trim_end_matches(|c| is_numeral(c) || SCALES.contains(c));
    let run = &bare[words.len()..];
    let number = bare.len() < before.len() || run.contains(|c| SCALES.contains(c));
    let odd = |c: char| c.is_numeric() && !is_digit(c) && !is_numeral(c) && enclosed_number(c).is_none();
    let mark = before.chars().next_back().filter(|c| odd(*c));
    (number && !run.is_empty()).then_some(words.len()).or(mark.map(|c| before.len() - c.len_utf8()))
}

/// Where the unit of money or per cent ends that a number may belong to although something stands between: `1½万元`, `50余万元`.
pub(super) fn behind(after: &str) -> Option<usize> {
    let inside = |c: char| {
        matches!(c, '余' | '多' | '几' | '来')
            || is_numeral(c)
            || SCALES.contains(c)
            || !c.is_alphanumeric() && !parts(c)
            || odd(c)
    };
    fn parts(c: char) -> bool {
        PARTING.contains(c) || is_open(c) || is_close(c)
    }
    fn odd(c: char) -> bool {
        c.is_numeric() && !is_digit(c)
    }
    let length = after.char_indices().take(MOST_BETWEEN).find(|(_, c)| !inside(*c)).map(|(at, _)| at)?;
    let unit = ["元", "%", "％"].iter().find(|unit| after[length..].starts_with(**unit))?;
    (length > 0).then_some(length + unit.len())
}

/// Characters that may stand between a number and its unit.
const MOST_BETWEEN: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_join_or_part() {
        for between in
            ["\u{200b}", "\u{3000}", " ", "’", "'", "/", "⁄", "～", "-", "——", " 至 ", "分之", "\u{ad}", "·", "×", "…", "%-", "+"]
        {
            assert!(joins(between), "{between:?}");
        }
        for between in ["、", "，", "（", "年", "万元，", "% ", "%", "：", "） ", "。", "人、", "=", "年至"] {
            assert!(!joins(between), "{between:?}");
        }
        assert!(spans("～") && spans(" — ") && spans("至") && !spans("，") && !spans("") && !spans("增加至"));
    }

    #[test]
    fn words_before_a_number() {
        for (before, want) in [("预算三亿", Some("三亿")), ("约三分之", Some("三")), ("为五十", Some("五十")), ("为½", Some("½"))]
        {
            assert_eq!(begun(before).map(|at| before[at..].trim_end_matches("分之")), want, "{before}");
        }
        for before in ["项目一", "①", "之一", "预算", "", "人均"] {
            assert_eq!(begun(before), None, "{before}");
        }
        assert_eq!(behind("½万元"), Some(8));
        assert_eq!(behind("余万元"), Some(9));
        assert_eq!(behind("人，5万元"), None);
    }
}
