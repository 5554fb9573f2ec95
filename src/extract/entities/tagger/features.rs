//! What the model is told of a cell: of its word and its neighbours' (which depends on one word each, so that the weights can be
//! summed once for a word), and of its form, its surroundings and its article.
//!
//! What has few values (shapes, clusters, classes) is the number of a dense row; what has many (words, endings) is a key.

use super::cell::{Cell, code, joint, shape};
use super::cells::Chain;
use super::gazetteer::Codes;
use crate::text::Token;

/// All that the features of one word depend on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its folded hash.
    pub hash: u32,
    /// Of a word that no cluster holds the last three bytes, lower-cased where ASCII; else 0.
    pub tail: u32,
    /// Its shape.
    pub shape: u8,
}

impl Facts {
    /// What stands where the sentence has ended.
    pub const EDGE: Self = Self {
        hash: 1,
        tail: 0,
        shape: 255,
    };

    /// The facts of a cell's word, which the clusters know or not.
    #[inline]
    pub fn of(content: &str, token: &Token, cell: &Cell, known: bool) -> Self {
        let tail = if known { 0 } else { ending(content, token) };
        Self {
            hash: cell.hash,
            tail,
            shape: cell.shape,
        }
    }
}

/// The ending of a word, 0 of a mark.
#[inline]
pub fn ending(content: &str, token: &Token) -> u32 {
    if token.is_word() {
        tail(token.stem(content).of(content).as_bytes())
    } else {
        0
    }
}

/// The last three bytes (fewer in a shorter word), the last lowest.
#[inline]
fn tail(word: &[u8]) -> u32 {
    if let Some(tail) = word.last_chunk::<4>() {
        return u32::from_be_bytes(*tail) & 0x00ff_ffff | 0x0020_2020;
    }
    let pack = |x: u32, &b: &u8| x << 8 | u32::from(b | 0x20);
    word[word.len().saturating_sub(3)..].iter().fold(0, pack)
}

/// Where a word stands as seen from the cell that its features count for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Slot {
    /// It is the cell.
    Own,
    /// One before it.
    Left,
    /// One after it.
    Right,
}

/// Number of slots.
pub const SLOTS: usize = 3;

impl Slot {
    /// All slots, in order.
    pub const ALL: [Self; SLOTS] = [Self::Own, Self::Left, Self::Right];
}

/// First rows of the families of dense features.
pub mod row {
    use super::code::CODES;
    /// Clusters of each size, and one for unknown words.
    pub const C1024: u32 = 1025;
    /// See `C1024`.
    pub const C256: u32 = 257;
    /// See `C1024`.
    pub const C64: u32 = 65;
    /// Forms: code of the shape, case of the sentence, whether it opens it.
    pub const FORMS: u32 = CODES * 6;

