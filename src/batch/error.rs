//! Why an article has no report: the contract's kinds of error, with a message for the user.

use std::io;

/// The contract's kinds of error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// No such file.
    NotFound,
    /// It is there, but reading it failed.
    Unreadable,
    /// Longer than `--max-bytes`.
    TooLarge,
    /// Binary data, or a format that holds text but is none.
    NotText,
    /// A line of JSONL that is no record with a text.
    BadRecord,
    /// A fault of this program.
    Internal,
}

impl ErrorKind {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Unreadable => "unreadable",
            Self::TooLarge => "too-large",
            Self::NotText => "not-text",
            Self::BadRecord => "bad-record",
            Self::Internal => "internal",
        }
    }
}

/// What an article's error line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The contract's kind.
    pub kind: ErrorKind,
    /// What went wrong and, where there is one, the remedy.
    pub message: String,
}

impl Failure {
    /// A failure with its message.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    /// What opening or reading a file said.
    pub fn reading(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::new(ErrorKind::NotFound, "no such file or directory"),
            io::ErrorKind::PermissionDenied => Self::new(
                ErrorKind::Unreadable,
                "permission denied; make it readable with: chmod +r FILE",
            ),
            _ => Self::new(ErrorKind::Unreadable, error.to_string()),
        }
    }

    /// An article longer than the limit.
    pub fn too_large(limit: u64) -> Self {
        Self::new(
            ErrorKind::TooLarge,
            format!("longer than {limit} bytes; raise the limit with --max-bytes"),
        )
    }
}
