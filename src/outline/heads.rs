//! The heads of the pages of a table: repeated, clipped, or those of other columns.

use super::table::{PrintedRow, PrintedTable};
use crate::codes::headers::{is_header_word, meaning};
use crate::grammar::{amount, clean, squeeze};
use rustc_hash::FxHashSet;

/// A heading that lost its last line over a page break keeps at least so many characters.
const CLIPPED: usize = 4;
/// A head of columns has no more rows than this.
const MOST_ROWS: usize = 5;
/// So many labels beside each other are a head and no row.
const LABELS: usize = 3;

/// Number of leading rows of `new` that repeat the header of `old`, as far as it stands in the first `columns`: from its first row, or
/// its last rows alone, down to the first amount (the upper ones were not set to be printed on every page).
pub(super) fn repeated(old: &[PrintedRow], new: &[PrintedRow], columns: usize) -> usize {
    let whole = leading(old, new, columns);
    if whole > 0 {
        return whole;
    }
    let head = old.iter().position(is_data).unwrap_or(0);
    let same_words =
        |rows: &usize| new.len() > *rows && !new[..*rows].iter().any(is_data) && words(&old[..*rows]) == words(&new[..*rows]);
    if let Some(rows) = (2..=head.min(MOST_ROWS)).rev().find(same_words).filter(|rows| words(&old[..*rows]).len() >= 2 * LABELS) {
        return rows;
    }
    let labels = |rows: usize| new[..rows].iter().flat_map(PrintedRow::filled).count();
    let lower = (1..head).map(|from| (from, leading(&old[from..], new, columns)));
    lower.into_iter().find(|(from, rows)| from + rows == head && labels(*rows) >= LABELS).map_or(0, |(_, rows)| rows)
}

/// The labels of some rows, in whatever order: where no ruling shows it, one page may put a label a row higher than another.
fn words(rows: &[PrintedRow]) -> Vec<String> {
    let mut words: Vec<String> = rows.iter().flat_map(PrintedRow::filled).map(|cell| squeeze(&cell.text)).collect();
    words.sort_unstable();
    words
}

fn leading(old: &[PrintedRow], new: &[PrintedRow], columns: usize) -> usize {
    let mut repeated = 0;
    for (index, (own, new)) in old.iter().zip(new).enumerate() {
        if is_data(new) || !same(own, new, columns) {
            break;
        }
        if !new.is_blank() {
            repeated = index + 1;
        }
    }
    repeated
}

/// Whether an amount stands in the row.
pub(super) fn is_data(row: &PrintedRow) -> bool {
    row.filled().any(|c| amount::is_amount_like(&c.text))
}

fn same(own: &PrintedRow, new: &PrintedRow, columns: usize) -> bool {
    let mut own = own.filled().filter(|c| c.col < columns);
    new.filled().all(|new| own.next().is_some_and(|own| same_label(&squeeze(&own.text), &squeeze(&new.text))))
        && own.next().is_none()
}

/// Whether two labels are one, of which a row cut by the page break may have lost the end (Word: 政府性基金预算拨款收 / 入).
fn same_label(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let lost = || long.chars().count() - short.chars().count();
    a == b || long.starts_with(short) && short.chars().count() >= CLIPPED && lost() < short.chars().count()
}

/// Completes the labels of the head from where it is repeated.
pub(super) fn complete(table: &mut PrintedTable, again: Vec<PrintedRow>) {
    let Some(from) = table.rows.iter().position(|own| again.first().is_some_and(|new| same(own, new, usize::MAX))) else {
        return;
    };
    for (own, new) in table.rows[from..].iter_mut().zip(again) {
        let own = own.cells.iter_mut().filter(|c| !c.text.is_empty());
        for (own, new) in own.zip(new.cells.into_iter().filter(|c| !c.text.is_empty())) {
            if squeeze(&new.text).len() > squeeze(&own.text).len() {
                own.text = new.text;
            }
        }
    }
}

/// Whether the head of a form names another project, or states other figures below what is the same in both: a name is never the
/// clipped half of another.
pub(super) fn is_of_other_form(old: &[PrintedRow], new: &[PrintedRow], repeated: usize) -> bool {
    let texts = |row: &PrintedRow| row.filled().map(|c| squeeze(&c.text)).collect::<Vec<_>>();
    let differs = |index: usize| old.get(index).map(texts) != new.get(index).map(texts);
    let label = |rows: &[PrintedRow]| rows.get(repeated).and_then(|r| Some(squeeze(&r.filled().next()?.text)));
    let same_label = label(old).is_some() && label(old) == label(new);
    (0..repeated.min(2)).any(differs) || same_label && differs(repeated) && new.get(repeated).is_some_and(is_data)
}

/// Whether below the rows that repeat the head of the table another head stands: that of other columns.
pub(super) fn differ(rows: &[PrintedRow], repeated: usize) -> bool {
    rows.iter().skip(repeated).filter(|r| !r.is_blank()).take(2).any(is_head)
}

