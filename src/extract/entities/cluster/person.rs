//! Names of people: short forms to fuller ones, initials, nicknames; different given names stay apart.

use super::super::tagger::{TAGGER, gazetteer::class};
use super::Rules;
use super::forms::{Forms, longer, tagged};
use super::keys::{Filter, Keys, Repeats};
use super::links::{Bearers, Links};
use super::order::Order;
use super::parts::{Name, Part};
use super::tables::{Gender, Given};
use super::words::hash_letters;

/// Longer parts of a name are not looked for.
const LONGEST_PART: usize = 7;

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

/// A key of one word.
fn one(kind: Key, word: u32) -> u64 {
    tagged(longer(0, word), kind as u64)
}

/// A key of two words, or of what stands for a given name and a surname.
fn two(kind: Key, a: u32, b: u32) -> u64 {
    tagged(longer(longer(0, a), b), kind as u64)
}

/// The key of some parts of a name, whatever their kind.
fn sequence(parts: &[Part]) -> u64 {
    parts.iter().fold(0, |key, part| longer(key, part.hash))
}

/// What joining the names of people needs room for.
#[derive(Debug, Default)]
pub(super) struct Room {
    parts: Vec<Part>,
    names: Vec<Name>,
    /// The name of each form.
    of_form: Vec<u32>,
    keys: Keys,
    order: Order,
}

/// The people of an article, while their forms are joined.
pub(super) struct People<'a> {
    forms: &'a Forms,
    room: &'a mut Room,
    /// What names will ask for: nothing else becomes a key.
    asked: Asked,
    rules: Rules,
}

/// Words that more than one name may hold.
#[derive(Default)]
struct Asked {
    /// Names of one part, what they may be short for, and lone words that may be surnames.
    singles: Filter,
    /// Whether there are names of one part.
    has_singles: bool,
    /// Last parts of fuller names.
    surnames: Repeats,
    /// Fuller names as wholes, and their first and last parts in either order.
    wholes: Repeats,
}

/// Joins the forms of people. `genders`: by form, what titles and given names say.
pub(super) fn link_people<'a>(
    forms: &'a Forms,
    room: &'a mut Room,
    genders: &mut [Gender],
    links: &mut Links,
    rules: Rules,
) -> People<'a> {
    room.parts.clear();
    room.names.clear();
    room.of_form.clear();
    room.of_form.resize(forms.forms.len(), 0);
    room.keys.clear();
    let mut people = People {
        forms,
        room,
        asked: Asked::default(),
        rules,
    };
    for &i in &forms.people {
        people.read(i, forms.forms[i as usize].gender);
    }
    for &i in &forms.things {
        if let [only] = forms.words_of(i) {
            people.asked.singles.add(longer(0, only.hash));
        }
    }
    // Of two names of one length that with an initial comes later.
    let Room {
        parts,
        names,
        order,
        ..
    } = &mut *people.room;
    order.sort(names.iter().map(|name| {
        let first = name.parts_of(parts).first();
        let initial = first.is_some_and(|part| part.is_initial);
        2 * name.parts.len() + usize::from(!initial)
    }));
    for place in 0..people.room.names.len() {
        let name = people.room.names[people.room.order.at(place)].clone();
        let bearers = people.bearers(&name, links);
        genders[name.form as usize] = name.gender;
        links.join_any(name.form, &bearers);
        people.register(&name);
    }
    people
}

