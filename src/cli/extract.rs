//! `gongkai extract`: the options of a run, its signals, its logs, its summary and its exit code.

use super::args::Extract;
use super::choices::{LogFormat, LogLevel};
use super::exit::Exit;
use super::inputs::{expand, listed};
use super::isolation::isolation;
use super::terminal::{self, Logs, say, totals_line};
use super::{derive, ocr, progress, show, signals};
use crate::content::disclosure::{self, Told};
use crate::extraction::{Outcome, extract_until};
use crate::output::document::{Origin, SourceFacts, to_json};
use crate::output::sinks;
use crate::privacy::{self, Contacts};
use crate::run::{self, Globs, Isolation, Limits, Options, RunError, Selection, Summary};
use std::io;
use std::path::Path;
use tracing_subscriber::filter::LevelFilter;

/// Runs.
pub(super) fn extract(args: Extract) -> Exit {
    log(args.log, args.log_format);
    if args.keep_contacts {
        say("warning: --keep-contacts leaves names and numbers of persons in the outputs; keep and pass them on accordingly");
    }
    if args.second_reader && !cfg!(feature = "second-reader") {
        say("this program was built without the feature second-reader");
        return Exit::Usage;
    }
    let told = Told { department: args.department.clone(), place: args.place.clone(), year: args.year, by: None };
    let told = Told::default().under(&told);
    if let Some(place) = told.place.as_deref().filter(|p| disclosure::place(p).is_none()) {
        say(&format!(
            "--place {place} is no division, or one of several of that name: give its six digits (gongkai codes {place})"
        ));
        return Exit::Usage;
    }
    let Some(out) = args.out.clone() else { return to_stdout(&args, &told) };
    let inputs = match expand(args.inputs.clone(), io::stdin().lock()) {
        Ok(inputs) => inputs,
        Err(error) => {
            say(&format!("cannot read the list on standard input: {error}"));
            return Exit::Missing;
        }
    };
    let listed = match args.manifest.as_deref().map(listed).transpose() {
        Ok(listed) => listed.unwrap_or_default(),
        Err(exit) => return exit,
    };
    let selection = match selection(&args) {
        Ok(selection) => selection,
        Err(error) => {
            say(&error.to_string());
            return Exit::Usage;
        }
    };
    let pictures = match args.ocr.then(|| ocr::ocr(&args.reading, args.no_ocr_records)).transpose() {
        Ok(pictures) => pictures,
        Err(exit) => return exit,
    };
    let isolation = isolation(args.isolate);
    if pictures.is_some() && isolation == Isolation::InProcess {
        say("--ocr reads pictures in processes of this program: not with --isolate false, and on Unix only");
        return Exit::Usage;
    }
    let options = Options {
        out,
        jobs: args.jobs.map(usize::from),
        keep_contacts: args.keep_contacts,
        redact_names: args.redact_names,
        second_reader: args.second_reader,
        ocr: pictures,
        isolation,
        limits: Limits { soft: args.soft_timeout, hard: args.timeout, memory: args.memory << 20 },
        force: args.force,
        selection,
        told,
        listed,
        allow_empty: args.allow_empty,
        interrupted: signals::interrupted(),
        watch: progress::watch(args.progress),
    };
    let ended = run::run(&inputs, &options);
    // A bar is cleared before anything else is said.
    let Options { out, watch, .. } = options;
    drop(watch);
    match ended {
        Ok(summary) => {
            let exit = report(&summary, &out, args.redact_names);
            let findings = &summary.totals.counts.findings;
            let found = args.fail_on.is_some_and(|t| findings.at_least(t.severity()) > 0);
            let exit = if exit == Exit::Success && found { Exit::Findings } else { exit };
            // What is not finished is not derived from.
            if summary.left > 0 {
                exit
            } else {
                worse(exit, derive::derive(&out, &args.to, sinks::Options { excel: args.excel }))
            }
        }
        Err(error @ RunError::Inside { .. }) => {
            say(&error.to_string());
            Exit::Usage
        }
        Err(error @ RunError::Emptied { .. }) => {
            say(&error.to_string());
            Exit::Missing
        }
        Err(error) => {
            say(&format!("{error}; what was read until then is kept: the same command goes on from here"));
            Exit::Output
        }
    }
}

