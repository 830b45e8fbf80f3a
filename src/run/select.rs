//! Which of the inputs a run is for: by name, by time, by share.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

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
        seconds(text)
            .map(|s| Self(UNIX_EPOCH + Duration::from_secs(s)))
            .ok_or_else(|| "a moment is a date, or a date and a time: 2026-11-24 or 2026-11-24T08:30:00Z".to_owned())
    }
}

/// Seconds since 1970.
fn seconds(text: &str) -> Option<u64> {
    let (date, time) = text.trim().split_once(['T', ' ']).unwrap_or((text.trim(), ""));
    let mut date = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Days of the civil calendar, with years that begin in March.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468;
    let (time, offset) = offset(time)?;
    u64::try_from(days * 86_400 + clock(time)? - offset).ok()
}

/// The time without its offset, and the offset in seconds.
fn offset(time: &str) -> Option<(&str, i64)> {
    if let Some(time) = time.strip_suffix('Z') {
        return Some((time, 0));
    }
    let Some(at) = time.rfind(['+', '-']) else { return Some((time, 0)) };
    let (hours, minutes) = time[at + 1..].split_once(':').unwrap_or((&time[at + 1..], "0"));
    let seconds = i64::from(hours.parse::<u8>().ok()?) * 3600 + i64::from(minutes.parse::<u8>().ok()?) * 60;
    Some((&time[..at], if time[at..].starts_with('-') { -seconds } else { seconds }))
}

/// Seconds since midnight.
fn clock(time: &str) -> Option<i64> {
    if time.is_empty() {
        return Some(0);
    }
    let whole = time.split('.').next()?;
    let mut parts = whole.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    ((0..24).contains(&hour) && (0..60).contains(&minute) && (0..61).contains(&second))
        .then_some(hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_every_common_form() {
        for (text, want) in [
            ("1970-01-01", 0),
            ("2000-02-29", 951_782_400),
            ("2026-11-24T08:30:00Z", 1_795_509_000),
            ("2026-11-24 16:30:00+08:00", 1_795_509_000),
            ("2026-11-24T08:30", 1_795_509_000),
            ("2026-11-24T08:30:00.123Z", 1_795_509_000),
        ] {
            assert_eq!(seconds(text), Some(want), "{text}");
        }
        for text in ["", "yesterday", "2026-13-01", "2026-11", "2026-11-24T25:00"] {
            assert_eq!(seconds(text), None, "{text}");
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
