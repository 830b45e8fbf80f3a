//! What the markup of workbooks has in common.

use quick_xml::events::{BytesRef, BytesStart};
use std::borrow::Cow;

/// The value of an attribute, by its name without a prefix. Whether one comes twice is not asked: that takes each time with all before.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|own| own.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(Cow::into_owned)
}

/// The character that `&amp;` or `&#10;` stands for; nothing for a name of the file's own.
pub(super) fn referenced(reference: &BytesRef<'_>) -> String {
    let known = match reference.as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return reference.resolve_char_ref().ok().flatten().map(String::from).unwrap_or_default(),
    };
    known.to_owned()
}
