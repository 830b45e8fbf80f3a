//! Names that a label announced at one place, taken out wherever else they stand in the document.

use super::mark::{mark, marked};
use super::name::is_likely;
use crate::layout::{Line, Sheet};
use std::collections::BTreeSet;

/// Names that are looked for at most: a document with more is a list of persons, and each has its label.
const MOST: usize = 64;
/// Characters of such a name at least: two may be a part of any word.
const SHORTEST: usize = 3;

/// The names of a document so far.
#[derive(Debug, Default)]
pub(super) struct Known(BTreeSet<String>);

impl Known {
    /// Notes a name.
    pub(super) fn add(&mut self, name: &[char]) {
        let name: String = name.iter().filter(|c| !c.is_whitespace()).collect();
        if self.0.len() < MOST && name.chars().count() >= SHORTEST && is_likely(&name.chars().collect::<Vec<char>>()) {
            self.0.insert(name);
        }
    }

    /// Takes the names out of sheets; says how often that was.
    pub(super) fn take_out(&self, sheets: &mut [Sheet]) -> usize {
        if self.0.is_empty() {
            return 0;
        }
        let names: Vec<(&str, String)> =
            self.0.iter().map(|name| (name.as_str(), marked(mark(&name.chars().collect::<Vec<char>>())))).collect();
        let mut count = 0;
        let mut take = |line: &mut Line| {
            for (name, instead) in &names {
                let times = line.text.matches(name).count();
                if times > 0 {
                    line.text = line.text.replace(name, instead);
                    count += times;
                }
            }
        };
        for sheet in sheets {
            sheet.lines.iter_mut().for_each(&mut take);
            sheet.grids.iter_mut().flat_map(|grid| &mut grid.cells).flat_map(|cell| &mut cell.lines).for_each(&mut take);
        }
        count
    }
}
