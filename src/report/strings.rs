//! Text into a JSON string: many bytes are tested in one step, and few bytes are copied without a call.

use super::json::is_unsafe;
use std::io::Write;

/// Bytes tested in one step.
const STEP: usize = 32;

/// Appends the text as it stands between quotation marks.
#[inline(never)]
pub(super) fn inner(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    // Of a short text the first and the last bytes, which may overlap, are all.
    let done = match bytes.len() {
        33.. => return escaped(out, bytes),
        16.. => {
            let test = |first: &[u8; 16], last: &[u8; 16]| {
                let mut both = [0; 32];
                both[..16].copy_from_slice(first);
                both[16..].copy_from_slice(last);
                !holds_suspect(&both)
            };
            copy_ends::<16>(out, bytes, test)
        }
        8.. => {
            let test = |first: &[u8; 8], last: &[u8; 8]| {
                let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
                !holds_suspect(&(u128::from(first) | u128::from(last) << 64).to_le_bytes())
            };
            copy_ends::<8>(out, bytes, test)
        }
        4.. => {
            let test = |first: &[u8; 4], last: &[u8; 4]| {
                let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
                // Twice, for a whole register.
                let both = u128::from(u64::from(first) | u64::from(last) << 32);
                !holds_suspect(&(both | both << 64).to_le_bytes())
            };
            copy_ends::<4>(out, bytes, test)
        }
        _ => false,
    };
    if !done {
        escaped(out, bytes);
    }
}

/// Appends bytes.
#[inline]
pub(super) fn copy(out: &mut Vec<u8>, bytes: &[u8]) {
    let copied = match bytes.len() {
        16..=32 => copy_ends::<16>(out, bytes, |_, _| true),
        8..16 => copy_ends::<8>(out, bytes, |_, _| true),
        4..8 => copy_ends::<4>(out, bytes, |_, _| true),
        _ => false,
    };
    if !copied {
        out.extend_from_slice(bytes);
    }
}

/// Appends from `N` to `2 * N` bytes, the first and the last `N`, if these pass a test; says whether.
#[inline]
fn copy_ends<const N: usize>(
    out: &mut Vec<u8>,
    bytes: &[u8],
    test: impl Fn(&[u8; N], &[u8; N]) -> bool,
) -> bool {
    let (Some(first), Some(last)) = (bytes.first_chunk::<N>(), bytes.last_chunk::<N>()) else {
        return false;
    };
    if !test(first, last) {
        return false;
    }
    let end = out.len() + bytes.len();
    out.reserve(2 * N);
    out.extend_from_slice(first);
    out.truncate(end - N);
    out.extend_from_slice(last);
    true
}

/// How many bytes stand before the first that may need escaping.
fn clean_prefix(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes[at..].first_chunk::<STEP>() {
        if holds_suspect(chunk) {
            break;
        }
        at += STEP;
    }
    let rest = &bytes[at..];
    // The last step, which may begin among bytes that were tested.
    let last = bytes.last_chunk::<STEP>();
    if rest.len() < STEP && last.is_some_and(|last| !holds_suspect(last)) {
        return bytes.len();
    }
    let found = rest.iter().position(|&b| SUSPECT[usize::from(b)]);
    at + found.unwrap_or(rest.len())
}

/// Appends the bytes of a text, some of which may need escaping.
fn escaped(out: &mut Vec<u8>, bytes: &[u8]) {
    let (mut done, mut at) = (0, 0);
    loop {
        at += clean_prefix(&bytes[at..]);
        if at >= bytes.len() {
            break;
        }
        let end = match character_at(bytes, at) {
            Some((start, end, c)) if c < '\u{80}' || is_unsafe(c) => {
                copy(out, &bytes[done..start]);
                escape(out, c);
                done = end;
                end
            }
            _ => at + 1,
        };
        at = end;
    }
    copy(out, &bytes[done..]);
}

