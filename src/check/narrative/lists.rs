//! Lists whose figures tell which of them is wrong: parts that make up their whole but for one digit (NAR-01, NAR-14), and shares that
//! are of one whole but for one amount (NAR-03).
//!
//! A list of the text may leave items out, so that its sum alone proves nothing. One digit, two that are exchanged or a point that is
//! misplaced, with which all is right, is no chance.

use super::near;
use super::said::{amount, evidence, finding, plain, subject};
use crate::check::document::Document;
use crate::check::figure::{Agreement, Comparison, Figure, adds_up, likely_slip};
use crate::check::finding::Evidence;
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::content::{Measure, Statement};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::unit_of;

/// Wholes that a sentence lists the parts of, and the rule of each.
const WHOLES: [(&str, &str); 9] = [
    ("国有资产", "NAR-14"),
    ("资产总额", "NAR-14"),
    ("收入合计", "NAR-01"),
    ("本年收入合计", "NAR-01"),
    ("支出合计", "NAR-01"),
    ("本年支出合计", "NAR-01"),
    ("一般公共预算拨款支出", "NAR-01"),
    ("财政拨款支出", "NAR-01"),
    ("收支总计", "NAR-01"),
];

/// Fewer parts, or shares, may agree by chance.
const ENOUGH: usize = 3;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    for (index, whole) in statements.iter().enumerate() {
        if verdicts.are_late() {
            return;
        }
        if let Some((_, rule)) = WHOLES.iter().find(|(name, _)| *name == subject(whole))
            && let Some(figure) = amount(whole)
        {
            parts(rule, (whole, figure), &statements[index + 1..], verdicts);
        }
        another_whole(statements, index, verdicts);
    }
    shares(statements, verdicts);
}

/// What a statement would have to be, in its own unit and decimals, if it were so much in yuan.
fn in_its_unit(statement: &Statement, yuan: Decimal) -> Option<String> {
    let factor = unit_of(statement.unit.as_deref()?)?.factor()?;
    let scale = statement.value?.scale();
    Some(yuan.over(factor)?.round_dp(scale).with_decimals(scale).to_string())
}

/// What happened to a statement that should be so much in yuan, if its digits show it.
fn slip(statement: &Statement, yuan: Decimal) -> Option<(&'static str, &'static str)> {
    if yuan <= Decimal::ZERO {
        return None;
    }
    likely_slip(&statement.value?.to_string(), &in_its_unit(statement, yuan)?)
}

/// The parts that follow a whole in its sentence make it up, or one of the figures has a slip with which they do.
fn parts(rule: &'static str, (whole, figure): (&Statement, Figure), rest: &[Statement], verdicts: &mut Verdicts) {
    let listed = rest.iter().take_while(|s| s.quote == whole.quote).filter(|s| s.measure == Measure::Amount);
    let parts: Vec<(&Statement, Figure)> = listed.filter_map(|s| Some((s, amount(s)?))).collect();
    let moved =
        rest.iter().take_while(|s| s.quote == whole.quote).any(|s| matches!(s.measure, Measure::Change | Measure::PriorAmount));
    if parts.len() < ENOUGH || moved || near::is_torn(whole) || parts.iter().any(|(p, _)| near::is_torn(p)) {
        return;
    }
    let figures: Vec<Figure> = parts.iter().map(|p| p.1).collect();
    let compared = adds_up(&[figure], &figures);
    let all: Vec<Evidence> = std::iter::once(whole).chain(parts.iter().map(|p| p.0)).map(evidence).collect();
    if compared.agreement != Agreement::Differ {
        return verdicts.compared(rule, &compared, all);
    }
    // Any digit that is mistaken or left out may be chance where a list leaves items out; those of assets do not.
    let telling = |(zh, en): (&'static str, &'static str)| {
        let sure = ["exchanged", "ten times", "tenth", "twice"].iter().any(|w| en.contains(w));
        (sure || rule == "NAR-14" && en.contains("mistaken")).then_some((zh, en))
    };
    let of_whole = slip(whole, compared.right).and_then(telling).map(|why| (whole, why));
    let of_part = || parts.iter().find_map(|(p, f)| Some((*p, slip(p, f.value + compared.difference).and_then(telling)?)));
    let Some((wrong, (why_zh, why))) = of_whole.or_else(of_part) else { return };
    verdicts.compared(rule, &compared, all.clone());
    let (name, printed) = (subject(whole), whole.printed.as_str());
    let zh = format!("{name}为{printed}，其后所列{}项之和不等于它；{}{}{why_zh}。", parts.len(), subject(wrong), wrong.printed);
    let en = format!(
        "{name} is {printed}, but the {} parts that follow do not make it up; of {} {} {why}.",
        parts.len(),
        subject(wrong),
        wrong.printed
    );
    let mut found = finding(rule, Severity::Error, wrong, zh, en, all);
    found.apart = Some(compared.difference);
    verdicts.find(found);
}

