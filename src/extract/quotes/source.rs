//! Whose statement a cue reports: the noun phrase before or after its verb group.

use super::cues::{Cue, Setting, Side};
use super::models::models;
use super::noun_phrase;
use super::reader::{Reader, Scores, Sink, WORDS, bucket, class};
use super::units::Unit;
use crate::lexicon::combine;
use crate::text::Flags;
use std::ops::Range;

/// Phrases weighed before a cue.
const CHUNKS: usize = 5;
/// How far before a cue its speaker is looked for, in tokens.
const REACH: u32 = 45;

/// A noun phrase that may be a cue's speaker, and how it was come by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) range: Range<u32>,
    kind: u32,
    flags: u32,
}

/// The first that the rules name.
const BY_RULE: u32 = 1;
/// The speaker of the cue before.
const EARLIER: u32 = 2;
/// The unit's first noun phrase.
const SUBJECT: u32 = 4;

/// The speaker of a cue; `earlier` is the speaker of the cue before it in the unit.
pub(super) fn find(
    setting: &Setting<'_>,
    cue: &Cue,
    earlier: Option<Range<u32>>,
) -> Option<Range<u32>> {
    let mut found = Vec::with_capacity(8);
    candidates(setting, cue, earlier, &mut found);
    let table = match models().source.as_ref() {
        Some(table) if found.len() > 1 => table,
        _ => return found.into_iter().next().map(|c| c.range),
    };
    let mut top: Option<(i32, Candidate)> = None;
    for candidate in found {
        let mut scores = Scores::new(table);
        features(setting, cue, &candidate, &mut scores);
        if top.as_ref().is_none_or(|(best, _)| scores.sums[0] > *best) {
            top = Some((scores.sums[0], candidate));
        }
    }
    top.map(|(_, candidate)| candidate.range)
}

/// The noun phrases that may be the speaker: what the rules say first, then those before the cue, nearest first.
pub(super) fn candidates(
    setting: &Setting<'_>,
    cue: &Cue,
    earlier: Option<Range<u32>>,
    out: &mut Vec<Candidate>,
) {
    let (reader, unit) = (setting.reader, setting.unit);
    let low = low(setting, cue);
    let mut add = |range: Option<Range<u32>>, kind: u32, flag: u32| {
        let Some(range) = range else { return };
        match out.iter_mut().find(|c| c.range == range) {
            Some(same) => {
                same.flags |= flag;
                same.kind = same.kind.max(kind);
            }
            None => out.push(Candidate {
                range,
                kind,
                flags: flag,
            }),
        }
    };
    add(by_rule(reader, unit, cue, low, earlier.clone()), 0, BY_RULE);
    let head = reader.hash(cue.head);
    if head == WORDS.according || head == WORDS.colon {
        return;
    }
    let floor = unit.from.max(cue.group.saturating_sub(REACH));
    let mut end = cue.group;
    let mut chunks = 0;
    while end > floor && chunks < CHUNKS {
        let mark = setting.marked.partition_point(|m| m.close < end);
        if let Some(m) = setting
            .marked
            .get(mark)
            .filter(|m| m.close == end && m.open >= floor)
        {
            end = m.open;
            continue;
        }
        if !noun_phrase::may_end(reader, end - 1) {
            end -= 1;
            continue;
        }
        match noun_phrase::core_left(reader, end, floor) {
            Some(np) => {
                end = np.start;
                chunks += 1;
                add(Some(np), chunks as u32, 0);
            }
            None => end -= 1,
        }
    }
    add(noun_phrase::right(reader, cue.head + 1, unit.to), 8, 0);
    // "Citing X, the judge …": the subject follows the participle's clause.
    let mut commas = 0;
    for i in cue.head + 1..unit.to.min(cue.head + REACH) {
        if cue.group > unit.from + 2 || commas == 3 {
            break;
        }
        if reader.is_comma(i) {
            commas += 1;
            add(noun_phrase::right(reader, i + 1, unit.to), 10 + commas, 0);
        }
    }
    add(earlier, 9, EARLIER);
    add(subject(reader, unit, cue.group), 10, SUBJECT);
}

/// Where the words before a cue begin that may hold its speaker: behind the marks before it.
fn low(setting: &Setting<'_>, cue: &Cue) -> u32 {
    let marks = setting.marked.partition_point(|m| m.close <= cue.group);
    let mark = marks.checked_sub(1).and_then(|i| setting.marked.get(i));
    let mark = mark.filter(|m| cue.side == Side::Before || m.close - m.open > 8);
    mark.map_or(setting.unit.from, |m| m.close.max(setting.unit.from))
}

