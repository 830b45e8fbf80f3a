//! A disclosure that nothing names as one.

use crate::codes::words::WORDS;
use crate::diagnostic::Diagnostic;
use crate::outline::Paragraph;

/// Amounts of a text that are more than a mention.
const AMOUNTS: usize = 5;
/// A text of many amounts that speaks of a disclosure, and no title, heading or caption of one.
pub(in crate::content) fn untitled(paragraphs: &[Paragraph]) -> Option<Diagnostic> {
    let text = |word: &str| paragraphs.iter().map(|p| p.text.matches(word).count()).sum::<usize>();
    let first = paragraphs.iter().find(|p| WORDS.document.names.iter().any(|name| p.text.contains(name)))?;
    let amounts = text("万元");
    let message = format!(
        "the text speaks of a budget or final accounts and of {amounts} amounts, but no title, heading or table says that it is a \
         disclosure: nothing of it is read. Set its title and headings on lines of their own"
    );
    (amounts >= AMOUNTS).then(|| Diagnostic::warning("content.no_title", message).at(first.place))
}
