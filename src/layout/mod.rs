//! Stage 2, pages to sheets: lines of text and grids of cells, still without meaning.
//!
//! Rulings become edges, edges a lattice, the lattice cells; text goes into cells by where its baseline stands, never by font
//! boxes. Tables without rulings are found from alignment. Text that stands in no grid becomes lines.

mod aligned;
mod edges;
mod fill;
mod joined;
mod lattice;
mod line;
pub mod native;
mod open_side;
mod sheet;
mod spans;
mod text;

pub use line::{Line, WIDE_GAP};
pub use sheet::{Cell, Grid, GridKind, Sheet};

use crate::diagnostic::Diagnostic;
use crate::page::{Page, Unseen};
use crate::place::Place;

/// Lays out one page.
pub fn lay_out(page: &Page) -> (Sheet, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let spans = spans::glyphs_to_spans(page);
    let lattices = lattice::rules_to_lattices(page, &mut diagnostics);
    let (mut grids, mut rest) = fill::spans_to_cells(page, lattices, &spans, &mut diagnostics);
    open_side::extend(page, &mut grids, &mut rest);
    let forms = aligned::form_lattices(page, &rest, &grids);
    let (mut forms, rest) = fill::spans_to_cells(page, forms, &rest, &mut diagnostics);
    for form in &mut forms {
        form.kind = GridKind::Aligned;
        let message =
            "a form without rulings: which text is one cell was told by how it stands; look at the levels of its indicators";
        diagnostics.push(Diagnostic::info("layout.form_without_rulings", message).at(Place::on(page.number, form.rect)));
    }
    grids.extend(forms);
    let lines = text::spans_to_lines(page, &rest);
    let (lines, aligned) = aligned::lines_to_grids(page, lines, &rest, &grids);
    grids.extend(aligned);
    grids.sort_by(|a, b| (a.rect.y0, a.rect.x0).partial_cmp(&(b.rect.y0, b.rect.x0)).unwrap_or(std::cmp::Ordering::Equal));
    set_aside(page, &mut diagnostics);
    let sheet = Sheet { page: page.number, width: page.width, height: page.height, lines, grids, is_scan: page.is_scan() };
    (sheet, diagnostics)
}

/// So many garbled characters on a page are no accident.
const GARBLED_GLYPHS: usize = 20;

/// Characters that a subset font without a map to Unicode is read as by its bare codes, and that Chinese text does not use.
fn is_garble(ch: char) -> bool {
    matches!(ch,
        '\u{A1}'..='\u{A6}' | '\u{A8}'..='\u{AF}' | '\u{B2}'..='\u{B6}' | '\u{B8}'..='\u{D6}' | '\u{D8}'..='\u{FF}'
        | 'ƒ' | 'ı' | 'Ł' | 'ł' | 'Œ' | 'œ' | '\u{2C6}'..='\u{2DD}' | '†' | '‡' | '‹' | '›' | '⁄' | 'ﬁ' | 'ﬂ')
}

/// Says what of a page did not become text.
fn set_aside(page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    let place = Place::page(page.number);
    for hidden in &page.hidden {
        let (code, what) = match hidden.why {
            Unseen::Outside => ("page.outside", "outside the page or its clip"),
            Unseen::Covered => ("page.covered", "under something opaque that was drawn over them"),
            Unseen::Blended => ("page.blended", "in the colour of what lies behind them"),
            Unseen::Tiny => ("page.tiny", "too small to be read"),
            Unseen::Invisible => ("page.invisible", "drawn invisibly"),
        };
        let message = format!("{} characters {what} were set aside: the page does not show them", hidden.glyphs);
        let place = Place::on(page.number, hidden.rect);
        // What lies outside is the rest of a spreadsheet; what lies on the page was meant to be there, by someone.
        let diagnostic = if matches!(hidden.why, Unseen::Outside | Unseen::Invisible) {
            Diagnostic::info(code, message)
        } else {
            Diagnostic::warning(code, message)
        };
        diagnostics.push(diagnostic.at(place));
    }
    let aside = page.set_aside;
    if aside.skew > 0 {
        let message = format!("{} characters at an angle (a watermark) were set aside", aside.skew);
        diagnostics.push(Diagnostic::info("page.skew", message).at(place));
    }
    if aside.unknown > 0 {
        let message = format!("{} characters could not be read: their font does not say what they are", aside.unknown);
        diagnostics.push(Diagnostic::error("page.unknown_character", message).at(place));
    }
    if aside.over_limit > 0 {
        let message = format!("{} glyphs and rulings beyond the limits of a page were dropped", aside.over_limit);
        diagnostics.push(Diagnostic::error("page.over_limit", message).at(place));
    }
    let garbled = page.glyphs.iter().filter(|g| is_garble(g.ch)).count();
    if garbled >= GARBLED_GLYPHS && garbled * 10 >= page.glyphs.len() {
        let message = format!("{garbled} characters are accents and marks that no disclosure prints: a font lies about its text");
        diagnostics.push(Diagnostic::error("page.garbled", message).at(place));
    }
    let recovered = page.glyphs.iter().filter(|g| g.recovered).count();
    if recovered > 0 {
        let message = format!("{recovered} characters were recovered from their fonts");
        diagnostics.push(Diagnostic::info("page.recovered", message).at(place));
    }
    if page.is_scan() {
        let message =
            "the page is a picture without text: `gongkai extract --ocr` reads it, once scripts/model has brought the model";
        diagnostics.push(Diagnostic::warning("page.scan", message).at(place));
    }
}
