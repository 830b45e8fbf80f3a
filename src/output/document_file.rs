//! The name of a document's file, which nobody else gives.

use serde::{Deserialize, Deserializer, Serialize};
use std::ops::Deref;

/// Digits of the hash that are the id of a document.
const ID: usize = 12;
/// Folder of the documents below the output folder.
const FOLDER: &str = "documents/";
/// Their extension.
const EXTENSION: &str = ".json";

/// The file of a document below the output folder, `documents/<first 12 digits of its SHA-256>.json`.
///
/// A path is made from it, so it is computed from a hash; read back from a manifest, a ledger or a worker, it is this name or
/// an error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct DocumentFile(String);

impl DocumentFile {
    /// The file of the document with these bytes; `None` when the text is no SHA-256.
    pub fn of(sha256: &str) -> Option<Self> {
        (sha256.len() == 64 && is_hex(sha256)).then(|| Self(format!("{FOLDER}{}{EXTENSION}", &sha256[..ID])))
    }

    /// The id of the document.
    pub fn id(&self) -> &str {
        &self.0[FOLDER.len()..FOLDER.len() + ID]
    }

    fn is_one(name: &str) -> bool {
        let id = name.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(EXTENSION));
        id.is_some_and(|id| id.len() == ID && is_hex(id))
    }
}

/// Digits as they are written here: lower case.
fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

impl Deref for DocumentFile {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for DocumentFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if Self::is_one(&name) { Ok(Self(name)) } else { Err(serde::de::Error::custom("no name of a document's file")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_that_of_a_hash_or_none() {
        let hash = "0123456789abcdef".repeat(4);
        let file = DocumentFile::of(&hash).unwrap();
        assert_eq!((&*file, file.id()), ("documents/0123456789ab.json", "0123456789ab"));
        let read = |name: &str| serde_json::from_str::<DocumentFile>(&serde_json::to_string(name).unwrap());
        assert_eq!(read(&file).unwrap(), file);
        for name in [
            "documents/../../../x.json",
            "../documents/0123456789ab.json",
            "/documents/0123456789ab.json",
            "documents/0123456789AB.json",
            "documents/0123456789ab.json/x",
            "documents/0123456789ab",
            "documents/０123456789a.json",
            "manifest.json",
            "",
        ] {
            assert!(read(name).is_err(), "{name}");
        }
        assert!(DocumentFile::of("../../../../etc/passwd").is_none() && DocumentFile::of(&hash[1..]).is_none());
    }
}
