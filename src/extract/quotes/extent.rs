//! Where the statement after a cue begins and ends: of the few places where it may, the first that the model takes. Places are
//! looked for one by one, as most statements begin and end at one of the first.

use super::cues::Setting;
use super::features::{Scores, Sink, bucket, pair};
use super::marks::Marked;
use super::models::models;
use super::reader::{NOWHERE, Reader, WORDS, class};
use super::words::{JOINING, function_words};
use crate::lexicon::fold_hash;
use crate::text::Flags;
use std::sync::LazyLock;

/// How far after its cue a statement may begin, in tokens.
const FARTHEST: u32 = 16;

/// Tokens of a clause, at least.
const CLAUSE: u32 = 7;
/// How far a statement's inner ends are looked for, in tokens; its sentence's end is weighed however far it is.
const LONGEST: u32 = 300;
/// Inner ends that are weighed.
const MOST: u32 = 23;

/// The places where the statement of a cue may begin, in order.
pub(super) struct Starts<'a> {
    setting: &'a Setting<'a>,
    marks: &'a [Marked],
    head: u32,
    at: u32,
    to: u32,
    /// Where "that" stands.
    that: Option<u32>,
}

impl<'a> Starts<'a> {
    pub(super) fn new(setting: &'a Setting<'a>, head: u32) -> Self {
        let to = setting.unit.to.min(head + FARTHEST + 1);
        Self {
            setting,
            marks: setting.marked_from(head + 1),
            head,
            at: head + 1,
            to,
            that: (head + 1..to).find(|&i| setting.reader.hash(i) == WORDS.that),
        }
    }

    /// Puts the features of a beginning.
    #[inline(always)]
    pub(super) fn features(&self, at: u32, sink: &mut impl Sink) {
        let Self { setting, head, .. } = *self;
        let reader = setting.reader;
        let word = reader.hash(head);
        let distance = bucket(at - head);
        let (here, before) = (reader.shape(at), reader.shape(at - 1));
        let near = if at == head + 1 { 1 } else { before };
        let that = match self.that {
            None => 0,
            Some(i) if i + 1 == at => 1,
            Some(i) if i == at => 2,
            Some(i) if i > at => 3,
            Some(_) => 4,
        };
        let mark = match setting.marked_from(at).first() {
            Some(m) if m.open == at => 1 + u32::from(m.close - m.open > 8),
            Some(m) if m.open < setting.unit.to && m.open < at + 10 => 3,
            _ => 0,
        };
        sink.two(102, near, here);
        sink.two(103, word, near);
        sink.two(104, word, here);
        sink.two(105, that, distance);
        sink.two(107, mark, near);
        sink.two(114, reader.hash(at), near);
    }
}

impl Iterator for Starts<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        while self.at < self.to {
            let i = self.at;
            if let Some((m, rest)) = self.marks.split_first().filter(|(m, _)| m.open <= i) {
                self.marks = rest;
                if m.open == i {
                    // Behind short marks a reported clause may still begin.
                    self.at = if m.close - m.open > 8 {
                        self.to
                    } else {
                        m.close
                    };
                    return Some(i);
                }
                continue;
            }
            self.at += 1;
            if may_start(self.setting.reader, self.head, i) {
                return Some(i);
            }
        }
        None
    }
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

/// A set of hashes, told apart by some of their bits: it turns most others away at a glance.
struct Sieve<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Sieve<WORDS> {
    fn new(hashes: impl Iterator<Item = u32>) -> Self {
        let mut words = [0; WORDS];
        for hash in hashes {
            words[hash as usize / 64 % WORDS] |= 1 << (hash % 64);
        }
        Self(words)
    }

    #[inline(always)]
    fn may_hold(&self, hash: u32) -> bool {
        self.0[hash as usize / 64 % WORDS] >> (hash % 64) & 1 == 1
    }
}

