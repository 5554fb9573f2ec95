//! The contract's shapes. Strings borrow from the article wherever the contract asks for a slice.

use serde::Serialize;
use std::borrow::Cow;

/// The version of the report's shape: stays 1 while changes only add fields.
pub const SCHEMA_VERSION: u32 = 1;

/// A whole report.
#[derive(Debug, Serialize)]
pub struct Report<'t> {
    pub schema_version: u32,
    pub source: &'t str,
    pub id: Option<&'t serde_json::value::RawValue>,
    pub error: Option<()>,
    pub document: Document<'t>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Option<Slice<'t>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<Option<Slice<'t>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<Option<Byline<'t>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Option<Dateline<'t>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Vec<Block<'t>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boilerplate: Option<Vec<Block<'t>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entities: Option<Vec<Entity<'t>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<Vec<Timex<'t>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotes: Option<Vec<Quote<'t>>>,
}

/// Figures of the whole text.
#[derive(Debug, Serialize)]
pub struct Document<'t> {
    pub encoding: &'t str,
    pub offsets: &'static str,
    /// Of the decoded text, in the unit of `offsets`.
    pub length: u32,
    /// Of headline, standfirst and body.
    pub words: u32,
    pub sentences: u32,
    pub paragraphs: u32,
    pub reference_date: Option<ReferenceDate>,
}

#[derive(Debug, Serialize)]
pub struct ReferenceDate {
    pub value: String,
    pub from: &'static str,
}

/// A slice of the text and where it stands.
#[derive(Debug, Serialize)]
pub struct Slice<'t> {
    pub text: &'t str,
    pub start: u32,
    pub end: u32,
}

#[derive(Debug, Serialize)]
pub struct Byline<'t> {
    pub text: &'t str,
    pub start: u32,
    pub end: u32,
    pub authors: Vec<Cow<'t, str>>,
}

#[derive(Debug, Serialize)]
pub struct Dateline<'t> {
    pub text: &'t str,
    pub start: u32,
    pub end: u32,
    pub place: Cow<'t, str>,
    pub agency: Option<Cow<'t, str>>,
}

#[derive(Debug, Serialize)]
pub struct Block<'t> {
    pub text: &'t str,
    pub start: u32,
    pub end: u32,
    pub kind: &'static str,
}

/// The number of an entity in the order of the report, from 1: written `"e1"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityId(pub u32);

impl Serialize for EntityId {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&format_args!("e{}", self.0))
    }
}

#[derive(Debug, Serialize)]
pub struct Entity<'t> {
    pub id: EntityId,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub name: Cow<'t, str>,
    pub aliases: Vec<Cow<'t, str>>,
    pub role: Option<Cow<'t, str>>,
    pub count: u32,
    pub quoted: u32,
    pub mentions: Vec<Mention<'t>>,
}

#[derive(Debug, Serialize)]
pub struct Mention<'t> {
    pub text: &'t str,
    pub start: u32,
    pub end: u32,
    pub section: &'static str,
}

#[derive(Debug, Serialize)]
pub struct Timex<'t> {
    pub text: &'t str,
    pub start: u32,
    pub end: u32,
    pub section: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub value: String,
    #[serde(rename = "mod")]
    pub modifier: Option<&'static str>,
    pub earliest: Option<String>,
    pub latest: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Quote<'t> {
    pub text: Cow<'t, str>,
    pub kind: &'static str,
    pub spans: Vec<Range>,
    pub section: &'static str,
    pub speaker: Option<Speaker<'t>>,
    pub cue: Option<Slice<'t>>,
    pub via: &'static str,
}

#[derive(Debug, Serialize)]
pub struct Range {
    pub start: u32,
    pub end: u32,
}

#[derive(Debug, Serialize)]
pub struct Speaker<'t> {
    pub text: &'t str,
    pub start: u32,
    pub end: u32,
    pub form: &'static str,
    pub name: Cow<'t, str>,
    pub entity: Option<EntityId>,
}

/// What stands in place of a report where an article could not be analysed.
#[derive(Debug, Serialize)]
pub struct ErrorLine<'a> {
    pub schema_version: u32,
    pub source: &'a str,
    pub id: Option<&'a serde_json::value::RawValue>,
    pub error: ErrorDetail<'a>,
}

#[derive(Debug, Serialize)]
pub struct ErrorDetail<'a> {
    /// not-found | unreadable | too-large | not-text | bad-record | internal
    pub kind: &'a str,
    pub message: &'a str,
}
