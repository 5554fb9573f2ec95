//! The rows that features take: numbered in the order of the calls, one of several for a value, none or one for a fact.

/// Takes the rows that are on.
pub trait Sink {
    /// Takes one.
    fn add(&mut self, row: u16);

    /// Takes those of the `count` rows from `from` on whose bit is set, the lowest first; no higher bit may be set.
    fn add_bits(&mut self, from: u16, bits: u32, count: u16);
}

impl Sink for Vec<u16> {
    fn add(&mut self, row: u16) {
        self.push(row);
    }

    fn add_bits(&mut self, from: u16, bits: u32, count: u16) {
        self.extend((0..count).filter(|i| bits >> i & 1 == 1).map(|i| from + i));
    }
}

/// Numbers the rows; each call takes the next numbers.
pub struct Rows<'a, K> {
    next: u16,
    out: &'a mut K,
}

impl<'a, K: Sink> Rows<'a, K> {
    /// Rows from this number on.
    #[inline(always)]
    pub fn new(next: u16, out: &'a mut K) -> Self {
        Self { next, out }
    }

    /// One past the last number.
    #[inline(always)]
    pub fn next(&self) -> u16 {
        self.next
    }

    /// One row for each of some facts, on or off: taken together, without a branch.
    #[inline(always)]
    pub fn flags<const N: usize>(&mut self, on: [bool; N]) {
        let bits = on
            .iter()
            .rev()
            .fold(0, |bits, &on| bits << 1 | u32::from(on));
        self.bits(bits, N as u16);
    }

    /// One row for each bit.
    #[inline(always)]
    pub fn bits(&mut self, bits: u32, count: u16) {
        self.out
            .add_bits(self.next, bits & ((1 << count) - 1), count);
        self.next += count;
    }

    /// The same for sets of bits that are empty for nearly all lines.
    #[inline(always)]
    pub fn rare<const N: usize>(&mut self, sets: [u32; N], count: u16) {
        if sets.iter().fold(0, |all, bits| all | bits) != 0 {
            for (i, &bits) in sets.iter().enumerate() {
                let from = self.next + i as u16 * count;
                self.out.add_bits(from, bits & ((1 << count) - 1), count);
            }
        }
        self.next += N as u16 * count;
    }

    /// One row for each value below the count.
    #[inline(always)]
    pub fn value(&mut self, value: u8, count: u16) {
        self.out.add(self.next + u16::from(value));
        self.next += count;
    }

    /// One row for each pair of two values below these counts.
    #[inline(always)]
    pub fn all_pairs(&mut self, a: u8, b: u8, counts: (u16, u16)) {
        self.out
            .add(self.next + u16::from(a) * counts.1 + u16::from(b));
        self.next += counts.0 * counts.1;
    }

    /// One row for each interval between the steps; the one where the value lies is on.
    #[inline(always)]
    pub fn step<const L: usize>(&mut self, value: u32, steps: &Steps<L>) {
        self.value(steps.interval(value), steps.count);
    }

    /// Two steps together: one row for each pair of intervals.
    #[inline(always)]
    pub fn pair<const L: usize, const M: usize>(
        &mut self,
        a: u32,
        first: &Steps<L>,
        b: u32,
        second: &Steps<M>,
    ) {
        let counts = (first.count, second.count);
        self.all_pairs(first.interval(a), second.interval(b), counts);
    }
}

/// Ascending steps, as a table of the number that each value reaches; `L` is one more than the last step.
pub struct Steps<const L: usize> {
    reached: [u8; L],
    /// Intervals between them, those below the first and from the last on included.
    pub count: u16,
}

impl<const L: usize> Steps<L> {
    /// Made when the program is compiled, by [`steps`].
    pub const fn new(steps: &[u32]) -> Self {
        let (mut reached, mut value, mut n) = ([0; L], 0, 0);
        while value < L {
            while n < steps.len() && steps[n] as usize <= value {
                n += 1;
            }
            reached[value] = n as u8;
            value += 1;
        }
        Self {
            reached,
            count: steps.len() as u16 + 1,
        }
    }

    /// Number of the steps that the value reaches.
    #[inline(always)]
    pub fn interval(&self, value: u32) -> u8 {
        self.reached[(value as usize).min(L - 1)]
    }
}

/// A table of [`Steps`].
macro_rules! steps {
    [$($step:expr),+] => {{
        const STEPS: &[u32] = &[$($step),+];
        const TABLE: &$crate::parse::rows::Steps<{ STEPS[STEPS.len() - 1] as usize + 1 }> =
            &$crate::parse::rows::Steps::new(STEPS);
        TABLE
    }};
}

pub(super) use steps;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals() {
        for (value, interval) in [(0, 0), (1, 1), (2, 1), (3, 2), (7, 2), (8, 3), (900, 3)] {
            assert_eq!(steps![1, 3, 8].interval(value), interval, "{value}");
        }
        assert_eq!(steps![1, 3, 8].count, 4);
    }

    #[test]
    fn numbers_follow_the_calls() {
        let mut out = Vec::new();
        let mut rows = Rows::new(10, &mut out);
        rows.flags([true, false, true]);
        rows.step(5, steps![2, 4, 6]);
        rows.rare([0b10, 0], 4);
        rows.pair(3, steps![2], 0, steps![1, 2]);
        assert_eq!(rows.next(), 10 + 3 + 4 + 8 + 6);
        assert_eq!(out, [10, 12, 15, 18, 28]);
    }
}
