//! Logistic regression over hashed features, by AdaGrad (Duchi et al. 2011) with decay towards zero; deterministic by its seed.

use analyze::extract::quotes::training::{Labelled, Ranked};
use analyze::model::{Table, encode};

/// Units of an integer weight in one of the model: the largest weights are near three, and a byte holds four.
const SCALE: f32 = 32.0;

/// How a model is fitted.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The table has `2^bits` rows.
    pub bits: u8,
    pub epochs: usize,
    pub rate: f32,
    /// Decay of a weight each time that it is updated.
    pub decay: f32,
    pub seed: u64,
    /// Whether the last pass is reported.
    pub verbose: bool,
}

struct Weights {
    labels: usize,
    bits: u8,
    weights: Vec<f32>,
    squares: Vec<f32>,
    plan: Plan,
}

impl Weights {
    fn new(labels: usize, plan: Plan) -> Self {
        let size = labels << plan.bits;
        Self {
            labels,
            bits: plan.bits,
            weights: vec![0.0; size],
            squares: vec![1e-6; size],
            plan,
        }
    }

    fn update(&mut self, row: usize, label: usize, gradient: f32) {
        let i = row * self.labels + label;
        let gradient = gradient + self.plan.decay * self.weights[i];
        self.squares[i] += gradient * gradient;
        self.weights[i] -= self.plan.rate * gradient / self.squares[i].sqrt();
    }

    /// The table: of several labels, each one's weight above the first's.
    fn bytes(&self) -> Vec<u8> {
        let labels = self.labels.max(2) - 1;
        let above = |row: &[f32]| match row {
            [only] => vec![*only],
            [first, rest @ ..] => rest.iter().map(|w| w - first).collect(),
            [] => Vec::new(),
        };
        let rows: Vec<i32> = self
            .weights
            .chunks(self.labels)
            .flat_map(above)
            .map(|w| (w * SCALE).round() as i32)
            .collect();
        encode(labels as u8, self.bits, &rows)
    }
}

/// The rows that features fall into, as the reader of the table finds them.
pub fn row_of(bits: u8) -> impl Fn(u32) -> usize {
    let empty = encode(1, bits, &vec![0; 1 << bits]);
    let table = Table::<1>::open(empty.leak()).expect("a table just encoded");
    move |feature| table.row(feature)
}

fn shuffled(n: usize, state: &mut u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        order.swap(i, (*state % (i as u64 + 1)) as usize);
    }
    order
}

fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for s in scores.iter_mut() {
        *s = (*s - top).exp();
        sum += *s;
    }
    for s in scores.iter_mut() {
        *s /= sum;
    }
}

/// Fits a choice among labels. With two labels one column is enough: the table then has one weight a row.
pub fn labelled(data: &[Labelled], labels: usize, plan: Plan) -> Vec<u8> {
    let row = row_of(plan.bits);
    let data: Vec<(Vec<usize>, usize)> = data
        .iter()
        .map(|(features, label)| (features.iter().map(|&f| row(f)).collect(), *label))
        .collect();
    let columns = if labels == 2 { 1 } else { labels };
    let mut weights = Weights::new(columns, plan);
    let mut state = plan.seed;
    for epoch in 0..plan.epochs {
        let mut wrong = 0;
        for i in shuffled(data.len(), &mut state) {
            let (rows, label) = &data[i];
            let mut scores = vec![0.0f32; columns];
            for &r in rows {
                for (l, s) in scores.iter_mut().enumerate() {
                    *s += weights.weights[r * columns + l];
                }
            }
            if columns == 1 {
                let p = 1.0 / (1.0 + (-scores[0]).exp());
                wrong += usize::from((p > 0.5) != (*label == 1));
                for &r in rows {
                    weights.update(r, 0, p - *label as f32);
                }
            } else {
                softmax(&mut scores);
                wrong += usize::from((0..columns).any(|l| scores[l] > scores[*label]));
                for &r in rows {
                    for (l, s) in scores.iter().enumerate() {
                        weights.update(r, l, s - f32::from(u8::from(l == *label)));
                    }
                }
            }
        }
        if plan.verbose && epoch + 1 == plan.epochs {
            eprintln!(
                "  {} decisions, {wrong} wrong in the last epoch",
                data.len()
            );
        }
    }
    weights.bytes()
}

