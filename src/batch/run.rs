//! A run from its start to its end: the threads, and the writer that puts batches in order.

use super::Job;
use super::dispatch::{Dispatcher, Shared};
use super::event::{Event, Finished, Problem, RunError};
use super::gate::Gate;
use super::guard::WORKER;
use super::input::{Input, PassedOver, paths_from, source_name, walk};
use super::output::{Claims, Sink, WriteError};
use super::reader::Reader;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles with a report.
    pub analysed: u64,
    /// Articles with an error line.
    pub failed: u64,
    /// Articles whose report was there already.
    pub existing: u64,
    /// Articles that an earlier run had written, and how many of them were error lines.
    pub resumed: (u64, u64),
    /// Directories that were named.
    pub directories: Vec<String>,
    /// Entries of directories that are no articles.
    pub passed_over: PassedOver,
}

/// How a run ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All inputs were read and all reports written.
    Finished,
    /// It was told to stop.
    Stopped,
    /// The reader of the output went away.
    Closed,
}

/// Is told what happens, in input order.
pub trait Watch {
    /// An article failed, or there is a warning about it.
    fn problem(&mut self, problem: &Problem);
    /// So many articles are written, so many of them error lines.
    fn progress(&mut self, written: u64, failed: u64);
}

/// Ends a run early, from another thread. One for each run.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    asked: Arc<AtomicBool>,
    wake: Arc<Mutex<Option<Sender<Event>>>>,
}

impl Stop {
    /// Asks for the end. What is being written is finished.
    pub fn request(&self) {
        self.asked.store(true, Ordering::Relaxed);
        let wake = self.wake.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(events) = &*wake {
            // Nobody listens once the run is over.
            let _ = events.send(Event::Stop);
        }
    }
}

/// Runs a job: reads on a thread of its own, analyses on `jobs` threads, writes on this one.
///
/// # Errors
/// When flags and inputs do not fit, or a report cannot be written. Articles that fail are no errors of the run.
pub fn run(mut job: Job, stop: &Stop, watch: &mut dyn Watch) -> Result<(Summary, End), RunError> {
    if matches!(job.sink, Sink::Tree(_)) {
        check_places(&mut job)?;
    }
    let jobs = threads_for(&job);
    let resumed = match &job.sink {
        Sink::Resumed { done, .. } => (done.reports, done.failed),
        _ => (0, 0),
    };
    let workers = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .thread_name(|_| WORKER.to_owned())
        .build()
        .map_err(|error| RunError::Threads(error.to_string()))?;
    let (events, inbox) = channel();
    *stop.wake.lock().unwrap_or_else(PoisonError::into_inner) = Some(events.clone());
    let shared = Arc::new(Shared {
        job,
        gate: Gate::new(jobs),
        stop: Arc::clone(&stop.asked),
    });
    let reading = Arc::clone(&shared);
    std::thread::Builder::new()
        .name("analyze-reader".to_owned())
        .spawn(move || {
            let dispatcher = Dispatcher::new(Arc::clone(&reading), workers, events.clone());
            let (sent, walked) = Reader::new(&reading.job, dispatcher).run();
            // Nobody listens any more when the run was stopped.
            let _ = events.send(Event::Read(sent, walked));
        })
        .map_err(|error| RunError::Threads(error.to_string()))?;
    let mut writer = Writer {
        shared: &shared,
        watch,
        summary: Summary {
            resumed,
            ..Summary::default()
        },
    };
    let end = writer.run(&inbox);
    if !matches!(end, Ok(End::Finished)) {
        // Nobody needs what is still under way.
        shared.stop.store(true, Ordering::Relaxed);
        shared.gate.close();
    }
    match end {
        Ok(end) => Ok((writer.summary, end)),
        Err(RunError::Write(WriteError { error, .. }))
            if error.kind() == io::ErrorKind::BrokenPipe =>
        {
            Ok((writer.summary, End::Closed))
        }
        Err(error) => Err(error),
    }
}

struct Writer<'a> {
    shared: &'a Shared,
    watch: &'a mut dyn Watch,
    summary: Summary,
}

