//! The words and marks of an article as the tagger sees them, and the chains of them that may hold names.
//!
//! A full stop that belongs to an abbreviation is no cell. A chain runs from one capital to another over the few small words
//! that names contain; nothing outside chains is ever looked at twice.

use super::gazetteer::{Gazetteer, class, extend};
use crate::lexicon::hash_char;
use crate::parse::Article;
use crate::text::{Flags, Token};
use rustc_hash::FxHashMap;

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
    /// No word is capitalised.
    Lower,
}

/// A word or mark with what the lists say of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cell {
    /// Index into the text's tokens.
    pub token: u32,
    /// Its folded hash.
    pub hash: u32,
    /// Its clusters (see [`Gazetteer::clusters`]).
    pub clusters: u32,
    /// Classes as a word alone.
    pub single: u32,
    /// Classes of the phrases that begin here, go on here, end here.
    pub begin: u32,
    /// The same inside.
    pub inner: u32,
    /// The same at the end.
    pub last: u32,
    /// Facts of its letters.
    pub shape: u8,
    /// How often the word stands here in lower case, and capitalised where a sentence does not begin (0, 1, more).
    pub seen: u8,
    /// Whether it opens its sentence (quotation marks aside).
    pub initial: bool,
    /// The sentence's case.
    pub case: LineCase,
    /// Digits and length of the sentence.
    pub line: u8,
}

/// Shape bits.
pub mod shape {
    pub const CAPITAL: u8 = 1;
    pub const ALL_CAPS: u8 = 2;
    pub const MIXED: u8 = 4;
    pub const DOTTED: u8 = 8;
    pub const NUMERIC: u8 = 16;
    pub const DIGIT: u8 = 32;
    pub const MARK: u8 = 64;
    pub const LETTER: u8 = 128;
}

/// Cells of an article, cut into sentences and chains.
#[derive(Debug, Default)]
pub struct Cells {
    /// All cells in order.
    pub cells: Vec<Cell>,
    /// First cell of each sentence, and the end of the last.
    pub sentences: Vec<u32>,
    /// Chains: first cell, end, sentence.
    pub chains: Vec<(u32, u32, u32)>,
}

/// Longest gap between two capitals of a chain.
const GAP: usize = 3;
/// Longest chain: its cells look along it, so that tables of names without an end must not become one.
const LONGEST_CHAIN: usize = 64;

impl Cells {
    /// Reads the blocks that are to be looked at.
    pub fn read(article: &Article<'_>, include_boilerplate: bool, gazetteer: &Gazetteer) -> Self {
        let text = article.text;
        let mut all = Self::default();
        for block in article.extractable(include_boilerplate) {
            for sentence in
                &article.sentences[block.sentences.start as usize..block.sentences.end as usize]
            {
                all.push_sentence(&text.tokens, sentence.tokens.clone());
            }
        }
        all.sentences.push(all.cells.len() as u32);
        all.find_chains();
        all.look_up(gazetteer);
        all.count_cases();
        all
    }

    fn push_sentence(&mut self, tokens: &[Token], range: std::ops::Range<u32>) {
        let from = self.cells.len();
        let (mut long, mut capital, mut upper, mut any, mut digits) =
            (0u32, 0u32, 0u32, 0u32, 0u32);
        let mut initial = true;
        for i in range {
            let t = &tokens[i as usize];
            if t.has(Flags::ABBREVIATION) && self.cells.len() > from {
                continue;
            }
            let f = t.flags;
            let mut bits = 0u8;
            for (flag, bit) in [
                (Flags::CAPITAL, shape::CAPITAL),
                (Flags::ALL_CAPS, shape::ALL_CAPS),
                (Flags::MIXED, shape::MIXED),
                (Flags::DOTTED, shape::DOTTED),
                (Flags::NUMERIC, shape::NUMERIC),
                (Flags::HAS_DIGIT, shape::DIGIT),
                (Flags::PUNCT, shape::MARK),
            ] {
                if f.has(flag) {
                    bits |= bit;
                }
            }
            if t.end - t.start == 1 && f.has(Flags::WORD) {
                bits |= shape::LETTER;
            }
            if f.has(Flags::WORD) {
                any += u32::from(f.any(Flags::CAPITAL | Flags::MIXED));
                digits += u32::from(f.has(Flags::NUMERIC));
                if t.end - t.start > 3 && !f.has(Flags::NUMERIC) {
                    long += 1;
                    capital += u32::from(f.has(Flags::CAPITAL));
                    upper += u32::from(f.has(Flags::ALL_CAPS));
                }
            }
            self.cells.push(Cell {
                token: i,
                hash: t.hash,
                shape: bits,
                initial: initial && f.has(Flags::WORD),
                ..Cell::default()
            });
            initial &= !f.has(Flags::WORD);
        }
        let words = self.cells.len() - from;
        if words == 0 {
            return;
        }
        let case = if any == 0 {
            LineCase::Lower
        } else if long >= 2 && upper * 10 >= long * 6 {
            LineCase::Upper
        } else if long >= 3 && capital * 10 >= long * 8 {
            LineCase::Title
        } else {
            LineCase::Normal
        };
        let line = u8::from(words > 4)
            + u8::from(words > 9)
            + if digits > 0 { 3 } else { 0 }
            + if digits > 2 { 3 } else { 0 };
        for cell in &mut self.cells[from..] {
            (cell.case, cell.line) = (case, line);
        }
        self.sentences.push(from as u32);
    }

