//! Names of people: short forms to fuller ones, initials, nicknames; different given names stay apart.

use super::Rules;
use super::forms::{Class, Forms, sequence_key};
use super::keys::Keys;
use super::links::{Bearers, Links};
use super::tables::{Gender, Given, NameSuffix, TABLES};
use super::words::Word;
use crate::text::fold_hash;
use std::ops::Range;

/// Longer parts of a name are not looked for.
const LONGEST_PART: usize = 7;

/// A part of a name: a word, or words joined by hyphens.
#[derive(Clone, Copy, Debug)]
struct Part {
    hash: u32,
    /// Of its last word: "Assad" of "al-Assad".
    tail: u32,
    initial: u8,
    is_initial: bool,
}

/// A form as a person's name.
#[derive(Clone, Debug)]
struct Name {
    form: u32,
    parts: Range<u32>,
    /// "Jr", "III", or 0.
    generation: u32,
    gender: Gender,
}

/// Kinds of keys.
#[derive(Clone, Copy)]
enum Key {
    /// Given name and surname.
    Both = 16,
    /// A given name's line in the table, and surname.
    Nickname,
    /// Surname behind a full given name, with its first letter.
    Letter,
    /// Surname behind an initial, with that initial.
    Initial,
    /// Two or more parts of a longer name.
    Part,
    /// Two parts in either order.
    Reversed,
    Surname,
    Given,
    GivenNickname,
    Middle,
    /// First letters of all parts.
    Letters,
    /// A name of one part.
    Single,
}

fn key(kind: Key, words: impl IntoIterator<Item = u32>) -> u64 {
    sequence_key(kind as u64, words)
}

/// The people of an article, while their forms are joined.
pub(super) struct People<'a> {
    forms: &'a Forms,
    parts: Vec<Part>,
    names: Vec<Name>,
    /// The name of each form.
    of_form: Vec<u32>,
    keys: Keys,
    rules: Rules,
}

/// Joins the forms of people. `genders`: by form, what titles beside its mentions say.
pub(super) fn link_people<'a>(
    forms: &'a Forms,
    genders: &mut [Gender],
    links: &mut Links,
    rules: Rules,
) -> People<'a> {
    let mut people = People {
        forms,
        parts: Vec::new(),
        names: Vec::new(),
        of_form: vec![0; forms.forms.len()],
        keys: Keys::default(),
        rules,
    };
    for (i, form) in forms.forms.iter().enumerate() {
        if form.class == Class::Person {
            people.read(i as u32, genders[i]);
        }
    }
    let mut order: Vec<u32> = (0..people.names.len() as u32).collect();
    order.sort_by_key(|&i| {
        let parts = people.parts(&people.names[i as usize]);
        (
            usize::MAX - parts.len(),
            parts.first().is_some_and(|part| part.is_initial),
            i,
        )
    });
    for &i in &order {
        let name = people.names[i as usize].clone();
        let bearers = people.bearers(&name, links);
        genders[name.form as usize] = name.gender;
        links.join_any(name.form, &bearers);
        people.register(&name);
    }
    people
}

