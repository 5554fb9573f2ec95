//! Dates that stand beside each other: what the one tells of the other.

use super::calendar;
use super::context::Surroundings;
use super::spec::Meaning;
use super::value::{Field, Point, TimeOfDay, Unit, Value};
use super::{Timex, TimexType};
use crate::text::Span;
use jiff::civil::Date;

/// The longest that may stand between neighbours: ", and on ".
const JOINT: u32 = 9;
/// A time that is shorter names no day: "10.30 a.m.".
const BARE_TIME: u32 = 11;

/// Settles what the last expression tells of those before it; `said` if it gives its year, `behind` whether the verb
/// before it looks back from the day `now`. Returns the range that it ends.
pub(super) fn settle(
    content: &str,
    found: &mut [Timex],
    said: bool,
    now: Option<Date>,
    behind: impl Fn() -> bool,
) -> Option<Span> {
    let [.., vague, exact] = found else {
        return None;
    };
    if exact.span.start > vague.span.end + JOINT {
        return None;
    }
    if said {
        complete_list(content, found);
    }
    let [.., vague, exact] = found else {
        return None;
    };
    ground_by_apposition(content, vague, exact);
    recur_alike(content, vague, exact);
    // "from 25 October to 5 November"
    let between = gap(vague, exact).of(content);
    let range = is_range(between);
    if range || matches!(between, " and " | " and on " | " or " | " or on ") {
        let past = |day| now.is_some_and(|now| day < now) && behind();
        let ahead = |day| now.is_some_and(|now| day > now);
        turn_week(content, vague, exact, |day| match between.as_bytes() {
            [b' ', b'a', ..] => ahead(day).then_some(1),
            [b' ', b'o', ..] => (!past(day)).then_some(1),
            _ => Some(if past(day) { -1 } else { 1 }),
        });
    }
    if range && said {
        share_day(vague, exact);
    } else if range {
        turn_year(content, vague, exact, behind);
    }
    range.then_some(Span {
        start: vague.span.start,
        end: exact.span.end,
    })
}

/// "every Monday and Thursday": both recur.
fn recur_alike(content: &str, first: &Timex, second: &mut Timex) {
    let weekday = |timex: &Timex| match timex.value {
        Value::Point(
            point @ Point {
                field: Field::Weekday(_),
                ..
            },
        ) => Some(point),
        _ => None,
    };
    let bare = !(second.span.of(content).bytes()).any(|b| b == b' ' || b.is_ascii_digit());
    if first.kind == TimexType::Set
        && bare
        && matches!(gap(first, second).of(content), " and " | " or ")
        && let (
            Some(each),
            Value::Point(Point {
                field: Field::Day(..),
                ..
            }),
        ) = (weekday(first), second.value)
        && let Value::Point(point) = second.value
        && let Some(day) = point.date()
    {
        (second.kind, second.value) = (
            TimexType::Set,
            Value::Point(Point {
                field: Field::Weekday(calendar::weekday(day)),
                ..each
            }),
        );
    }
}

/// "from 9 a.m. to 3 p.m. on 29 October 1929": the day of the second time is that of the first.
fn share_day(first: &mut Timex, second: &Timex) {
    let (Value::Point(from), Value::Point(to)) = (first.value, second.value) else {
        return;
    };
    let clock = |point: Point| matches!(point.time, Some(TimeOfDay::Clock { .. }));
    let bare = first.span.end - first.span.start < BARE_TIME;
    if clock(from) && clock(to) && bare && to.date().is_some() {
        let time = from.time;
        first.value = Value::Point(Point { time, ..to });
    }
}

/// Whether what stands between two dates makes a range of them.
fn is_range(gap: &str) -> bool {
    matches!(gap, " to " | " through " | " until " | "–" | " – " | "-")
}

