//! What a file really is, by its first bytes; its name is never asked.

use super::{encoding, zip};
use memchr::memmem;
use std::io::Cursor;

/// What the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Media {
    /// PDF, also with junk before it.
    Pdf,
    /// A web page.
    Html,
    /// Plain text in any encoding.
    Text,
    /// Word since 2007.
    Docx,
    /// Excel since 2007.
    Xlsx,
    /// Excel before 2007, and the old ET of WPS.
    Xls,
    /// A workbook of OpenDocument.
    Ods,
    /// A workbook as one file of XML, of Excel 2003 and of programs since, mostly under `.xls`.
    XmlWorkbook,
    /// Word before 2007, and WPS.
    Doc,
    /// Another file of the old Office container: a presentation, an encrypted document.
    Ole,
    /// OFD, the Chinese standard for fixed layout.
    Ofd,
    /// Rich Text Format.
    Rtf,
    /// A web page with its pictures in one file, as Word saves it under `.doc`.
    Mhtml,
    /// XML, among it what Office saves as "XML document".
    Xml,
    /// The answer of a program, not a document.
    Json,
    /// A zip archive that is none of the above, also one that opens itself.
    Zip,
    /// A RAR archive.
    Rar,
    /// A 7z archive.
    SevenZip,
    /// A gzip file.
    Gzip,
    /// A picture: JPEG, PNG, GIF, BMP, TIFF, WebP, HEIF and others.
    Image,
    /// Nothing, or blanks only.
    Empty,
    /// None of these.
    Unknown,
}

/// A PDF may begin this many bytes into the file; Acrobat's readers accept the same.
const PDF_WITHIN: usize = 1024;
/// Bytes looked at for the signs of a web page; a comment may stand before them.
const MARKUP_HEAD: usize = 64 << 10;
/// Members of a zip looked at for the kind of document it holds.
const ZIP_MEMBERS: usize = 64;
/// Whether bytes begin as a kind of file does.
type Begins = fn(&[u8]) -> bool;
/// What files of one kind begin with, by the library that knows them. Not by it: zips and the old container, of which more must be
/// known than their beginning, also where their end is missing; bitmaps, whose two letters begin many a text; PDF behind junk;
/// pages and texts, which begin in a thousand ways.
const BEGINNINGS: [(Begins, Media); 13] = [
    (infer::archive::is_rar, Media::Rar),
    (infer::archive::is_7z, Media::SevenZip),
    (infer::archive::is_gz, Media::Gzip),
    (infer::archive::is_rtf, Media::Rtf),
    (infer::image::is_jpeg, Media::Image),
    (infer::image::is_png, Media::Image),
    (infer::image::is_gif, Media::Image),
    (infer::image::is_webp, Media::Image),
    (infer::image::is_tiff, Media::Image),
    (infer::image::is_jpeg2000, Media::Image),
    (infer::image::is_heif, Media::Image),
    (infer::image::is_avif, Media::Image),
    (infer::image::is_jxl, Media::Image),
];
/// The first member of an OpenDocument file, stored as it is, says what it holds.
const ODS: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
const ODF_TYPE_WITHIN: usize = 256;
/// How the old container of Office begins.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Tags and declarations with which pages begin, saved whole or as the piece that a viewer loads.
const HTML_BEGINNINGS: [&str; 16] = [
    "!doctype html",
    "html",
    "head",
    "body",
    "script",
    "meta",
    "title",
    "style",
    "link",
    "div",
    "table",
    "iframe",
    "frameset",
    "center",
    "form",
    "p",
];

