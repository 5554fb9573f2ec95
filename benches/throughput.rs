//! What each stage costs, as a share of one bare `unicode_word_indices` pass over the same records in the same run.
//!
//! `cargo bench` reads the articles in `fixtures/`; `ANALYZE_BENCH_JSONL=FILE cargo bench` the `text` of a JSONL file's
//! records; `ANALYZE_BENCH_PARTS=whole` runs only that of `stages`, `single`, `whole` (for a profiler),
//! `ANALYZE_BENCH_ROUNDS=N` so many rounds. All parts run over all records in turn, round after round; the fastest round of
//! each counts, so that a busy machine disturbs ratios little. Times mean nothing by themselves: read the last column.
//!
//! `whole` goes from JSON to JSON as a batch run does, some records through each stage before the next; the stages are timed on
//! the same way, `single` takes every record alone.

#![allow(clippy::print_stdout)] // printing is what it is for

use analyze::extract::{Extraction, Settings, dates, entities, quotes};
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

/// What is timed: the bare pass, the stages in order, and whole runs.
const NAMES: [&str; 11] = [
    "words", "json", "text", "parse", "dates", "mentions", "cluster", "quotes", "report", "single",
    "whole",
];

/// The time of each in one round; those that do not run have none.
type Times = [Duration; NAMES.len()];

fn time<T>(total: &mut Duration, run: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let result = run();
    *total += began.elapsed();
    result
}

/// The text of a line of JSONL.
fn read(line: &str) -> String {
    let record: Record = serde_json::from_str(line).expect("a record");
    record.text
}

/// The groups of lines that a batch run reads together.
fn groups(jsonl: &[String]) -> Vec<&[String]> {
    let (mut groups, mut from, mut bytes) = (Vec::new(), 0, 0);
    for (i, line) in jsonl.iter().enumerate() {
        bytes += line.len();
        if bytes >= TOGETHER || i + 1 == jsonl.len() {
            groups.push(&jsonl[from..=i]);
            (from, bytes) = (i + 1, 0);
        }
    }
    groups
}

/// Takes a group through the stages, each timed.
fn stages(group: &[String], out: &mut Vec<u8>, times: &mut Times) {
    let settings = Settings::default();
    let [
        _,
        json,
        text,
        parse,
        dates,
        mentions,
        cluster,
        quotes,
        report,
        ..,
    ] = times;
    let texts: Vec<String> = time(json, || group.iter().map(|line| read(line)).collect());
    let texts: Vec<Text> = time(text, || texts.into_iter().map(Text::new).collect());
    let articles: Vec<_> = time(parse, || texts.iter().map(parse::parse).collect());
    let mut found: Vec<Extraction> = time(dates, || {
        let dates = articles
            .iter()
            .map(|article| dates::find_dates(article, &settings));
        dates
            .map(|dates| Extraction {
                dates,
                ..Extraction::default()
            })
            .collect()
    });
    let named: Vec<_> = time(mentions, || {
        let both = articles.iter().zip(&found);
        both.map(|(article, e)| entities::find_mentions(article, &e.dates, &settings))
            .collect()
    });
    time(cluster, || {
        for ((article, e), mentions) in articles.iter().zip(&mut found).zip(named) {
            e.entities = entities::cluster(article, mentions);
        }
    });
    time(quotes, || {
        for (article, e) in articles.iter().zip(&mut found) {
            e.quotes = quotes::find_quotes(article, &e.entities, &settings);
        }
    });
    time(report, || {
        out.clear();
        for (article, e) in articles.iter().zip(&found) {
            let (offsets, select) = Default::default();
            let report = report::build(article, e, None, ("-", None), offsets, select);
            report::append_report(out, &report, report::Style::Compact);
        }
        black_box(&out);
    });
}

/// Every record alone.
fn single(analyzer: &Analyzer, jsonl: &[String], out: &mut Vec<u8>) {
    for line in jsonl {
        out.clear();
        let text = Text::new(read(line));
        let report = analyzer.analyze(&text, &Context::default());
        report::append_report(out, &report, report::Style::Compact);
        black_box(&out);
    }
}

/// A group as a batch run takes it.
fn whole(analyzer: &Analyzer, group: &[String], out: &mut Vec<u8>) {
    out.clear();
    let texts: Vec<Text> = group.iter().map(|line| Text::new(read(line))).collect();
    let articles: Vec<_> = texts
        .iter()
        .map(|text| (text, Context::default()))
        .collect();
    for report in analyzer.analyze_all(&articles) {
        report::append_report(out, &report, report::Style::Compact);
    }
    black_box(&out);
}

fn main() {
    let records = records();
    let bytes: usize = records.iter().map(String::len).sum();
    let analyzer = Analyzer::new(Options::default());
    let jsonl: Vec<String> = records
        .iter()
        .map(|text| serde_json::json!({ "text": text }).to_string())
        .collect();
    let groups = groups(&jsonl);
    let rounds = std::env::var("ANALYZE_BENCH_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(15);
    let only = std::env::var("ANALYZE_BENCH_PARTS").unwrap_or_default();
    let wanted = |part: &str| only.is_empty() || only.split(',').any(|name| name == part);

    let mut best = [Duration::MAX; NAMES.len()];
    let mut out = Vec::with_capacity(8 * bytes / records.len().max(1));
    for _ in 0..rounds {
        let mut times = Times::default();
        time(&mut times[0], || {
            for text in &records {
                black_box(text.unicode_word_indices().count());
            }
        });
        if wanted("stages") {
            groups
                .iter()
                .for_each(|group| stages(group, &mut out, &mut times));
        }
        if wanted("single") {
            time(&mut times[9], || single(&analyzer, &jsonl, &mut out));
        }
        if wanted("whole") {
            time(&mut times[10], || {
                groups
                    .iter()
                    .for_each(|group| whole(&analyzer, group, &mut out));
            });
        }
        for (best, time) in best.iter_mut().zip(times) {
            *best = time.min(*best);
        }
    }

    let megabytes = bytes as f64 / 1e6;
    let words = best[0].as_secs_f64();
    println!(
        "{} records, {megabytes:.2} MB, {rounds} rounds, fastest of each",
        records.len()
    );
    println!(
        "{:<10} {:>10} {:>12} {:>14}",
        "stage", "MB/s", "ms per MB", "x bare words"
    );
    for (name, best) in NAMES.iter().zip(best).filter(|(_, best)| !best.is_zero()) {
        let seconds = best.as_secs_f64();
        println!(
            "{name:<10} {:>10.1} {:>12.2} {:>14.2}",
            megabytes / seconds,
            1e3 * seconds / megabytes,
            seconds / words
        );
    }
    if wanted("whole") {
        println!(
            "whole analysis, JSON in and out included: {:.2} times a bare unicode_word_indices pass",
            best[10].as_secs_f64() / words
        );
    }
}
