//! The year or day of what is named without it: a weekday, a month, a season, "last week".

use super::calendar;
use super::holidays;
use super::numbers;
use super::resolve::{Cue, Resolver, offset, unknown};
use super::spec::{Decade, Spec, Which};
use super::value::{Field, Point, Season, Unit};
use super::within::{pick, within};
use jiff::civil::Date;

/// Days that a narrative hardly goes back by.
const TURN: u8 = 15;

impl Resolver {
    /// "the 22nd", "the 22nd of that month".
    pub(super) fn day_of_month(&self, day: u8, spec: &Spec) -> Option<Point> {
        let (which, narrative) = match spec.unit {
            Some((Some(which @ (Which::Last | Which::This | Which::Next)), _)) => (which, false),
            Some((Some(which), _)) => (which, true),
            _ if self.turns_month(day) => (Which::Following, true),
            _ => (Which::This, true),
        };
        let Some(base) = self
            .base_month(narrative)
            .and_then(|base| calendar::shift(base, offset(which).into(), Unit::Month))
        else {
            return Some(Point::new(None, Field::Day(None, Some(day))));
        };
        Date::new(base.year(), base.month(), day as i8)
            .ok()
            .map(Point::day)
    }

    /// "On 27 July … on the 3rd": whether a day lies so far before the one just mentioned that it is one of the next month.
    fn turns_month(&self, day: u8) -> bool {
        let month = self.anchor.month;
        let of_month = |date: &Date| month == Some((date.year(), date.month() as u8));
        let now = self.anchor.day.filter(of_month);
        self.reference.is_none() && now.is_some_and(|now| now.day() as u8 >= day + TURN)
    }

    /// The year that is said, BC negative.
    pub(super) fn explicit_year(&self, spec: &Spec) -> Option<i16> {
        if let Some(year) = spec.year {
            let bc = spec.bc || !spec.era && year < 1000 && self.in_antiquity() && self.anchor.bc;
            return Some(if bc { -year } else { year });
        }
        let short = spec.short_year?;
        let near = self.base_year(false);
        Some(match near {
            Some(near) => {
                // The latest such year that is at most 20 years ahead.
                let year = near - near % 100 + i16::from(short);
                if year > near + 20 { year - 100 } else { year }
            }
            None => numbers::century_of(short) as i16,
        })
    }

    pub(super) fn decade(&self, decade: Decade, bc: bool) -> Option<i16> {
        match decade {
            Decade::Full(year) => {
                let bc = bc || year < 1000 && self.in_antiquity() && self.anchor.bc;
                Some(if bc { -year } else { year })
            }
            Decade::Short(short) => {
                let near = self.base_year(self.reference.is_none()).unwrap_or(1999);
                let year = near - near % 100 + i16::from(short);
                // "the '90s" are past; in a narrative the next ones may lie a little ahead.
                let ahead = if self.reference.is_none() { 20 } else { 0 };
                Some(if year > near + ahead {
                    year - 100
                } else {
                    year
                })
            }
        }
    }

    /// "last week", "the following year", "that month".
    pub(super) fn unit(&self, which: Which, unit: Unit) -> Option<Point> {
        if unit < Unit::Day {
            return None;
        }
        let narrative = !matches!(which, Which::Last | Which::This | Which::Next);
        if narrative && let Some(period) = self.period(unit, offset(which)) {
            return Some(period);
        }
        let count = i32::from(offset(which));
        let shifted = self
            .base(unit, narrative)
            .and_then(|base| calendar::shift(base, count, unit));
        if let (None, Some(year @ ..0), Unit::Year) = (shifted, self.anchor.year, unit) {
            return Some(Point::new(Some(year + offset(which)), Field::Year));
        }
        Some(match shifted {
            Some(date) => calendar::point(date, unit),
            None => unknown(unit),
        })
    }

