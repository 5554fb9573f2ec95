//! The sequence model: a linear-chain conditional random field (Lafferty et al. 2001). A unit's score for each state is the
//! sum of its features' weights; the best legal order of states over the whole page is found by Viterbi's algorithm.

use super::decide::Rules;
use super::features::{ROWS, Sink};
use super::states::{LEGAL, State};
use crate::model::Trees;

/// States.
pub const S: usize = State::COUNT;
/// Kinds of page, each of which has steps of its own.
pub const KINDS: usize = 3;
/// Weights are whole numbers of this part of one.
pub const UNIT: f32 = 1.0 / 256.0;

/// Where each block of weights begins in the flat array: first a row of a weight for each state for every feature.
pub mod at {
    use super::{KINDS, ROWS, S};
    /// Weights of every unit.
    pub const BIAS: usize = ROWS * S;
    /// From state to state, by kind of page.
    pub const STEP: usize = BIAS + S;
    /// First state, by kind of page.
    pub const FIRST: usize = STEP + KINDS * S * S;
    /// Last state, by kind of page.
    pub const LAST: usize = FIRST + KINDS * S;
    /// All.
    pub const END: usize = LAST + KINDS * S;
}

/// A score for each state.
pub type Scores = [f32; S];

/// The weights as they are used, and the strengths of the rules.
#[derive(Clone, Debug)]
pub struct Model {
    /// A row of weights for every feature, then one for every unit.
    rows: Vec<[i16; S]>,
    chains: [Chain; KINDS],
    /// See [`Rules`].
    pub rules: Rules,
    /// See [`super::standfirst`].
    pub standfirst: Trees,
}

/// The scores of going from one state to the next, of beginning and of ending with each; what is not legal is out of the
/// question.
#[derive(Clone, Copy, Debug)]
struct Chain {
    steps: [Scores; S],
    first: Scores,
    last: Scores,
}

/// Adds up rows. Sums stay far below what 16 bits hold, and wrapping ones are right whatever the order.
pub struct Sum<'m> {
    rows: &'m [[i16; S]],
    sum: [i16; S],
}

impl Sink for Sum<'_> {
    #[inline(always)]
    fn add(&mut self, row: u16) {
        if let Some(row) = self.rows.get(usize::from(row)) {
            for (sum, weight) in self.sum.iter_mut().zip(row) {
                *sum = sum.wrapping_add(*weight);
            }
        }
    }
}

impl Sum<'_> {
    /// The sum so far, to go on from.
    pub fn fork(&self) -> Self {
        Self { ..*self }
    }

    /// The sum as scores.
    pub fn scores(&self) -> Scores {
        self.sum.map(|x| f32::from(x) * UNIT)
    }
}

impl Model {
    /// A model of these levels, in the order of [`at`]; `None` if they are too few.
    pub fn new(levels: &[i16], rules: Rules) -> Option<Self> {
        if levels.len() != at::END {
            return None;
        }
        let row = |from: usize| -> [i16; S] { std::array::from_fn(|s| levels[from + s]) };
        let scores = |from: usize| row(from).map(|x| f32::from(x) * UNIT);
        let only = |legal: bool, x: f32| if legal { x } else { f32::NEG_INFINITY };
        let chains = std::array::from_fn(|kind| {
            let steps = std::array::from_fn(|a| {
                let row = scores(at::STEP + (kind * S + a) * S);
                std::array::from_fn(|b| only(LEGAL[a][b], row[b]))
            });
            let (first, last) = (scores(at::FIRST + kind * S), scores(at::LAST + kind * S));
            Chain {
                steps,
                first: State::ALL.map(|s| only(s.begins(), first[s as usize])),
                last: State::ALL.map(|s| only(s.ends(), last[s as usize])),
            }
        });
        Some(Self {
            rows: (0..=ROWS).map(|i| row(i * S)).collect(),
            chains,
            rules,
            standfirst: Trees::default(),
        })
    }