    fn find_chains(&mut self) {
        for s in 0..self.sentences.len().saturating_sub(1) {
            let (from, to) = (self.sentences[s] as usize, self.sentences[s + 1] as usize);
            let mut open: Option<(usize, usize)> = None;
            for i in from..to {
                if self.cells[i].shape & (shape::CAPITAL | shape::MIXED | shape::ALL_CAPS) == 0 {
                    continue;
                }
                open = match open {
                    Some((start, last)) if i - last <= GAP + 1 && i - start < LONGEST_CHAIN => {
                        Some((start, i))
                    }
                    Some((start, last)) => {
                        self.push_chain(start, last, from, to, s);
                        Some((i, i))
                    }
                    None => Some((i, i)),
                };
            }
            if let Some((start, last)) = open {
                self.push_chain(start, last, from, to, s);
            }
        }
    }

    /// A number directly beside a chain may belong to a name ("1860 Munich", "Euro 96").
    fn push_chain(&mut self, start: usize, last: usize, from: usize, to: usize, sentence: usize) {
        let number = |i: usize| self.cells[i].shape & shape::NUMERIC != 0;
        let start = if start > from && number(start - 1) {
            start - 1
        } else {
            start
        };
        let end = if last + 1 < to && number(last + 1) {
            last + 2
        } else if last + 2 < to && number(last + 2) && self.cells[last + 1].hash == hash_char('-') {
            last + 3
        } else {
            last + 1
        };
        let begins_before = self
            .chains
            .last()
            .is_some_and(|&(_, end, _)| end as usize > start);
        self.chains.push((
            start as u32 + u32::from(begins_before),
            end as u32,
            sentence as u32,
        ));
    }

    /// Asks the tables for the cells of chains and two on either side.
    fn look_up(&mut self, gazetteer: &Gazetteer) {
        let mut done = 0;
        for c in 0..self.chains.len() {
            let (start, end, sentence) = self.chains[c];
            let from = self.sentences[sentence as usize].max(start.saturating_sub(3)) as usize;
            let to = self.sentences[sentence as usize + 1].min(end + 3) as usize;
            for cell in &mut self.cells[from.max(done)..to] {
                cell.clusters = gazetteer.clusters(cell.hash);
                cell.single = gazetteer.classes(cell.hash) & !class::PREFIX;
            }
            done = to.max(done);
            for i in start as usize..end as usize {
                self.match_phrases(i, to, gazetteer);
            }
        }
    }

    fn match_phrases(&mut self, i: usize, to: usize, gazetteer: &Gazetteer) {
        let mut hash = self.cells[i].hash.max(1);
        if gazetteer.classes(hash) & class::PREFIX == 0 {
            return;
        }
        let (mut longest, mut classes) = (0, 0);
        for j in i + 1..to.min(i + 6) {
            hash = extend(hash, self.cells[j].hash);
            let found = gazetteer.classes(hash);
            if found & !class::PREFIX != 0 {
                (longest, classes) = (j, found & !class::PREFIX);
            }
            if found & class::PREFIX == 0 {
                break;
            }
        }
        if longest > i {
            self.cells[i].begin |= classes;
            for cell in &mut self.cells[i + 1..longest] {
                cell.inner |= classes;
            }
            self.cells[longest].last |= classes;
        }
    }

    /// Counts how the words of chains are cased elsewhere in the article.
    fn count_cases(&mut self) {
        let mut seen: FxHashMap<u32, (u16, u16)> = FxHashMap::default();
        for &(start, end, _) in &self.chains {
            for cell in &self.cells[start as usize..end as usize] {
                if cell.shape & shape::MARK == 0 {
                    let count = seen.entry(cell.hash).or_default();
                    count.1 = count.1.saturating_add(u16::from(counts_as_name(cell)));
                }
            }
        }
        for cell in &self.cells {
            if cell.shape == 0
                && let Some(count) = seen.get_mut(&cell.hash)
            {
                count.0 = count.0.saturating_add(1);
            }
        }
        for &(start, end, _) in &self.chains {
            for cell in &mut self.cells[start as usize..end as usize] {
                let (lower, name) = seen.get(&cell.hash).copied().unwrap_or_default();
                let name = name.saturating_sub(u16::from(counts_as_name(cell)));
                cell.seen = lower.min(2) as u8 * 3 + name.min(2) as u8;
            }
        }
    }
}

/// Capitalised where lower case would be usual.
fn counts_as_name(cell: &Cell) -> bool {
    cell.case == LineCase::Normal && !cell.initial && cell.shape & shape::CAPITAL != 0
}
