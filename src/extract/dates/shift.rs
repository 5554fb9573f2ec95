//! "Two days later", "a year ago": so many units from the reference date or the date just mentioned.

use super::calendar;
use super::resolve::{Resolver, unknown};
use super::spec::Meaning;
use super::value::{Amount, Duration, Field, Point, TimeOfDay, Unit, Value};
use jiff::civil::Date;

impl Resolver {
    /// The day that the narrative has come to by "two weeks later", which names no more than its week.
    pub(super) fn day_of_shift(&self, meaning: &Meaning) -> Option<Date> {
        let Meaning::Shift {
            duration,
            back,
            narrative: true,
            ..
        } = *meaning
        else {
            return None;
        };
        let count = duration
            .amount
            .count()
            .filter(|_| duration.unit == Unit::Week)?;
        let base = self.reference.is_none().then(|| self.base_day(true))?;
        calendar::shift(base?, if back { -count } else { count }, Unit::Week)
    }

    /// Hours and minutes from the time of day just mentioned.
    fn shift_clock(&self, count: i32, unit: Unit, narrative: bool) -> Option<Value> {
        let clock = self
            .anchor
            .clock
            .filter(|_| narrative && unit != Unit::Second)?;
        let minutes = count.checked_mul(if unit == Unit::Hour { 60 } else { 1 })?;
        let then = clock
            .checked_add(jiff::Span::new().try_minutes(minutes).ok()?)
            .ok()?;
        let mut point = Point::day(then.date());
        point.time = Some(TimeOfDay::Clock {
            hour: then.hour() as u8,
            minute: then.minute() as u8,
            second: None,
        });
        Some(Value::Point(point))
    }

    pub fn shift(&self, duration: Duration, back: bool, narrative: bool, results: bool) -> Value {
        let Duration { amount, unit, .. } = duration;
        let narrative = narrative && !results;
        if results
            && !self.anchor.longer
            && let Some((year, quarter)) = self.anchor.quarter.or_else(|| self.finished_quarter())
        {
            let near = self
                .reference
                .is_none_or(|date| (year - date.year()).abs() <= 1);
            let year = if near {
                year
            } else {
                self.reference.map_or(year, |date| date.year())
            };
            return Value::Point(Point::new(Some(year - 1), Field::Quarter(Some(quarter))));
        }
        let (count, shown) = match (amount, amount.count()) {
            (_, Some(count)) => (count, unit),
            // "two and a half years ago"
            (
                Amount::Known {
                    whole,
                    thousandths: 500,
                },
                _,
            ) if unit == Unit::Year => (
                i32::try_from(whole)
                    .unwrap_or(i32::MAX)
                    .saturating_mul(12)
                    .saturating_add(6),
                Unit::Month,
            ),
            // "half a century later"
            (
                Amount::Known {
                    whole: 0,
                    thousandths,
                },
                _,
            ) if unit == Unit::Decade || unit == Unit::Century => {
                let years = if unit == Unit::Decade { 10 } else { 100 };
                (i32::from(thousandths) * years / 1000, Unit::Year)
            }
            (Amount::Vague, _) => return if back { Value::Past } else { Value::Future },
            _ => return Value::Duration(duration),
        };
        let count = if back { count.saturating_neg() } else { count };
        if let (Unit::Year, Some(year @ ..0)) = (shown, self.anchor.year) {
            // Years BC: there is no year 0.
            if let Some(year) = i16::try_from(i32::from(year).saturating_add(count))
                .ok()
                .filter(|y| *y < 0)
            {
                return Value::Point(Point::new(Some(year), Field::Year));
            }
        }
        // "In the 1950s he left. Three years later …": the year is not told.
        let decade = narrative && matches!(self.anchor.period, Some((_, Unit::Decade)));
        if decade && unit == Unit::Year && self.reference.is_none() {
            return Value::Point(unknown(unit));
        }
        if unit < Unit::Day {
            return self
                .shift_clock(count, unit, narrative)
                .unwrap_or(Value::Duration(duration));
        }
        let base = if shown == Unit::Month && unit == Unit::Year {
            self.base_month(narrative)
                .or_else(|| self.base(Unit::Year, narrative))
        } else {
            self.base(unit, narrative)
        };
        let unit = if shown < unit && shown == Unit::Year {
            shown
        } else {
            unit
        };
        match base.and_then(|base| calendar::shift(base, count, shown)) {
            Some(date) => Value::Point(calendar::point(date, unit)),
            None if base.is_some() => Value::Duration(duration),
            None => Value::Point(unknown(unit)),
        }
    }
}
