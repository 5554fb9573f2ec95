//! Positions: a half-open range of bytes in the decoded text.

use std::fmt;
use std::ops::Range;

/// A half-open byte range `start..end` in the decoded text; both ends lie on character boundaries.
///
/// Inside the program every position is a byte position; the unit that a user asks for exists only in the report.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte positions. Texts are at most `u32::MAX` bytes long (the reader refuses longer ones).
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The span as a range of `usize`.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The slice of `content` that the span names.
    #[inline]
    pub fn of(self, content: &str) -> &str {
        content.get(self.range()).unwrap_or_default()
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it names no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_slice() {
        let span = Span::new(4, 9);
        assert_eq!(span.of("The Times said"), "Times");
        assert_eq!(format!("{span:?}"), "4..9");
        assert!(span.contains(Span::new(5, 9)) && !span.contains(Span::new(3, 5)));
        assert!(span.overlaps(Span::new(8, 12)) && !span.overlaps(Span::new(9, 12)));
        assert_eq!(span.cover(Span::new(0, 3)), Span::new(0, 9));
    }
}
