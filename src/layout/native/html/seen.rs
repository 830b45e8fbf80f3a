//! What a page shows, element by element, found in one pass each.

use super::style::Classes;
use super::tree::Tree;

/// Elements of which a browser shows nothing, or that a reader fills in.
const UNSEEN: [&str; 16] = [
    "script", "style", "noscript", "template", "head", "title", "select", "button", "input", "textarea", "option", "iframe",
    "object", "xml", "svg", "noframes",
];

/// Elements that strike their text out.
const STRUCK: [&str; 3] = ["del", "s", "strike"];

/// Elements with bold letters.
const BOLD: [&str; 8] = ["b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"];

/// For each node of a tree, by its index.
#[derive(Debug)]
pub(super) struct Seen {
    /// It shows nothing, or something around it does not.
    pub left_out: Vec<bool>,
    /// Characters of text in it.
    pub text: Vec<usize>,
    /// Those of them in links.
    pub linked: Vec<usize>,
    /// Links in it.
    pub links: Vec<usize>,
    /// A row of several cells stands in it.
    pub wide_row: Vec<bool>,
    /// Characters that the page hides, of elements that could show some.
    pub hidden: usize,
    /// Characters that the page shows struck out.
    pub struck: usize,
    /// Its letters are bold.
    pub bold: Vec<bool>,
    /// Its lines are set in the middle.
    pub centred: Vec<bool>,
}

impl Seen {
    /// Looks at all nodes. A node stands behind the one that holds it.
    pub fn of(tree: &Tree) -> Self {
        let count = tree.nodes.len();
        let (mut left_out, mut in_link, mut by_style) = (vec![false; count], vec![false; count], vec![false; count]);
        let (mut struck_out, mut sizeless) = (vec![false; count], vec![false; count]);
        let (mut hidden, mut struck) = (0, 0);
        let (mut bold, mut centred) = (vec![false; count], vec![false; count]);
        let classes = Classes::of(tree);
        for (id, node) in tree.nodes.iter().enumerate().skip(1) {
            let unseen = node.is(&UNSEEN) || node.name.starts_with("v:");
            let said = classes.said_of(node);
            let own_size = said.sizeless.or((node.name == "font" && node.attribute("size").is_some()).then_some(false));
            sizeless[id] = own_size.unwrap_or(sizeless[node.parent]);
            let hides = said.hides || node.attribute("hidden").is_some() || node.name.is_empty() && sizeless[id];
            by_style[id] = by_style[node.parent] || !unseen && !left_out[node.parent] && hides;
            struck_out[id] = struck_out[node.parent] || !left_out[node.parent] && (said.struck || node.is(&STRUCK));
            left_out[id] = left_out[node.parent] || unseen || by_style[id] || struck_out[id];
            in_link[id] = in_link[node.parent] || node.name == "a";
            bold[id] = said.bold.unwrap_or(bold[node.parent] || node.is(&BOLD));
            let align = node.attribute("align").map(|side| side.eq_ignore_ascii_case("center"));
            centred[id] = said.centred.or(align).unwrap_or(centred[node.parent] || node.name == "center");
            match (by_style[id], struck_out[id]) {
                (true, _) if !unseen => hidden += characters(&node.text),
                (_, true) => struck += characters(&node.text),
                _ => {}
            }
        }
        let mut seen = Self {
            left_out,
            text: vec![0; count],
            linked: vec![0; count],
            links: vec![0; count],
            wide_row: vec![false; count],
            hidden,
            struck,
            bold,
            centred,
        };
        for id in (1..count).rev() {
            if seen.left_out[id] {
                continue;
            }
            let node = &tree.nodes[id];
            let own = characters(&node.text);
            seen.text[id] += own;
            seen.linked[id] += if in_link[id] { own } else { 0 };
            seen.links[id] += usize::from(node.name == "a");
            let cells = || node.children.iter().filter(|cell| tree.nodes[**cell].is(&["td", "th"]) && !seen.left_out[**cell]);
            let wide = seen.wide_row[id] || node.name == "tr" && cells().nth(1).is_some();
            seen.wide_row[id] = wide;
            let (text, linked, links) = (seen.text[id], seen.linked[id], seen.links[id]);
            seen.text[node.parent] += text;
            seen.linked[node.parent] += linked;
            seen.links[node.parent] += links;
            seen.wide_row[node.parent] |= wide;
        }
        seen
    }
}

fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
