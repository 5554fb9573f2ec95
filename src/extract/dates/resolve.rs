//! Expressions to values: against the reference date, and against the dates that the text has already given.

use super::TimexType;
use super::calendar;
use super::holidays;
use super::numbers;
use super::spec::{Decade, Meaning, Spec, Which};
use super::value::{Amount, DayPart, Duration, Field, Point, Season, TimeOfDay, Unit, Value};
use jiff::civil::{Date, DateTime};

/// What the words around an expression tell of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cue {
    /// What it dates lies ahead ("will", "scheduled for").
    pub future: bool,
    /// It compares business results ("up from $3 million a year earlier").
    pub results: bool,
    /// It must not become the date that later ones count from (years of a life in brackets).
    pub aside: bool,
    /// A year given before it in the same sentence.
    pub year: Option<i16>,
}

/// The dates mentioned last, by granularity.
#[derive(Clone, Copy, Debug, Default)]
struct Anchor {
    day: Option<Date>,
    month: Option<(i16, u8)>,
    year: Option<i16>,
    quarter: Option<(i16, u8)>,
    clock: Option<DateTime>,
    /// The last one mentioned had at least a month.
    fine: bool,
}

/// Resolves expressions in text order.
#[derive(Clone, Copy, Debug)]
pub struct Resolver {
    reference: Option<Date>,
    anchor: Anchor,
}

impl Resolver {
    /// A resolver for one article.
    pub fn new(reference: Option<Date>) -> Self {
        Self {
            reference,
            anchor: Anchor::default(),
        }
    }

    /// Whether there is a reference date.
    pub fn grounded(&self) -> bool {
        self.reference.is_some()
    }

    /// Whether a day has been mentioned.
    pub fn has_day(&self) -> bool {
        self.anchor.day.is_some()
    }

    /// Whether the last year mentioned is of antiquity: later ones may have fewer than four digits.
    pub fn in_antiquity(&self) -> bool {
        self.anchor.year.is_some_and(|year| year < 1000)
    }

    /// Type and value of an expression; `None` where it names no possible date.
    pub fn resolve(&mut self, meaning: &Meaning, cue: Cue) -> Option<(TimexType, Value)> {
        let value = match *meaning {
            Meaning::Date(spec) => self.date(&spec, cue)?,
            Meaning::Shift {
                duration,
                back,
                narrative,
                year_ago,
            } => self.shift(duration, back, narrative, year_ago && cue.results),
            Meaning::Duration(duration) => Value::Duration(duration),
            Meaning::Every(duration) => return Some((TimexType::Set, Value::Duration(duration))),
            Meaning::Each(spec) => return Some((TimexType::Set, Value::Point(each(&spec)?))),
            Meaning::Past => Value::Past,
            Meaning::Present => Value::Present,
            Meaning::Future => Value::Future,
            Meaning::Range(..) | Meaning::Nothing => return None,
        };
        let kind = match value {
            Value::Point(point) => {
                if !cue.aside {
                    self.remember(&point);
                }
                if point.time.is_some() {
                    TimexType::Time
                } else {
                    TimexType::Date
                }
            }
            Value::Duration(_) => TimexType::Duration,
            _ => TimexType::Date,
        };
        Some((kind, value))
    }

