//! Temporal expressions: TIMEX3 spans, types and values (ISO-TimeML).
//!
//! ```text
//! tokens ─► items ─► patterns ─► join ─► admit ─► resolve
//!           numbers  words and   with    what     against the reference date
//!           in words marks       their   only     and the dates just mentioned
//!                                neigh-  looks
//!                                bours   like one
//! ```

mod admit;
mod admit_amount;
mod admit_ancient;
mod admit_number;
mod admit_season;
mod amount;
mod anchor;
mod aside;
mod beside;
mod calendar;
mod class;
mod context;
mod cue;
mod given;
mod grammar;
mod holidays;
mod items;
mod join;
mod landmark;
mod named;
mod numbers;
mod present;
mod range;
mod reading;
mod reference;
mod resolve;
mod scan;
mod shift;
mod spec;
mod value;
mod value_text;
mod within;

pub use given::{iso_day, path_date};
pub use reference::reference_date;
pub use scan::find_dates;
pub use spec::Modifier;
pub use value::{Amount, DayPart, Duration, Field, Point, Season, TimeOfDay, Unit, Value};

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
    pub value: Value,
    /// Its TIMEX3 modifier.
    pub modifier: Option<Modifier>,
}

#[cfg(test)]
mod tests;
