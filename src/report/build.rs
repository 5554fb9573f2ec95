//! Article and extraction to report: slices, units, counts and ids.

use super::blanks::collapsed;
use super::fields::{Field, FieldSet};
use super::wire::{self, Report};
use crate::extract::dates::{Modifier, ReferenceDate, TimexType};
use crate::extract::entities::Entity;
use crate::extract::quotes::{Quote, Speaker};
use crate::extract::{Extraction, dates::Timex};
use crate::parse::{Article, Block, BodyKind, Section};
use crate::text::{Offsets, Span, Unit};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Makes the report of an article.
pub fn build<'t>(
    article: &Article<'t>,
    extraction: &Extraction,
    reference: Option<ReferenceDate>,
    (source, id): (&'t str, Option<&'t RawValue>),
    unit: Unit,
    fields: FieldSet,
) -> Report<'t> {
    let writer = Writer {
        article,
        content: &article.text.content,
        offsets: Offsets::new(&article.text.content, unit),
        runs: runs(article),
    };
    let Extraction {
        dates,
        entities,
        quotes,
    } = extraction;
    let wanted = |field| fields.has(field);
    let blocks = |boilerplate| writer.blocks(boilerplate);
    Report {
        schema_version: wire::SCHEMA_VERSION,
        source,
        id,
        error: None,
        document: writer.document(reference, unit),
        headline: wanted(Field::Headline).then(|| writer.part(Section::Headline)),
        standfirst: wanted(Field::Standfirst).then(|| writer.part(Section::Standfirst)),
        byline: wanted(Field::Byline).then(|| writer.byline()),
        dateline: wanted(Field::Dateline).then(|| writer.dateline()),
        body: wanted(Field::Body).then(|| blocks(false)),
        boilerplate: wanted(Field::Boilerplate).then(|| blocks(true)),
        entities: wanted(Field::Entities).then(|| writer.entities(entities, quotes)),
        dates: wanted(Field::Dates).then(|| dates.iter().map(|date| writer.timex(date)).collect()),
        quotes: wanted(Field::Quotes).then(|| {
            quotes
                .iter()
                .map(|quote| writer.quote(quote, entities))
                .collect()
        }),
    }
}

struct Writer<'a, 't> {
    article: &'a Article<'t>,
    content: &'t str,
    offsets: Offsets,
    /// Where each run of blocks of one section ends, and the section's name.
    runs: Vec<(u32, &'static str)>,
}

fn runs(article: &Article<'_>) -> Vec<(u32, &'static str)> {
    let mut runs: Vec<(u32, &'static str)> = Vec::with_capacity(8);
    for block in &article.blocks {
        let (end, name) = (block.span.end, block.section.name());
        match runs.last_mut() {
            Some(last) if std::ptr::eq(last.1, name) => last.0 = end,
            _ => runs.push((end, name)),
        }
    }
    runs
}

impl<'t> Writer<'_, 't> {
    fn slice(&self, span: Span) -> wire::Slice<'t> {
        wire::Slice {
            text: span.of(self.content),
            start: self.offsets.at(span.start),
            end: self.offsets.at(span.end),
        }
    }

