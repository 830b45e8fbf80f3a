//! How pieces of a page were read, and what those around it say of a figure: what may be its other half, how many decimals the others of
//! its column have, and how broad others of so many digits are.

use super::breadth::{self, Shape};
use super::figure;
use crate::place::Rect;

/// How a piece of a page was read, for what is made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The page.
    pub page: u32,
    /// Where it stands.
    pub rect: Rect,
    /// What it is taken for.
    pub text: String,
    /// The least likely of its characters, of 100.
    pub sure: u8,
    /// Why the figure in it is in doubt.
    pub doubt: Option<&'static str>,
    /// Whether the page has text of its own beside its pictures.
    pub beside: bool,
}

impl Reading {
    /// Whether it is an amount by its form: groups of three, or a fraction.
    pub fn is_amount(&self) -> bool {
        figure::is_whole(&self.text)
    }
}

/// Halves of one figure stand no further apart than this, in characters.
const APART: f32 = 2.5;
/// What is parted by a ruling stands this far apart, or the ruling is this long, in characters.
const CLEAR: f32 = 1.2;
const TALL: f32 = 12.0;
/// Figures of a column from which on their decimals say something, and the share of them that agree, per cent.
const PEERS: usize = 4;
const AGREED: usize = 75;
/// Digits of a figure at least whose breadth says something: one alone is narrow or broad.
const DIGITS: usize = 2;

/// Doubts figures of a page that are unlike those around them. `upright` are its upright rulings (x, from, to), `size` that of most
/// characters, points.
pub fn compare(readings: &mut [Reading], upright: &[[f32; 3]], size: f32) {
    doubt_halves(readings, upright, size);
    doubt_decimals(readings);
    doubt_breadths(readings, size);
}

/// Doubts all figures of a page.
pub fn doubt_all(readings: &mut [Reading]) {
    for reading in readings.iter_mut().filter(|reading| figure::is_part(&reading.text)) {
        reading.doubt.get_or_insert("digits of this page are hardly legible");
    }
}

/// What may be one figure in two pieces: no ruling and no more than a few characters stand between them.
fn doubt_halves(readings: &mut [Reading], upright: &[[f32; 3]], size: f32) {
    let parts: Vec<usize> = (0..readings.len()).filter(|index| figure::is_part(&readings[*index].text)).collect();
    for left in &parts {
        let own = readings[*left].rect;
        let follows = |right: &&usize| {
            let other = readings[**right].rect;
            let down = own.y1.min(other.y1) - own.y0.max(other.y0);
            let low = (own.y1 - own.y0).min(other.y1 - other.y0);
            (0.0..APART * size).contains(&(other.x0 - own.x1)) && down > 0.5 * low && !are_parted(&own, &other, upright, size)
        };
        let Some(right) = parts.iter().find(follows) else { continue };
        let [one, other] = [left, right].map(|part| readings[*part].text.as_str());
        let are_two = figure::is_whole(one) && figure::is_whole(other) && !figure::may_be_one(one, other);
        if !are_two {
            for part in [*left, *right] {
                readings[part].doubt.get_or_insert("it may be one figure with what stands beside it");
            }
        }
    }
}

/// Whether an upright ruling stands between two pieces of a line. One of a few rows that hardly leaves room between them may be the
/// strokes of digits above each other.
fn are_parted(left: &Rect, right: &Rect, upright: &[[f32; 3]], size: f32) -> bool {
    let y = (left.y0.max(right.y0) + left.y1.min(right.y1)) / 2.0;
    let is_clear = right.x0 - left.x1 >= CLEAR * size;
    let between = |[x, from, to]: &[f32; 3]| {
        *from <= y && y <= *to && left.x1 - 1.0 <= *x && *x <= right.x0 + 1.0 && (is_clear || to - from >= TALL * size)
    };
    upright.iter().any(between)
}

