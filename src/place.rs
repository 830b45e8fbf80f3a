//! Where something stands: points, rectangles and places in a document.
//!
//! Lengths are PDF points (1/72 inch) on the page *as displayed* (rotation applied), origin at the top left, y downwards.
//! In plain text one character cell is one point wide and one line one point high, so the same types serve both.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// An axis-parallel rectangle in page coordinates (points, origin top left).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl Rect {
    /// A rectangle from its four edges, in points.
    pub const fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// Width in points.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The smallest rectangle that holds both.
    pub fn union(&self, other: &Self) -> Self {
        Self::new(self.x0.min(other.x0), self.y0.min(other.y0), self.x1.max(other.x1), self.y1.max(other.y1))
    }

    /// Whether the point lies inside or on an edge.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }

    /// The rectangle grown by `by` points on every side.
    pub fn grow(&self, by: f32) -> Self {
        Self::new(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)
    }

    /// Whether the two share an area.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }
}

/// Written as `[x0, y0, x1, y1]` with one decimal: a tenth of a point is finer than any ruling.
impl Serialize for Rect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tenth = |v: f32| (f64::from(v) * 10.0).round() / 10.0;
        [tenth(self.x0), tenth(self.y0), tenth(self.x1), tenth(self.y1)].serialize(serializer)
    }
}

impl JsonSchema for Rect {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Box".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 4 })
    }
}

/// A place in a document that a person can turn to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Place {
    /// Page number, 1-based. Plain text without form feeds is one page.
    pub page: u32,
    /// The area on that page; `None` means the whole page.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    pub rect: Option<Rect>,
}

impl Place {
    /// An area of a page.
    pub const fn on(page: u32, rect: Rect) -> Self {
        Self { page, rect: Some(rect) }
    }

    /// The name of the cell at its upper left, where the page is a sheet of a workbook, whose coordinates are columns and rows counted
    /// from 0: `C7`.
    pub fn cell(&self) -> Option<String> {
        /// Columns and rows that a sheet may have.
        const COLUMNS: f32 = 16_384.0;
        const ROWS: f32 = 1_048_576.0;
        let rect = self.rect?;
        if !(0.0..COLUMNS).contains(&rect.x0) || !(0.0..ROWS).contains(&rect.y0) {
            return None;
        }
        let (mut col, row) = (rect.x0 as u32 + 1, rect.y0 as u32 + 1);
        let mut letters = Vec::new();
        while col > 0 {
            letters.push(char::from(b'A' + u8::try_from((col - 1) % 26).ok()?));
            col = (col - 1) / 26;
        }
        Some(format!("{}{row}", letters.iter().rev().collect::<String>()))
    }

    /// A whole page.
    pub const fn page(page: u32) -> Self {
        Self { page, rect: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_on_sheets_have_the_names_of_cells() {
        for (x, y, name) in
            [(2.0, 6.0, "C7"), (0.0, 0.0, "A1"), (25.0, 0.0, "Z1"), (26.0, 9.0, "AA10"), (701.0, 1_048_575.0, "ZZ1048576")]
        {
            assert_eq!(Place::on(1, Rect::new(x, y, x + 1.0, y + 1.0)).cell().as_deref(), Some(name));
        }
        assert_eq!(Place::page(1).cell(), None);
        assert_eq!(Place::on(1, Rect::new(0.0, -1.0, 1.0, 0.0)).cell(), None);
    }
}