/// "left on 6 September and landed on 9 November 1620", "the spring of that year, 1315": the last expression gives the
/// year of those before it in its sentence, which begins at `sentence`, where nothing else did.
pub(super) fn ground_sentence(content: &str, found: &mut [Timex], sentence: u32) {
    let Some((exact, before)) = found.split_last_mut() else {
        return;
    };
    let Value::Point(Point {
        year: Some(year),
        field,
        ..
    }) = exact.value
    else {
        return;
    };
    let mut next = month_and_day(field);
    let mut year = Some(year);
    let mut start = exact.span.start;
    for timex in before
        .iter_mut()
        .rev()
        .take_while(|t| t.span.start >= sentence)
    {
        let Value::Point(
            open @ Point {
                year: None, field, ..
            },
        ) = timex.value
        else {
            return;
        };
        let (Some(this), Some(known)) = (month_and_day(field), year) else {
            return;
        };
        match next {
            // A later month is one of the year before.
            Some(next) if this > next => year = known.checked_sub(1).filter(|year| *year > 0),
            Some(_) => {}
            None => {
                let between = Span {
                    start: timex.span.end,
                    end: start,
                };
                let same = timex.span.of(content).ends_with(" year") && between.of(content) == ", ";
                if !same {
                    return;
                }
            }
        }
        timex.value = Value::Point(Point { year, ..open });
        (next, start) = (Some(this), timex.span.start);
    }
}

/// Where in its year a month, season or day lies.
fn month_and_day(field: Field) -> Option<(u8, u8)> {
    match field {
        Field::Month(month) => Some((month?, 0)),
        Field::Day(month, day) => Some((month?, day?)),
        Field::Season(season) => Some((calendar::first_month(season), 0)),
        _ => None,
    }
}

/// "from Monday to Friday", "late Monday or early Tuesday": the second day is the one after the first. Of the first day
/// `weeks` tells whether the second moves a week on or, on a Tuesday of "They fell from Monday to Friday", the first back.
fn turn_week(
    content: &str,
    first: &mut Timex,
    second: &mut Timex,
    weeks: impl Fn(Date) -> Option<i32>,
) {
    let named = |timex: &Timex| !timex.span.of(content).bytes().any(|b| b.is_ascii_digit());
    let (Value::Point(from), Value::Point(to)) = (first.value, second.value) else {
        return;
    };
    let (Some(start), Some(end)) = (from.date(), to.date()) else {
        return;
    };
    let week_back =
        calendar::shift(start, -1, Unit::Week).is_some_and(|back| back < end && end < start);
    if !week_back || !named(first) || !named(second) {
        return;
    }
    let (timex, day, time, weeks) = match weeks(start) {
        Some(weeks @ ..0) => (first, start, from.time, weeks),
        Some(weeks) => (second, end, to.time, weeks),
        None => return,
    };
    if let Some(day) = calendar::shift(day, weeks, Unit::Week) {
        timex.value = Value::Point(Point {
            time,
            ..Point::day(day)
        });
    }
}

/// "the July-September quarter": the second month is the one after the first.
fn turn_year(content: &str, first: &mut Timex, second: &mut Timex, behind: impl Fn() -> bool) {
    let (Value::Point(from), Value::Point(to)) = (first.value, second.value) else {
        return;
    };
    let said = |timex: &Timex| timex.span.of(content).bytes().any(|b| b.is_ascii_digit());
    let (Field::Month(Some(a)), Field::Month(Some(b)), Some(year), Some(end)) =
        (from.field, to.field, from.year, to.year)
    else {
        return;
    };
    if said(first) || said(second) || (year, a) <= (end, b) {
        return;
    }
    let (timex, point, years) = match behind() {
        true => (first, from, if a <= b { end } else { end - 1 }),
        false => (second, to, if a <= b { year } else { year + 1 }),
    };
    timex.value = Value::Point(Point {
        year: Some(years),
        ..point
    });
}

/// Whether an expression stands at the opening of brackets.
pub(super) fn opens_bracket(content: &str, span: Span) -> bool {
    let before = (span.start as usize).checked_sub(1);
    before.and_then(|i| content.as_bytes().get(i)) == Some(&b'(')
}

/// What stands between two neighbours.
fn gap(first: &Timex, second: &Timex) -> Span {
    Span {
        start: first.span.end,
        end: second.span.start,
    }
}

