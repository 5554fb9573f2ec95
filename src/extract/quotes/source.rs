//! Whose statement a cue reports: the noun phrase before or after its verb group.

use super::cues::{Cue, Setting, Side};
use super::features::{Scores, Sink, bucket, pair};
use super::models::models;
use super::noun_phrase;
use super::reader::{NOWHERE, Reader, WORDS, class};
use super::source_rules::{RELATIVE, by_rule, is_passive, subject};
use crate::text::Flags;
use std::ops::Range;

/// Phrases weighed before a cue.
const CHUNKS: usize = 3;
/// How far before a cue its speaker is looked for, in tokens.
const REACH: u32 = 45;

/// Tokens between a noun phrase and its cue that are looked at: the nearest to the cue.
const FAR: usize = 48;

/// A noun phrase that may be a cue's speaker, and how it was come by.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Candidate {
    start: u32,
    end: u32,
    kind: u32,
    flags: u32,
}

impl Candidate {
    fn by_rule(Range { start, end }: Range<u32>) -> Self {
        Self {
            start,
            end,
            kind: 0,
            flags: BY_RULE,
        }
    }

    pub(super) fn range(&self) -> Range<u32> {
        self.start..self.end
    }
}

/// The first that the rules name.
const BY_RULE: u32 = 1;
/// The speaker of the cue before.
const EARLIER: u32 = 2;
/// The unit's first noun phrase.
const SUBJECT: u32 = 4;

/// The candidates for one cue, kept on the stack: what the rules say, three before the cue, two after it, two from elsewhere.
#[derive(Default)]
pub(super) struct Candidates {
    all: [Candidate; CHUNKS + 5],
    len: usize,
}

impl Candidates {
    fn add(&mut self, range: Option<Range<u32>>, kind: u32, flags: u32) {
        let Some(Range { start, end }) = range else {
            return;
        };
        let same = |c: &&mut Candidate| c.start == start && c.end == end;
        if let Some(known) = self.all[..self.len].iter_mut().find(same) {
            known.flags |= flags;
            known.kind = known.kind.max(kind);
        } else if let Some(free) = self.all.get_mut(self.len) {
            let candidate = Candidate {
                start,
                end,
                kind,
                flags,
            };
            *free = candidate;
            self.len += 1;
        }
    }

    pub(super) fn as_slice(&self) -> &[Candidate] {
        &self.all[..self.len]
    }
}

/// The speaker of a cue; `earlier` is the speaker of the cue before it in the unit.
pub(super) fn find(
    setting: &Setting<'_>,
    cue: &Cue,
    earlier: Option<Range<u32>>,
) -> Option<Range<u32>> {
    let first = first(setting, cue, &earlier);
    if let Some(np) = first.as_ref().filter(|np| is_sure(setting, cue, np)) {
        return Some(np.clone());
    }
    let Some(table) = models().source.as_ref() else {
        return first;
    };
    let mut around = Around::new(setting, cue);
    let mut score = |candidate: &Candidate| {
        let mut scores = Scores::new(table);
        around.features(setting, cue, candidate, &mut scores);
        scores.sums[0]
    };
    // What the rules say holds in three of four cases where they are not sure: others are looked for only where the model doubts it.
    let by_rule = first.clone().map(Candidate::by_rule);
    if by_rule.is_some_and(|candidate| score(&candidate) > 0) {
        return first;
    }
    let mut found = Candidates::default();
    candidates(setting, cue, first, earlier, &mut found);
    let [only, others @ ..] = found.as_slice() else {
        return None;
    };
    let mut top = (only, if others.is_empty() { 0 } else { score(only) });
    for candidate in others {
        let score = score(candidate);
        if score > top.1 {
            top = (candidate, score);
        }
    }
    Some(top.0.range())
}

