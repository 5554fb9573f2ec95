//! The trained tagger: which cells belong to a name, and of which of the four coarse types.

pub mod cells;
pub mod features;
pub mod gazetteer;
pub mod path;
pub mod spans;

use crate::model::KeyedTable;
use crate::text::Text;
use cells::Cells;
use gazetteer::Gazetteer;
use path::{LABELS, Step, best_path};
use spans::{Found, names};
use std::sync::LazyLock;

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

impl Tagger {
    /// The names in an article's cells, in order.
    pub fn find(&self, text: &Text, cells: &Cells) -> Vec<Found> {
        let mut found = Vec::new();
        let Some(model) = &self.model else {
            return found;
        };
        let mut scores: Vec<[i16; LABELS]> = Vec::new();
        let (mut steps, mut path): (Vec<Step>, Vec<u8>) = (Vec::new(), Vec::new());
        for &chain in &cells.chains {
            scores.clear();
            scores.resize((chain.1 - chain.0) as usize, [0; LABELS]);
            features::chain_features(text, cells, chain, |i, feature| {
                model.add(feature, &mut scores[i]);
            });
            path.clear();
            best_path(&scores, &mut steps, &mut path);
            names(chain.0, &path, &mut found);
        }
        found
    }
}
