//! Whom a speaker's noun phrase refers to: names by the entities' mentions, pronouns by gender and nearness, definite nouns by
//! the role beside a name. Nobody where the text does not say.

use super::gender::{self, Gender};
use super::noun_phrase;
use super::reader::{Reader, WORDS, class};
use crate::extract::entities::{Entity, EntityType, Mention};
use crate::lexicon::WordMap;
use crate::text::Flags;
use std::cell::Cell;
use std::ops::Range;
use std::sync::LazyLock;

static ORGANISATION_NOUNS: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/organisation_nouns.txt")));

/// Names among which a surname is looked for.
const FULL_NAMES: usize = 400;
/// Mentions looked back over.
const LOOK_BACK: usize = 60;
/// How far back a pronoun's name may stand, in tokens.
const PRONOUN_REACH: u32 = 160;
/// The same for the speaker of an earlier statement.
const SPEAKER_REACH: u32 = 260;

/// A mention in token order.
#[derive(Clone, Debug)]
pub(super) struct Name {
    from: u32,
    to: u32,
    entity: u32,
    kind: EntityType,
    /// What its entity is.
    of: EntityType,
    /// The gender it gives away, or else its entity does, once asked for.
    gender: Cell<Option<Gender>>,
}

impl Name {
    fn entity(&self) -> usize {
        self.entity as usize
    }

    fn is_of_person(&self) -> bool {
        self.of == EntityType::Person
    }

    /// Its tokens, and what its entity is: 1 a person, 2 an organization, 3 another.
    pub(super) fn named(&self) -> (Range<usize>, u32) {
        let number = match self.of {
            EntityType::Person => 1,
            EntityType::Organization => 2,
            _ => 3,
        };
        (self.from as usize..self.to as usize, number)
    }
}

/// Names and genders of an article, kept as room for the next.
#[derive(Default)]
pub(super) struct Names {
    /// As the entities have them.
    found: Vec<Name>,
    /// Their order in the text: first token and number.
    order: Vec<u64>,
    all: Vec<Name>,
    /// Where those of persons stand that have several words.
    full: Vec<u32>,
    /// By entity: what its mentions agree on, once asked for.
    genders: Vec<Cell<Option<Gender>>>,
}

impl Names {
    /// The names of an article's entities.
    pub(super) fn read(&mut self, entities: &[Entity]) -> &[Name] {
        self.found.clear();
        for (entity, e) in entities.iter().enumerate() {
            self.found.extend(e.mentions.iter().map(|m| Name {
                from: m.tokens.start,
                to: m.tokens.end,
                entity: entity as u32,
                kind: m.kind,
                of: e.kind,
                gender: Cell::new(None),
            }));
        }
        &self.found
    }

    /// Puts them into the order of the text. Numbers are sorted, as they are sorted without branches.
    fn sort(&mut self) {
        self.order.clear();
        let keys = (0u64..).zip(&self.found);
        self.order
            .extend(keys.map(|(i, n)| u64::from(n.from) << 32 | i));
        self.order.sort_unstable();
        let numbers = self.order.iter().map(|&key| key as u32 as usize);
        let found = &self.found;
        self.all.clear();
        self.all
            .extend(numbers.filter_map(|i| found.get(i).cloned()));
    }
}

/// The names of an article, and who spoke last.
pub(super) struct People<'a> {
    reader: Reader<'a>,
    entities: &'a [Entity],
    names: &'a [Name],
    full: &'a [u32],
    genders: &'a [Cell<Option<Gender>>],
    last: Option<(usize, u32)>,
}

impl<'a> People<'a> {
    /// The names are those read before.
    pub(super) fn new(reader: Reader<'a>, entities: &'a [Entity], room: &'a mut Names) -> Self {
        room.sort();
        let Names {
            all, full, genders, ..
        } = room;
        full.clear();
        let several = |n: &Name| n.kind == EntityType::Person && n.to - n.from > 1;
        let people = (0..).zip(all.iter().take(FULL_NAMES));
        full.extend(people.filter(|(_, n)| several(n)).map(|(i, _)| i));
        genders.clear();
        genders.resize(entities.len(), Cell::new(None));
        Self {
            reader,
            entities,
            names: all,
            full,
            genders,
            last: None,
        }
    }

