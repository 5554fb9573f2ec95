//! The `analyze` program: flags in, exit status out.

fn main() -> anyhow::Result<()> {
    analyze::cli::run()
}
