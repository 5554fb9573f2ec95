//! Tokens: the words of UAX #29 and, between them, every other character that is no white space.
//!
//! Blocks of bytes, seen as bit masks, tell where words of ASCII letters and digits begin and end, and what they look like;
//! whatever may go on behind a mark or holds another character goes through the scanner by classes (`word`), and what that
//! does not know through `unicode-segmentation`. All agree (`tests/invariants.rs`).

use super::block::{Block, SIZE};
use super::span::Span;
use super::token::{Flags, Token};
use super::word::{Class, class_at, other_token, scan_word, unicode_run, word_token};
use crate::lexicon::{hash_ascii_within, hash_short};

/// Tokenises a text, line after line: what is known of its bytes is kept from one line to the next.
#[derive(Debug)]
pub struct Scanner<'a> {
    content: &'a str,
    /// Where the block begins.
    base: usize,
    block: Block,
}

/// By its first byte, the facts of a word of small letters behind it, or of an ASCII character that is no letter or digit.
const FIRST: [Flags; 256] = {
    let mut table = [Flags(0); 256];
    let mut b = 0;
    while b < 128 {
        table[b] = Flags(match b as u8 {
            b'a'..=b'z' => Flags::WORD.0,
            b'A'..=b'Z' => Flags::WORD.0 | Flags::CAPITAL.0,
            b'.' | b'!' | b'?' => Flags::PUNCT.0 | Flags::TERMINAL.0,
            _ => Flags::PUNCT.0,
        });
        b += 1;
    }
    table
};

/// The facts of a word of ASCII letters and digits by masks of its bytes: all, the letters in upper case, the digits.
#[inline]
fn facts(all: u64, upper: u64, digit: u64) -> Flags {
    let letters = all & !digit;
    let first = letters & letters.wrapping_neg();
    let lower = letters & !upper;
    // The bits before the first small letter, all without one.
    let before = (lower & lower.wrapping_neg()).wrapping_sub(1);
    let mut flags = Flags::WORD;
    flags.set_if(upper & first != 0, Flags::CAPITAL);
    flags.set_if(upper & !before != 0, Flags::MIXED);
    flags.set_if(
        lower == 0 && upper & upper.wrapping_sub(1) != 0,
        Flags::ALL_CAPS,
    );
    flags.set_if(digit & 1 != 0, Flags::NUMERIC);
    flags.set_if(digit != 0, Flags::HAS_DIGIT);
    flags
}

/// The last bit of a block.
const LAST: u64 = 1 << (SIZE - 1);

impl<'a> Scanner<'a> {
    /// A scanner for the lines of `content`.
    pub fn new(content: &'a str) -> Self {
        Self {
            content,
            base: 0,
            block: Block::at(content.as_bytes(), 0),
        }
    }

    /// Moves the block to `at`.
    #[inline]
    fn seek(&mut self, at: usize) {
        self.base = at;
        self.block = Block::at(self.content.as_bytes(), at);
    }

