//! What was left over in a document: words of another tier (DOC-07), faults of a spreadsheet and cells that were not read (DOC-09).

use super::told::{finding, tell};
use crate::check::document::Document;
use crate::check::finding::{Evidence, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::content::Role;
use crate::diagnostic::Severity;
use crate::grammar::squeeze;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    scope_words(document, verdicts);
    artefacts(document, verdicts);
}

/// A tier of government that publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tier {
    Prefecture,
    County,
}

/// The tier of a document: of its division, else of the name of its body (青霞县司法局).
fn tier(document: &Document<'_>) -> Option<Tier> {
    let division = &document.disclosure.division;
    match (division.province, division.prefecture, division.county) {
        (_, _, Some(_)) => return Some(Tier::County),
        (_, Some(_), None) => return Some(Tier::Prefecture),
        (Some(_), None, None) => return None,
        _ => {}
    }
    let name = document.disclosure.department.name.as_deref()?;
    let mark = name.chars().skip(1).take(5).find(|c| "省市县区旗".contains(*c))?;
    match mark {
        '县' | '旗' => Some(Tier::County),
        // 某某市 may be below a prefecture, and a 区 of a municipality above one.
        '市' => Some(Tier::Prefecture),
        _ => None,
    }
}

/// DOC-07: the glossary speaks of departments of this tier.
fn scope_words(document: &Document<'_>, verdicts: &mut Verdicts) {
    let words = &CHECK_WORDS.documents;
    let foreign = match tier(document) {
        Some(Tier::County) => &words.not_county,
        Some(Tier::Prefecture) => &words.not_city,
        None => return,
    };
    let glossary = document.outline.paragraphs.iter().filter(|p| p.text.contains('指') && p.text.contains('：'));
    let mut asked = false;
    for paragraph in glossary {
        asked = true;
        let text = squeeze(&paragraph.text);
        let mut bodies = foreign.iter().flat_map(|tier| words.tier_bodies.iter().map(move |body| format!("{tier}{body}")));
        // 中央部门和省级部门 names several tiers, of which this one may be one.
        let meant = |word: &String| words.tier_before.iter().any(|before| text.contains(&format!("{before}{word}")));
        let Some(word) = bodies.find(meant) else { continue };
        let evidence =
            vec![Evidence { what: "名词解释".to_owned(), printed: word.clone(), value: None, place: paragraph.place }];
        tell("DOC-07", false, evidence.clone(), verdicts);
        let zh = format!("名词解释中“{word}”与本部门所在层级不符，疑沿用上级模板。");
        let en = format!("The glossary speaks of {word}, which is not this department's tier: text of another template.");
        let mut found = finding("DOC-07", Severity::Info, zh, en, evidence);
        found.quote = Some(paragraph.text.chars().take(120).collect());
        verdicts.find(found);
    }
    if asked && !verdicts.speaks_of("DOC-07") {
        tell("DOC-07", true, Vec::new(), verdicts);
    }
}

/// Whether a cell prints what a spreadsheet or mark-up puts where it has no number: `########`, `#REF!`, `|---|`.
fn is_fault(printed: &str) -> bool {
    let text = squeeze(printed);
    let only = |marks: &str| text.chars().all(|c| marks.contains(c));
    CHECK_WORDS.documents.sheet_faults.iter().any(|f| text.eq_ignore_ascii_case(f))
        || text.len() >= 3 && only("#＃")
        || text.contains('|') && text.contains('-') && only("|-:")
}

/// DOC-09: faults of a spreadsheet in place of amounts, and what the reader itself met with and could not set right.
fn artefacts(document: &Document<'_>, verdicts: &mut Verdicts) {
    let mut faults = Vec::new();
    for table in &document.content.tables {
        for row in &table.rows {
            let amounts = row.cells.iter().zip(&table.columns).filter(|(_, c)| c.role == Role::Amount);
            for cell in amounts.filter_map(|(cell, _)| cell.as_ref()).filter(|c| is_fault(&c.printed)) {
                let what = table.title.clone().unwrap_or_else(|| "表".to_owned());
                let printed = cell.printed.to_string();
                faults.push(Evidence { what, printed, value: None, place: cell.place() });
            }
        }
    }
    if !faults.is_empty() {
        tell("DOC-09", false, faults.clone(), verdicts);
        let (count, first) = (faults.len(), faults.first().map(|e| e.printed.clone()).unwrap_or_default());
        let zh = format!("{count}个金额单元格为电子表格出错标记或格式残留（如“{first}”），不是数字。");
        let en = format!("{count} cells of amounts hold a fault of a spreadsheet or a rest of mark-up ({first}), and no number.");
        verdicts.find(finding("DOC-09", Severity::Info, zh, en, faults));
        return;
    }
    let odd: Vec<&crate::diagnostic::Diagnostic> =
        document.diagnostics.iter().filter(|d| matches!(d.code, "content.two_cells" | "content.several_numbers")).collect();
    if odd.is_empty() {
        tell("DOC-09", true, Vec::new(), verdicts);
        return;
    }
    let evidence = odd.iter().filter_map(|d| d.place).map(|place| Evidence {
        what: "单元格".to_owned(),
        printed: String::new(),
        value: None,
        place,
    });
    verdicts.silent(
        "DOC-09",
        Status::Refused,
        format!("{} cells were not read with certainty", odd.len()),
        evidence.take(5).collect(),
    );
}

#[cfg(test)]
mod tests {
    use super::is_fault;

    #[test]
    fn faults_of_a_spreadsheet_are_known() {
        assert!(is_fault("########") && is_fault("#REF!") && is_fault("|---|") && is_fault("#DIV/0!"));
        assert!(!is_fault("-") && !is_fault("—") && !is_fault("12.30") && !is_fault("—-") && !is_fault("#1"));
    }
}
