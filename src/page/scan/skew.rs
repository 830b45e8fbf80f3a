//! By how much a page lies askew.

use super::grey::Grey;

/// No page lies more askew than this, radians; what does is a photograph.
const MOST: f32 = 0.07;
/// First steps, radians.
const COARSE: f32 = 0.004;
/// The last step: a pixel over three thousand.
const FINE: f32 = 0.000_25;
/// Dark pixels looked at.
const POINTS: usize = 120_000;

/// By how many radians the picture must be turned clockwise for its lines to lie level.
///
/// Method: of all small angles, the one under which the dark pixels of each line fall together best (the sum of the squares of
/// what lies on each line is largest; W. Postl, 1986).
pub fn skew(grey: &Grey, threshold: u8) -> f32 {
    let all = grey.data.iter().filter(|v| **v < threshold).count();
    let step = all.div_ceil(POINTS).max(1);
    let (cx, cy) = (grey.width as f32 / 2.0, grey.height as f32 / 2.0);
    let dark = grey.data.iter().enumerate().filter(|(_, v)| **v < threshold).step_by(step);
    let points: Vec<(f32, f32)> = dark.map(|(at, _)| ((at % grey.width) as f32 - cx, (at / grey.width) as f32 - cy)).collect();
    if points.len() < 200 {
        return 0.0;
    }
    let mut lines = vec![0u32; grey.height * 2];
    let mut score = |angle: f32| {
        lines.fill(0);
        for (x, y) in &points {
            let line = y + x * angle + cy * 2.0;
            if let Some(count) = lines.get_mut(line as usize) {
                *count += 1;
            }
        }
        lines.windows(2).map(|pair| (f64::from(pair[0]) - f64::from(pair[1])).powi(2)).sum::<f64>()
    };
    let mut best = (0.0f32, score(0.0));
    let mut step = COARSE;
    let mut span = MOST;
    while step > FINE / 2.0 {
        let middle = best.0;
        let steps = (span / step).round() as i32;
        for n in -steps..=steps {
            let angle = middle + n as f32 * step;
            let found = score(angle);
            if found > best.1 {
                best = (angle, found);
            }
        }
        span = step;
        step /= 4.0;
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of ink every 30 pixels that fall by one pixel in a hundred.
    fn page(slope: f32) -> Grey {
        let mut grey = Grey::filled(800, 600, 255);
        for x in 50..750 {
            for line in 2..18 {
                let y = (line as f32 * 30.0 + slope * x as f32) as usize;
                for thick in 0..3 {
                    grey.data[(y + thick) * 800 + x] = if x % 7 == 0 { 255 } else { 0 };
                }
            }
        }
        grey
    }

    #[test]
    fn lines_that_fall_are_turned_back() {
        for slope in [0.0, 0.01, -0.017] {
            let found = skew(&page(slope), 128);
            assert!((found + slope).abs() < 0.001, "{slope} {found}");
        }
    }

    #[test]
    fn a_page_turned_back_lies_level() {
        let grey = page(0.012);
        let level = grey.rotated(skew(&grey, 128));
        assert!(skew(&level, 128).abs() < 0.001);
    }
}
