//! Where the body belongs: its name, and the places that the text names, to the resolver of `codes`.

use super::decide::Verdict;
use super::name;
use super::types::{Candidate, Division, Kind};
use crate::codes::divisions::{self, Confidence, DivisionLevel, Evidence, Method, Resolution, places_in_text};
use crate::outline::Outline;

/// Rows of a form in which its body is named.
const FORM_HEAD: usize = 6;
/// Paragraphs in which places and document numbers are looked for.
const PARAGRAPHS: usize = 40;

/// The division of a disclosure's body; unresolved where the document is none.
pub(super) fn division(outline: &Outline, title: Option<&str>, verdict: &Verdict) -> Division {
    let disclosed = verdict.kind != Kind::Other;
    let paragraphs = || outline.paragraphs.iter().take(PARAGRAPHS).map(|p| p.text.as_str()).filter(|_| disclosed);
    let texts: Vec<&str> = title.filter(|_| disclosed).into_iter().chain(paragraphs()).collect();
    let numbered: Vec<&str> = paragraphs().filter(|text| text.contains(['〔', '［', '['])).collect();
    let name = verdict.name.as_deref().unwrap_or_default();
    let found = divisions::resolve(&Evidence {
        department_name: name,
        unit_code: verdict.code.as_deref(),
        body_texts: &texts,
        document_numbers: &numbered,
        fiscal_year: verdict.year,
        source: None,
    });
    if found.code.is_none()
        && let Some(shortened) = shortened(name, &texts, verdict.year)
    {
        return shortened;
    }
    found.into()
}

/// The code that the forms print with the name of the body: `主管部门及代码 | 014-柳岸县人民政府办公室`. Two codes are none.
pub(super) fn code(outline: &Outline, name: &str) -> Option<String> {
    let heads = outline.tables.iter().flat_map(|table| table.rows.iter().take(FORM_HEAD)).flat_map(|row| row.filled());
    let printed = heads.filter(|cell| cell.text.trim_end().ends_with(name)).filter_map(|cell| name::body(&cell.text));
    let mut codes = printed.filter(|body| body.name == name).filter_map(|body| body.code);
    let code = codes.next()?;
    codes.all(|other| other == code).then_some(code)
}

/// `滨海新城建设办公室` of a 滨海市: the name begins with the stem of a province or city that the text names in full.
fn shortened(name: &str, texts: &[&str], year: Option<u16>) -> Option<Division> {
    // 东澜师范大学云溪附属中学: the place is that of what it belongs to.
    if name.contains("附属") {
        return None;
    }
    let stem = |full: &'static str| full.strip_suffix(['省', '市']).filter(|stem| stem.chars().count() >= 2);
    let places = texts.iter().flat_map(|text| places_in_text(text, year));
    let mut fitting: Vec<_> = places.filter(|d| d.level() != DivisionLevel::County).collect();
    fitting.retain(|d| stem(d.name).is_some_and(|stem| name.starts_with(stem)));
    fitting.sort_by_key(|d| d.code);
    fitting.dedup();
    let [only] = fitting.as_slice() else { return None };
    Some(Division {
        code: Some(only.code),
        province: only.province(),
        prefecture: only.prefecture(),
        county: None,
        method: Method::BodyText,
        confidence: Confidence::Low,
        candidates: Vec::new(),
    })
}

impl From<Resolution> for Division {
    fn from(found: Resolution) -> Self {
        let candidates = found.candidates.iter().map(|d| Candidate { code: d.code, name: d.name }).collect();
        Self {
            code: found.code,
            province: found.province,
            prefecture: found.prefecture,
            county: found.county,
            method: found.method,
            confidence: found.confidence,
            candidates,
        }
    }
}
