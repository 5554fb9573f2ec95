//! Gold pages: their text, and for each unit the states that its labels allow.

use analyze::parse::train::{S, State, units};
use analyze::text::{Span, Text};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// States a unit may have, as bits.
pub type Allowed = u8;
/// Any.
pub const ANY: Allowed = ((1u16 << S) - 1) as u8;

#[derive(Deserialize)]
struct Record {
    id: String,
    site: String,
    shape: String,
    text: String,
    lines: Vec<GoldLine>,
    #[serde(default)]
    unsure: Vec<String>,
}

#[derive(Deserialize)]
struct GoldLine {
    start: usize,
    end: usize,
    label: Option<String>,
}

/// A page of gold.
#[derive(Debug)]
pub struct Page {
    /// The record's id.
    pub id: String,
    site: String,
    /// A, B or C.
    pub shape: String,
    /// Its text.
    pub text: Text,
    /// The units' labels; `None` where nobody can be sure.
    pub labels: Vec<Option<String>>,
    /// Whether the gold is sure of its standfirst, or that it has none.
    pub knows_standfirst: bool,
    /// What each unit may be.
    pub allowed: Vec<Allowed>,
    spans: Vec<Span>,
}

impl Page {
    /// The text of a unit.
    pub fn unit(&self, i: usize) -> &str {
        self.spans[i].of(&self.text.content)
    }

    /// Its part of `folds`, by a hash of the site.
    pub fn fold(&self, folds: usize) -> usize {
        let hash = self.site.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
        });
        ((hash >> 20) % folds as u64) as usize
    }
}

/// Reads all pages of a file.
pub fn read(path: &Path) -> Result<Vec<Page>> {
    open(path)?
        .lines()
        .map(|line| {
            let record: Record = serde_json::from_str(&line?)?;
            Ok(page(record))
        })
        .collect()
}

pub(super) fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    let reader: Box<dyn Read> = if path.extension().is_some_and(|e| e == "gz") {
        Box::new(flate2::read::MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    Ok(Box::new(BufReader::new(reader)))
}

/// The page of a clean text: each line with its label.
pub(super) fn clean(id: String, site: String, labelled: &[(&str, &str)]) -> Page {
    let (mut text, mut lines, mut start) = (String::new(), Vec::new(), 0);
    for (line, label) in labelled {
        let end = start + line.chars().count();
        let label = Some((*label).to_owned());
        lines.push(GoldLine { start, end, label });
        text.push_str(line);
        text.push('\n');
        start = end + 1;
    }
    page(Record {
        id,
        site,
        shape: "C".to_owned(),
        text,
        lines,
        unsure: Vec::new(),
    })
}

fn page(record: Record) -> Page {
    // Characters to bytes.
    let mut bytes: Vec<u32> = record.text.char_indices().map(|(i, _)| i as u32).collect();
    bytes.push(record.text.len() as u32);
    let text = Text::new(record.text);
    let spans: Vec<Span> = units(&text).iter().map(|unit| unit.span).collect();
    let labels: Vec<Option<&str>> = {
        let mut lines = record.lines.iter().peekable();
        spans
            .iter()
            .map(|span| {
                while lines
                    .next_if(|line| bytes[line.end] <= span.start)
                    .is_some()
                {}
                // A unit of several lines has their label where they agree.
                let mut found = None;
                let mut ahead = lines.clone();
                while let Some(line) = ahead.next_if(|line| bytes[line.start] < span.end) {
                    found = match found {
                        None => Some(line.label.as_deref()),
                        Some(label) if label == line.label.as_deref() => Some(label),
                        Some(_) => Some(None),
                    };
                }
                found.flatten()
            })
            .collect()
    };
    // What the gold is sure of, no line without a label is.
    let sure = |field: &str| !record.unsure.iter().any(|unsure| unsure == field);
    let mut allowed = allowed(&labels);
    for (field, state) in [
        ("headline", State::Headline),
        ("standfirst", State::Standfirst),
    ] {
        for (bits, _) in allowed.iter_mut().zip(&labels).filter(|(_, l)| l.is_none()) {
            if sure(field) {
                *bits &= !(1 << state as u8);
            }
        }
    }
    let labels = labels
        .into_iter()
        .map(|label| label.map(str::to_owned))
        .collect();
    Page {
        id: record.id,
        site: record.site,
        shape: record.shape,
        labels,
        knows_standfirst: sure("standfirst"),
        allowed,
        spans,
        text,
    }
}

/// Labels to the states that they allow, by their place in the page.
pub fn allowed(labels: &[Option<&str>]) -> Vec<Allowed> {
    let place = |label: &str| labels.iter().position(|&l| l == Some(label));
    let first_body = place("body").unwrap_or(labels.len());
    let last_body = labels.iter().rposition(|&l| l == Some("body")).unwrap_or(0);
    let headline = place("headline").filter(|&h| h < first_body);
    let bit = |state: State| 1u8 << state as u8;
    labels
        .iter()
        .enumerate()
        .map(|(i, label)| match label {
            Some("body") => bit(State::Body),
            Some("headline") if i < first_body => bit(State::Headline),
            Some("standfirst") if i < first_body => bit(State::Standfirst),
            Some("byline") if i < first_body => bit(State::Byline),
            Some("boilerplate" | "timestamp") if i > last_body => bit(State::After),
            Some("boilerplate" | "timestamp") if i > first_body => bit(State::Island),
            Some("boilerplate" | "timestamp") if headline.is_some_and(|h| i > h) => {
                bit(State::Between)
            }
            Some("boilerplate" | "timestamp") if headline.is_some() => bit(State::Before),
            Some("boilerplate" | "timestamp") => bit(State::Before) | bit(State::Between),
            _ => ANY,
        })
        .collect()
}
