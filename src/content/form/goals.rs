//! Goals: beside their label, or below headings that part them (实施期目标 | 年度目标, 预期目标 | 实际完成情况).

use super::sheet::{Line, Piece};
use super::types::{Goal, Horizon};
use crate::codes::form_labels::{Kind, Label};
use crate::codes::words::WORDS;
use crate::grammar::heading;
use crate::grammar::heading::HeadingStyle;

/// A heading over goals.
#[derive(Debug, Clone, Copy)]
pub(super) struct GoalHead {
    from: usize,
    to: usize,
    label: &'static Label,
}

/// A goal, whether the label said what time it is for, and whether it is that of the whole (总体目标).
pub(super) struct Found {
    pub goal: Goal,
    pub said: bool,
    whole: bool,
}

/// What a label says of time.
pub(super) fn horizon_of(label: &Label) -> Option<Horizon> {
    match label.horizon()? {
        "period" => Some(Horizon::Period),
        "annual" => Some(Horizon::Annual),
        _ => None,
    }
}

/// The headings of a row that holds nothing but labels of goals. A label over several rows names the part, not a column.
pub(super) fn heads<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Vec<GoalHead> {
    let found: Vec<(&Piece, &'static Label)> = pieces.filter_map(|p| Some((p, p.label(Kind::Goal)?))).collect();
    let inner = found.len() > 1 && found.iter().any(|(p, _)| p.rows == 1);
    let heads = found.into_iter().filter(|(p, _)| !inner || p.rows == 1);
    heads.map(|(p, label)| GoalHead { from: p.col, to: p.end(), label }).collect()
}

/// What the two headings of a row say of time, from left to right; `None` where they are not two, or do not part the time.
pub(super) fn horizons(heads: &[GoalHead]) -> Option<[Horizon; 2]> {
    let [first, second] = heads else { return None };
    let (first, second) = if first.from <= second.from { (first, second) } else { (second, first) };
    let said = [horizon_of(first.label)?, horizon_of(second.label)?];
    (said[0] != said[1]).then_some(said)
}

/// Whether a row is the heading of another part, alone and numbered (`二、部门年度重点工作任务`), which ends the goals above.
pub(super) fn ends(line: &Line) -> bool {
    let mut filled = line.filled();
    let (Some(piece), None) = (filled.next(), filled.next()) else { return false };
    let part = WORDS.form.parts.iter().any(|end| piece.text.ends_with(end));
    piece.col == 0 && part && heading(&piece.text).is_some_and(|h| h.style == HeadingStyle::Han && h.looks_like_title())
}

/// Whether a cell is the year of the goals beside it, in a column in front of their headings (财政年度 | 目标 | 实际完成情况).
pub(super) fn is_year(heads: &[GoalHead], piece: &Piece) -> bool {
    let first = heads.iter().map(|h| h.from).min().unwrap_or(0);
    let text = piece.text.trim().trim_end_matches('度').trim_end_matches('年');
    piece.end() <= first && text.len() == 4 && text.starts_with("20") && text.bytes().all(|b| b.is_ascii_digit())
}

/// Goals from the texts of a row under their headings. With as many texts as headings they go by order, since text forms shift them;
/// else by the nearest column. `beside` is the label in front of the texts.
pub(super) fn read(heads: &[GoalHead], beside: Option<&'static Label>, texts: &[&Piece], goals: &mut Vec<Found>) {
    for (index, piece) in texts.iter().enumerate() {
        let head = if heads.len() == texts.len() { heads.get(index) } else { nearest(heads, piece) };
        let label = head.map(|h| h.label).or(beside);
        if label.is_some_and(Label::is_result)
            && let Some(goal) = goals.last_mut().filter(|g| g.goal.result.is_none())
        {
            goal.goal.result = Some(piece.text.clone());
            continue;
        }
        let said = label.and_then(horizon_of).or(beside.and_then(horizon_of));
        let goal = Goal { horizon: said.unwrap_or_default(), text: piece.text.clone(), result: None, place: piece.place };
        goals.push(Found { goal, said: said.is_some(), whole: label.is_some_and(|l| l.name() == "whole") });
    }
}

/// Settles the time of goals whose labels do not say: the goal of the whole beside one for the year is for the whole period (广东:
/// 总体绩效目标 above 年度绩效目标).
pub(super) fn settle(goals: &mut [Found]) {
    if goals.iter().any(|g| g.said && g.goal.horizon == Horizon::Annual) {
        let unsaid = goals.iter_mut().filter(|g| g.whole && !g.said);
        unsaid.for_each(|g| g.goal.horizon = Horizon::Period);
    }
}

fn nearest<'h>(heads: &'h [GoalHead], piece: &Piece) -> Option<&'h GoalHead> {
    heads.iter().min_by_key(|h| {
        let overlap = h.from < piece.end() && piece.col < h.to;
        (!overlap, h.from.abs_diff(piece.col))
    })
}