/// The character, and where it lies, of which the suspect byte `at` is the only one, the first of two or the last of three.
fn character_at(bytes: &[u8], at: usize) -> Option<(usize, usize, char)> {
    let (before, rest) = bytes.split_at_checked(at)?;
    let (start, code) = match (before, rest) {
        (_, &[byte @ 0..0x80, ..]) => return Some((at, at + 1, char::from(byte))),
        (_, &[0xc2, next, ..]) => return Some((at, at + 2, char::from(next))),
        (&[.., 0xe2, middle], &[last, ..]) => {
            let low = |byte: u8| u32::from(byte & 0x3f);
            (at - 2, 0x2000 | low(middle) << 6 | low(last))
        }
        _ => return None,
    };
    Some((start, at + 1, char::from_u32(code)?))
}

/// Whether a byte may need escaping: controls, the quotation mark, the backslash, DEL, the first byte of U+0080 to U+009F,
/// the last bytes of the other unsafe characters (not their first, which they share with curly marks and dashes).
const fn is_suspect(b: u8) -> bool {
    b < 0x20 || matches!(b, b'"' | b'\\' | 0x7f | 0xc2 | 0xa6..=0xae)
}

const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < table.len() {
        table[b] = is_suspect(b as u8);
        b += 1;
    }
    table
};

/// Whether one of the bytes [`is_suspect`]: of each the least of what is 0 for a suspect, which compilers turn into a few
/// vector instructions for all of them.
#[inline]
fn holds_suspect<const N: usize>(chunk: &[u8; N]) -> bool {
    let least = chunk.iter().fold(u8::MAX, |least, &b| {
        least
            .min(b & 0xe0)
            .min(b ^ b'"')
            .min(b ^ b'\\')
            .min(b ^ 0x7f)
            .min(b ^ 0xc2)
            .min(b.wrapping_sub(0xa6).saturating_sub(0xae - 0xa6))
    });
    least == 0
}

/// Appends a character as an escape.
#[cold]
pub(super) fn escape(out: &mut Vec<u8>, c: char) {
    let short: &[u8] = match c {
        '"' => b"\\\"",
        '\\' => b"\\\\",
        '\n' => b"\\n",
        '\r' => b"\\r",
        '\t' => b"\\t",
        '\u{8}' => b"\\b",
        '\u{c}' => b"\\f",
        // Writing to memory does not fail.
        _ => return drop(write!(out, "\\u{:04x}", c as u32)),
    };
    out.extend_from_slice(short);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = b"\"".to_vec();
        inner(&mut out, text);
        out.push(b'"');
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn strings_are_those_of_serde_json() {
        let long = "A long line of prose, with nothing to escape in it at all. ".repeat(3);
        for text in [
            "say \"no\"\\",
            "tab\tline\r\n\u{8}\u{c}\u{1}",
            "“é” 北京 😀 Â â … é—è",
            &(long.clone() + "“x”\n" + &long),
        ] {
            assert_eq!(written(text), serde_json::to_string(text).expect("JSON"));
        }
        for length in 0..long.len() {
            let text = &long[..length];
            assert_eq!(written(text), format!("\"{text}\""));
            for (c, escaped) in [('"', "\\\""), ('\u{2028}', "\\u2028"), ('…', "…")] {
                let (before, behind) = text.split_at(length / 3);
                assert_eq!(
                    written(&format!("{before}{c}{behind}{c}")),
                    format!("\"{before}{escaped}{behind}{escaped}\"")
                );
            }
        }
        assert_eq!(
            written("a\u{85}b\u{2028}\u{7f}\u{a0}"),
            "\"a\\u0085b\\u2028\\u007f\u{a0}\""
        );
    }

    #[test]
    fn each_unsafe_character_is_escaped_and_no_other() {
        for c in ('\u{0}'..'\u{3000}').chain(['\u{e2a9}', '\u{1f9a6}']) {
            let plain = format!("\"{c}\"");
            let escapes = c < ' ' || c == '"' || c == '\\' || is_unsafe(c);
            assert_eq!(written(&c.to_string()) != plain, escapes, "{c:?}");
            let amid = format!("amid some text {c} of more than a step");
            assert_eq!(written(&amid) != format!("\"{amid}\""), escapes, "{c:?}");
        }
    }

    #[test]
    fn one_step_finds_what_a_look_at_each_byte_does() {
        for b in 0..=255u8 {
            for place in 0..16 {
                let mut chunk = *b"sixteen letters.";
                chunk[place] = b;
                assert_eq!(holds_suspect(&chunk), is_suspect(b), "{b} at {place}");
            }
        }
    }
}
