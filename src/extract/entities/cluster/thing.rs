//! Names of organizations, places, events and the rest: partial names, designators, acronyms, known variants, teams.

use super::super::tagger::{TAGGER, gazetteer::class};
use super::Rules;
use super::forms::{Class, Form, Forms, content, longer, tagged};
use super::keys::{Filter, Keys, Repeats};
use super::links::{Bearers, Links};
use super::order::Order;
use super::tables::TABLES;
use super::words::{Word, hash_letters};
use std::ops::Range;

/// Longer partial names are not looked for.
const LONGEST_PART: usize = 7;

/// A form as a name: its words in canonical spelling, without small words and closing designators.
#[derive(Clone, Debug)]
struct Name {
    form: u32,
    class: Class,
    core: Range<u32>,
    /// Of the words of the core.
    key: u64,
}

/// Kinds of keys; each is kept by class.
#[derive(Clone, Copy)]
enum Key {
    Whole = 4,
    /// The first words of a longer name.
    Head,
    /// The last words of a longer name.
    Tail,
    Acronym,
    Team,
}

fn key(kind: Key, class: Class, words: u64) -> u64 {
    tagged(words, kind as u64 * 8 + class as u64)
}

/// The key of a name of one word.
fn one(word: u32) -> u64 {
    longer(0, word)
}

/// What joining the names of things needs room for.
#[derive(Debug, Default)]
pub(super) struct Room {
    cores: Vec<Word>,
    /// The words of one name.
    scratch: Vec<Word>,
    names: Vec<Name>,
    keys: Keys,
    order: Order,
}

struct Things<'a> {
    forms: &'a Forms,
    room: &'a mut Room,
    /// What short forms will ask for: nothing else becomes a key.
    asked: Repeats,
    /// Names that may be acronyms.
    acronyms: Filter,
    has_acronyms: bool,
    rules: Rules,
}

/// Joins the forms of what is no person.
pub(super) fn link_things(forms: &Forms, room: &mut Room, links: &mut Links, rules: Rules) {
    room.cores.clear();
    room.names.clear();
    room.keys.clear();
    let mut things = Things {
        forms,
        room,
        asked: Repeats::default(),
        acronyms: Filter::default(),
        has_acronyms: false,
        rules,
    };
    if rules.has(Rules::ACRONYMS) && forms.roles & (Word::CAPS | Word::INITIALS) != 0 {
        for &i in &forms.things {
            if let &[only] = forms.words_of(i)
                && only.has(Word::CAPS | Word::INITIALS)
            {
                things.acronyms.add(one(only.hash));
                things.has_acronyms = true;
            }
        }
    }
    for &i in &forms.things {
        let form = &forms.forms[i as usize];
        if !things.stands_alone(form, i) {
            things.read(i, form.class, form.singular);
        }
    }
    let Room { names, order, .. } = &mut *things.room;
    order.sort(names.iter().map(|name| name.core.len()));
    for place in 0..things.room.names.len() {
        let name = things.room.names[things.room.order.at(place)].clone();
        let bearers = things.bearers(&name, links);
        links.join_any(name.form, &bearers);
        things.register(&name);
    }
}

