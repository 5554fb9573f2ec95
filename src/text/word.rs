//! Words and marks by the classes of their characters: whatever the block scanner cannot settle by its masks alone, and the
//! characters outside ASCII that are common in news. Anything else is left to Unicode's tables ([`unicode_run`]).

use super::chars;
use super::swar::no_small_letter;
use super::token::{Flags, Token};
use crate::lexicon::{fold_hash, hash_ascii_within, hash_char};
use unicode_segmentation::UnicodeSegmentation;

/// What a byte means to the scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Space,
    Lower,
    Upper,
    Digit,
    /// `_`, which joins words and numbers.
    Joiner,
    /// `'` and `.`: inside a word between two letters or two digits.
    MidBoth,
    /// `:`: between two letters.
    MidLetter,
    /// `,` and `;`: between two digits.
    MidNumber,
    Other,
    /// Not ASCII: looked at as a character.
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Wide; 256];
    let mut b = 0;
    while b < 128 {
        table[b] = match b as u8 {
            b' ' | 0x09..=0x0d => Class::Space,
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Joiner,
            b'\'' | b'.' => Class::MidBoth,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidNumber,
            _ => Class::Other,
        };
        b += 1;
    }
    table
};

/// The class of the character at `i` and its length in bytes, or `None` where only Unicode's tables tell.
#[inline]
pub fn class_at(bytes: &[u8], i: usize) -> Option<(Class, usize)> {
    let Some(&b) = bytes.get(i) else {
        return Some((Class::Space, 0));
    };
    match CLASSES[b as usize] {
        Class::Wide => wide_class(bytes, i),
        class => Some((class, 1)),
    }
}

/// The same for the characters outside ASCII that are common in news: Latin letters, quotation marks, dashes, signs.
fn wide_class(bytes: &[u8], i: usize) -> Option<(Class, usize)> {
    let (a, b, c) = (
        bytes[i],
        *bytes.get(i + 1)?,
        bytes.get(i + 2).copied().unwrap_or(0),
    );
    match (a, b, c) {
        // U+00A0..U+00BF without letters, numbers, the cedilla, the middle dot and the soft hyphen.
        (0xc2, 0xa0, _) => Some((Class::Space, 2)),
        (0xc2, 0xaa | 0xad | 0xb2 | 0xb3 | 0xb5 | 0xb7..=0xba | 0xbc..=0xbe, _) => None,
        (0xc2, 0xa1..=0xbf, _) => Some((Class::Other, 2)),
        (0xc3, 0x97 | 0xb7, _) => Some((Class::Other, 2)),
        (0xc3, 0x80..=0x9e, _) => Some((Class::Upper, 2)),
        (0xc3, 0x9f..=0xbf, _) => Some((Class::Lower, 2)),
        // Latin Extended-A and -B.
        (0xc4..=0xc8, 0x80..=0xbf, _) | (0xc9, 0x80..=0x8f, _) => {
            let c = char::from_u32(u32::from(a & 0x1f) << 6 | u32::from(b & 0x3f))?;
            let class = if c.is_uppercase() {
                Class::Upper
            } else {
                Class::Lower
            };
            Some((class, 2))
        }
        (0xe2, 0x80, 0x98 | 0x99) => Some((Class::MidBoth, 3)),
        (0xe2, 0x80, 0x90..=0x95 | 0x9a..=0xa2 | 0xa6) | (0xe2, 0x82, 0xac) => {
            Some((Class::Other, 3))
        }
        _ => None,
    }
}

/// The end and the facts of the word that begins at `i` (WB5 to WB13b of UAX #29), or `None` at a character out of the
/// fast path. A run of `_` alone has no `WORD`.
#[inline]
pub fn scan_word(bytes: &[u8], start: usize) -> Option<(usize, Flags)> {
    let (mut i, mut last) = (start, Class::Other);
    let (mut upper, mut lower, mut digits, mut inner, mut dotted, mut capital, mut wide) =
        (0u32, 0u32, false, false, false, false, false);
    loop {
        // Most of any text is runs of small letters, with a blank behind.
        let run = small_letters(bytes, i);
        if run > 0 {
            i += run;
            lower += run as u32;
            last = Class::Lower;
            if bytes.get(i) == Some(&b' ') {
                break;
            }
        }
        let (class, width) = match bytes.get(i).map(|&b| CLASSES[b as usize]) {
            Some(Class::Wide) => wide_class(bytes, i)?,
            Some(class) => (class, 1),
            None => (Class::Space, 0),
        };
        match class {
            Class::Lower => lower += 1,
            Class::Upper => {
                inner |= lower > 0;
                capital |= upper + lower == 0;
                upper += 1;
            }
            Class::Digit => digits = true,
            Class::Joiner => {}
            Class::MidBoth | Class::MidLetter | Class::MidNumber => {
                let (next, _) = class_at(bytes, i + width)?;
                let letters = matches!(last, Class::Lower | Class::Upper)
                    && matches!(next, Class::Lower | Class::Upper);
                let numbers = last == Class::Digit && next == Class::Digit;
                let joins = match class {
                    Class::MidBoth => letters || numbers,
                    Class::MidLetter => letters,
                    _ => numbers,
                };
                if !joins {
                    break;
                }
                dotted |= bytes[i] == b'.';
            }
            Class::Space | Class::Other | Class::Wide => break,
        }
        wide |= width > 1;
        last = class;
        i += width;
    }
    let mut flags = Flags(0);
    flags.set_if(upper + lower > 0 || digits, Flags::WORD);
    flags.set_if(digits, Flags::HAS_DIGIT);
    flags.set_if(bytes[start].is_ascii_digit(), Flags::NUMERIC);
    flags.set_if(capital, Flags::CAPITAL);
    flags.set_if(dotted, Flags::DOTTED);
    flags.set_if(inner, Flags::MIXED);
    flags.set_if(wide, Flags::NON_ASCII);
    if i - start > 2 && matches!(bytes[i - 1], b's' | b'S') && possessive(&bytes[start..i]) > 0 {
        flags.set(Flags::POSSESSIVE);
        // Its s counts for nothing: "UK's" and "UK'S" are all capitals, "A's" is not.
        (upper, lower) = if bytes[i - 1] == b's' {
            (upper, lower - 1)
        } else {
            (upper - 1, lower)
        };
    }
    flags.set_if(upper >= 2 && lower == 0, Flags::ALL_CAPS);
    Some((i, flags))
}

