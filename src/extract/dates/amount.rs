//! How long and how often: the amounts of durations and shifts, and what recurs.

use super::class::Class;
use super::reading::{Step, part_of_day, season, unit};
use super::spec::{Meaning, Spec};
use super::value::{Amount, Duration, Unit};

/// "two years, three months and a day": amounts of a unit and of ever smaller ones.
pub fn sum(steps: &[Step]) -> Option<Duration> {
    let is_unit = |s: &Step| matches!(s.class, Some(Class::Unit | Class::Units));
    let mut parts = steps.split_inclusive(is_unit).map(quantity);
    let mut total = parts.next()??;
    let mut before = total.unit;
    let odd = |unit| unit > Unit::Year || matches!(unit, Unit::Weekend | Unit::Quarter);
    if odd(before) || total.amount.count().is_none() {
        return None;
    }
    for slot in &mut total.rest {
        let Some(part) = parts.next() else {
            break;
        };
        let Duration { amount, unit, .. } = part?;
        if odd(unit) || unit >= before {
            return None;
        }
        *slot = Some((u32::try_from(amount.count()?).ok()?, unit));
        before = unit;
    }
    Some(total)
}

/// The amount and unit of a duration.
pub fn quantity(steps: &[Step]) -> Option<Duration> {
    let mut whole: Option<u64> = None;
    let mut thousandths = 0u64;
    let mut unit_found: Option<(Unit, u64, bool)> = None;
    let mut vague = false;
    let (mut numbers, mut counted) = ([0u64; 3], 0);
    let mut half = false;
    let mut one = false;
    let mut quarter_of = false;
    for Step { class, item, .. } in steps {
        match class {
            // "the 1988 quarter"
            Some(Class::Num)
                if item.is(Class::Year) && !steps.iter().any(|s| s.item.is(Class::Units)) =>
            {
                return None;
            }
            Some(Class::Num) => {
                if let Some(slot) = numbers.get_mut(counted) {
                    *slot = item.number;
                    counted += 1;
                }
                thousandths = thousandths.max(u64::from(item.thousandths));
            }
            Some(Class::Vague) => vague = true,
            Some(Class::Half) => half = true,
            Some(Class::Unit | Class::Units | Class::Long) => {
                // "a quarter of a century"
                quarter_of |= matches!(unit_found, Some((Unit::Quarter, ..)));
                let (found, factor) = unit(item.code);
                // "the year-earlier quarter" is a year earlier.
                if unit_found.is_none() || quarter_of {
                    unit_found = Some((found, factor, item.is(Class::Units)));
                }
            }
            // "half a dozen"
            None if item.is(Class::Num) && half => {
                (whole, half) = (Some(item.number / 2), false);
            }
            // "four nights", "a seven-night cruise"
            Some(Class::Parts) => unit_found = unit_found.or(Some((Unit::Day, 1, true))),
            None if item.is(Class::Part) => {
                unit_found = unit_found.or(Some((Unit::Day, 1, false)));
            }
            None => one |= item.is(Class::A),
            _ => {}
        }
    }
    let (unit, factor, plural) = unit_found?;
    match numbers[..counted] {
        [] => {}
        // "a year or two"
        [_] if one_before_unit(steps) => whole = Some(1),
        [n] => whole = Some(n),
        // "5 1/2 hours"
        [n, a, b] if b > 0 && a < b => {
            whole = Some(n);
            thousandths = a * 1000 / b;
        }
        // "two to three weeks": the first.
        [n, ..] => whole = Some(n),
    }
    if half {
        thousandths = 500;
        whole = whole.or(Some(u64::from(one && steps_start_with_one(steps))));
    }
    if quarter_of {
        (whole, thousandths) = (Some(0), 250);
    }
    let amount = match whole {
        Some(whole) => {
            let total = (whole.checked_mul(1000)?.checked_add(thousandths)?).checked_mul(factor)?;
            Amount::Known {
                whole: total / 1000,
                thousandths: (total % 1000) as u16,
            }
        }
        None if vague || plural => Amount::Vague,
        None => Amount::whole(factor),
    };
    Some(Duration::new(amount, unit))
}

/// "one and a half years" against "half a year".
fn steps_start_with_one(steps: &[Step]) -> bool {
    let one = steps
        .iter()
        .position(|s| s.class.is_none() && s.item.is(Class::A));
    let half = steps.iter().position(|s| s.class == Some(Class::Half));
    let unit = steps
        .iter()
        .position(|s| matches!(s.class, Some(Class::Unit | Class::Units)));
    matches!((one, half, unit), (Some(one), Some(half), Some(unit)) if unit < half && one < unit)
}

/// "a year or two".
fn one_before_unit(steps: &[Step]) -> bool {
    let unit = |s: &Step| matches!(s.class, Some(Class::Unit | Class::Units));
    steps.iter().position(unit) == Some(1) && steps[0].item.is(Class::A) && steps.len() > 2
}

pub fn set(steps: &[Step]) -> Option<Meaning> {
    let mut every = None;
    let mut times = false;
    for Step { class, item, .. } in steps {
        match class {
            Some(Class::Daily) => {
                let (unit, factor) = unit(item.code);
                return Some(Meaning::Every(Duration::new(Amount::whole(factor), unit)));
            }
            Some(Class::Unit | Class::Units) => every = Some(unit(item.code)),
            None => times |= item.is(Class::Key),
            _ => {}
        }
    }
    if let Some((unit, factor)) = every {
        // "every two years", "every other day"; "twice a week" recurs weekly.
        let number = steps.iter().find_map(|s| match s.class {
            Some(Class::Num | Class::Ord) if !times => Some(s.item.number),
            None if s.item.is(Class::Other) => Some(2),
            _ => None,
        });
        // "every few weeks"
        let vague = (steps.iter()).any(|s| s.class.is_none() && s.item.is(Class::Vague));
        let amount = match number {
            None if vague && !times => Amount::Vague,
            _ => Amount::whole(number.unwrap_or(1).checked_mul(factor)?),
        };
        return Some(Meaning::Every(Duration::new(amount, unit)));
    }
    let mut spec = Spec::default();
    for Step { class, item, .. } in steps {
        match class {
            Some(Class::Weekday | Class::Weekdays) => spec.weekday = Some(item.code),
            Some(Class::Month) => spec.month = Some(item.code),
            Some(Class::Season | Class::Seasons) => spec.season = Some(season(item.code)),
            Some(Class::Holiday) => spec.holiday = Some(item.code),
            Some(Class::Part | Class::Parts) => spec.time = Some(part_of_day(item.code)),
            _ => {}
        }
    }
    Some(Meaning::Each(spec))
}
