//! A line of text in a picture to characters: PP-OCRv6 through `rten`, read as connectionist temporal classification.

use super::grey::Grey;
use super::marks::Area;
use rten::{Model, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use std::sync::Arc;

/// Rows of pixels that the model reads.
const HEIGHT: usize = 48;
/// Pixels across, at most: fifty characters.
const WIDEST: usize = 3200;
/// Readings of a character that are kept.
const CANDIDATES: usize = 3;
/// A reading less likely than this is none.
const LEAST: f32 = 0.01;

/// Reads lines.
pub struct Recogniser {
    model: Model,
    /// By class; the first is no character.
    characters: Vec<char>,
    pool: Arc<ThreadPool>,
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file is no model that the library runs.
    #[error("the model cannot be loaded: {0}")]
    Load(String),
    /// It does not say which characters it reads.
    #[error("the model has no dictionary in its metadata")]
    NoDictionary,
}

/// A character as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The character.
    pub ch: char,
    /// How likely, of 100.
    pub sure: u8,
    /// Where it is most likely, as a share of the width of the piece.
    pub at: f32,
    /// What else it may be, the most likely first; a blank stands for no character.
    pub others: Vec<(char, u8)>,
}

impl Recogniser {
    /// Loads the model of a file.
    ///
    /// # Errors
    /// [`ModelError`] when it is none.
    pub fn new(model: Vec<u8>) -> Result<Self, ModelError> {
        let model = Model::load(model).map_err(|error| ModelError::Load(error.to_string()))?;
        let list = model.metadata().get("character").ok_or(ModelError::NoDictionary)?.to_owned();
        let mut characters = vec!['\0'];
        characters.extend(list.split('\n').filter_map(|line| line.trim_end_matches('\r').chars().next()));
        characters.push(' ');
        Ok(Self { model, characters, pool: Arc::new(ThreadPool::with_num_threads(1)) })
    }

    /// Reads a piece once, and decodes it once for each set of characters.
    ///
    /// # Errors
    /// What the library says when it fails.
    pub fn read(&self, grey: &Grey, area: Area, em: f32, sets: &[Option<&str>]) -> Result<Vec<Vec<Read>>, String> {
        let (pixels, width) = cut(grey, area, em);
        let plane = HEIGHT * width;
        let mut values = vec![0.0f32; plane * 3];
        for (at, value) in pixels.iter().enumerate() {
            let value = value / 127.5 - 1.0;
            (values[at], values[plane + at], values[2 * plane + at]) = (value, value, value);
        }
        let input = NdTensor::from_data([1, 3, HEIGHT, width], values);
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.pool)));
        let output = self.model.run_one(ValueOrView::from(input.view()), Some(options)).map_err(|error| error.to_string())?;
        let output: NdTensor<f32, 3> = output.try_into().map_err(|_| "the model answers in another shape".to_owned())?;
        let steps = output.slice([0]);
        Ok(sets.iter().map(|set| self.decode(&steps, *set)).collect())
    }

    fn decode(&self, steps: &NdTensorView<'_, f32, 2>, only: Option<&str>) -> Vec<Read> {
        let [count, classes] = steps.shape();
        let allowed: Option<Vec<usize>> = only.map(|set| {
            let in_set = |(_, c): &(usize, &char)| **c == '\0' || set.contains(**c);
            self.characters.iter().enumerate().filter(in_set).map(|(class, _)| class).collect()
        });
        let mut read: Vec<Read> = Vec::new();
        let mut last = 0;
        for step in 0..count {
            let row = steps.slice([step]);
            let best = |from: &mut dyn Iterator<Item = usize>| {
                from.fold((0, f32::MIN), |best, class| if row[[class]] > best.1 { (class, row[[class]]) } else { best })
            };
            let (class, p) = match &allowed {
                Some(allowed) => best(&mut allowed.iter().copied().filter(|class| *class < classes)),
                None => best(&mut (0..classes)),
            };
            let sure = percent(p);
            if class != 0 && class == last {
                if let Some(before) = read.last_mut().filter(|before| before.sure < sure) {
                    (before.sure, before.at) = (sure, (step as f32 + 0.5) / count as f32);
                    before.others = self.others(&row.iter().copied().collect::<Vec<_>>(), class);
                }
            } else if class != 0 {
                let ch = self.characters.get(class).copied().unwrap_or('\u{fffd}');
                let others = self.others(&row.iter().copied().collect::<Vec<_>>(), class);
                read.push(Read { ch, sure, at: (step as f32 + 0.5) / count as f32, others });
            }
            last = class;
        }
        read
    }

    /// What a step may be beside its best.
    fn others(&self, row: &[f32], best: usize) -> Vec<(char, u8)> {
        let mut others: Vec<(usize, f32)> =
            row.iter().copied().enumerate().filter(|(class, p)| *class != best && *p >= LEAST).collect();
        others.sort_by(|a, b| b.1.total_cmp(&a.1));
        let ch = |class: usize| self.characters.get(class).copied().filter(|c| *c != '\0').unwrap_or(' ');
        others.into_iter().take(CANDIDATES - 1).map(|(class, p)| (ch(class), percent(p))).collect()
    }
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recogniser").field("characters", &self.characters.len()).finish_non_exhaustive()
    }
}

fn percent(p: f32) -> u8 {
    (p * 100.0).clamp(0.0, 100.0) as u8
}

/// The pixels of a piece, scaled to the height that the model reads, and how many there are across.
fn cut(grey: &Grey, area: Area, em: f32) -> (Vec<f32>, usize) {
    let least = 0.9 * em;
    let margin = (0.14 * em).max(2.0).max((least - area.height() as f32) / 2.0);
    let beside = 0.2 * em;
    let (x0, y0) = (area.x0 as f32 - beside, area.y0 as f32 - margin);
    let (across, down) = (area.width() as f32 + 2.0 * beside, area.height() as f32 + 2.0 * margin);
    let scale = down / HEIGHT as f32;
    let width = ((across / scale).ceil() as usize).clamp(16, WIDEST);
    let step = across / width as f32;
    // Finer pixels are averaged, coarser ones interpolated.
    let (nx, ny) = ((step.ceil() as usize).clamp(1, 8), (scale.ceil() as usize).clamp(1, 8));
    let mut pixels = Vec::with_capacity(width * HEIGHT);
    for row in 0..HEIGHT {
        for column in 0..width {
            let mut sum = 0.0;
            for j in 0..ny {
                for i in 0..nx {
                    let x = x0 + (column as f32 + (i as f32 + 0.5) / nx as f32) * step - 0.5;
                    let y = y0 + (row as f32 + (j as f32 + 0.5) / ny as f32) * scale - 0.5;
                    sum += grey.between(x, y);
                }
            }
            pixels.push(sum / (nx * ny) as f32);
        }
    }
    (pixels, width)
}
