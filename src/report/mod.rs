//! The report: one JSON object per article, in the order and with the names of the contract (`docs/report.md`).

mod blanks;
mod build;
mod compact;
mod fields;
mod json;
mod numbers;
mod strings;
mod wire;

pub use build::build;
pub use fields::{Field, FieldSet, UnknownField};
pub use json::{Style, append_report, write_error_line, write_report};
pub use wire::{ErrorDetail, ErrorLine, Report, SCHEMA_VERSION};
