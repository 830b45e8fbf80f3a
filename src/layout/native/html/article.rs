//! Which part of a page is its article, and what stands beside it: the title, the files it attaches.
//!
//! A portal prints its menus, a breadcrumb that names every kind of disclosure, and links to other pages around each article.

use super::super::linked::{Attached, Attachment};
use super::seen::Seen;
use super::tree::{Id, Node, Tree};
use crate::codes::pages::PAGES;
use crate::grammar::{squeeze, years_in};
use crate::layout::line::Line;
use rustc_hash::FxHashSet;

/// Of the text outside of links, the article holds so many hundredths.
const SHARE: usize = 85;
/// An element is a list of links, and no text, with so many links …
const LINKS: usize = 3;
/// … that hold so many hundredths of its text.
const LINKED: usize = 60;
/// Elements that may hold an article.
const HOLDERS: [&str; 7] = ["div", "article", "main", "section", "form", "center", "body"];
/// Elements around an article.
const AROUND: [&str; 4] = ["nav", "header", "footer", "aside"];

/// What was found on a page.
#[derive(Debug)]
pub(super) struct Article {
    /// The element that holds it.
    pub root: Id,
    /// The title that the page gives to its article.
    pub title: Option<String>,
    /// The title of the window.
    pub window: Option<String>,
    /// Files and pictures that it links to.
    pub attachments: Vec<Attachment>,
    /// For each node, whether it is a menu or the like that stands in the root; empty where the portal names its article.
    pub shell: Vec<bool>,
}

/// Finds the article of a page.
pub(super) fn find(tree: &Tree, seen: &Seen) -> Article {
    let (root, shell) = named(tree, seen).map_or_else(|| densest(tree, seen), |root| (root, Vec::new()));
    let (title, window) = titles(tree, seen);
    Article { root, title, window, attachments: attachments(tree, root), shell }
}

/// The element that the portal names so; of several the one with the most in it.
fn named(tree: &Tree, seen: &Seen) -> Option<Id> {
    let is_article = |node: &Node| {
        let names = [node.attribute("id"), node.attribute("class")].into_iter().flatten();
        names.flat_map(str::split_whitespace).any(|name| PAGES.article.contains(&name.to_ascii_lowercase().as_str()))
    };
    let found = tree.nodes.iter().enumerate().filter(|(id, node)| !seen.left_out[*id] && is_article(node));
    // Of those that hold one another the outermost, which comes first.
    found.map(|(id, _)| id).rev().max_by_key(|id| seen.text[*id])
}

/// The smallest element that holds nearly all of what is text, and what of it is the shell: none, where nothing else is there.
fn densest(tree: &Tree, seen: &Seen) -> (Id, Vec<bool>) {
    let body = tree.nodes.iter().position(|node| node.name == "body").unwrap_or(0);
    let mut shell = vec![false; tree.nodes.len()];
    // Lists of what the article attaches are a part of it.
    let mut files = vec![false; tree.nodes.len()];
    for (id, node) in tree.nodes.iter().enumerate().skip(1).rev() {
        files[id] |= node.name == "a" && node.attribute("href").is_some_and(is_file);
        files[node.parent] |= files[id];
    }
    for (id, node) in tree.nodes.iter().enumerate().skip(1) {
        let around = node.is(&AROUND) || node.attribute("role") == Some("navigation") || is_shell(node);
        let list = seen.links[id] >= LINKS && seen.linked[id] * 100 >= seen.text[id] * LINKED && !seen.wide_row[id] && !files[id];
        shell[id] = shell[node.parent] || seen.left_out[id] || around || id != body && list;
    }
    let mut prose = vec![0usize; tree.nodes.len()];
    for id in (1..tree.nodes.len()).rev().filter(|id| !shell[*id]) {
        let node = &tree.nodes[id];
        let own = prose[id] + if node.name.is_empty() { seen.text[id] } else { 0 };
        prose[id] = own;
        prose[node.parent] += own;
    }
    let mut at = body;
    while let Some(child) = tree.nodes[at].children.iter().find(|child| prose[**child] * 100 >= prose[body] * SHARE)
        && tree.nodes[*child].is(&HOLDERS)
        && prose[*child] > 0
    {
        at = *child;
    }
    if prose[body] == 0 {
        shell.clear();
    }
    (at, shell)
}

/// Whether its name says that it stands around articles.
fn is_shell(node: &Node) -> bool {
    let names = [node.attribute("id"), node.attribute("class")].into_iter().flatten();
    node.is(&["div", "ul", "p", "td"])
        && names.flat_map(str::split_whitespace).any(|name| PAGES.shell.contains(&name.to_ascii_lowercase().as_str()))
}

/// The title of an article in that of the window, before the name of the site: one that names a year and what is disclosed.
pub(super) fn named_by(window: &str) -> Option<String> {
    let first = window.split(['_', '|', '-', '—', '－', '–']).map(str::trim).find(|part| !part.is_empty())?;
    let disclosed = ["预算", "决算"].iter().any(|word| first.contains(word));
    (disclosed && !years_in(first).is_empty()).then(|| first.to_owned())
}

