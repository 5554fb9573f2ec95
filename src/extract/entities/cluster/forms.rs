//! Mentions to forms: the distinct strings of an article, each with the class of thing it names.

use super::super::{EntityType, Mention};
use super::Rules;
use super::keys::Repeats;
use super::slots::Slots;
use super::tables::{Gender, TABLES};
use super::words::{Word, read_words, singular};
use crate::text::{Flags, Text, Token};
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
    /// What the first title beside one of its mentions says.
    pub(super) gender: Gender,
    /// Its words, in [`Forms::words`].
    pub(super) words: Range<u32>,
    /// Of its words but small ones, whatever the class.
    pub(super) key: u64,
    /// Its first mention.
    pub(super) first: u32,
    /// Its mentions.
    pub(super) count: u32,
    /// The hash of its last word without a plural s, or 0; only for a place of one word and what is in [`Class::Other`].
    pub(super) singular: u32,
}

/// What stands at the head of a mention.
#[derive(Clone, Copy, Debug)]
struct Front {
    /// The token before it; one of no kind at the head of the text.
    before: Token,
    /// Of its first token.
    hash: u32,
    flags: Flags,
    /// Its first byte.
    byte: u8,
}

/// The forms of an article.
#[derive(Debug, Default)]
pub(super) struct Forms {
    pub(super) words: Vec<Word>,
    /// By first mention.
    pub(super) forms: Vec<Form>,
    /// The form of each mention.
    pub(super) of_mention: Vec<u32>,
    /// What the title right before each mention says.
    pub(super) titles: Vec<Gender>,
    /// Forms of people, and of what else there is.
    pub(super) people: Vec<u32>,
    pub(super) things: Vec<u32>,
    /// What some word of theirs is.
    pub(super) roles: u32,
    /// Strings that some form, and that several forms have.
    pub(super) strings: Repeats,
    /// Words that stand in some form, and in several.
    words_seen: Repeats,
    fronts: Vec<Front>,
    known: Slots,
}

impl Forms {
    /// Forgets what it holds and reads the mentions of an article.
    pub(super) fn read(&mut self, text: &Text, mentions: &[Mention], rules: Rules) {
        self.words.clear();
        self.forms.clear();
        self.of_mention.clear();
        self.titles.clear();
        self.people.clear();
        self.things.clear();
        self.roles = 0;
        self.strings = Repeats::default();
        self.words_seen = Repeats::default();
        self.known.clear(2 * mentions.len());
        self.read_fronts(text, mentions);
        let titled = rules.has(Rules::GENDER);
        for (i, mention) in mentions.iter().enumerate() {
            let title = if titled && mention.kind == EntityType::Person {
                title_gender(text, mention, &self.fronts[i].before)
            } else {
                Gender::Unknown
            };
            self.titles.push(title);
            let form = self.number(text, mention, i);
            self.of_mention.push(form);
            let form = &mut self.forms[form as usize];
            form.count += 1;
            if form.gender == Gender::Unknown {
                form.gender = title;
            }
        }
    }

    /// Copies what is read of every mention. It lies far apart, but in a loop without branches the processor waits for the
    /// memory of many mentions at a time.
    fn read_fronts(&mut self, text: &Text, mentions: &[Mention]) {
        const NO_TOKEN: Token = Token {
            start: 0,
            end: 0,
            hash: 0,
            flags: Flags(0),
        };
        let (tokens, bytes) = (&text.tokens[..], text.content.as_bytes());
        self.fronts.clear();
        self.fronts.extend(mentions.iter().map(|mention| {
            let start = mention.tokens.start as usize;
            let first = tokens.get(start).unwrap_or(&NO_TOKEN);
            Front {
                before: *tokens.get(start.wrapping_sub(1)).unwrap_or(&NO_TOKEN),
                hash: first.hash,
                flags: first.flags,
                byte: bytes.get(mention.span.start as usize).map_or(0, |&b| b),
            }
        }));
    }

    /// The token before the mention `i`.
    pub(super) fn before(&self, i: usize) -> &Token {
        &self.fronts[i].before
    }

