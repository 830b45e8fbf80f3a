//! One finding: what is wrong, every figure of it cut out of its page, and what a person makes of it.

use super::badge::{apart, verdict};
use super::cuts::cuts;
use super::export::cited;
use super::page::title;
use super::shell::{Shell, severity, whole};
use crate::check;
use crate::view::draw::Sheet;
use crate::view::read::{Document, Evidence, Finding, Mark, stake};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What stands around a finding.
#[derive(Debug, Default)]
pub struct Around {
    /// The addresses of the one before and the one after in the list, from the top without the language.
    pub previous: Option<String>,
    /// The next.
    pub next: Option<String>,
    /// The next one that nobody has marked.
    pub unmarked: Option<String>,
    /// The list that it was opened from, as the query of its address.
    pub list: String,
    /// Its number in that list, and how many there are.
    pub at: Option<(usize, usize)>,
    /// What somebody said of it; a mark that is `open` may have a note.
    pub mark: Option<Mark>,
    /// There is a mark that can be taken back.
    pub can_undo: bool,
    /// The pictures of the pages that its figures stand on.
    pub sheets: BTreeMap<u32, Sheet>,
}

/// The page of a finding.
pub fn finding(shell: &Shell, id: &str, of: &Document, finding: &Finding, around: &Around) -> String {
    let content = html! {
        div class="crumbs" {
            a href=(shell.page(&format!("findings.html{}", around.list))) { (shell.word("findings")) } " › "
            a href=(shell.page(&format!("document/{id}/index.html"))) { (title(of)) }
        }
        nav class="turning" aria-label=(shell.word("findings")) {
            @if let Some(previous) = &around.previous { a rel="prev" href=(shell.page(previous)) { "← " (shell.word("previous")) } }
            @if let Some(next) = &around.next { a rel="next" href=(shell.page(next)) { (shell.word("next")) " →" } }
            @if let (true, Some(unmarked)) = (shell.live, &around.unmarked) { a class="unmarked" data-key="o" href=(shell.page(unmarked)) { (shell.word("next_unmarked")) } }
            @if let Some((at, count)) = around.at { span class="at" { (at) " / " (count) } }
        }
        (inside(shell, id, of, finding, around))
    };
    let here = format!("finding/{id}-{}.html{}", finding.id, around.list);
    whole(shell, &format!("{} {}", finding.rule, title(of)), &here, false, &content)
}

/// What is said of a finding, below its place in a list.
pub fn inside(shell: &Shell, id: &str, of: &Document, finding: &Finding, around: &Around) -> Markup {
    let lang = shell.lang;
    let rule = check::rule::of(&finding.rule);
    let cause = finding.cause.as_ref().and_then(|cause| of.findings.iter().find(|f| f.id == *cause));
    let consequences: Vec<&Finding> = of.findings.iter().filter(|f| f.cause.as_deref() == Some(&finding.id)).collect();
    let related = related(of, finding);
    let link = |other: &Finding| shell.page(&format!("finding/{id}-{}.html", other.id));
    let line = |other: &Finding| html! { (severity(lang, &other.severity)) " " a href=(link(other)) { (other.rule) } " " (lang.either(&other.message, &other.message_zh)) };
    html! {
        h1 class="finding" {
            (severity(lang, &finding.severity)) " "
            @if finding.minor { span class="badge" { (shell.word("minor")) } " " }
            (finding.rule) " "
            @if let Some(rule) = rule { (lang.either(&rule.title, &rule.title_zh)) }
        }
        p class="apart" { (apart(shell, &stake(&finding.evidence, &finding.message))) }
        p class="message" lang=(lang.tag()) { (lang.either(&finding.message, &finding.message_zh)) }
        p class="message second" lang=(lang.other().tag()) { (lang.other().either(&finding.message, &finding.message_zh)) }
        @if let Some(quote) = &finding.quote { blockquote lang="zh-CN" { (quoted(quote, finding)) } }
        @if let Some(repair) = &finding.repair { p class="repair" { strong { (shell.word("repair")) ": " } (repair) } }
        (judgement(shell, id, finding, around))
        h2 { (shell.word("evidence")) }
        (cuts(shell, id, of, finding, &around.sheets))
        (cite(shell, of, finding))
        @if let Some(cause) = cause { p { strong { (shell.word("cause")) ": " } (line(cause)) } }
        @if !consequences.is_empty() {
            h2 { (shell.word("consequences")) }
            ul class="findings" { @for other in consequences { li { (line(other)) } } }
        }
        @if !related.is_empty() {
            h2 { (shell.word("related")) }
            ul class="findings related" { @for other in related { li { (line(other)) } } }
        }
        @if let Some(rule) = rule {
            details class="rule" {
                summary { (shell.word("explanation")) }
                p { (lang.either(&rule.explanation, &rule.explanation_zh)) }
                p { code { (rule.formula) } }
            }
        }
    }
}

/// Other findings of the same figures: often one cause that several rules met.
fn related<'a>(of: &'a Document, finding: &Finding) -> Vec<&'a Finding> {
    let same = |a: &Evidence, b: &Evidence| a.place == b.place && a.place.area.is_some() && a.printed == b.printed;
    // That both have an empty cell or a nothing says nothing.
    let counts = |e: &&Evidence| e.printed.bytes().any(|b| matches!(b, b'1'..=b'9'));
    let shares = |other: &Finding| finding.evidence.iter().filter(counts).any(|a| other.evidence.iter().any(|b| same(a, b)));
    let follows = |other: &Finding| {
        other.cause.as_deref() == Some(finding.id.as_str()) || finding.cause.as_deref() == Some(other.id.as_str())
    };
    of.findings.iter().filter(|other| other.id != finding.id && !follows(other) && shares(other)).collect()
}

/// The finding with its source, to be copied.
fn cite(shell: &Shell, of: &Document, finding: &Finding) -> Markup {
    let text = cited(shell.lang, of, finding);
    html! {
        details class="cite" {
            summary { (shell.word("cite")) }
            textarea readonly rows="5" aria-label=(shell.word("cite")) { (text) }
            button type="button" data-copy hidden { (shell.word("copy")) }
        }
    }
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
                @if let Some(mark) = mark.filter(|_| said.is_some()) {
                    small class="by" { (shell.word("marked_as")) " " (said.map(|said| shell.lang.word(said)).unwrap_or_default()) @if let Some(who) = &mark.who { " · " (who) } @if let Some(when) = &mark.when { " · " (when) } }
                }
                small { (shell.word("keys")) }
            }
            @if around.can_undo {
                form class="undo" method="post" action=(shell.page("undo")) {
                    input type="hidden" name="list" value=(around.list);
                    button data-key="z" { (shell.word("undo")) }
                }
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

#[cfg(test)]
mod tests {
    use super::*;

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
        let shell = Shell::live(super::super::Lang::En, 2);
        let form = judgement(&shell, "d", &Finding::default(), &Around::default()).into_string();
        let first = form.split("<button").nth(1).unwrap();
        assert!(first.starts_with(">Save<"), "{form}");
    }
}
