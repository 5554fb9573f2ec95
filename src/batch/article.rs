//! What a worker does: each article of a batch from bytes to a line of JSON.

use super::Job;
use super::error::{ErrorKind, Failure};
use super::event::{Finished, Problem};
use super::input::read_all;
use super::item::{Batch, Content, Item};
use super::output::Sink;
use super::record::{BadRecord, Record, mended, read_record};
use crate::Context;
use crate::report::{ErrorDetail, ErrorLine, append_report, write_error_line};
use crate::text::{DecodeError, Decoded, Text, decode};
use encoding_rs::UTF_8;
use std::cell::RefCell;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes of report for a byte of article, about.
const REPORT_FACTOR: usize = 5;

/// Analyses a batch.
pub(super) fn process(job: &Job, stop: &AtomicBool, number: u64, batch: Batch) -> Finished {
    let mut finished = Finished {
        number,
        bytes: batch.bytes,
        reports: Vec::with_capacity((batch.bytes as usize).min(1 << 20) * REPORT_FACTOR),
        ..Finished::default()
    };
    for item in batch.items {
        if stop.load(Ordering::Relaxed) || finished.error.is_some() {
            break;
        }
        let (path, line) = (item.path.clone(), item.line);
        if let Sink::Tree(tree) = &job.sink
            && tree.is_done(path.as_deref(), line)
        {
            finished.existing += 1;
            continue;
        }
        one(job, item, &batch.buffer, &mut finished);
        if let Sink::Tree(tree) = &job.sink {
            finished.error = tree.write(path.as_deref(), line, &finished.reports).err();
            finished.reports.clear();
        } else {
            finished.ends.push(finished.reports.len());
        }
    }
    finished
}

/// Writes one article's report or error line.
fn one(job: &Job, item: Item, buffer: &[u8], finished: &mut Finished) {
    let source = item.source();
    let before = finished.reports.len();
    let out = &mut finished.reports;
    let result = guarded(|| match item.content {
        Content::Failed(failure) => Err(failure.into()),
        Content::Record(range) => record(job, &buffer[range], &source, out).map(|()| None),
        Content::Bytes(bytes) => whole(job, bytes, &source, None, out),
        Content::File(path) => {
            let bytes = read_file(&path, job.reading.max_bytes)?;
            whole(job, bytes, &source, Some(&source), out)
        }
    });
    let problem = match result.unwrap_or_else(|failure| Err(failure.into())) {
        Ok(warning) => {
            finished.analysed += 1;
            warning.map(|message: &str| Problem {
                source,
                kind: None,
                message: message.to_owned(),
            })
        }
        Err(bad) => Some(error_line(job, source, bad, before, finished)),
    };
    finished.problems.extend(problem);
}

fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let file = File::open(path).map_err(|error| Failure::reading(&error))?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    read_all(file, size, limit)
}

/// Analyses bytes that are one article; may have a warning about it.
fn whole(
    job: &Job,
    bytes: Vec<u8>,
    source: &str,
    path: Option<&str>,
    out: &mut Vec<u8>,
) -> Result<Option<&'static str>, BadRecord<'static>> {
    let decoded = decode(bytes, job.reading.encoding).map_err(|error| not_text(&error))?;
    let text = Text::from_decoded(decoded);
    let context = Context {
        source,
        path,
        ..Context::default()
    };
    append_report(out, &job.analyzer.analyze(&text, &context), job.style);
    Ok(mistaken(&text.content))
}

/// Analyses a line of JSONL.
fn record<'a>(
    job: &Job,
    line: &'a [u8],
    source: &str,
    out: &mut Vec<u8>,
) -> Result<(), BadRecord<'a>> {
    let names = &job.reading.names;
    let mut write = |record: Record<'_>, encoding| {
        let Record { text, id, date } = record;
        let text = Text::from_decoded(Decoded {
            content: text,
            encoding,
        });
        let context = Context {
            source,
            id,
            date,
            path: None,
        };
        append_report(out, &job.analyzer.analyze(&text, &context), job.style);
    };
    let forced = job.reading.encoding;
    if forced.is_none_or(|encoding| encoding == UTF_8)
        && let Ok(line) = std::str::from_utf8(line)
    {
        let bad = match read_record(line, names) {
            Ok(record) => {
                write(record, UTF_8);
                return Ok(());
            }
            Err(bad) => bad,
        };
        let Some(mended) = mended(line) else {
            return Err(bad);
        };
        let record = read_record(&mended, names).map_err(|bad| bad.failure)?;
        write(record, UTF_8);
        return Ok(());
    }
    // One wrong byte must not lose the record: the line is decoded as a file's text would be.
    let decoded = decode(line.to_vec(), forced)
        .map_err(|error| Failure::new(ErrorKind::BadRecord, error.to_string()))?;
    match read_record(&decoded.content, names) {
        Ok(record) => write(record, decoded.encoding),
        Err(bad) => return Err(bad.failure.into()),
    }
    Ok(())
}

