//! Temporal expressions: TIMEX3 spans, types and values (ISO-TimeML).

use super::Settings;
use crate::parse::Article;
use crate::text::Span;
use jiff::civil::Date;

/// Where a reference date came from, first to last in rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceSource {
    /// `--date`.
    Flag,
    /// The record's date field.
    Record,
    /// A dateline, byline or timestamp line.
    Text,
    /// The file's name or folders.
    Path,
}

impl ReferenceSource {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Record => "record",
            Self::Text => "text",
            Self::Path => "path",
        }
    }
}

/// The day that relative expressions count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceDate {
    /// The day.
    pub date: Date,
    /// Who named it.
    pub from: ReferenceSource,
}

/// TIMEX3's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimexType {
    /// A calendar date of any granularity, day or longer.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

impl TimexType {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Set => "set",
        }
    }
}

/// A temporal expression and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands.
    pub span: Span,
    /// Its type.
    pub kind: TimexType,
    /// Its TIMEX3 value.
    pub value: String,
    /// Its TIMEX3 modifier ("START", "APPROX" …).
    pub modifier: Option<&'static str>,
    /// Inclusive ISO bounds, first and last.
    pub bounds: Option<(String, String)>,
}

/// Finds the temporal expressions of an article, in text order.
pub fn find_dates(_article: &Article<'_>, _settings: &Settings) -> Vec<Timex> {
    Vec::new()
}

/// An absolute full date in a dateline, byline or timestamp line of the article.
pub fn reference_date(_article: &Article<'_>) -> Option<Date> {
    None
}

/// The date in a file's name, else in the folders YYYY/MM/DD directly above it.
pub fn path_date(_path: &str) -> Option<Date> {
    None
}

/// The day of an ISO date or date-time.
pub fn iso_day(text: &str) -> Option<Date> {
    text.get(..10).unwrap_or(text).parse().ok()
}
