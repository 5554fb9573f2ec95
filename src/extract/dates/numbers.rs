//! Numbers in digits and in words: what each may be within a date.

use super::class::Class;

/// A token of digits, classified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Number {
    /// What it may be.
    pub mask: u128,
    /// Its value; of a clock minutes after midnight, of a full date its digits YYYYMMDD.
    pub value: u64,
    /// Thousandths.
    pub thousandths: u16,
    /// Number of leading digits, capped at 255.
    pub digits: u8,
}

/// Classifies a word that begins with a digit. Never fails: what is too large or odd belongs to no class.
pub fn classify(text: &str) -> Number {
    let bytes = text.as_bytes();
    let count = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let digits = count.min(255) as u8;
    let (head, tail) = text.split_at(count);
    let Some(value) = small(head) else {
        let half = if text == "½" { Class::Half.bit() } else { 0 };
        return Number {
            mask: half,
            digits,
            ..Number::default()
        };
    };
    let of = |mask, value, thousandths| Number {
        mask,
        value,
        thousandths,
        digits,
    };
    if tail.is_empty() {
        return of(plain(value, count), value, 0);
    }
    if tail.starts_with([',', '.']) {
        return with_marks(text, count, value, digits);
    }
    let hour_minute = |hour: u64, minute: u64| hour * 60 + minute;
    let lower = tail.to_ascii_lowercase();
    match lower.as_str() {
        "½" => of(Class::Num.bit(), value, 500),
        "st" | "nd" | "rd" | "th" if value <= 3000 => {
            let day = if (1..=31).contains(&value) {
                Class::DayOrd.bit()
            } else {
                0
            };
            of(Class::Ord.bit() | day, value, 0)
        }
        "s" if value % 10 == 0
            && (matches!(count, 2 | 3) || count == 4 && (1000..2200).contains(&value)) =>
        {
            of(Class::Decade.bit(), value, 0)
        }
        "am" | "pm" | "a.m" | "p.m" => {
            let mut mask = 0;
            let mut number = value;
            if (1..=12).contains(&value) {
                mask |= Class::Clock.bit();
                number = hour_minute(to_24(value, lower.starts_with('p')), 0);
            }
            if count == 2 && value < 60 {
                mask |= Class::MinuteAmpm.bit();
            }
            // The minutes keep their digits and am or pm in the thousandths.
            of(
                mask,
                number,
                value.min(99) as u16 * 10 + u16::from(lower.starts_with('p')),
            )
        }
        // "08T10", the middle of an ISO date-time.
        _ if lower.starts_with('t') && count == 2 && (1..=31).contains(&value) => {
            match small(&lower[1..]).filter(|&hour| hour <= 24) {
                Some(hour) => of(Class::DayTime.bit(), value * 100 + hour, 0),
                None => of(0, 0, 0),
            }
        }
        "z" if count == 2 && value < 60 => of(Class::Minute.bit(), value, 0),
        _ => of(0, 0, 0),
    }
}

/// "1,000", "2.5", "8.30", "8.30pm", "08.11.2016".
fn with_marks(text: &str, count: usize, value: u64, digits: u8) -> Number {
    let tail = &text[count..];
    let nothing = Number {
        digits,
        ..Number::default()
    };
    if tail.starts_with(',') {
        let mut groups = tail.as_bytes().chunks(4);
        let thousands = groups.try_fold(value, |sum, group| match group {
            [b',', digits @ ..] if digits.len() == 3 => {
                let digits = small(std::str::from_utf8(digits).ok()?)?;
                sum.checked_mul(1000)?.checked_add(digits)
            }
            _ => None,
        });
        return match thousands {
            Some(value) => Number {
                mask: Class::Num.bit(),
                value,
                ..nothing
            },
            None => nothing,
        };
    }
    let Some(rest) = tail.strip_prefix('.') else {
        return nothing;
    };
    let decimals = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (decimals, suffix) = rest.split_at(decimals);
    let minute = small(decimals).filter(|&m| decimals.len() == 2 && m < 60 && count <= 2);
    if suffix.is_empty() {
        let clock = minute
            .filter(|_| value <= 24)
            .map_or(0, |_| Class::DotClock.bit());
        let thousandths = decimals.bytes().chain(*b"000").take(3);
        let thousandths = thousandths.fold(0, |n, b| n * 10 + u16::from(b - b'0'));
        return Number {
            mask: Class::Num.bit() | clock,
            value,
            thousandths,
            digits,
        };
    }
    match suffix.to_ascii_lowercase().as_str() {
        half @ ("am" | "pm" | "a.m" | "p.m") => {
            match minute.filter(|_| (1..=12).contains(&value)) {
                Some(minute) => Number {
                    mask: Class::Clock.bit(),
                    value: to_24(value, half.starts_with('p')) * 60 + minute,
                    ..nothing
                },
                None => nothing,
            }
        }
        _ => match suffix
            .strip_prefix('.')
            .and_then(|year| Some((small(decimals)?, small(year)?, year.len())))
        {
            Some((month, year, 2 | 4))
                if (1..=12).contains(&month) && (1..=31).contains(&value) =>
            {
                let year = if year < 100 {
                    century_of(year as u8)
                } else {
                    year
                };
                Number {
                    mask: Class::FullDate.bit(),
                    value: year * 10_000 + month * 100 + value,
                    ..nothing
                }
            }
            _ => nothing,
        },
    }
}

