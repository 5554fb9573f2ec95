//! The entity tagger: tables, training, scores.

mod crf;
mod gold;
mod mlp;
mod score;
mod synth;
mod tables;

use analyze::extract::entities::tagger::features::chain_features;
use analyze::extract::entities::tagger::gazetteer::Gazetteer;
use analyze::extract::entities::tagger::path::LABELS;
use analyze::extract::entities::tagger::spans::span;
use analyze::extract::entities::tagger::votes::Votes;
use analyze::extract::entities::tagger::{acronym, decode, first_letter};
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
        /// Lists for invented documents: gazetteer.tsv and the folder of hand-written lists.
        #[arg(long)]
        gazetteer: Option<PathBuf>,
        #[arg(long)]
        lists: Option<PathBuf>,
        /// Invented documents of each template.
        #[arg(long, default_value_t = 8)]
        synth: usize,
        #[arg(long)]
        hidden: bool,
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
            hidden,
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
            if folds > 0 {
                pool.vote(&documents, &gazetteer, folds, &options, cutoff);
            }
            if hidden {
                let net = mlp::train(
                    &pool.chains.iter().collect::<Vec<_>>(),
                    pool.ids.len(),
                    &options,
                );
                evaluate_net(&net, &pool.ids, &gazetteer, &gold::read(&dev)?, folds > 0);
                return Ok(());
            }
            let model = crf::train(&pool.chains, pool.ids.len(), &options);
            if let Some(out) = out {
                export(&model, &pool.ids, prune, &out)?;
            }
            evaluate(&model, &pool.ids, &gazetteer, &gold::read(&dev)?, folds > 0);
            Ok(())
        }
    }
}

/// All chains of the training documents.
struct Pool {
    chains: Vec<Chain>,
    /// First chain of each document, and the end of the last.
    starts: Vec<usize>,
    ids: FxHashMap<u32, u32>,
}

impl Pool {
    fn read(documents: &[gold::Document], gazetteer: &Gazetteer, cutoff: u32) -> Self {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        let (mut chains, mut starts): (Vec<Chain>, Vec<usize>) = (Vec::new(), vec![0]);
        for doc in documents {
            let read = gold::read_cells(doc, gazetteer);
            let allowed = doc.allowed(&read.text, &read.cells);
            for &chain in &read.cells.chains {
                let mut features = vec![Vec::new(); (chain.1 - chain.0) as usize];
                chain_features(&read.text, &read.cells, chain, |i, f| features[i].push(f));
                for f in features.iter().flatten() {
                    *counts.entry(*f).or_default() += 1;
                }
                chains.push(Chain {
                    votes: vec![Vec::new(); features.len()],
                    features,
                    allowed: allowed[chain.0 as usize..chain.1 as usize].to_vec(),
                    weight: doc.weight(),
                });
            }
            starts.push(chains.len());
        }
        let mut ids: FxHashMap<u32, u32> = FxHashMap::default();
        for chain in &mut chains {
            for features in &mut chain.features {
                features.retain(|f| counts[f] >= cutoff);
                for f in features.iter_mut() {
                    let n = ids.len() as u32;
                    *f = *ids.entry(*f).or_insert(n);
                }
            }
        }
        Self {
            chains,
            starts,
            ids,
        }
    }

    /// Gives every chain the votes of a model that was not trained on its document.
    fn vote(
        &mut self,
        documents: &[gold::Document],
        gazetteer: &Gazetteer,
        folds: usize,
        options: &Options,
        cutoff: u32,
    ) {
        // A document and its recased copy share a fold.
        let fold_of: Vec<usize> = documents
            .iter()
            .map(|d| {
                d.id.bytes()
                    .fold(7usize, |x, b| x.wrapping_mul(31).wrapping_add(b.into()))
                    % folds
            })
            .collect();
        let mut raw: Vec<(usize, Vec<Vec<u32>>)> = Vec::new();
        for fold in 0..folds {
            let chains: Vec<&Chain> = (0..documents.len())
                .filter(|&d| fold_of[d] != fold)
                .flat_map(|d| &self.chains[self.starts[d]..self.starts[d + 1]])
                .collect();
            let model = crf::train_refs(
                &chains,
                self.ids.len(),
                &Options {
                    epochs: options.epochs.min(4),
                    ..*options
                },
            );
            for d in (0..documents.len()).filter(|&d| fold_of[d] == fold) {
                let read = gold::read_cells(&documents[d], gazetteer);
                let mut scores = Vec::new();
                for chain in &self.chains[self.starts[d]..self.starts[d + 1]] {
                    scores.extend(
                        chain
                            .features
                            .iter()
                            .map(|f| quantise(crf::score(&model.rows, f))),
                    );
                }
                let mut found = Vec::new();
                decode(
                    &read.cells,
                    &scores,
                    &mut Vec::new(),
                    &mut Vec::new(),
                    &mut found,
                );
                let votes = Votes::count(&read.cells, &found, first_letter(&read.text));
                for (c, &(from, to, _)) in read.cells.chains.iter().enumerate() {
                    let features = (from..to)
                        .map(|i| {
                            let mut out = Vec::new();
                            votes.features(
                                &read.cells,
                                i as usize,
                                || acronym(&read.text, read.cells.cells[i as usize].token),
                                &mut |f| out.push(f),
                            );
                            out
                        })
                        .collect();
                    raw.push((self.starts[d] + c, features));
                }
            }
        }
        raw.sort_by_key(|(c, _)| *c);
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for f in raw.iter().flat_map(|(_, f)| f.iter().flatten()) {
            *counts.entry(*f).or_default() += 1;
        }
        for (c, mut features) in raw {
            for features in &mut features {
                features.retain(|f| counts[f] >= cutoff);
                for f in features.iter_mut() {
                    let n = self.ids.len() as u32;
                    *f = *self.ids.entry(*f).or_insert(n);
                }
            }
            self.chains[c].votes = features;
        }
    }
}

