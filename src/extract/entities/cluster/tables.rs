//! The tables that clustering asks, opened once.

use super::forms::spread;
use super::keys::Filter;
use super::words::{Word, listed, table_words};
use crate::lexicon::{WordMap, combine, entries, fold_hash};
use std::sync::LazyLock;

/// Whom a given name or title fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    /// Either, or nothing known.
    #[default]
    Unknown,
    Male,
    Female,
}

impl Gender {
    fn from_table(word: &str) -> Self {
        match word {
            "m" => Self::Male,
            "f" => Self::Female,
            _ => Self::Unknown,
        }
    }

    /// Whether both are known and differ.
    pub(super) fn conflicts(self, other: Self) -> bool {
        self != other && self != Self::Unknown && other != Self::Unknown
    }
}

/// The names that a given name may stand for: at most three lines of the table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Given {
    lines: [u16; 3],
    pub(super) gender: Gender,
}

impl Given {
    /// The numbers of its lines; two forms that share one may be one name.
    pub(super) fn lines(self) -> impl Iterator<Item = u16> {
        self.lines.into_iter().filter(|&line| line != 0)
    }

    fn and(self, other: Self) -> Self {
        let mut lines = [0; 3];
        for (slot, line) in lines.iter_mut().zip(self.lines().chain(other.lines())) {
            *slot = line;
        }
        let gender = if self.gender == other.gender {
            self.gender
        } else {
            Gender::Unknown
        };
        Self { lines, gender }
    }
}

/// What follows a surname.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NameSuffix {
    #[default]
    Honour,
    Generation,
}

/// What may close the full name of a company or place, or stand before a place's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Designator {
    #[default]
    Company,
    Place,
    Polity,
}

/// A word of a phrase that introduces another name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Alias {
    #[default]
    Filler,
    Adverb,
    Alone,
    As,
    Called,
    Known,
}

pub(super) struct Tables {
    pub(super) alias_words: WordMap<Alias>,
    /// The same words.
    pub(super) alias_filter: Filter,
    /// Phrase to the word that stands for it. Keys: words combined from 0.
    variants: WordMap<u32>,
    /// What all tables say of a word, as bits of [`Word`].
    roles: WordMap<u32>,
    /// A bit for each hash, cut to [`ROLE_BITS`], of a word of `roles`: few words of names are.
    role_words: Vec<u64>,
    /// First words of phrases of `variants`, with the length of the longest.
    variant_heads: WordMap<u8>,
    pub(super) given: WordMap<Given>,
    pub(super) honorifics: WordMap<Gender>,
    pub(super) name_suffixes: WordMap<NameSuffix>,
    pub(super) designators: WordMap<Designator>,
    /// Town or nickname, as a phrase, to the teams that it may name: index into `full_teams`, at most four.
    teams: WordMap<[u16; 4]>,
    generic: WordMap<()>,
    pub(super) place_prepositions: WordMap<()>,
    /// "N" to "north".
    pub(super) compass: WordMap<u32>,
}

pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::open);

/// A word that short forms leave out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Small {
    #[default]
    Article,
    And,
    Of,
    In,
}

static SMALL: LazyLock<WordMap<Small>> = LazyLock::new(|| {
    WordMap::new(marked(
        include_str!("tables/small_words.txt"),
        |kind| match kind {
            "and" => Small::And,
            "of" => Small::Of,
            "in" => Small::In,
            _ => Small::Article,
        },
    ))
});

/// Which word that short forms leave out it is, if any.
pub(super) fn small(hash: u32) -> Option<Small> {
    SMALL.get(hash)
}

/// Some bits of a hash.
const ROLE_BITS: u32 = 14;

/// The place of a word in [`Tables::role_words`].
#[inline]
fn role_bit(hash: u32) -> (usize, u64) {
    let bits = hash >> (32 - ROLE_BITS);
    ((bits >> 6) as usize, 1 << (bits & 63))
}

/// The key of a phrase of words.
pub(super) fn phrase_key(words: impl IntoIterator<Item = u32>) -> u32 {
    words.into_iter().fold(0, combine)
}

