//! What a first look at the article made of a word elsewhere: the second look of the same model is told.
//!
//! "Clinton" is a person where the article also has "Hillary Clinton"; a team is a team in every line of a table.

use super::cells::code::CODES;
use super::cells::{Cells, shape};
use super::features::row;
use super::spans::Found;
use rustc_hash::FxHashMap;

/// Votes for one word.
#[derive(Clone, Copy, Debug, Default)]
struct Ballot {
    /// Occurrences in names of each type, and outside.
    of: [u32; 5],
    /// The same, in names of several words.
    longer: [u32; 4],
    /// As the last word of a person's name of several words.
    surname: u32,
}

/// Votes by word, and by the initials of longer names.
#[derive(Debug, Default)]
pub struct Votes {
    words: Vec<Ballot>,
    /// Per word the type of all its votes, [`NONE`] for outside, [`MIXED`] if they differ.
    verdicts: Vec<u8>,
    initials: FxHashMap<u32, u8>,
    /// Per cell: type of the name it was found in (4: none), bit 3: of several words, bit 4: last word.
    own: Vec<u8>,
}

const NONE: u8 = 4;
/// No votes yet.
const SILENT: u8 = 8;
/// Votes for several types.
const MIXED: u8 = 9;

impl Votes {
    /// Counts what a first pass found, in place of what was counted before.
    pub fn count(&mut self, cells: &Cells, found: &[Found], first_letter: impl Fn(u32) -> u8) {
        let votes = self;
        votes.own.clear();
        votes.own.resize(cells.cells.len(), NONE);
        votes.words.clear();
        votes.words.resize(cells.words, Ballot::default());
        votes.verdicts.clear();
        votes.verdicts.resize(cells.words, SILENT);
        votes.initials.clear();
        for name in found {
            let long = name.to - name.from > 1;
            let mut letters = 0u32;
            for i in name.from..name.to {
                let cell = &cells.cells[i as usize];
                votes.own[i as usize] =
                    name.kind as u8 | u8::from(long) << 3 | u8::from(i + 1 == name.to) << 4;
                if cell.shape & shape::CAPITAL != 0 {
                    letters = letters
                        .wrapping_mul(31)
                        .wrapping_add(u32::from(first_letter(cell.token)));
                }
            }
            if name.to - name.from > 2 || long && name.kind as u8 == 1 {
                votes.initials.insert(letters, name.kind as u8);
            }
        }
        for chain in &cells.chains {
            for i in chain.from..chain.to {
                let cell = &cells.cells[i as usize];
                if cell.shape & shape::MARK != 0 {
                    continue;
                }
                let ballot = &mut votes.words[cell.word as usize];
                let own = votes.own[i as usize];
                let kind = usize::from(own & 7);
                if kind == 4 && (cell.initial || cell.shape & (shape::CAPITAL | shape::MIXED) == 0)
                {
                    continue;
                }
                ballot.of[kind] += 1;
                let verdict = &mut votes.verdicts[cell.word as usize];
                *verdict = match *verdict {
                    SILENT => kind as u8,
                    same if same == kind as u8 => same,
                    _ => MIXED,
                };
                if own & 8 != 0 {
                    ballot.longer[kind] += 1;
                    ballot.surname += u32::from(kind == 0 && own & 16 != 0);
                }
            }
        }
    }

    /// Whether the article speaks against what was made of the cell: its word, or the longer name that its letters stand for, was
    /// taken for something else there.
    pub fn doubts(
        &self,
        cells: &Cells,
        i: usize,
        first_letters: impl FnOnce(usize) -> Option<u32>,
    ) -> bool {
        let cell = &cells.cells[i];
        let own = self.own[i] & 7;
        if !cell.is_capital() {
            return false;
        }
        let verdict = self.verdicts[cell.word as usize];
        verdict != own && verdict != SILENT
            || cell.shape & shape::ALL_CAPS != 0
                && !self.initials.is_empty()
                && first_letters(i)
                    .and_then(|letters| self.initials.get(&letters))
                    .is_some_and(|&kind| kind & 3 != own)
    }

    /// Features of a cell, none if the article says nothing of its word elsewhere; its own vote does not count.
    pub fn features(
        &self,
        cells: &Cells,
        i: usize,
        first_letters: impl FnOnce(usize) -> Option<u32>,
        emit: &mut impl FnMut(u32),
    ) {
        let cell = &cells.cells[i];
        if cell.shape & shape::MARK != 0 {
            return;
        }
        let Some(mut ballot) = self.words.get(cell.word as usize).copied() else {
            return;
        };
        let own = self.own[i];
        let kind = usize::from(own & 7);
        if !(kind == 4 && (cell.initial || cell.shape & (shape::CAPITAL | shape::MIXED) == 0)) {
            ballot.of[kind] = ballot.of[kind].saturating_sub(1);
            if own & 8 != 0 {
                ballot.longer[kind] = ballot.longer[kind].saturating_sub(1);
                ballot.surname = ballot
                    .surname
                    .saturating_sub(u32::from(kind == 0 && own & 16 != 0));
            }
        }
        let all: u32 = ballot.of.iter().sum();
        if all > 0 {
            let (mut best, mut most) = (0, 0);
            for (k, &n) in ballot.of.iter().enumerate() {
                if n > most {
                    (best, most) = (k as u32, n);
                }
            }
            let share = u32::from(most * 10 >= all * 9) + u32::from(most * 3 >= all * 2);
            let form = u32::from(cell.code) << 1 | u32::from(cell.initial);
            emit(row::VOTE + (best * 4 + share) * 4 + all.min(3));
            emit(row::VOTE_FORM + (best * 4 + share) * CODES * 2 + form);
            let mut some = 0;
            for (k, &n) in ballot.longer.iter().enumerate() {
                some |= u32::from(n > 0) << k;
            }
            let some = some << 1 | u32::from(ballot.surname > 0);
            emit(row::VOTE_LONGER + some * CODES + u32::from(cell.code));
        }
        if cell.shape & shape::ALL_CAPS != 0
            && let Some(kind) = first_letters(i).and_then(|l| self.initials.get(&l))
        {
            emit(row::VOTE_INITIALS + u32::from(*kind & 3));
        }
    }
}

/// The key under which a name's initials are kept: its capitals' first letters.
pub fn initials(letters: &[u8]) -> u32 {
    letters
        .iter()
        .filter(|b| b.is_ascii_uppercase())
        .fold(0, |x, &b| x.wrapping_mul(31).wrapping_add(u32::from(b)))
}
