//! What all pages share: head, navigation, links.

use super::words::Lang;
use crate::view::draw::Sheet;
use crate::view::read::Diagnostic;
use maud::{DOCTYPE, Markup, html};

/// Where a page stands, and for whom it is made.
#[derive(Debug, Clone, Copy)]
pub struct Shell {
    /// Its language.
    pub lang: Lang,
    /// Folders that it is below the top.
    pub depth: usize,
    /// A server answers what its forms ask; else it is a file.
    pub live: bool,
    /// All pages are parts of one file, which holds its pictures as well.
    pub single: bool,
}

impl Shell {
    /// Of pages that a server answers with.
    pub const fn live(lang: Lang, depth: usize) -> Self {
        Self { lang, depth, live: true, single: false }
    }

    /// The address of something from this page, given from the top. The same addresses hold for a server and for files.
    pub fn to(&self, from_top: &str) -> String {
        format!("{}{from_top}", "../".repeat(self.depth))
    }

    /// The address of a page in the language of this one; in one file, the part that it is.
    pub fn page(&self, name: &str) -> String {
        if self.single {
            return match name.trim_end_matches(".html").split('/').collect::<Vec<_>>().as_slice() {
                ["finding", both] => format!("#finding-{}", both.rsplit('-').next().unwrap_or(both)),
                ["document", _, "index"] => "#document".to_owned(),
                ["document", _, page] => format!("#page-{page}"),
                _ => "#content".to_owned(),
            };
        }
        self.to(&format!("{}/{name}", self.lang.name()))
    }

    /// The page of a document on which something stands; `part` is the id of an element of it.
    pub fn document_page(&self, document: &str, page: u32, part: Option<&str>) -> String {
        // A table over several pages is there several times.
        let (in_place, is_amount) = (self.single, part.is_some_and(|part| part.starts_with(['c', 's'])));
        if let Some(part) = part.filter(|_| in_place && is_amount) {
            return format!("#{part}");
        }
        if in_place {
            return format!("#page-{page}");
        }
        let part = part.map(|part| format!("#{part}")).unwrap_or_default();
        self.page(&format!("document/{document}/{page}.html{part}"))
    }

    /// The picture of a page.
    pub fn picture(&self, document: &str, page: u32) -> String {
        self.to(&format!("picture/{document}/{page}.svg"))
    }

    /// The picture of a page inside of another one.
    pub fn drawn(&self, document: &str, page: u32, sheet: &Sheet) -> Markup {
        html! {
            @if self.single { use href={ "#picture-" (page) } {} }
            @else { image href=(self.picture(document, page)) width=(sheet.width) height=(sheet.height) {} }
        }
    }

    /// A word.
    pub fn word(&self, key: &'static str) -> &'static str {
        self.lang.word(key)
    }

    /// `p. 3`, `第3页`.
    pub fn page_number(&self, page: u32) -> String {
        let (before, after) = (self.word("page_n"), self.word("page_n_after"));
        if after.is_empty() { format!("{before} {page}") } else { format!("{before}{page}{after}") }
    }
}

/// A whole page. `here` is its own address from the top without the language, for the link to the other.
pub fn whole(shell: &Shell, title: &str, here: &str, wide: bool, content: &Markup) -> String {
    let lang = shell.lang;
    let other = shell.to(&format!("{}/{here}", lang.other().name()));
    let page = html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                @if !shell.live {
                    meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data: file:; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'";
                }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content=(if shell.live { "same-origin" } else { "no-referrer" });
                title { (title) " · gongkai" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(shell.to("asset/view.css"));
                script defer src=(shell.to("asset/view.js")) {}
            }
            body class=(if wide { "wide" } else { "narrow" }) {
                a class="skip" href="#content" { (shell.word("skip")) }
                header class="top" {
                    nav aria-label="gongkai" {
                        a class="brand" href=(shell.page("index.html")) { "gongkai 公开" }
                        a href=(shell.page("index.html")) { (shell.word("run")) }
                        a href=(shell.page("findings.html")) { (shell.word("findings")) }
                        @if shell.live {
                            a href=(shell.page("compare.html")) { (shell.word("compare")) }
                        }
                    }
                    @if shell.live {
                        form class="search" role="search" method="get" action=(shell.page("search.html")) {
                            input type="search" name="q" placeholder=(shell.word("search_hint")) aria-label=(shell.word("search"));
                            button { (shell.word("search")) }
                        }
                    }
                    a class="lang" href=(other) lang=(lang.other().tag()) hreflang=(lang.other().tag()) { (shell.word("other_language")) }
                }
                // What a record that is closed leads to: it stands nowhere, so the page stays where it is.
                span id="closed" {}
                main id="content" { (content) }
            }
        }
    };
    page.into_string()
}

/// A diagnostic: its code, what that means, and the message, which is English.
pub fn diagnostic(lang: Lang, of: &Diagnostic) -> Markup {
    html! {
        (severity(lang, &of.severity)) " " code { (of.code) } " "
        @if let Some(means) = lang.diagnostic(&of.code) { (means) " " small lang="en" { (of.message) } } @else { span lang="en" { (of.message) } }
    }
}

/// A badge with a severity.
pub fn severity(lang: Lang, severity: &str) -> Markup {
    let class = match severity {
        "error" => "badge error",
        "warning" => "badge warning",
        _ => "badge info",
    };
    html! { span class=(class) { (lang.name_of("", severity)) } }
}

/// A class out of a few; what is no such word is not put into the page.
pub fn confidence_class(confidence: &str) -> &'static str {
    match confidence {
        "high" => "high",
        "low" => "low",
        _ => "medium",
    }
}

/// The first page that a browser opens: both languages.
pub fn gate() -> String {
    let shell = Shell { lang: Lang::Zh, depth: 0, live: false, single: false };
    let content = html! {
        h1 { "gongkai 公开" }
        p { (Lang::Zh.word("welcome")) " · " (Lang::En.word("welcome")) }
        p class="choice" {
            a class="button" lang="zh-CN" href="zh/index.html" { "中文" }
            " "
            a class="button" lang="en" href="en/index.html" { "English" }
        }
    };
    whole(&shell, "gongkai", "index.html", false, &content)
}
