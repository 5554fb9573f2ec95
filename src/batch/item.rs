//! Articles on their way from the reader to a worker, and the batches they travel in.

use super::error::Failure;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// One article on its way to a worker.
#[derive(Debug)]
pub(super) struct Item {
    /// The input as the report names it, without the line.
    pub(super) name: Arc<str>,
    /// A record's line.
    pub(super) line: Option<u64>,
    /// The file that it comes from; `None` for standard input.
    pub(super) path: Option<Arc<Path>>,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    /// A file, read by the worker.
    File(Arc<Path>),
    /// All of standard input.
    Bytes(Vec<u8>),
    /// A line of the batch's buffer.
    Record(Range<usize>),
    /// It could not be read.
    Failed(Failure),
}

impl Item {
    /// The `source` of its report.
    pub(super) fn source(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.name),
            None => (*self.name).to_owned(),
        }
    }
}

/// Articles that one worker takes together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) items: Vec<Item>,
    pub(super) buffer: Vec<u8>,
    /// Bytes of input, as far as they are known before reading.
    pub(super) bytes: u64,
}
