//! What a worker does: the articles of a batch from bytes to lines of JSON.

use super::Job;
use super::event::{Finished, Problem};
use super::guard::{guarded, together_or_alone};
use super::item::Batch;
use super::output::Sink;
use super::ready::Ready;
use super::record::BadRecord;
use crate::TOGETHER;
use crate::report::{ErrorDetail, ErrorLine, append_report, write_error_line};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes of report for a byte of article, about.
const REPORT_FACTOR: usize = 5;

/// An article as it was read.
struct Entry<'a> {
    source: String,
    path: Option<Arc<Path>>,
    line: Option<u64>,
    read: Result<Ready<'a>, BadRecord<'a>>,
}

/// Analyses a batch.
pub(super) fn process(job: &Job, stop: &AtomicBool, number: u64, batch: Batch) -> Finished {
    let mut finished = Finished {
        number,
        bytes: batch.bytes,
        reports: Vec::with_capacity((batch.bytes as usize).min(1 << 20) * REPORT_FACTOR),
        ..Finished::default()
    };
    let (mut entries, mut bytes) = (Vec::new(), 0);
    for item in batch.items {
        if stop.load(Ordering::Relaxed) || finished.error.is_some() {
            return finished;
        }
        if let Sink::Tree(tree) = &job.sink
            && tree.is_done(item.path.as_deref(), item.line)
        {
            finished.existing += 1;
            continue;
        }
        let (source, path, line) = (item.source(), item.path, item.line);
        let read = guarded(|| Ready::read(job, item.content, &batch.buffer))
            .unwrap_or_else(|failure| Err(failure.into()));
        bytes += read.as_ref().map_or(0, |ready| ready.text.content.len());
        entries.push(Entry {
            source,
            path,
            line,
            read,
        });
        if bytes >= TOGETHER {
            answer(job, std::mem::take(&mut entries), &mut finished);
            bytes = 0;
        }
    }
    answer(job, entries, &mut finished);
    finished
}

/// Writes reports or error lines of articles that are analysed together.
fn answer(job: &Job, entries: Vec<Entry<'_>>, finished: &mut Finished) {
    let ready: Vec<_> = entries
        .iter()
        .filter_map(|entry| {
            let ready = entry.read.as_ref().ok()?;
            Some((&ready.text, ready.context(&entry.source)))
        })
        .collect();
    let mut next_report = together_or_alone(
        || job.analyzer.analyze_all(&ready),
        |i| job.analyzer.analyze(ready[i].0, &ready[i].1),
    );
    let mut problems = Vec::new();
    for entry in &entries {
        let before = finished.reports.len();
        let result = match &entry.read {
            Ok(ready) => next_report()
                .and_then(|report| {
                    guarded(|| append_report(&mut finished.reports, &report, job.style))
                })
                .map(|()| ready.warning)
                .map_err(BadRecord::from),
            Err(bad) => Err(bad.clone()),
        };
        match result {
            Ok(warning) => {
                finished.analysed += 1;
                problems.extend(warning.map(|message| Problem {
                    source: entry.source.clone(),
                    kind: None,
                    message: message.to_owned(),
                }));
            }
            Err(bad) => {
                finished.reports.truncate(before);
                finished.failed += 1;
                problems.push(error_line(job, &entry.source, bad, &mut finished.reports));
            }
        }
        if let Sink::Tree(tree) = &job.sink {
            let written = tree.write(entry.path.as_deref(), entry.line, &finished.reports);
            finished.reports.clear();
            if let Err(error) = written {
                finished.error = Some(error);
                break;
            }
        } else {
            finished.ends.push(finished.reports.len());
        }
    }
    finished.problems.append(&mut problems);
}

/// Writes the error line of an article that has no report.
fn error_line(job: &Job, source: &str, bad: BadRecord<'_>, out: &mut Vec<u8>) -> Problem {
    let line = ErrorLine {
        schema_version: crate::report::SCHEMA_VERSION,
        source,
        id: bad.id,
        error: ErrorDetail {
            kind: bad.failure.kind.name(),
            message: &bad.failure.message,
        },
    };
    // Writing to memory does not fail.
    let _ = write_error_line(out, &line, job.style);
    Problem {
        source: source.to_owned(),
        kind: Some(bad.failure.kind),
        message: bad.failure.message,
    }
}
