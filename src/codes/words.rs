//! Words by which sentences, titles and labels are recognised (`data/words.toml`).
//!
//! What the words mean is said by the code that asks for them; which words there are is data.

use crate::codes::embedded::embedded_list;
use serde::Deserialize;
use std::sync::LazyLock;

/// The words of one list.
pub(crate) type List = Vec<&'static str>;

/// All lists.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| embedded_list!("words"));

/// The data file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Words {
    /// How sentences say that something changed, against what and why.
    pub change: Change,
    /// Shares.
    pub share: Share,
    /// What is counted.
    pub count: Count,
    /// Names of money.
    pub money: Money,
    /// Whose an amount is.
    pub scope: Scope,
    /// Words that make a bound of an amount.
    pub bound: Bound,
    /// Names of units.
    pub office: Office,
    /// Labels of performance forms in text.
    pub form: Form,
    /// What disclosures are called.
    pub document: Document,
    /// Names of bodies.
    pub body: Body,
    /// What rows of tables and lines around them begin with.
    pub row: Row,
    /// Heads of tables without rulings.
    pub header: Header,
    /// Titles of tables.
    pub title: Title,
    /// Which budget words name.
    pub budget: Budgets,
    /// What says of a number which it is.
    pub number: Number,
    /// What stands beside codes.
    pub code: Code,
    /// Charges (收费项目).
    pub fee: Fee,
}

/// How sentences say that something changed, against what and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Change {
    /// Verbs of change: it grew.
    pub increase: List,
    /// It shrank.
    pub decrease: List,
    /// It changed, and the sign of the number says which way.
    pub either_way: List,
    /// Words that begin as verbs of change and are none.
    pub none: List,
    /// Verbs of both directions, as templates print them for the writer to choose.
    pub unchosen: List,
    /// Comparisons with a base behind them.
    pub more: List,
    /// The same.
    pub less: List,
    /// The same.
    pub equal: List,
    /// Words for about no change.
    pub about_same: List,
    /// Words for no change.
    pub same: List,
    /// Words that a cause follows.
    pub cause: List,
    /// What a base of comparison begins with, after 比, 较, 与.
    pub base: List,
    /// Words that close a comparison, the longer first.
    pub compared: List,
    /// Verbs that lead from one amount to the next.
    pub risen: List,
    /// Words for a growth, in place of a verb.
    pub growth: List,
    /// Adverbs between a name and its verb of change.
    pub adverbs: List,
    /// Words that a cause stands before and its effect behind.
    pub leads_to: List,
    /// Words behind a name that a cause follows.
    pub because: List,
    /// Words that begin so and give no cause.
    pub not_because: List,
    /// Words in front of what a cause brings about.
    pub so: List,
    /// Words before 原因 in labels of an assessment.
    pub not_cause: List,
    /// Verbs whose object has come or is kept, and is compared with nothing.
    pub flows: List,
}

/// Shares.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Share {
    /// Words between the whole of a share and its number.
    pub behind: List,
    /// Words that close the name of a whole before its parts.
    pub among: List,
}

/// What is counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Count {
    /// What is counted.
    pub counters: List,
    /// Single words in brackets behind a name that count nothing.
    pub parting: List,
    /// Other currencies and bare multiples, whose value in yuan nobody printed.
    pub currencies: List,
    /// Last words of the names of things that are counted, though the sentence goes on behind them without a mark.
    pub things: List,
    /// Verbs of what the things counted do.
    pub does: List,
    /// Beginnings of words by which more follows of the name of another thing.
    pub goes_on: List,
    /// Verbs of people who come and go.
    pub moves: List,
    /// Counters of people.
    pub people: List,
    /// What makes a counter the beginning of another word or of a stretch of time: `3个月`, `20分钟`, `5家庭`.
    pub not: Vec<NotCounted>,
}

/// Names of money.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Money {
    /// Last words of the names of money.
    pub behind: List,
    /// More last words of the names of what people are paid.
    pub paid: List,
    /// Last words of the names of projects and costs that a prior amount may have of its own.
    pub own: List,
    /// Words by which such a name points at another.
    pub vague: List,
    /// What may follow such a name, other than a mark.
    pub goes_on: List,
    /// Last words of the names of money, of which there is an amount and no number.
    pub names: List,
    /// Last words of the names of offices, units and their staff, which are counted and cost nothing by themselves.
    pub bodies: List,
    /// Subjects that are seldom those of the one budget that a heading above names.
    pub of_all: List,
}

