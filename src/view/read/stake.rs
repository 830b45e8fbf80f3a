//! What a finding is about in money: the figures that should agree, and how far apart they are.

use super::amount::decimal;
use super::place::Evidence;
use crate::check::english;
use crate::decimal::Decimal;

/// Figures of which one should be the sum of the others; two figures should be the same.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sum {
    /// The place of the whole among the figures.
    pub whole: usize,
    /// The places of its parts that are not nothing.
    pub parts: Vec<usize>,
    /// The places of its parts that are nothing.
    pub zeros: Vec<usize>,
    /// How much is missing, yuan; never negative.
    pub gap: Decimal,
}

/// Money that a finding is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stake {
    /// How far apart its figures are, yuan.
    pub amount: Option<Decimal>,
    /// The same in per cent of the largest of them.
    pub share: Option<Decimal>,
}

/// The sum that a finding is about. `said` is its sentence: of several readings of its figures only one that it tells is believed,
/// since figures that only explain, or say the same in another table, stand among them.
pub fn sum(evidence: &[Evidence], said: &str) -> Option<Sum> {
    let money: Vec<(usize, Decimal)> = evidence.iter().enumerate().filter_map(|(at, e)| Some((at, money(e)?))).collect();
    let numbers = numbers(said);
    let told = |count: usize| of(&money[..count]).filter(|sum| is_told(&numbers, &money[..count], sum));
    listed(evidence, &money, said).or_else(|| (2..=money.len()).rev().find_map(told))
}

/// Whether a sentence tells a sum: how much is missing, the whole, and what the parts make. Where it names no figure at all, as one of
/// many sums that miss by rounding, the difference alone tells it.
fn is_told(numbers: &[Decimal], money: &[(usize, Decimal)], sum: &Sum) -> bool {
    let whole = money.iter().find(|(at, _)| *at == sum.whole).map(|(_, value)| *value);
    let rest = money.iter().filter(|(at, _)| *at != sum.whole).try_fold(Decimal::ZERO, |all, (_, value)| Some(all + *value));
    let both = whole.is_some_and(|whole| names(numbers, whole)) && rest.is_some_and(|rest| names(numbers, rest));
    let none = || money.iter().all(|(_, value)| value.is_zero() || !names(numbers, *value));
    !sum.gap.is_zero() && names(numbers, sum.gap) && (both || none())
}

/// A sum whose parts the sentence writes out: the whole is the figure before them.
fn listed(evidence: &[Evidence], money: &[(usize, Decimal)], said: &str) -> Option<Sum> {
    let (whole, parts) = money.split_first().filter(|(_, parts)| parts.len() > 1)?;
    let terms: Vec<&str> = parts.iter().map(|(at, _)| evidence[*at].printed.trim()).collect();
    let all = parts.iter().try_fold(Decimal::ZERO, |all, (_, value)| Some(all + *value))?;
    let gap = all.less(whole.1)?.abs();
    let (zeros, parts): (Vec<_>, Vec<_>) = parts.iter().partition(|(_, value)| value.is_zero());
    let places = |of: Vec<&(usize, Decimal)>| of.into_iter().map(|(at, _)| *at).collect();
    let sum = Sum { whole: whole.0, parts: places(parts), zeros: places(zeros), gap };
    let written = terms.join(" + ");
    let is_written = said.contains(&written) || said.contains(&*english(&written));
    (is_written && !gap.is_zero()).then_some(sum)
}

/// Whether an amount is among the numbers of a sentence, in yuan or 万元.
fn names(numbers: &[Decimal], yuan: Decimal) -> bool {
    let wan = Decimal::scaled(yuan.mantissa(), yuan.scale() + 4);
    [Some(yuan), wan].into_iter().flatten().any(|amount| numbers.contains(&amount.abs().normalize()))
}

/// The figure that is nearest to the sum of the others.
fn of(money: &[(usize, Decimal)]) -> Option<Sum> {
    let all = money.iter().try_fold(Decimal::ZERO, |all, (_, value)| Some(all + *value))?;
    let gap = |value: Decimal| all.less(value).and_then(|rest| value.less(rest)).map(Decimal::abs);
    let nearest = money.iter().filter_map(|(at, value)| Some((gap(*value)?, *at))).min_by_key(|(gap, _)| *gap)?;
    let parts = money.iter().filter(|(at, _)| *at != nearest.1);
    let (zeros, parts): (Vec<_>, Vec<_>) = parts.partition(|(_, value)| value.is_zero());
    let places = |of: Vec<&(usize, Decimal)>| of.into_iter().map(|(at, _)| *at).collect();
    Some(Sum { whole: nearest.1, parts: places(parts), zeros: places(zeros), gap: nearest.0 })
}

