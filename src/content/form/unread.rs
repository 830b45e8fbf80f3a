//! A form printed in a shape that is not read.

use crate::codes::words::WORDS;
use crate::diagnostic::Diagnostic;
use crate::outline::Paragraph;

/// The headings of indicators as running text.
pub(in crate::content) fn without_cells(paragraphs: &[Paragraph]) -> Option<Diagnostic> {
    let labels = || paragraphs.iter().filter(|p| !p.text.contains(['。', '；', '，']));
    let heads = WORDS.form.heads.iter().filter(|head| labels().any(|p| p.text.contains(**head))).count();
    let first = labels().find(|p| WORDS.form.heads.iter().any(|head| p.text.contains(head)))?;
    let message = "the headings of a performance form stand here without cells: the form is not read. Give the file in which rulings or \
                   tabs part its cells";
    (heads + 1 >= WORDS.form.heads.len()).then(|| Diagnostic::warning("content.form_without_cells", message).at(first.place))
}
