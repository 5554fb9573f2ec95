//! Many articles: read in order, analysed in parallel, written in order, in bounded memory.
//!
//! ```text
//! reader thread ──► gate ──► rayon workers ──► writer (the caller's thread)
//! walks, lists,    bounds    decode, analyse,   puts batches in order,
//! JSONL blocks     memory    write JSON         writes, reports problems
//! ```
//!
//! One line out for each article in: what cannot be read or decoded becomes an error line in its place.

mod article;
mod count;
mod dispatch;
mod error;
mod event;
mod gate;
mod guard;
pub mod input;
mod item;
pub mod output;
mod reader;
mod ready;
mod record;
mod run;

pub use count::count;
pub use error::{ErrorKind, Failure};
pub use event::{Problem, RunError};
pub use guard::note_panics;
pub use record::{BadRecord, FieldNames, Record, mended, read_record};
pub use run::{End, Stop, Summary, Watch, run};

use crate::Analyzer;
use crate::report::Style;
use input::{Format, Input, Selection};
use output::Sink;

/// A run: what to read, how, and where its reports go.
#[derive(Debug)]
pub struct Job {
    /// Analyses each article.
    pub analyzer: Analyzer,
    /// What to read, in order.
    pub inputs: Vec<Input>,
    /// How to read it.
    pub reading: Reading,
    /// Articles analysed at a time, at least 1.
    pub jobs: usize,
    /// One line a report, or indented.
    pub style: Style,
    /// Where reports go.
    pub sink: Sink,
}

/// How inputs are read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Whether an input is one article or JSONL.
    pub format: Format,
    /// The encoding to use instead of finding it out.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The names of a record's fields.
    pub names: FieldNames,
    /// The longest article: bytes of a file, decompressed, or of a JSONL line.
    pub max_bytes: u64,
    /// Which files of a directory are articles.
    pub selection: Selection,
}
