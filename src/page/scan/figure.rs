//! The grammar of numbers as judge of what was read: specks at the ends, blanks, points and commas.

/// A piece as it is taken, and why a figure in it is in doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What is printed, as far as that can be told.
    pub text: String,
    /// What was done to it, or what speaks against it.
    pub doubt: Option<&'static str>,
}

/// What a speck is read as.
const SPECKS: [char; 14] = ['.', ',', '\'', '`', '·', '、', '。', ':', ';', '"', '’', '‘', '_', '|'];
/// A figure one of whose characters is less likely than this, of 100, is in doubt.
pub const SURE: u8 = 88;
/// Share of characters of numbers from which on a piece is a number that was misread, per cent.
const MOSTLY: usize = 60;

/// Said of what should be a number and is none.
const NONE: &str = "it is no number as it was read";

impl Figure {
    /// Whether it should be a number and is none.
    pub fn is_none(&self) -> bool {
        self.doubt == Some(NONE)
    }
}

/// Whether a piece is mostly digits, and no number however it is taken.
#[cfg(any(feature = "ocr", test))]
pub fn is_torn(read: &str, number: Option<&str>) -> bool {
    settle(read, 100, number).is_none()
}

/// Whether a piece is a figure that lacks nothing, by its form: groups of three, or a fraction. `7` may be the half of `7.40`.
pub fn is_whole(read: &str) -> bool {
    tightened(&narrowed(read)).is_some_and(|plain| is_number(&plain) && plain.contains([',', '.']))
}

/// Whether two pieces beside each other are one figure where only a mark was lost between them: `1,234` and `567.00`.
pub fn may_be_one(left: &str, right: &str) -> bool {
    let (left, right) = (narrowed(left), narrowed(right));
    ["", ",", "."].iter().any(|mark| is_number(&format!("{left}{mark}{right}")))
}

/// Where a piece may be two figures: the indices of characters before which a blank parts a digit from a digit.
#[cfg(any(feature = "ocr", test))]
pub fn seams(read: &str) -> Vec<usize> {
    let chars: Vec<char> = read.chars().map(narrow).collect();
    let ends = |index: &usize| chars[*index].is_ascii_digit() && *index > 0 && chars[index - 1].is_whitespace();
    let after = |index: usize| chars[..index].iter().rev().find(|c| !c.is_whitespace()).is_some_and(char::is_ascii_digit);
    (0..chars.len()).filter(|index| ends(index) && after(*index)).collect()
}

/// Whether a piece may be a part of a figure that stands in several: it begins or ends in digits or in a mark of numbers.
pub fn is_part(settled: &str) -> bool {
    is_mostly_number(settled)
}

/// How many decimals a figure has; `None` where the piece is no number, or a share.
pub fn decimals(settled: &str) -> Option<usize> {
    let is_amount = is_number(settled) && !settled.ends_with('%');
    is_amount.then(|| settled.split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches(')').len()))
}

/// Takes a piece for what it is. `sure` is how likely the least legible of its characters is, of 100; `number` is what it is read as where it may hold a number only.
pub fn settle(read: &str, sure: u8, number: Option<&str>) -> Figure {
    let plain = narrowed(read);
    if matches!(plain.as_str(), "O" | "o") {
        return Figure { text: "0".to_owned(), doubt: Some("it was read as a letter") };
    }
    if !is_mostly_number(&plain) {
        return Figure { text: read.trim().to_owned(), doubt: None };
    }
    if let Some(text) = uncut(&plain).filter(|_| sure < SURE) {
        return Figure { text, doubt: Some("a comma and a point of it could not be told apart") };
    }
    if is_number(&plain) {
        let doubt = (sure < SURE)
            .then_some("a character of it is hardly legible")
            .or_else(|| begins_in_zeros(&plain).then_some("no amount begins with such zeros"));
        return Figure { text: plain, doubt };
    }
    let mended = |text: &str| {
        let tight = tightened(text)?;
        let trimmed = tight.trim_end_matches(SPECKS).trim_start_matches(SPECKS);
        if is_number(trimmed) {
            return Some(trimmed.to_owned());
        }
        repointed(trimmed)
    };
    if let Some(text) = mended(&plain) {
        return Figure { text, doubt: Some("specks, blanks or marks were taken out of it") };
    }
    if let Some(text) = number.and_then(mended).filter(|n| n.len() + 1 >= plain.chars().count()) {
        return Figure { text, doubt: Some("it was read as a number only because the piece holds nothing else") };
    }
    Figure { text: plain, doubt: Some(NONE) }
}

fn narrowed(read: &str) -> String {
    read.trim().chars().map(narrow).collect()
}

/// A number without its blanks, and of marks beside each other the last, for the others are specks; `None` where a blank stands between two digits, for it may be a mark that was lost.
fn tightened(text: &str) -> Option<String> {
    let mut tight = String::with_capacity(text.len());
    let (mut before, mut blank) = (None, false);
    for c in text.trim().chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let digits = c.is_ascii_digit() && before.is_some_and(|b: char| b.is_ascii_digit());
        if blank && digits {
            return None;
        }
        if matches!(c, '.' | ',') && matches!(before, Some('.' | ',')) {
            tight.pop();
        }
        tight.push(c);
        (before, blank) = (Some(c), false);
    }
    Some(tight)
}

