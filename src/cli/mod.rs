//! The command line: flags, messages, exit status. The only place that knows of terminals.

mod args;
mod exit;
mod generate;
mod messages;
mod plan;
mod progress;

pub use exit::Status;

use crate::batch::input::Input;
use crate::batch::{self, End, Job, RunError, Stop, Summary};
use args::Args;
use clap::{CommandFactory, Parser};
use messages::{Messages, Verbosity, printable, say};
use plan::PlanError;
use progress::Follower;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Runs with the process's arguments, and says how the process should end.
pub fn run() -> Status {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return flags_wrong(&error),
    };
    if let Some(what) = args.generate {
        return written(generate::generate(what, &mut io::stdout().lock()));
    }
    let job = match plan::plan(&args) {
        Ok(job) => job,
        Err(PlanError::NoInput) => {
            let help = Args::command().render_help();
            say(&format!(
                "{help}\nanalyze: nothing to read: name a file or a directory, or pipe text in"
            ));
            return Status::Usage;
        }
        Err(PlanError::Usage(message)) => return fail(&message, Status::Usage),
        Err(PlanError::Output(message)) => return fail(&message, Status::Output),
    };
    analyze(job, &args)
}

fn analyze(job: Job, args: &Args) -> Status {
    let verbosity = match (args.quiet, args.verbose) {
        (true, _) => Verbosity::Quiet,
        (_, true) => Verbosity::Verbose,
        _ => Verbosity::Normal,
    };
    if job.inputs.contains(&Input::Stdin) && io::stdin().is_terminal() && !args.quiet {
        say("analyze: reading from the terminal; end with Ctrl-D on a line of its own");
    }
    let stop = Stop::default();
    stop_on_interrupt(stop.clone());
    batch::note_panics();
    let when = if args.quiet {
        args::When::Never
    } else {
        args.progress
    };
    let total = if Follower::is_wanted(when) {
        batch::count(&job)
    } else {
        None
    };
    let mut follower = Follower::new(Messages::new(verbosity), when, total);
    let result = batch::run(job, &stop, &mut follower);
    follower.finish();
    let (summary, end) = match result {
        Ok(done) => done,
        Err(error @ (RunError::Usage(_) | RunError::Collision(_))) => {
            return fail(&error.to_string(), Status::Usage);
        }
        Err(error) => return fail(&error.to_string(), Status::Output),
    };
    if end == End::Closed {
        return Status::Success;
    }
    if !args.quiet
        && let Some(line) = messages::summary(&summary, end == End::Stopped)
    {
        say(&line);
    }
    status(&summary, end, args.errors_ok)
}

fn status(summary: &Summary, end: End, errors_ok: bool) -> Status {
    let articles = summary.analysed + summary.failed + summary.existing + summary.resumed.0;
    if end == End::Stopped {
        return Status::Interrupted;
    }
    if articles == 0 && !summary.directories.is_empty() {
        let message = format!(
            "no article found in '{}'; choose files with --glob, for example --glob '*.md'",
            summary.directories.join("', '")
        );
        return fail(&message, Status::Usage);
    }
    if summary.failed + summary.resumed.1 > 0 && !errors_ok {
        return Status::Errors;
    }
    Status::Success
}

/// The first interrupt ends the run in order, the second at once.
fn stop_on_interrupt(stop: Stop) {
    let asked = AtomicBool::new(false);
    // Without a handler an interrupt ends the program all the same.
    let _ = ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(Status::Interrupted as i32);
        }
        stop.request();
    });
}

/// Help and version are no errors; the rest is shown without what a terminal would obey.
fn flags_wrong(error: &clap::Error) -> Status {
    if !error.use_stderr() {
        return written(error.print());
    }
    let message = error.render().to_string();
    let lines: Vec<String> = message.trim_end().split('\n').map(printable).collect();
    say(&lines.join("\n"));
    Status::Usage
}

fn fail(message: &str, status: Status) -> Status {
    say(&format!("analyze: {}", printable(message)));
    status
}

fn written(result: io::Result<()>) -> Status {
    match result.and_then(|()| io::stdout().flush()) {
        Ok(()) => Status::Success,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Success,
        Err(error) => fail(
            &format!("cannot write to standard output: {error}"),
            Status::Output,
        ),
    }
}