    /// A cell of a chain.
    pub const CELL: u32 = 0;
    /// Its clusters.
    pub const OWN_1024: u32 = CELL + 1;
    /// Cluster and shape.
    pub const OWN_256: u32 = OWN_1024 + C1024;
    /// Cluster and shape.
    pub const OWN_64: u32 = OWN_256 + C256 * CODES;
    /// Each class of the word.
    pub const CLASS: u32 = OWN_64 + C64 * CODES;
    /// Cluster of the word before, and the same for the other slots.
    pub const LEFT: u32 = CLASS + 32;
    /// After.
    pub const RIGHT: u32 = LEFT + C256;
    /// Its form and the shape before it.
    pub const FORM_BEFORE: u32 = RIGHT + C256;
    /// Its form and the shape after it.
    pub const FORM_AFTER: u32 = FORM_BEFORE + FORMS * CODES;
    /// The shapes before, here and after.
    pub const SHAPES: u32 = FORM_AFTER + FORMS * CODES;
    /// How the word is cased elsewhere in the article.
    pub const SEEN: u32 = SHAPES + CODES * CODES * CODES;
    /// What joins it to its neighbours, and its shape.
    pub const JOINTS: u32 = SEEN + FORMS * 9;
    /// Classes of phrases that begin here.
    pub const PHRASE_BEGIN: u32 = JOINTS + 64 * CODES;
    /// Classes of phrases that end here.
    pub const PHRASE_END: u32 = PHRASE_BEGIN + 32;
    /// Digits and length of the sentence.
    pub const LINE: u32 = PHRASE_END + 32;
    /// First, last, both or neither of its run.
    pub const PLACE: u32 = LINE + FORMS * 9;
    /// Length and shapes of the run.
    pub const RUN: u32 = PLACE + FORMS * 4;
    /// Cluster of the run's last word.
    pub const RUN_LAST: u32 = RUN + 6 * 2 * 256;
    /// Its classes.
    pub const RUN_LAST_CLASS: u32 = RUN_LAST + C256;
    /// Those of its first word.
    pub const RUN_FIRST_CLASS: u32 = RUN_LAST_CLASS + 32;
    /// Votes: most frequent type, share, number.
    pub const VOTE: u32 = RUN_FIRST_CLASS + 32;
    /// Type, share, shape.
    pub const VOTE_FORM: u32 = VOTE + 5 * 4 * 4;
    /// Types of longer names.
    pub const VOTE_LONGER: u32 = VOTE_FORM + 5 * 4 * CODES * 2;
    /// Type of the name that has these initials.
    pub const VOTE_INITIALS: u32 = VOTE_LONGER + 32 * CODES;
    /// All rows.
    pub const ALL: u32 = VOTE_INITIALS + 4;
}