/// `00.50`, `01,234.00`: a speck or a ruling was read as a zero. A code (`01`) has no marks.
fn begins_in_zeros(number: &str) -> bool {
    let digits = number.trim_start_matches(['-', '(']);
    let mut each = digits.chars();
    each.next() == Some('0') && each.next().is_some_and(|c| c.is_ascii_digit()) && number.contains([',', '.'])
}

fn narrow(c: char) -> char {
    match c {
        '，' => ',',
        '．' => '.',
        '－' | '—' | '–' | '−' => '-',
        '％' => '%',
        '（' => '(',
        '）' => ')',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        _ => c,
    }
}

fn is_mostly_number(text: &str) -> bool {
    let (mut all, mut numeric, mut digits) = (0, 0, 0);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        numeric += usize::from(c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '%'));
        digits += usize::from(c.is_ascii_digit());
        // A date or a sentence.
        if c.is_alphabetic() && !matches!(c, 'o' | 'O' | 'l' | 'I' | 'S' | 'B' | 'D' | 'Z' | 'i') {
            return false;
        }
    }
    digits > 0 && numeric * 100 >= all * MOSTLY
}

/// `1,234.50`, `-12`, `3.4%`, `(1,234.50)`, `201`: groups of three where there are groups, one point at most.
fn is_number(text: &str) -> bool {
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
    let inner = inner.strip_suffix('%').unwrap_or(inner);
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    let (whole, fraction) = inner.split_once('.').map_or((inner, None), |(whole, fraction)| (whole, Some(fraction)));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    let grouped = rest.peek().is_some();
    digits(first) && (!grouped || first.len() <= 3) && rest.all(|g| g.len() == 3 && digits(g)) && fraction.is_none_or(digits)
}

/// `86.215`: no amount is printed with three decimals, and one of so many digits has a comma there.
fn uncut(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.')?;
    let whole_digits = whole.trim_start_matches('-');
    let comma = format!("{whole},{fraction}");
    ((1..=3).contains(&whole_digits.len()) && fraction.len() == 3 && is_number(&comma)).then_some(comma)
}

/// `1.234.50`, `1,234,50`, `1.234.500000`: the last mark is the point, and those before are commas, where groups of three stand before
/// it and no such group behind.
fn repointed(text: &str) -> Option<String> {
    let last = text.rfind([',', '.'])?;
    let (whole, fraction) = (&text[..last], &text[last + 1..]);
    let repointed = format!("{}.{fraction}", whole.replace('.', ","));
    let is_group = fraction.len() == 3;
    (!is_group && (fraction.len() == 2 || whole.contains([',', '.'])) && is_number(&repointed)).then_some(repointed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(read: &str) -> (String, bool) {
        let figure = settle(read, 99, None);
        (figure.text, figure.doubt.is_some())
    }

    #[test]
    fn what_is_a_number_stays() {
        for text in ["1,234.50", "-12", "3.4%", "201", "0.00", "(1,234.50)", "12345.6"] {
            assert_eq!(settled(text), (text.to_owned(), false));
        }
        assert_eq!(settled("1，234．50"), ("1,234.50".to_owned(), false));
        assert_eq!(settled("2026年1月"), ("2026年1月".to_owned(), false));
    }

    #[test]
    fn what_was_mended_is_in_doubt() {
        for (read, want) in [
            ("1,234.50.", "1,234.50"),
            ("'1,234.50", "1,234.50"),
            ("1.234.50", "1,234.50"),
            ("1,234,50", "1,234.50"),
            ("1,234. 50", "1,234.50"),
            ("1,097..43", "1,097.43"),
            ("10,.972.83", "10,972.83"),
            ("1.255.601860", "1,255.601860"),
            ("5,371,251130", "5,371.251130"),
            ("12.345.6", "12,345.6"),
        ] {
            assert_eq!(settled(read), (want.to_owned(), true), "{read}");
        }
        assert_eq!(settled("1,23.50"), ("1,23.50".to_owned(), true));
        assert_eq!(settled("1.234.567"), ("1.234.567".to_owned(), true));
        assert_eq!(settled("00.50"), ("00.50".to_owned(), true));
        assert_eq!(settle("1,0O0.00", 99, Some("1,000.00")).text, "1,000.00");
        assert_eq!(settle("86.215", 60, None).text, "86,215");
        assert_eq!(settle("86.215", 99, None).text, "86.215");
        assert!(settle("86,215", 60, None).doubt.is_some());
    }

    #[test]
    fn digits_apart_are_never_put_together() {
        for read in ["7 40", "1 234.50", "12 345"] {
            let figure = settle(read, 99, Some(read));
            assert!(figure.is_none() && figure.text == read, "{figure:?}");
            assert!(is_torn(read, None));
        }
        assert_eq!(seams("15, 157. 41 1,234.50"), [12]);
        assert!(seams("1, 234. 50").is_empty() && seams(" 12 元").is_empty());
        assert!(may_be_one("1,234", "567.00") && may_be_one("1,234", "56") && !may_be_one("12.50", "7.40"));
        assert!(is_whole("7.40") && is_whole("1,234") && !is_whole("7") && !is_whole("7 40"));
    }
}
