//! What a model makes of a page, as a report that the scorer reads: sections only, positions in characters.

use super::gold::Page;
use analyze::parse::train::{Model, page_rows, parse_with, units};
use analyze::parse::{BodyKind, Section};
use analyze::text::{Offsets, Span, Unit};
use serde_json::{Value, json};

/// How unlikely the weights make a page's labels, by the square root of its units.
pub fn loss(page: &Page, weights: &[f32]) -> f64 {
    let (rows, ends, kind) = page_rows(&page.text, units(&page.text));
    let loss = super::crf::loss(weights, &rows, &ends, kind, &page.allowed).unwrap_or(0.0);
    loss / (ends.len() as f64).sqrt()
}

/// One line of JSON.
pub fn report(page: &Page, model: &Model) -> String {
    let article = parse_with(&page.text, model);
    let content = &page.text.content;
    let offsets = Offsets::new(content, Unit::Chars);
    let slice = |span: Span| json!({"text": span.of(content), "start": offsets.at(span.start), "end": offsets.at(span.end)});
    let part = |section: Section| article.extent(section).map_or(Value::Null, slice);
    let blocks = |wanted: fn(Section) -> Option<&'static str>| -> Vec<Value> {
        article
            .blocks
            .iter()
            .filter_map(|block| {
                let mut value = slice(block.span);
                value["kind"] = wanted(block.section)?.into();
                Some(value)
            })
            .collect()
    };
    let body = |section| {
        if let Section::Body(kind) = section {
            Some(BodyKind::name(kind))
        } else {
            None
        }
    };
    let rest = |section| {
        if let Section::Boilerplate(kind) = section {
            Some(kind.name())
        } else {
            None
        }
    };
    json!({
        "id": page.id,
        "headline": part(Section::Headline),
        "standfirst": part(Section::Standfirst),
        "byline": part(Section::Byline),
        "dateline": part(Section::Dateline),
        "body": blocks(body),
        "boilerplate": blocks(rest),
    })
    .to_string()
}
