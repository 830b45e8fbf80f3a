//! Goals: beside their label, or below headings that part them (实施期目标 | 年度目标, 预期目标 | 实际完成情况).

use super::sheet::Piece;
use super::{Goal, Horizon};
use crate::codes::form_labels::{Kind, Label};

/// A heading over goals.
#[derive(Debug, Clone, Copy)]
pub(super) struct GoalHead {
    from: usize,
    to: usize,
    label: &'static Label,
}

/// A goal, and whether the label said what time it is for.
pub(super) struct Found {
    pub goal: Goal,
    pub said: bool,
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
        goals.push(Found { goal, said: said.is_some() });
    }
}

fn nearest<'h>(heads: &'h [GoalHead], piece: &Piece) -> Option<&'h GoalHead> {
    heads.iter().min_by_key(|h| {
        let overlap = h.from < piece.end() && piece.col < h.to;
        (!overlap, h.from.abs_diff(piece.col))
    })
}
