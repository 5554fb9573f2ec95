//! What the model is told of a cell: hashed features of its word and its neighbours' (which depend on one word each, so that
//! their weights can be summed once for a word), and of its form and its article.

use super::cells::{Cell, Chain, joint, shape};
use crate::text::Token;

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

/// All that the features of one word depend on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its folded hash.
    pub hash: u32,
    /// Its last three and its first three bytes, lower-cased where ASCII.
    pub tail: u32,
    /// See `tail`.
    pub head: u32,
    /// Its shape.
    pub shape: u8,
}

impl Facts {
    /// What stands where the sentence has ended.
    pub const EDGE: Self = Self {
        hash: 1,
        tail: 0,
        head: 0,
        shape: 255,
    };

    /// The facts of a cell's word.
    #[inline]
    pub fn of(content: &str, token: &Token, cell: &Cell) -> Self {
        let (mut tail, mut head) = (0, 0);
        if cell.shape & shape::MARK == 0 {
            let word = token.stem(content).of(content).as_bytes();
            let pack = |bytes: &[u8]| {
                bytes
                    .iter()
                    .fold(0u32, |x, &b| x << 8 | u32::from(b | 0x20))
            };
            tail = pack(&word[word.len().saturating_sub(3)..]);
            head = pack(&word[..word.len().min(3)]);
        }
        Self {
            hash: cell.hash,
            tail,
            head,
            shape: cell.shape,
        }
    }
}

/// Where a word stands as seen from the cell or the run of capitals that its features count for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Slot {
    /// It is the cell.
    Own,
    /// One before it.
    Left,
    /// One after it.
    Right,
    /// Two before it.
    FarLeft,
    /// Two after it.
    FarRight,
    /// Before the run.
    Before,
    /// After the run.
    After,
    /// First of a run of several.
    First,
    /// Last of a run of several.
    Last,
}

impl Slot {
    /// All slots, in order.
    pub const ALL: [Self; 9] = [
        Self::Own,
        Self::Left,
        Self::Right,
        Self::FarLeft,
        Self::FarRight,
        Self::Before,
        Self::After,
        Self::First,
        Self::Last,
    ];
}

fn c1024(clusters: u32) -> u32 {
    clusters & 0x3ff | (clusters >> 24) << 10
}
fn c256(clusters: u32) -> u32 {
    clusters >> 10 & 0xff | (clusters >> 24) << 10
}
fn c64(clusters: u32) -> u32 {
    clusters >> 18 & 0x3f | (clusters >> 24) << 10
}

/// Features of a word in a slot.
pub fn word_features(
    word: &Facts,
    clusters: u32,
    single: u32,
    slot: Slot,
    emit: &mut impl FnMut(u32),
) {
    match slot {
        Slot::Own => {
            emit(feature(20, 0));
            emit(feature(21, word.hash));
            if word.shape & shape::MARK == 0 {
                emit(feature(30, word.tail & 0xffff));
                emit(feature(31, word.tail));
                emit(feature(32, word.head));
            }
            emit(feature(35, c1024(clusters)));
            emit(pair(36, c256(clusters), word.shape.into()));
            emit(pair(37, c64(clusters), word.shape.into()));
            emit(feature(46, single));
            emit(pair(57, single, word.shape.into()));
            let mut rest = single;
            while rest != 0 {
                emit(feature(51, rest.trailing_zeros()));
                rest &= rest - 1;
            }
        }
        Slot::Left => {
            emit(feature(22, word.hash));
            emit(feature(40, c256(clusters)));
            emit(feature(47, single));
        }
        Slot::Right => {
            emit(feature(23, word.hash));
            emit(feature(41, c256(clusters)));
            emit(feature(48, single));
        }
        Slot::FarLeft => emit(feature(24, word.hash)),
        Slot::FarRight => emit(feature(25, word.hash)),
        Slot::Before => {
            emit(feature(1, word.hash));
            emit(feature(3, c256(clusters)));
        }
        Slot::After => {
            emit(feature(2, word.hash));
            emit(feature(4, c256(clusters)));
        }
        Slot::First => {
            emit(feature(8, single));
            emit(feature(13, word.hash));
        }
        Slot::Last => {
            emit(feature(5, word.hash));
            emit(feature(6, c256(clusters)));
            emit(feature(7, single));
        }
    }
}

