//! A number as its cell shows it: the stored double as a decimal, set by the number format of the cell.
//!
//! Spreadsheets keep fifteen digits. A double is written with as many and never calculated with; a format rounds, groups and scales
//! the digits. A format that is not understood shows the number as it is, and says so.

#[cfg(test)]
mod tests;

/// Significant digits of a cell.
const DIGITS: usize = 15;
/// More digits before the point than any amount has.
const MOST_PLACES: usize = 40;

/// A number as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// What the cell shows.
    pub text: String,
    /// The format hides digits of the number.
    pub rounded: bool,
    /// The format is of a kind that is not understood.
    pub plain: bool,
    /// The number is negative, and the cell shows it without a sign.
    pub unsigned: bool,
}

/// A decimal by its digits: `0.d1d2d3… × 10^point`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Digits {
    negative: bool,
    digits: Vec<u8>,
    point: i32,
}

impl Digits {
    /// The decimal of fifteen digits next to a double; `None` for what is no number.
    fn of(value: f64) -> Option<Self> {
        let printed = format!("{:.*e}", DIGITS - 1, value);
        let (mantissa, exponent) = printed.split_once('e')?;
        let negative = mantissa.starts_with('-');
        let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        let point = exponent.parse::<i32>().ok()?.checked_add(1)?;
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let zero = digits.is_empty();
        Some(Self { negative: negative && !zero, digits, point: if zero { 0 } else { point } })
    }

    fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Rounds half away from zero to so many decimals; whether digits were lost.
    fn round(&mut self, decimals: usize) -> bool {
        let keep = self.point.saturating_add(i32::try_from(decimals).unwrap_or(i32::MAX));
        let Ok(keep) = usize::try_from(keep) else {
            let lost = !self.is_zero();
            (self.digits, self.point, self.negative) = (Vec::new(), 0, false);
            return lost;
        };
        if keep >= self.digits.len() {
            return false;
        }
        let up = self.digits[keep] >= 5;
        self.digits.truncate(keep);
        if up {
            let mut at = keep;
            loop {
                if at == 0 {
                    self.digits.insert(0, 1);
                    self.point += 1;
                    break;
                }
                at -= 1;
                if self.digits[at] < 9 {
                    self.digits[at] += 1;
                    break;
                }
                self.digits[at] = 0;
            }
        }
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.is_zero() {
            (self.point, self.negative) = (0, false);
        }
        true
    }

    /// The digits before and behind the point.
    fn parts(&self) -> (String, String) {
        let digit = |at: i32| usize::try_from(at).ok().and_then(|at| self.digits.get(at)).map_or('0', |d| char::from(b'0' + d));
        let whole = (0..self.point.max(0)).map(digit).collect();
        let count = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        let rest = (self.point.min(0)..0).map(|_| '0').chain((self.point.max(0)..count).map(digit)).collect();
        (whole, if self.is_zero() { String::new() } else { rest })
    }

    /// The whole decimal.
    fn plain(&self) -> String {
        let (whole, rest) = self.parts();
        let sign = if self.negative { "-" } else { "" };
        let whole = if whole.is_empty() { "0" } else { &whole };
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }
}

/// The number without a format: the shortest decimal of fifteen digits.
pub(super) fn exact(value: f64) -> String {
    Digits::of(value).filter(Digits::is_printable).map_or_else(String::new, |digits| digits.plain())
}

impl Digits {
    fn is_printable(&self) -> bool {
        self.point.unsigned_abs() as usize <= MOST_PLACES
    }
}

