//! `gongkai report` and `gongkai view`: pages that hold together, that say what documents say and do nothing they say, and that answer
//! nobody else.

use crate::across::budget;
use crate::common::{self, gongkai, root, run};

use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

/// Documents read into `out`.
fn extracted(out: &Path, inputs: &[PathBuf]) {
    let output = run(gongkai().arg("extract").args(inputs).arg("--out").arg(out));
    assert!(output.status.success(), "{output:?}");
}

fn reported(out: &Path, files: &Path, to: &Path) {
    reported_as(out, files, to, &["--all"]);
}

fn reported_as(out: &Path, files: &Path, to: &Path, how: &[&str]) {
    let output = run(gongkai().arg("report").arg(out).arg("--files").arg(files).args(how).arg("--out").arg(to));
    assert!(output.status.success(), "{output:?}");
}

/// All files below a folder, by their names from there.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).expect("a folder").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found
}

#[test]
fn every_link_of_a_report_leads_to_a_page_of_it_and_to_a_part_that_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let (out, pages) = (folder.path().join("out"), folder.path().join("pages"));
    extracted(&out, &["c00002", "c00009", "c00018"].map(common::document));
    reported(&out, &root().join("corpus"), &pages);
    let files = files(&pages);
    let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains("index.html") && names.contains("zh/index.html") && names.contains("en/findings.html"));
    assert!(names.iter().any(|name| name.starts_with("picture/")), "pages are drawn");
    let link = Regex::new(r#"(?:href|src)="([^"]*)""#).expect("a pattern");
    let (mut wrong, mut followed, mut parts) = (Vec::new(), 0, 0);
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        for found in link.captures_iter(text) {
            let (target, part) = found[1].split_once('#').unwrap_or((&found[1], ""));
            if target.starts_with("data:") {
                continue;
            }
            followed += 1;
            let full = if target.is_empty() { name.clone() } else { resolved(name, target) };
            let Some((_, text)) = files.iter().find(|(other, _)| *other == full) else {
                wrong.push(format!("{name}: {target}"));
                continue;
            };
            parts += usize::from(!part.is_empty());
            if !part.is_empty() && !text.contains(&format!("id=\"{part}\"")) {
                wrong.push(format!("{name}: {target}#{part}"));
            }
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "{} of {followed}: {:?}", wrong.len(), &wrong[..wrong.len().min(20)]);
    assert!(followed > 1_000 && parts > 500, "{followed} links, {parts} to parts");
}

/// `b/c.html` from `a/x.html`, with its `..`.
fn resolved(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// A document whose every cell wants to be a program.
#[test]
fn what_a_document_says_is_text_on_every_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in");
    fs::create_dir(&input).expect("a folder");
    let evil = "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;";
    let row = |name: &str| format!("<tr><td>{name}{evil}</td><td>10</td><td>{evil}支出</td><td>12</td></tr>");
    let page = format!(
        "<html><head><meta charset=utf-8><title>甲县{evil}局2026年部门预算公开</title></head><body><h1>甲县{evil}局2026年部门预算公开</h1>\
         <p>2026年收入总计{evil}30万元，支出总计12万元。</p><table><tr><td colspan=4>收支总表{evil}</td></tr>\
         <tr><td colspan=4>单位：万元</td></tr><tr><td>收入项目{evil}</td><td>预算数</td><td>支出项目</td><td>预算数</td></tr>{}{}\
         <tr><td>收入总计</td><td>30</td><td>支出总计</td><td>12</td></tr></table></body></html>",
        row("一、财政拨款"),
        row("二、其他")
    );
    fs::write(input.join("a'\"><img src=x onerror=alert(2)>.html"), page).expect("a file");
    let (out, pages) = (folder.path().join("out"), folder.path().join("pages"));
    extracted(&out, std::slice::from_ref(&input));
    reported(&out, folder.path(), &pages);
    let files = files(&pages);
    let said = files.iter().filter(|(_, text)| text.contains("&lt;img src=x onerror=alert(1)")).count();
    assert!(said >= 3, "the document is shown on {said} pages");
    let inline = Regex::new(r#"\son[a-z]+=|javascript:|style="#).expect("a pattern");
    for (name, text) in &files {
        assert!(!text.contains("<img src=x"), "{name}");
        if name.ends_with(".html") {
            assert_eq!(text.matches("<script").count(), 1, "{name}");
            let code = text.replace("&lt;img src=x onerror=alert", "").replace("&lt;img src=x onerror", "");
            assert!(!inline.is_match(&code), "{name}: {:?}", inline.find(&code));
        }
        // Beside names of standards nothing leads to another machine.
        let elsewhere = text.replace("http://www.w3.org/", "").replace("gongkai view", "");
        assert!(!elsewhere.contains("http://") && !elsewhere.contains("https://"), "{name}");
    }
}

/// What came out of an archive is drawn as any other document, also where its name there leads elsewhere.
#[test]
fn pages_of_members_of_an_archive_are_drawn() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in");
    fs::create_dir(&input).expect("a folder");
    let pdf = fs::read(common::document("c00002")).expect("a document");
    let text = fs::read(common::document("c00008")).expect("a document");
    let packed = |members: &[(&str, &[u8])]| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in members {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
            archive.write_all(bytes).expect("a member");
        }
        archive.finish().expect("an archive").into_inner()
    };
    let inner = packed(&[("c.txt", &text)]);
    fs::write(input.join("2026.zip"), packed(&[("x/b.pdf", &pdf), ("y/inner.zip", &inner)])).expect("an archive");
    let (out, pages) = (folder.path().join("out"), folder.path().join("pages"));
    extracted(&out, std::slice::from_ref(&input));
    reported(&out, &input, &pages);
    let files = files(&pages);
    let manifest = common::json(&out.join("manifest.json"));
    let ids: Vec<&str> = manifest["inputs"].as_array().expect("inputs").iter().filter_map(|e| e["sha256"].as_str()).collect();
    assert_eq!(ids.len(), 2, "{manifest}");
    for id in ids.iter().map(|id| &id[..12]) {
        let drawn = files.iter().filter(|(name, _)| name.starts_with(&format!("picture/{id}/"))).count();
        assert!(drawn > 0, "{id} of {manifest}");
    }
}

