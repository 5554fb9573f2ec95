//! Clauses of cues: which cues hold, what each reports, and where its attribution ends.

use super::cues::{self, Candidate, Cue, Setting, Side};
use super::extent;
use super::headline;
use super::models::models;
use super::reader::{WORDS, class};
use super::source;
use crate::text::Flags;
use std::ops::Range;

/// The clause of an accepted cue.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) cue: Cue,
    pub(super) span: (u32, u32),
    /// What follows an attribution in its middle.
    pub(super) second: Option<(u32, u32)>,
    pub(super) speaker: Option<Range<u32>>,
    /// Where the attribution ends.
    end: u32,
}

impl Clause {
    /// Whether a token stands in its statement.
    fn holds(&self, i: u32) -> bool {
        let within = |(from, to): (u32, u32)| from <= i && i < to;
        within(self.span) || self.second.is_some_and(within)
    }
}

/// How far before an attribution at a sentence's end its comma stands, in tokens.
const NEAR: u32 = 8;

/// Tokens that may follow an attribution in the middle of a plain sentence.
const LONGEST_REST: u32 = 300;

/// Scores that cues must exceed: in plain prose, and beside marks.
const PLAIN: i32 = 0;
const BESIDE_MARKS: i32 = -38;

/// The candidates of a unit, those that hold, and their clauses. Where no marks stand nobody asks for the first two.
pub(super) fn read(
    setting: &Setting<'_>,
    with_marks: bool,
    heads: &[u32],
    candidates: &mut Vec<Candidate>,
    cues: &mut Vec<Cue>,
    clauses: &mut Vec<Clause>,
) {
    if with_marks {
        cues::weigh(setting, heads, candidates);
        find_cues(candidates, cues);
        find_clauses(setting, cues, clauses);
    } else {
        candidates.clear();
        cues.clear();
        find_plain_clauses(setting, heads, clauses);
    }
}

/// Cues of a unit, in order.
fn find_cues(candidates: &[Candidate], out: &mut Vec<Cue>) {
    out.clear();
    out.extend(candidates.iter().filter_map(|candidate| {
        candidate.decide(if candidate.beside_marks {
            BESIDE_MARKS
        } else {
            PLAIN
        })
    }));
}

/// The clauses of a unit's cues: of nested ones the outer stays.
fn find_clauses(setting: &Setting<'_>, cues: &[Cue], out: &mut Vec<Clause>) {
    out.clear();
    for cue in cues {
        add_clause(setting, cue, out);
    }
}

/// The same for a unit without marks: what is nested in a statement is not even weighed, unless it may be the attribution behind
/// it ("…, the minister said").
fn find_plain_clauses(setting: &Setting<'_>, heads: &[u32], out: &mut Vec<Clause>) {
    out.clear();
    let Some(table) = models().cue.as_ref() else {
        return;
    };
    let reader = setting.reader;
    for &head in heads {
        let nested = out.last().is_some_and(|c| c.holds(head));
        if nested && !(head.saturating_sub(NEAR)..head).any(|i| reader.is_comma(i)) {
            continue;
        }
        if let Some(cue) = Candidate::weigh(setting, table, head).decide(PLAIN) {
            add_clause(setting, &cue, out);
        }
    }
}

