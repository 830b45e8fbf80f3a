//! Printed numbers, and how far two of them may lie apart.
//!
//! A printed figure stands for every amount that rounds to it: the value, give or take half a unit of its last place. A sum may
//! differ from its total by the halves of all of them together. A figure that is merely printed again differs by nothing; where
//! one place prints it coarser (万元 beside 元), by half a unit of the coarser one. Amounts printed to the cent are exact.

use crate::content::{Fund, Statement};
use crate::decimal::Decimal;
use crate::grammar::{amount, figure, unit_of};

/// A printed number in yuan (or a bare number), and half a unit of its last printed place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figure {
    /// The number.
    pub value: Decimal,
    /// What rounding leaves open on either side.
    pub half: Decimal,
}

/// How two sides agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// Equal.
    Exact,
    /// Apart by no more than rounding explains.
    Rounding,
    /// Apart.
    Differ,
}

/// Two sides compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The left side.
    pub left: Decimal,
    /// The right side.
    pub right: Decimal,
    /// Left less right.
    pub difference: Decimal,
    /// What rounding may make of it.
    pub tolerance: Decimal,
    /// How they agree.
    pub agreement: Agreement,
}

impl Figure {
    /// A number as printed, in a unit of `factor` yuan (1 for bare numbers); `None` when it is not certainly one number.
    pub fn read(printed: &str, factor: Decimal) -> Option<Self> {
        let (read, _) = figure(printed)?;
        let last_place = Decimal::new(1, read.decimals) * factor;
        Some(Self { value: read.value.in_yuan(factor)?, half: half_of(last_place) })
    }

    /// A number of which no unit is printed: it may be in 万元 as well as in yuan, so that its last place was rounded.
    pub fn bare(printed: &str) -> Option<Self> {
        let (read, _) = figure(printed)?;
        let last_place = Decimal::new(1, read.decimals);
        Some(Self { value: read.value.in_yuan(Decimal::ONE)?, half: last_place.half() })
    }

    /// The amount of money that a statement gives, in yuan.
    pub fn of_statement(statement: &Statement) -> Option<Self> {
        let factor = unit_of(statement.unit.as_deref()?)?.factor()?;
        Self::with_decimals(statement.amount_yuan?, statement.value?.scale(), factor)
    }

    /// The amount of money of a form's figure, in yuan.
    pub fn of_fund(fund: &Fund) -> Option<Self> {
        let factor = unit_of(fund.unit.as_deref()?)?.factor()?;
        Self::with_decimals(fund.amount_yuan?, amount::amount(&fund.printed)?.decimals, factor)
    }

    /// A value in yuan that was printed with so many decimals in a unit of `factor` yuan.
    pub fn with_decimals(value: Decimal, decimals: u32, factor: Decimal) -> Option<Self> {
        Some(Self { value, half: half_of(Decimal::new(1, decimals) * factor) })
    }
}

/// Half a unit of the last place; nothing below a cent is rounded off.
fn half_of(last_place: Decimal) -> Decimal {
    if last_place <= Decimal::new(1, 2) { Decimal::ZERO } else { last_place.half() }
}

/// Whether the sum of one side is that of the other, each figure rounded on its own. Nothing (`0`) is as exact as the finest figure
/// beside it, however few decimals it prints.
pub fn adds_up(left: &[Figure], right: &[Figure]) -> Comparison {
    let sum = |figures: &[Figure]| figures.iter().fold(Decimal::ZERO, |sum, f| sum + f.value);
    let all = || left.iter().chain(right);
    let finest = all().filter(|f| !f.value.is_zero()).map(|f| f.half).min();
    let half = |f: &Figure| finest.filter(|finest| f.value.is_zero() && *finest < f.half).unwrap_or(f.half);
    let tolerance = all().fold(Decimal::ZERO, |sum, f| sum + half(f));
    compare(sum(left), sum(right), tolerance)
}

/// Whether one figure is another one, printed again.
pub fn repeats(left: Figure, right: Figure) -> Comparison {
    let tolerance = if left.half == right.half { Decimal::ZERO } else { left.half.max(right.half) };
    compare(left.value, right.value, tolerance)
}