impl Things<'_> {
    fn core(&self, name: &Name) -> &[Word] {
        &self.room.cores[name.core.start as usize..name.core.end as usize]
    }

    /// Whether a name has no word in common with another and stands in no table: then no rule can join it.
    fn stands_alone(&self, form: &Form, i: u32) -> bool {
        let words = self.forms.words_of(i);
        let mut large = 0;
        for word in words {
            if word.has(Word::VARIANT) {
                return false;
            }
            if !word.has(Word::SMALL) {
                large += 1;
                if self.forms.repeats(word.hash) {
                    return false;
                }
            }
        }
        let team = form.class == Class::Organization && words.iter().any(|w| w.has(Word::TEAM));
        let plural = form.singular != 0 && self.forms.repeats(form.singular);
        let acronym = match words {
            [only] => only.has(Word::CAPS | Word::INITIALS),
            _ => self.has_acronyms && self.has_acronym(words),
        };
        large > 0 && !team && !plural && !acronym
    }

    /// Whether a name of one word may be an acronym of these.
    fn has_acronym(&self, words: &[Word]) -> bool {
        acronyms(words).any(|acronym| self.acronyms.has(one(acronym)))
    }

    fn read(&mut self, form: u32, class: Class, singular: u32) {
        let start = self.room.cores.len() as u32;
        let words = self.forms.words_of(form);
        let roles = words.iter().fold(0, |roles, word| roles | word.bits);
        let people = class == Class::Other
            && singular != 0
            && TAGGER.gazetteer.classes(singular) & class::DEMONYM != 0;
        if roles & (Word::SMALL | Word::COMPANY | Word::VARIANT) == 0 && !people {
            self.room.cores.extend_from_slice(words);
        } else {
            self.read_core(words, class, people.then_some(singular));
        }
        let core = start..self.room.cores.len() as u32;
        let core_words = &self.room.cores[start as usize..];
        let key = hashes(core_words).fold(0, longer);
        self.asked.add(key);
        if core_words.len() == 1 && words.len() == 1 && singular != 0 && class == Class::Location {
            self.asked.add(one(singular));
        }
        self.room.names.push(Name {
            form,
            class,
            core,
            key,
        });
    }

    /// Words without small ones and what closes a company's name, known variants as one word, "Germans" as "German".
    fn read_core(&mut self, words: &[Word], class: Class, people: Option<u32>) {
        let Room { scratch, cores, .. } = &mut *self.room;
        scratch.clear();
        scratch.extend(content(words));
        if self.rules.has(Rules::DESIGNATORS) && class == Class::Organization {
            let designates = |word: &Word| word.has(Word::COMPANY);
            while scratch.len() > 1 && scratch.last().is_some_and(designates) {
                scratch.pop();
            }
        }
        if let (Some(last), Some(singular)) = (scratch.last_mut(), people) {
            last.rename(singular);
        }
        if self.rules.has(Rules::VARIANTS) {
            TABLES.canonical(scratch, cores);
        } else {
            cores.extend_from_slice(scratch);
        }
    }

    /// The entities that the name may be another form of: those under the first key that has any.
    fn bearers(&self, name: &Name, links: &mut Links) -> Bearers {
        let mut bearers = Bearers::default();
        self.try_keys(name, |key| {
            let keys = &self.room.keys;
            keys.bearers(key, links, &mut bearers, |_| true)
        });
        bearers
    }

    /// Tries the keys of a name, until one fits.
    fn try_keys(&self, name: &Name, mut fits: impl FnMut(u64) -> bool) -> bool {
        let (core, class) = (self.core(name), name.class);
        let words = self.forms.words_of(name.form);
        let has = |rule| self.rules.has(rule);
        if fits(key(Key::Whole, class, name.key))
            || has(Rules::PARTS)
                && (fits(key(Key::Head, class, name.key)) || fits(key(Key::Tail, class, name.key)))
        {
            return true;
        }
        let only = match (core, words) {
            ([_], &[only]) => Some(only),
            _ => None,
        };
        let acronym =
            only.filter(|only| has(Rules::ACRONYMS) && only.has(Word::CAPS | Word::INITIALS));
        let acronym = acronym.map(|only| one(only.hash));
        if acronym.is_some_and(|acronym| fits(key(Key::Acronym, class, acronym))) {
            return true;
        }
        let singular = self.forms.forms[name.form as usize].singular;
        if only.is_some()
            && singular != 0
            && class == Class::Location
            && (fits(key(Key::Whole, class, one(singular)))
                || fits(key(Key::Head, class, one(singular))))
        {
            return true;
        }
        if has(Rules::TEAMS)
            && class == Class::Organization
            && TABLES
                .teams(words)
                .any(|team| fits(key(Key::Team, class, u64::from(team))))
        {
            return true;
        }
        // The class of an acronym is often mistaken: any will do.
        acronym.is_some_and(|acronym| {
            let mut classes = Class::THINGS.into_iter();
            classes.any(|class| fits(key(Key::Acronym, class, acronym)))
        })
    }

    fn register(&mut self, name: &Name) {
        let Room { cores, keys, .. } = &mut *self.room;
        let core = &cores[name.core.start as usize..name.core.end as usize];
        let (form, class, n) = (name.form, name.class, core.len());
        let words = self.forms.words_of(form);
        if self.asked.repeats(name.key) {
            keys.insert(key(Key::Whole, class, name.key), form);
        }
        let mut head = 0;
        for length in 1..n.min(LONGEST_PART + 1) {
            head = longer(head, core[length - 1].hash);
            if self.asked.has(head) && is_head(class, core, length) {
                keys.insert(key(Key::Head, class, head), form);
            }
            let tail = hashes(&core[n - length..]).fold(0, longer);
            if self.asked.has(tail) && is_tail(class, core, length) {
                keys.insert(key(Key::Tail, class, tail), form);
            }
        }
        if words.len() > 1 && self.has_acronyms {
            for acronym in acronyms(words).map(one) {
                if self.acronyms.has(acronym) {
                    keys.insert(key(Key::Acronym, class, acronym), form);
                }
            }
        }
        if class == Class::Organization {
            for team in TABLES.teams(words) {
                keys.insert(key(Key::Team, class, u64::from(team)), form);
            }
        }
    }
}

