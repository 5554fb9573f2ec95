//! The exit status.

use std::process::ExitCode;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All articles analysed; or the reader of the output went away.
    Success = 0,
    /// Finished, with at least one error line.
    Errors = 1,
    /// Wrong flags, or no article in the named directories.
    Usage = 2,
    /// Output could not be written.
    Output = 3,
    /// Stopped by the user: 128 and the signal's number, as shells count.
    Interrupted = 130,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}
