//! A picture in grey, and what is done to all of it: light made even, samples between pixels, pieces cut out.

/// A picture in grey; 255 is paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grey {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// By row, then column.
    pub data: Vec<u8>,
}

/// How far ink reaches from the darkest to paper, per cent.
const PALE: usize = 62;
/// How much redder than green and blue a pixel is that belongs to a seal.
const RED: u8 = 48;
/// Red ink is at least so light in its red, and what is darker is black ink below it; what red ink is taken for.
const SEAL: u8 = 175;
const PAPER: u8 = 200;
/// Side of the squares whose light is measured, pixels.
const SQUARE: usize = 40;
/// Share of the pixels of a square that are darker than its paper, at most.
const PAPER_RANK: usize = 80;
/// Paper in shade is not darker than this share (per cent) of the paper of the page: what is darker is a filled area.
const DARKEST_SHADE: u32 = 60;

impl Grey {
    /// A picture of one value.
    pub fn filled(width: usize, height: usize, value: u8) -> Self {
        Self { width, height, data: vec![value; width * height] }
    }

    /// Grey of three colours. Red ink is taken for paper: a seal lies over figures, and nothing of a table is printed in red.
    pub fn of_rgb(width: usize, height: usize, rgb: &[u8]) -> Self {
        let data = rgb.chunks_exact(3).map(|p| luma(p[0], p[1], p[2])).collect();
        Self { width, height, data }
    }

    /// The value of a pixel; paper outside.
    pub fn at(&self, x: usize, y: usize) -> u8 {
        if x < self.width { self.data.get(y * self.width + x).copied().unwrap_or(255) } else { 255 }
    }

    /// The value between pixels; paper outside.
    pub fn between(&self, x: f32, y: f32) -> f32 {
        if x < 0.0 || y < 0.0 {
            return 255.0;
        }
        let (left, top) = (x.floor(), y.floor());
        let (dx, dy) = (x - left, y - top);
        let (left, top) = (left as usize, top as usize);
        let value = |x, y| f32::from(self.at(x, y));
        let above = value(left, top) * (1.0 - dx) + value(left + 1, top) * dx;
        let below = value(left, top + 1) * (1.0 - dx) + value(left + 1, top + 1) * dx;
        above * (1.0 - dy) + below * dy
    }

    /// Columns for rows.
    pub fn transposed(&self) -> Self {
        let mut data = Vec::with_capacity(self.data.len());
        for x in 0..self.width {
            data.extend((0..self.height).map(|y| self.data[y * self.width + x]));
        }
        Self { width: self.height, height: self.width, data }
    }

    /// Turned by so many quarters clockwise.
    pub fn turned(&self, quarters: u8) -> Self {
        match quarters % 4 {
            1 => {
                let mut turned = self.transposed();
                turned.data.chunks_exact_mut(turned.width.max(1)).for_each(<[u8]>::reverse);
                turned
            }
            2 => Self { data: self.data.iter().rev().copied().collect(), ..*self },
            3 => self.turned(2).turned(1),
            _ => self.clone(),
        }
    }

    /// Turned clockwise by so many radians about its middle; what comes from outside is paper.
    pub fn rotated(&self, angle: f32) -> Self {
        let (sin, cos) = angle.sin_cos();
        let (cx, cy) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..self.height {
            let dy = y as f32 - cy;
            for x in 0..self.width {
                let dx = x as f32 - cx;
                data.push(self.between(cos * dx + sin * dy + cx, cos * dy - sin * dx + cy).round() as u8);
            }
        }
        Self { width: self.width, height: self.height, data }
    }

    /// The same under even light: paper is white everywhere, also in the shade of a fold or of the lid.
    pub fn evened(&self) -> Self {
        let (across, down) = (self.width.div_ceil(SQUARE).max(1), self.height.div_ceil(SQUARE).max(1));
        let mut papers = Vec::with_capacity(across * down);
        for row in 0..down {
            for column in 0..across {
                papers.push(self.paper(column * SQUARE, row * SQUARE));
            }
        }
        let mut sorted = papers.clone();
        sorted.sort_unstable();
        let page = u32::from(sorted.get(sorted.len() * 7 / 10).copied().unwrap_or(255)).max(1);
        let least = (page * DARKEST_SHADE / 100) as u8;
        papers.iter_mut().for_each(|paper| {
            if *paper < least {
                *paper = page as u8;
            }
        });
        let papers = Self { width: across, height: down, data: papers };
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..self.height {
            let row = ((y as f32 + 0.5) / SQUARE as f32 - 0.5).clamp(0.0, (down - 1) as f32);
            for x in 0..self.width {
                let column = ((x as f32 + 0.5) / SQUARE as f32 - 0.5).clamp(0.0, (across - 1) as f32);
                let paper = papers.inside(column, row).max(1.0);
                data.push((f32::from(self.data[y * self.width + x]) * 255.0 / paper).min(255.0) as u8);
            }
        }
        Self { width: self.width, height: self.height, data }
    }

