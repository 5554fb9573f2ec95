//! White space within names.

use crate::text::swar::{each, holds_below};
use std::borrow::Cow;

/// The slice with each run of white space as one blank, none at its ends.
pub(super) fn collapsed(slice: &str) -> Cow<'_, str> {
    if is_tidy(slice.as_bytes()) {
        return Cow::Borrowed(slice);
    }
    let mut tidy = String::with_capacity(slice.len());
    for word in slice.split_whitespace() {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    Cow::Owned(tidy)
}

/// Whether all white space is single blanks amid others; may deny it of what is.
fn is_tidy(bytes: &[u8]) -> bool {
    let [first, .., last] = *bytes else {
        return matches!(bytes, [b'!'..=b'~']);
    };
    if first == b' ' || last == b' ' {
        return false;
    }
    let mut high = 0;
    let mut tidy = |word: u64| {
        high |= word;
        let other = word ^ each(b' ');
        let low = each(0x7f);
        let blanks = !((other & low) + low | other | low);
        holds_below(word, b' ') | blanks & blanks << 8 == 0
    };
    let tidy = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            let ends = tidy(u64::from_le_bytes(*first)) && tidy(u64::from_le_bytes(*last));
            // Each step shares a byte with the next, so that no pair of bytes is split.
            let mut rest = bytes.get(7..bytes.len() - 7).unwrap_or_default();
            let mut within = true;
            while within && rest.len() > 1 {
                let word = rest
                    .first_chunk::<8>()
                    .copied()
                    .unwrap_or_else(|| few(rest));
                within = tidy(u64::from_le_bytes(word));
                rest = rest.get(7..).unwrap_or_default();
            }
            ends && within
        }
        _ => tidy(u64::from_le_bytes(few(bytes))),
    };
    // The first bytes of all white space beyond ASCII.
    tidy && (high & each(0x80) == 0 || !bytes.iter().any(|b| matches!(b, 0xc2 | 0xe1..=0xe3)))
}

/// Up to eight bytes, and letters.
fn few(bytes: &[u8]) -> [u8; 8] {
    let mut all = [b'x'; 8];
    for (place, &b) in all.iter_mut().zip(bytes) {
        *place = b;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_splitting() {
        let names = [
            "",
            "a",
            " ",
            "U.S.",
            "Ann Reed",
            "Ann  Reed",
            "Ann\nReed",
            " Ann",
            "Ann ",
            "Zoë Ličen",
            "Zoë\u{a0}Ličen",
            "O’Brien",
            "Bank of the Western Isles and Lochs",
            "a\u{3000}b",
            "Bank of  the Western Isles",
            "Bank of the\u{b}Western Isles",
            "Bank of the Western\tIsles",
            "Bank of the Western Isles  Ltd",
            "Bank of the Western Isles Ltd\r\n",
            "a\u{1c}b",
        ];
        for name in names {
            let words: Vec<_> = name.split_whitespace().collect();
            assert_eq!(collapsed(name), words.join(" "), "{name:?}");
        }
        let line = "one two  three four five six  seven ";
        for start in 0..line.len() {
            for end in start..line.len() {
                let words: Vec<_> = line[start..end].split_whitespace().collect();
                assert_eq!(collapsed(&line[start..end]), words.join(" "));
            }
        }
        assert!(matches!(collapsed("Zoë Ličen"), Cow::Borrowed(_)));
    }
}