/// Whether the rows are those of the table by their words: most of them stand in it too, or there are none.
pub(super) fn same_labels(old: &[PrintedRow], new: &[PrintedRow]) -> bool {
    let words = |rows: &[PrintedRow]| -> Vec<String> {
        let texts = rows.iter().flat_map(|r| r.filled()).map(|c| squeeze(&c.text));
        texts.filter(|text| !amount::is_amount_like(text)).collect()
    };
    let known: FxHashSet<String> = words(old).into_iter().collect();
    let words = words(new);
    let found = words.iter().filter(|word| known.contains(*word)).count();
    found * 10 >= words.len() * 6
}

/// A row of labels of columns. 本年收入合计 and 上年结转 also stand before rows, so two of them say nothing.
fn is_head(row: &PrintedRow) -> bool {
    let mut cells = 0;
    let mut words = 0;
    for cell in row.filled() {
        let text = squeeze(&clean(&cell.text));
        // The indicators of a form have a head on every page, and 本年支出合计 begins a row where it stands first.
        let row = cells == 0 && text.ends_with('计') && text != "合计" || text.chars().any(|c| c.is_ascii_digit());
        if row || amount::is_nil_mark(&text) || text.contains("指标") {
            return false;
        }
        cells += 1;
        words += usize::from(is_header_word(&text) || meaning(&[text]).is_some());
    }
    words >= LABELS && words * 2 > cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> PrintedRow {
        PrintedRow::of_texts(1, texts)
    }

    #[test]
    fn a_head_is_repeated_though_it_lost_a_line() {
        let old = [row(&["科目编码", "合计", "政府性基金预算拨款收入"]), row(&["201", "支出", "1.00"])];
        let new = [row(&["科目编码", "合计", "政府性基金预算拨款收"]), row(&["208", "支出", "1.00"])];
        assert_eq!(repeated(&old, &new, usize::MAX), 1);
        assert_eq!(repeated(&old, &[row(&["科目编码", "合计", "事业收入"])], usize::MAX), 0);
        // A page may leave out the last columns.
        let few = [row(&["科目编码", "合计"])];
        assert_eq!((repeated(&old, &few, usize::MAX), repeated(&old, &few, 2)), (0, 1));
    }

    #[test]
    fn a_head_is_repeated_though_a_label_stands_a_row_higher() {
        let old = [
            row(&["收入", "", "", "支出", "", ""]),
            row(&["项目", "行次", "金额", "项目", "行次", "决算数"]),
            row(&["一、拨款", "1", "5.00", "一、服务", "37", "5.00"]),
        ];
        let higher = [row(&["收入", "", "金额", "支出", "", ""]), row(&["项目", "行次", "", "项目", "行次", "决算数"])];
        let other = [row(&["收入", "", "金额", "支出", "", ""]), row(&["项目", "行次", "", "项目", "行次", "预算数"])];
        let page = |head: &[PrintedRow; 2]| [head[0].clone(), head[1].clone(), row(&["", "15", "", "十五、金融", "51", ""])];
        assert_eq!(repeated(&old, &page(&higher), usize::MAX), 2);
        assert_eq!(repeated(&old, &page(&other), usize::MAX), 0);
    }

    #[test]
    fn the_last_row_of_a_head_alone_repeats_it() {
        let old = [row(&["收入", "", "支出"]), row(&["项目", "预算数", "项目", "合计"]), row(&["拨款", "5.00", "服务", "5.00"])];
        let again = [row(&["项目", "预算数", "项目", "合计"]), row(&["", "", "住房", "1.00"])];
        assert_eq!(repeated(&old, &again, usize::MAX), 1);
        assert_eq!(repeated(&old, &[row(&["项目", "预算数"])], usize::MAX), 0);
    }

    #[test]
    fn a_form_of_another_project_has_another_head() {
        let head = |name: &str, last: [&str; 2]| {
            [["项目名称", name], ["主管部门", "甲县某局"], ["项目资金", "全年预算数"], last].map(|r| row(&r))
        };
        let own = head("服务中心运行经费", ["年度资金总额", "8.00"]);
        for (name, last, other) in [
            ("服务中心运行经费", ["产出指标", "≥3次"], false),
            ("服务中心运行", ["产出指标", "≥3次"], true),
            ("服务中心运行经费", ["年度资金总额", "9.00"], true),
        ] {
            let new = head(name, last);
            assert_eq!(is_of_other_form(&own, &new, repeated(&own, &new, usize::MAX)), other, "{name} {last:?}");
        }
    }

    #[test]
    fn other_columns_have_another_head() {
        let old = [row(&["科目编码", "科目名称", "一般公共预算"])];
        let new = [row(&["科目编码", "科目名称", "事业收入", "其他收入"])];
        assert!(differ(&new, repeated(&old, &new, usize::MAX)));
        assert!(!differ(&old, repeated(&old, &old, usize::MAX)));
        assert!(!differ(&[row(&["本年收入合计", "", "本年支出合计"])], 0));
        assert!(!differ(&[row(&["上年结转", "", "年终结转"])], 0));
        assert!(!differ(&[row(&["行政运行", "２２．６９", "２２．６９", "２２．６９"])], 0));
        assert!(!same_labels(&old, &new) && same_labels(&old, &old));
    }
}
