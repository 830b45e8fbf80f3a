//! Collects glyphs, rulings and pictures while hayro interprets a page.

use super::unicode::FontTexts;
use crate::limits;
use crate::page::drawn::{ASCENT, Glyph, Page, Rule, Turn};
use crate::place;
use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};

/// A filled rectangle with one side at most this long (points) shows as a line. Excel's widest border is 2.25 points.
const THIN: f64 = 2.5;
/// A line shorter than this (points) is a dot of a dotted border; it is kept, since dots in a row merge later.
const SHORTEST: f64 = 0.05;
/// Deviation from an axis (points over the whole length) that still counts as parallel to it.
const SLANT: f64 = 0.6;
/// hayro scales every outline font to this many units per em.
const UNITS_PER_EM: f64 = 1000.0;

/// The device for one page.
pub(super) struct PageDevice<'f, 'p> {
    page: Page,
    clips: Vec<Rect>,
    area: Rect,
    fonts: &'f mut FontTexts<'p>,
    run: u32,
    invisible: Vec<Glyph>,
    /// Opaque pictures, each with the number of glyphs that were drawn before it.
    covers: Vec<(usize, place::Rect)>,
}

impl<'f, 'p> PageDevice<'f, 'p> {
    pub(super) fn new(number: u32, width: f32, height: f32, fonts: &'f mut FontTexts<'p>) -> Self {
        Self {
            page: Page { number, width, height, ..Page::default() },
            clips: Vec::new(),
            area: Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            fonts,
            run: 0,
            invisible: Vec::new(),
            covers: Vec::new(),
        }
    }

    /// The finished page.
    ///
    /// Invisible text is kept when it is all the text there is (a scan with a text layer underneath), else it is set aside:
    /// a document must not say other than it shows.
    pub(super) fn finish(mut self) -> Page {
        self.drop_covered();
        if self.page.glyphs.is_empty() {
            self.page.glyphs = self.invisible;
        } else {
            self.page.set_aside.invisible += u32::try_from(self.invisible.len()).unwrap_or(u32::MAX);
        }
        self.page
    }

    /// Text under an opaque picture does not show: Yantai covers the old title of a form with a white one and prints another.
    fn drop_covered(&mut self) {
        if self.covers.is_empty() {
            return;
        }
        let covers = std::mem::take(&mut self.covers);
        let mut index = 0;
        let mut covered = 0;
        self.page.glyphs.retain(|glyph| {
            let (x, y) = centre(glyph);
            let hidden = covers.iter().any(|(before, area)| index < *before && area.contains(x as f32, y as f32));
            index += 1;
            covered += u32::from(hidden);
            !hidden
        });
        self.page.set_aside.covered += covered;
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.area)
    }

    fn push_clip(&mut self, bounds: Rect) {
        let clip = self.clip().intersect(bounds);
        self.clips.push(clip);
    }

    /// A straight line from `a` to `b` in page coordinates, if it runs along an axis and shows.
    fn line(&mut self, a: Point, b: Point) {
        let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if dx.max(dy) < SHORTEST || dx.min(dy) > SLANT {
            return;
        }
        let clip = self.clip();
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
    fn filled(&mut self, r: Rect) {
        if r.width() <= THIN && r.height() > r.width() {
            let x = r.center().x;
            self.line(Point::new(x, r.y0), Point::new(x, r.y1));
        } else if r.height() <= THIN {
            let y = r.center().y;
            self.line(Point::new(r.x0, y), Point::new(r.x1, y));
        }
    }

    fn outline(&mut self, r: Rect) {
        if r.width() <= THIN || r.height() <= THIN {
            return self.filled(r);
        }
        let corners = [(r.x0, r.y0), (r.x1, r.y0), (r.x1, r.y1), (r.x0, r.y1)].map(Point::from);
        for i in 0..4 {
            self.line(corners[i], corners[(i + 1) % 4]);
        }
    }

    /// The subpaths of a fill: each by its bounding box when all its sides run along the axes.
    fn filled_path(&mut self, path: &BezPath, transform: Affine) {
        let mut bounds: Option<Rect> = None;
        let mut straight = true;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(p) => {
                    self.flush(bounds.take(), straight);
                    straight = true;
                    bounds = Some(Rect::from_points(transform * p, transform * p));
                }
                PathEl::LineTo(p) => bounds = bounds.map(|b| b.union_pt(transform * p)),
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => straight = false,
                PathEl::ClosePath => {}
            }
        }
        self.flush(bounds, straight);
    }

    fn flush(&mut self, bounds: Option<Rect>, straight: bool) {
        if let Some(bounds) = bounds.filter(|_| straight) {
            self.filled(bounds);
        }
    }

    fn stroked_path(&mut self, path: &BezPath, transform: Affine) {
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
            push_text(&mut placed, &text, base, &mut after_space);
        }
        placed
    }

    fn keep(&mut self, placed: Vec<Glyph>, invisible: bool) {
        let clip = self.clip().intersect(self.area);
        let shows = |g: &Glyph| {
            let (x, y) = centre(g);
            x >= clip.x0 - 0.5 && x <= clip.x1 + 0.5 && y >= clip.y0 - 0.5 && y <= clip.y1 + 0.5
        };
        // Text that a clip cuts off stays whole when some of it shows: a number must never lose digits to a cell border.
        let any_shows = placed.iter().any(shows);
        for glyph in placed {
            if glyph.turn == Turn::Skew {
                self.page.set_aside.skew += 1;
            } else if !any_shows {
                self.page.set_aside.outside += 1;
            } else if invisible {
                self.invisible.push(glyph);
            } else if self.page.glyphs.len() >= limits::MAX_GLYPHS_PER_PAGE {
                self.page.set_aside.over_limit += 1;
            } else {
                self.page.glyphs.push(glyph);
            }
        }
    }
}

