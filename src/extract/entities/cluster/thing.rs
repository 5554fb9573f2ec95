//! Names of organizations, places, events and the rest: partial names, designators, acronyms, known variants, teams.

use super::super::tagger::{TAGGER, gazetteer::class};
use super::Rules;
use super::forms::{Class, Forms, content, longer, tagged};
use super::keys::{Keys, Repeats, Tried};
use super::links::{Bearers, Links};
use super::tables::TABLES;
use super::words::Word;
use crate::text::fold_hash;
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

struct Things<'a> {
    forms: &'a Forms,
    cores: Vec<Word>,
    /// Room for the words of one name.
    scratch: Vec<Word>,
    names: Vec<Name>,
    keys: Keys,
    /// What short forms will ask for: nothing else becomes a key.
    asked: Repeats,
    /// Whether some name may be an acronym.
    acronyms: bool,
    rules: Rules,
}

/// Joins the forms of what is no person. `singulars`: by form, the hash of its last word without a plural s, or 0.
pub(super) fn link_things(forms: &Forms, singulars: &[u32], links: &mut Links, rules: Rules) {
    let mut things = Things {
        forms,
        cores: Vec::with_capacity(forms.words.len()),
        scratch: Vec::new(),
        names: Vec::with_capacity(forms.forms.len()),
        keys: Keys::default(),
        asked: Repeats::default(),
        acronyms: false,
        rules,
    };
    for (i, form) in forms.forms.iter().enumerate() {
        if form.class != Class::Person {
            things.read(i as u32, form.class, singulars[i]);
        }
    }
    let mut order: Vec<(u32, u32)> = things
        .names
        .iter()
        .zip(0..)
        .map(|(name, i)| (u32::MAX - name.core.len() as u32, i))
        .collect();
    order.sort_unstable();
    for (_, i) in order {
        let name = things.names[i as usize].clone();
        let bearers = things.bearers(&name, singulars[name.form as usize], links);
        links.join_any(name.form, &bearers);
        things.register(&name);
    }
}

impl Things<'_> {
    fn core(&self, name: &Name) -> &[Word] {
        &self.cores[name.core.start as usize..name.core.end as usize]
    }

    fn read(&mut self, form: u32, class: Class, singular: u32) {
        let start = self.cores.len() as u32;
        let words = self.forms.words_of(form);
        let roles = words.iter().fold(0, |roles, word| roles | word.bits);
        let people = class == Class::Other
            && singular != 0
            && TAGGER.gazetteer.classes(singular) & class::DEMONYM != 0;
        if roles & (Word::SMALL | Word::COMPANY | Word::VARIANT) == 0 && !people {
            self.cores.extend_from_slice(words);
        } else {
            self.read_core(words, class, people.then_some(singular));
        }
        let core = start..self.cores.len() as u32;
        let words = &self.cores[start as usize..];
        let key = hashes(words).fold(0, longer);
        self.asked.add(key);
        if let (&[word], &[only]) = (words, self.forms.words_of(form)) {
            if self.rules.has(Rules::ACRONYMS) && only.has(Word::CAPS | Word::INITIALS) {
                self.acronyms = true;
                if only.hash != word.hash {
                    self.asked.add(one(only.hash));
                }
            }
            if singular != 0 && class == Class::Location {
                self.asked.add(one(singular));
            }
        }
        self.names.push(Name {
            form,
            class,
            core,
            key,
        });
    }

    /// Words without small ones and what closes a company's name, known variants as one word, "Germans" as "German".
    fn read_core(&mut self, words: &[Word], class: Class, people: Option<u32>) {
        let scratch = &mut self.scratch;
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
            TABLES.canonical(scratch, &mut self.cores);
        } else {
            self.cores.extend_from_slice(scratch);
        }
    }

    fn bearers(&self, name: &Name, singular: u32, links: &mut Links) -> Bearers {
        let (core, class) = (self.core(name), name.class);
        let words = self.forms.words_of(name.form);
        let has = |rule| self.rules.has(rule);
        let mut tried = Tried::default();
        tried.push(key(Key::Whole, class, name.key));
        if has(Rules::PARTS) {
            tried.push(key(Key::Head, class, name.key));
            tried.push(key(Key::Tail, class, name.key));
        }
        let only = match (core, words) {
            ([_], &[only]) => Some(only),
            _ => None,
        };
        let acronym =
            only.filter(|only| has(Rules::ACRONYMS) && only.has(Word::CAPS | Word::INITIALS));
        if let Some(only) = acronym {
            tried.push(key(Key::Acronym, class, one(only.hash)));
        }
        if only.is_some() && singular != 0 && class == Class::Location {
            tried.push(key(Key::Whole, class, one(singular)));
            tried.push(key(Key::Head, class, one(singular)));
        }
        if has(Rules::TEAMS) && class == Class::Organization {
            for team in TABLES.teams(words) {
                tried.push(key(Key::Team, class, u64::from(team)));
            }
        }
        // The class of an acronym is often mistaken: any will do.
        if let Some(only) = acronym {
            for class in Class::THINGS {
                tried.push(key(Key::Acronym, class, one(only.hash)));
            }
        }
        self.keys.bearers(&tried, links, |_| true)
    }

    fn register(&mut self, name: &Name) {
        let core = &self.cores[name.core.start as usize..name.core.end as usize];
        let (form, class, n) = (name.form, name.class, core.len());
        let words = self.forms.words_of(form);
        if self.asked.repeats(name.key) {
            self.keys.insert(key(Key::Whole, class, name.key), form);
        }
        let mut head = 0;
        for length in 1..n.min(LONGEST_PART + 1) {
            head = longer(head, core[length - 1].hash);
            if self.asked.has(head) && is_head(class, core, length) {
                self.keys.insert(key(Key::Head, class, head), form);
            }
            let tail = hashes(&core[n - length..]).fold(0, longer);
            if self.asked.has(tail) && is_tail(class, core, length) {
                self.keys.insert(key(Key::Tail, class, tail), form);
            }
        }
        if words.len() > 1 && self.acronyms {
            for acronym in acronyms(words).map(one) {
                if self.asked.has(acronym) {
                    self.keys.insert(key(Key::Acronym, class, acronym), form);
                }
            }
        }
        if class == Class::Organization {
            for team in TABLES.teams(words) {
                self.keys
                    .insert(key(Key::Team, class, u64::from(team)), form);
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
    length > 1 || class != Class::Location && !is_place_or_people(kept[0].listed)
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
    (0..distinct).filter_map(move |i| {
        let letters = letters[i]
            .get(..lengths[i])
            .filter(|letters| letters.len() > 1)?;
        std::str::from_utf8(letters).ok().map(fold_hash)
    })
}
