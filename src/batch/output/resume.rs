//! Continuing a file of reports that a run left unfinished.

use memchr::memmem::Finder;
use serde::Deserialize;
use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// What a file of reports holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resume {
    /// Whole lines, error lines included.
    pub reports: u64,
    /// Error lines among them.
    pub failed: u64,
    /// The source that the last whole line names.
    pub last_source: String,
    /// Bytes of whole lines.
    pub bytes: u64,
}

/// Why a file cannot be continued.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// It cannot be opened, read or cut.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It holds something else than one report a line.
    #[error("its last line is no report of analyze (one a line, not --pretty)")]
    NotReports,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    source: Cow<'a, str>,
}

/// What every line begins with.
const START: &[u8] = br#"{"schema_version":"#;

/// Opens a file of reports and stands behind its last whole line. What follows there is a line that was not finished; it is
/// left until there is something to write in its place. A file that does not exist is made.
///
/// # Errors
/// See [`ResumeError`].
pub fn open_to_resume(path: &Path) -> Result<(File, Resume), ResumeError> {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    let mut resume = Resume::default();
    let mut lines = BufReader::with_capacity(1 << 20, &file);
    // A quotation mark inside a string is escaped: these bytes are the key of an error line and nothing else.
    let error = Finder::new(br#""error":{"kind":"#);
    let (mut line, mut last) = (Vec::new(), Vec::new());
    let (mut whole, mut read) = (0u64, 0u64);
    loop {
        line.clear();
        let n = lines.by_ref().read_until(b'\n', &mut line)?;
        read += n as u64;
        if n == 0 || line.last() != Some(&b'\n') {
            break;
        }
        whole = read;
        resume.reports += 1;
        resume.failed += u64::from(error.find(&line).is_some());
        std::mem::swap(&mut line, &mut last);
    }
    if resume.reports > 0 {
        let last: Line<'_> = serde_json::from_slice(&last).map_err(|_| ResumeError::NotReports)?;
        resume.last_source = last.source.into_owned();
    }
    // A file that holds anything else is not to be written over.
    let same = START.len().min(line.len());
    if line[..same] != START[..same] {
        return Err(ResumeError::NotReports);
    }
    resume.bytes = whole;
    file.seek(SeekFrom::Start(whole))?;
    Ok((file, resume))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn drops_the_torn_line_and_counts_the_whole_ones() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("out.jsonl");
        let good = "{\"source\":\"a\",\"error\":null}\n{\"source\":\"b\",\"id\":null,\"error\":{\"kind\":\"not-text\",\"message\":\"\"}}\n";
        std::fs::write(&path, format!("{good}{{\"schema_version\":1,\"sou")).expect("writes");
        let (mut file, resume) = open_to_resume(&path).expect("opens");
        assert_eq!(
            resume,
            Resume {
                reports: 2,
                failed: 1,
                last_source: "b".to_owned(),
                bytes: good.len() as u64,
            }
        );
        file.set_len(resume.bytes).expect("cuts");
        file.write_all(b"{}\n").expect("writes");
        assert_eq!(
            std::fs::read_to_string(&path).expect("reads"),
            format!("{good}{{}}\n")
        );
    }

    #[test]
    fn new_empty_and_foreign_files() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("out.jsonl");
        assert_eq!(open_to_resume(&path).expect("opens").1, Resume::default());
        std::fs::write(&path, "{\"sche").expect("writes");
        assert_eq!(open_to_resume(&path).expect("opens").1, Resume::default());
        std::fs::write(&path, "my notes").expect("writes");
        assert!(matches!(
            open_to_resume(&path),
            Err(ResumeError::NotReports)
        ));
        std::fs::write(&path, "{\n  \"source\": 1\n}\n").expect("writes");
        assert!(matches!(
            open_to_resume(&path),
            Err(ResumeError::NotReports)
        ));
    }
}
