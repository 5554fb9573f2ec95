//! The words and marks of an article as the tagger sees them: chains of them that may hold names, each with its surroundings.
//!
//! A chain runs from one capital to another over the few small words that names contain. A full stop that belongs to an
//! abbreviation is no cell. Nothing but chains and one cell on either side is ever looked at closely.

use super::cell::{Cell, LineCase, code, joint, shape};
use super::family_first;
use super::gazetteer::{Gazetteer, class};
use super::word_index::WordIndex;
use crate::lexicon::{WordMap, hash_char};
use crate::parse::Article;
use crate::text::{Flags, Token};
use std::ops::Range;
use std::sync::LazyLock;

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
    index: WordIndex,
    /// Words that stand here in lower case, by hash (its upper half); the last stays of those that share a place. The place behind is for others.
    lower: Vec<u16>,
    spans: Vec<(u32, u32)>,
    /// Tokens of a sentence that have capitals, and room.
    capitals: Vec<u32>,
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
    LazyLock::new(|| WordMap::set(include_str!("tables/connectors.txt")));
/// Articles of Arabic as they are spelt before a name and a hyphen.
static ARTICLES: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/arabic_articles.txt")));
/// Words that name nothing when they stand alone, always capitalised as they are.
static ALONE: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/alone.txt")));
/// Longest chain: its cells look along it, so that tables of names without an end must not become one.
const LONGEST_CHAIN: u32 = 64;

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
        self.index.clear();
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
    }

    fn read_sentence(&mut self, tokens: &[Token], gazetteer: &Gazetteer, range: Range<u32>) {
        const NOT_LOWER: Flags =
            Flags(Flags::CAPITAL.0 | Flags::MIXED.0 | Flags::NUMERIC.0 | Flags::PUNCT.0);
        const CAPITALS: Flags = Flags(Flags::CAPITAL.0 | Flags::MIXED.0 | Flags::ALL_CAPS.0);
        let words = &tokens[range.start as usize..range.end as usize];
        if self.capitals.len() < words.len() {
            self.capitals.resize(words.len(), 0);
        }
        let Some((capitals, lower)) = self
            .capitals
            .get_mut(..words.len())
            .zip(self.lower.first_chunk_mut::<{ LOWER + 1 }>())
        else {
            return;
        };
        // No branch in here: which words have capitals cannot be guessed.
        let (mut count, mut digits, mut long) = (0, 0u32, 0u32);
        for (at, t) in words.iter().enumerate() {
            let f = t.flags;
            let place = t.hash as usize % LOWER;
            lower[if f.any(NOT_LOWER) { LOWER } else { place }] = (t.hash >> 16) as u16 | 1;
            digits += u32::from(f.has(Flags::NUMERIC));
            long += u32::from(is_long(t));
            capitals[count] = range.start + at as u32;
            count += usize::from(f.any(CAPITALS));
        }
        let capitals = &capitals[..count];
        let Some(&first) = capitals.first() else {
            return;
        };
        self.spans.clear();
        let (mut start, mut last) = (first, first);
        for &i in &capitals[1..] {
            if i - last > GAP + 1
                || i - start >= LONGEST_CHAIN
                || !connected(&tokens[last as usize + 1..=i as usize])
            {
                self.spans.push((start, last));
                start = i;
            }
            last = i;
        }
        self.spans.push((start, last));
        let case = line_case(tokens, capitals, long);
        let words = range.end - range.start;
        let line = u8::from(words > 4)
            + u8::from(words > 9)
            + if digits > 0 { 3 } else { 0 }
            + if digits > 2 { 3 } else { 0 };
        let opening = opening(tokens, &range);
        let mut free = range.start;
        for k in 0..self.spans.len() {
            let (start, last) = self.widen(tokens, self.spans[k], free, &range);
            if start == last && is_plain(&tokens[start as usize], start <= opening, gazetteer) {
                continue;
            }
            self.push_chain(tokens, &range, opening, (start, last), (case, line));
            free = last + 1;
        }
    }

    /// A number directly beside a chain may belong to a name ("1860 Munich", "Euro 96", "COVID-19"), and the second syllable of a given
    /// name ("Kim Jong-un") and an article of Arabic ("al-Qaeda").
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
        } else if start > free + 1 && is_prefix(tokens, start) {
            start - 2
        } else {
            start
        };
        let last = if last + 1 < range.end && number(last + 1) {
            last + 1
        } else if last + 2 < range.end
            && number(last + 2)
            && tokens[last as usize + 1].hash == hash_char('-')
            || last + 2 < range.end && family_first::joins(tokens, last)
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
        opening: u32,
        (start, last): (u32, u32),
        (case, line): (LineCase, u8),
    ) {
        let low = self.cells.len() as u32;
        let is_cell = |i: u32| !tokens[i as usize].has(Flags::ABBREVIATION) || i == range.start;
        let cell = |i: u32| cell(tokens, range, opening, i);
        if let Some(before) = (range.start..start).rev().find(|&i| is_cell(i)) {
            self.cells.push(cell(before));
        }
        let from = self.cells.len() as u32;
        for i in start..=last {
            if is_cell(i) {
                let mut cell = cell(i);
                let as_name = counts_as_name(&cell, case);
                cell.word = self.index.insert(cell.hash, as_name);
                self.cells.push(cell);
            }
        }
        let to = self.cells.len() as u32;
        if let Some(after) = (last + 1..range.end).find(|&i| is_cell(i)) {
            self.cells.push(cell(after));
        }
        self.chains.push(Chain {
            low,
            from,
            to,
            high: self.cells.len() as u32,
            case,
            line,
        });
    }

    /// How a cell's word stands elsewhere in the article: in lower case (3), and how often capitalised where a sentence does not
    /// begin (0, 1, more).
    #[inline]
    pub fn seen(&self, cell: &Cell, case: LineCase) -> u8 {
        let own = u16::from(counts_as_name(cell, case));
        let names = self.index.names.get(cell.word as usize);
        let names = names.map_or(0, |names| names.saturating_sub(own));
        let lower = self.lower[cell.hash as usize % LOWER] == (cell.hash >> 16) as u16 | 1;
        u8::from(lower) * 3 + names.min(2) as u8
    }

    /// Number of different words in chains.
    pub fn words(&self) -> usize {
        self.index.names.len()
    }
}

