//! Whether a bare number is a year, a day or a time.

use super::class::Class;
use super::context::{Role, Surroundings, is_plural};
use super::items::Item;
use crate::text::{Flags, Token};

impl Surroundings<'_> {
    /// Four digits as a time: "at 1845", "0545", "1845 hours", but not "in 1910, on October 5" or "555-0545".
    pub(super) fn admits_clock(&self, items: &[Item]) -> bool {
        let hours = items.get(1).is_some_and(|item| {
            let word = self.source.stem(item.first);
            item.is(Class::Zone) || item.is(Class::Units) || matches!(word, "hours" | "hrs")
        });
        // "roughly 1600 hours", "at 1600 metres"
        if Self::role_of(self.before(1)) == Role::Approximation
            || Self::role_of(self.after(1)) == Role::Counted
            || self.is_yardstick()
            || self.is_address()
        {
            return false;
        }
        let at = self.word_before(1).eq_ignore_ascii_case("at");
        let zero = self.source.stem(self.first).starts_with('0')
            && !self.source.tokens[self.first].has(Flags::GLUED);
        hours || at || zero || !items[0].is(Class::Year) && self.word_before(1) == "by"
    }

    /// Whether four digits are a year; `alone` if they are no range, which counts nothing.
    pub(super) fn admits_year(&self, year: i16, alone: bool) -> bool {
        let glued = |t: Option<&Token>| t.is_some_and(|t| t.has(Flags::GLUED));
        let before = self.before(1);
        let head = &self.source.tokens[self.first];
        // "Nineteen Eighty-Four", a title
        if self.last > self.first
            && head.has(Flags::CAPITAL)
            && self.source.tokens[self.last].has(Flags::CAPITAL)
            && !head.has(Flags::HAS_DIGIT)
        {
            return false;
        }
        // "$1990", "555-1990", "A/1990", "No. 1990", "1990km"
        if head.has(Flags::GLUED)
            && let Some(before) = before
        {
            let mark = before.first_char(self.source.content);
            // "c.1240"
            let circa = mark == '.' && matches!(self.word_before(2), "c" | "ca" | "b" | "d");
            if !circa && matches!(mark, '$' | '£' | '€' | '¥' | '#' | '.' | '@' | '+' | '_') {
                return false;
            }
            if matches!(mark, '-' | '/' | ':')
                && self.before(2).is_some_and(|t| t.has(Flags::HAS_DIGIT))
            {
                return false;
            }
        }
        let after = self.after(1);
        if glued(after) {
            let mark = after.map_or(' ', |t| t.first_char(self.source.content));
            if matches!(mark, '%' | '°' | '$' | '@' | '_' | '=') {
                return false;
            }
            if matches!(mark, '-' | '/' | ':' | '.')
                && self
                    .after(2)
                    .is_some_and(|t| t.has(Flags::NUMERIC | Flags::GLUED))
            {
                return false;
            }
        }
        // "since at least 1936"
        let at_least = self.word_before(1) == "least"
            && matches!(
                self.word_before(3),
                "into" | "since" | "Since" | "through" | "until" | "Until"
            );
        // "better in 2022 than 2021,", "9 percent over 2022 and 7 over 2023."
        let point = matches!(self.word_before(2), "earlier" | "later");
        let compared = matches!(self.word_before(1), "over" | "than")
            && (point || (1900..=2100).contains(&year))
            && (self.is_closed() || matches!(self.word_after(1), "and" | "but"));
        if matches!(Self::role_of(before), Role::Label | Role::Approximation)
            && !at_least
            && !compared
            || alone && Self::role_of(after) == Role::Counted
        {
            return false;
        }
        // "p. 1916", "pp. 1812–1815"
        let end = before.is_some_and(|t| !t.is_word() && t.has(Flags::GLUED))
            && self.before(2).is_some_and(|t| t.has(Flags::NUMERIC));
        if self.is_labelled(1) || end && self.is_labelled(3) {
            return false;
        }
        // "about 1800 were killed"
        if alone
            && matches!(self.word_after(1), "were" | "are")
            && matches!(Self::role_of(before), Role::Preposition)
            && matches!(
                self.word_before(1).to_ascii_lowercase().as_str(),
                "about" | "around"
            )
        {
            return false;
        }
        if self.is_address() {
            return false;
        }
        if self.word_before(1).eq_ignore_ascii_case("at") {
            return self.is_yardstick();
        }
        // "killing 1944 soldiers"
        let plural = alone
            && after.is_some_and(|t| t.is_word() && !t.any_of(Flags::CAPITAL | Flags::POSSESSIVE))
            && is_plural(self.word_after(1));
        if plural && !self.follows_preposition() && !self.word_before(1).eq_ignore_ascii_case("the")
        {
            return false;
        }
        // "1,200 prisoners and 1500 rifles", but "the 1992 and 1996 elections"
        let listed = matches!(self.word_before(1), "and" | "or");
        if plural && listed && !self.before(2).is_some_and(|t| t.has(Flags::NUMERIC)) {
            return false;
        }
        let likely = (1500..=2100).contains(&year);
        // "c. 1045", "(r. 1066–1087)"
        let circa = self.word_before(1) == "."
            && matches!(self.word_before(2), "c" | "ca" | "fl" | "r")
            || matches!(self.word_before(1), "reigned" | "ruled");
        // "the spring of that year, 1315"
        let apposed = self.word_before(1) == "," && self.word_before(2) == "year";
        likely || circa || apposed || self.follows_preposition()
    }

    /// "1945 Main Street"
    fn is_address(&self) -> bool {
        let name = |t: &Token| t.is_word() && t.has(Flags::CAPITAL);
        (1..=3).any(|n| Self::role_of(self.after(n)) == Role::Address)
            && self.after(1).is_some_and(name)
    }

    /// "at 1914 levels"
    fn is_yardstick(&self) -> bool {
        matches!(self.word_after(1), "levels" | "prices" | "rates" | "values")
    }

    /// Whether a label and its full stop end `n` tokens before.
    fn is_labelled(&self, n: usize) -> bool {
        let label = |n: usize| Self::role_of(self.before(n)) == Role::Label;
        label(n) || self.word_before(n) == "." && label(n + 1)
    }

    /// "on the 22nd", but not "on the 22nd floor".
    pub(super) fn may_be_day(&self) -> bool {
        let before = self.word_before(1).to_ascii_lowercase();
        let preposition = matches!(
            before.as_str(),
            "on" | "by" | "until" | "till" | "since" | "of" | "from" | "before" | "after"
        );
        let ends = self
            .after(1)
            .is_none_or(|t| !t.is_word() && t.first_char(self.source.content) != '-');
        let goes_on = matches!(
            self.word_after(1),
            "the" | "and" | "a" | "in" | "at" | "he" | "they" | "when" | "to" | "it"
        );
        preposition && (ends || goes_on)
    }
}