    /// The gender that an entity's names give away.
    fn gender_of(&self, entity: usize) -> Gender {
        let (Some(e), Some(known)) = (self.entities.get(entity), self.genders.get(entity)) else {
            return Gender::Unknown;
        };
        if let Some(gender) = known.get() {
            return gender;
        }
        let whole = |m: &&Mention| {
            let before = m.tokens.start.saturating_sub(1);
            m.tokens.len() > 1
                || e.mentions.len() == 1
                || gender::of_title(self.reader.hash(before)) != Gender::Unknown
        };
        let gender = if e.kind == EntityType::Person {
            e.mentions
                .iter()
                .filter(whole)
                .map(|m| gender::of_name(self.reader, m.tokens.start, m.tokens.end))
                .find(|&gender| gender != Gender::Unknown)
                .unwrap_or_default()
        } else {
            Gender::Unknown
        };
        known.set(Some(gender));
        gender
    }

    /// Notes who spoke, for pronouns to come.
    pub(super) fn spoke(&mut self, entity: usize, at: u32) {
        self.last = Some((entity, at));
    }

    fn gender(&self, name: &Name) -> Gender {
        if let Some(known) = name.gender.get() {
            return known;
        }
        let gender = match self.gender_of(name.entity()) {
            Gender::Unknown if name.is_of_person() => {
                gender::of_name(self.reader, name.from, name.to)
            }
            known => known,
        };
        name.gender.set(Some(gender));
        gender
    }

    /// Whether a name gives away another gender than this.
    fn clashes(&self, name: &Name, gender: Gender) -> bool {
        let other = || ![Gender::Unknown, gender].contains(&self.gender(name));
        gender != Gender::Unknown && other()
    }

    /// The mentions before token `at`, nearest first.
    fn before(&self, at: u32) -> impl Iterator<Item = &Name> {
        let end = self.names.partition_point(|n| n.from < at);
        self.names[..end].iter().rev().take(LOOK_BACK)
    }

    /// A noun phrase with all of the names that it cuts through ("the Office for National Statistics", "the Department for Food, Farms
    /// and Fish"); it begins at token `low` or later.
    pub(super) fn whole(&self, np: &Range<u32>, low: u32) -> Range<u32> {
        let next = self.names.partition_point(|n| n.from < np.end);
        let last = next.checked_sub(1).and_then(|i| self.names.get(i));
        let end = last.filter(|n| n.from >= np.start).map_or(0, |n| n.to);
        let first = self.names[..next].iter().rfind(|n| n.from < np.start);
        let start = first
            .filter(|n| n.from >= low && n.to > np.start)
            .map(|n| {
                let head = noun_phrase::core_left(self.reader, n.from + 1, low);
                head.map_or(n.from, |head| head.start)
            })
            .unwrap_or(np.start);
        start..end.max(np.end)
    }

    /// Whom a name stands for: the mention that is the phrase's head, or the one person of that surname.
    pub(super) fn of_name(&self, np: &Range<u32>, head: u32) -> Option<usize> {
        let reader = self.reader;
        let inside = self.names.partition_point(|n| n.from < np.start);
        let mention = self.names[inside..]
            .iter()
            .take_while(|n| n.from < np.end)
            .find(|n| n.from <= head && head < n.to);
        // "Judge Amanda Reyes QC": the head is an honour behind the name.
        let honoured = || {
            let names = self.names[inside..].iter();
            let last = names.take_while(|n| n.from < np.end).last()?;
            let honours =
                (last.to..np.end).all(|i| reader.is(i, Flags::ALL_CAPS) || !reader.is_word(i));
            (last.is_of_person() && honours).then_some(last)
        };
        let mention = mention.or_else(honoured);
        let title = (np.start..head)
            .map(|i| gender::of_title(reader.hash(i)))
            .find(|&g| g != Gender::Unknown);
        let bare = mention.is_none_or(|n| n.to - n.from == 1);
        if bare {
            let known = mention.map(|n| n.entity());
            if let Some(entity) = self.by_part(reader.hash(head), title.unwrap_or_default(), known)
            {
                return Some(entity);
            }
        }
        mention.map(|n| n.entity())
    }