impl People<'_> {
    fn parts(&self, name: &Name) -> &[Part] {
        &self.parts[name.parts.start as usize..name.parts.end as usize]
    }

    /// The one person of the article with this surname.
    pub(super) fn bearer_of_surname(&self, hash: u32, links: &mut Links) -> Option<u32> {
        let bearers = self
            .keys
            .bearers(std::iter::once(key(Key::Surname, [hash])), links, |_| true);
        match *bearers.roots() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Takes a form apart: titles that the mention kept before the name, the name, what follows it.
    fn read(&mut self, form: u32, title: Gender) {
        let words = self.forms.words_of(form);
        let (mut gender, mut generation) = (title, 0);
        let mut end = words.len();
        // "Nathan Law of Demosisto", but "Joan of Arc".
        if let Some(of) = words
            .iter()
            .position(|word| word.has(Word::SMALL))
            .filter(|&of| of >= 2)
        {
            end = of;
        }
        while end > 1 {
            if !words[end - 1].has(Word::SUFFIX) {
                break;
            }
            match TABLES.name_suffixes.get(words[end - 1].hash) {
                Some(NameSuffix::Generation) => generation = words[end - 1].hash,
                Some(NameSuffix::Honour) if words[end - 1].has(Word::CAPS) || end > 2 => {}
                _ => break,
            }
            end -= 1;
        }
        let mut start = 0;
        for (i, word) in words[..end.saturating_sub(1)].iter().enumerate() {
            if !word.has(Word::HONORIFIC) {
                continue;
            }
            if let Some(fits) = TABLES.honorifics.get(word.hash) {
                start = i + 1;
                gender = if fits == Gender::Unknown {
                    gender
                } else {
                    fits
                };
            }
        }
        let first = self.parts.len() as u32;
        for word in words
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .filter(|word| !word.has(Word::SMALL))
        {
            let joins = word.has(Word::JOINED) && self.parts.len() as u32 > first;
            match self.parts.last_mut().filter(|_| joins) {
                Some(part) => {
                    part.hash = crate::lexicon::combine(part.hash, word.hash);
                    part.tail = word.hash;
                    part.is_initial = false;
                }
                None => self.parts.push(Part {
                    hash: word.hash,
                    tail: word.hash,
                    initial: word.initial,
                    is_initial: word.has(Word::INITIALS),
                }),
            }
        }
        let parts = first..self.parts.len() as u32;
        if parts.len() > 1 && gender == Gender::Unknown {
            let given = TABLES.given.get(self.parts[first as usize].hash);
            gender = given.map_or(Gender::Unknown, |given| given.gender);
        }
        self.of_form[form as usize] = self.names.len() as u32;
        self.names.push(Name {
            form,
            parts,
            generation,
            gender,
        });
    }

    /// The entities that the name may be another form of.
    fn bearers(&self, name: &Name, links: &mut Links) -> Bearers {
        match *self.parts(name) {
            [] => Bearers::default(),
            [only] => self.bearers_of_single(name, only, links),
            [first, .., last] => self.bearers_of_full(name, first, last, links),
        }
    }

    fn bearers_of_full(&self, name: &Name, first: Part, last: Part, links: &mut Links) -> Bearers {
        let parts = self.parts(name);
        let both = key(Key::Both, [first.hash, last.hash]);
        let nicknames = self
            .given(first)
            .lines()
            .map(|line| key(Key::Nickname, [u32::from(line), last.hash]));
        let kind = if first.is_initial {
            Key::Letter
        } else {
            Key::Initial
        };
        let initial = self
            .rules
            .has(Rules::INITIALS)
            .then(|| key(kind, [u32::from(first.initial), last.hash]));
        let part = key(Key::Part, parts.iter().map(|part| part.hash));
        let reversed = match parts {
            [a, b] => Some(reversed(*a, *b)),
            _ => None,
        };
        let tried = std::iter::once(both)
            .chain(nicknames)
            .chain(initial)
            .chain([part])
            .chain(reversed);
        self.keys
            .bearers(tried, links, |other| self.may_be_one(name, other))
    }

    fn bearers_of_single(&self, name: &Name, only: Part, links: &mut Links) -> Bearers {
        let hash = [only.hash];
        let tail = (only.tail != only.hash).then(|| key(Key::Surname, [only.tail]));
        let nicknames = self
            .given(only)
            .lines()
            .map(|line| key(Key::GivenNickname, [u32::from(line)]));
        let tried = std::iter::once(key(Key::Surname, hash))
            .chain(tail)
            .chain([key(Key::Given, hash)])
            .chain(nicknames)
            .chain([Key::Middle, Key::Letters, Key::Single].map(|kind| key(kind, hash)));
        let bearers = self.keys.bearers(tried, links, |_| true);
        // Among several each mention's own title decides; "Mrs Reed" is no short form of "Tom Reed".
        match *bearers.roots() {
            [bearer] if self.gender(bearer).conflicts(name.gender) => Bearers::default(),
            _ => bearers,
        }
    }

    fn gender(&self, form: u32) -> Gender {
        self.names[self.of_form[form as usize] as usize].gender
    }

    /// What the table knows of a given name.
    fn given(&self, part: Part) -> Given {
        let known = self
            .rules
            .has(Rules::NICKNAMES)
            .then(|| TABLES.given.get(part.hash));
        known.flatten().unwrap_or_default()
    }

    /// Whether two full names with something in common contradict each other nowhere.
    fn may_be_one(&self, name: &Name, other: u32) -> bool {
        let other = &self.names[self.of_form[other as usize] as usize];
        let middle = |name: &Name| {
            self.parts(name)
                .get(1)
                .filter(|_| name.parts.len() > 2)
                .map(|part| part.initial)
        };
        let middles = middle(name)
            .zip(middle(other))
            .is_none_or(|(a, b)| a == b || name.parts.len() != other.parts.len());
        middles
            && (name.generation == other.generation
                || name.generation == 0
                || other.generation == 0)
            && !name.gender.conflicts(other.gender)
    }

    fn register(&mut self, name: &Name) {
        let form = name.form;
        let parts = &self.parts[name.parts.start as usize..name.parts.end as usize];
        let given = parts
            .first()
            .map_or_else(Given::default, |&first| self.given(first));
        let keys = &mut self.keys;
        let [first, .., last] = *parts else {
            if let [only] = *parts {
                keys.insert(key(Key::Single, [only.hash]), form);
            }
            return;
        };
        keys.insert(key(Key::Both, [first.hash, last.hash]), form);
        keys.insert(key(Key::Surname, [last.hash]), form);
        if last.tail != last.hash {
            keys.insert(key(Key::Surname, [last.tail]), form);
        }
        keys.insert(key(Key::Given, [first.hash]), form);
        let kind = if first.is_initial {
            Key::Initial
        } else {
            Key::Letter
        };
        keys.insert(key(kind, [u32::from(first.initial), last.hash]), form);
        for line in given.lines() {
            keys.insert(key(Key::Nickname, [u32::from(line), last.hash]), form);
            keys.insert(key(Key::GivenNickname, [u32::from(line)]), form);
        }
        if let [a, b] = *parts {
            keys.insert(reversed(a, b), form);
        }
        let hashes = |range: Range<usize>| parts[range].iter().map(|part| part.hash);
        for n in 2..parts.len().min(LONGEST_PART + 1) {
            keys.insert(key(Key::Part, hashes(0..n)), form);
            keys.insert(key(Key::Part, hashes(parts.len() - n..parts.len())), form);
        }
        for part in parts[1..parts.len() - 1].iter().take(LONGEST_PART) {
            keys.insert(key(Key::Middle, [part.hash]), form);
        }
        if parts.len() <= 4 {
            let mut letters = [0; 4];
            for (letter, part) in letters.iter_mut().zip(parts) {
                *letter = part.initial;
            }
            if let Ok(letters) = std::str::from_utf8(&letters[..parts.len()]) {
                keys.insert(key(Key::Letters, [fold_hash(letters)]), form);
            }
        }
    }
}

fn reversed(a: Part, b: Part) -> u64 {
    key(Key::Reversed, [a.hash.min(b.hash), a.hash.max(b.hash)])
}
