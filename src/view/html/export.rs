//! Findings to take along: a list as CSV, one as a paragraph with its source.

use super::words::Lang;
use crate::view::read::{Document, Finding, FindingLine, Run};

const HEAD: [&str; 17] = [
    "finding",
    "rule",
    "severity",
    "minor",
    "verdict",
    "note",
    "who",
    "department",
    "division_code",
    "year",
    "kind",
    "apart_yuan",
    "sentence",
    "sentence_zh",
    "figures",
    "page",
    "source",
];

/// Findings with their figures, one line each; the amounts are exact.
pub fn findings_csv(lang: Lang, run: &Run, lines: &[FindingLine]) -> Option<String> {
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    out.write_record(HEAD).ok()?;
    for line in lines {
        let mark = run.review.of(&line.id);
        let figures: Vec<String> = line
            .evidence
            .iter()
            .map(|e| {
                if e.place.page > 0 {
                    format!("{} = {} (p. {})", e.what, e.printed, e.place.page)
                } else {
                    format!("{} = {}", e.what, e.printed)
                }
            })
            .collect();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let row = [
            line.id.clone(),
            line.rule.clone(),
            line.severity.clone(),
            line.minor.to_string(),
            mark.as_ref().and_then(|m| m.verdict.name()).unwrap_or_default().to_owned(),
            mark.as_ref().and_then(|m| m.note.clone()).unwrap_or_default(),
            mark.and_then(|m| m.who).unwrap_or_default(),
            text(&line.department),
            text(&line.division_code),
            line.document_year.map(|year| year.to_string()).unwrap_or_default(),
            line.document_kind.as_ref().map(|kind| lang.name_of("", kind)).unwrap_or_default(),
            line.stake.amount.map(|amount| amount.normalize().to_string()).unwrap_or_default(),
            line.message.clone(),
            line.message_zh.clone(),
            figures.join("; "),
            if line.page > 0 { line.page.to_string() } else { String::new() },
            line.source.clone().unwrap_or_default(),
        ];
        out.write_record(row.map(|field| inert(&field))).ok()?;
    }
    String::from_utf8(out.into_inner().ok()?).ok()
}

/// A field that no spreadsheet takes for a formula.
fn inert(field: &str) -> String {
    let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<crate::decimal::Decimal>().is_err();
    if is_formula { format!("'{field}") } else { field.to_owned() }
}

/// A finding as a paragraph for an article: its sentence, and where the figures stand.
pub fn cited(lang: Lang, of: &Document, finding: &Finding) -> String {
    let disclosure = of.disclosure.as_ref();
    let department = disclosure.and_then(|d| d.department.name.clone());
    let title = disclosure
        .and_then(|d| d.title.clone())
        .unwrap_or_else(|| of.source.name.rsplit('/').next().unwrap_or_default().to_owned());
    let mut pages: Vec<u32> = finding.evidence.iter().map(|e| e.place.page).filter(|page| *page > 0).collect();
    pages.sort_unstable();
    pages.dedup();
    let pages: Vec<String> = pages.iter().map(u32::to_string).collect();
    let pages = match (lang, pages.is_empty()) {
        (_, true) => String::new(),
        (Lang::En, _) => format!(", p. {}", pages.join(", ")),
        (Lang::Zh, _) => format!("，第{}页", pages.join("、")),
    };
    let said = lang.either(&finding.message, &finding.message_zh);
    let quote = finding.quote.as_ref().map(|quote| format!("\n“{quote}”")).unwrap_or_default();
    let body = department.filter(|name| !title.contains(name.as_str()));
    let url = of.source.url.as_ref().map(|url| format!("\n{url}")).unwrap_or_default();
    let file = format!("{} (SHA-256 {})", of.source.name.rsplit('/').next().unwrap_or_default(), of.source.sha256);
    match lang {
        Lang::Zh => format!("{said}{quote}\n来源：{}《{title}》{pages}。{file}{url}", body.unwrap_or_default()),
        Lang::En => {
            let body = body.map(|body| format!("{body}, ")).unwrap_or_default();
            format!("{said}{quote}\nSource: {body}{title}{pages}. {file}{url}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::read::{Evidence, Place};

    #[test]
    fn a_finding_can_be_cited_with_its_source_and_pages() {
        let at = |page: u32| Evidence { place: Place { page, area: None }, ..Evidence::default() };
        let finding = Finding {
            message: "10 is not 12.".to_owned(),
            message_zh: "10不等于12。".to_owned(),
            evidence: vec![at(9), at(3), at(9), at(0)],
            ..Finding::default()
        };
        let mut of = Document::default();
        of.source.name = "a/b.pdf".to_owned();
        of.source.sha256 = "ab12".to_owned();
        assert_eq!(cited(Lang::En, &of, &finding), "10 is not 12.\nSource: b.pdf, p. 3, 9. b.pdf (SHA-256 ab12)");
        assert_eq!(cited(Lang::Zh, &of, &finding), "10不等于12。\n来源：《b.pdf》，第3、9页。b.pdf (SHA-256 ab12)");
    }

    #[test]
    fn no_field_of_a_list_is_a_formula() {
        assert_eq!([inert("=1+1"), inert("-3.5"), inert("@a"), inert("甲")], ["'=1+1", "-3.5", "'@a", "甲"]);
    }
}
