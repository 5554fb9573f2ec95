//! Progress on standard error: a line that is redrawn on a terminal, plain lines now and then elsewhere.

use super::args::When;
use super::messages::{Messages, say};
use crate::batch::{Problem, Watch};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Time between two plain lines.
const PAUSE: Duration = Duration::from_secs(2);

/// Follows a run: names problems and, if wanted, shows how far it is.
pub struct Follower {
    pub messages: Messages,
    shown: Shown,
}

enum Shown {
    Nothing,
    Bar(ProgressBar),
    Lines { start: Instant, last: Instant },
}

impl Follower {
    /// Follows a run of `total` articles, where that is known.
    pub fn new(messages: Messages, when: When, total: Option<u64>) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let shown = match when {
            When::Never => Shown::Nothing,
            When::Auto if !terminal => Shown::Nothing,
            When::Always if !terminal => Shown::Lines {
                start: Instant::now(),
                last: Instant::now(),
            },
            _ => Shown::Bar(bar(total)),
        };
        Self { messages, shown }
    }

    /// Whether progress is shown at all.
    pub fn is_wanted(when: When) -> bool {
        when == When::Always || (when == When::Auto && std::io::stderr().is_terminal())
    }

    /// Takes the line away.
    pub fn finish(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(5));
    let template = match total {
        Some(_) => "{pos} of {len} articles, {per_sec}, {eta} left{msg}",
        None => "{pos} articles, {per_sec}, {elapsed}{msg}",
    };
    // No colours, hence nothing for NO_COLOR to switch off.
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

impl Watch for Follower {
    fn problem(&mut self, problem: &Problem) {
        if let Some(line) = self.messages.problem(problem) {
            match &self.shown {
                Shown::Bar(bar) => bar.suspend(|| say(&line)),
                _ => say(&line),
            }
        }
    }

    fn progress(&mut self, written: u64, failed: u64) {
        match &mut self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                if failed > 0 {
                    bar.set_message(format!(", {failed} errors"));
                }
                bar.set_position(written);
            }
            Shown::Lines { start, last } => {
                if last.elapsed() >= PAUSE {
                    *last = Instant::now();
                    let rate = written as f64 / start.elapsed().as_secs_f64();
                    say(&format!(
                        "analyze: {written} articles, {rate:.0}/s, {failed} errors"
                    ));
                }
            }
        }
    }
}