/// What documents say against each other is in the list, with the places in both.
#[test]
fn findings_between_documents_are_listed_with_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in");
    fs::create_dir(&input).expect("a folder");
    fs::write(input.join("a.txt"), budget(2024, "160.00", "150.00")).expect("a file");
    fs::write(input.join("b.txt"), budget(2025, "200.00", "161.00")).expect("a file");
    let (out, pages) = (folder.path().join("out"), folder.path().join("pages"));
    extracted(&out, std::slice::from_ref(&input));
    reported(&out, &input, &pages);
    let list = fs::read_to_string(pages.join("zh/findings.html")).expect("the list");
    let found = list.split("XD-02").nth(1).expect("a finding between documents");
    assert!(found.contains("161.00万元") && found.contains("160.00"), "{found}");
    assert_eq!(found.matches("href=\"../zh/document/").count(), 2, "{found}");
}

/// What redaction takes out of outputs is in no page and no picture.
#[test]
fn no_contact_is_in_a_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let (out, pages) = (folder.path().join("out"), folder.path().join("pages"));
    let source = common::document("c00008");
    extracted(&out, std::slice::from_ref(&source));
    reported(&out, &root().join("corpus"), &pages);
    let numbers = Regex::new(r"1[3-9][0-9]{9}").expect("a pattern");
    let printed = String::from_utf8_lossy(&fs::read(&source).expect("the text")).into_owned();
    let contacts: BTreeSet<&str> = numbers.find_iter(&printed).map(|found| found.as_str()).collect();
    assert!(!contacts.is_empty(), "without a number the test would show nothing");
    let files = files(&pages);
    for (name, text) in &files {
        for contact in &contacts {
            assert!(!text.contains(contact), "{name}");
        }
    }
    assert!(files.iter().any(|(name, text)| name.ends_with(".svg") && text.contains("[redacted]")));
}

