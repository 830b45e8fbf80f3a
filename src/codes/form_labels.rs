//! What the labels of performance forms mean: canonical names with the wordings seen in print.
//!
//! In: the text of a cell (`市县(区)财政资 金`, `其中：财政拨款`, `项目资金（万元）`). Out: what it may stand for; one wording can be
//! several things (`分值` heads a column of the funds and one of the indicators), so the reader of the form takes what fits the place.
//! The list is data (`data/form_labels.toml`).

use super::fold_name;
use crate::codes::embedded::embedded_list;
use crate::grammar::form_label;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// What kind of label it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One value stands beside it (项目名称).
    Field,
    /// It names a person or how to reach one (经办人, 联系电话).
    Person,
    /// A figure of the funds stands beside it (财政拨款).
    Fund,
    /// It heads a column of the funds (年初预算数).
    Measure,
    /// A goal stands beside or below it (总体目标).
    Goal,
    /// It heads a column of the indicators (指标值).
    Column,
    /// It is the name of an indicator of the first or second level (产出指标, 数量指标).
    Class,
    /// It stands over a part of the form (项目资金, 绩效指标).
    Section,
    /// It heads a column of the tasks of a department (主要内容).
    Task,
}

/// One meaning of a label. The list is read once and kept, so its names live as long as the program.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    #[serde(skip, default = "field")]
    kind: Kind,
    #[serde(default)]
    name: String,
    #[serde(default)]
    horizon: Option<String>,
    #[serde(default)]
    level: Option<u8>,
    #[serde(default)]
    under: Option<String>,
    #[serde(default)]
    begins: bool,
    #[serde(default)]
    result: bool,
    printed: Vec<String>,
}

const fn field() -> Kind {
    Kind::Field
}

impl Label {
    /// What kind of label it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The canonical name: `project_name`, `total`, `initial_budget`, `level3`; empty for a goal.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `annual` or `period`, where the label says.
    pub fn horizon(&self) -> Option<&str> {
        self.horizon.as_deref()
    }

    /// 1 or 2 for the name of an indicator of that level.
    pub fn level(&self) -> Option<u8> {
        self.level
    }

    /// The first level that a name of the second always stands under; nothing where several may (成本, 满意度).
    pub fn under(&self) -> Option<&str> {
        self.under.as_deref()
    }

    /// A form begins with it.
    pub fn begins(&self) -> bool {
        self.begins
    }

    /// It announces what was reached, not what is aimed at.
    pub fn is_result(&self) -> bool {
        self.result
    }
}

/// The data file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    field: Vec<Label>,
    person: Vec<Label>,
    fund: Vec<Label>,
    measure: Vec<Label>,
    goal: Vec<Label>,
    column: Vec<Label>,
    class: Vec<Label>,
    section: Vec<Label>,
    task: Vec<Label>,
    other_than_money: Endings,
    time: Words,
    quantity: Endings,
}

/// How labels end.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    ends: Vec<String>,
}

/// What a name holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

struct Labels {
    all: Vec<Label>,
    by_name: FxHashMap<String, Vec<usize>>,
    /// Characters of the longest wording: a longer text is none.
    longest: usize,
    other_than_money: Vec<String>,
    time: Vec<String>,
    quantity: Vec<String>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let file: File = embedded_list!("form_labels");
    let kinds = [
        (Kind::Field, file.field),
        (Kind::Person, file.person),
        (Kind::Fund, file.fund),
        (Kind::Measure, file.measure),
        (Kind::Goal, file.goal),
        (Kind::Column, file.column),
        (Kind::Class, file.class),
        (Kind::Section, file.section),
        (Kind::Task, file.task),
    ];
    let all: Vec<Label> =
        kinds.into_iter().flat_map(|(kind, labels)| labels.into_iter().map(move |l| Label { kind, ..l })).collect();
    let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (index, label) in all.iter().enumerate() {
        for printed in &label.printed {
            by_name.entry(fold_name(printed)).or_default().push(index);
        }
    }
    let longest = by_name.keys().map(|k| k.chars().count()).max().unwrap_or(0);
    let (other_than_money, time, quantity) = (file.other_than_money.ends, file.time.words, file.quantity.ends);
    Labels { all, by_name, longest, other_than_money, time, quantity }
});