/// What the rules take for the speaker.
pub(super) fn first(
    setting: &Setting<'_>,
    cue: &Cue,
    earlier: &Option<Range<u32>>,
) -> Option<Range<u32>> {
    by_rule(
        setting.reader,
        setting.unit,
        cue,
        low(setting, cue),
        earlier,
    )
}

/// Whether the rules' phrase is the speaker in 99 of 100 cases: it stands beside the cue, and nothing before it may belong to it.
pub(super) fn is_sure(setting: &Setting<'_>, cue: &Cue, np: &Range<u32>) -> bool {
    let (reader, unit) = (setting.reader, setting.unit);
    if reader.hash(cue.head) == WORDS.according {
        return true;
    }
    if np.start == cue.head + 1 {
        return cue.side == Side::Before;
    }
    if is_passive(reader, cue) {
        return true;
    }
    if np.end != cue.group {
        // "lawmakers, who walked out shouting"
        let pronoun = np.end + u32::from(reader.is_comma(np.end));
        return pronoun < cue.group
            && reader.hash(pronoun) == WORDS.who
            && cue.group - pronoun <= RELATIVE;
    }
    let pronoun = np.len() == 1 && reader.any_class(np.start, class::SUBJECT);
    if np.start == unit.from || setting.closes_at(np.start) {
        let determiner = class::DETERMINER | class::POSSESSIVE;
        return pronoun
            || reader.is_name_like(np.end - 1)
            || reader.any_class(np.start, determiner);
    }
    let joins = class::CONJUNCTION | class::SUBORDINATOR | class::WH;
    let comma = reader.is_comma(np.start - 1);
    pronoun && (comma || reader.any_class(np.start - 1, joins))
        || comma && cue.side == Side::Before && reader.is_name_like(np.end - 1)
}

/// The noun phrases that may be the speaker: what the rules say first, then those before the cue, nearest first.
pub(super) fn candidates(
    setting: &Setting<'_>,
    cue: &Cue,
    first: Option<Range<u32>>,
    earlier: Option<Range<u32>>,
    out: &mut Candidates,
) {
    let (reader, unit) = (setting.reader, setting.unit);
    out.add(first, 0, BY_RULE);
    if reader.hash(cue.head) == WORDS.colon {
        return;
    }
    let floor = unit.from.max(cue.group.saturating_sub(REACH));
    let mut end = cue.group;
    let mut chunks = 0;
    let mut marks = setting.marked_before(end);
    while end > floor && chunks < CHUNKS {
        while marks.last().is_some_and(|m| m.close > end) {
            marks = &marks[..marks.len() - 1];
        }
        if let Some(m) = marks.last().filter(|m| m.close == end && m.open >= floor) {
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
                out.add(Some(np), chunks as u32, 0);
            }
            None => end -= 1,
        }
    }
    out.add(noun_phrase::right(reader, cue.head + 1, unit.to), 8, 0);
    // "Citing X, the judge …": the subject follows the participle's clause.
    if cue.group <= unit.from + 2 {
        let comma = (cue.head + 1..unit.to.min(cue.head + REACH)).find(|&i| reader.is_comma(i));
        let np = comma.and_then(|comma| noun_phrase::right(reader, comma + 1, unit.to));
        out.add(np, 11, 0);
    }
    out.add(earlier, 9, EARLIER);
    out.add(subject(reader, unit, cue.group), 10, SUBJECT);
}

/// Where the words before a cue begin that may hold its speaker: behind the marks before it.
fn low(setting: &Setting<'_>, cue: &Cue) -> u32 {
    let marks = setting.marked.partition_point(|m| m.close <= cue.group);
    let mark = marks.checked_sub(1).and_then(|i| setting.marked.get(i));
    let mark = mark.filter(|m| cue.side == Side::Before || m.close - m.open > 8);
    mark.map_or(setting.unit.from, |m| m.close.max(setting.unit.from))
}

/// What stands between a phrase and its cue.
#[derive(Clone, Copy, Default)]
struct Between {
    commas: u8,
    verbs: u8,
    others: u8,
}

