//! Fitting: Adam over pages in shuffled order, features dropped at random, the last epochs' weights averaged.

use super::crf::gradient;
use super::gold::Page;
use super::mix::Pool;
use analyze::parse::train::{CAUTION, Model, Net, ROW, ROWS, at, page_rows, units};
use clap::Args;

/// How to fit.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Passes over the pages.
    #[arg(long, default_value_t = 50)]
    epochs: usize,
    /// Step size at the start; it falls to a tenth.
    #[arg(long, default_value_t = 0.002)]
    rate: f32,
    /// Share of a weight that each of its updates takes away, in units of the step size.
    #[arg(long, default_value_t = 0.02)]
    decay: f32,
    /// Share of features dropped.
    #[arg(long, default_value_t = 0.6)]
    drop: f32,
    /// Weight of clean articles.
    #[arg(long, default_value_t = 3.0)]
    clean: f32,
    /// Mixtures made of each page.
    #[arg(long, default_value_t = 3)]
    mixed: usize,
    /// See [`Net::caution`].
    #[arg(long, default_value_t = CAUTION[0])]
    caution: f32,
    /// The same, anywhere else.
    #[arg(long, default_value_t = CAUTION[1])]
    caution_any: f32,
    /// Share of mixtures with lines of furniture within, and as many with some behind.
    #[arg(long, default_value_t = 0.25)]
    furnished: f32,
    /// Networks in a model.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    nets: u64,
    /// Seed of the shuffles.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

struct Example {
    rows: Vec<u16>,
    ends: Vec<u32>,
    allowed: Vec<u8>,
    weight: f32,
}

/// Fits a model to these pages.
pub fn fit_model(pages: &[&Page], settings: &Settings) -> Model {
    use rayon::prelude::*;
    let nets = (0..settings.nets)
        .into_par_iter()
        .map(|net| fit(pages, settings, settings.seed + net));
    let caution = [settings.caution, settings.caution_any];
    Model::new(nets.collect(), caution).expect("at least one network")
}

/// Fits a network to these pages.
fn fit(pages: &[&Page], settings: &Settings, seed: u64) -> Net {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut examples: Vec<Example> = pages
        .iter()
        .flat_map(|page| examples(page, settings))
        .collect();
    let pool = Pool::new(pages);
    for page in pages.iter().filter(|page| page.id.ends_with("/html-text")) {
        for _ in 0..settings.mixed {
            if let Some((text, allowed)) = pool.mix(page, settings.furnished, &mut random) {
                let (rows, ends, _) = page_rows(&text, units(&text));
                if ends.len() == allowed.len() {
                    examples.push(Example {
                        weight: 1.0 / (ends.len() as f32).sqrt(),
                        rows,
                        ends,
                        allowed,
                    });
                }
            }
        }
    }
    let mut net = Net {
        weights: vec![0.0; at::END],
    };
    for row in 0..ROWS {
        for k in 0..ROW - analyze::parse::train::S {
            net.weights[row * ROW + k] = random.around(0.12);
        }
    }
    for i in at::W2..at::B2 {
        net.weights[i] = random.around(0.25);
    }
    for i in at::W3..at::B3 {
        net.weights[i] = random.around(0.35);
    }
    let mut adam = Adam::new();
    let mut mean = vec![0f64; at::END];
    let averaged = (settings.epochs / 3).max(1);
    for epoch in 0..settings.epochs {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, (random.next() % (i as u64 + 1)) as usize);
        }
        let progress = epoch as f32 / settings.epochs as f32;
        let rate = settings.rate * (1.0 - 0.9 * progress);
        let mut loss = 0.0;
        for &i in &order {
            let example = &examples[i];
            let (rows, ends) = dropped(example, settings.drop, &mut random);
            if let Some(of) = gradient(
                &net,
                &rows,
                &ends,
                &example.allowed,
                example.weight,
                &mut adam.gradient,
            ) {
                loss += of * example.weight;
                adam.update(&mut net.weights, &rows, rate, settings.decay);
            }
        }
        if epoch + averaged >= settings.epochs {
            for (mean, &w) in mean.iter_mut().zip(&net.weights) {
                *mean += f64::from(w) / averaged as f64;
            }
        }
        if epoch % 5 == 4 || epoch + 1 == settings.epochs {
            eprintln!(
                "epoch {:2}: loss {:.4}",
                epoch + 1,
                loss / examples.len() as f32
            );
        }
    }
    net.weights = mean.into_iter().map(|w| w as f32).collect();
    net
}

