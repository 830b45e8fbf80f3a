//! The numbers of a document: exact decimals whose arithmetic cannot fail.
//!
//! Everything that is counted, paid or shared is one of these, from text to output. Nothing else in the crate names the library
//! below (`tests/direction.rs`), whose own operators panic on overflow and on division by zero. Here sums, differences and products
//! are total, and there is no `/`: who divides says what a division by nothing means, with [`Decimal::over`].
//!
//! What is read from a document is bounded by [`crate::limits`], so a product of two printed numbers, or a sum of as many as a
//! document can hold, is exact up to the 28 digits of a decimal. Beyond them (only figures of figures get there) a result stays at
//! the largest decimal: it still compares as it should.

use crate::limits::MAX_AMOUNT;
use rust_decimal::Decimal as Exact;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

/// An exact decimal number; keeps the decimals with which it was printed (`2.50` has two).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(Exact);

/// A text that is no decimal, or has more digits than one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no decimal number of at most 28 digits")]
pub struct NoDecimal;

impl Decimal {
    /// 0
    pub const ZERO: Self = Self(Exact::ZERO);
    /// 1
    pub const ONE: Self = Self(Exact::ONE);
    /// 2
    pub const TWO: Self = Self(Exact::TWO);
    /// 100
    pub const ONE_HUNDRED: Self = Self(Exact::ONE_HUNDRED);

    /// `mantissa` as a number with so many decimals; nothing where a decimal has no such place.
    ///
    /// ```
    /// assert_eq!(gongkai::decimal::Decimal::new(5, 1).to_string(), "0.5");
    /// ```
    pub fn new(mantissa: i64, decimals: u32) -> Self {
        Self::scaled(i128::from(mantissa), decimals).unwrap_or(Self::ZERO)
    }

    /// `mantissa` as a number with so many decimals; `None` beyond 28 digits or places.
    pub fn scaled(mantissa: i128, decimals: u32) -> Option<Self> {
        Exact::try_from_i128_with_scale(mantissa, decimals).ok().map(Self)
    }

    /// So many of a unit in yuan; `None` beyond [`MAX_AMOUNT`] yuan.
    ///
    /// ```
    /// use gongkai::decimal::Decimal;
    /// assert_eq!(Decimal::new(250, 2).in_yuan(Decimal::from(10_000)), Some(Decimal::from(25_000)));
    /// assert_eq!(Decimal::from(900_000_000_000_u64).in_yuan(Decimal::from(10_000)), None);
    /// ```
    pub fn in_yuan(self, factor: Self) -> Option<Self> {
        let yuan = self * factor;
        (yuan.abs() <= Self::from(MAX_AMOUNT)).then_some(yuan)
    }

    /// The number over another one; `None` where that is zero, or next to nothing.
    ///
    /// ```
    /// use gongkai::decimal::Decimal;
    /// assert_eq!(Decimal::ONE.over(Decimal::TWO), Some(Decimal::new(5, 1)));
    /// assert_eq!(Decimal::ONE.over(Decimal::ZERO), None);
    /// ```
    pub fn over(self, other: Self) -> Option<Self> {
        self.0.checked_div(other.0).map(Self)
    }

    /// How many hundredths of another one the number is; `None` where that is zero.
    pub fn percent_of(self, whole: Self) -> Option<Self> {
        self.over(whole).map(|share| share * Self::ONE_HUNDRED)
    }

    /// The difference to another one; `None` beyond 28 digits. For numbers that no limit bounds: those of somebody else's output.
    pub fn less(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Half of it.
    pub fn half(self) -> Self {
        self.over(Self::TWO).unwrap_or(self)
    }

    /// Without its sign.
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it has a minus; a printed `-0.00` has.
    pub fn is_sign_negative(self) -> bool {
        self.0.is_sign_negative()
    }

    /// The same with a minus.
    pub(crate) fn negative(mut self) -> Self {
        self.0.set_sign_negative(true);
        self
    }

    /// How many decimals it has.
    pub fn scale(self) -> u32 {
        self.0.scale()
    }

    /// All its digits as one whole number.
    pub fn mantissa(self) -> i128 {
        self.0.mantissa()
    }

    /// Without the zeros behind its decimals.
    pub fn normalize(self) -> Self {
        Self(self.0.normalize())
    }

    /// Rounded to a whole number, halves to the even one.
    pub fn round(self) -> Self {
        Self(self.0.round())
    }

    /// Rounded to at most so many decimals, halves to the even digit.
    pub fn round_dp(self, decimals: u32) -> Self {
        Self(self.0.round_dp(decimals))
    }

    /// With so many decimals exactly, as far as there is room for them; rounds away what is more, halves up.
    pub fn with_decimals(mut self, decimals: u32) -> Self {
        self.0.rescale(decimals);
        self
    }

    /// The largest number, with the sign of one that would be larger.
    fn most(negative: bool) -> Self {
        Self(if negative { Exact::MIN } else { Exact::MAX })
    }
}

impl Add for Decimal {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.0.checked_add(other.0).map_or_else(|| Self::most(self.is_sign_negative()), Self)
    }
}

impl Sub for Decimal {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.0.checked_sub(other.0).map_or_else(|| Self::most(self.is_sign_negative()), Self)
    }
}

impl Mul for Decimal {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let negative = self.is_sign_negative() != other.is_sign_negative();
        self.0.checked_mul(other.0).map_or_else(|| Self::most(negative), Self)
    }
}

impl Neg for Decimal {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Add::add)
    }
}

impl<N: Into<Exact>> From<N> for Decimal {
    fn from(number: N) -> Self {
        Self(number.into())
    }
}

impl FromStr for Decimal {
    type Err = NoDecimal;

    /// Reads digits with a point, nothing rounded.
    fn from_str(text: &str) -> Result<Self, NoDecimal> {
        Exact::from_str_exact(text).map(Self).map_err(|_| NoDecimal)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_decimal() -> impl Strategy<Value = Decimal> {
        let limit = Exact::MAX.mantissa();
        (prop_oneof![-limit..=limit, -9_i128..=9], 0..=28_u32).prop_map(|(m, s)| Decimal::scaled(m, s).unwrap_or_default())
    }

    proptest! {
        #[test]
        fn no_operation_fails(a in any_decimal(), b in any_decimal()) {
            let _ = (a + b, a - b, a * b, -a, a.over(b), a.percent_of(b), a.half(), a.in_yuan(b));
            let _ = [a, b, a, b].into_iter().sum::<Decimal>();
            // A result that stays at the largest number still compares as the true one would.
            prop_assert!(b.is_sign_negative() || a + b >= a);
            prop_assert!(b.is_sign_negative() || a - b <= a);
        }
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        assert_eq!(Decimal::ZERO.over(Decimal::ZERO), None);
        assert_eq!(Decimal::ONE.percent_of(Decimal::from(3)).map(|p| p.round_dp(2)), Some(Decimal::new(3333, 2)));
    }

    #[test]
    fn what_a_nation_cannot_spend_is_no_amount() {
        let most: Decimal = "1000000000000000".parse().expect("a number");
        assert_eq!(most.in_yuan(Decimal::ONE), Some(most));
        assert_eq!((-most - Decimal::new(1, 2)).in_yuan(Decimal::ONE), None);
        assert_eq!(Decimal::from(10_000_001).in_yuan(Decimal::from(100_000_000)), None);
        assert_eq!(Decimal::new(1, 29), Decimal::ZERO);
    }
}