/// The classes of a number of plain digits.
fn plain(value: u64, count: usize) -> u128 {
    let mut mask = Class::Num.bit();
    let mut add = |class: Class, holds: bool| {
        if holds {
            mask |= class.bit();
        }
    };
    add(Class::Day, count <= 2 && (1..=31).contains(&value));
    add(Class::MonthNumber, count <= 2 && (1..=12).contains(&value));
    add(Class::Hour, count <= 2 && value <= 24);
    add(Class::Minute, count == 2 && value < 60);
    add(Class::ShortYear, count == 2);
    add(Class::Year, count == 4 && (1000..2200).contains(&value));
    add(Class::EraYear, count <= 4 && value > 0);
    add(Class::AncientYear, count <= 3 && value > 31);
    add(
        Class::MilitaryClock,
        count == 4 && value / 100 <= 24 && value % 100 < 60,
    );
    mask
}

/// The number that some digits spell, up to 18 of them.
fn small(digits: &str) -> Option<u64> {
    let all =
        !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|b| b.is_ascii_digit());
    all.then(|| digits.parse().ok()).flatten()
}

/// The hour of 24 that an hour of 12 means.
pub fn to_24(hour: u64, pm: bool) -> u64 {
    match (hour, pm) {
        (12, false) => 0,
        (12, true) => 12,
        (hour, true) if hour < 12 => hour + 12,
        (hour, _) => hour,
    }
}

/// The year that two digits mean where nothing else tells: 1930 to 2029.
pub fn century_of(short: u8) -> u64 {
    u64::from(short) + if short < 30 { 2000 } else { 1900 }
}

/// The year in "FY2016" or "FY16".
pub fn fiscal_year(text: &str) -> Option<u16> {
    let digits = text
        .strip_prefix("FY")
        .or_else(|| text.strip_prefix("fy"))?;
    match (digits.len(), small(digits)?) {
        (4, year @ 1900..2200) => Some(year as u16),
        (2, short) => Some(century_of(short as u8) as u16),
        _ => None,
    }
}

/// A word of a number in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelled {
    /// one … nineteen, twenty … ninety
    Cardinal(u8),
    /// hundred 1, thousand 2, million 3, billion 4, dozen 5
    Scale(u8),
    /// first … ninetieth
    Ordinal(u8),
    /// and
    And,
    /// Hyphen.
    Hyphen,
}

/// A number in words: its last word, its value, and whether it is an ordinal or (also) a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpelledNumber {
    /// Index of its last word.
    pub last: usize,
    /// Its value.
    pub value: u64,
    /// "twenty-first".
    pub ordinal: bool,
    /// "nineteen ninety-one", "two thousand".
    pub year: bool,
}

