//! Clustering alone, on gold mentions: writes what `clusters.py --predictions` reads. The rules have no weights; this is
//! how they were fitted and what each is worth (`--without`).

use analyze::extract::Settings;
use analyze::extract::entities::{EntityType, Mention, Rules, cluster_by, find_mentions};
use analyze::parse::parse;
use analyze::text::{Span, Text};
use anyhow::{Context, Result};
use clap::Parser;
use serde::Deserialize;
use std::io::{BufRead, BufReader, BufWriter, Write};

/// Merges gold mentions by the rules of `analyze`.
#[derive(Parser)]
pub(crate) struct Args {
    /// Gold: gzipped NDJSON of {id, split, text, clusters}.
    #[arg(long)]
    gold: std::path::PathBuf,
    /// Predictions.
    #[arg(long)]
    out: std::path::PathBuf,
    /// Bits of `Rules` to leave out.
    #[arg(long, default_value_t = 0)]
    without: u32,
    /// Clusters the tagger's mentions instead of the gold's.
    #[arg(long)]
    tagged: bool,
    /// Repeats the clustering, to time it.
    #[arg(long, default_value_t = 1)]
    repeat: u32,
}

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    clusters: Vec<Cluster>,
}

#[derive(Deserialize)]
struct Cluster {
    #[serde(rename = "type")]
    kind: String,
    mentions: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    start: usize,
    end: usize,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let gold =
        std::fs::File::open(&args.gold).with_context(|| format!("{}", args.gold.display()))?;
    let mut out = BufWriter::new(std::fs::File::create(&args.out)?);
    let (mut bytes, mut time) = (0, std::time::Duration::ZERO);
    for line in BufReader::new(flate2::read::GzDecoder::new(gold)).lines() {
        let document: Document = serde_json::from_str(&line?)?;
        let mut at: Vec<usize> = document.text.char_indices().map(|(i, _)| i).collect();
        at.push(document.text.len());
        let text = Text::new(document.text.clone());
        let mut mentions: Vec<Mention> = document
            .clusters
            .iter()
            .flat_map(|cluster| {
                cluster.mentions.iter().map(|gold| {
                    mention(
                        &text,
                        Span::new(at[gold.start], at[gold.end]),
                        &cluster.kind,
                    )
                })
            })
            .collect();
        if args.tagged {
            mentions = find_mentions(&parse(&text), &[], &Settings::default());
        }
        mentions.sort_by_key(|mention| mention.span);
        let mut entities = Vec::new();
        for _ in 0..args.repeat {
            let copy = mentions.clone();
            let before = std::time::Instant::now();
            entities = cluster_by(&text, copy, Rules(!args.without));
            time += before.elapsed();
            bytes += text.content.len();
        }
        let chars = |byte: u32| at.binary_search(&(byte as usize)).unwrap_or_default();
        let entities: Vec<_> = entities
            .iter()
            .map(|entity| {
                let spans: Vec<_> = entity
                    .mentions
                    .iter()
                    .map(|m| serde_json::json!({"start": chars(m.span.start), "end": chars(m.span.end)}))
                    .collect();
                serde_json::json!({"name": entity.name.of(&text.content), "mentions": spans})
            })
            .collect();
        writeln!(
            out,
            "{}",
            serde_json::json!({"id": document.id, "entities": entities})
        )?;
    }
    eprintln!("{:.0} MB/s", bytes as f64 / 1e6 / time.as_secs_f64());
    Ok(())
}

fn mention(text: &Text, span: Span, kind: &str) -> Mention {
    let first = text.tokens.partition_point(|token| token.end <= span.start);
    let last = text.tokens.partition_point(|token| token.start < span.end);
    let kind = match kind {
        "person" => EntityType::Person,
        "organization" => EntityType::Organization,
        "location" => EntityType::Location,
        "group" => EntityType::Group,
        "event" => EntityType::Event,
        "product" => EntityType::Product,
        _ => EntityType::Work,
    };
    Mention {
        span,
        tokens: first as u32..last as u32,
        kind,
        role: None,
    }
}
