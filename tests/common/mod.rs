//! What the whole-report tests share: the fixtures, and the report's wire types declared anew from the contract.
#![allow(dead_code)] // each test binary uses its own part

pub mod contract;

use analyze::text::{Text, decode};
use analyze::{Analyzer, Context, Options, report};
use serde::Deserialize;
use std::path::{Path, PathBuf};

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles")
}

/// The report of a text as one line of JSON.
pub fn line_of(text: &Text, options: Options, context: &Context<'_>) -> String {
    let mut out = Vec::new();
    let report = Analyzer::new(options).analyze(text, context);
    report::write_report(&mut out, &report, report::Style::Compact).expect("memory takes it");
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// The same, read back.
pub fn report_of(text: &Text, options: Options) -> Report {
    serde_json::from_str(&line_of(text, options, &Context::default()))
        .expect("the contract's shape")
}

pub fn read(path: &Path) -> Text {
    let bytes = std::fs::read(path).expect("a fixture");
    Text::from_decoded(decode(bytes, None).expect("a fixture decodes"))
}

/// A field that must be there, null or not: serde would otherwise let an `Option` be missing.
fn present<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    d: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(d)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    pub schema_version: u32,
    pub source: String,
    #[serde(deserialize_with = "present")]
    pub id: Option<serde_json::Value>,
    #[serde(deserialize_with = "present")]
    pub error: Option<serde_json::Value>,
    pub document: Document,
    #[serde(deserialize_with = "present")]
    pub headline: Option<Slice>,
    #[serde(deserialize_with = "present")]
    pub standfirst: Option<Slice>,
    #[serde(deserialize_with = "present")]
    pub byline: Option<Byline>,
    #[serde(deserialize_with = "present")]
    pub dateline: Option<Dateline>,
    pub body: Vec<Block>,
    pub boilerplate: Vec<Block>,
    pub entities: Vec<Entity>,
    pub dates: Vec<Timex>,
    pub quotes: Vec<Quote>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub encoding: String,
    pub offsets: String,
    pub length: usize,
    pub words: usize,
    pub sentences: usize,
    pub paragraphs: usize,
    #[serde(deserialize_with = "present")]
    pub reference_date: Option<ReferenceDate>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceDate {
    pub value: String,
    pub from: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slice {
    pub text: String,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Byline {
    pub text: String,
    pub start: usize,
    pub end: usize,
    pub authors: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dateline {
    pub text: String,
    pub start: usize,
    pub end: usize,
    pub place: String,
    #[serde(deserialize_with = "present")]
    pub agency: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    pub text: String,
    pub start: usize,
    pub end: usize,
    pub kind: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub name: String,
    pub aliases: Vec<String>,
    #[serde(deserialize_with = "present")]
    pub role: Option<String>,
    pub count: usize,
    pub quoted: usize,
    pub mentions: Vec<Mention>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mention {
    pub text: String,
    pub start: usize,
    pub end: usize,
    pub section: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timex {
    pub text: String,
    pub start: usize,
    pub end: usize,
    pub section: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub value: String,
    #[serde(rename = "mod", deserialize_with = "present")]
    pub modifier: Option<String>,
    #[serde(deserialize_with = "present")]
    pub earliest: Option<String>,
    #[serde(deserialize_with = "present")]
    pub latest: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    pub text: String,
    pub kind: String,
    pub spans: Vec<Range>,
    pub section: String,
    #[serde(deserialize_with = "present")]
    pub speaker: Option<Speaker>,
    #[serde(deserialize_with = "present")]
    pub cue: Option<Slice>,
    pub via: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
pub struct Range {
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speaker {
    pub text: String,
    pub start: usize,
    pub end: usize,
    pub form: String,
    pub name: String,
    #[serde(deserialize_with = "present")]
    pub entity: Option<String>,
}
