//! The article's tokens as the quote stage looks at them: by index, with closed word classes and a coarse shape.

use super::forms::{LEXICON, Lexicon};
use crate::extract::entities::{Entity, EntityType};
use crate::lexicon::{const_hash, entries, fold_hash};
use crate::text::{Flags, Span, Text, Token};
use std::cell::Cell;
use std::sync::LazyLock;

/// Closed word classes, as bits.
pub(super) mod class {
    pub(crate) const DETERMINER: u16 = 1;
    pub(crate) const POSSESSIVE: u16 = 1 << 1;
    pub(crate) const SUBJECT: u16 = 1 << 2;
    pub(crate) const OBJECT: u16 = 1 << 3;
    pub(crate) const AUX: u16 = 1 << 4;
    pub(crate) const ADVERB: u16 = 1 << 5;
    pub(crate) const CONJUNCTION: u16 = 1 << 6;
    pub(crate) const SUBORDINATOR: u16 = 1 << 7;
    pub(crate) const WH: u16 = 1 << 8;
    pub(crate) const PREPOSITION: u16 = 1 << 9;
    pub(crate) const TIME: u16 = 1 << 10;
    /// Their names in the table.
    pub(crate) const NAMES: [&str; 11] = [
        "det",
        "possessive",
        "subject",
        "object",
        "aux",
        "adverb",
        "conjunction",
        "subordinator",
        "wh",
        "preposition",
        "time",
    ];
}

/// The closed classes of words, by hash: a table of its own, as nothing else is asked as often.
#[derive(Debug)]
pub(super) struct Classes {
    slots: [(u32, u16); Self::SLOTS],
}

impl Classes {
    /// Four times the words at least, so that most words meet an empty slot at once.
    const SLOTS: usize = 2048;

    fn read() -> Self {
        let mut slots = [(0, 0); Self::SLOTS];
        for (word, classes) in function_words() {
            let hash = fold_hash(word);
            let mut slot = hash as usize % Self::SLOTS;
            while slots[slot].0 != 0 {
                slot = (slot + 1) % Self::SLOTS;
            }
            slots[slot] = (hash, classes);
        }
        Self { slots }
    }

    #[inline(always)]
    fn get(&self, hash: u32) -> u16 {
        let mut slot = hash as usize % Self::SLOTS;
        loop {
            match self.slots[slot] {
                (found, classes) if found == hash => return classes,
                (0, _) => return 0,
                _ => slot = (slot + 1) % Self::SLOTS,
            }
        }
    }
}

static CLASSES: LazyLock<Classes> = LazyLock::new(Classes::read);

fn function_words() -> impl Iterator<Item = (&'static str, u16)> {
    entries(include_str!("tables/function_words.tsv")).filter_map(|line| {
        let (word, names) = line.split_once('\t')?;
        let bit = |name| class::NAMES.iter().position(|&n| n == name);
        let bits = names.split(' ').filter_map(bit);
        Some((word, bits.fold(0, |bits, i| bits | 1 << i)))
    })
}

/// Hashes of the words that join clauses.
pub(super) fn joining_words() -> impl Iterator<Item = u32> {
    function_words()
        .filter(|(_, classes)| classes & JOINING != 0)
        .map(|(word, _)| fold_hash(word))
}

const JOINING: u16 = class::CONJUNCTION | class::SUBORDINATOR;

/// Hashes of single words, known when the program is compiled.
macro_rules! words {
    ($($name:ident = $word:literal),* $(,)?) => {
        /// Hashes of single words that rules name.
        pub(super) struct Words { $(pub(super) $name: u32),* }
        pub(super) const WORDS: Words = Words { $($name: const_hash($word)),* };
    };
}

words! {
    that = "that", to = "to", of = "of", and = "and", or = "or", but = "but", who = "who", according = "according", a = "a",
    an = "an", the = "the", close = "close", for_ = "for", from = "from", with = "with", in_ = "in", on = "on", at = "at",
    comma = ",", colon = ":", semicolon = ";", stop = ".", hyphen = "-", en_dash = "–", em_dash = "—", bar = "―",
    open_round = "(", close_round = ")", exclamation = "!", question = "?", equals = "=", as_ = "as", he = "he", she = "she", it = "it", is = "is", was = "was", been = "been", being = "being",
    him = "him", her = "her", his = "his", ampersand = "&", slash = "/", us = "us", open_angle = "«", close_angle = "»", open_mark = "“", close_mark = "”", hash = "#", at_sign = "@", dollar = "$", percent = "%", which = "which", open_square = "[", said = "said", says = "says", told = "told", wrote = "wrote", hears = "hears", heard = "heard", tells = "tells",
}