impl Between {
    fn and(self, reader: Reader<'_>, i: u32) -> Self {
        let Self {
            mut commas,
            mut verbs,
            mut others,
        } = self;
        if reader.is_word(i) {
            verbs += u8::from(reader.is_verbal(i));
        } else if reader.is_comma(i) {
            commas += 1;
        } else {
            others += 1;
        }
        Self {
            commas,
            verbs,
            others,
        }
    }

    fn feature(self) -> u32 {
        let Self {
            commas,
            verbs,
            others,
        } = self;
        u32::from(commas.min(3) * 16 + verbs.min(2) * 4 + others.min(2))
    }
}

/// What is the same for all candidates of a cue.
pub(super) struct Around {
    side: u32,
    near: u32,
    /// What the last tokens before the cue are, by their number, as far as they are known.
    before: [Between; FAR + 1],
    known: usize,
}

impl Around {
    pub(super) fn new(setting: &Setting<'_>, cue: &Cue) -> Self {
        let reader = setting.reader;
        let ending = if reader.is(cue.head, Flags::CAPITAL) {
            3
        } else {
            reader.shape(cue.head)
        };
        let subject = if cue.group > setting.unit.from {
            reader.shape(cue.group - 1)
        } else {
            NOWHERE
        };
        let side = u32::from(cue.side == Side::Before);
        Self {
            side,
            near: pair(pair(side, ending), subject),
            before: [Between::default(); FAR + 1],
            known: 0,
        }
    }

    /// What the last `count` tokens before the cue are.
    fn before(&mut self, reader: Reader<'_>, cue: &Cue, count: usize) -> Between {
        let count = count.min(FAR);
        while self.known < count {
            let at = cue.group - 1 - self.known as u32;
            self.before[self.known + 1] = self.before[self.known].and(reader, at);
            self.known += 1;
        }
        self.before[count]
    }

    /// Puts the features of a candidate.
    #[inline(always)]
    pub(super) fn features(
        &mut self,
        setting: &Setting<'_>,
        cue: &Cue,
        candidate: &Candidate,
        sink: &mut impl Sink,
    ) {
        let (reader, unit) = (setting.reader, setting.unit);
        let Candidate {
            start,
            end,
            kind,
            flags,
        } = *candidate;
        let before = end <= cue.group;
        let kind = kind * 8 + flags;
        let (gap, between) = if before {
            let gap = cue.group - end;
            (gap, self.before(reader, cue, gap as usize))
        } else {
            let between = cue.head + 1..start;
            let gap = between.len() as u32;
            let tokens = between.take(FAR);
            (
                gap,
                tokens.fold(Between::default(), |all, i| all.and(reader, i)),
            )
        };
        let pronoun = end == start + 1 && reader.any_class(start, class::SUBJECT | class::OBJECT);
        let class = if pronoun {
            reader.hash(start)
        } else {
            u32::from(reader.is_name_like(end - 1)) * 4 + reader.named(end - 1)
        };
        let left = if start > unit.from {
            reader.shape(start - 1)
        } else {
            NOWHERE
        };
        let right = reader.shape(end);
        let direction = self.side * 2 + u32::from(before);
        sink.two(401, kind, self.near);
        sink.two(404, left, direction);
        sink.two(405, right, direction);
        sink.two(406, between.feature(), bucket(gap) * 2 + u32::from(before));
        sink.two(408, class, pair(left, right));
        sink.two(412, bucket(end - start), class);
        sink.two(420, reader.hash(end - 1), self.side);
        sink.two(
            430,
            u32::from(setting.closes_at(start)) * 4
                + u32::from(start == unit.from) * 2
                + u32::from(reader.is(start, Flags::CAPITAL)),
            class,
        );
        sink.two(432, pair(kind, u32::from(between.commas.min(3))), class);
    }
}