    /// Later expressions may count from `point`.
    fn remember(&mut self, point: &Point) {
        let Some(year) = point.year else {
            return;
        };
        match point.field {
            Field::Decade | Field::Century => return,
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
            }
            _ => {}
        }
        self.anchor.fine = point.unit() <= Unit::Month || matches!(point.field, Field::Season(_));
        self.anchor.year = Some(year);
    }

    /// The day to count from: the reference date, or the one just mentioned; the other where that is missing.
    fn base_day(&self, narrative: bool) -> Option<Date> {
        if narrative {
            self.anchor.day.or(self.reference)
        } else {
            self.reference.or(self.anchor.day)
        }
    }

    /// The same for a month, as its first day.
    fn base_month(&self, narrative: bool) -> Option<Date> {
        let anchor = self
            .anchor
            .month
            .and_then(|(year, month)| Date::new(year, month as i8, 1).ok());
        if narrative {
            anchor.or(self.reference)
        } else {
            self.reference.or(anchor)
        }
    }

    /// The same for a year.
    fn base_year(&self, narrative: bool) -> Option<i16> {
        let reference = self.reference.map(|date| date.year());
        if narrative {
            self.anchor.year.or(reference)
        } else {
            reference.or(self.anchor.year)
        }
    }

    /// The day, month or year to count from at the granularity of `unit`.
    fn base(&self, unit: Unit, narrative: bool) -> Option<Date> {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Week | Unit::Weekend => {
                self.base_day(narrative)
            }
            Unit::Month | Unit::Quarter => self.base_month(narrative),
            _ => Date::new(self.base_year(narrative)?, 1, 1).ok(),
        }
    }

    fn date(&self, spec: &Spec, cue: Cue) -> Option<Value> {
        if spec.impossible {
            return None;
        }
        if spec.deictic == Some(0) && self.reference.is_none() && spec.time.is_none() {
            return Some(Value::Present);
        }
        if let Some((None, unit)) = spec.unit
            && (Spec {
                unit: None,
                partly: false,
                ..*spec
            }) == Spec::default()
        {
            return self.bare_unit(unit, spec.partly);
        }
        let mut point = self.point(spec, cue)?;
        if spec.week_of {
            let (week, _) = (calendar::point(point.date()?, Unit::Week), ());
            point = week;
        }
        if spec.time.is_some() {
            point.time = spec.time;
        }
        Some(Value::Point(point))
    }

    /// "the year", "the quarter": which one is not said; `partly` if a part of it is meant ("the end of the year").
    fn bare_unit(&self, unit: Unit, partly: bool) -> Option<Value> {
        let narrative = self.reference.is_none();
        let of_base = |unit| {
            Some(Value::Point(calendar::point(
                self.base(unit, narrative)?,
                unit,
            )))
        };
        match unit {
            Unit::Quarter => {
                let (year, quarter) = self.anchor.quarter.or_else(|| self.finished_quarter())?;
                Some(Value::Point(Point::new(
                    Some(year),
                    Field::Quarter(Some(quarter)),
                )))
            }
            Unit::Year if partly || narrative => match self.base_year(narrative) {
                Some(year) => Some(Value::Point(Point::new(Some(year), Field::Year))),
                None => Some(Value::Point(unknown(unit))),
            },
            Unit::Year => Some(Value::Duration(Duration {
                amount: Amount::whole(1),
                unit,
            })),
            Unit::Week | Unit::Month => of_base(unit),
            Unit::Decade | Unit::Century if partly => of_base(unit),
            Unit::Weekend => {
                let base = calendar::shift(
                    self.base_day(narrative)?,
                    if narrative { 0 } else { -1 },
                    Unit::Week,
                )?;
                Some(Value::Point(calendar::point(base, unit)))
            }
            Unit::Day => Some(Value::Point(Point::day(self.base_day(true)?))),
            _ => None,
        }
    }

    /// The last quarter that was over on the reference date.
    fn finished_quarter(&self) -> Option<(i16, u8)> {
        let before = calendar::shift(self.reference?, -1, Unit::Quarter)?;
        match calendar::point(before, Unit::Quarter) {
            Point {
                year: Some(year),
                field: Field::Quarter(Some(quarter)),
                ..
            } => Some((year, quarter)),
            _ => None,
        }
    }

    fn point(&self, spec: &Spec, cue: Cue) -> Option<Point> {
        if let Some(century) = spec.century {
            let first = i16::from(century.checked_sub(1)?) * 100;
            let year = if spec.bc { -first - 50 } else { first };
            return Some(Point::new(Some(year), Field::Century));
        }
        if let Some(decade) = spec.decade {
            return Some(Point::new(self.decade(decade, spec.bc), Field::Decade));
        }
        if let Some(days) = spec.deictic {
            let base = self
                .reference
                .or(if days == 0 { self.anchor.day } else { None });
            let day = base.and_then(|date| calendar::shift(date, days.into(), Unit::Day));
            return Some(day.map_or(Point::new(None, Field::Day(None, None)), Point::day));
        }
        let year = self.explicit_year(spec);
        // "the 1988 quarter": the one that is spoken of, in that year.
        if let (Some(year), Some((None, Unit::Quarter)), None) = (year, spec.unit, spec.quarter) {
            let (_, quarter) = self.anchor.quarter.or_else(|| self.finished_quarter())?;
            return Some(Point::new(Some(year), Field::Quarter(Some(quarter))));
        }
        if let Some(year) = year {
            return within(spec, Some(year));
        }
        match spec.unit {
            Some((Some(which), Unit::Year)) if spec.has_field() => {
                let narrative = !matches!(which, Which::Last | Which::This | Which::Next);
                let year = self
                    .base_year(narrative)
                    .and_then(|year| year.checked_add(offset(which)));
                return within(spec, year);
            }
            Some((which, Unit::Week)) if spec.weekday.is_some() || spec.time.is_some() => {
                return self.day_of_week(spec, which.unwrap_or(Which::Following));
            }
            Some((Some(which), unit)) if !spec.has_field() && spec.day.is_none() => {
                return self.unit(which, unit);
            }
            _ => {}
        }
        if let (Some(weekday), None) = (spec.weekday, spec.month)
            && spec.nth.is_none()
        {
            return Some(self.weekday(weekday, spec, cue));
        }
        if let Some(season) = spec.season {
            return Some(Point::new(
                self.season_year(season, spec.which, cue),
                Field::Season(season),
            ));
        }
        if let Some(quarter) = spec.quarter {
            return Some(Point::new(
                self.quarter_year(quarter, cue),
                Field::Quarter(Some(quarter)),
            ));
        }
        if spec.half.is_some() {
            return within(spec, self.base_year(false));
        }
        if let Some(row) = spec.holiday {
            return Some(self.holiday(row, spec.which, cue));
        }
        if spec.month.is_some() {
            return self.month(spec, cue);
        }
        if let Some(day) = spec.day {
            return self.day_of_month(day, spec);
        }
        if spec.time.is_some() {
            return Some(self.day_of_time(spec.which));
        }
        None
    }

    /// "the 22nd", "the 22nd of that month".
    fn day_of_month(&self, day: u8, spec: &Spec) -> Option<Point> {
        let (which, narrative) = match spec.unit {
            Some((Some(which @ (Which::Last | Which::This | Which::Next)), _)) => (which, false),
            Some((Some(which), _)) => (which, true),
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

    /// The year that is said, BC negative.
    fn explicit_year(&self, spec: &Spec) -> Option<i16> {
        if let Some(year) = spec.year {
            let bc = spec.bc
                || !spec.era && year < 1000 && self.anchor.year.is_some_and(|before| before < 0);
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

    fn decade(&self, decade: Decade, bc: bool) -> Option<i16> {
        match decade {
            Decade::Full(year) => Some(if bc { -year } else { year }),
            Decade::Short(short) => {
                let near = self.base_year(self.reference.is_none()).unwrap_or(1999);
                let year = near - near % 100 + i16::from(short);
                Some(if self.reference.is_some() && year > near {
                    year - 100
                } else {
                    year
                })
            }
        }
    }

    /// "last week", "the following year", "that month".
    fn unit(&self, which: Which, unit: Unit) -> Option<Point> {
        if unit < Unit::Day {
            return None;
        }
        let narrative = !matches!(which, Which::Last | Which::This | Which::Next);
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
    fn day_of_week(&self, spec: &Spec, which: Which) -> Option<Point> {
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

    fn weekday(&self, weekday: u8, spec: &Spec, cue: Cue) -> Point {
        let unknown = Point::new(None, Field::Weekday(weekday));
        let narrative = match spec.which {
            None => self.reference.is_none(),
            Some(Which::Last | Which::This | Which::Next) => self.reference.is_none(),
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
            Some(Which::Next | Which::Following) => calendar::weekday_after(base, weekday),
            _ if same => Some(base),
            Some(Which::This) => calendar::weekday_after(base, weekday),
            Some(Which::Same) => calendar::weekday_before(base, weekday),
            None if narrative || cue.future => calendar::weekday_after(base, weekday),
            None => calendar::weekday_before(base, weekday),
        };
        date.map_or(unknown, Point::day)
    }

    fn season_year(&self, season: Season, which: Option<Which>, cue: Cue) -> Option<i16> {
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

    fn quarter_year(&self, quarter: u8, cue: Cue) -> Option<i16> {
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

    fn holiday(&self, row: u8, which: Option<Which>, cue: Cue) -> Point {
        let narrative = self.reference.is_none();
        let day = match self.base_year(narrative) {
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
                _ => Point::new(None, Field::Day(None, None)),
            },
        }
    }

    /// A month, or a day of one, without its year.
    fn month(&self, spec: &Spec, cue: Cue) -> Option<Point> {
        let month = spec.month?;
        let narrative = match spec.which {
            None | Some(Which::Last | Which::This | Which::Next) => false,
            Some(_) => true,
        };
        if let (Some(reference), false) = (self.reference, narrative) {
            if let Some(year) = cue.year.filter(|year| (year - reference.year()).abs() > 1) {
                return within(spec, Some(year));
            }
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
        let year = match (self.anchor.year, self.anchor.month) {
            (Some(year), Some((month_year, before))) if month_year == year && self.anchor.fine => {
                let turn = i16::from(month) - i16::from(before);
                Some(match spec.which {
                    Some(Which::Next | Which::Following) if turn <= 0 => year + 1,
                    Some(Which::Last | Which::Previous) if turn >= 0 => year - 1,
                    None if turn <= -9 => year + 1,
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
        let year = year.or_else(|| self.base_year(false));
        within(spec, if year == Some(0) { None } else { year })
    }

    /// The day of a time that has none beside it.
    fn day_of_time(&self, which: Option<Which>) -> Point {
        let narrative = match which {
            Some(Which::Last | Which::This | Which::Next) => false,
            Some(_) => true,
            None => self.reference.is_none(),
        };
        let count = match which {
            Some(Which::This | Which::Same) | None => 0,
            Some(which) => i32::from(offset(which)),
        };
        let day = self
            .base_day(narrative)
            .and_then(|base| calendar::shift(base, count, Unit::Day));
        day.map_or(Point::new(None, Field::Day(None, None)), Point::day)
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

    fn shift(&self, duration: Duration, back: bool, narrative: bool, results: bool) -> Value {
        let Duration { amount, unit } = duration;
        if results
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
        if unit < Unit::Day {
            return self
                .shift_clock(count, unit, narrative)
                .unwrap_or(Value::Duration(duration));
        }
        let base = if shown == Unit::Month && unit == Unit::Year {
            self.base_month(narrative)
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

/// Whether results of a quarter may be news: it ended within the last year or goes on.
fn reported(now: Date, year: i16, quarter: u8) -> bool {
    let index = |year: i16, quarter: i32| i32::from(year) * 4 + quarter;
    let current = index(now.year(), (i32::from(now.month()) - 1) / 3 + 1);
    (0..4).contains(&(current - index(year, i32::from(quarter))))
}

/// How many units away: last -1, this 0, next 1.
fn offset(which: Which) -> i16 {
    match which {
        Which::Last | Which::Previous => -1,
        Which::This | Which::Same => 0,
        Which::Next | Which::Following => 1,
    }
}

/// The value of a unit of which nothing is known.
fn unknown(unit: Unit) -> Point {
    Point::new(
        None,
        match unit {
            Unit::Century | Unit::Millennium => Field::Century,
            Unit::Decade => Field::Decade,
            Unit::Year => Field::Year,
            Unit::Quarter => Field::Quarter(None),
            Unit::Month => Field::Month(None),
            Unit::Week => Field::Week(None),
            Unit::Weekend => Field::Weekend(None),
            _ => Field::Day(None, None),
        },
    )
}

/// The one among the days of three years that is meant: the nearest, unless words say otherwise.
fn pick(
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
        None if cue.future && *day < reference => 1,
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
fn within(spec: &Spec, year: Option<i16>) -> Option<Point> {
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
fn each(spec: &Spec) -> Option<Point> {
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
    fn has_field(&self) -> bool {
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