/// NAR-03: a whole whose parts follow in its sentence, each with its share, where all shares are of the sum of the parts and make a
/// hundred: the whole is another amount.
fn another_whole(statements: &[Statement], index: usize, verdicts: &mut Verdicts) {
    let whole = &statements[index];
    let same = |s: &&Statement| s.quote == whole.quote && s.section == whole.section;
    let Some(figure) = amount(whole).filter(|f| !f.value.is_zero()) else { return };
    let first = index.checked_sub(1).is_none_or(|before| !same(&&statements[before]));
    let follow = || statements.iter().enumerate().skip(index + 1).take_while(|(_, s)| same(s));
    let listed: Vec<(usize, &Statement)> = follow().filter(|(_, s)| s.measure != Measure::Share).collect();
    let implied: Vec<Implied<'_>> = follow().filter_map(|(at, _)| implied(statements, at)).collect();
    let opens = || {
        let behind = whole.quote.split_once(whole.printed.as_str()).map_or("", |(_, behind)| behind);
        let between = implied[0].part.printed.as_str();
        behind.split_once(between).is_some_and(|(w, _)| CHECK_WORDS.text.parts_follow.iter().any(|word| w.contains(word)))
    };
    // Every amount behind it has a share, and nothing is said of changes or of what was carried over.
    let all = first && implied.len() >= ENOUGH && implied.len() == listed.len();
    if !all || !opens() || whole.quote.contains("结转") || near::is_torn(whole) || implied.iter().any(|i| near::is_torn(i.part))
    {
        return;
    }
    let of_whole = |i: &Implied<'_>| i.share.base.as_deref().is_none_or(|b| b == subject(whole));
    let figures: Vec<Figure> = implied.iter().map(|i| i.figure).collect();
    let compared = adds_up(&[figure], &figures);
    let sum = compared.right;
    let of_sum = implied.iter().all(|i| of_whole(i) && i.least <= sum && sum <= i.most);
    let shares: Decimal = implied.iter().filter_map(|i| i.share.value).sum();
    let open: Decimal = implied.iter().filter_map(|i| Some(Decimal::new(1, i.share.value?.scale()))).sum();
    if compared.agreement != Agreement::Differ || !of_sum || (shares - Decimal::ONE_HUNDRED).abs() > open {
        return;
    }
    let parts: Vec<Evidence> = implied.iter().map(|i| evidence(i.part)).collect();
    let mut told = vec![evidence(whole)];
    told.extend(parts.iter().cloned());
    verdicts.compared("NAR-03", &compared, told);
    let (name, printed) = (subject(whole), whole.printed.as_str());
    let shown = in_its_unit(whole, sum).unwrap_or_default();
    let unit = whole.unit.as_deref().unwrap_or_default();
    let count = implied.len();
    let zh =
        format!("{name}写为{printed}，其后所列{count}项之和为{shown}{unit}，各项占比均以后者为基数，前者应为另一口径或有误。");
    let en = format!(
        "{name} is given as {printed}, but the {count} parts that follow make {shown}{unit}, of which all their shares are; the first is \
         another amount."
    );
    // A total may count what is carried over, which the list of its parts leaves out.
    let total = ["总计", "合计"].iter().any(|w| name.ends_with(w)) && figure.value > sum;
    let severity = if total { Severity::Warning } else { Severity::Error };
    let mut found = finding("NAR-03", severity, whole, zh, en, parts);
    found.apart = Some(compared.difference);
    verdicts.find(found);
}