    /// Appends the tokens of `line` (a span without line ends, its first character no white space), which lies behind all
    /// lines before.
    pub fn line(&mut self, line: Span, tokens: &mut Vec<Token>) {
        let bytes = self.content.as_bytes();
        let (start, end) = (line.start as usize, line.end as usize);
        if start >= self.base + SIZE {
            self.seek(start);
        }
        // Where in the block the last token ended, and what one that begins right there is.
        let (mut at, mut glued) = (start - self.base, Flags::LINE_START);
        loop {
            let rest = if at < SIZE {
                !self.block.space >> at
            } else {
                0
            };
            if rest == 0 {
                if self.base + SIZE >= end {
                    return;
                }
                if at < SIZE {
                    glued = Flags(0);
                    at = SIZE;
                }
                self.seek(self.base + at);
                at = 0;
                continue;
            }
            let blanks = rest.trailing_zeros() as usize;
            glued = if blanks > 0 { Flags(0) } else { glued };
            at += blanks;
            let from = self.base + at;
            if from >= end {
                return;
            }
            let word = self.block.word >> at;
            let length = ((!word | LAST).trailing_zeros() as usize).max(1);
            // What follows must be known.
            if at + length >= SIZE - 1 && at > 0 {
                self.seek(from);
                at = 0;
                continue;
            }
            let joins = self.block.joins >> (at + length).min(SIZE - 1) & word;
            if (joins | self.block.hard >> at) & 1 != 0 || length >= SIZE - 1 {
                let to;
                (to, glued) = self.unsettled(from, start, end, glued, tokens);
                at = to - self.base;
                continue;
            }
            let all = (1u64 << length) - 1;
            let (upper, digit) = (self.block.upper >> at & all, self.block.digit >> at & all);
            let flags = if upper & !1 | digit == 0 {
                FIRST[usize::from(bytes[from])]
            } else {
                facts(word & all, upper, digit)
            };
            let hash = match bytes.get(from..).and_then(<[u8]>::first_chunk::<8>) {
                Some(chunk) if length <= 8 => hash_short(u64::from_le_bytes(*chunk), length as u32),
                _ => hash_ascii_within(bytes, from, from + length),
            };
            at += length;
            tokens.push(Token {
                start: from as u32,
                end: (from + length) as u32,
                hash,
                flags: flags | glued,
            });
            glued = Flags::GLUED;
        }
    }

    /// Appends the token at `at` of the line `start..end`, which masks alone do not settle. Returns where it ends, and what a
    /// token right there is.
    #[inline(never)]
    fn unsettled(
        &self,
        at: usize,
        start: usize,
        end: usize,
        glued: Flags,
        tokens: &mut Vec<Token>,
    ) -> (usize, Flags) {
        let bytes = &self.content.as_bytes()[..end];
        let scanned = match class_at(bytes, at) {
            None => None,
            Some((Class::Space, width)) => {
                let first = glued == Flags::LINE_START;
                return (at + width, if first { glued } else { Flags(0) });
            }
            Some((Class::Lower | Class::Upper | Class::Digit | Class::Joiner, _)) => {
                match scan_word(bytes, at) {
                    Some((to, flags)) if flags.has(Flags::WORD) => {
                        Some(word_token(self.content, at, to, flags | glued))
                    }
                    // Nothing but `_`, read once however many.
                    Some((to, _)) => {
                        tokens.push(other_token(at, 1, '_', glued));
                        let others = at + 1..to;
                        tokens.extend(others.map(|at| other_token(at, 1, '_', Flags::GLUED)));
                        return (to, Flags::GLUED);
                    }
                    None => None,
                }
            }
            Some((_, width)) => {
                let c = self.content[at..].chars().next().unwrap_or('\0');
                Some(other_token(at, width, c, glued))
            }
        };
        if let Some(token) = scanned {
            tokens.push(token);
            return (token.end as usize, Flags::GLUED);
        }
        // All since the last white space once more, by Unicode's tables.
        let blank = |b: &u8| matches!(b, b' ' | 9..=13);
        let run = bytes[start..at]
            .iter()
            .rposition(blank)
            .map_or(start, |i| start + i + 1);
        let kept = tokens
            .iter()
            .rposition(|token| (token.start as usize) < run)
            .map_or(0, |i| i + 1);
        tokens.truncate(kept);
        let glued = if run == start {
            Flags::LINE_START
        } else {
            Flags(0)
        };
        let to = unicode_run(self.content, run, end, glued, tokens);
        (to, Flags::GLUED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::fold_hash;
    use unicode_segmentation::UnicodeSegmentation;

    fn tokens(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        Scanner::new(text).line(Span::new(0, text.len()), &mut tokens);
        tokens
    }

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.span().of(text)).collect()
    }

