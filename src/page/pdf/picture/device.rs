//! What the interpreter draws, but for what stands in a veiled area: of that, nothing is written at all.

use super::blank::is_blank;
use super::drawing::Drawing;
use super::layer::{Written, middle};
use super::raster;
use super::svg::{self, picture, rectangle};
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, FillRule, Image, ImageDrawProps, SoftMask};
use kurbo::{Affine, BezPath, Rect, Shape};
use std::fmt::Write;

impl<'a> Device<'a> for Drawing {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        self.mixed(props.soft_mask.as_ref(), props.blend_mode, |own| {
            if let DrawMode::Fill(rule) | DrawMode::FillAndStroke(rule, _) = mode {
                own.fill_path(path, props.transform, *rule, &props.paint);
            }
            if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
                own.stroke_path(path, props.transform, stroke, &props.paint);
            }
        });
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        self.mixed(props.soft_mask.as_ref(), props.blend_mode, |own| {
            if let DrawMode::Fill(_) | DrawMode::FillAndStroke(..) = mode {
                own.draw_rectangle(*rect, props.transform, &props.paint);
            }
            if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
                own.stroke_path(&rect.to_path(0.1), props.transform, stroke, &props.paint);
            }
        });
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        let (mut outlines, mut texts) = (Vec::new(), Vec::new());
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            if self.is_veiled(middle(glyph, transform)) {
                continue;
            }
            match &**glyph {
                Glyph::Type3(drawn) => self.mixed(props.soft_mask.as_ref(), props.blend_mode, |own| {
                    drawn.interpret(own, props.transform, glyph.transform(), &props.paint);
                }),
                Glyph::Outline(outline) => match outline.font_data().filter(|data| is_blank(&data.data)) {
                    Some(data) => texts.extend(Written::of(outline, transform, data.postscript_name.as_deref())),
                    None => outlines.extend(self.outline_number(outline).map(|number| (number, transform))),
                },
            }
        }
        if outlines.is_empty() && texts.is_empty() {
            return;
        }
        self.mixed(props.soft_mask.as_ref(), props.blend_mode, |own| {
            let (mut attributes, stroke) = own.ink(&props, mode);
            own.outlines(&outlines, &attributes, stroke);
            if !texts.is_empty() {
                own.open();
                own.end_path();
                if let Some(stroke) = stroke {
                    let _ = write!(attributes, " stroke-width=\"{stroke:.2}\"");
                }
                own.text.run(&mut own.body, &texts, &attributes);
            }
        });
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count();
        let encoded = match &image {
            Image::Raster(raster) => raster::raster(raster, props.transform, &self.veiled),
            Image::Stencil(stencil) => raster::stencil(stencil, props.transform, &self.veiled),
        };
        let Some(encoded) = encoded else { return };
        self.mixed(props.soft_mask.as_ref(), props.blend_mode, |own| {
            own.open();
            own.end_path();
            picture(&mut own.body, &encoded);
        });
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.count();
        let bounds = clip.path.control_box();
        if self.hides(bounds) {
            // An outline of text.
            return self.push(String::new());
        }
        let name = self.name();
        let rule = if clip.fill == FillRule::EvenOdd { " clip-rule=\"evenodd\"" } else { "" };
        let mut d = String::new();
        svg::path(&mut d, &clip.path, Affine::IDENTITY);
        let _ = write!(self.defs, "<clipPath id=\"c{name}\"><path{rule} d=\"{d}\"/></clipPath>");
        self.push(format!(" clip-path=\"url(#c{name})\""));
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.count();
        if rect.inflate(1.0, 1.0).contains_rect(self.area) {
            return self.push(String::new());
        }
        let name = self.name();
        let mut d = String::new();
        rectangle(&mut d, *rect);
        let _ = write!(self.defs, "<clipPath id=\"c{name}\"><path d=\"{d}\"/></clipPath>");
        self.push(format!(" clip-path=\"url(#c{name})\""));
    }

    fn pop_clip(&mut self) {
        self.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, mode: BlendMode) {
        let attributes = self.mixing(opacity, mask.as_ref(), mode);
        self.push(attributes);
    }

    fn pop_transparency_group(&mut self) {
        self.pop();
    }
}
