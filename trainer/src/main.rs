//! Fits the models that `analyze` embeds: `cargo run --release -p trainer -- TASK …`.

fn main() -> anyhow::Result<()> {
    anyhow::bail!("usage: trainer entities|structure|quotes …")
}