/// What lies outside the range looked at.
pub(super) const NOWHERE: u32 = 1;

/// What is known of a token beside its own facts, in one number: closed classes in the low bits, then these.
mod fact {
    pub(super) const CLASSES: u32 = (1 << 11) - 1;
    /// Set once the others are.
    pub(super) const KNOWN: u32 = 1 << 11;
    pub(super) const NAME_LIKE: u32 = 1 << 12;
    pub(super) const ING_OR_ED: u32 = 1 << 13;
    /// What the name is that the token belongs to, if any: two bits, set beforehand.
    pub(super) const NAMED: u32 = 14;
    /// The shape stands above; 0 where the token's hash is its shape.
    pub(super) const SHAPE: u32 = 16;
}

/// The facts of a token in a person's name before others are worked out.
const PERSON: u32 = 1 << fact::NAMED;

/// Room for the facts of an article's tokens, each worked out when first asked for; what the entities say of them is in it.
pub(super) fn unknown(text: &Text, entities: &[Entity]) -> Vec<Cell<u32>> {
    let facts = vec![Cell::new(0); text.tokens.len()];
    for entity in entities {
        let named = match entity.kind {
            EntityType::Person => 1,
            EntityType::Organization => 2,
            _ => 3,
        };
        for m in &entity.mentions {
            let tokens = m.tokens.start as usize..m.tokens.end as usize;
            for cell in facts.get(tokens).unwrap_or_default() {
                cell.set(named << fact::NAMED);
            }
        }
    }
    facts
}

