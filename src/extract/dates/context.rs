//! The words around an expression: whether it is one, and what they tell of its date.

use super::items::Source;
use crate::lexicon::{WordMap, entries};
use crate::text::{Flags, Token};
use std::sync::LazyLock;

/// Words that decide how an expression beside them is read, by role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    None,
    /// in, on, by, since ...: a date may follow.
    Preposition,
    /// will, scheduled, expected ...: what follows lies ahead.
    Future,
    /// said, told, was ...: what follows lies behind.
    Past,
    /// $, cents, share, earnings ...
    Business,
    /// page, No., room ...: a number follows that is no year.
    Label,
    /// people, miles ...: the number before counts them.
    Counted,
    /// Street, Avenue ...: a number before its name is a house.
    Address,
    /// some, over, than ...: a number follows that is no year.
    Approximation,
    /// War, Uprising ...: the month, season or holiday before is part of a name.
    Event,
    /// to: an infinitive may follow.
    Infinitive,
    /// is, set ...: before an infinitive, what follows lies ahead.
    Intention,
    /// Times, Telegraph ...: the weekday before is part of a name.
    Newspaper,
}

static ROLES: LazyLock<WordMap<Role>> = LazyLock::new(|| {
    let rows = entries(include_str!("tables/context.tsv")).filter_map(|line| {
        let (word, role) = line.split_once('\t')?;
        let role = match role {
            "preposition" => Role::Preposition,
            "future" => Role::Future,
            "past" => Role::Past,
            "business" => Role::Business,
            "label" => Role::Label,
            "counted" => Role::Counted,
            "approximation" => Role::Approximation,
            "address" => Role::Address,
            "newspaper" => Role::Newspaper,
            "event" => Role::Event,
            "infinitive" => Role::Infinitive,
            "intention" => Role::Intention,
            _ => return None,
        };
        Some((word, role))
    });
    WordMap::new(rows)
});

/// Whether a word looks like the plural of a noun.
pub(super) fn is_plural(word: &str) -> bool {
    let function = matches!(
        word,
        "was"
            | "is"
            | "as"
            | "his"
            | "its"
            | "this"
            | "has"
            | "us"
            | "thus"
            | "does"
            | "less"
            | "plus"
            | "versus"
            | "across"
            | "unless"
            | "perhaps"
            | "always"
            | "towards"
    );
    word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !function
}

/// Words behind which an expression is over, sorted.
const FUNCTION_WORDS: &[&str] = &[
    "a", "after", "all", "an", "and", "are", "as", "at", "because", "before", "both", "but", "by",
    "came", "can", "did", "does", "during", "for", "from", "had", "has", "have", "he", "her",
    "his", "i", "if", "in", "into", "is", "it", "its", "more", "most", "must", "no", "not", "of",
    "on", "one", "or", "she", "should", "since", "so", "than", "that", "the", "their", "then",
    "there", "they", "this", "through", "to", "until", "was", "we", "were", "when", "where",
    "which", "while", "who", "will", "with", "without", "would", "you",
];

/// Tokens looked back over for the beginning of a sentence.
const SENTENCE: usize = 60;

/// An expression's place in its block.
#[derive(Clone, Copy)]
pub struct Surroundings<'t> {
    /// The text, up to the end of the block.
    pub source: Source<'t>,
    /// First token of the block.
    pub block: usize,
    /// First token of the expression.
    pub first: usize,
    /// Last token of the expression.
    pub last: usize,
}

impl<'t> Surroundings<'t> {
    pub(super) fn before(&self, n: usize) -> Option<&'t Token> {
        let i = self.first.checked_sub(n).filter(|&i| i >= self.block)?;
        self.source.tokens.get(i)
    }

    pub(super) fn after(&self, n: usize) -> Option<&'t Token> {
        self.source.tokens.get(self.last + n)
    }

    pub(super) fn role_of(token: Option<&Token>) -> Role {
        token.and_then(|t| ROLES.get(t.hash)).unwrap_or_default()
    }

    pub(super) fn word_before(&self, n: usize) -> &'t str {
        self.first
            .checked_sub(n)
            .filter(|&i| i >= self.block)
            .map_or("", |i| self.source.stem(i))
    }

    pub(super) fn word_after(&self, n: usize) -> &'t str {
        self.source.stem(self.last + n)
    }

    /// Whether a word is none of a noun phrase that the expression before it could belong to.
    pub(super) fn is_function_word(word: &str) -> bool {
        FUNCTION_WORDS.binary_search(&word).is_ok()
    }

    pub(super) fn follows_preposition(&self) -> bool {
        let role = Self::role_of(self.before(1));
        matches!(role, Role::Preposition | Role::Infinitive)
    }

    /// Where the sentence begins, as far as that is near.
    pub(super) fn sentence(&self) -> u32 {
        let near = self.block.max(self.first.saturating_sub(SENTENCE));
        let before = &self.source.tokens[near..self.first];
        let end = before.iter().rposition(|t| t.has(Flags::ENDS_SENTENCE));
        let first = end.map_or(near, |end| near + end + 1);
        self.source.tokens[first].start
    }

    pub(super) fn starts_sentence(&self) -> bool {
        self.before(1).is_none_or(|t| t.has(Flags::ENDS_SENTENCE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::fold_hash;

    #[test]
    fn table_is_well_formed() {
        for line in entries(include_str!("tables/context.tsv")) {
            let (word, _) = line.split_once('\t').expect("two columns");
            assert!(
                ROLES
                    .get(fold_hash(word))
                    .is_some_and(|role| role != Role::None),
                "{line}"
            );
        }
    }
}
