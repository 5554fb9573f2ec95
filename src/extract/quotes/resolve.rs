//! From statements in tokens to quotes: speakers' forms, and the entities that they refer to.

use super::reader::{Reader, class};
use super::statements::Statement;
use super::{Quote, Speaker, SpeakerForm};
use crate::extract::entities::Entity;
use crate::parse::Article;
use std::ops::Range;

/// Turns statements into quotes, by first span, none overlapping.
pub(super) fn quotes(
    article: &Article<'_>,
    reader: Reader<'_>,
    entities: &[Entity],
    mut statements: Vec<Statement>,
) -> Vec<Quote> {
    let _ = (article, entities);
    statements.sort_by_key(|s| s.spans.first().map_or(0, |r| r.start));
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
        if spans.is_empty() {
            continue;
        }
        let speaker = statement.speaker.map(|range| Speaker {
            span: trim_possessive(reader, &range),
            form: form(reader, &range),
            entity: None,
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

fn trim_possessive(reader: Reader<'_>, range: &Range<u32>) -> crate::text::Span {
    let mut span = reader.span(range.start, range.end);
    if let Some(last) = reader.tokens.get(range.end as usize - 1) {
        span.end = last.stem(reader.content).end;
    }
    span
}

/// What a noun phrase is, by its head.
fn form(reader: Reader<'_>, range: &Range<u32>) -> SpeakerForm {
    if range.len() == 1 && reader.any_class(range.start, class::SUBJECT | class::OBJECT | class::WH)
    {
        return SpeakerForm::Pronoun;
    }
    let head = (range.start + 1..range.end)
        .find(|&i| reader.any_class(i, class::PREPOSITION))
        .map_or(range.end - 1, |i| i - 1);
    let named = |i: u32| reader.is_name_like(i);
    let run = named(range.end - 1) && range.end - range.start >= 2 && named(range.end - 2);
    if named(head) || run {
        SpeakerForm::Name
    } else {
        SpeakerForm::Nominal
    }
}
