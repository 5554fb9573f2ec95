//! The compact form, written straight into a buffer: most of a run's bytes are report, and keys never need escaping.
//!
//! Writes exactly what `serde_json` writes for the same report (`tests/invariants.rs` compares the bytes).

use super::json::is_unsafe;
use super::numbers::{number, start_and_end};
use super::strings::{copy, escape, inner};
use super::wire::{
    Block, Byline, Dateline, Document, Entity, EntityId, Mention, Quote, Range, Report, Slice,
    Speaker, Timex,
};

/// Appends a report as one line without its line feed.
pub(super) fn append(out: &mut Vec<u8>, report: &Report<'_>) {
    let Report {
        schema_version,
        source,
        id,
        error: _,
        document,
        ..
    } = report;
    raw(out, "{\"schema_version\":");
    number(out, *schema_version);
    raw(out, ",\"source\":");
    string(out, source);
    raw(out, ",\"id\":");
    verbatim(out, id.map_or("null", |id| id.get()));
    raw(out, ",\"error\":null,\"document\":");
    write_document(out, document);
    for (key, part) in [
        (",\"headline\":", &report.headline),
        (",\"standfirst\":", &report.standfirst),
    ] {
        if let Some(part) = part {
            raw(out, key);
            optional(out, part.as_ref(), slice);
        }
    }
    if let Some(part) = &report.byline {
        raw(out, ",\"byline\":");
        optional(out, part.as_ref(), byline);
    }
    if let Some(part) = &report.dateline {
        raw(out, ",\"dateline\":");
        optional(out, part.as_ref(), dateline);
    }
    for (key, blocks) in [
        (",\"body\":", &report.body),
        (",\"boilerplate\":", &report.boilerplate),
    ] {
        if let Some(blocks) = blocks {
            raw(out, key);
            array(out, blocks, block);
        }
    }
    if let Some(entities) = &report.entities {
        raw(out, ",\"entities\":");
        array(out, entities, entity);
    }
    if let Some(dates) = &report.dates {
        raw(out, ",\"dates\":");
        array(out, dates, timex);
    }
    if let Some(quotes) = &report.quotes {
        raw(out, ",\"quotes\":");
        array(out, quotes, quote);
    }
    raw(out, "}");
}

fn write_document(out: &mut Vec<u8>, document: &Document<'_>) {
    raw(out, "{\"encoding\":");
    string(out, document.encoding);
    raw(out, ",\"offsets\":\"");
    raw(out, document.offsets);
    raw(out, "\",\"length\":");
    number(out, document.length);
    raw(out, ",\"words\":");
    number(out, document.words);
    raw(out, ",\"sentences\":");
    number(out, document.sentences);
    raw(out, ",\"paragraphs\":");
    number(out, document.paragraphs);
    raw(out, ",\"reference_date\":");
    optional(out, document.reference_date.as_ref(), |out, date| {
        raw(out, "{\"value\":");
        string(out, &date.value);
        raw(out, ",\"from\":");
        string(out, date.from);
        raw(out, "}");
    });
    raw(out, "}");
}

/// `{"text":…,"start":…,"end":…`, the head that most objects share.
fn head(out: &mut Vec<u8>, text: &str, start: u32, end: u32) {
    raw(out, "{\"text\":\"");
    inner(out, text);
    raw(out, "\",\"start\":");
    start_and_end(out, start, end);
}

fn slice(out: &mut Vec<u8>, slice: &Slice<'_>) {
    head(out, slice.text, slice.start, slice.end);
    raw(out, "}");
}

fn byline(out: &mut Vec<u8>, byline: &Byline<'_>) {
    head(out, byline.text, byline.start, byline.end);
    raw(out, ",\"authors\":");
    array(out, &byline.authors, |out, author| string(out, author));
    raw(out, "}");
}

fn dateline(out: &mut Vec<u8>, dateline: &Dateline<'_>) {
    head(out, dateline.text, dateline.start, dateline.end);
    raw(out, ",\"place\":");
    string(out, &dateline.place);
    raw(out, ",\"agency\":");
    optional(out, dateline.agency.as_ref(), |out, agency| {
        string(out, agency)
    });
    raw(out, "}");
}

fn block(out: &mut Vec<u8>, block: &Block<'_>) {
    head(out, block.text, block.start, block.end);
    word(out, ",\"kind\":\"", block.kind);
    raw(out, "}");
}

