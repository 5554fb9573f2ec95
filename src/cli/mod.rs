//! The command line: flags, messages, exit status.

use crate::extract::dates::iso_day;
use crate::report::Style;
use crate::text::Text;
use crate::{Analyzer, Context, Options, report};
use std::io::{BufRead, BufReader, BufWriter, Write};

#[derive(serde::Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    id: Option<&'a serde_json::value::RawValue>,
    text: String,
    date: Option<String>,
}

/// Runs with the process's arguments.
///
/// # Errors
/// What reading or writing says.
pub fn run() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let options = Options {
        include_boilerplate: args.iter().any(|a| a == "--include-boilerplate"),
        ..Options::default()
    };
    let analyzer = Analyzer::new(options);
    let Some(path) = args.last() else {
        anyhow::bail!("no file")
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.iter().any(|a| a == "jsonl") {
        for (n, line) in BufReader::new(std::fs::File::open(path)?)
            .lines()
            .enumerate()
        {
            let line = line?;
            let record: Record<'_> = serde_json::from_str(&line)?;
            let text = Text::new(record.text);
            let source = format!("{path}:{}", n + 1);
            let context = Context {
                source: &source,
                id: record.id,
                date: record.date.as_deref().and_then(iso_day),
                path: None,
            };
            report::write_report(&mut out, &analyzer.analyze(&text, &context), Style::Compact)?;
        }
    } else {
        let text = Text::new(std::fs::read_to_string(path)?);
        let context = Context {
            source: path,
            ..Context::default()
        };
        report::write_report(&mut out, &analyzer.analyze(&text, &context), Style::Pretty)?;
    }
    out.flush()?;
    Ok(())
}
