//! Expressions put together from their neighbours: "early" + "next week", "9 a.m." + "on" + "Friday", "the night" + "of" +
//! "13 August".

use super::class::Class;
use super::grammar::Joint::{At, Comma, Of, On};
use super::grammar::{Joint, Match, Rule};
use super::items::{Item, Source};
use super::reading;
use super::spec::{Meaning, Modifier, Spec};
use super::value::{DayPart, TimeOfDay, Unit};
use crate::text::Flags;
use std::cell::RefCell;

/// An expression in the items from `start` to before `end`.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Its first item.
    pub start: usize,
    /// One past its last item.
    pub end: usize,
    /// What it means.
    pub meaning: Meaning,
    /// TIMEX3's modifier.
    pub modifier: Option<Modifier>,
}

/// The matches that are looked at, those of an inner item on top of those of an outer one.
#[derive(Default)]
pub struct Scratch(RefCell<Vec<Match>>);

impl Scratch {
    /// A match by its place; a copy, as others may come on top of it.
    fn get(&self, i: usize) -> Option<Match> {
        self.0.borrow().get(i).copied()
    }
}

/// Reads expressions off a run of items.
pub struct Composer<'a, 't> {
    /// The text.
    pub source: Source<'t>,
    /// The run.
    pub items: &'a [Item],
    /// Room for matches.
    pub scratch: &'a Scratch,
}

/// Words that may stand between a time and its date.
const TIME_THEN_DATE: &[&[Joint]] = &[&[], &[On], &[Comma, On], &[Of], &[Comma]];
/// Words that may stand between a date and its time.
const DATE_THEN_TIME: &[&[Joint]] = &[&[], &[At], &[Comma, At], &[Comma]];

impl Composer<'_, '_> {
    /// The longest expression that begins at item `at` and passes `admits`.
    pub fn longest(&self, at: usize, admits: impl Fn(&Piece) -> bool) -> Option<Piece> {
        let mut best: Option<Piece> = None;
        let longer = |piece: &Piece, best: &Option<Piece>| {
            best.is_none_or(|best| piece.end > best.end) && admits(piece)
        };
        self.find_match(at, |m| {
            if let Rule::Prefix(modifier) = m.rule {
                self.prefixed(at, m.len, modifier, &mut |piece| {
                    if longer(&piece, &best) {
                        best = Some(piece);
                    }
                });
            } else if best.is_none_or(|best| at + m.len > best.end)
                && let Some(piece) = self.joined(at, m)
                && longer(&piece, &best)
            {
                best = Some(piece);
            }
            None::<()>
        });
        best
    }

    /// What `then` makes of the first of the matches at item `at` that it makes something of.
    fn find_match<T>(&self, at: usize, mut then: impl FnMut(&Match) -> Option<T>) -> Option<T> {
        let items = self.items.get(at..).unwrap_or_default();
        if !items
            .first()
            .is_some_and(|item| self.source.grammar.begins(item))
        {
            return None;
        }
        let from = self.scratch.0.borrow().len();
        self.source
            .grammar
            .matches(items, &mut self.scratch.0.borrow_mut());
        let end = self.scratch.0.borrow().len();
        let found = (from..end).find_map(|i| then(&self.scratch.get(i)?));
        self.scratch.0.borrow_mut().truncate(from);
        found
    }

    /// What a single match means.
    fn single(&self, at: usize, found: &Match) -> Option<Piece> {
        let meaning = reading::meaning(found, &self.items[at..at + found.len])?;
        Some(Piece {
            start: at,
            end: at + found.len,
            meaning,
            modifier: (found.rule == Rule::End).then_some(Modifier::End),
        })
    }

    /// The longest single match at item `at`.
    fn single_at(&self, at: usize) -> Option<Piece> {
        self.find_match(at, |m| self.single(at, m))
    }

