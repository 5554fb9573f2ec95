//! Fits the models that `analyze` embeds: `cargo run --release -p trainer -- TASK …`.

mod entities;

use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// The entity tagger.
    Entities(entities::Command),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Entities(command) => entities::run(command),
    }
}