/// One document as one file: all of it is in there, and nothing of it is elsewhere or what redaction took out.
#[test]
fn a_document_as_one_file_needs_nothing_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (out, pages) = (folder.path().join("out"), folder.path().join("pages"));
    extracted(&out, &["c00008", "c00018"].map(common::document));
    reported_as(&out, &root().join("corpus"), &pages, &["--all", "--single"]);
    let files = files(&pages);
    assert_eq!(files.len(), 4, "two documents in two languages");
    let (link, picture) = (Regex::new(r#"(?:href|src)="([^"]*)""#), Regex::new("data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)"));
    let (link, picture) = (link.expect("a pattern"), picture.expect("a pattern"));
    let part = Regex::new(r#"\bid="([^"]*)""#).expect("a pattern");
    let contact = Regex::new(r"1[3-9][0-9]{9}").expect("a pattern");
    let printed = String::from_utf8_lossy(&fs::read(common::document("c00008")).expect("the text")).into_owned();
    let contacts: BTreeSet<&str> = contact.find_iter(&printed).map(|found| found.as_str()).collect();
    let (mut followed, mut redacted) = (0, 0);
    for (name, text) in &files {
        let parts: Vec<&str> = part.captures_iter(text).map(|found| found.get(1).expect("a part").as_str()).collect();
        let known: BTreeSet<&str> = parts.iter().copied().collect();
        assert_eq!(known.len(), parts.len(), "{name}: two parts have one name");
        for found in link.captures_iter(text).map(|found| found.get(1).expect("a link").as_str()) {
            let target = found.strip_prefix('#');
            assert!(found.starts_with("data:") || target.is_some_and(|target| known.contains(target)), "{name}: {found}");
            followed += 1;
        }
        let pictures = picture.captures_iter(text).map(|found| decoded(&found[1]));
        let all: Vec<String> = std::iter::once(text.clone()).chain(pictures).collect();
        assert!(all.len() > 1 && all[1..].iter().all(|svg| svg.starts_with("<svg")), "{name}: its pages are in it");
        redacted += all[1..].iter().filter(|svg| svg.contains("[redacted]")).count();
        assert!(!all.iter().any(|text| contacts.iter().any(|contact| text.contains(contact))), "{name}");
    }
    assert!(followed > 500 && redacted > 0, "{followed} links, {redacted} pictures with something taken out");
}

/// The text of a `data:` address.
fn decoded(letters: &str) -> String {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for letter in letters.bytes().filter(|letter| *letter != b'=') {
        bits = bits << 6 & 0xffff | u32::from(value(letter));
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    String::from_utf8(bytes).expect("text")
}

#[test]
fn one_document_becomes_a_report_at_once_and_no_report_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("pages");
    let report = || run(gongkai().arg("report").arg(common::document("c00003")).arg("--out").arg(&pages));
    let output = report();
    assert!(output.status.success(), "{output:?}");
    assert!(files(&pages).iter().any(|(name, _)| name.starts_with("picture/")), "its pages are drawn");
    assert_eq!(common::code(&report()), 5);
    let gone = run(gongkai().args(["report", "none.pdf", "--out"]).arg(folder.path().join("other")));
    assert_eq!(common::code(&gone), 2);
}

/// A server that ends with the test.
struct Server {
    process: Child,
    port: u16,
    token: String,
}

impl Server {
    fn start(out: &Path) -> Self {
        let mut process = gongkai()
            .arg("view")
            .arg(out)
            .args(["--files", "corpus", "--reviewer", "tester"])
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(process.stderr.take().expect("standard error")).read_line(&mut line).expect("a line");
        let found = Regex::new(r"http://127\.0\.0\.1:([0-9]+)/\?token=([0-9a-f]+)").expect("a pattern");
        let found = found.captures(&line).unwrap_or_else(|| panic!("no address in {line}"));
        Self { process, port: found[1].parse().expect("a port"), token: found[2].to_owned() }
    }

    /// Sends a question as it is and reads the whole answer.
    fn ask(&self, first: &str, headers: &[(&str, &str)], body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let mut question = format!("{first} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        headers.iter().for_each(|(name, value)| question.push_str(&format!("{name}: {value}\r\n")));
        question.push_str("\r\n");
        question.push_str(body);
        stream.write_all(question.as_bytes()).expect("it takes a question");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

#[test]
fn the_server_answers_its_own_browser_and_nobody_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    extracted(&out, &["c00002", "c00018"].map(common::document));
    let server = Server::start(&out);
    let host = format!("127.0.0.1:{}", server.port);
    let own = ("Host", host.as_str());
    for (first, headers) in
        [("GET /zh/index.html", vec![own]), ("GET /?token=0", vec![own]), ("GET /zh/index.html", vec![("Host", "evil.example")])]
    {
        assert_eq!(status(&server.ask(first, &headers, "")), 403, "{first} {headers:?}");
    }
    let first = format!("GET /?token={}", server.token);
    assert_eq!(status(&server.ask(&first, &[("Host", "evil.example")], "")), 403);
    let answer = server.ask(&first, &[own, ("Accept-Language", "zh-CN,zh;q=0.9")], "");
    assert!(status(&answer) == 303 && answer.contains("location: /zh/index.html"), "{answer}");
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().expect("a pair").to_owned();
    let get = |path: &str| server.ask(&format!("GET {path}"), &[own, ("Cookie", &cookie)], "");
    let page = get("/zh/index.html");
    assert!(status(&page) == 200 && page.contains("content-security-policy: default-src 'none'"), "{page}");
    for path in [
        "/zh/findings.html",
        "/en/findings.html?severity=error&q=%E6%94%AF",
        "/zh/search.html?q=%E6%94%AF%E5%87%BA",
        "/zh/compare.html",
        "/zh/findings.csv?mark=open&minor=hide",
    ] {
        assert_eq!(status(&get(path)), 200, "{path}");
    }
    for path in [
        "/etc/passwd",
        "/zh/../../etc/passwd",
        "/picture/../../x/1.svg",
        "/zh/document/000000000000/index.html",
        "/zh/document/%2e%2e/1.html",
    ] {
        assert_eq!(status(&get(path)), 404, "{path}");
    }
    // A picture, a page, a department: all that the manifest names is there.
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).expect("it")).expect("JSON");
    let document = manifest["inputs"][0]["document"].as_str().expect("a name")[10..22].to_owned();
    let department = manifest["departments"][0]["id"].as_str().expect("an id").to_owned();
    let picture = get(&format!("/picture/{document}/1.svg"));
    assert!(status(&picture) == 200 && picture.contains("image/svg+xml") && picture.contains("<svg xmlns"), "{document}");
    for path in [
        format!("/zh/document/{document}/1.html"),
        format!("/en/department/{department}.html"),
        format!("/zh/department/{department}.csv"),
    ] {
        assert_eq!(status(&get(&path)), 200, "{path}");
    }
    judge(&server, &out, &cookie);
}

/// Marks findings: only from a page of the server, and for good.
fn judge(server: &Server, out: &Path, cookie: &str) {
    let (host, origin) = (format!("127.0.0.1:{}", server.port), format!("http://127.0.0.1:{}", server.port));
    let findings = fs::read_to_string(out.join("findings.ndjson")).expect("findings");
    let finding: serde_json::Value = serde_json::from_str(findings.lines().next().expect("one")).expect("JSON");
    let (document, id) = (finding["document"].as_str().expect("an id"), finding["id"].as_str().expect("an id"));
    let body = format!("document={document}&finding={id}&verdict=real&note=p.+3");
    let post = |headers: &[(&str, &str)], body: &str| {
        server.ask("POST /zh/review", &[&[("Host", host.as_str())], headers].concat(), body)
    };
    for headers in
        [vec![("Origin", origin.as_str())], vec![("Cookie", cookie)], vec![("Cookie", cookie), ("Origin", "http://evil.example")]]
    {
        assert_eq!(status(&post(&headers, &body)), 403, "{headers:?}");
    }
    assert!(!out.join("review.ndjson").exists());
    let own = [("Cookie", cookie), ("Origin", origin.as_str())];
    assert_eq!(status(&post(&own, &body)), 303);
    assert_eq!(status(&post(&own, &body.replace(id, "000000000000"))), 404, "no such finding");
    let review = fs::read_to_string(out.join("review.ndjson")).expect("marks");
    let mark: serde_json::Value = serde_json::from_str(review.lines().next().expect("one")).expect("JSON");
    assert_eq!(
        (mark["finding"].as_str(), mark["verdict"].as_str(), mark["note"].as_str(), mark["who"].as_str()),
        (Some(id), Some("real"), Some("p. 3"), Some("tester"))
    );
    assert_eq!(review.lines().count(), 1);
    let get = |path: &str| server.ask(&format!("GET {path}"), &[("Host", &host), ("Cookie", cookie)], "");
    let shown = get(&format!("/zh/finding/{document}-{id}.html"));
    assert!(shown.contains("value=\"real\"") && shown.contains("aria-pressed=\"true\"") || shown.contains("chosen"), "{shown}");
    // A list as a file has what the list has, and a mark that is taken back is no longer one.
    let list = |mark: &str| get(&format!("/zh/findings.csv?mark={mark}")).matches(&format!("\n{id},")).count();
    assert_eq!((list("real"), list("open")), (1, 0));
    assert!(get("/zh/findings.html?verdict=real").contains("verdict=real</code>"), "a filter that nobody knows is told");
    let undo = |headers: &[(&str, &str)]| server.ask("POST /zh/undo", &[&[("Host", host.as_str())], headers].concat(), "list=");
    assert_eq!(status(&undo(&[("Cookie", cookie), ("Origin", "http://evil.example")])), 403);
    let undone = undo(&own);
    assert!(status(&undone) == 303 && undone.contains(&format!("finding/{document}-{id}.html")), "{undone}");
    assert_eq!((list("real"), list("open")), (0, 1));
}

/// What people marked is left out of what is left to look at, and a mark that is taken back is not.
#[test]
fn what_was_reviewed_can_be_left_out() {
    let out = tempfile::tempdir().expect("a folder");
    let input = common::document("c00018");
    let found = |marks: &str| -> BTreeSet<String> {
        fs::write(out.path().join("review.ndjson"), marks).expect("marks");
        let output = run(gongkai().arg("check").arg(&input).args(["--format", "json", "--unreviewed"]).arg(out.path()));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let findings = report["documents"][0]["findings"].as_array().expect("findings").clone();
        findings.iter().map(|f| f["id"].as_str().expect("an id").to_owned()).collect()
    };
    let all = found("");
    let first = all.first().expect("a document with a finding").clone();
    let mark = |verdict: &str| format!("{{\"finding\":\"{first}\",\"verdict\":\"{verdict}\"}}\n");
    let rest = found(&mark("false"));
    assert!(!rest.contains(&first) && rest.len() + 1 == all.len());
    assert_eq!(found(&(mark("false") + &mark("open"))), all);
}
