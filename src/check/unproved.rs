//! Findings that rest on figures read from pictures: without a proof of each, nobody is accused.

use super::finding::{Evidence, Finding};
use crate::diagnostic::Severity;
use crate::record::{Doubt, Record};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How far a figure of a picture can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Proved,
    Unproved,
    Doubted,
}

/// Makes no finding an error that rests on a figure of a picture which nothing proves, and none a warning whose figure is in doubt.
pub fn spare_unproved(findings: &mut [Finding], records: &[Record]) {
    let mut pages: BTreeMap<u32, Vec<&Record>> = BTreeMap::new();
    for record in records.iter().filter(|record| record.trust.from_picture) {
        pages.entry(record.place.page).or_default().push(record);
    }
    if pages.is_empty() {
        return;
    }
    for finding in findings.iter_mut() {
        let worst = finding.evidence.iter().filter_map(|evidence| standing(evidence, &pages)).max();
        let most = match worst {
            None | Some(Standing::Proved) => continue,
            Some(Standing::Unproved) => Severity::Warning,
            Some(Standing::Doubted) => Severity::Info,
        };
        finding.severity = finding.severity.min(most);
        finding.message.push_str(" (read from a picture and not proved: look at the page)");
        finding.message_zh.push_str("（数字由图片识别，未经印证，请核对原页）");
    }
    findings.sort_by_key(|finding| Reverse(finding.severity));
}

/// `None` for what stands on no picture.
fn standing(evidence: &Evidence, pages: &BTreeMap<u32, Vec<&Record>>) -> Option<Standing> {
    let records = pages.get(&evidence.place.page)?;
    let here = |record: &&&Record| evidence.place.rect.zip(record.place.rect).is_some_and(|(a, b)| a.overlaps(&b));
    let of = |record: &Record| match record {
        _ if record.trust.doubt.contains(&Doubt::Reading) => Standing::Doubted,
        _ if record.trust.proofs.is_empty() => Standing::Unproved,
        _ => Standing::Proved,
    };
    Some(records.iter().filter(here).map(|record| of(record)).max().unwrap_or(Standing::Unproved))
}
