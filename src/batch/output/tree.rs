//! One file for each report, in a tree that mirrors the input's.
//!
//! `DIR/a/b.txt.json` for `a/b.txt`, `DIR/dump.jsonl/12.json` for line 12 of `dump.jsonl`; standard input is `stdin`. Roots and
//! `..` are stripped, so that nothing is written outside the directory; names never come from what a record says.

use super::WriteError;
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A directory that reports are written to.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    skip_existing: bool,
    temporary: AtomicU64,
}

/// Two inputs whose reports would be the same file.
#[derive(Debug, thiserror::Error)]
#[error(
    "'{source_name}' and an input before it would both be written to '{target}'; run them one by one, with another --output-dir"
)]
pub struct Collision {
    source_name: String,
    target: String,
}

/// An error line is short; a longer file is a report.
const LONGEST_ERROR: u64 = 16 * 1024;

impl Tree {
    /// A tree below `root`. With `skip_existing` an article whose report is there is left out, unless that is an error line.
    pub fn new(root: PathBuf, skip_existing: bool) -> Self {
        Self {
            root,
            skip_existing,
            temporary: AtomicU64::new(0),
        }
    }

    /// The file for an input's report, below the root.
    fn below(path: Option<&Path>, line: Option<u64>) -> PathBuf {
        let mut target = PathBuf::new();
        for part in path.unwrap_or(Path::new("stdin")).components() {
            if let Component::Normal(part) = part {
                target.push(part);
            }
        }
        match line {
            Some(line) => target.push(format!("{line}.json")),
            None => {
                let mut name = target
                    .file_name()
                    .map_or_else(OsString::new, OsString::from);
                name.push(".json");
                target.set_file_name(name);
            }
        }
        target
    }

    /// Whether the article's report is there already, and may stay.
    pub(in crate::batch) fn is_done(&self, path: Option<&Path>, line: Option<u64>) -> bool {
        self.skip_existing && {
            let target = self.root.join(Self::below(path, line));
            target
                .metadata()
                .is_ok_and(|there| there.is_file() && !is_error(&target, there.len()))
        }
    }

    /// Writes a report: to a temporary file beside its place, then renamed, so that no reader ever sees half of one.
    pub(in crate::batch) fn write(
        &self,
        path: Option<&Path>,
        line: Option<u64>,
        report: &[u8],
    ) -> Result<(), WriteError> {
        let target = self.root.join(Self::below(path, line));
        self.write_to(&target, report).map_err(|error| WriteError {
            target: format!("'{}'", target.display()),
            error,
        })
    }

    fn write_to(&self, target: &Path, report: &[u8]) -> io::Result<()> {
        let directory = target.parent().unwrap_or(&self.root);
        let number = self.temporary.fetch_add(1, Ordering::Relaxed);
        let temporary = directory.join(format!(".analyze-{}-{number}.tmp", std::process::id()));
        let mut file = match File::create(&temporary) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(directory)?;
                File::create(&temporary)?
            }
            other => other?,
        };
        let written = file
            .write_all(report)
            .and_then(|()| fs::rename(&temporary, target));
        if written.is_err() {
            // The first error is the one to report.
            let _ = fs::remove_file(&temporary);
        }
        written
    }
}

fn is_error(path: &Path, length: u64) -> bool {
    #[derive(serde::Deserialize)]
    struct Line {
        error: Option<serde::de::IgnoredAny>,
    }
    length <= LONGEST_ERROR
        && fs::read(path)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Line>(&bytes).ok())
            .is_none_or(|line| line.error.is_some())
}

/// Checks that no two inputs have one place. Keeps a hash of each path, not the path.
#[derive(Debug, Default)]
pub(in crate::batch) struct Claims {
    files: HashSet<u128>,
    directories: HashSet<u128>,
}

