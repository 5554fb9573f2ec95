//! Whether a length of time, or so much of it earlier or later, is an expression.

use super::class::Class;
use super::context::Surroundings;
use super::items::Item;
use crate::text::Flags;

/// Classes of what a duration counts.
const OF_TIME: [Class; 4] = [Class::Unit, Class::Units, Class::Part, Class::Parts];

impl Surroundings<'_> {
    /// "a month after the vote" dates nothing by itself: only "a month" is an expression there.
    pub(super) fn admits_shift(&self) -> bool {
        let word = self.source.stem(self.last);
        if matches!(word, "earlier" | "later") {
            return !self.compares_or_goes_on();
        }
        if !matches!(word, "before" | "after" | "prior") {
            return true;
        }
        let ends = self.source.tokens[self.last].has(Flags::ENDS_SENTENCE);
        ends || !self.after(1).is_some_and(|t| t.is_word())
            || matches!(
                self.word_after(1),
                "and" | "at" | "but" | "had" | "in" | "was" | "were" | "when"
            )
    }

    /// "two years earlier than planned", "for the first time in four years earlier this month"
    fn compares_or_goes_on(&self) -> bool {
        let dated = |n: usize| {
            self.after(n).is_some_and(|t| {
                [Class::Unit, Class::Month, Class::Season]
                    .iter()
                    .any(|&class| self.source.grammar.is(t.hash, class))
            })
        };
        match self.word_after(1) {
            "than" => true,
            "this" | "that" | "last" | "next" => dated(2),
            _ => false,
        }
    }

    /// Whether a hyphen goes on from it.
    pub(super) fn is_hyphenated(&self) -> bool {
        self.after(1).is_some_and(|t| {
            t.has(Flags::GLUED) && matches!(t.first_char(self.source.content), '-' | '‐' | '‑')
        })
    }

    /// Whether what stands before counts something: "$30,000", "700 seats".
    fn is_rate(&self) -> bool {
        let counts = |n: usize| {
            self.before(n).is_some_and(|t| {
                t.has(Flags::NUMERIC) || self.source.grammar.is(t.hash, Class::Spelled)
            })
        };
        let plural =
            self.before(1).is_some_and(|t| t.is_word()) && self.word_before(1).ends_with('s');
        plural && (counts(2) || counts(3)) || counts(1)
    }

    /// "long hours", "opening hours", "long days", "on days when".
    fn are_a_habit(&self, units: &str) -> bool {
        match self.word_before(1) {
            "long" => true,
            "business" | "office" | "opening" | "visiting" | "working" => units == "hours",
            "on" | "On" => self.word_after(1) == "when",
            _ => false,
        }
    }

    pub(super) fn admits_duration(&self, items: &[Item]) -> bool {
        // "year-earlier", "10-year-old"
        if self.is_hyphenated() {
            return false;
        }
        // "hundreds of years", "a matter of days"
        if items.len() == 1 && self.word_before(1).eq_ignore_ascii_case("of") {
            return false;
        }
        // "long hours", "on days when"
        if items.len() == 1 && self.are_a_habit(self.source.stem(self.first)) {
            return false;
        }
        // "Later years", a heading
        if items.len() == 1
            && self.after(1).is_none()
            && self.first == self.block + 1
            && self.before(1).is_some_and(|t| t.has(Flags::CAPITAL))
            && !self.source.tokens[self.last].has(Flags::TERMINAL)
        {
            return false;
        }
        // "the siege was to last six months"
        let first = self.source.stem(self.first);
        let verb = matches!(
            self.word_before(1),
            "to" | "will" | "would" | "could" | "may" | "might" | "should" | "can" | "must"
        );
        if first == "last" && verb {
            return false;
        }
        // "close quarters", "the duel's seconds"
        if items.len() <= 2 && self.source.stem(self.last) == "quarters" && items[0].is(Class::The)
        {
            return false;
        }
        if items.len() == 1
            && (first.eq_ignore_ascii_case("quarters")
                || first.eq_ignore_ascii_case("seconds")
                    && !matches!(self.word_before(1), "within" | "in" | "for"))
        {
            return false;
        }
        // "during the years 1910 to 1940"
        let bare = items.len() == 1 || items.len() == 2 && items[0].is(Class::The);
        // "in the months of June and July"
        let month = self
            .after(2)
            .is_some_and(|t| self.source.grammar.is(t.hash, Class::Month));
        if bare && month && self.word_after(1) == "of" {
            return false;
        }
        if bare && self.after(1).is_some_and(|t| t.has(Flags::NUMERIC)) {
            return false;
        }
        // "700 seats a week"
        if items[0].is(Class::A) && items.len() == 2 && self.is_rate() {
            return false;
        }
        // "a second term", "a quarter of"
        let number = items.iter().any(|item| item.is(Class::Num));
        let unit = self.source.stem(self.last);
        let ambiguous = unit.eq_ignore_ascii_case("second") || unit.eq_ignore_ascii_case("quarter");
        // "$1.15 billion second mortgages"
        let many = items.len() == 2 && items[0].is(Class::Num) && items[0].number > 1;
        // "just over a quarter"
        let one = items
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|item| item.is(Class::A));
        if (!number || many) && ambiguous && first != "half" && (items.len() <= 2 || one) {
            return false;
        }
        // "Seven Years' War", "Six-Day War"
        let last = &self.source.tokens[self.last];
        let unit = items
            .iter()
            .rev()
            .find(|item| OF_TIME.iter().any(|&class| item.is(class)));
        let capital = last.has(Flags::CAPITAL) && !last.has(Flags::ALL_CAPS);
        if capital && unit.is_some() && self.after(1).is_some() {
            return false;
        }
        true
    }
}
