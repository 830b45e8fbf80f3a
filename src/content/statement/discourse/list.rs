//! Lists: items under the colon of the text before, parts of a whole and causes one by one, which go on over ；.

use super::about::About;
use crate::content::statement::clause::marks::{is_item, opens_list};

/// The list at work.
#[derive(Debug, Default)]
pub(in crate::content::statement) struct List {
    /// What the text before a colon is about: whole and budget of the items.
    pub(in crate::content::statement) listed: About,
    /// What the parts are parts of.
    pub(in crate::content::statement) whole: About,
    /// The whole of the last list of the section that ended: what follows its full stop may still be shares of it.
    pub(in crate::content::statement) before: About,
    /// What the cause at work explains.
    pub(in crate::content::statement) explained: About,
    /// A list of parts (其中：…；…) goes on over ；.
    pub(in crate::content::statement) parts: bool,
    /// A numbered list of causes goes on over ；.
    pub(in crate::content::statement) causes: bool,
    /// So does a list of causes in words, `一是…；…；二是…`, whose items have no number each.
    pub(in crate::content::statement) spelled: bool,
    /// The text before ended with a colon, or is an item behind one: its base holds for what follows.
    listing: bool,
    /// The text before itself ended so.
    opened: bool,
}

impl List {
    /// A text begins; returns whether it stands in a list. The next items of a list stand under the colon before the first.
    pub(in crate::content::statement) fn enter(&mut self, words: &str) -> bool {
        let listing = std::mem::replace(&mut self.listing, opens_list(words));
        let item = listing && is_item(words);
        self.listing |= item;
        let goes_on = self.listed.subject.is_some() && words.trim_end().ends_with(['；', ';']);
        let opened = std::mem::replace(&mut self.opened, opens_list(words) || goes_on);
        if !(item || opened) {
            self.listed = About::default();
        }
        listing
    }

    /// The list of parts, or of causes, ends.
    pub(super) fn end(&mut self) {
        self.parts = false;
        self.causes = false;
        self.spelled = false;
        self.explained = About::default();
        let whole = std::mem::take(&mut self.whole);
        if whole.yuan.is_some() {
            self.before = whole;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_under_the_colon_before_the_first() {
        let mut list = List::default();
        let found: Vec<bool> = ["支出5万元，包括：", "1.甲项目3万元；", "2.乙项目2万元。", "会议费1万元。", "培训费1万元。"]
            .into_iter()
            .map(|words| list.enter(words))
            .collect();
        assert_eq!(found, [false, true, true, true, false]);
    }
}
