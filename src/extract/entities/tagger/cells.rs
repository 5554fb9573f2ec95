//! The words and marks of an article as the tagger sees them: chains of them that may hold names, each with its surroundings.
//!
//! A chain runs from one capital to another over the few small words that names contain. A full stop that belongs to an
//! abbreviation is no cell. Nothing but chains and one cell on either side is ever looked at closely.

use super::gazetteer::{Gazetteer, class};
use crate::lexicon::{WordMap, entries, hash_char};
use crate::parse::Article;
use crate::text::{Flags, Token};
use std::ops::Range;
use std::sync::LazyLock;

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
    /// Whether the word stands here in lower case (3), and how often capitalised where a sentence does not begin (0, 1, more).
    pub seen: u8,
    /// Whether a listed phrase may begin with it.
    pub opens: bool,
    /// Whether it opens its sentence (quotation marks aside).
    pub initial: bool,
}

impl Cell {
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

/// A chain: cells `from..to` within the window `low..high`, which has a cell more on either side if the sentence has.
#[derive(Clone, Copy, Debug)]
pub struct Chain {
    /// First cell of the window.
    pub low: u32,
    /// First cell that may belong to a name.
    pub from: u32,
    /// One past the last such cell.
    pub to: u32,
    /// One past the window.
    pub high: u32,
    /// The sentence's case.
    pub case: LineCase,
    /// Digits and length of the sentence.
    pub line: u8,
}

impl Chain {
    /// Whether its sentence is long and has no number.
    pub fn is_prose(&self) -> bool {
        self.line == 2
    }

    /// The cells that may belong to a name.
    pub fn cells(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// Cells of an article.
#[derive(Debug, Default)]
pub struct Cells {
    /// The cells of all windows, one after another.
    pub cells: Vec<Cell>,
    /// The chains in order.
    pub chains: Vec<Chain>,
    /// Different words in chains.
    pub words: usize,
    index: WordIndex,
    /// Words that stand here in lower case, by hash (its upper half); the last stays of those that share a place. The place behind is for others.
    lower: Vec<u16>,
    spans: Vec<(u32, u32)>,
}

/// The flags that say how a word is written.
const SHAPE: u32 = Flags::CAPITAL.0
    | Flags::ALL_CAPS.0
    | Flags::MIXED.0
    | Flags::DOTTED.0
    | Flags::NUMERIC.0
    | Flags::HAS_DIGIT.0;
/// Places for words in lower case: an article has some hundred.
const LOWER: usize = 4096;
/// Most tokens between two capitals of a chain.
const GAP: u32 = 3;
/// What may stand there.
static CONNECTORS: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::new(entries(include_str!("tables/connectors.txt")).map(|w| (w, ()))));
/// Longest chain: its cells look along it, so that tables of names without an end must not become one.
const LONGEST_CHAIN: u32 = 64;
/// Cells looked at around a chain.
const AROUND: usize = 1;

impl Cells {
    /// Reads the blocks that are to be looked at, in place of what was read before.
    pub fn read(
        &mut self,
        article: &Article<'_>,
        gazetteer: &Gazetteer,
        include_boilerplate: bool,
    ) {
        self.cells.clear();
        self.chains.clear();
        self.lower.clear();
        self.lower.resize(LOWER + 1, 0);
        let tokens = &article.text.tokens;
        for block in article.extractable(include_boilerplate) {
            for sentence in
                &article.sentences[block.sentences.start as usize..block.sentences.end as usize]
            {
                self.read_sentence(tokens, gazetteer, sentence.tokens.clone());
            }
        }
        self.number_words();
    }

