//! NDJSON out: compact or indented, and safe on every line.
//!
//! Characters at which some reader splits a line, or which a terminal obeys, are written escaped: U+007F to U+009F, U+2028,
//! U+2029 and the bidirectional controls U+202A to U+202E and U+2066 to U+2069.

use super::wire::{ErrorLine, Report};
use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, Write};

/// One line per report, or indented.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// One line.
    #[default]
    Compact,
    /// Indented by two blanks.
    Pretty,
}

/// Appends a report and a line feed to a buffer.
pub fn append_report(out: &mut Vec<u8>, report: &Report<'_>, style: Style) {
    match style {
        Style::Compact => {
            super::compact::append(out, report);
            out.push(b'\n');
        }
        // Writing to memory does not fail, and no part of a report fails to serialise.
        Style::Pretty => drop(write(out, report, style)),
    }
}

/// Writes a report and a line feed, by serde alone: the form that [`append_report`] must agree with.
///
/// # Errors
/// What the writer says.
pub fn write_report<W: Write>(out: W, report: &Report<'_>, style: Style) -> io::Result<()> {
    write(out, report, style)
}

/// Writes the line of an article that could not be analysed, and a line feed.
///
/// # Errors
/// What the writer says.
pub fn write_error_line<W: Write>(out: W, line: &ErrorLine<'_>, style: Style) -> io::Result<()> {
    write(out, line, style)
}

fn write<W: Write, T: Serialize>(mut out: W, value: &T, style: Style) -> io::Result<()> {
    match style {
        Style::Compact => value.serialize(&mut serde_json::Serializer::with_formatter(
            &mut out,
            Safe(CompactFormatter),
        ))?,
        Style::Pretty => value.serialize(&mut serde_json::Serializer::with_formatter(
            &mut out,
            Safe(PrettyFormatter::new()),
        ))?,
    }
    out.write_all(b"\n")
}

/// A formatter that also escapes the characters named above; all else is the inner one's.
struct Safe<F>(F);

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let bytes = fragment.as_bytes();
        let (mut done, mut at) = (0, 0);
        // The characters are DEL itself, or begin with 0xc2 or 0xe2.
        while let Some(i) = memchr::memchr3(0x7f, 0xc2, 0xe2, &bytes[at..]) {
            let i = at + i;
            let Some(c) = fragment[i..].chars().next() else {
                break;
            };
            at = i + c.len_utf8();
            if is_unsafe(c) {
                out.write_all(&bytes[done..i])?;
                write!(out, "\\u{:04x}", c as u32)?;
                done = at;
            }
        }
        out.write_all(&bytes[done..])
    }

    /// A record's id stands as it came; what is unsafe in it lies inside a string all the same.
    fn write_raw_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        self.write_string_fragment(out, fragment)
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(out, escape)
    }
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }
    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }
    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }
    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }
    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }
    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }
    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }
    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

pub(super) fn is_unsafe(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_breaks_lines_or_obeys() {
        let text = "a\u{85}b\u{2028}c\u{202e}d\u{7f}“é” \u{2069}\n";
        let mut out = Vec::new();
        write(&mut out, &text, Style::Compact).expect("writes");
        let json = String::from_utf8(out).expect("utf-8");
        assert_eq!(json, "\"a\\u0085b\\u2028c\\u202ed\\u007f“é” \\u2069\\n\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).expect("json"), text);
    }
}