/// A page as it is, and changed: without blank lines, without its headline.
fn examples(page: &Page, settings: &Settings) -> Vec<Example> {
    let example = |units: Vec<_>, allowed: Vec<u8>| {
        let (rows, ends, _) = page_rows(&page.text, units);
        let clean = if page.shape == "C" {
            settings.clean
        } else {
            1.0
        };
        Example {
            weight: clean / (ends.len() as f32).sqrt(),
            rows,
            ends,
            allowed,
        }
    };
    let whole = units(&page.text);
    if whole.is_empty() {
        return Vec::new();
    }
    let mut found = vec![example(whole.clone(), page.allowed.clone())];
    let mut dense = whole.clone();
    dense.iter_mut().for_each(|unit| unit.blank_before = 0);
    if page.shape != "A" {
        found.push(example(dense.clone(), page.allowed.clone()));
        if page.allowed.first() == Some(&2) && whole.len() > 2 {
            found.push(example(whole[1..].to_vec(), page.allowed[1..].to_vec()));
        }
    }
    found
}

/// The rows without those dropped.
fn dropped(example: &Example, share: f32, random: &mut Random) -> (Vec<u16>, Vec<u32>) {
    let mut rows = Vec::with_capacity(example.rows.len());
    let mut from = 0;
    let ends = example
        .ends
        .iter()
        .map(|&end| {
            rows.extend(
                example.rows[from..end as usize]
                    .iter()
                    .filter(|_| random.unit() >= share),
            );
            from = end as usize;
            rows.len() as u32
        })
        .collect();
    (rows, ends)
}

/// Adam (Kingma and Ba 2015) with decoupled weight decay; rows that a page does not switch on are left alone.
struct Adam {
    gradient: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    seen: Vec<bool>,
    step: i32,
}

impl Adam {
    fn new() -> Self {
        let zeros = vec![0.0; at::END];
        Self {
            gradient: zeros.clone(),
            first: zeros.clone(),
            second: zeros,
            seen: vec![false; ROWS],
            step: 0,
        }
    }

    fn update(&mut self, weights: &mut [f32], rows: &[u16], rate: f32, decay: f32) {
        self.step += 1;
        let correct = (1.0 - 0.999f32.powi(self.step)).sqrt() / (1.0 - 0.9f32.powi(self.step));
        let rate = rate * correct;
        let mut touched: Vec<usize> = Vec::new();
        for &row in rows {
            if !std::mem::replace(&mut self.seen[usize::from(row)], true) {
                touched.push(usize::from(row));
            }
        }
        for row in touched {
            self.seen[row] = false;
            self.apply(weights, row * ROW..(row + 1) * ROW, rate, decay);
        }
        self.apply(weights, at::B1..at::END, rate, 0.0);
    }

    fn apply(&mut self, weights: &mut [f32], range: std::ops::Range<usize>, rate: f32, decay: f32) {
        for i in range {
            let g = std::mem::take(&mut self.gradient[i]);
            self.first[i] = 0.9 * self.first[i] + 0.1 * g;
            self.second[i] = 0.999 * self.second[i] + 0.001 * g * g;
            weights[i] -=
                rate * (self.first[i] / (self.second[i].sqrt() + 1e-6) + decay * weights[i]);
        }
    }
}

/// xorshift64*.
pub struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// From 0 to 1.
    pub fn unit(&mut self) -> f32 {
        (self.next() & 0xff_ffff) as f32 / 16_777_216.0
    }

    fn around(&mut self, width: f32) -> f32 {
        (self.unit() * 2.0 - 1.0) * width
    }
}