/// White lines do not show on a page: Beijing's spreadsheets draw a white grid around title and unit.
fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [r, g, b, alpha] = color.to_rgba().to_rgba8();
            alpha == 0 || (r >= 250 && g >= 250 && b >= 250)
        }
        Paint::Pattern(_) => false,
    }
}

/// A picture without mask or transparency hides what lies under it; a seal (with a mask) does not.
fn is_opaque(image: &Image<'_, '_>, props: &ImageDrawProps<'_>) -> bool {
    let Image::Raster(raster) = image else { return false };
    let dict = raster.stream().dict();
    let masked = dict.contains_key("SMask") || dict.contains_key("Mask") || props.soft_mask.is_some();
    !masked && props.blend_mode == BlendMode::Normal
}

fn is_no_text(text: &BfString) -> bool {
    let bad = |c: char| c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace());
    match text {
        BfString::Char(c) => bad(*c),
        BfString::String(s) => s.is_empty() || s.chars().any(bad),
    }
}

/// Pushes the characters of one glyph (a ligature has several, which share its advance); white space becomes a mark on the next.
fn push_text(placed: &mut Vec<Glyph>, text: &BfString, base: Glyph, after_space: &mut bool) {
    let mut push = |ch: char, x: f32, advance: f32| {
        if ch.is_whitespace() || matches!(ch, '\u{200B}' | '\u{FEFF}' | '\u{AD}') {
            *after_space = true;
            return;
        }
        placed.push(Glyph { ch, x, advance, after_space: std::mem::take(after_space), ..base });
    };
    match text {
        BfString::Char(c) => push(*c, base.x, base.advance),
        BfString::String(s) => {
            let part = base.advance / s.chars().count().max(1) as f32;
            for (i, c) in s.chars().enumerate() {
                push(c, base.x + part * i as f32, part);
            }
        }
    }
}

fn centre(g: &Glyph) -> (f64, f64) {
    let (along, above) = (g.advance / 2.0, g.size * ASCENT / 2.0);
    let (x, y) = match g.turn {
        Turn::Upright | Turn::Skew => (g.x + along, g.y - above),
        Turn::Down => (g.x + above, g.y + along),
        Turn::Over => (g.x - along, g.y + above),
        Turn::Up => (g.x - above, g.y - along),
    };
    (f64::from(x), f64::from(y))
}

/// Reading direction from the glyph's matrix (page coordinates, y down: an upright glyph has a > 0 and d < 0).
fn turn_of(a: f64, b: f64, c: f64, d: f64) -> Turn {
    // Mirrored or zero matrices have no reading direction; slanted (fake italic) ones keep their baseline.
    let along = a.hypot(b);
    if along == 0.0 || (c == 0.0 && d == 0.0) {
        return Turn::Skew;
    }
    let (a, b) = (a / along, b / along);
    const STRAIGHT: f64 = 0.996; // five degrees
    if a > STRAIGHT {
        Turn::Upright
    } else if b > STRAIGHT {
        Turn::Down
    } else if a < -STRAIGHT {
        Turn::Over
    } else if b < -STRAIGHT {
        Turn::Up
    } else {
        Turn::Skew
    }
}

impl<'a> Device<'a> for PageDevice<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if is_white(&props.paint) {
            return;
        }
        match mode {
            DrawMode::Fill(_) => self.filled_path(path, props.transform),
            DrawMode::Stroke(_) => self.stroked_path(path, props.transform),
            DrawMode::FillAndStroke(..) => {
                self.filled_path(path, props.transform);
                self.stroked_path(path, props.transform);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        if is_white(&props.paint) {
            return;
        }
        let bounds = props.transform.transform_rect_bbox(*rect);
        match mode {
            DrawMode::Fill(_) => self.filled(bounds),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => self.outline(bounds),
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.push_clip(*rect);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.run += 1;
        let placed = self.glyph_run(run, props.transform);
        self.keep(placed, matches!(mode, DrawMode::Invisible));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let r = props.transform.transform_rect_bbox(size).intersect(self.area);
        if r.area() > 0.0 {
            let area = place::Rect::new(r.x0 as f32, r.y0 as f32, r.x1 as f32, r.y1 as f32);
            self.page.pictures.push(area);
            if is_opaque(&image, &props) {
                self.covers.push((self.page.glyphs.len(), area));
            }
        }
        // Some producers draw borders as pictures one pixel thick.
        self.filled(r);
    }
}
