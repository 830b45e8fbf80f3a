//! Where the original files of a run are: by their names below the folders that were told, and only with the bytes that were read.

use crate::output::manifest::Entry;
use std::path::{Component, Path, PathBuf};

/// The folders and files in which originals are looked for.
#[derive(Debug, Clone, Default)]
pub struct Files {
    roots: Vec<PathBuf>,
}

impl Files {
    /// Looks below these.
    pub fn new(roots: Vec<PathBuf>) -> Self {
        Self { roots }
    }

    /// The file of an input: a root is one that bears its name, or holds it under its name or the end of it. Whether its bytes are
    /// those that were read is seen by whoever opens it.
    pub fn find(&self, entry: &Entry) -> Option<PathBuf> {
        let name = Path::new(&entry.name);
        // A name of a stranger's manifest leads down and nowhere else.
        let parts: Vec<&Path> = name
            .components()
            .map(|part| if let Component::Normal(part) = part { Some(Path::new(part)) } else { None })
            .collect::<Option<_>>()?;
        let has_size =
            |path: &Path| path.metadata().is_ok_and(|m| m.is_file() && entry.bytes.is_none_or(|bytes| m.len() == bytes));
        for root in &self.roots {
            if root.is_file() {
                if root.file_name().is_some_and(|own| Some(own) == name.file_name()) && has_size(root) {
                    return Some(root.clone());
                }
                continue;
            }
            let ends = (0..parts.len()).map(|from| parts[from..].iter().collect::<PathBuf>());
            if let Some(path) = ends.map(|end| root.join(end)).find(|path| stays_below(root, path) && has_size(path)) {
                return Some(path);
            }
        }
        None
    }
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
            assert_eq!(files.find(&entry(name, 5)), Some(root.join("a/b.pdf")), "{name}");
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
}
