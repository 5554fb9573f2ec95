//! What an expression names within a year: a month, a holiday, the first Monday in October.

use super::calendar;
use super::holidays;
use super::resolve::Cue;
use super::spec::{Spec, Which};
use super::value::{DayPart, Field, Point, TimeOfDay, Unit};
use jiff::civil::Date;

/// Days for which what lies ahead may have begun already.
const JUST_BEGUN: i32 = 21;

/// The one among the days of three years that is meant: the nearest, unless words say otherwise.
pub fn pick(
    days: impl Iterator<Item = Date>,
    reference: Date,
    which: Option<Which>,
    cue: Cue,
) -> Option<Date> {
    let distance = |day: &Date| {
        day.since(reference)
            .map_or(i32::MAX, |span| span.get_days())
    };
    let far = |day: &Date| match which {
        Some(Which::Last) if *day >= reference => 2,
        Some(Which::Next) if *day <= reference => 2,
        Some(Which::This) if day.year() != reference.year() => 2,
        // "is to run from January 23" may have begun some days ago.
        None if cue.future && *day < reference && distance(day) < -JUST_BEGUN => 1,
        None if cue.past && *day > reference => 1,
        _ => 0,
    };
    days.min_by_key(|day| {
        let days = distance(day);
        // Between two that are about as far away, the past one.
        (
            far(day),
            days.unsigned_abs()
                .saturating_mul(if days > 0 { 6 } else { 5 }),
        )
    })
}

/// The point that `spec` names within a year; `None` where that has no such day.
pub fn within(spec: &Spec, year: Option<i16>) -> Option<Point> {
    let field = match (spec.month, spec.day) {
        _ if spec.nth.is_some() => return nth(spec, year),
        (Some(month), Some(day)) => {
            let exists = match year {
                Some(year) if year > 0 => Date::new(year, month as i8, day as i8).is_ok(),
                _ => calendar::day_exists(month, day),
            };
            if !exists {
                return None;
            }
            Field::Day(Some(month), Some(day))
        }
        (Some(month), None) => Field::Month(Some(month)),
        _ => {
            if let Some(season) = spec.season {
                Field::Season(season)
            } else if let Some(quarter) = spec.quarter {
                Field::Quarter(Some(quarter))
            } else if let Some(half) = spec.half {
                Field::Half(half)
            } else if let Some(row) = spec.holiday {
                return Some(match year.and_then(|year| holidays::day(row, year)) {
                    Some(day) => Point::day(day),
                    None => Point::new(year, Field::Day(None, None)),
                });
            } else {
                Field::Year
            }
        }
    };
    Some(Point::new(year, field))
}

/// "the first Monday in October", "the last week of 1941".
fn nth(spec: &Spec, year: Option<i16>) -> Option<Point> {
    let unit = spec.unit.map(|(_, unit)| unit);
    let number = spec.nth?.number;
    let Some(year) = year else {
        return Some(match spec.month {
            Some(month) => Point::new(None, Field::Month(Some(month))),
            None => Point::new(None, Field::Year),
        });
    };
    let (first, last) = Point::new(
        Some(year),
        spec.month.map_or(Field::Year, |m| Field::Month(Some(m))),
    )
    .days()?;
    if let Some(weekday) = spec.weekday {
        let day = match number {
            None => calendar::weekday_before(last.tomorrow().ok()?, weekday)?,
            Some(n) => {
                let day = calendar::weekday_after(first.yesterday().ok()?, weekday)?;
                calendar::shift(day, i32::from(n) - 1, Unit::Week)?
            }
        };
        return (first <= day && day <= last).then(|| Point::day(day));
    }
    let unit = unit?;
    // The middle of the unit that is counted from the start or, for the last, lies at the end.
    let inside = if matches!(unit, Unit::Week | Unit::Weekend) {
        3
    } else {
        0
    };
    let day = match number {
        None => calendar::shift(last, -inside, Unit::Day)?,
        Some(n) => calendar::shift(
            calendar::shift(first, i32::from(n) - 1, unit)?,
            inside,
            Unit::Day,
        )?,
    };
    (first <= day && day <= last).then(|| calendar::point(day, unit))
}

/// "every Friday", "Tuesday nights".
pub fn each(spec: &Spec) -> Option<Point> {
    let field = if let Some(weekday) = spec.weekday {
        Field::Weekday(weekday)
    } else if let Some(month) = spec.month {
        Field::Month(Some(month))
    } else if let Some(season) = spec.season {
        Field::Season(season)
    } else if let Some(row) = spec.holiday {
        let day = holidays::day(row, 2000)?;
        Field::Day(Some(day.month() as u8), Some(day.day() as u8))
    } else {
        spec.time?;
        Field::Day(None, None)
    };
    Some(Point {
        year: None,
        field,
        time: spec.time,
    })
}

impl Spec {
    /// Whether it names something within a year.
    pub fn has_field(&self) -> bool {
        self.month.is_some()
            || self.season.is_some()
            || self.quarter.is_some()
            || self.half.is_some()
            || self.holiday.is_some()
            || self.weekday.is_some()
    }

    /// Whether it is a part of the day and nothing else.
    pub fn bare_part(&self) -> Option<DayPart> {
        match self.time {
            Some(TimeOfDay::Part(part)) if !self.has_date() => Some(part),
            _ => None,
        }
    }
}
