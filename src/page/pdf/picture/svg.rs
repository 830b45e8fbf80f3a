//! Numbers, outlines and colours as SVG writes them, as short as they can be.

use super::raster::Encoded;
use hayro_interpret::BlendMode;
use hayro_interpret::color::Color;
use kurbo::{Affine, BezPath, PathEl, Point, Rect};
use std::fmt::Write;

/// Adds a number with at most two decimals, and none that are zero.
pub(super) fn number(out: &mut String, value: f64) {
    let hundredths = (value * 100.0).round();
    if !hundredths.is_finite() || hundredths.abs() > 1e12 {
        out.push('0');
        return;
    }
    let hundredths = hundredths as i64;
    if hundredths < 0 {
        out.push('-');
    }
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let _ = write!(out, "{whole}");
    if rest > 0 {
        let _ = if rest % 10 == 0 { write!(out, ".{}", rest / 10) } else { write!(out, ".{rest:02}") };
    }
}

fn point(out: &mut String, command: char, p: Point) {
    out.push(command);
    number(out, p.x);
    out.push(' ');
    number(out, p.y);
}

/// Adds an outline, transformed.
pub(super) fn path(out: &mut String, path: &BezPath, transform: Affine) {
    for element in path.elements() {
        match transform * *element {
            PathEl::MoveTo(p) => point(out, 'M', p),
            PathEl::LineTo(p) => point(out, 'L', p),
            PathEl::QuadTo(a, p) => {
                point(out, 'Q', a);
                point(out, ' ', p);
            }
            PathEl::CurveTo(a, b, p) => {
                point(out, 'C', a);
                point(out, ' ', b);
                point(out, ' ', p);
            }
            PathEl::ClosePath => out.push('Z'),
        }
    }
}

/// Adds a transformation. Its linear part may be small, so it keeps six significant digits.
pub(super) fn matrix(out: &mut String, transform: Affine) {
    out.push_str("matrix(");
    for (index, value) in transform.as_coeffs().into_iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        if index < 4 {
            let value = if value.is_finite() { value } else { 0.0 };
            let _ = write!(out, "{}", (value * 1e7).round() / 1e7);
        } else {
            number(out, value);
        }
    }
    out.push(')');
}

/// A colour as `#rgb`, and how opaque it is, of 255.
pub(super) fn colour(colour: &Color) -> (String, u8) {
    let [r, g, b, a] = colour.to_rgba().to_rgba8();
    (format!("#{r:02x}{g:02x}{b:02x}"), a)
}

/// Adds a text as XML has it.
pub(super) fn text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Not in XML at all.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
}

/// Lines thinner than this do not show on a screen, points.
pub(super) const THINNEST: f64 = 0.5;

/// Adds a rectangle.
pub(super) fn rectangle(out: &mut String, r: Rect) {
    point(out, 'M', Point::new(r.x0, r.y0));
    out.push('h');
    number(out, r.width());
    out.push('v');
    number(out, r.height());
    out.push('h');
    number(out, -r.width());
    out.push('Z');
}

/// Adds a rectangle that is painted; a thin one, which is a line, grows until it shows.
pub(super) fn visible_rectangle(out: &mut String, r: Rect) {
    let grown = |side: f64| ((THINNEST - side) / 2.0).max(0.0);
    let is_line = r.width().max(r.height()) > THINNEST;
    rectangle(out, if is_line { r.inflate(grown(r.width()), grown(r.height())) } else { r });
}

/// Adds a picture.
pub(super) fn picture(out: &mut String, image: &Encoded) {
    let (width, height) = image.size;
    let _ = write!(out, "<image width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" transform=\"");
    matrix(out, image.transform);
    let _ = write!(out, "\" href=\"{}\"/>", image.address);
}

/// A transformation without its shift.
pub(super) fn linear(transform: Affine) -> Affine {
    let [a, b, c, d, _, _] = transform.as_coeffs();
    Affine::new([a, b, c, d, 0.0, 0.0])
}

/// An outline in thousandths of an em, which is as fine as a screen shows it.
pub(super) fn rounded(outline: BezPath) -> BezPath {
    let round = |p: Point| Point::new(p.x.round(), p.y.round());
    let element = |element: PathEl| match element {
        PathEl::MoveTo(p) => PathEl::MoveTo(round(p)),
        PathEl::LineTo(p) => PathEl::LineTo(round(p)),
        PathEl::QuadTo(a, p) => PathEl::QuadTo(round(a), round(p)),
        PathEl::CurveTo(a, b, p) => PathEl::CurveTo(round(a), round(b), round(p)),
        PathEl::ClosePath => PathEl::ClosePath,
    };
    outline.into_iter().map(element).collect()
}

/// The name of a way of mixing, but for the plain one.
pub(super) const fn blend(mode: BlendMode) -> Option<&'static str> {
    Some(match mode {
        BlendMode::Normal => return None,
        BlendMode::Multiply => "multiply",
        BlendMode::Screen => "screen",
        BlendMode::Overlay => "overlay",
        BlendMode::Darken => "darken",
        BlendMode::Lighten => "lighten",
        BlendMode::ColorDodge => "color-dodge",
        BlendMode::ColorBurn => "color-burn",
        BlendMode::HardLight => "hard-light",
        BlendMode::SoftLight => "soft-light",
        BlendMode::Difference => "difference",
        BlendMode::Exclusion => "exclusion",
        BlendMode::Hue => "hue",
        BlendMode::Saturation => "saturation",
        BlendMode::Color => "color",
        BlendMode::Luminosity => "luminosity",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let written = |v: f64| {
            let mut out = String::new();
            number(&mut out, v);
            out
        };
        for (value, want) in [(1.0, "1"), (0.5, "0.5"), (-0.05, "-0.05"), (12.345, "12.35"), (-0.001, "0"), (f64::NAN, "0")] {
            assert_eq!(written(value), want);
        }
    }

    #[test]
    fn texts_hold_no_markup() {
        let mut out = String::new();
        text(&mut out, "</text><script>\"'&\u{0}");
        assert_eq!(out, "&lt;/text&gt;&lt;script&gt;&quot;&#39;&amp; ");
    }
}
