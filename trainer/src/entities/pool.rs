//! The pool as chains of feature ids, with the votes of first models that were not trained on the document.

use super::SCALE;
use super::crf::{self, Chain, Options};
use super::gold::{self, Document};
use analyze::extract::entities::tagger::gazetteer::Gazetteer;
use analyze::extract::entities::tagger::path::LABELS;
use analyze::extract::entities::tagger::training::{Feature, chain_features};
use analyze::extract::entities::tagger::votes::Votes;
use analyze::extract::entities::tagger::{acronym, decode, first_letter};
use rustc_hash::FxHashMap;

/// All chains of the training documents.
pub struct Pool {
    pub chains: Vec<Chain>,
    /// First chain of each document, and the end of the last.
    starts: Vec<usize>,
    /// Feature to row.
    pub ids: FxHashMap<Feature, u32>,
}

impl Pool {
    /// Features seen less than `cutoff` times are left out.
    pub fn read(documents: &[Document], gazetteer: &Gazetteer, cutoff: u32) -> Self {
        let mut counts = Counts::default();
        let mut listed: Vec<Vec<Vec<Feature>>> = Vec::new();
        let (mut chains, mut starts): (Vec<Chain>, Vec<usize>) = (Vec::new(), vec![0]);
        for doc in documents {
            let mut read = gold::read_cells(doc, gazetteer);
            let allowed = doc.allowed(&read.text, &read.cells);
            for c in 0..read.cells.chains.len() {
                let within = read.cells.chains[c].cells();
                let mut features = vec![Vec::new(); within.len()];
                chain_features(&read.text, &mut read.cells, c, gazetteer, |i, f| {
                    features[i - within.start].push(f)
                });
                count(&features, &mut counts);
                chains.push(Chain {
                    features: Vec::new(),
                    votes: vec![Vec::new(); features.len()],
                    allowed: allowed[within].to_vec(),
                    weight: doc.weight(),
                });
                listed.push(features);
            }
            starts.push(chains.len());
        }
        let mut pool = Self {
            chains: Vec::new(),
            starts,
            ids: FxHashMap::default(),
        };
        for (chain, features) in chains.iter_mut().zip(listed) {
            chain.features = pool.number(features, &counts, cutoff);
        }
        pool.chains = chains;
        pool
    }

    /// The numbers of a chain's features, for those that are not rare.
    fn number(
        &mut self,
        features: Vec<Vec<Feature>>,
        counts: &Counts,
        cutoff: u32,
    ) -> Vec<Vec<u32>> {
        let of_cell = |features: Vec<Feature>| {
            let frequent = features.into_iter().filter(|f| counts[f] >= cutoff);
            frequent
                .map(|f| {
                    let next = self.ids.len() as u32;
                    *self.ids.entry(f).or_insert(next)
                })
                .collect()
        };
        features.into_iter().map(of_cell).collect()
    }

    /// Gives every chain the votes of a model that was trained on the other folds.
    pub fn vote(
        &mut self,
        documents: &[Document],
        gazetteer: &Gazetteer,
        folds: usize,
        options: &Options,
        cutoff: u32,
    ) {
        // A document and its recased copy share a fold.
        let fold_of: Vec<usize> = documents
            .iter()
            .map(|d| gold::id_hash(&d.id) % folds.max(1))
            .collect();
        let mut raw: Vec<(usize, Vec<Vec<Feature>>)> = Vec::new();
        for fold in 0..folds {
            let chains: Vec<&Chain> = (0..documents.len())
                .filter(|&d| fold_of[d] != fold)
                .flat_map(|d| &self.chains[self.starts[d]..self.starts[d + 1]])
                .collect();
            let first = Options {
                epochs: options.epochs.min(4),
                ..*options
            };
            let model = crf::train(&chains, self.ids.len(), &first);
            for d in (0..documents.len()).filter(|&d| fold_of[d] == fold) {
                let read = gold::read_cells(&documents[d], gazetteer);
                let mut scores = vec![[0; LABELS]; read.cells.cells.len()];
                let own = &self.chains[self.starts[d]..self.starts[d + 1]];
                for (chain, at) in own.iter().zip(&read.cells.chains) {
                    for (i, features) in at.cells().zip(&chain.features) {
                        scores[i] = quantise(crf::score(&model.rows, features));
                    }
                }
                for (c, features) in votes(&read, &scores).into_iter().enumerate() {
                    raw.push((self.starts[d] + c, features));
                }
            }
        }
        raw.sort_by_key(|(c, _)| *c);
        let mut counts = Counts::default();
        for (_, features) in &raw {
            count(features, &mut counts);
        }
        for (c, features) in raw {
            self.chains[c].votes = self.number(features, &counts, cutoff);
        }
    }
}

type Counts = FxHashMap<Feature, u32>;

fn count(features: &[Vec<Feature>], counts: &mut Counts) {
    for f in features.iter().flatten() {
        *counts.entry(*f).or_default() += 1;
    }
}

/// The vote features of each cell of each chain, given the first scores of all cells.
fn votes(read: &gold::Read, scores: &[[i16; LABELS]]) -> Vec<Vec<Vec<Feature>>> {
    let mut found = Vec::new();
    let mut steps = Vec::new();
    for chain in &read.cells.chains {
        decode(chain, scores, &mut steps, &mut found);
    }
    let mut votes = Votes::default();
    votes.count(&read.cells, &found, first_letter(&read.text));
    let of_cell = |i: usize| {
        let mut out = Vec::new();
        let letters = |i: usize| acronym(&read.text, read.cells.cells[i].token);
        votes.features(&read.cells, i, letters, &mut |row| {
            out.push(Feature::Dense(row))
        });
        out
    };
    let of_chain = |chain: &analyze::extract::entities::tagger::cells::Chain| {
        chain.cells().map(of_cell).collect()
    };
    read.cells.chains.iter().map(of_chain).collect()
}

fn quantise(scores: [f32; LABELS]) -> [i16; LABELS] {
    scores.map(|x| (x * SCALE) as i16)
}
