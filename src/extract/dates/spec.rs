//! What an expression says, before anything is known of when the text was written.

use super::value::{Duration, Season, TimeOfDay, Unit};

/// TIMEX3's modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// early, the beginning of
    Start,
    /// mid-, the middle of
    Mid,
    /// late, the end of
    End,
    /// nearly
    Approx,
    /// more than
    MoreThan,
    /// less than
    LessThan,
    /// at least
    EqualOrMore,
    /// at most
    EqualOrLess,
}

impl Modifier {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Start, "START"),
        (Self::Mid, "MID"),
        (Self::End, "END"),
        (Self::Approx, "APPROX"),
        (Self::MoreThan, "MORE_THAN"),
        (Self::LessThan, "LESS_THAN"),
        (Self::EqualOrMore, "EQUAL_OR_MORE"),
        (Self::EqualOrLess, "EQUAL_OR_LESS"),
    ];

    /// Its name in TIMEX3.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The modifier of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(m, _)| *m)
    }

    /// Whether it says how long something is, rather than which part of it.
    pub fn of_quantity(self) -> bool {
        !matches!(self, Self::Start | Self::Mid | Self::End)
    }
}

/// Which one of a sequence of days, months, years ...
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// last
    Last,
    /// this
    This,
    /// next
    Next,
    /// previous: before the one just mentioned
    Previous,
    /// that, same: the one just mentioned
    Same,
    /// following: after the one just mentioned
    Following,
}

/// A decade by its first year, or within a century not named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decade {
    /// 1980s
    Full(i16),
    /// '80s
    Short(u8),
}

/// What an ordinal counts within a month or year: the last one has no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nth {
    /// Which one; `None` is the last.
    pub number: Option<u8>,
}

/// A date as far as an expression gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// A unit, and which: "last year", "the quarter".
    pub unit: Option<(Option<Which>, Unit)>,
    /// Which one of months, weekdays, seasons, parts of the day.
    pub which: Option<Which>,
    /// The year, positive.
    pub year: Option<i16>,
    /// The last two digits of the year.
    pub short_year: Option<u8>,
    /// Whether the year is BC.
    pub bc: bool,
    /// Whether BC or AD is said.
    pub era: bool,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// Monday 1 to Sunday 7.
    pub weekday: Option<u8>,
    /// The season.
    pub season: Option<Season>,
    /// 1 to 4.
    pub quarter: Option<u8>,
    /// 1 or 2.
    pub half: Option<u8>,
    /// The decade.
    pub decade: Option<Decade>,
    /// The century by its number: the 19th.
    pub century: Option<u8>,
    /// The millennium by its number: the 2nd.
    pub millennium: Option<u8>,
    /// Row of the holiday.
    pub holiday: Option<u8>,
    /// Days from the reference date: yesterday is -1.
    pub deictic: Option<i8>,
    /// The time of day.
    pub time: Option<TimeOfDay>,
    /// What an ordinal counts.
    pub nth: Option<Nth>,
    /// The week that holds it.
    pub week_of: bool,
    /// "fiscal", "ended": not the calendar's year.
    pub fiscal: bool,
    /// "the end of", "later in": a part of it.
    pub partly: bool,
    /// Impossible as it stands (31 November).
    pub impossible: bool,
}

/// What an expression means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A date or time.
    Date(Spec),
    /// Two of them: the index of the item that joins them.
    Range(Spec, Spec, usize),
    /// Some units away from the reference date or the date just mentioned.
    Shift {
        /// How many units.
        duration: Duration,
        /// Backwards.
        back: bool,
        /// From the date just mentioned.
        narrative: bool,
        /// "year-earlier", "a year ago": one year, said without a number.
        year_ago: bool,
    },
    /// A length of time.
    Duration(Duration),
    /// Recurring with a period.
    Every(Duration),
    /// Recurring on such days, months ...
    Each(Spec),
    /// Vague past.
    Past,
    /// Vague present.
    Present,
    /// Vague future.
    Future,
    /// None: what stands there only looks like an expression.
    Nothing,
}
