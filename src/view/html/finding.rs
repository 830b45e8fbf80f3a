//! One finding: what is wrong, every figure of it cut out of its page, and what a person makes of it.

use super::page::{element_at, title};
use super::shell::{Shell, severity, whole};
use crate::check;
use crate::view::draw::Sheet;
use crate::view::read::{Document, Evidence, Finding, Mark, Verdict, grouped};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Points around a figure that its cut-out shows.
const AROUND: (f32, f32) = (170.0, 42.0);
/// Points across from which a cut-out has a row of its own: a sentence.
const BROAD: f32 = 480.0;
/// Cut-outs of one finding at most; further figures are named.
const MOST_CUTS: usize = 12;

/// What stands around a finding.
#[derive(Debug, Default)]
pub struct Around {
    /// The addresses of the one before and the one after in the list, from the top without the language.
    pub previous: Option<String>,
    /// The next.
    pub next: Option<String>,
    /// What somebody said of it.
    pub mark: Option<Mark>,
    /// The pictures of the pages that its figures stand on.
    pub sheets: BTreeMap<u32, Sheet>,
}

/// The page of a finding.
pub fn finding(shell: &Shell, id: &str, of: &Document, finding: &Finding, around: &Around) -> String {
    let lang = shell.lang;
    let rule = check::rule::of(&finding.rule);
    let cause = finding.cause.as_ref().and_then(|cause| of.findings.iter().find(|f| f.id == *cause));
    let consequences: Vec<&Finding> = of.findings.iter().filter(|f| f.cause.as_deref() == Some(&finding.id)).collect();
    let link = |other: &Finding| shell.page(&format!("finding/{id}-{}.html", other.id));
    let content = html! {
        div class="crumbs" {
            a href=(shell.page("findings.html")) { (shell.word("findings")) } " › "
            a href=(shell.page(&format!("document/{id}/index.html"))) { (title(of)) }
        }
        nav class="turning" aria-label=(shell.word("findings")) {
            @if let Some(previous) = &around.previous { a rel="prev" href=(shell.page(previous)) { "← " (shell.word("previous")) } }
            @if let Some(next) = &around.next { a rel="next" href=(shell.page(next)) { (shell.word("next")) " →" } }
        }
        h1 class="finding" {
            (severity(lang, &finding.severity)) " "
            @if finding.minor { span class="badge" { (shell.word("minor")) } " " }
            (finding.rule) " "
            @if let Some(rule) = rule { (lang.either(&rule.title, &rule.title_zh)) }
        }
        p class="message" lang=(lang.tag()) { (lang.either(&finding.message, &finding.message_zh)) }
        p class="message second" lang=(lang.other().tag()) { (lang.other().either(&finding.message, &finding.message_zh)) }
        @if let Some(quote) = &finding.quote { blockquote lang="zh-CN" { (quote) } }
        @if let Some(repair) = &finding.repair { p class="repair" { strong { (shell.word("repair")) ": " } (repair) } }
        (judgement(shell, id, finding, around.mark.as_ref()))
        h2 { (shell.word("evidence")) }
        div class="cuts" {
            @for evidence in finding.evidence.iter().take(MOST_CUTS) { (cut(shell, id, of, evidence, around.sheets.get(&evidence.place.page))) }
        }
        @if finding.evidence.len() > MOST_CUTS {
            ul { @for evidence in finding.evidence.iter().skip(MOST_CUTS) { li { (place(shell, id, of, evidence)) } } }
        }
        @if let Some(cause) = cause { p { strong { (shell.word("cause")) ": " } a href=(link(cause)) { (cause.rule) } " " (lang.either(&cause.message, &cause.message_zh)) } }
        @if !consequences.is_empty() {
            h2 { (shell.word("consequences")) }
            ul class="findings" { @for other in consequences { li { (severity(lang, &other.severity)) " " a href=(link(other)) { (other.rule) } " " (lang.either(&other.message, &other.message_zh)) } } }
        }
        @if let Some(rule) = rule {
            details class="rule" {
                summary { (shell.word("explanation")) }
                p { (lang.either(&rule.explanation, &rule.explanation_zh)) }
                p { code { (rule.formula) } }
            }
        }
    };
    whole(shell, &format!("{} {}", finding.rule, title(of)), &format!("finding/{id}-{}.html", finding.id), false, &content)
}

