//! Noun phrases beside a cue, read off word classes and capitals: whole, with articles, titles and of-phrases; appositives and
//! relative clauses after a comma are left out.

use super::reader::{Reader, WORDS, class};
use crate::text::Flags;
use std::ops::Range;

/// Tokens that a phrase may have.
const LONGEST: u32 = 25;
/// Tokens of an appositive or relative clause between speaker and cue.
const LONGEST_APPOSITIVE: u32 = 45;

const STOPS: u16 =
    class::AUX | class::SUBJECT | class::OBJECT | class::WH | class::SUBORDINATOR | class::TIME;

/// The phrase that ends before token `end`, beginning at `low` or later.
pub(super) fn left(reader: Reader<'_>, end: u32, low: u32) -> Option<Range<u32>> {
    let mut end = end;
    if end > low && reader.is_comma(end - 1) {
        if let Some(np) = before_appositive(reader, end - 1, low) {
            return Some(np);
        }
        end -= 1;
    } else if end > low && reader.hash(end - 1) == WORDS.who {
        end -= 1;
        if end > low && reader.is_comma(end - 1) {
            end -= 1;
        }
    }
    core_left(reader, end, low)
}

/// The phrase before the comma that opens what the comma at `close` ends ("X, who led the inquiry, said").
fn before_appositive(reader: Reader<'_>, close: u32, low: u32) -> Option<Range<u32>> {
    let low = low.max(close.saturating_sub(LONGEST_APPOSITIVE));
    let mut found: Option<Range<u32>> = None;
    let mut j = close;
    while j > low + 1 {
        j -= 1;
        if !reader.is_comma(j) {
            continue;
        }
        let next = j + 1;
        let classes = reader.classes(next);
        let apposes = reader.is(next, Flags::NUMERIC)
            || reader.is_name_like(next)
            || classes & (class::DETERMINER | class::POSSESSIVE) != 0
            || matches!(classes & (class::WH | class::SUBORDINATOR), class::WH)
            || reader.is_word(next) && classes == 0
            || [WORDS.of, WORDS.from, WORDS.as_].contains(&reader.hash(next));
        if !apposes {
            break;
        }
        let Some(np) = core_left(reader, j, low) else {
            break;
        };
        let named = reader.is_name_like(np.end - 1);
        // "Ann Lee, a lawyer, who led …": go on from the appositive to the name.
        let goes_on = np.start > low && reader.is_comma(np.start - 1) && !named;
        if found.is_none() || named {
            found = Some(np);
        }
        if named || !goes_on {
            break;
        }
    }
    found
}

/// Whether a phrase may end with token `i`.
pub(super) fn may_end(reader: Reader<'_>, i: u32) -> bool {
    let classes = reader.classes(i);
    reader.is_word(i)
        && (classes & (class::SUBJECT | class::OBJECT) != 0
            || classes == 0 && !reader.is_in_ly(i) && !reader.is_verb(i))
        || reader.is(i, Flags::ABBREVIATION)
}

/// The phrase whose last token is `end - 1`.
pub(super) fn core_left(reader: Reader<'_>, end: u32, low: u32) -> Option<Range<u32>> {
    if end <= low {
        return None;
    }
    let last = end - 1;
    if reader.any_class(last, class::SUBJECT | class::OBJECT) {
        return Some(last..end);
    }
    let low = low.max(end.saturating_sub(LONGEST));
    let mut i = end;
    // Where the phrase begins if nothing more to the left belongs to it.
    let mut start = end;
    while i > low {
        i -= 1;
        if !reader.is_word(i) {
            if !joins_words(reader, i) {
                break;
            }
            continue;
        }
        let classes = if is_hyphenated(reader, i) {
            0
        } else {
            reader.classes(i)
        };
        let hash = reader.hash(i);
        if classes & (class::DETERMINER | class::POSSESSIVE) != 0 && classes & class::AUX == 0 {
            if hash == WORDS.her && start == end {
                return Some(i..end);
            }
            start = i;
            let before = if i > low { reader.hash(i - 1) } else { 0 };
            if is_restrictive(before) || i > low && reader.any_class(i - 1, class::DETERMINER) {
                continue;
            }
            break;
        }
        if classes & class::PREPOSITION != 0 {
            let before = if i > low { i - 1 } else { break };
            let noun = reader.is_word(before) && reader.classes(before) == 0;
            if start < end && noun && is_restrictive(hash) && !reader.is_verb(before) {
                continue;
            }
            break;
        }
        if classes & class::CONJUNCTION != 0 {
            let pair =
                i > low && start < end && reader.is_name_like(i - 1) && reader.is_name_like(i + 1);
            if pair {
                continue;
            }
            break;
        }
        let modifies = classes & class::ADVERB != 0 && i > low && is_owned(reader, i);
        if !modifies && classes & (STOPS | class::ADVERB) != 0 || reader.is_verb(i) {
            break;
        }
        start = i;
    }
    // "who walked out": a verb begins no phrase.
    let verb = start > low
        && reader.is_ing_or_ed(start)
        && !reader.is(start, Flags::CAPITAL)
        && reader.any_class(start - 1, class::WH | class::SUBJECT);
    (start < end && !verb && names_something(reader, start..end)).then_some(start..end)
}