impl People<'_> {
    fn parts(&self, name: &Name) -> &[Part] {
        name.parts_of(&self.room.parts)
    }

    /// Whether someone in the article may have this surname.
    pub(super) fn may_bear(&self, surname: u32) -> bool {
        self.room.keys.may_have(one(Key::Surname, surname))
    }

    /// The one person of the article with this surname.
    pub(super) fn bearer_of_surname(&self, hash: u32, links: &mut Links) -> Option<u32> {
        let mut bearers = Bearers::default();
        let key = one(Key::Surname, hash);
        self.room.keys.bearers(key, links, &mut bearers, |_| true);
        match *bearers.roots() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Takes a form apart, and notes what it will ask for.
    fn read(&mut self, form: u32, title: Gender) {
        let mut name = Name::read(form, self.forms.words_of(form), title, &mut self.room.parts);
        if !self.rules.has(Rules::NICKNAMES) {
            name.given = Given::default();
        }
        match *name.parts_of(&self.room.parts) {
            [] => {}
            [only] => {
                self.asked.has_singles = true;
                self.asked.singles.add(longer(0, only.hash));
                self.asked.singles.add(longer(0, only.tail));
                for line in name.given.lines() {
                    self.asked.singles.add(longer(1, u32::from(line)));
                }
            }
            [first, .., last] => {
                self.asked.surnames.add(longer(0, last.hash));
                let parts = name.parts_of(&self.room.parts);
                self.asked.wholes.add(sequence(parts));
                self.asked.wholes.add(reversed(first, last));
            }
        }
        self.room.of_form[form as usize] = self.room.names.len() as u32;
        self.room.names.push(name);
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
        let mut bearers = Bearers::default();
        let mut fits = |key| {
            let may_be_one = |other| self.may_be_one(name, other);
            let keys = &self.room.keys;
            keys.bearers(key, links, &mut bearers, may_be_one)
        };
        if self.asked.surnames.repeats(longer(0, last.hash)) {
            let initial = if first.is_initial {
                Key::Letter
            } else {
                Key::Initial
            };
            if fits(two(Key::Both, first.hash, last.hash))
                || name
                    .given
                    .lines()
                    .any(|line| fits(two(Key::Nickname, u32::from(line), last.hash)))
                || self.rules.has(Rules::INITIALS)
                    && fits(two(initial, u32::from(first.initial), last.hash))
            {
                return bearers;
            }
        }
        let parts = self.parts(name);
        if !fits(tagged(sequence(parts), Key::Part as u64))
            && let [a, b] = *parts
        {
            fits(reversed(a, b));
        }
        bearers
    }

    fn bearers_of_single(&self, name: &Name, only: Part, links: &mut Links) -> Bearers {
        let mut bearers = Bearers::default();
        let mut fits = |key| {
            let keys = &self.room.keys;
            keys.bearers(key, links, &mut bearers, |_| true)
        };
        let _ = fits(one(Key::Surname, only.hash))
            || only.tail != only.hash && fits(one(Key::Surname, only.tail))
            || fits(one(Key::Given, only.hash))
            || name
                .given
                .lines()
                .any(|line| fits(one(Key::GivenNickname, u32::from(line))))
            // "Edith" is not "Margery Edith Holt", "García" is "Gabriel García Márquez".
            || !is_given_only(only.hash) && fits(one(Key::Middle, only.hash))
            || fits(one(Key::Letters, only.hash))
            || fits(one(Key::Single, only.hash));
        // Among several each mention's own title decides; "Mrs Reed" is no short form of "Tom Reed".
        match *bearers.roots() {
            [bearer] if self.gender(bearer).conflicts(name.gender) => Bearers::default(),
            _ => bearers,
        }
    }

    fn gender(&self, form: u32) -> Gender {
        self.room.names[self.room.of_form[form as usize] as usize].gender
    }

    /// Whether two full names with something in common contradict each other nowhere.
    fn may_be_one(&self, name: &Name, other: u32) -> bool {
        let other = &self.room.names[self.room.of_form[other as usize] as usize];
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
        let Room { parts, keys, .. } = &mut *self.room;
        let parts = name.parts_of(parts);
        let asked = &self.asked;
        let single = |word: u32| asked.singles.has(longer(0, word));
        let [first, .., last] = *parts else {
            if let [only] = *parts {
                keys.insert(one(Key::Single, only.hash), form);
            }
            return;
        };
        if asked.surnames.repeats(longer(0, last.hash)) {
            keys.insert(two(Key::Both, first.hash, last.hash), form);
            let kind = if first.is_initial {
                Key::Initial
            } else {
                Key::Letter
            };
            keys.insert(two(kind, u32::from(first.initial), last.hash), form);
            for line in name.given.lines() {
                keys.insert(two(Key::Nickname, u32::from(line), last.hash), form);
            }
        }
        if single(last.hash) && !last.is_place {
            keys.insert(one(Key::Surname, last.hash), form);
        }
        if last.tail != last.hash && single(last.tail) {
            keys.insert(one(Key::Surname, last.tail), form);
        }
        if single(first.hash) {
            keys.insert(one(Key::Given, first.hash), form);
        }
        for line in name.given.lines() {
            if asked.singles.has(longer(1, u32::from(line))) {
                keys.insert(one(Key::GivenNickname, u32::from(line)), form);
            }
        }
        if let [a, b] = *parts
            && asked.wholes.repeats(reversed(a, b))
        {
            keys.insert(reversed(a, b), form);
        }
        for n in 2..parts.len().min(LONGEST_PART + 1) {
            for part in [&parts[..n], &parts[parts.len() - n..]].map(sequence) {
                if asked.wholes.has(part) {
                    keys.insert(tagged(part, Key::Part as u64), form);
                }
            }
        }
        for part in parts[1..parts.len() - 1].iter().take(LONGEST_PART) {
            if single(part.hash) {
                keys.insert(one(Key::Middle, part.hash), form);
            }
        }
        if parts.len() <= 4 && asked.has_singles {
            let mut letters = [0; 4];
            for (letter, part) in letters.iter_mut().zip(parts) {
                *letter = part.initial;
            }
            let letters = hash_letters(&letters[..parts.len()]);
            if single(letters) {
                keys.insert(one(Key::Letters, letters), form);
            }
        }
    }
}

/// Whether the lists know a word as a given name and no common surname.
fn is_given_only(hash: u32) -> bool {
    let listed = TAGGER.gazetteer.classes(hash);
    listed & class::FIRST != 0 && listed & class::COMMON_LAST == 0
}

fn reversed(a: Part, b: Part) -> u64 {
    two(Key::Reversed, a.hash.min(b.hash), a.hash.max(b.hash))
}
