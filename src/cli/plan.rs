//! From flags to a job: what they mean together, and which of them do not fit.

use super::args::{Args, InputFormat};
use crate::batch::input::{Format, Input, Selection};
use crate::batch::output::{ResumeError, Sink, Tree, open_to_resume};
use crate::batch::{FieldNames, Job, Reading};
use crate::report::Style;
use crate::{Analyzer, Options};
use std::fs::File;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// Why there is no job.
#[derive(Debug)]
pub enum PlanError {
    /// Nothing to read: the help says how.
    NoInput,
    /// The flags do not fit.
    Usage(String),
    /// The output cannot be opened.
    Output(String),
}

/// Settles what the flags mean.
///
/// # Errors
/// See [`PlanError`].
pub fn plan(args: &Args) -> Result<Job, PlanError> {
    let inputs = inputs(args)?;
    let format = match args.input_format {
        InputFormat::Auto => Format::Auto,
        InputFormat::Text => Format::Text,
        InputFormat::Jsonl => Format::Jsonl,
    };
    if let Some(encoding) = args.encoding
        && format == Format::Jsonl
        && !encoding.is_ascii_compatible()
    {
        return Err(PlanError::Usage(format!(
            "--encoding {} does not fit JSONL, whose lines end at single bytes; convert the file to UTF-8 first",
            encoding.name()
        )));
    }
    let reading = Reading {
        format,
        encoding: args.encoding,
        names: FieldNames {
            text: args.text_field.clone(),
            id: args.id_field.clone(),
            date: args.date_field.clone(),
            headline: args.headline_field.clone(),
        },
        max_bytes: args.max_bytes,
        selection: selection(args)?,
    };
    let options = Options {
        date: args.date,
        include_boilerplate: args.include_boilerplate,
        offsets: args.offsets.into(),
        select: args.select.unwrap_or_default(),
    };
    let sink = sink(args, &inputs)?;
    let on_terminal = matches!(sink, Sink::Stdout) && std::io::stdout().is_terminal();
    let style = if args.pretty || (on_terminal && !args.compact) {
        Style::Pretty
    } else {
        Style::Compact
    };
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    Ok(Job {
        analyzer: Analyzer::new(options),
        inputs,
        reading,
        jobs: args.jobs.map_or_else(cores, usize::from),
        style,
        sink,
    })
}

fn inputs(args: &Args) -> Result<Vec<Input>, PlanError> {
    let named = |path: &PathBuf| match path.as_os_str() == "-" {
        true => Input::Stdin,
        false => Input::Path(path.clone()),
    };
    let mut inputs: Vec<Input> = args.paths.iter().map(named).collect();
    if let Some(list) = &args.files_from {
        let is_stdin = list.as_os_str() == "-";
        inputs.push(Input::List((!is_stdin).then(|| list.clone())));
    }
    if inputs.is_empty() {
        if std::io::stdin().is_terminal() {
            return Err(PlanError::NoInput);
        }
        inputs.push(Input::Stdin);
    }
    let from_stdin = |input: &&Input| matches!(input, Input::Stdin | Input::List(None));
    if inputs.iter().filter(from_stdin).count() > 1 {
        return Err(PlanError::Usage(
            "standard input is named twice; it can be read only once".to_owned(),
        ));
    }
    Ok(inputs)
}

fn selection(args: &Args) -> Result<Selection, PlanError> {
    let chosen: Vec<&str> = match (&args.globs[..], args.input_format) {
        ([], InputFormat::Jsonl) => vec!["*.jsonl", "*.ndjson"],
        ([], _) => vec!["*.txt"],
        (globs, _) => globs.iter().map(String::as_str).collect(),
    };
    Selection::new(&chosen, args.hidden)
        .map_err(|error| PlanError::Usage(format!("--glob: {error}")))
}

fn sink(args: &Args, inputs: &[Input]) -> Result<Sink, PlanError> {
    if let Some(root) = &args.output_dir {
        std::fs::create_dir_all(root).map_err(|error| cannot_write(root, &error))?;
        return Ok(Sink::Tree(Tree::new(root.clone(), args.skip_existing)));
    }
    let (path, resumed) = match (&args.output, &args.resume) {
        (Some(path), _) if path.as_os_str() != "-" => (path, false),
        (_, Some(path)) => (path, true),
        _ => return Ok(Sink::Stdout),
    };
    let is_output = |input: &&Input| matches!(input, Input::Path(input) if same_file(input, path));
    if inputs.iter().any(|input| is_output(&input)) {
        return Err(PlanError::Usage(format!(
            "'{}' is input and output; name another output file",
            path.display()
        )));
    }
    let name = format!("'{}'", path.display());
    if !resumed {
        let file = File::create(path).map_err(|error| cannot_write(path, &error))?;
        return Ok(Sink::File { file, name });
    }
    match open_to_resume(path) {
        Ok((file, done)) => Ok(Sink::Resumed {
            file,
            name,
            done,
            cut: AtomicBool::new(false),
        }),
        Err(ResumeError::Io(error)) => Err(cannot_write(path, &error)),
        Err(error @ ResumeError::NotReports) => {
            Err(PlanError::Usage(format!("cannot resume {name}: {error}")))
        }
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> PlanError {
    PlanError::Output(format!("cannot write to '{}': {error}", path.display()))
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b && a.is_file())
}
