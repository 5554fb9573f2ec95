//! The quote stage's models, from PolNeAR's train part: `trainer quotes DATA`.
//!
//! Whether marks hold a statement is fitted on what the cue models say, so these are fitted on the other folds' articles
//! first: what they say of articles they were fitted on is too good.

mod ablate;
mod fit;

use analyze::extract::quotes::training::{Decisions, FITTED, Gold, Labelled, Models, decisions};
use analyze::model::Table;
use analyze::parse::parse;
use analyze::text::{Span, Text};
use analyze::{Analyzer, Options};
use anyhow::Context;
use clap::Args;
use fit::Plan;
use rayon::prelude::*;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Command {
    /// PolNeAR as JSON lines, gzipped.
    data: PathBuf,
    /// Where the models are written.
    #[arg(long, default_value = "src/extract/quotes/model")]
    out: PathBuf,
    #[arg(long, default_value_t = 20_260)]
    seed: u64,
    /// Leaves out each N-th article, to score on.
    #[arg(long)]
    keep_out: Option<usize>,
    /// Prints what the templates of a model are worth: leaves out the least valuable one again and again.
    #[arg(long, requires = "keep_out")]
    ablate: Option<String>,
    /// Writes what is found in each article by models that were fitted on other folds, for the scorer.
    #[arg(long)]
    predictions: Option<PathBuf>,
}

#[derive(serde::Deserialize)]
struct Record {
    id: serde_json::Value,
    text: String,
    split: String,
    attributions: Vec<Attribution>,
}

#[derive(serde::Deserialize)]
struct Attribution {
    source: Vec<Range>,
    cue: Vec<Range>,
    content: Vec<Range>,
}

#[derive(serde::Deserialize)]
struct Range {
    start: usize,
    end: usize,
}

/// Parts of the articles that the cue models are fitted without, to be judged by them.
const FOLDS: usize = 5;

