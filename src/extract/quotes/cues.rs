//! Cues: words that may report a statement, and the model that decides whether one does and on which side it stands.

use super::features::{Scores, Sink};
use super::headline;
use super::marks::Marked;
use super::models::models;
use super::reader::{NOWHERE, Reader, WORDS, class};
use super::trailing;
use super::units::Unit;
use crate::model::Table;
use crate::text::Flags;
use std::ops::Range;

/// Which side of a cue its statement stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The statement follows.
    After,
    /// The statement stands before.
    Before,
}

/// A cue that was accepted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// Its head word.
    pub(super) head: u32,
    /// First token of its verb group ("has also said").
    pub(super) group: u32,
    pub(super) side: Side,
    /// How far above the threshold, in the model's unit.
    pub(super) score: i32,
}

impl Cue {
    /// A verb whose statement follows, taken for a cue unweighed.
    pub(super) fn unweighed(reader: Reader<'_>, head: u32, low: u32) -> Self {
        Self {
            head,
            group: group_start(reader, head, low),
            side: Side::After,
            score: 0,
        }
    }
}

/// The first token of the verb group that ends with the head.
pub(super) fn group_start(reader: Reader<'_>, head: u32, low: u32) -> u32 {
    let mut i = head;
    while i > low && head - i < 6 {
        let classes = reader.classes(i - 1);
        let adverb = classes == 0 && reader.is_in_ly(i - 1);
        if classes & (class::AUX | class::ADVERB) != 0
            && classes & (class::TIME | class::SUBORDINATOR) == 0
            || adverb
        {
            i -= 1;
        } else {
            break;
        }
    }
    i
}

/// What stands around a candidate.
pub(super) struct Setting<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) unit: Unit,
    pub(super) marked: &'a [Marked],
    /// Bits that hold for the whole block: headline, first of the article.
    pub(super) block: u32,
    /// One past the block's last token.
    pub(super) block_end: u32,
}

impl Setting<'_> {
    /// The marked spans that open before token `i`.
    pub(super) fn marked_before(&self, i: u32) -> &[Marked] {
        &self.marked[..self.marked.partition_point(|m| m.open < i)]
    }

    /// The marked spans that open at token `i` or later.
    pub(super) fn marked_from(&self, i: u32) -> &[Marked] {
        &self.marked[self.marked.partition_point(|m| m.open < i)..]
    }

    /// Whether marks open at token `i`.
    pub(super) fn opens_at(&self, i: u32) -> bool {
        let next = self.marked.partition_point(|m| m.open < i);
        self.marked.get(next).is_some_and(|m| m.open == i)
    }

    /// The marked span that closes before token `i`.
    pub(super) fn closed_at(&self, i: u32) -> Option<&Marked> {
        let next = self.marked.partition_point(|m| m.close < i);
        self.marked.get(next).filter(|m| m.close == i)
    }

    /// Whether marks close before token `i`.
    pub(super) fn closes_at(&self, i: u32) -> bool {
        self.closed_at(i).is_some()
    }

    /// Token `i`, or the one before it if that is the comma behind closing marks, which stands inside them elsewhere: “A”, he said.
    pub(super) fn behind_marks(&self, i: u32) -> u32 {
        let comma = i > self.unit.from && self.reader.is_comma(i - 1) && self.closes_at(i - 1);
        i - u32::from(comma)
    }

    /// Where the nearest marked span before `at` closes, within the unit: 0 none, 1 at once, 2 near, 3 far; and the same after.
    fn marks_around(&self, group: u32, head: u32) -> (u32, u32) {
        if self.marked.is_empty() {
            return (0, 0);
        }
        let i = self.marked.partition_point(|m| m.open < head);
        let left = i
            .checked_sub(1)
            .and_then(|i| self.marked.get(i))
            .filter(|m| m.close > self.unit.from && m.close <= group);
        let right = self.marked.get(i).filter(|m| m.open < self.unit.to);
        let group = self.behind_marks(group);
        let left = left.map_or(0, |m| match group - m.close {
            0 => 1,
            1..=5 => 2,
            6..=12 => 3,
            _ => 4,
        });
        let right = right.map_or(0, |m| match m.open - head - 1 {
            0 => 1,
            1 if !self.reader.is_word(head + 1) => 2,
            1..=5 => 3,
            6..=12 => 4,
            _ => 5,
        });
        (left, right)
    }
}

