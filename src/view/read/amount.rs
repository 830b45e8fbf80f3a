//! Amounts as the digits that stand in the JSON, set in groups for a person. None goes through binary floating point.

use crate::decimal::Decimal;
use serde_json::value::RawValue;

/// Digits of a group.
const GROUP: usize = 3;
/// Zeros of 万.
const WAN: u32 = 4;

/// A number as a decimal; `None` where it is none, or not written as plain digits.
pub fn decimal(raw: &RawValue) -> Option<Decimal> {
    raw.get().parse().ok()
}

/// A number with its digits in groups: `3,078,200.5`.
pub fn grouped(raw: &RawValue) -> String {
    groups(raw.get())
}

/// Yuan in 万元, exact.
pub fn wan(yuan: Decimal) -> Option<String> {
    let wan = Decimal::scaled(yuan.mantissa(), yuan.scale() + WAN)?;
    Some(groups(&wan.normalize().to_string()))
}

/// Yuan in 万元 as a person reads it: two decimals.
pub fn wan_rounded(yuan: Decimal) -> Option<String> {
    let wan = Decimal::scaled(yuan.mantissa(), yuan.scale() + WAN)?;
    Some(groups(&wan.with_decimals(2).to_string()))
}

/// Yuan, exact: with two decimals where it has any.
pub fn yuan(yuan: Decimal) -> String {
    let yuan = yuan.normalize();
    groups(&if yuan.scale() == 1 { yuan.with_decimals(2) } else { yuan }.to_string())
}

fn groups(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, rest) = digits.split_once('.').map_or((digits, ""), |(whole, rest)| (whole, rest));
    if whole.is_empty() || !whole.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit()) {
        return text.to_owned();
    }
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(GROUP) {
            out.push(',');
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).unwrap()
    }

    #[test]
    fn digits_stay_as_they_are() {
        for (text, want) in [("0", "0"), ("1234567.89", "1,234,567.89"), ("-123", "-123"), ("-1000", "-1,000"), ("1e9", "1e9")] {
            assert_eq!(grouped(&raw(text)), want);
        }
        let exact = |text: &str| wan(text.parse().unwrap());
        assert_eq!(exact("3078250").as_deref(), Some("307.825"));
        assert_eq!(exact("44838998259.45").as_deref(), Some("4,483,899.825945"));
        assert_eq!(
            ["1234567.50", "-1000.00", "0.005"].map(|text| yuan(text.parse().unwrap())),
            ["1,234,567.50", "-1,000", "0.005"]
        );
        let rounded = |text: &str| wan_rounded(text.parse().unwrap()).unwrap();
        assert_eq!([rounded("44838998259.45"), rounded("50"), rounded("-1234567")], ["4,483,899.83", "0.01", "-123.46"]);
    }
}
