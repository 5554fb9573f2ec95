//! TIMEX3 values as types: points in time of any granularity, durations, and references to past, present and future.

use super::calendar;
use jiff::civil::{Date, DateTime};

/// Units of time, fine to coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Weeks, Monday first.
    Week,
    /// Calendar months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// How many: a whole number with thousandths, or an unknown number (`X`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// `3`, `2.5`.
    Known {
        /// The whole part.
        whole: u64,
        /// Thousandths, below 1000.
        thousandths: u16,
    },
    /// "several", or no number at all.
    Vague,
}

impl Amount {
    /// A whole number.
    pub fn whole(whole: u64) -> Self {
        Self::Known {
            whole,
            thousandths: 0,
        }
    }

    /// The number, where it is whole and small enough to count with.
    pub fn count(self) -> Option<i32> {
        match self {
            Self::Known {
                whole,
                thousandths: 0,
            } => i32::try_from(whole).ok(),
            _ => None,
        }
    }
}

/// A length of time: so many of a unit, and of smaller ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub amount: Amount,
    /// Of what.
    pub unit: Unit,
    /// "two years, three months and a day": how many of smaller units are to be added.
    pub rest: [Option<(u32, Unit)>; 2],
}

impl Duration {
    /// So many of a unit.
    pub fn new(amount: Amount, unit: Unit) -> Self {
        Self {
            amount,
            unit,
            rest: [None; 2],
        }
    }
}

/// Seasons as TIMEX3 names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February.
    Winter,
}

/// Parts of a day as TIMEX3 names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// `MO`
    Morning,
    /// `MI`
    Midday,
    /// `AF`
    Afternoon,
    /// `EV`
    Evening,
    /// `NI`
    Night,
    /// `DT`
    Daytime,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeOfDay {
    /// `TMO` …
    Part(DayPart),
    /// `T08:30`, `T08:30:15`; hour 24 is the midnight that ends the day.
    Clock {
        /// 0 to 24.
        hour: u8,
        /// 0 to 59.
        minute: u8,
        /// 0 to 59.
        second: Option<u8>,
    },
}

/// What a [`Point`] names within its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The year itself.
    Year,
    /// The decade that holds it.
    Decade,
    /// The century that holds it (`18` is 1800 to 1899).
    Century,
    /// The millennium that holds it (`1` is 1000 to 1999).
    Millennium,
    /// Half a year, 1 or 2.
    Half(u8),
    /// A quarter, 1 to 4.
    Quarter(Option<u8>),
    /// A season.
    Season(Season),
    /// A month, 1 to 12.
    Month(Option<u8>),
    /// An ISO week; the year is the week's.
    Week(Option<u8>),
    /// The weekend of an ISO week.
    Weekend(Option<u8>),
    /// A day of a month.
    Day(Option<u8>, Option<u8>),
    /// A day of an unknown week, Monday 1 to Sunday 7.
    Weekday(u8),
}

/// A point in time, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The year; years BC are negative (44 BC is -44), there is no year 0. `None` is written with X's.
    pub year: Option<i16>,
    /// What of it.
    pub field: Field,
    /// The time of day, if any.
    pub time: Option<TimeOfDay>,
}

/// A TIMEX3 value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// `2016-11-08`, `1989-Q3`, `XXXX-WXX-5`, `1944-06-06TMO`.
    Point(Point),
    /// `P3Y`, `PT30M`, `PXD`.
    Duration(Duration),
    /// `PAST_REF`.
    Past,
    /// `PRESENT_REF`.
    Present,
    /// `FUTURE_REF`.
    Future,
}

impl Point {
    /// A point without time of day.
    pub fn new(year: Option<i16>, field: Field) -> Self {
        Self {
            year,
            field,
            time: None,
        }
    }

    /// A day of the calendar.
    pub fn day(date: Date) -> Self {
        let field = Field::Day(Some(date.month() as u8), Some(date.day() as u8));
        Self::new(Some(date.year()), field)
    }

    /// The day it names, where that is known in full.
    pub fn date(&self) -> Option<Date> {
        match (self.year, self.field) {
            (Some(year), Field::Day(Some(month), Some(day))) if year > 0 => {
                Date::new(year, month as i8, day as i8).ok()
            }
            _ => None,
        }
    }

    /// The moment it names, where day and clock time are known.
    pub fn clock(&self) -> Option<DateTime> {
        match self.time? {
            TimeOfDay::Clock { hour, minute, .. } if hour < 24 => {
                Some(self.date()?.at(hour as i8, minute as i8, 0, 0))
            }
            _ => None,
        }
    }

    /// The granularity of what it names.
    pub fn unit(&self) -> Unit {
        match self.field {
            Field::Century => Unit::Century,
            Field::Millennium => Unit::Millennium,
            Field::Decade => Unit::Decade,
            Field::Year => Unit::Year,
            Field::Half(_) | Field::Quarter(_) | Field::Season(_) => Unit::Quarter,
            Field::Month(_) => Unit::Month,
            Field::Week(_) => Unit::Week,
            Field::Weekend(_) => Unit::Weekend,
            Field::Day(..) | Field::Weekday(_) => Unit::Day,
        }
    }

