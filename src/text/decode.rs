//! Bytes to text: byte-order mark, UTF-8, then Windows-1252 or what a detector finds. Names the encoding that it used.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Bytes looked at to tell text from binary, and to guess a legacy encoding.
const SAMPLE: usize = 64 * 1024;

/// Decoded text and what it was decoded from.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without its byte-order mark.
    pub content: String,
    /// The WHATWG name of the encoding, as `encoding_rs` spells it.
    pub encoding: &'static Encoding,
}

/// Why bytes are not an article's text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// A format that holds text but is none: PDF, DOCX, an image, an archive …
    #[error("this is {format}, not plain text; {remedy}")]
    Format {
        /// What it is, with article.
        format: &'static str,
        /// What the user can do.
        remedy: &'static str,
    },
    /// NULs or too many control characters.
    #[error("this looks like binary data, not text ({reason})")]
    Binary {
        /// What gave it away.
        reason: &'static str,
    },
    /// Longer than positions can count.
    #[error("the text is longer than 4 GiB")]
    TooLong,
}

/// First bytes of formats that people feed in by mistake: (magic, what it is, remedy).
const FORMATS: &[(&[u8], &str, &str)] = &[
    (
        b"%PDF-",
        "a PDF",
        "convert it first, for example with: pdftotext FILE.pdf FILE.txt",
    ),
    (
        b"PK\x03\x04",
        "a ZIP-based document (DOCX, ODT, EPUB …)",
        "save it as plain text, for example with: pandoc -t plain FILE -o FILE.txt",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document (DOC, XLS …)",
        "save it as plain text first",
    ),
    (b"{\\rtf", "an RTF document", "save it as plain text first"),
    (
        b"\x89PNG",
        "a PNG image",
        "text must be recognised (OCR) first",
    ),
    (
        b"\xff\xd8\xff",
        "a JPEG image",
        "text must be recognised (OCR) first",
    ),
    (
        b"GIF8",
        "a GIF image",
        "text must be recognised (OCR) first",
    ),
    (b"\x7fELF", "an executable", "pass an article's text"),
    (
        b"SQLite format 3\0",
        "an SQLite database",
        "export its texts as JSONL first",
    ),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\0", "an xz archive", "unpack it first"),
];

/// Decodes `bytes`. With `forced`, that encoding is used (a byte-order mark is still dropped when it agrees).
///
/// # Errors
/// When the bytes are a known non-text format, or binary by the contract's measure.
pub fn decode(bytes: Vec<u8>, forced: Option<&'static Encoding>) -> Result<Decoded, DecodeError> {
    if bytes.len() >= u32::MAX as usize {
        return Err(DecodeError::TooLong);
    }
    if let Some(encoding) = forced {
        return finish(decode_as(&bytes, encoding), encoding);
    }
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        return finish(decode_as(&bytes, encoding), encoding);
    }
    for &(magic, format, remedy) in FORMATS {
        if bytes.starts_with(magic) {
            return Err(DecodeError::Format { format, remedy });
        }
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if memchr::memchr(0, sample).is_some() {
        return Err(DecodeError::Binary {
            reason: "it holds NUL bytes and no UTF-16 mark",
        });
    }
    match String::from_utf8(bytes) {
        Ok(content) => finish(content, UTF_8),
        Err(error) => {
            let bytes = error.into_bytes();
            if mostly_utf8(&bytes) {
                finish(String::from_utf8_lossy(&bytes).into_owned(), UTF_8)
            } else {
                let encoding = guess(&bytes);
                finish(decode_as(&bytes, encoding), encoding)
            }
        }
    }
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> String {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    match text {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    }
}

/// Checks the share of control characters, and the length once more: decoding may have made the text longer.
fn finish(content: String, encoding: &'static Encoding) -> Result<Decoded, DecodeError> {
    if content.len() >= u32::MAX as usize {
        return Err(DecodeError::TooLong);
    }
    let head = content.as_bytes();
    let head = &head[..head.len().min(SAMPLE)];
    let control = head
        .iter()
        .filter(|&&b| (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0xb | 0xc)) || b == 0x7f)
        .count();
    if head.contains(&0) && !std::ptr::eq(encoding, UTF_16LE) && !std::ptr::eq(encoding, UTF_16BE) {
        return Err(DecodeError::Binary {
            reason: "it holds NUL characters",
        });
    }
    if control * 10 > head.len() {
        return Err(DecodeError::Binary {
            reason: "more than a tenth of it is control characters",
        });
    }
    Ok(Decoded { content, encoding })
}

/// Whether at least 99 % of the multi-byte sequences are valid UTF-8: then a torn byte becomes U+FFFD, nothing more.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|&b| b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid > 0 && broken * 99 <= valid
}

/// The encoding of bytes that are no UTF-8: Windows-1252, unless most of the text is foreign letters: then what the detector says.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    detector.feed(sample, true);
    // English text in a legacy encoding is Windows-1252 but for a rare exception: a few accents must not make it Cyrillic.
    let foreign = sample.iter().filter(|&&b| b >= 0x80).count() * 5 > sample.len();
    if foreign {
        detector.guess(None, chardetng::Utf8Detection::Deny)
    } else {
        WINDOWS_1252
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let d = decode(bytes.to_vec(), None).expect("decodes");
        (d.content, d.encoding.name())
    }

    #[test]
    fn tells_the_encoding() {
        for (bytes, content, name) in [
            (b"plain".as_slice(), "plain", "UTF-8"),
            (b"", "", "UTF-8"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", "café", "UTF-8"),
            (b"\xff\xfeh\0i\0", "hi", "UTF-16LE"),
            (b"\xfe\xff\0h\0i", "hi", "UTF-16BE"),
            (
                b"the caf\xe9 said \x93no\x94",
                "the café said “no”",
                "windows-1252",
            ),
        ] {
            assert_eq!(decoded(bytes), (content.to_owned(), name), "{bytes:?}");
        }
    }

    #[test]
    fn one_torn_byte_does_not_spoil_utf8() {
        let mut bytes = "“no”, he said — ".repeat(100).into_bytes();
        bytes.push(0xe2);
        let (content, name) = decoded(&bytes);
        assert_eq!(name, "UTF-8");
        assert!(content.ends_with('\u{fffd}') && content.starts_with("“no”"));
    }

    #[test]
    fn refuses_what_is_no_text() {
        for (bytes, word) in [
            (b"%PDF-1.7 ...".as_slice(), "pdftotext"),
            (b"PK\x03\x04....", "pandoc"),
            (b"abc\0def", "NUL"),
            (b"\x01\x02\x03\x04abc", "control"),
        ] {
            let error = decode(bytes.to_vec(), None)
                .expect_err("not text")
                .to_string();
            assert!(error.contains(word), "{error}");
        }
    }

    #[test]
    fn a_forced_encoding_is_used() {
        let d = decode(b"\xcf\xf0\xe8".to_vec(), Some(encoding_rs::WINDOWS_1251)).expect("decodes");
        assert_eq!(d.content, "При");
    }
}