    /// A match with the time or date that goes on from it.
    fn joined(&self, at: usize, found: &Match) -> Option<Piece> {
        let mut piece = self.single(at, found)?;
        for _ in 0..2 {
            let Meaning::Date(first) = piece.meaning else {
                break;
            };
            let Some((second, end)) = self.continuation(&first, piece.end) else {
                break;
            };
            piece.meaning = Meaning::Date(merged(first, second));
            piece.end = end;
        }
        Some(piece)
    }

    /// A date after a time, or a time after a date.
    fn continuation(&self, first: &Spec, end: usize) -> Option<(Spec, usize)> {
        let (joints, time_first) = match (first.time, first.names_day()) {
            (Some(_), false) if !first.has_date() => (TIME_THEN_DATE, true),
            (None, true) => (DATE_THEN_TIME, false),
            // "Friday night at 8 p.m."
            (Some(TimeOfDay::Part(_)), _) => (&DATE_THEN_TIME[1..2], false),
            _ => return None,
        };
        joints.iter().find_map(|words| {
            let at = self.after(end, words)?;
            let clock = time_first && matches!(first.time, Some(TimeOfDay::Clock { .. }));
            let mut next = self.single_at(at)?;
            // "9:15 on the morning of the 17th"
            if let Meaning::Date(part) = next.meaning
                && clock
                && matches!(part.time, Some(TimeOfDay::Part(_)))
                && let Some((date, end)) = self.continuation(&part, next.end)
            {
                (next.meaning, next.end) = (Meaning::Date(merged(part, date)), end);
            }
            let second = match next.meaning {
                // "at 20:00, the First Secretary spoke"
                Meaning::Date(second) if self.is_spelled_day(&second, at, next.end) => return None,
                Meaning::Date(second) => second,
                // "the night of 13–14 August"
                Meaning::Range(second, _, _) if time_first && *words == [Of] => second,
                _ => return None,
            };
            let fits = if time_first {
                // "9 a.m. the next morning", "9:15 on the morning of the 17th"
                let part =
                    clock && matches!(second.time, Some(TimeOfDay::Part(_))) && second.has_date();
                (part || second.time.is_none() && second.names_day())
                    && time_precedes(first, &second, words)
            } else {
                second.time.is_some() && !second.has_date() && time_follows(&second, words)
            };
            // "the early hours of Tuesday morning"
            let again = |item: &&Item| {
                item.is(Class::Part) && Some(reading::part_of_day(item.code)) == first.time
            };
            let end = match self.items.get(next.end).filter(again) {
                Some(_) if time_first && *words == [Of] => next.end + 1,
                _ => next.end,
            };
            fits.then_some((second, end))
        })
    }

    /// Whether it is "the first" without a month.
    fn is_spelled_day(&self, spec: &Spec, start: usize, end: usize) -> bool {
        let spelled = |item: &Item| {
            let token = &self.source.tokens[item.first];
            item.is(Class::DayOrd) && !token.any_of(Flags::HAS_DIGIT)
        };
        spec.day.is_some()
            && spec.month.is_none()
            && spec.unit.is_none()
            && self.items[start..end].iter().any(spelled)
    }

    /// Where one gets from item `at` over these words.
    fn after(&self, at: usize, words: &[Joint]) -> Option<usize> {
        let is = |(i, joint): (usize, &Joint)| {
            let item = self.items.get(at + i);
            item.is_some_and(|item| self.source.grammar.is_joint(item.literal, *joint))
        };
        let matches = words.iter().enumerate().all(is);
        matches.then_some(at + words.len())
    }

    /// Hands on what goes with a prefix of `len` items.
    fn prefixed(
        &self,
        at: usize,
        len: usize,
        modifier: Option<Modifier>,
        consider: &mut impl FnMut(Piece),
    ) {
        let from = at + len;
        let quantity = modifier.is_some_and(Modifier::of_quantity);
        self.find_match(from, |m| {
            let inner = self.joined(from, m)?;
            let fits = match inner.meaning {
                Meaning::Date(spec) => !quantity && spec.takes_part(modifier.is_none()),
                Meaning::Range(first, ..) => {
                    !quantity && modifier.is_some() && first.takes_part(false)
                }
                Meaning::Duration(_) => quantity && !self.over_the(at, from),
                Meaning::Shift { .. } => quantity && !self.over_the(at, from),
                _ => false,
            };
            let meaning = match inner.meaning {
                Meaning::Date(spec) => Meaning::Date(Spec {
                    partly: true,
                    ..spec
                }),
                Meaning::Range(first, second, joint) => Meaning::Range(first, second, joint + len),
                meaning => meaning,
            };
            if fits {
                consider(Piece {
                    meaning,
                    start: at,
                    modifier,
                    ..inner
                });
            }
            None::<()>
        });
    }

