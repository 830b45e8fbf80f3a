//! From evidence to one division, or to candidates.
//!
//! Order: a printed code, the place at the head of the department's name, and, to choose between several of one name,
//! the document's source, places in its text and the numbers of documents it cites. Nothing is guessed: what remains
//! ambiguous is handed out as candidates.

use super::document_number::document_number_places;
use super::list::{Division, DivisionLevel, division};
use super::names::{Found, Written, find_in_name, is_central_body, places_in_text};
use schemars::JsonSchema;
use serde::Serialize;

/// What a document says about where it belongs; leave empty what is not known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// Name of the department or unit, as printed: `兴县人民政府办公室`.
    pub department_name: &'a str,
    /// Path or address of the source, for the place names in it: `corpus/山西兴县/…`.
    pub source: Option<&'a str>,
    /// Printed 财政区划 or 单位代码; used only if it has nine digits: a division's code and `000`.
    pub unit_code: Option<&'a str>,
    /// Pieces of the text: titles, covers, paragraphs.
    pub body_texts: &'a [&'a str],
    /// Pieces of text with document numbers: `晋政办发〔2021〕15号`.
    pub document_numbers: &'a [&'a str],
    /// The fiscal year: divisions are renamed and merged every year.
    pub fiscal_year: Option<u16>,
}

/// What decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A printed division code.
    UnitCode,
    /// The place at the head of the department's name.
    DepartmentName,
    /// A county without suffix after its parent in the department's name.
    DepartmentNameStem,
    /// The department is a body of the central government.
    CentralBody,
    /// A place in the source's path.
    Source,
    /// A place in the text.
    BodyText,
    /// Numbers of cited documents.
    DocumentNumbers,
    /// It was told with the input.
    Told,
    /// Nothing decided.
    Unresolved,
}

/// How far a resolution can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Not resolved.
    None,
    /// Only surroundings speak for it.
    Low,
    /// The name, narrowed by surroundings.
    Medium,
    /// The document says so itself, without ambiguity.
    High,
}

/// Where a document belongs, or may belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// Six digits; `000000` for the central government; `None` if not resolved.
    pub code: Option<&'static str>,
    /// `山西省`; `中央` for the central government.
    pub province: Option<&'static str>,
    /// `吕梁市`.
    pub prefecture: Option<&'static str>,
    /// `兴县`.
    pub county: Option<&'static str>,
    /// What decided.
    pub method: Method,
    /// How far to trust it.
    pub confidence: Confidence,
    /// The possible divisions when it is not resolved, in order of code.
    pub candidates: Vec<&'static Division>,
}

impl Resolution {
    fn one(found: &'static Division, method: Method, confidence: Confidence) -> Self {
        Self {
            code: Some(found.code),
            province: found.province(),
            prefecture: found.prefecture(),
            county: found.county(),
            method,
            confidence,
            candidates: Vec::new(),
        }
    }

    fn central() -> Self {
        Self {
            code: Some("000000"),
            province: Some("中央"),
            prefecture: None,
            county: None,
            method: Method::CentralBody,
            confidence: Confidence::High,
            candidates: Vec::new(),
        }
    }

    fn open(mut candidates: Vec<&'static Division>) -> Self {
        candidates.sort_by_key(|d| (d.code, d.name));
        candidates.dedup();
        let (method, confidence) = (Method::Unresolved, Confidence::None);
        Self { code: None, province: None, prefecture: None, county: None, method, confidence, candidates }
    }
}

/// Resolves the division of a document; see the module's order.
pub fn resolve(evidence: &Evidence<'_>) -> Resolution {
    let named = find_in_name(evidence.department_name, evidence.fiscal_year);
    if let Some(coded) = evidence.unit_code.and_then(|code| of_unit_code(code, evidence.fiscal_year)) {
        return with_code(coded, &named);
    }
    match named.as_slice() {
        [] => without_name(evidence),
        [only] => Resolution::one(only.division, name_method(*only), name_confidence(*only)),
        several => narrow(several.iter().map(|f| f.division).collect(), evidence),
    }
}

fn name_method(found: Found) -> Method {
    match found.written {
        Written::Full => Method::DepartmentName,
        Written::Stem => Method::DepartmentNameStem,
    }
}

fn name_confidence(found: Found) -> Confidence {
    match found.written {
        Written::Full => Confidence::High,
        Written::Stem => Confidence::Medium,
    }
}

/// A division's code with the finance ministry's `000`. Other unit codes are an agency's own numbering.
fn of_unit_code(printed: &str, year: Option<u16>) -> Option<&'static Division> {
    let digits = printed.trim();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // Six digits alone are more often a unit's number (219001) than a division: only those of nine digits count.
    let code = digits.strip_suffix("000").filter(|code| code.len() == 6)?;
    division(code, year).filter(|found| found.kind != super::list::DivisionKind::Virtual)
}

