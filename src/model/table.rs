//! The weight table: `2^bits` rows of one small integer (i8) per label.
//!
//! Layout: magic `LIN3`, labels (u8), bits (u8), 0, 0; then the rows. Nothing is parsed or copied at start-up. Features that share
//! a row share its weights (the hashing trick, Weinberger et al. 2009); the trainer hashes in the same way, so it has seen every
//! collision.

const MAGIC: &[u8; 4] = b"LIN3";
const HEADER: usize = 8;

/// A table for `L` labels.
#[derive(Clone, Copy, Debug)]
pub struct Table<const L: usize> {
    rows: &'static [[u8; L]],
    shift: u32,
}

impl<const L: usize> Table<L> {
    /// Opens an embedded table; `None` where the bytes are no table of `L` labels (a test opens each that ships).
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(HEADER)?;
        let [labels, bits] = [head[4], head[5]];
        let fits = head.starts_with(MAGIC) && usize::from(labels) == L && (1..32).contains(&bits);
        if !fits || rest.len() != L << bits {
            return None;
        }
        let rows = rest.as_chunks::<L>().0;
        let shift = 32 - u32::from(bits);
        Some(Self { rows, shift })
    }

    /// The row that a feature falls into, by its high bits, which must be well mixed.
    #[inline(always)]
    pub fn row(&self, feature: u32) -> usize {
        (feature >> self.shift) as usize
    }

    /// Adds a feature's weights to the scores of the labels.
    #[inline(always)]
    #[allow(clippy::needless_range_loop)] // the innermost loop of every stage that asks: no iterator to be left uninlined
    pub fn add(&self, feature: u32, scores: &mut [i32; L]) {
        if let Some(weights) = self.rows.get(self.row(feature)) {
            for label in 0..L {
                scores[label] += i32::from(weights[label] as i8);
            }
        }
    }
}

/// The bytes of a table of `2^bits` rows, for the trainer: `rows[row * labels + label]`. Weights beyond i8 are clamped.
pub fn encode(labels: u8, bits: u8, rows: &[i32]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend([labels, bits, 0, 0]);
    let clamped = |&weight: &i32| weight.clamp(i8::MIN.into(), i8::MAX.into()) as u8;
    out.extend(rows.iter().map(clamped));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_trainer_writes() {
        let rows: Vec<i32> = (0..16).map(|i| i - 8).collect();
        let bytes: &'static [u8] = encode(2, 3, &rows).leak();
        let table = Table::<2>::open(bytes).expect("a table");
        let mut scores = [10, 20];
        let row = table.row(0xa000_0077) as i32;
        assert_eq!(row, 5);
        table.add(0xa000_0077, &mut scores);
        assert_eq!(scores, [10 + 2 * row - 8, 20 + 2 * row - 7]);
        assert!(Table::<3>::open(bytes).is_none() && Table::<2>::open(&bytes[1..]).is_none());
    }
}
