//! Sums of weights by word: what a word adds in each slot is added up once and kept, for all articles of a thread.
//!
//! News repeats its words: sixteen thousand of them cover 99 % of what stands in chains. A sum depends on nothing but the
//! word's facts, which are its key, so what is kept never changes what is found.

use super::features::{Facts, Slot, word_features};
use super::gazetteer::Gazetteer;
use super::path::LABELS;
use crate::model::KeyedTable;

/// Weights of the labels, summed.
pub type Row = [i16; LABELS];

/// A word's sums.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    facts: Facts,
    /// Its clusters.
    pub clusters: u32,
    /// Its classes, with the bit that says whether a phrase may begin with it.
    pub classes: u32,
    /// By slot.
    pub rows: [Row; 9],
}

/// Words by the low bits of their hash; a word drives out what stood in its place.
#[derive(Debug, Default)]
pub struct Memo {
    words: Vec<Word>,
}

const BITS: u32 = 14;

impl Memo {
    /// The place of a word, which holds its sums until the next call.
    #[inline]
    pub fn place(
        &mut self,
        facts: Facts,
        gazetteer: &Gazetteer,
        model: &KeyedTable<LABELS>,
    ) -> usize {
        if self.words.is_empty() {
            let edge = sums(Facts::EDGE, 0, 0, model);
            self.words = vec![edge; 1 << BITS];
        }
        let key = facts.hash ^ u32::from(facts.shape) << 20;
        let place = key.wrapping_mul(0x9e37_79b1) >> (32 - BITS);
        let word = &mut self.words[place as usize];
        if word.facts != facts {
            *word = if facts == Facts::EDGE {
                sums(facts, 0, 0, model)
            } else {
                sums(
                    facts,
                    gazetteer.clusters(facts.hash),
                    gazetteer.classes(facts.hash),
                    model,
                )
            };
        }
        place as usize
    }

    /// What stands in a place.
    #[inline]
    pub fn at(&self, place: usize) -> &Word {
        &self.words[place]
    }
}

#[cold]
fn sums(facts: Facts, clusters: u32, classes: u32, model: &KeyedTable<LABELS>) -> Word {
    let single = classes & !super::gazetteer::class::PREFIX;
    let mut rows = [[0; LABELS]; 9];
    for (slot, row) in Slot::ALL.into_iter().zip(&mut rows) {
        word_features(&facts, clusters, single, slot, &mut |f| model.add(f, row));
    }
    Word {
        facts,
        clusters,
        classes,
        rows,
    }
}