/// Capitalised where lower case would be usual.
fn counts_as_name(cell: &Cell, case: LineCase) -> bool {
    case == LineCase::Normal && !cell.initial && cell.shape & shape::CAPITAL != 0
}

/// The last token that opens its sentence, quotation marks aside.
fn opening(tokens: &[Token], range: &Range<u32>) -> u32 {
    let last = (range.start + 2).min(range.end - 1);
    (range.start..last)
        .find(|&i| tokens[i as usize].is_word())
        .unwrap_or(last)
}

/// Whether an article of Arabic hangs before token `i` by a hyphen.
fn is_prefix(tokens: &[Token], i: u32) -> bool {
    let [article, hyphen, name] = &tokens[i as usize - 2..=i as usize] else {
        return false;
    };
    hyphen.hash == hash_char('-')
        && hyphen.has(Flags::GLUED)
        && name.has(Flags::GLUED)
        && ARTICLES.contains(article.hash)
}

/// Whether what stands before the last of some tokens joins it to a chain: connectors, or it is all one hyphenated word
/// ("Port-au-Prince").
#[inline]
fn connected(tokens: &[Token]) -> bool {
    let Some((_, between)) = tokens.split_last() else {
        return false;
    };
    between.iter().all(connects)
        || between[0].hash == hash_char('-') && tokens.iter().all(|t| t.has(Flags::GLUED))
}

/// Whether a token may stand between two capitals of a chain. A dash between spaces joins nothing.
#[inline]
fn connects(t: &Token) -> bool {
    t.has(Flags::NUMERIC)
        || CONNECTORS.contains(t.hash)
            && (t.has(Flags::WORD) || t.has(Flags::GLUED) || t.hash == hash_char('&'))
}

/// A word of more than three letters.
#[inline]
fn is_long(t: &Token) -> bool {
    t.flags.0 & (Flags::WORD.0 | Flags::NUMERIC.0) == Flags::WORD.0 && t.end - t.start > 3
}

/// How a sentence is cased, by its long words.
fn line_case(tokens: &[Token], capitals: &[u32], long: u32) -> LineCase {
    if (capitals.len() as u32) * 10 < long * 6 {
        return LineCase::Normal;
    }
    let (mut capital, mut upper) = (0u32, 0u32);
    for t in capitals.iter().map(|&i| &tokens[i as usize]) {
        capital += u32::from(is_long(t) && t.has(Flags::CAPITAL));
        upper += u32::from(is_long(t) && t.has(Flags::ALL_CAPS));
    }
    if long >= 2 && upper * 10 >= long * 6 {
        LineCase::Upper
    } else if long >= 3 && capital * 10 >= long * 8 {
        LineCase::Title
    } else {
        LineCase::Normal
    }
}

/// Whether a word that makes up a chain needs no weighing: a common word at the sentence's start ("The", "He"), or one that is
/// always capitalised ("I", "Monday").
#[inline]
fn is_plain(t: &Token, initial: bool, gazetteer: &Gazetteer) -> bool {
    t.flags.0 & SHAPE == Flags::CAPITAL.0
        && (ALONE.contains(t.hash) || initial && gazetteer.classes(t.hash) & class::COMMON != 0)
}

/// The cell of token `i` of a sentence.
#[inline]
fn cell(tokens: &[Token], range: &Range<u32>, opening: u32, i: u32) -> Cell {
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
        initial: f.has(Flags::WORD) && i <= opening,
        ..Cell::default()
    }
}