/// Whether two other shares of its section at least are of the same whole as a share, whichever that is.
pub(super) fn agrees(statements: &[Statement], index: usize) -> bool {
    let Some(own) = implied(statements, index) else { return false };
    let near = statements.iter().enumerate().filter(|(at, s)| *at != index && s.section == own.share.section);
    let others = near.filter_map(|(at, _)| implied(statements, at));
    let same = others.filter(|o| o.part.printed != own.part.printed && o.least <= own.most && o.most >= own.least);
    // Great parts tell their whole well; of small ones any whole may be.
    same.filter(|o| (o.most - o.least) * Decimal::from(50) <= o.most).count() >= 2
}

/// A part, and what its share says of the whole: from the least to the most.
struct Implied<'s> {
    share: &'s Statement,
    part: &'s Statement,
    figure: Figure,
    least: Decimal,
    most: Decimal,
}

/// NAR-03: amounts whose shares are of one whole, but for one whose share is not: then the amount is what is wrong.
fn shares(statements: &[Statement], verdicts: &mut Verdicts) {
    let mut lists: Vec<Vec<Implied<'_>>> = Vec::new();
    for (index, share) in statements.iter().enumerate() {
        let Some(implied) = implied(statements, index) else { continue };
        match lists.last_mut() {
            Some(list) if list.last().is_some_and(|l| l.share.section == share.section) => list.push(implied),
            _ => lists.push(vec![implied]),
        }
    }
    for list in lists.iter().filter(|l| l.len() > ENOUGH) {
        if verdicts.are_late() {
            return;
        }
        for (index, odd) in list.iter().enumerate() {
            outlier(list, index, odd, verdicts);
        }
    }
}

fn implied(statements: &[Statement], index: usize) -> Option<Implied<'_>> {
    let share = statements.get(index).filter(|s| s.measure == Measure::Share && s.direction.is_none())?;
    let part = statements.get(index.checked_sub(1)?).filter(|p| super::said::same_subject(p, share))?;
    let (figure, value) = (amount(part)?, share.value?);
    let half = Decimal::new(1, value.scale());
    if figure.value <= Decimal::ZERO || value <= half || value > Decimal::ONE_HUNDRED {
        return None;
    }
    let hundred = Decimal::ONE_HUNDRED;
    let least = ((figure.value - figure.half) * hundred).over(value + half)?;
    let most = ((figure.value + figure.half) * hundred).over(value - half)?;
    Some(Implied { share, part, figure, least, most })
}

fn outlier(list: &[Implied<'_>], index: usize, odd: &Implied<'_>, verdicts: &mut Verdicts) {
    let others = || list.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, i)| i);
    let (Some(least), Some(most)) = (others().map(|i| i.least).max(), others().map(|i| i.most).min()) else { return };
    // All others are of one whole, and this is not.
    if least > most || odd.least <= most && odd.most >= least || near::is_torn(odd.part) {
        return;
    }
    let Some(value) = odd.share.value else { return };
    let of = |whole: Decimal| (whole * value).over(Decimal::ONE_HUNDRED);
    let (Some(low), Some(high)) = (of(least), of(most)) else { return };
    let Some((why_zh, why)) = in_between(odd.part, low, high) else { return };
    let right = of((least + most).half()).unwrap_or_default();
    let compared = Comparison {
        left: odd.figure.value,
        right,
        difference: odd.figure.value - right,
        tolerance: high - low,
        agreement: Agreement::Differ,
    };
    let mut all = vec![evidence(odd.share)];
    all.extend(others().take(ENOUGH).flat_map(|i| [evidence(i.part), evidence(i.share)]));
    verdicts.compared("NAR-03", &compared, all.clone());
    let (name, printed) = (subject(odd.part), odd.part.printed.as_str());
    let about = plain(right * Decimal::new(1, 4));
    let zh = format!("{name}{printed}与其占比{}不符：按同列其他占比推算约为{about}万元，{why_zh}。", odd.share.printed);
    let en = format!(
        "{name} of {printed} is not {} of the whole that the other shares are of, which would be about {about}万元: {why}.",
        odd.share.printed
    );
    verdicts.find(finding("NAR-03", Severity::Error, odd.part, zh, en, all));
}