/// A run of capitalised words within a chain.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// First cell.
    pub from: usize,
    /// One past the last.
    pub to: usize,
}

/// The runs of a chain. A possessive ends one.
pub fn find_runs(cells: &[Cell], chain: &Chain, runs: &mut Vec<Run>) {
    runs.clear();
    let mut open = false;
    for i in chain.cells() {
        let cell = &cells[i];
        if !cell.is_capital() {
            open = false;
            continue;
        }
        match runs.last_mut() {
            Some(run) if open => run.to = i + 1,
            _ => runs.push(Run { from: i, to: i + 1 }),
        }
        open = cell.joints & joint::OWNS == 0;
    }
}

/// What takes a chain's word features: first the word, then each slot that it fills.
pub trait Sink {
    /// The slots that follow are filled by this cell, or by the sentence's edge.
    fn source(&mut self, cells: &mut [Cell], cell: Option<usize>);
    /// For a cell.
    fn cell(&mut self, slot: Slot, cell: usize);
    /// For all cells of a run.
    fn run(&mut self, slot: Slot, run: usize);
}

/// Says which word fills which slot of which cell or run.
pub fn link(cells: &mut [Cell], chain: &Chain, runs: &[Run], sink: &mut impl Sink) {
    let (low, high) = (chain.low as usize, chain.high as usize);
    let within = chain.cells();
    // Runs come in order, so the ones that a cell touches follow one another.
    let mut last = 0;
    for i in low..high {
        sink.source(cells, Some(i));
        for (slot, at) in [
            (Slot::Own, Some(i)),
            (Slot::Left, Some(i + 1)),
            (Slot::Right, i.checked_sub(1)),
            (Slot::FarLeft, Some(i + 2)),
            (Slot::FarRight, i.checked_sub(2)),
        ] {
            if let Some(at) = at.filter(|at| within.contains(at)) {
                sink.cell(slot, at);
            }
        }
        while last < runs.len() && runs[last].to < i {
            last += 1;
        }
        for (r, run) in runs.iter().enumerate().skip(last).take(3) {
            if run.from > i + 1 {
                break;
            }
            if run.from == i + 1 {
                sink.run(Slot::Before, r);
            }
            if run.to == i {
                sink.run(Slot::After, r);
            }
            if run.to - run.from > 1 {
                if run.from == i {
                    sink.run(Slot::First, r);
                }
                if run.to == i + 1 {
                    sink.run(Slot::Last, r);
                }
            }
        }
    }
    sink.source(cells, None);
    for i in within.clone().take(2) {
        if i == low {
            sink.cell(Slot::Left, i);
        }
        if i < low + 2 {
            sink.cell(Slot::FarLeft, i);
        }
    }
    for i in within.clone().rev().take(2) {
        if i + 1 == high {
            sink.cell(Slot::Right, i);
        }
        if i + 2 >= high {
            sink.cell(Slot::FarRight, i);
        }
    }
    if let Some(first) = runs.first()
        && first.from == low
    {
        sink.run(Slot::Before, 0);
    }
    if let Some(run) = runs.last()
        && run.to == high
    {
        sink.run(Slot::After, runs.len() - 1);
    }
}

