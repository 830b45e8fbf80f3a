//! Parts against the whole that the text names (NAR-03, NAR-08, NAR-10, NAR-14).

use super::said::{amount, evidence, finding, plain, subject};
use super::{lists, near};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, Comparison, adds_up};
use crate::check::finding::{Check, Evidence, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::codes::subjects::fold;
use crate::content::{Measure, Statement};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;

/// A whole and the parts that make it up, by canonical subject. The parts are listed after the whole, in its section.
struct Whole {
    rule: &'static str,
    whole: &'static str,
    parts: &'static [&'static str],
    severity: Severity,
}

/// The wholes of which a text lists all parts by regulation.
const WHOLES: [Whole; 4] = [
    Whole {
        rule: "NAR-08",
        whole: "“三公”经费",
        parts: &["因公出国（境）费", "公务接待费", "公务用车购置及运行维护费"],
        severity: Severity::Error,
    },
    Whole {
        rule: "NAR-08",
        whole: "公务用车购置及运行维护费",
        parts: &["公务用车购置费", "公务用车运行维护费"],
        severity: Severity::Error,
    },
    Whole {
        rule: "NAR-10",
        whole: "政府采购",
        parts: &["政府采购货物", "政府采购工程", "政府采购服务"],
        severity: Severity::Error,
    },
    Whole {
        rule: "NAR-14", whole: "固定资产", parts: &["在用固定资产", "待处置固定资产"], severity: Severity::Warning
    },
];

/// Asks for every whole whether its parts make it up.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    for (index, statement) in statements.iter().enumerate() {
        if verdicts.are_late() {
            return;
        }
        for whole in WHOLES.iter().filter(|w| w.whole == subject(statement)) {
            if let Some(figure) = amount(statement) {
                let near = near::of_sentence(statements, statement);
                adds(whole, statement, figure, (&statements[index + 1..], &near), verdicts);
            }
        }
        if subject(statement) == "车辆" && statement.measure == Measure::Count {
            vehicles(statement, &statements[index + 1..], verdicts);
        }
    }
    let several = document.content.parts.len() > 1 || document.disclosure.department.name.is_none();
    shares(statements, several, verdicts);
}

fn adds(
    whole: &Whole,
    statement: &Statement,
    figure: Figure,
    (rest, beside): (&[Statement], &[Figure]),
    verdicts: &mut Verdicts,
) {
    let mut parts: Vec<(&Statement, Figure)> = Vec::new();
    // Other amounts under the name of a part: one of them may be meant.
    let mut again: Vec<(usize, Figure)> = Vec::new();
    let near = rest.iter().take(40).take_while(|s| s.section == statement.section);
    for s in near {
        let Some(name) = name_of_part(whole, s) else {
            if subject(s) == whole.whole && amount(s).is_some() {
                break;
            }
            continue;
        };
        let known = parts.iter().position(|(p, _)| name_of_part(whole, p) == Some(name));
        match (known, amount(s).or_else(|| planned(s))) {
            (None, Some(_)) if amount(s).is_some() => parts.extend(amount(s).map(|part| (s, part))),
            (Some(at), Some(part)) => again.push((at, part)),
            (None, Some(part)) => again.push((whole.parts.iter().position(|p| *p == name).unwrap_or_default(), part)),
            _ => {}
        }
    }
    if parts.len() < whole.parts.len() {
        return;
    }
    let figures: Vec<Figure> = parts.iter().map(|p| p.1).collect();
    let compared = adds_up(&[figure], &figures);
    // A part that is all of them is no other whole.
    let of_another = |f: &Figure| !figures.contains(f) && adds_up(&[*f], &figures).agreement != Agreement::Differ;
    let with_another = |(at, other): &(usize, Figure)| {
        let figures: Vec<Figure> = figures.iter().enumerate().map(|(i, f)| if i == *at { *other } else { *f }).collect();
        adds_up(&[figure], &figures).agreement != Agreement::Differ
    };
    let beside_fits = || {
        beside.iter().any(of_another)
            || again.iter().any(with_another)
            || near::is_torn(statement)
            || parts.iter().any(|p| near::is_torn(p.0))
    };
    let misread = compared.agreement == Agreement::Differ && beside_fits();
    let beside: Vec<Evidence> = parts.iter().map(|p| evidence(p.0)).collect();
    let mut all = vec![evidence(statement)];
    all.extend(beside.iter().cloned());
    if misread {
        let reason = "the parts make another amount beside it, or another amount of a part makes the whole";
        return verdicts.silent(whole.rule, Status::NotApplicable, reason, all);
    }
    verdicts.compared(whole.rule, &compared, all);
    if compared.agreement == Agreement::Differ {
        let listed = parts.iter().map(|p| p.0.printed.as_str()).collect::<Vec<_>>().join(" + ");
        let zh = format!("{}为{}，其各组成部分{listed}之和不等于它。", whole.whole, statement.printed);
        let en = format!("{} is {}, but its parts are {listed}, which do not make it up.", whole.whole, statement.printed);
        verdicts.find(finding(whole.rule, whole.severity, statement, zh, en, beside));
    }
}

