//! Tokens: the words of UAX #29 and, between them, every other character that is no white space.
//!
//! ASCII and the Latin letters, quotation marks and dashes of news text run through one byte-driven scanner; whatever
//! stands in a run with any other character is left to `unicode-segmentation`. Both agree (`tests/invariants.rs`).

use super::chars;
use super::span::Span;
use super::swar::no_small_letter;
use crate::lexicon::{fold_hash, hash_ascii_within, hash_char, hash_short};
use unicode_segmentation::UnicodeSegmentation;

/// What is known of a token, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u32);

impl Flags {
    /// A word (UAX #29), numbers included.
    pub const WORD: Self = Self(1);
    /// A word that begins with a digit.
    pub const NUMERIC: Self = Self(1 << 1);
    /// Any other character.
    pub const PUNCT: Self = Self(1 << 2);
    /// A word whose first letter is upper case.
    pub const CAPITAL: Self = Self(1 << 3);
    /// A word of two or more letters (a possessive 's aside), all upper case.
    pub const ALL_CAPS: Self = Self(1 << 4);
    /// A word with an upper-case letter after a lower-case one ("iPhone", "McDonald").
    pub const MIXED: Self = Self(1 << 5);
    /// A word with a dot inside ("U.S", "gov.uk").
    pub const DOTTED: Self = Self(1 << 6);
    /// A word that ends in 's or ’s, which [`Token::stem`] leaves out ("it's" too).
    pub const POSSESSIVE: Self = Self(1 << 7);
    /// No white space before it.
    pub const GLUED: Self = Self(1 << 8);
    /// The first token of its line.
    pub const LINE_START: Self = Self(1 << 9);
    /// The last token of a sentence by its marks; the end of a line alone does not set it.
    pub const ENDS_SENTENCE: Self = Self(1 << 10);
    /// A full stop that belongs to the word before it ("Mr.", "U.S.", "Oct.").
    pub const ABBREVIATION: Self = Self(1 << 11);
    /// A word that holds a digit anywhere.
    pub const HAS_DIGIT: Self = Self(1 << 12);
    /// A word with a character outside ASCII.
    pub const NON_ASCII: Self = Self(1 << 13);
    /// A mark that may end a sentence (. ! ? …).
    pub const TERMINAL: Self = Self(1 << 14);

    /// Whether all bits of `other` are set.
    #[inline]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any bit of `other` is set.
    #[inline]
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Sets the bits of `other` where `condition` holds; branches nowhere.
    #[inline]
    fn set_if(&mut self, condition: bool, other: Self) {
        self.0 |= u32::from(condition) * other.0;
    }

    /// Sets the bits of `other`.
    #[inline]
    pub fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl std::ops::BitOr for Flags {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl std::fmt::Debug for Flags {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#b}", self.0)
    }
}

/// A word or a single other character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// [`fold_hash`] of the word without a possessive 's; of other tokens the hash of the character.
    pub hash: u32,
    /// Its facts.
    pub flags: Flags,
}

impl Token {
    /// Where it stands.
    #[inline]
    pub fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }

    /// Whether it is a word.
    #[inline]
    pub fn is_word(&self) -> bool {
        self.flags.has(Flags::WORD)
    }

    /// Whether it has all these facts.
    #[inline]
    pub fn has(&self, flags: Flags) -> bool {
        self.flags.has(flags)
    }

    /// Whether it has any of these facts.
    #[inline]
    pub fn any_of(&self, flags: Flags) -> bool {
        self.flags.any(flags)
    }

    /// Where it stands, a possessive 's left out.
    pub fn stem(&self, content: &str) -> Span {
        let mut span = self.span();
        if self.has(Flags::POSSESSIVE) {
            span.end -= possessive(span.of(content).as_bytes()) as u32;
        }
        span
    }

    /// The character of a token that is no word, else its first.
    pub fn first_char(&self, content: &str) -> char {
        self.span().of(content).chars().next().unwrap_or('\0')
    }
}

