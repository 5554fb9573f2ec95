//! TIMEX3 values as the report writes them.

use super::value::{Amount, DayPart, Duration, Field, Point, Season, TimeOfDay, Unit, Value};
use std::fmt;

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
        let Self { amount, unit, rest } = *self;
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
        write!(f, "P{time}{amount}{letter}")?;
        let mut before = unit;
        for (more, smaller) in rest.into_iter().flatten() {
            // The hours of "two days and three hours" begin the time.
            let time = if smaller < Unit::Day && before >= Unit::Day {
                "T"
            } else {
                ""
            };
            let letter = match smaller {
                Unit::Second => "S",
                Unit::Hour => "H",
                Unit::Day => "D",
                Unit::Week => "W",
                _ => "M",
            };
            write!(f, "{time}{more}{letter}")?;
            before = smaller;
        }
        Ok(())
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
            Field::Millennium => (1000, 1),
            _ => (1, 4),
        };
        match self.year {
            Some(year) if year < 0 => write!(f, "BC{:0width$}", -(year / divisor))?,
            Some(year) => write!(f, "{:0width$}", year / divisor)?,
            None => f.write_str(&"XXXX"[..width])?,
        }
        match self.field {
            Field::Year | Field::Decade | Field::Century | Field::Millennium => {}
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
            Duration::new(amount, unit).to_string()
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
        let vague = Duration::new(Amount::Vague, Unit::Decade);
        assert_eq!(vague.to_string(), "PXDE");
        let with = |unit, rest| {
            let duration = Duration::new(Amount::whole(2), unit);
            Duration { rest, ..duration }.to_string()
        };
        let (month, day, hour) = (Unit::Month, Unit::Day, Unit::Hour);
        assert_eq!(with(Unit::Year, [Some((3, month)), None]), "P2Y3M");
        assert_eq!(
            with(Unit::Year, [Some((3, month)), Some((4, day))]),
            "P2Y3M4D"
        );
        assert_eq!(with(month, [Some((3, day)), Some((4, hour))]), "P2M3DT4H");
        assert_eq!(with(hour, [Some((30, Unit::Minute)), None]), "PT2H30M");
    }
}
