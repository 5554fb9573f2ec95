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

/// [`fold_hash`] of an ASCII word or of a single character, for tables and comparisons made when the program is compiled.
pub const fn const_hash(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let mut hash = SEED ^ bytes.len() as u64;
    let mut at = 0;
    while at < bytes.len() {
        let (mut chunk, mut i) = (0u64, 0);
        while i < 8 && at + i < bytes.len() {
            chunk |= (bytes[at + i] as u64 | 0x20) << (8 * i);
            i += 1;
        }
        hash = mix(hash, chunk);
        at += 8;
    }
    (hash ^ (hash >> 32)) as u32
}

/// Hash of a single character that is no part of a word.
#[inline]
pub fn hash_char(c: char) -> u32 {
    if let Some(&hash) = ASCII.get(c as usize) {
        return hash;
    }
    let mut chunk = [0; 8];
    let bytes = c.len_utf8() as u32;
    let _ = c.encode_utf8(&mut chunk);
    hash_short(u64::from_le_bytes(chunk), bytes)
}

/// Hashes of the ASCII characters, most of all that is no word.
const ASCII: [u32; 128] = {
    let mut table = [0; 128];
    let mut c = 0;
    while c < 128 {
        table[c] = hash_short(c as u64, 1);
        c += 1;
    }
    table
};

/// The hash of a phrase so far and its next word: keys for entries of several words.
pub fn combine(phrase: u32, word: u32) -> u32 {
    (u64::from(phrase).wrapping_mul(SEED) ^ u64::from(word))
        .wrapping_mul(MULTIPLIER)
        .rotate_left(29) as u32
}

/// [`fold_hash`] of the ASCII word `bytes[start..end]`: with the bytes behind it at hand, its last ones are read at once too.
#[inline]
pub fn hash_ascii_within(bytes: &[u8], start: usize, end: usize) -> u32 {
    let (mut hash, mut at) = (SEED ^ (end - start) as u64, start);
    while at < end {
        let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) else {
            return hash_folded(&bytes[start..end]);
        };
        let left = (end - at).min(8);
        let mask = u64::MAX >> (64 - 8 * left as u32);
        hash = mix(hash, (u64::from_le_bytes(chunk) | CASE) & mask);
        at += 8;
    }
    (hash ^ (hash >> 32)) as u32
}

/// [`fold_hash`] of the first `letters` bytes of `chunk` (1 to 8, little-endian), which are ASCII letters.
#[inline]
pub const fn hash_short(chunk: u64, letters: u32) -> u32 {
    let mask = u64::MAX >> (64 - 8 * letters);
    let hash = mix(SEED ^ letters as u64, (chunk | CASE) & mask);
    (hash ^ (hash >> 32)) as u32
}

/// ASCII lower case is bit 5: set on every byte, it also leaves digits, apostrophe, dot and comma as they are.
const CASE: u64 = 0x2020_2020_2020_2020;

fn hash_folded(bytes: &[u8]) -> u32 {
    let mut hash = SEED ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        let mask = u64::MAX >> (64 - 8 * chunk.len() as u32);
        hash = mix(hash, (u64::from_le_bytes(word) | CASE) & mask);
    }
    (hash ^ (hash >> 32)) as u32
}

#[inline]
const fn mix(hash: u64, word: u64) -> u64 {
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
        for word in ["said", "internationally", "don't", "–", ","] {
            assert_eq!(const_hash(word), fold_hash(word), "{word}");
        }
        for c in [',', '@', '[', '|', '“', '–', '😀'] {
            assert_eq!(hash_char(c), const_hash(&c.to_string()), "{c}");
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