/// Tokens with their text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub(super) content: &'t str,
    pub(super) tokens: &'t [Token],
    facts: &'t [Cell<u32>],
    classes: &'static Classes,
    lexicon: &'static Lexicon,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t Text, facts: &'t [Cell<u32>]) -> Self {
        Self {
            content: &text.content,
            tokens: &text.tokens,
            facts,
            classes: &CLASSES,
            lexicon: &LEXICON,
        }
    }

    #[inline]
    pub(super) fn hash(&self, i: u32) -> u32 {
        self.tokens.get(i as usize).map_or(NOWHERE, |t| t.hash)
    }

    #[inline]
    pub(super) fn is(&self, i: u32, flags: Flags) -> bool {
        self.tokens.get(i as usize).is_some_and(|t| t.has(flags))
    }

    #[inline]
    pub(super) fn is_word(&self, i: u32) -> bool {
        self.is(i, Flags::WORD)
    }

    #[inline]
    pub(super) fn start(&self, i: u32) -> u32 {
        self.tokens
            .get(i as usize)
            .map_or(self.content.len() as u32, |t| t.start)
    }

    #[inline]
    pub(super) fn end(&self, i: u32) -> u32 {
        self.tokens
            .get(i as usize)
            .map_or(self.content.len() as u32, |t| t.end)
    }

    /// The text of token `i`.
    pub(super) fn slice(&self, i: u32) -> &'t str {
        self.tokens
            .get(i as usize)
            .map_or("", |t| t.span().of(self.content))
    }

    /// From the first to the last token of a range of indices that is not empty.
    pub(super) fn span(&self, from: u32, to: u32) -> Span {
        let start = self.start(from);
        Span {
            start,
            end: self.end(to.max(from + 1) - 1).max(start),
        }
    }

    #[inline(always)]
    fn facts(&self, i: u32) -> u32 {
        match self.facts.get(i as usize).map(Cell::get) {
            Some(known) if known & fact::KNOWN != 0 => known,
            Some(_) => self.learn(i),
            None => 0,
        }
    }

    /// Works out a token's facts.
    #[inline(never)]
    fn learn(&self, i: u32) -> u32 {
        let (Some(token), Some(cell)) = (self.tokens.get(i as usize), self.facts.get(i as usize))
        else {
            return 0;
        };
        let facts = if token.is_word() {
            fact::KNOWN | self.facts_of_word(token, cell.get() == PERSON)
        } else {
            let shape = match token.hash {
                hash if hash == WORDS.open_angle || hash == WORDS.open_mark => 9,
                hash if hash == WORDS.close_angle || hash == WORDS.close_mark => 10,
                _ => 0,
            };
            fact::KNOWN | shape << fact::SHAPE
        };
        let facts = facts | cell.get();
        cell.set(facts);
        facts
    }

    #[inline(always)]
    fn facts_of_word(&self, token: &Token, person: bool) -> u32 {
        // "Will Carr" and "Mrs May" are names.
        let classes = if person && token.has(Flags::CAPITAL) {
            0
        } else {
            u32::from(self.classes.get(token.hash))
        };
        let ending = if token.has(Flags::CAPITAL) {
            3
        } else {
            self.ending(token)
        };
        let ing_or_ed = u32::from(matches!(ending, 4 | 5)) * fact::ING_OR_ED;
        // "US", "IT" and "WHO" in capitals are names.
        let acronym =
            || token.has(Flags::ALL_CAPS) && [WORDS.us, WORDS.it, WORDS.who].contains(&token.hash);
        if classes != 0 && !acronym() {
            return ing_or_ed | classes;
        }
        let capital = token.any_of(Flags::CAPITAL | Flags::MIXED);
        let shape = match capital {
            _ if token.has(Flags::NUMERIC) => 2,
            true => 3,
            false => ending,
        };
        ing_or_ed | u32::from(capital) * fact::NAME_LIKE | shape << fact::SHAPE
    }

    /// How a word ends, as a shape.
    #[inline(always)]
    fn ending(&self, token: &Token) -> u32 {
        let end = token.end as usize;
        let start = end.saturating_sub(3);
        let Some(&[a, b, c]) = self.content.as_bytes().get(start..end) else {
            return 8;
        };
        let length = token.end - token.start;
        match c {
            b'd' if b == b'e' && length > 1 => 4,
            b'g' if b == b'n' && a == b'i' && length > 2 => 5,
            b'y' if b == b'l' && length > 1 => 6,
            b's' => 7,
            _ => 8,
        }
    }

    /// The closed classes of the word at `i`.
    #[inline]
    pub(super) fn classes(&self, i: u32) -> u16 {
        (self.facts(i) & fact::CLASSES) as u16
    }

    /// Whether the word with this hash may join clauses.
    #[inline(always)]
    pub(super) fn joins_clauses(&self, hash: u32) -> bool {
        self.classes.get(hash) & JOINING != 0
    }

    #[inline]
    pub(super) fn any_class(&self, i: u32, bits: u16) -> bool {
        self.classes(i) & bits != 0
    }

    /// A word with a capital that is no closed-class word.
    #[inline]
    pub(super) fn is_name_like(&self, i: u32) -> bool {
        self.facts(i) & fact::NAME_LIKE != 0
    }

    /// A form in the table of reporting verbs.
    #[inline]
    pub(super) fn is_reporting(&self, i: u32) -> bool {
        self.lexicon.is_verb(self.hash(i))
    }

    /// An auxiliary or a form in the table of reporting verbs.
    #[inline]
    pub(super) fn is_verbal(&self, i: u32) -> bool {
        self.is_reporting(i) || self.any_class(i, class::AUX)
    }

    /// A form of a reporting verb that no noun phrase holds.
    #[inline]
    pub(super) fn is_verb(&self, i: u32) -> bool {
        let said = [WORDS.said, WORDS.says, WORDS.told, WORDS.wrote, WORDS.tells];
        self.is_reporting(i)
            && (self.is_ing_or_ed(i) || said.contains(&self.hash(i)) && !self.is(i, Flags::CAPITAL))
    }

    /// What the name is that the token belongs to: 0 none, 1 a person, 2 an organization, 3 another.
    #[inline]
    pub(super) fn named(&self, i: u32) -> u32 {
        self.facts(i) >> fact::NAMED & 3
    }

    #[inline]
    pub(super) fn is_ing_or_ed(&self, i: u32) -> bool {
        self.facts(i) & fact::ING_OR_ED != 0
    }

    #[inline]
    pub(super) fn is_comma(&self, i: u32) -> bool {
        self.hash(i) == WORDS.comma
    }

    pub(super) fn is_dash(&self, i: u32) -> bool {
        let hash = self.hash(i);
        [WORDS.en_dash, WORDS.em_dash, WORDS.bar].contains(&hash)
            || hash == WORDS.hyphen && !self.is(i, Flags::GLUED)
    }

    /// A small class for features: closed-class words and punctuation by themselves, else capital, number or ending.
    #[inline]
    pub(super) fn shape(&self, i: u32) -> u32 {
        match self.facts(i) >> fact::SHAPE {
            0 => self.hash(i),
            shape => shape,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_have_known_classes() {
        for line in entries(include_str!("tables/function_words.tsv")) {
            let (word, names) = line.split_once('\t').expect("two fields");
            assert!(
                names.split(' ').all(|n| class::NAMES.contains(&n)),
                "{word}"
            );
        }
        let text = Text::new("He said that".to_owned());
        let facts = unknown(&text, &[]);
        let reader = Reader::new(&text, &facts);
        assert!(reader.any_class(0, class::SUBJECT) && reader.any_class(2, class::SUBORDINATOR));
        assert_eq!(reader.classes(1), 0);
    }
}
