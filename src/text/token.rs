//! A token and what is known of it.

use super::span::Span;
use super::word::possessive;

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
    pub fn set_if(&mut self, condition: bool, other: Self) {
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
    #[inline]
    pub fn first_char(&self, content: &str) -> char {
        match content.as_bytes().get(self.start as usize) {
            Some(&byte) if byte.is_ascii() => byte as char,
            _ => self.span().of(content).chars().next().unwrap_or('\0'),
        }
    }
}