/// Whether the first words of a name may stand for it.
fn is_head(class: Class, core: &[Word], length: usize) -> bool {
    let (kept, dropped) = core.split_at(length);
    let is_place = |word: &Word| word.has(Word::PLACE);
    match class {
        _ if dropped[0].has(Word::AFTER_AND) => false,
        Class::Other if dropped[0].has(Word::NUMBER) => false,
        Class::Location => dropped.iter().all(is_place),
        _ if length > 1 => true,
        Class::Organization if dropped[0].has(Word::AFTER_OF) => true,
        _ => {
            !kept[0].has(Word::GENERIC) && !kept[0].has(Word::NUMBER) && !is_people(kept[0].listed)
        }
    }
}

/// Whether the last words of a name may stand for it: "Red Sox", but not the place in "Human Rights in China".
fn is_tail(class: Class, core: &[Word], length: usize) -> bool {
    let (dropped, kept) = core.split_at(core.len() - length);
    if kept[0].has(Word::AFTER_AND | Word::AFTER_IN)
        || dropped.iter().any(|word| word.has(Word::NUMBER))
        || kept[0].has(Word::AFTER_OF) && dropped.len() > 1
    {
        return false;
    }
    let polity =
        || kept[0].has(Word::AFTER_OF) && dropped.iter().all(|word| word.has(Word::POLITY));
    match class {
        _ if length > 1 => true,
        // "the City of Leeds"
        Class::Location => polity(),
        _ => !is_place_or_people(kept[0].listed),
    }
}

/// Whether the lists know the word as a nationality.
fn is_people(hash: u32) -> bool {
    TAGGER.gazetteer.classes(hash) & class::DEMONYM != 0
}

/// Whether the lists know the word as a place or as a nationality.
fn is_place_or_people(hash: u32) -> bool {
    const PLACES: u32 = 1 << 7 | 1 << 8 | 1 << 9 | 1 << 12 | 1 << 13;
    TAGGER.gazetteer.classes(hash) & (PLACES | class::DEMONYM) != 0
}

fn hashes(words: &[Word]) -> impl Iterator<Item = u32> + '_ {
    words.iter().map(|word| word.hash)
}

/// The acronyms of a name: of its words with capitals, of all its words.
fn acronyms(words: &[Word]) -> impl Iterator<Item = u32> {
    let mut letters = [[0u8; 10]; 2];
    let mut lengths = [0; 2];
    for word in words {
        let capital = word.has(Word::CAPITAL) && !word.has(Word::SMALL);
        for (i, wanted) in [capital, true].into_iter().enumerate() {
            if wanted && word.initial != 0 && lengths[i] < letters[i].len() {
                letters[i][lengths[i]] = word.initial;
                lengths[i] += 1;
            }
        }
    }
    let distinct = if lengths[0] == lengths[1] { 1 } else { 2 };
    (0..distinct).filter_map(move |i| match letters[i].get(..lengths[i])? {
        [] | [_] => None,
        letters => Some(hash_letters(letters)),
    })
}
