//! Filled areas with light text on them, as headers of tables have it: turned to dark text on light.

use super::grey::Grey;
use super::marks::{Area, Ink};

/// A filled area is at least so high and so broad, in characters.
const HIGH: f32 = 1.2;
const BROAD: f32 = 3.0;
/// Share of it that is dark, per cent.
const SHARE: usize = 55;

/// The same picture with dark areas turned to light ones; `None` where there are none.
pub fn lightened(grey: &Grey, threshold: u8, em: f32) -> Option<Grey> {
    let data = grey.data.iter().map(|v| *v < threshold).collect();
    let mut ink = Ink { width: grey.width, height: grey.height, data };
    let marks = ink.marks(|mark| {
        let (w, h) = (mark.area.width(), mark.area.height());
        h as f32 >= HIGH * em && w as f32 >= BROAD * em && mark.count * 100 >= w * h * SHARE
    });
    if marks.is_empty() {
        return None;
    }
    let mut light = grey.clone();
    for mark in marks {
        turn(&mut light, mark.area);
    }
    Some(light.evened())
}

/// Turns dark to light, so that the middle of what is dark becomes paper.
fn turn(grey: &mut Grey, area: Area) {
    let mut counts = [0usize; 256];
    for y in area.y0..area.y1 {
        grey.data[y * grey.width + area.x0..y * grey.width + area.x1].iter().for_each(|v| counts[usize::from(*v)] += 1);
    }
    let half = area.width() * area.height() / 2;
    let mut below = 0;
    let dark = counts.iter().position(|count| {
        below += count;
        below > half
    });
    let dark = dark.unwrap_or(0) as i32;
    for y in area.y0..area.y1 {
        for value in &mut grey.data[y * grey.width + area.x0..y * grey.width + area.x1] {
            *value = (255 - (i32::from(*value) - dark).max(0) * 255 / (255 - dark).max(1)).clamp(0, 255) as u8;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn white_on_blue_becomes_black_on_white() {
        let mut grey = Grey::filled(300, 100, 255);
        for y in 20..60 {
            for x in 10..290 {
                grey.data[y * 300 + x] = if (30..50).contains(&y) && (100..110).contains(&x) { 250 } else { 80 };
            }
        }
        let light = lightened(&grey, 150, 20.0).unwrap();
        assert!(light.at(50, 40) > 240 && light.at(105, 40) < 20 && light.at(5, 5) > 240);
        assert!(lightened(&Grey::filled(300, 100, 255), 150, 20.0).is_none());
    }
}