pub fn run(command: Command) -> anyhow::Result<()> {
    let (mut records, mut kept) = (Vec::new(), Vec::new());
    for (i, record) in read(&command.data)?.into_iter().enumerate() {
        let keep = command.keep_out.is_some_and(|n| i % n == n - 1);
        if keep { &mut kept } else { &mut records }.push(record);
    }
    let mut folds = Vec::new();
    for fold in 0..FOLDS {
        let (learn, judge): (Vec<_>, Vec<_>) = records
            .iter()
            .enumerate()
            .partition(|(i, _)| i % FOLDS != fold);
        let fitted = Bytes::fit(
            &collect(learn.into_iter().map(|(_, r)| r).collect()),
            command.seed,
        );
        fitted.install(None);
        let judge: Vec<&Record> = judge.into_iter().map(|(_, r)| r).collect();
        let marked = flat(&collect(judge.clone()), |d| &d.marked);
        folds.push((fitted, judge, marked));
    }
    if let Some(path) = &command.predictions {
        return predict(&folds, path, command.seed);
    }
    let marked: Vec<Labelled> = folds.into_iter().flat_map(|(_, _, m)| m).collect();
    let all = Bytes::fit(&collect(records.iter().collect()), command.seed);
    let statement = fit::labelled(&marked, 2, plan_of("statement", command.seed));
    if !kept.is_empty() {
        all.install(None);
        let judged = collect(kept.iter().collect());
        if let Some(model) = &command.ablate {
            let learnt = collect(records.iter().collect());
            ablate::run(model, &learnt, &judged, &marked, command.seed);
            return Ok(());
        }
        fit::judge_labelled::<2>("cue", &flat(&judged, |d| &d.cues), &all.cue);
        fit::judge_labelled::<1>("start", &flat(&judged, |d| &d.starts), &all.start);
        fit::judge_labelled::<1>("end", &flat(&judged, |d| &d.ends), &all.end);
        fit::judge_ranked("source", &flat(&judged, |d| &d.sources), &all.source);
        let seen = flat(&judged, |d| &d.marked);
        fit::judge_labelled::<1>("statement", &seen, &statement);
    }
    for (name, bytes) in [
        ("cue.bin", all.cue),
        ("start.bin", all.start),
        ("end.bin", all.end),
        ("source.bin", all.source),
        ("statement.bin", statement),
    ] {
        let path = command.out.join(name);
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Writes the quotes of each fold's articles, found by models that saw none of them.
fn predict(
    folds: &[(Bytes, Vec<&Record>, Vec<Labelled>)],
    path: &Path,
    seed: u64,
) -> anyhow::Result<()> {
    let mut out = String::new();
    for (fold, (fitted, judge, _)) in folds.iter().enumerate() {
        let others = folds.iter().enumerate().filter(|(i, _)| *i != fold);
        let marked: Vec<Labelled> = others.flat_map(|(_, (_, _, m))| m.clone()).collect();
        let statement = fit::labelled(&marked, 2, plan_of("statement", seed));
        fitted.install(Some(&statement));
        for record in judge {
            let text = Text::new(record.text.clone());
            let report = Analyzer::new(Options::default()).analyze(&text, &Default::default());
            let report = serde_json::to_value(&report)?;
            let line = serde_json::json!({ "id": record.id, "quotes": report["quotes"] });
            out += &format!("{line}\n");
        }
    }
    std::fs::write(path, out).with_context(|| path.display().to_string())
}

/// How each model is fitted.
fn plan_of(model: &str, seed: u64) -> Plan {
    let (bits, epochs, rate, decay) = match model {
        "cue" => (15, 12, 0.05, 3e-4),
        "statement" => (13, 10, 0.05, 1e-3),
        _ => (14, 12, 0.05, 3e-4),
    };
    Plan {
        bits,
        epochs,
        rate,
        decay,
        seed,
        verbose: false,
    }
}

/// The tables of the models that look at the text alone.
struct Bytes {
    cue: Vec<u8>,
    start: Vec<u8>,
    end: Vec<u8>,
    source: Vec<u8>,
}

impl Bytes {
    fn fit(all: &[Decisions], seed: u64) -> Self {
        let ((cue, start), (end, source)) = rayon::join(
            || {
                (
                    fit::labelled(&flat(all, |d| &d.cues), 3, plan_of("cue", seed)),
                    fit::labelled(&flat(all, |d| &d.starts), 2, plan_of("start", seed)),
                )
            },
            || {
                (
                    fit::labelled(&flat(all, |d| &d.ends), 2, plan_of("end", seed)),
                    fit::ranked(&flat(all, |d| &d.sources), plan_of("source", seed)),
                )
            },
        );
        Self {
            cue,
            start,
            end,
            source,
        }
    }

    /// Lets the library decide by these. The tables live as long as the trainer.
    fn install(&self, statement: Option<&Vec<u8>>) {
        let leak = |bytes: &Vec<u8>| -> &'static [u8] { bytes.clone().leak() };
        let models = Models {
            cue: Table::open(leak(&self.cue)),
            start: Table::open(leak(&self.start)),
            end: Table::open(leak(&self.end)),
            source: Table::open(leak(&self.source)),
            statement: statement.and_then(|bytes| Table::open(leak(bytes))),
        };
        if let Ok(mut fitted) = FITTED.write() {
            *fitted = Some(Box::leak(Box::new(models)));
        }
    }
}

fn flat<T: Clone>(all: &[Decisions], of: impl Fn(&Decisions) -> &Vec<T>) -> Vec<T> {
    all.iter().flat_map(|d| of(d).iter().cloned()).collect()
}

/// The articles of the train part.
fn read(data: &Path) -> anyhow::Result<Vec<Record>> {
    let file = std::fs::File::open(data).with_context(|| data.display().to_string())?;
    let mut records = Vec::new();
    for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
        let line = line?;
        if !line.trim().is_empty() {
            records.push(serde_json::from_str::<Record>(&line)?);
        }
    }
    records.retain(|r| r.split == "train");
    Ok(records)
}

fn collect(records: Vec<&Record>) -> Vec<Decisions> {
    records.into_par_iter().map(of_record).collect()
}

fn of_record(record: &Record) -> Decisions {
    let bytes: Vec<usize> = record
        .text
        .char_indices()
        .map(|(i, _)| i)
        .chain([record.text.len()])
        .collect();
    let spans = |ranges: &[Range]| -> Vec<Span> {
        let mut spans: Vec<Span> = ranges
            .iter()
            .map(|r| Span::new(bytes[r.start], bytes[r.end]))
            .collect();
        spans.sort();
        spans
    };
    let gold: Vec<Gold> = record
        .attributions
        .iter()
        .map(|a| Gold {
            source: spans(&a.source),
            cue: spans(&a.cue),
            content: spans(&a.content),
        })
        .collect();
    let text = Text::new(record.text.clone());
    decisions(&parse(&text), &gold)
}
