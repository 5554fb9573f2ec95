//! From statements in tokens to quotes: order, speakers' forms, and the entities that they refer to.

use super::people::People;
use super::reader::{Reader, class};
use super::statements::Statement;
use super::{Quote, Speaker, SpeakerForm};
use crate::extract::entities::Entity;
use std::ops::Range;

/// Turns statements into quotes, by first span, none overlapping.
pub(super) fn quotes(
    reader: Reader<'_>,
    entities: &[Entity],
    mut statements: Vec<Statement>,
) -> Vec<Quote> {
    if statements.is_empty() {
        return Vec::new();
    }
    statements.sort_by_key(|s| s.spans.iter().map(|r| r.start).min().unwrap_or(0));
    let mut people = People::new(reader, entities);
    let mut quotes: Vec<Quote> = Vec::with_capacity(statements.len());
    let mut reached = 0;
    for statement in statements {
        let mut spans: Vec<Range<u32>> = statement.spans;
        spans.sort_by_key(|r| r.start);
        spans.retain(|r| {
            let free = r.start >= reached;
            if free {
                reached = r.end;
            }
            free
        });
        let Some(first) = spans.first() else { continue };
        let first = first.start;
        let speaker = statement.speaker.map(|range| {
            let head = head(reader, &range);
            let form = form(reader, &range, head);
            let entity = match form {
                SpeakerForm::Name => people.of_name(&range, head),
                SpeakerForm::Pronoun => people.of_pronoun(range.start),
                SpeakerForm::Nominal => people.of_nominal(&range, head),
            };
            if let Some(entity) = entity {
                people.spoke(entity, first.max(range.start));
            }
            Speaker {
                span: slice(reader, &range),
                form,
                entity,
            }
        });
        quotes.push(Quote {
            kind: statement.kind,
            spans: spans.iter().map(|r| reader.span(r.start, r.end)).collect(),
            speaker,
            cue: statement.cue.map(|r| reader.span(r.start, r.end)),
            via: statement.via,
        });
    }
    quotes
}

/// The phrase as it stands, a possessive at its end left out.
fn slice(reader: Reader<'_>, range: &Range<u32>) -> crate::text::Span {
    let mut span = reader.span(range.start, range.end);
    if let Some(last) = reader.tokens.get(range.end as usize - 1) {
        span.end = last.stem(reader.content).end;
    }
    span
}

/// The head of a noun phrase: its last word, or the last one before a preposition that follows a noun.
fn head(reader: Reader<'_>, range: &Range<u32>) -> u32 {
    let mut last = range.end - 1;
    while last > range.start && !reader.is_word(last) {
        last -= 1;
    }
    let named = |i: u32| i >= range.start && reader.is_name_like(i);
    let preposition = (range.start + 1..range.end)
        .find(|&i| reader.any_class(i, class::PREPOSITION) || reader.slice(i) == "close");
    match preposition {
        // "Secretary of State John Kerry": the name comes last.
        Some(p)
            if named(last)
                && last > p + 2
                && named(last - 1)
                && (named(p - 1) || reader.classes(p + 1) == 0 && !named(p + 1)) =>
        {
            last
        }
        Some(p) => {
            let mut i = p - 1;
            while i > range.start && !reader.is_word(i) {
                i -= 1;
            }
            i
        }
        None => last,
    }
}

fn form(reader: Reader<'_>, range: &Range<u32>, head: u32) -> SpeakerForm {
    if range.len() == 1 && reader.any_class(range.start, class::SUBJECT | class::OBJECT | class::WH)
    {
        return SpeakerForm::Pronoun;
    }
    if reader.is_name_like(head) {
        SpeakerForm::Name
    } else {
        SpeakerForm::Nominal
    }
}
