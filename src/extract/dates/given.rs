//! The reference date as it is given beside the text: in a path, or as an ISO date.

use jiff::civil::{Date, DateTime};

/// The date in a file's name, else in the folders YYYY/MM/DD directly above it.
pub fn path_date(path: &str) -> Option<Date> {
    let mut parts = path.rsplit(['/', '\\']);
    let name = parts.next()?;
    let runs: Vec<&str> = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let in_name = runs.iter().find_map(|run| match run.len() {
        8 => ymd(run.get(..4)?, run.get(4..6)?, run.get(6..)?),
        _ => None,
    });
    let separate = || {
        let digits = |c: char| c.is_ascii_digit();
        name.match_indices(digits).find_map(|(i, _)| {
            let before = name[..i].chars().next_back();
            let rest = name.get(i..i + 10)?;
            let mark = rest.as_bytes().get(4).copied()?;
            let alone = !before.is_some_and(|c| c.is_ascii_digit())
                && !name[i + 10..].starts_with(|c: char| c.is_ascii_digit());
            let marks = matches!(mark, b'-' | b'_' | b'.') && rest.as_bytes().get(7) == Some(&mark);
            (alone && marks).then(|| ymd(rest.get(..4)?, rest.get(5..7)?, rest.get(8..)?))?
        })
    };
    let folders = || {
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        (day.len() <= 2 && month.len() <= 2).then(|| ymd(year, month, day))?
    };
    in_name.or_else(separate).or_else(folders)
}

/// A day of the years in which there was news to file.
fn ymd(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |digits: &str| {
        let all = digits.bytes().all(|b| b.is_ascii_digit());
        all.then(|| digits.parse::<i16>().ok())?
    };
    let year = number(year).filter(|year| (1800..2200).contains(year))?;
    Date::new(year, number(month)? as i8, number(day)? as i8).ok()
}

/// The day of an ISO date or date-time ("2016-10-08", "2016-10-08T09:30:00Z"); `None` for anything else.
pub fn iso_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let date = text.get(..10)?;
    let shape = date.bytes().enumerate().all(|(i, b)| {
        if i == 4 || i == 7 {
            b == b'-'
        } else {
            b.is_ascii_digit()
        }
    });
    if !shape {
        return None;
    }
    let day: Date = date.parse().ok()?;
    match bytes.get(10) {
        None => Some(day),
        Some(b'T' | b't' | b' ') => is_time(&text[11..]).then_some(day),
        Some(_) => None,
    }
}

/// A time of day with or without seconds, fraction and offset.
fn is_time(text: &str) -> bool {
    let zone = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = text.split_at(zone);
    let zone_fits = match zone.as_bytes() {
        [] | [b'Z' | b'z'] => true,
        [b'+' | b'-', rest @ ..] => {
            matches!(rest.len(), 2 | 4 | 5) && rest.iter().all(|b| b.is_ascii_digit() || *b == b':')
        }
        _ => false,
    };
    let time = match time.len() {
        2 => format!("{time}:00:00"),
        5 => format!("{time}:00"),
        _ => time.to_owned(),
    };
    zone_fits && format!("2000-01-01T{time}").parse::<DateTime>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_in_paths() {
        let day = Some(date(2016, 10, 8));
        for (path, expected) in [
            ("news/2016/10/08/court.txt", day),
            ("news/2016/10/8/court.txt", day),
            ("2016-10-08-court-frees-editor.txt", day),
            ("a/court_20161008.txt", day),
            ("a/2016_10_08.txt.gz", day),
            ("/x/2016/10/08/2015-01-02.txt", Some(date(2015, 1, 2))),
            ("news\\2016\\10\\08\\court.txt", day),
            ("news/2016/10/08/world/court.txt", None),
            ("news/2016/13/08/court.txt", None),
            ("a/2016-10.txt", None),
            ("a/1234567890.txt", None),
            ("2016-02-30.txt", None),
            ("é2016-10-08é.txt", day),
            ("", None),
        ] {
            assert_eq!(path_date(path), expected, "{path}");
        }
    }

    #[test]
    fn iso_dates_and_date_times() {
        let day = Some(date(2016, 10, 8));
        for (text, expected) in [
            ("2016-10-08", day),
            ("2016-10-08T09:30", day),
            ("2016-10-08T09:30:00Z", day),
            ("2016-10-08 09:30:00.123+02:00", day),
            ("2016-10-08T09:30:00-0500", day),
            ("2016-10-08T25:00", None),
            ("2016-10-08x", None),
            ("2016-10-8", None),
            ("2016-02-30", None),
            ("8 October 2016", None),
            ("", None),
        ] {
            assert_eq!(iso_day(text), expected, "{text}");
        }
    }
}