/// An amount that the text calls planned or former.
fn planned(statement: &Statement) -> Option<Figure> {
    (statement.measure == Measure::PriorAmount).then(|| Figure::of_statement(statement))?
}

/// Which part of a whole a statement is about, by its subject or its own words (在用固定资产 is 固定资产 to the list of subjects).
fn name_of_part(whole: &Whole, statement: &Statement) -> Option<&'static str> {
    let printed = statement.subject_printed.as_deref().map(fold).unwrap_or_default();
    whole.parts.iter().copied().find(|part| subject(statement) == *part || printed.trim_start_matches('、') == fold(part))
}

/// NAR-14: kinds of vehicles against their number, where the list begins in the same sentence and ends with the others.
fn vehicles(statement: &Statement, rest: &[Statement], verdicts: &mut Verdicts) {
    let listed: Vec<&Statement> = rest
        .iter()
        .take_while(|s| {
            s.section == statement.section && s.measure == Measure::Count && CHECK_WORDS.text.vehicles.contains(&subject(s))
        })
        .collect();
    let (Some(total), true) = (statement.value, listed.len() >= 2) else { return };
    let sum = listed.iter().filter_map(|s| s.value).fold(Decimal::ZERO, |sum, v| sum + v);
    let complete = listed.iter().any(|s| matches!(subject(s), "其他用车" | "其他车辆"));
    if sum < total && !complete {
        return;
    }
    let agreement = if sum == total { Agreement::Exact } else { Agreement::Differ };
    let compared = Comparison { left: total, right: sum, difference: total - sum, tolerance: Decimal::ZERO, agreement };
    let beside: Vec<Evidence> = listed.iter().map(|s| evidence(s)).collect();
    let mut all = vec![evidence(statement)];
    all.extend(beside.iter().cloned());
    verdicts.compared("NAR-14", &compared, all);
    if agreement == Agreement::Differ {
        let zh = format!("车辆共{}，所列各类车辆合计{}辆。", statement.printed, plain(sum));
        let en = format!("The text counts {} vehicles; the kinds that it lists make {}.", plain(total), plain(sum));
        let severity = if complete { Severity::Error } else { Severity::Warning };
        verdicts.find(finding("NAR-14", severity, statement, zh, en, beside));
    }
}

