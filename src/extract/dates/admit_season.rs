//! Whether a season is one, or a fall in prices and a spring in the hills; and whether a decade is one of degrees or percent.

use super::class::Class;
use super::context::Surroundings;
use super::items::Item;
use crate::text::{Flags, Token};

/// Words of what is measured in degrees or percent.
const MEASURED: &[&str] = &[
    "approval",
    "degrees",
    "highs",
    "lows",
    "mercury",
    "percent",
    "percentage",
    "ratings",
    "temperature",
    "temperatures",
    "unemployment",
];
/// Tokens looked back over for them.
const MEASURES: usize = 12;

impl Surroundings<'_> {
    pub(super) fn admits_season(&self, items: &[Item], head: &Token) -> bool {
        let season = items.iter().position(|item| item.is(Class::Season));
        let Some(season) = season else {
            return true;
        };
        let word = self.source.stem(items[season].first);
        let capital = |t: Option<&Token>| t.is_some_and(|t| t.has(Flags::CAPITAL) && t.is_word());
        // "the Summer Palace", "Donna Summer"
        let name = capital(self.after(1)) && self.source.tokens[self.last].has(Flags::CAPITAL)
            || items.len() == 1
                && head.has(Flags::CAPITAL)
                && !self.starts_sentence()
                && capital(self.before(1))
                && !self.follows_preposition();
        if name {
            return false;
        }
        let the = items[0].is(Class::The);
        if items.len() == 1 || the && items.len() == 2 {
            let preposition = self.follows_preposition();
            return match word.to_ascii_lowercase().as_str() {
                "fall" => {
                    preposition
                        && self.word_after(1) != "of"
                        && !self.word_before(1).eq_ignore_ascii_case("to")
                        && !self.continues_no_season()
                }
                "spring" => preposition || the,
                // "winter wheat"
                _ => the || !self.is_attribute(),
            };
        }
        true
    }

    /// "rise and fall", but not "spring and fall"
    fn continues_no_season(&self) -> bool {
        let season = |t: &Token| self.source.grammar.is(t.hash, Class::Season);
        matches!(self.word_before(1), "and" | "or")
            && (!self.before(2).is_some_and(season)
                || matches!(self.word_after(1), "off" | "in" | "back" | "to"))
    }

    /// Whether a noun or name stands behind it, as far as that can be told from small words.
    pub(super) fn is_noun_ahead(&self) -> bool {
        let word = self
            .after(1)
            .is_some_and(|t| t.is_word() && !t.any_of(Flags::HAS_DIGIT));
        word && !Self::is_function_word(self.word_after(1))
            && !self.source.tokens[self.last].has(Flags::ENDS_SENTENCE)
    }

    /// Whether it belongs to a noun behind it, as far as that can be told from small words.
    pub(super) fn is_attribute(&self) -> bool {
        let noun = self
            .after(1)
            .is_some_and(|t| t.is_word() && !t.any_of(Flags::CAPITAL | Flags::HAS_DIGIT));
        noun && !Self::is_function_word(self.word_after(1))
            && !self.source.tokens[self.last].has(Flags::ENDS_SENTENCE)
    }

    /// Whether temperatures, ratings or percentages are spoken of just before in the sentence, or degrees behind; not where "since" or
    /// "from" tells a time.
    pub(super) fn tells_measures(&self) -> bool {
        let measured = |word: &str| {
            MEASURED
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known))
        };
        let near = (1..=MEASURES)
            .take_while(|&n| self.before(n).is_some_and(|t| !t.has(Flags::ENDS_SENTENCE)));
        let told = (1..=2).any(|n| matches!(self.word_before(n), "since" | "from"));
        !told && near.into_iter().any(|n| measured(self.word_before(n)))
            || measured(self.word_after(1))
    }
}
