//! JSON read without loss: numbers stay the digits that are written, and an object of any size costs pointers into its text.

use super::table::Kind;
use super::value::Value;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// How a JSON value becomes columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// An object, field by field.
    Object(Vec<(String, Node)>),
    /// One column, and what it holds.
    Column(usize, Kind),
    /// The four coordinates of a box: four columns from here on.
    Rect(usize),
    /// A list of objects: rows of another table.
    Rows(usize),
    /// Known and not taken over.
    Skip,
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
}

/// A number that no column can hold: its column, and its digits.
pub(super) type Odd<'j> = (usize, &'j str);

/// Reads an object into the columns of a row; lists of objects are put off to `rows`. A number that cannot be held is no
/// reason to stop: it is left out and goes to `odd`.
pub(super) fn fill<'j>(
    node: &Node,
    raw: &'j RawValue,
    row: &mut [Value<'j>],
    rows: &mut Vec<(usize, &'j RawValue)>,
    odd: &mut Vec<Odd<'j>>,
) -> Result<(), Misfit> {
    match node {
        Node::Skip => {}
        _ if raw.get() == "null" => {}
        Node::Rows(table) => rows.push((*table, raw)),
        Node::Column(at, kind) => match scalar(raw, *kind)? {
            Some(value) => row[*at] = value,
            None => odd.push((*at, raw.get())),
        },
        Node::Rect(first) => {
            // What is no number, such as an infinite edge, is null in JSON.
            let edges: [Option<f64>; 4] = serde_json::from_str(raw.get())?;
            for (value, edge) in row[*first..].iter_mut().zip(edges) {
                *value = edge.map_or(Value::Null, Value::Coordinate);
            }
        }
        Node::Object(known) => {
            for (name, value) in serde_json::from_str::<Fields<'j>>(raw.get())?.0 {
                let (_, node) = known.iter().find(|(k, _)| k == name).ok_or_else(|| Misfit::Unknown(name.to_owned()))?;
                fill(node, value, row, rows, odd)?;
            }
        }
    }
    Ok(())
}

/// One value; `None` for a number that cannot be held. Lists and objects stay JSON text.
fn scalar(raw: &RawValue, kind: Kind) -> Result<Option<Value<'_>>, Misfit> {
    let text = raw.get();
    let is_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    Ok(Some(match kind {
        Kind::Text if text.starts_with('"') && !text.contains('\\') => Value::Text(Cow::Borrowed(&text[1..text.len() - 1])),
        Kind::Text => Value::Text(Cow::Owned(serde_json::from_str(text)?)),
        Kind::Integer | Kind::Decimal | Kind::Coordinate if is_number => return Ok(number(text, kind)),
        // No number, which is an error.
        Kind::Integer | Kind::Decimal | Kind::Coordinate => Value::Coordinate(serde_json::from_str(text)?),
        Kind::Boolean => Value::Boolean(serde_json::from_str(text)?),
        Kind::Json => Value::Text(Cow::Borrowed(text)),
    }))
}

/// A number, exactly or not at all.
fn number(digits: &str, kind: Kind) -> Option<Value<'static>> {
    match kind {
        Kind::Integer => digits.parse().ok().map(Value::Integer),
        Kind::Coordinate => digits.parse().ok().filter(|n: &f64| n.is_finite()).map(Value::Coordinate),
        _ => digits.parse().ok().map(Value::Decimal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_cannot_be_held_is_left_out_and_told() {
        let node = Node::Object(vec![
            ("a".to_owned(), Node::Column(0, Kind::Decimal)),
            ("b".to_owned(), Node::Column(1, Kind::Integer)),
            ("c".to_owned(), Node::Column(2, Kind::Coordinate)),
            ("d".to_owned(), Node::Column(3, Kind::Decimal)),
            ("box".to_owned(), Node::Rect(4)),
        ]);
        let json =
            r#"{"a":1234567890123456789012345678901.5,"b":9223372036854775808,"c":1e999,"d":-0.000000000001,"box":[1,null,2,3]}"#;
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        let (mut row, mut odd) = (vec![Value::Null; 8], Vec::new());
        fill(&node, raw, &mut row, &mut Vec::new(), &mut odd).unwrap();
        assert_eq!(odd.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(row[3], Value::Decimal("-0.000000000001".parse().unwrap()));
        assert_eq!(row[4..], [Value::Coordinate(1.0), Value::Null, Value::Coordinate(2.0), Value::Coordinate(3.0)]);
        // What is no number at all is of another version.
        let raw: &RawValue = serde_json::from_str(r#"{"a":true}"#).unwrap();
        assert!(fill(&node, raw, &mut row, &mut Vec::new(), &mut odd).is_err());
    }
}