/// NAR-03: a share is the part over the whole, and the whole is an amount that the section states before. In a document of several bodies
/// an amount of another section may be of another body.
fn shares(statements: &[Statement], several: bool, verdicts: &mut Verdicts) {
    for (index, share) in statements.iter().enumerate().filter(|(_, s)| s.measure == Measure::Share) {
        if verdicts.are_late() {
            return;
        }
        let Some(value) = share.value.filter(|_| share.direction.is_none()) else { continue };
        let Some((part, figure)) = part_of(statements, index) else { continue };
        if value > Decimal::ONE_HUNDRED && share.unit.as_deref() != Some("倍") {
            beyond(share, part, verdicts);
            continue;
        }
        if let Some(whole) = exceeded(statements, share, (part, figure)) {
            more_than_whole(share, part, whole, verdicts);
            continue;
        }
        if figure.value.is_zero() && value.is_zero() {
            verdicts.compared(
                "NAR-03",
                &Comparison { left: value, right: value, difference: value, tolerance: value, agreement: Agreement::Exact },
                vec![evidence(share)],
            );
            continue;
        }
        let slack = last_place(share);
        let fits = |whole: Figure| is_share(share, figure, whole, slack);
        let fits_well = |whole: Figure| is_share(share, figure, whole, slack.half());
        // The whole is the first amount of the section, or any other that the text has named so far: which, the text seldom says.
        let base = share.base.as_deref();
        // 授予中小企业合同金额 is the amount of 授予中小企业合同.
        let bare = |name: &str| fold(name).trim_end_matches("金额").trim_end_matches("总额").to_owned();
        let named = |s: &Statement| base.is_none_or(|b| subject(s) == b || bare(subject(s)) == bare(b));
        let mut wholes: Vec<(&Statement, Figure)> = statements
            .iter()
            .filter(|s| {
                if base.is_some() { named(s) && !(several && s.section != share.section) } else { s.section == share.section }
            })
            .filter_map(|s| amount(s).map(|f| (s, f)))
            // What has the name and the amount of the part is no whole of it: its own number was torn.
            .filter(|(s, f)| f.value >= figure.value && !(f.value == figure.value && subject(s) == subject(part)))
            .collect();
        // The whole that its sentence states, of which another of its shares is.
        let own = own_whole(statements, share, part)
            .filter(|(_, of)| fits(*of) || !wholes.iter().any(|(s, f)| s.quote == share.quote && fits(*f)));
        if let Some((whole, of)) = own {
            wholes = vec![(whole, of)];
        }
        // Of amounts of the name that the share is of, those of its own sentence are meant before any other.
        if base.is_some() && wholes.iter().any(|(s, _)| s.quote == share.quote) {
            wholes.retain(|(s, _)| s.quote == share.quote);
        }
        let fitting = wholes.iter().find(|(_, f)| fits_well(*f)).or_else(|| wholes.iter().find(|(_, f)| fits(*f)));
        let fitting = fitting.or_else(|| wholes.first());
        let Some((whole, of)) = fitting else { continue };
        let Some(right) = figure.value.percent_of(of.value).map(|right| right.round_dp(4)) else {
            let said = vec![evidence(share), evidence(part), evidence(whole)];
            verdicts.silent("NAR-03", Status::NotApplicable, "the whole is nothing: a share of it means nothing", said);
            continue;
        };
        let agreement = if (value - right).abs() <= slack.half() {
            Agreement::Exact
        } else if fits(*of) {
            Agreement::Rounding
        } else {
            Agreement::Differ
        };
        // Which amount a share is of, the text seldom says: it is the largest of the section where another share is of it too.
        let leading = wholes.iter().map(|(_, f)| f.value).max() == Some(of.value);
        let sibling = statements.iter().enumerate().any(|(at, s)| {
            let other = s.measure == Measure::Share && s.section == share.section && !std::ptr::eq(s, share);
            // Nothing is nothing of any whole.
            other
                && part_of(statements, at).is_some_and(|(_, part)| !part.value.is_zero() && is_share(s, part, *of, last_place(s)))
        });
        // What has a share of its own is a part itself: the whole stands in another section (杭州).
        let is_part = || base.is_none() && is_part(statements, whole);
        // Cut off instead of rounded, or a last digit mistaken; not moved so that all shares make a hundred.
        let trivial =
            agreement == Agreement::Rounding && !fits_well(*of) && shares_of(statements, share, *of) != Decimal::ONE_HUNDRED;
        if (agreement == Agreement::Differ || trivial)
            && (!(leading && (base.is_some() || sibling))
                || is_part()
                || near::is_torn(part)
                || near::is_torn(whole)
                || near::is_beside_torn(statements, share)
                || lists::agrees(statements, index))
        {
            continue;
        }
        let compared = Comparison { left: value, right, difference: value - right, tolerance: slack, agreement };
        let beside = vec![evidence(part), evidence(whole)];
        verdicts.compared("NAR-03", &compared, vec![evidence(share), evidence(part), evidence(whole)]);
        if agreement == Agreement::Differ || trivial {
            let shown = plain(right.round_dp(value.scale().max(1)));
            let zh = format!(
                "{}{}占{}{}的比例应为{shown}%，文中写{}。",
                subject(part),
                part.printed,
                subject(whole),
                whole.printed,
                share.printed
            );
            let en = format!("{} of {} is {shown}%, the text says {}.", part.printed, whole.printed, share.printed);
            // A share that is not nearly right is no matter of rounding.
            let wrong = own.is_some() && (value - right).abs() > slack + slack;
            let far = (value - right).abs() > Decimal::ONE && sibling || wrong;
            let severity = if far { Severity::Error } else { Severity::Warning };
            let mut found = finding("NAR-03", severity, share, zh, en, beside);
            found.repair = Some(format!("{shown}%"));
            found.minor = trivial;
            verdicts.find(found);
        }
    }
}

/// The whole that a sentence states before one of its parts, and of which another share of the sentence is.
fn own_whole<'s>(statements: &'s [Statement], share: &Statement, part: &Statement) -> Option<(&'s Statement, Figure)> {
    let first = statements.iter().find(|s| s.quote == share.quote && s.section == share.section)?;
    let whole = amount(first).filter(|_| !std::ptr::eq(first, part) && subject(first) != subject(part))?;
    let (before, behind) = share.quote.split_once(first.printed.as_str())?;
    let between = behind.split_once(part.printed.as_str())?.0;
    let opens = CHECK_WORDS.text.parts_follow.iter().any(|word| between.contains(word)) && !before.contains("其中");
    // Another share of the sentence is of the whole as it stands, so that the part or its share is what is wrong.
    let of_first = |s: &Statement| share.base.as_deref().is_none_or(|b| b == subject(first)) || s.base == share.base;
    let sibling = statements.iter().enumerate().any(|(at, s)| {
        let other = s.measure == Measure::Share && s.quote == share.quote && !std::ptr::eq(s, share) && of_first(s);
        other && part_of(statements, at).is_some_and(|(_, part)| !part.value.is_zero() && is_share(s, part, whole, last_place(s)))
    });
    let sure = opens && sibling && !whole.value.is_zero() && !near::is_torn(first) && !near::is_torn(part);
    sure.then_some((first, whole))
}

