//! What was painted where: areas that hide what was drawn before them, and the colour that lies behind a text.

use super::raster::{Opaque, Raster};
use crate::page::drawn::{ASCENT, Glyph, Rule, Turn};
use hayro_interpret::{FillRule, Paint};
use kurbo::{BezPath, PathEl, Point, Rect, Shape};
use std::rc::Rc;

/// A drawn area hides what lies under it from this opacity on.
const OPAQUE: f32 = 0.9;
/// Colours that differ less than this in each of red, green and blue (of 255) cannot be told apart on paper.
const SAME_COLOUR: f32 = 24.0;
/// A ruling stands out from its ground by this much less: it is long.
const FAINT: f32 = 8.0;
/// Ground this far (points) on either side of a ruling tells whether it shows: a shade ends at its outer one.
const BESIDE: f64 = 1.0;
/// Outlines of more elements than this are drawings; what they hide is not looked into.
const MOST_ELEMENTS: usize = 512;
/// Clips in each other that are followed exactly; deeper ones count by their bounds.
const MOST_CUTS: usize = 8;
/// Height (points) of the bands by which areas are looked up.
const BAND: f64 = 16.0;

/// Red, green, blue (0 to 255) and opacity (0 to 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ink {
    colour: [f32; 3],
    opacity: f32,
}

impl Ink {
    /// The colour of a paint under `opacity`; `None` for patterns and shadings.
    pub(super) fn of(paint: &Paint<'_>, opacity: f32) -> Option<Self> {
        let Paint::Color(color) = paint else { return None };
        let [r, g, b, a] = color.to_rgba().to_rgba8().map(f32::from);
        Some(Self { colour: [r, g, b], opacity: opacity * a / 255.0 })
    }

    /// Lines of this colour do not show on paper.
    pub(super) fn is_white(&self) -> bool {
        self.opacity < 0.004 || self.colour.iter().all(|c| *c >= 250.0)
    }

    /// Whether an area of this colour stands out from paper.
    fn is_shade(&self) -> bool {
        differs(self.over(PAPER), PAPER, FAINT)
    }

    fn over(&self, behind: [f32; 3]) -> [f32; 3] {
        std::array::from_fn(|i| self.colour[i] * self.opacity + behind[i] * (1.0 - self.opacity))
    }

    fn blends_with(&self, behind: [f32; 3]) -> bool {
        same_colour(self.over(behind), behind)
    }
}

fn same_colour(a: [f32; 3], b: [f32; 3]) -> bool {
    !differs(a, b, SAME_COLOUR)
}

fn differs(a: [f32; 3], b: [f32; 3], by: f32) -> bool {
    a.iter().zip(b).any(|(a, b)| (a - b).abs() >= by)
}

const PAPER: [f32; 3] = [255.0; 3];

/// An outline that is no rectangle, in page coordinates, within another.
#[derive(Debug)]
struct Cut {
    path: BezPath,
    rule: FillRule,
    within: Option<Rc<Cut>>,
    depth: usize,
}

/// Part of the page: a rectangle, and outlines within it.
#[derive(Debug, Clone)]
pub(super) struct Region {
    /// The rectangle.
    pub bounds: Rect,
    cut: Option<Rc<Cut>>,
}

impl Region {
    pub(super) fn of(bounds: Rect) -> Self {
        Self { bounds, cut: None }
    }

    /// The part of this region inside a rectangle.
    pub(super) fn within(&self, bounds: Rect) -> Self {
        Self { bounds: self.bounds.intersect(bounds), cut: self.cut.clone() }
    }

    /// The part of this region inside an outline (page coordinates). Drawings too large to follow count by their bounds.
    pub(super) fn within_path(&self, path: BezPath, rule: FillRule) -> Self {
        let mut inside = self.within(path.bounding_box());
        let depth = self.cut.as_ref().map_or(0, |c| c.depth) + 1;
        if !is_box(&path) && path.elements().len() <= MOST_ELEMENTS && depth <= MOST_CUTS {
            inside.cut = Some(Rc::new(Cut { path, rule, within: inside.cut.take(), depth }));
        }
        inside
    }

    /// Whether a point lies inside, with `slack` points around the rectangle.
    pub(super) fn contains(&self, p: Point, slack: f64) -> bool {
        if !self.bounds.inflate(slack, slack).contains(p) {
            return false;
        }
        let mut cut = self.cut.as_deref();
        while let Some(outline) = cut {
            let winding = outline.path.winding(p);
            let inside = match outline.rule {
                FillRule::NonZero => winding != 0,
                FillRule::EvenOdd => winding % 2 != 0,
            };
            if !inside {
                return false;
            }
            cut = outline.within.as_deref();
        }
        true
    }
}

