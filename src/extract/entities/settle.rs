//! What lists and neighbours settle against the weights: names passed over though nothing else can be meant (a word behind "Mrs",
//! "US" among small letters, a listed nationality, a town that is listed with its article), and types that a list rules out.

use super::tagger::cell::{Cell, LineCase, joint, listed, shape};
use super::tagger::cells::{Cells, Chain};
use super::tagger::gazetteer::class;
use super::tagger::path::Coarse;
use super::tagger::spans::Found;
use crate::lexicon::{WordMap, combine, const_hash};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const AND: u32 = const_hash("and");
const OF: u32 = const_hash("of");
const THE: u32 = const_hash("the");
const US: u32 = const_hash("us");

/// Titles that only a person's name follows.
static HONORIFICS: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/honorifics.txt")));

fn is_honorific(cell: &Cell) -> bool {
    cell.single & class::TITLE != 0 && HONORIFICS.contains(cell.hash)
}

/// Whether a title ends the words that only a person's name follows: "Ms", "Mrs Justice".
fn is_addressed(before: &[Cell]) -> bool {
    match before {
        [.., honorific, title] if title.single & class::TITLE != 0 && is_honorific(honorific) => {
            true
        }
        [.., honorific] => is_honorific(honorific),
        [] => false,
    }
}

/// Most words of a name behind a title.
const LONGEST: usize = 3;

/// Settles the names found, which are in order, and puts those passed over among them.
pub fn settle(cells: &Cells, found: &mut Vec<Found>, room: &mut Vec<Found>) {
    room.clear();
    let mut rest = found.iter_mut().peekable();
    let mut joined = false;
    for chain in &cells.chains {
        let mut at = chain.from;
        loop {
            let next = rest.peek().map_or(chain.to, |name| name.from.min(chain.to));
            let window = &cells.cells[..next as usize];
            while at < next {
                let missed = window[at as usize]
                    .is_capital()
                    .then(|| missed(window, at as usize, chain.low as usize, chain.case));
                at = missed.flatten().map_or(at + 1, |name| {
                    room.push(name);
                    name.to
                });
            }
            let Some(name) = rest.next_if(|name| name.from < chain.to) else {
                break;
            };
            at = name.to;
            settle_name(cells, chain, name, room);
            joined |= joint(cells, name).is_some();
        }
    }
    if !room.is_empty() {
        found.append(room);
        found.sort_unstable_by_key(|name| name.from);
    }
    if joined {
        part(cells, found);
    }
}

/// Takes apart "the National Union and Network Rail" where the article also names one of the two alone.
fn part(cells: &Cells, found: &mut Vec<Found>) {
    let hash = |from: u32, to: u32| {
        let words = cells.cells[from as usize..to as usize].iter();
        words.fold(0, |phrase, cell| combine(phrase, cell.hash))
    };
    let names: FxHashSet<u32> = found.iter().map(|name| hash(name.from, name.to)).collect();
    let parts = found.iter().flat_map(|&name| {
        let at = joint(cells, &name).filter(|&at| {
            names.contains(&hash(name.from, at)) || names.contains(&hash(at + 1, name.to))
        });
        match at {
            Some(at) => [
                Some(Found { to: at, ..name }),
                Some(Found {
                    from: at + 1,
                    ..name
                }),
            ],
            None => [Some(name), None],
        }
    });
    *found = parts.flatten().collect();
}

/// Where "and" stands within a name.
fn joint(cells: &Cells, name: &Found) -> Option<u32> {
    let words = cells
        .cells
        .get(name.from as usize + 1..name.to as usize - 1)?;
    let at = words.iter().position(|cell| cell.hash == AND)?;
    Some(name.from + 1 + at as u32)
}

/// Gives a name the type that its title or the lists leave.
fn settle_name(cells: &Cells, chain: &Chain, name: &mut Found, room: &mut Vec<Found>) {
    let (first, listed) = match name.words(cells) {
        [first, .., last] => (first, first.begin & last.last),
        [only] => (only, only.single),
        [] => return,
    };
    let words = name.to - name.from;
    let titled = words == 2 || words > 2 && name.kind == Coarse::Misc;
    if titled && name.kind != Coarse::Person && is_honorific(first) {
        // "Ms Day" is no event; "Dr Reddy's Laboratories" may be a company.
        name.from += 1;
        name.kind = Coarse::Person;
    } else if name.kind == Coarse::Misc
        && words > 1
        && listed & class::DEMONYM == 0
        && let Some(at) = adherent(cells, name)
    {
        room.push(Found {
            to: at,
            kind: Coarse::Location,
            ..*name
        });
        name.from = at;
    } else if let Some(place) = office_of_place(cells, name) {
        room.push(Found {
            from: place,
            to: place + 1,
            kind: Coarse::Location,
        });
        name.from = place + 1;
    } else if let Some(at) = of_the(cells, name) {
        room.push(Found {
            from: at + 2,
            kind: Coarse::Organization,
            ..*name
        });
        name.to = at;
    } else {
        let before = &cells.cells[chain.low as usize..name.from as usize];
        let titled = |cell: &Cell| cell.single & class::TITLE != 0;
        if !before.last().is_some_and(titled) {
            name.kind = listed_kind(name.kind, listed, chain);
        }
    }
}

