//! Names found in pieces are made whole: "Harlow | & | Peake", "Port | -au-Prince", "Department for Environment | , | Food and Rural
//! Affairs".

use super::tagger::cell::{Cell, joint};
use super::tagger::cells::Cells;
use super::tagger::gazetteer::class;
use super::tagger::path::Coarse;
use super::tagger::spans::Found;
use crate::lexicon::{WordMap, const_hash, entries, hash_char};
use rustc_hash::FxHashSet;
use std::cell::LazyCell;
use std::sync::LazyLock;

/// Words that join the things an office is for.
const AND: u32 = const_hash("and");
/// Words behind an office's head.
const BEHIND_OFFICE: [u32; 3] = [const_hash("for"), const_hash("of"), const_hash("on")];

/// Heads of offices.
static OFFICES: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::new(entries(include_str!("tables/offices.txt")).map(|w| (w, ()))));

/// Makes the names found, which are in order, whole.
pub fn make_whole(cells: &Cells, found: &mut Vec<Found>) {
    let names = &found[..];
    let apart = LazyCell::new(|| named_apart(cells, names));
    let mut whole = Vec::new();
    let mut at = 0;
    while let Some(name) = names.get(at) {
        let rest = &names[at + 1..];
        let (last, kind) = if rest
            .first()
            .is_some_and(|right| is_firm(cells, name, right, &apart))
        {
            (1, Coarse::Organization)
        } else {
            (office(cells, name, rest), name.kind)
        };
        let mut to = names[at + last].to;
        if last == 0 {
            let limit = rest.first().map_or(u32::MAX, |next| next.from);
            to = hyphened(cells, name)
                .filter(|&to| to <= limit)
                .unwrap_or(to);
        }
        if to != name.to {
            whole.push((at, at + last, to, kind));
        }
        at += last + 1;
    }
    drop(apart);
    if whole.is_empty() {
        return;
    }
    // The last first: what lies before keeps its place.
    for (first, last, to, kind) in whole.into_iter().rev() {
        found[first].to = to;
        found[first].kind = kind;
        found.drain(first + 1..=last);
    }
}

fn words<'a>(cells: &'a Cells, name: &Found) -> &'a [Cell] {
    &cells.cells[name.from as usize..name.to as usize]
}

fn is_ampersand(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| cell.hash == hash_char('&'))
}

/// Names of one word that also stand without "&" beside them.
fn named_apart(cells: &Cells, names: &[Found]) -> FxHashSet<u32> {
    let alone = names.iter().filter_map(|name| {
        let [word] = words(cells, name) else {
            return None;
        };
        let before = cells.cells[..name.from as usize].last();
        let beside = is_ampersand(before) || is_ampersand(cells.cells.get(name.to as usize));
        (!beside).then_some(word.hash)
    });
    alone.collect()
}

/// Whether two names with "&" between them are one firm's: neither begins with a given name, and they are not two people of a
/// headline, whom the article names apart.
fn is_firm(cells: &Cells, left: &Found, right: &Found, apart: &FxHashSet<u32>) -> bool {
    left.to + 1 == right.from
        && is_ampersand(cells.cells.get(left.to as usize))
        && ![left, right].into_iter().any(|name| {
            matches!(words(cells, name), [first, _, ..] if first.single & class::COMMON_FIRST != 0)
        })
        && ![left, right].into_iter().all(|name| {
            matches!(words(cells, name), [only] if apart.contains(&only.hash))
        })
}

/// How many of the names behind an office's belong to it: a list of what it is for, each piece behind a comma and the last with
/// "and".
fn office(cells: &Cells, name: &Found, rest: &[Found]) -> usize {
    let comma = |name: &Found| {
        let behind = cells.cells.get(name.to as usize);
        behind.filter(|cell| cell.hash == hash_char(','))
    };
    let heads =
        |pair: &[Cell]| OFFICES.contains(pair[0].hash) && BEHIND_OFFICE.contains(&pair[1].hash);
    if name.kind != Coarse::Organization
        || comma(name).is_none()
        || !words(cells, name).windows(2).any(heads)
    {
        return 0;
    }
    let mut before = name;
    for (i, piece) in rest.iter().enumerate() {
        let [first, ..] = words(cells, piece) else {
            return 0;
        };
        if comma(before).is_none_or(|comma| comma.token + 1 != first.token)
            || piece.kind == Coarse::Person
        {
            return 0;
        }
        if words(cells, piece).iter().any(|cell| cell.hash == AND) {
            return i + 1;
        }
        before = piece;
    }
    0
}

/// One past the end of the hyphenated word that a name begins ("Port-au-Prince"): small words within, a capital at its end.
fn hyphened(cells: &Cells, name: &Found) -> Option<u32> {
    const BOTH: u8 = joint::GLUED | joint::GLUED_AFTER;
    let behind = cells.cells.get(name.to as usize..)?;
    let hyphen = |cell: &Cell| cell.hash == hash_char('-') && cell.joints & BOTH == BOTH;
    let pairs = behind
        .chunks_exact(2)
        .take_while(|pair| hyphen(&pair[0]))
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
    use crate::extract::Settings;
    use crate::extract::entities::find_mentions;
    use crate::parse::parse;
    use crate::text::Text;

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
            let text = format!("The week was hard for all who stood by.\n\n{sentence}\n");
            let text = Text::new(text);
            let found: Vec<String> = find_mentions(&parse(&text), &[], &Settings::default())
                .iter()
                .map(|m| format!("{} {}", m.span.of(&text.content), m.kind.name()))
                .collect();
            assert_eq!(found, [expected], "{sentence}");
        }
    }
}
