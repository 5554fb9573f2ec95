//! The sequence model: a small network gives every unit a score for each state from its own features and its
//! neighbourhood, and the best legal order of states is found over the whole page (Viterbi; trained as a conditional
//! random field, Lafferty et al. 2001).
//!
//! For a unit with rows F: h = relu(b1 + Σ W1[F]); c = [h, h before, h behind, decaying mean of all h before, of all
//! behind]; g = relu(b2 + W2 c); scores = b3 + W3 g + Σ Wd[F].

use super::features::ROWS;
use super::states::{LEGAL, State};

/// Width of the first layer.
pub const H: usize = 16;
/// Width of the second.
pub const G: usize = 16;
/// States.
pub const S: usize = State::COUNT;
/// Weights in a row: the first layer's and the direct ones.
pub const ROW: usize = H + S;
/// Parts of the context.
pub const PARTS: usize = 5;
/// How much of the decaying mean stays from unit to unit.
pub const DECAY: f32 = 0.8;

/// Where each block of weights begins in the flat array.
pub mod at {
    use super::{G, H, PARTS, ROW, ROWS, S};
    /// First-layer bias.
    pub const B1: usize = ROWS * ROW;
    /// Second layer, by input.
    pub const W2: usize = B1 + H;
    /// Second-layer bias.
    pub const B2: usize = W2 + PARTS * H * G;
    /// Third layer, by input.
    pub const W3: usize = B2 + G;
    /// Third-layer bias.
    pub const B3: usize = W3 + G * S;
    /// From state to state.
    pub const STEP: usize = B3 + S;
    /// First state.
    pub const FIRST: usize = STEP + S * S;
    /// Last state.
    pub const LAST: usize = FIRST + S;
    /// All.
    pub const END: usize = LAST + S;
}

/// The weights, flat.
#[derive(Clone, Debug)]
pub struct Net {
    /// Blocks as in [`at`]; rows of [`ROW`] first.
    pub weights: Vec<f32>,
}

/// Networks fitted from different seeds, whose scores are averaged: they err apart.
#[derive(Clone, Debug)]
pub struct Model {
    /// The networks; never none.
    pub nets: Vec<Net>,
    /// The mean of their weights; only its steps and edges mean anything.
    mean: Net,
    /// What calling a line within or behind an article furniture costs, by how clean the page looks.
    pub caution: [f32; 2],
}

impl Model {
    /// A model of these networks; `None` for none.
    pub fn new(nets: Vec<Net>, caution: [f32; 2]) -> Option<Self> {
        let mut mean = nets.first()?.clone();
        let share = 1.0 / nets.len() as f32;
        for i in at::STEP..at::END {
            mean.weights[i] = nets.iter().map(|net| net.weights[i]).sum::<f32>() * share;
        }
        Some(Self {
            nets,
            mean,
            caution,
        })
    }

    /// The mean scores of all units.
    pub fn scores(&self, rows: &[u16], ends: &[u32]) -> Vec<[f32; S]> {
        if let [net] = self.nets.as_slice() {
            return net.layers(rows, ends).scores;
        }
        let share = 1.0 / self.nets.len() as f32;
        let mut scores = vec![[0.0; S]; ends.len()];
        for net in &self.nets {
            for (to, row) in scores.iter_mut().zip(&net.layers(rows, ends).scores) {
                add_scaled(to, row, share);
            }
        }
        scores
    }

    /// The best legal order of states for these scores.
    pub fn best(&self, scores: &[[f32; S]]) -> Vec<State> {
        self.mean.best(scores)
    }
}

/// What the layers give for one page.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// First layer.
    pub h: Vec<[f32; H]>,
    /// Decaying means before and behind.
    pub left: Vec<[f32; H]>,
    /// The same behind.
    pub right: Vec<[f32; H]>,
    /// Second layer.
    pub g: Vec<[f32; G]>,
    /// Scores by state.
    pub scores: Vec<[f32; S]>,
}

impl Net {
    fn block<const N: usize>(&self, from: usize) -> &[f32; N] {
        self.weights[from..]
            .first_chunk()
            .expect("the weights are as long as the layout says")
    }

