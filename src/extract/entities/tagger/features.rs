//! What the model is told of a cell: hashed features of the word, its neighbours, its run of capitals and its article.

use super::cells::{Cell, Cells, shape};
use crate::text::{Flags, Text, Token};

/// A feature: its template and what it says, hashed.
#[inline]
pub fn feature(template: u32, a: u32) -> u32 {
    let x = (u64::from(a) ^ (u64::from(template) << 40)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (x ^ (x >> 29))
        .wrapping_mul(0xbf58_476d_1ce4_e5b9)
        .wrapping_shr(32) as u32
}

/// A feature of two parts.
#[inline]
pub fn pair(template: u32, a: u32, b: u32) -> u32 {
    feature(template, a.rotate_left(11).wrapping_mul(0x85eb_ca6b) ^ b)
}

/// Up to the last four bytes of a word, lower-cased where ASCII.
fn affixes(content: &str, token: &Token) -> (u32, u32, u32) {
    let stem = token.stem(content).of(content).as_bytes();
    let pack = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0u32, |x, &b| x << 8 | u32::from(b | 0x20))
    };
    let n = stem.len();
    (
        pack(&stem[n.saturating_sub(2)..]),
        pack(&stem[n.saturating_sub(3)..]),
        pack(&stem[..n.min(3)]),
    )
}

const NONE: Cell = Cell {
    token: 0,
    hash: 1,
    clusters: 0,
    single: 0,
    begin: 0,
    inner: 0,
    last: 0,
    shape: 255,
    seen: 0,
    initial: false,
    case: super::cells::LineCase::Normal,
    line: 0,
};

fn is_capital(cell: &Cell) -> bool {
    cell.shape & (shape::CAPITAL | shape::MIXED) != 0
}

/// A run of capitalised words within a chain, and the cells on either side.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// First cell.
    pub from: usize,
    /// One past the last.
    pub to: usize,
}

/// The run that holds cell `i` of a chain; a cell that is not capitalised is a run by itself.
pub fn run_at(text: &Text, cells: &Cells, i: usize, chain: (usize, usize)) -> Run {
    let owns = |i: usize| text.tokens[cells.cells[i].token as usize].has(Flags::POSSESSIVE);
    let joins = |i: usize| {
        let cell = &cells.cells[i];
        is_capital(cell)
    };
    if !joins(i) {
        return Run { from: i, to: i + 1 };
    }
    let (mut from, mut to) = (i, i + 1);
    while from > chain.0 && joins(from - 1) && !owns(from - 1) {
        from -= 1;
    }
    while to < chain.1 && joins(to) && !owns(to - 1) {
        to += 1;
    }
    Run { from, to }
}

fn c1024(cell: &Cell) -> u32 {
    cell.clusters & 0x3ff | (cell.clusters >> 24) << 10
}
fn c256(cell: &Cell) -> u32 {
    cell.clusters >> 10 & 0xff | (cell.clusters >> 24) << 10
}
fn c64(cell: &Cell) -> u32 {
    cell.clusters >> 18 & 0x3f | (cell.clusters >> 24) << 10
}

/// The cells of one sentence around position `i`; outside lies [`NONE`].
fn at(cells: &Cells, sentence: (usize, usize), i: usize, by: isize) -> &Cell {
    let j = i as isize + by;
    if j < sentence.0 as isize || j >= sentence.1 as isize {
        return &NONE;
    }
    &cells.cells[j as usize]
}

/// Features that all cells of a run share.
pub fn run_features(cells: &Cells, sentence: (usize, usize), run: Run, emit: &mut impl FnMut(u32)) {
    let before = at(cells, sentence, run.from, -1);
    let after = at(cells, sentence, run.to - 1, 1);
    let (first, last) = (&cells.cells[run.from], &cells.cells[run.to - 1]);
    let length = (run.to - run.from).min(5) as u32;
    emit(feature(1, before.hash));
    emit(feature(2, after.hash));
    emit(feature(3, c256(before)));
    emit(feature(4, c256(after)));
    emit(pair(5, last.hash, u32::from(length > 1)));
    emit(pair(6, c256(last), length.min(2)));
    emit(pair(7, last.single, length.min(2)));
    emit(pair(8, first.single, length.min(2)));
    let shapes = cells.cells[run.from..run.to]
        .iter()
        .fold(0, |x, c| x | c.shape);
    emit(pair(
        9,
        length,
        u32::from(shapes) << 8 | u32::from(first.initial),
    ));
    emit(pair(10, c64(before), c64(after)));
    let before2 = at(cells, sentence, run.from, -2);
    let after2 = at(cells, sentence, run.to - 1, 2);
    emit(pair(11, before.hash, before2.hash));
    emit(pair(12, after.hash, after2.hash));
    emit(pair(13, first.hash, u32::from(length > 1)));
}

