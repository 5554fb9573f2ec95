//! The lines of a JSONL stream, in blocks of what one read returns, so that nothing waits for input that may never come.

use std::io::{self, Read};
use std::ops::Range;

/// Bytes asked for at a time: a block of records that is worth a worker's while.
const CHUNK: usize = 64 * 1024;

/// One line of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonLine {
    /// Counted from 1, blank ones included.
    pub number: u64,
    /// Where it lies in the block, without its line feed; `None` where it is longer than the limit.
    pub bytes: Option<Range<usize>>,
}

/// Whole lines and the bytes that they lie in.
#[derive(Debug, Default)]
pub struct Block {
    /// What the lines' ranges count in.
    pub buffer: Vec<u8>,
    /// The lines, in order.
    pub lines: Vec<JsonLine>,
}

/// Reads a stream block by block. A line beyond the limit is passed over without being kept.
#[derive(Debug)]
pub struct LineReader<R> {
    inner: R,
    limit: usize,
    /// The start of the line that the last block broke off in.
    carry: Vec<u8>,
    number: u64,
    /// Whether the line under way is longer than the limit.
    overlong: bool,
    ended: bool,
}

impl<R: Read> LineReader<R> {
    /// Lines of at most `limit` bytes.
    pub fn new(inner: R, limit: u64) -> Self {
        Self {
            inner,
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            carry: Vec::new(),
            number: 0,
            overlong: false,
            ended: false,
        }
    }

    /// The number of the line that is read next.
    pub fn next_number(&self) -> u64 {
        self.number + 1
    }

    /// Fills `block` with the lines that are ready, at least one; false at the end. Lines of white space are left out.
    ///
    /// # Errors
    /// What the stream says; the lines before it have been returned.
    pub fn fill(&mut self, block: &mut Block) -> io::Result<bool> {
        block.lines.clear();
        block.buffer.clear();
        block.buffer.append(&mut self.carry);
        while !self.ended {
            let kept = block.buffer.len();
            block.buffer.resize(kept + CHUNK, 0);
            let read = loop {
                match self.inner.read(&mut block.buffer[kept..]) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    other => break other,
                }
            };
            block
                .buffer
                .truncate(kept + read.as_ref().copied().unwrap_or(0));
            if read? == 0 {
                self.ended = true;
                if self.overlong || !block.buffer.is_empty() {
                    let end = block.buffer.len();
                    self.push(&block.buffer, &mut block.lines, 0..end);
                }
                break;
            }
            self.split(block, kept);
            if !block.lines.is_empty() {
                break;
            }
        }
        Ok(!block.lines.is_empty())
    }

    /// Takes the lines that end at or behind `from`, and keeps what follows the last for the next block.
    fn split(&mut self, block: &mut Block, from: usize) {
        let Block { buffer, lines } = block;
        let mut start = 0;
        for at in memchr::memchr_iter(b'\n', &buffer[from..]) {
            let feed = from + at;
            self.push(buffer, lines, start..feed);
            start = feed + 1;
        }
        // An unfinished line stays where it is while it grows, so that a long one is not copied again and again.
        let unfinished = if lines.is_empty() {
            buffer.drain(..start);
            buffer
        } else {
            self.carry.extend_from_slice(&buffer[start..]);
            buffer.truncate(start);
            &mut self.carry
        };
        if self.overlong || unfinished.len() > self.limit {
            self.overlong = true;
            unfinished.clear();
        }
    }

    fn push(&mut self, buffer: &[u8], lines: &mut Vec<JsonLine>, mut range: Range<usize>) {
        self.number += 1;
        if self.number == 1 && buffer[range.clone()].starts_with(b"\xef\xbb\xbf") {
            range.start += 3;
        }
        let overlong = std::mem::take(&mut self.overlong) || range.len() > self.limit;
        if overlong || !is_blank(&buffer[range.clone()]) {
            lines.push(JsonLine {
                number: self.number,
                bytes: (!overlong).then_some(range),
            });
        }
    }
}

/// Whether a line is white space only, by Unicode.
fn is_blank(line: &[u8]) -> bool {
    match line.first() {
        None => true,
        Some(b'{') => false,
        Some(_) => std::str::from_utf8(line).is_ok_and(|line| line.trim().is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All lines as (number, text), read from pieces of `size` bytes; `None` for one that is too long.
    fn lines(input: &[u8], size: usize, limit: u64) -> Vec<(u64, Option<String>)> {
        struct Pieces<'a>(&'a [u8], usize);
        impl Read for Pieces<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let n = self.1.min(self.0.len()).min(buffer.len());
                buffer[..n].copy_from_slice(&self.0[..n]);
                self.0 = &self.0[n..];
                Ok(n)
            }
        }
        let mut reader = LineReader::new(Pieces(input, size), limit);
        let (mut block, mut all) = (Block::default(), Vec::new());
        while reader.fill(&mut block).expect("reads") {
            for line in &block.lines {
                let text = line.bytes.clone().map(|range| {
                    String::from_utf8_lossy(&block.buffer[range])
                        .trim_end()
                        .to_owned()
                });
                all.push((line.number, text));
            }
        }
        all
    }

    #[test]
    fn lines_do_not_depend_on_the_pieces() {
        let long = "x".repeat(100);
        let input = format!("\u{feff}{{1}}\r\n\n \t\u{a0}\n{{2}}\n{long}\n{{3}}\n\n{long}");
        for size in [1, 2, 3, 7, 50, 1000] {
            let some = |text: &str| Some(text.to_owned());
            assert_eq!(
                lines(input.as_bytes(), size, 40),
                [
                    (1, some("{1}")),
                    (4, some("{2}")),
                    (5, None),
                    (6, some("{3}")),
                    (8, None)
                ],
                "{size}"
            );
        }
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(lines(b"", 9, 9), []);
        assert_eq!(lines(b"\n\n \n", 1, 9), []);
    }

    #[test]
    fn an_endless_line_is_not_kept() {
        let mut reader = LineReader::new(io::repeat(b'a').take(50_000_000), 1000);
        let mut block = Block::default();
        assert!(reader.fill(&mut block).expect("reads"));
        assert_eq!(
            block.lines,
            [JsonLine {
                number: 1,
                bytes: None
            }]
        );
        assert!(block.buffer.capacity() < 1 << 20);
    }

    #[test]
    fn a_block_holds_what_one_read_returned() {
        let mut reader = LineReader::new(b"{1}\n{2}\n{".chain(&b"3}\n"[..]), 1000);
        let mut block = Block::default();
        assert!(reader.fill(&mut block).expect("reads"));
        assert_eq!(block.lines.len(), 2);
        assert!(reader.fill(&mut block).expect("reads"));
        assert_eq!(block.lines.len(), 1);
        assert_eq!(reader.next_number(), 4);
    }
}
