//! What taggers get wrong: one name under two classes, a surname taken for a place or firm.

use super::super::tagger::TAGGER;
use super::forms::{Class, Forms};
use super::keys::{Repeats, Slots};
use super::links::Links;
use super::person::People;
use super::tables::TABLES;
use super::words::{Word, listed};

/// Known countries, larger cities and regions: they name a team, a government or a race as well as a place.
const PLACES: u32 = 1 << 7 | 1 << 8 | 1 << 9 | 1 << 12 | 1 << 13;
/// Nationalities.
const DEMONYM: u32 = 1 << 14;
/// Known companies, organizations and media.
const FIRMS: u32 = 1 << 15 | 1 << 16 | 1 << 17;

/// Joins forms of one string whose classes differ, where two things of that name are unlikely.
/// `towns`: whether towns stand for their teams.
pub(super) fn link_classes(
    forms: &Forms,
    counts: &[u32],
    people: &People<'_>,
    towns: bool,
    links: &mut Links,
) {
    const NONE: u32 = u32::MAX;
    let mut strings = Repeats::default();
    for form in &forms.forms {
        strings.add(form.key);
    }
    let mut known = Slots::default();
    let mut of_string: Vec<[u32; 4]> = Vec::new();
    for (i, form) in forms.forms.iter().enumerate() {
        let (i, words) = (i as u32, forms.words_of(i as u32));
        let mut others = [NONE; 4];
        if strings.repeats(form.key) {
            let (at, _) = known.number(form.key, of_string.len() as u32);
            if at as usize == of_string.len() {
                of_string.push(others);
            }
            others = of_string[at as usize];
            of_string[at as usize][form.class as usize] = i;
        }
        let mut alone = true;
        for other in others.into_iter().filter(|&other| other != NONE) {
            alone = false;
            let two = towns && form.class != Class::Person && TABLES.teams(words).next().is_some();
            if !two && may_be_one(form.class, forms.forms[other as usize].class) {
                join_larger(i, other, counts, links);
            }
        }
        if let &[only] = words
            && alone
            && form.class != Class::Person
            && links.is_alone(i)
            && let Some(bearer) = people.bearer_of_surname(only.hash, links)
            && lists(words) & (PLACES | DEMONYM | FIRMS) == 0
        {
            links.join(i, bearer);
        }
    }
}

/// Whether the lists know the name as a place.
pub(super) fn is_place(words: &[Word]) -> bool {
    lists(words) & PLACES != 0
}

/// What the lists know of a name.
fn lists(words: &[Word]) -> u32 {
    TAGGER.gazetteer.classes(listed(words))
}

/// Whether one string of two classes is likely one thing: a team and its town, a firm and its founder; but not a person
/// and the show, a place and the race named after it.
fn may_be_one(a: Class, b: Class) -> bool {
    let other = a == Class::Other || b == Class::Other;
    !other || a == Class::Organization || b == Class::Organization
}

/// The form with fewer mentions joins the entity of the other, unless both are parts of something else.
fn join_larger(a: u32, b: u32, counts: &[u32], links: &mut Links) {
    let (more, fewer) = if counts[a as usize] > counts[b as usize] {
        (a, b)
    } else {
        (b, a)
    };
    match (links.is_alone(more), links.is_alone(fewer)) {
        (_, true) => links.join(fewer, more),
        (true, false) => links.join(more, fewer),
        (false, false) => {}
    }
}
