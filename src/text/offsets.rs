//! Byte positions to the unit that a user asked for, through one bit mask for every 64 bytes.

/// The unit of positions in a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values: what Python and jq slice by.
    #[default]
    Chars,
    /// Bytes of the decoded text as UTF-8.
    Bytes,
    /// UTF-16 code units: what JavaScript and Java slice by.
    Utf16,
}

impl Unit {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chars => "chars",
            Self::Bytes => "bytes",
            Self::Utf16 => "utf16",
        }
    }
}

/// Bytes that one bit mask covers.
const STEP: usize = 64;

/// What is known of [`STEP`] bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    /// Units that begin before them.
    units: u32,
    /// A bit for each byte at which a character begins.
    starts: u64,
    /// A bit for each byte that begins a surrogate pair.
    pairs: u64,
}

/// Turns byte positions of one text into a [`Unit`]; each look-up counts the bits of one mask.
#[derive(Debug)]
pub struct Offsets {
    /// Empty where unit and byte are the same.
    steps: Vec<Step>,
}

impl Offsets {
    /// Reads `content` once. ASCII needs no table: every unit is a byte there.
    pub fn new(content: &str, unit: Unit) -> Self {
        let bytes = content.as_bytes();
        let mut steps = Vec::new();
        if unit != Unit::Bytes && !content.is_ascii() {
            let mut units = 0u32;
            steps.reserve(bytes.len() / STEP + 1);
            for chunk in bytes.chunks(STEP) {
                if let Ok(chunk) = <&[u8; STEP]>::try_from(chunk)
                    && chunk.iter().fold(0, |all, b| all | b) < 0x80
                {
                    steps.push(Step {
                        units,
                        starts: u64::MAX,
                        pairs: 0,
                    });
                    units += STEP as u32;
                    continue;
                }
                let starts = mask(chunk, |word| !(word >> 7) | word >> 6);
                // Characters of four bytes begin with 0b1111_0xxx.
                let pairs = match unit {
                    Unit::Utf16 => {
                        mask(chunk, |word| word >> 7 & word >> 6 & word >> 5 & word >> 4)
                    }
                    _ => 0,
                };
                steps.push(Step {
                    units,
                    starts,
                    pairs,
                });
                units += starts.count_ones() + pairs.count_ones();
            }
            if bytes.len().is_multiple_of(STEP) {
                steps.push(Step {
                    units,
                    ..Step::default()
                });
            }
        }
        Self { steps }
    }

    /// The position `byte` in the unit.
    #[inline]
    pub fn at(&self, byte: u32) -> u32 {
        let Some(step) = self.steps.get(byte as usize / STEP) else {
            return byte;
        };
        let before = (1u64 << (byte as usize % STEP)) - 1;
        let units = step.units + (step.starts & before).count_ones();
        if step.pairs == 0 {
            return units;
        }
        units + (step.pairs & before).count_ones()
    }
}

/// A bit for each of up to [`STEP`] bytes, in order: the lowest bit of each byte of what `test` makes of eight of them.
fn mask(bytes: &[u8], test: impl Fn(u64) -> u64) -> u64 {
    /// Moves the lowest bits of eight bytes together, into the top byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut mask = 0;
    let (words, rest) = bytes.as_chunks::<8>();
    for (i, &word) in words.iter().enumerate() {
        let bits = test(u64::from_le_bytes(word)) & 0x0101_0101_0101_0101;
        mask |= (bits.wrapping_mul(GATHER) >> 56) << (8 * i);
    }
    for (i, &byte) in rest.iter().enumerate() {
        mask |= (test(u64::from(byte)) & 1) << (8 * words.len() + i);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text = "naïve “quote” 😀 and so on, ".repeat(40);
        let (chars, utf16) = (
            Offsets::new(&text, Unit::Chars),
            Offsets::new(&text, Unit::Utf16),
        );
        for (i, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(chars.at(i as u32) as usize, text[..i].chars().count());
            assert_eq!(
                utf16.at(i as u32) as usize,
                text[..i].encode_utf16().count()
            );
        }
        assert_eq!(Offsets::new(&text, Unit::Bytes).at(300), 300);
        assert_eq!(Offsets::new("plain", Unit::Chars).at(5), 5);
    }
}