    fn read_sentence(&mut self, tokens: &[Token], gazetteer: &Gazetteer, range: Range<u32>) {
        const NOT_LOWER: Flags =
            Flags(Flags::CAPITAL.0 | Flags::MIXED.0 | Flags::NUMERIC.0 | Flags::PUNCT.0);
        const CAPITALS: Flags = Flags(Flags::CAPITAL.0 | Flags::MIXED.0 | Flags::ALL_CAPS.0);
        let connectors = &*CONNECTORS;
        // A dash between spaces joins nothing.
        let free = hash_char('&');
        let connects = |t: &Token| {
            t.has(Flags::NUMERIC)
                || connectors.contains(t.hash)
                    && (t.has(Flags::WORD) || t.has(Flags::GLUED) || t.hash == free)
        };
        self.spans.clear();
        let (mut long, mut capital, mut upper, mut digits) = (0u32, 0u32, 0u32, 0u32);
        let mut open: Option<(u32, u32)> = None;
        for i in range.clone() {
            let t = &tokens[i as usize];
            let f = t.flags;
            let place = t.hash as usize % LOWER;
            self.lower[if f.any(NOT_LOWER) { LOWER } else { place }] = (t.hash >> 16) as u16 | 1;
            let letters =
                u32::from(f.has(Flags::WORD) && t.end - t.start > 3 && !f.has(Flags::NUMERIC));
            long += letters;
            digits += u32::from(f.has(Flags::NUMERIC));
            if !f.any(CAPITALS) {
                continue;
            }
            capital += letters & u32::from(f.has(Flags::CAPITAL));
            upper += letters & u32::from(f.has(Flags::ALL_CAPS));
            open = match open {
                Some((start, last))
                    if i - last <= GAP + 1
                        && i - start < LONGEST_CHAIN
                        && tokens[last as usize + 1..i as usize].iter().all(connects) =>
                {
                    Some((start, i))
                }
                Some(span) => {
                    self.spans.push(span);
                    Some((i, i))
                }
                None => Some((i, i)),
            };
        }
        let Some(last) = open else { return };
        self.spans.push(last);
        let case = if long >= 2 && upper * 10 >= long * 6 {
            LineCase::Upper
        } else if long >= 3 && capital * 10 >= long * 8 {
            LineCase::Title
        } else {
            LineCase::Normal
        };
        let words = range.end - range.start;
        let line = u8::from(words > 4)
            + u8::from(words > 9)
            + if digits > 0 { 3 } else { 0 }
            + if digits > 2 { 3 } else { 0 };
        let mut free = range.start;
        for k in 0..self.spans.len() {
            let (start, last) = self.widen(tokens, self.spans[k], free, &range);
            // "The", "He": a common word alone at a sentence's start needs no weighing.
            if start == last
                && tokens[start as usize].flags.0 & SHAPE == Flags::CAPITAL.0
                && opens(tokens, &range, start)
                && gazetteer.classes(tokens[start as usize].hash) & class::COMMON != 0
            {
                continue;
            }
            self.push_chain(tokens, &range, (start, last), (case, line));
            free = last + 1;
        }
    }

    /// A number directly beside a chain may belong to a name ("1860 Munich", "Euro 96", "COVID-19").
    fn widen(
        &self,
        tokens: &[Token],
        (start, last): (u32, u32),
        free: u32,
        range: &Range<u32>,
    ) -> (u32, u32) {
        let number = |i: u32| tokens[i as usize].has(Flags::NUMERIC);
        let start = if start > free && number(start - 1) {
            start - 1
        } else {
            start
        };
        let last = if last + 1 < range.end && number(last + 1) {
            last + 1
        } else if last + 2 < range.end
            && number(last + 2)
            && tokens[last as usize + 1].hash == hash_char('-')
        {
            last + 2
        } else {
            last
        };
        (start.max(free), last.max(start))
    }

    fn push_chain(
        &mut self,
        tokens: &[Token],
        range: &Range<u32>,
        (start, last): (u32, u32),
        (case, line): (LineCase, u8),
    ) {
        let low = self.cells.len() as u32;
        let is_cell = |i: u32| !tokens[i as usize].has(Flags::ABBREVIATION) || i == range.start;
        let mut first = start;
        let mut before = 0;
        while before < AROUND && first > range.start {
            first -= 1;
            before += usize::from(is_cell(first));
        }
        let (mut from, mut to) = (low, low);
        let (mut i, mut after) = (first, 0);
        while i < range.end && after < AROUND {
            if is_cell(i) {
                let cell = cell(tokens, range, i);
                if i < start {
                    from += 1;
                }
                if i <= last {
                    to = self.cells.len() as u32 + 1;
                } else {
                    after += 1;
                }
                self.cells.push(cell);
            }
            i += 1;
        }
        self.chains.push(Chain {
            low,
            from,
            to: to.max(from),
            high: self.cells.len() as u32,
            case,
            line,
        });
    }

