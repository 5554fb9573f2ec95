//! From an item to a text that is ready for analysis, with what is known beside it.

use super::Job;
use super::error::{ErrorKind, Failure};
use super::input::read_all;
use super::item::Content;
use super::record::{BadRecord, Record, mended, read_record};
use crate::Context;
use crate::text::{DecodeError, Decoded, Text, decode};
use encoding_rs::{Encoding, UTF_8};
use jiff::civil::Date;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

/// An article's text and what is known beside it.
pub(super) struct Ready<'a> {
    pub(super) text: Text,
    id: Option<Cow<'a, RawValue>>,
    date: Option<Date>,
    /// Whether its source is the path of a file of its own.
    is_file: bool,
    /// What the text seems to be that is none.
    pub(super) warning: Option<&'static str>,
}

impl<'a> Ready<'a> {
    /// Reads an item; records lie in the batch's buffer.
    ///
    /// # Errors
    /// What keeps it from being analysed, with its id as far as that is known.
    pub(super) fn read(
        job: &Job,
        content: Content,
        buffer: &'a [u8],
    ) -> Result<Self, BadRecord<'a>> {
        match content {
            Content::Failed(failure) => Err(failure.into()),
            Content::Record(range) => record(job, buffer.get(range).unwrap_or_default()),
            Content::Bytes(bytes) => whole(job, bytes, false),
            Content::File(path) => whole(job, read_file(&path, job.reading.max_bytes)?, true),
        }
    }

    /// What is known beside the text.
    pub(super) fn context<'r>(&'r self, source: &'r str) -> Context<'r> {
        Context {
            source,
            id: self.id.as_deref(),
            date: self.date,
            path: self.is_file.then_some(source),
        }
    }

    fn from_record(
        record: Record<'_>,
        id: Option<Cow<'a, RawValue>>,
        encoding: &'static Encoding,
    ) -> Self {
        let content = record.text;
        Self {
            text: Text::from_decoded(Decoded { content, encoding }),
            id,
            date: record.date,
            is_file: false,
            warning: None,
        }
    }
}

fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let file = File::open(path).map_err(|error| Failure::reading(&error))?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    read_all(file, size, limit)
}

/// Reads bytes that are one article.
fn whole(job: &Job, bytes: Vec<u8>, is_file: bool) -> Result<Ready<'static>, BadRecord<'static>> {
    let decoded = decode(bytes, job.reading.encoding).map_err(|error| not_text(&error))?;
    let text = Text::from_decoded(decoded);
    Ok(Ready {
        warning: mistaken(&text.content),
        text,
        id: None,
        date: None,
        is_file,
    })
}

/// Reads a line of JSONL.
fn record<'a>(job: &Job, line: &'a [u8]) -> Result<Ready<'a>, BadRecord<'a>> {
    let names = &job.reading.names;
    // Its line is gone when the report is written.
    let owned = |record: &Record<'_>| record.id.map(|id| Cow::Owned(id.to_owned()));
    let forced = job.reading.encoding;
    if forced.is_none_or(|encoding| encoding == UTF_8)
        && let Ok(line) = std::str::from_utf8(line)
    {
        let bad = match read_record(line, names) {
            Ok(record) => {
                let id = record.id.map(Cow::Borrowed);
                return Ok(Ready::from_record(record, id, UTF_8));
            }
            Err(bad) => bad,
        };
        let Some(mended) = mended(line) else {
            return Err(bad);
        };
        let record = read_record(&mended, names).map_err(|bad| bad.failure)?;
        let id = owned(&record);
        return Ok(Ready::from_record(record, id, UTF_8));
    }
    // One wrong byte must not lose the record: the line is decoded as a file's text would be.
    let decoded = decode(line.to_vec(), forced)
        .map_err(|error| Failure::new(ErrorKind::BadRecord, error.to_string()))?;
    let record = read_record(&decoded.content, names).map_err(|bad| bad.failure)?;
    let id = owned(&record);
    Ok(Ready::from_record(record, id, decoded.encoding))
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

#[cfg(test)]
mod tests {
    use super::*;

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
