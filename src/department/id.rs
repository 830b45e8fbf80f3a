//! The id of a department, and the name of its file.

use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest as _, Sha256};

/// What stands for the division in the id of a body whose division is not known.
const UNKNOWN: &str = "unknown";
/// Digits of the hash of the name.
const DIGITS: usize = 12;

/// `<division>-<first 12 digits of the SHA-256 of the normalised name>`: the same body has the same id in every run that knows its
/// division.
///
/// A path is made of it, so what is read back is such an id or an error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct DepartmentId(String);

impl DepartmentId {
    /// The id of the body of this key in a division.
    pub(super) fn of(division: Option<&str>, key: &str) -> Self {
        let hash = Sha256::digest(key.as_bytes());
        let digits: String = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]).take(DIGITS).map(hex).collect();
        let division = division.filter(|code| is_division(code)).unwrap_or(UNKNOWN);
        Self(format!("{division}-{digits}"))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its file below the output folder.
    pub fn file(&self) -> String {
        format!("departments/{}.json", self.0)
    }

    /// The id whose file in `departments/` has this name, if it is one.
    pub fn of_file(name: &str) -> Option<Self> {
        name.strip_suffix(".json").filter(|id| is_one(id)).map(|id| Self(id.to_owned()))
    }
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0')
}

fn is_division(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())
}

fn is_one(id: &str) -> bool {
    let parts = id.split_once('-');
    let is_hash = |hash: &str| hash.len() == DIGITS && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    parts.is_some_and(|(division, hash)| (division == UNKNOWN || is_division(division)) && is_hash(hash))
}

impl<'de> Deserialize<'de> for DepartmentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        if is_one(&id) { Ok(Self(id)) } else { Err(serde::de::Error::custom("no id of a department")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_division_and_a_hash_or_none() {
        let id = DepartmentId::of(Some("610100"), "审计局");
        assert!(id.as_str().starts_with("610100-") && is_one(id.as_str()));
        assert!(DepartmentId::of(Some("../.."), "审计局").as_str().starts_with("unknown-"));
        assert_eq!(DepartmentId::of_file(&format!("{}.json", id.as_str())), Some(id));
        for name in ["../610100-0123456789ab.json", "610100-0123456789AB.json", "610100-0123456789ab", "x-0123456789ab.json"] {
            assert_eq!(DepartmentId::of_file(name), None, "{name}");
        }
    }
}
