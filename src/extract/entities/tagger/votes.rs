//! What a first look at the article made of a word elsewhere: the second look of the same model is told.
//!
//! "Clinton" is a person where the article also has "Hillary Clinton"; a team is a team in every line of a table.

use super::cell::code::CODES;
use super::cell::{Cell, shape};
use super::cells::Cells;
use super::features::row;
use super::spans::Found;
use rustc_hash::FxHashMap;

/// Votes for one word.
#[derive(Clone, Copy, Debug, Default)]
struct Ballot {
    /// Occurrences in names of each type, and outside.
    of: [u16; 5],
    /// Their sum.
    all: u16,
    /// In names of several words by type, and as the last word of a person's name of several words.
    longer: [u16; 5],
}

/// Votes by word, and by the initials of longer names.
#[derive(Debug, Default)]
pub struct Votes {
    words: Vec<Ballot>,
    initials: FxHashMap<u32, u8>,
    /// Per cell: type of the name it was found in (4: none), bit 3: of several words, bit 4: last word.
    own: Vec<u8>,
}

const NONE: u8 = 4;
/// Whether a cell votes, and whether as one of several words, and as the last of a person's, given what it was found in.
#[inline]
fn vote(cell: &Cell, own: u8) -> (u16, u16, u16) {
    let kind = own & 7;
    let counts = kind != NONE || !cell.initial && cell.is_capital();
    let long = counts && own & 8 != 0;
    let surname = long && kind == 0 && own & 16 != 0;
    (counts.into(), long.into(), surname.into())
}

impl Votes {
    /// Counts what a first pass found, in place of what was counted before.
    pub fn count(&mut self, cells: &Cells, found: &[Found], first_letter: impl Fn(u32) -> u8) {
        let votes = self;
        votes.own.clear();
        votes.own.resize(cells.cells.len(), NONE);
        votes.words.clear();
        votes.words.resize(cells.words(), Ballot::default());
        votes.initials.clear();
        for name in found {
            let long = name.to - name.from > 1;
            let abbreviated = name.to - name.from > 2 || long && name.kind as u8 == 1;
            let mut letters = 0u32;
            for i in name.from..name.to {
                let cell = &cells.cells[i as usize];
                votes.own[i as usize] =
                    name.kind as u8 | u8::from(long) << 3 | u8::from(i + 1 == name.to) << 4;
                if abbreviated && cell.shape & shape::CAPITAL != 0 {
                    letters = letters
                        .wrapping_mul(31)
                        .wrapping_add(u32::from(first_letter(cell.token)));
                }
            }
            if abbreviated {
                votes.initials.insert(letters, name.kind as u8);
            }
        }
        for chain in &cells.chains {
            for (cell, &own) in cells.cells[chain.cells()]
                .iter()
                .zip(&votes.own[chain.cells()])
            {
                let Some(ballot) = votes.words.get_mut(cell.word as usize) else {
                    continue;
                };
                let kind = usize::from(own & 7).min(4);
                let (counts, long, surname) = vote(cell, own);
                ballot.of[kind] = ballot.of[kind].saturating_add(counts);
                ballot.all = ballot.all.saturating_add(counts);
                ballot.longer[kind & 3] = ballot.longer[kind & 3].saturating_add(long);
                ballot.longer[4] = ballot.longer[4].saturating_add(surname);
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
        let ballot = &self.words[cell.word as usize];
        ballot.of[usize::from(own).min(4)] != ballot.all
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
        let kind = usize::from(own & 7).min(4);
        // Its own vote does not count. No branches: votes cannot be guessed.
        let (counts, long, surname) = vote(cell, own);
        ballot.of[kind] = ballot.of[kind].saturating_sub(counts);
        ballot.longer[kind & 3] = ballot.longer[kind & 3].saturating_sub(long);
        ballot.longer[4] = ballot.longer[4].saturating_sub(surname);
        let all = u32::from(ballot.all.saturating_sub(counts));
        if all > 0 {
            // Number and type as one; of equal numbers the first type counts.
            let ranked = |(k, &n): (usize, &u16)| u32::from(n) << 3 | (7 - k as u32);
            let top = ballot.of.iter().enumerate().map(ranked).fold(0, u32::max);
            let (best, most) = (7 - (top & 7), top >> 3);
            let share = u32::from(most * 10 >= all * 9) + u32::from(most * 3 >= all * 2);
            let form = u32::from(cell.code) << 1 | u32::from(cell.initial);
            emit(row::VOTE + (best * 4 + share) * 4 + all.min(3));
            emit(row::VOTE_FORM + (best * 4 + share) * CODES * 2 + form);
            let bit = |k: usize, at: u32| u32::from(ballot.longer[k] > 0) << at;
            let some = bit(4, 0) | bit(0, 1) | bit(1, 2) | bit(2, 3) | bit(3, 4);
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
