//! Bytes of a file or stream: compressed input is told by its magic number and read as what it holds.

use super::super::error::Failure;
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::FrameDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// A skippable frame may come before the first one: 0x184D2A50 to 0x184D2A5F, little-endian.
const ZSTD_SKIPPABLE: &[u8] = b"\x2a\x4d\x18";

/// What `inner` holds, decompressed if it is gzip or Zstandard.
///
/// The magic number decides, so that a file that lost or kept a wrong `.gz` on its way is read all the same.
pub(crate) fn decompressed<'r, R: Read + Send + 'r>(
    mut inner: R,
) -> io::Result<Box<dyn Read + Send + 'r>> {
    let mut head = [0u8; 4];
    let mut filled = 0;
    while filled < head.len() {
        match inner.read(&mut head[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        // A line may be shorter than a magic number: do not wait for bytes that cannot change the answer.
        let so_far = &head[..filled];
        let skippable = so_far.first().is_some_and(|b| b & 0xf0 == 0x50);
        if !GZIP.starts_with(&so_far[..filled.min(2)]) && !ZSTD.starts_with(so_far) && !skippable {
            break;
        }
    }
    let head = head[..filled].to_vec();
    let (gzip, zstd) = (head.starts_with(GZIP), is_zstd(&head));
    let whole: Chain<Cursor<Vec<u8>>, R> = Cursor::new(head).chain(inner);
    Ok(if gzip {
        Box::new(MultiGzDecoder::new(BufReader::with_capacity(
            64 * 1024,
            whole,
        )))
    } else if zstd {
        Box::new(Zstd::new(BufReader::with_capacity(64 * 1024, whole)))
    } else {
        Box::new(whole)
    })
}

fn is_zstd(head: &[u8]) -> bool {
    head == ZSTD
        || matches!(head, [first, rest @ ..] if first & 0xf0 == 0x50 && rest == ZSTD_SKIPPABLE)
}

/// Reads all of `inner`, decompressed, unless that is more than `limit` bytes.
pub(crate) fn read_all<R: Read + Send>(
    inner: R,
    expected: u64,
    limit: u64,
) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::with_capacity(expected.min(limit).min(1 << 24) as usize + 1);
    decompressed(inner)
        .and_then(|reader| reader.take(limit.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| Failure::reading(&error))?;
    if bytes.len() as u64 > limit {
        return Err(Failure::too_large(limit));
    }
    Ok(bytes)
}

/// Zstandard frames one after another, as concatenated files hold them.
struct Zstd<R> {
    source: R,
    frame: FrameDecoder,
    open: bool,
}

impl<R: BufRead> Zstd<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            frame: FrameDecoder::new(),
            open: false,
        }
    }

    /// Starts the next frame; false at the end of the input.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.frame.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(
                        &mut self.source.by_ref().take(u64::from(length)),
                        &mut io::sink(),
                    )?;
                }
                Err(error) => return Err(corrupt(&error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if self.open && self.frame.can_collect() > 0 {
                return self.frame.read(buffer);
            }
            if !self.open {
                self.open = self.next_frame()?;
                if !self.open {
                    return Ok(0);
                }
            } else if self.frame.is_finished() {
                let (stored, computed) = (
                    self.frame.get_checksum_from_data(),
                    self.frame.get_calculated_checksum(),
                );
                if stored.is_some() && stored != computed {
                    return Err(corrupt(&"a checksum differs"));
                }
                self.open = false;
            } else {
                self.frame
                    .decode_blocks(
                        &mut self.source,
                        ruzstd::decoding::BlockDecodingStrategy::UptoBlocks(1),
                    )
                    .map_err(|error| corrupt(&error))?;
            }
        }
    }
}

fn corrupt(error: &dyn std::fmt::Display) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("corrupt or torn zstd data ({error})"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// “frame ” and “two\n” as two frames, as `zstd` writes them uncompressed.
    fn zstd(text: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(text).expect("writes");
        out.finish().expect("finishes")
    }

    #[test]
    fn reads_every_member_of_what_is_compressed() {
        let skippable = b"\x50\x2a\x4d\x18\x03\0\0\0abc".to_vec();
        let text = "a long line ".repeat(50_000);
        for (name, bytes) in [
            ("plain", text.clone().into_bytes()),
            (
                "gzip",
                [
                    gzip(&text.as_bytes()[..1000]),
                    gzip(&text.as_bytes()[1000..]),
                ]
                .concat(),
            ),
            (
                "zstd",
                [
                    zstd(&text.as_bytes()[..1000]),
                    skippable.clone(),
                    zstd(&text.as_bytes()[1000..]),
                ]
                .concat(),
            ),
            (
                "skippable first",
                [skippable, zstd(text.as_bytes())].concat(),
            ),
        ] {
            let read = read_all(bytes.as_slice(), 0, 1 << 30).expect("reads");
            assert!(read == text.as_bytes(), "{name}");
        }
    }

    #[test]
    fn torn_data_and_bombs_are_failures() {
        for whole in [gzip(&[b'a'; 100_000]), zstd(&[b'a'; 100_000])] {
            let torn = read_all(&whole[..whole.len() - 6], 0, 1 << 20).expect_err("torn");
            assert_eq!(torn.kind.name(), "unreadable");
            let bomb = read_all(whole.as_slice(), 0, 1000).expect_err("long");
            assert_eq!(bomb.kind.name(), "too-large");
        }
    }

    #[test]
    fn short_input_is_itself() {
        for text in ["", "a", "P", "\x1f", "ab\n"] {
            assert_eq!(
                read_all(text.as_bytes(), 0, 9).expect("reads"),
                text.as_bytes()
            );
        }
    }
}
