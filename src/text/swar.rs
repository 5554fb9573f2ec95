//! Eight bytes looked at in one register (SWAR): what scanners do without a branch for each byte.

const HIGH: u64 = 0x8080_8080_8080_8080;

/// The byte eight times.
pub const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Not 0 exactly where one of the eight bytes is `byte` (H. S. Warren, Hacker's Delight, 6-1).
#[inline]
pub const fn holds(chunk: u64, byte: u8) -> u64 {
    let same = chunk ^ each(byte);
    same.wrapping_sub(each(1)) & !same & HIGH
}

/// Not 0 exactly where one of the eight bytes is below `limit`, which is at most 128.
#[inline]
pub const fn holds_below(chunk: u64, limit: u8) -> u64 {
    chunk.wrapping_sub(each(limit)) & !chunk & HIGH
}

/// The high bit of each byte that is no small ASCII letter.
#[inline]
pub const fn no_small_letter(chunk: u64) -> u64 {
    let low = chunk & !HIGH;
    let from_a = low + each(0x80 - b'a');
    let beyond_z = low + each(0x7f - b'z');
    !(from_a & !beyond_z & !chunk) & HIGH
}

/// How many of `bytes`, in whole eights, begin it without one that `test` finds.
#[inline]
pub fn clean_prefix(bytes: &[u8], test: impl Fn(u64) -> u64) -> usize {
    let (chunks, _) = bytes.as_chunks::<8>();
    8 * chunks
        .iter()
        .take_while(|&&chunk| test(u64::from_le_bytes(chunk)) == 0)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place() {
        for byte in 0..=255u8 {
            for place in 0..8 {
                let mut chunk = *b"abcdefgh";
                chunk[place] = byte;
                let word = u64::from_le_bytes(chunk);
                for sought in [0, b'"', b'\\', 0x7f, 0xc2, 0xff] {
                    assert_eq!(holds(word, sought) != 0, byte == sought, "{chunk:?}");
                }
                assert_eq!(holds_below(word, 0x20) != 0, byte < 0x20, "{chunk:?}");
                let bit = no_small_letter(word) >> (8 * place + 7) & 1;
                assert_eq!(bit == 0, byte.is_ascii_lowercase(), "{chunk:?}");
            }
        }
    }

    #[test]
    fn prefixes_end_at_the_chunk_that_holds_it() {
        let at = |text: &str| clean_prefix(text.as_bytes(), |chunk| holds(chunk, b'"'));
        assert_eq!(at(""), 0);
        assert_eq!(at("seven b"), 0);
        assert_eq!(at("eight by\"and more"), 8);
        assert_eq!(at("sixteen bytes in all, and \""), 24);
    }
}
