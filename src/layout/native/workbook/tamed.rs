//! Old workbooks that would take any amount of memory: what reads them asks for room for all cells between the first and the last
//! row and column, and for as many as a record says there are.

use super::biff::{self, four, two};
use crate::limits::MAX_SHEET_AREA;
use std::borrow::Cow;
use std::io::{Cursor, Seek, SeekFrom, Write};

/// Columns of a sheet of this format.
const COLUMNS: u32 = 256;
/// A type of record that nobody reads.
const NOTHING: u16 = 0x0fff;

/// A record of a cell.
struct Cell {
    /// Where it stands in the stream.
    at: usize,
    row: u32,
    /// First and last column.
    cols: (u32, u32),
}

/// The workbook without cells so far away that the area of their sheet is beyond the limit, and how many were left out of each sheet,
/// by the order of their tabs.
pub(super) fn tamed(bytes: &[u8]) -> (Cow<'_, [u8]>, Vec<usize>) {
    let whole = || (Cow::Borrowed(bytes), Vec::new());
    let Some((name, mut stream)) = biff::stream(bytes) else { return whole() };
    let mut left_out: Vec<usize> = Vec::new();
    let mut blanked: Vec<usize> = Vec::new();
    for start in starts(&stream) {
        let far = far(&stream, start);
        left_out.push(far.cells);
        blanked.extend(far.records);
    }
    if blanked.is_empty() {
        return whole();
    }
    for at in blanked {
        if let Some(kind) = stream.get_mut(at..at + 2) {
            kind.copy_from_slice(&NOTHING.to_le_bytes());
        }
    }
    let written = || -> std::io::Result<Vec<u8>> {
        let mut container = cfb::CompoundFile::open(Cursor::new(bytes.to_vec()))?;
        let mut target = container.open_stream(name)?;
        target.seek(SeekFrom::Start(0))?;
        target.write_all(&stream)?;
        target.flush()?;
        drop(target);
        container.flush()?;
        Ok(container.into_inner().into_inner())
    };
    written().map_or_else(|_| whole(), |bytes| (Cow::Owned(bytes), left_out))
}

/// Where the sheets begin.
fn starts(stream: &[u8]) -> Vec<usize> {
    let globals = biff::records(stream, 0).take_while(|(kind, _)| *kind != 0x0a);
    globals.filter(|(kind, _)| *kind == 0x85).filter_map(|(_, data)| four(data, 0).map(|at| at as usize)).collect()
}

/// Records of a sheet that are not to be read.
#[derive(Default)]
struct Far {
    /// Where they stand in the stream.
    records: Vec<usize>,
    /// Those of cells.
    cells: usize,
}

fn far(stream: &[u8], start: usize) -> Far {
    let mut far = Far::default();
    let mut cells: Vec<Cell> = Vec::new();
    // Texts of formulas, each with the index of the cell that it is of.
    let mut texts: Vec<(usize, usize)> = Vec::new();
    let mut at = start;
    let mut depth = 0usize;
    for (kind, data) in biff::records(stream, start) {
        let own = at;
        at += 4 + data.len();
        match kind {
            0x809 => depth += 1,
            0x0a if depth <= 1 => break,
            0x0a => depth -= 1,
            _ if depth > 1 => {}
            0x200 if beyond(data) => far.records.push(own),
            0x207 => texts.extend(cells.len().checked_sub(1).map(|cell| (own, cell))),
            // NUMBER, LABEL, BOOLERR, RSTRING, RK, LABELSST, FORMULA, MULRK.
            0x203 | 0x204 | 0x205 | 0xd6 | 0x27e | 0xfd | 0x06 | 0xbd => {
                let (Some(row), Some(col)) = (two(data, 0), two(data, 2)) else { continue };
                let more = if kind == 0xbd { (data.len().saturating_sub(6) / 6).saturating_sub(1) } else { 0 };
                let last = u32::from(col).saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
                cells.push(Cell { at: own, row: row.into(), cols: (col.into(), last) });
            }
            _ => {}
        }
    }
    let is_wide = |cell: &&Cell| cell.cols.1 < COLUMNS;
    let (mut top, mut left, mut right) = (u32::MAX, u32::MAX, 0);
    for cell in cells.iter().filter(is_wide) {
        (top, left, right) = (top.min(cell.row), left.min(cell.cols.0), right.max(cell.cols.1));
    }
    let width = right.saturating_sub(left).saturating_add(1);
    let rows = u32::try_from(MAX_SHEET_AREA).unwrap_or(u32::MAX) / width.max(1);
    let is_far = |cell: &Cell| !is_wide(&cell) || cell.row - top >= rows;
    far.records.extend(texts.iter().filter(|(_, cell)| is_far(&cells[*cell])).map(|(at, _)| *at));
    let cells: Vec<usize> = cells.iter().filter(|cell| is_far(cell)).map(|cell| cell.at).collect();
    far.cells = cells.len();
    far.records.extend(cells);
    far
}

/// Whether the record of the size of a sheet is beyond the limit, or cannot be: rows, then columns, each first and behind the last.
fn beyond(data: &[u8]) -> bool {
    let size = |first: Option<u32>, end: Option<u32>| Some(u64::from(end?.checked_sub(first?)?));
    let short = |at: usize| two(data, at).map(u32::from);
    let (rows, cols) = if data.len() == 10 {
        (size(short(0), short(2)), size(short(4), short(6)))
    } else {
        (size(four(data, 0), four(data, 4)), size(short(8), short(10)))
    };
    rows.zip(cols).and_then(|(rows, cols)| rows.checked_mul(cols)).is_none_or(|area| area > MAX_SHEET_AREA as u64)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
    }

    fn number(row: u16, col: u16) -> Vec<u8> {
        record(0x203, &[&row.to_le_bytes()[..], &col.to_le_bytes(), &[0; 10]].concat())
    }

    #[test]
    fn far_cells_and_sizes_are_found() {
        let size = record(0x200, &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 2, 0, 0, 0]);
        let near = record(0x200, &[0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 2, 0, 0, 0]);
        let sheet = |records: &[Vec<u8>]| [record(0x809, &[0; 16]), records.concat(), record(0x0a, &[])].concat();
        let found = |records: &[Vec<u8>]| far(&sheet(records), 0);
        assert_eq!(found(&[near.clone(), number(0, 0), number(9, 1)]).records, Vec::<usize>::new());
        assert_eq!(found(&[size, number(0, 0)]).records, [20]);
        let far = found(&[near, number(0, 0), number(65_535, 65_535), number(3, 1)]);
        assert_eq!((far.cells, far.records), (1, vec![20 + 18 + 18]));
        assert_eq!(found(&[number(0, 0), number(65_535, 255)]).cells, 1);
    }
}
