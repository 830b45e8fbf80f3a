//! Collects glyphs, rulings and pictures while hayro interprets a page.

use super::glyphs::{is_blank, is_no_text, push_text, turn_of};
use super::ink::{Ink, Painted, Region, Shows, point_in};
use super::raster::{Opaque, opaque_part};
use super::rulings::{Rulings, THIN, subpaths};
use super::unicode::FontTexts;
use crate::limits::{self, Stop};
use crate::page::drawn::{Glyph, Page, Rule, Turn, Unseen};
use crate::page::hidden::hide;
use crate::place;
use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, FillRule, Image, ImageDrawProps, SoftMask, StrokeProps};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use rustc_hash::FxHashSet;
use std::panic::resume_unwind;

/// hayro scales every outline font to this many units per em.
const UNITS_PER_EM: f64 = 1000.0;

/// An em smaller than this (points, either way) cannot be read.
const TINY: f64 = 1.0;
/// Both sides of an area that hides a text are longer than this, points.
const COVER: f64 = 1.5;
/// So many boxes in one path are cells or borders, each by itself; fewer may be a frame with a hole.
const FRAME_BOXES: usize = 4;
/// Drawings between two looks at the clock.
const LOOK_EVERY: u64 = 1 << 12;

/// What makes [`PageDevice`] leave the interpreter in the midst of a page, by unwinding: hayro has no other way out of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// More drawings than [`limits::MAX_DRAWINGS_PER_PAGE`]: forms that draw forms that draw forms.
    TooMany,
    /// The time was up.
    Time,
}

/// The device for one page.
pub(super) struct PageDevice<'f, 'p> {
    page: Page,
    clips: Vec<Region>,
    groups: Vec<Group>,
    area: Region,
    fonts: &'f mut FontTexts<'p>,
    stop: &'f Stop,
    drawings: u64,
    run: u32,
    invisible: Vec<Glyph>,
    painted: Painted,
    /// Rulings in the colour of paper, and how many areas were painted before each: they show on a shade.
    pale: Vec<(usize, Rule)>,
}

/// A transparency group and those around it.
#[derive(Clone, Copy)]
struct Group {
    opacity: f32,
    /// It is masked or blended with what lies behind it.
    mixes: bool,
}

impl<'f, 'p> PageDevice<'f, 'p> {
    pub(super) fn new(number: u32, width: f32, height: f32, fonts: &'f mut FontTexts<'p>, stop: &'f Stop) -> Self {
        Self {
            page: Page { number, width, height, ..Page::default() },
            clips: Vec::new(),
            groups: Vec::new(),
            area: Region::of(Rect::new(0.0, 0.0, f64::from(width), f64::from(height))),
            fonts,
            stop,
            drawings: 0,
            run: 0,
            invisible: Vec::new(),
            painted: Painted::default(),
            pale: Vec::new(),
        }
    }

    /// The finished page.
    ///
    /// Invisible text is kept when it is all the text there is and a picture shows the same (a scan with a text layer), else it
    /// is set aside: a document must not say other than it shows.
    pub(super) fn finish(mut self) -> Page {
        let painted = std::mem::take(&mut self.painted);
        let shown = painted.showing(std::mem::take(&mut self.pale));
        self.page.rules.extend(shown);
        self.drop_unseen(&painted);
        if self.page.glyphs.is_empty() && !self.page.pictures.is_empty() {
            self.page.glyphs = self.invisible;
        } else {
            self.invisible.iter().for_each(|glyph| hide(&mut self.page, Unseen::Invisible, glyph));
        }
        self.page
    }

    /// Number of glyphs drawn so far.
    pub(super) fn drawn(&self) -> usize {
        self.page.glyphs.len()
    }

    /// Whether a glyph drawn from number `from` on stands in an area of the page.
    pub(super) fn shows_in(&self, from: usize, area: &place::Rect) -> bool {
        self.page.glyphs.iter().skip(from).any(|g| {
            let middle = point_in(g, 0.5, 0.5);
            area.contains(middle.x as f32, middle.y as f32)
        })
    }

