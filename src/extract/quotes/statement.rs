//! Statement or not: does somebody say what stands in marks, or are they a title, a nickname, scare quotes?

use super::cues::{Cue, Setting, Side};
use super::marks::Marked;
use super::models::models;
use super::reader::{NOWHERE, Scores, Sink, WORDS, bucket};
use crate::lexicon::combine;
use crate::text::Flags;

/// What earlier steps say of a marked span.
pub(super) struct Evidence {
    /// The accepted content that covers it: 0 none, 1 a wider clause, 2 just the marks.
    pub(super) covered: u32,
    /// The cue of that content, else 0.
    pub(super) cue: u32,
    /// Whether a statement went before it in the paragraph, or the paragraph before ended in one.
    pub(super) earlier: u32,
    /// The best scores among the candidate cues before and behind it in the unit, as buckets.
    pub(super) best: (u32, u32),
    /// The other marked spans of the unit.
    pub(super) others: u32,
}

/// Puts the features of a marked span.
pub(super) fn features(
    setting: &Setting<'_>,
    cues: &[Cue],
    marked: &Marked,
    evidence: &Evidence,
    sink: &mut impl Sink,
) {
    let reader = setting.reader;
    let unit = setting.unit;
    let words = (marked.from..marked.to)
        .filter(|&i| reader.is_word(i))
        .take(41)
        .count() as u32;
    let size = bucket(words);
    let capitals = (marked.from..marked.to)
        .filter(|&i| reader.is_word(i) && reader.classes(i) == 0)
        .take(12)
        .all(|i| reader.is(i, Flags::CAPITAL) || reader.is(i, Flags::NUMERIC));
    let first_capital = reader.is(marked.from, Flags::CAPITAL);
    let case = u32::from(capitals) * 2 + u32::from(first_capital);
    let previous = if marked.open > unit.from {
        reader.hash(marked.open - 1)
    } else {
        NOWHERE
    };
    let previous_shape = if marked.open > unit.from {
        reader.shape(marked.open - 1)
    } else {
        NOWHERE
    };
    let second = if marked.open > unit.from + 1 {
        reader.hash(marked.open - 2)
    } else {
        NOWHERE
    };
    let next = if marked.close < unit.to {
        reader.shape(marked.close)
    } else {
        NOWHERE
    };
    let last_inside = if marked.to > marked.from {
        reader.shape(marked.to - 1)
    } else {
        NOWHERE
    };
    let last_mark = if reader.is_word(marked.to.saturating_sub(1)) {
        0
    } else {
        last_inside
    };
    let whole = u32::from(marked.open == unit.from) * 2 + u32::from(marked.close + 1 >= unit.to);
    let upto = cues.partition_point(|c| c.head < marked.open);
    let before = cues[..upto]
        .iter()
        .rev()
        .take(50)
        .find(|c| c.head >= unit.from && c.side == Side::After);
    let after = cues[upto..]
        .iter()
        .take(50)
        .find(|c| c.head >= marked.close && c.head < unit.to && c.side == Side::Before);
    let nearness = |gap: u32| bucket(gap.min(20));
    let left = before.map_or(99, |c| nearness(marked.open - c.head));
    let right = after.map_or(99, |c| nearness(c.head - marked.close));
    let Evidence {
        covered,
        cue,
        earlier,
        best,
        others,
    } = *evidence;
    let single = u32::from(marked.single);
    sink.put(78);
    sink.one(300, size);
    sink.two(301, size, case);
    sink.two(302, covered, size);
    sink.two(303, covered, cue);
    sink.one(304, previous);
    sink.two(305, previous_shape, size);
    sink.two(306, second, previous);
    sink.two(307, previous, combine(case, covered));
    sink.one(308, next);
    sink.two(309, next, case);
    sink.two(310, last_mark, size);
    sink.two(311, whole, size);
    sink.two(312, left, size);
    sink.two(313, right, size);
    sink.two(314, combine(left, right), case);
    sink.two(315, single, combine(size, case));
    sink.two(316, reader.hash(marked.from), size.min(3));
    sink.two(317, reader.hash(marked.to.saturating_sub(1)), size.min(3));
    sink.two(318, earlier, whole);
    sink.two(319, setting.block, case);
    sink.two(320, covered, combine(case, previous_shape));
    sink.two(321, covered, combine(case, size));
    sink.two(322, previous_shape, next);
    sink.two(323, last_mark, combine(covered, case));
    sink.two(330, best.0, best.1);
    sink.two(331, best.0, combine(covered, case));
    sink.two(332, best.0, combine(size, previous_shape));
    sink.two(333, best.1, combine(size, last_mark));
    sink.two(334, others.min(4), combine(covered, case));
    sink.two(335, others.min(4), earlier);
    sink.two(336, best.0, combine(left, case));
    sink.two(337, earlier, combine(size, case));
    let inner_function = (marked.from..marked.to)
        .take(12)
        .filter(|&i| reader.classes(i) != 0)
        .count() as u32;
    sink.two(324, inner_function, size);
    sink.two(325, combine(whole, earlier), last_mark);
    if words == 1 {
        sink.two(326, reader.shape(marked.from), covered);
    }
    sink.two(
        327,
        u32::from(reader.hash(marked.to.saturating_sub(1)) == WORDS.comma),
        combine(covered, right),
    );
}

/// How sure the model is that the span is a statement, above its threshold.
pub(super) fn score(
    setting: &Setting<'_>,
    cues: &[Cue],
    marked: &Marked,
    evidence: &Evidence,
) -> i32 {
    let Some(table) = models().statement.as_ref() else {
        return 1;
    };
    let mut scores = Scores::new(table);
    features(setting, cues, marked, evidence, &mut scores);
    scores.sums[0]
}
