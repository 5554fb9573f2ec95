//! The `analyze` program: flags in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    analyze::cli::run().into()
}
