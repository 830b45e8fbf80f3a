//! Where the original files of a run are: by their names below the folders that were told, and only with the bytes that were read.
//! What came out of an archive is found by the archive.

use crate::output::manifest::Entry;
use crate::source::may_be_archive;
use std::path::{Component, Path, PathBuf};

/// The folders and files in which originals are looked for.
#[derive(Debug, Clone, Default)]
pub struct Files {
    roots: Vec<PathBuf>,
}

/// Where the bytes of an input are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The file.
    pub path: PathBuf,
    /// It is an archive that holds them.
    pub archive: bool,
}

impl Files {
    /// Looks below these.
    pub fn new(roots: Vec<PathBuf>) -> Self {
        Self { roots }
    }

    /// The file of an input: a root is one that bears its name, or holds it under its name or the end of it; or the archive that its
    /// name begins with. Whether its bytes are those that were read is seen by whoever opens it.
    pub fn find(&self, entry: &Entry) -> Option<Original> {
        let whole = |path: &Path| path.metadata().is_ok_and(|m| m.is_file() && entry.bytes.is_none_or(|b| m.len() == b));
        // What a member is called is a stranger's word: only what leads to its archive becomes a path.
        let parts: Vec<&Path> = Path::new(&entry.name).components().map_while(normal).collect();
        if parts.len() == Path::new(&entry.name).components().count()
            && let Some(path) = self.first(&parts, whole)
        {
            return Some(Original { path, archive: false });
        }
        let archive = |path: &Path| path.is_file() && may_be_archive(path);
        let most = parts.len().min(Path::new(&entry.name).components().count().saturating_sub(1));
        let path = (1..=most).find_map(|to| self.first(&parts[..to], archive))?;
        Some(Original { path, archive: true })
    }

    /// The first path below the roots that ends a name.
    fn first(&self, parts: &[&Path], wanted: impl Fn(&Path) -> bool) -> Option<PathBuf> {
        let below = |root: &PathBuf| {
            if root.is_file() {
                let is_named = root.file_name().is_some_and(|own| parts.last().is_some_and(|last| last.as_os_str() == own));
                return (is_named && wanted(root)).then(|| root.clone());
            }
            let ends = (0..parts.len()).map(|from| root.join(parts[from..].iter().collect::<PathBuf>()));
            ends.into_iter().find(|path| stays_below(root, path) && wanted(path))
        };
        self.roots.iter().find_map(below)
    }
}

/// A part of a path that leads down and nowhere else.
fn normal(part: Component<'_>) -> Option<&Path> {
    if let Component::Normal(part) = part { Some(Path::new(part)) } else { None }
}

/// Whether a path leads out of the folder by a link.
fn stays_below(root: &Path, path: &Path) -> bool {
    match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(path)) => path.starts_with(root),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn entry(name: &str, bytes: u64) -> Entry {
        let json = serde_json::json!({
            "name": name, "sha256": null, "bytes": bytes, "media": null, "outcome": "ok", "message": null, "document": null, "kind": null,
            "scope": null, "fiscal_year": null, "department": null, "tables": 0, "forms": 0, "records": 0, "diagnostics": 0,
            "checks": {"pass": 0, "rounding": 0, "fail": 0, "not_applicable": 0, "insufficient_data": 0, "refused": 0},
            "findings": {"error": 0, "warning": 0, "info": 0}
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_file_is_found_by_its_name_and_nothing_outside_is() {
        let all = tempfile::tempdir().unwrap();
        let root = all.path().join("in");
        fs::create_dir_all(root.join("a")).unwrap();
        fs::write(root.join("a/b.pdf"), "12345").unwrap();
        fs::write(all.path().join("secret"), "12345").unwrap();
        let files = Files::new(vec![root.clone()]);
        for name in ["in/a/b.pdf", "a/b.pdf"] {
            let found = Some(Original { path: root.join("a/b.pdf"), archive: false });
            assert_eq!(files.find(&entry(name, 5)), found, "{name}");
        }
        for name in ["../secret", "a/../../secret", "/etc/passwd", "a", "a/c.pdf"] {
            assert_eq!(files.find(&entry(name, 5)), None, "{name}");
        }
        assert_eq!(files.find(&entry("a/b.pdf", 6)), None);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(all.path().join("secret"), root.join("link")).unwrap();
            assert_eq!(files.find(&entry("link", 5)), None);
        }
        let alone = Files::new(vec![root.join("a/b.pdf")]);
        assert!(alone.find(&entry("in/a/b.pdf", 5)).is_some() && alone.find(&entry("c.pdf", 5)).is_none());
    }
    #[test]
    fn a_member_is_found_by_its_archive() {
        let all = tempfile::tempdir().unwrap();
        fs::create_dir_all(all.path().join("in/2026")).unwrap();
        let zip = all.path().join("in/2026/a.zip");
        fs::write(&zip, "PK\u{3}\u{4}...").unwrap();
        fs::write(all.path().join("in/b.pdf"), "%PDF-1.7").unwrap();
        let found = Some(Original { path: zip.clone(), archive: true });
        for root in [all.path().join("in"), all.path().to_owned(), zip] {
            let files = Files::new(vec![root]);
            for name in ["in/2026/a.zip/x/b.pdf", "in/2026/a.zip/../c.txt", "in/2026/a.zip/inner.zip/d.txt"] {
                assert_eq!(files.find(&entry(name, 5)), found, "{name}");
            }
            for name in ["in/2026/a.zip", "in/2026/../2026/a.zip/b.pdf", "in/b.pdf/c.txt"] {
                assert_eq!(files.find(&entry(name, 5)), None, "{name}");
            }
        }
    }
}
