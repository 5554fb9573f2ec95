//! The trained tagger: which cells belong to a name, and of which of the four coarse types.

pub mod cells;
pub mod features;
pub mod gazetteer;
mod memo;
pub mod path;
pub mod spans;
pub mod votes;

use crate::model::KeyedTable;
use crate::text::Text;
use cells::{Cell, Cells, shape};
use features::{Facts, Run, Sink, Slot, find_runs, form_features, link};
use gazetteer::{Gazetteer, class, mark_phrases};
use memo::{Memo, Row};
use path::{LABELS, Step, best_path};
use spans::{Found, names};
use std::sync::LazyLock;
use votes::Votes;

/// The embedded lists and weights.
#[derive(Debug)]
pub struct Tagger {
    /// Lists of names and word clusters.
    pub gazetteer: Gazetteer,
    /// Weights, trained by `trainer entities train`; `None` only if the file is broken, which a test would tell.
    pub model: Option<KeyedTable<LABELS>>,
}

/// The one that ships.
pub static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger {
    gazetteer: Gazetteer::embedded(),
    model: KeyedTable::open(include_bytes!("model.bin")),
});

/// What a thread keeps between articles: room, and sums by word.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The article's cells.
    pub cells: Cells,
    /// What was found.
    pub found: Vec<Found>,
    memo: Memo,
    /// Scores of all cells; those around chains stay 0.
    scores: Vec<Row>,
    runs: Vec<Run>,
    run_scores: Vec<Row>,
    steps: Vec<Step>,
    path: Vec<u8>,
}

/// A score that no vote outweighs.
const NO_NAME: i16 = -4096;

/// Adds word sums to the scores of a chain.
struct Adder<'a> {
    text: &'a Text,
    gazetteer: &'a Gazetteer,
    model: &'a KeyedTable<LABELS>,
    memo: &'a mut Memo,
    place: usize,
    scores: &'a mut [Row],
    run_scores: &'a mut [Row],
}

#[inline]
fn add(to: &mut Row, row: &Row) {
    for (score, weight) in to.iter_mut().zip(row) {
        *score += weight;
    }
}

impl Sink for Adder<'_> {
    fn source(&mut self, cells: &mut [Cell], cell: Option<usize>) {
        let facts = match cell {
            None => Facts::EDGE,
            Some(i) => Facts::of(
                &self.text.content,
                &self.text.tokens[cells[i].token as usize],
                &cells[i],
            ),
        };
        self.place = self.memo.place(facts, self.gazetteer, self.model);
        let word = self.memo.at(self.place);
        if let Some(i) = cell {
            cells[i].clusters = word.clusters;
            cells[i].single = word.classes & !class::PREFIX;
            cells[i].opens = word.classes & class::PREFIX != 0;
        }
    }

    fn cell(&mut self, slot: Slot, cell: usize) {
        add(
            &mut self.scores[cell],
            &self.memo.at(self.place).rows[slot as usize],
        );
    }

    fn run(&mut self, slot: Slot, run: usize) {
        add(
            &mut self.run_scores[run],
            &self.memo.at(self.place).rows[slot as usize],
        );
    }
}

/// First bytes of words, for initials.
pub fn first_letter(text: &Text) -> impl Fn(u32) -> u8 + '_ {
    |token| text.content.as_bytes()[text.tokens[token as usize].start as usize]
}

/// The key of the initials that an all-capitals word may stand for.
pub fn acronym(text: &Text, token: u32) -> Option<u32> {
    let letters = text.tokens[token as usize]
        .stem(&text.content)
        .of(&text.content);
    (letters.len() > 1 && letters.len() < 9).then(|| votes::initials(letters.as_bytes()))
}

impl Tagger {
    /// Finds the names in the article whose cells were read: the model looks twice, the second time knowing what it made of
    /// each word elsewhere in the article.
    pub fn find(&self, text: &Text, scratch: &mut Scratch) {
        scratch.found.clear();
        let Some(model) = &self.model else {
            return;
        };
        self.score(text, model, scratch);
        let Scratch {
            cells,
            found,
            scores,
            steps,
            path,
            ..
        } = scratch;
        decode(cells, scores, steps, path, found);
        let votes = Votes::count(cells, found, first_letter(text));
        for chain in &cells.chains {
            for i in chain.cells() {
                let letters = || acronym(text, cells.cells[i].token);
                let score = &mut scores[i];
                votes.features(cells, i, letters, &mut |f| model.add(f, score));
            }
        }
        found.clear();
        decode(cells, scores, steps, path, found);
    }

    fn score(&self, text: &Text, model: &KeyedTable<LABELS>, scratch: &mut Scratch) {
        let Scratch {
            cells,
            memo,
            scores,
            runs,
            run_scores,
            ..
        } = scratch;
        scores.clear();
        scores.resize(cells.cells.len(), [0; LABELS]);
        for chain in &cells.chains {
            // "The", "He": a common word alone at a sentence's start needs no weighing.
            let first = &cells.cells[chain.from as usize];
            if chain.to - chain.from == 1 && first.initial && first.shape == shape::CAPITAL {
                let token = &text.tokens[first.token as usize];
                let place = memo.place(
                    Facts::of(&text.content, token, first),
                    &self.gazetteer,
                    model,
                );
                if memo.at(place).classes & class::COMMON != 0 {
                    scores[chain.from as usize] = [NO_NAME; LABELS];
                    continue;
                }
            }
            find_runs(&cells.cells, chain, runs);
            run_scores.clear();
            run_scores.resize(runs.len(), [0; LABELS]);
            let mut adder = Adder {
                text,
                gazetteer: &self.gazetteer,
                model,
                memo,
                place: 0,
                scores,
                run_scores,
            };
            link(&mut cells.cells, chain, runs, &mut adder);
            for (run, row) in runs.iter().zip(&*run_scores) {
                for score in &mut scores[run.from..run.to] {
                    add(score, row);
                }
            }
            mark_phrases(&mut cells.cells, chain, &self.gazetteer);
            let mut runs = runs.iter().peekable();
            for i in chain.cells() {
                while runs.next_if(|run| run.to <= i).is_some() {}
                let run = runs.peek().copied().filter(|run| run.from <= i);
                let score = &mut scores[i];
                form_features(&cells.cells, chain, run, i, &mut |f| model.add(f, score));
            }
        }
    }
}

/// The best paths through all chains, given the scores of all cells.
pub fn decode(
    cells: &Cells,
    scores: &[Row],
    steps: &mut Vec<Step>,
    path: &mut Vec<u8>,
    found: &mut Vec<Found>,
) {
    for chain in &cells.chains {
        path.clear();
        best_path(&scores[chain.cells()], steps, path);
        names(chain.from, path, found);
    }
}
