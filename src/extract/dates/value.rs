//! TIMEX3 values as types: points in time of any granularity, durations, and references to past, present and future.

use super::calendar;
use jiff::civil::{Date, DateTime};
use std::fmt;

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

/// A length of time in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub amount: Amount,
    /// Of what.
    pub unit: Unit,
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
            None => Some((first.to_string(), last.to_string())),
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

impl Value {
    /// Inclusive ISO bounds of a grounded point.
    pub fn bounds(&self) -> Option<(String, String)> {
        match self {
            Self::Point(point) => point.bounds(),
            _ => None,
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Vague => f.write_str("X"),
            Self::Known {
                whole,
                thousandths: 0,
            } => write!(f, "{whole}"),
            Self::Known { whole, thousandths } => {
                let digits = format!("{thousandths:03}");
                write!(f, "{whole}.{}", digits.trim_end_matches('0'))
            }
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { amount, unit } = *self;
        // Hours and a fraction are written in minutes, decades and centuries in years.
        if let (
            Unit::Hour,
            Amount::Known {
                whole,
                thousandths: 1..,
            },
        ) = (unit, amount)
        {
            let Amount::Known { thousandths, .. } = amount else {
                return Ok(());
            };
            let minutes = u32::from(thousandths) * 60 / 1000;
            return match whole {
                0 => write!(f, "PT{minutes}M"),
                _ => write!(f, "PT{whole}H{minutes}M"),
            };
        }
        let years = |factor: u64| match amount {
            Amount::Known { whole, thousandths } => {
                let total =
                    (u128::from(whole) * 1000 + u128::from(thousandths)) * u128::from(factor);
                Some(Amount::Known {
                    whole: u64::try_from(total / 1000).unwrap_or(u64::MAX),
                    thousandths: (total % 1000) as u16,
                })
            }
            Amount::Vague => None,
        };
        let (time, amount, letter) = match unit {
            Unit::Second => ("T", amount, "S"),
            Unit::Minute => ("T", amount, "M"),
            Unit::Hour => ("T", amount, "H"),
            Unit::Day => ("", amount, "D"),
            Unit::Weekend => ("", amount, "WE"),
            Unit::Week => ("", amount, "W"),
            Unit::Month => ("", amount, "M"),
            Unit::Quarter => ("", amount, "Q"),
            Unit::Year => ("", amount, "Y"),
            Unit::Decade => years(10).map_or(("", amount, "DE"), |n| ("", n, "Y")),
            Unit::Century => years(100).map_or(("", amount, "CE"), |n| ("", n, "Y")),
            Unit::Millennium => years(1000).map_or(("", amount, "ML"), |n| ("", n, "Y")),
        };
        write!(f, "P{time}{amount}{letter}")
    }
}

impl Season {
    fn name(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match *self {
            Self::Clock {
                hour,
                minute,
                second,
            } => {
                write!(f, "T{hour:02}:{minute:02}")?;
                return second.map_or(Ok(()), |second| write!(f, ":{second:02}"));
            }
            Self::Part(part) => part,
        };
        f.write_str(match part {
            DayPart::Morning => "TMO",
            DayPart::Midday => "TMI",
            DayPart::Afternoon => "TAF",
            DayPart::Evening => "TEV",
            DayPart::Night => "TNI",
            DayPart::Daytime => "TDT",
        })
    }
}

/// A two-digit field, or its X's.
struct Two(Option<u8>);

impl fmt::Display for Two {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(n) => write!(f, "{n:02}"),
            None => f.write_str("XX"),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Decades and centuries drop the digits that they leave open.
        let (divisor, width) = match self.field {
            Field::Decade => (10, 3),
            Field::Century => (100, 2),
            _ => (1, 4),
        };
        match self.year {
            Some(year) if year < 0 => write!(f, "BC{:0width$}", -(year / divisor))?,
            Some(year) => write!(f, "{:0width$}", year / divisor)?,
            None => f.write_str(&"XXXX"[..width])?,
        }
        match self.field {
            Field::Year | Field::Decade | Field::Century => {}
            Field::Half(half) => write!(f, "-H{half}")?,
            Field::Quarter(Some(quarter)) => write!(f, "-Q{quarter}")?,
            Field::Quarter(None) => f.write_str("-QX")?,
            Field::Season(season) => write!(f, "-{}", season.name())?,
            Field::Month(month) => write!(f, "-{}", Two(month))?,
            Field::Week(week) => write!(f, "-W{}", Two(week))?,
            Field::Weekend(week) => write!(f, "-W{}-WE", Two(week))?,
            Field::Day(month, day) => write!(f, "-{}-{}", Two(month), Two(day))?,
            Field::Weekday(day) => write!(f, "-WXX-{day}")?,
        }
        match self.time {
            Some(time) => write!(f, "{time}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(point) => write!(f, "{point}"),
            Self::Duration(duration) => write!(f, "{duration}"),
            Self::Past => f.write_str("PAST_REF"),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_text() {
        let day = Field::Day(Some(11), Some(8));
        for (year, field, expected) in [
            (Some(2016), day, "2016-11-08"),
            (None, day, "XXXX-11-08"),
            (None, Field::Day(None, None), "XXXX-XX-XX"),
            (None, Field::Weekday(5), "XXXX-WXX-5"),
            (Some(1989), Field::Quarter(Some(3)), "1989-Q3"),
            (Some(1989), Field::Week(Some(4)), "1989-W04"),
            (None, Field::Week(None), "XXXX-WXX"),
            (Some(1980), Field::Decade, "198"),
            (Some(1900), Field::Century, "19"),
            (Some(-44), Field::Year, "BC0044"),
            (Some(-100), Field::Century, "BC01"),
            (Some(43), Field::Year, "0043"),
            (Some(1812), Field::Season(Season::Summer), "1812-SU"),
        ] {
            assert_eq!(Point::new(year, field).to_string(), expected);
        }
    }

    #[test]
    fn durations_as_text() {
        let of = |whole, thousandths, unit| {
            let amount = Amount::Known { whole, thousandths };
            Duration { amount, unit }.to_string()
        };
        assert_eq!(of(5, 500, Unit::Hour), "PT5H30M");
        assert_eq!(of(0, 500, Unit::Hour), "PT30M");
        assert_eq!(of(2, 0, Unit::Decade), "P20Y");
        assert_eq!(of(0, 500, Unit::Century), "P50Y");
        assert_eq!(of(2, 500, Unit::Year), "P2.5Y");
        assert_eq!(
            of(u64::MAX, 999, Unit::Millennium),
            format!("P{}Y", u64::MAX)
        );
        let vague = Duration {
            amount: Amount::Vague,
            unit: Unit::Decade,
        };
        assert_eq!(vague.to_string(), "PXDE");
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
