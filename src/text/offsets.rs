//! Byte positions to the unit that a user asked for, through one table of checkpoints.

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

/// Bytes between two checkpoints.
const STEP: usize = 32;

/// Turns byte positions of one text into a [`Unit`]; each look-up reads at most `STEP` bytes.
#[derive(Debug)]
pub struct Offsets<'t> {
    bytes: &'t [u8],
    unit: Unit,
    /// Units before each multiple of `STEP` bytes; empty where unit and byte are the same.
    checkpoints: Vec<u32>,
}

impl<'t> Offsets<'t> {
    /// Reads `content` once. ASCII needs no table: every unit is a byte there.
    pub fn new(content: &'t str, unit: Unit) -> Self {
        let bytes = content.as_bytes();
        let mut checkpoints = Vec::new();
        if unit != Unit::Bytes && !content.is_ascii() {
            let mut units = 0u32;
            checkpoints.reserve(bytes.len() / STEP + 1);
            for chunk in bytes.chunks(STEP) {
                checkpoints.push(units);
                units += count(chunk, unit);
            }
            checkpoints.push(units);
        }
        Self {
            bytes,
            unit,
            checkpoints,
        }
    }

    /// The position `byte` in the unit.
    pub fn at(&self, byte: u32) -> u32 {
        let Some(&base) = self.checkpoints.get(byte as usize / STEP) else {
            return byte;
        };
        let from = byte as usize / STEP * STEP;
        base + count(&self.bytes[from..byte as usize], self.unit)
    }
}

/// Units that begin in `bytes`: a character counts at its first byte, a surrogate pair's second half there too.
fn count(bytes: &[u8], unit: Unit) -> u32 {
    let starts = bytes.iter().filter(|&&b| (b & 0xc0) != 0x80).count() as u32;
    match unit {
        Unit::Bytes => bytes.len() as u32,
        Unit::Chars => starts,
        Unit::Utf16 => starts + bytes.iter().filter(|&&b| b >= 0xf0).count() as u32,
    }
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
