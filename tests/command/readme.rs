//! Every command that is printed in the README or in a help text runs.
#![cfg(unix)]

use crate::common;

use crate::common::{code, gongkai, root, run, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// Runs one printed line in a folder that has what the lines speak of.
fn works(line: &str) {
    // It serves until it is stopped; `view.rs` asks it. Scans need a model that is fetched; `ocr.rs` reads them where it is there.
    if line.contains("gongkai view") || line.contains("--ocr") || line.contains("gongkai ocr") {
        return;
    }
    let folder = common::temporary();
    symlink(root().join("corpus"), folder.path().join("corpus")).expect("a link");
    fs::create_dir(folder.path().join("part two")).expect("a folder");
    for name in ["a.pdf", "part two/b.pdf"] {
        fs::copy(common::document("c00001"), folder.path().join(name)).expect("a copy");
    }
    let finished = run(gongkai().current_dir(folder.path()).args(["extract", "a.pdf", "--out", "out"]));
    assert_eq!(code(&finished), 0, "{}", stderr(&finished));
    let command = Path::new(env!("CARGO_BIN_EXE_gongkai")).parent().expect("a folder");
    let path = format!("{}:{}", command.display(), std::env::var("PATH").unwrap_or_default());
    let output = run(Command::new("sh").args(["-c", line]).current_dir(folder.path()).env("PATH", path));
    // What is asked to fail on findings may: corpus/ holds planted ones.
    let may_find = line.contains("--fail-on") && code(&output) == 4;
    assert!(code(&output) == 0 || may_find, "`{line}`: {}", stderr(&output));
}

#[test]
fn the_examples_of_the_help_run() {
    for command in [
        "extract",
        "explain",
        "check",
        "codes",
        "table",
        "coverage",
        "export",
        "schema",
        "doctor",
        "completions",
        "man",
        "report",
        "pack",
    ] {
        let help = [command, "--help"];
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
    let commands: Vec<&str> = code_lines(&readme).filter(|l| l.contains("gongkai ") && !l.starts_with("cargo")).collect();
    assert!(commands.len() >= 3, "{commands:?}");
    commands.into_iter().for_each(works);
}

/// The Chinese README says the same: the same commands and the same exit codes, and each leads to the other.
#[test]
fn both_readmes_list_the_same_commands_and_exit_codes() {
    let read = |name: &str| fs::read_to_string(root().join(name)).expect("a README");
    let (english, chinese) = (read("README.md"), read("README.zh.md"));
    assert_eq!(code_lines(&english).collect::<Vec<_>>(), code_lines(&chinese).collect::<Vec<_>>());
    let codes = |text: &str| -> Vec<String> {
        let cells = text.lines().filter_map(|l| l.strip_prefix("| ")?.split(" |").next().map(str::to_owned));
        cells.filter(|c| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit())).collect()
    };
    assert!(codes(&english).len() >= 5, "{:?}", codes(&english));
    assert_eq!(codes(&english), codes(&chinese));
    let files = |text: &str| -> Vec<String> {
        let rows = text.lines().filter(|l| l.starts_with("| `"));
        rows.filter_map(|l| l.split('`').nth(1).map(str::to_owned)).collect()
    };
    assert_eq!(files(&english), files(&chinese), "the tables of files");
    assert!(english.contains("](README.zh.md)") && chinese.contains("](README.md)"));
}

/// Every command of the help is in both.
#[test]
fn the_readmes_know_every_command() {
    let help = stdout(&run(gongkai().arg("--help")));
    // A description goes on in a line that is set in further.
    let first = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let listed = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| l.starts_with("  "));
    let commands: Vec<&str> = listed.filter(first).filter_map(|l| l.split_whitespace().next()).collect();
    assert!(commands.len() >= 7, "{commands:?}");
    for name in ["README.md", "README.zh.md"] {
        let text = fs::read_to_string(root().join(name)).expect("a README");
        for command in commands.iter().filter(|c| **c != "help") {
            assert!(text.contains(&format!("gongkai {command}")), "{name} does not know `gongkai {command}`");
        }
    }
}

/// What the READMEs begin with comes out of `corpus/`: every value that they show stands where they show it.
#[test]
fn what_the_readmes_show_comes_out() {
    let out = common::temporary();
    assert_eq!(code(&run(gongkai().args(["extract", "corpus", "--out"]).arg(out.path()))), 0);
    let table = |line: &str| line.contains("科目编码");
    for name in ["README.md", "README.zh.md"] {
        let text = fs::read_to_string(root().join(name)).expect("a README");
        let shown: Vec<Value> = blocks(&text, "json").iter().map(|b| serde_json::from_str(b).expect("JSON")).collect();
        let [department, finding] = shown.as_slice() else { panic!("{name}: {} blocks of JSON", shown.len()) };
        let file = format!("departments/{}.json", department["id"].as_str().expect("an id"));
        assert!(holds(&common::json(&out.path().join(file)), department), "{name}: {department:#}");
        let findings = fs::read_to_string(out.path().join("findings.ndjson")).expect("findings");
        let mut findings = findings.lines().map(|line| serde_json::from_str(line).expect("a finding"));
        assert!(findings.any(|f: Value| holds(&f, finding)), "{name}: {finding:#}");
        let csv = blocks(&text, "csv");
        let printed = run(gongkai().args(["table", "--format", "csv"]).arg(common::document("c00018")).arg("B05"));
        assert!(
            csv.iter().any(|b| b.lines().any(table)) && csv.iter().all(|b| stdout(&printed).starts_with(b)),
            "{name}: {csv:?}"
        );
    }
}

/// The fenced blocks of a language.
fn blocks(markdown: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    markdown.split(fence.as_str()).skip(1).filter_map(|rest| Some(rest.split("```").next()?.to_owned())).collect()
}

/// Whether a value has all that another one shows of it.
fn holds(value: &Value, shown: &Value) -> bool {
    match (value, shown) {
        (Value::Object(value), Value::Object(shown)) => shown.iter().all(|(k, s)| value.get(k).is_some_and(|v| holds(v, s))),
        (Value::Array(value), Value::Array(shown)) => shown.iter().all(|s| value.iter().any(|v| holds(v, s))),
        _ => value == shown,
    }
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