impl Writer<'_> {
    fn run(&mut self, inbox: &Receiver<Event>) -> Result<End, RunError> {
        let mut waiting = BTreeMap::new();
        let (mut next, mut last) = (0, None);
        while last != Some(next) {
            match inbox.recv() {
                Ok(Event::Done(finished)) => {
                    waiting.insert(finished.number, finished);
                    while let Some(finished) = waiting.remove(&next) {
                        next += 1;
                        if !self.write(finished)? {
                            return Ok(self.stop(inbox));
                        }
                    }
                }
                Ok(Event::Read(sent, walked)) => {
                    self.summary.directories = walked.directories;
                    self.summary.passed_over = walked.passed_over;
                    last = Some(sent?);
                }
                Ok(Event::Stop) => return Ok(self.stop(inbox)),
                Err(_) => return Err(RunError::Threads("the reader ended early".to_owned())),
            }
        }
        Ok(End::Finished)
    }

    /// Writes a batch; false when told to stop in the middle.
    fn write(&mut self, finished: Finished) -> Result<bool, RunError> {
        if let Some(error) = finished.error {
            return Err(error.into());
        }
        for problem in &finished.problems {
            self.watch.problem(problem);
        }
        let mut start = 0;
        for end in pieces(&finished.ends) {
            if self.shared.stop.load(Ordering::Relaxed) {
                return Ok(false);
            }
            self.shared.job.sink.write(&finished.reports[start..end])?;
            start = end;
        }
        self.summary.analysed += finished.analysed;
        self.summary.failed += finished.failed;
        self.summary.existing += finished.existing;
        self.shared.gate.leave(finished.bytes);
        self.watch.progress(
            self.summary.analysed + self.summary.failed,
            self.summary.failed,
        );
        Ok(true)
    }

    /// Ends early. Articles that are being written to files of their own are finished.
    fn stop(&self, inbox: &Receiver<Event>) -> End {
        self.shared.stop.store(true, Ordering::Relaxed);
        self.shared.gate.close();
        if matches!(self.shared.job.sink, Sink::Tree(_)) {
            let mut under_way = self.shared.gate.under_way();
            while under_way > 0 {
                match inbox.recv() {
                    Ok(Event::Done(_)) => under_way -= 1,
                    Ok(_) => {}
                    Err(_) => break,
                }
            }
        }
        End::Stopped
    }
}

/// Bytes written at a time: a signal waits no longer than for these to be written.
const PIECE: usize = 64 * 1024;

/// Ends of reports at which about so many bytes are full, and the last one.
fn pieces(ends: &[usize]) -> impl Iterator<Item = usize> {
    let mut written = 0;
    ends.iter().enumerate().filter_map(move |(i, &end)| {
        let full = end - written >= PIECE || i + 1 == ends.len();
        if full {
            written = end;
        }
        full.then_some(end)
    })
}

/// A single article needs no more than one thread.
fn threads_for(job: &Job) -> usize {
    match job.inputs[..] {
        [Input::Path(ref path)] if path.is_file() && !job.reading.format.is_jsonl(path) => 1,
        [Input::Stdin] if !job.reading.format.is_jsonl(Path::new("-")) => 1,
        _ => job.jobs.max(1),
    }
}

/// Looks at all inputs before any work: no two of them may be written to one file. Lists are read into memory for it.
fn check_places(job: &mut Job) -> Result<(), RunError> {
    let mut inputs = Vec::new();
    for input in job.inputs.drain(..) {
        match input {
            Input::List(list) => {
                let opened: io::Result<Box<dyn io::Read>> = match &list {
                    None => Ok(Box::new(io::stdin())),
                    Some(path) => std::fs::File::open(path).map(|f| Box::new(f) as _),
                };
                opened
                    .and_then(|opened| {
                        paths_from(opened, |path| {
                            inputs.push(Input::Path(path));
                            true
                        })
                    })
                    .map_err(|error| {
                        let name = list.as_deref().map_or("-".to_owned(), source_name);
                        RunError::Usage(format!("cannot read the list of files '{name}': {error}"))
                    })?;
            }
            other => inputs.push(other),
        }
    }
    job.inputs = inputs;
    let format = job.reading.format;
    let mut claims = Claims::default();
    let mut claim = |path: Option<&PathBuf>, source: &str| {
        let records = format.is_jsonl(path.map_or(Path::new("-"), PathBuf::as_path));
        claims.claim(path.map(PathBuf::as_path), records, source)
    };
    for input in &job.inputs {
        match input {
            Input::Stdin => claim(None, "-")?,
            Input::Path(path) if path.is_dir() => {
                let mut result = Ok(());
                walk(
                    path,
                    &job.reading.selection,
                    &mut PassedOver::default(),
                    |found| {
                        result = claim(Some(&found.path), &found.source);
                        result.is_ok()
                    },
                );
                result?;
            }
            Input::Path(path) => claim(Some(path), &source_name(path))?,
            Input::List(_) => {}
        }
    }
    Ok(())
}
