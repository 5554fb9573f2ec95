//! What a run reads: files, directories, lists of them, standard input.

mod lines;
mod list;
mod open;
mod walk;

pub use lines::{Block, JsonLine, LineReader};
pub(crate) use list::paths_from;
pub(crate) use open::{decompressed, read_all};
pub use walk::{PassedOver, Selection};
pub(crate) use walk::{source_name, walk};

use std::path::{Path, PathBuf};

/// One input as the user named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file or a directory.
    Path(PathBuf),
    /// A file that lists files and directories, one a line or separated by NULs; `None` is standard input.
    List(Option<PathBuf>),
}

/// How many articles an input holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// JSONL where the name says so (`.jsonl`, `.ndjson`, also compressed), else text.
    #[default]
    Auto,
    /// One article.
    Text,
    /// One record a line.
    Jsonl,
}

impl Format {
    /// Whether a file of this name is JSONL.
    pub(crate) fn is_jsonl(self, path: &Path) -> bool {
        match self {
            Self::Jsonl => true,
            Self::Text => false,
            Self::Auto => {
                let name = path.file_name().unwrap_or_default().as_encoded_bytes();
                let name = name.to_ascii_lowercase();
                let plain = [b".gz".as_slice(), b".zst", b".zstd"]
                    .iter()
                    .find_map(|ending| name.strip_suffix(*ending))
                    .unwrap_or(&name);
                plain.ends_with(b".jsonl") || plain.ends_with(b".ndjson")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_format() {
        for (name, jsonl) in [
            ("a.jsonl", true),
            ("a.NDJSON", true),
            ("b/a.jsonl.gz", true),
            ("a.ndjson.zst", true),
            ("a.txt", false),
            ("a.txt.gz", false),
            ("jsonl", false),
            ("a.jsonl.txt", false),
        ] {
            assert_eq!(Format::Auto.is_jsonl(Path::new(name)), jsonl, "{name}");
        }
        assert!(Format::Jsonl.is_jsonl(Path::new("a.txt")));
        assert!(!Format::Text.is_jsonl(Path::new("a.jsonl")));
    }
}