/// Puts the features of candidate `head`.
#[inline(always)]
fn features(
    setting: &Setting<'_>,
    head: u32,
    group: u32,
    (left, right): (u32, u32),
    sink: &mut impl Sink,
) {
    let Setting { reader, unit, .. } = *setting;
    let inside = |i: u32| i >= unit.from && i < unit.to;
    let shape = |i: u32| if inside(i) { reader.shape(i) } else { NOWHERE };
    let word = reader.hash(head);
    let lemma = reader.lemma(head);
    let ending = if reader.is(head, Flags::CAPITAL) {
        3
    } else {
        reader.shape(head)
    };
    let next = if inside(head + 1) {
        reader.hash(head + 1)
    } else {
        NOWHERE
    };
    let edge = setting.behind_marks(group);
    let (subject, before) = (shape(edge.wrapping_sub(1)), shape(edge.wrapping_sub(2)));
    let beside = if head == group { edge } else { head };
    sink.one(2, shape(beside.wrapping_sub(1)));
    sink.one(5, next);
    sink.two(12, subject, before);
    sink.two(17, word, left);
    sink.two(19, ending, left * 8 + right);
    sink.two(18, lemma, right);
    sink.two(23, lemma, ending);
    sink.two(27, setting.block, ending);
    sink.two(24, lemma, shape(head + 1));
}

/// The features of candidate `head`, for the trainer.
#[cfg(feature = "train")]
pub(super) fn features_of(setting: &Setting<'_>, head: u32, group: u32) -> Vec<u32> {
    let mut out = Vec::new();
    let marks = setting.marks_around(group, head);
    features(setting, head, group, marks, &mut out);
    out
}

/// A word that may be a cue, with what the model says of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) head: u32,
    /// First token of its verb group.
    pub(super) group: u32,
    /// How much likelier than no cue is a statement after it, and one before it.
    pub(super) after: i32,
    pub(super) before: i32,
    /// Whether marks stand directly before or behind it or its subject.
    pub(super) beside_marks: bool,
}

/// Score of what a rule takes for a cue.
const SURE: i32 = 1;
/// How far before a colon its verb stands, in tokens.
const NEAR: u32 = 5;

/// Weighs the candidates of a unit.
pub(super) fn weigh(setting: &Setting<'_>, heads: &[u32], out: &mut Vec<Candidate>) {
    out.clear();
    if let Some(table) = models().cue.as_ref() {
        for &head in heads {
            let candidate = Candidate::weigh(setting, table, head);
            // "said of Brussels: “…”": the colon is the verb's.
            let colon = setting.reader.hash(head) == WORDS.colon;
            let verb = out
                .last_mut()
                .filter(|v| colon && v.head + NEAR >= head && setting.reader.is_reporting(v.head));
            match verb {
                Some(verb) => verb.after = verb.after.max(candidate.after),
                None => out.push(candidate),
            }
        }
    }
}

impl Candidate {
    #[inline]
    pub(super) fn weigh(setting: &Setting<'_>, table: &Table<2>, head: u32) -> Self {
        let group = group_start(setting.reader, head, setting.unit.from);
        let marks = setting.marks_around(group, head);
        let mut scores = Scores::new(table);
        features(setting, head, group, marks, &mut scores);
        let [after, mut before] = scores.sums;
        // What stands in marks directly behind a cue, and nowhere before it, is its statement.
        if marks.0 == 0 && marks.1 == 1 {
            before = before.min(after);
        }
        if marks == (0, 0)
            && (trailing::ends_sentence(setting, head, group)
                || headline::reports_before(setting, head, group))
        {
            before = before.max(after.saturating_add(1)).max(SURE);
        }
        Self {
            head,
            group,
            after,
            before,
            beside_marks: matches!(marks.0, 1 | 2) || matches!(marks.1, 1 | 2),
        }
    }
}

impl Candidate {
    /// The cue that it is if its score exceeds the threshold.
    pub(super) fn decide(&self, threshold: i32) -> Option<Cue> {
        let (side, score) = if self.after >= self.before {
            (Side::After, self.after)
        } else {
            (Side::Before, self.before)
        };
        (score > threshold).then(|| self.as_cue(side, score))
    }

    /// As a cue of a statement on that side.
    pub(super) fn as_cue(&self, side: Side, score: i32) -> Cue {
        Cue {
            head: self.head,
            group: self.group,
            side,
            score,
        }
    }
}

/// The tokens of a cue as the report shows it.
pub(super) fn extent(reader: Reader<'_>, cue: &Cue) -> Range<u32> {
    let head = cue.head;
    let end = if reader.hash(head) == WORDS.according && reader.hash(head + 1) == WORDS.to {
        head + 2
    } else {
        head + 1
    };
    cue.group..end
}
