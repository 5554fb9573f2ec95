//! Where the statement after a cue begins and ends: of the few places where it may, the first that the model takes.

use super::cues::Setting;
use super::features::{Scores, Sink, bucket, pair};
use super::models::models;
use super::reader::{NOWHERE, Reader, WORDS, class};
use crate::text::Flags;

/// Most places that are weighed.
const MOST: usize = 24;
/// How far after its cue a statement may begin, in tokens.
const FARTHEST: u32 = 16;

/// Tokens of a clause, at least.
const CLAUSE: u32 = 7;
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
    let mut marks = setting.marked_from(head + 1).iter().peekable();
    let mut i = head + 1;
    while i < setting.unit.to && i <= head + FARTHEST {
        if let Some(m) = marks.next_if(|m| m.open <= i) {
            if m.open == i {
                places.push(i);
                // Behind short marks a reported clause may still begin.
                if m.close - m.open > 8 {
                    break;
                }
                i = m.close;
            }
            continue;
        }
        if may_start(reader, head, i) {
            places.push(i);
        }
        i += 1;
    }
    places
}

/// Whether a reported clause may begin with token `i`: directly behind the cue, "that", punctuation or a preposition, else with a
/// word that begins phrases.
fn may_start(reader: Reader<'_>, head: u32, i: u32) -> bool {
    let (hash, before) = (reader.hash(i), reader.hash(i - 1));
    if !reader.is_word(i) {
        return [WORDS.hash, WORDS.at_sign, WORDS.dollar, WORDS.open_square].contains(&hash);
    }
    if i == head + 1 || before == WORDS.that || !reader.is_word(i - 1) {
        return true;
    }
    let begins = class::DETERMINER
        | class::POSSESSIVE
        | class::SUBJECT
        | class::OBJECT
        | class::WH
        | class::SUBORDINATOR;
    reader.any_class(i - 1, class::PREPOSITION)
        || reader.any_class(i, begins)
        || hash == WORDS.to
        || reader.is_name_like(i) && !reader.is_name_like(i - 1)
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
    sink.two(101, word, distance);
    sink.two(102, near, here);
    sink.two(103, word, near);
    sink.two(104, word, here);
    sink.two(105, that, distance);
    sink.two(107, mark, near);
    sink.two(111, reader.shape(head + 1), distance);
    sink.two(114, reader.hash(at), near);
}

