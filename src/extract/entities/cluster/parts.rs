//! A person's name taken apart: titles before it, its parts, what follows it.

use super::tables::{Gender, Given, NameSuffix, TABLES};
use super::words::Word;
use crate::lexicon::combine;
use std::ops::Range;

/// A part of a name: a word, or words joined by hyphens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) hash: u32,
    /// Of its last word: "Assad" of "al-Assad".
    pub(super) tail: u32,
    pub(super) initial: u8,
    pub(super) is_initial: bool,
    /// One word of the table of given names.
    pub(super) is_given: bool,
    /// After "of": a place, no surname.
    pub(super) is_place: bool,
}

/// A form as a person's name.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) form: u32,
    pub(super) parts: Range<u32>,
    /// "Jr", "III", or 0.
    pub(super) generation: u32,
    pub(super) gender: Gender,
    /// What the table knows of its first part.
    pub(super) given: Given,
}

impl Name {
    /// Takes the words of a form apart; its parts go behind those of other names. `title` is the gender that a title beside the name
    /// tells.
    pub(super) fn read(form: u32, words: &[Word], title: Gender, parts: &mut Vec<Part>) -> Self {
        let (end, generation) = end(words);
        let (start, gender) = start(&words[..end], title);
        let first = parts.len();
        let words = words.get(start..end).unwrap_or_default().iter();
        for word in words.filter(|word| !word.has(Word::SMALL)) {
            match parts[first..].last_mut().filter(|_| word.has(Word::JOINED)) {
                Some(part) => part.join(word),
                None => parts.push(Part::new(word)),
            }
        }
        let own = &parts[first..];
        let given = match own {
            [part, ..] if part.is_given => TABLES.given.get(part.hash).unwrap_or_default(),
            _ => Given::default(),
        };
        let told = own.len() > 1 && gender == Gender::Unknown;
        Self {
            form,
            parts: first as u32..parts.len() as u32,
            generation,
            gender: if told { given.gender } else { gender },
            given,
        }
    }

    /// Its parts among those of all names.
    pub(super) fn parts_of<'a>(&self, all: &'a [Part]) -> &'a [Part] {
        &all[self.parts.start as usize..self.parts.end as usize]
    }
}

impl Part {
    fn new(word: &Word) -> Self {
        Self {
            hash: word.hash,
            tail: word.hash,
            initial: word.initial,
            is_initial: word.has(Word::INITIALS),
            is_given: word.has(Word::GIVEN),
            is_place: word.has(Word::AFTER_OF),
        }
    }

    /// Goes on with a word that hangs on it by a hyphen.
    fn join(&mut self, word: &Word) {
        self.hash = combine(self.hash, word.hash);
        self.tail = word.hash;
        self.is_initial = false;
        self.is_given = false;
    }
}

/// Where a name ends, before what follows it, and its generation.
fn end(words: &[Word]) -> (usize, u32) {
    let mut end = words.len();
    // "Nathan Law of Demosisto", but "Joan of Arc".
    if let Some(of) = words.iter().skip(2).position(|word| word.has(Word::SMALL))
        && !words[..2].iter().any(|word| word.has(Word::SMALL))
    {
        end = of + 2;
    }
    let mut generation = 0;
    while end > 1 && words[end - 1].has(Word::SUFFIX) {
        let last = &words[end - 1];
        match TABLES.name_suffixes.get(last.hash) {
            Some(NameSuffix::Generation) => generation = last.hash,
            Some(NameSuffix::Honour) if last.has(Word::CAPS) || end > 2 => {}
            _ => break,
        }
        end -= 1;
    }
    (end, generation)
}

/// Where a name begins, behind its titles, and whom they fit.
fn start(words: &[Word], title: Gender) -> (usize, Gender) {
    let (mut start, mut gender) = (0, title);
    let titles = &words[..words.len().saturating_sub(1)];
    for (i, word) in titles.iter().enumerate() {
        if word.has(Word::HONORIFIC)
            && let Some(fits) = TABLES.honorifics.get(word.hash)
        {
            start = i + 1;
            if fits != Gender::Unknown {
                gender = fits;
            }
        }
    }
    (start, gender)
}
