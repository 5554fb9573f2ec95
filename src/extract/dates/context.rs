//! The words around an expression: whether it is one, and what they tell of its date.

use super::class::Class;
use super::items::{Item, Source};
use super::join::Piece;
use super::resolve::Resolver;
use super::spec::{Decade, Meaning, Spec, Which};
use super::value::Unit;
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
fn is_plural(word: &str) -> bool {
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

    fn follows_preposition(&self) -> bool {
        let role = Self::role_of(self.before(1));
        matches!(role, Role::Preposition | Role::Infinitive)
    }

    fn starts_sentence(&self) -> bool {
        self.before(1).is_none_or(|t| t.has(Flags::ENDS_SENTENCE))
    }

    /// Whether what stands there is an expression at all.
    pub fn admits(&self, piece: &Piece, items: &[Item], resolver: &Resolver) -> bool {
        let items = &items[piece.start..piece.end];
        match piece.meaning {
            Meaning::Date(spec) => self.admits_date(&spec, items, piece, resolver),
            Meaning::Duration(_) => self.admits_duration(items),
            Meaning::Range(first, second, _) if items[0].is(Class::Year) => {
                first.year <= second.year && self.admits_year(first.year.unwrap_or(0))
            }
            Meaning::Shift { .. } => self.admits_shift(),
            _ => true,
        }
    }

    fn admits_date(
        &self,
        spec: &Spec,
        items: &[Item],
        _piece: &Piece,
        resolver: &Resolver,
    ) -> bool {
        let lone = items.len() == 1;
        let head = &self.source.tokens[self.first];
        // "the day belonged to them", but "the end of the day"
        if spec.unit == Some((None, Unit::Day)) && spec.deictic.is_none() && !spec.partly {
            return false;
        }
        let title = |token: &Token| token.has(Flags::CAPITAL) && !token.has(Flags::ALL_CAPS);
        // "the October Revolution", "the Easter Rising"
        let names = spec.month.is_some() || spec.season.is_some() || spec.holiday.is_some();
        if names
            && spec.day.is_none()
            && spec.year.is_none()
            && Self::role_of(self.after(1)) == Role::Event
            && self.after(1).is_some_and(title)
        {
            return false;
        }
        // "the last year of the war"
        if let (Some((Some(Which::Last), _)), "of") = (spec.unit, self.word_after(1))
            && matches!(self.word_after(2), "the" | "his" | "her" | "its" | "their")
        {
            return false;
        }
        // "From Yesterday", "Newcomer of the Year": titles
        if lone
            && spec.deictic.is_some()
            && title(head)
            && !self.starts_sentence()
            && self.before(1).is_some_and(|t| t.is_word() && title(t))
        {
            return false;
        }
        if matches!(spec.unit, Some((None, _)))
            && items.len() == 2
            && items[0].is(Class::The)
            && title(&self.source.tokens[self.last])
        {
            return false;
        }
        // "the year-earlier results"
        if matches!(spec.unit, Some((None, _))) && self.is_hyphenated() {
            return false;
        }
        if lone && spec.year.is_some() && items[0].is(Class::Year) {
            return self.admits_year(spec.year.unwrap_or(0));
        }
        // "in June 490"
        if items.len() == 2
            && spec.month.is_some()
            && spec.day.is_none()
            && !spec.era
            && spec.year.is_some_and(|year| year < 1000)
        {
            return resolver.in_antiquity();
        }
        if lone
            && items[0].is(Class::EraYear)
            && !spec.era
            && spec.month.is_none()
            && spec.time.is_none()
        {
            return resolver.in_antiquity()
                && items[0].number < 1000
                && items[0].number >= 10
                && self.may_be_short_year();
        }
        if items[0].is(Class::MilitaryClock)
            && spec.time.is_some()
            && spec.year.is_none()
            && !self.admits_clock(items)
        {
            return false;
        }
        if items.len() >= 2 && items[1].is(Class::DayOrd) && items[0].is(Class::The) {
            let numeric = self.source.tokens[items[1].first].has(Flags::NUMERIC);
            if items.len() == 2 {
                return numeric && self.may_be_day();
            }
            // "the first night"
            if spec.day.is_some() && spec.month.is_none() && spec.unit.is_none() && !numeric {
                return false;
            }
        }
        if lone && spec.month.is_some() {
            return self.admits_month(items[0].code);
        }
        if lone && spec.weekday.is_some() {
            let after = Self::role_of(self.after(1)) == Role::Newspaper
                && self.after(1).is_some_and(|t| t.has(Flags::CAPITAL));
            return !after
                && !matches!(
                    self.word_before(1),
                    "Bloody" | "Black" | "Super" | "Ruby" | "Girl"
                );
        }
        if let (Some(_), true) = (spec.season, spec.year.is_none()) {
            return self.admits_season(items, head);
        }
        // "in his 30s", "temperatures in the 80s" without the apostrophe
        if let (Some(Decade::Short(_)), true) = (spec.decade, items.len() == 1) {
            return items[0].is(Class::DecadeWord);
        }
        // "High Noon", "Darkness at Noon"
        let high = self.word_before(1).eq_ignore_ascii_case("high");
        if lone && items[0].is(Class::Part) && (high || title(head) && !self.starts_sentence()) {
            return false;
        }
        // "Saturday Night Live"
        let last = &self.source.tokens[self.last];
        if spec.weekday.is_some()
            && spec.time.is_some()
            && title(last)
            && self.after(1).is_some_and(|t| t.is_word() && title(t))
        {
            return false;
        }
        if let Some(_part) = spec.bare_part() {
            let clock = spec.which.is_some();
            return clock || self.admits_part(items, resolver);
        }
        true
    }

    /// Four digits as a time: "at 1845", "0545", "1845 hours", but not "in 1910, on October 5" or "555-0545".
    fn admits_clock(&self, items: &[Item]) -> bool {
        let hours = items.get(1).is_some_and(|item| {
            let word = self.source.stem(item.first);
            item.is(Class::Zone) || item.is(Class::Units) || matches!(word, "hours" | "hrs")
        });
        // "roughly 1600 hours"
        if Self::role_of(self.before(1)) == Role::Approximation {
            return false;
        }
        let at = self.word_before(1).eq_ignore_ascii_case("at");
        let zero = self.source.stem(self.first).starts_with('0')
            && !self.source.tokens[self.first].has(Flags::GLUED);
        hours || at || zero || !items[0].is(Class::Year) && self.word_before(1) == "by"
    }

    fn admits_year(&self, year: i16) -> bool {
        let glued = |t: Option<&Token>| t.is_some_and(|t| t.has(Flags::GLUED));
        let before = self.before(1);
        let head = &self.source.tokens[self.first];
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
        if matches!(Self::role_of(before), Role::Label | Role::Approximation)
            || Self::role_of(after) == Role::Counted
        {
            return false;
        }
        // "1945 Main Street"
        if (1..=3).any(|n| Self::role_of(self.after(n)) == Role::Address)
            && after.is_some_and(|t| t.is_word() && t.has(Flags::CAPITAL))
        {
            return false;
        }
        // "killing 1944 soldiers"
        let plural = after
            .is_some_and(|t| t.is_word() && !t.any_of(Flags::CAPITAL | Flags::POSSESSIVE))
            && is_plural(self.word_after(1));
        if plural && !self.follows_preposition() && !self.word_before(1).eq_ignore_ascii_case("the")
        {
            return false;
        }
        if self.word_before(1).eq_ignore_ascii_case("at") {
            return false;
        }
        let likely = (1500..=2100).contains(&year);
        // "c. 1045"
        let circa = matches!(self.word_before(2), "c" | "ca") && self.word_before(1) == ".";
        likely || circa || self.follows_preposition()
    }

    /// "in 218" in a text on antiquity.
    fn may_be_short_year(&self) -> bool {
        let before = self.word_before(1).to_ascii_lowercase();
        let preposition = matches!(
            before.as_str(),
            "in" | "by" | "since" | "until" | "from" | "before" | "after" | "during" | "and" | "to"
        );
        let after = self.after(1);
        let free = after.is_none_or(|t| {
            !t.is_word() && !t.has(Flags::GLUED)
                || matches!(
                    self.word_after(1),
                    "it" | "was"
                        | "there"
                        | "his"
                        | "its"
                        | "their"
                        | "both"
                        | "most"
                        | "all"
                        | "had"
                        | "the"
                        | "a"
                        | "he"
                        | "and"
                        | "to"
                        | "they"
                        | "with"
                        | "when"
                        | "by"
                )
        });
        let closes = after
            .is_some_and(|t| matches!(t.first_char(self.source.content), ',' | '.' | ';' | ')'));
        preposition && (free || closes)
    }

    /// "on the 22nd", but not "on the 22nd floor".
    fn may_be_day(&self) -> bool {
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

    fn admits_month(&self, month: u8) -> bool {
        let head = &self.source.tokens[self.first];
        let before = self.before(1);
        let mut preposition = self.follows_preposition();
        let named = matches!(month, 3 | 4 | 5 | 6 | 8);
        let name_before = before
            .is_some_and(|t| t.has(Flags::CAPITAL) && !t.has(Flags::ENDS_SENTENCE))
            && !preposition;
        let name_after = self
            .after(1)
            .is_some_and(|t| t.has(Flags::CAPITAL) && t.is_word())
            && !head.has(Flags::POSSESSIVE);
        // "in August President Field said", but "by August Field"
        preposition &= !name_after
            || matches!(
                self.word_before(1),
                "in" | "In" | "since" | "Since" | "until" | "during" | "last" | "this" | "next"
            );
        // "the October Revolution"
        if name_after && self.word_before(1).eq_ignore_ascii_case("the") {
            return false;
        }
        if !named {
            return true;
        }
        match month {
            // "May" begins questions and is a name.
            5 => preposition || !name_before && !name_after && !self.starts_sentence(),
            // "the March on Rome"
            3 if matches!(self.word_after(1), "on" | "of") => preposition,
            // "August Kopf"
            _ => preposition || !name_before && !name_after,
        }
    }

    fn admits_season(&self, items: &[Item], head: &Token) -> bool {
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
                }
                "spring" => preposition || the,
                _ => head.is_word(),
            };
        }
        true
    }

    /// A part of the day that nothing dates.
    fn admits_part(&self, items: &[Item], resolver: &Resolver) -> bool {
        let word = items.last().map_or("", |item| self.source.stem(item.first));
        let the = items.iter().any(|item| item.is(Class::The));
        match word.to_ascii_lowercase().as_str() {
            "noon" | "midnight" => {
                items.len() == 1 && !self.word_before(1).eq_ignore_ascii_case("high")
            }
            "dawn" | "dusk" | "daybreak" | "nightfall" | "sunrise" | "sunset" | "midday" => {
                items.len() == 1
                    && (self.follows_preposition()
                        || self.word_before(1).eq_ignore_ascii_case("at"))
            }
            "morning" | "afternoon" | "evening" | "night" => {
                the && !resolver.grounded()
                    && resolver.has_day()
                    && (items.len() > 2 || self.follows_preposition())
            }
            // "the early hours"
            "hours" => true,
            _ => items.len() > 1 && !the,
        }
    }

    /// "a month after the vote" dates nothing by itself: only "a month" is an expression there.
    fn admits_shift(&self) -> bool {
        let word = self.source.stem(self.last);
        if !matches!(word, "before" | "after" | "prior" | "previously") {
            return true;
        }
        let ends = self.source.tokens[self.last].has(Flags::ENDS_SENTENCE);
        ends || !self.after(1).is_some_and(|t| t.is_word())
            || matches!(self.word_after(1), "and" | "but" | "when" | "in" | "at")
    }

    /// Whether a hyphen goes on from it.
    fn is_hyphenated(&self) -> bool {
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

    fn admits_duration(&self, items: &[Item]) -> bool {
        // "year-earlier", "10-year-old"
        if self.is_hyphenated() {
            return false;
        }
        // "hundreds of years", "a matter of days"
        if items.len() == 1 && self.word_before(1).eq_ignore_ascii_case("of") {
            return false;
        }
        // "close quarters", "the duel's seconds"
        let first = self.source.stem(self.first);
        if items.len() == 1
            && (first.eq_ignore_ascii_case("quarters")
                || first.eq_ignore_ascii_case("seconds")
                    && !matches!(self.word_before(1), "within" | "in" | "for"))
        {
            return false;
        }
        // "during the years 1910 to 1940"
        let bare = items.len() == 1 || items.len() == 2 && items[0].is(Class::The);
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
        if !number && ambiguous && first != "half" && items.len() <= 2 {
            return false;
        }
        // "Seven Years' War", "Six-Day War"
        let last = &self.source.tokens[self.last];
        let unit = items
            .iter()
            .rev()
            .find(|item| item.is(Class::Unit) || item.is(Class::Units));
        let capital = last.has(Flags::CAPITAL) && !last.has(Flags::ALL_CAPS);
        if capital && unit.is_some() && self.after(1).is_some() {
            return false;
        }
        true
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