/// What a finding is about, for putting many in order. A per cent that does not follow from two amounts is as far off as the amount
/// that would be needed is from the one that stands there.
pub fn stake(evidence: &[Evidence], said: &str) -> Stake {
    let money: Vec<Decimal> = evidence.iter().filter_map(money).collect();
    let largest = money.iter().map(|m| m.abs()).max();
    let percent = evidence.iter().find(|e| is_percent(&e.printed));
    let amount = match (percent, money.as_slice()) {
        (Some(percent), &[a, b]) => percent.value.as_deref().and_then(decimal).and_then(|percent| off(percent, a, b)),
        (None, &[a, b]) => apart(a, b, said),
        (_, all) => sum(evidence, said).map(|sum| sum.gap).or_else(|| {
            // One figure set against another that is printed several times.
            let (first, rest) = all.split_first()?;
            let other = rest.iter().find(|value| *value != first)?;
            let two = percent.is_none() && rest.iter().all(|value| value == first || value == other);
            two.then(|| apart(*first, *other, said)).flatten()
        }),
    };
    let amount = amount.filter(|amount| !amount.is_zero());
    Stake { amount, share: amount.zip(largest).and_then(|(amount, largest)| amount.percent_of(largest)) }
}

/// How many times as large a figure may be as the one that it should be: beyond that one of the two has another unit.
const FAR: i64 = 1_000;

/// The difference of two amounts that a sentence sets against each other: it names both, or their difference. Other pairs are the
/// first of many, or explain.
fn apart(a: Decimal, b: Decimal, said: &str) -> Option<Decimal> {
    let numbers = numbers(said);
    let gap = a.less(b)?.abs();
    let (small, large) = if a.abs() < b.abs() { (a.abs(), b.abs()) } else { (b.abs(), a.abs()) };
    let comparable = small.is_zero() || small * Decimal::from(FAR) > large;
    let both = names(&numbers, a) && names(&numbers, b);
    (names(&numbers, gap) || both && comparable).then_some(gap)
}

/// By how many yuan a per cent misses what two amounts say: as a change of either, or as a share.
fn off(percent: Decimal, a: Decimal, b: Decimal) -> Option<Decimal> {
    let share = percent.over(Decimal::ONE_HUNDRED)?;
    let miss = |factor: Decimal, of: Decimal, other: Decimal| (of * factor).less(other).map(Decimal::abs);
    let ways = [Decimal::ONE + share, Decimal::ONE - share, share];
    ways.into_iter().flat_map(|way| [miss(way, a, b), miss(way, b, a)]).flatten().min()
}

/// The value of a figure of money.
fn money(evidence: &Evidence) -> Option<Decimal> {
    let unit = evidence.printed.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches(is_of_number).trim();
    let is_money = unit.is_empty() || unit.starts_with('万') || unit.starts_with('亿') || unit.starts_with('元');
    // What one thing costs is set against no total.
    let is_each = unit.contains(['/', '／']);
    (is_money && !is_each).then(|| decimal(evidence.value.as_deref()?)).flatten()
}

fn is_percent(printed: &str) -> bool {
    printed.trim_end().ends_with(['%', '％'])
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '，' | ' ')
}

