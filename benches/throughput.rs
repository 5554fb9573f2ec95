//! What each stage costs, as a share of one bare `unicode_word_indices` pass over the same records in the same run.
//!
//! `cargo bench` reads the articles in `fixtures/`; `ANALYZE_BENCH_JSONL=FILE cargo bench` the `text` of a JSONL file's
//! records; `ANALYZE_BENCH_STAGES=text,report` runs only these (for a profiler). Every stage runs over all records in turn, round after round; the fastest round of each counts, so that a busy
//! machine disturbs ratios little. Times mean nothing by themselves: read the last two columns.
//!
//! `whole` goes from JSON to JSON as a batch run does, some records through each stage before the next; `single` takes every
//! record alone.

#![allow(clippy::print_stdout)] // printing is what it is for

use analyze::extract::{self, Settings, dates, entities, quotes};
use analyze::text::{Text, decode};
use analyze::{Analyzer, Context, Options, TOGETHER, parse, report};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use unicode_segmentation::UnicodeSegmentation;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(serde::Deserialize)]
struct Record {
    text: String,
}

/// The records: a file's, or each fixture many times over.
fn records() -> Vec<String> {
    if let Some(file) = std::env::var_os("ANALYZE_BENCH_JSONL") {
        let lines = std::fs::read_to_string(file).expect("a readable JSONL file");
        return lines
            .lines()
            .map(|line| {
                serde_json::from_str::<Record>(line)
                    .expect("a record with text")
                    .text
            })
            .collect();
    }
    let mut texts = Vec::new();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let mut folders: Vec<_> = std::fs::read_dir(fixtures)
        .expect("fixtures")
        .map(|e| e.expect("an entry").path())
        .collect();
    folders.sort();
    for folder in folders {
        for file in std::fs::read_dir(folder).expect("a folder") {
            let bytes = std::fs::read(file.expect("an entry").path()).expect("a fixture");
            texts.push(decode(bytes, None).expect("a fixture decodes").content);
        }
    }
    texts.sort();
    texts
        .iter()
        .cycle()
        .take(texts.len() * 40)
        .cloned()
        .collect()
}

/// The text of a line of JSONL.
fn read(line: &str) -> Text {
    let record: Record = serde_json::from_str(line).expect("a record");
    Text::new(record.text)
}

/// The fastest of the rounds so far.
struct Stage {
    name: &'static str,
    best: Duration,
}

fn main() {
    let records = records();
    let bytes: usize = records.iter().map(String::len).sum();
    let settings = Settings::default();
    let analyzer = Analyzer::new(Options::default());
    let jsonl: Vec<String> = records
        .iter()
        .map(|text| serde_json::json!({ "text": text }).to_string())
        .collect();

    // What each stage takes from those before it, made once.
    let texts: Vec<Text> = records.iter().map(|text| Text::new(text.clone())).collect();
    let articles: Vec<_> = texts.iter().map(parse::parse).collect();
    let extractions: Vec<_> = articles
        .iter()
        .map(|article| extract::extract(article, &settings))
        .collect();
    let mentions: Vec<_> = articles
        .iter()
        .zip(&extractions)
        .map(|(article, e)| entities::find_mentions(article, &e.dates, &settings))
        .collect();

    let names = [
        "words", "decode", "text", "parse", "dates", "mentions", "cluster", "quotes", "report",
        "single", "whole",
    ];
    let mut stages = names.map(|name| Stage {
        name,
        best: Duration::MAX,
    });
    let rounds = std::env::var("ANALYZE_BENCH_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(15);
    let only = std::env::var("ANALYZE_BENCH_STAGES").unwrap_or_default();
    let wanted =
        |name: &str| only.is_empty() || name == "words" || only.split(',').any(|n| n == name);
    let mut out = Vec::with_capacity(8 * bytes / records.len().max(1));
    for _ in 0..rounds {
        for (i, stage) in stages.iter_mut().enumerate() {
            if !wanted(stage.name) {
                continue;
            }
            let began = Instant::now();
            match i {
                0 => records.iter().for_each(|text| {
                    black_box(text.unicode_word_indices().count());
                }),
                1 => records
                    .iter()
                    .for_each(|text| drop(black_box(decode(text.clone().into_bytes(), None)))),
                2 => records
                    .iter()
                    .for_each(|text| drop(black_box(Text::new(text.clone())))),
                3 => texts
                    .iter()
                    .for_each(|text| drop(black_box(parse::parse(text)))),
                4 => articles
                    .iter()
                    .for_each(|article| drop(black_box(dates::find_dates(article, &settings)))),
                5 => articles.iter().zip(&extractions).for_each(|(article, e)| {
                    drop(black_box(entities::find_mentions(
                        article, &e.dates, &settings,
                    )));
                }),
                6 => articles.iter().zip(&mentions).for_each(|(article, m)| {
                    drop(black_box(entities::cluster(article, m.clone())))
                }),
                7 => articles.iter().zip(&extractions).for_each(|(article, e)| {
                    drop(black_box(quotes::find_quotes(
                        article,
                        &e.entities,
                        &settings,
                    )));
                }),
                8 => articles.iter().zip(&extractions).for_each(|(article, e)| {
                    out.clear();
                    let report = report::build(
                        article,
                        e,
                        None,
                        ("-", None),
                        Default::default(),
                        Default::default(),
                    );
                    report::append_report(&mut out, &report, report::Style::Compact);
                    black_box(&out);
                }),
                9 => jsonl.iter().for_each(|line| {
                    out.clear();
                    let text = read(line);
                    let report = analyzer.analyze(&text, &Context::default());
                    report::append_report(&mut out, &report, report::Style::Compact);
                    black_box(&out);
                }),
                _ => {
                    let (mut texts, mut bytes) = (Vec::new(), 0);
                    for (i, line) in jsonl.iter().enumerate() {
                        texts.push(read(line));
                        bytes += texts.last().map_or(0, |text| text.content.len());
                        if bytes < TOGETHER && i + 1 < jsonl.len() {
                            continue;
                        }
                        out.clear();
                        let articles: Vec<_> = texts
                            .iter()
                            .map(|text| (text, Context::default()))
                            .collect();
                        for report in analyzer.analyze_all(&articles) {
                            report::append_report(&mut out, &report, report::Style::Compact);
                        }
                        black_box(&out);
                        texts.clear();
                        bytes = 0;
                    }
                }
            }
            stage.best = stage.best.min(began.elapsed());
        }
    }

    let megabytes = bytes as f64 / 1e6;
    let words = stages[0].best.as_secs_f64();
    println!(
        "{} records, {megabytes:.2} MB, {rounds} rounds, fastest of each",
        records.len()
    );
    println!(
        "{:<10} {:>10} {:>12} {:>14}",
        "stage", "MB/s", "ms per MB", "x bare words"
    );
    for stage in stages.iter().filter(|stage| wanted(stage.name)) {
        let seconds = stage.best.as_secs_f64();
        println!(
            "{:<10} {:>10.1} {:>12.2} {:>14.2}",
            stage.name,
            megabytes / seconds,
            1e3 * seconds / megabytes,
            seconds / words
        );
    }
    if !wanted("whole") {
        return;
    }
    let whole = stages[stages.len() - 1].best.as_secs_f64();
    println!(
        "whole analysis, JSON in and out included: {:.2} times a bare unicode_word_indices pass",
        whole / words
    );
}
