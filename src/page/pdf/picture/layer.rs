//! Text whose font the file does not hold, drawn as text: the reader's own fonts show it, each character at its place.

use super::svg;
use crate::codes::faces::{face, faces};
use hayro_interpret::font::{Glyph, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;
use kurbo::{Affine, Point, Rect};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Units of the em of every glyph.
const EM: f64 = 1000.0;
/// Of the em, where the middle of a character stands above its baseline.
const MIDDLE: f64 = 0.35;

/// The middle of a glyph on the page.
pub(super) fn middle(glyph: &Glyph<'_>, transform: Affine) -> Point {
    let advance = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(drawn) => drawn.advance_width(),
    };
    transform * Point::new(advance.map_or(EM, f64::from) / 2.0, MIDDLE * EM)
}

/// A glyph that is written and not drawn.
pub(super) struct Written {
    text: String,
    transform: Affine,
    /// Of the em.
    advance: f64,
    face: usize,
    bold: bool,
}

impl Written {
    /// `None` where the file does not say what character it is, or it is blank.
    pub(super) fn of(glyph: &OutlineGlyph, transform: Affine, font: Option<&str>) -> Option<Self> {
        let text = match glyph.as_unicode()? {
            BfString::Char(c) => c.to_string(),
            BfString::String(text) => text,
        };
        let font = font.unwrap_or_default();
        let (face, looks) = face(font)?;
        let advance = glyph.advance_width().map_or(EM, f64::from) / EM;
        (!text.trim().is_empty()).then_some(Self { text, transform, advance, face, bold: looks.bold || font.contains("Bold") })
    }

    /// Size of the em, and how much wider than high it is drawn; `None` where it does not stand upright.
    fn upright(&self) -> Option<(f64, f64)> {
        let [a, b, c, d, _, _] = self.transform.as_coeffs();
        if b.abs() > 1e-9 || c.abs() > 1e-9 || a <= 0.0 || d >= 0.0 {
            return None;
        }
        let stretch = -a / d;
        // The interpreter narrows the blank glyph, which is an em wide, to the width of the character.
        let narrowed = (stretch - self.advance).abs() < 0.02;
        Some((-d * EM, if narrowed || (stretch - 1.0).abs() < 0.02 { 1.0 } else { stretch }))
    }
}

/// The faces that a page writes with.
#[derive(Debug, Default)]
pub(super) struct Text {
    used: BTreeSet<usize>,
}

impl Text {
    /// Writes the glyphs of one run.
    pub(super) fn run(&mut self, out: &mut String, glyphs: &[Written], attributes: &str) {
        for group in
            glyphs.chunk_by(|a, b| a.face == b.face && a.bold == b.bold && a.upright().is_some() && a.upright() == b.upright())
        {
            let first = &group[0];
            self.open(out, first.face, first.bold, attributes);
            match first.upright() {
                Some((size, stretch)) => line(out, group, size, stretch),
                None => turned(out, first),
            }
            for glyph in group {
                svg::text(out, &glyph.text);
            }
            out.push_str("</text>");
        }
    }

    /// Writes a line of text into an area.
    pub(super) fn fill(&mut self, out: &mut String, text: &str, area: Rect) {
        let Some((number, _)) = face("") else { return };
        self.open(out, number, false, " fill=\"#666\"");
        out.push_str(" lengthAdjust=\"spacingAndGlyphs\" textLength=\"");
        svg::number(out, area.width());
        place(out, area.height() * 0.85, area.x0, area.y1 - area.height() * 0.15);
        out.push_str("\">");
        svg::text(out, text);
        out.push_str("</text>");
    }

    fn open(&mut self, out: &mut String, face: usize, bold: bool, attributes: &str) {
        self.used.insert(face);
        let bold = if bold { " font-weight=\"bold\"" } else { "" };
        let _ = write!(out, "<text class=\"f{face}\" lang=\"zh-CN\"{bold}{attributes}");
    }

    /// The families of the faces that were written with.
    pub(super) fn styles(&self) -> String {
        if self.used.is_empty() {
            return String::new();
        }
        let mut out = "<style>text{white-space:pre}".to_owned();
        for (number, face) in faces().iter().enumerate().filter(|(number, _)| self.used.contains(number)) {
            let families: Vec<String> = face.families.split(',').map(family).collect();
            let _ = write!(out, ".f{number}{{font-family:{}}}", families.join(","));
        }
        out + "</style>"
    }
}

fn family(name: &str) -> String {
    if matches!(name, "serif" | "sans-serif") { name.to_owned() } else { format!("'{name}'") }
}

fn place(out: &mut String, size: f64, x: f64, y: f64) {
    for (name, value) in [("\" font-size=\"", size), ("\" x=\"", x), ("\" y=\"", y)] {
        out.push_str(name);
        svg::number(out, value);
    }
}

/// Upright characters, each at its place.
fn line(out: &mut String, group: &[Written], size: f64, stretch: f64) {
    if stretch != 1.0 {
        out.push_str(" transform=\"");
        svg::matrix(out, Affine::scale_non_uniform(stretch, 1.0));
        out.push('"');
    }
    let at = |glyph: &Written| glyph.transform * Point::ZERO;
    out.push_str(" font-size=\"");
    svg::number(out, size);
    out.push_str("\" x=\"");
    for glyph in group {
        svg::number(out, at(glyph).x / stretch);
        // A character may be a text of several.
        (0..glyph.text.chars().count()).for_each(|_| out.push(' '));
    }
    out.push_str("\" y=\"");
    svg::number(out, at(&group[0]).y);
    out.push_str("\">");
}

/// A character that stands at an angle.
fn turned(out: &mut String, glyph: &Written) {
    let [a, b, c, d, e, f] = glyph.transform.as_coeffs();
    let size = c.hypot(d).max(1e-9);
    let along = a.hypot(b).max(1e-9);
    let frame = Affine::new([a / along, b / along, -c / size, -d / size, e, f]);
    out.push_str(" font-size=\"");
    svg::number(out, size * EM);
    out.push_str("\" transform=\"");
    svg::matrix(out, frame);
    out.push_str("\">");
}