/// Where a statement that begins at `from` may end (one past its last token): behind marks, at punctuation inside the sentence, at
/// words that join clauses; last the sentence's end.
pub(super) fn ends(setting: &Setting<'_>, from: u32) -> Places {
    let reader = setting.reader;
    let mut places = Places::default();
    let last = unit_end(setting);
    let far = last.min(from + LONGEST);
    let mut marks = setting.marked_from(from).iter().peekable();
    let mut i = from;
    while i < far && places.len + 1 < MOST {
        if let Some(m) = marks.next_if(|m| m.open <= i) {
            if m.open == i {
                i = m.close.max(i + 1);
                if i < last {
                    places.push(i);
                }
            }
            continue;
        }
        let hash = reader.hash(i);
        let breaks = if reader.is_word(i) {
            reader.joins_clauses(hash)
        } else {
            [WORDS.comma, WORDS.semicolon, WORDS.colon, WORDS.open_round].contains(&hash)
                || reader.is_dash(i)
        };
        if breaks && i > from {
            let after_break =
                !reader.is_word(i - 1) && places.at[..places.len].last() == Some(&(i - 1));
            if !after_break {
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
#[inline(always)]
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
    let marked = setting.closed_at(at);
    let opens_here = setting.opens_at(from);
    let kind = if reader.is_word(at) {
        1
    } else {
        reader.hash(at)
    };
    let kind = pair(
        kind,
        u32::from(marked.is_some()) * 2 + u32::from(opens_here),
    );
    // The word behind punctuation.
    let next = at + u32::from(!reader.is_word(at));
    let word = reader.hash(head);
    let length = bucket(at.saturating_sub(from));
    let rest = bucket(setting.unit.to.saturating_sub(at));
    let commas = (from..at.min(from + LONGEST))
        .filter(|&i| reader.is_comma(i))
        .take(5)
        .count() as u32;
    sink.two(201, kind, length);
    sink.two(202, kind, hash(next));
    sink.two(204, kind, pair(shape(next), shape(next + 1)));
    sink.two(206, kind, word);
    sink.two(207, kind, rest);
    sink.two(208, kind, commas);
    sink.two(209, pair(kind, shape(next)), pair(length, rest));
    sink.two(
        211,
        kind,
        u32::from(inside(next) && reader.is_reporting(next)) * 2
            + u32::from(inside(next + 1) && reader.is_reporting(next + 1)),
    );
    sink.two(212, kind, reader.shape(from));
    // Behind marks: a few marked words are part of the clause, a marked clause is all of it.
    if let Some(m) = marked {
        let size = bucket(m.to - m.from) * 2 + u32::from(!reader.is_word(m.to.max(1) - 1));
        let place = u32::from(m.open == from) * 2 + u32::from(reader.is_word(at));
        sink.two(220, size, place);
        sink.two(221, size, hash(next));
        sink.two(222, size, pair(shape(next), place));
    }
}

/// The extent of the statement after the cue at `head`.
pub(super) fn after(setting: &Setting<'_>, head: u32) -> Option<(u32, u32)> {
    let table = models().start.as_ref()?;
    let from = first(&starts(setting, head), |at| {
        let mut scores = Scores::new(table);
        start_features(setting, head, at, &mut scores);
        scores.sums[0]
    })?;
    Some((from, end(setting, head, from)?))
}

/// The end of a statement that begins at `from`: an inner place that the model takes, else its sentence's end.
pub(super) fn end(setting: &Setting<'_>, head: u32, from: u32) -> Option<u32> {
    let table = models().end.as_ref()?;
    let places = ends(setting, from);
    let (last, inner) = places.at[..places.len].split_last()?;
    let found = inner.iter().copied().find(|&at| {
        if is_whole(setting, from, at) {
            return true;
        }
        if is_part(setting, from, at) {
            return false;
        }
        let mut scores = Scores::new(table);
        end_features(setting, head, from, at, &mut scores);
        scores.sums[0] > 0
    });
    Some(found.unwrap_or(*last))
}

/// Whether the marks that a statement begins with hold a clause, so that it ends with them: what follows says when or why it was said.
fn is_whole(setting: &Setting<'_>, from: u32, at: u32) -> bool {
    let reader = setting.reader;
    let holds = setting.closed_at(at).is_some_and(|m| {
        m.open == from
            && m.to - m.from >= CLAUSE
            && (m.from..m.to).any(|i| reader.any_class(i, class::AUX))
    });
    holds && reader.any_class(at, class::SUBORDINATOR | class::PREPOSITION | class::TIME)
}

/// Whether the marks that a statement begins with hold a mere phrase that goes on behind them: “a long winter” for the coast.
fn is_part(setting: &Setting<'_>, from: u32, at: u32) -> bool {
    let reader = setting.reader;
    let phrase = setting.closed_at(at).is_some_and(|m| {
        m.open == from && m.to - m.from < CLAUSE && reader.is_word(m.to.max(1) - 1)
    });
    phrase && [WORDS.for_, WORDS.of, WORDS.with, WORDS.to].contains(&reader.hash(at))
}

/// The first place that scores above zero, else the best.
fn first(places: &Places, score: impl Fn(u32) -> i32) -> Option<u32> {
    let mut top: Option<(i32, u32)> = None;
    for at in places.iter() {
        let score = score(at);
        if score > 0 {
            return Some(at);
        }
        if top.is_none_or(|(best, _)| score > best) {
            top = Some((score, at));
        }
    }
    top.map(|(_, at)| at)
}
