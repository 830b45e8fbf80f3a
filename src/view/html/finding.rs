//! One finding: what is wrong, every figure of it cut out of its page, and what a person makes of it.

use super::cuts::cuts;
use super::page::title;
use super::shell::{Shell, severity, whole};
use crate::check;
use crate::view::draw::Sheet;
use crate::view::read::{Document, Finding, Mark, Verdict};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What stands around a finding.
#[derive(Debug, Default)]
pub struct Around {
    /// The addresses of the one before and the one after in the list, from the top without the language.
    pub previous: Option<String>,
    /// The next.
    pub next: Option<String>,
    /// The list that it was opened from, as the query of its address.
    pub list: String,
    /// Its number in that list, and how many there are.
    pub at: Option<(usize, usize)>,
    /// What somebody said of it; a mark that is `open` may have a note.
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
            a href=(shell.page(&format!("findings.html{}", around.list))) { (shell.word("findings")) } " › "
            a href=(shell.page(&format!("document/{id}/index.html"))) { (title(of)) }
        }
        nav class="turning" aria-label=(shell.word("findings")) {
            @if let Some(previous) = &around.previous { a rel="prev" href=(shell.page(previous)) { "← " (shell.word("previous")) } }
            @if let Some(next) = &around.next { a rel="next" href=(shell.page(next)) { (shell.word("next")) " →" } }
            @if let Some((at, count)) = around.at { span class="at" { (at) " / " (count) } }
        }
        h1 class="finding" {
            (severity(lang, &finding.severity)) " "
            @if finding.minor { span class="badge" { (shell.word("minor")) } " " }
            (finding.rule) " "
            @if let Some(rule) = rule { (lang.either(&rule.title, &rule.title_zh)) }
        }
        p class="message" lang=(lang.tag()) { (lang.either(&finding.message, &finding.message_zh)) }
        p class="message second" lang=(lang.other().tag()) { (lang.other().either(&finding.message, &finding.message_zh)) }
        @if let Some(quote) = &finding.quote { blockquote lang="zh-CN" { (quoted(quote, finding)) } }
        @if let Some(repair) = &finding.repair { p class="repair" { strong { (shell.word("repair")) ": " } (repair) } }
        (judgement(shell, id, finding, around))
        h2 { (shell.word("evidence")) }
        (cuts(shell, id, of, &finding.evidence, &around.sheets))
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
    let here = format!("finding/{id}-{}.html{}", finding.id, around.list);
    whole(shell, &format!("{} {}", finding.rule, title(of)), &here, false, &content)
}

/// Buttons for a person, or what one said where there is nobody to write it down.
fn judgement(shell: &Shell, id: &str, finding: &Finding, around: &Around) -> Markup {
    let mark = around.mark.as_ref();
    let said = mark.map(|mark| verdict(mark.verdict)).filter(|said| *said != "open");
    let options = [("real", "real", "r"), ("false", "false", "f"), ("unsure", "unsure", "u"), ("open", "open", "")];
    html! {
        @if shell.live {
            form class="judge" method="post" action=(shell.page("review")) data-judge {
                input type="hidden" name="document" value=(id);
                input type="hidden" name="finding" value=(finding.id);
                input type="hidden" name="list" value=(around.list);
                label { (shell.word("note")) " " input name="note" maxlength="500" data-key="n" value=[mark.and_then(|m| m.note.as_deref())]; }
                // The first button is that of Enter: it says nothing of the finding.
                button { (shell.word("save")) }
                strong { (shell.word("mark")) ": " }
                @for (value, word, key) in options {
                    @let chosen = said == Some(value);
                    button name="verdict" value=(value) accesskey=[(!key.is_empty()).then_some(key)] data-key=[(!key.is_empty()).then_some(key)] aria-pressed=(chosen) class=(if chosen { "chosen" } else { "" }) { (shell.lang.word(word)) }
                    " "
                }
                small { (shell.word("keys")) }
            }
        } @else if let Some(said) = said {
            p class="judge" { strong { (shell.word("marked_as")) ": " } (shell.lang.word(said)) @if let Some(note) = mark.and_then(|m| m.note.as_deref()) { " — " (note) } }
        }
    }
}

/// The sentence with the figures of the finding marked.
fn quoted(quote: &str, finding: &Finding) -> Markup {
    let mut figures: Vec<&str> = finding.evidence.iter().map(|e| e.printed.as_str()).filter(|p| !p.is_empty()).collect();
    figures.sort_by_key(|figure| std::cmp::Reverse(figure.len()));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.' || c == ',');
    let mut pieces: Vec<(bool, &str)> = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(rest) = quote.get(at..).filter(|rest| !rest.is_empty()) {
        // A figure is no part of a longer one.
        let whole = |f: &&&str| {
            rest.starts_with(**f)
                && !digit(quote[..at].chars().next_back())
                && !rest[f.len()..].starts_with(|c: char| c.is_ascii_digit())
        };
        match figures.iter().find(whole) {
            Some(figure) => {
                pieces.push((false, &quote[from..at]));
                pieces.push((true, figure));
                at += figure.len();
                from = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    pieces.push((false, &quote[from..]));
    html! { @for (marked, piece) in pieces { @if marked { mark { (piece) } } @else { (piece) } } }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::read::Evidence;

    #[test]
    fn figures_are_marked_in_their_sentence() {
        let evidence = |printed: &str| Evidence { printed: printed.to_owned(), ..Evidence::default() };
        let finding = Finding { evidence: vec![evidence("30"), evidence("30.5")], ..Finding::default() };
        let shown = quoted("支出30.5万元，其中30万元、130元<b>", &finding).into_string();
        assert_eq!(shown, "支出<mark>30.5</mark>万元，其中<mark>30</mark>万元、130元&lt;b&gt;");
    }

    /// A browser sends the first button of a form when Enter is pressed.
    #[test]
    fn enter_saves_the_note_and_judges_nothing() {
        let shell = Shell { lang: super::super::Lang::En, depth: 2, live: true };
        let form = judgement(&shell, "d", &Finding::default(), &Around::default()).into_string();
        let first = form.split("<button").nth(1).unwrap();
        assert!(first.starts_with(">Save<"), "{form}");
    }
}