/// Adds the clause of a cue that follows the others.
fn add_clause(setting: &Setting<'_>, cue: &Cue, out: &mut Vec<Clause>) {
    let earlier = out.last().and_then(|c| c.speaker.clone());
    let nested = out.last().filter(|c| c.holds(cue.head));
    let all = nested.map(|outer| outer.span.0);
    if let Some(outer) = nested.filter(|_| cue.side == Side::After) {
        // Of nested statements the outer is reported, unless the inner one stands in marks and its cue is the surer.
        if cue.score < outer.cue.score || !announces_marks(setting, cue.head) {
            return;
        }
        out.pop();
    }
    match cue.side {
        Side::After => {
            let speaker = source::find(setting, cue, earlier);
            let Some((from, to)) = extent::after(setting, cue.head) else {
                return;
            };
            // "Transcript: the mayor on the strike": nobody says so.
            let colon = setting.reader.hash(cue.head) == WORDS.colon;
            if colon && speaker.is_none() && !setting.opens_at(from) {
                return;
            }
            // "was criticised by campaigners as “rash”"
            let from = match &speaker {
                Some(np) if np.start <= from && from < np.end && np.start > cue.head => np.end,
                _ => from,
            };
            if let Some(span) = trim(setting, from, to) {
                // "Smith said: …": the colon reports nothing of its own.
                if out
                    .last()
                    .is_some_and(|c| c.span.0 < span.1 && span.0 < c.span.1)
                {
                    return;
                }
                // A speaker inside its own statement is none.
                let speaker = speaker
                    .filter(|s| s.end <= span.0 || s.start >= span.1)
                    .filter(|s| !is_expletive(setting, cue, s));
                out.push(Clause {
                    cue: *cue,
                    span,
                    second: None,
                    speaker,
                    end: cue.head + 1,
                });
            }
        }
        Side::Before => {
            // "X warned that no tools had been found": what looks like an attribution is all that X says.
            let clause = clause_before(setting, cue, out, earlier).filter(|clause| {
                let speaker = clause.speaker.as_ref();
                all.is_none() || speaker.is_none_or(|np| Some(np.start) != all)
            });
            if let Some(clause) = clause {
                // What it overlaps, or holds the cue of, gives way.
                while out.last().is_some_and(|c| {
                    c.span.1.max(c.cue.head + 1) > clause.span.0 && c.span.0 < clause.span.1
                }) {
                    out.pop();
                }
                out.push(clause);
            }
        }
    }
}

/// "It is understood that …", "it was claimed …": nobody is said to speak.
fn is_expletive(setting: &Setting<'_>, cue: &Cue, speaker: &Range<u32>) -> bool {
    let reader = setting.reader;
    let passive = [WORDS.is, WORDS.was, WORDS.been, WORDS.being];
    speaker.end == cue.group
        && reader.hash(speaker.start) == WORDS.it
        && (cue.group..cue.head).any(|i| passive.contains(&reader.hash(i)))
        && !reader.slice(cue.head).ends_with("ing")
}

/// The clause before a cue: from the unit's start, or from the marks, to the speaker or cue.
fn clause_before(
    setting: &Setting<'_>,
    cue: &Cue,
    earlier: &[Clause],
    speaker: Option<Range<u32>>,
) -> Option<Clause> {
    let (reader, unit) = (setting.reader, setting.unit);
    let marks = setting.marked.partition_point(|m| m.close <= cue.group);
    let mark = marks
        .checked_sub(1)
        .and_then(|i| setting.marked.get(i))
        .filter(|m| m.open >= unit.from);
    // Where the last clause of a cue before this one ends; one after its cue may be part of this one.
    let floor = earlier.iter().rev().find_map(|c| match c.cue.side {
        Side::Before => Some(c.end.max(c.second.map_or(0, |s| s.1))),
        Side::After if mark.is_some_and(|m| c.span.1 <= m.open) => Some(c.span.1),
        Side::After => None,
    });
    let floor = floor.unwrap_or(unit.from);
    let np = source::find(setting, cue, speaker);
    let attribution = np.as_ref().map_or(cue.group, |np| {
        if np.end <= cue.group {
            np.start
        } else {
            cue.group
        }
    });
    let mut end = attribution;
    // "…, as my mother said", "…, which he denies"
    if end > unit.from + 1 && [WORDS.as_, WORDS.which].contains(&reader.hash(end - 1)) {
        end -= 1;
    }
    while end > unit.from && !reader.is_word(end - 1) && mark.is_none_or(|m| m.close < end) {
        end -= 1;
    }
    let mut from = floor;
    if let Some(m) = mark.filter(|m| m.close == end && m.open >= floor) {
        // Marks that hold the whole clause, but for a word that joins it, or a lead-in with a colon.
        let lead = m.open - floor;
        let colon = m.open > floor
            && (reader.hash(m.open - 1) == WORDS.colon || reader.is_dash(m.open - 1));
        let joined =
            (floor..m.open).all(|i| !reader.is_word(i) || reader.any_class(i, class::CONJUNCTION));
        if lead <= 3 && joined || colon {
            from = m.open;
        }
    }
    while from < end
        && !setting.opens_at(from)
        && (!reader.is_word(from) || from > unit.from && reader.any_class(from, class::CONJUNCTION))
    {
        from += 1;
    }
    let attribution_end = np.as_ref().map_or(0, |np| np.end).max(cue.head + 1);
    if from >= end || !says_something(setting, from, end) {
        return None;
    }
    let second = second_part(
        setting,
        attribution_end,
        mark.is_some_and(|m| m.close == end),
    );
    Some(Clause {
        cue: *cue,
        span: (from, end),
        second,
        speaker: np.filter(|_| !headline::only_hears(setting, cue.head)),
        end: attribution_end,
    })
}

