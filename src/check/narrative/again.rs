//! The same thing said twice in a text (NAR-01): with digits changed, in another unit, or counted otherwise.

use super::ground::Ground;
use super::near;
use super::said::{amount, evidence, finding, is_aside, subject};
use super::scope;
use crate::check::document::Document;
use crate::check::figure::{Agreement, Comparison, Figure, is_slip, likely_slip, repeats};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::content::{Measure, Statement, SubjectSource};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use rustc_hash::FxHashMap;

/// Asks.
pub(super) fn ask(document: &Document<'_>, ground: &Ground<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    drifted(ground, statements, verdicts);
    contradicted(document, ground, verdicts);
    renamed_units(statements, verdicts);
    versions(document, verdicts);
}

/// Whether two figures are the same digits ten thousand times apart: 元 and 万元 exchanged. Of two decimals in the wrong unit the rest may
/// have been rounded off: 3702.38元 for 37,023,776.53元.
pub(super) fn unit_apart(a: Figure, b: Figure) -> bool {
    let times = Decimal::from(10_000);
    let near = |small: Decimal, large: Decimal| {
        let rounded = large.abs() >= Decimal::from(1_000_000) && (small * times - large).abs() <= Decimal::from(50);
        small * times == large || rounded
    };
    !a.value.is_zero() && (near(a.value, b.value) || near(b.value, a.value))
}

/// The same thing stated twice in one section, with digits changed: 857.93 and 875.93.
fn drifted(ground: &Ground<'_>, statements: &[Statement], verdicts: &mut Verdicts) {
    let mut section = None;
    let mut said: FxHashMap<_, (&Statement, Figure)> = FxHashMap::default();
    for later in statements {
        if verdicts.are_late() {
            return;
        }
        if section != Some(later.section) {
            section = Some(later.section);
            said.clear();
        }
        let Some(figure) = amount(later).filter(|_| !is_aside(later)) else { continue };
        let Some(about) = &later.subject else { continue };
        let before = said.insert((&about.name, &about.code, &later.unit), (later, figure));
        let Some((earlier, before)) = before else { continue };
        if figure.value.is_zero() || ground.prints(figure) {
            continue;
        }
        if before.half == figure.half && is_slip(&earlier.printed, &later.printed) {
            verdicts.compared("NAR-01", &repeats(before, figure), vec![evidence(earlier), evidence(later)]);
            let name = subject(later);
            let zh = format!("同一节中{name}先写{}，后写{}，疑有一处写错。", earlier.printed, later.printed);
            let en = format!(
                "The same section gives {name} as {} and then as {}; one of the two seems mistyped.",
                earlier.printed, later.printed
            );
            verdicts.find(finding("NAR-01", Severity::Warning, later, zh, en, vec![evidence(earlier)]));
        }
    }
}

/// An amount that is said again is said so often at least.
const OFTEN: usize = 2;

/// The same thing stated in different sections, where the digits show a slip, and one of the amounts comes again: the other is wrong.
fn contradicted(document: &Document<'_>, ground: &Ground<'_>, verdicts: &mut Verdicts) {
    if document.content.parts.len() > 1 {
        return;
    }
    let statements = &document.content.statements;
    let mut times: FxHashMap<Decimal, usize> = FxHashMap::default();
    for figure in statements.iter().filter_map(amount) {
        *times.entry(figure.value).or_default() += 1;
    }
    let is_plain = |s: &&Statement| {
        s.subject.as_ref().is_some_and(|about| about.source == SubjectSource::Term)
            && !is_aside(s)
            && !near::is_torn(s)
            && !scope::is_of_another_year(document, s)
    };
    let mut said: FxHashMap<_, Vec<(&Statement, Figure)>> = FxHashMap::default();
    for statement in statements.iter().filter(is_plain) {
        let Some(figure) = amount(statement).filter(|f| !f.value.is_zero()) else { continue };
        let budget = statement.budget.map(|b| b as usize);
        let key = (subject(statement), &statement.unit, budget, statement.disclosed.map(|d| d.year));
        said.entry(key).or_default().push((statement, figure));
    }
    let mut groups: Vec<Vec<(&Statement, Figure)>> = said.into_values().collect();
    groups.sort_by_key(|g| g.first().map(|(s, _)| s.group));
    for group in groups.iter().filter(|g| g.len() > 1) {
        for (wrong, figure) in group {
            let again = |f: &Figure| times.get(&f.value).is_some_and(|n| *n >= OFTEN) || ground.prints(*f);
            if verdicts.are_late() || again(figure) {
                continue;
            }
            let slip = |right: &Statement| likely_slip(&wrong.value?.to_string(), &right.value?.to_string());
            let right = group.iter().filter(|(s, f)| s.section != wrong.section && again(f));
            let Some((right, why)) = right.filter_map(|(s, _)| Some((*s, slip(s)?))).next() else { continue };
            if verdicts.tells("NAR-01", wrong.place) {
                continue;
            }
            let other = Figure::of_statement(right).unwrap_or_default();
            verdicts.compared("NAR-01", &repeats(*figure, other), vec![evidence(wrong), evidence(right)]);
            let name = subject(wrong);
            let zh = format!("{name}此处为{}，别处为{}；{}。", wrong.printed, right.printed, why.0);
            let en = format!("The text gives {} for {name} here and {} elsewhere; {}.", wrong.printed, right.printed, why.1);
            verdicts.find(finding("NAR-01", Severity::Error, wrong, zh, en, vec![evidence(right)]));
        }
    }
}

