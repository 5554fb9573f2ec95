//! What is said on standard error: short by default, and safe to show on a terminal.

use crate::batch::{Problem, Summary};
use std::fmt::Write as _;
use std::io::Write as _;

/// Problems named unless `--verbose` asks for all. Together they fit in a pipe that nobody reads.
const NAMED: u64 = 20;
/// Characters of a name or message that are shown, for the same reason.
const SHOWN: usize = 400;

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verbosity {
    /// Only what ends the run.
    Quiet,
    /// The first problems.
    Normal,
    /// All problems.
    Verbose,
}

/// Names problems until there are too many.
#[derive(Debug)]
pub struct Messages {
    verbosity: Verbosity,
    problems: u64,
}

impl Messages {
    /// None said yet.
    pub fn new(verbosity: Verbosity) -> Self {
        Self {
            verbosity,
            problems: 0,
        }
    }

    /// The line for a problem; `None` where it is not to be shown.
    pub fn problem(&mut self, problem: &Problem) -> Option<String> {
        self.problems += 1;
        match self.verbosity {
            Verbosity::Quiet => return None,
            Verbosity::Normal if self.problems > NAMED => {
                let first = self.problems == NAMED + 1;
                return first.then(|| {
                    "analyze: further problems are counted only; -v names all".to_owned()
                });
            }
            _ => {}
        }
        let label = problem.kind.map_or("warning", |kind| kind.name());
        Some(format!(
            "analyze: {}: {label}: {}",
            printable(&shortened(&problem.source)),
            printable(&shortened(&problem.message))
        ))
    }
}

/// What a run did, in one line: where a directory was walked, or something did not go well.
pub fn summary(summary: &Summary, stopped: bool) -> Option<String> {
    let Summary {
        analysed,
        failed,
        existing,
        resumed,
        directories,
        passed_over,
    } = summary;
    let several = analysed + failed > 1;
    if directories.is_empty()
        && !stopped
        && *existing == 0
        && resumed.0 == 0
        && (*failed == 0 || !several)
    {
        return None;
    }
    let mut line = format!("analyze: {analysed} analysed, {failed} failed");
    // Writing to a string does not fail.
    if *existing > 0 {
        let _ = write!(line, ", {existing} there already");
    }
    if resumed.0 > 0 {
        let _ = write!(line, ", {} of an earlier run kept", resumed.0);
        if resumed.1 > 0 {
            let _ = write!(line, " ({} of them error lines)", resumed.1);
        }
    }
    if !directories.is_empty() {
        let _ = write!(line, ", {} passed over", passed_over.total());
        let reasons: Vec<String> = passed_over
            .reasons()
            .map(|(reason, count)| format!("{count} {reason}"))
            .collect();
        if !reasons.is_empty() {
            let _ = write!(line, " ({})", reasons.join(", "));
        }
    }
    if stopped {
        line.push_str("; interrupted");
    }
    Some(printable(&line))
}

/// Writes a line to standard error. Where that is closed there is nobody to tell.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Control and bidirectional characters escaped, so that no file's name and no text can command a terminal.
pub fn printable(text: &str) -> String {
    let is_safe = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            if is_safe(c) {
                out.push(c);
            } else {
                out.extend(c.escape_default());
            }
            out
        })
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::ErrorKind;

    #[test]
    fn names_the_first_problems() {
        let problem = Problem {
            source: "evil\u{1b}[31m\n.txt".to_owned(),
            kind: Some(ErrorKind::NotText),
            message: "no\u{202e}".repeat(1000),
        };
        let mut messages = Messages::new(Verbosity::Normal);
        let first = messages.problem(&problem).expect("shown");
        assert!(first.starts_with("analyze: evil\\u{1b}[31m\\n.txt: not-text: no\\u{202e}"));
        assert!(first.len() < 3000, "{}", first.len());
        let shown = (0..100).filter_map(|_| messages.problem(&problem)).count();
        assert_eq!(shown, 20);
        assert_eq!(Messages::new(Verbosity::Quiet).problem(&problem), None);
    }

    #[test]
    fn sums_up_what_was_passed_over() {
        assert_eq!(summary(&Summary::default(), false), None);
        let mut done = Summary {
            analysed: 2,
            failed: 1,
            directories: vec!["d".to_owned()],
            ..Summary::default()
        };
        done.passed_over.add("hidden");
        assert_eq!(
            summary(&done, false).as_deref(),
            Some("analyze: 2 analysed, 1 failed, 1 passed over (1 hidden)")
        );
    }
}
