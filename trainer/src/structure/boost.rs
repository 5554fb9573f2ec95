//! Gradient boosting of logistic loss with trees of depth two (Friedman 2001, with the second-order leaves of Chen and
//! Guestrin 2016): for a few thousand examples of a few dozen small numbers.

use super::fit::Random;

/// Trees.
const TREES: usize = 120;
/// Share of each step that is taken.
const RATE: f32 = 0.05;
/// What a leaf's weight is divided by besides its own.
const CALM: f32 = 3.0;
/// The fewest examples in a leaf.
const FEWEST: usize = 10;
/// Shares of the examples and of the numbers that a tree sees.
const SEEN: (f32, f32) = (0.7, 0.4);
/// Bounds tried for each number.
const BOUNDS: usize = 48;

/// A tree: place and bound of its questions, and its leaves, as in `model::Trees`.
pub type Tree = ([(usize, i16); 3], [f32; 4]);

/// Fits trees that tell the right examples from the others: the sum of their leaves is the logarithm of the odds. A number
/// that no tree gains by asks nothing: its bound is out of reach.
pub fn boost<const N: usize>(x: &[[i16; N]], right: &[bool], random: &mut Random) -> Vec<Tree> {
    let bounds: Vec<Vec<i16>> = (0..N).map(|f| bounds(x.iter().map(|x| x[f]))).collect();
    let share = right.iter().filter(|&&r| r).count() as f32 / right.len().max(1) as f32;
    let base = (share.max(1e-3) / (1.0 - share).max(1e-3)).ln();
    let mut sums = vec![base; x.len()];
    let mut trees = Vec::with_capacity(TREES);
    for t in 0..TREES {
        let rows: Vec<usize> = (0..x.len()).filter(|_| random.unit() < SEEN.0).collect();
        let places: Vec<usize> = (0..N).filter(|_| random.unit() < SEEN.1).collect();
        let slopes: Vec<(f32, f32)> = (sums.iter().zip(right))
            .map(|(sum, &right)| {
                let p = 1.0 / (1.0 + (-sum).exp());
                (f32::from(right) - p, p * (1.0 - p))
            })
            .collect();
        let ask = |rows: &[usize]| question(x, &slopes, rows, &places, &bounds);
        let first = ask(&rows);
        let (yes, no): (Vec<usize>, Vec<usize>) =
            rows.into_iter().partition(|&i| x[i][first.0] >= first.1);
        let questions = [first, ask(&no), ask(&yes)];
        let mut leaves = [0f32; 4];
        for (side, rows) in [no, yes].into_iter().enumerate() {
            let (place, bound) = questions[1 + side];
            for answer in 0..2 {
                let sum = rows
                    .iter()
                    .filter(|&&i| (x[i][place] >= bound) == (answer == 1))
                    .fold((0.0, 0.0), |sum, &i| add(sum, slopes[i]));
                leaves[2 * side + answer] = RATE * sum.0 / (sum.1 + CALM);
            }
        }
        for (sum, x) in sums.iter_mut().zip(x) {
            *sum += leaves[leaf(&questions, x)];
        }
        if t == 0 {
            leaves = leaves.map(|leaf| leaf + base);
        }
        trees.push((questions, leaves));
    }
    trees
}

fn leaf<const N: usize>(questions: &[(usize, i16); 3], x: &[i16; N]) -> usize {
    let yes = |(place, bound): (usize, i16)| usize::from(x[place] >= bound);
    let first = yes(questions[0]);
    2 * first + yes(questions[1 + first])
}

fn add(a: (f32, f32), b: (f32, f32)) -> (f32, f32) {
    (a.0 + b.0, a.1 + b.1)
}

/// Bounds that part the values evenly, at most so many.
fn bounds(values: impl Iterator<Item = i16>) -> Vec<i16> {
    let mut values: Vec<i16> = values.collect();
    values.sort_unstable();
    let step = (values.len() / BOUNDS).max(1);
    let mut bounds: Vec<i16> = values.iter().copied().step_by(step).skip(1).collect();
    bounds.dedup();
    bounds
}

/// The question that parts these examples best.
fn question<const N: usize>(
    x: &[[i16; N]],
    slopes: &[(f32, f32)],
    rows: &[usize],
    places: &[usize],
    bounds: &[Vec<i16>],
) -> (usize, i16) {
    let score = |sum: (f32, f32)| sum.0 * sum.0 / (sum.1 + CALM);
    let whole = rows.iter().fold((0.0, 0.0), |sum, &i| add(sum, slopes[i]));
    let (mut best, mut found) = (score(whole), (0, i16::MAX));
    for &place in places {
        let bounds = &bounds[place];
        let mut bins = vec![((0f32, 0f32), 0usize); bounds.len() + 1];
        for &i in rows {
            let bin = &mut bins[bounds.partition_point(|&bound| bound <= x[i][place])];
            *bin = (add(bin.0, slopes[i]), bin.1 + 1);
        }
        let (mut below, mut n) = ((0.0, 0.0), 0);
        for (bin, &bound) in bins.iter().zip(bounds) {
            below = add(below, bin.0);
            n += bin.1;
            let above = (whole.0 - below.0, whole.1 - below.1);
            let gain = score(below) + score(above);
            if gain > best && n >= FEWEST && rows.len() - n >= FEWEST {
                (best, found) = (gain, (place, bound));
            }
        }
    }
    found
}
