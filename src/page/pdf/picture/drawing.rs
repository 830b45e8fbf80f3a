//! What is written of a page as it is drawn: paths, outlines, pictures, what is open around them, and what is defined once.

use super::layer::Text;
use super::raster;
use super::svg::{self, blend, linear, picture, rounded, visible_rectangle};
use crate::limits;
use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::pattern::{Pattern, ShadingPattern, TilingPattern};
use hayro_interpret::{BlendMode, DrawMode, DrawProps, FillRule, MaskType, Paint, SoftMask, StrokeProps};
use kurbo::{Affine, BezPath, Point, Rect, Shape};
use rustc_hash::FxHashMap;
use std::fmt::Write;
use std::panic::resume_unwind;

/// Bytes of a picture at most; a page that would need more is cut there.
const MOST_BYTES: usize = 24 << 20;

/// Why drawing ended early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut;

/// Something that is open around what is drawn: a clip or a group. It is written when something is drawn in it.
#[derive(Debug, Clone)]
pub(super) struct Around {
    /// Its attributes.
    attributes: String,
    written: bool,
}

/// The device for one page.
pub(super) struct Drawing {
    pub(super) area: Rect,
    pub(super) veiled: Vec<Rect>,
    pub(super) body: String,
    pub(super) defs: String,
    /// Numbers of the outlines in `defs`.
    glyphs: FxHashMap<u128, usize>,
    /// Clips, patterns and masks in `defs`.
    named: usize,
    around: Vec<Around>,
    drawings: u64,
    /// The attributes of the path that is being written: the next of the same goes into it.
    path: Option<String>,
    pub(super) text: Text,
}

impl Drawing {
    pub(super) fn new(area: Rect, veiled: Vec<Rect>) -> Self {
        Self {
            area,
            veiled,
            body: String::new(),
            defs: String::new(),
            glyphs: FxHashMap::default(),
            named: 0,
            around: Vec::new(),
            drawings: 0,
            path: None,
            text: Text::default(),
        }
    }

    /// What was drawn, without the element around it.
    pub(super) fn finish(mut self) -> String {
        self.end_path();
        while let Some(around) = self.around.pop() {
            self.close(&around);
        }
        let styles = self.text.styles();
        let defs = if self.defs.is_empty() { String::new() } else { format!("<defs>{}</defs>", self.defs) };
        format!("{styles}{defs}{}", self.body)
    }

    pub(super) fn count(&mut self) {
        self.drawings += 1;
        if self.drawings > limits::MAX_DRAWINGS_PER_PAGE || self.body.len() + self.defs.len() > MOST_BYTES {
            resume_unwind(Box::new(Cut));
        }
    }

    pub(super) fn is_veiled(&self, p: Point) -> bool {
        self.veiled.iter().any(|v| v.contains(p))
    }

    /// Whether a drawing has its place in a veiled area, as an outline of text has; a border or a background is larger.
    pub(super) fn hides(&self, bounds: Rect) -> bool {
        self.veiled.iter().any(|v| v.inflate(1.0, 2.0).contains_rect(bounds))
            || self.is_veiled(bounds.center()) && self.veiled.iter().any(|v| bounds.height() < 1.5 * v.height())
    }

    pub(super) fn open(&mut self) {
        if self.around.iter().all(|a| a.written) {
            return;
        }
        self.end_path();
        for around in self.around.iter_mut().filter(|a| !a.written) {
            around.written = true;
            let _ = write!(self.body, "<g{}>", around.attributes);
        }
    }

    pub(super) fn close(&mut self, around: &Around) {
        if around.written {
            self.end_path();
            self.body.push_str("</g>");
        }
    }

    pub(super) fn push(&mut self, attributes: String) {
        self.around.push(Around { written: attributes.is_empty(), attributes });
    }

    pub(super) fn pop(&mut self) {
        if let Some(around) = self.around.pop()
            && !around.attributes.is_empty()
        {
            self.close(&around);
        }
    }

    /// A path in page coordinates; paths of one kind that follow each other become one.
    pub(super) fn add_path(&mut self, d: &str, attributes: String, joins: bool) {
        self.open();
        if self.path.as_ref().is_some_and(|open| joins && *open == attributes) {
            self.body.push_str(d);
            return;
        }
        self.end_path();
        let _ = write!(self.body, "<path{attributes} d=\"{d}");
        self.path = Some(attributes);
        if !joins {
            self.end_path();
        }
    }

    pub(super) fn end_path(&mut self) {
        if self.path.take().is_some() {
            self.body.push_str("\"/>");
        }
    }

    pub(super) fn name(&mut self) -> usize {
        self.named += 1;
        self.named
    }

    /// What a closure draws, apart from the body.
    pub(super) fn apart(&mut self, draw: impl FnOnce(&mut Self)) -> String {
        self.end_path();
        let body = std::mem::take(&mut self.body);
        let around = std::mem::take(&mut self.around);
        draw(self);
        self.end_path();
        while let Some(around) = self.around.pop() {
            self.close(&around);
        }
        self.around = around;
        std::mem::replace(&mut self.body, body)
    }
}

