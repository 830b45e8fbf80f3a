//! The section at work: where it began, and the unit of its money.

use crate::decimal::Decimal;

/// The section at work.
#[derive(Debug, Default)]
pub(in crate::content::statement) struct Section {
    /// Its first statement.
    pub(in crate::content::statement) from: usize,
    /// The unit of all its money so far; no unit where there are several.
    pub(in crate::content::statement) money: Option<Option<(String, Decimal)>>,
    /// Its index.
    at: Option<usize>,
}

impl Section {
    /// A text of the section `at` begins behind so many statements; returns whether it is another section than before.
    pub(in crate::content::statement) fn enter(&mut self, at: Option<usize>, told: usize) -> bool {
        let new = self.at != at;
        if new {
            *self = Self { from: told, money: None, at };
        }
        new
    }

    /// Keeps the unit of money, and its value in yuan.
    pub(in crate::content::statement) fn note_unit(&mut self, unit: &str, factor: Option<Decimal>) {
        let Some(factor) = factor else { return };
        let same = match &self.money {
            None => true,
            Some(Some((known, _))) => known == unit,
            Some(None) => false,
        };
        self.money = Some(same.then(|| (unit.to_owned(), factor)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_units_are_none() {
        let mut section = Section::default();
        let wan = Some(Decimal::from(10_000));
        section.note_unit("万元", wan);
        section.note_unit("万元", wan);
        assert_eq!(section.money, Some(Some(("万元".to_owned(), Decimal::from(10_000)))));
        section.note_unit("元", Some(Decimal::ONE));
        section.note_unit("元", Some(Decimal::ONE));
        assert_eq!(section.money, Some(None));
        assert!(section.enter(Some(1), 7) && !section.enter(Some(1), 9));
        assert_eq!((section.from, section.money), (7, None));
    }
}