fn quantise(scores: [f32; LABELS]) -> [i16; LABELS] {
    scores.map(|x| (x * SCALE) as i16)
}

fn evaluate(
    model: &Model,
    ids: &FxHashMap<u32, u32>,
    gazetteer: &Gazetteer,
    documents: &[gold::Document],
    vote: bool,
) {
    let mut scores = score::Scores::default();
    let add = |s: &mut [f32; LABELS], f: u32| {
        if let Some(&id) = ids.get(&f) {
            for (a, b) in s.iter_mut().zip(&model.rows[id as usize]) {
                *a += b;
            }
        }
    };
    for doc in documents {
        let read = gold::read_cells(doc, gazetteer);
        let mut found = Vec::new();
        let (mut steps, mut path) = (Vec::new(), Vec::new());
        let mut s: Vec<[f32; LABELS]> = Vec::new();
        for &chain in &read.cells.chains {
            let from = s.len();
            s.resize(from + (chain.1 - chain.0) as usize, [0f32; LABELS]);
            chain_features(&read.text, &read.cells, chain, |i, f| {
                add(&mut s[from + i], f)
            });
        }
        let q: Vec<_> = s.iter().map(|&s| quantise(s)).collect();
        decode(&read.cells, &q, &mut steps, &mut path, &mut found);
        if vote {
            let votes = Votes::count(&read.cells, &found, first_letter(&read.text));
            let mut at = 0;
            for &(from, to, _) in &read.cells.chains {
                for i in from..to {
                    let letters = || acronym(&read.text, read.cells.cells[i as usize].token);
                    votes.features(&read.cells, i as usize, letters, &mut |f| {
                        add(&mut s[at], f)
                    });
                    at += 1;
                }
            }
            let q: Vec<_> = s.iter().map(|&s| quantise(s)).collect();
            found.clear();
            decode(&read.cells, &q, &mut steps, &mut path, &mut found);
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

fn evaluate_net(
    net: &mlp::Net,
    ids: &FxHashMap<u32, u32>,
    gazetteer: &Gazetteer,
    documents: &[gold::Document],
    vote: bool,
) {
    let mut scores = score::Scores::default();
    let add = |s: &mut [f32; mlp::H], f: u32| {
        if let Some(&id) = ids.get(&f) {
            for (a, b) in s.iter_mut().zip(&net.rows[id as usize]) {
                *a += b;
            }
        }
    };
    for doc in documents {
        let read = gold::read_cells(doc, gazetteer);
        let mut found = Vec::new();
        let (mut steps, mut path) = (Vec::new(), Vec::new());
        let mut s: Vec<[f32; mlp::H]> = Vec::new();
        for &chain in &read.cells.chains {
            let from = s.len();
            s.resize(from + (chain.1 - chain.0) as usize, net.bias);
            chain_features(&read.text, &read.cells, chain, |i, f| {
                add(&mut s[from + i], f)
            });
        }
        let q: Vec<_> = s.iter().map(|s| quantise(mlp::output(net, s))).collect();
        decode(&read.cells, &q, &mut steps, &mut path, &mut found);
        if vote {
            let votes = Votes::count(&read.cells, &found, first_letter(&read.text));
            let mut at = 0;
            for &(from, to, _) in &read.cells.chains {
                for i in from..to {
                    let letters = || acronym(&read.text, read.cells.cells[i as usize].token);
                    votes.features(&read.cells, i as usize, letters, &mut |f| {
                        add(&mut s[at], f)
                    });
                    at += 1;
                }
            }
            let q: Vec<_> = s.iter().map(|s| quantise(mlp::output(net, s))).collect();
            found.clear();
            decode(&read.cells, &q, &mut steps, &mut path, &mut found);
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
