//! The whole chain for one document.

mod outcome;
mod pictured;

pub use outcome::Outcome;

use crate::check::{self, Check, Document, Finding, Report};
use crate::codes::titles::is_known_title;
use crate::content::disclosure::{self, Disclosure, Kind, Told};
use crate::content::{self, Content};
use crate::diagnostic::Diagnostic;
use crate::layout::Sheet;
use crate::layout::native::{Attachment, Flow, LaidOut, Nothing};
use crate::limits::Stop;
use crate::outline::{self, Outline};
use crate::page::scan::{Reading, Seen};
use crate::page::{Cause, Fixed, Metadata, Page};
use crate::privacy::{self, Contacts};
use crate::proof::{self, Grounds};
use crate::record::accounted::Amounts;
use crate::record::second::Tally;
use crate::record::{self, Record};
use crate::source::{Media, Source};
use pictured::Shown;

/// What was read of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Extraction {
    /// How it ended.
    pub outcome: Outcome,
    /// Number of pages, where there are pages.
    pub pages: Option<usize>,
    /// What the file says of itself.
    pub metadata: Metadata,
    /// Files and pictures that it links to and does not hold.
    pub attachments: Vec<Attachment>,
    /// Names of the sheets of a workbook, in the order of its pages.
    pub sheets: Vec<String>,
    /// What the document is: kind, scope, year, department; `None` when it could not be opened.
    pub disclosure: Option<Disclosure>,
    /// Sections, paragraphs, contents; the tables are in `content`.
    pub outline: Outline,
    /// Tables and forms.
    pub content: Content,
    /// One per amount.
    pub records: Vec<Record>,
    /// What was checked, and how it came out.
    pub checks: Vec<Check>,
    /// What does not add up.
    pub findings: Vec<Finding>,
    /// What was not read with certainty.
    pub diagnostics: Vec<Diagnostic>,
    /// How many contacts of persons were taken out before anything was read.
    pub redacted: usize,
    /// How the amounts of tables fared before a second reader, where one was asked.
    pub second_reader: Option<Tally>,
}

impl Extraction {
    /// An extraction that ended before there was anything to read.
    pub fn failed(outcome: Outcome, diagnostic: Diagnostic) -> Self {
        Self::ended(outcome, vec![diagnostic])
    }

    fn ended(outcome: Outcome, diagnostics: Vec<Diagnostic>) -> Self {
        // What cannot be read is no disclosure, as far as anyone can tell from here.
        let (nothing, _) = disclosure::read(&Outline::default(), &Metadata::default());
        Self {
            outcome,
            pages: None,
            metadata: Metadata::default(),
            attachments: Vec::new(),
            sheets: Vec::new(),
            disclosure: Some(nothing),
            outline: Outline::default(),
            content: Content::default(),
            records: Vec::new(),
            checks: Vec::new(),
            findings: Vec::new(),
            diagnostics,
            redacted: 0,
            second_reader: None,
        }
    }
}

impl Extraction {
    /// Asks the rules once more, after amounts of the document with this hash were put in doubt.
    pub fn check_again(&mut self, id: &str, stop: &Stop) {
        let Some(disclosure) = &self.disclosure else { return };
        let Self { outline, content, records, diagnostics, .. } = &*self;
        let report = check::run_until(&Document { outline, disclosure, content, records, diagnostics }, stop);
        if !stop.is_set() {
            (self.checks, self.findings) = (report.checks, report.findings);
            check::spare_unproved(&mut self.findings, &self.records);
            check::identify(&mut self.findings, id);
        }
    }
}

/// Pages or sheets, and how the source ended.
pub struct Opened {
    /// How opening ended.
    pub outcome: Outcome,
    /// Pages of a PDF; empty for text, and where they were not to be kept.
    pub pages: Vec<Page>,
    /// Sheets.
    pub sheets: Vec<Sheet>,
    /// What the file says of itself.
    pub metadata: Metadata,
    /// Files and pictures that it links to and does not hold.
    pub attachments: Vec<Attachment>,
    /// Names of the sheets of a workbook, in the order of its pages.
    pub names: Vec<String>,
    /// What was not read with certainty.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages hold a picture as large as a table.
    pub pictured: usize,
    /// How pieces of pictures were read.
    pub readings: Vec<Reading>,
    /// Whether contacts of persons were left in the sheets, and how many were taken out.
    pub contacts: (Contacts, usize),
}

