//! Holidays that the calendar knows: their names as phrases, and the day of a year on which they fall.

use super::calendar;
use super::value::Unit;
use crate::lexicon::{WordMap, combine, entries, fold_hash};
use crate::text::Token;
use jiff::civil::{Date, Weekday};
use std::sync::LazyLock;

/// On which day of a year a holiday falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    Fixed(i8, i8),
    /// Month, which one (negative: from the end), weekday.
    Nth(i8, i8, Weekday),
    Easter(i32),
    /// The Tuesday after the first Monday of November.
    Election,
}

/// Longest name, in words.
const LONGEST: usize = 4;

struct Holidays {
    rules: Vec<Rule>,
    /// Hash of the whole name to its row plus one.
    names: WordMap<u16>,
    /// Hashes of the first words.
    heads: WordMap<()>,
    /// Hashes of the apostrophes and the full stop.
    marks: [u32; 3],
}

static HOLIDAYS: LazyLock<Holidays> = LazyLock::new(|| {
    let (mut rules, mut names, mut heads) = (Vec::new(), Vec::new(), Vec::new());
    for line in entries(include_str!("tables/holidays.tsv")) {
        let Some((name, rule)) = line.split_once('\t') else {
            continue;
        };
        let Some(rule) = Rule::parse(rule) else {
            continue;
        };
        rules.push(rule);
        let mut words = name.split(' ').map(word_hash);
        let first = words.next().unwrap_or(0);
        heads.push((first, ()));
        names.push((words.fold(first, combine), rules.len() as u16));
    }
    Holidays {
        rules,
        names: WordMap::from_hashes(names, |_, last| last),
        heads: WordMap::from_hashes(heads, |_, last| last),
        marks: ["'", "’", "."].map(fold_hash),
    }
});

/// The hash that the word's token has: without a possessive, and without an apostrophe at the end.
fn word_hash(word: &str) -> u32 {
    let word = word.strip_suffix("'s").unwrap_or(word);
    fold_hash(word.strip_suffix('\'').unwrap_or(word))
}

/// First words of holidays' names.
pub fn heads() -> impl Iterator<Item = &'static str> {
    entries(include_str!("tables/holidays.tsv")).filter_map(|line| {
        let word = line.split([' ', '\t']).next()?;
        Some(
            word.strip_suffix("'s")
                .unwrap_or(word)
                .trim_end_matches('\''),
        )
    })
}

/// The longest holiday that `tokens` begin with: its row and its number of tokens. Apostrophes that end a word
/// ("Veterans' Day") are skipped.
pub fn longest(tokens: &[Token]) -> Option<(u8, usize)> {
    let first = tokens.first()?;
    HOLIDAYS.heads.get(first.hash)?;
    let apostrophe = |token: &Token| HOLIDAYS.marks[..2].contains(&token.hash);
    let dot = |token: &Token| HOLIDAYS.marks[2] == token.hash;
    let (mut hash, mut best) = (first.hash, None);
    if let Some(row) = HOLIDAYS.names.get(hash) {
        best = Some((row, 1));
    }
    let mut words = 1;
    for (i, token) in tokens.iter().enumerate().skip(1) {
        if apostrophe(token) || dot(token) && i == 1 {
            continue;
        }
        if words == LONGEST || !token.is_word() {
            break;
        }
        words += 1;
        hash = combine(hash, token.hash);
        if let Some(row) = HOLIDAYS.names.get(hash) {
            best = Some((row, i + 1));
        }
    }
    best.map(|(row, len)| ((row - 1) as u8, len))
}

/// The day of `year` on which the holiday in this row falls.
pub fn day(row: u8, year: i16) -> Option<Date> {
    match *HOLIDAYS.rules.get(usize::from(row))? {
        Rule::Fixed(month, day) => Date::new(year, month, day).ok(),
        Rule::Nth(month, nth, weekday) => {
            let first = Date::new(year, month, 1).ok()?;
            first.nth_weekday_of_month(nth, weekday).ok()
        }
        Rule::Easter(days) => calendar::shift(easter(year)?, days, Unit::Day),
        Rule::Election => {
            let first = Date::new(year, 11, 1).ok()?;
            let monday = first.nth_weekday_of_month(1, Weekday::Monday).ok()?;
            monday.tomorrow().ok()
        }
    }
}

/// Western Easter by the anonymous Gregorian computus (Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    if y < 1583 {
        return None;
    }
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

impl Rule {
    fn parse(rule: &str) -> Option<Self> {
        if rule == "election" {
            return Some(Self::Election);
        }
        if let Some(days) = rule.strip_prefix("easter") {
            return Some(Self::Easter(days.parse().ok()?));
        }
        let parts: Vec<&str> = rule.split('-').collect();
        match parts[..] {
            [month, day] => Some(Self::Fixed(month.parse().ok()?, day.parse().ok()?)),
            [month, nth, weekday] => {
                let nth = if nth == "L" { -1 } else { nth.parse().ok()? };
                let weekday = Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
                Some(Self::Nth(month.parse().ok()?, nth, weekday))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use jiff::civil::date;

    fn on(name: &str, year: i16) -> Option<Date> {
        let text = Text::new(name.to_owned());
        let (row, len) = longest(&text.tokens)?;
        assert_eq!(len, text.tokens.len(), "{name}");
        day(row, year)
    }

    #[test]
    fn every_row_has_a_rule() {
        for line in entries(include_str!("tables/holidays.tsv")) {
            let rule = line
                .split_once('\t')
                .and_then(|(_, rule)| Rule::parse(rule));
            assert!(rule.is_some(), "{line}");
        }
    }

    #[test]
    fn holidays_fall_on_their_days() {
        for (name, expected) in [
            ("Christmas Eve", date(2016, 12, 24)),
            ("Easter", date(2016, 3, 27)),
            ("Good Friday", date(2016, 3, 25)),
            ("Whit Monday", date(2016, 5, 16)),
            ("Thanksgiving", date(2016, 11, 24)),
            ("Memorial Day", date(2016, 5, 30)),
            ("Election Day", date(2016, 11, 8)),
            ("New Year’s Eve", date(2016, 12, 31)),
            ("Veterans' Day", date(2016, 11, 11)),
            ("St. Patrick's Day", date(2016, 3, 17)),
            ("Martin Luther King Day", date(2016, 1, 18)),
        ] {
            assert_eq!(on(name, 2016), Some(expected), "{name}");
        }
        assert_eq!(on("Easter Monday", 1916), Some(date(1916, 4, 24)));
    }
}
