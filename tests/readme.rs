//! Every command that is printed in the README or in a help text runs.
#![cfg(unix)]

mod common;

use common::{code, gongkai, root, run, stderr, stdout};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// Runs one printed line in a folder that has what the lines speak of.
fn works(line: &str) {
    let folder = common::temporary();
    symlink(root().join("corpus"), folder.path().join("corpus")).expect("a link");
    fs::create_dir(folder.path().join("part two")).expect("a folder");
    for name in ["a.pdf", "part two/b.pdf"] {
        fs::copy(common::document("c00001"), folder.path().join(name)).expect("a copy");
    }
    let command = Path::new(env!("CARGO_BIN_EXE_gongkai")).parent().expect("a folder");
    let path = format!("{}:{}", command.display(), std::env::var("PATH").unwrap_or_default());
    let output = run(Command::new("sh").args(["-c", line]).current_dir(folder.path()).env("PATH", path));
    assert_eq!(code(&output), 0, "`{line}`: {}", stderr(&output));
}

#[test]
fn the_examples_of_the_help_run() {
    for help in [&["extract", "--help"], &["explain", "--help"], &["check", "--help"]] {
        let text = stdout(&run(gongkai().args(help)));
        let examples: Vec<&str> = section(&text, "Examples:").collect();
        assert!(examples.len() >= 2, "{help:?}: {examples:?}");
        examples.into_iter().for_each(works);
    }
}

/// The indented lines under a heading.
fn section<'t>(text: &'t str, heading: &str) -> impl Iterator<Item = &'t str> {
    let under = text.lines().skip_while(move |l| *l != heading).skip(1);
    under.take_while(|l| l.starts_with("  ")).map(str::trim)
}

#[test]
fn the_commands_of_the_readme_run() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    let commands: Vec<&str> = code_lines(&readme).filter(|l| l.contains("gongkai e")).collect();
    assert!(commands.len() >= 3, "{commands:?}");
    commands.into_iter().for_each(works);
}

/// The README promises one test command; the CI runs the same.
#[test]
fn the_readme_tests_with_what_the_ci_tests_with() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    let ci = fs::read_to_string(root().join(".ci/run")).expect("a CI script");
    let tests: Vec<&str> = code_lines(&readme).filter(|l| l.starts_with("cargo test")).collect();
    assert_eq!(tests.len(), 1, "{tests:?}");
    assert!(ci.lines().any(|l| l.trim() == tests[0]), "`{}` is not in .ci/run", tests[0]);
}

/// The lines of the fenced blocks, without comments behind them.
fn code_lines(markdown: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    let lines = markdown.lines().filter(move |line| {
        let fence = line.starts_with("```");
        inside ^= fence;
        inside && !fence
    });
    lines.map(|l| l.split("  #").next().unwrap_or(l).trim()).filter(|l| !l.is_empty())
}