/// Features of a cell's form: `run` is the run that holds it.
pub fn form_features(
    cells: &[Cell],
    chain: &Chain,
    run: Option<&Run>,
    i: usize,
    emit: &mut impl FnMut(u32),
) {
    let cell = &cells[i];
    let at = |at: usize| (at >= chain.low as usize && at < chain.high as usize).then(|| &cells[at]);
    let (before, after) = (i.checked_sub(1).and_then(at), at(i + 1));
    let shape_of = |c: Option<&Cell>| c.map_or(255, |c| u32::from(c.shape));
    let clusters_of = |c: Option<&Cell>| c64(c.map_or(0, |c| c.clusters));
    let form = u32::from(cell.shape) | (chain.case as u32) << 8 | u32::from(cell.initial) << 11;
    emit(feature(28, form));
    emit(pair(29, shape_of(before), shape_of(after) << 12 | form));
    if cell.shape & shape::MARK == 0 {
        emit(pair(33, cell.seen.into(), form));
    }
    emit(pair(34, cell.joints.into(), form));
    let own = c64(cell.clusters);
    emit(pair(44, clusters_of(before), own));
    emit(pair(45, own, clusters_of(after)));
    for (template, mask) in [(52, cell.begin), (54, cell.last)] {
        let mut rest = mask;
        while rest != 0 {
            emit(feature(template, rest.trailing_zeros()));
            rest &= rest - 1;
        }
    }
    emit(pair(56, chain.line.into(), form));
    if let Some(run) = run {
        let place = u32::from(i == run.from) | u32::from(i + 1 == run.to) << 1;
        emit(pair(55, place, form));
        let length = (run.to - run.from).min(5) as u32;
        let shapes = cells[run.from..run.to].iter().fold(0, |x, c| x | c.shape);
        let first = u32::from(cells[run.from].initial);
        emit(pair(9, length, u32::from(shapes) << 8 | first));
    }
}

/// Calls `emit(cell, feature)` with every feature of a chain: the trainer's view.
#[cfg(feature = "train")]
pub fn chain_features(
    text: &crate::text::Text,
    cells: &mut super::cells::Cells,
    chain: usize,
    gazetteer: &super::gazetteer::Gazetteer,
    emit: impl FnMut(usize, u32),
) {
    struct Emitter<'a, F> {
        text: &'a crate::text::Text,
        gazetteer: &'a super::gazetteer::Gazetteer,
        runs: &'a [Run],
        word: (Facts, u32, u32),
        emit: F,
    }
    impl<F: FnMut(usize, u32)> Sink for Emitter<'_, F> {
        fn source(&mut self, cells: &mut [Cell], cell: Option<usize>) {
            self.word = match cell {
                None => (Facts::EDGE, 0, 0),
                Some(i) => {
                    let cell = &mut cells[i];
                    let token = &self.text.tokens[cell.token as usize];
                    cell.clusters = self.gazetteer.clusters(cell.hash);
                    let classes = self.gazetteer.classes(cell.hash);
                    cell.single = classes & !super::gazetteer::class::PREFIX;
                    cell.opens = classes & super::gazetteer::class::PREFIX != 0;
                    (
                        Facts::of(&self.text.content, token, cell),
                        cell.clusters,
                        cell.single,
                    )
                }
            };
        }
        fn cell(&mut self, slot: Slot, cell: usize) {
            word_features(&self.word.0, self.word.1, self.word.2, slot, &mut |f| {
                (self.emit)(cell, f)
            });
        }
        fn run(&mut self, slot: Slot, run: usize) {
            for i in self.runs[run].from..self.runs[run].to {
                word_features(&self.word.0, self.word.1, self.word.2, slot, &mut |f| {
                    (self.emit)(i, f)
                });
            }
        }
    }
    let mut runs = Vec::new();
    let chain = cells.chains[chain];
    find_runs(&cells.cells, &chain, &mut runs);
    let mut sink = Emitter {
        text,
        gazetteer,
        runs: &runs,
        word: Default::default(),
        emit,
    };
    link(&mut cells.cells, &chain, &runs, &mut sink);
    super::gazetteer::mark_phrases(&mut cells.cells, &chain, gazetteer);
    let mut emit = sink.emit;
    for i in chain.cells() {
        let run = runs.iter().find(|r| r.from <= i && i < r.to);
        form_features(&cells.cells, &chain, run, i, &mut |f| emit(i, f));
    }
}
