//! Cues: words that may report a statement, and the model that decides whether one does and on which side it stands.

use super::marks::Marked;
use super::models::models;
use super::reader::{NOWHERE, Reader, Scores, Sink, WORDS, bucket, class};
use super::units::Unit;
use crate::lexicon::{WordMap, combine, entries};
use crate::text::{Flags, Token};
use std::ops::Range;
use std::sync::LazyLock;

/// What the word tables say of a form.
#[derive(Clone, Copy, Default)]
struct Form {
    verb: bool,
    /// The lemma's hash, for forms that the model has seen too seldom.
    lemma: u32,
}

static LEXICON: LazyLock<WordMap<Form>> = LazyLock::new(|| {
    let verbs = entries(include_str!("tables/reporting_verbs.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(lemma, forms)| {
            let lemma = crate::lexicon::fold_hash(lemma);
            forms
                .split(' ')
                .map(move |form| (form, Form { verb: true, lemma }))
        });
    let words = entries(include_str!("tables/cue_words.tsv")).filter_map(|line| {
        let word = line.split('\t').next()?;
        Some((
            word,
            Form {
                verb: false,
                lemma: 0,
            },
        ))
    });
    let colon = [(":", Form::default())];
    WordMap::merged(words.chain(verbs).chain(colon), |_, last| last)
});

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

/// Whether the table of reporting verbs has the form.
pub(super) fn is_reporting_verb(hash: u32) -> bool {
    LEXICON.get(hash).is_some_and(|form| form.verb)
}

/// Whether a token may be a cue's head.
#[inline]
pub(super) fn is_candidate(token: &Token) -> bool {
    LEXICON.contains(token.hash)
}

/// The first token of the verb group that ends with the head.
pub(super) fn group_start(reader: Reader<'_>, head: u32, low: u32) -> u32 {
    let mut i = head;
    while i > low && head - i < 6 {
        let classes = reader.classes(i - 1);
        let adverb = classes == 0 && reader.shape(i - 1) == 6;
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
    /// Whether marks open at token `i`.
    pub(super) fn opens_at(&self, i: u32) -> bool {
        let next = self.marked.partition_point(|m| m.open < i);
        self.marked.get(next).is_some_and(|m| m.open == i)
    }

    /// Whether marks close before token `i`.
    pub(super) fn closes_at(&self, i: u32) -> bool {
        let next = self.marked.partition_point(|m| m.close < i);
        self.marked.get(next).is_some_and(|m| m.close == i)
    }

    /// Whether marks stand directly before or behind a candidate or its subject.
    pub(super) fn is_beside_marks(&self, head: u32) -> bool {
        let group = group_start(self.reader, head, self.unit.from);
        let (left, right) = self.marks_around(group, head);
        matches!(left, 1 | 2) || matches!(right, 1 | 2)
    }

    /// Where the nearest marked span before `at` closes, within the unit: 0 none, 1 at once, 2 near, 3 far; and the same after.
    fn marks_around(&self, group: u32, head: u32) -> (u32, u32) {
        let i = self.marked.partition_point(|m| m.open < head);
        let left = i
            .checked_sub(1)
            .and_then(|i| self.marked.get(i))
            .filter(|m| m.close > self.unit.from && m.close <= group);
        let right = self.marked.get(i).filter(|m| m.open < self.unit.to);
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
pub(super) fn features(setting: &Setting<'_>, head: u32, group: u32, sink: &mut impl Sink) {
    let Setting { reader, unit, .. } = *setting;
    let inside = |i: u32| i >= unit.from && i < unit.to;
    let hash = |i: u32| if inside(i) { reader.hash(i) } else { NOWHERE };
    let shape = |i: u32| if inside(i) { reader.shape(i) } else { NOWHERE };
    let word = reader.hash(head);
    let lemma = LEXICON.get(word).map_or(0, |form| form.lemma);
    let ending = if reader.is(head, Flags::CAPITAL) {
        3
    } else {
        reader.shape(head)
    };
    let (previous, next, after) = (
        shape(head.wrapping_sub(1)),
        shape(head + 1),
        shape(head + 2),
    );
    let (subject, before) = (shape(group.wrapping_sub(1)), shape(group.wrapping_sub(2)));
    let (left, right) = setting.marks_around(group, head);
    let marks = left * 8 + right;
    sink.put(77);
    sink.one(1, word);
    sink.one(2, previous);
    sink.one(3, next);
    sink.one(5, hash(head + 1));
    sink.two(7, word, next);
    sink.two(8, word, previous);
    sink.two(9, word, hash(head + 1));
    sink.one(10, subject);
    sink.two(11, word, subject);
    sink.two(12, subject, before);
    sink.two(13, subject, next);
    sink.two(14, next, after);
    sink.two(15, combine(word, next), after);
    sink.two(16, marks, subject);
    sink.two(17, word, left);
    sink.two(18, word, right);
    sink.two(19, ending, marks);
    sink.one(20, bucket(head - unit.from));
    sink.one(21, bucket(unit.to - head));
    sink.two(22, ending, combine(subject, next));
    sink.two(23, lemma, ending);
    sink.two(24, lemma, next);
    sink.two(25, lemma, subject);
    sink.two(26, hash(group.wrapping_sub(1)), hash(group.wrapping_sub(2)));
    sink.two(27, setting.block, ending);
    sink.two(28, hash(head + 1), hash(head + 2));
    sink.two(29, head - group, subject);
    sink.two(30, word, shape(group));
    sink.two(31, lemma, hash(group.wrapping_sub(1)));
    // Between the last comma and the cue stands the speaker of a statement before it.
    let comma = (1..7)
        .find(|&d| group >= unit.from + d && reader.is_comma(group - d))
        .unwrap_or(0);
    sink.two(32, comma, next);
    sink.two(33, word, comma);
    sink.two(34, comma, subject);
}

/// The scores of no cue, a statement after it and one before it.
pub(super) fn scores(setting: &Setting<'_>, head: u32, group: u32) -> [i32; 3] {
    let Some(table) = models().cue.as_ref() else {
        return [0; 3];
    };
    let mut scores = Scores::new(table);
    features(setting, head, group, &mut scores);
    scores.sums
}

/// Decides a candidate: side and score above "no cue", or `None`.
pub(super) fn decide(setting: &Setting<'_>, head: u32, threshold: i32) -> Option<Cue> {
    let group = group_start(setting.reader, head, setting.unit.from);
    let [none, after, before] = scores(setting, head, group);
    let (side, score) = if after >= before {
        (Side::After, after)
    } else {
        (Side::Before, before)
    };
    let score = score - none;
    (score > threshold).then_some(Cue {
        head,
        group,
        side,
        score,
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::fold_hash;

    #[test]
    fn tables_are_sorted_and_the_model_opens() {
        for table in [
            include_str!("tables/reporting_verbs.tsv"),
            include_str!("tables/cue_words.tsv"),
        ] {
            let words: Vec<_> = entries(table)
                .filter_map(|line| line.split('\t').next())
                .collect();
            assert!(words.is_sorted_by(|a, b| a < b));
        }
        assert!(is_reporting_verb(fold_hash("Said")) && !is_reporting_verb(fold_hash("adamant")));
    }
}
