//! The departments of a run: its documents read back, one body at a time, and put together.

use super::options::{Options, OutputError};
use crate::check::{Digest, Report};
use crate::department::{self, Department, DepartmentId, Document, Group};
use crate::output::gate::Gate;
use crate::output::manifest::{DepartmentEntry, Entry};
use crate::output::{DocumentFile, Staging};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

/// The folder of departments, beside that of documents.
const FOLDER: &str = "departments";
/// The folders of an output folder.
pub(super) const FOLDERS: [&str; 2] = ["documents", FOLDER];

/// Writes the departments of the documents, notes in each entry whose it is, and takes away the files of departments that are no more.
pub(super) fn write(
    entries: &mut [Entry],
    digests: &[Digest],
    across: &Report,
    options: &Options,
    staging: &Staging,
) -> Result<Vec<DepartmentEntry>, OutputError> {
    let files: BTreeMap<&str, &DocumentFile> = entries.iter().filter_map(|e| e.document.as_ref()).map(|d| (d.id(), d)).collect();
    let groups = department::groups(digests);
    let jobs = options.jobs.unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().map_err(io::Error::other);
    let pool = pool.map_err(OutputError::at("anything: no threads"))?;
    let one = |group: &Group| {
        let department = put_together(group, &files, across, &options.out)?;
        put(&department, group, options, staging)
    };
    let written: Vec<DepartmentEntry> = pool.install(|| groups.par_iter().map(one).collect::<Result<_, _>>())?;
    let current: BTreeSet<&DepartmentId> = written.iter().map(|d| &d.id).collect();
    for stale in self::files(&options.out).iter().filter(|id| !current.contains(id)) {
        fs::remove_file(options.out.join(stale.file())).map_err(OutputError::at(&stale.file()))?;
    }
    note(entries, &written);
    Ok(written)
}

/// The departments whose files are in an output folder, by id.
pub(super) fn files(out: &Path) -> Vec<DepartmentId> {
    let names = fs::read_dir(out.join(FOLDER)).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let mut ids: Vec<DepartmentId> = names.filter_map(|name| DepartmentId::of_file(name.to_str()?)).collect();
    ids.sort();
    ids
}

fn put_together(
    group: &Group,
    files: &BTreeMap<&str, &DocumentFile>,
    across: &Report,
    out: &Path,
) -> Result<Department, OutputError> {
    let read = |file: &&DocumentFile| fs::read_to_string(out.join(&***file)).map_err(OutputError::at(file));
    let together = group.members.iter().filter(|m| !m.only_listed);
    let ids: BTreeSet<&str> = together.map(|m| m.document.as_str()).collect();
    let own: Vec<&DocumentFile> = ids.into_iter().filter_map(|id| files.get(id).copied()).collect();
    let texts: Vec<String> = own.iter().map(read).collect::<Result<_, _>>()?;
    let document = |(file, text)| {
        let (file, text): (&&DocumentFile, &String) = (file, text);
        Document::read(text).map_err(io::Error::other).map_err(OutputError::at(file))
    };
    let documents = own.iter().zip(&texts).map(document).collect::<Result<Vec<_>, _>>()?;
    Ok(department::assemble(group, documents, &across.findings))
}

/// Writes a department, unless its file says the same already.
fn put(department: &Department, group: &Group, options: &Options, staging: &Staging) -> Result<DepartmentEntry, OutputError> {
    let file = group.id.file();
    let mut json = Vec::new();
    let written = Gate::new(options.keep_contacts).write(department, &mut json).map_err(io::Error::other);
    written.map_err(OutputError::at(&file))?;
    json.push(b'\n');
    if fs::read(options.out.join(&file)).ok().as_deref() != Some(&json) {
        staging.put(&file, &json).map_err(OutputError::at(&file))?;
    }
    let documents: BTreeSet<&str> = group.members.iter().map(|m| m.document.as_str()).collect();
    Ok(DepartmentEntry {
        id: group.id.clone(),
        file,
        name: department.name.clone(),
        division_code: group.division.clone(),
        documents: documents.into_iter().map(str::to_owned).collect(),
    })
}

/// Says of each input whose it is, where it is of one department.
fn note(entries: &mut [Entry], departments: &[DepartmentEntry]) {
    let mut of: BTreeMap<&str, Option<&DepartmentId>> = BTreeMap::new();
    for department in departments {
        for document in &department.documents {
            of.entry(document).and_modify(|known| *known = None).or_insert(Some(&department.id));
        }
    }
    for entry in entries {
        let id = entry.document.as_ref().and_then(|d| of.get(d.id()).copied().flatten());
        entry.department_id = id.cloned();
    }
}
