//! What reader and workers tell the writer.

use super::error::ErrorKind;
use super::input::PassedOver;
use super::output::{Collision, WriteError};

/// Something to tell the user of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The article, as the report names it.
    pub source: String,
    /// The error line's kind; `None` for a warning about an article that was analysed.
    pub kind: Option<ErrorKind>,
    /// What is wrong.
    pub message: String,
}

/// Why a run could not go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The flags do not fit the inputs.
    #[error("{0}")]
    Usage(String),
    /// Two inputs for one output file.
    #[error(transparent)]
    Collision(#[from] Collision),
    /// Reports could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The system gave no threads.
    #[error("cannot start threads: {0}")]
    Threads(String),
}

/// A batch as the writer gets it.
#[derive(Debug, Default)]
pub(super) struct Finished {
    /// Its place in the order of batches.
    pub(super) number: u64,
    /// Bytes of input, as the gate counted them.
    pub(super) bytes: u64,
    /// Reports, one after another.
    pub(super) reports: Vec<u8>,
    /// Where each report ends.
    pub(super) ends: Vec<usize>,
    pub(super) analysed: u64,
    pub(super) failed: u64,
    /// Articles whose report was there already.
    pub(super) existing: u64,
    /// Failures and warnings, in order.
    pub(super) problems: Vec<Problem>,
    /// A report that could not be written to its own file.
    pub(super) error: Option<WriteError>,
}

/// What the reader has to say at its end, beside the articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Walked {
    /// Directories that were named.
    pub(super) directories: Vec<String>,
    /// Entries of directories that are no articles.
    pub(super) passed_over: PassedOver,
}

/// What the writer waits for.
#[derive(Debug)]
pub(super) enum Event {
    /// A batch is analysed.
    Done(Finished),
    /// All is read: so many batches were sent.
    Read(Result<u64, RunError>, Walked),
    /// The run is to stop.
    Stop,
}