/// A figure that has other decimals than nearly all of those above and below it: a point was lost, won, or taken for a comma. A lone
/// `0` is printed among decimals too.
fn doubt_decimals(readings: &mut [Reading]) {
    let decimals: Vec<(usize, usize)> = readings
        .iter()
        .enumerate()
        .filter_map(|(index, reading)| figure::decimals(&reading.text).map(|count| (index, count)))
        .filter(|(index, _)| readings[*index].text != "0")
        .collect();
    let mut odd = Vec::new();
    for (own, count) in &decimals {
        let of_column = |(other, _): &&(usize, usize)| other != own && is_above(&readings[*own].rect, &readings[*other].rect);
        let (mut all, mut other) = (0, 0);
        for (_, theirs) in decimals.iter().filter(of_column) {
            all += 1;
            other += usize::from(theirs != count);
        }
        if all >= PEERS && other * 100 >= all * AGREED {
            odd.push(*own);
        }
    }
    for index in odd {
        readings[index].doubt.get_or_insert("it has other decimals than those above and below it");
    }
}

/// Whether two pieces share most of the breadth of the narrower one.
fn is_above(a: &Rect, b: &Rect) -> bool {
    let across = a.x1.min(b.x1) - a.x0.max(b.x0);
    across >= 0.7 * (a.x1 - a.x0).min(b.x1 - b.x0)
}

fn doubt_breadths(readings: &mut [Reading], size: f32) {
    let shape = |(index, reading): (usize, &Reading)| {
        figure::decimals(&reading.text)?;
        let digits = reading.text.bytes().filter(u8::is_ascii_digit).count();
        let breadth = reading.rect.x1 - reading.rect.x0;
        let marks = reading.text.len().saturating_sub(digits) as f32;
        (digits >= DIGITS).then_some((index, Shape { digits: digits as f32, marks, breadth }))
    };
    let (indices, shapes): (Vec<usize>, Vec<Shape>) = readings.iter().enumerate().filter_map(shape).unzip();
    for (index, odd) in indices.into_iter().zip(breadth::odd(&shapes, size)) {
        if odd {
            readings[index].doubt.get_or_insert("it is broader or narrower than its digits are");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(text: &str, x0: f32, y0: f32) -> Reading {
        let rect = Rect::new(x0, y0, x0 + 5.0 * text.len() as f32, y0 + 7.0);
        Reading { page: 1, rect, text: text.to_owned(), sure: 99, doubt: None, beside: false }
    }

    fn doubted(readings: &[Reading]) -> Vec<bool> {
        readings.iter().map(|reading| reading.doubt.is_some()).collect()
    }

    #[test]
    fn halves_of_a_figure_are_in_doubt() {
        let mut readings = vec![
            reading("7", 60.0, 100.0),
            reading("40", 72.0, 100.0),
            reading("12", 86.0, 100.0),
            reading("1.50", 160.0, 100.0),
            reading("2.50", 195.0, 100.0),
            reading("1,234", 260.0, 100.0),
            reading("567.00", 290.0, 100.0),
        ];
        compare(&mut readings, &[[84.0, 90.0, 220.0]], 10.0);
        assert_eq!(doubted(&readings), [true, true, false, false, false, true, true]);
    }

    #[test]
    fn a_stroke_taken_for_a_ruling_parts_no_figure() {
        let parts = || vec![reading("9366", 60.0, 100.0), reading("47884.33", 84.0, 100.0)];
        let doubts = |ruling: [f32; 3]| {
            let mut readings = parts();
            compare(&mut readings, &[ruling], 10.0);
            doubted(&readings)
        };
        assert_eq!(doubts([82.0, 90.0, 120.0]), [true, true]);
        assert_eq!(doubts([82.0, 90.0, 400.0]), [false, false]);
    }

    #[test]
    fn other_decimals_than_those_of_the_column_are_in_doubt() {
        let column = ["12.50", "3,120", "31.20", "0", "44.10", "57.90", "61.30"];
        let mut readings: Vec<Reading> =
            column.iter().zip(0u8..).map(|(text, n)| reading(text, 60.0, f32::from(n) * 12.0)).collect();
        compare(&mut readings, &[], 10.0);
        assert_eq!(doubted(&readings), [false, true, false, false, false, false, false]);
    }

    #[test]
    fn a_figure_that_lost_a_digit_is_in_doubt() {
        let mut readings: Vec<Reading> = (0u8..20).map(|n| reading("120.50", 60.0, f32::from(n) * 12.0)).collect();
        "12.50".clone_into(&mut readings[7].text);
        compare(&mut readings, &[], 10.0);
        assert_eq!(doubted(&readings).iter().filter(|doubt| **doubt).count(), 1);
        assert!(readings[7].doubt.is_some());
    }
}
