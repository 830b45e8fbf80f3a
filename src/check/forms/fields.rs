//! What is left blank, left from a template, doubled, repeated or dated oddly (FRM-09 to FRM-15).

use super::asked::{distinct, finding, form_evidence, name, place, tell};
use crate::check::document::Document;
use crate::check::finding::{Evidence, Status};
use crate::check::verdicts::Verdicts;
use crate::content::{Form, Horizon, Indicator, Phase};
use crate::diagnostic::Severity;
use crate::grammar::{is_nil_mark, squeeze};
use crate::privacy::is_mark;
use std::collections::{BTreeMap, BTreeSet};

/// Fields that the forms of the provinces ask for, where a form has a place for them.
const MANDATORY: [(&str, &str); 9] = [
    ("overview", "项目概况"),
    ("basis", "立项依据"),
    ("necessity", "项目设立必要性"),
    ("safeguards", "保证项目实施的制度、措施"),
    ("plan", "项目实施计划"),
    ("leader", "负责人"),
    ("handler", "经办人"),
    ("phone", "联系电话"),
    ("date", "填报日期"),
];

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    for form in distinct(document) {
        residue(form, verdicts);
        doubled(form, verdicts);
        halves(form, verdicts);
    }
    duplicates(document, verdicts);
    blanks(document, verdicts);
    people(document, verdicts);
    dates(document, verdicts);
}

fn of_indicator(indicator: &Indicator) -> Evidence {
    let what = squeeze(indicator.level3.as_deref().or(indicator.level2.as_deref()).unwrap_or("指标值"));
    Evidence { what, printed: indicator.printed.clone(), value: None, place: indicator.place }
}

/// A choice of the template left in brackets behind a value: `≤1.5万元/台(万元/辆等)`.
fn is_choice(printed: &str) -> bool {
    let text = squeeze(printed);
    let inside = text.rsplit_once(['(', '（']).map(|(before, inside)| (before, inside.trim_end_matches([')', '）'])));
    inside.is_some_and(|(before, inside)| before.contains('/') && inside.contains('/') && inside.ends_with('等'))
}

/// Lists printed values once each.
fn listed(evidence: &[Evidence]) -> String {
    let texts: BTreeSet<String> = evidence.iter().map(|e| format!("“{}”", squeeze(&e.printed))).collect();
    texts.into_iter().collect::<Vec<_>>().join("、")
}

/// FRM-09: values that nobody filled in.
fn residue(form: &Form, verdicts: &mut Verdicts) {
    if form.indicators.is_empty() {
        return;
    }
    // `/`, `无` in place of name and value: the form has no indicator of this kind, which is filled in.
    let none = |i: &Indicator| is_nil_mark(&i.printed) && !i.printed.is_empty() || squeeze(&i.printed) == "无";
    let left = form.indicators.iter().filter(|i| i.target.placeholder && !none(i) || is_choice(&i.printed));
    let evidence: Vec<Evidence> = left.map(of_indicator).collect();
    if evidence.is_empty() {
        tell("FRM-09", true, vec![form_evidence(form)], verdicts);
        return;
    }
    tell("FRM-09", false, evidence.clone(), verdicts);
    let zh = format!("绩效目标表“{}”指标值留有模板内容未填写：{}。", name(form), listed(&evidence));
    let en = format!("The form of {} keeps text of the template where values belong: {}.", name(form), listed(&evidence));
    verdicts.find(finding("FRM-09", Severity::Warning, zh, en, evidence));
}

/// FRM-15: values that repeat themselves.
fn doubled(form: &Form, verdicts: &mut Verdicts) {
    if form.indicators.is_empty() {
        return;
    }
    let evidence: Vec<Evidence> = form.indicators.iter().filter(|i| i.doubled).map(of_indicator).collect();
    if evidence.is_empty() {
        tell("FRM-15", true, vec![form_evidence(form)], verdicts);
        return;
    }
    tell("FRM-15", false, evidence.clone(), verdicts);
    let zh = format!("绩效目标表“{}”指标值文字重复：{}。", name(form), listed(&evidence));
    let en = format!("The form of {} has values printed twice over: {}.", name(form), listed(&evidence));
    verdicts.find(finding("FRM-15", Severity::Info, zh, en, evidence));
}

/// Where so many targets of the year are those of the period, one that is not is odd.
const MANY_TARGETS: usize = 4;