/// Whether one figure is at most another.
pub fn at_most(left: Figure, right: Figure) -> Comparison {
    let tolerance = left.half + right.half;
    let compared = compare(left.value, right.value, tolerance);
    if compared.difference <= Decimal::ZERO { Comparison { agreement: Agreement::Exact, ..compared } } else { compared }
}

fn compare(left: Decimal, right: Decimal, tolerance: Decimal) -> Comparison {
    let difference = left - right;
    let agreement = if difference.is_zero() {
        Agreement::Exact
    } else if difference.abs() <= tolerance {
        Agreement::Rounding
    } else {
        Agreement::Differ
    };
    Comparison { left, right, difference, tolerance, agreement }
}

/// Two numbers that differ by neighbouring digits exchanged, or by one digit of at least five.
pub fn is_slip(a: &str, b: &str) -> bool {
    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<Vec<_>>();
    let (a, b) = (digits(a), digits(b));
    if a.len() != b.len() || a == b {
        return false;
    }
    let apart: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
    match apart[..] {
        [_] => a.len() >= 5,
        [i, j] => j == i + 1 && a[i] == b[j] && a[j] == b[i],
        _ => false,
    }
}

/// What most probably happened to a number that should be another, where the digits of both show it: in Chinese and in English.
pub fn likely_slip(printed: &str, right: &str) -> Option<(&'static str, &'static str)> {
    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<Vec<_>>();
    let point = |t: &str| t.find('.').map_or(0, |at| t[at..].chars().filter(char::is_ascii_digit).count());
    let bare = |t: &str| -> Vec<char> {
        let all = digits(t);
        let end = all.iter().rposition(|c| *c != '0').map_or(0, |at| at + 1);
        all.get(..end).unwrap_or_default().iter().copied().skip_while(|c| *c == '0').collect()
    };
    let (a, b) = (digits(printed), digits(right));
    let long = bare(printed).len() > 1;
    if long && bare(printed) == bare(right) {
        // Digits before the point.
        let whole = |t: &str| digits(t).len() - point(t);
        return match (whole(printed), whole(right)) {
            (p, r) if p + 1 == r => Some(("疑少一位（差十倍）", "a digit seems lost: ten times as much would fit")),
            (p, r) if p == r + 1 => Some(("疑多一位（差十倍）", "a digit seems too many: a tenth of it would fit")),
            _ => None,
        };
    }
    // Ten times as much, rounded: 114.63 and 1,146.29.
    let plain = |t: &str| t.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect::<String>().parse::<Decimal>().ok();
    if let (Some(p), Some(r)) = (plain(printed), plain(right))
        && bare(printed).len() > 3
    {
        let (ten, near) = (Decimal::from(10), Decimal::new(5, p.scale()));
        if (p * ten - r).abs() <= near {
            return Some(("疑少一位（差十倍）", "a digit seems lost: ten times as much would fit"));
        }
        if (r * ten - p).abs() <= Decimal::new(5, r.scale()) {
            return Some(("疑多一位（差十倍）", "a digit seems too many: a tenth of it would fit"));
        }
    }
    let without = |longer: &[char], shorter: &[char]| {
        longer.len() == shorter.len() + 1
            && (0..longer.len()).any(|i| longer[..i] == shorter[..i] && longer[i + 1..] == shorter[i..])
    };
    let apart: Vec<usize> = (0..a.len().min(b.len())).filter(|&i| a[i] != b[i]).collect();
    let doubled = || a.windows(2).enumerate().any(|(i, w)| w[0] == w[1] && a[..i] == b[..i] && a[i + 1..] == b[i..]);
    match apart[..] {
        _ if a.len() < 3 || b.len() < 3 || point(printed) != point(right) => None,
        _ if a.len() == b.len() + 1 && doubled() => Some(("疑有一位数字重复", "a digit seems printed twice")),
        _ if without(&a, &b) => Some(("疑多一位数字", "a digit seems too many")),
        _ if without(&b, &a) => Some(("疑漏一位数字", "a digit seems left out")),
        [_] if a.len() == b.len() => Some(("疑有一位数字写错", "one digit seems mistaken")),
        [i, j] if a.len() == b.len() && j == i + 1 && a[i] == b[j] && a[j] == b[i] => {
            Some(("疑相邻两位数字颠倒", "two digits seem exchanged"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_show_what_happened_to_a_number() {
        let of = |printed, right| likely_slip(printed, right).map(|(_, en)| en.split(' ').next_back().unwrap_or_default());
        assert_eq!(of("114.63", "1146.30"), Some("fit"));
        assert_eq!(of("25,494.80", "2,549.48"), Some("fit"));
        assert_eq!(of("1188.32", "118.32"), Some("twice"));
        assert_eq!(of("86.74", "68.74"), Some("exchanged"));
        assert_eq!(of("5.63", "1.63"), Some("mistaken"));
        assert_eq!(of("1.37", "94.20"), None);
        assert_eq!(of("12.30", "12.30"), None);
    }

    fn wan(printed: &str) -> Figure {
        Figure::read(printed, Decimal::from(10_000)).expect("a figure")
    }

    fn yuan(printed: &str) -> Figure {
        Figure::read(printed, Decimal::ONE).expect("a figure")
    }

    #[test]
    fn a_sum_may_be_off_by_half_a_unit_for_each_figure() {
        let parts = [wan("50.01"), wan("50.01"), wan("50.01")];
        assert_eq!(adds_up(&[wan("150.03")], &parts).agreement, Agreement::Exact);
        assert_eq!(adds_up(&[wan("150.05")], &parts).agreement, Agreement::Rounding);
        assert_eq!(adds_up(&[wan("150.06")], &parts).agreement, Agreement::Differ);
    }

    #[test]
    fn nothing_is_as_exact_as_what_stands_beside_it() {
        assert_eq!(adds_up(&[wan("14.03")], &[wan("0"), wan("14.06")]).agreement, Agreement::Differ);
        assert_eq!(adds_up(&[wan("14.03")], &[wan("0"), wan("14.03")]).agreement, Agreement::Exact);
        assert_eq!(adds_up(&[wan("14")], &[wan("0"), wan("13.6")]).agreement, Agreement::Rounding);
    }

    #[test]
    fn a_repeated_figure_is_the_same_at_the_coarser_precision() {
        assert_eq!(repeats(wan("34.83"), wan("34.84")).agreement, Agreement::Differ);
        assert_eq!(repeats(wan("473.16"), yuan("4731560")).agreement, Agreement::Rounding);
        assert_eq!(repeats(wan("473.16"), yuan("4731650")).agreement, Agreement::Rounding);
        assert_eq!(repeats(wan("473.16"), yuan("4731651")).agreement, Agreement::Differ);
    }

    #[test]
    fn cents_are_exact() {
        assert_eq!(yuan("86,959,408.34").half, Decimal::ZERO);
        assert_eq!(yuan("20,374,181").half, Decimal::new(5, 1));
        assert_eq!(wan("17,921.443777").half, Decimal::ZERO);
    }

    #[test]
    fn a_figure_without_a_unit_may_have_been_rounded() {
        let bare = |printed| Figure::bare(printed).expect("a figure");
        let parts = [bare("609.21"), bare("14.27"), bare("1.37")];
        assert_eq!(adds_up(&[bare("624.84")], &parts).agreement, Agreement::Rounding);
        assert_eq!(adds_up(&[bare("624.80")], &parts).agreement, Agreement::Differ);
    }

    #[test]
    fn at_most_is_one_sided() {
        assert_eq!(at_most(wan("1.00"), wan("2.00")).agreement, Agreement::Exact);
        assert_eq!(at_most(wan("2.01"), wan("2.00")).agreement, Agreement::Rounding);
        assert_eq!(at_most(wan("2.02"), wan("2.00")).agreement, Agreement::Differ);
    }

    #[test]
    fn a_slip_is_one_digit_or_two_exchanged() {
        assert!(is_slip("857.93万元", "875.93万元"));
        assert!(is_slip("1,234.56", "1,235.56"));
        assert!(!is_slip("12.2", "13.2") && !is_slip("857.93", "857.93") && !is_slip("857.93", "957.39"));
    }
}
