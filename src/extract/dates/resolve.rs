//! Expressions to values: against the reference date, and against the dates that the text has already given.

use super::TimexType;
use super::aside::Story;
use super::calendar;
use super::spec::{Meaning, Spec, Which};
use super::value::{Amount, Duration, Field, Point, Unit, Value};
use super::within::{each, within};
use jiff::civil::{Date, DateTime};

/// What the words around an expression tell of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cue {
    /// What it dates lies ahead ("will", "scheduled for").
    pub future: bool,
    /// What it dates lies behind ("the year ended March 31").
    pub past: bool,
    /// It compares business results ("up from $3 million a year earlier").
    pub results: bool,
    /// It recurs ("$33 million a year").
    pub rate: bool,
}

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
    /// The last quarter that results were told of.
    pub quarter: Option<(i16, u8)>,
    /// Results of a longer time were told of since ("the first nine months").
    pub longer: bool,
    /// The last time of day.
    pub clock: Option<DateTime>,
    /// The last one mentioned had at least a month.
    pub fine: bool,
    /// Counts down from the last year before 1000 with every later one.
    antiquity: u8,
    /// Whether that year was BC.
    pub bc: bool,
}

/// How many years of later times a text on antiquity may mention before it has left it.
const ANTIQUITY: u8 = 3;

/// Resolves expressions in text order.
#[derive(Clone, Copy, Debug)]
pub struct Resolver {
    /// The day that relative expressions count from.
    pub reference: Option<Date>,
    /// The dates mentioned last.
    pub anchor: Anchor,
    /// What the narrative had come to before the aside that was mentioned last.
    pub story: Option<Story>,
}

impl Resolver {
    /// A resolver for one article.
    pub fn new(reference: Option<Date>) -> Self {
        Self {
            reference,
            anchor: Anchor::default(),
            story: None,
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

    /// Whether one of the last years mentioned is of antiquity: later ones may have fewer than four digits.
    pub fn in_antiquity(&self) -> bool {
        self.anchor.antiquity > 0
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
            Meaning::Duration(duration) => {
                self.anchor.longer |= months_of_results(duration);
                if cue.rate {
                    return Some((TimexType::Set, Value::Duration(duration)));
                }
                Value::Duration(duration)
            }
            Meaning::Every(duration) => return Some((TimexType::Set, Value::Duration(duration))),
            Meaning::Each(spec) => return Some((TimexType::Set, Value::Point(each(&spec)?))),
            Meaning::Past => Value::Past,
            Meaning::Present => Value::Present,
            Meaning::Future => Value::Future,
            Meaning::Range(..) | Meaning::Nothing => return None,
        };
        let kind = match value {
            Value::Point(point) => {
                // "69 years ago" counts from a day that the text does not tell.
                let open = self.reference.is_none()
                    && matches!(
                        meaning,
                        Meaning::Shift {
                            narrative: false,
                            ..
                        }
                    );
                if !open {
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
        self.anchor.begun = None;
        if year < 1000 {
            (self.anchor.antiquity, self.anchor.bc) = (ANTIQUITY, year < 0);
        } else {
            self.anchor.antiquity = self.anchor.antiquity.saturating_sub(1);
        }
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
                self.anchor.longer = false;
            }
            _ => {}
        }
        self.anchor.fine = point.unit() <= Unit::Month || matches!(point.field, Field::Season(_));
        self.anchor.year = Some(year);
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
            self.reference.or(anchor)
        }
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
            self.reference.or(anchor)
        }
    }

    /// The same for a year.
    pub(super) fn base_year(&self, narrative: bool) -> Option<i16> {
        let reference = self.reference.map(|date| date.year());
        if narrative {
            self.anchor.year.or(reference)
        } else {
            reference.or(self.anchor.year)
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

    fn date(&self, spec: &Spec, cue: Cue) -> Option<Value> {
        if spec.impossible {
            return None;
        }
        if spec.deictic == Some(0) && self.reference.is_none() && spec.time.is_none() {
            return Some(Value::Present);
        }
        // "to this day"
        let this_day = spec.unit == Some((Some(Which::This), Unit::Day));
        if this_day && self.reference.is_none() && !spec.has_field() {
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
    pub fn finished_quarter(&self) -> Option<(i16, u8)> {
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
            let field = match self.anchor.longer {
                true => Field::Year,
                false => Field::Quarter(Some(quarter)),
            };
            return Some(Point::new(Some(year), field));
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
}

/// Whether results of a quarter may be news: it ended within the last year.
fn reported(now: Date, year: i16, quarter: u8) -> bool {
    let index = |year: i16, quarter: i32| i32::from(year) * 4 + quarter;
    let current = index(now.year(), (i32::from(now.month()) - 1) / 3 + 1);
    (1..=4).contains(&(current - index(year, i32::from(quarter))))
}

/// "the first nine months": a time that results are told of beside the quarter's.
fn months_of_results(duration: Duration) -> bool {
    duration.unit == Unit::Month && matches!(duration.amount.count(), Some(6 | 9))
}

/// How many units away: last -1, this 0, next 1.
pub fn offset(which: Which) -> i16 {
    match which {
        Which::Last | Which::Previous => -1,
        Which::This | Which::Same => 0,
        Which::Next | Which::Following => 1,
    }
}

/// The value of a unit of which nothing is known.
pub fn unknown(unit: Unit) -> Point {
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
