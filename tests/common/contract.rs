//! The contract's invariants, checked on any report of any text.

use super::{Range, Report};
use analyze::text::Text;
use std::collections::HashSet;

/// Positions of a text in one unit, as indices into its characters.
pub struct Positions {
    chars: Vec<char>,
    /// For each unit position: the index of the character that begins there.
    index: Vec<Option<usize>>,
}

impl Positions {
    pub fn new(text: &str, unit: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut index = Vec::new();
        for (i, c) in chars.iter().enumerate() {
            let width = match unit {
                "bytes" => c.len_utf8(),
                "utf16" => c.len_utf16(),
                _ => 1,
            };
            index.push(Some(i));
            index.resize(index.len() + width - 1, None);
        }
        index.push(Some(chars.len()));
        Self { chars, index }
    }

    pub fn slice(&self, start: usize, end: usize) -> String {
        let at = |i: usize| {
            self.index
                .get(i)
                .copied()
                .flatten()
                .unwrap_or_else(|| panic!("{i} is within a character or the text's end"))
        };
        self.chars[at(start)..at(end)].iter().collect()
    }

    pub fn len(&self) -> usize {
        self.index.len() - 1
    }
}

const SECTIONS: [&str; 6] = [
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "body",
    "boilerplate",
];

/// Asserts every clause of the contract that holds for all texts.
pub fn check(text: &Text, report: &Report, unit: &str) {
    let positions = Positions::new(&text.content, unit);
    let slice = |text: &str, start: usize, end: usize| {
        assert_eq!(positions.slice(start, end), text, "text is the slice")
    };
    assert_eq!(report.schema_version, 1);
    assert_eq!(report.document.length, positions.len());
    assert_eq!(report.document.offsets, unit);

    // Every character that is not white space lies in exactly one section.
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for part in [&report.headline, &report.standfirst].into_iter().flatten() {
        slice(&part.text, part.start, part.end);
        parts.push((part.start, part.end));
    }
    if let Some(byline) = &report.byline {
        slice(&byline.text, byline.start, byline.end);
        parts.push((byline.start, byline.end));
    }
    for block in report.body.iter().chain(&report.boilerplate) {
        slice(&block.text, block.start, block.end);
        assert!(
            !block.text.is_empty() && block.text.trim() == block.text,
            "a block is trimmed: {:?}",
            block.text
        );
        parts.push((block.start, block.end));
    }
    if let Some(dateline) = &report.dateline {
        slice(&dateline.text, dateline.start, dateline.end);
        if !report
            .body
            .iter()
            .any(|block| block.start <= dateline.start && dateline.end <= block.end)
        {
            parts.push((dateline.start, dateline.end));
        }
    }
    parts.sort_unstable();
    let mut at = 0;
    for &(start, end) in &parts {
        assert!(
            at <= start && start < end,
            "sections do not overlap: {start}..{end} after {at}"
        );
        let between = positions.slice(at, start);
        assert!(between.trim().is_empty(), "in no section: {between:?}");
        at = end;
    }
    let rest = positions.slice(at, positions.len());
    assert!(rest.trim().is_empty(), "in no section: {rest:?}");
    assert!(
        report.standfirst.is_none() || report.headline.is_some(),
        "a standfirst needs a headline"
    );
    if parts.len() == 1 && report.boilerplate.is_empty() {
        assert!(
            report.headline.is_none() || !report.body.is_empty(),
            "a text of one block is body"
        );
    }

    let mut ids = HashSet::new();
    let mut spans = Vec::new();
    for (i, entity) in report.entities.iter().enumerate() {
        assert!(ids.insert(&entity.id), "ids are unique");
        assert_eq!(entity.id, format!("e{}", i + 1));
        assert_eq!(entity.count, entity.mentions.len());
        assert!(entity.count > 0 && !entity.name.is_empty());
        for mention in &entity.mentions {
            slice(&mention.text, mention.start, mention.end);
            assert!(SECTIONS.contains(&mention.section.as_str()));
            spans.push(Range {
                start: mention.start,
                end: mention.end,
            });
        }
    }
    let order: Vec<_> = report
        .entities
        .iter()
        .map(|e| (std::cmp::Reverse(e.count), e.mentions[0].start))
        .collect();
    assert!(
        order.is_sorted(),
        "most mentioned first, ties by first mention"
    );
    disjoint(spans, "mentions");
    let asked_for: Vec<Option<&str>> = report
        .quotes
        .iter()
        .map(|q| q.speaker.as_ref().and_then(|s| s.entity.as_deref()))
        .collect();
    for entity in &report.entities {
        assert_eq!(
            entity.quoted,
            asked_for
                .iter()
                .filter(|&&id| id == Some(&entity.id))
                .count()
        );
    }

    let dates: Vec<Range> = report
        .dates
        .iter()
        .map(|d| Range {
            start: d.start,
            end: d.end,
        })
        .collect();
    assert!(dates.is_sorted(), "dates are in text order");
    disjoint(dates, "dates");
    for date in &report.dates {
        slice(&date.text, date.start, date.end);
        assert!(
            ["date", "time", "duration", "set"].contains(&date.kind.as_str())
                && !date.value.is_empty()
        );
        assert_eq!(date.earliest.is_some(), date.latest.is_some());
        if matches!(date.kind.as_str(), "duration" | "set")
            || date.value.contains('X')
            || date.value.ends_with("_REF")
        {
            assert_eq!(date.earliest, None, "{} {}", date.text, date.value);
        }
        assert!(date.earliest <= date.latest);
    }

    let mut parts = Vec::new();
    for quote in &report.quotes {
        assert!(!quote.spans.is_empty() && quote.spans.is_sorted());
        let slices: Vec<String> = quote
            .spans
            .iter()
            .map(|s| positions.slice(s.start, s.end))
            .collect();
        assert_eq!(slices.join("\n"), quote.text);
        assert!(["direct", "mixed", "indirect"].contains(&quote.kind.as_str()));
        assert_eq!(
            quote.speaker.is_none(),
            quote.via == "none",
            "via none exactly without a speaker"
        );
        if let Some(speaker) = &quote.speaker {
            slice(&speaker.text, speaker.start, speaker.end);
            assert!(["name", "pronoun", "nominal"].contains(&speaker.form.as_str()));
            match &speaker.entity {
                Some(id) => assert!(
                    report
                        .entities
                        .iter()
                        .any(|e| e.id == *id && e.name == speaker.name)
                ),
                None => assert_eq!(
                    speaker.name,
                    speaker
                        .text
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" ")
                ),
            }
        }
        if let Some(cue) = &quote.cue {
            slice(&cue.text, cue.start, cue.end);
        }
        parts.extend(quote.spans.iter().copied());
    }
    assert!(
        report.quotes.iter().map(|q| q.spans[0]).is_sorted(),
        "quotes are in the order of their first spans"
    );
    disjoint(parts, "quotes");
}

fn disjoint(mut spans: Vec<Range>, what: &str) {
    spans.sort_unstable();
    for pair in spans.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{what} overlap: {pair:?}");
    }
}