/// Words and punctuation that a statement may end before.
static BREAKS: LazyLock<Sieve<64>> = LazyLock::new(|| {
    let dashes = [WORDS.hyphen, WORDS.en_dash, WORDS.em_dash, WORDS.bar];
    Sieve::new(joining_words().chain(STOPS).chain(dashes))
});

/// Hashes of the words that join clauses.
fn joining_words() -> impl Iterator<Item = u32> {
    function_words()
        .filter(|(_, classes)| classes & JOINING != 0)
        .map(|(word, _)| fold_hash(word))
}

/// Punctuation inside a sentence.
const STOPS: [u32; 4] = [WORDS.comma, WORDS.semicolon, WORDS.colon, WORDS.open_round];

/// An inner place where a statement may end: one past its last token.
#[derive(Clone, Copy, Debug)]
pub(super) struct End<'a> {
    pub(super) at: u32,
    /// The marks that close there.
    marked: Option<&'a Marked>,
    /// Commas before it.
    commas: u32,
}

/// The places inside its sentence where a statement that begins at `from` may end, in order: behind marks, at punctuation, at
/// words that join clauses.
pub(super) struct Ends<'a> {
    setting: &'a Setting<'a>,
    breaks: &'static Sieve<64>,
    marks: &'a [Marked],
    head: u32,
    from: u32,
    /// The sentence's end.
    pub(super) last: u32,
    next: u32,
    far: u32,
    commas: u32,
    /// The place before.
    place: u32,
    left: u32,
}

impl<'a> Ends<'a> {
    pub(super) fn new(setting: &'a Setting<'a>, head: u32, from: u32) -> Self {
        let last = unit_end(setting);
        Self {
            setting,
            breaks: &BREAKS,
            marks: setting.marked_from(from),
            head,
            from,
            last,
            next: from,
            far: last.min(from + LONGEST),
            commas: 0,
            place: from,
            left: MOST,
        }
    }

    /// Puts the features of an end.
    #[inline(always)]
    pub(super) fn features(&self, end: End<'_>, sink: &mut impl Sink) {
        let Self {
            setting,
            head,
            from,
            ..
        } = *self;
        let reader = setting.reader;
        let at = end.at;
        let inside = |i: u32| i < setting.unit.to;
        let shape = |i: u32| if inside(i) { reader.shape(i) } else { NOWHERE };
        let is_word = reader.is_word(at);
        let kind = if is_word { 1 } else { reader.hash(at) };
        let marks = u32::from(end.marked.is_some()) * 2 + u32::from(setting.opens_at(from));
        let kind = pair(kind, marks);
        // The word behind punctuation.
        let next = at + u32::from(!is_word);
        let hash = if inside(next) {
            reader.hash(next)
        } else {
            NOWHERE
        };
        let reports = |i: u32| u32::from(inside(i) && reader.is_reporting(i));
        sink.two(202, kind, hash);
        sink.two(204, kind, pair(shape(next), shape(next + 1)));
        sink.two(206, kind, reader.hash(head));
        sink.two(207, kind, bucket(setting.unit.to.saturating_sub(at)));
        sink.two(208, kind, end.commas.min(5));
        sink.two(211, kind, reports(next) * 2 + reports(next + 1));
    }
}

impl<'a> Iterator for Ends<'a> {
    type Item = End<'a>;

    #[inline]
    fn next(&mut self) -> Option<End<'a>> {
        let reader = self.setting.reader;
        while self.next < self.far && self.left > 0 {
            let i = self.next;
            let end = if let Some((m, rest)) = self.marks.split_first().filter(|(m, _)| m.open <= i)
            {
                self.marks = rest;
                if m.open < i {
                    continue;
                }
                self.next = m.close.max(i + 1);
                (self.next < self.last).then_some((self.next, Some(m)))
            } else {
                self.next += 1;
                let hash = reader.hash(i);
                let breaks = self.breaks.may_hold(hash) && self.breaks_at(i, hash);
                breaks.then_some((i, None))
            };
            if let Some((at, marked)) = end {
                let commas = self.commas;
                self.commas += u32::from(reader.is_comma(at));
                self.place = at;
                self.left -= 1;
                return Some(End { at, marked, commas });
            }
        }
        None
    }
}

