//! What a cell is in its row, and what that says of the row.

use super::columns::Columns;
use super::inline;
use super::sheet::{Line, Piece};
use crate::codes::form_labels::Kind;
use crate::grammar::CellKind;

/// Characters of a label that is not known, at most.
const LONGEST_LABEL: usize = 12;

/// A row that the indicators end with: a label of its own stands in front of their names. The name of an indicator may be worded like
/// a label (完成时间), and a vertical label beside all of them is no end, so a row with both a name and a value goes on.
pub(super) fn leaves_indicators(line: &Line, columns: &Columns, native: bool) -> bool {
    let Some(first) = line.filled().find(|p| p.label_is_no_part()) else { return false };
    // Contacts below the indicators fill the columns of a name and a value as well (经办人 | 某某 | 联系电话 | …).
    if first.label(Kind::Person).is_some() && first.label(Kind::Class).is_none() && first.col <= columns.first_name() {
        return true;
    }
    let is_label = first.is_any(&[Kind::Field, Kind::Person, Kind::Goal]) && first.label(Kind::Class).is_none()
        || !inline::read(&first.text).is_empty()
        || line.filled().any(|p| columns.is_across(p))
        || first.label(Kind::Section).is_some_and(|l| l.name() == "funds");
    // Two labels with a value each (项目属性 | 经常性项目 | 实施期限 | 1年) stand in the columns of names and values as well.
    let labels = line.filled().filter(|p| p.label(Kind::Field).is_some() && p.label(Kind::Class).is_none()).count();
    let whole = !native && columns.has_name_and_value(line) && labels < 2;
    is_label && sum_of_scores(line).is_none() && !whole && (native || first.col < columns.first_name())
}

/// The label of the sum of the scores below the indicators: 总分, or 合计 in a row of nothing but figures.
pub(super) fn sum_of_scores(line: &Line) -> Option<&Piece> {
    let named = line.filled().find(|p| p.label(Kind::Field).is_some_and(|l| l.name() == "total_score"));
    let mut filled = line.filled();
    let total = filled.next().filter(|p| p.label(Kind::Fund).is_some_and(|l| l.name() == "total"));
    named.or(total.filter(|_| line.filled().count() > 1 && filled.all(Piece::is_figure)))
}

/// What a cell is in its row. `项目资金` stands over a part, unless a figure follows it.
pub(super) fn cell_kind(line: &Line, index: usize) -> CellKind {
    let piece = &line.pieces[index];
    if piece.is_empty() {
        CellKind::Empty
    } else if heads_figures(line, index) {
        CellKind::Section
    } else if is_value_of_field(line, index) {
        CellKind::ShortText
    } else if piece.label(Kind::Fund).is_some() {
        CellKind::Fund
    } else if piece.is_any(&[Kind::Field, Kind::Person]) || piece.label(Kind::Measure).is_some() && !piece.is_figure() {
        CellKind::Label
    } else if piece.label(Kind::Goal).is_some() {
        CellKind::Goal
    } else if piece.label(Kind::Section).is_some() {
        CellKind::Section
    } else if piece.is_figure() {
        CellKind::Amount
    } else if !piece.inline_funds().is_empty() || !inline::read(&piece.text).is_empty() {
        CellKind::Inline
    } else if piece.text.chars().count() <= LONGEST_LABEL && !piece.text.contains(['。', '；', '，']) {
        CellKind::ShortText
    } else {
        CellKind::Text
    }
}

/// Whether a name of money is the value of the label in front of it, as no figure follows it (财政资金预算分类 | 一般公共预算).
fn is_value_of_field(line: &Line, index: usize) -> bool {
    let piece = &line.pieces[index];
    let before = line.pieces[..index].iter().rfind(|p| !p.is_empty());
    let next = line.pieces[index + 1..].iter().find(|p| !p.is_empty());
    let money = |p: &Piece| p.is_any(&[Kind::Fund, Kind::Section, Kind::Measure]);
    piece.label(Kind::Fund).is_some()
        && before.is_some_and(|p| p.label(Kind::Field).is_some() && !money(p))
        && !next.is_some_and(Piece::is_figure)
}

/// Whether a label of money has its figures in other rows: a part without a figure behind it, or a measure beside a part in a row
/// without figures (广州: 部门预算支出 | 预算金额（万元） | 收入来源 | 预算金额（万元）).
fn heads_figures(line: &Line, index: usize) -> bool {
    let piece = &line.pieces[index];
    let is_section = |p: &Piece| p.label(Kind::Section).is_some();
    let next = line.pieces[index + 1..].iter().find(|p| !p.is_empty());
    let part = is_section(piece) && piece.label(Kind::Fund).is_some() && !next.is_some_and(Piece::is_figure);
    let measure = piece.label(Kind::Measure).is_some() && !piece.is_any(&[Kind::Field, Kind::Person]);
    part || measure && line.filled().any(is_section) && !line.filled().any(Piece::is_figure)
}