    /// "Friday of last week", "Friday week".
    pub(super) fn day_of_week(&self, spec: &Spec, which: Which) -> Option<Point> {
        let weekday = spec.weekday?;
        let Some(base) = self.base_day(false) else {
            return Some(Point::new(None, Field::Weekday(weekday)));
        };
        let monday = calendar::shift(base, 1 - i32::from(calendar::weekday(base)), Unit::Day)?;

        match which {
            Which::Following => calendar::weekday_after(base, weekday)
                .and_then(|d| calendar::shift(d, 7, Unit::Day))
                .map(Point::day),
            _ => {
                let week = calendar::shift(monday, i32::from(offset(which)), Unit::Week)?;
                calendar::shift(week, i32::from(weekday) - 1, Unit::Day).map(Point::day)
            }
        }
    }

    pub(super) fn weekday(&self, weekday: u8, spec: &Spec, cue: Cue) -> Point {
        let unknown = Point::new(None, Field::Weekday(weekday));
        let narrative = match spec.which {
            None | Some(Which::Last | Which::This | Which::Next) => {
                self.reference.is_none() && !self.of_present()
            }
            Some(_) => true,
        };
        let Some(base) = self.base_day(narrative) else {
            return unknown;
        };
        // "Tuesday the 4th"
        if let Some(day) = spec.day {
            let near = [0, -1, 1].into_iter().filter_map(|months| {
                let month = calendar::shift(base.first_of_month(), months, Unit::Month)?;
                Date::new(month.year(), month.month(), day as i8).ok()
            });
            let fits = near
                .into_iter()
                .find(|date| calendar::weekday(*date) == weekday);
            return fits.map_or(unknown, Point::day);
        }
        let same = calendar::weekday(base) == weekday;
        let date = match spec.which {
            Some(Which::Last | Which::Previous) => calendar::weekday_before(base, weekday),
            // "next Wednesday" is not tomorrow.
            Some(Which::Next) if calendar::weekday(base) % 7 + 1 == weekday => {
                calendar::weekday_after(base, weekday)
                    .and_then(|day| calendar::shift(day, 1, Unit::Week))
            }
            Some(Which::Next | Which::Following) => calendar::weekday_after(base, weekday),
            _ if same => Some(base),
            Some(Which::This) => calendar::weekday_after(base, weekday),
            Some(Which::Same) => calendar::weekday_before(base, weekday),
            None if narrative || cue.future => calendar::weekday_after(base, weekday),
            None => calendar::weekday_before(base, weekday),
        };
        date.map_or(unknown, Point::day)
    }

    pub(super) fn season_year(
        &self,
        season: Season,
        which: Option<Which>,
        cue: Cue,
    ) -> Option<i16> {
        let first = calendar::first_month(season);
        let narrative = match which {
            None | Some(Which::Last | Which::This | Which::Next) => self.reference.is_none(),
            Some(_) => true,
        };
        let anchor = self
            .anchor
            .month
            .filter(|&(year, _)| Some(year) == self.anchor.year && self.anchor.fine);
        let (year, month) = match (narrative, self.reference) {
            (false, Some(date)) => (date.year(), Some(date.month() as u8)),
            _ => match anchor {
                Some((year, month)) => (year, Some(month)),
                None => (self.base_year(true)?, None),
            },
        };
        let Some(month) = month else {
            return year.checked_add(which.map_or(0, offset));
        };
        match which {
            // A winter that began last December is over in March.
            Some(Which::Last | Which::Previous) => {
                let over = month > if first == 12 { 14 } else { first + 2 };
                Some(if over { year } else { year - 1 })
            }
            Some(Which::Next | Which::Following) => {
                Some(if month >= first { year + 1 } else { year })
            }
            None if cue.future && month > first + 2 => Some(year + 1),
            // A text that has come to November goes on to the next spring.
            None if narrative && anchor.is_some() && month >= 10 && first <= 6 => Some(year + 1),
            None if !narrative && first == 12 && month <= 2 => Some(year - 1),
            _ => Some(year),
        }
    }

    pub(super) fn quarter_year(&self, quarter: u8, cue: Cue) -> Option<i16> {
        let Some(reference) = self.reference else {
            return self.anchor.year;
        };
        let now = (reference.month() as u8 - 1) / 3 + 1;
        let ahead = i16::from(quarter) - i16::from(now);
        let year = reference.year();
        Some(match ahead {
            2.. if !cue.future => year - 1,
            ..=-2 if cue.future => year + 1,
            _ => year,
        })
    }