    /// Runs the layers; `rows` holds the rows of unit i at `ends[i - 1]..ends[i]`.
    pub fn layers(&self, rows: &[u16], ends: &[u32]) -> Layers {
        let n = ends.len();
        let mut layers = Layers {
            h: vec![*self.block::<H>(at::B1); n],
            left: vec![[0.0; H]; n],
            right: vec![[0.0; H]; n],
            g: vec![*self.block::<G>(at::B2); n],
            scores: vec![*self.block::<S>(at::B3); n],
        };
        let mut from = 0;
        for (i, &end) in ends.iter().enumerate() {
            // One array for both parts of the rows: added eight or four weights at a time.
            let mut sum = [0f32; ROW];
            for &row in rows.get(from..end as usize).unwrap_or_default() {
                let row = self.block::<ROW>(usize::from(row) * ROW);
                for (sum, weight) in sum.iter_mut().zip(row) {
                    *sum += weight;
                }
            }
            for (h, sum) in layers.h[i].iter_mut().zip(&sum[..H]) {
                *h = (*h + sum).max(0.0);
            }
            for (score, sum) in layers.scores[i].iter_mut().zip(&sum[H..]) {
                *score += sum;
            }
            from = end as usize;
        }
        for i in 1..n {
            layers.left[i] = decayed(&layers.left[i - 1], &layers.h[i - 1]);
        }
        for i in (1..n).rev() {
            layers.right[i - 1] = decayed(&layers.right[i], &layers.h[i]);
        }
        for i in 0..n {
            let none = [0.0; H];
            let before = if i > 0 { &layers.h[i - 1] } else { &none };
            let behind = layers.h.get(i + 1).unwrap_or(&none);
            let mut g = layers.g[i];
            for (part, input) in [
                &layers.h[i],
                before,
                behind,
                &layers.left[i],
                &layers.right[i],
            ]
            .into_iter()
            .enumerate()
            {
                for (j, &x) in input.iter().enumerate() {
                    if x != 0.0 {
                        add_scaled(&mut g, self.block::<G>(at::W2 + (part * H + j) * G), x);
                    }
                }
            }
            g.iter_mut().for_each(|x| *x = x.max(0.0));
            layers.g[i] = g;
            for (j, &x) in g.iter().enumerate() {
                if x != 0.0 {
                    add_scaled(&mut layers.scores[i], self.block::<S>(at::W3 + j * S), x);
                }
            }
        }
        layers
    }

    /// The score of going from one state to the next; illegal steps are out of the question.
    pub fn steps(&self) -> [[f32; S]; S] {
        let mut steps = [[f32::NEG_INFINITY; S]; S];
        for (a, row) in steps.iter_mut().enumerate() {
            for (b, step) in row.iter_mut().enumerate() {
                if LEGAL[a][b] {
                    *step = self.weights[at::STEP + a * S + b];
                }
            }
        }
        steps
    }

    /// The scores of beginning and of ending with each state.
    pub fn edges(&self) -> ([f32; S], [f32; S]) {
        let (mut first, mut last) = (*self.block::<S>(at::FIRST), *self.block::<S>(at::LAST));
        for state in State::ALL {
            if !state.begins() {
                first[state as usize] = f32::NEG_INFINITY;
            }
            if !state.ends() {
                last[state as usize] = f32::NEG_INFINITY;
            }
        }
        (first, last)
    }

    /// The best legal order of states for these scores.
    pub fn best(&self, scores: &[[f32; S]]) -> Vec<State> {
        let Some(head) = scores.first() else {
            return Vec::new();
        };
        let (steps, (first, last)) = (self.steps(), self.edges());
        let mut best: [f32; S] = std::array::from_fn(|s| first[s] + head[s]);
        let mut back = vec![[0u8; S]; scores.len()];
        for (scores, back) in scores.iter().zip(&mut back).skip(1) {
            let mut next = [f32::NEG_INFINITY; S];
            for (a, row) in steps.iter().enumerate() {
                for s in 0..S {
                    let score = best[a] + row[s];
                    if score > next[s] {
                        next[s] = score;
                        back[s] = a as u8;
                    }
                }
            }
            best = std::array::from_fn(|s| next[s] + scores[s]);
        }
        let mut state = 0;
        for s in 1..S {
            if best[s] + last[s] > best[state] + last[state] {
                state = s;
            }
        }
        let mut states = vec![State::Body; scores.len()];
        for (slot, back) in states.iter_mut().zip(&back).rev() {
            *slot = State::ALL[state];
            state = usize::from(back[state]);
        }
        states
    }
}

fn add_scaled<const N: usize>(to: &mut [f32; N], row: &[f32; N], by: f32) {
    for (to, row) in to.iter_mut().zip(row) {
        *to += row * by;
    }
}

fn decayed(mean: &[f32; H], last: &[f32; H]) -> [f32; H] {
    std::array::from_fn(|j| mean[j] * DECAY + last[j] * (1.0 - DECAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_order_is_legal() {
        let net = Net {
            weights: vec![0.0; at::END],
        };
        let mut scores = vec![[0.0; S]; 4];
        // By itself the third unit would be a second headline.
        for (i, state) in [State::Headline, State::Body, State::Headline, State::Body]
            .into_iter()
            .enumerate()
        {
            scores[i][state as usize] = 5.0;
        }
        scores[2][State::Island as usize] = 1.0;
        assert_eq!(
            net.best(&scores),
            [State::Headline, State::Body, State::Island, State::Body]
        );
        assert!(net.best(&[]).is_empty());
    }

    #[test]
    fn layers_of_a_page_of_two() {
        let mut net = Net {
            weights: vec![0.0; at::END],
        };
        net.weights[ROW] = 2.0; // row 1, h[0]
        net.weights[at::W2 + H * G] = 1.0; // h before, input 0, g[0]
        net.weights[at::W3] = 3.0; // g[0] to state 0
        let layers = net.layers(&[1], &[1, 1]);
        assert_eq!(
            (layers.h[0][0], layers.g[1][0], layers.scores[1][0]),
            (2.0, 2.0, 6.0)
        );
    }
}
