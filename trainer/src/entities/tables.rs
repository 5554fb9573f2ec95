//! Builds the tagger's embedded tables: names by class, and word clusters.

use analyze::extract::entities::tagger::gazetteer::{HashTable, class, extend};
use analyze::text::{Flags, Text};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// `gazetteer.tsv` (class, phrase; made by `trainer/scripts/gazetteer.py`), the hand-written lists of `lists`, and
/// `clusters.tsv` (word and its clusters; made by `trainer/scripts/clusters.py`) to `names.bin` and `clusters.bin`.
pub fn build(
    gazetteer: &Path,
    lists: &Path,
    clusters: &Path,
    top: usize,
    out: &Path,
) -> Result<()> {
    let mut names: BTreeMap<u32, u32> = BTreeMap::new();
    let mut add = |class_name: &str, phrase: &str| {
        let class_name = match class_name {
            "country" => "countries",
            "demonym" => "demonyms",
            name => name,
        };
        let Some(bit) = class::NAMES.iter().position(|&n| n == class_name) else {
            return;
        };
        let text = Text::new(phrase.to_owned());
        let mut hash = 0;
        let words: Vec<u32> = text
            .tokens
            .iter()
            .filter(|t| !(t.has(Flags::PUNCT) && text.token(t) == "."))
            .map(|t| t.hash)
            .collect();
        for (i, &word) in words.iter().enumerate() {
            hash = if i == 0 {
                word.max(1)
            } else {
                extend(hash, word)
            };
            let value = if i + 1 == words.len() {
                1 << bit
            } else {
                class::PREFIX
            };
            *names.entry(hash).or_default() |= value;
        }
    };
    for line in std::fs::read_to_string(gazetteer)?.lines() {
        let (name, phrase) = line.split_once('\t').context("class TAB phrase")?;
        add(name, phrase);
    }
    for name in class::NAMES {
        let path = lists.join(format!("{name}.txt"));
        if let Ok(list) = std::fs::read_to_string(path) {
            for line in list
                .lines()
                .filter(|l| !l.starts_with('#') && !l.is_empty())
            {
                add(name, line);
            }
        }
    }
    let pairs: Vec<(u32, u32)> = names.into_iter().collect();
    std::fs::write(out.join("names.bin"), HashTable::encode(&pairs))?;
    let mut words: BTreeMap<u32, u32> = BTreeMap::new();
    for line in std::fs::read_to_string(clusters)?.lines().take(top) {
        let mut fields = line.split('\t');
        let word = fields.next().context("a word")?;
        let mut code = || -> Result<u32> { Ok(fields.next().context("a cluster")?.parse()?) };
        let (a, b, c) = (code()?, code()?, code()?);
        let text = Text::new(word.to_owned());
        if let [token] = text.tokens[..] {
            words
                .entry(token.hash.max(1))
                .or_insert(c | b << 10 | a << 18 | 1 << 24);
        }
    }
    let words: Vec<(u32, u32)> = words.into_iter().collect();
    std::fs::write(out.join("clusters.bin"), HashTable::encode(&words))?;
    println!("{} names, {} words", pairs.len(), words.len());
    Ok(())
}

/// The names of every class, and the sublists that invented documents draw from.
pub fn lists(gazetteer: &Path, lists: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in std::fs::read_to_string(gazetteer)?.lines() {
        let (name, phrase) = line.split_once('\t').context("class TAB phrase")?;
        all.entry(name.to_owned())
            .or_default()
            .push(phrase.to_owned());
    }
    for name in class::NAMES
        .into_iter()
        .chain(["counties", "nicknames", "us-cities"])
    {
        if let Ok(list) = std::fs::read_to_string(lists.join(format!("{name}.txt"))) {
            let list = list
                .lines()
                .filter(|l| !l.starts_with('#') && !l.is_empty())
                .map(str::to_owned);
            all.insert(name.to_owned(), list.collect());
        }
    }
    Ok(all)
}