/// Reads the number that begins at `first`, which is a cardinal or a scale.
pub fn spelled(first: usize, word: impl Fn(usize) -> Option<Spelled>) -> SpelledNumber {
    let mut at = first;
    // A group below a hundred: "twenty", "twenty-one", "nineteen".
    let group = |at: usize| match word(at) {
        Some(Spelled::Cardinal(tens @ 20..)) => {
            let gap = usize::from(word(at + 1) == Some(Spelled::Hyphen));
            match word(at + 1 + gap) {
                Some(Spelled::Cardinal(unit @ 1..10)) => {
                    Some((u64::from(tens + unit), at + 1 + gap, false))
                }
                Some(Spelled::Ordinal(unit @ 1..10)) => {
                    Some((u64::from(tens + unit), at + 1 + gap, true))
                }
                _ => Some((u64::from(tens), at, false)),
            }
        }
        Some(Spelled::Cardinal(n)) => Some((u64::from(n), at, false)),
        _ => None,
    };
    let done = |last, value, ordinal, year| SpelledNumber {
        last,
        value,
        ordinal,
        year,
    };
    let (mut total, mut current) = (0u64, 1u64);
    if let Some((value, last, ordinal)) = group(at) {
        if ordinal {
            return done(last, value, true, false);
        }
        (current, at) = (value, last);
        // "nineteen ninety-one": two groups in a row.
        if let (13..=20, Some((rest @ 10.., last, false))) = (value, group(last + 1)) {
            return done(last, value * 100 + rest, false, true);
        }
        at += 1;
    }
    // Scales, each with what follows it: "two hundred and six", "two thousand".
    let mut last = at.max(first + 1) - 1;
    let mut century = false;
    for _ in 0..6 {
        let gap = usize::from(word(at) == Some(Spelled::Hyphen));
        match word(at + gap) {
            Some(Spelled::Scale(1)) => {
                century = (13..20).contains(&current);
                current = current.saturating_mul(100);
            }
            Some(Spelled::Scale(5)) => current = current.saturating_mul(12),
            Some(Spelled::Scale(scale)) => {
                let factor = 1000u64.pow(u32::from(scale.clamp(2, 4)) - 1);
                total = total.saturating_add(current.saturating_mul(factor));
                current = 0;
            }
            _ => break,
        }
        last = at + gap;
        at = last + 1;
        let and = usize::from(word(at) == Some(Spelled::And));
        if let Some((value, end, false)) = group(at + and) {
            current = current.saturating_add(value);
            last = end;
            at = end + 1;
        }
    }
    let value = total.saturating_add(current);
    done(
        last,
        value,
        false,
        century || (2000..2100).contains(&value) && last > first,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &str, class: Class) -> bool {
        classify(text).mask & class.bit() != 0
    }

    #[test]
    fn digits() {
        assert!(is("31", Class::Day) && is("31", Class::ShortYear) && !is("31", Class::Hour));
        assert!(is("1990", Class::Year) && !is("1,990", Class::Year) && is("1,990", Class::Num));
        assert!(
            is("1990s", Class::Decade) && is("80s", Class::Decade) && !is("85s", Class::Decade)
        );
        assert_eq!(classify("8.30pm").value, 20 * 60 + 30);
        assert_eq!(classify("12am").value, 0);
        assert_eq!(classify("08.11.2016").value, 20_161_108);
        assert_eq!(classify("2.5").thousandths, 500);
        assert!(is("20th", Class::Ord) && is("20th", Class::DayOrd) && !is("32nd", Class::DayOrd));
        assert!(is("0600", Class::MilitaryClock) && !is("0660", Class::MilitaryClock));
        for odd in [
            "99999999999999999999999",
            "1,0,0",
            "3x",
            "5.é",
            "1..2",
            "12.13.1",
            "8T99",
        ] {
            assert_eq!(classify(odd).mask, 0, "{odd}");
        }
        assert_eq!(fiscal_year("FY16"), Some(2016));
    }

    #[test]
    fn words() {
        use Spelled::{And, Cardinal, Hyphen, Ordinal, Scale};
        let read = |words: &[Spelled]| {
            let n = spelled(0, |i| words.get(i).copied());
            assert_eq!(n.last + 1, words.len(), "{words:?}");
            (n.value, n.ordinal, n.year)
        };
        assert_eq!(
            read(&[Cardinal(20), Hyphen, Cardinal(1)]),
            (21, false, false)
        );
        assert_eq!(read(&[Cardinal(20), Hyphen, Ordinal(1)]), (21, true, false));
        assert_eq!(
            read(&[Cardinal(19), Cardinal(90), Hyphen, Cardinal(1)]),
            (1991, false, true)
        );
        assert_eq!(
            read(&[Cardinal(2), Scale(1), And, Cardinal(6)]),
            (206, false, false)
        );
        assert_eq!(read(&[Cardinal(2), Scale(2)]), (2000, false, true));
        assert_eq!(read(&[Scale(1)]), (100, false, false));
        assert_eq!(read(&[Cardinal(3), Scale(4), Scale(4)]).0, 3_000_000_000);
    }
}
