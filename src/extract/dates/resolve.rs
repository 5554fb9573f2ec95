//! Expressions to values: against the reference date, and against the dates that the text has already given.

use super::TimexType;
use super::anchor::Anchor;
use super::aside::Story;
use super::calendar;
use super::present::Present;
use super::spec::{Meaning, Spec, Which};
use super::value::{Amount, Duration, Field, Point, Unit, Value};
use super::within::{each, within};
use jiff::civil::Date;

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

/// A text that has come to a later year speaks of none of three digits without an era.
const MIDDLE_AGES: i16 = 1200;

/// Resolves expressions in text order.
#[derive(Clone, Copy, Debug)]
pub struct Resolver {
    /// The day that relative expressions count from.
    pub reference: Option<Date>,
    /// What the text has shown of its own present.
    pub present: Present,
    /// The dates mentioned last.
    pub anchor: Anchor,
    /// What the narrative had come to before the aside that was mentioned last.
    pub story: Option<Story>,
}

impl Resolver {
    /// A resolver for one article.
    pub fn new(reference: Option<Date>, present: Present) -> Self {
        Self {
            reference,
            present,
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

    /// Whether a year of three digits may be the first of its text: nothing of later times has been told.
    pub fn may_be_ancient(&self) -> bool {
        let early = self.anchor.year.is_none_or(|year| year < MIDDLE_AGES);
        self.in_antiquity() || self.reference.is_none() && early
    }

    /// Type and value of an expression; `None` where it names no possible date.
    pub fn resolve(&mut self, meaning: &Meaning, cue: Cue) -> Option<(TimexType, Value)> {
        self.note_present(meaning);
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
                if cue.future {
                    return Some((TimexType::Date, Value::Future));
                }
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
                let day = self.day_of_shift(meaning);
                if !open {
                    self.remember(&point);
                }
                self.anchor.day = day.or(self.anchor.day);
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
            let weekend = matches!(spec.unit, Some((_, Unit::Weekend)));
            let mut day = point.date()?;
            // The weekend of a Monday's holiday is the one before it.
            if weekend && calendar::weekday(day) == 1 {
                day = calendar::shift(day, -1, Unit::Day)?;
            }
            let unit = if weekend { Unit::Weekend } else { Unit::Week };
            point = calendar::point(day, unit);
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
            Unit::Year => Some(Value::Duration(Duration::new(Amount::whole(1), unit))),
            Unit::Week | Unit::Month => {
                of_base(unit).or_else(|| partly.then(|| Value::Point(unknown(unit))))
            }
            Unit::Decade | Unit::Century if partly => match self.period(unit, 0) {
                Some(period) => Some(Value::Point(period)),
                None => of_base(unit).or(Some(Value::Point(unknown(unit)))),
            },
            Unit::Weekend => {
                let weeks = if narrative { 0 } else { -1 };
                let base = (self.base_day(narrative))
                    .and_then(|day| calendar::shift(day, weeks, Unit::Week));
                Some(Value::Point(
                    base.map_or(unknown(unit), |base| calendar::point(base, unit)),
                ))
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
        if let Some(millennium) = spec.millennium {
            let first = i16::from(millennium.checked_sub(1)?).checked_mul(1000)?;
            let year = if spec.bc { -first - 500 } else { first };
            return Some(Point::new(Some(year), Field::Millennium));
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
            Unit::Century => Field::Century,
            Unit::Millennium => Field::Millennium,
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
