//! The examples of the pattern table, narrative anchoring, and what only looks like a date.

use super::*;
use crate::extract::Settings;
use crate::lexicon::entries;
use crate::parse;
use crate::text::Text;
use jiff::civil::date;

/// Expressions of a text and their values; `day` is the reference date.
fn read(text: &str, day: Option<Date>) -> Vec<(String, String)> {
    let text = Text::new(text.to_owned());
    let article = parse::parse(&text);
    let reference = day.map(|date| ReferenceDate {
        date,
        from: ReferenceSource::Flag,
    });
    let settings = Settings {
        reference,
        include_boilerplate: true,
        ..Settings::default()
    };
    let found = find_dates(&article, &settings);
    let content = &text.content;
    found
        .iter()
        .map(|timex| (timex.span.of(content).to_owned(), timex.value.to_string()))
        .collect()
}

#[test]
fn every_pattern_finds_its_example() {
    let mut wrong = Vec::new();
    for line in entries(grammar::PATTERNS).filter(|line| !line.starts_with('@')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (example, expected) = (columns[2], columns[3]);
        let marked = example
            .split_once('{')
            .and_then(|(_, rest)| rest.split_once('}'));
        let expression = marked.map_or(example, |(inside, _)| inside);
        let found = read(&example.replace(['{', '}'], ""), Some(date(2016, 10, 8)));
        let fits = match expected {
            "-" => found.is_empty(),
            _ => found
                .iter()
                .any(|(text, value)| text == expression && value == expected),
        };
        if !fits {
            wrong.push(format!("{line}\n    found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