impl Drawing {
    /// `fill` or `stroke` with a colour or a pattern; `None` where nothing would show.
    pub(super) fn paint<'a>(&mut self, what: &str, paint: &Paint<'a>, bounds: Rect) -> Option<String> {
        match paint {
            Paint::Color(colour) => {
                let (colour, alpha) = svg::colour(colour);
                let mut out = format!(" {what}=\"{colour}\"");
                if alpha < 255 {
                    let _ = write!(out, " {what}-opacity=\"{:.3}\"", f32::from(alpha) / 255.0);
                }
                Some(out)
            }
            Paint::Pattern(pattern) => {
                let name = match pattern.as_ref() {
                    Pattern::Shading(shading) => self.shading(shading, bounds),
                    Pattern::Tiling(tiling) => self.tiling(tiling, what == "stroke"),
                }?;
                Some(format!(" {what}=\"url(#p{name})\""))
            }
        }
    }

    pub(super) fn shading(&mut self, shading: &ShadingPattern, bounds: Rect) -> Option<usize> {
        let bounds = bounds.intersect(self.area);
        if bounds.area() <= 0.0 {
            return None;
        }
        let texture = shading.encode().render_texture(bounds, 1.0);
        let image = raster::texture(texture.width, texture.height, texture.data, texture.transform);
        let name = self.name();
        let mut out = format!("<pattern id=\"p{name}\" patternUnits=\"userSpaceOnUse\" width=\"");
        svg::number(&mut out, bounds.x1);
        out.push_str("\" height=\"");
        svg::number(&mut out, bounds.y1);
        out.push_str("\">");
        picture(&mut out, &image);
        out.push_str("</pattern>");
        self.defs.push_str(&out);
        Some(name)
    }

    pub(super) fn tiling(&mut self, tiling: &TilingPattern<'_>, stroke: bool) -> Option<usize> {
        let to_corner = Affine::translate((-tiling.bbox.x0, -tiling.bbox.y0));
        let transform = tiling.matrix * to_corner.inverse();
        let veiled = std::mem::take(&mut self.veiled);
        // What repeats cannot be veiled at one place.
        let inside = if veiled.is_empty() {
            self.apart(|own| {
                let _ = tiling.interpret(own, to_corner, stroke);
            })
        } else {
            String::new()
        };
        self.veiled = veiled;
        let name = self.name();
        let mut out = format!("<pattern id=\"p{name}\" patternUnits=\"userSpaceOnUse\" width=\"");
        svg::number(&mut out, f64::from(tiling.x_step.abs()));
        out.push_str("\" height=\"");
        svg::number(&mut out, f64::from(tiling.y_step.abs()));
        out.push_str("\" patternTransform=\"");
        svg::matrix(&mut out, transform);
        let _ = write!(out, "\">{inside}</pattern>");
        self.defs.push_str(&out);
        Some(name)
    }

    /// The attributes of a group: how it is mixed with what lies behind it.
    pub(super) fn mixing(&mut self, opacity: f32, mask: Option<&SoftMask<'_>>, mode: BlendMode) -> String {
        let mut out = String::new();
        if opacity < 0.999 {
            let _ = write!(out, " opacity=\"{opacity:.3}\"");
        }
        if let Some(name) = blend(mode) {
            let _ = write!(out, " style=\"mix-blend-mode:{name}\"");
        }
        if let Some(mask) = mask {
            let inside = self.apart(|own| mask.interpret(own));
            let name = self.name();
            let kind = if mask.mask_type() == MaskType::Alpha { " mask-type=\"alpha\"" } else { "" };
            let _ = write!(self.defs, "<mask id=\"m{name}\" maskUnits=\"userSpaceOnUse\"{kind}>{inside}</mask>");
            let _ = write!(out, " mask=\"url(#m{name})\"");
        }
        out
    }

    /// Draws inside a group where what is drawn is mixed, else as it is.
    pub(super) fn mixed(&mut self, mask: Option<&SoftMask<'_>>, mode: BlendMode, draw: impl FnOnce(&mut Self)) {
        let attributes = self.mixing(1.0, mask, mode);
        self.push(attributes);
        draw(self);
        self.pop();
    }

    pub(super) fn fill_path(&mut self, path: &BezPath, transform: Affine, rule: FillRule, paint: &Paint<'_>) {
        let bounds = transform.transform_rect_bbox(path.control_box());
        if self.hides(bounds) {
            return;
        }
        let Some(mut attributes) = self.paint("fill", paint, bounds) else { return };
        let thin = bounds.width().min(bounds.height()) < svg::THINNEST;
        let mut d = String::new();
        if thin && bounds.width().max(bounds.height()) > svg::THINNEST {
            visible_rectangle(&mut d, bounds);
        } else {
            svg::path(&mut d, path, transform);
            if rule == FillRule::EvenOdd {
                attributes.push_str(" fill-rule=\"evenodd\"");
            }
        }
        self.add_path(&d, attributes, thin);
    }

    pub(super) fn stroke_path(&mut self, path: &BezPath, transform: Affine, stroke: &StrokeProps, paint: &Paint<'_>) {
        let bounds = transform.transform_rect_bbox(path.control_box());
        if self.hides(bounds) {
            return;
        }
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let scale = (a * d - b * c).abs().sqrt();
        let Some(paint) = self.paint("stroke", paint, bounds.inflate(1.0, 1.0)) else { return };
        let mut attributes = format!(" fill=\"none\"{paint} stroke-width=\"");
        svg::number(&mut attributes, (f64::from(stroke.line_width) * scale).max(svg::THINNEST));
        attributes.push('"');
        match stroke.line_cap {
            kurbo::Cap::Butt => {}
            kurbo::Cap::Square => attributes.push_str(" stroke-linecap=\"square\""),
            kurbo::Cap::Round => attributes.push_str(" stroke-linecap=\"round\""),
        }
        match stroke.line_join {
            kurbo::Join::Miter => {}
            kurbo::Join::Bevel => attributes.push_str(" stroke-linejoin=\"bevel\""),
            kurbo::Join::Round => attributes.push_str(" stroke-linejoin=\"round\""),
        }
        if stroke.dash_array.iter().any(|dash| *dash > 0.0) {
            attributes.push_str(" stroke-dasharray=\"");
            for dash in &stroke.dash_array {
                svg::number(&mut attributes, f64::from(*dash) * scale);
                attributes.push(' ');
            }
            attributes.push('"');
        }
        let mut d = String::new();
        svg::path(&mut d, path, transform);
        // Strokes that cross are seen through each other where they are not opaque.
        let joins = !attributes.contains("opacity");
        self.add_path(&d, attributes, joins);
    }

    pub(super) fn draw_rectangle(&mut self, rect: Rect, transform: Affine, paint: &Paint<'_>) {
        let [a, b, c, d, _, _] = transform.as_coeffs();
        if !((b == 0.0 && c == 0.0) || (a == 0.0 && d == 0.0)) {
            return self.fill_path(&rect.to_path(0.1), transform, FillRule::NonZero, paint);
        }
        let bounds = transform.transform_rect_bbox(rect);
        if self.hides(bounds) {
            return;
        }
        let Some(attributes) = self.paint("fill", paint, bounds) else { return };
        let mut out = String::new();
        visible_rectangle(&mut out, bounds);
        let joins = !attributes.contains("opacity") && !attributes.contains("url");
        self.add_path(&out, attributes, joins);
    }
}

