//! Amounts in whole yuan without thousands commas: digits like those of codes and counts. What tells them is their column: several
//! hang at one right end, begin in different places and have as many digits as money has, with words before them.

use super::block::Row;
use super::piece::Kind;

/// As many numbers make a column.
pub(super) const FEWEST: usize = 4;
/// Numbers of money in yuan have so many digits, most of them.
const DIGITS: usize = 4;
/// Right ends nearer than this (em) are one.
const SAME_END: f32 = 0.15;

/// A number of digits only.
#[derive(Clone, Copy)]
struct Number {
    row: usize,
    piece: usize,
    x1: f32,
    digits: usize,
}

/// Makes the numbers of such columns amounts.
pub(super) fn amounts(rows: &mut [Row]) {
    let mut numbers: Vec<Number> = rows.iter().enumerate().flat_map(|(at, row)| numbers(at, row)).collect();
    numbers.sort_by(|a, b| a.x1.total_cmp(&b.x1));
    let size = rows.iter().map(|row| row.size).fold(0.0, f32::max);
    for column in numbers.chunk_by(|a, b| b.x1 - a.x1 < SAME_END * size).filter(|column| is_money(column)) {
        for number in column {
            rows[number.row].pieces[number.piece].kind = Kind::Amount;
        }
    }
}

/// The numbers of a line that words stand before: no code that begins its line, no column number.
fn numbers(at: usize, row: &Row) -> Vec<Number> {
    let words = row.pieces.iter().position(|piece| piece.kind == Kind::Text);
    let Some(words) = words.filter(|_| !row.wall && !row.is_ordinals()) else { return Vec::new() };
    let behind = row.pieces.iter().enumerate().skip(words + 1).filter(|(_, piece)| piece.kind == Kind::Integer);
    behind.map(|(piece, number)| Number { row: at, piece, x1: number.x1, digits: number.text.len() }).collect()
}

/// Whether numbers under each other are money: codes and years have digits of a few lengths (3, 5 and 7, or 4) and begin in one
/// place; counts are shorter.
fn is_money(column: &[Number]) -> bool {
    let long = column.iter().filter(|number| number.digits >= DIGITS).count();
    let lengths = column.iter().fold(0_u32, |lengths, number| lengths | 1 << number.digits.min(31));
    let of_codes = column.iter().all(|number| matches!(number.digits, 3 | 5 | 7));
    column.len() >= FEWEST && long * 2 > column.len() && lengths.count_ones() > 1 && !of_codes
}
