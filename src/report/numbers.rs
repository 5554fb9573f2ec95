//! Numbers in decimal, four digits at a time and without a table.

/// Appends a number.
#[inline]
pub(super) fn number(out: &mut Vec<u8>, number: u32) {
    match up_to_four(number) {
        Some((digits, length)) => {
            let end = out.len() + length as usize;
            out.extend_from_slice(&digits.to_le_bytes());
            out.truncate(end);
        }
        None => long_number(out, number),
    }
}

/// Appends two numbers, `,"end":` between them: the most frequent part of any report. Short ones are put together in one
/// register.
#[inline]
pub(super) fn start_and_end(out: &mut Vec<u8>, start: u32, end: u32) {
    const KEY: &[u8; 8] = b",\"end\":\0";
    const KEY_BITS: u32 = 7 * 8;
    let (Some((first, a)), Some((second, b))) = (up_to_four(start), up_to_four(end)) else {
        number(out, start);
        out.extend_from_slice(&KEY[..7]);
        number(out, end);
        return;
    };
    let key_and_end = u128::from(u64::from_le_bytes(*KEY)) | u128::from(second) << KEY_BITS;
    let all = u128::from(first) | key_and_end << (8 * a);
    let end = out.len() + (a + b) as usize + 7;
    out.extend_from_slice(&all.to_le_bytes());
    out.truncate(end);
}

/// Appends a number of more than four digits.
#[inline(never)]
fn long_number(out: &mut Vec<u8>, long: u32) {
    number(out, long / 10_000);
    out.extend_from_slice(&four(long % 10_000).to_le_bytes());
}

/// The digits of a number below 10,000, the first in the lowest byte, and how many they are.
#[inline]
fn up_to_four(number: u32) -> Option<(u32, u32)> {
    let length = 1 + u32::from(number > 9) + u32::from(number > 99) + u32::from(number > 999);
    (number < 10_000).then(|| (four(number) >> (8 * (4 - length)), length))
}

/// The four digits of a number below 10,000, the first in the lowest byte.
#[inline]
fn four(number: u32) -> u32 {
    let hundreds = number / 100;
    // Two numbers below 100, side by side.
    let pairs = hundreds | (number - 100 * hundreds) << 16;
    // 103/1024 is a tenth, for numbers so small.
    let tens = (pairs * 103) >> 10 & 0x000f_000f;
    0x3030_3030 + tens + ((pairs - 10 * tens) << 8)
}

#[cfg(test)]
mod tests {
    use super::{number, start_and_end};

    #[test]
    fn numbers_are_those_of_display() {
        let powers = (0..10).map(|n| 10u32.pow(n));
        let around = powers.flat_map(|n| [n - 1, n, n + 1, n.saturating_mul(7)]);
        for n in (0..12_000).chain(around).chain([u32::MAX]) {
            let mut out = Vec::new();
            number(&mut out, n);
            assert_eq!(String::from_utf8(out).expect("UTF-8"), n.to_string());
            let mut out = Vec::new();
            start_and_end(&mut out, n / 9, n);
            let both = format!("{},\"end\":{n}", n / 9);
            assert_eq!(String::from_utf8(out).expect("UTF-8"), both);
        }
    }
}
