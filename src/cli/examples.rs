//! What the help texts end with.

/// What every help text ends with, so that a script need not search for it.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  every input was read, or is a scan or a format that is not read yet
  1  the command line makes no sense
  2  an input is not there (the others are done); a finished output would be emptied (it is left as it is)
  3  an input is encrypted, unreadable, truncated, too large, or failed (the others are done)
  4  a finding is as severe as --fail-on asks for, or more
  5  the output cannot be written
  70  the program itself failed: please report it
  130  interrupted: the same command goes on from there";

pub(super) const EXTRACT_EXAMPLES: &str = "\
Examples:
  gongkai extract corpus --out out
  gongkai extract a.pdf 'part two' --out out --jobs 1
  gongkai extract a.pdf > a.json
  gongkai extract a.pdf --out out --place 610100 --year 2024
  find . -name '*.pdf' | gongkai extract - --out out
  gongkai extract corpus --out out --ocr

Writes out/documents/<first 12 digits of the SHA-256>.json, one for each document, out/departments/<id>.json, one for each body, out/records.ndjson with all amounts,
out/findings.ndjson, and out/manifest.json with every input and what became of it. The same inputs give the same bytes. What
an earlier run into the same folder has read is not read again, so a run that was killed goes on where it was.";

pub(super) const TABLE_EXAMPLES: &str = "\
Examples:
  gongkai table a.pdf
  gongkai table a.pdf B05
  gongkai table a.pdf --page 5 --format csv";

pub(super) const COVERAGE_EXAMPLES: &str = "\
Examples:
  gongkai coverage out
  gongkai coverage out --year 2026 --format json";

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  gongkai check a.pdf --lang zh
  gongkai check corpus --format json > findings.json
  gongkai check corpus --fail-on error

What each rule says: docs/rules.md";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  gongkai explain a.pdf
  gongkai explain a.pdf --page 2 --stage layout";

pub(super) const EXPORT_EXAMPLES: &str = "\
Examples:
  gongkai export out --to sqlite,parquet
  gongkai export out --to csv --excel
  gongkai export out --to datapackage,xlsx

Writes out/csv/, out/csv/datapackage.json, out/parquet/, out/gongkai.sqlite, out/gongkai.xlsx. Reads nothing but the folder.";

pub(super) const SCHEMA_EXAMPLES: &str = "\
Examples:
  gongkai schema record
  gongkai schema document > document.schema.json";

pub(super) const DOCTOR_EXAMPLES: &str = "\
Examples:
  gongkai doctor
  gongkai doctor --out out --json";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  gongkai completions bash > gongkai.bash
  gongkai completions zsh > _gongkai";

pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  gongkai man man1
  gongkai man 'part two'";

pub(super) const CODES_EXAMPLES: &str = "\
Examples:
  gongkai codes 2080505
  gongkai codes 住房公积金 --year 2024 --format json
  gongkai codes 兴县
  gongkai codes 09.1

Names carry several codes, and codes change their names: all are shown, each with the years in which it holds and how that is
known. Exit code 2 if nothing is found.";

#[cfg(feature = "view")]
pub(super) const VIEW_EXAMPLES: &str = "\
Examples:
  gongkai view out --files corpus
  gongkai view out --port 8080

Prints the address to open, on this machine alone. Marks of findings go to out/review.ndjson. How it looks: docs/view.md";

#[cfg(feature = "view")]
pub(super) const REPORT_EXAMPLES: &str = "\
Examples:
  gongkai report a.pdf --out pages
  gongkai report out --files corpus --out pages
  gongkai report out --files corpus --out pages --all

Opens from a folder or any web server: pages/index.html";
