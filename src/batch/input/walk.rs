//! The articles below a directory: depth first, entries by the bytes of their names, and a count of what was passed over.

use super::super::error::{ErrorKind, Failure};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Which files of a directory are articles.
#[derive(Clone, Debug)]
pub struct Selection {
    globs: GlobSet,
    shown: String,
    hidden: bool,
}

impl Selection {
    /// Files that match one of `globs`: by their name, or by their path below the directory where the glob holds a `/`.
    /// Hidden files and directories only if `hidden` says so.
    ///
    /// # Errors
    /// When a glob is none.
    pub fn new(globs: &[impl AsRef<str>], hidden: bool) -> Result<Self, globset::Error> {
        let mut set = GlobSetBuilder::new();
        for glob in globs.iter().map(AsRef::as_ref) {
            // One without a directory matches at any depth.
            let anywhere = match glob.strip_prefix("./").unwrap_or(glob) {
                glob if glob.contains('/') => glob.to_owned(),
                glob => format!("**/{glob}"),
            };
            set.add(
                GlobBuilder::new(&anywhere)
                    .literal_separator(true)
                    .build()?,
            );
        }
        let shown: Vec<&str> = globs.iter().map(AsRef::as_ref).collect();
        Ok(Self {
            globs: set.build()?,
            shown: shown.join(" or "),
            hidden,
        })
    }
}

/// How many entries were passed over, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassedOver(BTreeMap<String, u64>);

impl PassedOver {
    pub(crate) fn add(&mut self, reason: &str) {
        match self.0.get_mut(reason) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(reason.to_owned(), 1);
            }
        }
    }

    /// All reasons together.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// Each reason with its count, in the order of the reasons' names.
    pub fn reasons(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0
            .iter()
            .map(|(reason, &count)| (reason.as_str(), count))
    }
}

/// A file below a directory, or why there is none.
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// The path as the report names it.
    pub(crate) source: String,
    pub(crate) result: Result<u64, Failure>,
}

/// Calls `found` for each article below `root` in order, until it returns false.
///
/// Links are followed, but never back up: a loop is passed over. What cannot be read yields a failure in its place.
pub(crate) fn walk(
    root: &Path,
    selection: &Selection,
    passed_over: &mut PassedOver,
    mut found: impl FnMut(Found) -> bool,
) {
    let name = source_name(root);
    let trimmed = name.trim_end_matches('/');
    let base = if trimmed.is_empty() && !name.is_empty() {
        ""
    } else {
        trimmed
    };
    let source_of = |path: &Path| match path.strip_prefix(root) {
        Ok(below) if below.as_os_str().is_empty() => name.clone(),
        Ok(below) => format!("{base}/{}", source_name(below)),
        Err(_) => source_name(path),
    };
    let entries = WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    let mut entries = entries;
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                if error.loop_ancestor().is_some() {
                    passed_over.add("link back to a directory above");
                    continue;
                }
                let path = error.path().unwrap_or(root).to_owned();
                if is_hidden(&path) && !selection.hidden && error.depth() > 0 {
                    passed_over.add("hidden");
                    continue;
                }
                let failure = match error.io_error() {
                    Some(error) => Failure::reading(error),
                    None => Failure::new(ErrorKind::Unreadable, "cannot be read"),
                };
                // A broken link counts as the file that it names, a directory that cannot be listed as an article lost.
                let listed = failure.kind != ErrorKind::NotFound || matches(root, &path, selection);
                if !listed {
                    passed_over.add(&format!("does not match {}", selection.shown));
                } else if !found(Found {
                    source: source_of(&path),
                    path,
                    result: Err(failure),
                }) {
                    return;
                }
                continue;
            }
        };
        let kind = entry.file_type();
        if entry.depth() > 0 && !selection.hidden && is_hidden(entry.path()) {
            passed_over.add(if kind.is_dir() {
                "hidden directory"
            } else {
                "hidden"
            });
            if kind.is_dir() {
                entries.skip_current_dir();
            }
        } else if kind.is_dir() {
        } else if !matches(root, entry.path(), selection) {
            passed_over.add(&format!("does not match {}", selection.shown));
        } else if !kind.is_file() {
            passed_over.add("not a regular file");
        } else {
            let size = entry.metadata().map_or(0, |metadata| metadata.len());
            let source = source_of(entry.path());
            if !found(Found {
                path: entry.into_path(),
                source,
                result: Ok(size),
            }) {
                return;
            }
        }
    }
}

fn matches(root: &Path, path: &Path, selection: &Selection) -> bool {
    selection
        .globs
        .is_match(path.strip_prefix(root).unwrap_or(path))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// A path as the report names it: "/" between its parts, U+FFFD for what is no UTF-8.
pub(crate) fn source_name(path: &Path) -> String {
    let name = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        name.into_owned()
    } else {
        name.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(root: &Path, globs: &[&str], hidden: bool) -> (Vec<String>, PassedOver) {
        let selection = Selection::new(globs, hidden).expect("globs");
        let (mut sources, mut passed_over) = (Vec::new(), PassedOver::default());
        walk(root, &selection, &mut passed_over, |found| {
            sources.push(found.source);
            true
        });
        let prefix = format!("{}/", source_name(root).trim_end_matches('/'));
        for source in &mut sources {
            *source = source.strip_prefix(&prefix).expect("below").to_owned();
        }
        (sources, passed_over)
    }

    #[test]
    fn walks_depth_first_by_bytes() {
        let dir = tempfile::tempdir().expect("a directory");
        for name in [
            "b.txt",
            "a/z.txt",
            "a.txt",
            "B.txt",
            "é.txt",
            "a/sub/1.txt",
            ".h/x.txt",
            ".i.txt",
            "n.md",
            "x.txt/in.txt",
        ] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("creates");
            std::fs::write(path, "text").expect("writes");
        }
        let (found, passed_over) = sources(dir.path(), &["*.txt"], false);
        assert_eq!(
            found,
            [
                "B.txt",
                "a/sub/1.txt",
                "a/z.txt",
                "a.txt",
                "b.txt",
                "x.txt/in.txt",
                "é.txt"
            ]
        );
        assert_eq!(
            passed_over.reasons().collect::<Vec<_>>(),
            [
                ("does not match *.txt", 1),
                ("hidden", 1),
                ("hidden directory", 1)
            ]
        );
        let (found, _) = sources(dir.path(), &["*.md", "a/*.txt"], true);
        assert_eq!(found, ["a/z.txt", "n.md"]);
        let (found, _) = sources(&dir.path().join(""), &["*.txt"], true);
        assert_eq!(found[..2], [".h/x.txt", ".i.txt"]);
    }
}
