//! README keeps its promises: the marked commands exist, name files that exist, and its flags are real.

use std::path::Path;
use std::process::Command;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("README.md")
}

/// The code block on the lines after `<!-- mark -->`.
fn marked(readme: &str, mark: &str) -> String {
    let after = readme
        .split_once(&format!("<!-- {mark} -->\n"))
        .expect("the mark")
        .1;
    let block = after
        .strip_prefix("```sh\n")
        .expect("a code block directly after the mark");
    block
        .split_once("\n```")
        .expect("the block's end")
        .0
        .to_owned()
}

#[test]
fn the_run_command_analyses_a_fixture() {
    let command = marked(&readme(), "run");
    let fixture = command
        .split_whitespace()
        .find(|word| word.starts_with("fixtures/"))
        .expect("an article in fixtures/");
    assert!(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(fixture)
            .is_file(),
        "{fixture}"
    );
    assert!(command.starts_with("cargo run "), "{command}");
    assert!(marked(&readme(), "test").starts_with("cargo test"));
}

#[test]
fn every_flag_in_readme_is_known() {
    let help = Command::new(env!("CARGO_BIN_EXE_analyze"))
        .arg("--help")
        .output()
        .expect("runs");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    let readme = readme();
    let words = readme.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let cargo = [
        "--release",
        "--locked",
        "--workspace",
        "--path",
        "--no-run",
        "--example",
        "--bench",
        "--open",
    ];
    let mut seen = 0;
    for flag in
        words.filter(|word| word.starts_with("--") && word.len() > 3 && !cargo.contains(word))
    {
        assert!(help.contains(flag), "README names {flag}, --help does not");
        seen += 1;
    }
    assert!(seen > 5, "{seen}");
}
