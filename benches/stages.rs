//! Time per stage, on a document of ruled tables over many pages. `cargo bench`; nothing here is asserted.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use gongkai::extraction::extract;
use gongkai::layout::{Sheet, lay_out};
use gongkai::output::document::{Origin, SourceFacts, to_json};
use gongkai::page::Metadata;
use gongkai::page::pdf;
use gongkai::source::{self, Source};
use gongkai::{check, content, outline, record};
use std::path::{Path, PathBuf};

/// 江澄市 2025: tables of every kind, two on a page, over page breaks.
const DOCUMENT: &str = "c00010";

fn document() -> Source {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let (found, _) = source::discover(&[PathBuf::from(&corpus)], std::io::empty());
    let found = found.into_iter().find(|f| f.name.starts_with(DOCUMENT)).expect("the document is in corpus/");
    source::read(&found.path).expect("the document can be read")
}

fn stages(criterion: &mut Criterion) {
    let source = document();
    let pages = pdf::read(source.bytes.clone()).expect("a PDF").pages;
    let sheets: Vec<Sheet> = pages.iter().map(|p| lay_out(p).0).collect();
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Elements(pages.len() as u64));
    group.bench_function("page", |b| {
        b.iter_batched(|| source.bytes.clone(), |bytes| pdf::read(bytes).expect("a PDF"), BatchSize::LargeInput);
    });
    group.bench_function("layout", |b| b.iter(|| pages.iter().map(lay_out).collect::<Vec<_>>()));
    group.bench_function("outline and content", |b| {
        b.iter_batched(
            || sheets.clone(),
            |sheets| {
                let (mut outline, _) = outline::outline(sheets);
                let (facts, _) = content::disclosure::read(&outline, &Metadata::default());
                content::read(&mut outline, &facts)
            },
            BatchSize::LargeInput,
        );
    });
    let whole = extract(source.clone());
    let disclosure = whole.disclosure.clone().expect("a disclosure");
    group.bench_function("records", |b| b.iter(|| record::read(&whole.content, &disclosure)));
    group.bench_function("checks", |b| {
        let document = check::Document {
            outline: &whole.outline,
            disclosure: &disclosure,
            content: &whole.content,
            records: &whole.records,
            diagnostics: &whole.diagnostics,
        };
        b.iter(|| check::run(&document));
    });
    let facts = SourceFacts {
        name: source.name.clone(),
        sha256: source.sha256.clone(),
        media: "application/pdf".into(),
        bytes: 0,
        origin: Origin::default(),
    };
    group.bench_function("output", |b| b.iter(|| to_json(&facts, &whole, false)));
    group.bench_function("whole", |b| b.iter_batched(|| source.clone(), extract, BatchSize::LargeInput));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
