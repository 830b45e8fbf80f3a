//! A form printed in a shape that is not read.

use crate::diagnostic::Diagnostic;
use crate::outline::Paragraph;

/// Headings of the indicators of a form.
const HEADS: [&str; 4] = ["一级指标", "二级指标", "三级指标", "指标值"];

/// The headings of indicators as running text.
pub(in crate::content) fn without_cells(paragraphs: &[Paragraph]) -> Option<Diagnostic> {
    let labels = || paragraphs.iter().filter(|p| !p.text.contains(['。', '；', '，']));
    let heads = HEADS.iter().filter(|head| labels().any(|p| p.text.contains(**head))).count();
    let first = labels().find(|p| HEADS.iter().any(|head| p.text.contains(head)))?;
    let message = "the headings of a performance form stand here without cells: the form is not read. Give the file in which rulings or \
                   tabs part its cells";
    (heads + 1 >= HEADS.len()).then(|| Diagnostic::warning("content.form_without_cells", message).at(first.place))
}
