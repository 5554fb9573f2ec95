//! What rules take for the speaker of a cue: the phrase beside it, an agent, an antecedent, a label, the subject.

use super::cues::{Cue, Side};
use super::noun_phrase;
use super::reader::{Reader, WORDS, class};
use super::units::Unit;
use crate::lexicon::WordMap;
use crate::text::Flags;
use std::ops::Range;
use std::sync::LazyLock;

/// Tokens of a label that only says what an article is, at most: "Q&A".
const LONGEST_LABEL: u32 = 3;
/// How far before a participle the relative pronoun of its clause stands, in tokens.
pub(super) const RELATIVE: u32 = 6;

/// "was criticised by campaigners as …": the speaker stands behind "by".
pub(super) fn is_passive(reader: Reader<'_>, cue: &Cue) -> bool {
    let be = [WORDS.is, WORDS.was, WORDS.were, WORDS.been, WORDS.being];
    cue.side == Side::After
        && reader.hash(cue.head + 1) == WORDS.by
        && reader.is_ing_or_ed(cue.head)
        && (cue.group..cue.head).any(|i| be.contains(&reader.hash(i)))
}

/// What the rules take for the speaker. `low` is where the words before the cue begin that may hold it.
pub(super) fn by_rule(
    reader: Reader<'_>,
    unit: Unit,
    cue: &Cue,
    low: u32,
    earlier: &Option<Range<u32>>,
) -> Option<Range<u32>> {
    let earlier = || earlier.clone();
    let head = reader.hash(cue.head);
    if head == WORDS.according {
        let to = u32::from(reader.hash(cue.head + 1) == WORDS.to);
        return noun_phrase::right(reader, cue.head + 1 + to, unit.to);
    }
    if head == WORDS.colon {
        return label(reader, unit, cue.head);
    }
    if is_passive(reader, cue) {
        return noun_phrase::right(reader, cue.head + 2, unit.to);
    }
    let group = cue.group;
    let low = low.max(unit.from);
    let junction = group <= low || reader.is_comma(group - 1) && group - 1 <= low;
    if cue.side == Side::Before && junction {
        return noun_phrase::right(reader, cue.head + 1, unit.to).or_else(earlier);
    }
    if group <= low {
        return noun_phrase::right(reader, cue.head + 1, unit.to).or_else(earlier);
    }
    let before = reader.hash(group - 1);
    let participle = cue.group == cue.head && reader.slice(cue.head).ends_with("ing");
    let shares = before == WORDS.and
        || before == WORDS.but
        || before == WORDS.to
        || before == WORDS.or
        || participle && !reader.any_class(group - 1, class::SUBJECT);
    if shares {
        // "lawmakers, who walked out shouting"
        let antecedent = || {
            let from = low.max(group.saturating_sub(RELATIVE));
            let who = (from..group).rfind(|&i| reader.hash(i) == WORDS.who)?;
            noun_phrase::left(reader, who + 1, low)
        };
        if participle && let Some(np) = antecedent() {
            return Some(np);
        }
        let near = || {
            if participle && !reader.is_comma(group - 1) {
                noun_phrase::left(reader, group, low)
            } else {
                None
            }
        };
        return earlier()
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
        .or_else(earlier)
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

/// Words before a colon that say what an article is.
static LABELS: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/labels.txt")));

/// The label before a colon: the noun phrase that ends there ("More from Jo Bell:", "Smith, a lawyer:"); none if it only says what the
/// article is ("Transcript:").
pub(super) fn label(reader: Reader<'_>, unit: Unit, colon: u32) -> Option<Range<u32>> {
    if LABELS.contains(reader.hash(unit.from)) && colon - unit.from <= LONGEST_LABEL {
        return None;
    }
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
