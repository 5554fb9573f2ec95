//! The 32-bit hash of a word that every table is keyed by: case and apostrophe shape do not matter.

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const MULTIPLIER: u64 = 0xff51_afd7_ed55_8ccd;

/// Hash of a word, lower-cased, with ’ folded to ' and soft hyphens dropped.
///
/// Eight bytes at a time (a multiply-rotate hash after FxHash). The tables hold some thousands of words, so that
/// another word meets a key about once in a million; no table decides anything that such an accident could break.
pub fn fold_hash(word: &str) -> u32 {
    if word.is_ascii() {
        hash_folded(word.as_bytes())
    } else {
        hash_slow(word)
    }
}

/// Hash of a single character that is no part of a word.
pub fn hash_char(c: char) -> u32 {
    let mut buffer = [0; 4];
    hash_folded(c.encode_utf8(&mut buffer).as_bytes())
}

/// The hash of a phrase so far and its next word: keys for entries of several words.
pub fn combine(phrase: u32, word: u32) -> u32 {
    (u64::from(phrase).wrapping_mul(SEED) ^ u64::from(word))
        .wrapping_mul(MULTIPLIER)
        .rotate_left(29) as u32
}

/// ASCII lower case is bit 5: set on every byte, it also leaves digits, apostrophe, dot and comma as they are.
fn hash_folded(bytes: &[u8]) -> u32 {
    let mut hash = SEED ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = mix(hash, u64::from_le_bytes(word) | 0x2020_2020_2020_2020);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut word = 0u64;
        for (i, &b) in rest.iter().enumerate() {
            word |= u64::from(b | 0x20) << (8 * i);
        }
        hash = mix(hash, word);
    }
    (hash ^ (hash >> 32)) as u32
}

fn mix(hash: u64, word: u64) -> u64 {
    let x = (hash ^ word).wrapping_mul(MULTIPLIER);
    x ^ (x >> 29)
}

#[cold]
fn hash_slow(word: &str) -> u32 {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' | '‘' | 'ʼ' => folded.push('\''),
            '\u{ad}' => {}
            _ => folded.extend(c.to_lowercase()),
        }
    }
    hash_folded(folded.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_apostrophes_fold() {
        for (a, b) in [
            ("Said", "SAID"),
            ("don’t", "Don't"),
            ("Économie", "économie"),
            ("co\u{ad}op", "coop"),
            ("October", "october"),
        ] {
            assert_eq!(fold_hash(a), fold_hash(b), "{a} {b}");
        }
        for (a, b) in [
            ("may", "maya"),
            ("day", "days"),
            ("a", "b"),
            ("internationally", "internationale"),
        ] {
            assert_ne!(fold_hash(a), fold_hash(b), "{a} {b}");
        }
    }
}
