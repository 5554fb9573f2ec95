//! The entity tagger: tables, training, scores.

mod crf;
mod gold;
mod pool;
mod score;
mod synth;
mod tables;

use analyze::extract::entities::tagger::features::row;
use analyze::extract::entities::tagger::gazetteer::Gazetteer;
use analyze::extract::entities::tagger::path::LABELS;
use analyze::extract::entities::tagger::spans::span;
use analyze::extract::entities::tagger::training::Feature;
use analyze::extract::entities::tagger::{Scratch, Tagger};
use analyze::model::{Records, encode_records};
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
        /// Documents to score, if any.
        #[arg(long)]
        dev: Option<PathBuf>,
        /// Every n-th document of the pool's edited prose is kept out and scored; 0: none.
        #[arg(long, default_value_t = 0)]
        hold: usize,
        /// Percent of the pool's documents that are used.
        #[arg(long, default_value_t = 100)]
        share: usize,
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
        #[arg(long, default_value_t = 16)]
        recase: u64,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        #[arg(long, default_value_t = 0.08)]
        prune: f32,
        /// Lists for invented documents: gazetteer.tsv and the folder of hand-written lists.
        #[arg(long)]
        gazetteer: Option<PathBuf>,
        #[arg(long)]
        lists: Option<PathBuf>,
        /// Invented documents of each template.
        #[arg(long, default_value_t = 12)]
        synth: usize,
        /// Models that are averaged, each with its own order and drops.
        #[arg(long, default_value_t = 4)]
        runs: u64,
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
            hold,
            share,
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
            runs,
            folds,
            out,
        } => {
            let gazetteer = Gazetteer::embedded();
            let (mut held, mut documents): (Vec<_>, Vec<_>) =
                gold::read(&pool)?.into_iter().partition(|d| {
                    hold > 0 && d.is_prose() && gold::id_hash(&d.id).is_multiple_of(hold)
                });
            documents.retain(|d| gold::id_hash(&d.id) / 16 % 100 < share);
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
            pool.vote(&documents, &gazetteer, folds, &options, cutoff);
            let chains: Vec<_> = pool.chains.iter().collect();
            let models = (0..runs).map(|run| {
                let options = Options {
                    seed: seed + run,
                    ..options
                };
                crf::train(&chains, pool.ids.len(), &options)
            });
            let model = crf::mean(models);
            let bytes = export(&model, &pool.ids, prune);
            if let Some(out) = out {
                std::fs::write(out, &bytes)?;
            }
            if let Some(dev) = dev {
                held.extend(gold::read(&dev)?);
            }
            evaluate(bytes, &held);
            Ok(())
        }
    }
}

/// Scores a model's bytes, read as the program reads them.
fn evaluate(bytes: Vec<u8>, documents: &[gold::Document]) {
    let tagger = Tagger {
        gazetteer: Gazetteer::embedded(),
        model: Records::open(bytes.leak()),
    };
    let mut scores = score::Scores::default();
    let mut scratch = Scratch::default();
    for doc in documents {
        let text = Text::new(doc.text.clone());
        scratch
            .cells
            .read(&analyze::parse::parse(&text), &tagger.gazetteer, true);
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
fn export(model: &Model, ids: &FxHashMap<Feature, u32>, prune: f32) -> Vec<u8> {
    let quantise = |x: f32| (x * SCALE).round().clamp(-127.0, 127.0) as i8;
    let mut dense = vec![[0i8; LABELS]; row::ALL as usize];
    let mut keyed: Vec<((u32, u8), [i8; LABELS])> = Vec::new();
    for (feature, &id) in ids {
        let weights = &model.rows[id as usize];
        match *feature {
            Feature::Dense(row) => dense[row as usize] = weights.map(quantise),
            Feature::Key(key, slot) => {
                if weights.iter().any(|x| x.abs() >= prune) {
                    keyed.push(((key, slot as u8), weights.map(quantise)));
                }
            }
        }
    }
    keyed.sort_unstable();
    let bytes = encode_records(&dense, &keyed, 0.85);
    println!(
        "{} dense rows, {} keyed, {} bytes",
        dense.len(),
        keyed.len(),
        bytes.len()
    );
    bytes
}

/// Steps of an exported weight in 1.
const SCALE: f32 = 64.0;
