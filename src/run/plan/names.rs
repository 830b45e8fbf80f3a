//! Names of inputs in the outputs: what tells of the machine's folders is left out.

use std::path::{Component, Path, PathBuf};

/// The name of a file: with the folder it was found through, if it was found in one of `folders`.
pub(super) fn name_from(folders: &[PathBuf], file: &Path) -> String {
    let folder = folders.iter().filter(|g| file.starts_with(g) && file != g.as_path()).max_by_key(|g| g.components().count());
    folder.map_or_else(|| name_of(file), |folder| name_below(folder, file))
}

/// The path as given; of an absolute path, or one that climbs, only its last part, since the rest tells of the machine.
pub(crate) fn name_of(path: &Path) -> String {
    let inside = path.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    let parts: Vec<Component<'_>> =
        if inside { path.components().collect() } else { path.components().next_back().into_iter().collect() };
    let names: Vec<_> = parts.into_iter().filter_map(normal).collect();
    names.join("/")
}

fn name_below(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).map(name_of).unwrap_or_else(|_| name_of(file));
    let folder = name_of(folder);
    if folder.is_empty() { below } else { format!("{folder}/{below}") }
}

fn normal(component: Component<'_>) -> Option<String> {
    match component {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_nothing_of_the_machine() {
        for (path, want) in
            [("corpus/a.pdf", "corpus/a.pdf"), ("./a.pdf", "a.pdf"), ("/home/x/a.pdf", "a.pdf"), ("../x/a.pdf", "a.pdf")]
        {
            assert_eq!(name_of(Path::new(path)), want);
        }
        for (folder, file, want) in [
            ("in", "in/上海/a.pdf", "in/上海/a.pdf"),
            (".", "./a.pdf", "a.pdf"),
            ("/home/x/in", "/home/x/in/b/a.pdf", "in/b/a.pdf"),
        ] {
            assert_eq!(name_below(Path::new(folder), Path::new(file)), want);
        }
    }
}
