//! Further clean articles to make mixtures of: headlines and running paragraphs of the articles that quotations are fitted
//! to. What else stands in them is not labelled and left out.

use super::gold::{Page, clean, open};
use anyhow::Result;
use serde::Deserialize;
use std::io::BufRead;
use std::path::Path;

/// The fewest words of a paragraph.
const PARAGRAPH: usize = 9;
/// The fewest paragraphs of an article.
const FEWEST: usize = 4;

#[derive(Deserialize)]
struct Record {
    id: String,
    publisher: String,
    split: String,
    text: String,
}

/// Reads the articles of the training part.
pub fn read(path: &Path) -> Result<Vec<Page>> {
    let mut found = Vec::new();
    for line in open(path)?.lines() {
        let record: Record = serde_json::from_str(&line?)?;
        if record.split == "train" {
            found.extend(article(record));
        }
    }
    Ok(found)
}

fn article(record: Record) -> Option<Page> {
    let mut lines = record.text.lines().map(str::trim).filter(|l| !l.is_empty());
    // The corpus ends every line with a full stop.
    let headline = lines.next()?.trim_end_matches(['.', ';', ' ']);
    let is_prose = |line: &&str| {
        line.split_whitespace().count() >= PARAGRAPH && !line.contains(['@', '_', '{'])
    };
    let body = lines.filter(is_prose).map(|line| (line, "body"));
    let labelled: Vec<(&str, &str)> = [(headline, "headline")].into_iter().chain(body).collect();
    (labelled.len() > FEWEST).then(|| clean(record.id, record.publisher, &labelled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headline_and_paragraphs() {
        let paragraph = "The wall fell on Monday in a storm, the mayor of Wexley said.";
        let text = format!("A wall falls.\n\n___.\n{}", [paragraph; 4].join("\n\n"));
        let record = |text| Record {
            id: String::new(),
            publisher: String::new(),
            split: String::new(),
            text,
        };
        let page = article(record(text)).expect("an article");
        assert_eq!((page.unit(0), page.unit(4)), ("A wall falls", paragraph));
        assert_eq!(page.labels.len(), 5);
        assert!(article(record("A wall falls.".to_owned())).is_none());
    }
}
