//! What the tables say of a word, by its hash: its closed classes, whether it may report a statement, its lemma.

use super::forms::{self, Candidacy};
use super::marks::MARKS;
use crate::lexicon::{entries, fold_hash, hash_char};
use std::hint::select_unpredictable;
use std::sync::LazyLock;

/// Closed word classes, as bits.
pub(super) mod class {
    pub(crate) const DETERMINER: u16 = 1;
    pub(crate) const POSSESSIVE: u16 = 1 << 1;
    pub(crate) const SUBJECT: u16 = 1 << 2;
    pub(crate) const OBJECT: u16 = 1 << 3;
    pub(crate) const AUX: u16 = 1 << 4;
    pub(crate) const ADVERB: u16 = 1 << 5;
    pub(crate) const CONJUNCTION: u16 = 1 << 6;
    pub(crate) const SUBORDINATOR: u16 = 1 << 7;
    pub(crate) const WH: u16 = 1 << 8;
    pub(crate) const PREPOSITION: u16 = 1 << 9;
    pub(crate) const TIME: u16 = 1 << 10;
    /// Their names in the table.
    pub(crate) const NAMES: [&str; 11] = [
        "det",
        "possessive",
        "subject",
        "object",
        "aux",
        "adverb",
        "conjunction",
        "subordinator",
        "wh",
        "preposition",
        "time",
    ];
}

/// Words with their closed classes.
pub(super) fn function_words() -> impl Iterator<Item = (&'static str, u16)> {
    entries(include_str!("tables/function_words.tsv")).filter_map(|line| {
        let (word, names) = line.split_once('\t')?;
        let bit = |name| class::NAMES.iter().position(|&n| n == name);
        let bits = names.split(' ').filter_map(bit);
        Some((word, bits.fold(0, |bits, i| bits | 1 << i)))
    })
}

/// The classes of words that join clauses.
pub(super) const JOINING: u16 = class::CONJUNCTION | class::SUBORDINATOR;

/// What is known of a word: its classes in the low bits, then whether the table of reporting verbs has it, its candidacy and the
/// number of its lemma. Of a quotation mark: that it is one (some share a hash: which one, only the text tells).
#[derive(Clone, Copy, Default)]
pub(super) struct Known(u32);

impl Known {
    pub(super) const CLASSES: u32 = (1 << 11) - 1;
    pub(super) const VERB: u32 = 1 << 11;
    const CANDIDACY: u32 = 12;
    const MARK: u32 = 1 << 14;
    const LEMMA: u32 = 15;

    /// Its classes, and whether it is a verb.
    #[inline(always)]
    pub(super) fn facts(self) -> u32 {
        self.0 & (Self::CLASSES | Self::VERB)
    }

    #[inline(always)]
    pub(super) fn is_mark(self) -> bool {
        self.0 & Self::MARK != 0
    }

    /// Whether it may be a cue's head.
    #[inline(always)]
    pub(super) fn candidacy(self) -> Candidacy {
        let number = self.0 >> Self::CANDIDACY & 3;
        let weak = select_unpredictable(number == 1, Candidacy::WithMarks, Candidacy::Always);
        select_unpredictable(number == 0, Candidacy::Never, weak)
    }
}

/// The words of all tables. Each stands in one of two places: to look at both needs no branch that could be guessed wrong.
pub(super) struct WordTable {
    slots: Box<[(u32, Known); WordTable::SLOTS]>,
    lemmas: Vec<u32>,
}

pub(super) static WORD_TABLE: LazyLock<WordTable> = LazyLock::new(WordTable::read);

impl WordTable {
    /// Twice the words at least.
    const SLOTS: usize = 4096;

    fn read() -> Self {
        let mut table = Self {
            slots: Box::new([(0, Known(0)); Self::SLOTS]),
            lemmas: vec![0],
        };
        for (word, classes) in function_words() {
            let hash = fold_hash(word);
            table.insert(hash, Known(u32::from(classes)));
        }
        for mark in MARKS {
            table.insert(hash_char(mark), Known(Known::MARK));
        }
        for (hash, form) in forms::all() {
            if table.lemmas.last() != Some(&form.lemma) && form.lemma != 0 {
                table.lemmas.push(form.lemma);
            }
            let number = if form.lemma == 0 {
                0
            } else {
                table.lemmas.len() - 1
            };
            let known = u32::from(form.verb) * Known::VERB
                | (form.candidate as u32) << Known::CANDIDACY
                | (number as u32) << Known::LEMMA;
            table.insert(hash, Known(table.get(hash).0 & Known::CLASSES | known));
        }
        table
    }

    fn places(hash: u32) -> [usize; 2] {
        [
            hash as usize % Self::SLOTS,
            (hash >> 16) as usize % Self::SLOTS,
        ]
    }

    /// Puts a word into one of its places; what stands there moves to its other place (a test finds them all).
    fn insert(&mut self, hash: u32, known: Known) {
        let places = Self::places(hash);
        let same = places.into_iter().find(|&at| self.slots[at].0 == hash);
        if let Some(at) = same {
            self.slots[at].1 = known;
            return;
        }
        let (mut entry, mut at) = ((hash, known), places[0]);
        for _ in 0..Self::SLOTS {
            std::mem::swap(&mut entry, &mut self.slots[at]);
            if entry.0 == 0 {
                return;
            }
            let [a, b] = Self::places(entry.0);
            at = if at == a { b } else { a };
        }
    }

    /// What is known of the word with this hash.
    #[inline(always)]
    pub(super) fn get(&self, hash: u32) -> Known {
        let [a, b] = Self::places(hash).map(|at| self.slots[at]);
        let of = |(key, known): (u32, Known)| select_unpredictable(key == hash, known.0, 0);
        Known(of(a) | of(b))
    }

    /// The hash of the lemma of a form, 0 for words that are no reporting verb.
    #[inline]
    pub(super) fn lemma(&self, hash: u32) -> u32 {
        let number = self.get(hash).0 >> Known::LEMMA;
        self.lemmas.get(number as usize).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_are_found() {
        let table = &*WORD_TABLE;
        for line in entries(include_str!("tables/function_words.tsv")) {
            let (word, names) = line.split_once('\t').expect("two fields");
            assert!(
                names.split(' ').all(|n| class::NAMES.contains(&n)),
                "{word}"
            );
        }
        for (word, classes) in function_words() {
            let known = table.get(fold_hash(word)).0 & Known::CLASSES;
            assert_eq!(known, u32::from(classes), "{word}");
        }
        for (hash, form) in forms::all() {
            assert_eq!(table.lemma(hash), form.lemma);
            assert_eq!(table.get(hash).candidacy(), form.candidate);
            assert_eq!(table.get(hash).0 & Known::VERB != 0, form.verb);
        }
        for mark in MARKS {
            let known = table.get(hash_char(mark));
            assert!(known.is_mark(), "{mark}");
        }
        assert_eq!(table.get(fold_hash("zebra")).0, 0);
    }
}