/// The number as the format shows it.
pub(super) fn shown(value: f64, format: &str) -> Shown {
    let plain = |plain: bool| Shown { text: exact(value), rounded: false, plain, unsigned: false };
    let Some(digits) = Digits::of(value).filter(Digits::is_printable) else { return plain(true) };
    let sections = sections(format);
    let at = match sections.len() {
        0 | 1 => 0,
        2 => usize::from(digits.negative),
        _ if digits.is_zero() => 2,
        _ => usize::from(digits.negative),
    };
    let Some(section) = sections.get(at).and_then(|section| Section::of(section)) else { return plain(true) };
    if section.general {
        // A section of its own for negative numbers may bring the sign.
        let brings = at > 0 && section.before.contains(['-', '(', '（']);
        let number = if brings { digits.plain().trim_start_matches('-').to_owned() } else { digits.plain() };
        return Shown { text: section.around(&number), ..plain(false) };
    }
    // A section of its own for negative numbers brings its own sign. Where it brings a colour in its place, that is the sign.
    let own = at > 0 && digits.negative;
    let signed = section.before.contains(['-', '(', '（', '−', '－', '△', '▲', '负', '减']) || section.after.contains('-');
    let unsigned = own && !signed && !section.coloured;
    let shown = section.set(digits, own && (signed || !section.coloured));
    // What rounds to nothing, or shows no digit, has lost no sign.
    Shown { unsigned: unsigned && shown.text.contains(|c: char| ('1'..='9').contains(&c)), ..shown }
}

/// The parts of a format: positive, negative, zero, text.
fn sections(format: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut chars) = (false, format.chars());
    while let Some(c) = chars.next() {
        match c {
            ';' if !quoted => {
                sections.push(String::new());
                continue;
            }
            '"' => quoted = !quoted,
            _ => {}
        }
        if let Some(section) = sections.last_mut() {
            section.push(c);
            if c == '\\' && !quoted {
                section.extend(chars.next());
            }
        }
    }
    sections
}

/// A part of a format.
#[derive(Debug, Default)]
struct Section {
    before: String,
    after: String,
    /// Placeholders of digits before the point, and behind it.
    whole: Vec<char>,
    /// Texts among the digits before the point, each with the number of placeholders left of it: `0!.0000` shows yuan in 万元.
    among: Vec<(usize, String)>,
    coloured: bool,
    rest: Vec<char>,
    grouped: bool,
    /// Powers of ten by which it is shown larger, or smaller.
    shift: i32,
    general: bool,
}

impl Section {
    /// Reads a part; `None` for what is not understood: dates, fractions, exponents, conditions, words among decimals or groups.
    fn of(format: &str) -> Option<Self> {
        let mut section = Self::default();
        let (mut point, mut commas) = (false, 0);
        let mut closed = false;
        let mut chars = format.chars().peekable();
        while let Some(c) = chars.next() {
            let begun = !section.whole.is_empty() || point || section.general;
            let literal: Option<char> = match c {
                '0' | '#' | '?' => {
                    if !section.after.is_empty() {
                        if point || section.general || commas > 0 {
                            return None;
                        }
                        section.among.push((section.whole.len(), std::mem::take(&mut section.after)));
                        closed = false;
                    }
                    section.grouped |= commas > 0 && !point;
                    commas = 0;
                    if point {
                        section.rest.push(c)
                    } else {
                        section.whole.push(c)
                    }
                    None
                }
                ',' if begun && !closed => {
                    commas += 1;
                    None
                }
                '.' if !point && !closed => {
                    // Commas before the point scale.
                    section.shift -= 3 * commas;
                    commas = 0;
                    point = true;
                    None
                }
                '%' => {
                    section.shift += 2;
                    Some('%')
                }
                '"' => {
                    let text: String = chars.by_ref().take_while(|c| *c != '"').collect();
                    closed |= begun && !text.is_empty();
                    if begun {
                        section.after.push_str(&text)
                    } else {
                        section.before.push_str(&text)
                    }
                    None
                }
                '\\' | '!' => chars.next(),
                // A blank as wide as a character; a character that fills the cell.
                '_' | '*' => {
                    chars.next();
                    None
                }
                '[' => {
                    let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    if let Some(symbol) = inner.strip_prefix('$') {
                        let symbol = symbol.split('-').next().unwrap_or_default();
                        if begun {
                            section.after.push_str(symbol)
                        } else {
                            section.before.push_str(symbol)
                        }
                        None
                    } else if inner.starts_with(['<', '>', '=']) || inner.to_ascii_lowercase().starts_with("dbnum") {
                        return None;
                    } else {
                        section.coloured |= is_colour(&inner);
                        None
                    }
                }
                'G' | 'g' => {
                    let name: String = std::iter::once(c).chain(chars.by_ref().take(6)).collect();
                    if !name.eq_ignore_ascii_case("general") {
                        return None;
                    }
                    section.general = true;
                    None
                }
                '@' => {
                    section.general = true;
                    None
                }
                '-' | '+' | '(' | ')' | ' ' | '$' | '¥' | '￥' | ':' | '\'' | '=' | '<' | '>' => Some(c),
                _ if !c.is_ascii() => Some(c),
                _ => return None,
            };
            if let Some(c) = literal {
                closed |= begun && c != ' ';
                if begun { section.after.push(c) } else { section.before.push(c) }
            }
        }
        section.shift -= 3 * commas;
        // Groups and texts among the same digits: `#,##0!.0000`.
        (section.among.is_empty() || !section.grouped).then_some(section)
    }