/// Fewer digits come again by chance.
const TELLING: usize = 5;

/// The same digits in 元 and in 万元 within a section: one of the units is wrong.
fn renamed_units(statements: &[Statement], verdicts: &mut Verdicts) {
    let mut said: FxHashMap<(Option<usize>, Decimal), (&Statement, Figure)> = FxHashMap::default();
    for later in statements {
        let (Some(value), Some(figure)) = (later.value.map(|v| v.normalize()), amount(later)) else { continue };
        let digits = value.to_string().chars().filter(char::is_ascii_digit).count();
        if digits < TELLING {
            continue;
        }
        let (earlier, before) = *said.entry((later.section, value)).or_insert((later, figure));
        if !unit_apart(before, figure) || verdicts.tells("NAR-01", later.place) || verdicts.tells("NAR-01", earlier.place) {
            continue;
        }
        verdicts.compared("NAR-01", &repeats(figure, before), vec![evidence(later), evidence(earlier)]);
        let zh = format!(
            "同一节中先写{}{}，后写{}{}，数字相同而单位不同，必有一误。",
            subject(earlier),
            earlier.printed,
            subject(later),
            later.printed
        );
        let en = format!(
            "The section gives {} for {} and {} for {}: the same digits, so the unit of one of them is wrong.",
            earlier.printed,
            subject(earlier),
            later.printed,
            subject(later)
        );
        verdicts.find(finding("NAR-01", Severity::Warning, later, zh, en, vec![evidence(earlier)]));
    }
}

/// Two numbers of vehicles that a body has, of one year: text of another version.
fn versions(document: &Document<'_>, verdicts: &mut Verdicts) {
    let counted = |s: &&Statement| {
        let is_it = s.measure == Measure::Count && subject(s) == "公务用车保有量" && s.base.is_none() && s.direction.is_none();
        is_it && !CHECK_WORDS.text.not_kept.iter().any(|w| s.quote.contains(w))
    };
    let mut counts = document.content.statements.iter().filter(counted);
    let Some(first) = counts.next().filter(|_| document.content.parts.len() < 2) else { return };
    let year = |s: &Statement| s.disclosed.map(|d| d.year);
    let Some(other) = counts.find(|s| s.value != first.value && year(s) == year(first)) else { return };
    if verdicts.speaks_of("NAR-17") && [first, other].iter().any(|s| verdicts.tells("NAR-17", s.place)) {
        return;
    }
    let (left, right) = (first.value.unwrap_or_default(), other.value.unwrap_or_default());
    let compared = Comparison { left, right, difference: left - right, tolerance: Decimal::ZERO, agreement: Agreement::Differ };
    verdicts.compared("NAR-01", &compared, vec![evidence(first), evidence(other)]);
    let zh = format!("公务用车保有量前后不一：{}与{}。", first.printed, other.printed);
    let en = format!("The text counts {} and {} of vehicles that the body has.", first.printed, other.printed);
    verdicts.find(finding("NAR-01", Severity::Warning, other, zh, en, vec![evidence(first)]));
}

#[cfg(test)]
mod tests {
    use crate::check::findings_of;

    fn told(items: &str) -> Vec<(&'static str, String)> {
        let text = format!("溪棠市水务局2025年度部门决算\n\n{items}\n");
        let told = findings_of(&text).into_iter().filter(|f| f.severity > crate::diagnostic::Severity::Info);
        told.map(|f| (f.rule, f.evidence.first().map(|e| e.printed.clone()).unwrap_or_default())).collect()
    }

    #[test]
    fn what_is_said_often_is_right() {
        let of = |there: &str| {
            told(&format!(
                "一、收支决算总体情况\n\n2025年一般公共预算财政拨款支出2,549.48万元。\n\n二、财政拨款收支情况\n\n财政拨款收支总计2,549.48万元。\n\n\
                 三、一般公共预算支出结构\n\n一般公共预算财政拨款支出为{there}万元。"
            ))
        };
        assert!(of("2,549.48").is_empty(), "{:?}", of("2,549.48"));
        assert_eq!(of("25,494.80"), [("NAR-01", "25,494.80万元".to_owned())]);
        assert!(of("1,733.20").is_empty(), "{:?}", of("1,733.20"));
    }

    #[test]
    fn the_same_digits_have_one_unit() {
        let of = |unit: &str| {
            told(&format!("一、收支决算总体情况\n\n2025年收入总计8777.39万元。相应安排支出总计8777.39{unit}，主要是项目支出。"))
        };
        assert!(of("万元").is_empty(), "{:?}", of("万元"));
        assert_eq!(of("元"), [("NAR-01", "8777.39元".to_owned())]);
    }
}