    /// The one person whose first or last name it is; of several the one of that gender, or the entity already known.
    fn by_part(&self, part: u32, gender: Gender, known: Option<usize>) -> Option<usize> {
        let reader = self.reader;
        let mut found: Option<usize> = None;
        let mut several = false;
        for n in self.full.iter().filter_map(|&i| self.names.get(i as usize)) {
            let fits = reader.hash(n.to - 1) == part || reader.hash(n.from) == part;
            if !fits || found == Some(n.entity()) {
                continue;
            }
            if self.clashes(n, gender) {
                continue;
            }
            several |= found.is_some();
            found = Some(n.entity());
        }
        if several { known } else { found.or(known) }
    }

    /// Whom a pronoun takes up: the last speaker if gender allows, else the nearest subject that it fits.
    pub(super) fn of_pronoun(&self, at: u32) -> Option<usize> {
        let hash = self.reader.hash(at);
        let w = &WORDS;
        if hash == w.it {
            return self.organisation(at);
        }
        let gender = if [w.he, w.him, w.his].contains(&hash) {
            Gender::Male
        } else if [w.she, w.her].contains(&hash) {
            Gender::Female
        } else {
            return None;
        };
        if let Some((entity, spoken)) = self.last {
            let near = at.saturating_sub(spoken) <= SPEAKER_REACH;
            if near && self.gender_of(entity) == gender {
                return Some(entity);
            }
        }
        let people = || {
            self.before(at)
                .filter(|n| n.kind == EntityType::Person && at - n.from <= PRONOUN_REACH)
        };
        let pick = |fits: &dyn Fn(Gender) -> bool| {
            let mut best: Option<&Name> = None;
            for n in people().filter(|n| fits(self.gender(n))) {
                match best {
                    // The first name of the nearest sentence is its subject, as a rule.
                    Some(b) if self.sentence_between(n.to, b.from) => break,
                    _ if self.is_possessive(n) && best.is_some() => {}
                    _ => best = Some(n),
                }
            }
            best.map(|n| n.entity())
        };
        pick(&|g| g == gender)
            .or_else(|| {
                let (entity, spoken) = self.last?;
                let unknown = self.gender_of(entity) == Gender::Unknown
                    && at.saturating_sub(spoken) <= SPEAKER_REACH;
                unknown.then_some(entity)
            })
            .or_else(|| pick(&|g| g == Gender::Unknown))
    }

    fn is_possessive(&self, n: &Name) -> bool {
        self.reader.is(n.to - 1, Flags::POSSESSIVE)
    }

    fn sentence_between(&self, from: u32, to: u32) -> bool {
        (from..to).any(|i| {
            self.reader.is(i, Flags::ENDS_SENTENCE) || self.reader.is(i, Flags::LINE_START)
        }) || self.reader.is(to, Flags::LINE_START)
    }

    /// The nearest organisation before.
    fn organisation(&self, at: u32) -> Option<usize> {
        self.before(at)
            .find(|n| n.kind == EntityType::Organization && at - n.from <= PRONOUN_REACH)
            .map(|n| n.entity())
    }

