//! stub
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    Pdf,
    Html,
    Text,
    Unknown,
}
impl Media {
    pub fn label(self) -> &'static str {
        match self {
            Media::Pdf => "application/pdf",
            Media::Html => "text/html",
            Media::Text => "text/plain",
            Media::Unknown => "application/octet-stream",
        }
    }
}
#[derive(Debug, Clone)]
pub struct Source {
    pub name: String,
    pub bytes: Vec<u8>,
    pub sha256: String,
    pub media: Media,
}
pub fn read(p: &Path) -> std::io::Result<Source> {
    let bytes = std::fs::read(p)?;
    let media = if bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
        Media::Pdf
    } else if bytes.windows(5).take(500).any(|w| w.eq_ignore_ascii_case(b"<html") || w.eq_ignore_ascii_case(b"<!doc")) {
        Media::Html
    } else {
        Media::Text
    };
    Ok(Source {
        name: p.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        sha256: Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect(),
        bytes,
        media,
    })
}
pub fn discover(inputs: &[PathBuf]) -> Vec<PathBuf> {
    let mut v = vec![];
    for i in inputs {
        for e in ignore::WalkBuilder::new(i).standard_filters(false).sort_by_file_path(|a, b| a.cmp(b)).build().flatten() {
            if e.path().is_file() {
                v.push(e.into_path());
            }
        }
    }
    v.retain(|p| !matches!(p.extension().and_then(|e| e.to_str()), Some("json" | "tsv")));
    v
}
