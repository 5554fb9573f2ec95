//! The flags as typed. What they mean together is settled in [`super::plan`].

use crate::report::FieldSet;
use crate::text::Unit;
use clap::{ArgAction, Parser, ValueEnum};
use encoding_rs::Encoding;
use jiff::civil::Date;
use std::path::PathBuf;

/// Read plain news-article text and print what it is made of, who it names, when things happen and who said what, as JSON.
///
/// One report for each article, in input order: one line of JSON each, indented where standard output is a terminal.
#[derive(Debug, Parser)]
#[command(
    name = "analyze",
    version,
    max_term_width = 100,
    after_help = "\
Exit status: 0 all analysed, 1 finished with at least one error line, 2 wrong flags or no article in the
named directories, 3 output could not be written, 130 interrupted.

Examples:
  analyze article.txt                          one report
  analyze corpus/ -o reports.jsonl             every *.txt below corpus/
  analyze --resume reports.jsonl corpus/       go on where that was interrupted
  analyze dump.jsonl.gz | jq '.headline.text'  one record a line, in the field 'text'"
)]
pub struct Args {
    /// Articles: files, directories (every *.txt below them), or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Also read the paths that FILE lists (- for standard input), separated by newlines or NULs
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub files_from: Option<PathBuf>,

    /// What an input holds: one article, or JSONL with one record a line; auto goes by the name (.jsonl, .ndjson)
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        default_value = "auto",
        help_heading = "Input"
    )]
    pub input_format: InputFormat,

    /// The field of a record that holds the text
    #[arg(
        long,
        value_name = "NAME",
        default_value = "text",
        help_heading = "Input"
    )]
    pub text_field: String,

    /// The field of a record that the report repeats as its id
    #[arg(
        long,
        value_name = "NAME",
        default_value = "id",
        help_heading = "Input"
    )]
    pub id_field: String,

    /// The field of a record that holds its date
    #[arg(
        long,
        value_name = "NAME",
        default_value = "date",
        help_heading = "Input"
    )]
    pub date_field: String,

    /// The field of a record that holds a title kept apart: analysed before the text, with a blank line between
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub headline_field: Option<String>,

    /// Decode all input from this encoding (a WHATWG label: utf-8, windows-1252, shift_jis …) instead of finding it out
    #[arg(long, value_name = "LABEL", value_parser = encoding, help_heading = "Input")]
    pub encoding: Option<&'static Encoding>,

    /// Which files of a directory to read (repeatable): matched against the name, or the path where it holds a /
    /// [default: *.txt; with --input-format jsonl: *.jsonl, *.ndjson]
    #[arg(
        long = "glob",
        value_name = "GLOB",
        help_heading = "Input",
        verbatim_doc_comment
    )]
    pub globs: Vec<String>,

    /// Also read hidden files and directories below a directory
    #[arg(long, help_heading = "Input")]
    pub hidden: bool,

    /// The longest article: bytes of a file, decompressed, or of a record's line; K, M and G may follow
    #[arg(long, value_name = "BYTES", default_value = "64M", value_parser = bytes, help_heading = "Input")]
    pub max_bytes: u64,

    /// The reference date of all articles: what "Friday" and "8 November" are counted from
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = "Analysis")]
    pub date: Option<Date>,

    /// Find entities, dates and quotes in boilerplate too
    #[arg(long, help_heading = "Analysis")]
    pub include_boilerplate: bool,

    /// Articles analysed at a time [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Analysis")]
    pub jobs: Option<u16>,

    /// The unit of start and end: Unicode characters, bytes of UTF-8, or UTF-16 code units
    #[arg(
        long,
        value_name = "UNIT",
        value_enum,
        default_value = "chars",
        help_heading = "Output"
    )]
    pub offsets: OffsetUnit,

    /// Keep only these fields, beside those that name the article: headline, standfirst, byline, dateline, body,
    /// boilerplate, entities, dates, quotes
    #[arg(long, value_name = "FIELD,…", value_parser = FieldSet::parse, help_heading = "Output")]
    pub select: Option<FieldSet>,

    /// Indent reports [default on a terminal]
    #[arg(long, overrides_with = "compact", help_heading = "Output")]
    pub pretty: bool,

    /// One line for each report [default otherwise]
    #[arg(long, overrides_with = "pretty", help_heading = "Output")]
    pub compact: bool,

    /// Write reports to FILE
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["output_dir", "resume"], help_heading = "Output")]
    pub output: Option<PathBuf>,

    /// Write one file for each report below DIR: a/b.txt becomes DIR/a/b.txt.json, line 12 of c.jsonl DIR/c.jsonl/12.json
    #[arg(
        long,
        value_name = "DIR",
        conflicts_with = "resume",
        help_heading = "Output"
    )]
    pub output_dir: Option<PathBuf>,

    /// With --output-dir: leave out articles whose report is there (error reports are tried again)
    #[arg(long, requires = "output_dir", help_heading = "Output")]
    pub skip_existing: bool,

    /// Go on with the reports in FILE, which an interrupted run with the same inputs left; FILE is made if need be
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "pretty",
        help_heading = "Output"
    )]
    pub resume: Option<PathBuf>,

    /// No messages on standard error but for what ends the run
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Messages")]
    pub quiet: bool,

    /// Name every problem, not only the first 20
    #[arg(short, long, help_heading = "Messages")]
    pub verbose: bool,

    /// Show progress on standard error; auto: where that is a terminal
    #[arg(
        long,
        value_name = "WHEN",
        value_enum,
        default_value = "auto",
        help_heading = "Messages"
    )]
    pub progress: When,

    /// Exit with 0 even where there are error lines
    #[arg(long, help_heading = "Messages")]
    pub errors_ok: bool,

    /// Print the manual page or a shell's completions
    #[arg(long, value_name = "WHAT", value_enum, hide = true, action = ArgAction::Set)]
    pub generate: Option<Generate>,
}

