//! Words that tell the parts of a table apart where no ruling does.

use crate::codes::words::WORDS;
use crate::grammar::{heading, subject_code, table_number, unit_line};

/// Whether a heading divides a group above it.
pub(super) fn is_division(text: &str) -> bool {
    WORDS.header.divisions.contains(&text)
}

/// Whether the characters so far may be or become a word of `WORDS.header.spread`.
pub(super) fn begins_spread_word(text: &str) -> bool {
    WORDS.header.spread.iter().any(|w| w.starts_with(text))
}

/// Whether a text stands in headers of budget tables.
pub(super) fn is_header_word(text: &str) -> bool {
    let bare = text.split(['（', '(']).next().unwrap_or(text);
    text.chars().count() <= 24
        && !text.starts_with(|c: char| c.is_ascii_digit() && !text.starts_with("20"))
        && heading(text).is_none_or(|h| h.title.is_empty())
        && (WORDS.header.words.contains(&bare) || WORDS.header.ends.iter().any(|e| bare.ends_with(e) || text.ends_with(e)))
}

/// A code or an enumeration, with which a row of the body begins and no header.
pub(super) fn begins_row(text: &str) -> bool {
    let is_code = subject_code(text).is_some() || text.starts_with('[') && text[1..].starts_with(|c: char| c.is_ascii_digit());
    is_code || heading(text).is_some_and(|h| !h.title.is_empty())
}

/// A label with its value: `复核人：某某`. 其中： begins a row.
pub(super) fn is_labelled(text: &str) -> bool {
    text.contains(['：', ':']) && !text.starts_with("其中")
}

/// A line of a caption: unit, department, number.
pub(super) fn is_caption(text: &str) -> bool {
    let short = text.chars().count() <= 80;
    let labelled = text.contains(['：', ':']) && WORDS.title.captions.iter().any(|w| text.starts_with(w));
    short && (labelled || unit_line(text).is_some_and(|u| u.printed_unit.is_some() && text.contains(['：', ':'])))
        || table_number(text).is_some_and(|n| n.rest.trim().is_empty())
}

/// The title of a table; a header cell never ends with 表 over the middle of the sheet.
pub(super) fn is_title(text: &str) -> bool {
    // （三）支出决算表
    let named = heading(text).map_or(text, |numbered| numbered.title);
    let core = named.split(['（', '(']).next().unwrap_or(named);
    core.chars().count() >= 4 && (core.ends_with('表') || core.ends_with("表格"))
}

/// Running text: a sentence, or longer than any cell.
pub(super) fn is_prose(text: &str) -> bool {
    text.contains(['。', '；']) || text.chars().count() > 45 || text.contains('，') && text.chars().count() > 16
}

/// Dots from a title to its page number.
pub(super) fn has_leader(text: &str) -> bool {
    ["....", "……", "····", "．．．", "‥‥"].iter().any(|d| text.contains(d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_bodies_and_captions_differ() {
        for yes in ["科目编码", "2026年预算数", "一般公共预算", "金额（万元）", "因公出国（境）费", "类"]
        {
            assert!(is_header_word(yes), "{yes}");
        }
        for no in ["一、财政拨款收入", "2010301", "行政运行", "单位：万元"] {
            assert!(!is_header_word(no), "{no}");
        }
        for yes in ["单位：万元", "部门：青崖市信访局", "公开03表"] {
            assert!(is_caption(yes), "{yes}");
        }
        for no in ["金额（万元）", "单位名称", "合计"] {
            assert!(!is_caption(no), "{no}");
        }
        assert!(is_title("部门收支总表") && !is_title("列表") && begins_row("[2010301]行政运行") && begins_row("一、本年支出"));
    }
}
