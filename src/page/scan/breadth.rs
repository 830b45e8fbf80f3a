//! How broad a figure is that has so many digits and marks: one that lost a digit, or has one too many, is broader or narrower by one
//! than the others of its page, whatever the likelihood of its characters.

/// Digits, marks, and the breadth of their ink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// How many digits.
    pub digits: f32,
    /// How many commas, points and signs.
    pub marks: f32,
    /// Breadth of the ink, points.
    pub breadth: f32,
}

/// Figures from which on a page has a breadth of its digits.
const FEW: usize = 12;
/// A figure that is broader or narrower by this share of a digit has lost or won one; a narrow `1` at an end makes 0.4.
const OFF: f32 = 0.65;
/// Share of the figures that must be as broad as they should, for the rest to be odd; else the page has several fonts.
const MOST: usize = 75;
/// How much what is usual (a digit is half a character, a mark a third of one) counts beside what is there, in figures.
const USUAL: f32 = 0.5;

/// Which figures are too broad or too narrow for what they are read as; none where that cannot be told. `size` is that of the
/// characters of the page, points.
pub fn odd(shapes: &[Shape], size: f32) -> Vec<bool> {
    let none = vec![false; shapes.len()];
    if shapes.len() < FEW || size <= 0.0 {
        return none;
    }
    let mut kept = shapes.to_vec();
    for _ in 0..3 {
        let fit = Fit::of(&kept, size);
        let good: Vec<Shape> = shapes.iter().filter(|shape| fit.off(shape).abs() < OFF).copied().collect();
        if good.len() * 100 < shapes.len() * MOST {
            return none;
        }
        kept = good;
    }
    let fit = Fit::of(&kept, size);
    shapes.iter().map(|shape| fit.off(shape).abs() >= OFF).collect()
}

/// Breadth of a digit, of a mark, and of what is to be added once.
#[derive(Debug, Clone, Copy)]
struct Fit([f32; 3]);

impl Fit {
    /// The least squares, with what is usual as half a figure more.
    fn of(shapes: &[Shape], size: f32) -> Self {
        let usual = [0.5 * size, 0.35 * size, -0.05 * size];
        let mut rows = [[0.0f32; 4]; 3];
        for (index, row) in rows.iter_mut().enumerate() {
            row[index] = USUAL;
            row[3] = USUAL * usual[index];
        }
        for shape in shapes {
            let values = [shape.digits, shape.marks, 1.0];
            for (row, own) in rows.iter_mut().zip(values) {
                row.iter_mut().zip(values).for_each(|(to, other)| *to += own * other);
                row[3] += own * shape.breadth;
            }
        }
        // Positive definite, so each pivot is above zero.
        for pivot in 0..3 {
            let lead = rows[pivot];
            for row in rows.iter_mut().skip(pivot + 1) {
                let factor = row[pivot] / lead[pivot];
                row.iter_mut().zip(lead).for_each(|(to, from)| *to -= factor * from);
            }
        }
        let mut fit = [0.0f32; 3];
        for index in (0..3).rev() {
            let known: f32 = (index + 1..3).map(|other| rows[index][other] * fit[other]).sum();
            fit[index] = (rows[index][3] - known) / rows[index][index];
        }
        Self(fit)
    }

    /// By how many digits a figure is too broad.
    fn off(&self, shape: &Shape) -> f32 {
        let Self([digit, mark, once]) = self;
        (shape.breadth - digit * shape.digits - mark * shape.marks - once) / digit.max(0.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(digits: usize, marks: usize) -> Shape {
        let (digits, marks) = (digits as f32, marks as f32);
        Shape { digits, marks, breadth: 5.0 * digits + 3.0 * marks - 0.8 }
    }

    #[test]
    fn what_lost_a_digit_is_odd() {
        let mut shapes: Vec<Shape> = (0..20).map(|n| shape(3 + n % 5, 1 + n % 2)).collect();
        assert!(odd(&shapes, 10.0).iter().all(|odd| !odd));
        shapes[4].digits -= 1.0;
        shapes[9].digits += 1.0;
        let found = odd(&shapes, 10.0);
        assert!(found[4] && found[9] && found.iter().filter(|odd| **odd).count() == 2, "{found:?}");
    }

    #[test]
    fn figures_of_one_shape_have_a_breadth_too() {
        let mut shapes = vec![shape(3, 1); 20];
        shapes[3].digits = 2.0;
        let found = odd(&shapes, 10.0);
        assert!(found[3] && found.iter().filter(|odd| **odd).count() == 1, "{found:?}");
    }

    #[test]
    fn several_fonts_say_nothing() {
        let wide = |n: usize| Shape {
            breadth: shape(3 + n % 5, 1).breadth * if n.is_multiple_of(2) { 1.0 } else { 1.6 },
            ..shape(3 + n % 5, 1)
        };
        let shapes: Vec<Shape> = (0..20).map(wide).collect();
        assert_eq!(odd(&shapes, 10.0), vec![false; 20]);
        assert!(odd(&shapes[..5], 10.0).iter().all(|odd| !odd));
    }
}
