//! The units of a department, by which amounts of one of them are told from those of the department.

use crate::codes::subjects::fold;
use crate::codes::words::WORDS;
use crate::grammar::sentence::without_number;

/// Longest name of a unit, in characters.
const LONGEST: usize = 30;
/// Fewest characters of a name or of its short form.
const LEAST: usize = 3;

/// The names of a department and of the units that its document lists.
#[derive(Debug, Clone, Default)]
pub(in crate::content) struct Units {
    own: Vec<String>,
    listed: Vec<String>,
}

impl Units {
    /// Of the names of the body whose document it is, and of cells and items of lists, of which those that can be names of units are kept.
    ///
    /// Without a name of its own a body cannot be told from its units, and none is known.
    pub(in crate::content) fn new<'n>(own: impl Iterator<Item = &'n str>, listed: impl Iterator<Item = &'n str>) -> Self {
        let own: Vec<String> = own.map(plain).filter(|name| !name.is_empty()).collect();
        if own.is_empty() {
            return Self::default();
        }
        let mut listed: Vec<String> = listed.map(plain).filter(|name| is_office(name) && !own.contains(name)).collect();
        listed.sort_unstable();
        listed.dedup();
        Self { own, listed }
    }

    /// How many bytes at the front of folded words name a unit, in full or in short (社科院 for 某市社会科学院).
    pub(super) fn at_front(&self, words: &str) -> Option<usize> {
        if self.own.is_empty() {
            return None;
        }
        let ends = words.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
        ends.filter(|&end| self.is_unit(&words[..end])).last()
    }

    fn is_unit(&self, name: &str) -> bool {
        if WORDS.office.own.contains(&name) {
            return true;
        }
        let stem = WORDS.body.own_office.iter().find_map(|office| name.strip_suffix(office));
        let own = |name: &str| self.own.iter().any(|own| stands_for(name, own));
        if stem.is_some_and(own) {
            return true;
        }
        is_office(name) && !own(name) && self.listed.iter().any(|listed| stands_for(name, listed))
    }
}

/// The name in a cell or an item: without its number, and what stands in brackets behind it.
fn plain(printed: &str) -> String {
    let folded = fold(without_number(printed));
    folded.split('(').next().unwrap_or_default().trim_end_matches(['。', '；', ';', ',', '、']).to_owned()
}

fn is_office(name: &str) -> bool {
    (LEAST..=LONGEST).contains(&name.chars().count())
        && WORDS.office.ends.iter().any(|end| name.ends_with(end))
        && !WORDS.office.never.iter().any(|word| name.contains(word))
}

/// Whether a name is another or its short form: some of its characters in their order, the last among them.
fn stands_for(name: &str, full: &str) -> bool {
    let mut rest = full.chars();
    let in_order = name.chars().all(|c| rest.any(|other| other == c));
    in_order && name.chars().count() >= LEAST && name.chars().next_back() == full.chars().next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_by_their_names_and_short_forms() {
        let listed = ["2.甲市社会科学院（参公）", "甲市科技大市场服务中心", "甲市科学技术局（机关）", "合计"];
        let units = Units::new(["甲市科学技术局"].into_iter(), listed.into_iter());
        let found = |words: &'static str| units.at_front(words).map(|end| &words[..end]);
        for (words, want) in [
            ("甲市社会科学院公用经费", Some("甲市社会科学院")),
            ("社科院会议费", Some("社科院")),
            ("大市场中心", Some("大市场中心")),
            ("局机关行政运行经费", Some("局机关")),
            ("甲市科学技术局本级", Some("甲市科学技术局本级")),
            ("甲市科学技术局公用经费", None),
            ("市科技局公用经费", None),
            ("乙中心公用经费", None),
            ("市本级公用经费", None),
            ("机关运行经费", None),
        ] {
            assert_eq!(found(words), want, "{words}");
        }
        assert_eq!(Units::new(std::iter::empty(), listed.into_iter()).at_front("社科院会议费"), None);
    }
}
