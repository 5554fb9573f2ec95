//! Calendar arithmetic on civil dates, by `jiff`: nothing here can overflow or invent a day.

use super::value::{Field, Point, Season, Unit};
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// Monday and Sunday of an ISO week.
pub fn week_days(year: i16, week: u8) -> Option<(Date, Date)> {
    let day = |weekday| {
        ISOWeekDate::new(year, week as i8, weekday)
            .ok()
            .map(|d| d.date())
    };
    Some((day(Weekday::Monday)?, day(Weekday::Sunday)?))
}

/// The date `count` units later (earlier if negative), the day clamped to the month's end.
pub fn shift(date: Date, count: i32, unit: Unit) -> Option<Date> {
    let count = i64::from(count);
    // Limits of jiff's spans: far outside the calendar's range, but inside what its units accept.
    if count.abs() > 10_000 * 366 {
        return None;
    }
    let months = |per: i64| {
        let months = count.checked_mul(per).filter(|n| n.abs() <= 12 * 10_000)?;
        date.checked_add(months.months()).ok()
    };
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(date),
        Unit::Day => date.checked_add(count.days()).ok(),
        Unit::Week | Unit::Weekend => {
            let days = count.checked_mul(7).filter(|n| n.abs() <= 10_000 * 366)?;
            date.checked_add(days.days()).ok()
        }
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
        Unit::Millennium => months(12_000),
    }
}

/// What of the calendar, at the granularity of `unit`, holds `date`.
pub fn point(date: Date, unit: Unit) -> Point {
    let year = Some(date.year());
    let field = match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => return Point::day(date),
        Unit::Week | Unit::Weekend => {
            let iso = date.iso_week_date();
            let week = Some(iso.week() as u8);
            let field = match unit {
                Unit::Weekend => Field::Weekend(week),
                _ => Field::Week(week),
            };
            return Point::new(Some(iso.year()), field);
        }
        Unit::Month => Field::Month(Some(date.month() as u8)),
        Unit::Quarter => Field::Quarter(Some((date.month() as u8 - 1) / 3 + 1)),
        Unit::Year => Field::Year,
        Unit::Decade => Field::Decade,
        Unit::Century => Field::Century,
        Unit::Millennium => Field::Millennium,
    };
    Point::new(year, field)
}

/// Monday is 1, Sunday 7.
pub fn weekday(date: Date) -> u8 {
    date.weekday().to_monday_one_offset() as u8
}

/// The nearest date with this weekday, strictly before `date`.
pub fn weekday_before(date: Date, day: u8) -> Option<Date> {
    let back = (i32::from(weekday(date)) - i32::from(day)).rem_euclid(7);
    shift(date, -(if back == 0 { 7 } else { back }), Unit::Day)
}

/// The nearest date with this weekday, strictly after `date`.
pub fn weekday_after(date: Date, day: u8) -> Option<Date> {
    let ahead = (i32::from(day) - i32::from(weekday(date))).rem_euclid(7);
    shift(date, if ahead == 0 { 7 } else { ahead }, Unit::Day)
}

/// The month in which a season begins.
pub fn first_month(season: Season) -> u8 {
    match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    }
}

/// Whether the month has such a day in some year.
pub fn day_exists(month: u8, day: u8) -> bool {
    Date::new(2000, month as i8, day as i8).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn shifting_clamps_and_never_overflows() {
        assert_eq!(
            shift(date(2015, 3, 31), -1, Unit::Month),
            Some(date(2015, 2, 28))
        );
        assert_eq!(
            shift(date(1998, 2, 13), -6, Unit::Week),
            Some(date(1998, 1, 2))
        );
        assert_eq!(
            shift(date(1998, 2, 13), -4, Unit::Decade),
            Some(date(1958, 2, 13))
        );
        for unit in [
            Unit::Day,
            Unit::Week,
            Unit::Month,
            Unit::Year,
            Unit::Millennium,
        ] {
            assert_eq!(shift(date(1998, 2, 13), i32::MAX, unit), None);
            assert_eq!(shift(date(1998, 2, 13), i32::MIN, unit), None);
        }
    }

    #[test]
    fn weeks_belong_to_their_iso_year() {
        assert_eq!(point(date(2016, 1, 1), Unit::Week).to_string(), "2015-W53");
        assert_eq!(
            point(date(2016, 10, 8), Unit::Weekend).to_string(),
            "2016-W40-WE"
        );
        assert_eq!(week_days(2016, 60), None);
    }

    #[test]
    fn weekdays() {
        let saturday = date(2016, 10, 8);
        assert_eq!(weekday_before(saturday, 6), Some(date(2016, 10, 1)));
        assert_eq!(weekday_after(saturday, 2), Some(date(2016, 10, 11)));
        assert!(!day_exists(11, 31) && day_exists(2, 29));
    }
}
