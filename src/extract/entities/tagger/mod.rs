//! The trained tagger: which cells belong to a name, and of which of the four coarse types.

pub mod cells;
pub mod features;
pub mod gazetteer;
mod memo;
pub mod path;
pub mod spans;
#[cfg(feature = "train")]
pub mod training;
pub mod votes;

use crate::model::Records;
use crate::text::Text;
use cells::{Cells, Chain};
use features::{CELL_SLOTS, Facts, Run, form_features, run_features};
use gazetteer::{Gazetteer, class, mark_phrases};
use memo::{Memo, Row};
use path::{LABELS, Step, best_path, only};
use spans::{Found, names};
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
    /// What the first look found.
    first: Vec<Found>,
    /// What was found.
    pub found: Vec<Found>,
    memo: Memo,
    votes: Votes,
    /// Scores of all cells; those around chains stay 0.
    scores: Vec<Row>,
    /// Where the words of a window stand in the memo, with an edge on either side.
    places: Vec<u32>,
    steps: Vec<Step>,
    path: Vec<u8>,
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
        for chain in 0..scratch.cells.chains.len() {
            self.score(text, model, scratch, chain);
        }
        let Scratch {
            cells,
            first,
            found,
            votes,
            scores,
            steps,
            path,
            ..
        } = scratch;
        for chain in &cells.chains {
            decode(chain, scores, steps, path, first);
        }
        votes.count(cells, first, first_letter(text));
        let mut first = first.iter().copied().peekable();
        for chain in &cells.chains {
            let mut told = false;
            for i in chain.cells() {
                let letters = || acronym(text, cells.cells[i].token);
                let score = &mut scores[i];
                votes.features(cells, i, letters, &mut |row| {
                    model.add_dense(row, score);
                    told = true;
                });
            }
            while let Some(name) = first.next_if(|name| name.to <= chain.to) {
                if !told {
                    found.push(name);
                }
            }
            if told {
                decode(chain, scores, steps, path, found);
            }
        }
    }

    /// The scores of a chain's cells, but for votes.
    fn score(&self, text: &Text, model: &Records<LABELS>, scratch: &mut Scratch, chain: usize) {
        let Scratch {
            cells,
            memo,
            scores,
            places,
            ..
        } = scratch;
        let (chain, cells) = (&cells.chains[chain], &mut cells.cells);
        memo.begin(&self.gazetteer, model);
        let low = chain.low as usize;
        places.clear();
        places.push(memo::EDGE);
        for cell in &mut cells[low..chain.high as usize] {
            let token = &text.tokens[cell.token as usize];
            let facts = Facts::of(&text.content, token, cell);
            let place = memo.place(facts, &self.gazetteer, model);
            let word = memo.at(place);
            cell.known = word.known;
            cell.of_64 = word.of_64;
            cell.of_256 = word.of_256;
            cell.single = word.classes & !class::PREFIX;
            cell.opens = word.classes & class::PREFIX != 0;
            places.push(place);
        }
        places.push(memo::EDGE);
        mark_phrases(cells, chain, &self.gazetteer);
        // The row of the word at a cell of the window or one beside it.
        let word = |cell: isize| memo.at(places[(cell + 1 - low as isize) as usize]);
        let mut at = chain.from as usize;
        while at < chain.to as usize {
            let run = Run::at(cells, at, chain.to as usize);
            let mut shared = [0; LABELS];
            if run.capital {
                for (slot, cell) in run.slots() {
                    word(cell).add(slot, &mut shared);
                }
                run_features(cells, &run, &mut |row| model.add_dense(row, &mut shared));
            }
            for (i, sum) in (run.from..run.to).zip(&mut scores[run.from..run.to]) {
                let mut score = shared;
                for (slot, distance) in CELL_SLOTS {
                    word(i as isize + distance).add(slot, &mut score);
                }
                form_features(cells, chain, &run, i, &mut |row| {
                    model.add_dense(row, &mut score);
                });
                *sum = score;
            }
            at = run.to;
        }
    }
}

/// The names on the best path through a chain, given the scores of all cells.
pub fn decode(
    chain: &Chain,
    scores: &[Row],
    steps: &mut Vec<Step>,
    path: &mut Vec<u8>,
    found: &mut Vec<Found>,
) {
    if let [score] = &scores[chain.cells()] {
        found.extend(only(score).map(|kind| Found {
            from: chain.from,
            to: chain.to,
            kind,
        }));
        return;
    }
    path.clear();
    best_path(&scores[chain.cells()], steps, path);
    names(chain.from, path, found);
}
