//! The compact form, written straight into a buffer: most of a run's bytes are report, and keys never need escaping.
//!
//! Writes exactly what `serde_json` writes for the same report (`tests/invariants.rs` compares the bytes).

use super::json::is_unsafe;
use super::wire::{
    Block, Byline, Dateline, Document, Entity, EntityId, Mention, Quote, Range, Report, Slice,
    Speaker, Timex,
};
use crate::text::swar::{clean_prefix, holds, holds_below};
use std::io::Write;

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
    raw(out, "{\"text\":");
    string(out, text);
    range(out, START, start, end);
}

/// Two positions, put together on the stack: they are the most frequent part of any report. Every copy is of a length known
/// beforehand; what is copied too much is written over.
fn range(out: &mut Vec<u8>, key: &'static [u8; KEY], start: u32, end: u32) {
    const BETWEEN: &[u8; 7] = b",\"end\":";
    const DIGITS: usize = Digits::MOST;
    let mut room = [0u8; KEY + BETWEEN.len() + 2 * DIGITS];
    room[..KEY].copy_from_slice(key);
    let start = Digits::of(start);
    room[KEY..KEY + DIGITS].copy_from_slice(&start.room);
    let at = KEY + start.len.min(DIGITS);
    room[at..at + BETWEEN.len()].copy_from_slice(BETWEEN);
    let at = at + BETWEEN.len();
    let end = Digits::of(end);
    room[at..at + DIGITS].copy_from_slice(&end.room);
    out.extend_from_slice(&room[..at + end.len.min(DIGITS)]);
}

/// Length of [`range`]'s keys.
const KEY: usize = 9;
/// Key of a range within an object, and of one that is an object.
const START: &[u8; KEY] = b",\"start\":";
const ONLY_START: &[u8; KEY] = b"{\"start\":";

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
    word(out, ",\"section\":\"", mention.section);
    raw(out, "}");
}

fn timex(out: &mut Vec<u8>, timex: &Timex<'_>) {
    head(out, timex.text, timex.start, timex.end);
    word(out, ",\"section\":\"", timex.section);
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
        range(out, ONLY_START, *start, *end);
        raw(out, "}");
    });
    word(out, ",\"section\":\"", quote.section);
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

/// A key with its opening mark, and a word of our own that needs no escaping.
fn word(out: &mut Vec<u8>, key: &str, word: &str) {
    raw(out, key);
    raw(out, word);
    raw(out, "\"");
}

fn number(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(Digits::of(number).as_bytes());
}

fn entity_id(out: &mut Vec<u8>, EntityId(id): EntityId) {
    raw(out, "\"e");
    number(out, id);
    raw(out, "\"");
}

/// A number in decimal.
struct Digits {
    /// Its digits and then anything.
    room: [u8; Self::MOST],
    len: usize,
}

impl Digits {
    /// Digits of the largest number.
    const MOST: usize = 10;

    #[inline]
    fn of(number: u32) -> Self {
        let mut len = 1;
        let mut bound = 10u64;
        while u64::from(number) >= bound {
            bound *= 10;
            len += 1;
        }
        let (mut room, mut left) = ([0u8; Self::MOST], number);
        for place in room[..len].iter_mut().rev() {
            *place = b'0' + (left % 10) as u8;
            left /= 10;
        }
        Self { room, len }
    }

    fn as_bytes(&self) -> &[u8] {
        &self.room[..self.len.min(Self::MOST)]
    }
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

/// Bytes that may need escaping: controls, the quotation mark, the backslash, DEL, and the first bytes of unsafe characters.
const fn suspect(b: u8) -> bool {
    b < 0x20 || b == b'"' || b == b'\\' || b == 0x7f || b == 0xc2 || b == 0xe2
}

const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = suspect(b as u8);
        b += 1;
    }
    table
};

fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    if is_clean(bytes) {
        out.extend_from_slice(bytes);
        out.push(b'"');
        return;
    }
    let (mut done, mut at) = (0, 0);
    while at < bytes.len() {
        at += clean_prefix(&bytes[at..], suspects);
        let Some(found) = bytes[at..]
            .iter()
            .take(8)
            .position(|&b| SUSPECT[b as usize])
        else {
            at += 8;
            continue;
        };
        at += found;
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let next = at + c.len_utf8();
        if bytes[at] < 0x80 || is_unsafe(c) {
            out.extend_from_slice(&bytes[done..at]);
            escape(out, c);
            done = next;
        }
        at = next;
    }
    out.extend_from_slice(&bytes[done..]);
    out.push(b'"');
}

/// Not 0 where one of eight bytes is a [`suspect`].
#[inline]
fn suspects(chunk: u64) -> u64 {
    holds_below(chunk, 0x20)
        | holds(chunk, b'"')
        | holds(chunk, b'\\')
        | holds(chunk, 0x7f)
        | holds(chunk, 0xc2)
        | holds(chunk, 0xe2)
}

/// Whether a short string has no [`suspect`], as nearly all names have none: its first and last eight bytes, which may
/// overlap, or what there is of them.
#[inline]
fn is_clean(bytes: &[u8]) -> bool {
    match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) if bytes.len() <= 16 => {
            suspects(u64::from_le_bytes(*first)) | suspects(u64::from_le_bytes(*last)) == 0
        }
        (None, _) => {
            let blank = b' ';
            let mut chunk = [blank; 8];
            for (place, &byte) in chunk.iter_mut().zip(bytes) {
                *place = byte;
            }
            suspects(u64::from_le_bytes(chunk)) == 0
        }
        _ => false,
    }
}

#[cold]
fn escape(out: &mut Vec<u8>, c: char) {
    match c {
        '"' => raw(out, "\\\""),
        '\\' => raw(out, "\\\\"),
        '\n' => raw(out, "\\n"),
        '\r' => raw(out, "\\r"),
        '\t' => raw(out, "\\t"),
        '\u{8}' => raw(out, "\\b"),
        '\u{c}' => raw(out, "\\f"),
        // Writing to memory does not fail.
        _ => drop(write!(out, "\\u{:04x}", c as u32)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_those_of_serde_json() {
        let long = "A long line of prose, with nothing to escape in it at all. ".repeat(3);
        for text in [
            "",
            "plain",
            "say \"no\"\\",
            "tab\tline\r\n\u{8}\u{c}\u{1}",
            "“é” 北京 😀 Â â",
            &(long.clone() + "“x”\n" + &long),
        ] {
            let mut out = Vec::new();
            string(&mut out, text);
            assert_eq!(
                String::from_utf8(out).expect("UTF-8"),
                serde_json::to_string(text).expect("JSON")
            );
        }
        let mut out = Vec::new();
        string(&mut out, "a\u{85}b\u{2028}\u{7f}\u{a0}");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "\"a\\u0085b\\u2028\\u007f\u{a0}\""
        );
    }

    #[test]
    fn numbers() {
        for n in [0, 7, 10, 4_294_967_295] {
            let mut out = Vec::new();
            number(&mut out, n);
            assert_eq!(String::from_utf8(out).expect("UTF-8"), n.to_string());
        }
    }
}
