//! Mentions to forms: the distinct strings of an article, each with the class of thing it names.

use super::super::{EntityType, Mention};
use super::words::{Word, read_words};
use crate::text::Text;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What may share an entity. Groups, events, works and products are one class: taggers (and the gold) mix them up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Person,
    Organization,
    Location,
    Other,
}

impl Class {
    /// All but people, in order.
    pub(super) const THINGS: [Self; 3] = [Self::Organization, Self::Location, Self::Other];
}

impl From<EntityType> for Class {
    fn from(kind: EntityType) -> Self {
        match kind {
            EntityType::Person => Self::Person,
            EntityType::Organization => Self::Organization,
            EntityType::Location => Self::Location,
            EntityType::Group | EntityType::Event | EntityType::Work | EntityType::Product => {
                Self::Other
            }
        }
    }
}

/// A distinct string of one class.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) class: Class,
    /// Its words, in [`Forms::words`].
    pub(super) words: Range<u32>,
    /// Its first mention.
    pub(super) first: u32,
}

/// The forms of an article.
#[derive(Debug, Default)]
pub(super) struct Forms {
    pub(super) words: Vec<Word>,
    /// By first mention.
    pub(super) forms: Vec<Form>,
    /// The form of each mention.
    pub(super) of_mention: Vec<u32>,
}

impl Forms {
    pub(super) fn read(text: &Text, mentions: &[Mention]) -> Self {
        let mut all = Self {
            words: Vec::with_capacity(mentions.len() * 2),
            forms: Vec::with_capacity(mentions.len()),
            of_mention: Vec::with_capacity(mentions.len()),
        };
        let mut known: FxHashMap<u64, u32> = FxHashMap::default();
        for (i, mention) in mentions.iter().enumerate() {
            let (class, start) = (Class::from(mention.kind), all.words.len());
            read_words(text, mention, &mut all.words);
            let content = content(&all.words[start..]).map(|word| word.hash);
            let key = sequence_key(class as u64, content);
            let form = *known.entry(key).or_insert_with(|| {
                let words = start as u32..all.words.len() as u32;
                all.forms.push(Form {
                    class,
                    words,
                    first: i as u32,
                });
                all.forms.len() as u32 - 1
            });
            if form as usize + 1 < all.forms.len() || all.forms[form as usize].first != i as u32 {
                all.words.truncate(start);
            }
            all.of_mention.push(form);
        }
        all
    }

    pub(super) fn words_of(&self, form: u32) -> &[Word] {
        let words = &self.forms[form as usize].words;
        &self.words[words.start as usize..words.end as usize]
    }
}

/// A 64-bit key of a sequence of words; `tag` keeps kinds of keys apart.
pub(super) fn sequence_key(tag: u64, words: impl IntoIterator<Item = u32>) -> u64 {
    words.into_iter().fold(
        tag.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15),
        |key, word| (key.rotate_left(23) ^ u64::from(word)).wrapping_mul(0xff51_afd7_ed55_8ccd),
    )
}

/// The words that make a name what it is: all but small ones, unless there are no others.
pub(super) fn content(words: &[Word]) -> impl Iterator<Item = Word> + '_ {
    let only_small = words.iter().all(|word| word.has(Word::SMALL));
    words
        .iter()
        .copied()
        .filter(move |word| only_small || !word.has(Word::SMALL))
}
