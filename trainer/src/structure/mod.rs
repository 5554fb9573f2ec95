//! Fits the structure model: `trainer structure --data FILE [--articles FILE] [--folds N] [--predictions FILE] [--out FILE]`.
//!
//! With folds the pages are divided by site; each part is predicted by a model that saw none of its sites, and the
//! predictions are written as reports for the scorer. Without, one model is fitted to everything and written.

mod articles;
mod boost;
mod crf;
mod fit;
mod gold;
mod mix;
mod predict;
mod standfirst;

use analyze::parse::train::{from_bytes, to_bytes};
use anyhow::Result;
use clap::Parser;
use std::path::PathBuf;

/// Flags.
#[derive(Debug, Clone, Parser)]
pub struct Args {
    /// Gold pages, .jsonl or .jsonl.gz.
    #[arg(long)]
    data: PathBuf,
    /// Further clean articles, .jsonl or .jsonl.gz: of their text and the pages' furniture mixtures are made.
    #[arg(long)]
    articles: Option<PathBuf>,
    /// Parts for cross-validation; 0 fits one model to all.
    #[arg(long, default_value_t = 0)]
    folds: usize,
    /// Only this part of the cross-validation.
    #[arg(long)]
    only: Option<usize>,
    /// Where the predictions of the cross-validation go.
    #[arg(long)]
    predictions: Option<PathBuf>,
    /// Where the model goes.
    #[arg(long)]
    out: Option<PathBuf>,
    /// How it is fitted.
    #[command(flatten)]
    fit: fit::Settings,
}

/// Runs the task.
pub fn run(args: &Args) -> Result<()> {
    let pages = gold::read(&args.data)?;
    let mut args = args.clone();
    if let Some(path) = &args.articles {
        args.fit.articles = articles::read(path)?.into();
    }
    if args.folds == 0 {
        let all: Vec<&gold::Page> = pages.iter().collect();
        let weights = fit::fit_model(&all, &args.fit);
        if let Some(out) = &args.out {
            let trees = standfirst::fit_trees(&all, &args.fit);
            std::fs::write(out, to_bytes(&weights, &trees))?;
        }
        return Ok(());
    }
    let parts: Vec<usize> = (0..args.folds)
        .filter(|part| args.only.is_none_or(|only| only == *part))
        .collect();
    use rayon::prelude::*;
    let found: Vec<Vec<(String, String, f64)>> = parts
        .par_iter()
        .map(|&part| {
            let (held, seen): (Vec<&gold::Page>, Vec<&gold::Page>) =
                pages.iter().partition(|page| page.fold(args.folds) == part);
            let weights = fit::fit_model(&seen, &args.fit);
            let trees = standfirst::fit_trees(&seen, &args.fit);
            let bytes = to_bytes(&weights, &trees);
            let model = from_bytes(&bytes, args.fit.rules()).expect("own bytes");
            held.iter()
                .map(|page| {
                    let report = predict::report(page, &model);
                    (page.id.clone(), report, predict::loss(page, &weights))
                })
                .collect()
        })
        .collect();
    for shape in ["A", "B", "C"] {
        let of: std::collections::HashSet<&str> = pages
            .iter()
            .filter(|page| page.shape == shape)
            .map(|page| page.id.as_str())
            .collect();
        let losses: Vec<f64> = found
            .iter()
            .flatten()
            .filter(|(id, ..)| of.contains(id.as_str()))
            .map(|(.., loss)| *loss)
            .collect();
        let mean = losses.iter().sum::<f64>() / losses.len().max(1) as f64;
        println!("mean loss of shape {shape}: {mean:.3}");
    }
    if let Some(path) = &args.predictions {
        let mut all: Vec<(String, String)> = found
            .into_iter()
            .flatten()
            .map(|(id, report, _)| (id, report))
            .collect();
        all.sort();
        let lines: Vec<String> = all.into_iter().map(|(_, report)| report + "\n").collect();
        std::fs::write(path, lines.concat())?;
    }
    Ok(())
}
