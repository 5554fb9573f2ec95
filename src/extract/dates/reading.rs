//! Reads a match: the items of a pattern to what they say.

use super::amount::{quantity, set, sum};
use super::calendar;
use super::class::Class;
use super::grammar::{LONGEST, Match, Rule};
use super::items::Item;
use super::numbers;
use super::range::range;
use super::spec::{Decade, Meaning, Nth, Spec, Which};
use super::value::{DayPart, Season, TimeOfDay, Unit};

/// Reads the items of a match; not inlined, as what it returns is then copied as one.
#[inline(never)]
pub fn meaning(found: &Match, items: &[Item]) -> Option<Meaning> {
    let mut buffer = [Step::NONE; LONGEST];
    let len = found.len.min(items.len());
    for (index, (slot, item)) in buffer.iter_mut().zip(&items[..len]).enumerate() {
        let class = class_of(found.class(index), item);
        *slot = Step { class, item, index };
    }
    let steps = &buffer[..len];
    Some(match found.rule {
        Rule::Date | Rule::End | Rule::Quarter | Rule::Nth | Rule::WeekOf => {
            Meaning::Date(date(found.rule, steps)?)
        }
        Rule::Range => return range(steps),
        Rule::Shift { back, narrative } => {
            let mut duration = quantity(steps)?;
            // "the same quarter last year" is a year back.
            if duration.unit == Unit::Quarter && steps.iter().any(|s| s.is_unit(Unit::Year)) {
                duration.unit = Unit::Year;
            }
            Meaning::Shift {
                duration,
                back,
                narrative,
                year_ago: duration.unit == Unit::Year
                    && !steps.iter().any(|s| s.class == Some(Class::Num)),
            }
        }
        Rule::Duration => Meaning::Duration(quantity(steps)?),
        Rule::Sum => Meaning::Duration(sum(steps)?),
        Rule::Set => set(steps)?,
        Rule::Past => Meaning::Past,
        Rule::Present => Meaning::Present,
        Rule::Future => Meaning::Future,
        Rule::Nothing => Meaning::Nothing,
        Rule::Prefix(_) => return None,
    })
}

/// An item and the class that a pattern takes it for; literal words have none.
#[derive(Clone, Copy)]
pub struct Step<'a> {
    /// The class, `None` for a literal word.
    pub class: Option<Class>,
    /// The item.
    pub item: &'a Item,
    /// Its place in the pattern.
    pub index: usize,
}

impl Step<'_> {
    const NONE: Self = Self {
        class: None,
        item: &Item::NONE,
        index: 0,
    };

    pub(super) fn is_unit(&self, wanted: Unit) -> bool {
        matches!(self.class, Some(Class::Unit | Class::Units)) && unit(self.item.code).0 == wanted
    }
}

/// What the pattern takes an item for; a unit that it names as a word is a unit all the same.
#[inline]
fn class_of(class: Option<Class>, item: &Item) -> Option<Class> {
    if class.is_some() {
        class
    } else if item.is(Class::Unit) {
        Some(Class::Unit)
    } else {
        item.is(Class::Units).then_some(Class::Units)
    }
}

/// The unit with this code in `words.tsv`, and how many of it one of them is.
pub fn unit(code: u8) -> (Unit, u64) {
    match code {
        0 => (Unit::Second, 1),
        1 => (Unit::Minute, 1),
        2 => (Unit::Hour, 1),
        3 => (Unit::Day, 1),
        4 => (Unit::Week, 1),
        5 => (Unit::Month, 1),
        6 => (Unit::Quarter, 1),
        7 => (Unit::Year, 1),
        8 => (Unit::Decade, 1),
        9 => (Unit::Century, 1),
        10 => (Unit::Millennium, 1),
        11 => (Unit::Week, 2),
        _ => (Unit::Weekend, 1),
    }
}

pub fn season(code: u8) -> Season {
    match code {
        1 => Season::Spring,
        2 => Season::Summer,
        3 => Season::Autumn,
        _ => Season::Winter,
    }
}

pub fn part_of_day(code: u8) -> TimeOfDay {
    let clock = |hour| TimeOfDay::Clock {
        hour,
        minute: 0,
        second: None,
    };
    TimeOfDay::Part(match code {
        1 => DayPart::Morning,
        2 => DayPart::Midday,
        3 => DayPart::Afternoon,
        4 => DayPart::Evening,
        5 => DayPart::Night,
        6 => return clock(24),
        7 => return clock(12),
        _ => DayPart::Daytime,
    })
}

/// The parts of a clock time as they are met.
#[derive(Default)]
struct ClockParts {
    hour: Option<u64>,
    minute: Option<u64>,
    second: Option<u64>,
    pm: Option<bool>,
    /// "in the morning", "in the evening".
    half_past: bool,
}

