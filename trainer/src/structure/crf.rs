//! The loss of a page and its gradient: how much likelier the allowed orders of states should be among all legal ones.

use analyze::parse::train::{DECAY, G, H, LEGAL, Layers, Net, PARTS, ROW, S, at};

const NEVER: f32 = -1e9;

/// Adds `scale` times the gradient of the page's loss; the loss, or `None` where no legal order is allowed.
/// `touched` collects the rows that the page switches on.
pub fn gradient(
    net: &Net,
    rows: &[u16],
    ends: &[u32],
    allowed: &[u8],
    scale: f32,
    gradient: &mut [f32],
) -> Option<f32> {
    let layers = net.layers(rows, ends);
    let free = Lattice::new(net, &layers.scores, None);
    let bound = Lattice::new(net, &layers.scores, Some(allowed));
    if bound.total < NEVER / 2.0 {
        return None;
    }
    let mut errors = vec![[0f32; S]; ends.len()];
    free.expect(&layers.scores, scale, &mut errors, gradient);
    bound.expect(&layers.scores, -scale, &mut errors, gradient);
    back(net, &layers, rows, ends, &errors, gradient);
    Some(free.total - bound.total)
}

/// Forward and backward sums.
struct Lattice {
    steps: [[f32; S]; S],
    forward: Vec<[f32; S]>,
    backward: Vec<[f32; S]>,
    total: f32,
    open: Vec<u8>,
}

impl Lattice {
    fn new(net: &Net, scores: &[[f32; S]], allowed: Option<&[u8]>) -> Self {
        let n = scores.len();
        let steps = net.steps().map(|row| row.map(|x| x.max(NEVER)));
        let (first, last) = net.edges();
        let open: Vec<u8> = (0..n).map(|i| allowed.map_or(0xff, |a| a[i])).collect();
        let is_open = |i: usize, s: usize| open[i] >> s & 1 == 1;
        let mut forward = vec![[NEVER; S]; n];
        let mut backward = vec![[NEVER; S]; n];
        for s in 0..S {
            if is_open(0, s) {
                forward[0][s] = (first[s] + scores[0][s]).max(NEVER);
            }
            if is_open(n - 1, s) {
                backward[n - 1][s] = last[s].max(NEVER);
            }
        }
        for i in 1..n {
            for s in (0..S).filter(|&s| is_open(i, s)) {
                let from: [f32; S] = std::array::from_fn(|a| forward[i - 1][a] + steps[a][s]);
                forward[i][s] = (log_sum(&from) + scores[i][s]).max(NEVER);
            }
        }
        for i in (0..n - 1).rev() {
            for s in (0..S).filter(|&s| is_open(i, s)) {
                let to: [f32; S] = std::array::from_fn(|b| {
                    if is_open(i + 1, b) {
                        backward[i + 1][b] + steps[s][b] + scores[i + 1][b]
                    } else {
                        NEVER
                    }
                });
                backward[i][s] = log_sum(&to).max(NEVER);
            }
        }
        let ends: [f32; S] = std::array::from_fn(|s| forward[n - 1][s] + backward[n - 1][s]);
        Self {
            steps,
            total: log_sum(&ends),
            forward,
            backward,
            open,
        }
    }

    /// Adds the expected counts times `scale` to the errors of the scores and to the gradient of steps and edges.
    fn expect(
        &self,
        scores: &[[f32; S]],
        scale: f32,
        errors: &mut [[f32; S]],
        gradient: &mut [f32],
    ) {
        let n = scores.len();
        for i in 0..n {
            for s in 0..S {
                let p = (self.forward[i][s] + self.backward[i][s] - self.total).exp() * scale;
                errors[i][s] += p;
                if i == 0 {
                    gradient[at::FIRST + s] += p;
                }
                if i + 1 == n {
                    gradient[at::LAST + s] += p;
                }
            }
            if i == 0 {
                continue;
            }
            for a in 0..S {
                for b in (0..S).filter(|&b| LEGAL[a][b] && self.open[i] >> b & 1 == 1) {
                    let p = (self.forward[i - 1][a]
                        + self.steps[a][b]
                        + scores[i][b]
                        + self.backward[i][b]
                        - self.total)
                        .exp();
                    gradient[at::STEP + a * S + b] += p * scale;
                }
            }
        }
    }
}

fn log_sum(x: &[f32; S]) -> f32 {
    let most = x.iter().fold(NEVER, |m, &x| m.max(x));
    if most <= NEVER / 2.0 {
        return NEVER;
    }
    most + x.iter().map(|x| (x - most).exp()).sum::<f32>().ln()
}

/// Carries the errors of the scores back through the layers.
fn back(
    net: &Net,
    layers: &Layers,
    rows: &[u16],
    ends: &[u32],
    errors: &[[f32; S]],
    gradient: &mut [f32],
) {
    let n = ends.len();
    let w = &net.weights;
    let none = [0f32; H];
    let mut dh = vec![[0f32; H]; n];
    let (mut dleft, mut dright) = (vec![[0f32; H]; n], vec![[0f32; H]; n]);
    for i in 0..n {
        let error = &errors[i];
        for s in 0..S {
            gradient[at::B3 + s] += error[s];
        }
        let mut dg = [0f32; G];
        for (j, dg) in dg.iter_mut().enumerate() {
            let g = layers.g[i][j];
            if g <= 0.0 {
                continue;
            }
            for s in 0..S {
                gradient[at::W3 + j * S + s] += g * error[s];
                *dg += w[at::W3 + j * S + s] * error[s];
            }
            gradient[at::B2 + j] += *dg;
        }
        let before = if i > 0 { layers.h[i - 1] } else { none };
        let behind = layers.h.get(i + 1).copied().unwrap_or(none);
        let inputs = [layers.h[i], before, behind, layers.left[i], layers.right[i]];
        for part in 0..PARTS {
            for k in 0..H {
                let from = at::W2 + (part * H + k) * G;
                let x = inputs[part][k];
                let mut dx = 0.0;
                for j in 0..G {
                    dx += w[from + j] * dg[j];
                    gradient[from + j] += x * dg[j];
                }
                match part {
                    0 => dh[i][k] += dx,
                    1 if i > 0 => dh[i - 1][k] += dx,
                    2 if i + 1 < n => dh[i + 1][k] += dx,
                    3 => dleft[i][k] += dx,
                    4 => dright[i][k] += dx,
                    _ => {}
                }
            }
        }
    }
    for i in (1..n).rev() {
        for k in 0..H {
            let d = dleft[i][k];
            dleft[i - 1][k] += d * DECAY;
            dh[i - 1][k] += d * (1.0 - DECAY);
        }
    }
    for i in 1..n {
        for k in 0..H {
            let d = dright[i - 1][k];
            dright[i][k] += d * DECAY;
            dh[i][k] += d * (1.0 - DECAY);
        }
    }
    let mut from = 0;
    for i in 0..n {
        for k in 0..H {
            if layers.h[i][k] <= 0.0 {
                dh[i][k] = 0.0;
            }
            gradient[at::B1 + k] += dh[i][k];
        }
        for &row in &rows[from..ends[i] as usize] {
            let to = &mut gradient[usize::from(row) * ROW..][..ROW];
            for k in 0..H {
                to[k] += dh[i][k];
            }
            for s in 0..S {
                to[H + s] += errors[i][s];
            }
        }
        from = ends[i] as usize;
    }
}
