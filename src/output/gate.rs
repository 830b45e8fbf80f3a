//! The one way of JSON out: every string that is written goes through here, whatever field it stands in.
//!
//! Contacts that a sheet held are gone before it is read ([`crate::privacy`]); what comes from elsewhere (addresses, messages, what
//! a file says of itself) is seen here. A field that is added to a view cannot pass beside it, because a view does not write.

use crate::privacy;
use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter, Serializer};
use std::borrow::Cow;
use std::io::{self, Write};

/// Fields whose strings are made by this program or are the user's own: hashes, names of files and what is made of them.
const OWN: [&str; 3] = ["sha256", "document", "related"];
/// Objects whose `name` is that of a file.
const FILES: [&str; 3] = ["source", "inputs", "documents"];

/// Bytes from which on a string is worth remembering.
const LONG: usize = 48;

/// Writes values as JSON without contacts of persons.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    keep_contacts: bool,
}

impl Gate {
    /// A gate; with `keep_contacts` it stands open.
    pub const fn new(keep_contacts: bool) -> Self {
        Self { keep_contacts }
    }

    /// Writes a value in one line.
    ///
    /// # Errors
    /// When `to` takes no more.
    pub fn write(self, value: &impl Serialize, to: impl Write) -> serde_json::Result<()> {
        value.serialize(&mut Serializer::with_formatter(to, Guard::new(CompactFormatter, self)))
    }

    /// Writes a value for people too, indented.
    ///
    /// # Errors
    /// When `to` takes no more.
    pub fn write_pretty(self, value: &impl Serialize, to: impl Write) -> serde_json::Result<()> {
        value.serialize(&mut Serializer::with_formatter(to, Guard::new(PrettyFormatter::new(), self)))
    }
}

/// Puts strings together, looks at each, and leaves all else to the formatter that it guards.
struct Guard<F> {
    inner: F,
    gate: Gate,
    /// The string that is being written.
    text: String,
    /// The last long one in which nothing was found.
    clean: String,
    in_key: bool,
    /// The names of the fields that lead here; of a list, that of its field.
    path: Vec<String>,
}

impl<F> Guard<F> {
    fn new(inner: F, gate: Gate) -> Self {
        Self { inner, gate, text: String::new(), clean: String::new(), in_key: false, path: Vec::new() }
    }

    /// Whether the string that ends here is none of the document's.
    fn is_own(&self) -> bool {
        let [.., field] = self.path.as_slice() else { return false };
        let file = || self.path.iter().rev().nth(1).is_some_and(|parent| FILES.contains(&parent.as_str()));
        OWN.contains(&field.as_str()) || field == "name" && file()
    }
}

/// The escapes of JSON and what they stand for.
const fn character(escape: &CharEscape) -> char {
    match escape {
        CharEscape::Quote => '"',
        CharEscape::ReverseSolidus => '\\',
        CharEscape::Solidus => '/',
        CharEscape::Backspace => '\u{8}',
        CharEscape::FormFeed => '\u{c}',
        CharEscape::LineFeed => '\n',
        CharEscape::CarriageReturn => '\r',
        CharEscape::Tab => '\t',
        CharEscape::AsciiControl(byte) => *byte as char,
    }
}

impl<F: Formatter> Formatter for Guard<F> {
    fn begin_string<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.text.clear();
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, _: &mut W, fragment: &str) -> io::Result<()> {
        self.text.push_str(fragment);
        Ok(())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, _: &mut W, escape: CharEscape) -> io::Result<()> {
        self.text.push(character(&escape));
        Ok(())
    }

    fn end_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.in_key {
            match self.path.last_mut() {
                Some(field) => field.clone_from(&self.text),
                None => self.path.push(self.text.clone()),
            }
        }
        if self.gate.keep_contacts || !self.in_key && self.is_own() {
            return serde_json::to_writer(writer, &self.text).map_err(io::Error::from);
        }
        // A sentence is quoted by each of its amounts.
        if self.text.len() >= LONG && self.text == self.clean {
            return serde_json::to_writer(writer, &self.text).map_err(io::Error::from);
        }
        let written = privacy::written(&self.text);
        serde_json::to_writer(writer, &written).map_err(io::Error::from)?;
        if self.text.len() >= LONG && matches!(written, Cow::Borrowed(_)) {
            self.clean.clone_from(&self.text);
        }
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.path.push(String::new());
        self.inner.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.path.pop();
        self.inner.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.in_key = true;
        self.inner.begin_object_key(writer, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.in_key = false;
        self.inner.end_object_key(writer)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_object_value(writer)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.inner.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_array_value(writer)
    }

    /// Exact numbers; a string that came so would go past the gate.
    fn write_raw_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.contains('"') {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "only numbers are written as they stand"));
        }
        writer.write_all(fragment.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const CONTACT: &str = "联系人：甲某 13800000000";

    /// Puts a contact into every string of a value.
    fn planted(value: serde_json::Value) -> serde_json::Value {
        use serde_json::Value;
        match value {
            Value::Object(fields) => Value::Object(fields.into_iter().map(|(name, value)| (name, planted(value))).collect()),
            Value::Array(items) => Value::Array(items.into_iter().map(planted).collect()),
            Value::Null | Value::String(_) => Value::String(CONTACT.to_owned()),
            other => other,
        }
    }

    #[test]
    fn no_string_goes_past() {
        let value =
            json!({ "a": "x", "b": [{ "c": null, "name": "x" }, "\"\n\\"], "documents": [{ "findings": ["x"] }], "n": 1.50 });
        let planted = planted(value);
        let (mut compact, mut pretty, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        Gate::new(false).write(&planted, &mut compact).expect("JSON");
        Gate::new(false).write_pretty(&planted, &mut pretty).expect("JSON");
        Gate::new(true).write(&planted, &mut kept).expect("JSON");
        for out in [compact, pretty] {
            let text = String::from_utf8(out).expect("UTF-8");
            assert!(!text.contains("甲某") && !text.contains("138"), "{text}");
        }
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&kept).expect("JSON"), planted);
    }

    #[test]
    fn names_of_files_and_hashes_are_the_users() {
        let value = json!({ "source": { "name": CONTACT, "sha256": "13800000000" }, "inputs": [{ "name": CONTACT, "related": [CONTACT] }] });
        let mut out = Vec::new();
        Gate::new(false).write(&value, &mut out).expect("JSON");
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).expect("JSON"), value);
    }

    #[test]
    fn what_is_written_is_what_serde_writes() {
        let value = json!({ "a\"": "b\u{1}\n\t\u{8}\u{c}\r\\ü元", "e": {}, "l": [[], [1, true, null]], "f": -1.5 });
        let (mut compact, mut pretty) = (Vec::new(), Vec::new());
        Gate::new(false).write(&value, &mut compact).expect("JSON");
        Gate::new(false).write_pretty(&value, &mut pretty).expect("JSON");
        assert_eq!(compact, serde_json::to_vec(&value).expect("JSON"));
        assert_eq!(pretty, serde_json::to_vec_pretty(&value).expect("JSON"));
    }
}