/// `--input-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// By name.
    Auto,
    /// One article.
    Text,
    /// One record a line.
    Jsonl,
}

/// `--offsets`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OffsetUnit {
    /// Unicode scalar values.
    Chars,
    /// Bytes of the decoded text as UTF-8.
    Bytes,
    /// UTF-16 code units.
    Utf16,
}

impl From<OffsetUnit> for Unit {
    fn from(unit: OffsetUnit) -> Self {
        match unit {
            OffsetUnit::Chars => Self::Chars,
            OffsetUnit::Bytes => Self::Bytes,
            OffsetUnit::Utf16 => Self::Utf16,
        }
    }
}

/// `--progress`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Where standard error is a terminal.
    Auto,
    /// Everywhere; plain lines where it is none.
    Always,
    /// Nowhere.
    Never,
}

/// `--generate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Generate {
    /// The manual page.
    Man,
    /// Completions for bash.
    CompleteBash,
    /// Completions for zsh.
    CompleteZsh,
    /// Completions for fish.
    CompleteFish,
}

fn encoding(label: &str) -> Result<&'static Encoding, String> {
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) if encoding != encoding_rs::REPLACEMENT => Ok(encoding),
        _ => Err("no encoding of this name; take a WHATWG label such as utf-8, windows-1252, iso-8859-2, shift_jis, utf-16le".to_owned()),
    }
}

fn date(text: &str) -> Result<Date, String> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(i, byte)| match i {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    match text.parse() {
        Ok(date) if shape => Ok(date),
        _ => Err("not a day of the calendar as YYYY-MM-DD, for example 2016-10-08".to_owned()),
    }
}

fn bytes(text: &str) -> Result<u64, String> {
    let (digits, shift) = match text.as_bytes().last().map(u8::to_ascii_uppercase) {
        Some(b'K') => (&text[..text.len() - 1], 10),
        Some(b'M') => (&text[..text.len() - 1], 20),
        Some(b'G') => (&text[..text.len() - 1], 30),
        _ => (text, 0),
    };
    let number = if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().ok()
    } else {
        None
    };
    match number.and_then(|number: u64| number.checked_mul(1 << shift)) {
        Some(bytes) if bytes > 0 => Ok(bytes),
        _ => Err("not a number of bytes, for example 500000, 64M or 1G".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_flags_agree_with_each_other() {
        Args::command().debug_assert();
    }

    #[test]
    fn values_are_read() {
        assert_eq!(bytes("64M"), Ok(64 << 20));
        assert_eq!(bytes("7k"), Ok(7168));
        for wrong in ["", "M", "0", "-1", "+1", "1.5M", "1T", "99999999999G"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
        assert!(date("2016-10-08").is_ok());
        for wrong in [
            "2016-13-01",
            "2016-02-30",
            "20161008",
            "8.10.2016",
            "2016-10-08T00:00",
            "",
        ] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
        assert_eq!(encoding("latin1"), Ok(encoding_rs::WINDOWS_1252));
        assert!(encoding("klingon").is_err() && encoding("replacement").is_err());
    }
}