/// What goes on after an attribution in the middle: the next marks, or the rest of a plain sentence.
fn second_part(setting: &Setting<'_>, from: u32, marked: bool) -> Option<(u32, u32)> {
    let (reader, unit) = (setting.reader, setting.unit);
    if marked {
        let m = setting
            .marked
            .get(setting.marked.partition_point(|m| m.open < from))?;
        let between = from..m.open;
        let plain = m.open < unit.to
            && m.open - from <= 12
            && between
                .clone()
                .all(|i| !reader.is_word(i) || !reader.is_reporting(i))
            && (between.is_empty()
                || !reader.is_word(m.open - 1)
                || reader.any_class(m.open - 1, class::TIME | class::SUBORDINATOR));
        return plain.then_some((m.open, m.close));
    }
    if !reader.is_comma(from) || from + 4 >= unit.to || from + LONGEST_REST < unit.to {
        return None;
    }
    let next = reader.shape(from + 1);
    let goes_on = next != 5
        && !reader.any_class(
            from + 1,
            class::WH
                | class::CONJUNCTION
                | class::DETERMINER
                | class::SUBORDINATOR
                | class::POSSESSIVE
                | class::PREPOSITION,
        )
        && !reader.is_name_like(from + 1);
    goes_on.then(|| trim(setting, from + 1, unit.to)).flatten()
}

/// A clause without "that" at its head and punctuation at its ends; marks stay whole.
fn trim(setting: &Setting<'_>, from: u32, to: u32) -> Option<(u32, u32)> {
    let reader = setting.reader;
    let (mut from, mut to) = (from, to);
    let next = setting.marked.partition_point(|m| m.close <= to);
    if let Some(m) = setting.marked.get(next).filter(|m| m.open < to) {
        to = m.close;
    }
    let closes = |at: u32| setting.closes_at(at);
    let opens = |at: u32| setting.opens_at(at);
    if reader.hash(from) == WORDS.that && to > from + 1 {
        from += 1;
    }
    while from < to
        && !opens(from)
        && !reader.is_word(from)
        && !matches!(reader.slice(from), "$" | "[" | "#" | "@" | "£" | "€")
    {
        from += 1;
    }
    while to > from
        && !closes(to)
        && !reader.is_word(to - 1)
        && !matches!(reader.slice(to - 1), "%" | ")" | "]")
        && !reader.is(to - 1, Flags::ABBREVIATION)
    {
        to -= 1;
    }
    (from < to && says_something(setting, from, to)).then_some((from, to))
}

/// Whether a comma or a colon and marks follow a cue: "said of Brussels: “…”".
fn announces_marks(setting: &Setting<'_>, head: u32) -> bool {
    let mark = setting.marked_from(head + 1).first();
    mark.is_some_and(|m| {
        m.open > head + 1
            && m.open <= head + 6
            && [WORDS.comma, WORDS.colon].contains(&setting.reader.hash(m.open - 1))
    })
}

/// Whether a clause is more than one word, a preposition or two.
fn says_something(setting: &Setting<'_>, from: u32, to: u32) -> bool {
    let small = class::PREPOSITION | class::DETERMINER | class::AUX | class::CONJUNCTION;
    to - from > 3
        || to - from > 1
            && (from..to).any(|i| {
                let classes = setting.reader.classes(i);
                setting.reader.is_word(i) && (classes == 0 || classes & !small != 0)
            })
}
