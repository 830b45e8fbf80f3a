//! What was told with an input: it helps where the document says nothing, or rules over it; where it came from stays visible.

use super::name;
use super::types::{Body, Disclosure, Division, Evidence, Kind, Told, ToldBy};
use crate::codes::divisions::{self, Confidence, Method, find_in_name};
use crate::diagnostic::Diagnostic;

/// The division that a text names: six digits, or a name that stands for one only.
pub fn place(text: &str) -> Option<&'static divisions::Division> {
    let text = text.trim();
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        return divisions::division(text, None);
    }
    let found = find_in_name(text, None);
    let mut codes: Vec<&str> = found.iter().map(|f| f.division.code).collect();
    codes.sort_unstable();
    codes.dedup();
    if let [only] = codes.as_slice() { divisions::division(only, None) } else { None }
}

/// Adds to what a document says of itself what was told of it.
pub(in crate::content) fn tell(disclosure: &mut Disclosure, told: &Told) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let Some(by) = told.by.filter(|_| disclosure.kind != Kind::Other) else { return diagnostics };
    if let Some(year) = told.year
        && settle("fiscal_year", disclosure.fiscal_year, year, by, &mut diagnostics)
    {
        disclosure.fiscal_year = Some(year);
        witness("fiscal_year", year.to_string(), by, disclosure);
    }
    if let Some(text) = &told.department {
        let body = match name::body(text) {
            Some(named) => Body { name: Some(named.name), code: named.code },
            None => Body { name: Some(text.clone()), code: None },
        };
        if settle("department", disclosure.department.name.clone(), body.name.clone().unwrap_or_default(), by, &mut diagnostics) {
            disclosure.department = body;
            witness("department", text.clone(), by, disclosure);
        }
    }
    if let Some(text) = &told.place {
        match place(text) {
            Some(found) if settle("place", disclosure.division.code, found.code, by, &mut diagnostics) => {
                disclosure.division = at(found);
                witness("place", text.clone(), by, disclosure);
            }
            Some(_) => {}
            None => {
                let message = format!("the place that was told ({text}) is none, or one of several of that name");
                diagnostics.push(Diagnostic::warning("disclosure.told_unknown", message));
            }
        }
    }
    diagnostics
}

/// Whether what was told is taken: where nothing is known, and where it rules and is another.
fn settle<T: PartialEq + std::fmt::Debug>(
    what: &'static str,
    own: Option<T>,
    told: T,
    by: ToldBy,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    match own {
        None => true,
        Some(own) if own == told => false,
        Some(own) => {
            let rules = by == ToldBy::Option;
            let counts = if rules { "what was told" } else { "the document" };
            let message = format!("the document says {what} {own:?}, and it was told to be {told:?}; {counts} counts");
            diagnostics.push(Diagnostic::info("disclosure.told_otherwise", message));
            rules
        }
    }
}

fn witness(what: &'static str, text: String, by: ToldBy, disclosure: &mut Disclosure) {
    let source = match by {
        ToldBy::List => "list",
        ToldBy::Option => "option",
    };
    disclosure.evidence.push(Evidence { what, source, text, page: None });
}

fn at(found: &'static divisions::Division) -> Division {
    Division {
        code: Some(found.code),
        province: found.province(),
        prefecture: found.prefecture(),
        county: found.county(),
        method: Method::Told,
        confidence: Confidence::High,
        candidates: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::Outline;
    use crate::page::Metadata;

    fn disclosure(year: Option<u16>) -> Disclosure {
        let (mut disclosure, _) = super::super::read(&Outline::default(), &Metadata::default());
        disclosure.kind = Kind::Budget;
        disclosure.fiscal_year = year;
        disclosure
    }

    #[test]
    fn a_list_helps_and_an_option_rules() {
        let told = |by| Told {
            year: Some(2025),
            place: Some("610100".to_owned()),
            department: Some("341-柳岸县财政局".to_owned()),
            by: Some(by),
        };
        let mut silent = disclosure(None);
        assert!(tell(&mut silent, &told(ToldBy::List)).is_empty());
        assert_eq!((silent.fiscal_year, silent.division.code), (Some(2025), Some("610100")));
        assert_eq!(silent.department.code.as_deref(), Some("341"));
        assert!(silent.evidence.iter().all(|e| e.source == "list") && silent.evidence.len() == 3);
        let mut other = disclosure(Some(2024));
        assert_eq!(tell(&mut other, &told(ToldBy::List)).len(), 1);
        assert_eq!(other.fiscal_year, Some(2024));
        assert_eq!(tell(&mut other, &told(ToldBy::Option)).len(), 1);
        assert_eq!(other.fiscal_year, Some(2025));
    }

    #[test]
    fn a_place_is_one_division_or_none() {
        assert_eq!(place("陕西省西安市").map(|d| d.code), Some("610100"));
        assert_eq!(place("610100").map(|d| d.code), Some("610100"));
        assert!(place("鼓楼区").is_none() && place("某地").is_none());
    }
}
