//! A word or mark as the tagger sees it, and the bits that tell its form.

use crate::lexicon::const_hash;

const HYPHEN: u32 = const_hash("-");

/// How the letters of a sentence are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum LineCase {
    /// Capitals tell names.
    #[default]
    Normal,
    /// Most words are capitalised.
    Title,
    /// Most words are all capitals.
    Upper,
}

/// A word or mark.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cell {
    /// Index into the text's tokens.
    pub token: u32,
    /// Its folded hash.
    pub hash: u32,
    /// Number of the word among the words of chains; cells around chains have none (0).
    pub word: u32,
    /// Whether the clusters hold the word.
    pub known: bool,
    /// Its cluster of 256 (256: none).
    pub of_256: u16,
    /// Code of its shape (see [`code`]).
    pub code: u8,
    /// Classes as a word alone.
    pub single: u32,
    /// Classes of the phrases that begin here.
    pub begin: u32,
    /// Classes of the phrases that end here.
    pub last: u32,
    /// Facts of its letters.
    pub shape: u8,
    /// What joins it to its neighbours.
    pub joints: u8,
    /// Whether a listed phrase may begin with it.
    pub opens: bool,
    /// Whether it opens its sentence (quotation marks aside).
    pub initial: bool,
}

/// Classes of a name as a whole: of a word alone, or of the phrase from the first word to the last.
pub fn listed(words: &[Cell]) -> u32 {
    match words {
        [only] => only.single,
        [first, .., last] => first.begin & last.last,
        [] => 0,
    }
}

impl Cell {
    /// A hyphen with no space on either side.
    pub fn is_hyphen(&self) -> bool {
        const BOTH: u8 = joint::GLUED | joint::GLUED_AFTER;
        self.hash == HYPHEN && self.joints & BOTH == BOTH
    }

    /// Whether it begins with a capital or has one inside.
    pub fn is_capital(&self) -> bool {
        self.shape & (shape::CAPITAL | shape::MIXED) != 0
    }
}

/// Shape bits.
pub mod shape {
    /// First letter upper case.
    pub const CAPITAL: u8 = 1;
    /// All of several letters.
    pub const ALL_CAPS: u8 = 2;
    /// A capital after a small letter.
    pub const MIXED: u8 = 4;
    /// Dots inside.
    pub const DOTTED: u8 = 8;
    /// Begins with a digit.
    pub const NUMERIC: u8 = 16;
    /// Holds a digit.
    pub const DIGIT: u8 = 32;
    /// No word.
    pub const MARK: u8 = 64;
    /// One letter.
    pub const LETTER: u8 = 128;
}

/// Shapes by the few that tell most.
pub mod code {
    /// Number of codes.
    pub const CODES: u32 = 16;
    /// Where the sentence has ended.
    pub const EDGE: u32 = 0;

    const OF_SHAPE: [u8; 256] = {
        let mut table = [0; 256];
        let mut shape = 0;
        while shape < 255 {
            table[shape] = tell(shape as u8);
            shape += 1;
        }
        table
    };

    const fn tell(bits: u8) -> u8 {
        use super::shape::{ALL_CAPS, CAPITAL, DIGIT, DOTTED, LETTER, MARK, MIXED, NUMERIC};
        let capital = bits & CAPITAL != 0;
        if bits & MARK != 0 {
            1
        } else if bits & NUMERIC != 0 {
            if bits & (MIXED | ALL_CAPS) != 0 { 3 } else { 2 }
        } else if bits & DIGIT != 0 {
            if bits & ALL_CAPS != 0 {
                4
            } else if capital {
                5
            } else {
                6
            }
        } else if bits & DOTTED != 0 {
            if capital { 7 } else { 8 }
        } else if bits & LETTER != 0 {
            if capital { 9 } else { 10 }
        } else if bits & ALL_CAPS != 0 {
            11
        } else if bits & MIXED != 0 {
            if capital { 12 } else { 13 }
        } else if capital {
            14
        } else {
            15
        }
    }

    /// The code of a shape.
    #[inline]
    pub fn of(shape: u8) -> u32 {
        OF_SHAPE[shape as usize].into()
    }
}

/// Bits of [`Cell::joints`].
pub mod joint {
    /// No space before.
    pub const GLUED: u8 = 1;
    /// Ends in a possessive.
    pub const OWNS: u8 = 2;
    /// The cell before ends in a possessive.
    pub const OWNED: u8 = 4;
    /// An abbreviation's full stop before.
    pub const DOT_BEFORE: u8 = 8;
    /// No space after.
    pub const GLUED_AFTER: u8 = 16;
    /// An abbreviation's full stop after.
    pub const DOT_AFTER: u8 = 32;
}
