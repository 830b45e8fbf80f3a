//! Minus signs so thin that nothing of them is as dark as ink: a figure without its sign is wrong, and nothing of its digits tells so.

use super::grey::Grey;
use super::marks::Area;
use super::pieces::Piece;
use super::rulings::Rulings;

/// How far before a piece its sign begins at most, and how long one is, in characters.
const REACH: f32 = 0.95;
const SHORTEST: f32 = 0.28;
const LONGEST: f32 = 0.75;
/// How far above and below its middle a sign stands at most, as a share of the height of the piece.
const MIDDLE: f32 = 0.25;
/// How much darker than what lies above and below it a sign is on average, and the share of its pixels that are darker at all, per cent.
const DARKER: i32 = 20;
const EACH: i32 = 4;
const SHARE: usize = 80;

/// Lets pieces begin at the sign before them.
pub fn sign(pieces: &mut [Piece], grey: &Grey, rulings: &Rulings, em: f32) {
    for piece in pieces {
        if let Some(x) = before(piece.area, grey, rulings, em) {
            piece.area.x0 = x;
        }
    }
}

/// Where the sign before an area begins.
fn before(area: Area, grey: &Grey, rulings: &Rulings, em: f32) -> Option<usize> {
    let middle = f32::midpoint(area.y0 as f32, area.y1 as f32);
    let stands = |x: f32, from: f32, to: f32| from <= middle && middle <= to && x <= area.x0 as f32;
    let ruled = rulings.upright.iter().filter(|r| stands(r.at, r.from, r.to)).map(|r| r.at + r.thick / 2.0 + 2.0);
    let first = ruled.fold(area.x0 as f32 - REACH * em, f32::max).max(0.0) as usize;
    let side = ((em * 0.14).round() as usize).max(3);
    let (least, most) = ((SHORTEST * em).max(5.0) as usize, (LONGEST * em) as usize);
    let far = MIDDLE * area.height() as f32;
    let (top, bottom) = (((middle - far) as usize).max(side), (middle + far) as usize);
    if area.x0 <= first + least || bottom + side >= grey.height {
        return None;
    }
    (top..=bottom).find_map(|y| {
        let darker = |x: usize| i32::from(grey.at(x, y - side).min(grey.at(x, y + side))) - i32::from(grey.at(x, y));
        let row: Vec<i32> = (first..area.x0).map(darker).collect();
        let holds = |window: &[i32]| {
            let dark = window.iter().filter(|d| **d >= EACH).count();
            dark * 100 >= window.len() * SHARE && window.iter().sum::<i32>() >= DARKER * window.len() as i32
        };
        let windows = || row.windows(least).enumerate().filter(|(_, window)| holds(window)).map(|(at, _)| at);
        let (from, to) = (windows().next()?, windows().next_back()? + least);
        // What begins at the border or goes on and on is a ruling.
        (to - from <= most && from > 0).then_some(first + from)
    })
}

#[cfg(test)]
mod tests {
    use super::super::rulings::Ruling;
    use super::*;

    /// Paper with a line of a pixel, 90 darker than it, from one column to another.
    fn begins(from: usize, to: usize, upright: &[f32]) -> usize {
        let mut grey = Grey::filled(300, 60, 240);
        (from..to).for_each(|x| grey.data[30 * 300 + x] = 150);
        let upright = upright.iter().map(|at| Ruling { at: *at, from: 0.0, to: 60.0, thick: 1.0 }).collect();
        let mut pieces = vec![Piece { area: Area { x0: 200, y0: 22, x1: 260, y1: 38 }, gaps: Vec::new() }];
        sign(&mut pieces, &grey, &Rulings { level: Vec::new(), upright }, 24.0);
        pieces[0].area.x0
    }

    #[test]
    fn a_pale_sign_belongs_to_its_figure() {
        // A window may begin a pixel before it.
        assert!([&[] as &[f32], &[180.0]].iter().all(|upright| (185..=186).contains(&begins(186, 197, upright))));
    }

    #[test]
    fn what_is_no_sign_stays_outside() {
        assert_eq!(begins(200, 200, &[]), 200, "paper");
        assert_eq!(begins(100, 199, &[]), 200, "a ruling");
        assert_eq!(begins(194, 197, &[]), 200, "a speck");
        assert_eq!(begins(186, 197, &[198.0]), 200, "in another cell");
    }
}
