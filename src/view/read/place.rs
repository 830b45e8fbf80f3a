//! Places and the figures that stand there.

use serde::Deserialize;
use serde_json::value::RawValue;

/// A place on a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
pub struct Place {
    /// The page, from 1.
    #[serde(default)]
    pub page: u32,
    /// Left, top, right, bottom.
    #[serde(default, rename = "box")]
    pub area: Option<[f32; 4]>,
}

impl Place {
    /// The area, if it is one that can be drawn.
    pub fn drawable(&self) -> Option<[f32; 4]> {
        self.area.filter(|a| a.iter().all(|v| v.is_finite() && v.abs() < 1e6) && a[2] > a[0] && a[3] > a[1])
    }
}

/// A figure that a rule looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Evidence {
    pub what: String,
    pub printed: String,
    pub value: Option<Box<RawValue>>,
    pub place: Place,
}