/// Puts the features of a candidate.
pub(super) fn features(
    setting: &Setting<'_>,
    cue: &Cue,
    candidate: &Candidate,
    sink: &mut impl Sink,
) {
    let (reader, unit) = (setting.reader, setting.unit);
    let Range { start, end } = candidate.range.clone();
    let before = end <= cue.group;
    let kind = candidate.kind * 8 + candidate.flags;
    let (gap, between) = if before {
        (cue.group - end, end..cue.group)
    } else {
        (start.saturating_sub(cue.head + 1), cue.head + 1..start)
    };
    let gap = bucket(gap);
    let (mut commas, mut verbs, mut marks) = (0u32, 0u32, 0u32);
    for i in between {
        commas += u32::from(reader.is_comma(i));
        verbs += u32::from(
            reader.any_class(i, class::AUX) || super::cues::is_reporting_verb(reader.hash(i)),
        );
        marks += u32::from(!reader.is_word(i) && !reader.is_comma(i));
    }
    let between = commas.min(3) * 16 + verbs.min(2) * 4 + marks.min(2);
    let pronoun = reader.any_class(start, class::SUBJECT | class::OBJECT) && end == start + 1;
    let class = if pronoun {
        reader.hash(start)
    } else {
        u32::from(reader.is_name_like(end - 1))
    };
    let side = u32::from(cue.side == Side::Before);
    let ending = if reader.is(cue.head, Flags::CAPITAL) {
        3
    } else {
        reader.shape(cue.head)
    };
    let word = reader.hash(cue.head);
    let subject = if cue.group > unit.from {
        reader.shape(cue.group - 1)
    } else {
        1
    };
    let left = if start > unit.from {
        reader.shape(start - 1)
    } else {
        1
    };
    let right = reader.shape(end);
    let near = combine(side, combine(ending, subject));
    sink.two(400, kind, side);
    sink.two(401, kind, near);
    sink.two(402, kind, class);
    sink.two(403, kind, word);
    sink.two(404, left, combine(side, u32::from(before)));
    sink.two(405, right, combine(side, u32::from(before)));
    sink.two(406, between, combine(gap, u32::from(before)));
    sink.two(407, between, near);
    sink.two(408, class, combine(left, right));
    sink.two(409, candidate.flags, combine(gap, between));
    sink.two(410, combine(candidate.flags, side), combine(right, subject));
    sink.two(411, u32::from(before), combine(word, right));
    sink.two(412, bucket(end - start), class);
    sink.two(413, combine(left, class), combine(gap, side));
    let group = reader.shape(cue.group);
    sink.two(
        415,
        if start > unit.from {
            reader.hash(start - 1)
        } else {
            1
        },
        combine(ending, side),
    );
    sink.two(416, combine(kind, group), combine(subject, ending));
    sink.two(417, class, combine(candidate.flags, side));
    sink.two(418, right, between);
    sink.two(419, combine(kind, between), side);
    sink.two(420, reader.hash(end - 1), side);
    sink.two(421, combine(right, kind), ending);
    sink.two(422, u32::from(start == unit.from), combine(kind, class));
    sink.two(
        414,
        combine(kind, ending),
        combine(subject, reader.shape(cue.head + 1)),
    );
}

/// What the rules take for the speaker. `low` is where the words before the cue begin that may hold it.
fn by_rule(
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
    // "WASHINGTON - ": a dateline is no subject.
    if reader.is(from, Flags::ALL_CAPS)
        && let Some(dash) = (from..high.min(from + 8)).find(|&i| reader.is_dash(i))
    {
        from = dash + 1;
    }
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

/// The label before a colon: the noun phrase that ends there ("More from Jo Bell:", "Smith, a lawyer:").
pub(super) fn label(reader: Reader<'_>, unit: Unit, colon: u32) -> Option<Range<u32>> {
    let near = noun_phrase::core_left(reader, colon, unit.from);
    let apposed = near
        .as_ref()
        .filter(|np| np.start > unit.from && reader.is_comma(np.start - 1));
    let named =
        apposed.and_then(|_| noun_phrase::left(reader, colon.min(apposed?.start), unit.from));
    named
        .filter(|np| reader.is_name_like(np.end - 1))
        .or(near)
        .or_else(|| subject(reader, unit, colon))
}
