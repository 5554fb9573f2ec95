//! One pass over an article's tokens for quotation marks and for words that may be cues. Which token is one nobody can foresee:
//! so what is found is written whatever it is, and counted where it counts, without a branch that would be guessed wrong.

use super::forms::{self, Candidacy};
use super::marks::MARKS;
use super::reader::Reader;
use crate::lexicon::hash_char;
use crate::text::Token;
use std::ops::Range;
use std::sync::LazyLock;

/// What a scan stops at, told by some bits of a hash: few enough to stay in the nearest cache, as every token is looked up.
struct Stops([u64; Stops::WORDS]);

impl Stops {
    const WORDS: usize = 1024;

    fn new() -> Self {
        let mut stops = Self([0; Self::WORDS]);
        let forms = forms::all().into_iter();
        let forms = forms.filter(|(_, form)| form.candidate != Candidacy::Never);
        for hash in forms.map(|(hash, _)| hash).chain(MARKS.map(hash_char)) {
            stops.0[hash as usize / 64 % Self::WORDS] |= 1 << (hash % 64);
        }
        stops
    }

    #[inline(always)]
    fn may_hold(&self, token: &Token) -> bool {
        let hash = token.hash;
        self.0[hash as usize / 64 % Self::WORDS] >> (hash % 64) & 1 != 0
    }
}

static STOPS: LazyLock<Stops> = LazyLock::new(Stops::new);

/// Tokens in order, and how many of them a reader of one block after the other is past.
#[derive(Default)]
struct Places {
    all: Vec<u32>,
    len: usize,
    next: usize,
}

impl Places {
    /// Room for so many, to be written anew.
    fn room(&mut self, most: usize) -> &mut [u32] {
        if self.all.len() < most {
            self.all.resize(most, 0);
        }
        &mut self.all
    }

    /// Says how many were written.
    fn set_len(&mut self, len: usize) {
        (self.len, self.next) = (len, 0);
    }

    fn found(&self) -> &[u32] {
        self.all.get(..self.len).unwrap_or_default()
    }

    /// Those within a block that follows the ones asked for before.
    fn within(&mut self, block: &Range<u32>) -> &[u32] {
        let past = |at: usize, end: u32| {
            let rest = self.found().get(at..).unwrap_or_default().iter();
            at + rest.take_while(|&&i| i < end).count()
        };
        let from = past(self.next, block.start);
        let to = past(from, block.end);
        self.next = to;
        self.all.get(from..to).unwrap_or_default()
    }
}

/// Adds a token if it counts.
#[inline(always)]
fn add(tokens: &mut [u32], len: &mut usize, token: u32, counts: bool) {
    if let Some(free) = tokens.get_mut(*len) {
        *free = token;
    }
    *len += usize::from(counts);
}

/// What stands where in an article, kept as room for the next.
#[derive(Default)]
pub(super) struct Scan {
    stops: Places,
    marks: Places,
    heads: Places,
    weak: Places,
}

impl Scan {
    /// Looks at all tokens.
    pub(super) fn read(&mut self, reader: Reader<'_>) {
        let table = &*STOPS;
        let stops = self.stops.room(reader.tokens.len());
        let mut len = 0;
        for (i, token) in (0..).zip(reader.tokens) {
            add(stops, &mut len, i, table.may_hold(token));
        }
        self.stops.set_len(len);
        let found = self.stops.found();
        let marks = self.marks.room(found.len());
        let heads = self.heads.room(found.len());
        let weak = self.weak.room(found.len());
        let mut len = [0; 3];
        for &i in found {
            let known = reader.known(i);
            let candidacy = known.candidacy();
            add(marks, &mut len[0], i, known.is_mark());
            add(heads, &mut len[1], i, candidacy == Candidacy::Always);
            add(weak, &mut len[2], i, candidacy == Candidacy::WithMarks);
        }
        self.marks.set_len(len[0]);
        self.heads.set_len(len[1]);
        self.weak.set_len(len[2]);
    }

    /// The marks of a block. Blocks are asked for in order.
    pub(super) fn marks(&mut self, block: &Range<u32>) -> &[u32] {
        self.marks.within(block)
    }

    /// Its words that may be a cue.
    pub(super) fn heads(&mut self, block: &Range<u32>) -> &[u32] {
        self.heads.within(block)
    }

    /// Its words that may be one only in a paragraph with marks.
    pub(super) fn weak(&mut self, block: &Range<u32>) -> &[u32] {
        self.weak.within(block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_at_marks_and_forms() {
        let may_hold = |hash| {
            STOPS.may_hold(&Token {
                start: 0,
                end: 0,
                hash,
                flags: Default::default(),
            })
        };
        assert!(MARKS.into_iter().all(|mark| may_hold(hash_char(mark))));
        for (hash, form) in forms::all() {
            assert!(may_hold(hash) || form.candidate == Candidacy::Never);
        }
    }
}