    /// A sum of no rows but that of every unit.
    pub fn sum(&self) -> Sum<'_> {
        Sum {
            rows: &self.rows,
            sum: self.rows[ROWS],
        }
    }

    /// The best legal order of states for these scores on this kind of page.
    pub fn best(&self, scores: &[Scores], kind: usize) -> Vec<State> {
        let Some(head) = scores.first() else {
            return Vec::new();
        };
        let Chain { steps, first, last } = &self.chains[kind];
        let mut best: Scores = std::array::from_fn(|s| first[s] + head[s]);
        let mut back = vec![[0u8; S]; scores.len()];
        for (scores, back) in scores.iter().zip(&mut back).skip(1) {
            let (mut next, mut from) = ([f32::NEG_INFINITY; S], [0f32; S]);
            for (a, row) in steps.iter().enumerate() {
                // Without branches: eight states at once.
                for s in 0..S {
                    let score = best[a] + row[s];
                    let better = score > next[s];
                    next[s] = if better { score } else { next[s] };
                    from[s] = if better { a as f32 } else { from[s] };
                }
            }
            *back = from.map(|a| a as u8);
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

impl Model {
    /// For each line of a page's part that begins with the headline, the score of the best order through each state; and
    /// that of the best order without a standfirst.
    pub fn through(&self, scores: &[Scores], kind: usize) -> (Vec<Scores>, f32) {
        let steps = &self.chains[kind].steps;
        let mut head = [f32::NEG_INFINITY; S];
        head[State::Headline as usize] = 0.0;
        let (mut through, mut plain) = (vec![head; scores.len()], head);
        for i in 1..scores.len() {
            through[i] = forward(steps, &through[i - 1], &scores[i]);
            plain = forward(steps, &plain, &scores[i]);
            plain[State::Standfirst as usize] = f32::NEG_INFINITY;
        }
        let mut ahead: Scores = [0.0; S];
        for i in (1..scores.len()).rev() {
            let next: Scores = std::array::from_fn(|s| ahead[s] + scores[i][s]);
            through[i] = std::array::from_fn(|s| through[i][s] + ahead[s]);
            ahead = steps.map(|row| most(std::array::from_fn(|s| row[s] + next[s])));
        }
        (through, most(plain))
    }
}

/// One line further: the best scores of reaching each state.
fn forward(steps: &[Scores; S], from: &Scores, scores: &Scores) -> Scores {
    let mut next = [f32::NEG_INFINITY; S];
    for (row, from) in steps.iter().zip(from) {
        for (next, step) in next.iter_mut().zip(row) {
            let score = from + step;
            *next = if score > *next { score } else { *next };
        }
    }
    std::array::from_fn(|s| next[s] + scores[s])
}

/// The largest; halves are compared lane by lane.
fn most(scores: Scores) -> f32 {
    let larger = |a: f32, b: f32| if a > b { a } else { b };
    let four: [f32; S / 2] = std::array::from_fn(|s| larger(scores[s], scores[s + S / 2]));
    four.into_iter().fold(f32::NEG_INFINITY, larger)
}

#[cfg(test)]
mod tests {
    use super::super::decide::RULES;
    use super::*;

    #[test]
    fn the_best_order_is_legal() {
        let model = Model::new(&[0; at::END], RULES).expect("all levels");
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
            model.best(&scores, 0),
            [State::Headline, State::Body, State::Island, State::Body]
        );
        assert!(model.best(&[], 0).is_empty());
    }

    #[test]
    fn scores_are_sums_of_rows() {
        let mut levels = [0; at::END];
        (levels[S], levels[2 * S], levels[at::BIAS]) = (512, -256, 256);
        let model = Model::new(&levels, RULES).expect("all levels");
        let mut sum = model.sum();
        [1, 2].into_iter().for_each(|row| sum.add(row));
        assert_eq!((sum.scores()[0], sum.fork().scores()[1]), (2.0, 0.0));
    }
}
