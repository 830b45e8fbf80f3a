//! Markup to a tree: html5ever parts it into tags and texts, and the tree is put up leniently, in one pass and no deeper than a limit.
//!
//! Not by the rules of the standard for broken tables, which move texts about and take a time that grows with the depth: here only
//! tables, blocks and their order count.

use crate::limits::{MAX_MARKUP_DEPTH, MAX_MARKUP_NODES};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;

/// Index of a node of a tree.
pub(super) type Id = usize;

/// An element or a text.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The name of the element in lower case; empty for a text.
    pub name: String,
    /// Names in lower case, and values.
    pub attributes: Vec<(String, String)>,
    /// The text.
    pub text: String,
    /// What it holds.
    pub children: Vec<Id>,
    /// What holds it; the root holds itself.
    pub parent: Id,
}

impl Node {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether it is an element of one of the names.
    pub fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }
}

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    /// The first is the root.
    pub nodes: Vec<Node>,
    /// Tags and texts beyond the limit, which are left out.
    pub dropped: usize,
}

impl Tree {
    /// Reads markup. It never fails: what is broken is read as far as it makes sense.
    pub fn of(markup: &str) -> Self {
        let builder = Builder(RefCell::new(Building { nodes: vec![Node::default()], open: vec![0], dropped: 0 }));
        let tokenizer = Tokenizer::new(builder, TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(markup));
        let _ = tokenizer.feed(&queue);
        tokenizer.end();
        let Building { nodes, dropped, .. } = tokenizer.sink.0.into_inner();
        Self { nodes, dropped }
    }

    /// The elements below a node and itself, in the order of the page.
    pub fn below(&self, id: Id) -> impl Iterator<Item = (Id, &Node)> {
        let mut next = vec![id];
        std::iter::from_fn(move || {
            let id = next.pop()?;
            let node = &self.nodes[id];
            next.extend(node.children.iter().rev());
            Some((id, node))
        })
    }

    /// All text below a node.
    pub fn text(&self, id: Id) -> String {
        self.below(id).filter(|(_, node)| node.name.is_empty()).map(|(_, node)| node.text.as_str()).collect()
    }
}

/// Elements without an end.
const VOID: [&str; 17] = [
    "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source",
    "track", "wbr",
];
/// What holds cells of a table apart from everything around it.
const CELLS: [&str; 3] = ["td", "th", "caption"];
const SECTIONS: [&str; 3] = ["thead", "tbody", "tfoot"];
/// Elements that begin on a line of their own, and end a paragraph before them.
pub(super) const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
];

struct Builder(RefCell<Building>);

