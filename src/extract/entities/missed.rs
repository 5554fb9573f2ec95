//! Names that the weights pass over though what stands beside them leaves no doubt: a word behind "Mrs", "US" among small letters,
//! a listed nationality, a town that is listed with its article.

use super::tagger::cells::{Cell, Cells, LineCase, joint, shape};
use super::tagger::gazetteer::class;
use super::tagger::path::Coarse;
use super::tagger::spans::Found;
use crate::lexicon::{WordMap, const_hash, entries};
use std::sync::LazyLock;

const THE: u32 = const_hash("the");
const US: u32 = const_hash("us");

/// Titles that only a person's name follows.
static HONORIFICS: LazyLock<WordMap<()>> = LazyLock::new(|| {
    WordMap::new(entries(include_str!("tables/honorifics.txt")).map(|word| (word, ())))
});

/// Most words of a name behind a title.
const LONGEST: usize = 3;

/// Puts such names among those found, which are in order.
pub fn supply(cells: &Cells, found: &mut Vec<Found>, room: &mut Vec<Found>) {
    room.clear();
    let mut rest = found.iter().copied().peekable();
    for chain in &cells.chains {
        let mut at = chain.from as usize;
        while at < chain.to as usize {
            let next = rest.peek().map_or(u32::MAX, |name| name.from) as usize;
            if at >= next {
                room.extend(rest.next().map(|name| {
                    at = name.to as usize;
                    named(cells, name)
                }));
                continue;
            }
            let window = &cells.cells[..next.min(chain.to as usize)];
            if window[at].is_capital()
                && let Some(name) = missed(window, at, chain.low as usize, chain.case)
            {
                at = name.to as usize;
                room.push(name);
            } else {
                at += 1;
            }
        }
    }
    room.extend(rest);
    std::mem::swap(found, room);
}

/// What begins with a title is a person, whatever else was thought of it ("Ms Day").
fn named(cells: &Cells, mut name: Found) -> Found {
    let first = &cells.cells[name.from as usize];
    if name.kind == Coarse::Misc && name.to - name.from > 1 && HONORIFICS.contains(first.hash) {
        name.from += 1;
        name.kind = Coarse::Person;
    }
    name
}

/// The name that begins at cell `at`, which none found holds and which is the last but those of `cells` behind it; `low` is the
/// first that may be looked at.
fn missed(cells: &[Cell], at: usize, low: usize, case: LineCase) -> Option<Found> {
    let cell = &cells[at];
    let name = |to: usize, kind| Found {
        from: at as u32,
        to: to as u32,
        kind,
    };
    if at > low
        && case != LineCase::Upper
        && cells[at - 1].is_capital()
        && cell.single & class::TITLE == 0
        && HONORIFICS.contains(cells[at - 1].hash)
    {
        let goes_on = |i: usize| {
            i < at + LONGEST
                && cells.get(i).is_some_and(Cell::is_capital)
                && cells[i - 1].joints & joint::OWNS == 0
        };
        let mut to = at + 1;
        while goes_on(to) {
            to += 1;
        }
        return Some(name(to, Coarse::Person));
    }
    if case != LineCase::Normal {
        return None;
    }
    if cell.hash == US && cell.shape & shape::ALL_CAPS != 0 {
        return Some(name(at + 1, Coarse::Location));
    }
    if cell.single & class::DEMONYM != 0 {
        return Some(name(at + 1, Coarse::Misc));
    }
    if cell.hash == THE
        && let Some(town) = cells.get(at + 1)
        && cell.begin & town.last & class::TOWNS != 0
    {
        return Some(name(at + 2, Coarse::Location));
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::extract::Settings;
    use crate::extract::entities::find_mentions;
    use crate::parse::parse;
    use crate::text::Text;

    #[test]
    fn what_stands_beside_leaves_no_doubt() {
        for (sentence, expected) in [
            ("It was Mr May who spoke.", vec!["May person"]),
            (
                "They met Mr Long and Ms Wood.",
                vec!["Long person", "Wood person"],
            ),
            ("A judge fined Ms Day.", vec!["Day person"]),
            ("Americans love the game.", vec!["Americans group"]),
            (
                "Republicans said that they would vote.",
                vec!["Republicans group"],
            ),
            (
                "He flew to The Hague on Monday.",
                vec!["The Hague location"],
            ),
            (
                "He told US troops that they would stay.",
                vec!["US location"],
            ),
            ("He told us that it would stay.", vec![]),
        ] {
            let text = format!("The week was hard for all who stood by.\n\n{sentence}\n");
            let text = Text::new(text);
            let found: Vec<String> = find_mentions(&parse(&text), &[], &Settings::default())
                .iter()
                .map(|m| format!("{} {}", m.span.of(&text.content), m.kind.name()))
                .collect();
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