    /// Adds text that no drawing of the file shows: the value of a form field.
    pub(super) fn write(&mut self, glyphs: impl Iterator<Item = Glyph>) {
        self.run += 1;
        self.painted.write_with(self.page.glyphs.len(), None);
        let run = self.run;
        let placed = glyphs.map(|g| Glyph { run, ..g }).collect();
        self.keep(placed, false);
    }

    /// Text under something opaque does not show (Yantai covers the old title of a form with a white picture and prints another),
    /// nor does text in the colour of what is behind it.
    fn drop_unseen(&mut self, painted: &Painted) {
        let Some(mut look) = painted.looked_through(self.page.glyphs.len()) else { return };
        let glyphs = std::mem::take(&mut self.page.glyphs);
        let mut unseen = Vec::new();
        for (index, glyph) in glyphs.into_iter().enumerate() {
            match look.at(index, &glyph) {
                Shows::Yes => self.page.glyphs.push(glyph),
                Shows::Covered => unseen.push((Unseen::Covered, glyph)),
                Shows::Blended => unseen.push((Unseen::Blended, glyph)),
            }
        }
        if unseen.is_empty() {
            return;
        }
        // What is drawn again at its spot does show: text boxes printed twice, white letters with a black outline.
        let spot = |g: &Glyph| (g.ch, g.x.round() as i32, g.y.round() as i32);
        let shown: FxHashSet<_> = self.page.glyphs.iter().map(spot).collect();
        for (why, glyph) in unseen {
            if shown.contains(&spot(&glyph)) {
                self.page.set_aside.twice += 1;
            } else {
                hide(&mut self.page, why, &glyph);
            }
        }
    }

    /// Counts a drawing, and leaves the page when there were enough.
    fn count(&mut self) {
        self.drawings += 1;
        if self.drawings > limits::MAX_DRAWINGS_PER_PAGE {
            resume_unwind(Box::new(Cut::TooMany));
        }
        if self.drawings.is_multiple_of(LOOK_EVERY) && self.stop.is_set() {
            resume_unwind(Box::new(Cut::Time));
        }
    }

    fn clip(&self) -> &Region {
        self.clips.last().unwrap_or(&self.area)
    }

    fn group(&self) -> Group {
        self.groups.last().copied().unwrap_or(Group { opacity: 1.0, mixes: false })
    }

    fn ink(&self, props: &DrawProps<'_>) -> Option<Ink> {
        Ink::of(&props.paint, self.group().opacity)
    }

    /// Whether something is drawn mixed with what lies behind it by more than its opacity.
    fn mixes(&self, props: &DrawProps<'_>) -> bool {
        self.group().mixes || props.soft_mask.is_some() || props.blend_mode != BlendMode::Normal
    }

