//! The article's tokens as the quote stage looks at them: by index, with closed word classes and a coarse shape.

use super::people::Name;
pub(super) use super::words::class;
use super::words::{JOINING, Known, WORD_TABLE, WordTable};
use crate::lexicon::{WordMap, const_hash};
use crate::text::{Flags, Span, Text, Token};
use std::cell::Cell;
use std::hint::select_unpredictable;
use std::sync::LazyLock;

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
    open_round = "(", close_round = ")", exclamation = "!", question = "?", equals = "=", as_ = "as", he = "he", she = "she", it = "it", is = "is", was = "was", were = "were", by = "by", been = "been", being = "being",
    him = "him", her = "her", his = "his", ampersand = "&", slash = "/", us = "us", open_angle = "«", close_angle = "»", open_mark = "“", close_mark = "”", hash = "#", at_sign = "@", dollar = "$", percent = "%", which = "which", open_square = "[", said = "said", says = "says", told = "told", wrote = "wrote", hears = "hears", heard = "heard", tells = "tells", late = "late", early = "early",
}

static LY_NOUNS: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/ly_nouns.txt")));

/// What lies outside the range looked at.
pub(super) const NOWHERE: u32 = 1;

/// What is known of a token beside its own facts, in one number: what the tables say in the low bits, then these.
mod fact {
    pub(super) const NAME_LIKE: u32 = 1 << 12;
    pub(super) const ING_OR_ED: u32 = 1 << 13;
    /// What the name is that the token belongs to, if any: two bits, set beforehand.
    pub(super) const NAMED: u32 = 14;
    /// The shape, eight bits; 0 where the token's hash is its shape.
    pub(super) const SHAPE: u32 = 16;
    /// Set once the others are.
    pub(super) const KNOWN: u32 = 1 << 24;
}

/// Shapes of words: with a digit, with a capital, else by their ending.
mod shape {
    pub(super) const NUMBER: u32 = 2;
    pub(super) const CAPITAL: u32 = 3;
    pub(super) const ED: u32 = 4;
    pub(super) const ING: u32 = 5;
    pub(super) const LY: u32 = 6;
    pub(super) const S: u32 = 7;
    pub(super) const OTHER: u32 = 8;
}

/// The facts of a token in a person's name before others are worked out.
const PERSON: u32 = 1 << fact::NAMED;

/// An article's tokens with room for the facts of each, which are worked out when first asked for.
pub(super) struct Facts<'t> {
    pub(super) content: &'t str,
    pub(super) tokens: &'t [Token],
    facts: Vec<Cell<u32>>,
    words: &'static WordTable,
}

/// Tokens with nothing known of them but what the names say.
pub(super) fn unknown<'t>(text: &'t Text, names: &[Name]) -> Facts<'t> {
    let facts = vec![Cell::new(0); text.tokens.len()];
    for name in names {
        let (tokens, named) = name.named();
        for cell in facts.get(tokens).unwrap_or_default() {
            cell.set(named << fact::NAMED);
        }
    }
    Facts {
        content: &text.content,
        tokens: &text.tokens,
        facts,
        words: &WORD_TABLE,
    }
}

/// Tokens with their text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t>(&'t Facts<'t>);

impl<'t> std::ops::Deref for Reader<'t> {
    type Target = Facts<'t>;

    #[inline(always)]
    fn deref(&self) -> &Facts<'t> {
        self.0
    }
}

impl<'t> Reader<'t> {
    pub(super) fn new(facts: &'t Facts<'t>) -> Self {
        Self(facts)
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
        let before = cell.get();
        let facts = if token.is_word() {
            self.facts_of_word(token, before == PERSON)
        } else {
            let shape = match token.hash {
                hash if hash == WORDS.open_angle || hash == WORDS.open_mark => 9,
                hash if hash == WORDS.close_angle || hash == WORDS.close_mark => 10,
                _ => 0,
            };
            shape << fact::SHAPE
        };
        let facts = facts | before | fact::KNOWN;
        cell.set(facts);
        facts
    }