/// The numbers of a sentence.
fn numbers(said: &str) -> Vec<Decimal> {
    let bare = said.replace(',', "");
    let pieces = bare.split(|c: char| !c.is_ascii_digit() && c != '.').map(|piece| piece.trim_matches('.'));
    pieces.filter_map(|piece| piece.parse::<Decimal>().ok()).map(Decimal::normalize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;

    fn figure(printed: &str, yuan: &str) -> Evidence {
        Evidence { printed: printed.to_owned(), value: RawValue::from_string(yuan.to_owned()).ok(), ..Evidence::default() }
    }

    #[test]
    fn a_total_is_told_from_its_parts_and_from_what_is_nothing() {
        let all = [figure("0.00", "0"), figure("1,103.37", "11033700"), figure("1103.37", "11033700"), figure("26.38", "263800")];
        let found = sum(&all, "B02 1103.37万元 is 26.38万元 less than its 3 parts, which make 1129.75万元").unwrap();
        assert_eq!((found.whole, found.parts, found.zeros), (1, vec![2, 3], vec![0]));
        assert_eq!(found.gap, Decimal::from(263_800));
    }

    /// A figure that only explains is left out, and where no reading gives the difference that is told there is no sum.
    #[test]
    fn only_a_difference_that_is_told_is_believed() {
        let all = [figure("10", "10"), figure("4", "4"), figure("5", "5"), figure("77", "77")];
        let found = sum(&all, "10元 is 1元 more than its 2 parts, which make 9元").unwrap();
        assert_eq!((found.whole, found.parts), (0, vec![1, 2]));
        assert_eq!(sum(&all, "10元 is 3元 more"), None);
    }

    /// The same figures in a second table are no further parts, though what is missing then happens to be a number of the sentence.
    #[test]
    fn what_another_table_repeats_is_no_part() {
        let row = || [figure("24417.66", "244176600"), figure("24417.66", "244176600"), figure("60.37", "603700")];
        let said = "B02 24417.66万元 is 60.37万元 less than its 2 parts, which make 24478.03万元 (the same in B03)";
        let all: Vec<Evidence> = row().into_iter().chain(row()).collect();
        let found = sum(&all, said).unwrap();
        assert_eq!((found.whole, found.parts, found.gap), (0, vec![1, 2], Decimal::from(603_700)));
        assert_eq!(stake(&all, said).amount, Some(Decimal::from(603_700)));
        let all = [figure("738.66万元", "7386600"), figure("6,964,796", "6964796"), figure("6,964,796", "6964796")];
        let said = "The text gives 738.66万元, the table 6,964,796元 (printed so in 2 places)";
        assert_eq!((sum(&all, said), stake(&all, said).amount), (None, Some(Decimal::from(421_804))));
    }

    #[test]
    fn parts_that_are_written_out_are_all_of_them() {
        let said = "It is 0万元, but its parts are 3456.6万元 + 0万元 + 4683.6万元, which do not make it up.";
        let all =
            [figure("0万元", "0"), figure("3456.6万元", "34566000"), figure("0万元", "0"), figure("4683.6万元", "46836000")];
        let found = sum(&all, said).unwrap();
        assert_eq!((found.whole, found.parts, found.zeros, found.gap), (0, vec![1, 3], vec![2], Decimal::from(81_402_000)));
        assert_eq!(sum(&all, &english(said)).map(|sum| sum.zeros), Some(vec![2]));
    }

    #[test]
    fn sums_that_miss_by_rounding_are_told_by_how_much() {
        let all = [figure("10.01", "100100"), figure("4.00", "40000"), figure("6.00", "60000")];
        let found = sum(&all, "B01: 2 sums differ from their totals by rounding, by 0.01万元 at most").unwrap();
        assert_eq!((found.whole, found.gap), (0, Decimal::from(100)));
    }

    #[test]
    fn findings_are_as_large_as_what_is_apart() {
        let share = |stake: Stake| (stake.amount.map(|a| a.to_string()), stake.share.map(|s| s.round_dp(1).to_string()));
        let pair = stake(
            &[figure("201.50万元", "2015000"), figure("2087959.00", "2087959")],
            "The text gives 201.50万元, the table 2,087,959.00元.",
        );
        assert_eq!(share(pair), (Some("72959".to_owned()), Some("3.5".to_owned())));
        // 150 is 50 % more than 100, as is said; 60 % would be 160.
        let rate = |percent: &str| {
            stake(&[figure(&format!("{percent}%"), percent), figure("150万元", "1500000"), figure("100万元", "1000000")], "")
        };
        assert_eq!(rate("50").amount, None);
        assert_eq!(rate("60").amount, Some(Decimal::from(100_000)));
        assert_eq!(stake(&[figure("1辆", "1"), figure("8辆", "8")], "1 and 8").amount, None, "vehicles are no money");
    }

    /// A wrong difference is worse than none.
    #[test]
    fn no_difference_is_told_of_figures_that_nobody_sets_against_each_other() {
        let none = |a, b, said: &str| assert_eq!(stake(&[a, b], said), Stake::default(), "{said}");
        none(figure("154", "154"), figure("94", "94"), "3 sums differ from their totals by rounding, by 1.00元 at most");
        none(figure("260.64", "260.64"), figure("260.65", "2606500"), "the indicator (260.64) is less than 260.65");
        none(figure("13.33万元/辆", "13.33"), figure("400.00", "4000000"), "13.33万元/辆 for 30辆; the form asks for 400.00");
        let rate = Evidence { printed: "1000%".to_owned(), ..Evidence::default() };
        let found = stake(&[rate, figure("300", "3000000"), figure("400", "4000000")], "300 of 400 is 75%, not 1000%");
        assert_eq!(found.amount, None);
        assert_eq!(stake(&[figure("0", "0"), figure("5", "50000")], "0 is not 5").amount, Some(Decimal::from(50_000)));
    }
}
