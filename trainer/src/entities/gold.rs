//! The pool: documents with gold names, as labels over the tagger's cells.

use analyze::extract::entities::tagger::cells::Cells;
use analyze::extract::entities::tagger::gazetteer::Gazetteer;
use analyze::extract::entities::tagger::path::{BEGIN, INSIDE, LAST, ONLY, OUTSIDE, TYPES};
use analyze::text::Text;
use anyhow::Result;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A gold name; offsets in code points.
#[derive(Clone, Debug, Deserialize)]
pub struct Name {
    pub start: usize,
    pub end: usize,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub silver: bool,
}

/// A document of the pool.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    pub id: String,
    pub corpus: String,
    pub types: Vec<String>,
    pub text: String,
    pub entities: Vec<Name>,
}

/// Reads documents; offsets become bytes.
pub fn read(path: &Path) -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    for line in BufReader::new(MultiGzDecoder::new(std::fs::File::open(path)?)).lines() {
        let mut doc: Document = serde_json::from_str(&line?)?;
        let mut bytes: Vec<usize> = doc.text.char_indices().map(|(i, _)| i).collect();
        bytes.push(doc.text.len());
        for name in &mut doc.entities {
            (name.start, name.end) = (bytes[name.start], bytes[name.end]);
        }
        documents.push(doc);
    }
    Ok(documents)
}

/// Index of a coarse type.
pub fn coarse(kind: &str) -> usize {
    match kind {
        "person" => 0,
        "organization" => 1,
        "location" => 2,
        _ => 3,
    }
}

/// A number that depends on a document's id alone: it and its copies share folds.
pub fn id_hash(id: &str) -> usize {
    let mixed = id
        .bytes()
        .fold(7u64, |x, b| x.wrapping_mul(31).wrapping_add(b.into()));
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

impl Document {
    /// Edited prose, the pool's nearest to news: what settings are chosen on.
    pub fn is_prose(&self) -> bool {
        matches!(
            self.corpus.as_str(),
            "gum-news" | "gum-interview" | "gum-bio" | "gum-voyage" | "wikigold"
        )
    }

    /// Whether the corpus marks every name of a coarse type.
    pub fn knows(&self, coarse_type: usize) -> bool {
        match coarse_type {
            0..=2 => true,
            _ => self.types.iter().any(|t| t == "misc"),
        }
    }

    /// How much an error on it counts: news and edited prose over tweets and loan agreements.
    pub fn weight(&self) -> f32 {
        match self.corpus.as_str() {
            "gum-news" => 3.0,
            "gum-interview" => 2.0,
            "gum-bio" | "gum-voyage" | "wikigold" | "crossner-politics" => 1.5,
            "crossner-ai" | "crossner-science" => 0.6,
            "btc" => 0.6,
            "wnut17" => 0.3,
            "sec-filings" => 0.05,
            "synth" => 0.5,
            _ => 1.0,
        }
    }

    /// The labels that each cell may have, as bits; what the corpus does not know stays open.
    pub fn allowed(&self, text: &Text, cells: &Cells) -> Vec<u32> {
        let mut allowed = vec![1u32 << OUTSIDE; cells.cells.len()];
        if !self.knows(3) {
            let misc: u32 = (0..4).map(|place| 1u32 << (place * TYPES + 3)).sum();
            allowed.fill(1 << OUTSIDE | misc);
        }
        for chain in &cells.chains {
            let end_of = |c: usize| text.tokens[cells.cells[c].token as usize].end as usize;
            let start_of = |c: usize| text.tokens[cells.cells[c].token as usize].start as usize;
            for name in &self.entities {
                let inside: Vec<usize> = chain
                    .cells()
                    .filter(|&c| start_of(c) < name.end && name.start < end_of(c))
                    .collect();
                let (Some(&from), Some(&to)) = (inside.first(), inside.last()) else {
                    continue;
                };
                let to = to + 1;
                let handle = self.text[name.start..].starts_with(['@', '#']);
                if handle || name.optional {
                    allowed[from..to].fill(0x1ffff);
                    continue;
                }
                let kind = coarse(&name.kind);
                if to == from + 1 {
                    allowed[from] = 1 << (kind + ONLY);
                } else {
                    allowed[from] = 1 << (kind + BEGIN);
                    allowed[from + 1..to - 1].fill(1 << (kind + INSIDE));
                    allowed[to - 1] = 1 << (kind + LAST);
                }
            }
        }
        allowed
    }
}

/// Upper-cases or title-cases some lines (more often the latter), so that headlines and shouting leads are seen in training. ASCII only: offsets stay.
pub fn recase(doc: &Document, seed: u64, rate: u64) -> Option<Document> {
    let mut state = seed ^ doc.text.len() as u64;
    let mut random = move || {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        state >> 33
    };
    let mut bytes = doc.text.clone().into_bytes();
    let mut changed = false;
    let mut at = 0;
    for line in doc.text.split_inclusive('\n') {
        if random() % 100 < rate && line.len() > 20 {
            changed = true;
            let upper = random() % 5 < 2;
            let slice = &mut bytes[at..at + line.len()];
            if upper {
                slice.make_ascii_uppercase();
            } else {
                // Some papers leave small words small.
                let small = random() % 2 == 0;
                for i in 0..slice.len() {
                    let begins = i == 0
                        || !(slice[i - 1].is_ascii_alphanumeric() || slice[i - 1] == b'\'')
                            && slice[i - 1] < 128;
                    let short = slice[i..].iter().take(4).any(|&b| b == b' ');
                    if begins && (i == 0 || !(small && short)) {
                        slice[i].make_ascii_uppercase();
                    }
                }
            }
        }
        at += line.len();
    }
    let text = String::from_utf8(bytes).ok()?;
    changed.then(|| Document {
        text,
        ..doc.clone()
    })
}

/// A document read by the text layer, with its cells.
pub struct Read {
    pub text: Text,
    pub cells: Cells,
}

pub fn read_cells(doc: &Document, gazetteer: &Gazetteer) -> Read {
    let text = Text::new(doc.text.clone());
    let mut cells = Cells::default();
    cells.read(&analyze::parse::parse(&text), gazetteer, true);
    Read { text, cells }
}