/// A code and a name that agree, or both as candidates.
fn with_code(coded: &'static Division, named: &[Found]) -> Resolution {
    let agrees = |f: &Found| f.division.covers(coded) || coded.covers(f.division);
    if named.is_empty() || named.iter().any(agrees) {
        return Resolution::one(coded, Method::UnitCode, Confidence::High);
    }
    Resolution::open(named.iter().map(|f| f.division).chain([coded]).collect())
}

/// Chooses between divisions of one name by what surrounds it.
fn narrow(candidates: Vec<&'static Division>, evidence: &Evidence<'_>) -> Resolution {
    let mut left = candidates;
    for (method, places) in surroundings(evidence) {
        left = agreeing(left, &places);
        if let [only] = left.as_slice() {
            return Resolution::one(only, method, Confidence::Medium);
        }
    }
    Resolution::open(left)
}

/// The places that surround the name: by source, by text, by document numbers.
fn surroundings(evidence: &Evidence<'_>) -> [(Method, Vec<&'static Division>); 3] {
    let year = evidence.fiscal_year;
    let source = evidence.source.map_or_else(Vec::new, |source| places_in_text(source, year));
    let text = evidence.body_texts.iter().flat_map(|text| places_in_text(text, year)).collect();
    let numbers = evidence.document_numbers.iter().flat_map(|text| document_number_places(text));
    let issued = numbers.flat_map(|place| place.divisions).collect();
    [(Method::Source, source), (Method::BodyText, text), (Method::DocumentNumbers, issued)]
}

/// Keeps the candidates in a named province, then in a named prefecture, then the counties named; each only if any is left.
fn agreeing(candidates: Vec<&'static Division>, places: &[&'static Division]) -> Vec<&'static Division> {
    let mut left = candidates;
    for level in [DivisionLevel::Province, DivisionLevel::Prefecture, DivisionLevel::County] {
        let inside = |d: &&'static Division| places.iter().any(|p| p.level() == level && p.covers(d));
        let kept: Vec<_> = left.iter().copied().filter(inside).collect();
        if !kept.is_empty() {
            left = kept;
        }
    }
    left
}

/// No place in the name: a central body, or what the surroundings agree on.
fn without_name(evidence: &Evidence<'_>) -> Resolution {
    if is_central_body(evidence.department_name) {
        return Resolution::central();
    }
    let year = evidence.fiscal_year;
    let in_source = evidence.source.into_iter().flat_map(|source| source.split(['/', '\\', '_', ' ', '-']));
    let groups = [(Method::Source, in_source.collect::<Vec<_>>()), (Method::BodyText, evidence.body_texts.to_vec())];
    let mut seen = Vec::new();
    for (method, pieces) in groups {
        let heads: Vec<_> = pieces.iter().flat_map(|piece| find_in_name(piece, year)).map(|f| f.division).collect();
        if let Some(deepest) = one_chain(&heads) {
            return Resolution::one(deepest, method, Confidence::Low);
        }
        seen.extend(heads);
    }
    match by_document_numbers(evidence) {
        Some(found) => Resolution::one(found, Method::DocumentNumbers, Confidence::Low),
        None => Resolution::open(seen),
    }
}

/// The deepest of divisions that all lie in one another.
fn one_chain(divisions: &[&'static Division]) -> Option<&'static Division> {
    let deepest = divisions.iter().copied().max_by_key(|d| d.level())?;
    divisions.iter().all(|d| d.covers(deepest)).then_some(deepest)
}

/// 晋政办发, 吕政办发, 兴政发: each narrows the next, down to one county whose prefecture and province are both proved.
fn by_document_numbers(evidence: &Evidence<'_>) -> Option<&'static Division> {
    let places: Vec<_> = evidence.document_numbers.iter().flat_map(|text| document_number_places(text)).collect();
    let of =
        |level| places.iter().map(move |p| p.divisions.iter().copied().filter(move |d| d.level() == level).collect::<Vec<_>>());
    let mut parent: Option<&'static Division> = None;
    for level in [DivisionLevel::Province, DivisionLevel::Prefecture, DivisionLevel::County] {
        let mut inside: Vec<_> = of(level).flatten().filter(|d| parent.is_none_or(|p| p.covers(d))).collect();
        inside.retain(|d| d.years.may_hold(evidence.fiscal_year));
        inside.sort_by_key(|d| d.code);
        inside.dedup();
        match inside.as_slice() {
            [only] => parent = Some(only),
            _ => return None,
        }
    }
    parent
}