/// The phrase that begins at token `from`, ending before `high`.
pub(super) fn right(reader: Reader<'_>, from: u32, high: u32) -> Option<Range<u32>> {
    let high = high.min(from + LONGEST);
    if from >= high || !reader.is_word(from) && !joins_words(reader, from) {
        return None;
    }
    // "said one", "said another".
    let articles = [WORDS.a, WORDS.an, WORDS.the];
    if reader.any_class(from, class::DETERMINER)
        && !reader.is_word(from + 1)
        && !reader.is(from + 1, Flags::GLUED | Flags::WORD)
        && !articles.contains(&reader.hash(from))
    {
        return Some(from..from + 1);
    }
    let pronoun = reader.any_class(from, class::SUBJECT | class::OBJECT);
    let lone = !(from + 1 < high
        && reader.hash(from) == WORDS.her
        && reader.is_word(from + 1)
        && reader.classes(from + 1) == 0);
    if pronoun && lone {
        return Some(from..from + 1);
    }
    let mut i = from;
    let mut end = from;
    let mut head_is_name = false;
    while i < high {
        if !reader.is_word(i) {
            if i == from || !joins_words(reader, i) {
                break;
            }
            if reader.is(i, Flags::ABBREVIATION) {
                end = i + 1;
            }
            i += 1;
            continue;
        }
        let classes = if is_hyphenated(reader, i) {
            0
        } else {
            reader.classes(i)
        };
        if classes & (class::DETERMINER | class::POSSESSIVE) != 0 {
            if i > from && reader.classes(i - 1) & (class::PREPOSITION | class::DETERMINER) == 0 {
                break;
            }
            // "Jo Bell of the ruling party": a noun begins anew. "the widow of one of them": a determiner may be one.
            head_is_name = false;
            if !reader.any_class(i + 1, class::PREPOSITION) {
                i += 1;
                continue;
            }
        } else if classes & class::PREPOSITION != 0 {
            let hash = reader.hash(i);
            let attaches = hash == WORDS.of || is_restrictive(hash) && !head_is_name;
            let next = i + 1;
            let adjunct = [WORDS.a, WORDS.an].contains(&reader.hash(next))
                && hash != WORDS.for_
                && hash != WORDS.of
                || reader.any_class(next, class::TIME | class::DETERMINER)
                    && [WORDS.in_, WORDS.on, WORDS.at].contains(&hash);
            if i == from || !attaches || adjunct || next >= high || !reader.is_word(next) {
                break;
            }
            i += 1;
            continue;
        } else if classes & class::CONJUNCTION != 0 {
            if i == from || !(head_is_name && reader.is_name_like(i + 1)) {
                break;
            }
            i += 1;
            continue;
        } else if classes & (STOPS | class::ADVERB) != 0
            && !(i > from && classes & class::ADVERB != 0 && is_owned(reader, i))
        {
            if i > from
                && classes & class::OBJECT != 0
                && reader.any_class(i - 1, class::PREPOSITION)
            {
                end = i + 1;
            }
            break;
        } else if reader.is_name_like(i) {
            head_is_name = true;
        } else {
            // A small word after a name: only where a name or a noun of the same phrase follows ("Acme spokesman Jo Bell").
            let modifies = i > from
                && reader.is_word(i + 1)
                && reader.classes(i + 1) == 0
                && reader.classes(i - 1) & class::DETERMINER != 0;
            if reader.is_verb(i) && !modifies {
                break;
            }
            let possessive = i > from
                && (reader.is(i - 1, Flags::POSSESSIVE)
                    || matches!(reader.slice(i - 1), "'" | "’"));
            if head_is_name && !possessive && !name_follows(reader, i, high) {
                let mut second = from + 1 + u32::from(reader.any_class(from, class::DETERMINER));
                // The full stop of "a U.N. report".
                second += u32::from(reader.is(second, Flags::ABBREVIATION));
                if i != second || classes != 0 || reader.is_ing_or_ed(i) {
                    break;
                }
            }
            head_is_name = false;
            if reader.is_ing_or_ed(i) && end > from && !modifies && !name_follows(reader, i, high) {
                break;
            }
        }
        end = i + 1;
        i += 1;
    }
    // "a source close to X"
    if end > from
        && reader.hash(end) == WORDS.close
        && reader.hash(end + 1) == WORDS.to
        && end + 2 < high
        && let Some(inner) = right(reader, end + 2, high)
    {
        end = inner.end;
    }
    (end > from && names_something(reader, from..end)).then_some(from..end)
}

/// Whether more stands there than "the" or "a".
fn names_something(reader: Reader<'_>, mut range: Range<u32>) -> bool {
    range.any(|i| {
        reader.is_word(i)
            && reader.classes(i) & !class::DETERMINER == 0
            && ![WORDS.a, WORDS.an, WORDS.the].contains(&reader.hash(i))
    })
}

