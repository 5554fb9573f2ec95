//! The trained tagger: which cells belong to a name, and of which of the four coarse types.

pub mod cells;
pub mod features;
pub mod gazetteer;
pub mod path;
pub mod spans;
pub mod votes;

use crate::model::KeyedTable;
use crate::text::Text;
use cells::Cells;
use gazetteer::Gazetteer;
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
    /// The names in an article's cells, in order: the model looks twice, the second time knowing what it made of each word
    /// elsewhere in the article.
    pub fn find(&self, text: &Text, cells: &Cells) -> Vec<Found> {
        let mut found = Vec::new();
        let Some(model) = &self.model else {
            return found;
        };
        let mut scores: Vec<[i16; LABELS]> = Vec::new();
        for &chain in &cells.chains {
            let from = scores.len();
            scores.resize(from + (chain.1 - chain.0) as usize, [0; LABELS]);
            features::chain_features(text, cells, chain, |i, feature| {
                model.add(feature, &mut scores[from + i]);
            });
        }
        let (mut steps, mut path): (Vec<Step>, Vec<u8>) = (Vec::new(), Vec::new());
        decode(cells, &scores, &mut steps, &mut path, &mut found);
        let votes = Votes::count(cells, &found, first_letter(text));
        let mut at = 0;
        for &(from, to, _) in &cells.chains {
            for i in from..to {
                let score = &mut scores[at];
                at += 1;
                let letters = || acronym(text, cells.cells[i as usize].token);
                votes.features(cells, i as usize, letters, &mut |f| model.add(f, score));
            }
        }
        found.clear();
        decode(cells, &scores, &mut steps, &mut path, &mut found);
        found
    }
}

/// The best paths through all chains.
pub fn decode(
    cells: &Cells,
    scores: &[[i16; LABELS]],
    steps: &mut Vec<Step>,
    path: &mut Vec<u8>,
    found: &mut Vec<Found>,
) {
    let mut at = 0;
    for &(from, to, _) in &cells.chains {
        let length = (to - from) as usize;
        path.clear();
        best_path(&scores[at..at + length], steps, path);
        names(from, path, found);
        at += length;
    }
}
