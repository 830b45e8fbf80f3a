//! Rulings out of drawn lines and areas.

use crate::limits;
use crate::page::drawn::{Page, Rule};
use kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// A filled rectangle with one side at most this long (points) shows as a line. Excel's widest border is 2.25 points.
pub(super) const THIN: f64 = 2.5;
/// A line shorter than this (points) is a dot of a dotted border; it is kept, since dots in a row merge later.
const SHORTEST: f64 = 0.05;
/// Deviation from an axis (points over the whole length) that still counts as parallel to it.
const SLANT: f64 = 0.6;

/// Adds rulings to a page, as far as a clip shows them.
pub(super) struct Rulings<'p> {
    /// The page.
    pub page: &'p mut Page,
    /// What shows of it.
    pub clip: Rect,
}

impl Rulings<'_> {
    /// A straight line from `a` to `b` in page coordinates, if it runs along an axis and shows.
    fn line(&mut self, a: Point, b: Point) {
        let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if dx.max(dy) < SHORTEST || dx.min(dy) > SLANT {
            return;
        }
        let clip = self.clip;
        let vertical = dy > dx;
        let (at, from, to, low, high, inside) = if vertical {
            let x = (a.x + b.x) / 2.0;
            (x, a.y.min(b.y), a.y.max(b.y), clip.y0, clip.y1, x >= clip.x0 - THIN && x <= clip.x1 + THIN)
        } else {
            let y = (a.y + b.y) / 2.0;
            (y, a.x.min(b.x), a.x.max(b.x), clip.x0, clip.x1, y >= clip.y0 - THIN && y <= clip.y1 + THIN)
        };
        let (from, to) = (from.max(low), to.min(high));
        if !inside || to - from < SHORTEST {
            return;
        }
        if self.page.rules.len() >= limits::MAX_RULES_PER_PAGE {
            self.page.set_aside.over_limit += 1;
            return;
        }
        self.page.rules.push(Rule { vertical, at: at as f32, from: from as f32, to: to as f32 });
    }

    /// A filled area: a line when it is thin, else only what it covers (cell shading draws no border).
    pub(super) fn filled(&mut self, r: Rect) {
        if r.width() <= THIN && r.height() > r.width() {
            let x = r.center().x;
            self.line(Point::new(x, r.y0), Point::new(x, r.y1));
        } else if r.height() <= THIN {
            let y = r.center().y;
            self.line(Point::new(r.x0, y), Point::new(r.x1, y));
        }
    }

    /// The four sides of a rectangle.
    pub(super) fn outline(&mut self, r: Rect) {
        if r.width() <= THIN || r.height() <= THIN {
            return self.filled(r);
        }
        let corners = [(r.x0, r.y0), (r.x1, r.y0), (r.x1, r.y1), (r.x0, r.y1)].map(Point::from);
        for i in 0..4 {
            self.line(corners[i], corners[(i + 1) % 4]);
        }
    }

    /// The subpaths of a fill: each by its bounding box when all its sides are straight.
    pub(super) fn filled_path(&mut self, path: &BezPath, transform: Affine) {
        subpaths(path, transform).filter(|(_, straight)| *straight).for_each(|(bounds, _)| self.filled(bounds));
    }

    /// The straight parts of a stroke.
    pub(super) fn stroked_path(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(p) => {
                    start = transform * p;
                    last = start;
                }
                PathEl::LineTo(p) => {
                    let p = transform * p;
                    self.line(last, p);
                    last = p;
                }
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => last = transform * p,
                PathEl::ClosePath => {
                    self.line(last, start);
                    last = start;
                }
            }
        }
    }
}

/// The bounding boxes of the subpaths, and whether all their sides are straight.
pub(super) fn subpaths(path: &BezPath, transform: Affine) -> impl Iterator<Item = (Rect, bool)> {
    path.elements().chunk_by(|_, next| !matches!(next, PathEl::MoveTo(_))).filter_map(move |part| {
        let mut bounds: Option<Rect> = None;
        let mut straight = true;
        for element in part {
            match *element {
                PathEl::MoveTo(p) | PathEl::LineTo(p) => {
                    let p = transform * p;
                    bounds = Some(bounds.map_or(Rect::from_points(p, p), |b| b.union_pt(p)));
                }
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                    straight = false;
                    bounds = bounds.map(|b| b.union_pt(transform * p));
                }
                PathEl::ClosePath => {}
            }
        }
        bounds.map(|b| (b, straight))
    })
}