impl Claims {
    /// Claims the place of a text's report, or the directory of a stream of records.
    pub(in crate::batch) fn claim(
        &mut self,
        path: Option<&Path>,
        records: bool,
        source: &str,
    ) -> Result<(), Collision> {
        let target = if records {
            // Any line will do: what is claimed is the directory.
            let mut target = Tree::below(path, Some(1));
            target.pop();
            target
        } else {
            Tree::below(path, None)
        };
        let key = hash(&target);
        let taken = self.directories.contains(&key) || !self.files.insert(key);
        let mut below_a_file = false;
        for above in target.ancestors().skip(1) {
            let above = hash(above);
            below_a_file |= self.files.contains(&above);
            if !self.directories.insert(above) {
                // So are those above it, each checked before.
                break;
            }
        }
        if taken || below_a_file {
            return Err(Collision {
                source_name: source.to_owned(),
                target: target.display().to_string(),
            });
        }
        Ok(())
    }
}

/// 128 bits, so that two paths out of any real number of them do not meet by chance.
fn hash(path: &Path) -> u128 {
    let bytes = path.as_os_str().as_encoded_bytes();
    // FNV-1a with its 128-bit constants.
    bytes
        .iter()
        .fold(0x6c62272e07bb014262b821756295c58d, |hash: u128, &byte| {
            (hash ^ u128::from(byte)).wrapping_mul(0x0000000001000000000000000000013b)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay_below_the_root() {
        for (path, line, target) in [
            (Some("a/b.txt"), None, "a/b.txt.json"),
            (Some("/abs/b.txt"), None, "abs/b.txt.json"),
            (Some("../../x/./b.txt"), None, "x/b.txt.json"),
            (Some("dump.jsonl"), Some(12), "dump.jsonl/12.json"),
            (None, None, "stdin.json"),
            (None, Some(3), "stdin/3.json"),
            (Some(".."), None, ".json"),
        ] {
            assert_eq!(
                Tree::below(path.map(Path::new), line),
                Path::new(target),
                "{path:?}"
            );
        }
    }

    #[test]
    fn collisions_are_found() {
        let claims = |inputs: &[(&str, bool)]| {
            let mut claims = Claims::default();
            inputs
                .iter()
                .all(|(path, records)| claims.claim(Some(Path::new(path)), *records, path).is_ok())
        };
        assert!(claims(&[
            ("a.txt", false),
            ("b/a.txt", false),
            ("b/c.txt", false),
            ("a.jsonl", true),
            ("b/a.jsonl", true)
        ]));
        assert!(!claims(&[("a.txt", false), ("./a.txt", false)]));
        assert!(!claims(&[("x/a.txt", false), ("../x/a.txt", false)]));
        assert!(!claims(&[("a.jsonl", true), ("../a.jsonl", true)]));
        assert!(
            !claims(&[("a", false), ("a.json/b", false)]),
            "a file in the place of a directory"
        );
        assert!(
            !claims(&[("a.json/b", false), ("a", false)]),
            "a directory in the place of a file"
        );
        assert!(
            !claims(&[("d.jsonl", true), ("d.jsonl/1", false)]),
            "a text in the directory of records"
        );
    }

    #[test]
    fn writes_whole_files_only() {
        let dir = tempfile::tempdir().expect("a directory");
        let tree = Tree::new(dir.path().join("out"), true);
        let path = Some(Path::new("/x/../a.txt"));
        assert!(!tree.is_done(path, None));
        tree.write(path, None, b"{\"error\":{\"kind\":\"x\"}}\n")
            .expect("writes");
        assert!(!tree.is_done(path, None), "an error is tried again");
        tree.write(path, None, b"{\"error\":null}\n")
            .expect("writes");
        assert!(tree.is_done(path, None));
        let names: Vec<_> = fs::read_dir(dir.path().join("out/x"))
            .expect("lists")
            .map(|entry| entry.expect("reads").file_name())
            .collect();
        assert_eq!(names, ["a.txt.json"]);
    }
}