struct Building {
    nodes: Vec<Node>,
    /// From the root to the element that is open.
    open: Vec<Id>,
    dropped: usize,
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut building = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => building.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return building.start(&tag),
            Token::TagToken(tag) => building.end(&tag.name),
            // Declarations and comments, those of Office with conditions among them, show nothing.
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Building {
    fn text(&mut self, text: &str) {
        let parent = self.innermost();
        let last = self.nodes[parent].children.last().copied();
        match last.and_then(|last| self.nodes.get_mut(last)).filter(|node| node.name.is_empty()) {
            Some(node) => node.text.push_str(text),
            None => {
                self.push(Node { text: text.to_owned(), ..Node::default() });
            }
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        self.close_before(name);
        let attribute = |a: &html5ever::Attribute| (a.name.local.to_string(), a.value.to_string());
        let attributes = tag.attrs.iter().map(attribute).collect();
        let id = self.push(Node { name: name.to_owned(), attributes, ..Node::default() });
        if let Some(id) = id
            && !VOID.contains(&name)
            && !(tag.self_closing && name.contains(':'))
            && self.open.len() < MAX_MARKUP_DEPTH
        {
            self.open.push(id);
        }
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Closes what cannot hold an element of the name.
    fn close_before(&mut self, name: &str) {
        match name {
            "tr" => self.close(&["tr"], &["table"]),
            "td" | "th" => self.close(&["td", "th", "caption"], &["tr", "table"]),
            "thead" | "tbody" | "tfoot" | "colgroup" => {
                self.close(&["thead", "tbody", "tfoot", "caption", "colgroup"], &["table"])
            }
            "li" => self.close(&["li"], &["ul", "ol", "dir", "td", "th", "caption", "table"]),
            "dt" | "dd" => self.close(&["dt", "dd"], &["dl", "td", "th", "caption", "table"]),
            "option" => self.close(&["option"], &["select"]),
            _ => {}
        }
        if (name == "table" || BLOCKS.contains(&name)) && self.nodes[self.innermost()].name == "head" {
            // A head holds nothing that shows: where its end is left out, the first block ends it.
            self.open.pop();
        }
        if name == "table" || BLOCKS.contains(&name) {
            // A paragraph holds no block; what is open inside it are marks of its text.
            let block = self.open.iter().rposition(|id| self.nodes[*id].is(&BLOCKS) || self.nodes[*id].is(&CELLS));
            if let Some(at) = block.filter(|at| self.nodes[self.open[*at]].name == "p") {
                self.open.truncate(at);
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table" => self.close(&["table"], &[]),
            "tr" | "thead" | "tbody" | "tfoot" | "td" | "th" | "caption" => self.close(&[name], &["table"]),
            _ if BLOCKS.contains(&name) => self.close(&[name], &["td", "th", "caption", "table"]),
            _ => {
                // A mark of text ends within its block.
                let inner = self.open.iter().rev().take_while(|id| !self.nodes[**id].is(&BLOCKS) && !self.nodes[**id].is(&CELLS));
                if let Some(back) = inner.map(|id| &self.nodes[*id].name).position(|own| own == name) {
                    self.open.truncate(self.open.len() - back - 1);
                }
            }
        }
    }

    /// Closes the innermost open element of one of the names, if no element of `bounds` is further in.
    fn close(&mut self, names: &[&str], bounds: &[&str]) {
        for at in (1..self.open.len()).rev() {
            let node = &self.nodes[self.open[at]];
            if node.is(names) {
                self.open.truncate(at);
                return;
            }
            if node.is(bounds) {
                return;
            }
        }
    }

    fn push(&mut self, node: Node) -> Option<Id> {
        if self.nodes.len() >= MAX_MARKUP_NODES {
            self.dropped += 1;
            return None;
        }
        let (id, parent) = (self.nodes.len(), self.innermost());
        self.nodes.push(Node { parent, ..node });
        self.nodes[parent].children.push(id);
        Some(id)
    }

    fn innermost(&self) -> Id {
        self.open.last().copied().unwrap_or_default()
    }
}

/// Whether an element of the name is a part of a table that holds rows.
pub(super) fn holds_rows(name: &str) -> bool {
    SECTIONS.contains(&name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn shown(tree: &Tree, id: Id) -> String {
        let node = &tree.nodes[id];
        if node.name.is_empty() && id > 0 {
            return node.text.clone();
        }
        let inner: String = node.children.iter().map(|child| shown(tree, *child)).collect();
        if id == 0 { inner } else { format!("{}({inner})", node.name) }
    }

    fn read(markup: &str) -> String {
        shown(&Tree::of(markup), 0)
    }

    #[test]
    fn what_is_left_open_is_closed_where_it_must_end() {
        for (markup, want) in [
            ("<table><tr><td>1<td>2<tr><td>3</table>4", "table(tr(td(1)td(2))tr(td(3)))4"),
            ("<p>a<p>b<div>c</div>d", "p(a)p(b)div(c)d"),
            ("<p><b>a<table><tr><td>1</td></tr></table>", "p(b(a))table(tr(td(1)))"),
            ("<b><p>a</b>b</p>", "b(p(ab))"),
            ("<div><table><tr><td>a</div>b</td></tr></table></div>c", "div(table(tr(td(ab))))c"),
            ("<table><tr><td><table><tr><td>1</table>2<td>3</table>", "table(tr(td(table(tr(td(1)))2)td(3)))"),
            ("a<br>b<BR/>c", "abr()bbr()c"),
            ("<!--[if !mso]>x<![endif]-->a<![if !x]>b<![endif]>", "ab"),
            ("<script>if (a<b) '<table>'</script>a", "script(if (a<b) '<table>')a"),
            ("<ul><li>a<li>b</ul>c", "ul(li(a)li(b))c"),
            ("<head><title>a</title><p>b</p>", "head(title(a))p(b)"),
            ("&nbsp;&lt;&#49;", "\u{a0}<1"),
        ] {
            assert_eq!(read(markup), want, "{markup}");
        }
    }

    #[test]
    fn no_page_is_deeper_than_the_limit() {
        let tree = Tree::of(&"<div><table>".repeat(20_000));
        assert!(tree.nodes.len() > 39_000);
        let depth = |mut id: Id| std::iter::from_fn(|| (id > 0).then(|| id = tree.nodes[id].parent)).count();
        assert!(depth(tree.nodes.len() - 1) <= MAX_MARKUP_DEPTH);
    }
}
