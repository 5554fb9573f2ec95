//! The entity tagger: tables, training, scores.

mod crf;
mod gold;
mod score;
mod tables;

use analyze::extract::entities::tagger::features::chain_features;
use analyze::extract::entities::tagger::gazetteer::Gazetteer;
use analyze::extract::entities::tagger::path::{LABELS, best_path};
use analyze::extract::entities::tagger::spans::{names, span};
use anyhow::Result;
use clap::{Args, Subcommand};
use crf::{Chain, Model, Options};
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
            out,
        } => {
            let gazetteer = Gazetteer::embedded();
            let mut documents = gold::read(&pool)?;
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
            let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
            let mut raw: Vec<Chain> = Vec::new();
            for doc in &documents {
                let read = gold::read_cells(doc, &gazetteer);
                let allowed = doc.allowed(&read.text, &read.cells);
                for &chain in &read.cells.chains {
                    let mut features = vec![Vec::new(); (chain.1 - chain.0) as usize];
                    chain_features(&read.text, &read.cells, chain, |i, f| features[i].push(f));
                    for f in features.iter().flatten() {
                        *counts.entry(*f).or_default() += 1;
                    }
                    raw.push(Chain {
                        features,
                        allowed: allowed[chain.0 as usize..chain.1 as usize].to_vec(),
                        weight: doc.weight(),
                    });
                }
            }
            let mut ids: FxHashMap<u32, u32> = FxHashMap::default();
            for chain in &mut raw {
                for features in &mut chain.features {
                    features.retain(|f| counts[f] >= cutoff);
                    for f in features.iter_mut() {
                        let n = ids.len() as u32;
                        *f = *ids.entry(*f).or_insert(n);
                    }
                }
            }
            drop_counts(counts);
            println!(
                "{} documents, {} chains, {} cells, {} features",
                documents.len(),
                raw.len(),
                raw.iter().map(|c| c.features.len()).sum::<usize>(),
                ids.len()
            );
            let model = crf::train(
                &raw,
                ids.len(),
                &Options {
                    epochs,
                    rate,
                    l2,
                    drop,
                    seed,
                },
            );
            if let Some(out) = out {
                export(&model, &ids, prune, &out)?;
            }
            evaluate(&model, &ids, &gazetteer, &gold::read(&dev)?);
            Ok(())
        }
    }
}

fn drop_counts(_: FxHashMap<u32, u32>) {}

fn evaluate(
    model: &Model,
    ids: &FxHashMap<u32, u32>,
    gazetteer: &Gazetteer,
    documents: &[gold::Document],
) {
    let mut scores = score::Scores::default();
    for doc in documents {
        let read = gold::read_cells(doc, gazetteer);
        let mut found = Vec::new();
        let (mut steps, mut path) = (Vec::new(), Vec::new());
        for &chain in &read.cells.chains {
            let mut s = vec![[0f32; LABELS]; (chain.1 - chain.0) as usize];
            chain_features(&read.text, &read.cells, chain, |i, f| {
                if let Some(&id) = ids.get(&f) {
                    for (a, b) in s[i].iter_mut().zip(&model.rows[id as usize]) {
                        *a += b;
                    }
                }
            });
            let s: Vec<[i16; LABELS]> = s.iter().map(|s| s.map(|x| (x * 200.0) as i16)).collect();
            path.clear();
            best_path(&s, &mut steps, &mut path);
            names(chain.0, &path, &mut found);
        }
        let found: Vec<_> = found
            .iter()
            .map(|f| {
                let s = span(&read.text, &read.cells, f.from, f.to);
                (s.start as usize, s.end as usize, f.kind as usize)
            })
            .collect();
        scores.add(doc, &found);
    }
    scores.print();
}

/// Writes the weights as one byte each, rows of little weight left out.
fn export(
    model: &Model,
    ids: &FxHashMap<u32, u32>,
    prune: f32,
    out: &std::path::Path,
) -> Result<()> {
    let mut rows: Vec<(u32, [i8; LABELS])> = Vec::new();
    let mut features: Vec<(u32, u32)> = ids.iter().map(|(&f, &id)| (f, id)).collect();
    features.sort_unstable();
    for (feature, id) in features {
        let row = &model.rows[id as usize];
        if row.iter().fold(0f32, |m, x| m.max(x.abs())) < prune {
            continue;
        }
        rows.push((
            feature,
            row.map(|x| (x * SCALE).round().clamp(-127.0, 127.0) as i8),
        ));
    }
    let bytes = analyze::model::encode_keyed(&rows, 0.85);
    println!("{} rows, {} bytes", rows.len(), bytes.len());
    std::fs::write(out, bytes)?;
    Ok(())
}

/// Steps of an exported weight in 1.
const SCALE: f32 = 64.0;
