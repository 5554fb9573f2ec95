//! Numbers in decimal, four digits at a time and without a table.

/// Appends a number.
#[inline]
pub(super) fn number(out: &mut Vec<u8>, number: u32) {
    const EIGHT: u32 = 100_000_000;
    if number < 10_000 {
        return up_to_four(out, number);
    }
    if number >= EIGHT {
        up_to_four(out, number / EIGHT);
        out.extend_from_slice(&four(number % EIGHT / 10_000).to_le_bytes());
    } else {
        up_to_four(out, number / 10_000);
    }
    out.extend_from_slice(&four(number % 10_000).to_le_bytes());
}

/// Appends a number below 10,000: all four digits from the first that counts, then what is too much falls away.
#[inline]
fn up_to_four(out: &mut Vec<u8>, number: u32) {
    let length = 1 + usize::from(number > 9) + usize::from(number > 99) + usize::from(number > 999);
    let digits = four(number) >> (8 * (4 - length));
    let end = out.len() + length;
    out.extend_from_slice(&digits.to_le_bytes());
    out.truncate(end);
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
    use super::number;

    #[test]
    fn numbers_are_those_of_display() {
        let powers = (0..10).map(|n| 10u32.pow(n));
        let around = powers.flat_map(|n| [n - 1, n, n + 1, n.saturating_mul(7)]);
        for n in (0..12_000).chain(around).chain([u32::MAX]) {
            let mut out = Vec::new();
            number(&mut out, n);
            assert_eq!(String::from_utf8(out).expect("UTF-8"), n.to_string());
        }
    }
}