    /// The facts of a word; what differs from word to word is chosen without a branch, which would be guessed wrong.
    #[inline(always)]
    fn facts_of_word(&self, token: &Token, person: bool) -> u32 {
        let flags = token.flags;
        let known = self.words.get(token.hash).facts();
        // "Will Carr" and "Mrs May" are names, as are "US", "IT" and "WHO" in capitals.
        let acronym =
            || flags.any(Flags::ALL_CAPS) && [WORDS.us, WORDS.it, WORDS.who].contains(&token.hash);
        let open = person && flags.any(Flags::CAPITAL) || acronym();
        let closed = (known & Known::CLASSES != 0) & !open;
        let capital = flags.any(Flags::CAPITAL | Flags::MIXED);
        let ending = self.ending(token);
        let ending = select_unpredictable(flags.any(Flags::CAPITAL), shape::CAPITAL, ending);
        let ing_or_ed = (ending == shape::ED) | (ending == shape::ING);
        let shape = select_unpredictable(capital, shape::CAPITAL, ending);
        let shape = select_unpredictable(flags.any(Flags::NUMERIC), shape::NUMBER, shape);
        let open = u32::from(capital) * fact::NAME_LIKE | shape << fact::SHAPE;
        known & Known::VERB
            | u32::from(ing_or_ed) * fact::ING_OR_ED
            | select_unpredictable(closed, known & Known::CLASSES, open)
    }

    /// How a word ends, as a shape.
    #[inline(always)]
    fn ending(&self, token: &Token) -> u32 {
        let end = token.end as usize;
        let last = self.content.as_bytes().get(end.saturating_sub(3)..end);
        let Some(&[a, b, c]) = last else {
            return shape::OTHER;
        };
        let length = token.end - token.start;
        let s = select_unpredictable(c == b's', shape::S, shape::OTHER);
        let ly = (c == b'y') & (b == b'l') & (length > 1);
        let ed = (c == b'd') & (b == b'e') & (length > 1);
        let ing = (c == b'g') & (b == b'n') & (a == b'i') & (length > 2);
        let ending = select_unpredictable(ly, shape::LY, s);
        let ending = select_unpredictable(ed, shape::ED, ending);
        select_unpredictable(ing, shape::ING, ending)
    }

    /// Whether a word ends as adverbs do: "clearly", not "family" or "Emily".
    pub(super) fn is_in_ly(&self, i: u32) -> bool {
        self.shape(i) == shape::LY
            && !self.is(i, Flags::CAPITAL)
            && !LY_NOUNS.contains(self.hash(i))
    }

    /// The hash of the lemma of the form at `i`, 0 for words that are no reporting verb.
    #[inline]
    pub(super) fn lemma(&self, i: u32) -> u32 {
        self.words.lemma(self.hash(i))
    }

    /// What the tables say of a token.
    #[inline]
    pub(super) fn known(&self, i: u32) -> Known {
        self.words.get(self.hash(i))
    }

    /// The closed classes of the word at `i`.
    #[inline]
    pub(super) fn classes(&self, i: u32) -> u16 {
        (self.facts(i) & Known::CLASSES) as u16
    }

    /// Whether the word with this hash may join clauses.
    #[inline(always)]
    pub(super) fn joins_clauses(&self, hash: u32) -> bool {
        self.words.get(hash).facts() & u32::from(JOINING) != 0
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
        self.facts(i) & Known::VERB != 0
    }

    /// An auxiliary or a form in the table of reporting verbs.
    #[inline]
    pub(super) fn is_verbal(&self, i: u32) -> bool {
        self.facts(i) & (Known::VERB | u32::from(class::AUX)) != 0
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
        match self.facts(i) >> fact::SHAPE & 0xff {
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
        let text = Text::new("He said that".to_owned());
        let facts = unknown(&text, &[]);
        let reader = Reader::new(&facts);
        assert!(reader.any_class(0, class::SUBJECT) && reader.any_class(2, class::SUBORDINATOR));
        assert_eq!(reader.classes(1), 0);
    }
}
