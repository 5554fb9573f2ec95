//! The features of chains as the trainer sees them: one by one, not summed.

use super::cell::Cell;
use super::cells::Cells;
use super::features::{
    CELL_SLOTS, Facts, Run, Slot, WordSink, form, form_features, phrase_features, run_features,
    word_features,
};
use super::gazetteer::{Codes, Gazetteer, class, mark_phrases};
use crate::text::Text;

/// A feature: the number of a dense row, or a key and the slot that it counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feature {
    /// A dense row.
    Dense(u32),
    /// A row of a record.
    Key(u32, Slot),
}

/// A word's features by slot.
#[derive(Default)]
struct Listed(Vec<(Slot, Feature)>);

impl WordSink for Listed {
    fn dense(&mut self, slot: Slot, row: u32) {
        self.0.push((slot, Feature::Dense(row)));
    }
    fn key(&mut self, key: u32, slots: &'static [Slot]) {
        self.0
            .extend(slots.iter().map(|&slot| (slot, Feature::Key(key, slot))));
    }
}

/// Notes on a cell what the tables say of its word; returns what the word's features depend on.
fn look_up(text: &Text, cell: &mut Cell, gazetteer: &Gazetteer) -> (Facts, Codes) {
    let codes = gazetteer.codes(cell.hash);
    let classes = gazetteer.classes(cell.hash);
    cell.known = codes != Codes::UNKNOWN;
    cell.of_256 = codes.of_256 as u16;
    cell.single = classes & !class::PREFIX;
    cell.opens = classes & class::PREFIX != 0;
    let token = &text.tokens[cell.token as usize];
    // Endings count for unknown words only, of which a pool has few: they are learned from a third of the known ones too.
    let by_heart = cell.known && !token.start.is_multiple_of(3);
    (Facts::of(&text.content, token, cell, by_heart), codes)
}

/// Calls `emit(cell, feature)` with every feature of a chain.
pub fn chain_features(
    text: &Text,
    cells: &mut Cells,
    chain: usize,
    gazetteer: &Gazetteer,
    mut emit: impl FnMut(usize, Feature),
) {
    let chain = cells.chains[chain];
    let (low, high) = (chain.low as usize, chain.high as usize);
    let mut edge = Listed::default();
    word_features(&Facts::EDGE, Codes::UNKNOWN, 0, &mut edge);
    let words: Vec<Listed> = (low..high)
        .map(|i| {
            let cell = &mut cells.cells[i];
            let (facts, codes) = look_up(text, cell, gazetteer);
            let mut listed = Listed::default();
            word_features(&facts, codes, cell.single, &mut listed);
            listed
        })
        .collect();
    mark_phrases(&mut cells.cells, &chain, gazetteer);
    let mut fill = |slot: Slot, word: isize, cell: usize| {
        let listed = usize::try_from(word - low as isize)
            .ok()
            .and_then(|i| words.get(i));
        for &(_, feature) in listed.unwrap_or(&edge).0.iter().filter(|(s, _)| *s == slot) {
            emit(cell, feature);
        }
    };
    let mut forms = Vec::new();
    let mut at = chain.from as usize;
    while at < chain.to as usize {
        let run = Run::at(&cells.cells, at, chain.to as usize);
        for i in run.from..run.to {
            for (slot, distance) in CELL_SLOTS {
                fill(slot, i as isize + distance, i);
            }
            let mut push = |row| forms.push((i, row));
            let seen = cells.seen(&cells.cells[i], chain.case);
            form_features(form(&cells.cells, &chain, &run, i, seen), &mut push);
            phrase_features(&cells.cells[i], &mut push);
            if run.capital {
                run_features(&cells.cells, &run, &mut push);
            }
        }
        at = run.to;
    }
    for (i, row) in forms {
        emit(i, Feature::Dense(row));
    }
}