impl Opened {
    /// The same without contacts of persons, in sheets and in what the file says of itself.
    fn without_contacts(mut self, stop: &Stop) -> Self {
        let mut count = privacy::take_out(&mut self.sheets, stop);
        let said = [&mut self.metadata.producer, &mut self.metadata.title].into_iter().flatten();
        for text in said.chain(self.diagnostics.iter_mut().map(|d| &mut d.message)) {
            let (without, found) = privacy::text(text);
            count += found;
            if found > 0 {
                *text = without.into_owned();
            }
        }
        Self { contacts: (Contacts::TakenOut, count), ..self }
    }
}

/// Whether the pages are kept beside the sheets that are made of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pages {
    /// To show them.
    Kept,
    /// They take many times the memory of the sheets.
    Dropped,
}

/// Bytes to sheets.
///
/// # Errors
/// An [`Extraction`] that ended there, when the bytes are no document that can be read.
pub fn open(source: Source, keep: Pages) -> Result<Opened, Box<Extraction>> {
    open_until(source, keep, Contacts::TakenOut, &Stop::default())
}

/// The same, with contacts of persons left in where they are wanted, until `stop` is set.
///
/// # Errors
/// As for [`open`].
pub fn open_until(source: Source, keep: Pages, contacts: Contacts, stop: &Stop) -> Result<Opened, Box<Extraction>> {
    open_seen(source, keep, contacts, None, stop)
}

/// The same of a document on whose pictures something was seen.
///
/// # Errors
/// As for [`open`].
pub fn open_seen(
    source: Source,
    keep: Pages,
    contacts: Contacts,
    seen: Option<&Seen>,
    stop: &Stop,
) -> Result<Opened, Box<Extraction>> {
    let opened = open_whole(source, keep, seen, stop)?;
    Ok(if contacts == Contacts::Kept { opened } else { opened.without_contacts(stop) })
}

fn open_whole(source: Source, keep: Pages, seen: Option<&Seen>, stop: &Stop) -> Result<Opened, Box<Extraction>> {
    if let Some(format) = Fixed::of(source.media) {
        return open_pages(format, source.bytes, keep, seen, stop);
    }
    if let Some(format) = Flow::of(source.media) {
        return open_flow(format, &source);
    }
    let outcome = match source.media {
        Media::Empty | Media::Unknown => Outcome::Unreadable,
        _ => Outcome::Unsupported,
    };
    Err(Box::new(Extraction::failed(outcome, unsupported(source.media))))
}

fn unsupported(media: Media) -> Diagnostic {
    Diagnostic::error("source.unsupported", media.message().unwrap_or("of a kind that is not read yet"))
}

fn open_pages(format: Fixed, bytes: Vec<u8>, keep: Pages, seen: Option<&Seen>, stop: &Stop) -> Result<Opened, Box<Extraction>> {
    let (mut pages, mut sheets, mut looks, mut laid_out) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut pictured_pages, mut readings) = (0, Vec::new());
    let read = format.read_each(bytes, stop, |page| {
        let Shown { page, sheet, readings: found, diagnostics } = pictured::lay_out(page, seen);
        readings.extend(found);
        laid_out.extend(diagnostics);
        pictured_pages += usize::from(page.is_pictured());
        sheets.push(sheet);
        looks.push(Look::of(&page));
        if keep == Pages::Kept {
            pages.push(page);
        }
    });
    let read = read.map_err(|error| {
        let outcome = match error.cause {
            Cause::Locked => Outcome::Encrypted,
            Cause::Cut => Outcome::Truncated,
            Cause::TooLarge => Outcome::TooLarge,
            Cause::Unknown => Outcome::Unsupported,
            Cause::Damaged => Outcome::Unreadable,
        };
        Box::new(Extraction::failed(outcome, Diagnostic::error(error.code, error.message)))
    })?;
    let mut diagnostics = read.diagnostics;
    diagnostics.extend(laid_out);
    let outcome = if diagnostics.iter().any(|d| d.code == "page.timeout") {
        Outcome::Timeout
    } else if read.truncated {
        Outcome::Truncated
    } else if looks.contains(&Look::Scan) && !looks.contains(&Look::Text) {
        Outcome::NoText
    } else if lacks_something(&diagnostics) || scans_content(&looks) {
        Outcome::Partial
    } else {
        Outcome::Ok
    };
    let (attachments, names, contacts) = (Vec::new(), Vec::new(), (Contacts::Kept, 0));
    let pictured = pictured_pages;
    Ok(Opened { outcome, pages, sheets, metadata: read.metadata, attachments, names, diagnostics, pictured, readings, contacts })
}