    #[test]
    fn words_and_marks() {
        for (text, expected) in [
            (
                "He said: “No,” twice.",
                vec!["He", "said", ":", "“", "No", ",", "”", "twice", "."],
            ),
            (
                "the U.S. and Russia's e-mail",
                vec!["the", "U.S", ".", "and", "Russia's", "e", "-", "mail"],
            ),
            (
                "1,000.50 don’t 8.30am '90s",
                vec!["1,000.50", "don’t", "8.30am", "'", "90s"],
            ),
            (
                "Zürich–Łódź café…",
                vec!["Zürich", "–", "Łódź", "café", "…"],
            ),
            ("__init__ ___ a_b", vec!["__init__", "_", "_", "_", "a_b"]),
            ("наука 北京 x²", vec!["наука", "北", "京", "x", "²"]),
            ("co\u{ad}op 😀!", vec!["co\u{ad}op", "😀", "!"]),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_those_of_uax29() {
        for text in [
            "don't o'Brien’s 3.14 a.b a.1 1.a a:b 1:2 a,b 1,2 1;2 _a a_ 1_2",
            "é.é “é’s” ’tis x¼y ½",
            "a\u{a0}b\u{301}c \u{301}a",
            "a\u{a0}\u{301} b",
        ] {
            let expected: Vec<(usize, &str)> = text.unicode_word_indices().collect();
            let found: Vec<(usize, &str)> = tokens(text)
                .iter()
                .filter(|t| t.is_word())
                .map(|t| (t.start as usize, t.span().of(text)))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn every_character_of_the_fast_path_is_classed_as_unicode_does() {
        for c in ('\u{21}'..='\u{24f}')
            .chain('\u{2000}'..='\u{20cf}')
            .filter(|c| !c.is_control() && !crate::text::chars::is_line_end(*c))
        {
            for text in [
                format!("a{c}b"),
                format!("1{c}2"),
                format!("{c}a {c}1"),
                format!("a{c} 1{c}"),
                format!("a{c}{c}b"),
                format!("_{c}_a"),
            ] {
                let expected: Vec<&str> = text
                    .unicode_word_indices()
                    .map(|(_, word)| word.trim_start())
                    .collect();
                let found: Vec<&str> = tokens(&text)
                    .iter()
                    .filter(|t| t.is_word())
                    .map(|t| t.span().of(&text))
                    .collect();
                assert_eq!(found, expected, "{text:?} U+{:04X}", c as u32);
            }
        }
    }

    #[test]
    fn facts() {
        let text = "NATO's McDonald U.S iPhone UK’S x Éire 20th A1";
        let of = |i: usize| tokens(text)[i].flags;
        assert!(
            of(0).has(Flags::ALL_CAPS | Flags::POSSESSIVE | Flags::CAPITAL | Flags::LINE_START)
        );
        assert!(of(1).has(Flags::MIXED | Flags::CAPITAL) && !of(1).any(Flags::ALL_CAPS));
        assert!(of(2).has(Flags::DOTTED | Flags::ALL_CAPS));
        assert!(of(3).has(Flags::MIXED) && !of(3).any(Flags::CAPITAL));
        assert!(
            of(4).has(Flags::ALL_CAPS | Flags::POSSESSIVE | Flags::NON_ASCII)
                || of(4).has(Flags::ALL_CAPS | Flags::POSSESSIVE)
        );
        assert!(!of(5).any(Flags::CAPITAL | Flags::ALL_CAPS));
        assert!(of(6).has(Flags::CAPITAL | Flags::NON_ASCII));
        assert!(
            of(7).has(Flags::NUMERIC | Flags::HAS_DIGIT)
                && of(8).has(Flags::HAS_DIGIT)
                && !of(8).any(Flags::NUMERIC)
        );
        assert_eq!(tokens(text)[0].stem(text).of(text), "NATO");
        assert_eq!(tokens(text)[0].hash, fold_hash("nato"));
    }
}