    /// As `between`, for places that lie inside.
    fn inside(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (dx, dy) = (x - left as f32, y - top as f32);
        let value = |x: usize, y: usize| f32::from(self.data[y * self.width + x]);
        (value(left, top) * (1.0 - dx) + value(right, top) * dx) * (1.0 - dy)
            + (value(left, bottom) * (1.0 - dx) + value(right, bottom) * dx) * dy
    }

    /// How light the paper of a square is.
    fn paper(&self, left: usize, top: usize) -> u8 {
        let mut counts = [0usize; 256];
        let mut all = 0;
        for y in top..(top + SQUARE).min(self.height) {
            for x in left..(left + SQUARE).min(self.width) {
                counts[usize::from(self.data[y * self.width + x])] += 1;
                all += 1;
            }
        }
        let mut below = 0;
        let rank = all * PAPER_RANK / 100;
        let paper = counts.iter().position(|count| {
            below += count;
            below > rank
        });
        paper.map_or(255, |paper| paper as u8)
    }

    /// What divides ink from paper: nearer to paper than to the darkest fiftieth of the picture, for thin strokes are pale, but
    /// beyond its noise.
    pub fn threshold(&self) -> u8 {
        let mut counts = [0usize; 256];
        self.data.iter().for_each(|v| counts[usize::from(*v)] += 1);
        let dark = self.data.len() / 50;
        let (mut sum, mut count) = (0, 0);
        for (value, n) in counts.iter().enumerate() {
            let take = (*n).min(dark.saturating_sub(count));
            sum += take * value;
            count += take;
        }
        let ink = sum.checked_div(count).unwrap_or(0);
        let noise = self.noise();
        let pale = ink + (255 - ink) * PALE / 100;
        let quiet = (255.0 - 4.5 * noise).max(0.0) as usize;
        pale.min(quiet).max((255 + ink) / 2).clamp(96, 224) as u8
    }
}

impl Grey {
    /// How much (one standard deviation) paper varies from pixel to pixel, by the middle of all steps between neighbours.
    pub fn noise(&self) -> f32 {
        let mut counts = [0usize; 256];
        let mut all = 0;
        for row in self.data.chunks_exact(self.width.max(1)).step_by(7) {
            for pair in row.windows(2).filter(|pair| pair[0] > 128 && pair[1] < 255) {
                counts[usize::from(pair[0].abs_diff(pair[1]))] += 1;
                all += 1;
            }
        }
        let mut below = 0;
        let middle = counts.iter().position(|count| {
            below += count;
            2 * below > all
        });
        // The middle of the steps between two normal values is 0.954 of their deviation.
        middle.map_or(0.0, |step| step as f32 / 0.954)
    }
}

/// Grey of a colour, with red ink taken for paper; not so what stands below it.
pub fn luma(r: u8, g: u8, b: u8) -> u8 {
    if r > g.max(b).saturating_add(RED) {
        let covered = SEAL.saturating_sub(r).saturating_mul(3);
        return r.max(PAPER - covered.min(PAPER));
    }
    ((u32::from(r) * 77 + u32::from(g) * 150 + u32::from(b) * 29) >> 8) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_quarters_are_none() {
        let grey = Grey { width: 3, height: 2, data: vec![1, 2, 3, 4, 5, 6] };
        assert_eq!(grey.turned(1).data, [4, 1, 5, 2, 6, 3]);
        assert_eq!(grey.turned(1).turned(3), grey);
        assert_eq!(grey.turned(2).turned(2), grey);
    }

    #[test]
    fn shade_becomes_paper_and_ink_stays() {
        let mut grey = Grey::filled(400, 200, 240);
        for (index, value) in grey.data.iter_mut().enumerate() {
            *value -= (index % 400 / 8) as u8;
        }
        grey.data[100 * 400 + 350] = 40;
        let even = grey.evened();
        assert!(even.data[50 * 400 + 380] > 245 && even.data[50 * 400 + 10] > 245);
        assert!(even.data[100 * 400 + 350] < 70);
    }

    #[test]
    fn a_seal_is_paper() {
        assert!(luma(220, 40, 50) >= 200 && luma(30, 30, 30) == 30 && luma(200, 200, 200) == 200);
        assert!(luma(180, 40, 50) >= 200 && luma(144, 20, 27) < 150, "black below a seal");
    }
}