/// What a page is at first sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Something can be read on it.
    Text,
    /// A picture of a page, or text in fonts that do not say what it is.
    Scan,
    /// Nothing.
    Blank,
}

impl Look {
    fn of(page: &Page) -> Self {
        match page {
            _ if page.is_scan() || page.is_unreadable() => Self::Scan,
            _ if page.glyphs.is_empty() => Self::Blank,
            _ => Self::Text,
        }
    }
}

fn open_flow(format: Flow, source: &Source) -> Result<Opened, Box<Extraction>> {
    let LaidOut { sheets, partial, nothing, metadata, attachments, names, mut diagnostics } = format.lay_out(&source.bytes);
    let outcome = match nothing {
        None if partial || lacks_something(&diagnostics) => Outcome::Partial,
        None => Outcome::Ok,
        Some(Nothing::ErrorPage) => Outcome::Unsupported,
        Some(Nothing::Pictures | Nothing::Blank) => Outcome::NoText,
        Some(Nothing::Damaged) => Outcome::Unreadable,
        Some(Nothing::Locked) => Outcome::Encrypted,
        Some(Nothing::TooLarge) => Outcome::TooLarge,
    };
    if nothing == Some(Nothing::ErrorPage) {
        diagnostics.insert(0, unsupported(source.media));
    }
    if matches!(outcome, Outcome::Ok | Outcome::Partial | Outcome::NoText) {
        let contacts = (Contacts::Kept, 0);
        return Ok(Opened {
            outcome,
            pages: Vec::new(),
            sheets,
            metadata,
            attachments,
            names,
            diagnostics,
            pictured: 0,
            readings: Vec::new(),
            contacts,
        });
    }
    Err(Box::new(Extraction { attachments, ..Extraction::ended(outcome, diagnostics) }))
}

/// Whether something that is printed was not read, or not as what it is.
fn lacks_something(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| {
        matches!(
            d.code,
            "ocr.refused"
                | "page.damaged"
                | "page.too_many"
                | "page.over_limit"
                | "page.garbled"
                | "page.contradicted"
                | "page.unknown_character"
        )
    })
}

/// Whether pages of content are pictures: a picture on the first or last page is a cover.
fn scans_content(looks: &[Look]) -> bool {
    let inner = looks.len().saturating_sub(1);
    looks.iter().take(inner).skip(1).any(|look| *look == Look::Scan)
}

/// A disclosure that prints titles of official tables and has no table, and on whose pages there are pictures as large as tables. A
/// narrative without such titles has charts.
fn no_tables(content: &Content, outline: &Outline, pictured: usize) -> Option<Diagnostic> {
    let is_title = |text: &str| text.ends_with("总表") && is_known_title(text);
    let titled = || outline.sections.iter().any(|section| is_title(&section.title));
    let none = pictured > 0 && content.tables.is_empty() && content.forms.is_empty() && titled();
    let message = format!("no table was read, and {pictured} pages hold pictures: the tables may be pictures");
    none.then(|| Diagnostic::warning("content.tables_are_pictures", message))
}

/// Reads one document through the whole chain, without contacts of persons.
pub fn extract(source: Source) -> Extraction {
    extract_until(source, Contacts::TakenOut, &Told::default(), &Stop::default())
}

