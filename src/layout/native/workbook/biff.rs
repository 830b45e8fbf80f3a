//! What the records of an old workbook (xls, et) say beside the values of its cells: their number formats, and what is hidden.
//!
//! Records of the format BIFF8 of Excel 97 to 2003, as its published specification ([MS-XLS]) has them: a type and a length of two
//! bytes each, then the data.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::RangeInclusive;

/// Formats that a workbook has without a record.
const BUILT_IN: [(u16, &str); 22] = [
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, "¥#,##0;¥-#,##0"),
    (6, "¥#,##0;¥-#,##0"),
    (7, "¥#,##0.00;¥-#,##0.00"),
    (8, "¥#,##0.00;¥-#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (14, "yyyy-m-d"),
    (31, "yyyy年m月d日"),
    (37, "#,##0;-#,##0"),
    (38, "#,##0;-#,##0"),
    (39, "#,##0.00;-#,##0.00"),
    (40, "#,##0.00;-#,##0.00"),
    (41, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "),
    (42, "_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* \"-\"_ ;_ @_ "),
    (43, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ "),
    (44, "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ "),
    (49, "@"),
];
/// No more records are looked at.
const MOST_RECORDS: usize = 4_000_000;

/// What the records say of a sheet.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// The format of each cell with a number, as an index.
    pub formats: BTreeMap<(u32, u32), u16>,
    pub hidden_rows: Vec<RangeInclusive<u32>>,
    pub hidden_cols: Vec<RangeInclusive<u32>>,
    /// It shows no zeros.
    pub hides_zeros: bool,
}

/// What the records of a workbook say.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// By the order of the sheets' tabs.
    pub sheets: Vec<Looks>,
    /// The format of each style of cells.
    styles: Vec<u16>,
    named: BTreeMap<u16, String>,
}

impl Book {
    /// Reads the records; what cannot be read is not known.
    pub fn of(bytes: &[u8]) -> Self {
        let mut book = Self::default();
        let Some((_, stream)) = stream(bytes) else { return book };
        let mut starts: Vec<usize> = Vec::new();
        for (kind, data) in records(&stream, 0) {
            match kind {
                // BOUNDSHEET: where the sheet begins.
                0x85 => starts.extend(four(data, 0).map(|at| at as usize)),
                // FORMAT: its number and its text.
                0x41e => book.named.extend(two(data, 0).zip(text(data, 2))),
                // XF: the number of its format behind that of its font.
                0xe0 => book.styles.extend(two(data, 2)),
                // EOF of the globals.
                0x0a => break,
                _ => {}
            }
        }
        book.sheets = starts.into_iter().map(|start| looks(&stream, start)).collect();
        book
    }

    /// The number format of a cell.
    pub fn format(&self, sheet: usize, cell: (u32, u32)) -> Option<&str> {
        let style = self.sheets.get(sheet)?.formats.get(&cell)?;
        let format = *self.styles.get(usize::from(*style))?;
        let built_in = || BUILT_IN.iter().find(|(id, _)| *id == format).map(|(_, text)| *text);
        self.named.get(&format).map(String::as_str).or_else(built_in)
    }
}

/// The stream of records in the container, and its name there.
pub(super) fn stream(bytes: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| container.is_stream(name))?;
    let mut stream = Vec::new();
    container.open_stream(name).ok()?.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
    Some((name, stream))
}

/// Type and data of the records from a place on.
pub(super) fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let (kind, length) = (two(stream, at)?, usize::from(two(stream, at.checked_add(2)?)?));
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
    .take(MOST_RECORDS)
}

/// What the records of a sheet say. Sheets in it, those of charts, are passed over.
fn looks(stream: &[u8], start: usize) -> Looks {
    let mut looks = Looks::default();
    let mut depth = 0usize;
    for (kind, data) in records(stream, start) {
        match kind {
            0x809 => depth += 1,
            0x0a if depth <= 1 => break,
            0x0a => depth -= 1,
            _ if depth > 1 => {}
            // NUMBER, RK, FORMULA: row, column, style.
            0x203 | 0x27e | 0x06 => {
                if let (Some(row), Some(col), Some(style)) = (two(data, 0), two(data, 2), two(data, 4)) {
                    looks.formats.insert((row.into(), col.into()), style);
                }
            }
            // MULRK: row, first column, then a style and a number of four bytes for each.
            0xbd => {
                let (Some(row), Some(first)) = (two(data, 0), two(data, 2)) else { continue };
                let count = data.len().saturating_sub(6) / 6;
                for (cell, at) in (0..count).zip((4..).step_by(6)) {
                    let col = u32::from(first).saturating_add(u32::try_from(cell).unwrap_or(u32::MAX));
                    looks.formats.extend(two(data, at).map(|style| ((row.into(), col), style)));
                }
            }
            // ROW: a bit says that its height is none.
            0x208 => {
                if let (Some(row), Some(flags)) = (two(data, 0), two(data, 12))
                    && flags & 0x20 != 0
                {
                    looks.hidden_rows.push(row.into()..=row.into());
                }
            }
            // WINDOW2: a bit says that zeros are shown.
            0x23e => looks.hides_zeros |= two(data, 0).is_some_and(|flags| flags & 0x10 == 0),
            // COLINFO: first and last column, their width, and a bit that they are hidden.
            0x7d => {
                if let (Some(first), Some(last), Some(flags)) = (two(data, 0), two(data, 2), two(data, 8))
                    && (flags & 1 != 0 || two(data, 4) == Some(0))
                {
                    looks.hidden_cols.push(first.into()..=last.into());
                }
            }
            _ => {}
        }
    }
    looks
}

pub(super) fn two(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn four(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A text: its length in characters, a byte that says whether each takes one byte or two, the characters.
fn text(data: &[u8], at: usize) -> Option<String> {
    let count = usize::from(two(data, at)?);
    let wide = data.get(at + 2)? & 1 != 0;
    let start = at + 3;
    if wide {
        let units: Vec<u16> =
            data.get(start..start + 2 * count)?.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    Some(data.get(start..start + count)?.iter().map(|b| char::from(*b)).collect())
}
