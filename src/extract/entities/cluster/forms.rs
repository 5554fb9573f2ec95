//! Mentions to forms: the distinct strings of an article, each with the class of thing it names.

use super::super::{EntityType, Mention};
use super::keys::Slots;
use super::words::{Word, read_words};
use crate::text::{Flags, Text};
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
    /// Of its words but small ones, whatever the class.
    pub(super) key: u64,
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
        let mut known = Slots::for_keys(mentions.len() + 8);
        for (i, mention) in mentions.iter().enumerate() {
            let class = Class::from(mention.kind);
            let token_key = token_key(text, mention, class);
            // The same tokens again, most often: no need to read their words.
            let new = all.forms.len() as u32;
            let (form, seen) = known.number(token_key, new);
            if seen {
                all.of_mention.push(form);
                continue;
            }
            let start = all.words.len();
            read_words(text, mention, &mut all.words);
            let content = content(&all.words[start..]).map(|word| word.hash);
            let key = content.fold(0, longer);
            let (form, seen) = known.number(tagged(key, class as u64), new);
            if seen {
                all.words.truncate(start);
                *known.entry(token_key) = form;
            } else {
                all.forms.push(Form {
                    class,
                    words: start as u32..all.words.len() as u32,
                    key,
                    first: i as u32,
                });
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

/// A key of the tokens of a mention as they stand, but for the case of letters behind the first.
fn token_key(text: &Text, mention: &Mention, class: Class) -> u64 {
    const SEEN: u32 = Flags::CAPITAL.0 | Flags::ALL_CAPS.0 | Flags::GLUED.0;
    let tokens = mention.tokens.start as usize..mention.tokens.end as usize;
    let tokens = text.tokens.get(tokens).unwrap_or_default();
    let words = tokens.iter().map(|t| t.hash ^ (t.flags.0 & SEEN) << 20);
    tagged(words.fold(0, longer), class as u64 + 4)
}

/// The key of a sequence of words and one word more; that of none is 0.
pub(super) fn longer(key: u64, word: u32) -> u64 {
    (key.rotate_left(23) ^ u64::from(word)).wrapping_mul(0xff51_afd7_ed55_8ccd)
}

/// A key of another kind for what has this key.
pub(super) fn tagged(key: u64, tag: u64) -> u64 {
    (key ^ tag.wrapping_add(1)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The words that make a name what it is: all but small ones, unless there are no others.
pub(super) fn content(words: &[Word]) -> impl Iterator<Item = Word> + '_ {
    let only_small = words.iter().all(|word| word.has(Word::SMALL));
    words
        .iter()
        .copied()
        .filter(move |word| only_small || !word.has(Word::SMALL))
}