    /// Whom a common noun takes up: by a name in apposition, by an age, by the role beside an earlier name.
    pub(super) fn of_nominal(&self, np: &Range<u32>, head: u32) -> Option<usize> {
        let reader = self.reader;
        // "The rector, Hugh Lyle, said"
        if reader.is_comma(np.end) {
            let next = self.names.partition_point(|n| n.from <= np.end);
            if let Some(n) = self
                .names
                .get(next)
                .filter(|n| n.kind == EntityType::Person)
            {
                let titles = (np.end + 1..n.from)
                    .all(|i| reader.is_name_like(i) || reader.is(i, Flags::ABBREVIATION));
                let behind = !reader.is_word(n.to) || reader.any_class(n.to, class::PREPOSITION);
                let ends = behind && !self.is_possessive(n);
                if n.from - np.end <= 3 && titles && ends {
                    return Some(n.entity());
                }
            }
        }
        if reader.hash(np.start) != WORDS.the
            || reader.slice(head).ends_with('s') && !reader.slice(head).ends_with("ss")
        {
            return None;
        }
        if let Some(age) = (np.start + 1..np.end).find(|&i| reader.is(i, Flags::NUMERIC)) {
            let aged =
                |n: &&Name| reader.is_comma(n.to) && reader.hash(n.to + 1) == reader.hash(age);
            return self
                .before(np.start)
                .filter(|n| n.kind == EntityType::Person)
                .find(aged)
                .map(|n| n.entity());
        }
        let role = reader.hash(head);
        if ORGANISATION_NOUNS.contains(role) && head == np.start + 1 {
            return self.organisation_called(role, np.start);
        }
        let modifier = if head > np.start + 1 {
            Some(reader.hash(head - 1))
        } else {
            None
        };
        let gender = gender::of_title(role);
        for n in self
            .before(np.start)
            .filter(|n| n.kind == EntityType::Person)
        {
            let at = self
                .role_before(n, role)
                .or_else(|| self.role_behind(n, role));
            let Some(at) = at.filter(|_| !self.clashes(n, gender)) else {
                continue;
            };
            // "the prime minister" is no other minister; "the president" no vice-president.
            let same = match modifier {
                Some(modifier) => at > 0 && reader.hash(at - 1) == modifier,
                None => !matches!(
                    reader.slice(at.saturating_sub(1)),
                    "vice" | "Vice" | "deputy" | "Deputy" | "former" | "Former" | "-"
                ),
            };
            if same {
                return Some(n.entity());
            }
        }
        None
    }

    /// The nearest organisation before that has the noun in its name ("the union"), else the nearest.
    fn organisation_called(&self, noun: u32, at: u32) -> Option<usize> {
        let called = |n: &&Name| {
            n.kind == EntityType::Organization
                && (n.from..n.to).any(|i| self.reader.hash(i) == noun)
        };
        let named = self.before(at).find(called).map(|n| n.entity());
        named.or_else(|| self.organisation(at))
    }

    /// The role word in a title before a name ("Harrow spokesman Colin Farrar").
    fn role_before(&self, n: &Name, role: u32) -> Option<u32> {
        let reader = self.reader;
        // Most names have no such word near them: look before the words between are asked for their classes.
        let near = n.from.saturating_sub(6)..n.from;
        let at = near.rev().find(|&i| reader.hash(i) == role)?;
        let earlier = self.names.partition_point(|m| m.from < n.from);
        let low = earlier.checked_sub(1).and_then(|k| self.names.get(k));
        if low.is_some_and(|m| m.kind == EntityType::Person && at < m.to) {
            return None;
        }
        let part = |i: u32| {
            reader.is_word(i) && reader.classes(i) & !class::PREPOSITION == 0
                || reader.is(i, Flags::ABBREVIATION)
                || reader.is(i, Flags::GLUED) && reader.hash(i) == WORDS.hyphen
        };
        let joined = (at..n.from).all(|i| part(i) && (i == at || !reader.is(i, Flags::LINE_START)));
        joined.then_some(at)
    }

    /// The role word in an apposition behind a name ("Ines Duarte, the transport minister").
    fn role_behind(&self, n: &Name, role: u32) -> Option<u32> {
        let reader = self.reader;
        let (from, to) = (n.to + 1, n.to + 14);
        if !reader.is_comma(n.to) || !(from..to).any(|i| reader.hash(i) == role) {
            return None;
        }
        let np = noun_phrase::right(reader, from, to)?;
        np.clone().find(|&i| reader.hash(i) == role)
    }
}