/// The same of a document of which something was told, with a wish to stop: what was read by then is kept, and the outcome is
/// [`Outcome::Timeout`].
pub fn extract_until(source: Source, contacts: Contacts, told: &Told, stop: &Stop) -> Extraction {
    extract_seen(source, contacts, told, None, stop)
}

/// The same of a document on whose pictures something was seen.
pub fn extract_seen(source: Source, contacts: Contacts, told: &Told, seen: Option<&Seen>, stop: &Stop) -> Extraction {
    let id = source.sha256.clone();
    match open_seen(source, Pages::Dropped, contacts, seen, stop) {
        Ok(opened) => {
            let mut extraction = understand_until(opened, told, stop);
            check::identify(&mut extraction.findings, &id);
            extraction
        }
        Err(ended) => *ended,
    }
}

/// Sheets to records.
pub fn understand(opened: Opened) -> Extraction {
    understand_until(opened, &Told::default(), &Stop::default())
}

fn understand_until(opened: Opened, told: &Told, stop: &Stop) -> Extraction {
    let Opened { mut outcome, sheets, metadata, attachments, names, mut diagnostics, pictured, readings, contacts, .. } = opened;
    let (contacts, redacted) = contacts;
    let pages = sheets.len();
    let printed = Amounts::printed(&sheets);
    let (mut outline, found) = outline::outline(sheets);
    diagnostics.extend(found);
    let (mut disclosure, found) = disclosure::read_with(&outline, &metadata, told);
    diagnostics.extend(found);
    let in_cells = Amounts::in_cells(&outline);
    let (mut content, found) = content::read_until(&mut outline, &disclosure, stop);
    diagnostics.extend(found);
    if contacts == Contacts::TakenOut {
        // The value of a label that names a person, whatever it looks like.
        let fields = content.forms.iter_mut().flat_map(|form| &mut form.fields);
        fields.filter(|field| field.person).filter_map(|field| field.value.as_mut()).for_each(|v| *v = privacy::hidden(v));
    }
    diagnostics.extend(disclosure::take_parts(&mut disclosure, &content.parts));
    let unread = printed.compare(&in_cells.with_statements(&content)).or_else(|| no_tables(&content, &outline, pictured));
    if let Some(unread) = unread.filter(|_| disclosure.kind != Kind::Other) {
        diagnostics.push(unread);
        if outcome == Outcome::Ok {
            outcome = Outcome::Partial;
        }
    }
    let (mut records, found) = record::read_until(&content, &disclosure, stop);
    diagnostics.extend(found);
    record::ocr::mark(&mut records, &readings);
    let document =
        Document { outline: &outline, disclosure: &disclosure, content: &content, records: &records, diagnostics: &diagnostics };
    let mut report = check::run_until(&document, stop);
    if stop.is_set() {
        // Sums of a table that was cut do not add up, and nobody is to blame for it.
        outcome = Outcome::Timeout;
        diagnostics.push(Diagnostic::error("check.timeout", "the time was up: nothing of this document is checked"));
        report = Report::default();
    }
    let Report { checks, mut findings, held } = report;
    let grounds =
        Grounds { content: &content, disclosure: Some(&disclosure), checks: &checks, held: &held, diagnostics: &diagnostics };
    proof::attach(&mut records, &grounds);
    record::ocr::doubt(&mut records, &readings);
    check::spare_unproved(&mut findings, &records);
    Extraction {
        outcome,
        pages: Some(pages),
        metadata,
        attachments,
        sheets: names,
        disclosure: Some(disclosure),
        outline,
        content,
        records,
        checks,
        findings,
        diagnostics,
        redacted,
        second_reader: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::Section;

    #[test]
    fn tables_may_be_pictures_where_their_titles_stand_as_headings() {
        let titled = |title: &str| Outline {
            sections: vec![Section { number: None, title: title.to_owned(), level: 1, page: 1 }],
            ..Outline::default()
        };
        let told = |title: &str, pictured| no_tables(&Content::default(), &titled(title), pictured).is_some();
        assert!(told("部门收支总表", 2));
        assert!(!told("部门收支总表", 0) && !told("收入预算情况说明", 2));
    }
}
