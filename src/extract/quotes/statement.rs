//! Statement or not: does somebody say what stands in marks, or are they a title, a nickname, scare quotes?

use super::cues::Setting;
use super::features::{Scores, Sink, bucket, pair};
use super::marks::Marked;
use super::models::models;
use super::reader::NOWHERE;
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
}

/// Puts the features of a marked span.
pub(super) fn features(
    setting: &Setting<'_>,
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
    // “A”, he said: the comma stands inside elsewhere.
    let comma = marked.close < unit.to && reader.is_comma(marked.close);
    let behind = marked.close + u32::from(comma);
    let next = if behind < unit.to {
        reader.shape(behind)
    } else {
        NOWHERE
    };
    let last = if comma {
        marked.close
    } else {
        marked.to.saturating_sub(1)
    };
    let last_mark = if reader.is_word(last) {
        0
    } else if marked.to > marked.from {
        reader.shape(last)
    } else {
        NOWHERE
    };
    let whole = u32::from(marked.open == unit.from) * 2 + u32::from(marked.close + 1 >= unit.to);
    let Evidence {
        covered,
        cue,
        earlier,
        best,
    } = *evidence;
    let single = u32::from(marked.single);
    sink.one(300, size);
    sink.two(303, covered, cue);
    sink.two(307, previous, pair(case, covered));
    sink.two(305, previous_shape, size);
    sink.two(310, last_mark, size);
    sink.two(315, single, pair(size, case));
    sink.two(317, reader.hash(last), size.min(3));
    sink.two(318, earlier, whole);
    sink.two(322, previous_shape, next);
    sink.two(323, last_mark, pair(covered, case));
    sink.two(325, pair(whole, earlier), last_mark);
    sink.two(330, best.0, best.1);
    sink.two(331, best.0, pair(covered, case));
}

/// Words of a marked span that is a statement whatever stands around it: few titles and slogans are as long.
const LONG: usize = 9;
/// The same for a sentence or headline that is marked as a whole.
const WHOLE: usize = 5;

/// Whether a marked span is so long that it is a statement.
pub(super) fn is_long(setting: &Setting<'_>, marked: &Marked) -> bool {
    let whole = marked.open == setting.unit.from && marked.close >= setting.unit.to;
    let least = if whole { WHOLE } else { LONG };
    let mut words = (marked.from..marked.to).filter(|&i| setting.reader.is_word(i));
    words.nth(least - 1).is_some()
}

/// How sure the model is that the span is a statement, above its threshold.
pub(super) fn score(setting: &Setting<'_>, marked: &Marked, evidence: &Evidence) -> i32 {
    let Some(table) = models().statement.as_ref() else {
        return 1;
    };
    let mut scores = Scores::new(table);
    features(setting, marked, evidence, &mut scores);
    scores.sums[0]
}
