//! Any stream of lines, in pieces of any size: each line that is not blank is returned once, with its number, and is a record
//! or is refused with a reason.
#![no_main]

use analyze::batch::input::{Block, LineReader};
use analyze::batch::{FieldNames, mended, read_record};
use libfuzzer_sys::fuzz_target;
use std::io::{self, Read};

/// A stream that gives a few bytes at a time.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.1.min(self.0.len()).min(buffer.len());
        buffer[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

fuzz_target!(|input: (u8, u8, &[u8])| {
    let (piece, limit, bytes) = input;
    let names = FieldNames {
        headline: Some("title".to_owned()),
        ..FieldNames::default()
    };
    let limit = if limit == 0 {
        usize::MAX
    } else {
        usize::from(limit)
    };
    let mut reader = LineReader::new(Pieces(bytes, usize::from(piece) + 1), limit as u64);
    let mut block = Block::default();
    let mut lines = Vec::new();
    while reader.fill(&mut block).expect("memory can be read") {
        for line in &block.lines {
            let found = line.bytes.clone().map(|range| block.buffer[range].to_vec());
            if let Some(Ok(text)) = found.as_deref().map(std::str::from_utf8) {
                match read_record(text, &names) {
                    Ok(record) => assert!(record.id.is_none_or(|id| !id.get().is_empty())),
                    Err(bad) => assert!(!bad.failure.message.is_empty()),
                }
                let _ = mended(text);
            }
            lines.push((line.number, found));
        }
    }
    let expected = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .split(|&byte| byte == b'\n')
        .zip(1..)
        .filter(|(line, _)| {
            let blank = std::str::from_utf8(line).is_ok_and(|line| line.trim().is_empty());
            line.len() > limit || !blank
        })
        .map(|(line, number)| (number, (line.len() <= limit).then(|| line.to_vec())));
    // With a limit, a byte-order mark before an overlong or blank first line may count or not.
    if limit == usize::MAX {
        assert!(lines.into_iter().eq(expected));
    }
});
