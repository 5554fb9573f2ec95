//! The program as a user meets it: flags, input, output, errors and exit statuses.

#[cfg(unix)]
mod corpus;
mod errors;
mod flags;
mod input;
mod output;
mod resume;
#[cfg(unix)]
mod streams;
mod terminal;

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// An article with a headline, a person, a date and a quote.
const ARTICLE: &str = "Council approves new harbour bridge\n\nThe council approved the bridge on 8 November after a long debate.\n\n“It will change the town,” said Maria Keller, the mayor.\n";

/// What a run left behind.
struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    /// The reports, one a line.
    fn reports(&self) -> Vec<Value> {
        reports(&self.stdout)
    }

    /// The sources of the reports, those of error lines with their kind behind a blank.
    fn sources(&self) -> Vec<String> {
        let named = |report: Value| {
            let source = report["source"].as_str().expect("a source").to_owned();
            match report["error"]["kind"].as_str() {
                Some(kind) => format!("{source} {kind}"),
                None => source,
            }
        };
        self.reports().into_iter().map(named).collect()
    }

    #[track_caller]
    fn expect(self, status: i32) -> Self {
        let head: String = self.stdout.chars().take(400).collect();
        assert_eq!(self.status, Some(status), "{head}\n{}", self.stderr);
        self
    }

    #[track_caller]
    fn says(self, what: &str) -> Self {
        assert!(
            self.stderr.contains(what),
            "no '{what}' in: {}",
            self.stderr
        );
        self
    }
}

fn reports(ndjson: &str) -> Vec<Value> {
    ndjson
        .split_terminator('\n')
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

/// A directory of its own for each test, in which the program is run.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a directory"))
    }

    /// With these files, each the article above.
    fn with(names: &[&str]) -> Self {
        let place = Self::new();
        for name in names {
            place.write(name, ARTICLE);
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("creates");
        std::fs::write(path, content).expect("writes");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_analyze"));
        command.current_dir(self.0.path()).args(args);
        command
    }

    fn spawn(&self, args: &[&str]) -> Child {
        self.command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts")
    }

    /// Runs to the end with nothing on standard input.
    fn run(&self, args: &[&str]) -> Run {
        self.pipe(args, "")
    }

    /// Runs to the end with `input` on standard input.
    fn pipe(&self, args: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut child = self.spawn(args);
        let mut stdin = child.stdin.take().expect("piped");
        let input = input.as_ref().to_owned();
        let feeding = std::thread::spawn(move || {
            // A program that has its answer need not read to the end.
            let _ = stdin.write_all(&input);
        });
        let done = child.wait_with_output().expect("ends");
        feeding.join().expect("feeds");
        Run {
            status: done.status.code(),
            stdout: String::from_utf8(done.stdout).expect("utf-8"),
            stderr: String::from_utf8(done.stderr).expect("utf-8"),
        }
    }
}

/// The exit status, within ten seconds.
fn ended(child: &mut Child) -> Option<i32> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) {
        if let Some(status) = child.try_wait().expect("waits") {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("kills");
    panic!("still running after ten seconds");
}

/// A record a line, with ids from 1.
fn records(count: usize) -> String {
    (1..=count)
        .map(|id| format!("{}\n", serde_json::json!({"id": id, "text": ARTICLE})))
        .collect()
}
