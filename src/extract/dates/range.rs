//! Ranges: two dates, each completed from the other.

use super::calendar;
use super::class::Class;
use super::grammar::Rule;
use super::reading::{Step, date};
use super::spec::{Decade, Meaning, Spec};
use super::value::{TimeOfDay, Unit};

/// The ends of a range, each completed from the other.
pub(super) fn range(steps: &[Step]) -> Option<Meaning> {
    let joins = |step: &Step| match step.class {
        Some(Class::To | Class::Hyphen | Class::Dash) => true,
        None => step.item.is(Class::And) || step.item.is(Class::To),
        _ => false,
    };
    // Hyphens of dates in digits do not occur in ranges: the first joint is the only one.
    let at = steps.iter().position(joins)?;
    let (left, right) = (&steps[..at], &steps[at + 1..]);
    // "the 17th and 18th centuries": what the first ordinal counts stands at the end.
    let centuries = (right.iter()).any(|s| s.is_unit(Unit::Century) || s.is_unit(Unit::Millennium));
    let mut first = if centuries {
        Spec::default()
    } else {
        date(Rule::Date, left)?
    };
    let mut second = date(Rule::Date, right)?;
    if let (Some(short), Some(year)) = (second.short_year, first.year) {
        let century = year - year % 100;
        let mut end = century + i16::from(short);
        if end < year {
            end += 100;
        }
        if end - year > 50 {
            return None;
        }
        (second.year, second.short_year) = (Some(end), None);
        second.season = second.season.or(first.season);
    }
    if second.month.is_none() && second.day.is_some() {
        second.month = first.month;
        // "the toll rose from May 9 to 16", but not "the deaths since May 31 to 16"
        if first.month.is_some() && first.day >= second.day {
            return None;
        }
    }
    if first.month.is_none() && first.day.is_some() {
        first.month = second.month;
    }
    if first.year.is_none() {
        first.year = second.year;
        first.short_year = second.short_year;
        // "December to January 1942"
        let turns = matches!((first.month, second.month), (Some(a), Some(b)) if a > b);
        if turns {
            first.year = first.year.map(|year| year - 1);
        }
    }
    if let (Some(Decade::Full(year)), Some(Decade::Short(short))) = (first.decade, second.decade) {
        second.decade = Some(Decade::Full(year - year % 100 + i16::from(short)));
    }
    let ordinal = || {
        let mut ordinals = left.iter().filter(|s| s.class == Some(Class::Ord));
        ordinals.next().map(|s| s.item.number.min(255) as u8)
    };
    if let (None, Some(_)) = (first.century, second.century) {
        first.century = ordinal();
    }
    if let (None, Some(_)) = (first.millennium, second.millennium) {
        first.millennium = ordinal();
    }
    if second.era && !first.era {
        (first.bc, first.era) = (second.bc, true);
    }
    if let (
        Some(TimeOfDay::Clock {
            hour,
            minute,
            second: s,
        }),
        Some(TimeOfDay::Clock { hour: end, .. }),
    ) = (first.time, second.time)
    {
        // "9 to 11 p.m."
        if hour < 12 && end > 12 && hour + 12 < end {
            first.time = Some(TimeOfDay::Clock {
                hour: hour + 12,
                minute,
                second: s,
            });
        }
    }
    for spec in [&mut first, &mut second] {
        if let (Some(month), Some(day)) = (spec.month, spec.day) {
            spec.impossible |= !calendar::day_exists(month, day);
        }
    }
    Some(Meaning::Range(first, second, steps[at].index))
}