/// A key for the records: what it is of, and its value.
#[inline]
fn key(template: u32, a: u32) -> u32 {
    let x = (u64::from(a) ^ (u64::from(template) << 40)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (x ^ (x >> 29))
        .wrapping_mul(0xbf58_476d_1ce4_e5b9)
        .wrapping_shr(32) as u32
}

/// What takes a word's features.
pub trait WordSink {
    /// A dense row for one slot.
    fn dense(&mut self, slot: Slot, row: u32);
    /// A key that counts in these slots.
    fn key(&mut self, key: u32, slots: &'static [Slot]);
}

/// Features of a word in all slots.
pub fn word_features(word: &Facts, codes: Codes, classes: u32, sink: &mut impl WordSink) {
    const OWN: &[Slot] = &[Slot::Own];
    sink.key(key(1, word.hash), &Slot::ALL);
    sink.key(key(2, classes), &Slot::ALL);
    let shape = code::of(word.shape);
    if word.tail != 0 {
        sink.key(key(3, word.tail), OWN);
    }
    sink.dense(Slot::Own, row::CELL);
    sink.dense(Slot::Own, row::OWN_1024 + codes.of_1024);
    sink.dense(Slot::Own, row::OWN_256 + shape * row::C256 + codes.of_256);
    sink.dense(Slot::Own, row::OWN_64 + shape * row::C64 + codes.of_64);
    let mut rest = classes;
    while rest != 0 {
        sink.dense(Slot::Own, row::CLASS + rest.trailing_zeros());
        rest &= rest - 1;
    }
    for (slot, first) in [(Slot::Left, row::LEFT), (Slot::Right, row::RIGHT)] {
        sink.dense(slot, first + codes.of_256);
    }
}

/// The slots of a cell and how far away the word stands that fills each.
pub const CELL_SLOTS: [(Slot, isize); SLOTS] = [(Slot::Own, 0), (Slot::Left, -1), (Slot::Right, 1)];

/// A run of capitalised words within a chain, or one cell that is none.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// First cell.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// Whether it is a run.
    pub capital: bool,
}

impl Run {
    /// The run that begins at cell `from` of a chain that ends at `to`. A possessive ends a run.
    #[inline]
    pub fn at(cells: &[Cell], from: usize, to: usize) -> Self {
        let capital = cells[from].is_capital();
        let mut end = from + 1;
        while capital
            && end < to
            && cells[end].is_capital()
            && cells[end - 1].joints & joint::OWNS == 0
        {
            end += 1;
        }
        Self {
            from,
            to: end,
            capital,
        }
    }
}

/// The codes of the shapes before and after.
#[inline]
fn around(cells: &[Cell], chain: &Chain, i: usize) -> [u32; 2] {
    [i.wrapping_sub(1), i + 1].map(|at| {
        if at >= chain.low as usize && at < chain.high as usize {
            cells[at].code.into()
        } else {
            code::EDGE
        }
    })
}

/// All that [`form_features`] depend on, in 32 bits; `run` holds the cell, `seen` tells how its word stands elsewhere.
#[inline]
pub fn form(cells: &[Cell], chain: &Chain, run: &Run, i: usize, seen: u8) -> u32 {
    let cell = &cells[i];
    let [before, after] = around(cells, chain, i);
    let place = u32::from(i == run.from) | u32::from(i + 1 == run.to) << 1;
    before
        | u32::from(cell.code) << 4
        | after << 8
        | (chain.case as u32) << 12
        | u32::from(cell.initial) << 14
        | u32::from(seen.min(8)) << 15
        | u32::from(cell.joints & 63) << 19
        | u32::from(chain.line.min(8)) << 25
        | u32::from(run.capital) << 29
        | place << 30
}

/// Rows of a cell's form: of its own letters and those beside it, its sentence and its place in a run.
pub fn form_features(form: u32, emit: &mut impl FnMut(u32)) {
    use code::CODES;
    let field = |at: u32, width: u32| form >> at & ((1 << width) - 1);
    let (before, own, after) = (field(0, 4), field(4, 4), field(8, 4));
    let cased = (own * 3 + field(12, 2)) * 2 + field(14, 1);
    emit(row::FORM_BEFORE + before * row::FORMS + cased);
    emit(row::FORM_AFTER + after * row::FORMS + cased);
    emit(row::SHAPES + (before * CODES + own) * CODES + after);
    if own != code::of(shape::MARK) {
        emit(row::SEEN + field(15, 4) * row::FORMS + cased);
    }
    emit(row::JOINTS + field(19, 6) * CODES + own);
    emit(row::LINE + field(25, 4) * row::FORMS + cased);
    if field(29, 1) != 0 {
        emit(row::PLACE + field(30, 2) * row::FORMS + cased);
    }
}

/// Rows of the phrases that begin and end at a cell.
#[inline]
pub fn phrase_features(cell: &Cell, emit: &mut impl FnMut(u32)) {
    bits(row::PHRASE_BEGIN, cell.begin, emit);
    bits(row::PHRASE_END, cell.last, emit);
}

/// Rows of a run of capitals, for all its cells: its form, and of several words what the first and the last may be.
#[inline]
pub fn run_features(cells: &[Cell], run: &Run, emit: &mut impl FnMut(u32)) {
    let (Some(first), Some(last)) = (cells.get(run.from), cells.get(run.to - 1)) else {
        return;
    };
    let length = (run.to - run.from).min(5) as u32;
    let shapes = cells[run.from..run.to].iter().fold(0, |x, c| x | c.shape);
    let form = length * 2 + u32::from(first.initial);
    emit(row::RUN + form * 256 + u32::from(shapes));
    if length > 1 {
        emit(row::RUN_LAST + u32::from(last.of_256));
        bits(row::RUN_LAST_CLASS, last.single, emit);
        bits(row::RUN_FIRST_CLASS, first.single, emit);
    }
}

/// A row for each class.
#[inline]
fn bits(first: u32, mut classes: u32, emit: &mut impl FnMut(u32)) {
    while classes != 0 {
        emit(first + classes.trailing_zeros());
        classes &= classes - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn tails_fold_case() {
        assert_eq!(tail(b"London"), tail(b"LONDON"));
        assert_eq!(tail(b"London").to_be_bytes(), *b"\0don");
        assert_eq!(tail(b"Don"), tail(b"London"));
        assert_eq!(tail(b"a"), 0x61);
    }
}
