//! Features: what a decision is made on, hashed, and the adding up of their weights.

use crate::model::Table;

/// Takes the features of one decision: a table adds their weights, the trainer keeps them.
pub(super) trait Sink {
    /// A feature of a template; its high bits count.
    fn put(&mut self, template: u32, feature: u32);

    /// A feature of a template with one value.
    #[inline(always)]
    fn one(&mut self, template: u32, a: u32) {
        self.put(template, mix(template, a, 0));
    }

    /// A feature of a template with two values.
    #[inline(always)]
    fn two(&mut self, template: u32, a: u32, b: u32) {
        self.put(template, mix(template, a, b));
    }
}

const TEMPLATE: u64 = 0x9e37_79b9_7f4a_7c15;
const FIRST: u64 = 0xff51_afd7_ed55_8ccd;
const SECOND: u64 = 0xc4ce_b9fe_1a85_ec53;

/// The high bits are the well-mixed ones: by them a table is asked.
#[inline(always)]
fn mix(template: u32, a: u32, b: u32) -> u32 {
    let template = u64::from(template).wrapping_mul(TEMPLATE);
    let first = (u64::from(a) ^ template).wrapping_mul(FIRST);
    (first.wrapping_add(u64::from(b)).wrapping_mul(SECOND) >> 32) as u32
}

/// Two values as one.
#[inline(always)]
pub(super) fn pair(a: u32, b: u32) -> u32 {
    (u64::from(a)
        .wrapping_mul(FIRST)
        .wrapping_add(u64::from(b))
        .wrapping_mul(TEMPLATE)
        >> 32) as u32
}

/// For the trainer: the low bits, which no table looks at, name the template.
impl Sink for Vec<u32> {
    fn put(&mut self, template: u32, feature: u32) {
        self.push(feature & !0x1ff | template);
    }
}

/// Adds up the weights of features.
pub(super) struct Scores<'m, const L: usize> {
    table: &'m Table<L>,
    pub(super) sums: [i32; L],
}

impl<'m, const L: usize> Scores<'m, L> {
    #[inline(always)]
    pub(super) fn new(table: &'m Table<L>) -> Self {
        let sums = [0; L];
        Self { table, sums }
    }
}

impl<const L: usize> Sink for Scores<'_, L> {
    #[inline(always)]
    fn put(&mut self, _: u32, feature: u32) {
        self.table.add(feature, &mut self.sums);
    }
}

/// A count as one of a few buckets.
#[inline]
pub(super) fn bucket(n: u32) -> u32 {
    match n {
        0..=4 => n,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=40 => 9,
        _ => 10,
    }
}
