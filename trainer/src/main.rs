//! Fits the models that `analyze` embeds: `cargo run --release -p trainer -- TASK …`.

mod clusters;
mod entities;
mod quotes;
mod structure;

use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Merges gold mentions into entities by the rules, to measure them.
    Clusters(clusters::Args),
    /// The entity tagger.
    Entities(entities::Command),
    /// The quote models.
    Quotes(quotes::Command),
    /// Which line is headline, standfirst, byline, body or boilerplate.
    Structure(structure::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Clusters(args) => clusters::run(&args),
        Task::Entities(command) => entities::run(command),
        Task::Quotes(command) => quotes::run(command),
        Task::Structure(args) => structure::run(&args),
    }
}
