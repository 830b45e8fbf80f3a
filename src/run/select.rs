//! Which of the inputs a run is for: by name, by time, by share.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use std::str::FromStr;
use std::time::SystemTime;

/// A choice among the inputs.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only files in folders whose name matches one of these.
    pub include: Option<Globs>,
    /// No files in folders whose name matches one of these.
    pub exclude: Option<Globs>,
    /// Only what was fetched, or else changed, at this time or later.
    pub since: Option<Moment>,
    /// Only a share of the documents.
    pub shard: Option<Shard>,
}

impl Selection {
    /// Whether a file in a folder is wanted.
    pub(super) fn wants(&self, name: &str) -> bool {
        self.include.as_ref().is_none_or(|globs| globs.match_name(name))
            && !self.exclude.as_ref().is_some_and(|globs| globs.match_name(name))
    }
}

/// Patterns for names, such as `*.pdf` or `2026/**/决算*`.
#[derive(Debug, Clone)]
pub struct Globs(GlobSet);

impl Globs {
    /// The patterns; `None` without any.
    ///
    /// # Errors
    /// When one of them is none.
    pub fn new(patterns: &[String]) -> Result<Option<Self>, globset::Error> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            set.add(GlobBuilder::new(pattern).literal_separator(true).build()?);
        }
        Ok(Some(Self(set.build()?)).filter(|_| !patterns.is_empty()))
    }

    /// Whether one of the patterns matches the name, or its last part, or the parts behind one of its folders.
    fn match_name(&self, name: &str) -> bool {
        let starts = std::iter::once(0).chain(name.match_indices('/').map(|(at, _)| at + 1));
        starts.into_iter().any(|start| self.0.is_match(&name[start..]))
    }
}

/// Share `index` of `of` of the documents, counted from 0. A document's share depends on its bytes alone, so it does not
/// change when others come or go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    of: u64,
}

impl Shard {
    /// Whether a document belongs to the share; what has no hash, since it cannot be read, belongs to the first.
    pub(super) fn holds(self, sha256: Option<&str>) -> bool {
        let first = sha256.and_then(|hash| u64::from_str_radix(hash.get(..16)?, 16).ok());
        first.map_or(self.index == 0, |first| first % self.of == self.index)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((index, of)) if index < of => Ok(Self { index, of }),
            _ => Err("a share is i/n with i from 0 to n-1".to_owned()),
        }
    }
}

/// A moment as it is written in ISO 8601: `2026-11-24`, `2026-11-24T08:30`, `2026-11-24T08:30:00Z`, `…+08:00`. Without an
/// offset it is UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub SystemTime);

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let without_offset = || TimeZone::UTC.to_timestamp(text.parse::<DateTime>().ok()?).ok();
        let at = text.parse::<Timestamp>().ok().or_else(without_offset);
        at.and_then(|at| SystemTime::try_from(at).ok())
            .map(Self)
            .ok_or_else(|| "a moment is a date, or a date and a time: 2026-11-24 or 2026-11-24T08:30:00Z".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn moments_are_read_in_every_common_form() {
        for (text, want) in [
            ("1970-01-01", 0),
            ("2000-02-29", 951_782_400_000),
            ("2026-11-24T08:30:00Z", 1_795_509_000_000),
            ("2026-11-24 16:30:00+08:00", 1_795_509_000_000),
            ("2026-11-24T08:30", 1_795_509_000_000),
            ("2026-11-24T08:30:00.123Z", 1_795_509_000_123),
        ] {
            let at: Moment = text.parse().unwrap();
            assert_eq!(at.0, UNIX_EPOCH + Duration::from_millis(want), "{text}");
        }
        for text in ["", "yesterday", "2026-13-01", "2026-11", "2026-11-24T25:00", "2026-02-30"] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }

    #[test]
    fn every_document_is_in_one_share() {
        let shards: Vec<Shard> = (0..3).map(|i| format!("{i}/3").parse().unwrap()).collect();
        for first in 0..50u64 {
            let hash = format!("{:016x}{:048x}", first * 7_919, 0);
            assert_eq!(shards.iter().filter(|s| s.holds(Some(&hash))).count(), 1);
        }
        assert_eq!(shards.iter().filter(|s| s.holds(None)).count(), 1);
        assert!("3/3".parse::<Shard>().is_err() && "1".parse::<Shard>().is_err() && "0/0".parse::<Shard>().is_err());
    }

    #[test]
    fn patterns_match_names_and_ends_of_names() {
        let globs = |p: &[&str]| Globs::new(&p.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>()).unwrap();
        let selection =
            Selection { include: globs(&["*.pdf", "2026/**"]), exclude: globs(&["*决算*"]), ..Selection::default() };
        for (name, want) in
            [("in/a.pdf", true), ("in/2026/x/a.txt", true), ("in/2025/a.txt", false), ("in/2026/a决算.pdf", false)]
        {
            assert_eq!(selection.wants(name), want, "{name}");
        }
        assert!(Globs::new(&["[".to_owned()]).is_err());
        assert!(globs(&[]).is_none());
    }
}
