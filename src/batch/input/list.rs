//! A list of paths: one a line, or separated by NULs, as `find -print0` writes them.

use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

/// The longest path that systems take: a NUL comes within so many bytes, or the list has none.
const LONGEST_PATH: usize = 4096;

/// Calls `each` with every path of a list, until it returns false. Empty entries are passed over.
pub(crate) fn paths_from(list: impl Read, mut each: impl FnMut(PathBuf) -> bool) -> io::Result<()> {
    let mut list = BufReader::with_capacity(64 * 1024, list);
    let mut head = Vec::new();
    list.by_ref()
        .take(LONGEST_PATH as u64 + 1)
        .read_to_end(&mut head)?;
    let separator = if head.contains(&0) { 0 } else { b'\n' };
    let mut list = io::Cursor::new(head).chain(list);
    let mut entry = Vec::new();
    loop {
        entry.clear();
        if list.read_until(separator, &mut entry)? == 0 {
            return Ok(());
        }
        if entry.last() == Some(&separator) {
            entry.pop();
        }
        if separator == b'\n' && entry.last() == Some(&b'\r') {
            entry.pop();
        }
        if !entry.is_empty() && !each(path_of(&entry)) {
            return Ok(());
        }
    }
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(list: &[u8]) -> Vec<String> {
        let mut paths = Vec::new();
        paths_from(list, |path| {
            paths.push(path.to_string_lossy().into_owned());
            true
        })
        .expect("reads");
        paths
    }

    #[test]
    fn reads_both_kinds() {
        assert_eq!(paths(b"a.txt\n\nb c.txt\r\nd"), ["a.txt", "b c.txt", "d"]);
        assert_eq!(paths(b"a\nb.txt\0c\0"), ["a\nb.txt", "c"]);
        assert_eq!(paths(b""), [""; 0]);
        let many = "some/long/path.txt\n".repeat(10_000);
        assert_eq!(paths(many.as_bytes()).len(), 10_000);
    }
}
