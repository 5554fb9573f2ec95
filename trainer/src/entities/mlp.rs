//! A field whose label scores come through one hidden layer: rows of H units, rectified, then a small dense layer.

use super::crf::{Chain, Lattice, Options, Random};
use analyze::extract::entities::tagger::path::LABELS;

pub const H: usize = 48;

pub struct Net {
    pub rows: Vec<[f32; H]>,
    pub bias: [f32; H],
    pub dense: [[f32; H]; LABELS],
}

pub fn hidden(net: &Net, features: &[u32]) -> [f32; H] {
    let mut h = net.bias;
    for &f in features {
        for (a, b) in h.iter_mut().zip(&net.rows[f as usize]) {
            *a += b;
        }
    }
    h
}

pub fn output(net: &Net, h: &[f32; H]) -> [f32; LABELS] {
    let mut out = [0f32; LABELS];
    for (o, w) in out.iter_mut().zip(&net.dense) {
        let mut s = 0f32;
        for k in 0..H {
            s += w[k] * h[k].max(0.0);
        }
        *o = s;
    }
    out
}

pub fn train(chains: &[&Chain], features: usize, options: &Options) -> Net {
    let mut random = Random(options.seed.wrapping_mul(0x9e3779b97f4a7c15) | 1);
    let mut net = Net {
        rows: vec![[0f32; H]; features],
        bias: [0.1; H],
        dense: [[0f32; H]; LABELS],
    };
    for row in &mut net.rows {
        for w in row {
            *w = (random.unit() - 0.5) * 0.06;
        }
    }
    for row in &mut net.dense {
        for w in row {
            *w = (random.unit() - 0.5) * 0.6;
        }
    }
    let mut sq_rows = vec![[1e-4f32; H]; features];
    let mut sq_dense = [[1e-4f32; H]; LABELS];
    let mut sq_bias = [1e-4f32; H];
    let mut sum: Option<Net> = None;
    let mut averaged = 0f32;
    let lattice = Lattice::default();
    let mut order: Vec<usize> = (0..chains.len()).collect();
    let (mut free, mut held) = (Vec::new(), Vec::new());
    let mut kept: Vec<Vec<u32>> = Vec::new();
    for epoch in 0..options.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, random.next() as usize % (i + 1));
        }
        let mut loss = 0f64;
        let rate = options.rate
            * if epoch * 10 >= options.epochs * 7 {
                0.4
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
            let scale = 1.0 / (1.0 - options.drop);
            let hs: Vec<[f32; H]> = kept
                .iter()
                .map(|f| {
                    let mut h = net.bias;
                    for &f in f {
                        for (a, b) in h.iter_mut().zip(&net.rows[f as usize]) {
                            *a += b * scale;
                        }
                    }
                    h
                })
                .collect();
            let scores: Vec<[f32; LABELS]> = hs.iter().map(|h| output(&net, h)).collect();
            let log_z = lattice.marginals(&scores, None, &mut free);
            let log_gold = lattice.marginals(&scores, Some(&chain.allowed), &mut held);
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
                if any < 2e-3 {
                    continue;
                }
                let mut dh = [0f32; H];
                for l in 0..LABELS {
                    if g[l].abs() < 1e-5 {
                        continue;
                    }
                    for k in 0..H {
                        dh[k] += g[l] * net.dense[l][k];
                        let d = g[l] * hs[i][k].max(0.0);
                        sq_dense[l][k] += d * d;
                        net.dense[l][k] -= rate * d / sq_dense[l][k].sqrt();
                    }
                }
                for k in 0..H {
                    if hs[i][k] <= 0.0 {
                        dh[k] = 0.0;
                    }
                    sq_bias[k] += dh[k] * dh[k];
                    net.bias[k] -= rate * dh[k] / sq_bias[k].sqrt();
                    dh[k] *= scale;
                }
                for &f in features {
                    let (row, square) = (&mut net.rows[f as usize], &mut sq_rows[f as usize]);
                    for k in 0..H {
                        let d = dh[k] + options.l2 * row[k];
                        square[k] += d * d;
                        row[k] -= rate * d / square[k].sqrt();
                    }
                }
            }
        }
        if epoch * 2 >= options.epochs {
            averaged += 1.0;
            match &mut sum {
                None => {
                    sum = Some(Net {
                        rows: net.rows.clone(),
                        bias: net.bias,
                        dense: net.dense,
                    })
                }
                Some(s) => {
                    s.rows
                        .iter_mut()
                        .flatten()
                        .zip(net.rows.iter().flatten())
                        .for_each(|(a, b)| *a += b);
                    s.dense
                        .iter_mut()
                        .flatten()
                        .zip(net.dense.iter().flatten())
                        .for_each(|(a, b)| *a += b);
                    s.bias.iter_mut().zip(&net.bias).for_each(|(a, b)| *a += b);
                }
            }
        }
        eprintln!("epoch {epoch}: loss {loss:.0}");
    }
    let mut s = sum.unwrap_or(net);
    s.rows.iter_mut().flatten().for_each(|a| *a /= averaged);
    s.dense.iter_mut().flatten().for_each(|a| *a /= averaged);
    s.bias.iter_mut().for_each(|a| *a /= averaged);
    s
}
