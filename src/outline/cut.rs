//! Rows that a page break cut inside their cells: Word lets them break unless told otherwise, and prints the rest of each cell
//! below the head of the next page.

use super::table::{PrintedCell, PrintedRow, PrintedTable};
use crate::codes::{List, by_name};
use crate::diagnostic::Diagnostic;
use crate::grammar::{amount, heading, squeeze};
use crate::place::Place;

/// More digits than these are no rest of a number: a comma and the decimals, or two digits of a whole number.
const MOST_REST: usize = 6;
const MOST_REST_WHOLE: usize = 3;

/// So many characters before and behind a cut, together in another place, show that it cuts words.
const OVER_CUT: usize = 2;
/// Lists whose names a cut may go through.
const SUBJECTS: [List; 3] = [List::Functional, List::EconomicDepartment, List::EconomicGovernment];

/// Joins the first row of the next page to the last row of the table where it holds only the rest of its cells (苏州:
/// `其他商品和服` / `务支出`), `after_head` below a repeated head.
pub(super) fn join(table: &mut PrintedTable, piece: &mut PrintedTable, after_head: bool, diagnostics: &mut Vec<Diagnostic>) {
    let (Some(last), Some(next)) = (table.rows.last(), piece.rows.first()) else { return };
    if next.is_blank() || last.is_blank() {
        return;
    }
    let place = next.filled().next().map_or(Place::page(next.page), |c| Place::on(next.page, c.rect));
    let rows = table.rows.iter().chain(&piece.rows);
    let known = |cell: &PrintedCell, rest: &str| is_known(&squeeze(&cell.text), &squeeze(rest), rows.clone());
    let targets = targets(last, next, after_head, known);
    let Some(targets) = targets else {
        if breaks_off(last) {
            let message = "a number breaks off at the end of the page, and its rest was not found on the next one";
            diagnostics.push(Diagnostic::warning("outline.cut_row", message).at(place));
        }
        return;
    };
    let rest = piece.rows.remove(0);
    for (cell, target) in rest.filled().zip(targets) {
        if let Some(last) = table.rows.last_mut() {
            last.cells[target].text.push_str(&cell.text);
        }
    }
    let message = "a row that the page break cut was put together";
    diagnostics.push(Diagnostic::info("outline.cut_row", message).at(place));
}

/// Whether two texts are one cut in two: the words over the cut stand together in another row (`某区人民检` / `察院档案馆` where
/// 某区人民检察院 is printed elsewhere), or only both together are the name of a subject.
fn is_known<'r>(start: &str, rest: &str, mut rows: impl Iterator<Item = &'r PrintedRow>) -> bool {
    let tail: String = start.chars().rev().take(OVER_CUT).collect::<Vec<_>>().into_iter().rev().collect();
    let over: String = tail.chars().chain(rest.chars().take(OVER_CUT)).collect();
    let is_subject = |name: &str| SUBJECTS.iter().any(|list| !by_name(*list, name, None, None).is_empty());
    let mut spoken =
        || over.chars().count() == 2 * OVER_CUT && rows.any(|r| r.filled().any(|c| squeeze(&c.text).contains(&over)));
    !is_subject(rest) && (is_subject(&format!("{start}{rest}")) || spoken())
}

/// For each filled cell of the rest the cell of the row above that it completes; `None` when one completes none. `known` tells of a
/// cell and its rest whether they are certainly one text.
fn targets(
    last: &PrintedRow,
    next: &PrintedRow,
    after_head: bool,
    known: impl Fn(&PrintedCell, &str) -> bool,
) -> Option<Vec<usize>> {
    let mut targets = Vec::new();
    let mut numbers = 0;
    for cell in next.filled() {
        let target = last.cells.iter().position(|c| c.col == cell.col && !c.text.is_empty())?;
        targets.push(target);
        numbers += usize::from(is_number(&squeeze(&cell.text)));
    }
    // Words complete words.
    if next.filled().zip(&targets).any(|(c, t)| is_number(&squeeze(&last.cells[*t].text)) != is_number(&squeeze(&c.text))) {
        return None;
    }
    let texts = || next.filled().zip(&targets).filter(|(c, _)| !is_number(&squeeze(&c.text)));
    let of_numbers = next.filled().zip(&targets).filter(|(c, _)| is_number(&squeeze(&c.text)));
    let complete = of_numbers.into_iter().all(|(c, t)| completes(&last.cells[*t], &squeeze(&c.text)));
    // Where numbers were cut, the words beside them were, whatever they begin with.
    let goes_on = texts().all(|(c, t)| last.cells[*t].full && (numbers > 0 || !starts_fresh(&squeeze(&c.text))));
    let begun = || texts().all(|(_, t)| heading(&last.cells[*t].text).is_some());
    let inside = || first_column(next) > first_column(last);
    let one = || texts().all(|(c, t)| known(&last.cells[*t], &c.text));
    (complete && goes_on && (numbers > 0 || !after_head || inside() || begun() || one())).then_some(targets)
}

fn first_column(row: &PrintedRow) -> Option<usize> {
    row.filled().next().map(|c| c.col)
}

fn is_number(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '－']);
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '，' | '．'))
}