/// Where "of the" stands within a person's name: what it is of is no more the person ("Ann Lee | of the | Institute").
fn of_the(cells: &Cells, name: &Found) -> Option<u32> {
    let words = name.words(cells);
    let at = words
        .windows(3)
        .position(|three| three[0].hash == OF && three[1].hash == THE)?;
    // "Man of the Match" is no such name.
    (at > 1 && name.kind == Coarse::Person).then_some(name.from + at as u32)
}

/// Where the nationality or party begins behind a place: "New York | Democrat".
fn adherent(cells: &Cells, name: &Found) -> Option<u32> {
    let at = name.to - 1;
    let listed = listed(&cells.cells[name.from as usize..at as usize]);
    let fits = listed & class::PLACES != 0
        && listed & class::DEMONYM == 0
        && cells.cells[at as usize].single & class::DEMONYM != 0;
    fits.then_some(at)
}

/// The type of a name that is listed as a whole: no person where it is only ever a place or an organization, and in running prose
/// a country, not its team.
fn listed_kind(kind: Coarse, listed: u32, chain: &Chain) -> Coarse {
    let (places, others) = (listed & class::PLACES, listed & class::ORGANIZATIONS);
    match kind {
        Coarse::Person if listed & class::PEOPLE != 0 => kind,
        Coarse::Person if listed & class::KNOWN != 0 => Coarse::Organization,
        Coarse::Person if places != 0 && others == 0 => Coarse::Location,
        Coarse::Organization if listed & class::COUNTRY != 0 && chain.is_prose() => {
            Coarse::Location
        }
        _ => kind,
    }
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
        && is_addressed(&cells[low..at])
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
    if let Some((to, kind)) = of_office(cells, at, low) {
        return Some(name(to, kind));
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

/// The place between a person's office and name: "Governor of | Texas | Greg Abbott".
fn office_of_place(cells: &Cells, name: &Found) -> Option<u32> {
    let words = name.words(cells);
    let [title, of, place, _, ..] = words else {
        return None;
    };
    let fits = name.kind == Coarse::Person
        && title.single & class::TITLE != 0
        && of.hash == OF
        && place.single & class::PLACES != 0;
    fits.then_some(name.from + 2)
}

/// What an office is of, where a list knows it or a head tells it: "Mayor of | London", "President of the | World Economic Forum".
fn of_office(cells: &[Cell], at: usize, low: usize) -> Option<(usize, Coarse)> {
    let mut of = at.checked_sub(1).filter(|&of| of > low)?;
    if cells[of].hash == THE {
        of -= 1;
    }
    if cells[of].hash != OF || of == low || cells[of - 1].single & class::TITLE == 0 {
        return None;
    }
    let run = cells[at..].iter().take_while(|cell| cell.is_capital());
    let run = &cells[at..at + run.count()];
    let (listed, head) = match run {
        [only] => (only.single, 0),
        [first, .., last] => (first.begin & last.last, last.single & class::ORG_HEAD),
        [] => return None,
    };
    let kind = match (listed & class::PLACES, listed & class::ORGANIZATIONS | head) {
        (0, 0) => return None,
        (0, _) => Coarse::Organization,
        _ => Coarse::Location,
    };
    Some((at + run.len(), kind))
}

#[cfg(test)]
mod tests {
    use crate::extract::entities::testing::names_in;

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
            ("He met Mr Norway and the mayor.", vec!["Norway person"]),
            (
                "It was Mrs Justice Thirlwall who spoke.",
                vec!["Thirlwall person"],
            ),
            (
                "It was Chuck Baker, a Nevada Democrat.",
                vec!["Chuck Baker person", "Nevada location", "Democrat group"],
            ),
            (
                "Talks between the National Union of Rail Workers and Network Rail went on. The staff of Network Rail wait.",
                vec![
                    "National Union of Rail Workers organization",
                    "Network Rail organization",
                    "Network Rail organization",
                ],
            ),
            (
                "It was Ann Lee of the Institute who spoke.",
                vec!["Ann Lee person", "Institute organization"],
            ),
            (
                "Mayor of London Sadiq Khan told members of the press that he would stay.",
                vec!["London location", "Sadiq Khan person"],
            ),
            (
                "Minister of Finance Ann Lee told members of the press that she would stay.",
                vec!["Ann Lee person"],
            ),
            (
                "He met Governor of Texas Greg Abbott for talks about money that was spent.",
                vec!["Texas location", "Greg Abbott person"],
            ),
            ("He told us that it would stay.", vec![]),
        ] {
            assert_eq!(names_in(sentence), expected, "{sentence}");
        }
    }
}
