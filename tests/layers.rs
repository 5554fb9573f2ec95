//! The road of the data: no module imports from one further down it (see the diagram in `src/lib.rs`).

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up; a module may name those before it.
const ROAD: [&str; 8] = [
    "lexicon", "text", "model", "parse", "extract", "report", "batch", "cli",
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
    {
        if entry.is_dir() {
            rust_files(&entry, found);
        } else if entry.extension().is_some_and(|ext| ext == "rs") {
            found.push(entry);
        }
    }
}

fn code_lines(file: &Path) -> Vec<(usize, String)> {
    let code = fs::read_to_string(file).expect("source");
    let lines = code
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.map(|(i, line)| (i + 1, line.to_owned())).collect()
}

#[test]
fn no_module_imports_back_up_the_road() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut checked = 0;
    for (rank, module) in ROAD.iter().enumerate() {
        let mut files = Vec::new();
        rust_files(&src.join(module), &mut files);
        for file in files {
            for (number, line) in code_lines(&file) {
                for later in &ROAD[rank + 1..] {
                    let upward = line.contains(&format!("crate::{later}"));
                    assert!(
                        !upward,
                        "{}:{number}: {module} must not know of {later}",
                        file.display()
                    );
                }
                checked += 1;
            }
        }
    }
    assert!(
        checked > 1000,
        "the road has moved: only {checked} lines read"
    );
}

#[test]
fn only_the_command_line_knows_clap_and_anyhow() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    for file in files
        .iter()
        .filter(|file| !file.starts_with(src.join("cli")) && !file.ends_with("main.rs"))
    {
        for (number, line) in code_lines(file) {
            for name in ["clap::", "anyhow::", "println!", "eprintln!"] {
                assert!(
                    !line.contains(name),
                    "{}:{number} uses {name}",
                    file.display()
                );
            }
        }
    }
}