/// FRM-14: the indicators of the year are among those of the period, but for names cut short.
fn halves(form: &Form, verdicts: &mut Verdicts) {
    let of = |horizon| form.indicators.iter().filter(move |i| i.horizon == horizon);
    if of(Horizon::Period).next().is_none() || of(Horizon::Annual).next().is_none() {
        return;
    }
    let whole: Vec<String> = of(Horizon::Period).filter_map(|i| i.level3.as_deref()).map(squeeze).collect();
    let strange: Vec<Evidence> = of(Horizon::Annual)
        .filter(|i| i.level3.as_deref().map(squeeze).is_some_and(|l| !l.is_empty() && !whole.iter().any(|w| w.starts_with(&l))))
        .map(of_indicator)
        .collect();
    if strange.is_empty() {
        tell("FRM-14", true, vec![form_evidence(form)], verdicts);
    } else if let ([only], true) = (&strange[..], of(Horizon::Annual).count() >= MANY_TARGETS && whole.len() >= MANY_TARGETS) {
        tell("FRM-14", false, strange.clone(), verdicts);
        let zh = format!("绩效目标表“{}”的年度指标“{}”不在实施期指标之中，其余均在。", name(form), only.what);
        let en = format!(
            "In the form of {} the target of the year {} is none of the period, though all others are.",
            name(form),
            only.what
        );
        verdicts.find(finding("FRM-14", Severity::Info, zh, en, strange));
    } else {
        verdicts.silent("FRM-14", Status::NotApplicable, "the year has indicators of its own", strange);
    }
}

/// FRM-10: the same form published again.
fn duplicates(document: &Document<'_>, verdicts: &mut Verdicts) {
    let forms = &document.content.forms;
    let mut copies: BTreeMap<usize, Vec<&Form>> = BTreeMap::new();
    for form in forms {
        if let Some(first) = form.duplicate_of {
            copies.entry(first).or_default().push(form);
        }
    }
    if copies.is_empty() {
        tell("FRM-10", true, forms.first().map(form_evidence).into_iter().collect(), verdicts);
    }
    for (first, again) in copies {
        let Some(original) = forms.get(first) else { continue };
        let evidence: Vec<Evidence> = std::iter::once(original).chain(again.iter().copied()).map(form_evidence).collect();
        tell("FRM-10", false, evidence.clone(), verdicts);
        let all: Vec<&Form> = std::iter::once(original).chain(again).collect();
        let (times, whole) = (all.len(), whole(&all));
        let name = name(original);
        let (severity, zh, en) = if whole == times {
            let zh = format!("绩效目标表“{name}”重复公开{times}次。");
            (Severity::Warning, zh, format!("The form of {name} is published {times} times."))
        } else {
            let zh = format!("绩效目标表“{name}”的表头出现{times}次，其中完整的{whole}份。");
            let en =
                format!("The form of {name} is printed more than once: {times} headings, {whole} of them with a whole form.");
            (if whole > 1 { Severity::Warning } else { Severity::Info }, zh, en)
        };
        verdicts.find(finding("FRM-10", severity, zh, en, evidence));
    }
}

/// How many of the copies of a form are whole: they have indicators, and end as the others end. A form that is cut at the foot of
/// a page, with its heading printed again, is no second one (兴县).
fn whole(copies: &[&Form]) -> usize {
    let ends = |form: &Form| form.fields.iter().any(|f| matches!(f.name, Some("leader" | "handler" | "date")));
    let some_end = copies.iter().any(|f| ends(f));
    copies.iter().filter(|f| !f.indicators.is_empty() && (ends(f) || !some_end)).count()
}

/// Whether nothing but its labels is filled in: a body without such a project prints the form all the same, and says so below it.
fn is_empty(form: &Form) -> bool {
    let told = form.fields.iter().any(|f| f.value.as_deref().is_some_and(|v| !squeeze(v).is_empty()));
    let funded = form.funds.iter().any(|f| f.value.is_some_and(|v| !v.is_zero()));
    let aimed = form.goals.iter().any(|g| !squeeze(&g.text).is_empty());
    !told && !funded && !aimed && form.indicators.iter().all(|i| squeeze(&i.printed).is_empty())
}