/// "in August, September and October 1958": the year stands for all of them.
pub(super) fn complete_list(content: &str, found: &mut [Timex]) {
    for last in (1..found.len()).rev() {
        let (before, rest) = found.split_at_mut(last);
        let (Some(open), Some(known)) = (before.last_mut(), rest.first()) else {
            return;
        };
        let (Value::Point(point), Value::Point(next)) = (open.value, known.value) else {
            return;
        };
        let gap = gap(open, known).of(content);
        let listed = is_range(gap)
            || matches!(
                gap,
                ", " | " and " | ", and " | " and on " | ", and on " | " or " | ", or "
            );
        let alike = match (point.field, next.field) {
            (Field::Month(Some(a)), Field::Month(Some(b))) => a < b,
            (Field::Day(Some(a), Some(c)), Field::Day(Some(b), Some(d))) => (a, c) < (b, d),
            _ => false,
        };
        let year_said = open
            .span
            .of(content)
            .as_bytes()
            .windows(4)
            .any(|bytes| bytes.iter().all(u8::is_ascii_digit));
        if !listed || !alike || year_said || point.time.is_some() {
            return;
        }
        open.value = Value::Point(Point {
            year: next.year,
            ..point
        });
    }
}

/// "three days later, on 28 June 1950": what nothing grounded yet, or was only counted, is the day said beside it.
fn ground_by_apposition(content: &str, vague: &mut Timex, exact: &Timex) {
    let (Value::Point(open), Value::Point(known)) = (vague.value, exact.value) else {
        return;
    };
    let same = open.year.is_none()
        && known.year.is_some()
        && open.unit() == known.unit()
        && !matches!(open.field, Field::Day(Some(_), _) | Field::Month(Some(_)));
    let gap = gap(vague, exact).of(content);
    let counted = || {
        open.unit() == known.unit()
            && known.year.is_some()
            && [" later", " earlier"]
                .iter()
                .any(|end| vague.span.of(content).ends_with(end))
    };
    if same && matches!(gap, ", on " | ", in " | ", " | " on ")
        || matches!(gap, ", on " | ", in ") && counted()
    {
        vague.value = exact.value;
    }
    // "on Sunday (March 3)"
    let weekday = |day: Date| matches!(open.date(), Some(near) if calendar::weekday(near) == calendar::weekday(day));
    if gap == " ("
        && open.time.is_none()
        && !vague.span.of(content).bytes().any(|b| b.is_ascii_digit())
        && known.date().is_some_and(weekday)
    {
        vague.value = exact.value;
    }
    // "three months earlier, on 12 January 1919": the month of that day.
    let coarser = open.year.is_none()
        && matches!(open.field, Field::Month(None) | Field::Week(None))
        && matches!(gap, ", on " | " on ");
    if coarser && let Some(day) = known.date() {
        vague.value = Value::Point(calendar::point(day, open.unit()));
    }
}

/// "On 13 April, three days later, a ship sank": the day said before it.
pub(super) fn restated(
    surroundings: &Surroundings<'_>,
    meaning: &Meaning,
    before: Option<&Timex>,
) -> Option<(TimexType, Value)> {
    let Meaning::Shift {
        duration,
        narrative: true,
        ..
    } = meaning
    else {
        return None;
    };
    let source = &surroundings.source;
    let before = before?;
    let Value::Point(point) = before.value else {
        return None;
    };
    let gap = Span {
        start: before.span.end,
        end: source.tokens[surroundings.first].start,
    };
    // "He died in 1788, forty-two years later."
    let closed = matches!(surroundings.word_after(1), "" | "," | "." | ";" | ")");
    if point.unit() > duration.unit
        || point.time.is_some()
        || gap.of(source.content) != ", "
        || !closed
    {
        return None;
    }
    // "On 23 October 1989, 33 years later, …" is the year of that day.
    let (first, _) = point.days()?;
    let said = calendar::point(first, duration.unit);
    Some((TimexType::Date, Value::Point(said)))
}
