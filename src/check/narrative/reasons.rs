//! Reasons for changes: whether they make up the change, are given at all, and say the same as the figures (NAR-06, NAR-18, NAR-19).

use super::near;
use super::said::{amount, evidence, finding, subject};
use crate::check::document::Document;
use crate::check::figure::{Agreement, Figure, adds_up};
use crate::check::finding::{Check, Evidence, Finding, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::content::{Measure, Statement};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::sentence::Direction;
use crate::grammar::squeeze;

/// Reasons that make more than the change by less than one part of so many are meant to be all of it.
const NEARLY: u32 = 50;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    named_increases(document, verdicts);
    all_kinds(document, verdicts);
    reasons(document, verdicts);
    contradictions(document, verdicts);
}

/// NAR-06: increases that are named one by one do not make more than the whole change.
fn named_increases(document: &Document<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    for (index, total) in statements.iter().enumerate() {
        if verdicts.are_late() {
            return;
        }
        let grows = total.measure == Measure::Change && total.direction == Some(Direction::Increase);
        let Some(whole) = total.amount_yuan.filter(|_| grows && total.quote.contains("包括")) else { continue };
        let named: Vec<&Statement> = statements[index + 1..]
            .iter()
            .take_while(|s| s.section == total.section && (s.measure == Measure::PercentChange || amount(s).is_some()))
            .filter(|s| s.measure == Measure::Amount)
            .take_while(|s| subject(s) != subject(total))
            .collect();
        if named.len() < 3 {
            continue;
        }
        let sum = named.iter().filter_map(|s| s.amount_yuan).fold(Decimal::ZERO, |sum, v| sum + v);
        let beside: Vec<Evidence> = named.iter().map(|s| evidence(s)).collect();
        let all: Vec<Evidence> = std::iter::once(evidence(total)).chain(beside.iter().cloned()).collect();
        // Others may have fallen, so more than the change is lawful; but not so little more that it was meant to be all.
        let half = named.iter().copied().chain([total]).filter_map(Figure::of_statement).map(|f| f.half).sum::<Decimal>();
        let over = sum - whole;
        if over > half && over * Decimal::from(NEARLY) <= whole {
            verdicts.check(Check { evidence: all, ..Check::of("NAR-06", Status::Fail) });
            let (name, sum) = (subject(total), super::said::plain(sum * Decimal::new(1, 4)));
            let zh = format!("{name}增加{}，所列各项之和为{sum}万元，略大于它，疑有一处写错。", total.printed);
            let en = format!(
                "{name} grew by {}; the reasons make {sum}万元, a little more, so one of them seems wrong.",
                total.printed
            );
            verdicts.find(finding("NAR-06", Severity::Info, total, zh, en, beside));
            continue;
        }
        let status = if over <= half { Status::Pass } else { Status::NotApplicable };
        verdicts.silent("NAR-06", status, "the increases named are part of the change; others may have fallen", all);
    }
}

/// NAR-06: where a change is explained by those of all kinds of expenditure, they make it up:
/// `比上年增加396.29万元，主要原因是：人员经费增加46.28万元，公用经费增加8.51万元，项目支出增加341.50万元`.
fn all_kinds(document: &Document<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    for (index, total) in statements.iter().enumerate() {
        if verdicts.are_late() {
            return;
        }
        let Some(whole) = moved(total).filter(|_| CHECK_WORDS.text.made_of_kinds.iter().any(|w| *w == subject(total))) else {
            continue;
        };
        let rest = statements.get(index + 1..).unwrap_or_default();
        let own = rest.iter().take_while(|s| s.quote == total.quote).filter(|s| s.measure == Measure::Change);
        let named: Vec<(&Statement, Figure)> = own.filter_map(|s| Some((s, moved(s)?))).collect();
        let is_all = |kinds: &[&str]| {
            kinds.len() == named.len() && kinds.iter().all(|kind| named.iter().any(|(s, _)| subject(s) == *kind))
        };
        if ![&CHECK_WORDS.text.all_kinds, &CHECK_WORDS.text.all_kinds_fine].iter().any(|kinds| is_all(kinds)) {
            continue;
        }
        let figures: Vec<Figure> = named.iter().map(|(_, f)| *f).collect();
        let compared = adds_up(&[whole], &figures);
        let beside: Vec<Evidence> = named.iter().map(|(s, _)| evidence(s)).collect();
        let all: Vec<Evidence> = std::iter::once(evidence(total)).chain(beside.iter().cloned()).collect();
        verdicts.compared("NAR-06", &compared, all);
        if compared.agreement == Agreement::Differ {
            let sum = super::said::plain(compared.right.abs() * Decimal::new(1, 4));
            let zh = format!("{}变动{}，所列各类支出的变动合计为{sum}万元，两者不符。", subject(total), total.printed);
            let en = format!(
                "{} changed by {}; the changes of all kinds of expenditure that are named make {sum}万元.",
                subject(total),
                total.printed
            );
            let found = finding("NAR-06", Severity::Warning, total, zh, en, beside);
            verdicts.find(Finding { apart: Some(compared.difference), ..found });
        }
    }
}

