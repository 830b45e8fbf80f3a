//! What each row says on one side of its table: its label, its code, its number, how far it is set in.

use super::codes::{fills_up, is_relative, is_subject_code_column, level_of_digits};
use super::columns::{Span, column_of};
use super::rows;
use super::types::{Column, Role, Row, RowKind};
use crate::codes::{List, NameMatch, names_match, nearest};
use crate::content::disclosure::name::names_unit;
use crate::grammar::{bracketed_code, code_and_name, code_fragment, heading, squeeze, subject_code, unfilled_code, written_code};
use crate::outline::PrintedRow;
use rustc_hash::FxHashSet;

/// Labels that sum up the items above them; above its items such a row is one of them.
const OF_THIS_YEAR: [&str; 6] = ["本年收入", "本年支出", "当年收入", "当年支出", "收入小计", "支出小计"];

/// One row on one side.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// What it is; `None` where nothing stands on this side.
    pub kind: Option<RowKind>,
    /// The name, squeezed.
    pub label: String,
    /// How far the name is set in, points.
    pub indent: Option<f32>,
    /// How deep its code stands in the classification, where that is plain.
    pub coded: Option<u8>,
    /// The first of the columns that say so.
    pub from: Option<usize>,
    /// The code of the classification that stands whole in one cell.
    pub whole: Option<String>,
    /// The digits printed for a level whose higher levels are not printed beside it (`05` below `208`).
    pub fragment: Option<String>,
    /// The code printed whole.
    pub code: Option<String>,
    /// The style of its numbering: 一、 1, （一） 2, 1. 3.
    pub number: Option<u8>,
    /// Its number.
    pub ordinal: u32,
    /// The numbering began again below the first number of the same style: it stands below that one.
    pub within: bool,
    /// It begins with 其中.
    pub which: bool,
    /// It names a body, and has no code of the classification.
    pub unit: bool,
}

/// The lines of a side.
pub(super) fn of_side(rows: &[Row], printed: &[PrintedRow], spans: &[Span], columns: &[Column], side: u8) -> Vec<Line> {
    let own: Vec<usize> = (0..columns.len()).filter(|index| columns[*index].side == side).collect();
    let filled = fills_up(rows, columns);
    let relative = own.iter().copied().find(|index| is_relative(rows, columns, *index));
    let names: Vec<usize> = own.iter().copied().filter(|index| columns[*index].role == Role::Name).collect();
    let line = |(row, printed): (&Row, &PrintedRow)| {
        let mut line = Line { kind: kind(row, columns, &own), ..Line::default() };
        let filled_names = || names.iter().copied().filter(|index| row.cells[*index].is_some());
        // A unit and the number of a project stand before what the row is about.
        let is_subject = |index: &usize| !matches!(columns[*index].meaning, Some("unit_column" | "project_code"));
        let name = filled_names().find(is_subject).or_else(|| filled_names().next());
        if let Some((index, cell)) = name.and_then(|index| Some((index, row.cells[index].as_ref()?))) {
            line.label = squeeze(&cell.printed);
            line.indent = printed.filled().find(|c| column_of(spans, c.col) == Some(index)).map(|c| c.indent);
        }
        line.which = line.label.starts_with("其中");
        let bare = line.label.trim_start_matches("其中").trim_start_matches(['：', ':']);
        let numbered = heading(bare).filter(|found| found.level > 0);
        (line.number, line.ordinal) = numbered.map_or((None, 0), |found| (Some(found.level), found.number));
        match relative.and_then(|index| row.cells[index].as_ref()).map(|cell| squeeze(&cell.printed)) {
            Some(text) if code_fragment(&text).is_some() => line.fragment = Some(text),
            Some(text) if subject_code(&text).is_some() => line.code = Some(text),
            _ => {
                let Coded { level, first, whole } = by_code(row, columns, &own, filled);
                (line.coded, line.from, line.whole) = (level, level.and(first), whole);
            }
        }
        line.coded = line.coded.or_else(|| level_of_digits(line.code.as_ref()?.len()));
        line.unit = line.kind == Some(RowKind::Item) && line.fragment.is_none() && is_unit(row, columns, &own, &line.label);
        line
    };
    let mut lines: Vec<Line> = rows.iter().zip(printed).map(line).collect();
    of_one_classification(&mut lines);
    of_own_digits(&mut lines);
    begin_again(&mut lines);
    let mut begun = false;
    for line in &mut lines {
        if begun && line.kind == Some(RowKind::Item) && OF_THIS_YEAR.contains(&line.label.as_str()) {
            line.kind = Some(RowKind::Subtotal);
        }
        begun |= line.kind == Some(RowKind::Item);
    }
    lines
}

/// `一、本年支出`, `一、一般公共服务支出`, `二、国防支出`, …, `二、年终结转`: what is numbered anew directly below a first number stands below
/// it, as far as it is numbered on.
fn begin_again(lines: &mut [Line]) {
    let mut before = None;
    let mut last: Option<(u8, u32)> = None;
    for line in lines.iter_mut().filter(|line| line.kind == Some(RowKind::Item)) {
        let own = line.number.map(|style| (style, line.ordinal));
        last = match (last, own) {
            (None, Some((_, 1))) if own == before => own,
            (Some((style, number)), Some(own)) if own.0 == style => Some(own).filter(|own| own.1 == number.saturating_add(1)),
            (last, _) => last,
        };
        line.within = last.is_some();
        before = own;
    }
}

