//! The weight table: `2^bits` rows of one small integer per label, little-endian, with transition weights before them.
//!
//! Layout: magic `LIN1`, labels (u8), bytes per weight (u8: 1 or 2), bits (u8), 0; the weights of starting in each label and of
//! each transition `[from][to]` (i16); then the rows. Nothing is parsed or copied at start-up. Features that share a row share
//! its weights (the hashing trick, Weinberger et al. 2009); the trainer hashes in the same way, so it has seen every collision.

const MAGIC: &[u8; 4] = b"LIN1";
const HEADER: usize = 8;

/// What the first bytes of a table say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Labels, hence weights in a row.
    pub labels: u8,
    /// Bytes of a weight: 1 or 2.
    pub width: u8,
    /// The table has `2^bits` rows.
    pub bits: u8,
}

/// A table for `L` labels.
#[derive(Clone, Copy, Debug)]
pub struct Table<const L: usize> {
    rows: &'static [u8],
    /// Weights of starting in a label.
    pub start: [i32; L],
    /// Weights of going from the first index to the second.
    pub transitions: [[i32; L]; L],
    width: usize,
    shift: u32,
}

impl<const L: usize> Table<L> {
    /// Opens an embedded table; `None` where the bytes are no table of `L` labels (a test opens each that ships).
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(HEADER)?;
        let [labels, width, bits] = [head[4], head[5], head[6]];
        let fits = head.starts_with(MAGIC)
            && usize::from(labels) == L
            && matches!(width, 1 | 2)
            && (1..32).contains(&bits);
        let (paths, rows) = rest.split_at_checked((L + L * L) * 2)?;
        if !fits || rows.len() != (L * usize::from(width)) << bits {
            return None;
        }
        let weight = |i: usize| i32::from(i16::from_le_bytes([paths[2 * i], paths[2 * i + 1]]));
        let start = std::array::from_fn(weight);
        let transitions =
            std::array::from_fn(|from| std::array::from_fn(|to| weight(L + from * L + to)));
        Some(Self {
            rows,
            start,
            transitions,
            width: usize::from(width),
            shift: 32 - u32::from(bits),
        })
    }

    /// The row that a feature falls into.
    #[inline]
    pub fn row(&self, feature: u32) -> usize {
        row(feature, self.shift)
    }

    /// Adds a feature's weights to the scores of the labels.
    #[inline]
    pub fn add(&self, feature: u32, scores: &mut [i32; L]) {
        let row = self.row(feature) * L * self.width;
        if self.width == 1 {
            let Some(weights) = self.rows.get(row..row + L) else {
                return;
            };
            for (score, &weight) in scores.iter_mut().zip(weights) {
                *score += i32::from(weight as i8);
            }
        } else {
            let Some(weights) = self.rows.get(row..row + 2 * L) else {
                return;
            };
            for (score, weight) in scores.iter_mut().zip(weights.chunks_exact(2)) {
                *score += i32::from(i16::from_le_bytes([weight[0], weight[1]]));
            }
        }
    }
}

/// The high bits of a multiplicative hash: features need not be well mixed.
fn row(feature: u32, shift: u32) -> usize {
    (feature.wrapping_mul(0x9e37_79b1) >> shift) as usize
}

/// The bytes of a table, for the trainer: `start` and `transitions` in the same scale as `rows` (`rows[row * labels + label]`).
/// Weights beyond the width's range are clamped.
pub fn encode(header: Header, start: &[i32], transitions: &[i32], rows: &[i32]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend([header.labels, header.width, header.bits, 0]);
    for &weight in start.iter().chain(transitions) {
        out.extend((weight.clamp(i16::MIN.into(), i16::MAX.into()) as i16).to_le_bytes());
    }
    for &weight in rows {
        match header.width {
            1 => out.push(weight.clamp(i8::MIN.into(), i8::MAX.into()) as i8 as u8),
            _ => out.extend((weight.clamp(i16::MIN.into(), i16::MAX.into()) as i16).to_le_bytes()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_trainer_writes() {
        for width in [1, 2] {
            let header = Header {
                labels: 2,
                width,
                bits: 3,
            };
            let rows: Vec<i32> = (0..16).map(|i| i - 8).collect();
            let bytes: &'static [u8] = encode(header, &[5, -5], &[1, 2, 3, 4], &rows).leak();
            let table = Table::<2>::open(bytes).expect("a table");
            assert_eq!(
                (table.start, table.transitions),
                ([5, -5], [[1, 2], [3, 4]])
            );
            let mut scores = [10, 20];
            let row = table.row(77) as i32;
            table.add(77, &mut scores);
            assert_eq!(scores, [10 + 2 * row - 8, 20 + 2 * row - 7]);
            assert!(Table::<3>::open(bytes).is_none() && Table::<2>::open(&bytes[1..]).is_none());
        }
    }
}
