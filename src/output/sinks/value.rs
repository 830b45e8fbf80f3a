//! What stands in a row.

use crate::decimal::Decimal;
use std::borrow::Cow;
use std::fmt;

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