/// Whether the outline is one rectangle along the axes.
fn is_box(path: &BezPath) -> bool {
    let bounds = path.control_box();
    let corner = |p: Point| {
        let near = |v: f64, a: f64, b: f64| (v - a).abs() < 0.01 || (v - b).abs() < 0.01;
        near(p.x, bounds.x0, bounds.x1) && near(p.y, bounds.y0, bounds.y1)
    };
    let mut points = 0;
    let mut last: Option<Point> = None;
    let straight = path.elements().iter().all(|element| match *element {
        PathEl::MoveTo(p) => {
            let first = last.is_none();
            last = Some(p);
            points += 1;
            first && corner(p)
        }
        PathEl::LineTo(p) => {
            let along = last.is_some_and(|l| (l.x - p.x).abs() < 0.01 || (l.y - p.y).abs() < 0.01);
            last = Some(p);
            points += 1;
            along && corner(p)
        }
        PathEl::ClosePath => true,
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => false,
    });
    straight && points >= 4
}

/// A painted area.
#[derive(Debug)]
struct Area {
    /// Number of glyphs that were drawn before it.
    before: usize,
    region: Region,
    /// `None` where it has no one colour (pictures, patterns) or mixes with what lies behind.
    ink: Option<Ink>,
    /// It hides what was drawn before it.
    hides: bool,
    raster: Option<Raster>,
}

impl Area {
    fn covers(&self, p: Point) -> bool {
        self.hides && self.region.contains(p, 0.0) && self.raster.as_ref().is_none_or(|r| r.hides(p))
    }
}

/// All areas painted on a page, in order.
#[derive(Debug, Default)]
pub(super) struct Painted {
    areas: Vec<Area>,
    inks: Vec<(usize, Option<Ink>)>,
}

impl Painted {
    /// The next glyphs, from number `from` on, have this colour.
    pub(super) fn write_with(&mut self, from: usize, ink: Option<Ink>) {
        if self.inks.last().is_none_or(|(_, last)| *last != ink) {
            self.inks.push((from, ink));
        }
    }

    /// An area of one colour; `mixes` when it is blended with what lies behind by more than its opacity.
    pub(super) fn fill(&mut self, before: usize, region: Region, ink: Option<Ink>, mixes: bool) {
        let hides = !mixes && ink.is_none_or(|i| i.opacity >= OPAQUE);
        self.areas.push(Area { before, region, ink: ink.filter(|_| !mixes), hides, raster: None });
    }

    /// An area that is a picture.
    pub(super) fn picture(&mut self, before: usize, region: Region, opaque: Opaque) {
        let hides = !matches!(opaque, Opaque::Nothing);
        let raster = if let Opaque::Part(raster) = opaque { Some(raster) } else { None };
        self.areas.push(Area { before, region, ink: None, hides, raster });
    }

    /// Number of areas.
    pub(super) fn len(&self) -> usize {
        self.areas.len()
    }

    /// Of rulings in the colour of paper, with the number of areas painted before each, those that show: they part cells of a shade.
    pub(super) fn showing(&self, pale: Vec<(usize, Rule)>) -> Vec<Rule> {
        if !self.areas.iter().any(|a| a.ink.is_some_and(|ink| ink.is_shade())) {
            return Vec::new();
        }
        let bands = self.bands();
        let shows = |areas: usize, rule: &Rule| {
            let middle = f64::from((rule.from + rule.to) / 2.0);
            let at = f64::from(rule.at);
            [at, at - BESIDE, at + BESIDE].into_iter().any(|across| {
                let p = if rule.vertical { Point::new(across, middle) } else { Point::new(middle, across) };
                let before = near(&bands, p).rev().filter(|i| *i < areas).map(|i| &self.areas[i]);
                ground(before, p).is_some_and(|behind| differs(behind, PAPER, FAINT))
            })
        };
        pale.into_iter().filter(|(areas, rule)| shows(*areas, rule)).map(|(_, rule)| rule).collect()
    }

    /// The areas by the bands of height they reach into.
    fn bands(&self) -> Vec<Vec<usize>> {
        let last = self.areas.iter().map(|a| band(a.region.bounds.y1)).max().unwrap_or(0).min(2_000);
        let mut bands = vec![Vec::new(); last + 1];
        for (index, area) in self.areas.iter().enumerate() {
            let (from, to) = (band(area.region.bounds.y0), band(area.region.bounds.y1).min(last));
            bands.iter_mut().take(to + 1).skip(from).for_each(|b| b.push(index));
        }
        bands
    }