impl Drawing {
    pub(super) fn outline_number(&mut self, glyph: &OutlineGlyph) -> Option<usize> {
        let key = glyph.identifier().cache_key();
        if let Some(number) = self.glyphs.get(&key) {
            return (*number > 0).then_some(*number);
        }
        let outline = glyph.outline();
        let number = if outline.is_empty() { 0 } else { self.name() };
        self.glyphs.insert(key, number);
        if number > 0 {
            let _ = write!(self.defs, "<path id=\"g{number}\" d=\"");
            // A thousandth of an em is no finer than a screen.
            let mut d = String::new();
            svg::path(&mut d, &rounded(outline), Affine::IDENTITY);
            let _ = write!(self.defs, "{d}\"/>");
        }
        (number > 0).then_some(number)
    }

    /// The outlines of a run that share size and direction, as one group; `stroke` is how thick they are outlined on the page.
    pub(super) fn outlines(&mut self, glyphs: &[(usize, Affine)], attributes: &str, stroke: Option<f64>) {
        for group in glyphs.chunk_by(|a, b| linear(a.1) == linear(b.1)) {
            let frame = linear(group[0].1);
            if frame.determinant().abs() < 1e-12 {
                continue;
            }
            self.open();
            self.end_path();
            let back = frame.inverse();
            let _ = write!(self.body, "<g{attributes}");
            if let Some(stroke) = stroke {
                // In the units of the outlines, which are made smaller with them.
                let _ = write!(self.body, " stroke-width=\"{:.1}\"", stroke / frame.determinant().abs().sqrt());
            }
            self.body.push_str(" transform=\"");
            svg::matrix(&mut self.body, frame);
            self.body.push_str("\">");
            for (number, transform) in group {
                let at = back * (*transform * Point::ZERO);
                let _ = write!(self.body, "<use href=\"#g{number}\" x=\"{:.0}\" y=\"{:.0}\"/>", at.x, at.y);
            }
            self.body.push_str("</g>");
        }
    }
}

impl Drawing {
    /// The attributes of glyphs, what they are filled and outlined with, and how thick the outline is on the page.
    pub(super) fn ink(&mut self, props: &DrawProps<'_>, mode: &DrawMode) -> (String, Option<f64>) {
        let bounds = self.area;
        let fills = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        let mut attributes = if fills { self.paint("fill", &props.paint, bounds) } else { None };
        let attributes = attributes.get_or_insert_with(|| " fill=\"none\"".to_owned());
        let mut width = None;
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            let paint = self.paint("stroke", &props.paint, bounds).unwrap_or_default();
            attributes.push_str(&paint);
            let scale = props.transform.determinant().abs().sqrt();
            width = Some((f64::from(stroke.line_width) * scale).clamp(0.1, 20.0));
        }
        (std::mem::take(attributes), width)
    }
}