    /// Draws rulings in an ink: those in the colour of paper wait until it is known what lies behind them.
    fn rule(&mut self, ink: Option<Ink>, draw: impl FnOnce(&mut Rulings<'_>)) {
        let before = self.page.rules.len();
        let clip = self.clip().bounds;
        draw(&mut Rulings { clip, page: &mut self.page });
        if ink.is_some_and(|i| i.is_white()) {
            let areas = self.painted.len();
            self.pale.extend(self.page.rules.drain(before..).map(|rule| (areas, rule)));
            let most = limits::MAX_RULES_PER_PAGE;
            self.page.set_aside.over_limit += self.pale.len().saturating_sub(most) as u32;
            self.pale.truncate(most);
        }
    }

    /// Remembers a painted area that is large enough to hide a character.
    fn paint(&mut self, region: Region, ink: Option<Ink>, mixes: bool) {
        if region.bounds.width() < COVER || region.bounds.height() < COVER {
            return;
        }
        if self.painted.len() >= limits::MAX_RULES_PER_PAGE {
            self.page.set_aside.over_limit += 1;
            return;
        }
        self.painted.fill(self.page.glyphs.len(), region, ink, mixes);
    }

    fn paint_path(&mut self, path: &BezPath, transform: Affine, rule: FillRule, ink: Option<Ink>, mixes: bool) {
        let moves = path.elements().iter().filter(|e| matches!(e, PathEl::MoveTo(_))).count();
        if moves <= FRAME_BOXES {
            let bounds = transform.transform_rect_bbox(path.control_box()).intersect(self.clip().bounds);
            if bounds.width() >= COVER && bounds.height() >= COVER {
                self.paint(self.clip().within_path(transform * path, rule), ink, mixes);
            }
            return;
        }
        for (bounds, straight) in subpaths(path, transform) {
            self.paint(self.clip().within(bounds), ink, mixes || !straight);
        }
    }

    fn text_of(&mut self, glyph: &FontGlyph<'_>) -> (Option<BfString>, bool) {
        match glyph.as_unicode() {
            Some(text) if !is_no_text(&text) => (Some(text), false),
            other => match self.fonts.recover(glyph) {
                Some(c) => (Some(BfString::Char(c)), true),
                None => (other.filter(|t| matches!(t, BfString::String(s) if s.trim().is_empty())), false),
            },
        }
    }

    fn glyph_run(&mut self, run: &GlyphRun<'_, '_>, transform: Affine) -> Vec<Glyph> {
        let mut placed: Vec<Glyph> = Vec::with_capacity(run.glyphs().len());
        let mut after_space = false;
        // Horizontal scaling (Tz) narrows the steps but not the glyph's own width, so the step actually taken rules.
        let mut narrowing = 1.0f64;
        let glyphs = run.glyphs();
        for (index, glyph) in glyphs.iter().enumerate() {
            let m = transform * glyph.transform();
            let [a, b, c, d, _, _] = m.as_coeffs();
            let origin = m * Point::ZERO;
            let size = c.hypot(d) * UNITS_PER_EM;
            // Type 3 fonts have no em: the advance in text space stands in for it.
            let advance = match &**glyph {
                FontGlyph::Outline(g) => g.advance_width(),
                FontGlyph::Type3(g) => g.advance_width(),
            };
            let units = advance.map_or(UNITS_PER_EM, f64::from);
            let nominal = size * units.abs() / UNITS_PER_EM;
            if let Some(next) = glyphs.get(index + 1) {
                let step = (transform * next.transform() * Point::ZERO - origin).hypot();
                if nominal > 0.0 && step > 0.3 * nominal && step < nominal {
                    narrowing = step / nominal;
                }
            }
            let (text, recovered) = self.text_of(glyph);
            let Some(text) = text else {
                self.page.set_aside.unknown += 1;
                continue;
            };
            let base = Glyph {
                ch: ' ',
                turn: turn_of(a, b, c, d),
                after_space: false,
                recovered,
                run: self.run,
                x: origin.x as f32,
                y: origin.y as f32,
                size: size as f32,
                advance: (nominal * narrowing) as f32,
            };
            // Type 3 fonts tell their size by their advance alone.
            let em =
                if matches!(&**glyph, FontGlyph::Type3(_)) { size.max(nominal) } else { size.min(a.hypot(b) * UNITS_PER_EM) };
            if em < TINY && !is_blank(&text) {
                hide(&mut self.page, Unseen::Tiny, &base);
                continue;
            }
            if !recovered && let BfString::Char(said) = text {
                self.fonts.said(glyph, said, self.page.number);
            }
            push_text(&mut placed, &text, base, &mut after_space);
        }
        placed
    }

    fn keep(&mut self, placed: Vec<Glyph>, invisible: bool) {
        let clip = self.clip().within(self.area.bounds);
        // Text that a clip cuts off stays whole when some of it shows: a number must never lose digits to a cell border.
        let any_shows = placed.iter().any(|g| clip.contains(point_in(g, 0.5, 0.5), 0.5));
        for glyph in placed {
            if glyph.turn == Turn::Skew {
                self.page.set_aside.skew += 1;
            } else if !any_shows {
                hide(&mut self.page, Unseen::Outside, &glyph);
            } else if invisible {
                self.invisible.push(glyph);
            } else if self.page.glyphs.len() >= limits::MAX_GLYPHS_PER_PAGE {
                self.page.set_aside.over_limit += 1;
            } else {
                self.page.glyphs.push(glyph);
            }
        }
    }

    /// The straight parts of a stroke so thick that it hides what lies under it.
    fn paint_stroke(&mut self, path: &BezPath, transform: Affine, stroke: &StrokeProps, ink: Option<Ink>, mixes: bool) {
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let width = f64::from(stroke.line_width) * (a * d - b * c).abs().sqrt();
        if width <= THIN {
            return;
        }
        let mut last = Point::ZERO;
        for element in path.elements() {
            let Some(end) = element.end_point().map(|p| transform * p) else { continue };
            if matches!(element, PathEl::LineTo(_)) && ((last.x - end.x).abs() < 0.5 || (last.y - end.y).abs() < 0.5) {
                let (across, along) = if (last.x - end.x).abs() < 0.5 { (width / 2.0, 0.0) } else { (0.0, width / 2.0) };
                let line = Rect::from_points(last, end).inflate(across, along);
                self.paint(self.clip().within(line), ink, mixes);
            }
            last = end;
        }
    }
}

impl<'a> Device<'a> for PageDevice<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        let (ink, mixes) = (self.ink(&props), self.mixes(&props));
        if let DrawMode::Fill(rule) | DrawMode::FillAndStroke(rule, _) = mode {
            self.paint_path(path, props.transform, *rule, ink, mixes);
            self.rule(ink, |rulings| rulings.filled_path(path, props.transform));
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            self.paint_stroke(path, props.transform, stroke, ink, mixes);
            self.rule(ink, |rulings| rulings.stroked_path(path, props.transform));
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        let (ink, mixes) = (self.ink(&props), self.mixes(&props));
        let bounds = props.transform.transform_rect_bbox(*rect);
        if let DrawMode::Fill(_) | DrawMode::FillAndStroke(..) = mode {
            if has_axes(props.transform) {
                self.paint(self.clip().within(bounds), ink, mixes);
            } else {
                self.paint_path(&rect.to_path(0.1), props.transform, FillRule::NonZero, ink, mixes);
            }
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            self.paint_stroke(&rect.to_path(0.1), props.transform, stroke, ink, mixes);
        }
        self.rule(ink, |rulings| match mode {
            DrawMode::Fill(_) => rulings.filled(bounds),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => rulings.outline(bounds),
            DrawMode::Invisible => {}
        });
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.count();
        let inner = self.clip().within_path(clip.path.clone(), clip.fill);
        self.clips.push(inner);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.count();
        let inner = self.clip().within(*rect);
        self.clips.push(inner);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, mode: BlendMode) {
        let around = self.group();
        let mixes = around.mixes || mask.is_some() || mode != BlendMode::Normal;
        self.groups.push(Group { opacity: around.opacity * opacity, mixes });
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        self.run += 1;
        let ink = if self.mixes(&props) { None } else { self.ink(&props) };
        self.painted.write_with(self.page.glyphs.len(), ink);
        let placed = self.glyph_run(run, props.transform);
        self.keep(placed, matches!(mode, DrawMode::Invisible));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count();
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let bounds = props.transform.transform_rect_bbox(size);
        let r = bounds.intersect(self.area.bounds);
        if r.area() > 0.0 {
            let area = place::Rect::new(r.x0 as f32, r.y0 as f32, r.x1 as f32, r.y1 as f32);
            self.page.pictures.push(area);
            let group = self.group();
            let opaque = group.opacity >= 0.9 && !group.mixes && props.blend_mode == BlendMode::Normal;
            let part = if opaque { opaque_part(&image, props.transform, || self.shows_in(0, &area)) } else { Opaque::Nothing };
            let region = if has_axes(props.transform) {
                self.clip().within(bounds)
            } else {
                self.clip().within_path(props.transform * size.to_path(0.1), FillRule::NonZero)
            };
            self.painted.picture(self.page.glyphs.len(), region, part);
        }
        // Some producers draw borders as pictures one pixel thick.
        self.rule(None, |rulings| rulings.filled(r));
    }
}

/// Whether rectangles stay rectangles along the axes.
fn has_axes(transform: Affine) -> bool {
    let [a, b, c, d, _, _] = transform.as_coeffs();
    (b == 0.0 && c == 0.0) || (a == 0.0 && d == 0.0)
}