    /// First and last day, both included; `None` for what is not grounded, seasons and years BC.
    pub fn days(&self) -> Option<(Date, Date)> {
        let year = self.year.filter(|&year| year > 0)?;
        let months = |first: u8, last: u8| {
            let first = Date::new(year, first as i8, 1).ok()?;
            let last = Date::new(year, last as i8, 1).ok()?;
            Some((first, last.last_of_month()))
        };
        let years = |first: i16, count: i16| {
            let first = first.max(1);
            let last = (first - first % count) + (count - 1);
            Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
        };
        match self.field {
            Field::Year => months(1, 12),
            Field::Decade => years(year - year % 10, 10),
            Field::Century => years(year - year % 100, 100),
            Field::Millennium => years(year - year % 1000, 1000),
            Field::Half(half) => months(half * 6 - 5, half * 6),
            Field::Quarter(quarter) => quarter.and_then(|q| months(q * 3 - 2, q * 3)),
            Field::Month(month) => month.and_then(|m| months(m, m)),
            Field::Week(week) => calendar::week_days(year, week?),
            Field::Weekend(week) => {
                let (_, sunday) = calendar::week_days(year, week?)?;
                Some((sunday.yesterday().ok()?, sunday))
            }
            Field::Day(..) => self.date().map(|date| (date, date)),
            Field::Season(_) | Field::Weekday(_) => None,
        }
    }

    /// Inclusive ISO bounds: dates, or date-times where there is a time of day.
    pub fn bounds(&self) -> Option<(String, String)> {
        let (first, last) = self.days()?;
        match self.time {
            None => Some((iso(first), iso(last))),
            Some(TimeOfDay::Part(_)) => {
                Some((format!("{first}T00:00:00"), format!("{last}T23:59:59")))
            }
            Some(TimeOfDay::Clock {
                hour,
                minute,
                second,
            }) => {
                let (date, hour) = match hour {
                    24.. => (first.tomorrow().ok()?, 0),
                    _ => (first, hour),
                };
                let at = format!("{date}T{hour:02}:{minute:02}:{:02}", second.unwrap_or(0));
                Some((at.clone(), at))
            }
        }
    }
}

/// An ISO date, for one tenth of what a formatter takes.
fn iso(date: Date) -> String {
    let Ok(year @ 0..=9999) = u16::try_from(date.year()) else {
        return date.to_string();
    };
    let digit = |n: u16| b'0' + (n % 10) as u8;
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    let (month, day) = (u16::from(month), u16::from(day));
    let text = [
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day / 10),
        digit(day),
    ];
    std::str::from_utf8(&text).unwrap_or_default().to_owned()
}

impl Value {
    /// As the report writes it: what [`ToString`] gives, sooner for days and years.
    pub fn text(&self) -> String {
        let Self::Point(point) = self else {
            return self.to_string();
        };
        let grounded = point.time.is_none() && point.year.is_some_and(|year| year >= 0);
        match (point.field, point.date()) {
            (Field::Day(..), Some(date)) if grounded => iso(date),
            _ => self.to_string(),
        }
    }

    /// Inclusive ISO bounds of a grounded point.
    pub fn bounds(&self) -> Option<(String, String)> {
        match self {
            Self::Point(point) => point.bounds(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_text_is_what_display_writes() {
        let day = |year, month, day| Point::new(year, Field::Day(month, day));
        for point in [
            day(Some(2016), Some(11), Some(8)),
            day(Some(43), Some(1), Some(30)),
            day(Some(0), Some(1), Some(1)),
            day(Some(-44), Some(3), Some(15)),
            day(Some(2015), Some(2), Some(29)),
            day(None, Some(2), Some(29)),
            day(Some(9999), Some(12), None),
            Point::new(Some(1989), Field::Year),
        ] {
            assert_eq!(Value::Point(point).text(), point.to_string());
            if let Some(date) = point.date() {
                assert_eq!(iso(date), date.to_string());
            }
        }
    }

    #[test]
    fn bounds_are_inclusive() {
        let bounds = |year, field| Point::new(Some(year), field).bounds();
        let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(
            bounds(1996, Field::Month(Some(2))),
            pair("1996-02-01", "1996-02-29")
        );
        assert_eq!(
            bounds(1900, Field::Century),
            pair("1900-01-01", "1999-12-31")
        );
        assert_eq!(
            bounds(1989, Field::Quarter(Some(3))),
            pair("1989-07-01", "1989-09-30")
        );
        assert_eq!(
            bounds(2016, Field::Weekend(Some(40))),
            pair("2016-10-08", "2016-10-09")
        );
        assert_eq!(bounds(1989, Field::Season(Season::Winter)), None);
        assert_eq!(bounds(-44, Field::Year), None);
        let mut night = Point::new(Some(1944), Field::Day(Some(6), Some(5)));
        night.time = Some(TimeOfDay::Part(DayPart::Night));
        assert_eq!(
            night.bounds(),
            pair("1944-06-05T00:00:00", "1944-06-05T23:59:59")
        );
    }
}