fn entity(out: &mut Vec<u8>, entity: &Entity<'_>) {
    raw(out, "{\"id\":");
    entity_id(out, entity.id);
    word(out, ",\"type\":\"", entity.kind);
    raw(out, ",\"name\":");
    string(out, &entity.name);
    raw(out, ",\"aliases\":");
    array(out, &entity.aliases, |out, alias| string(out, alias));
    raw(out, ",\"role\":");
    optional(out, entity.role.as_ref(), |out, role| string(out, role));
    raw(out, ",\"count\":");
    number(out, entity.count);
    raw(out, ",\"quoted\":");
    number(out, entity.quoted);
    raw(out, ",\"mentions\":");
    array(out, &entity.mentions, mention);
    raw(out, "}");
}

fn mention(out: &mut Vec<u8>, mention: &Mention<'_>) {
    head(out, mention.text, mention.start, mention.end);
    section(out, mention.section);
    raw(out, "}");
}

fn timex(out: &mut Vec<u8>, timex: &Timex<'_>) {
    head(out, timex.text, timex.start, timex.end);
    section(out, timex.section);
    word(out, ",\"type\":\"", timex.kind);
    raw(out, ",\"value\":");
    string(out, &timex.value);
    raw(out, ",\"mod\":");
    optional(out, timex.modifier.as_ref(), |out, modifier| {
        string(out, modifier)
    });
    raw(out, ",\"earliest\":");
    optional(out, timex.earliest.as_ref(), |out, date| string(out, date));
    raw(out, ",\"latest\":");
    optional(out, timex.latest.as_ref(), |out, date| string(out, date));
    raw(out, "}");
}

fn quote(out: &mut Vec<u8>, quote: &Quote<'_>) {
    raw(out, "{\"text\":");
    string(out, &quote.text);
    word(out, ",\"kind\":\"", quote.kind);
    raw(out, ",\"spans\":");
    array(out, &quote.spans, |out, Range { start, end }| {
        raw(out, "{\"start\":");
        start_and_end(out, *start, *end);
        raw(out, "}");
    });
    section(out, quote.section);
    raw(out, ",\"speaker\":");
    optional(out, quote.speaker.as_ref(), speaker);
    raw(out, ",\"cue\":");
    optional(out, quote.cue.as_ref(), slice);
    word(out, ",\"via\":\"", quote.via);
    raw(out, "}");
}

fn speaker(out: &mut Vec<u8>, speaker: &Speaker<'_>) {
    head(out, speaker.text, speaker.start, speaker.end);
    word(out, ",\"form\":\"", speaker.form);
    raw(out, ",\"name\":");
    string(out, &speaker.name);
    raw(out, ",\"entity\":");
    optional(out, speaker.entity.as_ref(), |out, &id| entity_id(out, id));
    raw(out, "}");
}

fn raw(out: &mut Vec<u8>, json: &str) {
    out.extend_from_slice(json.as_bytes());
}

/// JSON as it came, but for characters that no line may hold: they lie inside a string.
fn verbatim(out: &mut Vec<u8>, json: &str) {
    let mut done = 0;
    for (at, c) in json.char_indices().filter(|&(_, c)| is_unsafe(c)) {
        raw(out, &json[done..at]);
        escape(out, c);
        done = at + c.len_utf8();
    }
    raw(out, &json[done..]);
}

/// The section in which most things stand goes out at once.
fn section(out: &mut Vec<u8>, section: &str) {
    if section == "body" {
        raw(out, ",\"section\":\"body\"");
    } else {
        word(out, ",\"section\":\"", section);
    }
}

/// A key with its opening mark, and a word of our own that needs no escaping.
fn word(out: &mut Vec<u8>, key: &str, word: &str) {
    raw(out, key);
    copy(out, word.as_bytes());
    out.push(b'"');
}

/// A string in quotation marks.
fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    inner(out, text);
    out.push(b'"');
}

fn entity_id(out: &mut Vec<u8>, EntityId(id): EntityId) {
    raw(out, "\"e");
    number(out, id);
    raw(out, "\"");
}

fn optional<T>(out: &mut Vec<u8>, value: Option<&T>, write: impl Fn(&mut Vec<u8>, &T)) {
    match value {
        Some(value) => write(out, value),
        None => raw(out, "null"),
    }
}

fn array<T>(out: &mut Vec<u8>, values: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write(out, value);
    }
    out.push(b']');
}