/// Whether an article or a possessive stands before a word ("Wales's first minister", "the then mayor").
fn is_owned(reader: Reader<'_>, i: u32) -> bool {
    reader.is(i - 1, Flags::POSSESSIVE)
        || reader.any_class(i - 1, class::DETERMINER | class::POSSESSIVE)
}

/// Whether a name stands within the next small words.
fn name_follows(reader: Reader<'_>, i: u32, high: u32) -> bool {
    for j in i + 1..high.min(i + 5) {
        if reader.is_name_like(j) {
            return true;
        }
        if reader.classes(j) != 0 || !reader.is_word(j) && !joins_words(reader, j) {
            return false;
        }
    }
    false
}

/// Prepositions whose phrase tells which person is meant.
fn is_restrictive(hash: u32) -> bool {
    [
        WORDS.of, WORDS.for_, WORDS.from, WORDS.in_, WORDS.at, WORDS.with, WORDS.on, WORDS.to,
    ]
    .contains(&hash)
}

/// Punctuation inside a phrase: "Mr.", "vice-president", "AT&T", "workers'".
fn joins_words(reader: Reader<'_>, i: u32) -> bool {
    if reader.is(i, Flags::ABBREVIATION) {
        return true;
    }
    let hash = reader.hash(i);
    if hash == WORDS.ampersand || hash == WORDS.at_sign || hash == WORDS.hash {
        return true;
    }
    let glued = reader.is(i, Flags::GLUED);
    let glued_after = reader.is(i + 1, Flags::GLUED | Flags::WORD);
    if (hash == WORDS.hyphen || hash == WORDS.slash || hash == WORDS.en_dash)
        && glued
        && glued_after
    {
        return true;
    }
    matches!(reader.slice(i), "'" | "’")
        && glued
        && !glued_after
        && i > 0
        && reader.is_word(i - 1)
        && reader.slice(i - 1).ends_with(['s', 'z'])
}

/// Part of "45-year-old": a word with a hyphen before and none of white space.
fn is_hyphenated(reader: Reader<'_>, i: u32) -> bool {
    i > 1
        && reader.is(i, Flags::GLUED)
        && reader.hash(i - 1) == WORDS.hyphen
        && reader.is(i - 1, Flags::GLUED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::quotes::reader::unknown;
    use crate::text::{Text, fold_hash};

    #[test]
    fn phrases_before_a_cue() {
        for (text, expected) in [
            ("John Smith, who led the inquiry, said", "John Smith"),
            (
                "But US Secretary of State John Kerry said",
                "US Secretary of State John Kerry",
            ),
            (
                "Yesterday a spokesman for the ministry said",
                "a spokesman for the ministry",
            ),
            ("Ann Lee, a lawyer from Hull, said", "Ann Lee"),
            ("Ann Lee, 45, of Hull, said", "Ann Lee"),
            ("because she said", "she"),
            (
                "Wales's first minister, Ann Lee, said",
                "Wales's first minister",
            ),
            ("Derek Shaw's lawyer said", "Derek Shaw's lawyer"),
            (
                "A US government statement said",
                "A US government statement",
            ),
            ("On Monday the teachers' union said", "the teachers' union"),
            ("the 45-year-old said", "the 45-year-old"),
        ] {
            let t = Text::new(text.to_owned());
            let facts = unknown(&t, &[]);
            let reader = Reader::new(&facts);
            let cue = t
                .tokens
                .iter()
                .position(|t| t.hash == fold_hash("said"))
                .expect("a cue") as u32;
            let np = left(reader, cue, 0).expect("a phrase");
            assert_eq!(reader.span(np.start, np.end).of(text), expected, "{text}");
        }
    }

    #[test]
    fn phrases_after_a_cue() {
        for (text, expected) in [
            ("said Tom Ives, of the union.", "Tom Ives"),
            (
                "said a spokesman for Harrow Motors.",
                "a spokesman for Harrow Motors",
            ),
            ("said a source close to Shaw.", "a source close to Shaw"),
            ("said Shaw's lawyer.", "Shaw's lawyer"),
            (
                "said engineer Rafe Moss in a statement.",
                "engineer Rafe Moss",
            ),
            (
                "said the operator's director, Inga Voss.",
                "the operator's director",
            ),
            ("said he on Friday.", "he"),
            ("said Mr. Brown of Leeds, adding", "Mr. Brown of Leeds"),
            (
                "said Jo Bell of the ruling party.",
                "Jo Bell of the ruling party",
            ),
            ("said the widow of one of them.", "the widow of one of them"),
            ("said another.", "another"),
            ("said a U.N. report published in May.", "a U.N. report"),
        ] {
            let t = Text::new(text.to_owned());
            let facts = unknown(&t, &[]);
            let reader = Reader::new(&facts);
            let np = right(reader, 1, t.tokens.len() as u32).expect("a phrase");
            assert_eq!(reader.span(np.start, np.end).of(text), expected, "{text}");
        }
    }
}
