//! JSON read without loss: numbers stay the digits that are written, and an object of any size costs pointers into its text.

use super::table::Kind;
use super::value::Value;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
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

impl Node {
    /// The tables of the lists in it.
    pub(super) fn lists(&self) -> Vec<usize> {
        match self {
            Self::Object(fields) => fields.iter().flat_map(|(_, node)| node.lists()).collect(),
            Self::Rows(table) => vec![*table],
            Self::Column(..) | Self::Rect(_) | Self::Skip => Vec::new(),
        }
    }
}

/// A row that is filled from an object.
pub(super) struct Filled<'j> {
    /// Its values; keys, and what stands where the object says nothing.
    pub row: Vec<Value<'j>>,
    /// The lists of objects in it, with the tables that their rows are of.
    pub lists: Vec<(usize, &'j RawValue)>,
    /// Numbers that no column holds: no reason to stop, they are left out.
    pub odd: Vec<Odd<'j>>,
}

impl<'j> Filled<'j> {
    /// Goes once through the object. Lists whose rows nobody needs are passed over.
    pub(super) fn fill(&mut self, node: &Node, json: &'j str, needed: &[bool]) -> Result<(), Misfit> {
        let mut misfit = None;
        let at = At { node, needed, to: self, misfit: &mut misfit };
        let read = at.deserialize(&mut serde_json::Deserializer::from_str(json));
        misfit.map_or_else(|| read.map_err(Misfit::Json), Err)
    }

    /// Takes over a value that is no object.
    fn take(&mut self, node: &Node, raw: &'j RawValue) -> Result<(), Misfit> {
        match node {
            _ if raw.get() == "null" => {}
            Node::Rows(table) => self.lists.push((*table, raw)),
            Node::Column(at, kind) => match scalar(raw, *kind)? {
                Some(value) => self.row[*at] = value,
                None => self.odd.push((*at, raw.get())),
            },
            Node::Rect(first) => {
                // What is no number, such as an infinite edge, is null in JSON.
                let edges: [Option<f64>; 4] = serde_json::from_str(raw.get())?;
                for (value, edge) in self.row[*first..].iter_mut().zip(edges) {
                    *value = edge.map_or(Value::Null, Value::Coordinate);
                }
            }
            Node::Object(_) | Node::Skip => {}
        }
        Ok(())
    }
}

/// A value of the JSON, with what it becomes.
struct At<'a, 'b, 'j> {
    node: &'a Node,
    needed: &'a [bool],
    to: &'b mut Filled<'j>,
    /// Why it does not fit: the library below has no room for it.
    misfit: &'b mut Option<Misfit>,
}

impl<'j> DeserializeSeed<'j> for At<'_, '_, 'j> {
    type Value = ();

    fn deserialize<D: Deserializer<'j>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.node {
            Node::Skip => IgnoredAny::deserialize(deserializer).map(drop),
            Node::Rows(table) if !self.needed[*table] => IgnoredAny::deserialize(deserializer).map(drop),
            Node::Object(_) => deserializer.deserialize_any(self),
            node => {
                let raw = <&RawValue>::deserialize(deserializer)?;
                self.to.take(node, raw).map_err(|misfit| refused(self.misfit, misfit))
            }
        }
    }
}

impl<'j> Visitor<'j> for At<'_, '_, 'j> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or null")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'j>>(self, mut map: A) -> Result<(), A::Error> {
        let Node::Object(known) = self.node else { return Ok(()) };
        // Fields come mostly in the order in which they are known.
        let mut next = 0;
        while let Some(name) = map.next_key::<&'j str>()? {
            let (before, after) = known.split_at(next.min(known.len()));
            let Some((at, (_, node))) = after.iter().chain(before).enumerate().find(|(_, (known, _))| known == name) else {
                return Err(refused(self.misfit, Misfit::Unknown(name.to_owned())));
            };
            next = (next + at + 1) % known.len();
            map.next_value_seed(At { node, needed: self.needed, to: self.to, misfit: self.misfit })?;
        }
        Ok(())
    }
}

fn refused<E: Error>(slot: &mut Option<Misfit>, misfit: Misfit) -> E {
    let error = E::custom(&misfit);
    *slot = Some(misfit);
    error
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
        let mut filled = Filled { row: vec![Value::Null; 8], lists: Vec::new(), odd: Vec::new() };
        filled.fill(&node, json, &[]).unwrap();
        assert_eq!(filled.odd.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(filled.row[3], Value::Decimal("-0.000000000001".parse().unwrap()));
        assert_eq!(filled.row[4..], [Value::Coordinate(1.0), Value::Null, Value::Coordinate(2.0), Value::Coordinate(3.0)]);
        // What is no number at all is of another version.
        assert!(matches!(filled.fill(&node, r#"{"a":true}"#, &[]), Err(Misfit::Json(_))));
    }

    #[test]
    fn lists_that_nobody_needs_are_passed_over_and_unknown_fields_are_told() {
        let inner = Node::Object(vec![("x".to_owned(), Node::Column(0, Kind::Integer)), ("of".to_owned(), Node::Rows(1))]);
        let node = Node::Object(vec![("in".to_owned(), inner), ("all".to_owned(), Node::Rows(0)), ("no".to_owned(), Node::Skip)]);
        assert_eq!(node.lists(), [1, 0]);
        let mut filled = Filled { row: vec![Value::Null], lists: Vec::new(), odd: Vec::new() };
        filled.fill(&node, r#"{"no":{"a":[1]},"all":[{"b":2}],"in":{"of":[{"c":3}],"x":7}}"#, &[false, true]).unwrap();
        assert_eq!(filled.row, [Value::Integer(7)]);
        assert_eq!(filled.lists.iter().map(|(table, raw)| (*table, raw.get())).collect::<Vec<_>>(), [(1, r#"[{"c":3}]"#)]);
        filled.fill(&node, r#"{"in":null}"#, &[false, true]).unwrap();
        let unknown = filled.fill(&node, r#"{"in":{"y":1}}"#, &[false, true]);
        assert!(matches!(unknown, Err(Misfit::Unknown(name)) if name == "y"));
    }
}
