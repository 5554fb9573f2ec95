//! Fitting: Adam over pages in shuffled order, features dropped at random, the last epochs' weights averaged.

use super::crf::gradient;
use super::gold::Page;
use super::mix::Pool;
use analyze::parse::train::{ROWS, RULES, Rules, S, State, at, page_rows, units};
use clap::Args;

/// How to fit.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Passes over the pages.
    #[arg(long, default_value_t = 10)]
    epochs: usize,
    /// Step size at the start; it falls to a tenth.
    #[arg(long, default_value_t = 0.002)]
    rate: f32,
    /// Share of a weight that each of its updates takes away, in units of the step size.
    #[arg(long, default_value_t = 0.6)]
    decay: f32,
    /// The same for the states of the head: rare, and told by few features.
    #[arg(long, default_value_t = 0.02)]
    decay_head: f32,
    /// Share of features dropped.
    #[arg(long, default_value_t = 0.3)]
    drop: f32,
    /// Weight of clean articles.
    #[arg(long, default_value_t = 3.0)]
    clean: f32,
    /// Mixtures made of each page.
    #[arg(long, default_value_t = 6)]
    mixed: usize,
    /// Strengths of the rules, in order, where they are not the shipped ones.
    #[arg(long, value_delimiter = ',')]
    rules: Vec<f32>,
    /// Share of mixtures with lines of furniture within, and as many with some behind.
    #[arg(long, default_value_t = 0.5)]
    pub furnished: f32,
    /// Share of mixtures with crossheads or lists made of the article's words.
    #[arg(long, default_value_t = 0.3)]
    pub crossheads: f32,
    /// Weight of mixtures.
    #[arg(long, default_value_t = 1.0)]
    mixture: f32,
    /// Rows left out, as ranges ("12-40,77-80"): for ablations.
    #[arg(long, default_value = "", value_parser = ranges)]
    without: Ranges,
    /// Fits that are averaged.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    pub fits: u64,
    /// Mixtures made of each further article.
    #[arg(long, default_value_t = 1)]
    article_mixed: usize,
    /// Further clean articles.
    #[arg(skip)]
    pub articles: std::sync::Arc<[Page]>,
    /// Seed of the shuffles.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

impl Settings {
    /// The rules' strengths.
    pub fn rules(&self) -> Rules {
        match self.rules[..] {
            [
                sure,
                summary,
                named,
                cued,
                role,
                title,
                share,
                a,
                b,
                c,
                few,
                d,
                e,
            ] => Rules {
                sure,
                summary,
                named,
                cued,
                role,
                title,
                share,
                clean: [a, b, c],
                few,
                rare: [d, e],
            },
            _ => RULES,
        }
    }
}

/// Ranges of rows.
type Ranges = std::sync::Arc<[std::ops::Range<u16>]>;

fn ranges(list: &str) -> Result<Ranges, std::num::ParseIntError> {
    list.split(',')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (from, to) = part.split_once('-').unwrap_or((part, part));
            Ok(from.parse()?..to.parse::<u16>()? + 1)
        })
        .collect()
}

struct Example {
    rows: Vec<u16>,
    ends: Vec<u32>,
    allowed: Vec<u8>,
    weight: f32,
    kind: usize,
}

/// Fits a model to these pages: the mean of several fits, each with mixtures and orders of its own.
pub fn fit_model(pages: &[&Page], settings: &Settings) -> Vec<f32> {
    let mut sum = vec![0.0; at::END];
    for fit in 0..settings.fits {
        let weights = fit_once(pages, settings, settings.seed * 1000 + fit);
        for (mean, weight) in sum.iter_mut().zip(weights) {
            *mean += weight / settings.fits as f32;
        }
    }
    sum
}

/// Fits weights to these pages.
fn fit_once(pages: &[&Page], settings: &Settings, seed: u64) -> Vec<f32> {
    let mut random = Random::new(seed);
    let mut examples: Vec<Example> = pages
        .iter()
        .flat_map(|page| examples(page, settings))
        .collect();
    let pool = Pool::new(pages);
    let whole = pages.iter().filter(|page| page.id.ends_with("/html-text"));
    let further = settings.articles.iter();
    let sources = whole
        .map(|page| (*page, settings.mixed))
        .chain(further.map(|page| (page, settings.article_mixed)));
    for (page, times) in sources {
        for _ in 0..times {
            if let Some((text, allowed)) = pool.mix(page, settings, &mut random) {
                let (rows, ends, kind) = page_rows(&text, units(&text));
                if ends.len() == allowed.len() {
                    examples.push(Example {
                        weight: settings.mixture / (ends.len() as f32).sqrt(),
                        kind,
                        rows,
                        ends,
                        allowed,
                    });
                }
            }
        }
    }
    let is_out = |row: u16| settings.without.iter().any(|range| range.contains(&row));
    for example in &mut examples {
        leave_out(example, is_out);
    }
    let mut weights = vec![0.0; at::END];
    let mut adam = Adam::new();
    let mut decay = [settings.decay; S];
    for state in [State::Headline, State::Standfirst, State::Byline] {
        decay[state as usize] = settings.decay_head;
    }
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
                &weights,
                &rows,
                &ends,
                example.kind,
                &example.allowed,
                example.weight,
                &mut adam.gradient,
            ) {
                loss += of * example.weight;
                adam.update(&mut weights, &rows, rate, decay);
            }
        }
        if epoch + averaged >= settings.epochs {
            for (mean, &w) in mean.iter_mut().zip(&weights) {
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
    mean.into_iter().map(|w| w as f32).collect()
}

/// A page as it is, and changed: without blank lines, without its headline.
fn examples(page: &Page, settings: &Settings) -> Vec<Example> {
    let example = |units: Vec<_>, allowed: Vec<u8>| {
        let (rows, ends, kind) = page_rows(&page.text, units);
        let clean = if page.shape == "C" {
            settings.clean
        } else {
            1.0
        };
        Example {
            weight: clean / (ends.len() as f32).sqrt(),
            kind,
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

/// Takes rows out of an example.
fn leave_out(example: &mut Example, is_out: impl Fn(u16) -> bool) {
    let (mut rows, mut from) = (Vec::with_capacity(example.rows.len()), 0);
    for end in &mut example.ends {
        let unit = &example.rows[from..*end as usize];
        rows.extend(unit.iter().filter(|&&row| !is_out(row)));
        from = std::mem::replace(end, rows.len() as u32) as usize;
    }
    example.rows = rows;
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

    fn update(&mut self, weights: &mut [f32], rows: &[u16], rate: f32, decay: [f32; S]) {
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
            self.apply(weights, row * S..(row + 1) * S, rate, decay);
        }
        self.apply(weights, at::BIAS..at::END, rate, [0.0; S]);
    }

    fn apply(
        &mut self,
        weights: &mut [f32],
        range: std::ops::Range<usize>,
        rate: f32,
        decay: [f32; S],
    ) {
        let from = range.start;
        for i in range {
            let g = std::mem::take(&mut self.gradient[i]);
            self.first[i] = 0.9 * self.first[i] + 0.1 * g;
            self.second[i] = 0.999 * self.second[i] + 0.001 * g * g;
            weights[i] -= rate
                * (self.first[i] / (self.second[i].sqrt() + 1e-6)
                    + decay[(i - from) % S] * weights[i]);
        }
    }
}

/// xorshift64*.
pub struct Random(u64);

impl Random {
    /// Begins with this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

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
}
