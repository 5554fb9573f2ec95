//! Sixty-four bytes of text as bit masks, a bit for each byte: what the tokeniser asks of bytes, answered for all at once
//! (as in G. Langdale, D. Lemire: Parsing Gigabytes of JSON per Second, 2019).

/// Bytes in a block.
pub const SIZE: usize = 64;

/// Masks of a block; the lowest bit is the first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Block {
    /// ASCII letters and digits.
    pub word: u64,
    /// Small ones aside, the letters of these.
    pub upper: u64,
    /// The digits of these.
    pub digit: u64,
    /// ASCII white space.
    pub space: u64,
    /// `_` and what is not ASCII: masks do not tell what it is.
    pub hard: u64,
    /// Marks behind which a word may go on: a letter, a digit or a hard byte follows, or they are hard themselves. The last
    /// byte's successor is not known.
    pub joins: u64,
}

impl Block {
    /// The block that begins at `at`; blanks stand for what lies behind the end.
    #[inline]
    pub fn at(bytes: &[u8], at: usize) -> Self {
        let rest = bytes.get(at..).unwrap_or_default();
        match rest.first_chunk::<SIZE>() {
            Some(chunk) => Self::of(chunk),
            None => Self::padded(rest),
        }
    }

    #[inline(never)]
    fn padded(rest: &[u8]) -> Self {
        let mut chunk = [b' '; SIZE];
        chunk[..rest.len()].copy_from_slice(rest);
        Self::of(&chunk)
    }

    #[inline]
    fn of(chunk: &[u8; SIZE]) -> Self {
        let Masks {
            letter,
            upper,
            digit,
            space,
            hard,
        } = masks(chunk);
        let word = letter | digit;
        let goes_on = word | hard;
        Self {
            word,
            upper,
            digit,
            space,
            hard,
            joins: !word & !space & (hard | goes_on >> 1),
        }
    }
}

/// What is asked of each byte itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
struct Masks {
    letter: u64,
    upper: u64,
    digit: u64,
    space: u64,
    hard: u64,
}

#[cfg(target_arch = "x86_64")]
use sse2::masks;
#[cfg(not(target_arch = "x86_64"))]
use swar::masks;

/// Sixteen bytes at a time; every x86-64 has it.
#[cfg(target_arch = "x86_64")]
mod sse2 {
    use super::{Masks, SIZE};
    use std::arch::x86_64::{
        __m128i, _mm_add_epi8, _mm_cmpeq_epi8, _mm_cmpgt_epi8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set_epi64x, _mm_set1_epi8, _mm_slli_epi16,
    };

    #[inline]
    #[allow(unsafe_code)]
    pub(super) fn masks(chunk: &[u8; SIZE]) -> Masks {
        // SAFETY: SSE2 belongs to x86-64 itself.
        unsafe { masks_by_sixteen(chunk) }
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn masks_by_sixteen(chunk: &[u8; SIZE]) -> Masks {
        let mut masks = Masks::default();
        let (parts, _) = chunk.as_chunks::<16>();
        for (i, part) in parts.iter().enumerate() {
            let part = u128::from_le_bytes(*part);
            let bytes = _mm_set_epi64x((part >> 64) as i64, part as i64);
            let bits = |mask: __m128i| (_mm_movemask_epi8(mask) as u64) << (16 * i);
            let letter = bits(within(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), b'a', 26));
            let blank = within(bytes, 9, 5);
            let low = bits(_mm_slli_epi16::<2>(bytes));
            masks.letter |= letter;
            masks.upper |= letter & !low;
            masks.digit |= bits(within(bytes, b'0', 10));
            masks.space |= bits(_mm_or_si128(
                blank,
                _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b' ' as i8)),
            ));
            let joiner = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b'_' as i8));
            masks.hard |= bits(_mm_or_si128(bytes, joiner));
        }
        masks
    }

    /// Which bytes lie in `first..first + count`: moved to the lowest signed numbers, where one comparison tells.
    #[inline]
    #[target_feature(enable = "sse2")]
    fn within(bytes: __m128i, first: u8, count: u8) -> __m128i {
        let moved = _mm_add_epi8(bytes, _mm_set1_epi8(0x80u8.wrapping_sub(first) as i8));
        _mm_cmpgt_epi8(_mm_set1_epi8((0x80 + count) as i8), moved)
    }
}

/// Eight bytes at a time, anywhere.
#[cfg(any(test, not(target_arch = "x86_64")))]
mod swar {
    use super::{Masks, SIZE};
    use crate::text::swar::{each, no_small_letter};

    #[inline]
    pub(super) fn masks(chunk: &[u8; SIZE]) -> Masks {
        let mut masks = Masks::default();
        let (parts, _) = chunk.as_chunks::<8>();
        for (i, part) in parts.iter().enumerate() {
            let bytes = u64::from_le_bytes(*part);
            let bits = |high: u64| gather(high) << (8 * i);
            let letter = bits(!no_small_letter(bytes | each(0x20)));
            masks.letter |= letter;
            masks.upper |= letter & !bits(bytes << 2);
            masks.digit |= bits(within(bytes, b'0', b'9'));
            masks.space |= bits(within(bytes, 9, 13) | within(bytes, b' ', b' '));
            masks.hard |= bits(bytes | within(bytes, b'_', b'_'));
        }
        masks
    }

    /// The high bits of the bytes in `from..=to`, ASCII both.
    #[inline]
    fn within(bytes: u64, from: u8, to: u8) -> u64 {
        let low = bytes & each(0x7f);
        (low + each(0x80 - from)) & !(low + each(0x7f - to)) & !bytes
    }

    /// The high bits of eight bytes side by side.
    #[inline]
    fn gather(bytes: u64) -> u64 {
        (bytes >> 7 & each(1)).wrapping_mul(0x0102_0408_1020_4080) >> 56
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place_and_by_either_way() {
        for byte in 0..=255u8 {
            for place in 0..SIZE {
                let mut chunk = [b' '; SIZE];
                chunk[place] = byte;
                let bit = |holds: bool| u64::from(holds) << place;
                let blank = |b: &u8| matches!(b, b' ' | 9..=13);
                let expected = Masks {
                    letter: bit(byte.is_ascii_alphabetic()),
                    upper: bit(byte.is_ascii_uppercase()),
                    digit: bit(byte.is_ascii_digit()),
                    space: !bit(!blank(&byte)),
                    hard: bit(!byte.is_ascii() || byte == b'_'),
                };
                assert_eq!(masks(&chunk), expected, "{byte:#x} at {place}");
                assert_eq!(swar::masks(&chunk), expected, "{byte:#x} at {place}");
            }
        }
    }

    #[test]
    fn a_mark_joins_where_a_word_may_go_on() {
        let block = Block::at(b"a.b c, d' (e) \xc3\xa9", 0);
        assert_eq!(block.joins & 0xffff, 0b1100_0100_0000_0010);
        assert_eq!(Block::at(b"abc", 3).space, u64::MAX);
    }
}
