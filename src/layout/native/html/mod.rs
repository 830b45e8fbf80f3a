//! Web pages: the article of a page, not its shell, as one sheet.
//!
//! A place is a line of the article as text, and in tables a column and a row.

mod article;
mod charset;
mod flow;
mod grid;
mod seen;
mod style;
mod table;
mod tame;
mod text;
mod tree;

pub(super) use charset::decode;

use super::cells::SIZE;
use super::laid_out::{LaidOut, Nothing};
use super::linked::Attached;
use crate::diagnostic::Diagnostic;
use crate::grammar::squeeze;
use crate::layout::line::Line;
use crate::page::Metadata;
use crate::place::{Place, Rect};
use article::Article;
use flow::{Flow, TITLE};
use seen::Seen;
use tree::Tree;

/// Lines of the article in which its title may stand again.
const TITLE_WITHIN: usize = 5;

/// Lays out the text of a page.
pub(super) fn lay_out(markup: &str) -> LaidOut {
    let (markup, dropped) = tame::tame(markup);
    let mut tree = Tree::of(&markup);
    grid::name_tables(&mut tree);
    let mut seen = Seen::of(&tree);
    let Article { root, title, window, attachments, shell } = article::find(&tree, &seen);
    seen.left_out.iter_mut().zip(shell).for_each(|(left_out, shell)| *left_out |= shell);
    let mut flow = Flow::new(&tree, &seen);
    flow.below(root);
    let (mut sheet, mut diagnostics) = flow.finish();
    let title = title.or_else(|| window.as_deref().and_then(article::named_by));
    // What stands above the text counts more than what the portal says of it, as with the name of a file.
    let contradicted = title.as_deref().filter(|title| article::contradicts(title, &sheet.lines)).map(str::to_owned);
    if let Some(title) = &contradicted {
        let message = format!("the portal's title names another year than the document itself, and is not read: {title}");
        diagnostics.push(Diagnostic::warning("html.title_contradicts", message).at(Place::page(1)));
    }
    let again = |title: &str| {
        let title = squeeze(title);
        sheet.lines.iter().take(TITLE_WITHIN).any(|line| squeeze(&line.text) == title)
    };
    if let Some(title) = title.as_deref().filter(|title| contradicted.is_none() && !again(title)) {
        let rect = Rect::new(0.0, 0.0, title.chars().count() as f32, SIZE);
        sheet.width = sheet.width.max(rect.x1);
        // Set larger than the text, so that it is no part of the title of a table below it.
        sheet.lines.insert(0, Line { text: title.to_owned(), rect, size: TITLE * SIZE });
    }
    let text: String = sheet.lines.iter().map(|line| line.text.as_str()).collect();
    let files = attachments.iter().filter(|a| a.kind == Attached::File).count();
    let pictures = attachments.len() - files;
    let title_only = sheet.grids.is_empty() && sheet.lines.len() <= usize::from(title.is_some());
    let nothing = if sheet.grids.is_empty() && files == 0 && article::is_error(title.as_deref(), window.as_deref(), &text) {
        Some(Nothing::ErrorPage)
    } else if title_only && pictures > 0 {
        Some(Nothing::Pictures)
    } else if title_only && files == 0 {
        Some(Nothing::Blank)
    } else {
        None
    };
    if nothing == Some(Nothing::Pictures) {
        let message = format!("the page holds {pictures} pictures and no text: they need character recognition");
        diagnostics.push(Diagnostic::warning("html.pictures_only", message));
    } else if nothing == Some(Nothing::Blank) {
        diagnostics.push(Diagnostic::warning("html.no_content", "the page has a title and nothing else"));
    } else if pictures > 0 && nothing.is_none() {
        let message = format!("{pictures} pictures of the article are not read; they are listed among the attachments");
        diagnostics.push(Diagnostic::info("html.pictures", message));
    }
    if files > 0 && sheet.grids.is_empty() {
        let message = format!("the page attaches {files} files, which are not read with it; source.attachments lists them");
        diagnostics.push(Diagnostic::info("html.attachments", message));
    }
    let dropped = dropped + tree.dropped;
    if dropped > 0 {
        let message = format!("{dropped} tags and texts beyond the limits of a page were dropped");
        diagnostics.push(Diagnostic::error("page.over_limit", message));
    }
    if seen.hidden > 0 {
        let message = format!("{} characters that the page does not show were set aside", seen.hidden);
        diagnostics.push(Diagnostic::info("page.invisible", message));
    }
    if seen.struck > 0 {
        let message = format!("{} characters that are struck out were set aside", seen.struck);
        diagnostics.push(Diagnostic::info("html.struck_out", message));
    }
    let metadata = Metadata { producer: None, title: window };
    LaidOut { sheets: vec![sheet], nothing, metadata, attachments, diagnostics, ..LaidOut::default() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
