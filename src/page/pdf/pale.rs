//! White rulings: on paper they do not show, on a shaded area they do (tables in bands of grey, their cells parted by white lines).

use super::ink::Painted;
use crate::limits;
use crate::page::drawn::{Page, Rule};
use kurbo::Point;

/// Places of a ruling that are looked at lie this far apart (points), and are so many at most.
const STEP: f32 = 4.0;
const MOST_PLACES: f32 = 64.0;
/// A ruling on the border of a shaded area has the area so far beside it (points).
const BESIDE: f32 = 0.75;

/// The white rulings of a page, each with the number of areas that were painted before it.
#[derive(Debug, Default)]
pub(super) struct Pale {
    rules: Vec<(usize, Rule)>,
}

impl Pale {
    /// Takes the rulings of a page from number `from` on, drawn in white on so many areas, out of it.
    pub(super) fn take(&mut self, page: &mut Page, from: usize, areas: usize) {
        let fits = limits::MAX_RULES_PER_PAGE.saturating_sub(self.rules.len());
        let drawn = page.rules.split_off(from);
        let over = u32::try_from(drawn.len().saturating_sub(fits)).unwrap_or(u32::MAX);
        page.set_aside.over_limit = page.set_aside.over_limit.saturating_add(over);
        self.rules.extend(drawn.into_iter().take(fits).map(|rule| (areas, rule)));
    }

    /// The rulings that show, each from the first to the last of its places that does.
    pub(super) fn shown(&self, painted: &Painted) -> Vec<Rule> {
        if self.rules.is_empty() || painted.len() == 0 {
            return Vec::new();
        }
        let look = painted.look();
        let shaded = |areas: usize, x: f32, y: f32| look.is_shaded(areas, Point::new(f64::from(x), f64::from(y)));
        let stands_out = |areas: usize, rule: &Rule, along: f32| {
            [rule.at - BESIDE, rule.at + BESIDE].into_iter().any(|at| match rule.vertical {
                true => shaded(areas, at, along),
                false => shaded(areas, along, at),
            })
        };
        self.rules.iter().filter_map(|(areas, rule)| extent(rule, |along| stands_out(*areas, rule, along))).collect()
    }
}

/// The part of a ruling between the first and the last place that shows.
fn extent(rule: &Rule, mut shows: impl FnMut(f32) -> bool) -> Option<Rule> {
    let length = rule.to - rule.from;
    let places = (length / STEP).ceil().clamp(1.0, MOST_PLACES);
    let step = length / places;
    let mut seen: Option<(f32, f32)> = None;
    for place in 0..places as usize {
        let from = rule.from + step * place as f32;
        if shows(from + step / 2.0) {
            seen = Some((seen.map_or(from, |(first, _)| first), from + step));
        }
    }
    seen.map(|(from, to)| Rule { from, to, ..*rule })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::pdf::ink::{Ink, Region};
    use kurbo::Rect;

    fn shown(shaded: &[Rect], rule: Rule) -> Vec<(f32, f32)> {
        let mut painted = Painted::default();
        for area in shaded {
            painted.fill(0, Region::of(*area), Some(Ink::grey(242.0)), false);
        }
        let mut page = Page { rules: vec![rule], ..Page::default() };
        let mut pale = Pale::default();
        pale.take(&mut page, 0, painted.len());
        assert!(page.rules.is_empty());
        pale.shown(&painted).iter().map(|rule| (rule.from, rule.to)).collect()
    }

    #[test]
    fn a_white_ruling_shows_as_far_as_its_area_is_shaded() {
        let rule = Rule { vertical: true, at: 50.0, from: 0.0, to: 100.0 };
        assert!(shown(&[], rule).is_empty());
        let head = Rect::new(0.0, 0.0, 100.0, 20.0);
        assert_eq!(shown(&[head], rule), [(0.0, 20.0)]);
        // Bands: what lies between two of them belongs to the ruling.
        assert_eq!(shown(&[head, Rect::new(0.0, 40.0, 100.0, 60.0)], rule), [(0.0, 60.0)]);
        assert!(shown(&[head], Rule { at: 200.0, ..rule }).is_empty());
    }

    #[test]
    fn a_white_ruling_on_the_border_of_a_shaded_area_shows() {
        let area = Rect::new(0.0, 0.0, 100.0, 20.0);
        assert_eq!(shown(&[area], Rule { vertical: false, at: 20.0, from: 0.0, to: 100.0 }), [(0.0, 100.0)]);
    }

    #[test]
    fn what_is_painted_over_a_white_ruling_does_not_shade_it() {
        let mut painted = Painted::default();
        let mut page = Page { rules: vec![Rule { vertical: true, at: 50.0, from: 0.0, to: 9.0 }], ..Page::default() };
        let mut pale = Pale::default();
        pale.take(&mut page, 0, painted.len());
        painted.fill(0, Region::of(Rect::new(0.0, 0.0, 100.0, 20.0)), Some(Ink::grey(200.0)), false);
        assert!(pale.shown(&painted).is_empty());
    }
}
