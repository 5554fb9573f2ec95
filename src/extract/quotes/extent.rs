//! Where the statement after a cue begins and ends: two rankings of the few places where it may.

use super::cues::Setting;
use super::models::models;
use super::reader::{NOWHERE, Scores, Sink, WORDS, bucket, class};
use crate::lexicon::combine;
use crate::text::Flags;

/// Most places that are weighed.
const MOST: usize = 24;
/// How far after its cue a statement may begin, in tokens.
const FARTHEST: u32 = 16;

/// How far a statement's inner ends are looked for, in tokens; its sentence's end is weighed however far it is.
const LONGEST: u32 = 300;

/// A few token indices, kept on the stack.
#[derive(Default)]
pub(super) struct Places {
    at: [u32; MOST],
    len: usize,
}

impl Places {
    fn push(&mut self, i: u32) {
        if self.len < MOST {
            self.at[self.len] = i;
            self.len += 1;
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.at[..self.len].iter().copied()
    }
}

/// Where the statement of the cue at `head` may begin.
pub(super) fn starts(setting: &Setting<'_>, head: u32) -> Places {
    let reader = setting.reader;
    let mut places = Places::default();
    let mut i = head + 1;
    while i < setting.unit.to && i <= head + FARTHEST {
        let m = setting.marked.partition_point(|m| m.open < i);
        if let Some(m) = setting.marked.get(m).filter(|m| m.open == i) {
            places.push(i);
            // Behind short marks a reported clause may still begin.
            if m.close - m.open > 8 {
                break;
            }
            i = m.close;
            continue;
        }
        if reader.is_word(i)
            || reader.hash(i) == WORDS.hash
            || reader.hash(i) == WORDS.at_sign
            || reader.slice(i) == "$"
            || reader.slice(i) == "["
        {
            places.push(i);
        }
        i += 1;
    }
    places
}

/// Puts the features of a beginning.
pub(super) fn start_features(setting: &Setting<'_>, head: u32, at: u32, sink: &mut impl Sink) {
    let reader = setting.reader;
    let word = reader.hash(head);
    let distance = bucket(at - head);
    let (here, before) = (reader.shape(at), reader.shape(at - 1));
    let near = if at == head + 1 { 1 } else { before };
    let that =
        (head + 1..setting.unit.to.min(head + FARTHEST)).find(|&i| reader.hash(i) == WORDS.that);
    let that = match that {
        None => 0,
        Some(i) if i + 1 == at => 1,
        Some(i) if i == at => 2,
        Some(i) if i > at => 3,
        Some(_) => 4,
    };
    let marked = setting.marked.partition_point(|m| m.open < at);
    let mark = match setting.marked.get(marked) {
        Some(m) if m.open == at => 1 + u32::from(m.close - m.open > 8),
        Some(m) if m.open < setting.unit.to && m.open < at + 10 => 3,
        _ => 0,
    };
    let commas = (head + 1..at).filter(|&i| reader.is_comma(i)).count() as u32;
    sink.one(100, distance);
    sink.two(101, word, distance);
    sink.two(102, near, here);
    sink.two(103, word, near);
    sink.two(104, word, here);
    sink.two(105, that, distance);
    sink.two(106, that, near);
    sink.two(107, mark, near);
    sink.two(108, mark, distance);
    sink.two(109, commas, distance);
    sink.two(110, reader.hash(at - 1), here);
    sink.two(111, reader.shape(head + 1), distance);
    sink.two(112, combine(word, near), here);
    sink.two(113, combine(reader.shape(head + 1), distance), here);
    sink.two(114, reader.hash(at), near);
    sink.two(115, commas, near);
}

/// Where a statement that begins at `from` may end (one past its last token).
pub(super) fn ends(setting: &Setting<'_>, from: u32) -> Places {
    let reader = setting.reader;
    let mut places = Places::default();
    let last = unit_end(setting);
    let mut i = from;
    while i < last.min(from + LONGEST) && places.len + 1 < MOST {
        let m = setting.marked.partition_point(|m| m.open < i);
        if let Some(m) = setting.marked.get(m).filter(|m| m.open == i) {
            i = m.close.max(i + 1);
            if i < last {
                places.push(i);
            }
            continue;
        }
        if i > from {
            let hash = reader.hash(i);
            let breaks = if reader.is_word(i) {
                reader.any_class(
                    i,
                    class::CONJUNCTION
                        | class::SUBORDINATOR
                        | class::WH
                        | class::PREPOSITION
                        | class::TIME,
                )
            } else {
                reader.is_comma(i)
                    || reader.is_dash(i)
                    || [WORDS.semicolon, WORDS.colon, WORDS.open_round].contains(&hash)
            };
            let after_break =
                !reader.is_word(i - 1) && places.at[..places.len].last() == Some(&(i - 1));
            if breaks && !after_break {
                places.push(i);
            }
        }
        i += 1;
    }
    places.push(last);
    places
}

/// One past the last token of the unit that is no end mark.
fn unit_end(setting: &Setting<'_>) -> u32 {
    let reader = setting.reader;
    let mut end = setting.unit.to;
    let marked = setting.marked.partition_point(|m| m.open < end);
    let close = marked
        .checked_sub(1)
        .and_then(|i| setting.marked.get(i))
        .map_or(0, |m| m.close);
    while end > setting.unit.from + 1
        && end > close
        && !reader.is_word(end - 1)
        && !reader.is(end - 1, Flags::ABBREVIATION)
    {
        end -= 1;
    }
    end
}

/// Puts the features of an end.
pub(super) fn end_features(
    setting: &Setting<'_>,
    head: u32,
    from: u32,
    at: u32,
    sink: &mut impl Sink,
) {
    let reader = setting.reader;
    let inside = |i: u32| i < setting.unit.to;
    let hash = |i: u32| if inside(i) { reader.hash(i) } else { NOWHERE };
    let shape = |i: u32| if inside(i) { reader.shape(i) } else { NOWHERE };
    let last = at >= unit_end(setting);
    let closes = setting.closes_at(at);
    let opens_here = setting.opens_at(from);
    let kind = if last {
        0
    } else if reader.is_word(at) {
        1
    } else {
        reader.hash(at)
    };
    let kind = combine(kind, u32::from(closes) * 2 + u32::from(opens_here));
    // The word behind punctuation.
    let next = if last {
        at
    } else {
        at + u32::from(!reader.is_word(at))
    };
    let word = reader.hash(head);
    let length = bucket(at.saturating_sub(from));
    let rest = bucket(setting.unit.to.saturating_sub(at));
    let commas = (from..at.min(from + LONGEST))
        .filter(|&i| reader.is_comma(i))
        .take(5)
        .count() as u32;
    sink.one(200, kind);
    sink.two(201, kind, length);
    sink.two(202, kind, hash(next));
    sink.two(203, kind, combine(hash(next), shape(next + 1)));
    sink.two(204, kind, combine(shape(next), shape(next + 1)));
    sink.two(205, kind, shape(at.wrapping_sub(1)));
    sink.two(206, kind, word);
    sink.two(207, kind, rest);
    sink.two(208, kind, commas);
    sink.two(209, combine(kind, shape(next)), combine(length, rest));
    sink.two(210, word, combine(kind, shape(next)));
    sink.two(
        211,
        kind,
        u32::from(super::cues::is_reporting_verb(hash(next))) * 2
            + u32::from(super::cues::is_reporting_verb(hash(next + 1))),
    );
    sink.two(212, kind, reader.shape(from));
    sink.two(213, shape(at.wrapping_sub(1)), hash(next));
}

/// The likeliest extent of the statement after the cue at `head`.
pub(super) fn after(setting: &Setting<'_>, head: u32) -> Option<(u32, u32)> {
    let table = models().start.as_ref()?;
    let from = best(&starts(setting, head), |at| {
        let mut scores = Scores::new(table);
        start_features(setting, head, at, &mut scores);
        scores.sums[0]
    })?;
    Some((from, end(setting, head, from)?))
}

/// The likeliest end of a statement that begins at `from`.
pub(super) fn end(setting: &Setting<'_>, head: u32, from: u32) -> Option<u32> {
    let table = models().end.as_ref()?;
    best(&ends(setting, from), |at| {
        let mut scores = Scores::new(table);
        end_features(setting, head, from, at, &mut scores);
        scores.sums[0]
    })
}

fn best(places: &Places, score: impl Fn(u32) -> i32) -> Option<u32> {
    let mut top: Option<(i32, u32)> = None;
    for at in places.iter() {
        let score = score(at);
        if top.is_none_or(|(best, _)| score > best) {
            top = Some((score, at));
        }
    }
    top.map(|(_, at)| at)
}
