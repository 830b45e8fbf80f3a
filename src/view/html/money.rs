//! Amounts as each language has them: in Chinese 万元 with two decimals, in English yuan.

use super::words::Lang;
use crate::decimal::Decimal;
use crate::view::read::{decimal, grouped, wan, wan_rounded, yuan};
use maud::{Markup, html};
use serde_json::value::RawValue;

/// What amounts are told in.
pub fn unit(lang: Lang) -> &'static str {
    lang.word("money")
}

/// The number alone, as a person reads it.
pub fn number(lang: Lang, amount: Decimal) -> Option<String> {
    match lang {
        Lang::Zh => wan_rounded(amount),
        Lang::En => Some(yuan(amount)),
    }
}

/// The number alone, exact.
pub fn exact(lang: Lang, amount: Decimal) -> Option<String> {
    match lang {
        Lang::Zh => wan(amount),
        Lang::En => Some(yuan(amount)),
    }
}

/// How far apart two figures are: `603,700 yuan apart`, `相差 60.37 万元`. `number` is made by one of the above.
pub fn apart(lang: Lang, number: &str) -> Markup {
    let amount = html! { strong { (number) " " (unit(lang)) } };
    match lang {
        Lang::Zh => html! { (lang.word("apart")) " " (amount) },
        Lang::En => html! { (amount) " " (lang.word("apart")) },
    }
}

/// A number that stands in yuan in an output; exact when it is pointed at.
pub fn shown(lang: Lang, raw: &RawValue) -> Markup {
    let amount = decimal(raw);
    let said = amount.and_then(|amount| number(lang, amount)).unwrap_or_else(|| grouped(raw));
    let exact = amount.and_then(|amount| exact(lang, amount)).filter(|exact| *exact != said);
    html! { span title=[exact] { (said) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_unit() {
        let amount: Decimal = "1234567.5".parse().unwrap();
        assert_eq!((number(Lang::Zh, amount).as_deref(), unit(Lang::Zh)), (Some("123.46"), "万元"));
        assert_eq!(exact(Lang::Zh, amount).as_deref(), Some("123.45675"));
        assert_eq!((number(Lang::En, amount).as_deref(), unit(Lang::En)), (Some("1,234,567.50"), "yuan"));
        assert_eq!(apart(Lang::En, "100,000").into_string(), "<strong>100,000 yuan</strong> apart");
        assert_eq!(apart(Lang::Zh, "10.00").into_string(), "相差 <strong>10.00 万元</strong>");
    }
}