/// The whole that a sentence states before one of its parts, where the part is more than it and its share less than all.
fn exceeded<'s>(statements: &'s [Statement], share: &Statement, (part, figure): (&Statement, Figure)) -> Option<&'s Statement> {
    let (first, whole) = own_whole(statements, share, part)?;
    let less = share.value.is_some_and(|v| v < Decimal::ONE_HUNDRED);
    let more = figure.value - figure.half > whole.value + whole.half;
    (less && more).then_some(first)
}

/// NAR-03: a part that its sentence makes more than the whole.
fn more_than_whole(share: &Statement, part: &Statement, whole: &Statement, verdicts: &mut Verdicts) {
    let all = vec![evidence(part), evidence(share), evidence(whole)];
    verdicts.check(Check { evidence: all, ..Check::of("NAR-03", Status::Fail) });
    let (name, all) = (subject(part), subject(whole));
    let zh = format!("{name}{}大于其所属的{all}{}，文中却称占{}。", part.printed, whole.printed, share.printed);
    let en = format!(
        "{name} of {} is more than {all} of {}, of which the text says it is {}.",
        part.printed, whole.printed, share.printed
    );
    verdicts.find(finding("NAR-03", Severity::Error, part, zh, en, vec![evidence(share), evidence(whole)]));
}

/// NAR-03: no part is more than all.
fn beyond(share: &Statement, part: &Statement, verdicts: &mut Verdicts) {
    let both = vec![evidence(share), evidence(part)];
    verdicts.check(Check { evidence: both, ..Check::of("NAR-03", Status::Fail) });
    let zh = format!("{}{}占比写作{}，部分不可能大于全部。", subject(part), part.printed, share.printed);
    let en =
        format!("{} of {} is said to be {} of the whole; no part is more than all.", subject(part), part.printed, share.printed);
    verdicts.find(finding("NAR-03", Severity::Warning, share, zh, en, vec![evidence(part)]));
}

/// One unit of the last place of a share.
fn last_place(share: &Statement) -> Decimal {
    Decimal::new(1, share.value.unwrap_or_default().scale())
}

/// What the shares of one whole make together in the section of one of them.
fn shares_of(statements: &[Statement], share: &Statement, whole: Figure) -> Decimal {
    let here = statements.iter().enumerate().filter(|(_, s)| s.measure == Measure::Share && s.section == share.section);
    let of_whole =
        here.filter(|(at, s)| part_of(statements, *at).is_some_and(|(_, part)| is_share(s, part, whole, last_place(s))));
    of_whole.filter_map(|(_, s)| s.value).sum()
}

/// Whether a share of less than all is said of an amount.
fn is_part(statements: &[Statement], amount: &Statement) -> bool {
    let shares = statements.iter().enumerate().filter(|(_, s)| s.measure == Measure::Share && s.section == amount.section);
    let mut less = shares.filter(|(_, s)| s.value.is_some_and(|v| v < Decimal::ONE_HUNDRED));
    less.any(|(at, _)| part_of(statements, at).is_some_and(|(part, _)| std::ptr::eq(part, amount)))
}

/// The amount that a share is said of: the one before it about the same thing.
fn part_of(statements: &[Statement], share: usize) -> Option<(&Statement, Figure)> {
    let said = statements.get(share)?;
    let before = statements.get(..share)?.iter().rev().take(2);
    let part = before.take_while(|s| s.section == said.section).find(|s| super::said::same_subject(s, said))?;
    Some((part, amount(part)?))
}

/// Whether a stated share can be that of a part in a whole, all of them rounded and the share by `slack`.
fn is_share(share: &Statement, part: Figure, whole: Figure, slack: Decimal) -> bool {
    let Some(value) = share.value else { return false };
    let (low, high) = (whole.value - whole.half, whole.value + whole.half);
    low > Decimal::ZERO
        && (part.value - part.half).percent_of(high).is_some_and(|least| least <= value + slack)
        && (part.value + part.half).percent_of(low).is_some_and(|most| most >= value - slack)
}