/// Whether `rest` is the end of the number that fills the cell above it.
fn completes(above: &PrintedCell, rest: &str) -> bool {
    let start = squeeze(&above.text);
    let begun = start.trim_start_matches(['-', '－']);
    if !above.packed || rest.chars().count() > MOST_REST {
        return false;
    }
    let joined = format!("{start}{rest}");
    let Some(whole) = amount::amount(&joined) else { return false };
    let broken = cannot_end(&start) || rest.starts_with(['.', '．', ',', '，']);
    if joined.contains(['.', '．']) {
        // Amounts are printed with two decimals, in Beijing with six; below `617.00` another row begins.
        return matches!(whole.decimals, 2 | 6) && (broken || !amount::is_amount_like(rest));
    }
    broken || rest.len() <= MOST_REST_WHOLE && begun.len() > MOST_REST_WHOLE
}

/// A number cannot end at a comma or a point.
fn cannot_end(text: &str) -> bool {
    text.ends_with(['.', '．', ',', '，'])
}

fn breaks_off(row: &PrintedRow) -> bool {
    row.filled().map(|c| squeeze(&c.text)).any(|text| is_number(&text) && cannot_end(&text))
}

/// A text that begins something of its own: a code, a number, an item of a list, a total.
fn starts_fresh(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| c.is_ascii_digit())
        || heading(text).is_some()
        || text.starts_with(['注', '合', '总', '小', '其', '本', '上', '年'])
        || text.ends_with('计')
        || text.contains(['、', '：'])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::layout::GridKind;

    fn table(page: u32, rows: &[&[&str]]) -> PrintedTable {
        let row = |texts: &&[&str]| {
            let mut row = PrintedRow::of_texts(page, texts);
            row.cells.iter_mut().for_each(|cell| (cell.full, cell.packed) = (true, true));
            row
        };
        let xs = (0..=rows[0].len()).map(|x| x as f32 * 100.0).collect();
        PrintedTable::of_rows(GridKind::Ruled, page, xs, rows.iter().map(row).collect())
    }

    /// The rows after the break, and the codes of what was said.
    fn joined(last: &[&str], next: &[&str], after_head: bool) -> (Vec<String>, Vec<&'static str>) {
        let (mut table, mut piece) = (table(1, &[last]), table(2, &[next]));
        let mut diagnostics = Vec::new();
        join(&mut table, &mut piece, after_head, &mut diagnostics);
        let texts = |row: &PrintedRow| row.cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join("|");
        (table.rows.iter().chain(&piece.rows).map(texts).collect(), diagnostics.iter().map(|d| d.code).collect())
    }

    #[test]
    fn the_rest_of_a_cut_row_completes_its_cells() {
        for (last, next, whole) in [
            (&["208", "社会保障和", "6,505,400.0"][..], &["", "就业支出", "0"][..], "208|社会保障和就业支出|6,505,400.00"),
            (&["2130301", "行政运行", "1,434,900."], &["", "", "00"], "2130301|行政运行|1,434,900.00"),
            (&["201", "一般公共服务支出", "3596640"], &["", "", "0"], "201|一般公共服务支出|35966400"),
            (&["20805", "行政事", "617.0"], &["", "业单位养老支出", "4"], "20805|行政事业单位养老支出|617.04"),
            (&["2101101", "行政单位", "83,400.00"], &["", "医疗", ""], "2101101|行政单位医疗|83,400.00"),
            (&["2101101", "机关事业单位基", "83,400.0"], &["", "本养老", "0"], "2101101|机关事业单位基本养老|83,400.00"),
        ] {
            assert_eq!(joined(last, next, true), (vec![whole.to_owned()], vec!["outline.cut_row"]), "{next:?}");
        }
    }

    #[test]
    fn a_row_of_its_own_stays_one() {
        for (last, next) in [
            (&["208", "社会保障支出", "617.00"][..], &["", "其他支出", "4"][..]),
            (&["208", "社会保障支出", "617.00"], &["", "", "12.50"]),
            (&["208", "社会保障支出", "617.00"], &["20805", "养老支出", ""]),
            (&["总计", "", "5"], &["", "", "4"]),
            (&["水库维修项目", "", "12.50"], &["河道清淤项目", "", ""]),
        ] {
            assert_eq!(joined(last, next, true).0.len(), 2, "{next:?}");
        }
    }

    #[test]
    fn words_that_stand_together_elsewhere_are_put_together() {
        let joined = |first: &str, start: &str, rest: &str| {
            let (mut table, mut piece) = (table(1, &[&["", first, "9.00"], &["", start, "5.00"]]), table(2, &[&["", rest, ""]]));
            join(&mut table, &mut piece, true, &mut Vec::new());
            piece.rows.is_empty()
        };
        assert!(joined("某区人民检察院", "某区人民检", "察院档案馆"));
        assert!(!joined("某区人民检察院", "水库维修项目", "河道清淤项目"));
        assert!(joined("某区人民检察院", "行政事业单位", "养老支出") && !joined("某区人民检察院", "行政运行", "养老支出"));
    }

    #[test]
    fn a_number_that_breaks_off_is_told() {
        let (rows, told) = joined(&["208", "社会保障支出", "6,170,400."], &["20805", "养老支出", "1.00"], true);
        assert_eq!((rows.len(), told), (2, vec!["outline.cut_row"]));
    }
}
