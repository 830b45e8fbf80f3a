//! Lines of running text to headings and paragraphs.

use super::{Paragraph, Section};
use crate::grammar::heading::HeadingStyle;
use crate::grammar::{heading, squeeze};
use crate::layout::Line;
use crate::place::Place;

/// A line indented by at least this many em against the lines below begins a paragraph.
const INDENT: f32 = 1.5;
/// A line that ends this many em before the right margin ends its paragraph.
const SHORT: f32 = 2.5;
/// Leading above this many em separates paragraphs.
const LEADING: f32 = 2.6;

/// Reads the text of all pages.
pub(super) fn read(text: Vec<(u32, Vec<Line>)>) -> (Vec<Section>, Vec<Paragraph>) {
    let mut reader = Reader::default();
    let right_of = |lines: &[Line]| lines.iter().map(|l| l.rect.x1).fold(0.0, f32::max);
    // A page with short lines only does not show its right margin; the document does.
    let mut margins: Vec<f32> = text.iter().map(|(_, lines)| right_of(lines)).collect();
    margins.sort_by(f32::total_cmp);
    let usual = margins.get(margins.len() / 2).copied().unwrap_or(0.0);
    for (page, lines) in text {
        let left = lines.iter().map(|l| l.rect.x0).fold(f32::MAX, f32::min);
        let right = right_of(&lines).max(usual);
        for line in lines {
            reader.line(page, line, left, right);
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    sections: Vec<Section>,
    paragraphs: Vec<Paragraph>,
    open: Option<(Paragraph, Line)>,
    /// The last heading stood alone (`第一部分`); the next short line is its title.
    awaits_title: bool,
}

impl Reader {
    fn line(&mut self, page: u32, line: Line, left: f32, right: f32) {
        if let Some(found) = heading(&line.text).filter(|h| is_heading(h, &line, right)) {
            self.close();
            self.awaits_title = found.title.is_empty();
            self.sections.push(Section {
                number: Some(squeeze(found.printed)),
                title: squeeze(found.title),
                level: found.level,
                page,
            });
            return;
        }
        if std::mem::take(&mut self.awaits_title)
            && line.text.chars().count() <= 40
            && let Some(section) = self.sections.last_mut()
        {
            section.title = squeeze(&line.text);
            return;
        }
        let begins = match &self.open {
            None => true,
            Some((paragraph, last)) => {
                let next_page = paragraph.place.page != page && last.rect.y0 > line.rect.y0;
                // In plain text (size 1) a blank line separates, however full the line above it is.
                let leading = if line.size == 1.0 { 0.5 } else { LEADING * line.size };
                let gap = !next_page && line.rect.y0 - last.rect.y1 > leading;
                let indented = line.rect.x0 - left > INDENT * line.size;
                let ended = right - last.rect.x1 > SHORT * last.size;
                let size = (line.size - last.size).abs() > 0.15 * line.size;
                gap || size || ended || indented && !last.text.ends_with(['，', '、'])
            }
        };
        if begins {
            self.close();
            let section = self.sections.len().checked_sub(1);
            let text = line.text.replace('\t', " ");
            let paragraph = Paragraph { text, place: Place::on(page, line.rect), breaks: Vec::new(), section };
            self.open = Some((paragraph, line));
        } else if let Some((paragraph, last)) = &mut self.open {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            if latin(paragraph.text.chars().last()) && latin(line.text.chars().next()) {
                paragraph.text.push(' ');
            }
            let from = paragraph.text.len();
            paragraph.text.push_str(&line.text.replace('\t', " "));
            let place = paragraph.breaks.last_mut().map_or(&mut paragraph.place, |(_, place)| place);
            if place.page == page {
                place.rect = place.rect.map(|r| r.union(&line.rect));
            } else {
                paragraph.breaks.push((from, Place::on(page, line.rect)));
            }
            *last = line;
        }
    }

    fn close(&mut self) {
        self.paragraphs.extend(self.open.take().map(|(p, _)| p));
    }

    fn finish(mut self) -> (Vec<Section>, Vec<Paragraph>) {
        self.close();
        (self.sections, self.paragraphs)
    }
}

/// A numbered line is a heading when it has the shape of a title; numbered sentences of a list are text.
fn is_heading(found: &crate::grammar::heading::Heading<'_>, line: &Line, right: f32) -> bool {
    if matches!(found.style, HeadingStyle::Part | HeadingStyle::Chapter) {
        return found.title.chars().count() <= 40;
    }
    // A line that runs to the right margin goes on in the next one: the first line of a numbered sentence.
    let fills = right - line.rect.x1 < 1.6 * line.size && found.title.chars().count() > 12;
    let shallow = matches!(found.style, HeadingStyle::Han | HeadingStyle::HanBracketed);
    found.looks_like_title() && !found.title.is_empty() && !fills && (shallow || found.title.chars().count() <= 20)
}
