//! The embedded weights: 16-bit integers with one scale for each block of the layout, read once.

use super::net::{Model, Net, at};
use std::sync::LazyLock;

static BYTES: &[u8] = include_bytes!("model.bin");

/// The trained model. A file of another layout than the code's is an error of the build, not of the input.
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> =
        LazyLock::new(|| from_bytes(BYTES).expect("model.bin was written for this layout"));
    &MODEL
}

/// Chosen by cross-validation: see the model's card.
pub const CAUTION: [f32; 2] = [2.0, 0.0];

/// Blocks that share a scale: rows, second layer, third layer, steps.
const BLOCKS: [(usize, usize); 4] = [
    (0, at::W2),
    (at::W2, at::W3),
    (at::W3, at::STEP),
    (at::STEP, at::END),
];
/// Bytes of a network: its number of weights, the scales, the integers.
const NET: usize = 4 + BLOCKS.len() * 4 + at::END * 2;

/// Weights to the file's bytes: network after network, all little-endian.
#[cfg(any(feature = "train", test))]
pub fn to_bytes(nets: &[Net]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(nets.len() * NET);
    for net in nets {
        bytes.extend((net.weights.len() as u32).to_le_bytes());
        let largest = |block: &[f32]| block.iter().fold(0f32, |most, w| most.max(w.abs()));
        let scales = BLOCKS.map(|(from, to)| largest(&net.weights[from..to]) / 32767.0);
        for scale in scales {
            bytes.extend(scale.to_le_bytes());
        }
        for ((from, to), scale) in BLOCKS.into_iter().zip(scales) {
            for weight in &net.weights[from..to] {
                let level = if scale > 0.0 {
                    (weight / scale).round() as i16
                } else {
                    0
                };
                bytes.extend(level.to_le_bytes());
            }
        }
    }
    bytes
}

/// The file's bytes to the model; `None` for another layout.
fn from_bytes(bytes: &[u8]) -> Option<Model> {
    if !bytes.len().is_multiple_of(NET) {
        return None;
    }
    let nets: Option<Vec<Net>> = bytes.chunks_exact(NET).map(net_from_bytes).collect();
    Model::new(nets?, CAUTION)
}

fn net_from_bytes(bytes: &[u8]) -> Option<Net> {
    let (count, rest) = bytes.split_first_chunk::<4>()?;
    let (scales, levels) = rest.split_at_checked(BLOCKS.len() * 4)?;
    if u32::from_le_bytes(*count) as usize != at::END || levels.len() != at::END * 2 {
        return None;
    }
    let level = |b: &[u8]| f32::from(i16::from_le_bytes([b[0], b[1]]));
    let mut weights: Vec<f32> = levels.chunks_exact(2).map(level).collect();
    for ((from, to), scale) in BLOCKS.into_iter().zip(scales.chunks_exact(4)) {
        let scale = f32::from_le_bytes([scale[0], scale[1], scale[2], scale[3]]);
        weights[from..to].iter_mut().for_each(|w| *w *= scale);
    }
    Some(Net { weights })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_fits_the_layout() {
        assert!(!model().nets.is_empty());
    }

    #[test]
    fn bytes_and_back() {
        let weights: Vec<f32> = (0..at::END).map(|i| (i % 7) as f32 - 3.0).collect();
        let net = Net { weights };
        let back = from_bytes(&to_bytes(&[net.clone(), net.clone()])).expect("same layout");
        assert_eq!(back.nets.len(), 2);
        assert!(
            net.weights
                .iter()
                .zip(&back.nets[1].weights)
                .all(|(a, b)| (a - b).abs() < 1e-3)
        );
        assert!(from_bytes(b"no model").is_none() && from_bytes(b"").is_none());
    }
}