    /// The digits with the texts that stand among their placeholders, counted from the right.
    fn with_texts(&self, whole: &str) -> String {
        let mut set = String::with_capacity(whole.len() + 4);
        for (at, c) in whole.chars().enumerate() {
            for (_, text) in self.among.iter().filter(|(left, _)| at + self.whole.len() == left + whole.len()) {
                set.push_str(text);
            }
            set.push(c);
        }
        set
    }

    fn around(&self, number: &str) -> String {
        format!("{}{number}{}", self.before, self.after).trim().to_owned()
    }

    fn set(&self, mut digits: Digits, unsigned: bool) -> Shown {
        if self.whole.is_empty() && self.rest.is_empty() {
            let rounded = !digits.is_zero();
            return Shown { text: self.around(""), rounded, plain: false, unsigned: false };
        }
        if !digits.is_zero() {
            digits.point += self.shift;
        }
        let rounded = digits.round(self.rest.len());
        let (mut whole, mut rest) = digits.parts();
        // Where texts stand among the digits, all places of the first `0` and behind it are set.
        let zeros = self.whole.iter().filter(|c| **c == '0').count();
        let from = self.whole.iter().position(|c| *c == '0').unwrap_or(self.whole.len());
        let least = if self.among.is_empty() { zeros } else { self.whole.len() - from };
        while whole.len() < least {
            whole.insert(0, '0');
        }
        let asked = self.rest.iter().rposition(|c| *c == '0').map_or(0, |last| last + 1);
        while rest.len() < asked {
            rest.push('0');
        }
        let whole = match (self.grouped, self.among.is_empty()) {
            (true, _) => grouped(&whole),
            (false, true) => whole,
            (false, false) => self.with_texts(&whole),
        };
        let sign = if digits.negative && !unsigned { "-" } else { "" };
        let point = if rest.is_empty() { "" } else { "." };
        // Digits that need not be shown leave `-` alone where the format sets one: that is its zero.
        Shown { text: self.around(&format!("{sign}{whole}{point}{rest}")), rounded, plain: false, unsigned: false }
    }
}

/// `Red`, `红色`, `Color 3`, `颜色3`.
fn is_colour(inner: &str) -> bool {
    const NAMES: [&str; 16] = [
        "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "黑色", "蓝色", "青色", "绿色", "洋红", "红色",
        "白色", "黄色",
    ];
    let inner = inner.trim().to_lowercase();
    NAMES.contains(&inner.as_str()) || inner.starts_with("color") || inner.starts_with("颜色")
}

/// Commas between thousands.
fn grouped(whole: &str) -> String {
    let mut set = String::with_capacity(whole.len() + whole.len() / 3);
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            set.push(',');
        }
        set.push(c);
    }
    set
}
