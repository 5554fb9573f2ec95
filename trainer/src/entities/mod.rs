//! The entity tagger: tables, training, scores.

mod crf;
mod gold;
mod pool;
mod score;
mod synth;
mod tables;

use analyze::extract::entities::tagger::gazetteer::Gazetteer;
use analyze::extract::entities::tagger::path::LABELS;
use analyze::extract::entities::tagger::spans::span;
use analyze::extract::entities::tagger::{Scratch, Tagger};
use analyze::model::KeyedTable;
use analyze::text::Text;
use anyhow::Result;
use clap::{Args, Subcommand};
use crf::{Model, Options};
use pool::Pool;
use rustc_hash::FxHashMap;
use std::path::PathBuf;

#[derive(Args)]
pub struct Command {
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    /// Builds names.bin and clusters.bin.
    Tables {
        #[arg(long)]
        gazetteer: PathBuf,
        #[arg(long)]
        lists: PathBuf,
        #[arg(long)]
        clusters: PathBuf,
        #[arg(long, default_value_t = 100_000)]
        top: usize,
        #[arg(long)]
        out: PathBuf,
    },
    /// Trains and scores.
    Train {
        #[arg(long)]
        pool: PathBuf,
        #[arg(long)]
        dev: PathBuf,
        #[arg(long, default_value_t = 6)]
        epochs: usize,
        #[arg(long, default_value_t = 0.03)]
        rate: f32,
        #[arg(long, default_value_t = 0.0)]
        l2: f32,
        #[arg(long, default_value_t = 0.3)]
        drop: f32,
        #[arg(long, default_value_t = 2)]
        cutoff: u32,
        #[arg(long, default_value_t = 5)]
        recase: u64,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        #[arg(long, default_value_t = 0.04)]
        prune: f32,
        /// Lists for invented documents: gazetteer.tsv and the folder of hand-written lists.
        #[arg(long)]
        gazetteer: Option<PathBuf>,
        #[arg(long)]
        lists: Option<PathBuf>,
        /// Invented documents of each template.
        #[arg(long, default_value_t = 8)]
        synth: usize,
        /// Folds of the first pass that gives the votes; 0: no votes.
        #[arg(long, default_value_t = 4)]
        folds: usize,
        /// Where to write the model.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

pub fn run(command: Command) -> Result<()> {
    match command.step {
        Step::Tables {
            gazetteer,
            lists,
            clusters,
            top,
            out,
        } => tables::build(&gazetteer, &lists, &clusters, top, &out),
        Step::Train {
            pool,
            dev,
            epochs,
            rate,
            l2,
            drop,
            cutoff,
            recase,
            seed,
            prune,
            gazetteer: names,
            lists,
            synth,
            folds,
            out,
        } => {
            let gazetteer = Gazetteer::embedded();
            let mut documents = gold::read(&pool)?;
            if let (Some(names), Some(lists)) = (names, lists) {
                let lists = tables::lists(&names, &lists)?;
                documents.extend(synth::documents(
                    include_str!("templates/sport.txt"),
                    &lists,
                    synth,
                    seed,
                ));
                documents.extend(synth::documents(
                    include_str!("templates/news.txt"),
                    &lists,
                    synth,
                    seed + 1,
                ));
            }
            if recase > 0 {
                let copies: Vec<_> = documents
                    .iter()
                    .enumerate()
                    .filter_map(|(i, d)| {
                        gold::recase(d, seed.wrapping_add(i as u64 * 7919), recase)
                    })
                    .collect();
                documents.extend(copies);
            }
            let options = Options {
                epochs,
                rate,
                l2,
                drop,
                seed,
            };
            let mut pool = Pool::read(&documents, &gazetteer, cutoff);
            println!(
                "{} documents, {} chains, {} features",
                documents.len(),
                pool.chains.len(),
                pool.ids.len()
            );
            pool.vote(&documents, folds, &options, cutoff);
            let chains: Vec<_> = pool.chains.iter().collect();
            let model = crf::train(&chains, pool.ids.len(), &options);
            let bytes = export(&model, &pool.ids, prune);
            if let Some(out) = out {
                std::fs::write(out, &bytes)?;
            }
            evaluate(bytes, &gold::read(&dev)?);
            Ok(())
        }
    }
}

/// Scores a model's bytes, read as the program reads them.
fn evaluate(bytes: Vec<u8>, documents: &[gold::Document]) {
    let tagger = Tagger {
        gazetteer: Gazetteer::embedded(),
        model: KeyedTable::open(bytes.leak()),
    };
    let mut scores = score::Scores::default();
    let mut scratch = Scratch::default();
    for doc in documents {
        let text = Text::new(doc.text.clone());
        scratch.cells.read(&analyze::parse::parse(&text), true);
        tagger.find(&text, &mut scratch);
        let found: Vec<_> = scratch
            .found
            .iter()
            .map(|f| {
                let s = span(&text, &scratch.cells, f.from, f.to);
                (s.start as usize, s.end as usize, f.kind as usize)
            })
            .collect();
        scores.add(doc, &found);
    }
    scores.print();
}

/// The weights as one byte each, rows of little weight left out.
fn export(model: &Model, ids: &FxHashMap<u32, u32>, prune: f32) -> Vec<u8> {
    let mut features: Vec<(u32, u32)> = ids.iter().map(|(&f, &id)| (f, id)).collect();
    features.sort_unstable();
    let quantise = |x: f32| (x * SCALE).round().clamp(-127.0, 127.0) as i8;
    let rows: Vec<(u32, [i8; LABELS])> = features
        .into_iter()
        .map(|(feature, id)| (feature, &model.rows[id as usize]))
        .filter(|(_, row)| row.iter().any(|x| x.abs() >= prune))
        .map(|(feature, row)| (feature, row.map(quantise)))
        .collect();
    let bytes = analyze::model::encode_keyed(&rows, 0.85);
    println!("{} rows, {} bytes", rows.len(), bytes.len());
    bytes
}

/// Steps of an exported weight in 1.
const SCALE: f32 = 64.0;
