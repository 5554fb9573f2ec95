//! Names to mentions: titles go to the role, articles and stray marks go, coarse types become the seven.

use super::tagger::TAGGER;
use super::tagger::cells::{Cell, Cells, shape};
use super::tagger::gazetteer::class;
use super::tagger::path::Coarse;
use super::tagger::spans::{Found, span};
use super::{EntityType, Mention};
use crate::lexicon::{WordMap, entries};
use crate::text::{Flags, Span, Text};
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
    for &name in found {
        let Found { from, to, kind } = trim(cells, name);
        let tokens = cells.cells[from as usize].token..cells.cells[to as usize - 1].token + 1;
        mentions.push(Mention {
            span: span(text, cells, from, to),
            role: (kind == Coarse::Person)
                .then(|| role(text, tokens.start, tokens.end))
                .flatten(),
            tokens,
            kind: fine(&cells.cells[from as usize..to as usize], kind),
        });
    }
    mentions
}

/// Without a title before a person's name.
fn trim(cells: &Cells, mut name: Found) -> Found {
    while name.kind == Coarse::Person && name.to - name.from > 1 {
        let cell = &cells.cells[name.from as usize];
        let only_title = cell.single & class::TITLE != 0 && cell.single & class::FIRST_NAMES == 0;
        if !only_title {
            break;
        }
        name.from += 1;
    }
    name
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
fn role(text: &Text, from: u32, to: u32) -> Option<Span> {
    before(text, from).or_else(|| after(text, to))
}

fn classes(text: &Text, i: u32) -> u32 {
    TAGGER.gazetteer.classes(text.tokens[i as usize].hash)
}

/// Most tokens of a role.
const LONGEST: u32 = 8;

/// The title that ends at token `from`, with the capitalised words before it.
fn before(text: &Text, from: u32) -> Option<Span> {
    let token = |i: u32| &text.tokens[i as usize];
    let starts = |i: u32| {
        i == 0 || token(i).has(Flags::LINE_START) || token(i - 1).has(Flags::ENDS_SENTENCE)
    };
    let dot = |i: u32| token(i).has(Flags::ABBREVIATION);
    let linked = |i: u32| matches!(text.token(token(i)), "of" | "for" | "and" | "-");
    let title = |i: u32| token(i).is_word() && classes(text, i) & class::TITLE != 0;
    let mut last = from;
    if last > 0 && !starts(last) && dot(last - 1) {
        last -= 1;
    }
    if last == 0 || starts(last) {
        return None;
    }
    let mut start = last;
    while start > 0 && !starts(start) && start + LONGEST > from {
        let i = start - 1;
        let capital = token(i).any_of(Flags::CAPITAL | Flags::MIXED)
            && classes(text, i) & (class::COMMON | class::MONTH) == 0;
        let goes_on = title(i) || start < last && (capital || dot(i));
        // "Secretary of State": a small word goes on only where a title stands before it.
        let bridged = start < last && linked(i) && !starts(i) && i > 0 && title(i - 1);
        // "State" is no title by itself, but ends one.
        let closes = start == last && capital && i > 1 && linked(i - 1) && title(i - 2);
        if token(i).has(Flags::POSSESSIVE) || !(goes_on || bridged || closes) {
            break;
        }
        start = i;
    }
    let named = (start..last).any(title);
    (start < last && named).then(|| Span {
        start: token(start).start,
        end: token(from - 1).end,
    })
}

/// The role after a comma: "NCA director", "a US senator".
fn after(text: &Text, to: u32) -> Option<Span> {
    let tokens = &text.tokens;
    let comma = tokens.get(to as usize)?;
    if text.token(comma) != "," {
        return None;
    }
    let article = matches!(text.token(tokens.get(to as usize + 1)?), "the" | "a" | "an");
    let from = to + 1 + u32::from(article);
    let mut end = None;
    for i in from..(tokens.len() as u32).min(from + LONGEST) {
        let t = &tokens[i as usize];
        if t.has(Flags::LINE_START) || t.has(Flags::PUNCT) && !t.has(Flags::ABBREVIATION) {
            break;
        }
        let classes = classes(text, i);
        if classes & class::COMMON != 0 && i > from {
            break;
        }
        if classes & class::TITLE != 0 && !t.has(Flags::POSSESSIVE) {
            end = Some(t.end);
        }
    }
    Some(Span {
        start: tokens[from as usize].start,
        end: end?,
    })
}