/// What joins the cell to its neighbours: no space, a possessive, the full stop of an abbreviation.
fn joints(text: &Text, cells: &Cells, sentence: (usize, usize), i: usize) -> u32 {
    let flags = |j: usize| text.tokens[cells.cells[j].token as usize].flags;
    let own = flags(i);
    let mut bits = u32::from(own.has(Flags::GLUED)) | u32::from(own.has(Flags::POSSESSIVE)) << 1;
    if i > sentence.0 {
        let dotted = cells.cells[i].token - cells.cells[i - 1].token > 1;
        bits |= u32::from(flags(i - 1).has(Flags::POSSESSIVE)) << 2 | u32::from(dotted) << 3;
    }
    if i + 1 < sentence.1 {
        let dotted = cells.cells[i + 1].token - cells.cells[i].token > 1;
        bits |= u32::from(flags(i + 1).has(Flags::GLUED)) << 4 | u32::from(dotted) << 5;
    }
    bits
}

/// Features of a cell itself.
pub fn cell_features(
    text: &Text,
    cells: &Cells,
    sentence: (usize, usize),
    run: Run,
    i: usize,
    emit: &mut impl FnMut(u32),
) {
    let cell = &cells.cells[i];
    let (a2, a1) = (at(cells, sentence, i, -2), at(cells, sentence, i, -1));
    let (b1, b2) = (at(cells, sentence, i, 1), at(cells, sentence, i, 2));
    let case = cell.case as u32;
    let form = u32::from(cell.shape) | case << 8 | u32::from(cell.initial) << 11;
    emit(feature(20, 0));
    emit(feature(21, cell.hash));
    emit(feature(22, a1.hash));
    emit(feature(23, b1.hash));
    emit(feature(24, a2.hash));
    emit(feature(25, b2.hash));
    emit(pair(26, a1.hash, cell.hash));
    emit(pair(27, cell.hash, b1.hash));
    emit(feature(28, form));
    emit(pair(
        29,
        u32::from(a1.shape),
        u32::from(b1.shape) << 12 | form,
    ));
    let token = &text.tokens[cell.token as usize];
    if cell.shape & shape::MARK == 0 {
        let (two, three, head) = affixes(&text.content, token);
        emit(feature(30, two));
        emit(feature(31, three));
        emit(feature(32, head));
        emit(pair(33, u32::from(cell.seen), form));
    }
    emit(pair(34, joints(text, cells, sentence, i), form));
    emit(feature(35, c1024(cell)));
    emit(pair(36, c256(cell), u32::from(cell.shape)));
    emit(pair(37, c64(cell), form));
    emit(feature(38, c1024(a1)));
    emit(feature(39, c1024(b1)));
    emit(feature(40, c256(a1)));
    emit(feature(41, c256(b1)));
    emit(feature(42, c64(a2)));
    emit(feature(43, c64(b2)));
    emit(pair(44, c64(a1), c64(cell)));
    emit(pair(45, c64(cell), c64(b1)));
    emit(feature(46, cell.single));
    emit(feature(47, a1.single));
    emit(feature(48, b1.single));
    emit(pair(49, a1.single, cell.single));
    emit(pair(50, cell.single, b1.single));
    for (template, mask) in [
        (51, cell.single),
        (52, cell.begin),
        (53, cell.inner),
        (54, cell.last),
    ] {
        let mut rest = mask;
        while rest != 0 {
            emit(feature(template, rest.trailing_zeros()));
            rest &= rest - 1;
        }
    }
    let place = u32::from(i == run.from) | u32::from(i + 1 == run.to) << 1;
    emit(pair(55, place, form));
    emit(pair(56, u32::from(cell.line), form));
    emit(pair(57, cell.single, form));
    emit(pair(58, u32::from(cell.seen), cell.single));
    emit(pair(59, u32::from(cell.line), cell.single));
}

/// All features of a chain: `emit(cell within the chain, feature)`.
pub fn chain_features(
    text: &Text,
    cells: &Cells,
    chain: (u32, u32, u32),
    mut emit: impl FnMut(usize, u32),
) {
    let (from, to) = (chain.0 as usize, chain.1 as usize);
    let sentence = (
        cells.sentences[chain.2 as usize] as usize,
        cells.sentences[chain.2 as usize + 1] as usize,
    );
    for i in from..to {
        let run = run_at(text, cells, i, (from, to));
        run_features(cells, sentence, run, &mut |f| emit(i - from, f));
        cell_features(text, cells, sentence, run, i, &mut |f| emit(i - from, f));
    }
}
