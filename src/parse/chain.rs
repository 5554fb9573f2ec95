//! The sequence model: a linear-chain conditional random field (Lafferty et al. 2001). A unit's score for each state is the
//! sum of its features' weights; the best legal order of states over the whole page is found by Viterbi's algorithm.

use super::decide::Rules;
use super::features::ROWS;
use super::rows::Sink;
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
    rows: Box<Table>,
    choices: Box<Choices>,
    /// The row of every unit.
    bias: Row,
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

/// A row of weights.
type Row = [i16; S];

/// Places for rows: a power of two, so that no number need be checked.
const PLACES: usize = ROWS.next_power_of_two();
/// Bits that are added at once.
const GROUP: u16 = 4;

/// Every row, zeros behind the last.
type Table = [Row; PLACES];
/// For each row the sums of every choice among it and those behind it, by their bits.
type Choices = [[Row; 1 << GROUP]; PLACES];

/// The two tables of these rows.
fn tables(rows: impl Iterator<Item = Row>) -> Option<(Box<Table>, Box<Choices>)> {
    let zero = [0; S];
    let mut rows: Vec<Row> = rows.take(PLACES).collect();
    rows.resize(PLACES + usize::from(GROUP) - 1, zero);
    let choices = rows.windows(usize::from(GROUP)).map(|group| {
        let mut sums = [zero; 1 << GROUP];
        for bits in 1..sums.len() {
            let lowest = bits.trailing_zeros() as usize;
            sums[bits] = plus(sums[bits & (bits - 1)], &group[lowest]);
        }
        sums
    });
    let choices: Vec<_> = choices.collect();
    rows.truncate(PLACES);
    Some((
        rows.into_boxed_slice().try_into().ok()?,
        choices.into_boxed_slice().try_into().ok()?,
    ))
}

/// Sums stay far below what 16 bits hold, and wrapping ones are right whatever the order.
#[inline(always)]
fn plus(mut sum: Row, row: &Row) -> Row {
    for (sum, weight) in sum.iter_mut().zip(row) {
        *sum = sum.wrapping_add(*weight);
    }
    sum
}

/// Adds up rows.
pub struct Sum<'m> {
    rows: &'m Table,
    choices: &'m Choices,
    sum: Row,
}

impl Sink for Sum<'_> {
    #[inline(always)]
    fn add(&mut self, row: u16) {
        self.sum = plus(self.sum, &self.rows[usize::from(row) % PLACES]);
    }

    #[inline(always)]
    fn add_bits(&mut self, from: u16, bits: u32, count: u16) {
        for first in (0..count).step_by(usize::from(GROUP)) {
            let choices = &self.choices[usize::from(from + first) % PLACES];
            let choice = (bits >> first) as usize % choices.len();
            self.sum = plus(self.sum, &choices[choice]);
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
        let row = |from: usize| -> Row { std::array::from_fn(|s| levels[from + s]) };
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
        let (rows, choices) = tables((0..ROWS).map(|i| row(i * S)))?;
        Some(Self {
            rows,
            choices,
            bias: row(at::BIAS),
            chains,
            rules,
            standfirst: Trees::default(),
        })
    }

    /// A sum of no rows but that of every unit.
    pub fn sum(&self) -> Sum<'_> {
        Sum {
            rows: &self.rows,
            choices: &self.choices,
            sum: self.bias,
        }
    }

    /// The best legal order of states for these scores on this kind of page.
    pub fn best(&self, scores: &[Scores], kind: usize) -> Vec<State> {
        let Some(head) = scores.first() else {
            return Vec::new();
        };
        let Chain { steps, first, last } = &self.chains[kind];
        let mut best: Vec<Scores> = Vec::with_capacity(scores.len());
        let mut reached: Scores = std::array::from_fn(|s| first[s] + head[s]);
        best.push(reached);
        for scores in scores.iter().skip(1) {
            reached = forward(steps, &reached, scores);
            best.push(reached);
        }
        let mut state = highest(&std::array::from_fn(|s| reached[s] + last[s]));
        // Where the best order came from is worked out again along it alone.
        let mut states = vec![State::ALL[state]; scores.len()];
        for (slot, best) in states.iter_mut().zip(&best).rev().skip(1) {
            state = highest(&std::array::from_fn(|a| best[a] + steps[a][state]));
            *slot = State::ALL[state];
        }
        states
    }
}

/// The first state with the highest score.
fn highest(scores: &Scores) -> usize {
    (1..S).fold(0, |best, s| if scores[s] > scores[best] { s } else { best })
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
#[inline]
fn forward(steps: &[Scores; S], from: &Scores, scores: &Scores) -> Scores {
    let mut next = [f32::NEG_INFINITY; S];
    for (row, from) in steps.iter().zip(from) {
        for (next, step) in next.iter_mut().zip(row) {
            let score = from + step;
            *next = if score > *next { score } else { *next };
        }
    }
    for (next, score) in next.iter_mut().zip(scores) {
        *next += score;
    }
    next
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