impl Ends<'_> {
    /// Whether a clause may end before token `i`: one place for punctuation and the word behind it, for marks and what is behind them.
    fn breaks_at(&self, i: u32, hash: u32) -> bool {
        let reader = self.setting.reader;
        let breaks = if reader.is_word(i) {
            reader.joins_clauses(hash)
        } else {
            STOPS.contains(&hash) || reader.is_dash(i)
        };
        let same = self.place == i || self.place + 1 == i && !reader.is_word(self.place);
        breaks && !same && i > self.from
    }
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
        && reader.hash(end - 1) != WORDS.percent
        && !closes_bracket(setting, end - 1)
        && !reader.is(end - 1, Flags::ABBREVIATION)
    {
        end -= 1;
    }
    end
}

/// Most tokens within brackets that are looked back over.
const BRACKETS: u32 = 40;

/// Whether a bracket closes at token `i` that opened in the unit.
fn closes_bracket(setting: &Setting<'_>, i: u32) -> bool {
    let reader = setting.reader;
    let from = setting.unit.from.max(i.saturating_sub(BRACKETS));
    reader.hash(i) == WORDS.close_round && (from..i).any(|j| reader.hash(j) == WORDS.open_round)
}

/// The extent of the statement after the cue at `head`.
pub(super) fn after(setting: &Setting<'_>, head: u32) -> Option<(u32, u32)> {
    let from = start(setting, head)?;
    Some((from, end(setting, head, from)?))
}

/// Where the statement after the cue at `head` begins: the first place that scores above zero, else the best.
fn start(setting: &Setting<'_>, head: u32) -> Option<u32> {
    let table = models().start.as_ref()?;
    let mut starts = Starts::new(setting, head);
    let mut top: Option<(i32, u32)> = None;
    while let Some(at) = starts.next() {
        let mut scores = Scores::new(table);
        starts.features(at, &mut scores);
        let [score] = scores.sums;
        if score > 0 {
            return Some(at);
        }
        if top.is_none_or(|(best, _)| score > best) {
            top = Some((score, at));
        }
    }
    top.map(|(_, at)| at)
}

/// The end of a statement that begins at `from`: an inner place that the model takes, else its sentence's end.
pub(super) fn end(setting: &Setting<'_>, head: u32, from: u32) -> Option<u32> {
    let table = models().end.as_ref()?;
    let mut ends = Ends::new(setting, head, from);
    while let Some(end) = ends.next() {
        let rule = end.marked.and_then(|m| by_marks(setting, from, m));
        let taken = rule.unwrap_or_else(|| {
            let mut scores = Scores::new(table);
            ends.features(end, &mut scores);
            scores.sums[0] > 0
        });
        if taken {
            return Some(end.at);
        }
    }
    Some(ends.last)
}

/// What marks that a statement begins with say of its end. Those that hold a clause are the statement where what follows says when or
/// why it was said; a mere phrase may go on behind them: “a long winter” for the coast.
fn by_marks(setting: &Setting<'_>, from: u32, marked: &Marked) -> Option<bool> {
    let reader = setting.reader;
    if marked.open != from || marked.is_open() {
        return None;
    }
    let next = marked.close;
    if marked.to - marked.from < CLAUSE {
        let goes_on = [WORDS.for_, WORDS.of, WORDS.with, WORDS.to].contains(&reader.hash(next));
        return (goes_on && reader.is_word(marked.to.max(1) - 1)).then_some(false);
    }
    // "told them “we want this as much as anyone”, it was hard …"
    if reader.is_comma(next) {
        return Some(true);
    }
    let follows = class::SUBORDINATOR | class::PREPOSITION | class::TIME;
    let whole = reader.any_class(next, follows)
        && (marked.from..marked.to).any(|i| reader.any_class(i, class::AUX));
    whole.then_some(true)
}
