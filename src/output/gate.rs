//! The one way of JSON out: every string that is written goes through here, whatever field it stands in.
//!
//! Contacts that a sheet held are gone before it is read ([`crate::privacy`]); what comes from elsewhere (addresses, messages, what
//! a file says of itself) is seen here. A field that is added to a view cannot pass beside it, because a view does not write.

use crate::privacy;
use rustc_hash::FxHasher;
use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter, Serializer};
use std::borrow::Cow;
use std::hash::Hasher;
use std::io::{self, Write};

/// The names of fields that decide whether a string is the document's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// A hash, or the names of files that are made of one: what this program made.
    Own,
    /// The name of something.
    Name,
    /// What holds ids, which this program made of hashes: one of twelve figures may look like a number to reach a person by.
    Id,
    /// An object or a list of them whose `name` is that of a file: the user's own.
    Files,
    /// Any other.
    Other,
}

impl Field {
    fn of(name: &str) -> Self {
        match name {
            "sha256" | "document" | "related" => Self::Own,
            "name" => Self::Name,
            "id" | "file" | "cause" | "department_id" | "narrative_from" | "tables_from" | "forms_from" => Self::Id,
            "source" | "inputs" | "documents" => Self::Files,
            _ => Self::Other,
        }
    }
}

/// Strings that are remembered.
const SEEN: usize = 512;
/// Characters of a hash in an id, and of the code of a division.
const ID: usize = 12;
const PLACE: usize = 6;
/// Bytes of a contact at least.
const SHORTEST: usize = 6;

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
    /// Some of the strings in which nothing was found.
    seen: Vec<String>,
    in_key: bool,
    /// A character of the string is not written as itself.
    escaped: bool,
    /// The fields that lead here; of a list, its own.
    path: Vec<Field>,
}

impl<F> Guard<F> {
    fn new(inner: F, gate: Gate) -> Self {
        Self {
            inner,
            gate,
            text: String::new(),
            seen: vec![String::new(); SEEN],
            in_key: false,
            escaped: false,
            path: Vec::new(),
        }
    }

    /// Whether the string that ends here is none of the document's.
    fn is_own(&self) -> bool {
        match self.path.as_slice() {
            [.., Field::Own] | [.., Field::Files, Field::Name] => true,
            [.., Field::Id | Field::Files] => is_id(&self.text),
            _ => false,
        }
    }

    /// Whether the string that ends here may be written as it is.
    fn is_clean(&mut self) -> bool {
        self.gate.keep_contacts || self.is_own() || self.text.len() < SHORTEST || self.seen[self.slot()] == self.text
    }

    /// Where the string is remembered when nothing was found in it: names and sentences are written many times.
    fn slot(&self) -> usize {
        let mut hasher = FxHasher::default();
        hasher.write(self.text.as_bytes());
        (hasher.finish() >> 32) as usize % self.seen.len()
    }

    fn put<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        if self.escaped {
            return serde_json::to_writer(writer, &self.text).map_err(io::Error::from);
        }
        writer.write_all(b"\"")?;
        writer.write_all(self.text.as_bytes())?;
        writer.write_all(b"\"")
    }
}

/// Whether a text is an id: `id := (folder "/")? (place "-")? hash ("-" hash)? ".json"?`, where a hash has twelve figures.
fn is_id(text: &str) -> bool {
    let name = text.strip_suffix(".json").unwrap_or(text);
    let (folder, name) = name.rsplit_once('/').unwrap_or(("", name));
    let is_hash = |part: &str| part.len() == ID && part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let is_place = |part: &str| part == "unknown" || part.len() == PLACE && part.bytes().all(|b| b.is_ascii_digit());
    let made = match name.split_once('-') {
        Some((before, hash)) => is_hash(hash) && (is_hash(before) || is_place(before)),
        None => is_hash(name),
    };
    made && matches!(folder, "" | "documents" | "departments")
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
        self.escaped = false;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, _: &mut W, fragment: &str) -> io::Result<()> {
        self.text.push_str(fragment);
        Ok(())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, _: &mut W, escape: CharEscape) -> io::Result<()> {
        self.escaped = true;
        self.text.push(character(&escape));
        Ok(())
    }

    fn end_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.in_key {
            if let Some(field) = self.path.last_mut() {
                *field = Field::of(&self.text);
            }
            // Names of fields are this program's; a map may have others.
            if self.text.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'-')) {
                return self.put(writer);
            }
        } else if self.is_clean() {
            return self.put(writer);
        }
        match privacy::written(&self.text) {
            Cow::Owned(written) => serde_json::to_writer(writer, &written).map_err(io::Error::from),
            Cow::Borrowed(_) => {
                let slot = self.slot();
                self.seen[slot].clone_from(&self.text);
                self.put(writer)
            }
        }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.path.push(Field::Other);
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
    fn ids_that_look_like_numbers_stay() {
        let value = json!({
            "id": "unknown-030625871960", "file": "departments/610100-013800000000.json", "documents": ["013800000000"],
            "cause": "030625871960-013800000000",
        });
        let mut out = Vec::new();
        Gate::new(false).write(&value, &mut out).expect("JSON");
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).expect("JSON"), value);
        // What is no id goes out of these fields as well, and an id stays nowhere else.
        let value =
            json!({ "id": CONTACT, "file": "电话13800000000", "documents": ["电话：013800000000"], "label": "030625871960转1" });
        let mut out = Vec::new();
        Gate::new(false).write(&value, &mut out).expect("JSON");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(!text.contains("138") && !text.contains("0306"), "{text}");
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
