//! The embedded weights: 16-bit integers, little-endian, in the order of [`at`](super::chain::at), then the trees of the
//! standfirst; read once.

use super::chain::{Model, at};
use super::decide::{RULES, Rules};
use crate::model::Trees;
use std::sync::LazyLock;

static BYTES: &[u8] = include_bytes!("model.bin");

/// The trained model. A file of another layout than the code's is an error of the build, not of the input.
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> =
        LazyLock::new(|| from_bytes(BYTES, RULES).expect("model.bin was written for this layout"));
    &MODEL
}

/// Weights and trees to the file's bytes.
#[cfg(any(feature = "train", test))]
pub fn to_bytes(weights: &[f32], trees: &[i16]) -> Vec<u8> {
    let level = |weight: &f32| (weight / super::chain::UNIT).round() as i16;
    let levels = weights.iter().map(level).chain(trees.iter().copied());
    levels.flat_map(i16::to_le_bytes).collect()
}

/// The file's bytes to the model; `None` for another layout.
pub fn from_bytes(bytes: &[u8], rules: Rules) -> Option<Model> {
    let levels: Vec<i16> = bytes
        .chunks_exact(2)
        .map(|b| i16::from_le_bytes([b[0], b[1]]))
        .collect();
    let (levels, trees) = levels.split_at_checked(at::END)?;
    let mut model = Model::new(levels, rules)?;
    model.standfirst = Trees::new(trees)?;
    Some(model)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_fits_the_layout() {
        let model = from_bytes(BYTES, RULES).expect("the code's layout");
        assert!(!model.standfirst.is_empty());
    }

    #[test]
    fn bytes_and_back() {
        let weights: Vec<f32> = (0..at::END).map(|i| (i % 7) as f32 - 3.0).collect();
        let bytes = to_bytes(&weights, &[]);
        assert_eq!(bytes[..4], [0, 253, 0, 254]);
        assert!(from_bytes(&bytes, RULES).is_some());
        assert!(from_bytes(b"no model", RULES).is_none() && from_bytes(b"", RULES).is_none());
    }
}
