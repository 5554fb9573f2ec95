//! The article's tokens as the quote stage looks at them: by index, with closed word classes and a coarse shape.

use crate::lexicon::{WordMap, combine, entries, fold_hash};
use crate::text::{Flags, Span, Text, Token};
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

static FUNCTION_WORDS: LazyLock<WordMap<u16>> = LazyLock::new(|| {
    WordMap::new(
        entries(include_str!("tables/function_words.tsv")).filter_map(|line| {
            let (word, names) = line.split_once('\t')?;
            let bit = |name| class::NAMES.iter().position(|&n| n == name);
            let bits = names
                .split(' ')
                .filter_map(bit)
                .fold(0, |bits, i| bits | 1 << i);
            Some((word, bits))
        }),
    )
});

/// Hash of a word at compile-table time, for comparing with a token's.
macro_rules! words {
    ($($name:ident = $word:literal),* $(,)?) => {
        /// Hashes of single words that rules name.
        pub(super) struct Words { $(pub(super) $name: u32),* }
        pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| Words { $($name: fold_hash($word)),* });
    };
}

words! {
    that = "that", to = "to", of = "of", and = "and", or = "or", but = "but", who = "who", according = "according", a = "a",
    an = "an", the = "the", close = "close", for_ = "for", from = "from", with = "with", in_ = "in", on = "on", at = "at",
    comma = ",", colon = ":", semicolon = ";", stop = ".", hyphen = "-", en_dash = "–", em_dash = "—", bar = "―",
    open_round = "(", exclamation = "!", question = "?", equals = "=", as_ = "as", he = "he", she = "she", it = "it",
    him = "him", her = "her", his = "his", ampersand = "&", slash = "/", us = "us", open_angle = "«", close_angle = "»", open_mark = "“", close_mark = "”", hash = "#", at_sign = "@",
}

/// What lies outside the range looked at.
pub(super) const NOWHERE: u32 = 1;

/// Tokens with their text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub(super) content: &'t str,
    pub(super) tokens: &'t [Token],
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t Text) -> Self {
        Self {
            content: &text.content,
            tokens: &text.tokens,
        }
    }

    pub(super) fn hash(&self, i: u32) -> u32 {
        self.tokens.get(i as usize).map_or(NOWHERE, |t| t.hash)
    }

    pub(super) fn is(&self, i: u32, flags: Flags) -> bool {
        self.tokens.get(i as usize).is_some_and(|t| t.has(flags))
    }

    pub(super) fn is_word(&self, i: u32) -> bool {
        self.is(i, Flags::WORD)
    }

    pub(super) fn start(&self, i: u32) -> u32 {
        self.tokens
            .get(i as usize)
            .map_or(self.content.len() as u32, |t| t.start)
    }

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

    /// The closed classes of the word at `i`.
    pub(super) fn classes(&self, i: u32) -> u16 {
        match self.tokens.get(i as usize) {
            // "US", "IT" and "WHO" in capitals are names.
            Some(t) if t.has(Flags::ALL_CAPS) && Self::is_acronym(t.hash) => 0,
            Some(t) if t.is_word() => FUNCTION_WORDS.get(t.hash).unwrap_or(0),
            _ => 0,
        }
    }

    fn is_acronym(hash: u32) -> bool {
        [WORDS.us, WORDS.it, WORDS.who].contains(&hash)
    }

    pub(super) fn any_class(&self, i: u32, bits: u16) -> bool {
        self.classes(i) & bits != 0
    }

    /// A word with a capital that is no closed-class word.
    pub(super) fn is_name_like(&self, i: u32) -> bool {
        self.tokens.get(i as usize).is_some_and(|t| {
            t.is_word() && t.any_of(Flags::CAPITAL | Flags::MIXED) && self.classes(i) == 0
        })
    }

    pub(super) fn is_comma(&self, i: u32) -> bool {
        self.hash(i) == WORDS.comma && self.is(i, Flags::PUNCT)
    }

    pub(super) fn is_dash(&self, i: u32) -> bool {
        let hash = self.hash(i);
        let word = &*WORDS;
        [word.en_dash, word.em_dash, word.bar].contains(&hash)
            || hash == word.hyphen && !self.is(i, Flags::GLUED)
    }

    /// A small class for features: closed-class words and punctuation by themselves, else capital, number or ending.
    pub(super) fn shape(&self, i: u32) -> u32 {
        let Some(t) = self.tokens.get(i as usize) else {
            return NOWHERE;
        };
        if !t.is_word() {
            return match t.hash {
                hash if hash == WORDS.open_angle => WORDS.open_mark,
                hash if hash == WORDS.close_angle => WORDS.close_mark,
                hash => hash,
            };
        }
        if FUNCTION_WORDS.contains(t.hash) && !(t.has(Flags::ALL_CAPS) && Self::is_acronym(t.hash))
        {
            return t.hash;
        }
        if t.has(Flags::NUMERIC) {
            return 2;
        }
        if t.any_of(Flags::CAPITAL | Flags::MIXED) {
            return 3;
        }
        let word = t.span().of(self.content).as_bytes();
        match word {
            [.., b'e', b'd'] => 4,
            [.., b'i', b'n', b'g'] => 5,
            [.., b'l', b'y'] => 6,
            [.., b's'] => 7,
            _ => 8,
        }
    }
}

/// Takes the features of one decision: a table adds their weights, the trainer keeps them.
pub(super) trait Sink {
    fn put(&mut self, feature: u32);

    /// A feature of template `kind` with a value.
    fn one(&mut self, kind: u32, value: u32) {
        self.put(combine(kind, value));
    }

    /// A feature of template `kind` with two values.
    fn two(&mut self, kind: u32, a: u32, b: u32) {
        self.put(combine(combine(kind, a), b));
    }
}

impl Sink for Vec<u32> {
    fn put(&mut self, feature: u32) {
        self.push(feature);
    }
}

/// Adds up the weights of features.
pub(super) struct Scores<'m, const L: usize> {
    table: &'m crate::model::Table<L>,
    pub(super) sums: [i32; L],
}

impl<'m, const L: usize> Scores<'m, L> {
    pub(super) fn new(table: &'m crate::model::Table<L>) -> Self {
        Self {
            table,
            sums: [0; L],
        }
    }
}

impl<const L: usize> Sink for Scores<'_, L> {
    fn put(&mut self, feature: u32) {
        self.table.add(feature, &mut self.sums);
    }
}

/// A count as one of a few buckets.
pub(super) fn bucket(n: u32) -> u32 {
    match n {
        0..=4 => n,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=40 => 9,
        _ => 10,
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
        let reader = Reader::new(&text);
        assert!(reader.any_class(0, class::SUBJECT) && reader.any_class(2, class::SUBORDINATOR));
        assert_eq!(reader.classes(1), 0);
    }
}
