//! Per cents without their sign (NAR-02): `增长6.25，主要是…`, `占支出合计的61.6；`, where the amounts of the sentence make this per cent.

use super::near;
use super::said::{amount, evidence};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::finding::{Check, Evidence, Finding, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::content::{Measure, Statement};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::amounts_in;

/// A share names its whole in so many characters.
const WHOLE: usize = 24;

/// Asks every sentence that gives amounts.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    let mut last: Option<&str> = None;
    for statement in statements {
        if verdicts.are_late() {
            return;
        }
        // Each sentence once.
        if last == Some(&*statement.quote) {
            continue;
        }
        last = Some(&statement.quote);
        for (printed, value, is_share) in bare(&statement.quote) {
            let half = Decimal::new(1, value.scale());
            let own: Vec<&Statement> =
                statements.iter().filter(|s| s.quote == statement.quote && s.section == statement.section).collect();
            let fits = if is_share { is_share_of(statements, &own, value, half) } else { is_rate_of(&own, value, half) };
            if fits {
                tell(statement, printed, &own, verdicts);
            }
        }
    }
}

/// The numbers of a sentence that stand where a per cent does, with nothing behind them.
fn bare(quote: &str) -> Vec<(&str, Decimal, bool)> {
    let words = &CHECK_WORDS.text;
    let of = |(range, read): (std::ops::Range<usize>, crate::grammar::Amount)| {
        let (before, behind) = (quote.get(..range.start)?.trim_end(), quote.get(range.end..)?.trim_start());
        let closed = behind.is_empty() || behind.starts_with(['，', '。', '；', ',', ';', '）', ')']);
        let rate = words.rates.iter().any(|w| before.ends_with(w));
        let share = || {
            let [open, behind] = words.shares[..] else { return false };
            let clause = before.rsplit(['，', '。', '；', ',', ';']).next().unwrap_or_default();
            let whole = clause.rsplit_once(open).map(|(_, whole)| whole);
            whole.is_some_and(|w| w.is_empty() || w.ends_with(behind) && w.chars().count() <= WHOLE)
        };
        let value = read.value;
        (closed && value > Decimal::ZERO && (rate || share())).then(|| (quote.get(range), value, !rate))
    };
    amounts_in(quote).into_iter().filter_map(of).filter_map(|(printed, value, share)| Some((printed?, value, share))).collect()
}

/// Whether a change of the sentence is so much of another amount of it.
fn is_rate_of(own: &[&Statement], value: Decimal, half: Decimal) -> bool {
    let of = |measures: &[Measure]| -> Vec<Figure> {
        let all = own.iter().filter(|s| measures.contains(&s.measure)).filter_map(|s| Figure::of_statement(s));
        all.filter(|f| !f.value.is_zero()).collect()
    };
    let amounts = of(&[Measure::Amount, Measure::PriorAmount]);
    let changes = of(&[Measure::Change]);
    let signed = |f: &Figure| [*f, Figure { value: -f.value, half: f.half }];
    let by_change = changes.iter().flat_map(signed).any(|c| {
        let sign = if c.value.is_sign_negative() { -value } else { value };
        near::percent_fits(&amounts, Some(c), None, (sign, half))
    });
    let pairs = || amounts.iter().flat_map(|a| amounts.iter().map(move |b| (a, b)));
    by_change || pairs().any(|(a, b)| (a.value - b.value).percent_of(b.value).is_some_and(|p| (p.abs() - value).abs() <= half))
}

/// Whether an amount of the sentence is so much of a whole of its section.
fn is_share_of(statements: &[Statement], own: &[&Statement], value: Decimal, half: Decimal) -> bool {
    let Some(first) = own.first() else { return false };
    let wholes = near::wholes(statements, first);
    let parts = || own.iter().filter_map(|s| amount(s)).filter(|f| !f.value.is_zero());
    wholes
        .iter()
        .any(|w| parts().any(|p| p.value < w.value && p.value.percent_of(w.value).is_some_and(|s| (s - value).abs() <= half)))
}

fn tell(statement: &Statement, printed: &str, own: &[&Statement], verdicts: &mut Verdicts) {
    let bare = Evidence::of_text(printed, None, statement.place);
    let beside = own.iter().filter(|s| matches!(s.measure, Measure::Amount | Measure::Change)).take(2).map(|s| evidence(s));
    let all: Vec<Evidence> = std::iter::once(bare).chain(beside).collect();
    verdicts.check(Check { evidence: all.clone(), ..Check::of("NAR-02", Status::Fail) });
    verdicts.find(Finding {
        rule: "NAR-02",
        severity: Severity::Warning,
        minor: true,
        message: format!("The number {printed} is a per cent by the amounts beside it, and has no sign."),
        message_zh: format!("“{printed}”按所列金额应为百分比，漏印百分号。"),
        evidence: all,
        quote: Some(statement.quote.to_string()),
        ..Finding::default()
    });
}

#[cfg(test)]
mod tests {
    use crate::check::findings_of;

    fn told(item: &str) -> Vec<String> {
        let text = format!("溪棠市水务局2025年部门预算\n\n三、预算情况说明\n\n{item}\n");
        let told = findings_of(&text).into_iter().filter(|f| f.rule == "NAR-02" && f.minor);
        told.map(|f| f.evidence.first().map(|e| e.printed.clone()).unwrap_or_default()).collect()
    }

    #[test]
    fn a_rate_without_its_sign_is_told() {
        let of = |rate: &str| told(&format!("2025年支出合计1062.50万元，比上年增加62.50万元，增长{rate}，主要是人员增加。"));
        assert_eq!(of("6.25"), ["6.25"]);
        assert!(of("6.25%").is_empty());
        assert!(of("12.30").is_empty());
    }

    #[test]
    fn a_share_without_its_sign_is_told() {
        let of = |share: &str| {
            told(&format!(
                "2025年支出合计1000.00万元，其中：基本支出615.60万元，占支出合计的{share}；项目支出384.40万元，占38.44%。"
            ))
        };
        assert_eq!(of("61.56"), ["61.56"]);
        assert!(of("61.56%").is_empty());
    }
}