    /// Numbers the words of chains and counts how they are cased elsewhere in the article.
    fn number_words(&mut self) {
        self.index.clear(self.cells.len());
        for chain in &self.chains {
            for cell in &mut self.cells[chain.cells()] {
                cell.word = self.index.insert(cell.hash);
                let names = &mut self.index.names[cell.word as usize];
                *names = names.saturating_add(u16::from(counts_as_name(cell, chain.case)));
            }
        }
        self.words = self.index.names.len();
        for chain in &self.chains {
            for cell in &mut self.cells[chain.cells()] {
                let word = cell.word as usize;
                let own = u16::from(counts_as_name(cell, chain.case));
                let names = self.index.names[word].saturating_sub(own);
                let lower = self.lower[cell.hash as usize % LOWER] == (cell.hash >> 16) as u16 | 1;
                cell.seen = u8::from(lower) * 3 + names.min(2) as u8;
            }
        }
    }
}

/// Capitalised where lower case would be usual.
fn counts_as_name(cell: &Cell, case: LineCase) -> bool {
    case == LineCase::Normal && !cell.initial && cell.shape & shape::CAPITAL != 0
}

/// Whether token `i` opens its sentence, quotation marks aside.
#[inline]
fn opens(tokens: &[Token], range: &Range<u32>, i: u32) -> bool {
    i == range.start
        || i <= range.start + 2 && !(range.start..i).any(|j| tokens[j as usize].is_word())
}

/// The cell of token `i` of a sentence.
fn cell(tokens: &[Token], range: &Range<u32>, i: u32) -> Cell {
    let t = &tokens[i as usize];
    let f = t.flags;
    // The bits of CAPITAL, ALL_CAPS, MIXED, DOTTED lie side by side in the flags.
    let mut bits = (f.0 >> 3) as u8 & 0xf;
    bits |= u8::from(f.has(Flags::NUMERIC)) * shape::NUMERIC
        | u8::from(f.has(Flags::HAS_DIGIT)) * shape::DIGIT
        | u8::from(f.has(Flags::PUNCT)) * shape::MARK
        | u8::from(f.has(Flags::WORD) && t.end - t.start == 1) * shape::LETTER;
    let mut joints = u8::from(f.has(Flags::GLUED)) * joint::GLUED
        | u8::from(f.has(Flags::POSSESSIVE)) * joint::OWNS;
    if i > range.start {
        let before = tokens[i as usize - 1].flags;
        joints |= u8::from(before.has(Flags::POSSESSIVE)) * joint::OWNED
            | u8::from(before.has(Flags::ABBREVIATION)) * joint::DOT_BEFORE;
    }
    if i + 1 < range.end {
        let after = tokens[i as usize + 1].flags;
        joints |= u8::from(after.has(Flags::GLUED)) * joint::GLUED_AFTER
            | u8::from(after.has(Flags::ABBREVIATION)) * joint::DOT_AFTER;
    }
    Cell {
        token: i,
        hash: t.hash,
        shape: bits,
        code: code::of(bits) as u8,
        joints,
        initial: f.has(Flags::WORD) && opens(tokens, range, i),
        ..Cell::default()
    }
}

/// Numbers for the different words of chains: open addressing, cleared for each article.
#[derive(Debug, Default)]
struct WordIndex {
    /// Hash and number + 1; 0 = free.
    slots: Vec<(u32, u32)>,
    /// How often each is a name by its capital.
    names: Vec<u16>,
}

impl WordIndex {
    fn clear(&mut self, words: usize) {
        let size = (words * 2).next_power_of_two().max(64);
        self.slots.clear();
        self.slots.resize(size, (0, 0));
        self.names.clear();
    }

    fn insert(&mut self, hash: u32) -> u32 {
        let mut slot = hash as usize & (self.slots.len() - 1);
        loop {
            let (key, number) = self.slots[slot];
            if number == 0 {
                break;
            }
            if key == hash {
                return number - 1;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        let number = self.names.len() as u32;
        self.slots[slot] = (hash, number + 1);
        self.names.push(0);
        number
    }
}
