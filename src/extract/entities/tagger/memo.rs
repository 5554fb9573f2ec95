//! Sums of weights by word: what a word adds in each slot is added up once and kept, for all articles of a thread.
//!
//! News repeats its words: sixteen thousand of them cover 99 % of what stands in chains. A sum depends on nothing but the
//! word's facts, which are its key, so what is kept never changes what is found.

use super::features::{Facts, SLOTS, Slot, WordSink, word_features};
use super::gazetteer::{Codes, Gazetteer, class};
use super::path::LABELS;
use crate::model::Records;

/// Weights of the labels, summed.
pub type Row = [i16; LABELS];

/// A word's sums.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Word {
    facts: Facts,
    /// Its classes, with the bit that says whether a phrase may begin with it.
    pub classes: u32,
    /// The last chain that it was used in.
    turn: u32,
    /// Its cluster of 64.
    pub of_64: u8,
    /// Its cluster of 256.
    pub of_256: u16,
    /// Whether the clusters hold it.
    pub known: bool,
    own: Row,
    /// By slot after the first, in steps of `STEP`: with these in bytes a word fills two cache lines.
    others: [[i8; LABELS]; SLOTS - 1],
}

/// The steps that neighbours' sums are kept in.
const STEP: i16 = 4;

impl Word {
    /// Adds the word's sums for a slot to a score.
    #[inline]
    #[allow(clippy::needless_range_loop)] // by index the compiler knows the length and adds all labels at once
    pub fn add(&self, slot: Slot, score: &mut Row) {
        match (slot as usize).checked_sub(1) {
            None => {
                for l in 0..LABELS {
                    score[l] += self.own[l];
                }
            }
            Some(slot) => {
                let row = &self.others[slot];
                for l in 0..LABELS {
                    score[l] += i16::from(row[l]) * STEP;
                }
            }
        }
    }
}

/// Words by their mixed hash: a word drives out what stood in its place. Behind them the sentence's edge, and words that found
/// theirs taken by another of the same chain.
#[derive(Debug, Default)]
pub struct Memo {
    words: Vec<Word>,
    turn: u32,
}

const BITS: u32 = 14;

/// The place of what stands where the sentence has ended.
pub const EDGE: u32 = 1 << BITS;

impl Memo {
    /// Begins a chain: places of the last one are void.
    pub fn begin(&mut self, gazetteer: &Gazetteer, model: &Records<LABELS>) {
        if self.words.is_empty() {
            self.words = vec![sums(Facts::EDGE, gazetteer, model); (1 << BITS) + 1];
        }
        self.turn = self.turn.wrapping_add(1).max(1);
        self.words.truncate((1 << BITS) + 1);
    }

    /// The place of a word, which holds its sums until the next chain begins.
    #[inline]
    pub fn place(&mut self, facts: Facts, gazetteer: &Gazetteer, model: &Records<LABELS>) -> u32 {
        let key = facts.hash ^ u32::from(facts.shape) << 20;
        let mut place = key.wrapping_mul(0x9e37_79b1) >> (32 - BITS);
        let word = &mut self.words[place as usize];
        if word.facts == facts {
            word.turn = self.turn;
        } else {
            let mut sums = sums(facts, gazetteer, model);
            sums.turn = self.turn;
            if word.turn == self.turn {
                place = self.words.len() as u32;
                self.words.push(sums);
            } else {
                *word = sums;
            }
        }
        place
    }

    /// What stands in a place.
    #[inline]
    pub fn at(&self, place: u32) -> &Word {
        &self.words[place as usize]
    }
}

/// Adds up rows by slot.
struct Sums<'a> {
    model: &'a Records<LABELS>,
    rows: [Row; SLOTS],
}

impl WordSink for Sums<'_> {
    #[inline]
    fn dense(&mut self, slot: Slot, row: u32) {
        self.model.add_dense(row, &mut self.rows[slot as usize]);
    }

    #[inline]
    fn key(&mut self, key: u32, _: &'static [Slot]) {
        self.model.add_record(key, &mut self.rows);
    }
}

#[inline(never)]
fn sums(facts: Facts, gazetteer: &Gazetteer, model: &Records<LABELS>) -> Word {
    let (codes, classes) = if facts == Facts::EDGE {
        (Codes::UNKNOWN, 0)
    } else {
        (gazetteer.codes(facts.hash), gazetteer.classes(facts.hash))
    };
    let mut sums = Sums {
        model,
        rows: [[0; LABELS]; SLOTS],
    };
    word_features(&facts, codes, classes & !class::PREFIX, &mut sums);
    Word {
        facts,
        classes,
        turn: 0,
        of_64: codes.of_64 as u8,
        of_256: codes.of_256 as u16,
        known: codes != Codes::UNKNOWN,
        own: sums.rows[0],
        others: std::array::from_fn(|slot| {
            sums.rows[slot + 1].map(|x| ((x + STEP / 2).div_euclid(STEP)).clamp(-128, 127) as i8)
        }),
    }
}
