//! Where reports go: a stream, a file that is continued, or a tree of files.

mod resume;
mod tree;

pub use resume::{Resume, ResumeError, open_to_resume};
pub(super) use tree::Claims;
pub use tree::{Collision, Tree};

use std::fs::File;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Where a run's reports go.
#[derive(Debug)]
pub enum Sink {
    /// Standard output.
    Stdout,
    /// A file, written from its start.
    File {
        /// It, open for writing.
        file: File,
        /// Its name for messages.
        name: String,
    },
    /// A file that an interrupted run left, at its end.
    Resumed {
        /// It, positioned behind its last whole line.
        file: File,
        /// Its name for messages.
        name: String,
        /// What it holds.
        done: Resume,
        /// Whether the line that was not finished has been cut off.
        cut: AtomicBool,
    },
    /// One file for each article.
    Tree(Tree),
}

impl Sink {
    /// Writes whole reports.
    pub(super) fn write(&self, reports: &[u8]) -> Result<(), WriteError> {
        let written = match self {
            Self::Stdout => {
                let mut out = io::stdout().lock();
                out.write_all(reports).and_then(|()| out.flush())
            }
            Self::File { file, .. } => {
                let mut file = file;
                file.write_all(reports)
            }
            Self::Resumed {
                file, done, cut, ..
            } => {
                let mut file = file;
                let ready = match cut.swap(true, Ordering::Relaxed) {
                    true => Ok(()),
                    false => file.set_len(done.bytes),
                };
                ready.and_then(|()| file.write_all(reports))
            }
            Self::Tree(_) => Ok(()),
        };
        written.map_err(|error| WriteError {
            target: self.name().to_owned(),
            error,
        })
    }

    fn name(&self) -> &str {
        match self {
            Self::Stdout => "standard output",
            Self::File { name, .. } | Self::Resumed { name, .. } => name,
            Self::Tree(_) => "the output directory",
        }
    }
}

/// Output that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to {target}: {error}")]
pub struct WriteError {
    /// What was written to.
    pub target: String,
    /// The system's reason.
    pub error: io::Error,
}
