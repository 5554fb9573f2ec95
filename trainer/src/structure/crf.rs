//! The loss of a page and its gradient: how much likelier the allowed orders of states should be among all legal ones.

use analyze::parse::train::{LEGAL, S, State, at};

/// Adds `scale` times the gradient of the page's loss; the loss, or `None` where no legal order is allowed.
pub fn gradient(
    weights: &[f32],
    rows: &[u16],
    ends: &[u32],
    kind: usize,
    allowed: &[u8],
    scale: f32,
    gradient: &mut [f32],
) -> Option<f32> {
    let chain = Chain::new(weights, &scores(weights, rows, ends), kind);
    let free = chain.sums(None)?;
    let bound = chain.sums(Some(allowed))?;
    let mut errors = vec![[0f32; S]; ends.len()];
    chain.expect(&free, f64::from(scale), &mut errors, gradient);
    chain.expect(&bound, -f64::from(scale), &mut errors, gradient);
    let mut from = 0;
    for (error, &end) in errors.iter().zip(ends) {
        for row in &rows[from..end as usize] {
            add(&mut gradient[usize::from(*row) * S..], error);
        }
        add(&mut gradient[at::BIAS..], error);
        from = end as usize;
    }
    Some((free.total - bound.total) as f32)
}

/// How unlikely the model finds the allowed orders; `None` where no legal order is allowed.
pub fn loss(
    weights: &[f32],
    rows: &[u16],
    ends: &[u32],
    kind: usize,
    allowed: &[u8],
) -> Option<f64> {
    let chain = Chain::new(weights, &scores(weights, rows, ends), kind);
    Some(chain.sums(None)?.total - chain.sums(Some(allowed))?.total)
}

/// The scores of all units; `rows` holds the features of unit i at `ends[i - 1]..ends[i]`.
fn scores(weights: &[f32], rows: &[u16], ends: &[u32]) -> Vec<[f32; S]> {
    let row =
        |from: usize| -> [f32; S] { weights[from..].first_chunk().copied().unwrap_or_default() };
    let mut from = 0;
    ends.iter()
        .map(|&end| {
            let mut sum = row(at::BIAS);
            for &feature in &rows[from..end as usize] {
                for (sum, weight) in sum.iter_mut().zip(row(usize::from(feature) * S)) {
                    *sum += weight;
                }
            }
            from = end as usize;
            sum
        })
        .collect()
}

/// A page's scores as factors: those of a unit are divided by their largest, which does not change any share.
struct Chain {
    kind: usize,
    steps: [[f64; S]; S],
    first: [f64; S],
    last: [f64; S],
    factors: Vec<[f64; S]>,
}

/// Forward and backward sums, each forward sum scaled to one.
struct Sums {
    forward: Vec<[f64; S]>,
    backward: Vec<[f64; S]>,
    /// What each forward sum was divided by.
    scales: Vec<f64>,
    /// The units' factors, those that are not allowed zero.
    factors: Vec<[f64; S]>,
    /// Logarithm of the sum over all orders, the units' largest scores left out.
    total: f64,
}

impl Chain {
    fn new(weights: &[f32], scores: &[[f32; S]], kind: usize) -> Self {
        let factor = |x: f32| f64::from(x).max(-300.0).exp();
        let row = |from: usize| -> [f64; S] { std::array::from_fn(|s| factor(weights[from + s])) };
        let only = |legal: bool, x: f64| if legal { x } else { 0.0 };
        let steps = std::array::from_fn(|a| {
            let row = row(at::STEP + (kind * S + a) * S);
            std::array::from_fn(|b| only(LEGAL[a][b], row[b]))
        });
        let (first, last) = (row(at::FIRST + kind * S), row(at::LAST + kind * S));
        Self {
            kind,
            steps,
            first: State::ALL.map(|s| only(s.begins(), first[s as usize])),
            last: State::ALL.map(|s| only(s.ends(), last[s as usize])),
            factors: scores
                .iter()
                .map(|row| {
                    let most = row.iter().fold(f32::NEG_INFINITY, |m, &x| m.max(x));
                    row.map(|x| factor(x - most))
                })
                .collect(),
        }
    }

    fn sums(&self, allowed: Option<&[u8]>) -> Option<Sums> {
        let n = self.factors.len();
        let mut factors = self.factors.clone();
        if let Some(allowed) = allowed {
            for (row, bits) in factors.iter_mut().zip(allowed) {
                for (s, x) in row.iter_mut().enumerate() {
                    if bits >> s & 1 == 0 {
                        *x = 0.0;
                    }
                }
            }
        }
        let mut forward = vec![[0f64; S]; n];
        let mut backward = vec![[0f64; S]; n];
        let mut scales = vec![1f64; n];
        let mut total = 0.0;
        for i in 0..n {
            let mut row = if i == 0 {
                self.first
            } else {
                let mut sum = [0f64; S];
                for (a, steps) in self.steps.iter().enumerate() {
                    let x = forward[i - 1][a];
                    for (sum, step) in sum.iter_mut().zip(steps) {
                        *sum += x * step;
                    }
                }
                sum
            };
            for (x, factor) in row.iter_mut().zip(&factors[i]) {
                *x *= factor;
            }
            let sum: f64 = row.iter().sum();
            if sum.is_nan() || sum <= 0.0 {
                return None;
            }
            forward[i] = row.map(|x| x / sum);
            scales[i] = sum;
            total += sum.ln();
        }
        let end: f64 = (0..S).map(|s| forward[n - 1][s] * self.last[s]).sum();
        if end.is_nan() || end <= 0.0 {
            return None;
        }
        total += end.ln();
        backward[n - 1] = self.last.map(|x| x / end);
        for i in (1..n).rev() {
            let ahead: [f64; S] =
                std::array::from_fn(|b| factors[i][b] * backward[i][b] / scales[i]);
            for a in 0..S {
                backward[i - 1][a] = (0..S).map(|b| self.steps[a][b] * ahead[b]).sum();
            }
        }
        Some(Sums {
            forward,
            backward,
            scales,
            factors,
            total,
        })
    }

    /// Adds the expected counts times `scale` to the errors of the scores and to the gradient of steps and edges.
    fn expect(&self, sums: &Sums, scale: f64, errors: &mut [[f32; S]], gradient: &mut [f32]) {
        let n = errors.len();
        let mut steps = [[0f64; S]; S];
        for i in 0..n {
            for s in 0..S {
                let p = (sums.forward[i][s] * sums.backward[i][s] * scale) as f32;
                errors[i][s] += p;
                if i == 0 {
                    gradient[at::FIRST + self.kind * S + s] += p;
                }
                if i + 1 == n {
                    gradient[at::LAST + self.kind * S + s] += p;
                }
            }
            if i == 0 {
                continue;
            }
            let ahead: [f64; S] =
                std::array::from_fn(|b| sums.factors[i][b] * sums.backward[i][b] / sums.scales[i]);
            for (row, x) in steps.iter_mut().zip(&sums.forward[i - 1]) {
                for (to, ahead) in row.iter_mut().zip(&ahead) {
                    *to += x * ahead;
                }
            }
        }
        for a in 0..S {
            for b in 0..S {
                gradient[at::STEP + (self.kind * S + a) * S + b] +=
                    (steps[a][b] * self.steps[a][b] * scale) as f32;
            }
        }
    }
}

fn add(to: &mut [f32], error: &[f32; S]) {
    for (to, error) in to.iter_mut().zip(error) {
        *to += error;
    }
}