/// Replaces what was written of an article by its error line.
fn error_line(
    job: &Job,
    source: String,
    bad: BadRecord<'_>,
    before: usize,
    finished: &mut Finished,
) -> Problem {
    finished.reports.truncate(before);
    finished.failed += 1;
    let line = ErrorLine {
        schema_version: crate::report::SCHEMA_VERSION,
        source: &source,
        id: bad.id,
        error: ErrorDetail {
            kind: bad.failure.kind.name(),
            message: &bad.failure.message,
        },
    };
    // Writing to memory does not fail.
    let _ = write_error_line(&mut finished.reports, &line, job.style);
    Problem {
        source,
        kind: Some(bad.failure.kind),
        message: bad.failure.message,
    }
}

fn not_text(error: &DecodeError) -> Failure {
    let kind = match error {
        DecodeError::TooLong => ErrorKind::TooLarge,
        _ => ErrorKind::NotText,
    };
    Failure::new(kind, error.to_string())
}

/// What a text seems to be that is none, to be told of beside its report.
fn mistaken(text: &str) -> Option<&'static str> {
    let head = text.trim_start();
    if is_html(head) {
        return Some("this is HTML, analysed as it stands, tags and all; extract its text first");
    }
    // An object with a key: no article begins so.
    let key = head.strip_prefix('{')?.trim_start();
    (key.starts_with('"') && key[1..].contains("\":")).then_some(
        "this looks like JSON, analysed as it stands, keys and all; for one record a line use --input-format jsonl",
    )
}

/// Whether a text begins as an HTML page does.
fn is_html(text: &str) -> bool {
    let head = text.as_bytes();
    [b"<!doctype html".as_slice(), b"<html", b"<head", b"<body"]
        .iter()
        .any(|tag| {
            head.get(..tag.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(tag))
        })
}

thread_local! {
    /// What the last panic of this thread said, and where it was.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The name of worker threads.
pub(super) const WORKER: &str = "analyze-worker";

/// Makes panics of workers silent: they become error lines, which say the same. Other panics are shown as ever.
pub fn note_panics() {
    let shown = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some(WORKER) {
            LAST_PANIC.with_borrow_mut(|last| *last = Some(panic.to_string()));
        } else {
            shown(panic);
        }
    }));
}

/// Turns a panic into a failure: the last net, so that one article does not end the run.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let what = LAST_PANIC
            .take()
            .unwrap_or_else(|| "the analysis failed".to_owned());
        Failure::new(
            ErrorKind::Internal,
            format!("{what}; this is a fault of analyze, please report it with the article"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure() {
        assert_eq!(guarded(|| 1), Ok(1));
        let failure = guarded(|| assert_eq!(1 + 1, 3)).expect_err("fails");
        assert_eq!(failure.kind, ErrorKind::Internal);
    }

    #[test]
    fn mistaken_files_are_told() {
        for (text, what) in [
            ("\n <!DOCTYPE HTML PUBLIC>", Some("HTML")),
            ("<html lang=en>", Some("HTML")),
            ("<3 is what fans said", None),
            ("The <html> tag", None),
            ("{\"text\": \"A fire\"}", Some("JSON")),
            ("{\n  \"id\" : 1, \"text\":\"A\"}", Some("JSON")),
            ("{Correction} \"No\": he said", None),
            ("", None),
        ] {
            let told = mistaken(text);
            assert_eq!(told.is_some(), what.is_some(), "{text}");
            assert!(told.is_none_or(|told| what.is_some_and(|what| told.contains(what))));
        }
    }
}
