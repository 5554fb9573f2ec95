//! Sums of weights by word: what a word adds in each slot is added up once and kept, for all articles of a thread.
//!
//! News repeats its words: sixteen thousand words cover 99 % of what stands in chains. A sum depends on nothing but the
//! word's facts, which are its key, so what is kept never changes what is found.

use super::features::{Facts, SLOTS, Slot, WordSink, form_features, word_features};
use super::gazetteer::{Codes, Gazetteer, class};
use super::path::LABELS;
use crate::model::Records;

/// Weights of the labels, summed.
pub type Row = [i16; LABELS];

/// A word's sums: one cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Word {
    /// Its facts (see [`fold`]).
    key: u64,
    /// Its classes, with the bit that says whether a phrase may begin with it.
    pub classes: u32,
    /// Its cluster of 256.
    pub of_256: u16,
    /// The last article that it was used in, its lowest bits: a word that seems in use only stays.
    turn: u8,
    /// By slot, in steps of `STEP`.
    rows: [[i8; LABELS]; SLOTS],
}

/// The steps that sums are kept in.
const STEP: i16 = 4;

impl Word {
    /// The word's sums for a slot, in steps of `STEP`.
    #[inline]
    pub fn row(&self, slot: Slot) -> &[i8; LABELS] {
        &self.rows[slot as usize]
    }

    /// Whether its facts are these; `tail` tells the ending.
    #[inline]
    fn is(&self, facts: &Facts, tail: &impl Fn() -> u32) -> bool {
        self.key & !TAIL == fold(facts)
            && (self.key & TAIL == 0 || self.key & TAIL == u64::from(tail()) << 32)
    }

    /// Whether the clusters hold it.
    pub fn known(&self) -> bool {
        u32::from(self.of_256) != Codes::UNKNOWN.of_256
    }
}

/// Adds sums of a word and of those beside it to a score.
#[inline]
#[allow(clippy::needless_range_loop)] // by index the compiler knows the length and adds all labels at once
pub fn add_words(rows: [&[i8; LABELS]; SLOTS], score: &mut Row) {
    for l in 0..LABELS {
        score[l] += (i16::from(rows[0][l]) + i16::from(rows[1][l]) + i16::from(rows[2][l])) * STEP;
    }
}

/// A word's facts as one number.
#[inline]
fn fold(facts: &Facts) -> u64 {
    u64::from(facts.shape) << 56 | u64::from(facts.tail) << 32 | u64::from(facts.hash)
}

/// The ending in what [`fold`] makes.
const TAIL: u64 = 0x00ff_ffff << 32;

/// Words by their mixed hash, in one of four places: there a new word drives out one that the article does not use. Behind them
/// the sentence's edge, and words that found both places in use.
#[derive(Debug, Default)]
pub struct Memo {
    words: Vec<Word>,
    turn: u8,
}

const BITS: u32 = 15;

/// The place of what stands where the sentence has ended.
pub const EDGE: u32 = 1 << BITS;

impl Memo {
    /// Begins an article: places of the last one are void.
    pub fn begin(&mut self, model: &Records<LABELS>) {
        if self.words.is_empty() {
            let edge = sums(Facts::EDGE, Codes::UNKNOWN, 0, model);
            self.words = vec![edge; (1 << BITS) + 1];
        }
        self.turn = self.turn.wrapping_add(1);
        self.words.truncate((1 << BITS) + 1);
    }

    /// The place of a word, which holds its sums until the next article begins; `tail` tells its ending, if that is asked for.
    #[inline]
    pub fn place(
        &mut self,
        (hash, shape): (u32, u8),
        tail: impl Fn() -> u32,
        gazetteer: &Gazetteer,
        model: &Records<LABELS>,
    ) -> u32 {
        let key = hash ^ u32::from(shape) << 20;
        let place = key.wrapping_mul(0x9e37_79b1) >> (32 - BITS);
        let facts = Facts {
            hash,
            shape,
            tail: 0,
        };
        let word = &mut self.words[place as usize];
        if word.is(&facts, &tail) {
            word.turn = self.turn;
            return place;
        }
        self.other_place(place, facts, &tail, gazetteer, model)
    }

    /// The place of a word that does not stand where it is looked for first.
    #[inline(never)]
    fn other_place(
        &mut self,
        first: u32,
        mut facts: Facts,
        tail: &dyn Fn() -> u32,
        gazetteer: &Gazetteer,
        model: &Records<LABELS>,
    ) -> u32 {
        let places = [first, first ^ 1, first ^ 2, first ^ 3];
        for place in &places[1..] {
            let word = &mut self.words[*place as usize];
            if word.is(&facts, &tail) {
                let free = word.turn != self.turn;
                word.turn = self.turn;
                // Where the article needs neither place yet, the word moves to the front.
                if free && self.words[first as usize].turn != self.turn {
                    self.words.swap(first as usize, *place as usize);
                    return first;
                }
                return *place;
            }
        }
        let codes = gazetteer.codes(facts.hash);
        if codes == Codes::UNKNOWN {
            facts.tail = tail();
        }
        let classes = gazetteer.classes(facts.hash);
        let mut sums = sums(facts, codes, classes, model);
        sums.turn = self.turn;
        // The one that was in use longest ago goes.
        let age = |place: &u32| self.turn.wrapping_sub(self.words[*place as usize].turn);
        if let Some(oldest) = places.into_iter().max_by_key(age)
            && age(&oldest) > 0
        {
            self.words[oldest as usize] = sums;
            return oldest;
        }
        self.words.push(sums);
        self.words.len() as u32 - 1
    }

    /// What stands in a place.
    #[inline]
    pub fn at(&self, place: u32) -> &Word {
        &self.words[place as usize]
    }
}

/// Sums of the rows of forms, by form: some hundred make up nearly all.
#[derive(Debug, Default)]
pub struct Forms {
    keys: Vec<u32>,
    sums: Vec<Row>,
}

const FORM_BITS: u32 = 11;

impl Forms {
    /// Makes room, once.
    pub fn begin(&mut self, model: &Records<LABELS>) {
        if self.keys.is_empty() {
            self.keys = vec![0; 1 << FORM_BITS];
            self.sums = vec![form_sum(0, model); 1 << FORM_BITS];
        }
    }

    /// The sum of a form's rows.
    #[inline]
    pub fn sum(&mut self, form: u32, model: &Records<LABELS>) -> &Row {
        let place = (form.wrapping_mul(0x9e37_79b1) >> (32 - FORM_BITS)) as usize;
        if self.keys[place] != form {
            self.keys[place] = form;
            self.sums[place] = form_sum(form, model);
        }
        &self.sums[place]
    }
}

#[inline(never)]
fn form_sum(form: u32, model: &Records<LABELS>) -> Row {
    let mut sum = [0; LABELS];
    form_features(form, &mut |row| model.add_dense(row, &mut sum));
    sum
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
fn sums(facts: Facts, codes: Codes, classes: u32, model: &Records<LABELS>) -> Word {
    let mut sums = Sums {
        model,
        rows: [[0; LABELS]; SLOTS],
    };
    word_features(&facts, codes, classes & !class::PREFIX, &mut sums);
    Word {
        key: fold(&facts),
        classes,
        of_256: codes.of_256 as u16,
        turn: 0,
        rows: sums
            .rows
            .map(|row| row.map(|x| ((x + STEP / 2).div_euclid(STEP)).clamp(-128, 127) as i8)),
    }
}
