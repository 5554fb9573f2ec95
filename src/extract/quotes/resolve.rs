//! From statements in tokens to quotes: order, speakers' forms, and the entities that they refer to.

use super::people::{Names, People};
use super::reader::{Reader, class};
use super::statements::Statement;
use super::{Quote, Speaker, SpeakerForm};
use crate::extract::entities::Entity;
use std::ops::Range;

/// What [`Reader::named`] says of a token of a person's name.
const PERSON: u32 = 1;

/// Spans that are taken, in order.
struct Taken(Vec<Range<u32>>);

impl Taken {
    /// Takes a span if it is free.
    fn take(&mut self, span: &Range<u32>) -> bool {
        let next = self.0.partition_point(|r| r.start < span.end);
        let free = next.checked_sub(1).and_then(|i| self.0.get(i));
        let free = free.is_none_or(|before| before.end <= span.start);
        if free {
            self.0.insert(next, span.clone());
        }
        free
    }
}

/// Turns statements into quotes, by first span, none overlapping.
pub(super) fn quotes(
    reader: Reader<'_>,
    entities: &[Entity],
    mut statements: Vec<Statement>,
    names: &mut Names,
) -> Vec<Quote> {
    if statements.is_empty() {
        return Vec::new();
    }
    for statement in &mut statements {
        statement.spans.sort_by_key(|r| r.start);
    }
    statements.sort_by_key(|s| s.spans.first().map_or(0, |r| r.start));
    let mut people = People::new(reader, entities, names);
    let mut quotes: Vec<Quote> = Vec::with_capacity(statements.len());
    let mut taken = Taken(Vec::with_capacity(statements.len() + 8));
    for statement in statements {
        let (mut spans, speaker) = (statement.spans, statement.speaker);
        let speaker = speaker.map(|cut| {
            let before = spans.iter().map(|span| span.end);
            let low = before.filter(|&end| end <= cut.start).max().unwrap_or(0);
            let whole = people.whole(&cut, low);
            for span in spans.iter_mut().filter(|span| cut.end <= span.start) {
                while span.start < whole.end
                    || span.start == whole.end && reader.is_comma(span.start)
                {
                    span.start += 1;
                }
            }
            whole
        });
        spans.retain(|span| span.start < span.end && taken.take(span));
        let Some(first) = spans.first() else { continue };
        let first = first.start;
        let speaker = speaker.map(|range| {
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
            spans: spans
                .into_iter()
                .map(|r| reader.span(r.start, r.end))
                .collect(),
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
        // "Ann Lee of the Institute for Sea Ice": the person speaks.
        Some(p) if p > range.start && reader.named(p - 1) == PERSON => p - 1,
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
