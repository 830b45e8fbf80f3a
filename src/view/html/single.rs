//! One document as one file: what it is, its findings and all of its pages with their pictures, and nothing outside of it.

use super::document;
use super::finding::{self, Around};
use super::page::{beside, title};
use super::shell::Shell;
use crate::view::draw::{Drawn, Sheet};
use crate::view::read::{Document, Finding, Mark};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands in the file beside the document.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The style of the pages.
    pub style: &'a str,
    /// Their script.
    pub script: &'a str,
    /// The pages as they were drawn, or why they were not.
    pub pictures: &'a BTreeMap<u32, Result<Arc<Drawn>, String>>,
    /// What people said of its findings, by their ids.
    pub marks: &'a BTreeMap<String, Mark>,
}

/// The file. Style and script are named by their hashes, so that nothing else in it can be either.
pub fn single(shell: &Shell, id: &str, of: &Document, parts: &Parts<'_>) -> String {
    let lang = shell.lang;
    let (style, script) = (hash(parts.style), hash(parts.script));
    let policy = format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"
    );
    let page = html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (title(of)) " · gongkai" }
                link rel="icon" href="data:,";
                style { (PreEscaped(parts.style)) }
            }
            body class="wide single" {
                (pictures(parts.pictures))
                span id="closed" {}
                main id="content" {
                    section id="document" { (document::inside(shell, id, of, None)) }
                    @if !of.findings.is_empty() {
                        h2 { (shell.word("part_findings")) }
                        @for finding in &of.findings { (one(shell, id, of, finding, parts)) }
                    }
                    @for number in 1..=of.pages() {
                        section class="part" id={ "page-" (number) } {
                            h2 { (shell.page_number(number)) " / " (of.pages()) }
                            (beside(shell, id, of, number, sheet(parts.pictures, number)))
                        }
                    }
                }
                script { (PreEscaped(parts.script)) }
            }
        }
    };
    page.into_string()
}

/// Every picture once; pages and cut-outs show them by their names.
fn pictures(all: &BTreeMap<u32, Result<Arc<Drawn>, String>>) -> Markup {
    html! {
        svg class="pictures" width="0" height="0" aria-hidden="true" {
            defs {
                @for (number, drawn) in all.iter().filter_map(|(number, drawn)| Some((number, drawn.as_ref().ok()?))) {
                    image id={ "picture-" (number) } width=(drawn.sheet.width) height=(drawn.sheet.height) href={ "data:image/svg+xml;base64," (base64(drawn.svg.as_bytes())) } {}
                }
            }
        }
    }
}

fn sheet(all: &BTreeMap<u32, Result<Arc<Drawn>, String>>, page: u32) -> Result<&Sheet, &str> {
    all.get(&page).map_or(Err(""), |drawn| drawn.as_ref().map(|drawn| &drawn.sheet).map_err(String::as_str))
}

fn one(shell: &Shell, id: &str, of: &Document, finding: &Finding, parts: &Parts<'_>) -> Markup {
    let pages = finding.evidence.iter().map(|e| e.place.page);
    let sheets = pages.filter_map(|page| Some((page, sheet(parts.pictures, page).ok()?.clone()))).collect();
    let around = Around { mark: parts.marks.get(&finding.id).cloned(), sheets, ..Around::default() };
    html! { section class="part" id={ "finding-" (finding.id) } { (finding::inside(shell, id, of, finding, &around)) } }
}

fn hash(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

/// Bytes in the letters of a `data:` address.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let letter = LETTERS[(bits >> shift & 63) as usize];
            out.push(if index <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_letters() {
        for (bytes, want) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), want);
        }
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
