//! Every limit of the reader, with its unit and its reason. A document beyond one gets a named outcome or a diagnostic.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes one compressed stream may expand to before the file is refused as `too_large` (a decompression bomb).
pub const MAX_STREAM_BYTES: usize = 128 << 20;
/// Bytes of one input file.
pub const MAX_INPUT_BYTES: u64 = 512 << 20;
/// Pages read of one document; the rest is dropped with a diagnostic.
pub const MAX_PAGES: usize = 2_000;
/// Glyphs kept of one page; a real table page has at most about 6,000.
pub const MAX_GLYPHS_PER_PAGE: usize = 200_000;
/// Rulings kept of one page before merging; a real page has at most about 20,000.
pub const MAX_RULES_PER_PAGE: usize = 100_000;
/// Drawing operations followed on one page, those of forms in forms counted each time; a real page has at most about 60,000.
pub const MAX_DRAWINGS_PER_PAGE: u64 = 250_000;
/// Codes that one font may declare widths for: four times as many as a font can have.
pub const MAX_WIDTHS_PER_FONT: u64 = 1 << 18;
/// Codes that all fonts of a document may declare widths for, in ranges.
pub const MAX_WIDTHS: u64 = 1 << 22;
/// Elementary cells (rows times columns of the ruling lattice) of one grid; beyond it a component is no table but a drawing.
pub const MAX_GRID_CELLS: usize = 400_000;
/// Characters of one line of plain text; a longer one is cut with a diagnostic.
pub const MAX_LINE_CHARS: usize = 1 << 20;
/// Tags and texts of a web page; the rest is left out. The longest real page has about 30,000.
pub const MAX_MARKUP_NODES: usize = 2_000_000;
/// Elements of a web page in each other; what is deeper stands in the last of them. Browsers stop at 512 as well.
pub const MAX_MARKUP_DEPTH: usize = 256;
/// Attributes of one tag of a web page; a tag with more is left out.
pub const MAX_TAG_ATTRIBUTES: usize = 500;
/// Columns that a cell of a web page may span, as in the standard of HTML.
pub const MAX_COLUMN_SPAN: usize = 1_000;
/// Rows that a cell of a web page may span, as there.
pub const MAX_ROW_SPAN: usize = 65_534;
/// Parts in each other of a saved web page; a browser writes one.
pub const MAX_MIME_DEPTH: usize = 16;
/// Parts of a saved web page among which its text is looked for.
pub const MAX_MIME_PARTS: usize = 10_000;
/// Bytes that the markup of a workbook may expand to. A sheet of a million styled empty rows has about 60 MB.
pub const MAX_WORKBOOK_BYTES: usize = 256 << 20;
/// Cells with text on a sheet; the rest is dropped with a diagnostic. The largest sheet of a county has about 20,000.
pub const MAX_SHEET_CELLS: usize = 200_000;
/// Places between the first and the last row and column of a sheet of an old workbook: what reads it asks for room for all of them.
pub const MAX_SHEET_AREA: usize = 2_000_000;
/// Bytes of text in the cells of a sheet, a text that many cells share counted for each.
pub const MAX_SHEET_TEXT: usize = 64 << 20;
/// Bytes of text in one cell: Excel holds 32,767 characters.
pub const MAX_CELL_BYTES: usize = 4 * 32_767;
/// Columns of a table of a web page or a workbook; beyond it, it is read as lines. The widest real one has about 60.
pub const MAX_TABLE_COLUMNS: usize = 512;
/// Merged cells of a sheet; the rest stay apart.
pub const MAX_MERGES: usize = 200_000;
/// Points a page side may measure; a larger page box is a damaged file.
pub const MAX_PAGE_SIDE: f32 = 20_000.0;

/// Pixels of one picture of a page; a sheet of A4 at 600 to the inch has 35 million.
pub const MAX_PICTURE_PIXELS: u64 = 40_000_000;
/// Pieces of text that are read of one picture; the densest real page has about 1,200.
pub const MAX_PIECES_PER_PAGE: usize = 4_000;

/// Bytes of one sentence; each statement quotes its own whole, so a longer one is read in parts. The longest of 140 real documents has 1,649.
pub const MAX_SENTENCE_BYTES: usize = 6_000;

/// Columns of codes and names that label one amount; a real table has at most about ten on a side.
pub const MAX_LABEL_COLUMNS: usize = 32;

/// Forms of one name that a form is compared with, the nearest before it; a document prints a form twice or three times.
pub const MAX_ALIKE_FORMS: usize = 64;

/// Members of a zip archive, with those of archives in it.
pub const MAX_ARCHIVE_MEMBERS: usize = 10_000;
/// Archives in each other that are opened.
pub const MAX_ARCHIVE_DEPTH: usize = 2;
/// Bytes of the name of a member.
pub const MAX_MEMBER_NAME: usize = 4_096;
/// Bytes that all members of an archive may expand to.
pub const MAX_ARCHIVE_BYTES: u64 = 8 << 30;
/// How many times its packed size a member may expand to …
pub const MAX_RATIO: u64 = 200;
/// … once it is larger than this: a small text of blanks packs better.
pub const RATIO_COUNTS_FROM: u64 = 1 << 20;

/// Yuan that an amount may be: a thousand trillion (一千万亿). All budgets of the nation together spend some 50 trillion a year, and all
/// its state assets come to half of this: what is more is a slip, and is refused with a diagnostic where it is read.
pub const MAX_AMOUNT: u64 = 1_000_000_000_000_000;
/// Digits before the point of any printed number, in whatever unit: what has more is no amount, percentage or count.
pub const MAX_DIGITS: u32 = 15;
/// Decimals of a printed number; an amount in 亿元 has eight down to the yuan and ten down to the cent.
pub const MAX_DECIMALS: u32 = 10;
/// Bytes of a file of an output folder: two thousand dense pages are 200 MB, and the manifest of 500,000 inputs 500 MB.
pub const MAX_OUTPUT_BYTES: u64 = 2 << 30;
/// Bytes of a line of an output folder's files of lines.
pub const MAX_LINE_BYTES: usize = 64 << 20;
/// Bytes of what a worker says beside the document: its line of the manifest, its digest, what is in an archive.
pub const MAX_ANSWER_BYTES: u64 = 128 << 20;

/// A wish to stop early, asked for between pages and inside long loops: whoever holds the clock sets it, the chain only looks.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    own: Arc<AtomicBool>,
    /// A wish of someone else that counts as well.
    other: Option<Arc<AtomicBool>>,
}

impl Stop {
    /// Asks the chain to stop at the next occasion.
    pub fn set(&self) {
        self.own.store(true, Ordering::Relaxed);
    }

    /// Whether to stop.
    pub fn is_set(&self) -> bool {
        self.own.load(Ordering::Relaxed) || self.other.as_ref().is_some_and(|other| other.load(Ordering::Relaxed))
    }

    /// This wish, or that of another.
    pub fn or(self, other: &Self) -> Self {
        Self { own: self.own, other: Some(Arc::clone(&other.own)) }
    }
}

impl From<Arc<AtomicBool>> for Stop {
    /// The wish that something else sets, such as the handler of a signal.
    fn from(flag: Arc<AtomicBool>) -> Self {
        Self { own: flag, other: None }
    }
}