/// Remarks and prefixes that a label may carry beyond its listed wording, characters.
const TRIMMINGS: usize = 16;

/// Everything a text can stand for as a label; nothing for a text that is none.
///
/// ```
/// use gongkai::codes::form_labels::{Kind, labels};
/// let found = labels("其中:中央财政资金");
/// assert_eq!((found[0].kind(), found[0].name()), (Kind::Fund, "central"));
/// ```
pub fn labels(text: &str) -> Vec<&'static Label> {
    let labels = &*LABELS;
    if text.is_empty() || text.chars().nth(labels.longest + TRIMMINGS).is_some() {
        return Vec::new();
    }
    let folded = fold_name(text);
    // A full stop of the cell above hangs over: `计量单位。`.
    let folded = folded.trim_end_matches('。').to_owned();
    let found = of_folded(&folded);
    // 河南 prints the part before its first label: `1、资金来源：（1）政府预算资金`.
    let inner = folded.trim_end_matches(':').rsplit_once(':').filter(|_| found.is_empty());
    match inner.filter(|(part, _)| of_folded(part).iter().any(|l| l.kind == Kind::Section)) {
        Some((_, label)) => of_folded(label),
        None => found,
    }
}

fn of_folded(folded: &str) -> Vec<&'static Label> {
    let labels = &*LABELS;
    let parts = form_label(folded);
    let all = |name: &str| labels.by_name.get(name).into_iter().flatten().map(|&index| &labels.all[index]).collect();
    let found =
        [folded.trim_end_matches(':'), parts.whole, parts.core].into_iter().find(|name| labels.by_name.contains_key(*name));
    if let Some(name) = found {
        return all(name);
    }
    // 湖北 counts its goals: `长期绩效目标1`.
    let counted: Vec<&Label> = all(parts.core.trim_end_matches(|c: char| c.is_ascii_digit()));
    counted.into_iter().filter(|l| l.kind == Kind::Goal).collect()
}

/// Whether a label, known or not, says that its figure is no money: a code, a rate, a year.
///
/// ```
/// use gongkai::codes::form_labels::is_other_than_money;
/// assert!(is_other_than_money("财政资金科目代码") && is_other_than_money("资金到位率（%）") && !is_other_than_money("财政拨款"));
/// ```
pub fn is_other_than_money(text: &str) -> bool {
    let folded = fold_name(text);
    let core = form_label(&folded).core;
    LABELS.other_than_money.iter().any(|end| core.ends_with(end.as_str()))
}

/// Whether the name of an indicator speaks of a time: `完成时间`, `支付及时率`.
///
/// ```
/// use gongkai::codes::form_labels::{names_quantity, speaks_of_time};
/// assert!(speaks_of_time("项目完成时间") && names_quantity("完成投资额（万元）") && !names_quantity("项目时效"));
/// ```
pub fn speaks_of_time(name: &str) -> bool {
    let name = fold_name(name);
    LABELS.time.iter().any(|word| name.contains(word.as_str()))
}

/// Whether the name of an indicator ends as one of a quantity does: `完成投资额`.
pub fn names_quantity(name: &str) -> bool {
    let name = fold_name(name);
    let core = form_label(&name).core;
    LABELS.quantity.iter().any(|end| core.ends_with(end.as_str()))
}