    /// Prepares to say of glyphs in the order they were drawn how they show; `None` when all do.
    pub(super) fn looked_through(&self, glyphs: usize) -> Option<Look<'_>> {
        let suspicious: Vec<bool> = self.inks.iter().map(|(_, ink)| ink.is_some_and(|i| self.may_blend(i))).collect();
        let covered = self.areas.iter().any(|a| a.hides && a.before > 0) && glyphs > 0;
        if !covered && !suspicious.contains(&true) {
            return None;
        }
        Some(Look { painted: self, suspicious, bands: self.bands(), ink: 0 })
    }

    /// Whether there is anything on the page that a text of this colour does not stand out from.
    fn may_blend(&self, ink: Ink) -> bool {
        ink.blends_with(PAPER) || self.areas.iter().any(|a| a.ink.is_some_and(|behind| same_colour(ink.colour, behind.colour)))
    }
}

/// How a glyph shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// As drawn.
    Yes,
    /// Something opaque lies over it.
    Covered,
    /// It has the colour of what lies behind it.
    Blended,
}

/// The areas of a page by height.
pub(super) struct Look<'p> {
    painted: &'p Painted,
    suspicious: Vec<bool>,
    bands: Vec<Vec<usize>>,
    ink: usize,
}

impl Look<'_> {
    /// How glyph number `index` shows; glyphs must be asked for in order.
    pub(super) fn at(&mut self, index: usize, glyph: &Glyph) -> Shows {
        while self.painted.inks.get(self.ink + 1).is_some_and(|(from, _)| *from <= index) {
            self.ink += 1;
        }
        if points(glyph).iter().all(|p| self.is_covered(index, *p)) {
            return Shows::Covered;
        }
        if !self.suspicious.get(self.ink).copied().unwrap_or(false) {
            return Shows::Yes;
        }
        let Some((_, Some(ink))) = self.painted.inks.get(self.ink) else { return Shows::Yes };
        let blends = |p: &Point| self.behind(index, *p).is_some_and(|behind| ink.blends_with(behind));
        if points(glyph).iter().all(blends) { Shows::Blended } else { Shows::Yes }
    }

    fn near(&self, p: Point) -> impl DoubleEndedIterator<Item = &Area> {
        near(&self.bands, p).map(|i| &self.painted.areas[i])
    }

    fn is_covered(&self, index: usize, p: Point) -> bool {
        self.near(p).rev().take_while(|a| a.before > index).any(|a| a.covers(p))
    }

    /// The colour behind a glyph; `None` where it is no one colour.
    fn behind(&self, index: usize, p: Point) -> Option<[f32; 3]> {
        ground(self.near(p).rev().skip_while(|a| a.before > index), p)
    }
}

/// The band that a height falls into.
fn band(v: f64) -> usize {
    (v / BAND).floor().max(0.0) as usize
}

/// Indices of the areas that may lie at a point.
fn near(bands: &[Vec<usize>], p: Point) -> impl DoubleEndedIterator<Item = usize> {
    bands.get(band(p.y)).into_iter().flatten().copied()
}

/// The colour of a point that these areas, the topmost first, make; `None` where it is no one colour.
fn ground<'a>(areas: impl Iterator<Item = &'a Area>, p: Point) -> Option<[f32; 3]> {
    let mut layers: Vec<Ink> = Vec::new();
    for area in areas {
        if !area.region.contains(p, 0.0) {
            continue;
        }
        let ink = area.ink?;
        layers.push(ink);
        if ink.opacity >= 1.0 {
            break;
        }
    }
    Some(layers.iter().rev().fold(PAPER, |behind, ink| ink.over(behind)))
}

/// The middle of a glyph and four points around it, where it has ink.
fn points(g: &Glyph) -> [Point; 5] {
    [(0.5, 0.5), (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)].map(|(along, above)| point_in(g, along, above))
}

/// The point at a share of the advance and of the height above the baseline.
pub(super) fn point_in(g: &Glyph, along: f32, above: f32) -> Point {
    let (along, above) = (g.advance * along, g.size * ASCENT * above);
    let (x, y) = match g.turn {
        Turn::Upright | Turn::Skew => (g.x + along, g.y - above),
        Turn::Down => (g.x + above, g.y + along),
        Turn::Over => (g.x - along, g.y + above),
        Turn::Up => (g.x - above, g.y - along),
    };
    Point::new(f64::from(x), f64::from(y))
}
