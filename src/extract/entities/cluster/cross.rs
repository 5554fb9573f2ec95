//! What taggers get wrong: one name under two classes, a surname taken for a place or firm.

use super::super::tagger::TAGGER;
use super::forms::{Class, Forms};
use super::links::Links;
use super::person::People;
use super::slots::{NONE, Slots};
use super::tables::TABLES;
use super::words::{Word, listed};

/// Known countries, larger cities and regions: they name a team, a government or a race as well as a place.
const PLACES: u32 = 1 << 7 | 1 << 8 | 1 << 9 | 1 << 12 | 1 << 13;
/// Nationalities.
const DEMONYM: u32 = 1 << 14;
/// Known companies, organizations and media.
const FIRMS: u32 = 1 << 15 | 1 << 16 | 1 << 17;

/// What joining classes needs room for.
#[derive(Debug, Default)]
pub(super) struct Room {
    known: Slots,
    /// By string, its form of each class.
    of_string: Vec<[u32; 4]>,
}

/// Joins forms of one string whose classes differ, where two things of that name are unlikely.
/// `towns`: whether towns stand for their teams.
pub(super) fn link_classes(
    forms: &Forms,
    room: &mut Room,
    people: &People<'_>,
    towns: bool,
    links: &mut Links,
) {
    room.known.clear(0);
    room.of_string.clear();
    for (i, form) in forms.forms.iter().enumerate() {
        let i = i as u32;
        let mut others = [NONE; 4];
        let mut alone = true;
        if forms.strings.repeats(form.key) {
            let (at, _) = room.known.number(form.key, room.of_string.len() as u32);
            if at as usize == room.of_string.len() {
                room.of_string.push(others);
            }
            others = room.of_string[at as usize];
            room.of_string[at as usize][form.class as usize] = i;
            for other in others.into_iter().filter(|&other| other != NONE) {
                alone = false;
                let words = forms.words_of(i);
                let two =
                    towns && form.class != Class::Person && TABLES.teams(words).next().is_some();
                if !two && may_be_one(form.class, forms.forms[other as usize].class) {
                    join_larger(i, other, forms, links);
                }
            }
        }
        if form.words.len() == 1
            && alone
            && form.class != Class::Person
            && let words @ &[only] = forms.words_of(i)
            && people.may_bear(only.hash)
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
fn join_larger(a: u32, b: u32, forms: &Forms, links: &mut Links) {
    let count = |form: u32| forms.forms[form as usize].count;
    let (more, fewer) = if count(a) > count(b) { (a, b) } else { (b, a) };
    match (links.is_alone(more), links.is_alone(fewer)) {
        (_, true) => links.join(fewer, more),
        (true, false) => links.join(more, fewer),
        (false, false) => {}
    }
}
