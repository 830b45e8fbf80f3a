//! What styles say of whether and how a text shows: those of an element, and the rules of one class in the page's own style sheet.

use super::tree::{Node, Tree};
use rustc_hash::{FxHashMap, FxHashSet};

/// What the declarations of a style say.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Declared {
    /// Nothing of the element shows.
    pub hides: bool,
    /// It is displayed in some way, which counts more than what its class says.
    pub shows: bool,
    /// It is struck out.
    pub struck: bool,
    /// Its letters have a size: whether that is none. What stands further in may have another.
    pub sizeless: Option<bool>,
    /// Its letters have a weight: whether they are bold.
    pub bold: Option<bool>,
    /// Its lines are set to a side or the middle: whether that is the middle.
    pub centred: Option<bool>,
}

impl Declared {
    /// Reads the declarations of a style.
    pub fn of(style: &str) -> Self {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        let mut declared = Self::default();
        for (name, value) in style.split(';').filter_map(|part| part.split_once(':')) {
            match name {
                "display" if value.starts_with("none") => declared.hides = true,
                "display" => declared.shows = true,
                "visibility" => declared.hides |= value.starts_with("hidden"),
                "mso-hide" => declared.hides |= value.starts_with("all"),
                "text-decoration" | "text-decoration-line" => declared.struck |= value.contains("line-through"),
                "font-size" => declared.sizeless = Some(is_nothing(value)),
                "font" => declared.sizeless = Some(false),
                "font-weight" => declared.bold = Some(matches!(value, "bold" | "bolder" | "600" | "700" | "800" | "900")),
                "text-align" => declared.centred = Some(value == "center"),
                _ => {}
            }
        }
        declared
    }
}

/// `0`, `0px`, `0.0pt`, and not `0.9em`.
fn is_nothing(size: &str) -> bool {
    let number = size.find(|c: char| !c.is_ascii_digit() && c != '.').map_or(size, |end| &size[..end]);
    number.contains('0') && number.bytes().all(|b| matches!(b, b'0' | b'.'))
}

/// The rules of one class in the style sheets of a page.
#[derive(Debug, Default)]
pub(super) struct Classes(FxHashMap<String, Declared>);

impl Classes {
    /// Reads the style sheets. A class that other rules name too, such as `.tab.active`, is shown or hidden by more than its name,
    /// so nothing is known of it.
    pub fn of(tree: &Tree) -> Self {
        let mut rules: FxHashMap<String, Declared> = FxHashMap::default();
        let (mut named, mut twice): (FxHashSet<String>, FxHashSet<String>) = Default::default();
        for (id, _) in tree.nodes.iter().enumerate().filter(|(_, node)| node.name == "style") {
            let sheet = without_comments(&tree.text(id));
            let mut rest = sheet.as_str();
            while let Some((prelude, after)) = rest.split_once('{') {
                let prelude = prelude.trim();
                let end = if prelude.starts_with('@') { end_of_block(after) } else { after.find('}').unwrap_or(after.len()) };
                let (body, after) = after.split_at(end);
                rest = after.strip_prefix('}').unwrap_or(after);
                let names = if prelude.starts_with('@') { classes(body) } else { classes(prelude) };
                for name in names {
                    if !named.insert(name.to_owned()) {
                        twice.insert(name.to_owned());
                    }
                }
                let declared = Declared::of(body);
                if !prelude.starts_with('@') && declared != Declared::default() {
                    rules.extend(prelude.split(',').filter_map(only_class).map(|name| (name.to_owned(), declared)));
                }
            }
        }
        rules.retain(|name, _| !twice.contains(name));
        Self(rules)
    }

    /// What its classes and its own style say of an element; the style counts more.
    pub fn said_of(&self, node: &Node) -> Declared {
        let own = node.attribute("style").map(Declared::of).unwrap_or_default();
        if self.0.is_empty() {
            return own;
        }
        let classes = node.attribute("class").unwrap_or_default().split_whitespace().take(MOST_CLASSES);
        let mut all = own;
        for said in classes.filter_map(|name| self.0.get(name)) {
            all.hides |= said.hides && !own.shows;
            all.struck |= said.struck;
            all.sizeless = all.sizeless.or(said.sizeless);
            all.bold = all.bold.or(said.bold);
            all.centred = all.centred.or(said.centred);
        }
        all
    }
}

/// No element has more classes.
const MOST_CLASSES: usize = 20;

/// A style sheet without comments, those of markup around it among them.
fn without_comments(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.replace("<!--", "").replace("-->", "")
}

/// Where a block ends that holds blocks.
fn end_of_block(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return at,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The classes that a text names.
fn classes(text: &str) -> impl Iterator<Item = &str> {
    let name = |part: &'_ str| part.find(|c: char| !is_name(c)).unwrap_or(part.len());
    text.split('.').skip(1).map(move |part| &part[..name(part)]).filter(|name| !name.is_empty())
}

/// The class of a selector that is nothing but it, for any element or for those of a name: `.h`, `span.h`.
fn only_class(selector: &str) -> Option<&str> {
    let (element, class) = selector.trim().split_once('.')?;
    let whole = element.chars().all(|c| c.is_ascii_alphanumeric()) && !class.is_empty() && class.chars().all(is_name);
    whole.then_some(class)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn declarations_say_what_shows() {
        let hides = |style: &str| Declared::of(style).hides;
        assert!(hides("color:red; display : none") && hides("MSO-HIDE:ALL") && hides("visibility:hidden"));
        assert!(!hides("display:block") && !hides("background:none"));
        for (style, want) in [
            ("font-size:0", Some(true)),
            ("font-size: 0.0pt", Some(true)),
            ("font-size:0.9em", Some(false)),
            ("font-size:10px", Some(false)),
            ("color:red", None),
        ] {
            assert_eq!(Declared::of(style).sizeless, want, "{style}");
        }
        assert!(Declared::of("text-decoration: line-through").struck);
    }

    #[test]
    fn only_rules_of_one_class_count() {
        let sheet = "/* .a{display:none} */ .h, span.i{display:none} .tab{display:none} .tab.active{display:block}
            p .deep{display:none} @media print{.noprint{display:none}} .s{font-size:0}";
        let tree = Tree::of(&format!("<style>{sheet}</style>"));
        let mut names: Vec<String> = Classes::of(&tree).0.into_keys().collect();
        names.sort();
        assert_eq!(names, ["h", "i", "s"]);
    }
}
