use super::Media;

/// A local header with its data, stored.
fn member(name: &str, data: &[u8], streamed: bool) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04\x14\0".to_vec();
    bytes.extend([if streamed { 8 } else { 0 }, 0]);
    bytes.extend([0; 10]);
    let size = if streamed { 0 } else { u32::try_from(data.len()).unwrap() };
    bytes.extend(size.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    bytes.extend([0; 2]);
    bytes.extend(name.as_bytes());
    bytes.extend(data);
    bytes
}

fn zip(members: &[(&str, &[u8])], streamed: bool) -> Vec<u8> {
    let mut bytes: Vec<u8> = members.iter().flat_map(|(name, data)| member(name, data, streamed)).collect();
    bytes.extend(b"PK\x01\x02");
    bytes
}

fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend([0; 600]);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.extend([0; 64]);
    bytes
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn media_by_bytes() {
    let junk_then_pdf = |junk: usize| [vec![b'\n'; junk], b"%PDF-1.7\n%\xe2\xe3".to_vec()].concat();
    let docx = zip(&[("[Content_Types].xml", b"<a/>"), ("_rels/.rels", b""), ("word/document.xml", b"x")], false);
    let page = "<!DOCTYPE html>\n<html><title>部门预算</title>";
    let long_comment = format!("<!-- {} --><html>", "x".repeat(5000));
    for (what, bytes, media) in [
        ("PDF", b"%PDF-1.4\n%\xd3\xeb".to_vec(), Media::Pdf),
        ("PDF behind junk", junk_then_pdf(1000), Media::Pdf),
        ("PDF behind words", b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4".to_vec(), Media::Pdf),
        ("a page", page.into(), Media::Html),
        ("a page with a mark", format!("\u{feff}{page}").into(), Media::Html),
        ("a page behind blanks and comments", format!("\r\n <!-- %PDF-1.4 -->\n{page}").into(), Media::Html),
        ("a page behind a long comment", long_comment.into(), Media::Html),
        ("a page in UTF-16", utf16(&format!("\u{feff}{page}")), Media::Html),
        ("a page in UTF-16 without a mark", utf16(page), Media::Html),
        ("a script", b"<SCRIPT language=javascript>location='/x'</SCRIPT>".to_vec(), Media::Html),
        ("XHTML", b"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"\"><html/>".to_vec(), Media::Html),
        ("a workbook saved as a page", b"<table border=1><tr><td>1</td></tr></table>".to_vec(), Media::Html),
        ("a piece of a page", "目录<br><p>甲</p><p>乙</p><table><tr><td>1</td></tr></table>".into(), Media::Html),
        ("a piece that begins with a mark of text", "<b>甲</b><p>乙</p><p>丙</p><p>丁</p>".into(), Media::Html),
        ("a text that names tags", "网页以<p>分段，以</p>结束\n".into(), Media::Text),
        ("XML", b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook/>".to_vec(), Media::Xml),
        (
            "a workbook as XML",
            b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<ss:Workbook \
              xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"
                .to_vec(),
            Media::XmlWorkbook,
        ),
        ("a document as XML", b"<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"urn:x\"/>".to_vec(), Media::Xml),
        ("JSON", b"{\"code\":404,\"msg\":\"no\"}".to_vec(), Media::Json),
        ("JSON lines", b"[\n  {\n    \"a\": 1}]".to_vec(), Media::Json),
        ("text with a bracket first", "[2010301]行政运行\t5.00\n".into(), Media::Text),
        ("text with a less-than first", "<5万元的项目\n".into(), Media::Text),
        ("text", "项目\t合计\n".into(), Media::Text),
        ("text in UTF-16 without a mark", utf16("项目\t合计\n合计\t833.90\n"), Media::Text),
        ("docx", docx.clone(), Media::Docx),
        ("docx, streamed", zip(&[("docProps/app.xml", b"abc"), ("word/document.xml", b"x")], true), Media::Docx),
        ("xlsx", zip(&[("_rels/.rels", b"abc"), ("xl/workbook.xml", b"x")], false), Media::Xlsx),
        (
            "ods",
            zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"x")], false),
            Media::Ods,
        ),
        ("odt", zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"x")], false), Media::Zip),
        ("ofd", zip(&[("OFD.xml", b"abc")], false), Media::Ofd),
        ("ofd, its pages first", zip(&[("Doc_0/Document.xml", b"abc"), ("OFD.xml", b"")], false), Media::Ofd),
        ("zip of a docx", zip(&[("预算.docx", &docx), ("b.txt", b"")], false), Media::Zip),
        ("zip of a PDF", zip(&[("a.pdf", b"%PDF-1.4")], false), Media::Zip),
        ("zip of nothing", b"PK\x05\x06\0\0".to_vec(), Media::Zip),
        ("rar", b"Rar!\x1a\x07\x01\0".to_vec(), Media::Rar),
        ("7z", b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(), Media::SevenZip),
        ("gzip", b"\x1f\x8b\x08\0".to_vec(), Media::Gzip),
        ("doc", ole("WordDocument"), Media::Doc),
        ("xls", ole("Workbook"), Media::Xls),
        ("an encrypted docx", ole("EncryptedPackage"), Media::Ole),
        ("rtf", b"{\\rtf1\\ansi".to_vec(), Media::Rtf),
        ("mhtml", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n".to_vec(), Media::Mhtml),
        ("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), Media::Image),
        ("png", b"\x89PNG\r\n\x1a\n\0".to_vec(), Media::Image),
        ("bmp", b"BM\x36\0\x0c\0\0\0\0\0\x36\0".to_vec(), Media::Image),
        ("text that begins with BM", b"BM is short for\n".to_vec(), Media::Text),
        ("nothing", Vec::new(), Media::Empty),
        ("blanks", b" \r\n\t\0".to_vec(), Media::Empty),
        ("noise", (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect(), Media::Unknown),
        ("PDF too far in", [vec![0x01; 4000], b"%PDF-1.4".to_vec()].concat(), Media::Unknown),
    ] {
        assert_eq!(Media::of(&bytes), media, "{what}");
    }
}

#[test]
fn what_is_not_read_says_what_to_do() {
    assert_eq!(Media::Pdf.message(), None);
    assert_eq!(Media::Text.message(), None);
    for media in [Media::Html, Media::Zip, Media::Doc, Media::Image, Media::Empty, Media::Unknown, Media::Ofd, Media::Xml] {
        assert!(media.message().is_some_and(|m| m.contains(": ")), "{media:?}");
    }
}
