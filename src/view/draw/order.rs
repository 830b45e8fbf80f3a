//! What a drawer is told, and what it answers.

use crate::place::Rect;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// One page to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Where the document is; sent in a frame of its own, since a path need not be Unicode.
    #[serde(skip)]
    pub path: PathBuf,
    /// The path leads to an archive, and the document is the member of it with these bytes.
    pub archive: bool,
    /// Hash of its bytes: others are not drawn.
    pub sha256: String,
    /// The page, from 1.
    pub page: u32,
    /// Leave contacts of persons in the picture.
    pub keep_contacts: bool,
}

impl Order {
    /// Whether another page of the same document is asked for.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        self.path == other.path
            && self.archive == other.archive
            && self.sha256 == other.sha256
            && self.keep_contacts == other.keep_contacts
    }
}

/// A page as it was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// The picture.
    pub svg: String,
    /// What is known of it.
    pub sheet: Sheet,
}

/// The sheet that a picture shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Width of the picture.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// How many times as large the picture is as the places of the document, across and down: a text counts characters and lines.
    pub scale: (f32, f32),
    /// Pages that the document has.
    pub pages: u32,
    /// The grids that were seen.
    pub grids: Vec<Grid>,
    /// The numbers of its running text.
    #[serde(default)]
    pub figures: Vec<Figure>,
}

/// A number of a sentence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its digits, with points and commas.
    pub text: String,
    /// Left, top, right, bottom, as places of the document are.
    pub area: [f32; 4],
}

/// A grid as it was seen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// Borders of its columns.
    pub xs: Vec<f32>,
    /// Borders of its rows.
    pub ys: Vec<f32>,
    /// Areas of its cells.
    pub cells: Vec<[f32; 4]>,
}

impl Grid {
    pub(super) fn of(grid: &crate::layout::Grid) -> Self {
        let corners = |r: &Rect| [r.x0, r.y0, r.x1, r.y1];
        Self { xs: grid.xs.clone(), ys: grid.ys.clone(), cells: grid.cells.iter().map(|cell| corners(&cell.rect)).collect() }
    }
}

/// The last frame of an answer.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// The picture has been sent.
    Drawn(Sheet),
    /// There is none, and why.
    Not(String),
}
