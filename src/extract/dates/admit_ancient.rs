//! Whether a number of two or three digits is a year of antiquity or the early Middle Ages.

use super::class::Class;
use super::context::{Role, Surroundings, is_plural};
use super::items::Item;
use super::resolve::Resolver;
use super::spec::Spec;
use crate::text::Flags;

/// No war or reign that is given as two years lasted longer.
const LONGEST_REIGN: i16 = 150;

impl Surroundings<'_> {
    /// "in 218" and "spring 70" in a text on antiquity, "28 May 621" anywhere.
    pub(super) fn admits_ancient_year(
        &self,
        spec: &Spec,
        items: &[Item],
        year: i16,
        resolver: &Resolver,
    ) -> bool {
        let antiquity = resolver.in_antiquity();
        let named = items.iter().any(|item| item.is(Class::Unit));
        if named && !self.counts() {
            return true;
        }
        // News counts: "on Oct. 3, 300 ships".
        if !antiquity && (resolver.grounded() || year < 100) || self.counts() {
            return false;
        }
        if items.len() == 1 {
            let first = resolver.may_be_ancient() && year >= 100;
            return antiquity && self.may_be_ancient_year()
                || first && self.word_before(1).eq_ignore_ascii_case("in") && self.is_closed();
        }
        if antiquity || spec.day.is_some() {
            return antiquity || self.is_closed() || self.goes_on();
        }
        // "December of 384", "the winter of 373"
        items
            .iter()
            .any(|item| self.source.stem(item.first) == "of")
    }

    /// "(602–628)", "from 115 to 117".
    pub(super) fn admits_ancient_years(
        &self,
        first: &Spec,
        second: &Spec,
        resolver: &Resolver,
    ) -> bool {
        let (Some(a), Some(b)) = (first.year, second.year) else {
            return false;
        };
        let antiquity = resolver.in_antiquity();
        let span = if antiquity && resolver.anchor.bc {
            a - b
        } else {
            b - a
        };
        if !(1..=LONGEST_REIGN).contains(&span) || self.counts() {
            return false;
        }
        // "(602–628)", "(reigned 484–507)"
        let reign = matches!(self.word_before(1), "reigned" | "ruled" | "r");
        let opening = if reign { 2 } else { 1 };
        let brackets = self.word_before(opening) == "(" && self.word_after(1) == ")";
        if !antiquity {
            let name = self
                .before(opening + 1)
                .is_some_and(|t| t.is_word() && t.has(Flags::CAPITAL));
            return brackets && name && a >= 100 && !resolver.grounded();
        }
        brackets || self.may_be_ancient_year()
    }

    /// Whether the number counts what stands behind it.
    fn counts(&self) -> bool {
        let after = self.after(1);
        let small = after.is_some_and(|t| t.is_word() && !t.has(Flags::CAPITAL));
        Self::role_of(after) == Role::Counted
            || small && is_plural(self.word_after(1))
            || after.is_some_and(|t| t.has(Flags::NUMERIC))
    }

    fn may_be_ancient_year(&self) -> bool {
        let before = self.word_before(1).to_ascii_lowercase();
        let before = before.as_str();
        let circa = before == "." && matches!(self.word_before(2), "c" | "ca") || before == "circa";
        if matches!(before, "in" | "since" | "until" | "circa") || circa {
            let name = self
                .after(1)
                .is_some_and(|t| t.is_word() && t.has(Flags::CAPITAL));
            return name || self.is_closed() || self.goes_on();
        }
        matches!(
            before,
            "by" | "from"
                | "before"
                | "after"
                | "during"
                | "and"
                | "to"
                | "between"
                | "about"
                | "around"
        ) && (self.is_closed() || self.goes_on())
    }

    /// Whether no word follows.
    pub(super) fn is_closed(&self) -> bool {
        self.after(1).is_none_or(|t| {
            matches!(
                t.first_char(self.source.content),
                ',' | '.' | ';' | ':' | ')' | '–' | '—'
            ) || !t.is_word() && !t.has(Flags::GLUED)
        })
    }

    /// Whether the word behind cannot be counted.
    fn goes_on(&self) -> bool {
        Self::is_function_word(self.word_after(1))
    }
}
