//! The dates that the text has mentioned: what later expressions count from.

use super::calendar;
use super::resolve::Resolver;
use super::value::{Field, Point, Unit};
use jiff::civil::{Date, DateTime};

/// The dates mentioned last, by granularity.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anchor {
    /// The last day.
    pub day: Option<Date>,
    /// The last month, with its year.
    pub month: Option<(i16, u8)>,
    /// The month in which the range that was mentioned last began.
    pub begun: Option<(i16, u8)>,
    /// The last year.
    pub year: Option<i16>,
    /// The last decade or century, unless a year was mentioned since: a year in it.
    pub(super) period: Option<(i16, Unit)>,
    /// The last quarter that results were told of.
    pub quarter: Option<(i16, u8)>,
    /// Results of a longer time were told of since ("the first nine months").
    pub longer: bool,
    /// The last time of day.
    pub clock: Option<DateTime>,
    /// The last one mentioned had at least a month.
    pub fine: bool,
    /// Counts down from the last year before 1000 with every later one.
    pub(super) antiquity: u8,
    /// Whether that year was BC.
    pub bc: bool,
}

/// Days for which what happened is news.
const NEWS: i32 = 10;
/// How many years of later times a text on antiquity may mention before it has left it.
const ANTIQUITY: u8 = 3;

impl Resolver {
    /// Later expressions may count from `point`.
    pub(super) fn remember(&mut self, point: &Point) {
        let Some(year) = point.year else {
            return;
        };
        self.anchor.begun = None;
        if year < 1000 {
            (self.anchor.antiquity, self.anchor.bc) = (ANTIQUITY, year < 0);
        } else {
            self.anchor.antiquity = self.anchor.antiquity.saturating_sub(1);
        }
        match point.field {
            Field::Decade | Field::Century | Field::Millennium => {
                self.anchor.period = Some((year, point.unit()));
                return;
            }
            Field::Day(Some(month), _) => {
                self.anchor.clock = point.clock();
                self.anchor.month = Some((year, month));
                self.anchor.day = point.date().or(self.anchor.day);
            }
            Field::Month(Some(month)) => self.anchor.month = Some((year, month)),
            Field::Season(season) => {
                self.anchor.month = Some((year, calendar::first_month(season)))
            }
            // The quarter that results are told of, not one that they are compared with or lies ahead.
            Field::Quarter(Some(quarter))
                if self
                    .reference
                    .is_none_or(|now| reported(now, year, quarter)) =>
            {
                self.anchor.quarter = Some((year, quarter));
                self.anchor.longer = false;
            }
            _ => {}
        }
        self.anchor.fine = point.unit() <= Unit::Month || matches!(point.field, Field::Season(_));
        self.anchor.year = Some(year);
        self.anchor.period = None;
    }

    /// The decade or century just mentioned, or the one so many later.
    pub(super) fn period(&self, unit: Unit, count: i16) -> Option<Point> {
        let (year, _) = self.anchor.period.filter(|&(_, of)| of == unit)?;
        let (years, field) = match unit {
            Unit::Decade => (10, Field::Decade),
            Unit::Century => (100, Field::Century),
            _ => return None,
        };
        Some(Point::new(Some(year.checked_add(count * years)?), field))
    }

    /// The date resolved last ended a range that began with `first`: what follows may lie within it. What is told of a war
    /// with its years `in_brackets` goes on from its beginning.
    pub fn ended_range(&mut self, first: Anchor, in_brackets: bool) {
        if in_brackets && first.year.is_some() {
            self.anchor = first;
        } else {
            let within_year = |(year, _): &(i16, u8)| self.anchor.year == Some(*year);
            self.anchor.begun = first.month.filter(within_year);
        }
    }

    /// The day of a report is none of the story: what follows counts from the day before it that is news too.
    pub(super) fn return_to(&mut self, before: &Anchor) {
        let days = |day: Date| {
            let now = self.reference?;
            Some(day.since(now).ok()?.get_days())
        };
        let news = |day: &Date| days(*day).is_some_and(|days| (-NEWS..=0).contains(&days));
        if before.day.is_some_and(|day| news(&day))
            || !self.anchor.day.is_some_and(|day| news(&day))
        {
            (self.anchor.day, self.anchor.clock) = (before.day.filter(news), before.clock);
        }
    }

    /// The day to count from: the reference date, or the one just mentioned; the other where that is missing.
    pub(super) fn base_day(&self, narrative: bool) -> Option<Date> {
        // One of a year that the narrative has left is none to count from.
        let anchor = self
            .anchor
            .day
            .filter(|day| self.anchor.year == Some(day.year()));
        if narrative {
            anchor.or(self.reference)
        } else {
            self.reference.or(self.told(anchor))
        }
    }

    /// What the text told before, unless what counts from now would be counted from it.
    pub(super) fn told<T>(&self, anchor: Option<T>) -> Option<T> {
        anchor.filter(|_| !self.of_present())
    }

    /// The same for a month, as its first day.
    pub fn base_month(&self, narrative: bool) -> Option<Date> {
        let anchor = self
            .anchor
            .month
            .filter(|&(year, _)| self.anchor.year == Some(year))
            .and_then(|(year, month)| Date::new(year, month as i8, 1).ok());
        if narrative {
            anchor.or(self.reference)
        } else {
            self.reference.or(self.told(anchor))
        }
    }

    /// The same for a year.
    pub(super) fn base_year(&self, narrative: bool) -> Option<i16> {
        let reference = self.reference.map(|date| date.year());
        if narrative {
            self.anchor.year.or(reference)
        } else {
            reference.or(self.told(self.anchor.year))
        }
    }

    /// The day, month or year to count from at the granularity of `unit`.
    pub fn base(&self, unit: Unit, narrative: bool) -> Option<Date> {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Week | Unit::Weekend => {
                self.base_day(narrative)
            }
            Unit::Month | Unit::Quarter => self.base_month(narrative),
            _ => Date::new(self.base_year(narrative)?, 1, 1).ok(),
        }
    }
}

/// Whether results of a quarter may be news: it ended within the last year.
fn reported(now: Date, year: i16, quarter: u8) -> bool {
    let index = |year: i16, quarter: i32| i32::from(year) * 4 + quarter;
    let current = index(now.year(), (i32::from(now.month()) - 1) / 3 + 1);
    (1..=4).contains(&(current - index(year, i32::from(quarter))))
}
