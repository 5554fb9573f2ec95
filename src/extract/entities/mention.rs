//! Names to mentions: titles go to the role, articles and stray marks go, coarse types become the seven.

use super::tagger::cells::{Cell, Cells, shape};
use super::tagger::gazetteer::class;
use super::tagger::path::Coarse;
use super::tagger::spans::{Found, span};
use super::{EntityType, Mention};
use crate::lexicon::{WordMap, entries};
use crate::text::{Span, Text};
use std::sync::LazyLock;

/// Words that tell the fine type of a name by standing in it.
static HEADS: LazyLock<WordMap<EntityTypeCode>> = LazyLock::new(|| {
    WordMap::new(
        entries(include_str!("tables/misc_heads.txt")).filter_map(|line| {
            let (word, kind) = line.split_once('\t')?;
            let kind = match kind {
                "event" => 1,
                "work" => 2,
                "product" => 3,
                _ => return None,
            };
            Some((word, kind))
        }),
    )
});

type EntityTypeCode = u8;

/// Makes mentions of the names found, in order.
pub fn mentions(text: &Text, cells: &Cells, found: &[Found]) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::with_capacity(found.len());
    for (i, &name) in found.iter().enumerate() {
        let Some(Found { from, to, kind }) = trim(cells, name) else {
            continue;
        };
        let at = span(text, cells, from, to);
        let after = found.get(i + 1).map_or(u32::MAX, |next| next.from);
        let role = (kind == Coarse::Person)
            .then(|| role(text, cells, from, to, after))
            .flatten();
        mentions.push(Mention {
            span: at,
            tokens: cells.cells[from as usize].token..cells.cells[to as usize - 1].token + 1,
            kind: fine(&cells.cells[from as usize..to as usize], kind),
            role,
        });
    }
    mentions
}

/// Without a title before a person's name.
fn trim(cells: &Cells, mut name: Found) -> Option<Found> {
    while name.kind == Coarse::Person && name.to - name.from > 1 {
        let cell = &cells.cells[name.from as usize];
        let only_title = cell.single & class::TITLE != 0 && cell.single & class::FIRST_NAMES == 0;
        if !only_title {
            break;
        }
        name.from += 1;
    }
    (name.from < name.to).then_some(name)
}

/// The seven types: what the lists and the words of the name say of a name of the fourth coarse type.
fn fine(name: &[Cell], kind: Coarse) -> EntityType {
    match kind {
        Coarse::Person => return EntityType::Person,
        Coarse::Organization => return EntityType::Organization,
        Coarse::Location => return EntityType::Location,
        Coarse::Misc => {}
    }
    let whole = if let [only] = name {
        only.single
    } else {
        name[0].begin & name[name.len() - 1].last
    };
    if whole & class::DEMONYM != 0 {
        return EntityType::Group;
    }
    let code = name
        .iter()
        .rev()
        .find_map(|cell| HEADS.get(cell.hash))
        .unwrap_or_else(|| {
            if whole & class::EVENT != 0 {
                1
            } else if name
                .iter()
                .any(|c| c.shape & (shape::DIGIT | shape::MIXED) != 0)
            {
                3
            } else {
                2
            }
        });
    match code {
        1 => EntityType::Event,
        2 => EntityType::Work,
        _ => EntityType::Product,
    }
}

/// The title or role beside a person's name, if any: before it ("US Secretary of State"), else after a comma ("NCA director").
fn role(text: &Text, cells: &Cells, from: u32, to: u32, next: u32) -> Option<Span> {
    let sentence = cells.sentences.partition_point(|&s| s <= from) - 1;
    let (first, end) = (cells.sentences[sentence], cells.sentences[sentence + 1]);
    before(text, cells, first, from).or_else(|| after(text, cells, to, end, next))
}

fn before(text: &Text, cells: &Cells, first: u32, from: u32) -> Option<Span> {
    let cell = |i: u32| &cells.cells[i as usize];
    let titled = |i: u32| cell(i).single & class::TITLE != 0 || cell(i).last & class::TITLE != 0;
    if from <= first || !titled(from - 1) {
        return None;
    }
    let mut start = from - 1;
    // The words of the title and, before them, capitalised words ("US", "Labour", "Former").
    while start > first && start + 6 > from {
        let c = cell(start - 1);
        let within = cell(start).inner & class::TITLE != 0 || cell(start).last & class::TITLE != 0;
        let capital =
            c.shape & (shape::CAPITAL | shape::MIXED) != 0 && c.single & class::COMMON == 0;
        if !(within || capital || c.single & class::TITLE != 0) {
            break;
        }
        start -= 1;
    }
    Some(span(text, cells, start, from))
}

fn after(text: &Text, cells: &Cells, to: u32, end: u32, next: u32) -> Option<Span> {
    let cell = |i: u32| &cells.cells[i as usize];
    let slice = |i: u32| text.token(&text.tokens[cell(i).token as usize]);
    if to + 1 >= end || slice(to) != "," {
        return None;
    }
    let from = to + 1 + u32::from(matches!(slice(to + 1), "the" | "a" | "an"));
    let _ = next;
    (from..end.min(from + 6))
        .take_while(|&i| {
            cell(i).shape & shape::MARK == 0 && (i == from || cell(i).single & class::COMMON == 0)
        })
        .filter(|&i| cell(i).single & class::TITLE != 0)
        .last()
        .map(|last| span(text, cells, from, last + 1))
}
