//! JSON read without loss: numbers stay the digits that are written, and an object of any size costs pointers into its text.

use super::model::{Kind, Node};
use crate::decimal::Decimal;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
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

/// The fields of an object, in order.
pub(super) struct Fields<'j>(pub Vec<(&'j str, &'j RawValue)>);

impl<'de: 'j, 'j> Deserialize<'de> for Fields<'j> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(&'de str, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(Object).map(Self)
    }
}

impl<'j> Fields<'j> {
    /// The text of a field, without its escapes undone; `None` if it is not there or null.
    pub(super) fn get(&self, name: &str) -> Option<&'j RawValue> {
        self.0.iter().find(|(key, value)| *key == name && value.get() != "null").map(|(_, value)| *value)
    }
}

/// Why an object does not fit the model.
#[derive(Debug, thiserror::Error)]
pub(super) enum Misfit {
    #[error("is not the JSON that this version writes: {0}")]
    Json(#[from] serde_json::Error),
    #[error("has a field that this version does not know: {0}")]
    Unknown(String),
    #[error("has a number that is not exact: {0}")]
    Number(String),
}

/// Reads an object into the columns of a row; lists of objects are put off to `rows`.
pub(super) fn fill<'j>(
    node: &Node,
    raw: &'j RawValue,
    row: &mut [Value<'j>],
    rows: &mut Vec<(usize, &'j RawValue)>,
) -> Result<(), Misfit> {
    match node {
        Node::Skip => {}
        _ if raw.get() == "null" => {}
        Node::Rows(table) => rows.push((*table, raw)),
        Node::Column(at, kind) => row[*at] = scalar(raw, *kind)?,
        Node::Rect(first) => {
            let edges: [f64; 4] = serde_json::from_str(raw.get())?;
            for (value, edge) in row[*first..].iter_mut().zip(edges) {
                *value = Value::Coordinate(edge);
            }
        }
        Node::Object(known) => {
            for (name, value) in serde_json::from_str::<Fields<'j>>(raw.get())?.0 {
                let (_, node) = known.iter().find(|(k, _)| k == name).ok_or_else(|| Misfit::Unknown(name.to_owned()))?;
                fill(node, value, row, rows)?;
            }
        }
    }
    Ok(())
}

/// One value. Lists and objects stay JSON text.
fn scalar(raw: &RawValue, kind: Kind) -> Result<Value<'_>, Misfit> {
    let text = raw.get();
    Ok(match kind {
        Kind::Text if text.starts_with('"') && !text.contains('\\') => Value::Text(Cow::Borrowed(&text[1..text.len() - 1])),
        Kind::Text => Value::Text(Cow::Owned(serde_json::from_str(text)?)),
        Kind::Integer => Value::Integer(serde_json::from_str(text)?),
        Kind::Boolean => Value::Boolean(serde_json::from_str(text)?),
        Kind::Coordinate => Value::Coordinate(serde_json::from_str(text)?),
        Kind::Decimal => Value::Decimal(text.parse().map_err(|_| Misfit::Number(text.to_owned()))?),
        Kind::Json => Value::Text(Cow::Borrowed(text)),
    })
}