/// FRM-11: places of the form that are blank, one finding for each kind of place.
fn blanks(document: &Document<'_>, verdicts: &mut Verdicts) {
    for (key, zh_name) in MANDATORY {
        let mut filled = 0usize;
        let mut blank: Vec<Evidence> = Vec::new();
        for form in distinct(document).filter(|f| !is_empty(f)) {
            let mut fields = form.fields.iter().filter(|f| f.name == Some(key)).peekable();
            if fields.peek().is_none() {
                continue;
            }
            if fields.any(|f| f.value.as_deref().is_some_and(|v| !squeeze(v).is_empty())) {
                filled += 1;
            } else {
                blank.push(Evidence {
                    what: format!("“{}” / {zh_name}", name(form)),
                    printed: String::new(),
                    value: None,
                    place: place(form),
                });
            }
        }
        if filled > 0 {
            verdicts.check(crate::check::finding::Check {
                places: filled,
                ..crate::check::finding::Check::of("FRM-11", Status::Pass)
            });
        }
        if !blank.is_empty() {
            tell("FRM-11", false, blank.clone(), verdicts);
            let zh = format!("{}份绩效目标表的“{zh_name}”未填写。", blank.len());
            let en = format!("{} forms leave {} ({zh_name}) blank.", blank.len(), key);
            verdicts.find(finding("FRM-11", Severity::Info, zh, en, blank));
        }
    }
}

/// FRM-12: one person has one number. Neither the person nor the numbers leave this function.
fn people(document: &Document<'_>, verdicts: &mut Verdicts) {
    let mut numbers: BTreeMap<String, BTreeMap<String, Vec<Evidence>>> = BTreeMap::new();
    for form in distinct(document) {
        let value = |key: &str| super::asked::field(form, key).map(squeeze).filter(|v| !v.is_empty());
        let (Some(person), Some(phone)) = (value("handler"), value("phone")) else { continue };
        // What was taken out of the form left a mark that tells whether two numbers are the same.
        let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || is_mark(*c)).collect();
        if digits.len() >= 7 || digits.contains(is_mark) {
            let evidence = Evidence {
                what: format!("“{}” / 联系电话", name(form)),
                printed: "[redacted]".to_owned(),
                value: None,
                place: place(form),
            };
            numbers.entry(person).or_default().entry(digits).or_default().push(evidence);
        }
    }
    for by_number in numbers.into_values() {
        let evidence: Vec<Evidence> = by_number.values().flatten().cloned().collect();
        let holds = by_number.len() == 1;
        tell("FRM-12", holds, evidence.iter().take(1).cloned().collect(), verdicts);
        if !holds {
            let counts = by_number.values().map(|e| e.len().to_string()).collect::<Vec<_>>().join("、");
            let zh = format!("同一经办人在各绩效目标表中留有{}个不同的联系电话（分别见于{counts}份表）。", by_number.len());
            let en = format!("One person is given {} different phone numbers in the forms (in {counts} forms).", by_number.len());
            verdicts.find(finding("FRM-12", Severity::Info, zh, en, evidence));
        }
    }
}

/// FRM-13: a target for a year is set before the year's budget is published, at the latest in its first months.
fn dates(document: &Document<'_>, verdicts: &mut Verdicts) {
    let Some(year) = document.disclosure.fiscal_year else { return };
    for form in distinct(document).filter(|f| f.phase == Phase::Target) {
        let Some(date) = form.date else { continue };
        let month = date.month.unwrap_or(1);
        let holds = (date.year == year && month <= 4) || (date.year + 1 == year && month >= 6);
        let printed = format!("{}-{:02}-{:02}", date.year, month, date.day.unwrap_or(1));
        let evidence = vec![Evidence {
            what: format!("“{}” / 填报日期", name(form)),
            printed: printed.clone(),
            value: None,
            place: place(form),
        }];
        tell("FRM-13", holds, evidence.clone(), verdicts);
        if !holds {
            let zh = format!("{year}年度绩效目标表“{}”填报日期为{printed}，不在预算编制和批复期间。", name(form));
            let en = format!(
                "The form of {} for {year} is dated {printed}, outside the months in which budgets are made.",
                name(form)
            );
            verdicts.find(finding("FRM-13", Severity::Info, zh, en, evidence));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_choice;

    #[test]
    fn choices_of_the_template_are_known() {
        assert!(is_choice("≤1.5万元/台(万元/辆等)") && is_choice("≤500元/次（元/人·小时等）"));
        assert!(!is_choice("≤6台(套)") && !is_choice("≤500元/人"));
    }
}