/// Buttons for a person, or what one said where there is nobody to write it down.
fn judgement(shell: &Shell, id: &str, finding: &Finding, mark: Option<&Mark>) -> Markup {
    let said = mark.map(|mark| verdict(mark.verdict));
    let options = [("real", "real", "r"), ("false", "false", "f"), ("unsure", "unsure", "u"), ("open", "open", "")];
    html! {
        @if shell.live {
            form class="judge" method="post" action=(shell.page("review")) data-judge {
                input type="hidden" name="document" value=(id);
                input type="hidden" name="finding" value=(finding.id);
                strong { (shell.word("mark")) ": " }
                @for (value, word, key) in options {
                    @let chosen = said == Some(value);
                    button name="verdict" value=(value) accesskey=[(!key.is_empty()).then_some(key)] data-key=[(!key.is_empty()).then_some(key)] aria-pressed=(chosen) class=(if chosen { "chosen" } else { "" }) { (shell.lang.word(word)) }
                    " "
                }
                label { (shell.word("note")) " " input name="note" maxlength="500" data-key="n" value=[mark.and_then(|m| m.note.as_deref())]; }
                small { (shell.word("keys")) }
            }
        } @else if let Some(said) = said {
            p class="judge" { strong { (shell.word("marked_as")) ": " } (shell.lang.word(said)) @if let Some(note) = mark.and_then(|m| m.note.as_deref()) { " — " (note) } }
        }
    }
}

/// The word of a verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Real => "real",
        Verdict::False => "false",
        Verdict::Unsure => "unsure",
        Verdict::Open => "open",
    }
}

/// A figure cut out of its page.
fn cut(shell: &Shell, id: &str, of: &Document, evidence: &Evidence, sheet: Option<&Sheet>) -> Markup {
    let words = [&evidence.printed, &evidence.what].into_iter().find(|text| !text.trim().is_empty());
    let label = words.cloned().unwrap_or_else(|| shell.page_number(evidence.place.page));
    let seen = sheet.and_then(|sheet| Some((sheet, window(evidence, sheet)?)));
    html! {
        figure class=(if seen.is_some_and(|(_, [_, _, w, _])| w > BROAD) { "broad" } else { "" }) {
            @if let Some((sheet, [x, y, w, h])) = seen {
                @if let Some([mx, my, mw, mh]) = super::page::scaled(&evidence.place, sheet) {
                    a href=(shell.document_page(id, evidence.place.page, element_at(of, &evidence.place).as_deref())) {
                        svg class="cut" viewBox={ (x) " " (y) " " (w) " " (h) } role="img" aria-label=(label) {
                            image href=(shell.picture(id, evidence.place.page)) width=(sheet.width) height=(sheet.height) {}
                            rect class="pointer" x=(mx) y=(my) width=(mw) height=(mh) {}
                        }
                    }
                }
            }
            figcaption { (place(shell, id, of, evidence)) }
        }
    }
}

fn place(shell: &Shell, id: &str, of: &Document, evidence: &Evidence) -> Markup {
    let page = evidence.place.page;
    html! {
        strong { (evidence.printed) } " " (evidence.what)
        @if let Some(value) = evidence.value.as_ref().filter(|v| grouped(v) != evidence.printed) { " = " (grouped(value)) }
        @if page > 0 { " · " a href=(shell.document_page(id, page, element_at(of, &evidence.place).as_deref())) { (shell.page_number(page)) } }
    }
}

/// The part of the picture that a cut-out shows: left, top, width, height.
fn window(evidence: &Evidence, sheet: &Sheet) -> Option<[f32; 4]> {
    let [x0, y0, x1, y1] = evidence.place.drawable()?;
    let (sx, sy) = sheet.scale;
    let left = (x0 * sx - AROUND.0).max(0.0);
    let top = (y0 * sy - AROUND.1).max(0.0);
    let right = (x1 * sx + AROUND.0).min(sheet.width);
    let low = (y1 * sy + AROUND.1).min(sheet.height);
    (right > left && low > top).then(|| [left, top, right - left, low - top].map(f32::round))
}
