//! The trained tagger: which cells belong to a name, and of which of the four coarse types.

pub mod cell;
pub mod cells;
pub mod family_first;
pub mod features;
pub mod gazetteer;
mod memo;
pub mod path;
pub mod spans;
#[cfg(feature = "train")]
pub mod training;
pub mod votes;
mod word_index;

use crate::model::Records;
use crate::text::Text;
use cells::{Cells, Chain};
use features::{CELL_SLOTS, Run, ending, form, phrase_features, run_features};
use gazetteer::{Gazetteer, class, mark_phrases};
use memo::{Forms, Memo, Row, add_words};
use path::{LABELS, Step, best_path, only};
use spans::Found;
use std::sync::LazyLock;
use votes::Votes;

/// The embedded lists and weights.
#[derive(Debug)]
pub struct Tagger {
    /// Lists of names and word clusters.
    pub gazetteer: Gazetteer,
    /// Weights, trained by `trainer entities train`; `None` only if the file is broken, which a test would tell.
    pub model: Option<Records<LABELS>>,
}

/// The one that ships.
pub static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger {
    gazetteer: Gazetteer::embedded(),
    model: Records::open(include_bytes!("model.bin")),
});

/// What a thread keeps between articles: room, and sums by word.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The article's cells.
    pub cells: Cells,
    /// What the first look found; room for others afterwards.
    pub first: Vec<Found>,
    /// What was found.
    pub found: Vec<Found>,
    memo: Memo,
    forms: Forms,
    votes: Votes,
    /// Scores of all cells; those around chains stay 0.
    scores: Vec<Row>,
    /// Where the cells' words stand in the memo.
    places: Vec<u32>,
    steps: Vec<Step>,
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
        scratch.first.clear();
        scratch.found.clear();
        let Some(model) = &self.model else {
            return;
        };
        scratch.scores.clear();
        scratch
            .scores
            .resize(scratch.cells.cells.len(), [0; LABELS]);
        self.look_up(text, model, scratch);
        for chain in 0..scratch.cells.chains.len() {
            self.score(model, scratch, chain);
        }
        let Scratch {
            cells,
            first,
            found,
            votes,
            scores,
            steps,
            ..
        } = scratch;
        for chain in &cells.chains {
            decode(chain, scores, steps, first);
        }
        votes.count(cells, first, first_letter(text));
        let mut first = first.iter().copied().peekable();
        for chain in &cells.chains {
            let letters = |i: usize| acronym(text, cells.cells[i].token);
            let told = chain.cells().any(|i| votes.doubts(cells, i, letters));
            while let Some(name) = first.next_if(|name| name.to <= chain.to) {
                if !told {
                    found.push(name);
                }
            }
            if told {
                for i in chain.cells() {
                    let score = &mut scores[i];
                    votes.features(cells, i, letters, &mut |row| model.add_dense(row, score));
                }
                decode(chain, scores, steps, found);
            }
        }
    }

    /// Notes on all cells what is known of their words. In a loop of its own, so that what is not in cache is fetched together.
    fn look_up(&self, text: &Text, model: &Records<LABELS>, scratch: &mut Scratch) {
        let Scratch {
            cells,
            memo,
            forms,
            places,
            ..
        } = scratch;
        memo.begin(model);
        forms.begin(model);
        places.clear();
        places.extend(cells.cells.iter_mut().map(|cell| {
            let token = &text.tokens[cell.token as usize];
            let tail = || ending(&text.content, token);
            let place = memo.place((cell.hash, cell.shape), tail, &self.gazetteer, model);
            let word = memo.at(place);
            cell.known = word.known();
            cell.of_256 = word.of_256;
            cell.single = word.classes & !class::PREFIX;
            cell.opens = word.classes & class::PREFIX != 0;
            place
        }));
    }

    /// The scores of a chain's cells, but for votes.
    fn score(&self, model: &Records<LABELS>, scratch: &mut Scratch, chain: usize) {
        let Scratch {
            cells,
            memo,
            forms,
            scores,
            places,
            ..
        } = scratch;
        let chain = cells.chains[chain];
        mark_phrases(&mut cells.cells, &chain, &self.gazetteer);
        let window = chain.low as isize..chain.high as isize;
        let word = |cell: isize| {
            memo.at(if window.contains(&cell) {
                places[cell as usize]
            } else {
                memo::EDGE
            })
        };
        let mut at = chain.from as usize;
        while at < chain.to as usize {
            let run = Run::at(&cells.cells, at, chain.to as usize);
            let mut shared = [0; LABELS];
            if run.capital {
                run_features(&cells.cells, &run, &mut |row| {
                    model.add_dense(row, &mut shared)
                });
            }
            for (i, sum) in (run.from..run.to).zip(&mut scores[run.from..run.to]) {
                let mut score = shared;
                let rows = CELL_SLOTS.map(|(slot, distance)| word(i as isize + distance).row(slot));
                add_words(rows, &mut score);
                let seen = cells.seen(&cells.cells[i], chain.case);
                let form = forms.sum(form(&cells.cells, &chain, &run, i, seen), model);
                for (sum, weight) in score.iter_mut().zip(form) {
                    *sum += weight;
                }
                phrase_features(&cells.cells[i], &mut |row| {
                    model.add_dense(row, &mut score);
                });
                *sum = score;
            }
            at = run.to;
        }
    }
}

/// The names on the best path through a chain, given the scores of all cells.
pub fn decode(chain: &Chain, scores: &[Row], steps: &mut Vec<Step>, found: &mut Vec<Found>) {
    if let [score] = &scores[chain.cells()] {
        found.extend(only(score).map(|kind| Found {
            from: chain.from,
            to: chain.to,
            kind,
        }));
        return;
    }
    best_path(&scores[chain.cells()], chain.from, steps, found);
}
