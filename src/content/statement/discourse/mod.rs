//! What goes over from one number and one sentence to the next, and the few moves that change it.
//!
//! | file | holds |
//! |---|---|
//! | `topic` | what the paragraph and the last number are about, brackets around it |
//! | `list` | a list under a colon, parts of a whole, causes one by one |
//! | `section` | where the section began and the unit of its money |
//! | `compared` | what changes are measured against until another base is named |
//! | `told` | the statements so far, their groups, and the changes that nobody has explained |
//!
//! Nothing here reads a sentence: the rules in `reader` read, and move it.

pub(super) mod about;
pub(super) mod compared;
pub(super) mod list;
pub(super) mod section;
pub(super) mod told;
pub(super) mod topic;

use super::types::Statement;
use crate::decimal::Decimal;
use about::About;
use compared::Compared;
use list::List;
use section::Section;
use told::Told;
use topic::{Standing, Topic};

/// All that a text has said up to some point.
#[derive(Default)]
pub(super) struct Discourse {
    /// Year the document is about.
    pub(super) year: Option<u16>,
    /// What is spoken of.
    pub(super) topic: Topic,
    /// What a line that is nothing but a name says of the text behind it, with its section.
    pub(super) above: Option<(Option<usize>, About)>,
    /// The list at work.
    pub(super) list: List,
    /// The section at work.
    pub(super) section: Section,
    /// The base of comparison.
    pub(super) compared: Compared,
    /// What has been stated.
    pub(super) told: Told,
}

impl Discourse {
    /// A text begins under a heading that names `titled`; `explains`: it begins by giving a cause for what stands before.
    pub(super) fn begin_text(&mut self, titled: About, explains: bool) {
        let follows = explains && self.told.count() > self.section.from;
        self.topic.begin(titled);
        self.list.end();
        self.told.begin_text(follows);
    }

    /// A sentence ends; `before` is the text up to there. After 。 the paragraph's subject holds again; after ； the last one goes
    /// on.
    pub(super) fn end_sentence(&mut self, before: &str) {
        let before = before.trim_end();
        // `…。；支出总计5万元`: the full stop holds.
        let ended = before.trim_end_matches(['；', ';', ' ']).ends_with('。');
        self.topic.settle();
        if ended {
            self.told.stop();
        }
        if ended || !before.ends_with(['；', ';']) {
            self.topic.return_to_paragraph();
            self.list.end();
        }
    }

    /// A list of parts begins: of the last number of the sentence, if it has said one, or of what the paragraph is about.
    pub(super) fn open_parts(&mut self, said: bool, going_on: bool) {
        if said || !going_on {
            self.list.whole = if said { self.topic.last.clone() } else { self.topic.paragraph.clone() };
        }
    }

    /// A bracket opens behind `named`, or behind what was spoken of last: what stands before goes on behind it.
    pub(super) fn open_bracket(&mut self, named: Option<About>) {
        self.topic.open(named, self.told.mark());
    }

    /// It closes: what stood before it goes on, if anything did, and no cause behind it explains what it told of other amounts.
    pub(super) fn close_bracket(&mut self) {
        if let Some(mark) = self.topic.close() {
            self.told.forget_since(mark);
        }
    }

    /// Keeps a statement and what later sentences refer to. `factor`: the value of its unit in yuan.
    pub(super) fn tell(&mut self, sentence: Standing, about: About, statement: Statement, factor: Option<Decimal>) {
        self.told.note(&statement, sentence.causes, about.average, self.topic.in_bracket());
        self.topic.take(about, &statement, factor, sentence);
        self.told.push(statement);
    }
}