/// Whether the heading of the document names another year than the title that the portal gives it: the first of its first lines that
/// says 预算 or 决算 with a year and is no sentence.
pub(super) fn contradicts(title: &str, lines: &[Line]) -> bool {
    /// Lines in which the heading of a document stands.
    const HEADING_WITHIN: usize = 5;
    let disclosed = |text: &str| (text.contains("预算") || text.contains("决算")) && !text.contains(['。', '，']);
    let years = years_in(&squeeze(title));
    let heading = lines.iter().take(HEADING_WITHIN).map(|line| squeeze(&line.text));
    let own = heading.filter(|text| disclosed(text)).map(|text| years_in(&text)).find(|years| !years.is_empty());
    !years.is_empty() && own.is_some_and(|own| !own.iter().any(|(_, year)| years.iter().any(|(_, said)| said == year)))
}

/// The title of the article, and that of the window.
fn titles(tree: &Tree, seen: &Seen) -> (Option<String>, Option<String>) {
    let meta = |names: &[&str]| {
        let metas = tree.nodes.iter().filter(|node| node.name == "meta");
        let named = |node: &&Node| {
            let name = node.attribute("name").or(node.attribute("property")).unwrap_or_default();
            names.contains(&name.to_ascii_lowercase().as_str())
        };
        metas.filter(named).filter_map(|node| node.attribute("content")).map(tidy).find(|title| !title.is_empty())
    };
    let text = |name: &str, shown: bool| {
        let found = tree.nodes.iter().enumerate().filter(|(id, node)| node.name == name && !(shown && seen.left_out[*id]));
        found.map(|(id, _)| tidy(&tree.text(id))).find(|title| !title.is_empty())
    };
    let column = meta(&PAGES.column);
    let title = meta(&PAGES.title).or_else(|| text("h1", true)).filter(|title| Some(title) != column.as_ref());
    (title, text("title", false))
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Files that the page links to, and the pictures in its article.
fn attachments(tree: &Tree, root: Id) -> Vec<Attachment> {
    let mut found: Vec<Attachment> = Vec::new();
    let mut known: FxHashSet<String> = FxHashSet::default();
    let mut add = |attached: Attached, url: &str, name: String| {
        let url = url.trim();
        if !url.is_empty() && !url.starts_with("data:") && known.insert(url.to_owned()) {
            found.push(Attachment { kind: attached, url: url.to_owned(), name: Some(name).filter(|name| !name.is_empty()) });
        }
    };
    for (id, node) in tree.nodes.iter().enumerate() {
        let url = match node.name.as_str() {
            "a" => node.attribute("href"),
            "iframe" | "embed" => node.attribute("src"),
            "object" => node.attribute("data"),
            _ => None,
        };
        if let Some(url) = url.filter(|url| is_file(url)) {
            add(Attached::File, url, tidy(&tree.text(id)));
        }
    }
    for (_, node) in tree.below(root).filter(|(_, node)| node.name == "img") {
        let icon = |side: &str| node.attribute(side).and_then(|size| size.parse::<u32>().ok()).is_some_and(|size| size <= 32);
        if let Some(url) = node.attribute("src").filter(|url| !is_icon(url) && !icon("width") && !icon("height")) {
            add(Attached::Picture, url, tidy(node.attribute("alt").unwrap_or_default()));
        }
    }
    found
}

/// Whether an address ends with the name of a file that is attached, or names one in its query.
fn is_file(url: &str) -> bool {
    let url = url.trim().to_ascii_lowercase();
    if url.starts_with("javascript:") || url.starts_with("mailto:") {
        return false;
    }
    let named = |part: &str| part.rsplit_once('.').is_some_and(|(_, ending)| PAGES.files.contains(&ending));
    let path = url.split(['?', '#']).next().unwrap_or_default();
    // The name of a site ends alike: `http://www.x.gov.cn`.
    let in_path = path.rsplit_once('/').map_or(path, |(_, last)| last);
    named(in_path) || url.split_once('?').is_some_and(|(_, query)| query.split(['&', '=']).any(named))
}

/// A picture that an editor sets before a link to a file.
fn is_icon(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    ["/icon", "icon_", "sysimage", "filetype", "/images/doc", "/images/xls"].iter().any(|mark| url.contains(mark))
}

/// Whether a page is what a server shows in place of an article.
pub(super) fn is_error(title: Option<&str>, window: Option<&str>, text: &str) -> bool {
    /// More text than this is an article.
    const SHORT: usize = 200;
    let text = squeeze(text);
    let all = format!("{}{}{text}", title.unwrap_or_default(), window.unwrap_or_default()).to_lowercase();
    let short = text.chars().count() < SHORT;
    short && (PAGES.errors.iter().any(|word| all.contains(word)) || !PAGES.subject.iter().any(|word| all.contains(word)))
}