    /// "over the past two years", "took over two years ago": no quantity.
    fn over_the(&self, at: usize, from: usize) -> bool {
        let word = |i: usize| {
            self.items
                .get(i)
                .map_or("", |item| self.source.stem(item.first))
        };
        if !word(at).eq_ignore_ascii_case("over") {
            return false;
        }
        let verb = self.items.get(at).map_or("", |item| {
            item.first
                .checked_sub(1)
                .map_or("", |before| self.source.stem(before))
        });
        let counted = || self.items.get(from).is_some_and(|i| i.is(Class::Num));
        matches!(verb, "take" | "taken" | "takes" | "taking" | "took")
            || !matches!(word(from), "a" | "an") && !counted()
    }
}

/// A bare part of the day takes "of" or "on", a clock time anything but "of".
fn time_precedes(first: &Spec, second: &Spec, words: &[Joint]) -> bool {
    match first.time {
        Some(TimeOfDay::Clock { .. }) => true,
        // "dawn the next day"
        _ if words.is_empty() => matches!(second.unit, Some((Some(_), Unit::Day))),
        _ => *words != [Comma],
    }
}

/// "Friday night", "the next day at dawn", but not "Friday, night".
fn time_follows(second: &Spec, words: &[Joint]) -> bool {
    match second.time {
        Some(TimeOfDay::Clock { .. }) => true,
        _ => words.is_empty() || *words == [At],
    }
}

/// "5:30 on the afternoon of …" is 17:30.
fn within_part(clock: TimeOfDay, part: DayPart) -> TimeOfDay {
    let TimeOfDay::Clock {
        hour,
        minute,
        second,
    } = clock
    else {
        return clock;
    };
    let later = match part {
        DayPart::Afternoon | DayPart::Evening => hour < 12,
        DayPart::Night => (6..12).contains(&hour),
        _ => false,
    };
    TimeOfDay::Clock {
        hour: if later { hour + 12 } else { hour },
        minute,
        second,
    }
}

fn merged(first: Spec, second: Spec) -> Spec {
    let (date, time) = if first.has_date() {
        (first, second)
    } else {
        (second, first)
    };
    let time = match (date.time, time.time) {
        (Some(clock @ TimeOfDay::Clock { .. }), _) => Some(clock),
        (Some(TimeOfDay::Part(part)), Some(clock)) => Some(within_part(clock, part)),
        (None, time) | (time, None) => time,
    };
    Spec {
        time,
        impossible: first.impossible || second.impossible,
        ..date
    }
}

impl Spec {
    /// Whether it says anything of the date.
    pub fn has_date(&self) -> bool {
        Spec {
            time: None,
            partly: false,
            impossible: false,
            ..*self
        } != Spec::default()
    }

    /// Whether it names a day.
    pub fn names_day(&self) -> bool {
        self.day.is_some()
            || self.weekday.is_some()
            || self.deictic.is_some()
            || self.holiday.is_some() && !self.week_of
            || matches!(self.unit, Some((Some(_), Unit::Day)))
    }

    /// Whether "early" or "the end of" may precede it; `later` stands for "later" and "earlier", which go with fewer.
    fn takes_part(&self, later: bool) -> bool {
        if later {
            return self.which.is_some()
                || self.unit.is_some()
                || self.month.is_some() && self.day.is_none()
                || self.year.is_some() && self.month.is_none();
        }
        match self.time {
            Some(TimeOfDay::Clock { .. }) => false,
            Some(TimeOfDay::Part(_)) => true,
            None => true,
        }
    }
}