/// Without a folder to write to: the JSON of one document on standard output.
fn to_stdout(args: &Extract, told: &Told) -> Exit {
    let ([input], None, []) = (args.inputs.as_slice(), &args.manifest, args.to.as_slice()) else {
        say("several documents, lists and other formats need a folder to write to: --out DIR");
        return Exit::Usage;
    };
    if input.is_dir() || input == Path::new("-") {
        say("a folder or a list needs a folder to write to: --out DIR");
        return Exit::Usage;
    }
    let contacts = if args.keep_contacts { Contacts::Kept } else { Contacts::TakenOut };
    let name = input.file_name().map_or_else(|| input.display().to_string(), |name| name.to_string_lossy().into_owned());
    let name = if args.redact_names { privacy::text(&name).0.into_owned() } else { name };
    let read = show::read(input, |source| {
        let facts = SourceFacts {
            name,
            sha256: source.sha256.clone(),
            media: source.media.label().into(),
            bytes: source.bytes.len(),
            origin: Origin { told: told.clone(), ..Origin::default() },
        };
        let extraction = extract_until(source, contacts, told, &signals::interrupted());
        (to_json(&facts, &extraction, args.keep_contacts), extraction.outcome)
    });
    match read {
        Err(exit) => exit,
        Ok((Err(error), _)) => {
            say(&format!("cannot write: {error}"));
            Exit::Output
        }
        Ok((Ok(json), outcome)) => match terminal::data(&json) {
            Exit::Success if outcome.is_failure() => Exit::Failed,
            exit => exit,
        },
    }
}

/// Of two ends of one command the one to tell: that the output is not complete before that some input is not.
fn worse(run: Exit, derived: Exit) -> Exit {
    if derived == Exit::Success { run } else { derived }
}

fn selection(args: &Extract) -> Result<Selection, globset::Error> {
    let (include, exclude) = (Globs::new(&args.include)?, Globs::new(&args.exclude)?);
    Ok(Selection { include, exclude, since: args.since, shard: args.shard })
}

/// What goes on, on standard error. Messages name files, outcomes and counts, and hold no text of documents.
fn log(level: LogLevel, format: LogFormat) {
    let level = match level {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let logs = tracing_subscriber::fmt().with_max_level(level).with_writer(|| Logs).with_target(false);
    // A closed standard error is nobody's problem: to complain about it there would be to panic.
    let logs = logs.log_internal_errors(false);
    match format {
        LogFormat::Text => logs.with_ansi(false).init(),
        LogFormat::Json => logs.json().flatten_event(true).init(),
    }
}

/// The summary on standard error, and the exit code it comes to.
fn report(summary: &Summary, out: &Path, redact_names: bool) -> Exit {
    let shown = |path: &Path| {
        let path = path.display().to_string();
        if redact_names { privacy::text(&path).0.into_owned() } else { path }
    };
    for path in &summary.missing {
        say(&format!("{}: there is no such file or folder", shown(path)));
    }
    for problem in &summary.passed_over {
        say(&format!("{}: {}", shown(&problem.path), problem.error));
    }
    if summary.not_selected > 0 {
        say(&format!("{} files are not selected and not among the inputs", summary.not_selected));
    }
    let totals = &summary.totals;
    let earlier = if summary.kept == 0 { String::new() } else { format!(" ({} of them by an earlier run)", summary.kept) };
    say(&totals_line(totals, &earlier, out));
    if summary.left > 0 {
        say(&format!("interrupted with {} inputs left: the same command goes on from here", summary.left));
        Exit::Interrupted
    } else if !summary.missing.is_empty() {
        Exit::Missing
    } else if Outcome::ALL.iter().any(|o| o.is_failure() && totals.outcomes.of(*o) > 0) {
        Exit::Failed
    } else {
        Exit::Success
    }
}
