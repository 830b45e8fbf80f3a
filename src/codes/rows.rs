//! Reads the embedded code lists: plain comma-separated lines, no quoting, one fixed header line.
//!
//! The lists are the project's own and hold no comma inside a field, so a line is split where it stands in the binary
//! and every field is a `&'static str`: reading a list costs no copy of its text.

use thiserror::Error;

/// Why an embedded list was refused.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListError {
    /// The first line does not name the expected columns.
    #[error("header is {found:?}, expected {expected:?}")]
    Header {
        /// The columns expected.
        expected: &'static str,
        /// The first line found.
        found: String,
    },
    /// A line has another number of fields, a quote, or a field that cannot be read.
    #[error("line {line}: {reason}")]
    Row {
        /// Line number, 1-based.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Two rows claim the same key at the same time.
    #[error("{key} is listed twice for the same years")]
    Duplicate {
        /// The code (or pair of codes) listed twice.
        key: String,
    },
}

/// Reads every row of a list of `N` columns, after checking its header line. `read` takes the line number (1-based) and the
/// fields.
pub(crate) fn read_rows<T, const N: usize>(
    text: &'static str,
    header: &'static str,
    read: impl Fn(usize, [&'static str; N]) -> Result<T, ListError>,
) -> Result<Vec<T>, ListError> {
    let mut lines = text.lines();
    let found = lines.next().unwrap_or_default();
    if found != header {
        return Err(ListError::Header { expected: header, found: found.to_owned() });
    }
    (2..).zip(lines).map(|(line, text)| read(line, split_row(line, text)?)).collect()
}

fn split_row<const N: usize>(line: usize, text: &'static str) -> Result<[&'static str; N], ListError> {
    let (mut fields, mut found) = ([""; N], 0);
    for field in text.split(',') {
        if let Some(place) = fields.get_mut(found) {
            *place = field;
        }
        found += 1;
    }
    if found != N || text.as_bytes().contains(&b'"') {
        return Err(bad_row(line, format!("expected {N} plain fields, found {found}")));
    }
    Ok(fields)
}

/// A [`ListError::Row`].
pub(crate) fn bad_row(line: usize, reason: impl Into<String>) -> ListError {
    ListError::Row { line, reason: reason.into() }
}

/// Checks that a code has only digits and one of the given lengths.
pub(crate) fn check_code(line: usize, code: &str, lengths: &[usize]) -> Result<(), ListError> {
    if lengths.contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(());
    }
    Err(bad_row(line, format!("{code:?} is not a code")))
}

/// Splits a `|`-separated field; an empty field has no parts.
pub(crate) fn parts(field: &'static str) -> Vec<&'static str> {
    field.split('|').filter(|part| !part.is_empty()).collect()
}

/// The years in which a row is in force; open at either end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Years {
    /// First fiscal year, if the code did not always exist.
    pub first: Option<u16>,
    /// Last fiscal year, if it ended.
    pub last: Option<u16>,
    /// The bounds are recalled, not read in a norm (`~` in the list): off by a year at most.
    pub approximate: bool,
}

impl Years {
    /// Reads the two year fields, such as `2019` or `~2020`.
    pub(crate) fn read(line: usize, first: &str, last: &str) -> Result<Self, ListError> {
        let approximate = first.starts_with('~') || last.starts_with('~');
        let years = Self { first: read_year(line, first)?, last: read_year(line, last)?, approximate };
        if years.first.unwrap_or(0) > years.last.unwrap_or(u16::MAX) {
            return Err(bad_row(line, "ends before it begins"));
        }
        Ok(years)
    }

    /// Whether the row is in force in that year; no year asks for "still in force".
    pub fn hold(&self, year: Option<u16>) -> bool {
        self.distance(year) == 0
    }

    /// Whether the row may be in force: like [`Years::hold`], but approximate bounds reach one year further.
    pub fn may_hold(&self, year: Option<u16>) -> bool {
        self.distance(year) <= u16::from(self.approximate)
    }

    /// How many years away from being in force; no year counts as the far future.
    pub(crate) fn distance(&self, year: Option<u16>) -> u16 {
        let year = year.unwrap_or(u16::MAX);
        let before = self.first.map_or(0, |first| first.saturating_sub(year));
        let after = self.last.map_or(0, |last| year.saturating_sub(last));
        before.max(after)
    }

    /// Whether both are in force in some year.
    pub(crate) fn overlap(&self, other: &Self) -> bool {
        self.first.unwrap_or(0) <= other.last.unwrap_or(u16::MAX) && other.first.unwrap_or(0) <= self.last.unwrap_or(u16::MAX)
    }
}

fn read_year(line: usize, field: &str) -> Result<Option<u16>, ListError> {
    let digits = field.trim_start_matches('~');
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse() {
        Ok(year) if (1990..2100).contains(&year) => Ok(Some(year)),
        _ => Err(bad_row(line, format!("{field:?} is not a year"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_bad_rows() {
        let read = |text, header| read_rows(text, header, |line, fields: [&str; 2]| Ok((line, fields)));
        assert!(matches!(read("a,b\n", "a,c"), Err(ListError::Header { .. })));
        assert!(matches!(read("a,b\n1,2,3\n", "a,b"), Err(ListError::Row { line: 2, .. })));
        assert!(matches!(read("a,b\n1\n", "a,b"), Err(ListError::Row { line: 2, .. })));
        assert!(matches!(read("a,b\n1,\"2\"\n", "a,b"), Err(ListError::Row { line: 2, .. })));
        assert_eq!(read("a,b\n1,\n", "a,b"), Ok(vec![(2, ["1", ""])]));
        assert!(check_code(1, "20x", &[3]).is_err());
        assert!(check_code(1, "2011", &[3, 5, 7]).is_err());
    }

    #[test]
    fn years_hold() {
        let years = Years::read(1, "2019", "").expect("years");
        assert_eq!((years.hold(Some(2018)), years.hold(Some(2019)), years.hold(None)), (false, true, true));
        let ended = Years::read(1, "", "~2020").expect("years");
        assert_eq!((ended.hold(Some(2021)), ended.may_hold(Some(2021)), ended.may_hold(Some(2022))), (false, true, false));
        assert!(!ended.hold(None) && ended.approximate);
        assert!(Years::read(1, "2020", "2019").is_err());
        assert!(Years::read(1, "20l9", "").is_err());
    }
}
