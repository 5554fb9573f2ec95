//! From single articles to batches, and from the reader to the workers.

use super::article::process;
use super::error::Failure;
use super::event::{Event, RunError};
use super::gate::Gate;
use super::input::Block;
use super::item::{Batch, Content, Item};
use super::output::Resume;
use super::{Job, output::Sink};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

/// Files that are taken together at most.
const FILES: usize = 16;
/// Bytes of files that are taken together, unless a single one is longer.
const BYTES: u64 = 64 * 1024;

/// What reader, workers and writer share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) job: Job,
    pub(super) gate: Gate,
    pub(super) stop: Arc<AtomicBool>,
}

/// Collects articles into batches and hands them to the workers, as the gate permits.
pub(super) struct Dispatcher {
    shared: Arc<Shared>,
    workers: rayon::ThreadPool,
    events: Sender<Event>,
    batch: Batch,
    batches: u64,
    /// Articles that an earlier run has written.
    resume: Option<Resume>,
    skipped: u64,
    error: Option<RunError>,
}

/// Whether the reader should go on.
pub(super) type Flow = ControlFlow<()>;

impl Dispatcher {
    pub(super) fn new(
        shared: Arc<Shared>,
        workers: rayon::ThreadPool,
        events: Sender<Event>,
    ) -> Self {
        let resume = match &shared.job.sink {
            Sink::Resumed { done, .. } => Some(done.clone()),
            _ => None,
        };
        Self {
            shared,
            workers,
            events,
            batch: Batch::default(),
            batches: 0,
            resume,
            skipped: 0,
            error: None,
        }
    }

    /// Takes one article of about `bytes` bytes.
    pub(super) fn push(&mut self, item: Item, bytes: u64) -> Flow {
        if self.is_done(&item)? {
            return Flow::Continue(());
        }
        if !self.batch.items.is_empty() && self.batch.bytes + bytes > BYTES {
            self.flush()?;
        }
        self.batch.bytes += bytes;
        self.batch.items.push(item);
        if self.batch.items.len() >= FILES {
            self.flush()?;
        }
        Flow::Continue(())
    }

    /// Takes a block of records, which is a batch of its own: what one read returned must not wait for the next.
    pub(super) fn push_block(
        &mut self,
        block: &mut Block,
        name: &Arc<str>,
        path: Option<&Arc<Path>>,
    ) -> Flow {
        self.flush()?;
        let limit = self.shared.job.reading.max_bytes;
        for line in block.lines.drain(..) {
            let item = Item {
                name: Arc::clone(name),
                line: Some(line.number),
                path: path.cloned(),
                content: match line.bytes {
                    Some(range) => Content::Record(range),
                    None => Content::Failed(Failure::too_large(limit)),
                },
            };
            if !self.is_done(&item)? {
                self.batch.items.push(item);
            }
        }
        self.batch.buffer = std::mem::take(&mut block.buffer);
        self.batch.bytes = self.batch.buffer.len() as u64;
        self.flush()
    }

    /// Sends what has been collected to the workers; waits where too much is under way.
    pub(super) fn flush(&mut self) -> Flow {
        let batch = std::mem::take(&mut self.batch);
        if batch.items.is_empty() {
            return Flow::Continue(());
        }
        let bytes = batch.bytes;
        if self.is_stopped() || !self.shared.gate.enter(bytes) {
            return Flow::Break(());
        }
        let number = self.batches;
        self.batches += 1;
        let (shared, events) = (Arc::clone(&self.shared), self.events.clone());
        self.workers.spawn_fifo(move || {
            let finished = process(&shared.job, &shared.stop, number, batch);
            // Nobody listens any more when the run was stopped.
            let _ = events.send(Event::Done(finished));
        });
        Flow::Continue(())
    }

    /// Whether an earlier run has written this article. At its last one the sources must agree.
    fn is_done(&mut self, item: &Item) -> ControlFlow<(), bool> {
        let Some(resume) = self.resume.as_ref().filter(|r| self.skipped < r.reports) else {
            return ControlFlow::Continue(false);
        };
        self.skipped += 1;
        if self.skipped == resume.reports && item.source() != resume.last_source {
            self.error = Some(RunError::Usage(format!(
                "cannot resume: report {} of the file is of '{}', but input {} is '{}'; resume with the inputs and flags of the first run",
                resume.reports,
                resume.last_source,
                resume.reports,
                item.source()
            )));
            return ControlFlow::Break(());
        }
        if self.is_stopped() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(true)
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.shared.stop.load(Ordering::Relaxed)
    }

    /// How many batches were sent; or why the run must end.
    pub(super) fn finish(self) -> Result<u64, RunError> {
        match (self.error, self.resume) {
            (Some(error), _) => Err(error),
            (None, Some(resume))
                if self.skipped < resume.reports && !self.shared.stop.load(Ordering::Relaxed) =>
            {
                Err(RunError::Usage(format!(
                    "cannot resume: the file holds {} reports, but there are only {} inputs; resume with the inputs and flags of the first run",
                    resume.reports, self.skipped
                )))
            }
            _ => Ok(self.batches),
        }
    }

    /// Records that something keeps the run from going on.
    pub(super) fn fail(&mut self, error: RunError) -> Flow {
        self.error = Some(error);
        Flow::Break(())
    }
}