/// What a byte means to the scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
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
fn class_at(bytes: &[u8], i: usize) -> Option<(Class, usize)> {
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

/// Appends the tokens of `line` (a span of `content` without line ends).
pub fn tokenize_line(content: &str, line: Span, tokens: &mut Vec<Token>) {
    let bytes = &content.as_bytes()[..line.end as usize];
    let (mut i, mut glued) = (line.start as usize, Flags::LINE_START);
    // Where the current run without white space began, in bytes and tokens: what to do again if it needs Unicode's tables.
    let (mut run, mut run_tokens, mut run_glued) = (i, tokens.len(), glued);
    while i < bytes.len() {
        if let Some((end, flags, hash)) = short_word(content.as_bytes(), i)
            && let Some(&next) = bytes.get(end)
        {
            let blank = usize::from(next == b' ');
            if blank == 1 || matches!(CLASSES[next as usize], Class::Other | Class::MidNumber) {
                tokens.push(Token {
                    start: i as u32,
                    end: end as u32,
                    hash,
                    flags: flags | glued,
                });
                i = end + blank;
                if blank == 1 {
                    (run, run_tokens, run_glued) = (i, tokens.len(), Flags(0));
                    glued = Flags(0);
                } else {
                    glued = Flags::GLUED;
                }
                continue;
            }
        }
        let Some((class, width)) = class_at(bytes, i) else {
            tokens.truncate(run_tokens);
            i = unicode_run(content, run, bytes.len(), run_glued, tokens);
            glued = Flags::GLUED;
            continue;
        };
        match class {
            Class::Space => {
                i += width;
                if width == 1 {
                    // U+00A0 may be followed by a mark that joins it: it does not end a run.
                    (run, run_tokens, run_glued) = (i, tokens.len(), Flags(0));
                }
                glued = if glued == Flags::LINE_START {
                    glued
                } else {
                    Flags(0)
                };
                if run_tokens == tokens.len() {
                    run_glued = glued;
                }
            }
            Class::Lower | Class::Upper | Class::Digit | Class::Joiner => {
                match scan_word(bytes, i) {
                    Some((end, flags)) if flags.has(Flags::WORD) => {
                        tokens.push(word_token(content, i, end, flags | glued));
                        i = end;
                    }
                    Some(_) => {
                        tokens.push(other_token(i, 1, '_', glued));
                        i += 1;
                    }
                    None => {
                        tokens.truncate(run_tokens);
                        i = unicode_run(content, run, bytes.len(), run_glued, tokens);
                    }
                }
                glued = Flags::GLUED;
            }
            _ => {
                let c = if width == 1 {
                    bytes[i] as char
                } else {
                    content[i..].chars().next().unwrap_or('\0')
                };
                tokens.push(other_token(i, width, c, glued));
                i += width;
                glued = Flags::GLUED;
            }
        }
    }
}

/// The end and the facts of the word that begins at `i` (WB5 to WB13b of UAX #29), or `None` at a character out of the
/// fast path. A run of `_` alone has no `WORD`.
#[inline]
fn scan_word(bytes: &[u8], start: usize) -> Option<(usize, Flags)> {
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

/// The end, the facts and the hash of one to seven ASCII letters at `i`, the first of either case, the others small: the
/// shape of most words. What follows decides whether the word ends there.
#[inline]
fn short_word(bytes: &[u8], i: usize) -> Option<(usize, Flags, u32)> {
    let chunk = u64::from_le_bytes(*bytes.get(i..)?.first_chunk::<8>()?);
    let capital = bytes[i].is_ascii_uppercase();
    let others = no_small_letter(chunk | u64::from(capital) << 5);
    let letters = others.trailing_zeros() / 8;
    if letters == 0 || letters == 8 {
        return None;
    }
    let mut flags = Flags::WORD;
    flags.set_if(capital, Flags::CAPITAL);
    Some((i + letters as usize, flags, hash_short(chunk, letters)))
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
fn possessive(word: &[u8]) -> usize {
    match word {
        [.., _, b'\'', b's' | b'S'] => 2,
        [.., _, 0xe2, 0x80, 0x99, b's' | b'S'] => 4,
        _ => 0,
    }
}

#[inline]
fn word_token(content: &str, start: usize, end: usize, flags: Flags) -> Token {
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

fn other_token(start: usize, width: usize, c: char, mut flags: Flags) -> Token {
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
fn unicode_run(
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

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        tokenize_line(text, Span::new(0, text.len()), &mut tokens);
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
