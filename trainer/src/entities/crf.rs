//! A conditional random field over chains (Lafferty et al. 2001) whose transitions only say what is legal, trained by AdaGrad
//! on the likelihood of the allowed labels (several where the gold is silent).

use analyze::extract::entities::tagger::path::{LABELS, OUTSIDE, TYPES, goes_on, leaves_open};

const ALL: usize = LABELS + 1;

/// A chain: the features of each cell (ids), its allowed labels.
pub struct Chain {
    pub features: Vec<Vec<u32>>,
    /// Features from the votes of a first pass.
    pub votes: Vec<Vec<u32>>,
    pub allowed: Vec<u32>,
    pub weight: f32,
}

/// Marginals of the labels given the allowed sets; returns the log of the sum over paths.
/// Forward-backward in probability space, scaled at each cell.
pub fn marginals(
    scores: &[[f32; LABELS]],
    allowed: Option<&[u32]>,
    out: &mut Vec<[f32; ALL]>,
) -> f64 {
    let n = scores.len();
    let mut alpha = vec![[0f32; ALL]; n];
    let mut log_z = 0f64;
    let mut weights = vec![[0f32; ALL]; n];
    for i in 0..n {
        let top = scores[i].iter().fold(0f32, |m, &s| m.max(s));
        for l in 0..ALL {
            let s = if l == OUTSIDE { 0.0 } else { scores[i][l] };
            let ok = allowed.is_none_or(|a| a[i] >> l & 1 == 1);
            weights[i][l] = if ok { (s - top).exp() } else { 0.0 };
        }
        log_z += f64::from(top);
    }
    for i in 0..n {
        // Sums by the state that the cell before leaves: closed, or open in a type.
        let (mut closed, mut open) = (0f32, [0f32; 4]);
        if i == 0 {
            closed = 1.0;
        } else {
            for l in 0..ALL {
                if leaves_open(l) {
                    open[l % TYPES] += alpha[i - 1][l];
                } else {
                    closed += alpha[i - 1][l];
                }
            }
        }
        let mut total = 0f32;
        for l in 0..ALL {
            let from = if goes_on(l) { open[l % TYPES] } else { closed };
            alpha[i][l] = from * weights[i][l];
        }
        if i + 1 == n {
            for l in 0..LABELS {
                if leaves_open(l) {
                    alpha[i][l] = 0.0;
                }
            }
        }
        for a in &alpha[i] {
            total += a;
        }
        if total <= 0.0 || !total.is_finite() {
            return f64::NAN;
        }
        log_z += f64::from(total).ln();
        for a in &mut alpha[i] {
            *a /= total;
        }
    }
    out.clear();
    out.resize(n, [0.0; ALL]);
    let mut beta = [0f32; ALL];
    for (l, b) in beta.iter_mut().enumerate() {
        *b = if leaves_open(l) { 0.0 } else { 1.0 };
    }
    for i in (0..n).rev() {
        let mut total = 0f32;
        for l in 0..ALL {
            out[i][l] = alpha[i][l] * beta[l];
            total += out[i][l];
        }
        for p in &mut out[i] {
            *p /= total.max(1e-30);
        }
        if i > 0 {
            let (mut closed, mut open) = (0f32, [0f32; 4]);
            for l in 0..ALL {
                let v = beta[l] * weights[i][l];
                if goes_on(l) {
                    open[l % TYPES] += v;
                } else {
                    closed += v;
                }
            }
            let mut top = 0f32;
            for (l, b) in beta.iter_mut().enumerate() {
                *b = if leaves_open(l) {
                    open[l % TYPES]
                } else {
                    closed
                };
                top = top.max(*b);
            }
            for b in &mut beta {
                *b /= top.max(1e-30);
            }
        }
    }
    log_z
}

#[derive(Clone, Copy)]
pub struct Options {
    pub epochs: usize,
    pub rate: f32,
    pub l2: f32,
    pub drop: f32,
    pub seed: u64,
}

/// Weights: one row of labels for each feature id.
pub struct Model {
    pub rows: Vec<[f32; LABELS]>,
}

