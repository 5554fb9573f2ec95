//! The quote stage's four models and its table of cue words, from PolNeAR's train part: `trainer quotes cues|marks DATA`.
//!
//! `cues` fits which words report, and where their statements begin and end; `marks` fits statement or not, and reads what the
//! embedded cue models say, so it runs after a build with them.

mod fit;

use analyze::extract::quotes::training::{Decisions, Gold, decisions};
use analyze::parse::parse;
use analyze::text::{Span, Text};
use anyhow::Context;
use clap::{Args, Subcommand};
use fit::Plan;
use rayon::prelude::*;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Command {
    #[command(subcommand)]
    step: Step,
    /// Where the models are written.
    #[arg(long, default_value = "src/extract/quotes/model", global = true)]
    out: PathBuf,
    #[arg(long, default_value_t = 20_260, global = true)]
    seed: u64,
}

#[derive(Subcommand)]
enum Step {
    /// Which words report, and where their statements begin and end.
    Cues { data: PathBuf },
    /// Which marked spans are statements.
    Marks { data: PathBuf },
}

#[derive(serde::Deserialize)]
struct Record {
    text: String,
    split: String,
    attributions: Vec<Attribution>,
}

#[derive(serde::Deserialize)]
struct Attribution {
    cue: Vec<Range>,
    content: Vec<Range>,
}

#[derive(serde::Deserialize)]
struct Range {
    start: usize,
    end: usize,
}

pub fn run(command: Command) -> anyhow::Result<()> {
    let plan = |bits, epochs, rate, decay| Plan {
        bits,
        epochs,
        rate,
        decay,
        seed: command.seed,
    };
    let write = |name: &str, bytes: Vec<u8>| {
        let path = command.out.join(name);
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())
    };
    match command.step {
        Step::Cues { data } => {
            let all = collect(&data)?;
            write(
                "cue.bin",
                fit::labelled(&flat(&all, |d| &d.cues), 3, plan(15, 12, 0.05, 3e-4)),
            )?;
            write(
                "start.bin",
                fit::ranked(&flat(&all, |d| &d.starts), plan(14, 12, 0.05, 3e-4)),
            )?;
            write(
                "end.bin",
                fit::ranked(&flat(&all, |d| &d.ends), plan(14, 12, 0.05, 3e-4)),
            )
        }
        Step::Marks { data } => {
            let all = collect(&data)?;
            write(
                "statement.bin",
                fit::labelled(&flat(&all, |d| &d.marked), 2, plan(13, 10, 0.05, 1e-3)),
            )
        }
    }
}

fn flat<T: Clone>(all: &[Decisions], of: impl Fn(&Decisions) -> &Vec<T>) -> Vec<T> {
    all.iter().flat_map(|d| of(d).iter().cloned()).collect()
}

/// The decisions of every article of the train part.
fn collect(data: &Path) -> anyhow::Result<Vec<Decisions>> {
    let file = std::fs::File::open(data).with_context(|| data.display().to_string())?;
    let mut records = Vec::new();
    for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
        let line = line?;
        if !line.trim().is_empty() {
            records.push(serde_json::from_str::<Record>(&line)?);
        }
    }
    Ok(records
        .par_iter()
        .filter(|r| r.split == "train")
        .map(of_record)
        .collect())
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
            cue: spans(&a.cue),
            content: spans(&a.content),
        })
        .collect();
    let text = Text::new(record.text.clone());
    decisions(&parse(&text), &gold)
}