/// What a row is on a side: by the labels that stand there, else by those of the whole row (江苏 merges 收入合计 over the sides).
fn kind(row: &Row, columns: &[Column], own: &[usize]) -> Option<RowKind> {
    let cells: Vec<_> = own.iter().map(|index| row.cells[*index].clone()).collect();
    let roles: Vec<Role> = own.iter().map(|index| columns[*index].role).collect();
    let labelled = cells.iter().zip(&roles).any(|(cell, role)| cell.is_some() && matches!(role, Role::Name | Role::Code));
    match rows::kind(&cells, &roles) {
        RowKind::Blank => None,
        kind if labelled => Some(kind),
        _ => Some(row.kind),
    }
}

/// Where several classifications stand side by side the first one rules: a row that its merged cell covers stands as deep as the one
/// above (北京: one 项 over all its economic classes).
fn of_one_classification(lines: &mut [Line]) {
    let Some(first) = lines.iter().filter_map(|line| line.from).min() else { return };
    let mut last = None;
    for line in lines.iter_mut().filter(|line| line.kind == Some(RowKind::Item)) {
        match line.from {
            Some(from) if from > first && last.is_some() => (line.coded, line.whole) = (last, None),
            Some(from) if from == first => last = line.coded,
            _ => {}
        }
    }
}

/// A code with digits of the place's own behind those of an 项 stands for that 项 where it has its name and no row stands above it.
fn of_own_digits(lines: &mut [Line]) {
    let listed: FxHashSet<String> = lines.iter().filter_map(|line| line.whole.clone()).collect();
    for line in lines.iter_mut().filter(|line| line.coded == Some(4)) {
        let Some(item) = line.whole.as_deref().and_then(|code| code.get(..7)).filter(|item| !listed.contains(*item)) else {
            continue;
        };
        let named = List::of_code(item).map(|list| names_match(list, item, &line.label, None));
        if matches!(named, Some(NameMatch::Equal | NameMatch::KnownVariant)) {
            line.coded = Some(3);
        }
    }
}

/// What the codes of a row say.
#[derive(Default)]
struct Coded {
    level: Option<u8>,
    /// The first of the columns that say so.
    first: Option<usize>,
    /// The last code that stands whole in one cell.
    whole: Option<String>,
}

/// From a joined code, a code glued to the name, or the number of filled code columns up to the last one; whatever column stands
/// before.
fn by_code(row: &Row, columns: &[Column], own: &[usize], filled: bool) -> Coded {
    let mut parts = 0u8;
    let Coded { mut level, mut first, mut whole } = Coded::default();
    for index in own {
        let (cell, column) = (&row.cells[*index], &columns[*index]);
        match column.role {
            Role::Code if is_subject_code_column(column) => {
                parts += 1;
                if parts == 1 {
                    first = Some(*index);
                }
                let Some(cell) = cell else { continue };
                let text = squeeze(&cell.printed);
                if let Some(code) = written_code(&text).filter(|c| c.len() >= 5 || parts == 1) {
                    let code = if filled { unfilled_code(&code) } else { &code };
                    level = level.max(level_of_digits(code.len()));
                    whole = Some(code.to_owned());
                } else if code_fragment(&text).is_some() || parts > 1 && is_digit(&text) {
                    level = level.max(Some(parts));
                }
            }
            // The codes of the first classification rule.
            _ if level.is_some() => break,
            Role::Name if column.meaning != Some("unit_column") => {
                parts = 0;
                let text = cell.as_ref().map(|c| squeeze(&c.printed)).unwrap_or_default();
                let glued = bracketed_code(&text).map(|(c, _)| c).or_else(|| code_and_name(&text).map(|c| c.code));
                let code = glued.and_then(subject_code);
                level = code.as_ref().and_then(|code| level_of_digits(code.len()));
                whole = code.map(|code| code.to_string());
                first = Some(*index);
            }
            Role::Name | Role::Code => {}
            _ => parts = 0,
        }
    }
    Coded { level, first, whole }
}

/// A digit that lost its nought (`301 | 2`).
fn is_digit(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a row is one of a body: its name is a body's, and no code of a classification stands beside it (`337` above `201`).
fn is_unit(row: &Row, columns: &[Column], own: &[usize], label: &str) -> bool {
    let cells =
        || own.iter().filter(|index| is_subject_code_column(&columns[**index])).filter_map(|index| row.cells[*index].as_ref());
    let listed = cells().filter_map(|cell| written_code(&squeeze(&cell.printed))).any(|code| is_listed(&code));
    let glued = bracketed_code(label).map(|(code, _)| code).or_else(|| code_and_name(label).map(|c| c.code));
    !listed && !glued.is_some_and(is_listed) && names_unit(label)
}

/// Whether the class of a code is in the list that its first digit names.
pub(super) fn is_listed(code: &str) -> bool {
    let class = code.get(..3);
    class.is_some_and(|class| List::of_code(class).is_some_and(|list| nearest(list, class, None).is_some()))
}