impl Media {
    /// Looks at the bytes.
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
            return Self::Empty;
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return of_zip(bytes);
        }
        if bytes.starts_with(OLE) {
            return of_ole(bytes);
        }
        if let Some((_, media)) = BEGINNINGS.iter().find(|(begins, _)| begins(bytes)) {
            return *media;
        }
        if is_bitmap(bytes) {
            return Self::Image;
        }
        if bytes.starts_with(b"%PDF-") {
            return Self::Pdf;
        }
        // Before the search for a PDF further in: a page may speak of `%PDF-`.
        if let Some(media) = of_markup(bytes) {
            return media;
        }
        if memmem::find(&bytes[..bytes.len().min(PDF_WITHIN + 5)], b"%PDF-").is_some() {
            return Self::Pdf;
        }
        if zip::is_zip(Cursor::new(bytes)) {
            return Self::Zip;
        }
        if encoding::is_text(bytes) { Self::Text } else { Self::Unknown }
    }

    /// The media type, as in the field `source.media` of a document.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Html => "text/html",
            Self::Text => "text/plain",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::XmlWorkbook => "application/vnd.ms-excel+xml",
            Self::Doc => "application/msword",
            Self::Ole => "application/x-ole-storage",
            Self::Ofd => "application/ofd",
            Self::Rtf => "application/rtf",
            Self::Mhtml => "multipart/related",
            Self::Xml => "application/xml",
            Self::Json => "application/json",
            Self::Zip => "application/zip",
            Self::Rar => "application/vnd.rar",
            Self::SevenZip => "application/x-7z-compressed",
            Self::Gzip => "application/gzip",
            Self::Image => "image/*",
            Self::Empty => "application/x-empty",
            Self::Unknown => "application/octet-stream",
        }
    }

    /// For what is not read: what it is, and what to do. `None` for what is read. Of web pages only those that hold nothing are not.
    pub const fn message(self) -> Option<&'static str> {
        Some(match self {
            Self::Pdf | Self::Text | Self::Xlsx | Self::Xls | Self::Ods | Self::XmlWorkbook => return None,
            Self::Html | Self::Mhtml => {
                "a web page without content: the portal served a viewer or error page; download the attachment behind it"
            }
            Self::Docx => "a Word document (docx), which is not read yet: save it as PDF",
            Self::Doc => "an old Word or WPS document (doc), which is not read yet: save it as PDF",
            Self::Ole => {
                "an old Office file that is neither Word nor Excel, or is protected by a password: open it and save it as PDF"
            }
            Self::Ofd => "an OFD document, which is not read yet: convert it to PDF",
            Self::Rtf => "a Rich Text document (RTF), which is not read yet: save it as PDF",
            Self::Xml => "an XML file, not a PDF: if Word or Excel wrote it, open it there and save it as PDF",
            Self::Json => "a program's answer (JSON), not a document: the download failed or its address is that of an interface",
            Self::Zip => "a zip archive: unpack it and give the files in it",
            Self::Rar => "a RAR archive: unpack it and give the files in it",
            Self::SevenZip => "a 7z archive: unpack it and give the files in it",
            Self::Gzip => "a gzip file: unpack it and give the file in it",
            Self::Image => "a picture without text: it needs character recognition; save the result as a PDF with text",
            Self::Empty => "an empty file: download it again",
            Self::Unknown => "of no known kind, or damaged from its first byte: download it again, or look at what it is",
        })
    }
}

/// `BM`, the size of the file and four zero bytes: the two letters alone begin many a text.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4])
}

/// The old container keeps the names of its streams in UTF-16.
fn of_ole(bytes: &[u8]) -> Media {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &wide).is_some()
    };
    if holds("WordDocument") {
        Media::Doc
    } else if holds("Workbook") || holds("Book\0") {
        Media::Xls
    } else {
        Media::Ole
    }
}

