//! Whose statement a cue reports: the noun phrase before or after its verb group.

use super::cues::{Cue, Side};
use super::noun_phrase;
use super::reader::{Reader, WORDS, class};
use super::units::Unit;
use std::ops::Range;

/// The speaker of a cue. `low` is where the words before the cue begin that may hold it (the unit's start, or the end of the
/// marks before); `earlier` is the speaker of the cue before it in the unit.
pub(super) fn find(
    reader: Reader<'_>,
    unit: Unit,
    cue: &Cue,
    low: u32,
    earlier: Option<Range<u32>>,
) -> Option<Range<u32>> {
    let head = reader.hash(cue.head);
    if head == WORDS.according {
        let to = u32::from(reader.hash(cue.head + 1) == WORDS.to);
        return noun_phrase::right(reader, cue.head + 1 + to, unit.to);
    }
    if head == WORDS.colon {
        return label(reader, unit, cue.head);
    }
    let group = cue.group;
    let low = low.max(unit.from);
    let junction = group <= low || reader.is_comma(group - 1) && group - 1 <= low;
    if cue.side == Side::Before && junction {
        return noun_phrase::right(reader, cue.head + 1, unit.to).or(earlier);
    }
    if group <= low {
        return noun_phrase::right(reader, cue.head + 1, unit.to).or(earlier);
    }
    let before = reader.hash(group - 1);
    let participle = reader.slice(cue.head).ends_with("ing") && cue.group == cue.head;
    let shares = before == WORDS.and
        || before == WORDS.but
        || before == WORDS.to
        || before == WORDS.or
        || participle && !reader.any_class(group - 1, class::SUBJECT);
    if shares {
        let near = || {
            if participle && !reader.is_comma(group - 1) {
                noun_phrase::left(reader, group, low)
            } else {
                None
            }
        };
        return earlier
            .or_else(|| subject(reader, unit, group))
            .or_else(near);
    }
    noun_phrase::left(reader, group, low)
        .or_else(|| {
            if cue.side == Side::Before {
                noun_phrase::right(reader, cue.head + 1, unit.to)
            } else {
                None
            }
        })
        .or(earlier)
        .or_else(|| subject(reader, unit, group))
}

/// The first noun phrase of a unit that ends before `high`: its subject, more often than not.
pub(super) fn subject(reader: Reader<'_>, unit: Unit, high: u32) -> Option<Range<u32>> {
    let mut from = unit.from;
    // "On Monday, X …", "In a speech, X …"
    if reader.any_class(from, class::PREPOSITION | class::SUBORDINATOR | class::TIME)
        && !reader.any_class(from, class::SUBJECT)
    {
        let comma = (from..high.min(from + 30)).find(|&i| reader.is_comma(i));
        from = comma.map_or(from + 1, |i| i + 1);
    }
    while from < high
        && (!reader.is_word(from) || reader.any_class(from, class::CONJUNCTION | class::ADVERB))
    {
        from += 1;
    }
    noun_phrase::right(reader, from, high)
}

/// The label before a colon: what stands between it and the unit's start, if it is short and a noun phrase.
fn label(reader: Reader<'_>, unit: Unit, colon: u32) -> Option<Range<u32>> {
    if colon > unit.from + 14 {
        return noun_phrase::left(reader, colon, unit.from);
    }
    let np = noun_phrase::right(reader, unit.from, colon);
    np.filter(|np| np.end == colon || reader.is_comma(np.end) || !reader.is_word(np.end))
        .or_else(|| subject(reader, unit, colon))
}
