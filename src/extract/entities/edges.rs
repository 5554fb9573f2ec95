//! What stands at a name's edge: numbers, days and titles that are none of it, and the possessive that is ("Macy's").

use super::tagger::cell::{Cell, joint, listed, shape};
use super::tagger::cells::Cells;
use super::tagger::gazetteer::class;
use super::tagger::path::Coarse;
use super::tagger::spans::Found;
use crate::lexicon::{WordMap, const_hash, hash_char};
use rustc_hash::FxHashSet;
use std::cell::LazyCell;
use std::sync::LazyLock;

static POSSESSIVES: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/possessive_names.txt")));

static PREFIXES: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/prefixes.txt")));
static INSTITUTIONS: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/institutions.txt")));

static PLURAL_NOUNS: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/plural_nouns.txt")));
const OF: u32 = const_hash("of");

/// Takes off what is none of the names found, and tells firms by their possessive and institutions by their last word.
pub fn settle_edges(cells: &Cells, found: &mut [Found]) {
    // Of names of one word there is nothing to take off.
    for name in found.iter_mut().filter(|name| name.to > name.from + 1) {
        if let Some(kind) = behind_prefix(name.words(cells)) {
            name.from += 2;
            name.kind = kind.unwrap_or(name.kind);
        }
        let people = opening_people(name.words(cells));
        if people > 0 {
            name.from += people;
            if matches!(name.kind, Coarse::Misc | Coarse::Person) {
                name.kind = Coarse::Organization;
            }
        }
        if name.kind == Coarse::Location
            && let [_, .., last] = name.words(cells)
            && INSTITUTIONS.contains(last.hash)
        {
            name.kind = Coarse::Organization;
        }
        name.from += match name.kind {
            Coarse::Person => before_person(name.words(cells)),
            Coarse::Misc => before_people(name.words(cells)),
            _ => 0,
        };
    }
    let names = &*found;
    let surnames = LazyCell::new(|| surnames(cells, names));
    let is_firm = |name: &Found| match name.words(cells) {
        [only] => {
            only.joints & joint::OWNS != 0
                && POSSESSIVES.contains(only.hash)
                && !surnames.contains(&only.hash)
        }
        _ => false,
    };
    let firms: Vec<usize> = (0..names.len()).filter(|&i| is_firm(&names[i])).collect();
    drop(surnames);
    for firm in firms {
        found[firm].kind = Coarse::Organization;
    }
}

/// Whether a prefix and a hyphen begin a name ("Anti-Trump", "D-N.Y."), and the type of what follows if a list tells it.
fn behind_prefix(words: &[Cell]) -> Option<Option<Coarse>> {
    let [prefix, hyphen, name, rest @ ..] = words else {
        return None;
    };
    let fits = hyphen.is_hyphen() && name.is_capital() && PREFIXES.contains(prefix.hash);
    let place = name.single & class::PLACES != 0;
    let person = name.single & class::PEOPLE != 0;
    let kind = match (place, person) {
        (true, false) => Some(Coarse::Location),
        (false, true) => Some(Coarse::Person),
        _ => None,
    };
    fits.then_some(kind.filter(|_| rest.is_empty()))
}

/// Words that say what people a sentence opens with, before what they are of: "Rivals | Helion Micro Devices", "Fighters of |
/// al-Shabaab".
fn opening_people(words: &[Cell]) -> u32 {
    match words {
        [people, of, _, ..] if of.hash == OF && is_opening(people) => 2,
        [people, name, ..] if name.is_capital() && is_opening(people) => 1,
        _ => 0,
    }
}

fn is_opening(people: &Cell) -> bool {
    people.initial && PLURAL_NOUNS.contains(people.hash)
}

/// Words before a person's name: a day ("on Friday Mitchell ran"), and all up to its last title ("Crown Prince Olav") if none of them is
/// listed as a name.
fn before_person(words: &[Cell]) -> u32 {
    let Some((_, leading)) = words.split_last() else {
        return 0;
    };
    let titled = |cell: &Cell| cell.single & class::TITLE != 0;
    let unlisted = |cell: &Cell| titled(cell) || cell.single & class::ANY_NAME == 0;
    let last = leading.iter().rposition(titled).map_or(0, |at| at + 1);
    if last > 1 && leading[..last].iter().all(unlisted) {
        return last as u32;
    }
    let day = leading
        .first()
        .is_some_and(|first| first.single & class::MONTH != 0 && first.single & class::PEOPLE == 0);
    u32::from(day)
}

/// The number before a nationality: "14 Indonesians".
fn before_people(words: &[Cell]) -> u32 {
    let [number, people @ ..] = words else {
        return 0;
    };
    u32::from(number.shape & shape::NUMERIC != 0 && listed(people) & class::DEMONYM != 0)
}

/// Surnames of the people whom the article names in full.
fn surnames(cells: &Cells, names: &[Found]) -> FxHashSet<u32> {
    let people = names.iter().filter(|name| name.kind == Coarse::Person);
    let surname = |name: &Found| match name.words(cells) {
        [_, .., last] => Some(last.hash),
        _ => None,
    };
    people.filter_map(surname).collect()
}

/// Whether the possessive that ends a name is a part of it: "Macy's", "Standard & Poor's".
pub fn keeps_possessive(words: &[Cell]) -> bool {
    match words {
        [only] => POSSESSIVES.contains(only.hash),
        [.., and, last] => and.hash == hash_char('&') && POSSESSIVES.contains(last.hash),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::entities::testing::names_in;

    #[test]
    fn names_and_no_more() {
        for (sentence, expected) in [
            ("A court jailed 14 Indonesians.", "Indonesians group"),
            (
                "The meeting of Anti-Merkel groups was short.",
                "Merkel person",
            ),
            (
                "They were tried at Marlow Crown Court on Monday.",
                "Marlow Crown Court organization",
            ),
            (
                "Rivals Helion Micro Devices fell by a tenth on Monday.",
                "Helion Micro Devices organization",
            ),
            ("Shares in Macy's fell by a tenth.", "Macy's organization"),
            (
                "A note by Standard & Poor's said so.",
                "Standard & Poor's organization",
            ),
            (
                "They met Crown Prince Mohammed bin Salman.",
                "Mohammed bin Salman person",
            ),
        ] {
            assert_eq!(names_in(sentence), [expected], "{sentence}");
        }
    }
}