/// Whose an amount is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Scope {
    /// Words of a scope that is not the document's: one of its units, a whole county, money from above.
    pub elsewhere: List,
    /// Words before amounts of one unit, one programme or another year.
    pub part: List,
    /// Totals of which nothing is no other scope: a body has some money.
    pub never_nothing: List,
    /// Words of a cause or of one project: an amount behind them is no figure of the tables.
    pub aside: List,
    /// Words that compare with the same time of last year.
    pub same_period: List,
    /// Names of kinds of money that are no names of projects.
    pub kinds: List,
    /// Words that say that items are left out, as secret ones.
    pub withheld: List,
    /// Words that say that figures may be off in the last place.
    pub rounding: List,
}

/// Words that make a bound of an amount.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Bound {
    /// Words before it.
    pub before: List,
    /// Words behind it.
    pub behind: List,
}

/// Names of units.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Office {
    /// Last words of the names of units, as titles of sections.
    pub ends: List,
    /// A department's own office among its units.
    pub own: List,
    /// Words behind the name of a unit by which the amount is one of several.
    pub all: List,
    /// Last words of the names of offices within a department.
    pub divisions: List,
    /// Words that no name of a unit holds.
    pub never: List,
    /// Words of titles under which the units of a department are listed.
    pub lists: List,
}

/// Labels of performance forms in text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Form {
    /// Labels with which a performance form begins; its second field is the name of the project, not a heading.
    pub first: List,
    /// Labels of a form's rows of funds: all stand in one column, with or without `其中:`.
    pub funds: List,
    /// Indicators of the first level.
    pub level1: List,
    /// Indicators of the second level; 成本指标 is on either.
    pub level2: List,
    /// Headings of the indicators of a form.
    pub heads: List,
    /// Ends of titles of forms; the name of the project may stand before them.
    pub titles: List,
    /// Ends of what stands before them and is no name of a project.
    pub no_project: List,
    /// Words of titles of forms of a policy.
    pub policy: List,
    /// Ends of the headings of parts of a form.
    pub parts: List,
    /// Words of cells by which a form is told from a table.
    pub tells: List,
}

/// What disclosures are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Document {
    /// What the text of a disclosure names.
    pub names: List,
    /// Words between 部门 or 单位 and 预算 or 决算 in a title.
    pub between: List,
    /// What follows 部门 or 单位 where it says whose a table or a part is.
    pub scoped: List,
    /// What a title goes on with behind a 预算 or 决算 that stands alone.
    pub behind: List,
    /// Words of a line that is the rest of a title.
    pub tails: List,
    /// A document of such a title is about disclosures and is none.
    pub none: List,
    /// Names of official tables, besides those with 预算 or 决算 in them.
    pub official: List,
    /// What a title is about: a body's name stands before it.
    pub subjects: List,
    /// Words of headings that name a part of a disclosure.
    pub parts: List,
    /// Words of sentences on the budget.
    pub budget: List,
    /// What a disclosure is named by behind its year.
    pub dated: List,
}

/// What rows of tables and lines around them begin with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Row {
    /// Whole labels of totals.
    pub totals: List,
    /// What a note begins with.
    pub notes: List,
    /// What a note says of budget figures that were adjusted in the year.
    pub adjusted: List,
    /// What a column is headed by that holds what another holds but for one thing.
    pub without: List,
}

