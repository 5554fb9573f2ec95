//! Whether what stands there is an expression at all, by its own words and those around it.

use super::class::Class;
use super::context::{Role, Surroundings};
use super::items::Item;
use super::join::Piece;
use super::resolve::Resolver;
use super::spec::{Decade, Meaning, Spec, Which};
use super::value::{TimeOfDay, Unit};
use crate::text::{Flags, Token};

/// What may be asked for: "May I come in?".
const QUESTIONED: &[&str] = &["God", "I", "he", "she", "the", "they", "we", "you"];

impl Surroundings<'_> {
    /// Whether what stands there is an expression at all.
    pub fn admits(&self, piece: &Piece, items: &[Item], resolver: &Resolver) -> bool {
        let items = &items[piece.start..piece.end];
        match piece.meaning {
            Meaning::Date(spec) => self.admits_date(&spec, items, resolver),
            Meaning::Duration(_) => self.admits_duration(items),
            Meaning::Range(first, second, _)
                if first.year.is_some_and(|year| year < 1000) && !first.era =>
            {
                self.admits_ancient_years(&first, &second, resolver)
            }
            Meaning::Range(first, second, _) if items[0].is(Class::Year) => {
                // "1900–2000 men", but "a famine in 1921–22 killed millions"
                let counts = items.last().is_some_and(|item| item.is(Class::Year));
                first.year <= second.year && self.admits_year(first.year.unwrap_or(0), counts)
            }
            Meaning::Shift { .. } => self.admits_shift(),
            Meaning::Future if items[0].is(Class::Future) => self.admits_soon(),
            Meaning::Future if self.source.stem(self.last).eq_ignore_ascii_case("future") => {
                self.admits_future()
            }
            // "as recently as Friday"
            Meaning::Past if self.word_before(1) == "as" && self.word_after(1) == "as" => false,
            // "eight of the past nine contests"
            Meaning::Past => !self.after(1).is_some_and(|t| {
                items.last().is_some_and(|item| item.is(Class::Last))
                    && (t.has(Flags::NUMERIC) || self.source.grammar.is(t.hash, Class::Spelled))
            }),
            Meaning::Every(_) if items[0].is(Class::Daily) => self.admits_daily(),
            _ => true,
        }
    }

    /// Not "the Daily Mail" or "Racing Weekly".
    fn admits_daily(&self) -> bool {
        let title = |token: &Token| token.is_word() && token.has(Flags::CAPITAL);
        let beside = |token: Option<&Token>| token.is_some_and(title);
        let named = title(&self.source.tokens[self.first])
            && (beside(self.after(1)) || beside(self.before(1)));
        !named || self.starts_sentence()
    }

    fn admits_date(&self, spec: &Spec, items: &[Item], resolver: &Resolver) -> bool {
        let lone = items.len() == 1;
        let head = &self.source.tokens[self.first];
        // "the day belonged to them", but "the end of the day"
        if spec.unit == Some((None, Unit::Day))
            && spec.deictic.is_none()
            && !spec.partly
            && spec.month.is_none()
            && spec.nth.is_none()
        {
            return false;
        }
        // "9/11", but no other fraction
        if spec.year.is_none() && items.len() == 3 && self.is_slashed() {
            let glued = |n: usize| self.after(n).is_some_and(|t| t.has(Flags::GLUED));
            let part = self.after(1).is_some_and(|t| !t.is_word()) && glued(1) && glued(2);
            return (items[0].number, items[2].number) == (9, 11)
                && !head.has(Flags::GLUED)
                && self.word_after(1) != "of"
                && !part;
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
        // "USA TODAY"
        if lone && spec.deictic.is_some() && self.word_before(1) == "USA" {
            return false;
        }
        // "From Yesterday", "Newcomer of the Year": titles
        if lone
            && spec.deictic.is_some()
            && title(head)
            && !self.starts_sentence()
            && self
                .before(1)
                .is_some_and(|t| t.is_word() && t.has(Flags::CAPITAL))
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
        // "the start of the 2016 election", but "the end of the year 2016"
        if let [.., the, year] = items
            && (items.len() > 2 && the.is(Class::The) && year.is(Class::Year))
            && self.is_noun_ahead()
        {
            return false;
        }
        if lone && spec.year.is_some() && items[0].is(Class::Year) {
            return self.admits_year(spec.year.unwrap_or(0), true);
        }
        // "in 218", "in June 490"
        if let (Some(year @ ..1000), false, false) = (spec.year, spec.era, spec.fiscal) {
            return self.admits_ancient_year(spec, items, year, resolver);
        }
        if items[0].is(Class::MilitaryClock)
            && spec.time.is_some()
            && spec.year.is_none()
            && !self.admits_clock(items)
        {
            return false;
        }
        if let (Some(_), None, None) = (spec.day, spec.month, spec.unit) {
            let ordinal = items.iter().find(|item| item.is(Class::DayOrd));
            let numeric = |item: &Item| self.source.tokens[item.first].has(Flags::NUMERIC);
            // "the first night", "the end of the Second World War"
            if ordinal.is_some_and(|item| !numeric(item)) {
                return false;
            }
            if items.last().is_some_and(|item| item.is(Class::DayOrd)) {
                // "the end of the 11th round"
                return match items.len() {
                    2 => self.may_be_day(),
                    _ => !self.is_attribute(),
                };
            }
        }
        if lone && spec.month.is_some() {
            return self.admits_month(items[0].code);
        }
        if lone && spec.weekday.is_some() {
            let newspaper = |t: &Token| {
                title(t)
                    && (Self::role_of(Some(t)) == Role::Newspaper
                        || t.span().of(self.source.content) == "Times")
            };
            return !self.after(1).is_some_and(newspaper)
                && !matches!(
                    self.word_before(1),
                    "Bloody" | "Black" | "Gloomy" | "Super" | "Ruby" | "Girl"
                );
        }
        // "the 2012 Summer Olympics"
        if items.last().is_some_and(|item| item.is(Class::Season))
            && title(&self.source.tokens[self.last])
            && self.after(1).is_some_and(title)
        {
            return false;
        }
        if let (Some(_), true) = (spec.season, spec.year.is_none()) {
            return self.admits_season(items, head);
        }
        if let (Some(Decade::Full(..1000)), false) = (spec.decade, spec.bc) {
            return resolver.in_antiquity();
        }
        // "in his 30s", "temperatures in the 80s" without the apostrophe
        if let (Some(Decade::Short(_)), true) = (spec.decade, items.len() == 1) {
            // "in their sixties"
            let age = matches!(self.word_before(1), "his" | "her" | "their" | "my" | "our");
            return items[0].is(Class::DecadeWord) && !age;
        }
        // "temperatures fell to the 40s", "unemployment in the mid-30s"
        if matches!(spec.decade, Some(Decade::Short(_))) && self.tells_measures() {
            return false;
        }
        // "The Christmas Cottage", "Johnnie Christmas"
        if lone && spec.holiday.is_some() && self.first == self.last && spec.which.is_none() {
            let before = self.before(1).is_some_and(title) && !self.starts_sentence();
            return self.follows_preposition() || !before && !self.after(1).is_some_and(title);
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
        // "and 14 in the afternoon"
        if items.len() > 2
            && items[0].is(Class::Hour)
            && items[0].number > 12
            && self.source.stem(items[1].first) == "in"
        {
            return false;
        }
        // "past midnight"
        if items[0].is(Class::Last)
            && matches!(spec.time, Some(TimeOfDay::Clock { .. }))
            && self.source.stem(self.first).eq_ignore_ascii_case("past")
        {
            return false;
        }
        // "Exodus 18:21"
        if items[0].is(Class::Hour)
            && items.len() == 3
            && !spec.has_date()
            && self.before(1).is_some_and(title)
            && !self.follows_preposition()
            && !self.word_before(1).eq_ignore_ascii_case("at")
        {
            return false;
        }
        // "a great night on Saturday", but "dawn on Saturday"
        if items[0].is(Class::Part)
            && items
                .get(1)
                .is_some_and(|item| self.source.stem(item.first) == "on")
            && matches!(spec.time, Some(TimeOfDay::Part(_)))
            && self
                .before(1)
                .is_some_and(|t| t.is_word() && !t.has(Flags::ENDS_SENTENCE))
            && !self.follows_preposition()
            && !self.word_before(1).eq_ignore_ascii_case("at")
        {
            return false;
        }
        if let Some(_part) = spec.bare_part() {
            let clock = spec.which.is_some();
            return clock || self.admits_part(items, resolver);
        }
        true
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
        // "Red October", "Jack “Buckshot” May"
        let quoted = month == 5 && matches!(self.word_before(1), "\"" | "”");
        if quoted || matches!(self.word_before(1), "Red" | "Black") {
            return false;
        }
        // "Ms. March", "Sen. May"
        let titled = matches!(
            self.word_before(2),
            "Dr" | "Gen" | "Gov" | "Mr" | "Mrs" | "Ms" | "Rep" | "Sen"
        );
        if self.word_before(1) == "." && titled {
            return false;
        }
        // "the October Revolution"
        if name_after && self.word_before(1).eq_ignore_ascii_case("the") {
            return false;
        }
        if !named {
            return true;
        }
        match month {
            // "May" begins questions and is a name.
            5 if QUESTIONED.contains(&self.word_after(1)) && !preposition => false,
            5 => preposition || !name_before && !name_after && !self.starts_sentence(),
            // "the March on Rome", "March for Orm"
            3 if matches!(self.word_after(1), "on" | "of" | "for") => {
                let month = |t: &Token| self.source.grammar.is(t.hash, Class::Month);
                let joined = matches!(self.word_before(1), "and" | "of" | "or");
                // "in February and March on strong demand"
                preposition && (!joined || self.before(2).is_some_and(month))
            }
            // "August Kopf"
            _ => preposition || !name_before && !name_after,
        }
    }

    /// A part of the day that nothing dates.
    fn admits_part(&self, items: &[Item], resolver: &Resolver) -> bool {
        let word = items.last().map_or("", |item| self.source.stem(item.first));
        let the = items.iter().any(|item| item.is(Class::The));
        match word.to_ascii_lowercase().as_str() {
            "noon" | "midnight" => {
                items.len() == 1 && !self.word_before(1).eq_ignore_ascii_case("high")
            }
            "dawn" | "dusk" | "daybreak" | "nightfall" | "sunrise" | "sunset" | "midday"
            | "mid-morning" => {
                items.len() == 1
                    && (self.follows_preposition()
                        || self.word_before(1).eq_ignore_ascii_case("at"))
            }
            "morning" | "afternoon" | "evening" | "night" => {
                // "by late afternoon"
                let partly = [Class::Early, Class::Mid, Class::Late]
                    .iter()
                    .any(|&class| items.iter().any(|item| item.is(class)));
                let placed = items.len() > 2 || self.follows_preposition();
                // "by evening"
                let by = self.word_before(1).eq_ignore_ascii_case("by")
                    && items.len() == 1
                    && !self.source.tokens[self.last].has(Flags::POSSESSIVE);
                let partly = partly || by;
                match resolver.grounded() {
                    true => partly && self.follows_preposition(),
                    false => (the || partly) && resolver.has_day() && placed,
                }
            }
            // "the early hours"
            "hours" => true,
            _ => items.len() > 1 && !the,
        }
    }

    /// Not "the future of our peoples", "the future king" or "the Future Party", but "in the future too".
    fn admits_future(&self) -> bool {
        let named = self.source.tokens[self.last].has(Flags::CAPITAL)
            && self.after(1).is_some_and(|t| t.has(Flags::CAPITAL));
        let adverb = matches!(self.word_before(1), "in" | "In" | "into");
        !named && self.word_after(1) != "of" && (adverb || !self.is_attribute())
    }

    /// "may soon seek", "to grow soon", but not "soon became" or "as soon as".
    fn admits_soon(&self) -> bool {
        let ahead = |word: &str| {
            matches!(
                word,
                "will" | "may" | "might" | "could" | "would" | "should" | "must" | "to" | "enough"
            )
        };
        let apart = matches!(self.word_after(1), "as" | "after" | "afterwards");
        !apart && (ahead(self.word_before(1)) || ahead(self.word_after(1)))
    }
}
