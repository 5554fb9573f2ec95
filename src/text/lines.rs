//! Lines: what stands between line ends, trimmed, blank ones left out.

use super::span::Span;
use super::swar::{clean_prefix, holds, holds_below};
use std::ops::Range;

/// A line that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From its first to its last character that is no white space.
    pub span: Span,
    /// Its tokens, as a range of indices into [`Text::tokens`](super::Text::tokens).
    pub tokens: Range<u32>,
    /// Blank lines directly before it (capped at 255).
    pub blank_before: u8,
    /// White-space characters at its head (capped at 255).
    pub indent: u8,
}

/// The lines of `content` as raw spans (line end left out), blank ones included. Ends: see [`super::chars::is_line_end`].
pub fn raw_lines(content: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = content.as_bytes();
    let (mut at, mut done) = (0, false);
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let (end, next) = line_end(bytes, at);
        let span = Span::new(at, end);
        if next == end {
            done = true;
        }
        at = next;
        Some(span)
    })
}

/// Where the line that begins at `at` ends, and where the next one begins (the same where there is none).
fn line_end(bytes: &[u8], at: usize) -> (usize, usize) {
    // Everything that ends a line is below 0x0e or led by 0xc2 (NEL) or 0xe2 (U+2028, U+2029).
    let mut i = at;
    while i < bytes.len() {
        i += clean_prefix(&bytes[i..], |chunk| {
            holds_below(chunk, 0x0e) | holds(chunk, 0xc2) | holds(chunk, 0xe2)
        });
        let suspect = |&b: &u8| b < 0x0e || b == 0xc2 || b == 0xe2;
        let Some(found) = bytes[i..].iter().take(8).position(suspect) else {
            i += 8;
            continue;
        };
        i += found;
        let width = match bytes[i] {
            b'\r' if bytes.get(i + 1) == Some(&b'\n') => 2,
            b'\n' | 0xb | 0xc | b'\r' => 1,
            0xc2 if bytes.get(i + 1) == Some(&0x85) => 2,
            0xe2 if bytes.get(i + 1) == Some(&0x80)
                && matches!(bytes.get(i + 2), Some(0xa8 | 0xa9)) =>
            {
                3
            }
            _ => {
                i += 1;
                continue;
            }
        };
        return (i, i + width);
    }
    (bytes.len(), bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end() {
        let text = "a\nb\r\nc\rd\u{b}e\u{c}f\u{85}g\u{2028}h\u{2029}i é “j”\n\nk\n";
        let lines: Vec<&str> = raw_lines(text).map(|s| s.of(text)).collect();
        assert_eq!(
            lines,
            [
                "a",
                "b",
                "c",
                "d",
                "e",
                "f",
                "g",
                "h",
                "i é “j”",
                "",
                "k",
                ""
            ]
        );
        assert_eq!(raw_lines("").count(), 1);
    }
}
