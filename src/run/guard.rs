//! What a run must not do to folders: read its own output, or empty one that is finished.

use super::options::{Options, OutputError, RunError};
use super::plan::{Plan, name_of};
use crate::output::OutputFolder;
use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Refuses an output folder that is one of the folders `inputs`, or in one of them, by whatever name or link.
pub(super) fn apart(out: &Path, inputs: &[PathBuf]) -> Result<(), RunError> {
    let real = resolved(out);
    match inputs.iter().find(|input| input.is_dir() && real.starts_with(resolved(input))) {
        Some(input) => Err(RunError::Inside { out: out.to_owned(), input: input.clone() }),
        None => Ok(()),
    }
}

/// The path without links and dots, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    let mut real = PathBuf::new();
    for component in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match component {
            // What stands before it is no link any more.
            Component::ParentDir => drop(real.pop()),
            Component::CurDir => {}
            other => real.push::<&OsStr>(other.as_os_str()),
        }
        real = real.canonicalize().unwrap_or(real);
    }
    real
}

/// Refuses to put nothing in the place of something: a disk that is not mounted and a list that was not fetched look like a
/// folder from which all was taken away.
pub(super) fn keeps(plan: &Plan, options: &Options) -> Result<(), RunError> {
    let out = &options.out;
    if options.allow_empty || !out.join("manifest.json").exists() {
        return Ok(());
    }
    let emptied = |why: String| Err(RunError::Emptied { out: out.clone(), why });
    let before = OutputFolder::open(out).and_then(|folder| folder.manifest());
    let before = before.map_or(None, |manifest| Some(manifest.inputs));
    // What cannot be read back is not nothing either.
    if before.as_ref().is_some_and(Vec::is_empty) {
        return Ok(());
    }
    if plan.inputs.iter().all(|input| input.missing) {
        let holding: Vec<String> = plan.barren.iter().map(|path| path.display().to_string()).collect();
        return emptied(match holding.as_slice() {
            [] if plan.not_selected > 0 => "no input is selected".to_owned(),
            [] => "there is no input".to_owned(),
            _ => format!("there is no document in {}", holding.join(", ")),
        });
    }
    for folder in &plan.barren {
        let below = format!("{}/", name_of(folder));
        let lost = before.iter().flatten().filter(|entry| entry.name.starts_with(&below)).count();
        if lost > 0 {
            return emptied(format!("{} holds no documents, and {lost} of the last run were in it", folder.display()));
        }
    }
    Ok(())
}

/// The same for folders that are put together.
pub(super) fn keeps_merged(out: &Path, entries: usize) -> Result<(), OutputError> {
    let held = || OutputFolder::open(out).and_then(|folder| folder.manifest()).is_ok_and(|m| !m.inputs.is_empty());
    if entries > 0 || !held() {
        return Ok(());
    }
    Err(OutputError::at("manifest.json")(io::Error::other("the folders to put together hold nothing, and it does")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[cfg(unix)]
    #[test]
    fn an_output_in_an_input_is_found_by_any_name() {
        let all = tempfile::tempdir().unwrap();
        let at = |path: &str| all.path().join(path);
        fs::create_dir_all(at("in/deep")).unwrap();
        fs::create_dir_all(at("in2")).unwrap();
        std::os::unix::fs::symlink(at("in"), at("alias")).unwrap();
        std::os::unix::fs::symlink(at("in/deep"), at("way")).unwrap();
        let check = |out: &str, input: &str| apart(&at(out), &[at("in2"), at(input)]).is_err();
        for (out, input, inside) in [
            ("in", "in", true),
            ("in/out", "in", true),
            ("in/new/newer", "in", true),
            ("alias/out", "in", true),
            ("in/out", "alias", true),
            ("way/../out", "in", true),
            ("way/out", "in", true),
            ("new/../in/out", "in", true),
            ("./in/./out", "in", true),
            ("out", "in", false),
            ("in3", "in", false),
            ("in/../out", "in", false),
            ("in/deep/../../out", "alias", false),
            ("out", "in/none", false),
        ] {
            assert_eq!(check(out, input), inside, "{out} in {input}");
        }
    }
}