/// The canonical text of a label that breaks off: what the text needs to become one, where all labels it can become agree.
///
/// ```
/// assert_eq!(gongkai::codes::form_labels::rest_of("市县(区)财政资").as_deref(), Some("金"));
/// ```
pub fn rest_of(text: &str) -> Option<String> {
    let folded = fold_name(text);
    let folded = form_label(&folded).whole;
    // A shorter beginning is that of too many words.
    if folded.chars().count() < 4 || LABELS.by_name.contains_key(folded) {
        return None;
    }
    let rests = LABELS.by_name.keys().filter_map(|k| k.strip_prefix(folded)).filter(|r| !r.is_empty());
    let shortest = rests.min_by_key(|r| (r.len(), *r))?;
    (shortest.chars().count() <= 3).then(|| shortest.to_owned())
}

/// Characters of a part of a label that tells the whole, at least.
const LEAST_PART: usize = 4;

/// The fund that a text names which is only a part of its label, where all labels with that part mean the same: a cell narrower than
/// its text shows the middle of it (西安: `期资金总` of 实施期资金总额).
///
/// ```
/// assert_eq!(gongkai::codes::form_labels::fund_with("期资金总").unwrap().name(), "total");
/// assert!(gongkai::codes::form_labels::fund_with("财政资金").is_none());
/// ```
pub fn fund_with(text: &str) -> Option<&'static Label> {
    let folded = fold_name(text);
    let part = form_label(&folded).whole;
    if part.chars().count() < LEAST_PART || LABELS.by_name.contains_key(part) {
        return None;
    }
    let with = |l: &&Label| l.kind == Kind::Fund && l.printed.iter().any(|p| fold_name(p).contains(part));
    let first = LABELS.all.iter().find(with)?;
    let same = |l: &Label| l.name == first.name && l.horizon == first.horizon;
    LABELS.all.iter().filter(with).all(same).then_some(first)
}

/// The name of an indicator of this level that a text begins with, and what follows it. Only names that end with 指标 part a text.
///
/// ```
/// let (name, _, rest) = gongkai::codes::form_labels::class_prefix("产出指标数量指标培训次数", 1).unwrap();
/// assert_eq!((name, rest), ("产出指标", "数量指标培训次数"));
/// ```
pub fn class_prefix(text: &str, level: u8) -> Option<(&str, &'static Label, &str)> {
    let longest = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LABELS.longest);
    let ends: Vec<usize> = longest.filter(|&end| text[..end].ends_with("指标")).collect();
    ends.into_iter().rev().find_map(|end| {
        let label = labels(&text[..end]).into_iter().find(|l| l.level() == Some(level))?;
        Some((
            &text[..end],
            label,
            text[end..].trim_start_matches([' ', '\u{3000}', '\n', '-', '－', '—', '/', '／', '：', ':', '、', '_']),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_in_their_trimmings() {
        for (text, kind, name) in [
            ("项目名称", Kind::Field, "project_name"),
            ("项目资金 (元)", Kind::Section, "funds"),
            ("市县(区)财政资 金", Kind::Fund, "local"),
            ("其中：财政拨款", Kind::Fund, "fiscal"),
            ("年度资金总额：", Kind::Fund, "total"),
            ("经办人:", Kind::Person, "handler"),
            ("指标权重（%）", Kind::Column, "weight"),
            ("分值权重（90分）", Kind::Column, "weight"),
            ("服务对象满意度", Kind::Class, "satisfaction"),
            ("实施期目标", Kind::Goal, ""),
        ] {
            let found = labels(text);
            assert!(found.iter().any(|l| l.kind() == kind && l.name() == name), "{text}: {found:?}");
        }
        assert!(labels("办公费用").is_empty());
        assert!(labels("").is_empty());
    }

    #[test]
    fn one_wording_may_be_several_things() {
        let kinds: Vec<Kind> = labels("分值").iter().map(|l| l.kind()).collect();
        assert_eq!(kinds, [Kind::Measure, Kind::Column]);
    }

    #[test]
    fn a_label_that_breaks_off_is_known() {
        assert_eq!(rest_of("服务对象满意度指").as_deref(), Some("标"));
        assert_eq!(rest_of("项目"), None);
        assert_eq!(rest_of("社会效益指标"), None);
    }
}
