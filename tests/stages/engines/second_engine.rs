//! pdf-extract as a second PDF engine, to compare the first with. Never the reader: it panics on 8 % of real disclosures.
//!
//! Characters and straight paths only: no clip, no render mode, no /Rotate, no removal of what is drawn twice.

use gongkai::page::{Glyph, Page, Rule, Turn};
use pdf_extract::{ColorSpace, Document, MediaBox, OutputDev, OutputError, Path, PathOp, Transform, output_doc_page};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why pdf-extract gave no page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SecondEngineError {
    /// It could not open the file.
    #[error("pdf-extract cannot open the file: {0}")]
    Open(String),
}

/// The pages in order; `None` for one on which pdf-extract failed or panicked.
///
/// # Errors
/// [`SecondEngineError`] when the file cannot be opened at all.
pub fn read(bytes: &[u8]) -> Result<Vec<Option<Page>>, SecondEngineError> {
    let open = catch_unwind(|| Document::load_mem(bytes)).map_err(|_| SecondEngineError::Open("it panicked".to_owned()))?;
    let document = open.map_err(|error| SecondEngineError::Open(error.to_string()))?;
    let numbers = document.get_pages().into_keys();
    Ok(numbers.map(|number| page(&document, number)).collect())
}

fn page(document: &Document, number: u32) -> Option<Page> {
    let mut collector = Collector { page: Page { number, ..Page::default() }, top: 0.0, run: 0 };
    let done = catch_unwind(AssertUnwindSafe(|| output_doc_page(document, &mut collector, number)));
    matches!(done, Ok(Ok(()))).then_some(collector.page)
}

struct Collector {
    page: Page,
    /// Upper edge of the page in user space, whose y grows upwards.
    top: f64,
    run: u32,
}

impl Collector {
    fn rule(&mut self, transform: &Transform, from: (f64, f64), to: (f64, f64)) {
        let at = |(x, y): (f64, f64)| {
            let [[a, b], [c, d], [e, f]] = transform.to_row_arrays();
            (a * x + c * y + e, self.top - (b * x + d * y + f))
        };
        let ((x0, y0), (x1, y1)) = (at(from), at(to));
        let vertical = (x0 - x1).abs() < (y0 - y1).abs();
        let (at, from, to) = if vertical { (x0, y0.min(y1), y0.max(y1)) } else { (y0, x0.min(x1), x0.max(x1)) };
        self.page.rules.push(Rule { vertical, at: at as f32, from: from as f32, to: to as f32 });
    }
}

impl OutputDev for Collector {
    fn begin_page(&mut self, _: u32, area: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.top = area.ury;
        self.page.width = (area.urx - area.llx) as f32;
        self.page.height = (area.ury - area.lly) as f32;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let [[a, b], [c, d], [e, f]] = transform.to_row_arrays();
        for ch in text.chars().filter(|c| !c.is_whitespace()) {
            self.page.glyphs.push(Glyph {
                ch,
                turn: if a.abs() >= b.abs() { Turn::Upright } else { Turn::Up },
                after_space: false,
                recovered: false,
                run: self.run,
                x: e as f32,
                y: (self.top - f) as f32,
                size: (font_size * c.hypot(d)) as f32,
                advance: (width * font_size * a.hypot(b)) as f32,
            });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.run += 1;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(&mut self, transform: &Transform, _: &ColorSpace, _: &[f64], path: &Path) -> Result<(), OutputError> {
        let mut last = (0.0, 0.0);
        for op in &path.ops {
            match *op {
                PathOp::MoveTo(x, y) => last = (x, y),
                PathOp::LineTo(x, y) => {
                    self.rule(transform, last, (x, y));
                    last = (x, y);
                }
                PathOp::Rect(x, y, w, h) => {
                    let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
                    (0..4).for_each(|i| self.rule(transform, corners[i], corners[(i + 1) % 4]));
                }
                PathOp::CurveTo(_, _, _, _, x, y) => last = (x, y),
                PathOp::Close => {}
            }
        }
        Ok(())
    }
}