/// How many small ASCII letters stand at `i`: eight at a time, without a branch for each.
#[inline]
fn small_letters(bytes: &[u8], i: usize) -> usize {
    let mut at = i;
    while let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let others = no_small_letter(u64::from_le_bytes(chunk));
        if others != 0 {
            return at - i + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(u8::is_ascii_lowercase) {
        at += 1;
    }
    at - i
}

/// Length of a possessive 's or ’s at the end of a word of at least one more character, else 0.
#[inline]
pub fn possessive(word: &[u8]) -> usize {
    match word {
        [.., _, b'\'', b's' | b'S'] => 2,
        [.., _, 0xe2, 0x80, 0x99, b's' | b'S'] => 4,
        _ => 0,
    }
}

#[inline]
pub fn word_token(content: &str, start: usize, end: usize, flags: Flags) -> Token {
    let bytes = content.as_bytes();
    let stem = if flags.has(Flags::POSSESSIVE) {
        end - possessive(&bytes[start..end])
    } else {
        end
    };
    let hash = if flags.any(Flags::NON_ASCII) {
        fold_hash(&content[start..stem])
    } else {
        hash_ascii_within(bytes, start, stem)
    };
    Token {
        start: start as u32,
        end: end as u32,
        hash,
        flags,
    }
}

pub fn other_token(start: usize, width: usize, c: char, mut flags: Flags) -> Token {
    flags.set(Flags::PUNCT);
    flags.set_if(chars::is_terminal(c), Flags::TERMINAL);
    Token {
        start: start as u32,
        end: (start + width) as u32,
        hash: hash_char(c),
        flags,
    }
}

/// Tokens of the run at `start`, up to the next ASCII white space, by Unicode's own tables. Returns where the run ends.
#[cold]
pub fn unicode_run(
    content: &str,
    start: usize,
    line_end: usize,
    mut glued: Flags,
    tokens: &mut Vec<Token>,
) -> usize {
    let run = &content[start..line_end];
    let end = run
        .find(|c: char| c.is_ascii_whitespace() || c == '\u{b}')
        .unwrap_or(run.len());
    for (i, segment) in run[..end].split_word_bound_indices() {
        // A mark may join the white space before it into one segment; the token leaves that out.
        let space = segment.len() - segment.trim_start().len();
        let (at, segment) = (start + i + space, &segment[space..]);
        if space > 0 && glued != Flags::LINE_START {
            glued = Flags(0);
        }
        if segment.chars().any(char::is_alphanumeric) {
            let flags = unicode_flags(segment);
            tokens.push(word_token(content, at, at + segment.len(), flags | glued));
            glued = Flags::GLUED;
            continue;
        }
        for (j, c) in segment.char_indices() {
            if c.is_whitespace() {
                glued = if glued == Flags::LINE_START {
                    glued
                } else {
                    Flags(0)
                };
            } else {
                tokens.push(other_token(at + j, c.len_utf8(), c, glued));
                glued = Flags::GLUED;
            }
        }
    }
    start + end
}

fn unicode_flags(word: &str) -> Flags {
    let mut flags = Flags::WORD;
    let (mut upper, mut lower) = (0u32, 0u32);
    for (i, c) in word.chars().enumerate() {
        if c.is_uppercase() {
            if lower > 0 {
                flags.set(Flags::MIXED);
            }
            if upper + lower == 0 {
                flags.set(Flags::CAPITAL);
            }
            upper += 1;
        } else if c.is_alphabetic() {
            lower += 1;
        } else if c.is_numeric() {
            flags.set(if i == 0 {
                Flags::NUMERIC | Flags::HAS_DIGIT
            } else {
                Flags::HAS_DIGIT
            });
        } else if c == '.' {
            flags.set(Flags::DOTTED);
        }
    }
    flags.set_if(!word.is_ascii(), Flags::NON_ASCII);
    if possessive(word.as_bytes()) > 0 {
        flags.set(Flags::POSSESSIVE);
        (upper, lower) = if word.ends_with('s') {
            (upper, lower - 1)
        } else {
            (upper - 1, lower)
        };
    }
    flags.set_if(upper >= 2 && lower == 0, Flags::ALL_CAPS);
    flags
}
