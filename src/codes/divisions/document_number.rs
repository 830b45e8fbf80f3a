//! Places proved by document numbers: `晋政办发〔2021〕15号` was issued in 山西, `兴政发〔2022〕3号` in a place called 兴….

use super::list::{ABBREVIATIONS, DIVISIONS, Division, DivisionKind, division};
use super::names::stem;
use super::organs::ORGANS;
use regex::Regex;
use std::sync::LazyLock;

/// What a document number says about where it was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentPlace {
    /// The place as abbreviated: `晋`, `吕`, `兴`.
    pub abbreviation: String,
    /// The divisions that abbreviate so, in order of code: one province, or any place whose name begins with it.
    pub divisions: Vec<&'static Division>,
}

/// The characters before the year: place, organ, kind of document.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(\p{Han}{2,10})[〔﹝\[［（(【]\s*20\d\d\s*[〕﹞\]］）)】]").expect("the pattern is constant"));

/// The places that the document numbers in a text were issued in, each abbreviation once, in order of appearance.
pub fn document_number_places(text: &str) -> Vec<DocumentPlace> {
    let mut places: Vec<DocumentPlace> = Vec::new();
    for run in NUMBER.captures_iter(text).filter_map(|found| found.get(1)) {
        if let Some(place) = place_of(run.as_str())
            && !places.contains(&place)
        {
            places.push(place);
        }
    }
    places
}

fn place_of(run: &str) -> Option<DocumentPlace> {
    let run = ORGANS.before_a_number.iter().find_map(|word| run.strip_prefix(word)).unwrap_or(run);
    abbreviated(run).or_else(|| by_first_characters(run))
}

/// A province or city by the table of abbreviations.
fn abbreviated(run: &str) -> Option<DocumentPlace> {
    let first = &run[..run.chars().next()?.len_utf8()];
    let organ = &run[first.len()..];
    if !ORGANS.of_provinces.iter().any(|known| organ.starts_with(known)) {
        return None;
    }
    let mut divisions: Vec<_> =
        ABBREVIATIONS.iter().filter(|a| a.abbreviation == first).filter_map(|a| division(a.code, None)).collect();
    divisions.sort_by_key(|d| d.code);
    (!divisions.is_empty()).then(|| DocumentPlace { abbreviation: first.to_owned(), divisions })
}

/// Any prefecture or county whose name begins with the one or two characters before 政发, 政办发 …
fn by_first_characters(run: &str) -> Option<DocumentPlace> {
    let ends = run.char_indices().take(3).map(|(at, _)| at).skip(1);
    let place =
        ends.map(|end| run.split_at(end)).find(|(_, organ)| ORGANS.of_any_place.iter().any(|known| organ.starts_with(known)))?.0;
    let current = DIVISIONS.iter().filter(|d| d.kind == DivisionKind::Official);
    let divisions: Vec<_> = current.filter(|d| stem(d.name).unwrap_or(d.name).starts_with(place)).collect();
    (!divisions.is_empty()).then(|| DocumentPlace { abbreviation: place.to_owned(), divisions })
}