/// What happened to a statement that should lie between two amounts: ten times too much or too little.
fn in_between(part: &Statement, low: Decimal, high: Decimal) -> Option<(&'static str, &'static str)> {
    let stated = Figure::of_statement(part)?.value;
    let fits = |value: Decimal| value >= low && value <= high;
    let digits: Vec<char> = part.value?.to_string().chars().collect();
    // A digit printed twice, or one too many.
    let shorter = (0..digits.len()).filter(|i| digits[*i].is_ascii_digit()).filter_map(|i| {
        let rest: String = digits.iter().enumerate().filter(|(at, _)| *at != i).map(|(_, c)| *c).collect();
        let factor = unit_of(part.unit.as_deref()?)?.factor()?;
        Some(rest.parse::<Decimal>().ok()? * factor)
    });
    if fits(stated * Decimal::new(1, 1)) {
        Some(("疑多一位（差十倍）", "a digit seems too many"))
    } else if fits(stated * Decimal::from(10)) {
        Some(("疑少一位（差十倍）", "a digit seems lost"))
    } else if shorter.into_iter().any(fits) {
        Some(("疑多一位数字", "a digit seems printed twice"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::check::findings_of;

    fn told(item: &str) -> Vec<(&'static str, String)> {
        let text = format!("溪棠市水务局2025年度部门决算\n\n三、决算情况说明\n\n{item}\n");
        let told = findings_of(&text).into_iter().filter(|f| f.severity == crate::diagnostic::Severity::Error);
        told.map(|f| (f.rule, f.evidence.first().map(|e| e.printed.clone()).unwrap_or_default())).collect()
    }

    #[test]
    fn parts_make_their_whole_but_for_one_digit() {
        let of = |whole: &str, works: &str| {
            told(&format!(
                "截至2025年12月31日，我单位资产总额{whole}万元，其中：流动资产4677.2万元，固定资产52442.4万元，在建工程{works}万元。"
            ))
        };
        assert!(of("67030.4", "9910.8").is_empty(), "{:?}", of("67030.4", "9910.8"));
        assert_eq!(of("67730.4", "9910.8"), [("NAR-14", "67730.4万元".to_owned())]);
        assert_eq!(of("67030.4", "9190.8"), [("NAR-14", "9190.8万元".to_owned())]);
        // The rest of them may be left out.
        assert!(of("71234.9", "9910.8").is_empty());
    }

    #[test]
    fn a_whole_of_another_scope_is_not_what_its_parts_and_their_shares_make() {
        let of = |whole: &str| {
            told(&format!(
                "2025年一般公共预算拨款支出{whole}万元，主要用于以下方面：一般公共服务支出422.62万元（占74.60%），社会保障和就业支出84.71万元（占14.95%），\
                 卫生健康支出27.86万元（占4.92%），住房保障支出31.30万元（占5.53%）。"
            ))
        };
        assert!(of("566.49").is_empty(), "{:?}", of("566.49"));
        assert_eq!(of("659.05"), [("NAR-03", "659.05万元".to_owned())]);
    }

    #[test]
    fn shares_of_one_whole_tell_which_amount_is_wrong() {
        let of = |first: &str| {
            told(&format!(
                "其中：公共安全支出{first}万元，占98.74%，社会保障和就业支出46.72万元，占0.66%，卫生健康支出21.99万元，占0.31%，住房保障支出19.82万元，占0.28%。"
            ))
        };
        assert!(of("6,946.05").is_empty(), "{:?}", of("6,946.05"));
        assert_eq!(of("69,460.50"), [("NAR-03", "69,460.50万元".to_owned())]);
    }
}