    pub(super) fn holiday(&self, row: u8, which: Option<Which>, cue: Cue) -> Point {
        let narrative = self.reference.is_none();
        let year = self.base_year(narrative);
        let day = match year {
            Some(year) => match self.reference {
                Some(reference) => {
                    let days = [year - 1, year, year + 1]
                        .into_iter()
                        .filter_map(|y| holidays::day(row, y));
                    pick(days, reference, which, cue)
                }
                None => holidays::day(row, year),
            },
            None => None,
        };
        match day {
            Some(day) => Point::day(day),
            None => match holidays::day(row, 2000).zip(holidays::day(row, 2001)) {
                // The same day every year.
                Some((a, b)) if (a.month(), a.day()) == (b.month(), b.day()) => {
                    Point::new(None, Field::Day(Some(a.month() as u8), Some(a.day() as u8)))
                }
                _ => Point::new(year, Field::Day(None, None)),
            },
        }
    }

    /// A month, or a day of one, without its year.
    pub(super) fn month(&self, spec: &Spec, cue: Cue) -> Option<Point> {
        let month = spec.month?;
        let narrative = match spec.which {
            None | Some(Which::Last | Which::This | Which::Next) => false,
            Some(_) => true,
        };
        if let (Some(reference), false) = (self.reference, narrative) {
            let day = spec.day.unwrap_or(15);
            let year = reference.year();
            let days = [year - 1, year, year + 1].into_iter().filter_map(|y| {
                let day = Date::new(y, month as i8, day as i8).ok()?;
                // A weekday beside it tells the year.
                let fits = spec
                    .weekday
                    .is_none_or(|weekday| calendar::weekday(day) == weekday);
                fits.then_some(day)
            });
            // Whole months are told apart by their middle.
            let reference = if spec.day.is_none() {
                reference.with().day(15).build().ok()?
            } else {
                reference
            };
            let year = match pick(days, reference, spec.which, cue) {
                Some(day) => Some(day.year()),
                None if spec.day == Some(29) && month == 2 => return None,
                None => Some(year),
            };
            return within(spec, year);
        }
        let deictic = !matches!(
            spec.which,
            Some(Which::Following | Which::Previous | Which::Same)
        );
        let told = self.anchor.year.filter(|_| !(deictic && self.of_present()));
        let year = match (told, self.anchor.begun.or(self.anchor.month)) {
            (Some(year), Some((month_year, before))) if month_year == year && self.anchor.fine => {
                let turn = i16::from(month) - i16::from(before);
                Some(match spec.which {
                    Some(Which::Next | Which::Following) if turn <= 0 => year + 1,
                    Some(Which::Last | Which::Previous) if turn >= 0 => year - 1,
                    None if turn <= -8 => year + 1,
                    _ => year,
                })
            }
            (year, _) => match spec.which {
                Some(which @ (Which::Following | Which::Previous)) => {
                    year.map(|year| year + offset(which))
                }
                _ => year,
            },
        };
        let year = year.or_else(|| self.base_year(false)).filter(|y| *y != 0);
        // "Monday, January 28": the weekday tells the year.
        let fits = |year: &i16| {
            let day = spec
                .day
                .and_then(|day| Date::new(*year, month as i8, day as i8).ok());
            day.zip(spec.weekday)
                .is_none_or(|(day, weekday)| calendar::weekday(day) == weekday)
        };
        let near = year.and_then(|year| [year, year + 1, year - 1].into_iter().find(fits));
        within(spec, near.or(year))
    }

    /// The day of a time that has none beside it.
    pub(super) fn day_of_time(&self, which: Option<Which>) -> Point {
        // "Orm was shot on Friday … He left at 10 p.m."
        let narrative = !matches!(which, Some(Which::Last | Which::This | Which::Next));
        let count = match which {
            Some(Which::This | Which::Same) | None => 0,
            Some(which) => i32::from(offset(which)),
        };
        let day = self
            .base_day(narrative)
            .and_then(|base| calendar::shift(base, count, Unit::Day));
        day.map_or(Point::new(None, Field::Day(None, None)), Point::day)
    }
}