pub struct Random(pub u64);
impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
}

pub fn score(rows: &[[f32; LABELS]], features: &[u32]) -> [f32; LABELS] {
    let mut s = [0f32; LABELS];
    for &f in features {
        for (a, b) in s.iter_mut().zip(&rows[f as usize]) {
            *a += b;
        }
    }
    s
}

/// AdaGrad over shuffled chains; features are dropped at random so that no one of them is leant on alone.
pub fn train(chains: &[&Chain], features: usize, options: &Options) -> Model {
    let mut rows = vec![[0f32; LABELS]; features];
    let mut squares = vec![[1e-6f32; LABELS]; features];
    let mut sum = vec![[0f32; LABELS]; features];
    let mut order: Vec<usize> = (0..chains.len()).collect();
    let mut random = Random(options.seed.wrapping_mul(0x9e3779b97f4a7c15) | 1);
    let (mut free, mut held) = (Vec::new(), Vec::new());
    let mut kept: Vec<Vec<u32>> = Vec::new();
    let mut averaged = 0;
    for epoch in 0..options.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, random.next() as usize % (i + 1));
        }
        let mut loss = 0f64;
        let rate = options.rate
            * if epoch * 10 >= options.epochs * 7 {
                0.5
            } else {
                1.0
            };
        for &c in &order {
            let chain = &chains[c];
            kept.clear();
            let vote = random.unit() >= 0.35;
            for (features, votes) in chain.features.iter().zip(&chain.votes) {
                let mut keep: Vec<u32> = features
                    .iter()
                    .copied()
                    .filter(|_| random.unit() >= options.drop)
                    .collect();
                if vote {
                    keep.extend(
                        votes
                            .iter()
                            .copied()
                            .filter(|_| random.unit() >= options.drop),
                    );
                }
                kept.push(keep);
            }
            let scores: Vec<[f32; LABELS]> = kept.iter().map(|f| score(&rows, f)).collect();
            let log_z = marginals(&scores, None, &mut free);
            let log_gold = marginals(&scores, Some(&chain.allowed), &mut held);
            if !(log_z.is_finite() && log_gold.is_finite()) {
                continue;
            }
            loss += (log_z - log_gold) * f64::from(chain.weight);
            for (i, features) in kept.iter().enumerate() {
                let mut g = [0f32; LABELS];
                let mut any = 0f32;
                for l in 0..LABELS {
                    g[l] = (free[i][l] - held[i][l]) * chain.weight;
                    any = any.max(g[l].abs());
                }
                if any < 1e-3 {
                    continue;
                }
                for &f in features {
                    let (row, square) = (&mut rows[f as usize], &mut squares[f as usize]);
                    for l in 0..LABELS {
                        let d = g[l] + options.l2 * row[l];
                        square[l] += d * d;
                        row[l] -= rate * d / square[l].sqrt();
                    }
                }
            }
        }
        if epoch * 2 >= options.epochs {
            averaged += 1;
            for (s, r) in sum.iter_mut().zip(&rows) {
                for (a, b) in s.iter_mut().zip(r) {
                    *a += b;
                }
            }
        }
        eprintln!("epoch {epoch}: loss {loss:.0}");
    }
    let keep = 1.0 - options.drop;
    for s in &mut sum {
        for a in s {
            *a = *a / averaged.max(1) as f32 * keep;
        }
    }
    Model { rows: sum }
}

/// The mean of several models' weights: what depends on the order of the chains alone averages out.
pub fn mean(models: impl Iterator<Item = Model>) -> Model {
    let mut sum = Model { rows: Vec::new() };
    let mut count = 0f32;
    for model in models {
        count += 1.0;
        sum.rows.resize(model.rows.len(), [0.0; LABELS]);
        for (s, r) in sum.rows.iter_mut().zip(&model.rows) {
            for (a, b) in s.iter_mut().zip(r) {
                *a += b;
            }
        }
    }
    for weight in sum.rows.iter_mut().flatten() {
        *weight /= count.max(1.0);
    }
    sum
}
