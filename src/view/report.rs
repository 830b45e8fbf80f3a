//! The pages as files that open from a folder or any web server.

use super::html::{self, Asked, Lang, Parts, Shell};
use super::read::FindingLine;
use super::site::{Site, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

/// The style of the pages.
pub const STYLE: &str = include_str!("assets/view.css");
/// What pages can do beyond being read.
pub const SCRIPT: &str = include_str!("assets/view.js");

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Documents.
    pub documents: usize,
    /// Pages of documents, in one language.
    pub pages: usize,
    /// Of those, pages without a picture.
    pub without_picture: usize,
}

/// Writes the pages of these documents below a folder, which is empty or not there.
///
/// # Errors
/// When the folder is not empty, or cannot be written to.
pub fn write(site: &Site, ids: &BTreeSet<String>, to: &Path) -> io::Result<Written> {
    fresh(to)?;
    put(to, "asset/view.css", STYLE)?;
    put(to, "asset/view.js", SCRIPT)?;
    put(to, "index.html", &html::gate())?;
    for target in [Target::Run, Target::Findings] {
        page(site, to, &target)?;
    }
    for department in &site.run.departments {
        // Its figures lead to pages of all its documents.
        if department.documents.iter().all(|id| ids.contains(id)) {
            page(site, to, &Target::Department(department.id.as_str().to_owned()))?;
        }
    }
    let mut written = Written::default();
    for id in ids {
        document(site, id, to, &mut written)?;
    }
    Ok(written)
}

/// Writes each of these documents as one file in each language, into a folder, which is empty or not there.
///
/// # Errors
/// When the folder is not empty, or cannot be written to.
pub fn write_single(site: &Site, ids: &BTreeSet<String>, to: &Path) -> io::Result<Written> {
    fresh(to)?;
    let mut written = Written::default();
    for id in ids {
        let of = site.run.document(id)?;
        let pictures: BTreeMap<u32, _> = (1..=of.pages()).map(|page| (page, site.picture(id, page))).collect();
        let marks = of.findings.iter().filter_map(|f| Some((f.id.clone(), site.run.review.of(&f.id)?))).collect();
        let parts = Parts { style: STYLE, script: SCRIPT, pictures: &pictures, marks: &marks };
        for lang in Lang::ALL {
            let shell = Shell { lang, depth: 0, live: false, single: true };
            put(to, &format!("{id}.{}.html", lang.name()), &html::single(&shell, id, &of, &parts))?;
        }
        written.documents += 1;
        written.pages += pictures.len();
        written.without_picture += pictures.values().filter(|drawn| drawn.is_err()).count();
    }
    Ok(written)
}

/// A folder with nothing in it.
fn fresh(to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    if fs::read_dir(to)?.next().is_some() {
        return Err(io::Error::other("is not empty: a report is written into a folder of its own"));
    }
    Ok(())
}

fn document(site: &Site, id: &str, to: &Path, written: &mut Written) -> io::Result<()> {
    let of = site.run.document(id)?;
    written.documents += 1;
    page(site, to, &Target::Document(id.to_owned()))?;
    for number in 1..=of.pages() {
        written.pages += 1;
        match site.picture(id, number) {
            Ok(drawn) => put(to, &format!("picture/{id}/{number}.svg"), &drawn.svg)?,
            Err(_) => written.without_picture += 1,
        }
        page(site, to, &Target::Page(id.to_owned(), number))?;
    }
    let own = |line: &&FindingLine| line.document.as_deref() == Some(id);
    for line in site.run.findings.iter().filter(own) {
        page(site, to, &Target::Finding(id.to_owned(), line.id.clone()))?;
    }
    Ok(())
}

/// A page in both languages.
fn page(site: &Site, to: &Path, target: &Target) -> io::Result<()> {
    for lang in Lang::ALL {
        if let Some(page) = site.page(lang, target, &Asked::default()) {
            put(to, &format!("{}/{}", lang.name(), target.address()), &page)?;
        }
    }
    Ok(())
}

/// Writes a file; its name is made of ids and numbers.
fn put(to: &Path, name: &str, text: &str) -> io::Result<()> {
    let path = to.join(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
