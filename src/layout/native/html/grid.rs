//! Tables that an editor made of divisions: `display: table`, `table-row` and `table-cell` become what a browser shows them as.

use super::tree::{Id, Node, Tree};

/// Rows of such a table, and cells of each of its rows, at least: what has fewer lays out a page.
const ROWS: usize = 3;
const CELLS: usize = 2;

/// Gives the elements of such tables the names of tables, rows and cells. A table that holds another one lays out a page, and stays.
pub(super) fn name_tables(tree: &mut Tree) {
    let is_table = |node: &Node| display(node).is_some_and(|value| value == "table");
    let mut holds = vec![false; tree.nodes.len()];
    let mut found: Vec<Id> = Vec::new();
    for (id, node) in tree.nodes.iter().enumerate().skip(1).rev() {
        let table = is_table(node);
        if table && !holds[id] {
            found.push(id);
        }
        holds[node.parent] |= holds[id] || table || node.name == "table";
    }
    for id in found {
        let rows = inner(tree, id, "table-row");
        let cells: Vec<Vec<Id>> = rows.iter().map(|row| inner(tree, *row, "table-cell")).collect();
        if rows.len() < ROWS || cells.iter().any(|cells| cells.len() < CELLS) {
            continue;
        }
        rename(tree, id, "table");
        rows.into_iter().for_each(|row| rename(tree, row, "tr"));
        cells.into_iter().flatten().for_each(|cell| rename(tree, cell, "td"));
    }
}

fn rename(tree: &mut Tree, id: Id, name: &str) {
    name.clone_into(&mut tree.nodes[id].name);
}

/// The children of an element that are displayed in a way.
fn inner(tree: &Tree, id: Id, way: &str) -> Vec<Id> {
    let children = tree.nodes[id].children.iter();
    children.filter(|child| display(&tree.nodes[**child]).is_some_and(|value| value == way)).copied().collect()
}

/// How its own style displays an element that has no display of its own.
fn display(node: &Node) -> Option<String> {
    if !node.is(&["div", "ul", "li", "span", "section", "dl", "dt", "dd"]) {
        return None;
    }
    let mut said = node.attribute("style")?.split(';').filter_map(|part| part.split_once(':'));
    let value = said.rfind(|(name, _)| name.trim().eq_ignore_ascii_case("display"))?.1;
    Some(value.trim().trim_end_matches("!important").trim().to_ascii_lowercase())
}