    /// The form of the mention `i`.
    fn number(&mut self, text: &Text, mention: &Mention, i: usize) -> u32 {
        let class = Class::from(mention.kind);
        let token_key = token_key(text, mention, class, &self.fronts[i]);
        // The same tokens again, most often: no need to read their words.
        let new = self.forms.len() as u32;
        let (form, seen) = self.known.number(token_key, new);
        if seen {
            return form;
        }
        let start = self.words.len();
        read_words(text, mention, &mut self.words);
        let key = content_key(&self.words[start..]);
        let (form, seen) = self.known.number(tagged(key, class as u64), new);
        if seen {
            self.words.truncate(start);
            *self.known.entry(token_key) = form;
            return form;
        }
        let length = self.words.len() - start;
        let singular = match class {
            Class::Other => singular(text, mention),
            Class::Location if length == 1 => singular(text, mention),
            _ => None,
        };
        self.push(Form {
            class,
            gender: Gender::Unknown,
            words: start as u32..self.words.len() as u32,
            key,
            first: i as u32,
            count: 0,
            singular: singular.unwrap_or(0),
        });
        new
    }

    /// Adds a form.
    pub(super) fn push(&mut self, form: Form) {
        let words = &self.words[form.words.start as usize..form.words.end as usize];
        for word in words {
            self.roles |= word.bits;
            if !word.has(Word::SMALL) {
                self.words_seen.add(spread(word.hash));
            }
        }
        self.strings.add(form.key);
        match form.class {
            Class::Person => self.people.push(self.forms.len() as u32),
            _ => self.things.push(self.forms.len() as u32),
        }
        if form.singular != 0 {
            self.words_seen.add(spread(form.singular));
        }
        self.forms.push(form);
    }

    pub(super) fn words_of(&self, form: u32) -> &[Word] {
        let words = &self.forms[form as usize].words;
        &self.words[words.start as usize..words.end as usize]
    }

    /// Whether a word may stand in several forms, or twice in one.
    pub(super) fn repeats(&self, word: u32) -> bool {
        self.words_seen.repeats(spread(word))
    }
}

/// A word's key for a filter.
pub(super) fn spread(word: u32) -> u64 {
    u64::from(word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// What the title right before a person's name says ("Mrs Clinton").
fn title_gender(text: &Text, mention: &Mention, before: &Token) -> Gender {
    let mut title = before;
    if before.has(Flags::ABBREVIATION) {
        let start = (mention.tokens.start as usize).wrapping_sub(2);
        title = text.tokens.get(start).unwrap_or(before);
    } else if !before.is_word() {
        return Gender::Unknown;
    }
    if !title.has(Flags::CAPITAL) {
        return Gender::Unknown;
    }
    TABLES.honorifics.get(title.hash).unwrap_or_default()
}

/// A key of the tokens of a mention as they stand, but for the case of letters behind the first.
fn token_key(text: &Text, mention: &Mention, class: Class, front: &Front) -> u64 {
    const SEEN: u32 = Flags::CAPITAL.0 | Flags::ALL_CAPS.0 | Flags::GLUED.0;
    let word = |hash: u32, flags: Flags| hash ^ (flags.0 & SEEN) << 20;
    let mut key = longer(u64::from(front.byte), word(front.hash, front.flags));
    if mention.tokens.len() > 1 {
        let rest = mention.tokens.start as usize + 1..mention.tokens.end as usize;
        for token in text.tokens.get(rest).unwrap_or_default() {
            key = longer(key, word(token.hash, token.flags));
        }
    }
    tagged(key, class as u64 + 4)
}

/// The key of the words that make a name what it is.
fn content_key(words: &[Word]) -> u64 {
    let key = |wanted: fn(&Word) -> bool| {
        let words = words.iter().filter(|word| wanted(word));
        words.fold(0, |key, word| longer(key, word.hash))
    };
    match key(|word| !word.has(Word::SMALL)) {
        0 => key(|_| true),
        key => key,
    }
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