/// Office documents are zips with known members; the first member tells them from an archive that holds such documents.
fn of_zip(bytes: &[u8]) -> Media {
    let names = zip_members(bytes);
    let any = |prefix: &[u8]| names.iter().any(|n| n.starts_with(prefix));
    let Some(first) = names.first() else { return Media::Zip };
    let office: [&[u8]; 7] = [b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/", b"word/", b"xl/", b"mimetype"];
    if names.contains(&b"OFD.xml".as_slice()) || first.starts_with(b"Doc_0/") {
        Media::Ofd
    } else if !office.iter().any(|o| first.starts_with(o)) {
        Media::Zip
    } else if any(b"word/") {
        Media::Docx
    } else if any(b"xl/") {
        Media::Xlsx
    } else if memmem::find(&bytes[..bytes.len().min(ODF_TYPE_WITHIN)], ODS).is_some() {
        Media::Ods
    } else {
        Media::Zip
    }
}

/// Names of the first members, from their local headers: a download that was cut has lost the directory, which the library reads.
fn zip_members(bytes: &[u8]) -> Vec<&[u8]> {
    const HEADER: usize = 30;
    let number = |at: usize, len: usize| {
        bytes.get(at..at + len).map_or(0, |b| b.iter().rev().fold(0usize, |n, byte| n << 8 | usize::from(*byte)))
    };
    let mut names = Vec::new();
    let mut at = 0;
    while names.len() < ZIP_MEMBERS
        && let Some(found) = bytes.get(at..).and_then(|rest| memmem::find(rest, b"PK\x03\x04"))
    {
        at += found;
        let (name, extra) = (number(at + 26, 2), number(at + 28, 2));
        let Some(printed) = bytes.get(at + HEADER..at + HEADER + name) else { break };
        names.push(printed);
        // A size of zero means that it follows the data; then the next header is searched for. So is it when the size lies.
        let packed = number(at + 18, 4);
        let next = at + HEADER + name + extra + packed;
        at = if bytes.get(next..).is_some_and(|rest| rest.starts_with(b"PK")) { next } else { at + HEADER + name };
    }
    names
}

/// Web pages and other markup, in any encoding, behind blanks, comments and declarations.
fn of_markup(bytes: &[u8]) -> Option<Media> {
    let head = &bytes[..bytes.len().min(MARKUP_HEAD)];
    let start = head.trim_ascii_start().first()?;
    // Saves the decoding for most files: markup begins with one of these, with a byte order mark, or with a zero byte.
    if !matches!(start, b'<' | b'{' | b'[' | b'M' | b'm' | b'F' | b'f' | 0xef | 0xff | 0xfe | 0) {
        return holds_tags(head).then_some(Media::Html);
    }
    let (text, _) = encoding::decode(head);
    let text = text.trim_start().to_ascii_lowercase();
    if is_mhtml(&text) {
        return Some(Media::Mhtml);
    }
    if is_json(&text) {
        return Some(Media::Json);
    }
    let mut rest = text.as_str();
    let mut declared = false;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let Some(tag) = rest.strip_prefix('<') else { return holds_tags(text.as_bytes()).then_some(Media::Html) };
        rest = if let Some(comment) = tag.strip_prefix("!--") {
            // A comment that never ends is a broken page, not a text.
            let Some((_, rest)) = comment.split_once("-->") else { return Some(Media::Html) };
            rest
        } else if let Some(declaration) = tag.strip_prefix('?') {
            declared = true;
            declaration.split_once("?>").map_or("", |(_, rest)| rest)
        } else {
            if begins_html(tag) {
                return Some(Media::Html);
            }
            if is_xml_workbook(tag) {
                return Some(Media::XmlWorkbook);
            }
            if declared {
                return Some(Media::Xml);
            }
            return holds_tags(text.as_bytes()).then_some(Media::Html);
        };
        if rest.trim().is_empty() {
            return Some(if declared { Media::Xml } else { Media::Html });
        }
    }
}

/// `html>`, `div class=…`: the whole name of a tag, not its beginning.
fn begins_html(tag: &str) -> bool {
    HTML_BEGINNINGS.iter().any(|name| {
        tag.strip_prefix(name).is_some_and(|rest| rest.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '>' | '/')))
    })
}

/// `workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"`, also with a prefix.
fn is_xml_workbook(tag: &str) -> bool {
    let Some((element, _)) = tag.split_once('>') else { return false };
    let name = element.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let name = name.split_once(':').map_or(name, |(_, name)| name);
    name == "workbook" && element.contains("urn:schemas-microsoft-com:office:spreadsheet")
}

/// Whether a text holds the tags of a page, whatever it begins with: what a crawler keeps of one begins anywhere.
fn holds_tags(head: &[u8]) -> bool {
    /// Ends of elements by which a page is told, and so many of them.
    const ENDS: [&[u8]; 6] = [b"</p>", b"</div>", b"</td>", b"</tr>", b"</li>", b"</table>"];
    const LEAST: usize = 3;
    let lower = head.to_ascii_lowercase();
    !lower.contains(&0) && ENDS.iter().map(|end| memmem::find_iter(&lower, end).take(LEAST).count()).sum::<usize>() >= LEAST
}

fn is_mhtml(text: &str) -> bool {
    let head = text.get(..text.len().min(2048)).unwrap_or(text);
    (text.starts_with("mime-version:") || text.starts_with("from:")) && head.contains("multipart/related")
}

/// `{"code":404,…`, `[{"name":…`.
fn is_json(text: &str) -> bool {
    let inner = text.trim_start_matches(|c: char| c == '{' || c == '[' || c.is_whitespace());
    text.starts_with(['{', '[']) && inner.starts_with(['"', '}']) && inner[1..].contains(['"', '}', ']'])
        || text.trim_end() == "{}"
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
