//! Words by which the rules recognise what they ask about (`check_words.toml`).
//!
//! What the words mean is said by the rule that asks for them; which words there are is data.

use crate::codes::embedded::embedded_list;
use crate::codes::words::List;
use serde::Deserialize;
use std::sync::LazyLock;

/// All lists.
pub(crate) static CHECK_WORDS: LazyLock<CheckWords> = LazyLock::new(|| embedded_list!("check_words"));

/// The data file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct CheckWords {
    /// What tells of empty tables, dates and tiers in a document.
    pub documents: Documents,
    /// What tells of money in performance forms.
    pub forms: Forms,
    /// What tells of sentences, beside what they were read as.
    pub text: Text,
    /// What tells of rows and columns of tables.
    pub table: Table,
}

/// What tells of empty tables, dates and tiers in a document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Documents {
    /// Words of a text by which a table may be empty.
    pub nothing_said: List,
    /// What a table is about that may be empty, in its title and in the text on it.
    pub topics: List,
    /// Words of titles of tables, of which each has one.
    pub titles: List,
    /// What is printed in a cell for nothing.
    pub nothing: List,
    /// Words before a thing of which there is nothing.
    pub none: List,
    /// Words between these and the thing.
    pub whose: List,
    /// Words of other tiers, in the document of a county.
    pub not_county: List,
    /// The same, in that of a city.
    pub not_city: List,
    /// Bodies of which such a word says the tier.
    pub tier_bodies: List,
    /// Words before them where the explanation means that tier alone.
    pub tier_before: List,
    /// What a spreadsheet prints where it has no number.
    pub sheet_faults: List,
    /// What the finance department does.
    pub approved: List,
    /// What the body does then.
    pub published: List,
    /// Labels of rows that close a side of a balance.
    pub totals: List,
    /// What a sentence calls the initial budget of all expenditure, folded.
    pub initial: List,
    /// What crosses of a template stand for, behind them.
    pub blank_of: List,
    /// Words of a name, behind which crosses stand for another name.
    pub blank_in: List,
    /// What is explained, before crosses or dots.
    pub blank_reason: List,
}

/// What tells of money in performance forms.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Forms {
    /// Words of a label that names the price of one thing, of which there may be many.
    pub prices: List,
    /// Words of a label that names the whole cost.
    pub whole_costs: List,
    /// Words of the label of a price that is paid many times.
    pub repeated: List,
    /// Verbs and nouns of money that goes to others.
    pub given: List,
    /// Words behind the name of a department that mean itself alone, folded.
    pub own_office: List,
    /// Last words of names of departments; a name with another end may be that of a unit.
    pub departments: List,
}

/// What tells of sentences, beside what they were read as.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Text {
    /// Words of a number of vehicles that is not all that a body has.
    pub not_kept: List,
    /// What a sentence begins with whose subject stands before it.
    pub begins_with_plan: List,
    /// Words for all projects.
    pub all_projects: List,
    /// Words of vehicles that are not among those counted.
    pub other_vehicles: List,
    /// Kinds of vehicles by regulation; 车辆 is their number.
    pub vehicles: List,
    /// Last words of names of units, whose rows stand among those of their projects.
    pub bodies: List,
    /// Costs of which a change must be explained.
    pub explained: List,
    /// Words of an explanation.
    pub causes: List,
    /// What makes an amount greater, at the end of a reason.
    pub more: List,
    /// What makes it less.
    pub less: List,
    /// Words of a reason that says nothing of a direction: what fell was no cost, or last year.
    pub no_way: List,
    /// Subjects that are of all money where no budget is named.
    pub of_all_money: List,
    /// Kinds of expenditure in the names of subjects.
    pub kinds: List,
    /// Kinds of expenditure that together are all of it.
    pub all_kinds: List,
    /// The same, with the parts of basic expenditure.
    pub all_kinds_fine: List,
    /// Subjects that they are all of.
    pub made_of_kinds: List,
    /// Words before the parts of an amount.
    pub parts_follow: List,
    /// Words of basic expenditure.
    pub basic: List,
    /// How a clause ends that gives what was planned.
    pub planned: List,
    /// Words that components follow.
    pub components: List,
    /// Words behind which a bare number is a per cent.
    pub rates: List,
    /// A word that opens a share, and the one behind the name of its whole.
    pub shares: List,
    /// Words that open the list of what was counted.
    pub list_opens: List,
    /// Words of a count or a list that is of something else, or of a part.
    pub list_aside: List,
    /// Ends of rows of basic expenditure that are classes or totals, and no items.
    pub no_items: List,
}

/// What tells of rows and columns of tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct Table {
    /// Words of rows of money that comes from elsewhere or from before, beside the income of the year.
    pub carried: List,
    /// Rows of a balance for the year alone.
    pub of_year: List,
    /// The three budgets in labels.
    pub budgets: List,
}