    /// What [`Article::section_at`] says.
    fn section_at(&self, at: u32) -> &'static str {
        let dateline = self.article.dateline.as_ref();
        if dateline.is_some_and(|d| d.span.start <= at && at < d.span.end) {
            return Section::Dateline.name();
        }
        let run = self.runs.partition_point(|&(end, _)| end <= at);
        self.runs.get(run).map_or("body", |&(_, name)| name)
    }

    fn document(&self, reference: Option<ReferenceDate>, unit: Unit) -> wire::Document<'t> {
        let text = self.article.text;
        let (mut words, mut sentences, mut paragraphs) = (0u32, 0u32, 0u32);
        for block in &self.article.blocks {
            if matches!(
                block.section,
                Section::Headline | Section::Standfirst | Section::Body(_)
            ) {
                words += block.words;
                sentences += block.sentences.len() as u32;
                paragraphs += u32::from(block.section == Section::Body(BodyKind::Paragraph));
            }
        }
        wire::Document {
            encoding: &text.encoding,
            offsets: unit.name(),
            length: self.offsets.at(self.content.len() as u32),
            words,
            sentences,
            paragraphs,
            reference_date: reference.map(|r| wire::ReferenceDate {
                value: r.date.to_string(),
                from: r.from.name(),
            }),
        }
    }

    fn part(&self, section: Section) -> Option<wire::Slice<'t>> {
        Some(self.slice(self.article.extent(section)?))
    }

    fn byline(&self) -> Option<wire::Byline<'t>> {
        let wire::Slice { text, start, end } = self.part(Section::Byline)?;
        Some(wire::Byline {
            text,
            start,
            end,
            authors: self
                .article
                .authors
                .iter()
                .map(|&span| self.collapsed(span))
                .collect(),
        })
    }

    fn dateline(&self) -> Option<wire::Dateline<'t>> {
        let dateline = self.article.dateline.as_ref()?;
        let wire::Slice { text, start, end } = self.slice(dateline.span);
        let agency = dateline.agency.map(|span| self.collapsed(span));
        Some(wire::Dateline {
            text,
            start,
            end,
            place: self.collapsed(dateline.place),
            agency,
        })
    }

    fn blocks(&self, boilerplate: bool) -> Vec<wire::Block<'t>> {
        let named = |block: &Block| match block.section {
            Section::Body(kind) if !boilerplate => Some(kind.name()),
            Section::Boilerplate(kind) if boilerplate => Some(kind.name()),
            _ => None,
        };
        let blocks = self
            .article
            .blocks
            .iter()
            .filter_map(|block| Some((block, named(block)?)));
        blocks
            .map(|(block, kind)| {
                let wire::Slice { text, start, end } = self.slice(block.span);
                wire::Block {
                    text,
                    start,
                    end,
                    kind,
                }
            })
            .collect()
    }

    fn entities(&self, entities: &[Entity], quotes: &[Quote]) -> Vec<wire::Entity<'t>> {
        let mut quoted = vec![0u32; entities.len()];
        for entity in quotes
            .iter()
            .filter_map(|quote| quote.speaker.as_ref()?.entity)
        {
            if let Some(count) = quoted.get_mut(entity) {
                *count += 1;
            }
        }
        let with_counts = entities.iter().zip(quoted).enumerate();
        with_counts
            .map(|(i, (entity, quoted))| wire::Entity {
                id: wire::EntityId(i as u32 + 1),
                kind: entity.kind.name(),
                name: self.collapsed(entity.name),
                aliases: entity
                    .aliases
                    .iter()
                    .map(|&span| self.collapsed(span))
                    .collect(),
                role: entity.role.map(|span| self.collapsed(span)),
                count: entity.mentions.len() as u32,
                quoted,
                mentions: entity
                    .mentions
                    .iter()
                    .map(|mention| self.mention(mention.span))
                    .collect(),
            })
            .collect()
    }

    fn mention(&self, span: Span) -> wire::Mention<'t> {
        let wire::Slice { text, start, end } = self.slice(span);
        wire::Mention {
            text,
            start,
            end,
            section: self.section_at(span.start),
        }
    }

    fn timex(&self, timex: &Timex) -> wire::Timex<'t> {
        let wire::Slice { text, start, end } = self.slice(timex.span);
        let is_set = timex.kind == TimexType::Set;
        let bounds = (!is_set).then(|| timex.value.bounds()).flatten();
        let (earliest, latest) = bounds.unzip();
        wire::Timex {
            text,
            start,
            end,
            section: self.section_at(timex.span.start),
            kind: timex.kind.name(),
            value: timex.value.text(),
            modifier: timex.modifier.map(Modifier::name),
            earliest,
            latest,
        }
    }

    fn quote(&self, quote: &Quote, entities: &[Entity]) -> wire::Quote<'t> {
        let text = match quote.spans[..] {
            [only] => Cow::Borrowed(only.of(self.content)),
            _ => Cow::Owned(self.joined(&quote.spans)),
        };
        let at = |span: &Span| wire::Range {
            start: self.offsets.at(span.start),
            end: self.offsets.at(span.end),
        };
        wire::Quote {
            text,
            kind: quote.kind.name(),
            spans: quote.spans.iter().map(at).collect(),
            section: quote
                .spans
                .first()
                .map_or("body", |span| self.section_at(span.start)),
            speaker: quote
                .speaker
                .as_ref()
                .map(|speaker| self.speaker(speaker, entities)),
            cue: quote.cue.map(|span| self.slice(span)),
            via: quote.via.name(),
        }
    }

    /// The slices, line by line.
    fn joined(&self, spans: &[Span]) -> String {
        let mut lines = String::with_capacity(spans.iter().map(|span| span.len() + 1).sum());
        for (i, span) in spans.iter().enumerate() {
            if i > 0 {
                lines.push('\n');
            }
            lines.push_str(span.of(self.content));
        }
        lines
    }

    fn speaker(&self, speaker: &Speaker, entities: &[Entity]) -> wire::Speaker<'t> {
        let wire::Slice { text, start, end } = self.slice(speaker.span);
        let named = speaker.entity.and_then(|i| Some((i, entities.get(i)?)));
        wire::Speaker {
            text,
            start,
            end,
            form: speaker.form.name(),
            name: self.collapsed(named.map_or(speaker.span, |(_, entity)| entity.name)),
            entity: named.map(|(i, _)| wire::EntityId(i as u32 + 1)),
        }
    }

    fn collapsed(&self, span: Span) -> Cow<'t, str> {
        collapsed(span.of(self.content))
    }
}
