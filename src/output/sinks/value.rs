//! What stands in a row.

use crate::decimal::Decimal;
use std::borrow::Cow;
use std::fmt;

/// Decimals behind the point in formats whose decimals have a fixed scale: `DECIMAL(38, 10)`.
pub(super) const SCALE: u32 = 10;
/// What is said of a decimal that does not fit.
pub(super) const TOO_FINE: &str = "a number that DECIMAL(38, 10) does not hold exactly, null there";

/// The decimal as a whole number of its last decimal place there; `None` if it does not fit exactly.
pub(super) fn scaled(decimal: Decimal) -> Option<i128> {
    let decimal = decimal.normalize();
    let places = SCALE.checked_sub(decimal.scale())?;
    decimal.mantissa().checked_mul(10_i128.checked_pow(places)?).filter(|m| m.unsigned_abs() < 10_u128.pow(38))
}

/// The value of one column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'j> {
    Null,
    Text(Cow<'j, str>),
    Integer(i64),
    Boolean(bool),
    Decimal(Decimal),
    Coordinate(f64),
}

impl Value<'_> {
    /// The same with a text of its own.
    pub(super) fn owned(&self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::Text(Cow::Owned(text.clone().into_owned())),
            Self::Integer(number) => Value::Integer(*number),
            Self::Boolean(yes) => Value::Boolean(*yes),
            Self::Decimal(decimal) => Value::Decimal(*decimal),
            Self::Coordinate(points) => Value::Coordinate(*points),
        }
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub(super) fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }
}

/// As in JSON, without quotes; nothing for null.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Boolean(yes) => yes.fmt(f),
            Self::Decimal(decimal) => decimal.fmt(f),
            Self::Coordinate(points) => points.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_fit_exactly_or_not_at_all() {
        let of = |text: &str| scaled(text.parse().expect("a decimal"));
        assert_eq!(of("1.5"), Some(15_000_000_000));
        assert_eq!(of("-86959408.34"), Some(-869_594_083_400_000_000));
        assert_eq!(of("1.50000000000000"), Some(15_000_000_000));
        assert_eq!(of("0.00000000001"), None);
        assert_eq!(of("79228162514264337593543950335"), None);
    }
}
