//! The decoded article: its lines and tokens, made once and shared by every stage.

mod block;
pub mod chars;
mod decode;
mod lines;
mod offsets;
mod sentences;
mod span;
pub mod swar;
mod token;
mod tokens;
mod word;

pub use crate::lexicon::fold_hash;
pub use decode::{DecodeError, Decoded, decode};
pub use lines::{Line, raw_lines};
pub use offsets::{Offsets, Unit};
pub use span::Span;
pub use token::{Flags, Token};

/// One article's text with its lines and tokens.
#[derive(Debug)]
pub struct Text {
    /// The decoded text, without a byte-order mark.
    pub content: String,
    /// WHATWG name of the encoding it came in, lower case.
    pub encoding: String,
    /// Lines that are not blank, in order.
    pub lines: Vec<Line>,
    /// Words and other characters, in order.
    pub tokens: Vec<Token>,
}

impl Text {
    /// Reads text that is UTF-8 already. Text beyond 4 GiB is cut at the last character that positions can count; the
    /// readers refuse it before.
    pub fn new(content: String) -> Self {
        Self::with_encoding(content, "utf-8".to_owned())
    }

    /// Reads decoded text.
    pub fn from_decoded(decoded: Decoded) -> Self {
        Self::with_encoding(
            decoded.content,
            decoded.encoding.name().to_ascii_lowercase(),
        )
    }

    fn with_encoding(mut content: String, encoding: String) -> Self {
        let mut end = content.len().min(u32::MAX as usize - 1);
        while !content.is_char_boundary(end) {
            end -= 1;
        }
        content.truncate(end);
        // News has a token for every four and a half bytes.
        let mut tokens = Vec::with_capacity(content.len() / 4);
        let mut lines = Vec::with_capacity(content.len() / 80 + 1);
        let mut scanner = tokens::Scanner::new(&content);
        let mut blank_before = 0u8;
        for raw in raw_lines(&content) {
            let line = raw.of(&content);
            let head = line.len() - line.trim_start().len();
            let trimmed = line.trim();
            if trimmed.is_empty() {
                blank_before = blank_before.saturating_add(1);
                continue;
            }
            let start = raw.start as usize + head;
            let span = Span::new(start, start + trimmed.len());
            let first = tokens.len() as u32;
            scanner.line(span, &mut tokens);
            let indent = line[..head].chars().count().min(255) as u8;
            lines.push(Line {
                span,
                tokens: first..tokens.len() as u32,
                blank_before,
                indent,
            });
            blank_before = 0;
        }
        sentences::mark_sentence_ends(&content, &mut tokens);
        Self {
            content,
            encoding,
            lines,
            tokens,
        }
    }

    /// The slice that a token names.
    pub fn token(&self, token: &Token) -> &str {
        token.span().of(&self.content)
    }

    /// The slice from the first to the last token of a range of token indices; empty for an empty range.
    pub fn token_span(&self, tokens: std::ops::Range<u32>) -> Span {
        match self.tokens.get(tokens.start as usize..tokens.end as usize) {
            Some([first, .., last]) => Span {
                start: first.start,
                end: last.end,
            },
            Some([only]) => only.span(),
            _ => Span::default(),
        }
    }
}
