//! Whether a text without a reference date speaks of its own present, as news does and a chronicle does not: "yesterday", "on
//! Tuesday" and "last month" then count from a day that nobody told, and so does a bare "March".

use super::resolve::Resolver;
use super::spec::{Meaning, Spec, Which};
use super::value::Unit;

/// What an article has shown of it so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Present {
    /// Expressions that only the day of writing gives a meaning, a dateline among them.
    words: u32,
    /// Weekdays, which may also count from a day that was told.
    weekdays: u32,
    /// Years told, and days with their year.
    years: u32,
    days: u32,
}

/// Years that a text of its own present tells, and how many more for each such word, at most.
const YEARS: u32 = 2;
const YEARS_FOR_ONE: u32 = 4;

impl Present {
    /// Of an article, before its first expression.
    pub(super) fn new(dateline: bool) -> Self {
        Self {
            words: dateline.into(),
            ..Self::default()
        }
    }

    fn note(&mut self, spec: &Spec) {
        let dated = spec.day.is_some() || spec.month.is_some() || spec.year.is_some();
        if spec.year.is_some() {
            self.years += 1;
            self.days += u32::from(spec.day.is_some());
        } else if spec.weekday.is_some() && !dated {
            self.weekdays += 1;
        }
        let near = matches!(
            spec.unit,
            Some((
                Some(Which::Last | Which::Next),
                Unit::Day | Unit::Week | Unit::Month | Unit::Year
            ))
        );
        let day = spec.deictic.is_some_and(|days| days != 0);
        self.words += u32::from(near || day);
    }

    fn is_spoken_of(self) -> bool {
        let weekdays = if self.days == 0 { self.weekdays } else { 0 };
        let words = self.words + weekdays;
        words > 0 && self.years <= words * YEARS_FOR_ONE + YEARS
    }
}

impl Resolver {
    /// Notes what an expression tells of it.
    pub(super) fn note_present(&mut self, meaning: &Meaning) {
        if self.reference.is_none()
            && let Meaning::Date(spec) = meaning
        {
            self.present.note(spec);
        }
    }

    /// Whether the text speaks of its own present, though no reference date tells which that is.
    pub(super) fn of_present(&self) -> bool {
        self.reference.is_none() && self.present.is_spoken_of()
    }
}