impl Tables {
    fn open() -> Self {
        let (mut variants, mut heads) = (Vec::new(), Vec::new());
        for line in entries(include_str!("tables/variants.txt")) {
            let forms: Vec<Vec<u32>> = line
                .split(" = ")
                .map(|form| table_words(form).collect())
                .collect();
            let stands_for = phrase_key(forms[0].iter().copied());
            for form in &forms {
                variants.push((phrase_key(form.iter().copied()), stands_for));
                heads.extend(form.first().map(|&head| (head, form.len() as u8)));
            }
        }
        let mut given = Vec::new();
        for (i, line) in entries(include_str!("tables/given_names.txt")).enumerate() {
            let mut words = line.split(' ');
            let gender = Gender::from_table(words.next().unwrap_or_default());
            let entry = Given {
                lines: [i as u16 + 1, 0, 0],
                gender,
            };
            given.extend(words.map(|word| (word, entry)));
        }
        let (mut teams, mut team_heads) = (Vec::new(), Vec::new());
        for (i, line) in entries(include_str!("tables/teams.txt")).enumerate() {
            let parts = line
                .split(" | ")
                .map(|part| table_words(part).collect::<Vec<_>>());
            let parts: Vec<_> = parts.collect();
            let full = parts.concat();
            for form in parts.iter().chain([&full]) {
                team_heads.extend(form.first());
                teams.push((phrase_key(form.iter().copied()), [i as u16 + 1, 0, 0, 0]));
            }
        }
        let mut tables = Self {
            roles: WordMap::new([]),
            role_words: vec![0; 1 << (ROLE_BITS - 6)],
            alias_filter: Filter::default(),
            alias_words: WordMap::new(marked(include_str!("tables/alias_words.txt"), |kind| {
                match kind {
                    "adverb" => Alias::Adverb,
                    "alone" => Alias::Alone,
                    "as" => Alias::As,
                    "called" => Alias::Called,
                    "known" => Alias::Known,
                    _ => Alias::Filler,
                }
            })),
            variants: WordMap::from_hashes(variants, |_, last| last),
            variant_heads: WordMap::from_hashes(heads, u8::max),
            given: WordMap::merged(given, Given::and),
            honorifics: WordMap::new(marked(
                include_str!("tables/honorifics.txt"),
                Gender::from_table,
            )),
            name_suffixes: WordMap::new(marked(include_str!("tables/suffixes.txt"), |kind| {
                match kind {
                    "generation" => NameSuffix::Generation,
                    _ => NameSuffix::Honour,
                }
            })),
            designators: WordMap::new(marked(include_str!("tables/designators.txt"), |kind| {
                match kind {
                    "place" => Designator::Place,
                    "polity" => Designator::Polity,
                    _ => Designator::Company,
                }
            })),
            teams: WordMap::from_hashes(teams, |mut all, one| {
                if let Some(slot) = all.iter_mut().find(|slot| **slot == 0 || **slot == one[0]) {
                    *slot = one[0];
                }
                all
            }),
            compass: WordMap::new(
                ["north", "south", "east", "west"].map(|word| (&word[..1], fold_hash(word))),
            ),
            place_prepositions: WordMap::new(
                entries(include_str!("tables/place_prepositions.txt")).map(|word| (word, ())),
            ),
            generic: WordMap::new(
                entries(include_str!("tables/generic.txt")).map(|word| (word, ())),
            ),
        };
        tables.roles = tables.read_roles(&team_heads);
        for (word, _) in tables.roles.iter() {
            let (at, bit) = role_bit(word);
            tables.role_words[at] |= bit;
        }
        for (word, _) in tables.alias_words.iter() {
            tables.alias_filter.add(spread(word));
        }
        tables
    }

    fn read_roles(&self, team_heads: &[u32]) -> WordMap<u32> {
        let mut roles: Vec<(u32, u32)> =
            team_heads.iter().map(|&head| (head, Word::TEAM)).collect();
        roles.extend(
            self.honorifics
                .iter()
                .map(|(word, _)| (word, Word::HONORIFIC)),
        );
        roles.extend(
            self.name_suffixes
                .iter()
                .map(|(word, _)| (word, Word::SUFFIX)),
        );
        roles.extend(self.designators.iter().map(|(word, kind)| match kind {
            Designator::Company => (word, Word::COMPANY),
            Designator::Place => (word, Word::PLACE),
            Designator::Polity => (word, Word::POLITY),
        }));
        roles.extend(self.generic.iter().map(|(word, ())| (word, Word::GENERIC)));
        roles.extend(
            self.variant_heads
                .iter()
                .map(|(word, _)| (word, Word::VARIANT)),
        );
        roles.extend(self.given.iter().map(|(word, _)| (word, Word::GIVEN)));
        roles.extend(SMALL.iter().map(|(word, kind)| match kind {
            Small::Article => (word, Word::SMALL),
            Small::And => (word, Word::SMALL | Word::AND),
            Small::Of => (word, Word::SMALL | Word::OF),
            Small::In => (word, Word::SMALL | Word::IN),
        }));
        WordMap::from_hashes(roles, |all, one| all | one)
    }

    /// What all tables say of a word, as bits of [`Word`]: asked once a word, the tables only where it says so.
    #[inline]
    pub(super) fn roles(&self, hash: u32) -> u32 {
        let (at, bit) = role_bit(hash);
        if self.role_words[at] & bit == 0 {
            return 0;
        }
        self.roles.get(hash).unwrap_or_default()
    }

    /// Appends the words to `out`, known variants ("United States", "U.S.") as one word that stands for them all.
    pub(super) fn canonical(&self, words: &[Word], out: &mut Vec<Word>) {
        let mut rest = words;
        while let Some(&word) = rest.first() {
            let longest = if word.has(Word::VARIANT) {
                let longest = self.variant_heads.get(word.hash);
                longest.map_or(0, usize::from).min(rest.len())
            } else {
                0
            };
            let variant = |n| {
                self.variants
                    .get(phrase_key(rest[..n].iter().map(|word| word.hash)))
            };
            let found = (1..=longest).rev().find_map(|n| Some((n, variant(n)?)));
            let n = found.map_or(1, |(n, _)| n);
            out.push(found.map_or(word, |(_, hash)| Word {
                hash,
                listed: listed(&rest[..n]),
                bits: word.bits & !Word::ROLES,
                ..word
            }));
            rest = &rest[n..];
        }
    }

    /// The teams that a phrase may name, by number.
    pub(super) fn teams(&self, words: &[Word]) -> impl Iterator<Item = u16> {
        let begins = words.first().is_some_and(|word| word.has(Word::TEAM));
        let teams = begins
            .then(|| {
                self.teams
                    .get(phrase_key(words.iter().map(|word| word.hash)))
            })
            .flatten()
            .unwrap_or_default();
        teams.into_iter().filter(|&team| team != 0)
    }
}

/// The entries "mark word" of a table.
fn marked<V>(table: &'static str, value: impl Fn(&str) -> V) -> Vec<(&'static str, V)> {
    entries(table)
        .filter_map(|line| line.split_once(' '))
        .map(|(mark, word)| (word, value(mark)))
        .collect()
}
