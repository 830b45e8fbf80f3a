//! What is spoken of: by the paragraph, by the last number, and before each open bracket.

use super::about::About;
use super::told::Mark;
use crate::content::statement::subject::{Subject, SubjectSource};
use crate::content::statement::types::{Measure, Statement};
use crate::decimal::Decimal;

/// How a number stands in its sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::content::statement) struct Standing {
    /// Behind 其中.
    pub(in crate::content::statement) parts: bool,
    /// In a cause.
    pub(in crate::content::statement) causes: bool,
}

/// What is spoken of at some point.
#[derive(Debug, Default)]
pub(in crate::content::statement) struct Topic {
    /// What the paragraph is about.
    pub(in crate::content::statement) paragraph: About,
    /// What the last number is about.
    pub(in crate::content::statement) last: About,
    /// What the amounts of the sentence before are about, where they were several.
    pub(in crate::content::statement) several: Vec<About>,
    /// The account of the classification that a label or a heading in the text names.
    label: Option<Subject>,
    /// The text speaks of what is to be bought.
    pub(in crate::content::statement) buying: bool,
    /// What the amounts of the sentence at work are about, without parts and causes.
    heads: Vec<About>,
    /// What stood before each open bracket, and what was told there.
    brackets: Vec<(About, Mark)>,
}

impl Topic {
    /// A text begins under a heading.
    pub(super) fn begin(&mut self, titled: About) {
        self.name(titled);
        self.label = None;
        self.brackets.clear();
        self.heads.clear();
        self.several.clear();
        self.buying = false;
    }

    /// Words without a number, or before a colon, say what the next numbers are about.
    pub(in crate::content::statement) fn name(&mut self, about: About) {
        self.last = about.clone();
        self.paragraph = about;
    }

    /// The same, where the words stand in the text.
    pub(in crate::content::statement) fn label(&mut self, about: About) {
        let levelled =
            about.printed.as_deref().is_some_and(|words| ["（类）", "（款）", "（项）"].iter().any(|mark| words.ends_with(mark)));
        self.label = about.subject.clone().filter(|subject| levelled || subject.source == SubjectSource::Classification);
        self.name(about);
    }

    /// The account that a label of the text names, as long as the text is about it.
    pub(in crate::content::statement) fn account(&self) -> Option<&About> {
        (self.label.is_some() && self.label == self.paragraph.subject).then_some(&self.paragraph)
    }

    /// A sentence has ended: the paragraph is about its amount, or about none where it had several.
    ///
    /// `收入5万元，支出5万元。比上年增加1万元。`: of which of the two, nobody says.
    pub(super) fn settle(&mut self) {
        self.brackets.clear();
        let alike = self.heads.windows(2).all(|pair| pair[0].subject == pair[1].subject);
        if self.heads.len() > 1 && alike {
            self.paragraph.budget = None;
        } else if self.heads.len() > 1 {
            self.several = std::mem::take(&mut self.heads);
            let budget = self.several[0].budget.filter(|&budget| self.several.iter().all(|head| head.budget == Some(budget)));
            self.paragraph = About { unclear: true, budget, ..About::default() };
        }
        self.heads.clear();
    }

    /// What the paragraph is about holds again.
    pub(super) fn return_to_paragraph(&mut self) {
        self.last = self.paragraph.clone();
    }

    /// A bracket opens.
    pub(super) fn open(&mut self, named: Option<About>, mark: Mark) {
        if let Some(about) = named {
            self.last = about;
        }
        self.brackets.push((self.last.clone(), mark));
    }

    /// It closes: what stood before it goes on, if anything did.
    pub(super) fn close(&mut self) -> Option<Mark> {
        let (outer, mark) = self.brackets.pop()?;
        if outer.subject.is_some() {
            self.last = outer;
        }
        Some(mark)
    }

    /// Whether a bracket is open.
    pub(in crate::content::statement) fn in_bracket(&self) -> bool {
        !self.brackets.is_empty()
    }

    /// What stands before the last open bracket.
    pub(in crate::content::statement) fn before_bracket(&self) -> Option<&About> {
        self.brackets.last().map(|(outer, _)| outer)
    }

    /// Whether nothing tells what the last number is about.
    pub(in crate::content::statement) fn last_is_empty(&self) -> bool {
        self.last.subject.is_none()
    }

    /// Takes what a number is about.
    pub(super) fn take(&mut self, mut about: About, statement: &Statement, factor: Option<Decimal>, standing: Standing) {
        // Neither the paragraph nor what comes next is about an average, unless its own words name it.
        if about.average {
            self.last = if about.aside { About::default() } else { about };
            return;
        }
        if matches!(statement.measure, Measure::Amount | Measure::PriorAmount) && !standing.causes {
            about.unit = statement.unit.clone().map(|unit| (unit, factor));
            // `完成预算7万元的98%`: what was planned is not what the thing is.
            if statement.measure == Measure::Amount || about.yuan.is_none() {
                about.yuan = statement.amount_yuan;
                let place = statement.value.map(|value| Decimal::new(1, value.scale()));
                about.step = place.zip(factor).and_then(|(place, factor)| place.in_yuan(factor));
            }
            // `补助资金（含上年结转5万元）共计8万元`: what a bracket holds is a part.
            if !standing.parts && !self.in_bracket() {
                self.paragraph = about.clone();
                let new = |head: &About| (&head.subject, head.budget) != (&about.subject, about.budget);
                if about.subject.is_some() && self.heads.iter().all(new) {
                    self.heads.push(about.clone());
                }
            }
        }
        self.buying |= about.subject.as_ref().is_some_and(|s| s.name.starts_with("购置") && s.source == SubjectSource::Term);
        if about.aside {
            return;
        }
        about.unit = about.unit.or_else(|| self.last.unit.clone());
        self.last = about;
    }
}

#[cfg(test)]
mod tests {
    use super::super::told::Told;
    use super::*;

    fn about(name: &str) -> About {
        About { subject: Some(Subject::term(name)), ..About::default() }
    }

    fn last(topic: &Topic) -> &str {
        topic.last.subject.as_ref().map_or("", |subject| &subject.name)
    }

    #[test]
    fn behind_a_bracket_goes_on_what_stood_before_it() {
        let mut topic = Topic::default();
        topic.name(about("支出合计"));
        topic.open(Some(about("项目支出")), Told::default().mark());
        topic.last = about("车辆");
        assert!(topic.in_bracket() && topic.close().is_some() && topic.close().is_none());
        assert_eq!(last(&topic), "项目支出");
        topic.return_to_paragraph();
        assert_eq!(last(&topic), "支出合计");
    }

    /// `收入5万元，支出5万元。比上年增加1万元。`
    #[test]
    fn of_two_things_a_sentence_leaves_neither() {
        let mut topic = Topic { heads: vec![about("收入合计"), about("支出合计")], ..Topic::default() };
        topic.settle();
        assert!(topic.paragraph.unclear && topic.paragraph.subject.is_none());
        assert_eq!(topic.several.len(), 2);
        let mut same =
            Topic {
                heads: vec![about("收入合计"), about("收入合计")], paragraph: about("收入合计"), ..Topic::default()
            };
        same.settle();
        assert!(!same.paragraph.unclear && same.paragraph.subject.is_some());
    }
}