/// By how much an amount rose, or fell.
fn moved(statement: &Statement) -> Option<Figure> {
    let figure = Figure::of_statement(statement).filter(|_| statement.measure == Measure::Change && !near::is_torn(statement))?;
    match statement.direction? {
        Direction::Increase => Some(figure),
        Direction::Decrease => Some(Figure { value: -figure.value, ..figure }),
        Direction::Flat => None,
    }
}

/// NAR-18: a change of 三公经费 or 机关运行经费 is explained.
fn reasons(document: &Document<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    for statement in
        statements.iter().filter(|s| s.measure == Measure::Change && CHECK_WORDS.text.explained.contains(&subject(s)))
    {
        if verdicts.are_late() {
            return;
        }
        let moved = statement.value.is_some_and(|v| !v.is_zero()) && statement.direction != Some(Direction::Flat);
        if !moved {
            continue;
        }
        let here = document.outline.paragraphs.iter().filter(|p| p.section == statement.section);
        let explained =
            statement.reason.is_some() || here.clone().any(|p| CHECK_WORDS.text.causes.iter().any(|c| p.text.contains(c)));
        if explained {
            verdicts.silent("NAR-18", Status::Pass, "a reason is given", vec![evidence(statement)]);
            continue;
        }
        verdicts.check(Check { evidence: vec![evidence(statement)], ..Check::of("NAR-18", Status::Fail) });
        let name = subject(statement);
        let zh = format!("{name}变动{}，本节未说明原因。", statement.printed);
        let en = format!("{name} changed by {}, and the section gives no reason.", statement.printed);
        verdicts.find(finding("NAR-18", Severity::Warning, statement, zh, en, Vec::new()));
    }
}

/// A longer reason tells of more than one thing.
const SHORT: usize = 24;

/// NAR-19: the reason of a rise is not that something fell, nor the other way round: `增加5万元，原因是人员减少`.
///
/// A reason is sure only where it is one short clause that ends with the word; what fell `上年` or is no cost says nothing.
fn contradictions(document: &Document<'_>, verdicts: &mut Verdicts) {
    let mut agree: Vec<Evidence> = Vec::new();
    for statement in document.content.statements.iter().filter(|s| s.measure == Measure::Change) {
        if verdicts.are_late() {
            return;
        }
        let (Some(reason), Some(direction)) = (&statement.reason, statement.direction) else { continue };
        let Some(word) = last_word(reason).filter(|_| statement.value.is_some_and(|v| !v.is_zero())) else { continue };
        let rises = direction == Direction::Increase;
        if direction == Direction::Flat || CHECK_WORDS.text.more.contains(&word) == rises {
            agree.push(evidence(statement));
            continue;
        }
        verdicts.check(Check { evidence: vec![evidence(statement)], ..Check::of("NAR-19", Status::Fail) });
        let (name, said) = (subject(statement), squeeze(reason));
        let way = if rises { ("增加", "rose") } else { ("减少", "fell") };
        let zh = format!("{name}{}{}，所述原因却是“{said}”，方向相反。", way.0, statement.printed);
        let en = format!("{name} {} by {}, but the reason given is {said}, which says the opposite.", way.1, statement.printed);
        verdicts.find(finding("NAR-19", Severity::Info, statement, zh, en, Vec::new()));
    }
    if !agree.is_empty() {
        let places = agree.len();
        agree.truncate(1);
        verdicts.check(Check { places, evidence: agree, ..Check::of("NAR-19", Status::Pass) });
    }
}

/// The word for a direction with which a reason ends, if it is the only one and the reason one short clause.
fn last_word(reason: &str) -> Option<&'static str> {
    let text = squeeze(reason);
    let text = text.trim_end_matches(['。', '；', ';', '，', ',']);
    let plain = text.chars().count() <= SHORT && !text.contains(['，', '、', '；', ',', '。']);
    let other = CHECK_WORDS.text.no_way.iter().any(|w| text.contains(w));
    let words = || CHECK_WORDS.text.more.iter().chain(&CHECK_WORDS.text.less).copied();
    let end = words().find(|w| text.ends_with(w)).filter(|_| plain && !other)?;
    let times = words().map(|w| text.matches(w).count()).sum::<usize>();
    (times == 1).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::last_word;

    #[test]
    fn only_one_short_clause_tells_which_way_a_reason_goes() {
        assert_eq!(last_word("人员减少。"), Some("减少"));
        assert_eq!(last_word("本年度项目计划增加"), Some("增加"));
        for unsure in
            ["上年一次性项目减少", "人员减少、项目增加", "按规定对退休人员经费科目调整增加", "压减三公经费，取消培训", "厉行节约"]
        {
            assert_eq!(last_word(unsure), None, "{unsure}");
        }
    }
}
