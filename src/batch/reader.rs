//! The reader thread: expands inputs into articles, in order.

use super::dispatch::{Dispatcher, Flow};
use super::error::Failure;
use super::event::{RunError, Walked};
use super::input::{
    Block, Input, LineReader, decompressed, paths_from, read_all, source_name, walk,
};
use super::item::{Content, Item};
use super::{Job, Reading};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads all inputs of a job into the dispatcher.
pub(super) struct Reader<'j> {
    job: &'j Job,
    out: Dispatcher,
    walked: Walked,
}

impl<'j> Reader<'j> {
    pub(super) fn new(job: &'j Job, out: Dispatcher) -> Self {
        Self {
            job,
            out,
            walked: Walked::default(),
        }
    }

    /// Reads until the end or until told to stop: the number of batches sent, and what was walked.
    pub(super) fn run(mut self) -> (Result<u64, RunError>, Walked) {
        for input in &self.job.inputs {
            if self.input(input).is_break() {
                break;
            }
        }
        // Refused where the run was stopped: then nothing is wanted any more.
        let _ = self.out.flush();
        (self.out.finish(), self.walked)
    }

    fn input(&mut self, input: &Input) -> Flow {
        match input {
            Input::Stdin if self.job.reading.format.is_jsonl(Path::new("-")) => {
                self.records(io::stdin(), "-", None)
            }
            Input::Stdin => {
                let limit = self.job.reading.max_bytes;
                let read = read_all(io::stdin(), 0, limit);
                let size = read.as_ref().map_or(0, Vec::len) as u64;
                let content = read.map_or_else(Content::Failed, Content::Bytes);
                self.push("-".to_owned(), None, content, size)
            }
            Input::Path(path) => self.path(path.clone()),
            Input::List(list) => {
                let opened: io::Result<Box<dyn Read>> = match list {
                    None => Ok(Box::new(io::stdin())),
                    Some(path) => File::open(path).map(|file| Box::new(file) as Box<dyn Read>),
                };
                let mut flow = Flow::Continue(());
                let read = opened.and_then(|list| {
                    paths_from(list, |path| {
                        flow = self.path(path);
                        flow.is_continue()
                    })
                });
                match read {
                    Ok(()) => flow,
                    Err(error) => {
                        let name = list.as_deref().map_or("-".to_owned(), source_name);
                        self.out.fail(RunError::Usage(format!(
                            "cannot read the list of files '{name}': {error}"
                        )))
                    }
                }
            }
        }
    }

    fn path(&mut self, path: PathBuf) -> Flow {
        let name = source_name(&path);
        let metadata = match std::fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) => {
                let content = Content::Failed(Failure::reading(&error));
                return self.push(name, Some(path), content, 0);
            }
        };
        if metadata.is_dir() {
            return self.directory(&path, name);
        }
        let jsonl = self.job.reading.format.is_jsonl(&path);
        if jsonl {
            return match File::open(&path) {
                Ok(file) => self.records(file, &name, Some(Arc::from(path))),
                Err(error) => {
                    let content = Content::Failed(Failure::reading(&error));
                    self.push(name, Some(path), content, 0)
                }
            };
        }
        if metadata.is_file() {
            return self.file(name, path, metadata.len());
        }
        // Opening a pipe may take for ever: what came before must not wait for it.
        self.out.flush()?;
        self.file(name, path, 0)?;
        self.out.flush()
    }

    fn directory(&mut self, root: &Path, name: String) -> Flow {
        self.walked.directories.push(name);
        let mut passed_over = std::mem::take(&mut self.walked.passed_over);
        let mut flow = Flow::Continue(());
        let Reading {
            selection, format, ..
        } = &self.job.reading;
        walk(root, selection, &mut passed_over, |found| {
            flow = match found.result {
                Err(failure) => {
                    self.push(found.source, Some(found.path), Content::Failed(failure), 0)
                }
                Ok(_) if format.is_jsonl(&found.path) => match File::open(&found.path) {
                    Ok(file) => self.records(file, &found.source, Some(Arc::from(found.path))),
                    Err(error) => {
                        let content = Content::Failed(Failure::reading(&error));
                        self.push(found.source, Some(found.path), content, 0)
                    }
                },
                Ok(size) => self.file(found.source, found.path, size),
            };
            flow.is_continue()
        });
        self.walked.passed_over = passed_over;
        flow
    }

    /// Reads a stream of records.
    fn records(&mut self, stream: impl Read + Send, name: &str, path: Option<Arc<Path>>) -> Flow {
        self.out.flush()?;
        let name: Arc<str> = Arc::from(name);
        let mut reader = match decompressed(stream) {
            Ok(stream) => LineReader::new(stream, self.job.reading.max_bytes),
            Err(error) => return self.broken_off(name, path, 1, &error),
        };
        let mut block = Block::default();
        loop {
            match reader.fill(&mut block) {
                Ok(true) => self.out.push_block(&mut block, &name, path.as_ref())?,
                Ok(false) => return Flow::Continue(()),
                Err(error) => {
                    return self.broken_off(name, path, reader.next_number(), &error);
                }
            }
        }
    }

    /// The line at which a stream could not be read on.
    fn broken_off(
        &mut self,
        name: Arc<str>,
        path: Option<Arc<Path>>,
        line: u64,
        error: &io::Error,
    ) -> Flow {
        let mut failure = Failure::reading(error);
        failure
            .message
            .push_str("; the input ends here, lines that follow are lost");
        let item = Item {
            name,
            line: Some(line),
            path,
            content: Content::Failed(failure),
        };
        self.out.push(item, 0)
    }

    fn file(&mut self, name: String, path: PathBuf, size: u64) -> Flow {
        let path: Arc<Path> = Arc::from(path);
        let item = Item {
            name: Arc::from(name),
            line: None,
            path: Some(Arc::clone(&path)),
            content: Content::File(path),
        };
        self.out.push(item, size)
    }

    fn push(&mut self, name: String, path: Option<PathBuf>, content: Content, size: u64) -> Flow {
        let item = Item {
            name: Arc::from(name),
            line: None,
            path: path.map(Arc::from),
            content,
        };
        self.out.push(item, size)
    }
}