/// Fits a choice among places.
pub fn ranked(data: &[Ranked], plan: Plan) -> Vec<u8> {
    let row = row_of(plan.bits);
    let data: Vec<(Vec<Vec<usize>>, usize)> = data
        .iter()
        .map(|(places, right)| {
            (
                places
                    .iter()
                    .map(|f| f.iter().map(|&f| row(f)).collect())
                    .collect(),
                *right,
            )
        })
        .collect();
    let mut weights = Weights::new(1, plan);
    let mut state = plan.seed;
    for epoch in 0..plan.epochs {
        let mut wrong = 0;
        for i in shuffled(data.len(), &mut state) {
            let (places, right) = &data[i];
            let mut scores: Vec<f32> = places
                .iter()
                .map(|rows| rows.iter().map(|&r| weights.weights[r]).sum())
                .collect();
            softmax(&mut scores);
            wrong += usize::from((0..places.len()).any(|k| scores[k] > scores[*right]));
            for (k, rows) in places.iter().enumerate() {
                let gradient = scores[k] - f32::from(u8::from(k == *right));
                if gradient.abs() > 1e-4 {
                    for &r in rows {
                        weights.update(r, 0, gradient);
                    }
                }
            }
        }
        if plan.verbose && epoch + 1 == plan.epochs {
            eprintln!("  {} choices, {wrong} wrong in the last epoch", data.len());
        }
    }
    weights.bytes()
}

/// Mean loss and share of right answers on decisions among `L + 1` labels.
pub fn loss_labelled<const L: usize>(data: &[Labelled], bytes: &[u8]) -> (f64, f64) {
    let table = Table::<L>::open(bytes.to_vec().leak()).expect("a table just encoded");
    let (mut loss, mut right) = (0.0, 0);
    for (features, label) in data {
        let mut sums = [0; L];
        features.iter().for_each(|&f| table.add(f, &mut sums));
        let mut scores = vec![0.0f32];
        scores.extend(sums.iter().map(|&s| s as f32 / SCALE));
        softmax(&mut scores);
        loss -= f64::from(scores[*label].max(1e-6)).ln();
        right += usize::from(scores.iter().all(|&s| s <= scores[*label]));
    }
    let n = data.len().max(1) as f64;
    (loss / n, right as f64 / n)
}

/// The same for choices among places.
pub fn loss_ranked(data: &[Ranked], bytes: &[u8]) -> (f64, f64) {
    let table = Table::<1>::open(bytes.to_vec().leak()).expect("a table just encoded");
    let (mut loss, mut ok) = (0.0, 0);
    for (places, right) in data {
        let score = |features: &Vec<u32>| {
            let mut sums = [0];
            features.iter().for_each(|&f| table.add(f, &mut sums));
            sums[0] as f32 / SCALE
        };
        let mut scores: Vec<f32> = places.iter().map(score).collect();
        softmax(&mut scores);
        loss -= f64::from(scores[*right].max(1e-6)).ln();
        ok += usize::from(scores.iter().all(|&s| s <= scores[*right]));
    }
    let n = data.len().max(1) as f64;
    (loss / n, ok as f64 / n)
}

/// Prints how a model does on decisions that it was not fitted on. `L` scores tell `L + 1` labels apart, the first at zero.
pub fn judge_labelled<const L: usize>(name: &str, data: &[Labelled], bytes: &[u8]) {
    let table = Table::<L>::open(bytes.to_vec().leak()).expect("a table just encoded");
    let mut right = 0;
    // By label: right, found, gold.
    let mut counts = [[0usize; 3]; 3];
    for (features, label) in data {
        let mut sums = [0; L];
        for &f in features {
            table.add(f, &mut sums);
        }
        let best = (0..L).fold(0, |top, l| if sums[l] > sums[top] { l } else { top });
        let guess = if sums[best] > 0 { best + 1 } else { 0 };
        right += usize::from(guess == *label);
        counts[*label][0] += usize::from(guess == *label);
        counts[guess][1] += 1;
        counts[*label][2] += 1;
    }
    eprintln!("{name}: {right} of {} right", data.len());
    for (label, [hit, found, gold]) in counts.iter().enumerate() {
        let (p, r) = (
            *hit as f64 / (*found).max(1) as f64,
            *hit as f64 / (*gold).max(1) as f64,
        );
        eprintln!(
            "    label {label}: P {:.1} R {:.1} F1 {:.1} of {gold}",
            100.0 * p,
            100.0 * r,
            200.0 * p * r / (p + r).max(1e-9)
        );
    }
}

/// The same for choices among places.
pub fn judge_ranked(name: &str, data: &[Ranked], bytes: &[u8]) {
    let table = Table::<1>::open(bytes.to_vec().leak()).expect("a table just encoded");
    let mut right = 0;
    for (places, answer) in data {
        let score = |features: &Vec<u32>| {
            let mut sums = [0];
            features.iter().for_each(|&f| table.add(f, &mut sums));
            sums[0]
        };
        let best = (0..places.len()).fold(0, |top, k| {
            if score(&places[k]) > score(&places[top]) {
                k
            } else {
                top
            }
        });
        right += usize::from(best == *answer);
    }
    eprintln!(
        "{name}: {right} of {} right ({:.1} %)",
        data.len(),
        100.0 * right as f64 / data.len().max(1) as f64
    );
}