impl ClockParts {
    fn time(&self, part: Option<TimeOfDay>) -> Option<TimeOfDay> {
        let Some(hour) = self.hour else {
            return part;
        };
        let pm = self.pm.or(match part {
            Some(TimeOfDay::Part(DayPart::Afternoon | DayPart::Evening)) => Some(true),
            Some(TimeOfDay::Part(DayPart::Night)) => Some(hour > 4),
            _ => None,
        });
        let hour = match pm {
            Some(pm) if hour <= 12 => numbers::to_24(hour, pm),
            _ => hour,
        };
        Some(TimeOfDay::Clock {
            hour: u8::try_from(hour).ok()?,
            minute: self
                .minute
                .map_or(if self.half_past { 30 } else { 0 }, |m| m as u8),
            second: self.second.map(|s| s as u8),
        })
    }
}

pub(super) fn date(rule: Rule, steps: &[Step]) -> Option<Spec> {
    let mut spec = Spec::default();
    let mut pending: Option<Which> = None;
    let mut ordinal: Option<u64> = None;
    let mut last = false;
    let mut half = false;
    let mut counted = None;
    let (mut beyond, mut early, mut number) = (false, false, None);
    let mut part = None;
    let mut clock = ClockParts::default();
    let (mut first_day, mut second_day) = (None, None);
    let (mut the, mut this) = (false, false);
    for Step { class, item, .. } in steps {
        let Some(class) = class else {
            the |= item.is(Class::The);
            this |= item.is(Class::This);
            // "eleven at night"
            if item.is(Class::Part) {
                part = Some(part_of_day(item.code));
            }
            continue;
        };
        let small = item.number.min(255) as u8;
        match class {
            Class::Month | Class::MonthAbbr => {
                spec.month = Some(item.code);
                spec.which = pending.take().or(spec.which);
            }
            Class::Weekday | Class::WeekdayAbbr => {
                spec.weekday = Some(item.code);
                // "this coming Sunday" may be tomorrow, "next Sunday" not.
                let coming = this && pending == Some(Which::Next);
                let which = if coming { Some(Which::This) } else { pending };
                spec.which = which.or(spec.which);
                pending = None;
            }
            Class::Season => {
                spec.season = Some(season(item.code));
                spec.which = pending.take().or(spec.which);
            }
            Class::Holiday => {
                spec.holiday = Some(item.code);
                spec.which = pending.take().or(spec.which);
            }
            Class::Part | Class::Parts => {
                part = Some(part_of_day(item.code));
                spec.which = pending.take().or(spec.which);
            }
            Class::Unit | Class::Units => {
                counted = Some(unit(item.code).0);
                // "next year's first quarter": the year is what is dated, the quarter what is counted.
                if !matches!(spec.unit, Some((Some(_), _))) {
                    spec.unit = Some((pending.take(), unit(item.code).0));
                }
            }
            Class::Day | Class::DayOrd if first_day.is_none() => first_day = Some(small),
            Class::Day | Class::DayOrd => second_day = Some(small),
            Class::MonthNumber => spec.month = Some(small),
            Class::Ord => ordinal = Some(item.number),
            Class::Year | Class::EraYear | Class::AncientYear | Class::FiscalYear => {
                // "the winter of 1941–1942" began in the first.
                spec.year = spec.year.or(i16::try_from(item.number).ok());
                spec.fiscal |= *class == Class::FiscalYear;
            }
            Class::ShortYear => spec.short_year = Some(small),
            Class::Bc => (spec.bc, spec.era) = (true, true),
            Class::Ad => spec.era = true,
            Class::Decade => {
                let year = i16::try_from(item.number).ok()?;
                spec.decade = Some(if year < 100 {
                    Decade::Short(year as u8)
                } else {
                    Decade::Full(year)
                });
            }
            Class::DecadeWord => {
                spec.decade = Some(match number {
                    Some(century @ 13..=20) => {
                        Decade::Full(century as i16 * 100 + i16::from(item.code))
                    }
                    Some(_) => return None,
                    None => Decade::Short(item.code),
                });
            }
            Class::QuarterCode => spec.quarter = Some(item.code),
            Class::HalfCode => spec.half = Some(item.code),
            Class::Half => half = true,
            Class::Fiscal => spec.fiscal = true,
            Class::FullDate => {
                spec.year = i16::try_from(item.number / 10_000).ok();
                spec.month = Some((item.number / 100 % 100) as u8);
                first_day = Some((item.number % 100) as u8);
            }
            Class::DayTime => {
                first_day = Some((item.number / 100) as u8);
                clock.hour = Some(item.number % 100);
            }
            Class::Hour => clock.hour = Some(item.number),
            Class::Minute if clock.minute.is_some() => clock.second = Some(item.number),
            Class::Minute => clock.minute = Some(item.number),
            Class::MinuteAmpm => {
                clock.minute = Some(u64::from(item.thousandths / 10));
                clock.pm = Some(item.thousandths % 10 == 1);
            }
            Class::DotClock => {
                clock.hour = Some(item.number);
                clock.minute = Some(u64::from(item.thousandths) / 10);
            }
            Class::Clock => {
                clock.hour = Some(item.number / 60);
                clock.minute = Some(item.number % 60);
            }
            Class::MilitaryClock => {
                clock.hour = Some(item.number / 100);
                clock.minute = Some(item.number % 100);
            }
            Class::Ampm => clock.pm = Some(item.code == 2),
            // "the day before yesterday"
            Class::Deictic => spec.deictic = Some(item.code_offset() * if beyond { 2 } else { 1 }),
            Class::Earlier | Class::Later => {
                beyond = true;
                // "the night before"
                if part.is_some() {
                    spec.which = Some(match class {
                        Class::Earlier => Which::Previous,
                        _ => Which::Following,
                    });
                }
            }
            Class::Early => early = true,
            Class::Num => number = Some(item.number),
            Class::Tonight => {
                spec.deictic = Some(0);
                part = Some(part_of_day(5));
            }
            Class::Last => (pending, last) = (Some(Which::Last), true),
            Class::Previous => pending = Some(Which::Previous),
            // "the next day" follows the one just mentioned, "next week" the present one.
            Class::Next if the => pending = Some(Which::Following),
            Class::Next => pending = Some(Which::Next),
            Class::Following => pending = Some(Which::Following),
            Class::This => pending = Some(Which::This),
            Class::That | Class::Same => pending = Some(Which::Same),
            _ => {}
        }
    }
    let hours = |s: &Step| s.is_unit(Unit::Hour) && s.item.is(Class::Units);
    if counted == Some(Unit::Hour) && steps.iter().any(hours) {
        // "the early hours", "the small hours"
        part = part.or(clock
            .hour
            .is_none()
            .then(|| part_of_day(if early { 1 } else { 5 })));
        spec.unit = None;
    }
    // "Easter Monday, 24 April": the day of the month tells more.
    if spec.month.is_some() {
        spec.holiday = None;
    }
    clock.half_past = half;
    spec.time = clock.time(part);
    spec.day = first_day;
    if let (Some(a), Some(b)) = (first_day, second_day) {
        // "11/8/2016": the month first, unless only the day can be there.
        let (month, day) = if a <= 12 { (a, b) } else { (b, a) };
        (spec.month, spec.day) = (Some(month), Some(day));
        spec.impossible |= month > 12;
    }
    match rule {
        Rule::Nth => {
            spec.nth = Some(Nth {
                number: ordinal.filter(|_| !last).map(|n| n.min(255) as u8),
            });
            if last {
                spec.which = None;
            }
        }
        Rule::WeekOf => spec.week_of = true,
        Rule::End => spec.partly = true,
        // "the latest period" is a quarter, "the year-earlier third quarter" last year's.
        Rule::Quarter if ordinal.is_none() && (spec.unit.is_none() || spec.year.is_some()) => {
            spec.unit = Some((None, Unit::Quarter));
        }
        Rule::Quarter
            if spec.year.is_none()
                && steps.iter().any(|s| s.is_unit(Unit::Year))
                && !matches!(spec.unit, Some((Some(_), _))) =>
        {
            spec.unit = Some((Some(Which::Last), Unit::Year));
        }
        _ => {}
    }
    if matches!(rule, Rule::Date | Rule::Quarter) {
        let ordinal = ordinal.map(|n| n.min(255) as u8);
        if half && clock.hour.is_none() {
            spec.half = Some(ordinal.unwrap_or(2).min(2));
            if counted == Some(Unit::Century) {
                spec.century = ordinal;
            }
        } else if let Some(ordinal) = ordinal {
            match counted {
                Some(Unit::Century) => {
                    spec.century = Some(ordinal);
                    spec.unit = None;
                }
                Some(Unit::Millennium) if ordinal <= 10 => {
                    spec.millennium = Some(ordinal);
                    spec.unit = None;
                }
                Some(Unit::Quarter | Unit::Year) if (1..=4).contains(&ordinal) => {
                    spec.quarter = Some(ordinal)
                }
                _ => return None,
            }
        }
    }
    if let (Some(month), Some(day)) = (spec.month, spec.day) {
        spec.impossible |= !calendar::day_exists(month, day);
    }
    Some(spec)
}

impl Item {
    /// yesterday -1, today 0, tomorrow 1.
    fn code_offset(&self) -> i8 {
        match self.code {
            1 => -1,
            2 => 1,
            _ => 0,
        }
    }
}
