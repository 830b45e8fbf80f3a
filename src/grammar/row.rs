//! What rows of tables and lines around them begin with: totals (合计) and notes (注：).

use crate::codes::words::WORDS;

/// Whether a text, without blanks, is the whole label of a row of totals: `合计`, `本年支出合计：`.
pub fn is_total_label(text: &str) -> bool {
    WORDS.row.totals.contains(&text.trim_end_matches(['：', ':']))
}

/// Whether a text, without blanks, begins as the note of a table: `注：…`, `（备注：…`, `※说明：本部门…`, `本表无数据`.
pub fn is_note(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '*', '※', '【', '★']);
    WORDS.row.notes.iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_whole_labels_and_notes_begin_a_line() {
        assert!(
            is_total_label("合计") && is_total_label("本年收入合计：") && !is_total_label("合计数") && !is_total_label("农业")
        );
        assert!(
            is_note("（注：本表为空")
                && is_note("※说明：无")
                && is_note("本表无数据")
                && !is_note("注册会计师考试")
                && !is_note("说明会")
        );
    }
}