/// Names of bodies (部门, 单位) in titles, cells and sentences.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Body {
    /// Words in front of 部门 that belong to it and not to the name.
    pub levels: List,
    /// What stands for the place of a body of the centre.
    pub central: String,
    /// What the name of a department ends with from which the names of bodies below it go on.
    pub goes_on_below: List,
    /// What a sentence begins with, and a name does not.
    pub no_name: List,
    /// A department's own office, behind its name.
    pub own_office: List,
    /// The same in brackets behind a name: the figures are those of the own office alone.
    pub office_remarks: List,
    /// In brackets behind a name: the figures are those of the department with all its units.
    pub whole_remarks: List,
    /// What ends like a place in a name and is none.
    pub no_place: List,
    /// What begins like 市 or 县 for the body's own place and is a word of its name.
    pub no_tier: List,
    /// How a text counts the one unit of a budget.
    pub only_one: List,
    /// What templates print for a name.
    pub placeholders: List,
    /// Ends of labels, without 名称, that say whose a document is.
    pub whose: List,
    /// Labels of a superior body, whose document it is not.
    pub superior: List,
    /// Remarks behind a name for its seal.
    pub seals: List,
    /// Labels of cells of forms that hold the body's name.
    pub labels: List,
    /// What follows a body's name where a text introduces it.
    pub introduces: List,
}

/// Heads of tables without rulings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Header {
    /// Words that are often set with blanks between their characters.
    pub spread: List,
    /// Ends of header cells.
    pub ends: List,
    /// Header cells that end with no such word.
    pub words: List,
    /// Headings that stand by themselves, below a group, and are never the second line of one.
    pub divisions: List,
}

/// Titles of tables, which are printed on two lines where one is too short.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Title {
    /// Ends of titles that name no table.
    pub notices: List,
    /// Words that no title ends with: another one follows.
    pub fronts: List,
    /// Words within which lines are broken.
    pub whole: List,
    /// Words that titles of sections end with and sentences do not.
    pub sections: List,
    /// What labelled lines around a table begin with.
    pub captions: List,
}

/// What says of a number which it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Number {
    /// Words of an average, and of the price of one.
    pub average: List,
    /// Words before a number that says which things are counted, and is not counted itself.
    pub threshold: List,
    /// Words before a bound that things have in common: `负债率超过68%的企业`.
    pub over: List,
    /// Things that a bound picks out.
    pub rated: List,
    /// Words behind which a template prints the sign of a number.
    pub signed: List,
}

/// What stands beside codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Code {
    /// Words behind the name of an account that say which figure of it is meant.
    pub behind: List,
    /// Labels of a code in brackets.
    pub labels: List,
    /// Beginnings of names that begin as a counter does: 公共安全支出, 人大会议.
    pub begins: List,
    /// Ends of names that begin as a counter does: 平山县.
    pub ends: List,
}

/// Charges (收费项目).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fee {
    /// What stands before the name of a charge.
    pub listed: &'static str,
    /// Its rate.
    pub standard: &'static str,
    /// What it brings in, named without it.
    pub income: List,
}

/// The budgets.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Budgets {
    /// 一般公共预算
    pub general_budget: Named,
    /// 政府性基金预算
    pub government_funds: Named,
    /// 国有资本经营预算
    pub state_capital: Named,
    /// 财政拨款
    pub appropriation: Named,
}

/// A name and the words that mean it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    /// The name in outputs.
    pub name: &'static str,
    /// The word that names it.
    pub word: &'static str,
    /// A word that holds it and names another thing.
    pub not: Option<&'static str>,
}

impl Named {
    /// Whether words name it.
    pub fn is_in(&self, words: &str) -> bool {
        words.contains(self.word) && !self.not.is_some_and(|not| words.contains(not))
    }
}

/// A counter and the words behind it that make it another word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct NotCounted {
    /// The counter, one character.
    pub counter: char,
    /// The words.
    pub before: List,
}

/// Words with what each means, the longer before the one it begins with.
pub(crate) fn meanings<T: Copy>(lists: &[(&'static List, T)]) -> Vec<(&'static str, T)> {
    let mut words: Vec<(&'static str, T)> =
        lists.iter().flat_map(|(list, value)| list.iter().map(|word| (*word, *value))).collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_load_and_longer_ones_come_first() {
        let change = &WORDS.change;
        let words = meanings(&[(&change.increase, 1), (&change.none, 0)]);
        let of = |sentence: &str| words.iter().find(|(word, _)| sentence.starts_with(word)).map(|(_, value)| *value);
        assert_eq!((of("增加5万元"), of("增加到5万元"), of("增人增资")), (Some(1), Some(0), Some(0)));
        assert!(WORDS.count.not.iter().all(|not| WORDS.count.counters.iter().any(|word| word.starts_with(not.counter))));
    }
}
