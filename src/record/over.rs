//! Subjects that stand over the columns instead of before the rows: 工资福利支出, 商品和服务支出 … from left to right, functions or
//! projects down the side (the 支出分类汇总表 of 湖南).

use super::labels::{Coded, Labels, glued};
use crate::codes::{List, by_name, lookup};
use crate::content::{Column, Role, Table};
use crate::grammar::squeeze;
use arcstr::ArcStr;

/// A subject over a column.
#[derive(Debug, Clone)]
pub(super) struct Over {
    list: List,
    /// Its code: printed with the name, or that of the name.
    code: ArcStr,
    /// Its name as printed, without blanks.
    name: ArcStr,
    /// The code is not printed.
    by_name: bool,
}

/// The lists whose subjects stand over columns.
const LISTS: [List; 3] = [List::EconomicDepartment, List::EconomicGovernment, List::Functional];

/// For each column the subject that its headings name. Nothing where fewer than two classes stand side by side, or where what stands
/// there is as well of another list (对个人和家庭的补助 is 303 and 509).
pub(super) fn of_columns(table: &Table, year: Option<u16>) -> Vec<Option<Over>> {
    let by_list = LISTS.map(|list| table.columns.iter().map(|column| of_column(list, column, year)).collect::<Vec<_>>());
    let named = |found: &[Option<Over>]| found.iter().flatten().count();
    let classes = |found: &[Option<Over>]| {
        let mut classes: Vec<&str> = found.iter().flatten().filter_map(|over| over.code.get(..3)).collect();
        classes.sort_unstable();
        classes.dedup();
        classes.len()
    };
    let most = by_list.iter().map(|found| named(found)).max().unwrap_or(0);
    let mut fitting = by_list.into_iter().filter(|found| named(found) == most);
    match (fitting.next(), fitting.next()) {
        (Some(found), None) if classes(&found) > 1 => found,
        _ => vec![None; table.columns.len()],
    }
}

/// The deepest subject of a list among the headings of a column: a class, and what is called so below it.
fn of_column(list: List, column: &Column, year: Option<u16>) -> Option<Over> {
    if column.role != Role::Amount || column.counts {
        return None;
    }
    let mut deepest: Option<Over> = None;
    for label in &column.path {
        let label = squeeze(label);
        let found = match glued(&label) {
            Some((code, name)) => lookup(list, &code, year).map(|entry| (entry.code, name, false)),
            None => {
                let above = deepest.as_ref().map(|over| &*over.code);
                let deep = |code: &str| above.map_or(code.len() == 3, |above| code.len() == above.len() + 2);
                let mut named = by_name(list, &label, year, above).into_iter().map(|entry| entry.code).filter(|code| deep(code));
                named.next().filter(|_| named.next().is_none()).map(|code| (code, label, true))
            }
        };
        deepest = found.map(|(code, name, by_name)| Over { list, code: code.into(), name: name.into(), by_name }).or(deepest);
    }
    deepest
}

/// Code and name of a subject, where there is one.
#[derive(Debug, Default)]
pub(super) struct Subject {
    /// The digits.
    pub code: Option<ArcStr>,
    /// The name as printed.
    pub name: Option<ArcStr>,
}

/// The subjects of an amount by list: what its row says, else what stands over its column.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    pub function: Subject,
    pub economic: Subject,
    pub government: Subject,
    /// The code of what stands over the column was found by its name.
    pub by_name: bool,
}

impl Subjects {
    /// Of the labels of a row and what stands over the column.
    pub fn of(labels: &Labels, over: Option<&Over>) -> Self {
        let own = |coded: &Option<Coded>| {
            let coded = coded.as_ref();
            Subject { code: coded.map(|coded| coded.code.clone()), name: coded.and_then(|coded| coded.name.clone()) }
        };
        let mut subjects = Self {
            function: own(&labels.function),
            economic: own(&labels.economic),
            government: own(&labels.government),
            by_name: false,
        };
        let Some(over) = over else { return subjects };
        let place = match over.list {
            List::EconomicDepartment => &mut subjects.economic,
            List::EconomicGovernment => &mut subjects.government,
            _ => &mut subjects.function,
        };
        if place.code.is_none() {
            *place = Subject { code: Some(over.code.clone()), name: Some(over.name.clone()) };
            subjects.by_name = over.by_name;
        }
        subjects
    }
}
