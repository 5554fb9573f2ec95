//! Names found in pieces are made whole: "Harlow | & | Peake", "Port | -au-Prince", "Department for Environment | , | Food and Rural
//! Affairs".

use super::tagger::cell::{Cell, listed};
use super::tagger::cells::Cells;
use super::tagger::gazetteer::class;
use super::tagger::path::Coarse;
use super::tagger::spans::Found;
use crate::lexicon::{WordMap, const_hash};
use rustc_hash::FxHashSet;
use std::cell::LazyCell;
use std::sync::LazyLock;

const AMPERSAND: u32 = const_hash("&");
const COMMA: u32 = const_hash(",");
const HYPHEN: u32 = const_hash("-");
/// What joins the things that an office is for.
const AND: u32 = const_hash("and");
/// Words behind an office's head.
const BEHIND_OFFICE: [u32; 3] = [const_hash("for"), const_hash("of"), const_hash("on")];

/// Pieces of an office's name behind the first, at most.
const PIECES: usize = 6;

/// Heads of offices.
static OFFICES: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/offices.txt")));

/// Makes the names found, which are in order, whole.
pub fn make_whole(cells: &Cells, found: &mut Vec<Found>) {
    let names = &found[..];
    let apart = LazyCell::new(|| named_apart(cells, names));
    // What becomes of names `first..=last`.
    let mut whole: Vec<(usize, usize, Found)> = Vec::new();
    let mut at = 0;
    while let Some(&name) = names.get(at) {
        let (rest, behind) = (&names[at + 1..], cells.cells.get(name.to as usize));
        let (last, made) = match behind.map_or(0, |cell| cell.hash) {
            AMPERSAND => firm(cells, name, rest, &apart),
            COMMA => office(cells, name, rest),
            HYPHEN => (0, hyphened(cells, name, rest)),
            _ => (0, name),
        };
        if made != name {
            whole.push((at, at + last, made));
        }
        at += last + 1;
    }
    drop(apart);
    if !whole.is_empty() {
        *found = rebuilt(found, &whole);
    }
}

/// The names with some of them in place of others.
fn rebuilt(names: &[Found], whole: &[(usize, usize, Found)]) -> Vec<Found> {
    let mut out = Vec::with_capacity(names.len());
    let mut next = 0;
    for &(first, last, made) in whole {
        out.extend_from_slice(&names[next..first]);
        out.push(made);
        next = last + 1;
    }
    out.extend_from_slice(&names[next..]);
    out
}

fn is_ampersand(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| cell.hash == AMPERSAND)
}

/// Names of one word, and last words of people's, that also stand without "&" beside them.
fn named_apart(cells: &Cells, names: &[Found]) -> FxHashSet<u32> {
    let alone = names.iter().filter_map(|name| {
        let word = match name.words(cells) {
            [word] => word,
            [_, .., last] if name.kind == Coarse::Person => last,
            _ => return None,
        };
        let before = cells.cells[..name.from as usize].last();
        let beside = is_ampersand(before) || is_ampersand(cells.cells.get(name.to as usize));
        (!beside).then_some(word.hash)
    });
    alone.collect()
}

/// Two names with "&" between them as one firm's, unless one begins with a given name or they are two people of a headline, whom the
/// article names apart. How many of `rest` that takes, and the name.
fn firm(cells: &Cells, left: Found, rest: &[Found], apart: &FxHashSet<u32>) -> (usize, Found) {
    let Some(right) = rest.first().filter(|right| left.to + 1 == right.from) else {
        return (0, left);
    };
    let both = [&left, right].map(|name| name.words(cells));
    let given = both
        .iter()
        .any(|words| matches!(words, [first, _, ..] if first.single & class::COMMON_FIRST != 0));
    let two = both
        .iter()
        .all(|words| matches!(words, [only] if apart.contains(&only.hash)));
    // "France & Germany", "Ford & Toyota"
    let are = |classes: u32| both.iter().all(|words| listed(words) & classes != 0);
    if given || two || are(class::PLACES) || are(class::COMPANY) {
        return (0, left);
    }
    let firm = Found {
        from: left.from,
        to: right.to,
        kind: Coarse::Organization,
    };
    (1, firm)
}

/// An office with the names behind it that belong to it: a list of what it is for, each piece behind a comma and the last with "and".
fn office(cells: &Cells, name: Found, rest: &[Found]) -> (usize, Found) {
    let heads =
        |pair: &[Cell]| OFFICES.contains(pair[0].hash) && BEHIND_OFFICE.contains(&pair[1].hash);
    if name.kind != Coarse::Organization || !name.words(cells).windows(2).any(heads) {
        return (0, name);
    }
    let mut before = &name;
    for (i, piece) in rest.iter().take(PIECES).enumerate() {
        let comma = cells.cells.get(before.to as usize);
        let follows = comma.is_some_and(|comma| {
            comma.hash == COMMA
                && piece
                    .words(cells)
                    .first()
                    .is_some_and(|first| comma.token + 1 == first.token)
        });
        if !follows || piece.kind == Coarse::Person {
            break;
        }
        if piece.words(cells).iter().any(|cell| cell.hash == AND) {
            return (
                i + 1,
                Found {
                    to: piece.to,
                    ..name
                },
            );
        }
        before = piece;
    }
    (0, name)
}

/// A name with the rest of the hyphenated word that it begins ("Port-au-Prince"): small words within, a capital at its end.
fn hyphened(cells: &Cells, name: Found, rest: &[Found]) -> Found {
    let limit = rest.first().map_or(u32::MAX, |next| next.from);
    let end = hyphened_end(cells, &name).filter(|&to| to <= limit);
    Found {
        to: end.unwrap_or(name.to),
        ..name
    }
}

fn hyphened_end(cells: &Cells, name: &Found) -> Option<u32> {
    let behind = cells.cells.get(name.to as usize..)?;
    let pairs = behind
        .chunks_exact(2)
        .take_while(|pair| pair[0].is_hyphen())
        .take(LONGEST);
    let mut words = pairs.map(|pair| &pair[1]).enumerate();
    if words.next()?.1.is_capital() {
        return None;
    }
    let (at, _) = words.find(|(_, word)| word.is_capital())?;
    Some(name.to + 2 * (at as u32 + 1))
}

/// Most words behind the first of a hyphenated one.
const LONGEST: usize = 3;

#[cfg(test)]
mod tests {
    use crate::extract::entities::testing::names_in;

    #[test]
    fn two_stay_two() {
        let found = names_in("Talks between Paris & Rome failed.");
        assert_eq!(found, ["Paris location", "Rome location"]);
    }

    #[test]
    fn names_in_pieces_are_made_whole() {
        for (sentence, expected) in [
            (
                "Shares in Harlow & Peake fell by a tenth.",
                "Harlow & Peake organization",
            ),
            (
                "The Department for Environment, Food and Rural Affairs has been asked.",
                "Department for Environment, Food and Rural Affairs organization",
            ),
            (
                "Police in Port-au-Prince said on Monday that the talks had failed.",
                "Port-au-Prince location",
            ),
        ] {
            assert_eq!(names_in(sentence), [expected], "{sentence}");
        }
    }
}
