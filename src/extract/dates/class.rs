//! Classes of words that the patterns of `tables/patterns.tsv` are made of.

/// Declares the classes with their names, as the tables write them.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A class of words, numbers or marks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            /// All classes; a class's position is its bit.
            pub const ALL: &[Class] = &[$(Class::$name,)*];

            /// Its name in the tables.
            pub fn name(self) -> &'static str {
                match self { $(Class::$name => stringify!($name),)* }
            }
        }
    };
}

classes! {
    /// A month's full name, or its abbreviation with the full stop.
    Month,
    /// An abbreviated month, a month's name only beside a number.
    MonthAbbr,
    /// Monday 1 to Sunday 7.
    Weekday,
    /// Mon, Tue …
    WeekdayAbbr,
    /// Mondays …
    Weekdays,
    /// Spring 1 to winter 4.
    Season,
    /// springs …
    Seasons,
    /// morning, night, noon …
    Part,
    /// mornings …
    Parts,
    /// day, week …
    Unit,
    /// days, weeks …
    Units,
    /// daylong, yearlong …: as long as one of a unit.
    Long,
    /// A holiday by name; the code is its row in the table.
    Holiday,
    /// The first word of a holiday's name; in no pattern.
    HolidayHead,
    /// A cardinal number in digits or words.
    Num,
    /// A number word; part of a [`Class::Num`].
    Spelled,
    /// hundred, thousand …; part of a [`Class::Num`].
    Scale,
    /// several, few …
    Vague,
    /// half
    Half,
    /// A vulgar fraction in digits ("1/2").
    Fraction,
    /// first, 20th …
    Ord,
    /// An ordinal that may be a day of a month.
    DayOrd,
    /// 1 to 31 in one or two digits.
    Day,
    /// 1 to 12 in one or two digits.
    MonthNumber,
    /// Four digits, 1000 to 2199, or such a year in words.
    Year,
    /// Two digits.
    ShortYear,
    /// One to four digits: a year beside BC or AD.
    EraYear,
    /// 32 to 999 in digits: a year of antiquity where the text is about it.
    AncientYear,
    /// 1980s, 80s.
    Decade,
    /// eighties; the code is the decade within its century.
    DecadeWord,
    /// 0 to 24.
    Hour,
    /// Two digits up to 59.
    Minute,
    /// 8.30: may be a time beside am, pm or a zone.
    DotClock,
    /// 8am, 8.30pm, 0830.
    Clock,
    /// 30am: the minutes of a time.
    MinuteAmpm,
    /// 0600, 1845: a time beside "hours" or a zone.
    MilitaryClock,
    /// am 1, pm 2.
    Ampm,
    /// GMT, EST …
    Zone,
    /// 08.11.2016, 20161108T…
    FullDate,
    /// The end of an ISO date-time: 08T10.
    DayTime,
    /// Q3, 3Q.
    QuarterCode,
    /// H1, 2H.
    HalfCode,
    /// FY2016.
    FiscalYear,
    /// BC, BCE.
    Bc,
    /// AD, CE.
    Ad,
    /// today, yesterday, tomorrow.
    Deictic,
    /// tonight
    Tonight,
    /// now, currently …
    Present,
    /// recently …
    Past,
    /// soon …
    Future,
    /// last
    Last,
    /// previous …
    Previous,
    /// next, coming …
    Next,
    /// following …
    Following,
    /// this, current …
    This,
    /// that
    That,
    /// same
    Same,
    /// early
    Early,
    /// late
    Late,
    /// mid, middle
    Mid,
    /// every, each
    Every,
    /// daily, weekly …
    Daily,
    /// Between the ends of a range: to, until …
    To,
    /// Hyphens.
    Hyphen,
    /// Longer dashes.
    Dash,
    /// Apostrophes.
    Apostrophe,
    /// fiscal
    Fiscal,
    /// a, an, another
    A,
    /// the
    The,
    /// and, or, /
    And,
    /// other
    Other,
    /// trading, full, consecutive …: between a number and its unit
    Kind,
    /// beginning, start …
    Beginning,
    /// end, close
    Ending,
    /// earlier, before …
    Earlier,
    /// later, after …
    Later,
    /// Words that the patterns name themselves and that may begin an analysis: future, time, moment …
    Key,
}

impl Class {
    /// Its bit in a mask.
    #[inline]
    pub const fn bit(self) -> u128 {
        1 << self as u8
    }

    /// The class of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name)
    }

    /// Whether a word of this class may begin an analysis: the others only extend one.
    pub fn is_trigger(self) -> bool {
        use Class::*;
        !matches!(
            self,
            Num | Spelled
                | Scale
                | Vague
                | Half
                | Fraction
                | Ord
                | DayOrd
                | Ampm
                | Bc
                | Ad
                | Zone
                | Last
                | Previous
                | Next
                | Following
                | This
                | That
                | Same
                | Early
                | Late
                | Mid
                | Every
                | To
                | Hyphen
                | Dash
                | Apostrophe
                | Fiscal
                | A
                | And
                | The
                | Other
                | Kind
                | Beginning
                | Ending
                | Earlier
                | Later
        )
    }
}
