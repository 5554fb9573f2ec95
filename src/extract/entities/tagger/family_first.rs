//! Given names of two joined syllables, of which the second is written small, behind a family name: "Kim Jong-un".

use super::cell::{Cell, shape};
use super::cells::{Cells, Chain};
use super::path::Coarse;
use super::spans::Found;
use crate::lexicon::{WordMap, hash_char};
use crate::text::{Flags, Token};
use std::sync::LazyLock;

static FAMILIES: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/family_first.txt")));
static SUFFIXES: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/suffixes.txt")));

static FIRST_HALVES: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/first_halves.txt")));

/// Bytes of a syllable, at most.
const SYLLABLE: u32 = 6;

/// Whether a hyphen and a small syllable behind token `last` are the rest of a given name, a family name standing before it.
#[inline]
pub(super) fn joins(tokens: &[Token], last: u32) -> bool {
    let last = last as usize;
    let Some([hyphen, second]) = tokens.get(last + 1..last + 3) else {
        return false;
    };
    if hyphen.hash != hash_char('-')
        || !hyphen.has(Flags::GLUED)
        || !second.has(Flags::GLUED | Flags::WORD)
    {
        return false;
    }
    let short = |token: &Token| token.end - token.start <= SYLLABLE;
    let first = &tokens[last];
    short(first)
        && short(second)
        && first.has(Flags::CAPITAL)
        && !second.any_of(Flags::CAPITAL | Flags::MIXED | Flags::NUMERIC)
        && !SUFFIXES.contains(second.hash)
        && !FIRST_HALVES.contains(first.hash)
        && last.checked_sub(1).is_some_and(|before| {
            tokens[before].has(Flags::CAPITAL) && FAMILIES.contains(tokens[before].hash)
        })
}

/// Makes such names at the ends of chains whole, people's, and puts those passed over among the names found, which are in order.
pub fn make_whole(cells: &Cells, found: &mut Vec<Found>) {
    let ends = |chain: &&Chain| ends_so(&cells.cells[chain.cells()]);
    let mut ends = cells.chains.iter().filter(ends).peekable();
    if ends.peek().is_none() {
        return;
    }
    let mut out = Vec::with_capacity(found.len() + 1);
    let mut names = found.iter().copied().peekable();
    for chain in ends {
        let mut whole = Found {
            from: chain.to - 4,
            to: chain.to,
            kind: Coarse::Person,
        };
        while let Some(name) = names.next_if(|name| name.from < chain.to) {
            if name.to <= whole.from {
                out.push(name);
            } else {
                // What the tagger found of it may begin before the family name.
                whole.from = whole.from.min(name.from);
            }
        }
        out.push(whole);
    }
    out.extend(names);
    *found = out;
}

/// Whether cells end in a family name and a given one of two syllables.
fn ends_so(cells: &[Cell]) -> bool {
    let [.., family, first, hyphen, second] = cells else {
        return false;
    };
    hyphen.is_hyphen()
        && second.shape & (shape::CAPITAL | shape::MIXED | shape::NUMERIC | shape::MARK) == 0
        && first.is_capital()
        && !FIRST_HALVES.contains(first.hash)
        && FAMILIES.contains(family.hash)
}

#[cfg(test)]
mod tests {
    use crate::extract::entities::testing::names_in;

    #[test]
    fn second_syllables_belong_to_the_name() {
        for (sentence, expected) in [
            (
                "North Korea's Kim Jong-un met Moon Jae-in at the border.",
                vec![
                    "North Korea location",
                    "Kim Jong-un person",
                    "Moon Jae-in person",
                ],
            ),
            (
                "The lawmaker Wu Chi-wai spoke to Tsai Ing-wen.",
                vec!["Wu Chi-wai person", "Tsai Ing-wen person"],
            ),
            (
                "A Hong Kong-based bank bought it.",
                vec!["Hong Kong location"],
            ),
        ] {
            assert_eq!(names_in(sentence), expected, "{sentence}");
        }
    }
}
