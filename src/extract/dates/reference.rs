//! The reference date: in the text's own head, in a path, or given as an ISO date.

use super::class::Class;
use super::grammar::grammar;
use super::items::{Item, Source};
use super::join::{Composer, Scratch};
use super::scan;
use super::spec::{Meaning, Spec};
use crate::parse::{Article, BoilerplateKind, Section};
use crate::text::{Flags, Token};
use jiff::civil::{Date, DateTime};
use std::ops::Range;

/// Blocks looked at for a timestamp: a text names its day at its head.
const BLOCKS: usize = 400;
/// Words of a line looked at for what it dates.
const LINE: usize = 40;

/// An absolute full date in a dateline, byline or timestamp line of the article; never "5 hours ago", never one without
/// a year.
pub fn reference_date(article: &Article<'_>) -> Option<Date> {
    let text = article.text;
    if let Some(dateline) = &article.dateline {
        let first = text
            .tokens
            .partition_point(|t| t.start < dateline.span.start);
        let last = text.tokens.partition_point(|t| t.start < dateline.span.end);
        if let Some(date) = full_date(article, first..last) {
            return Some(date);
        }
    }
    let names_day = |section: Section| {
        matches!(
            section,
            Section::Byline | Section::Dateline | Section::Boilerplate(BoilerplateKind::Timestamp)
        )
    };
    let blocks = article
        .blocks
        .iter()
        .filter(|block| names_day(block.section))
        .take(BLOCKS);
    blocks
        .filter_map(|block| {
            let tokens = block.tokens.start as usize..block.tokens.end as usize;
            let dates = dates_the_article(article, tokens.clone());
            dates.then(|| full_date(article, tokens))?
        })
        .next()
}

/// The first date with day, month and year in these tokens, unless it begins a range.
fn full_date(article: &Article<'_>, tokens: Range<usize>) -> Option<Date> {
    let source = Source {
        content: &article.text.content,
        tokens: &article.text.tokens,
        grammar: grammar(),
    };
    let (mut items, mut behind) = (Vec::new(), Vec::new());
    let scratch = Scratch::default();
    let mut at = tokens.start;
    while at < tokens.end {
        let next = scan::run(&source, at, &mut items);
        let composer = Composer {
            source,
            items: &items,
            scratch: &scratch,
        };
        let mut i = 0;
        while i < items.len() && items[i].last < tokens.end {
            let piece = composer.longest(i, |_| true);
            i = piece.map_or(i + 1, |piece| piece.end);
            if let Some(Meaning::Date(spec)) = piece.map(|piece| piece.meaning)
                && let Some(date) = absolute(&spec)
            {
                let range = goes_on(&source, items[i - 1].last + 1, &mut behind);
                return (!range).then_some(date);
            }
        }
        at = next.max(at + 1);
    }
    None
}

/// "1 September 1939 – 2 September 1945": whether a dash or "to" and another date stand at token `at`.
fn goes_on(source: &Source<'_>, at: usize, items: &mut Vec<Item>) -> bool {
    let joint = [Class::To, Class::Dash, Class::Hyphen];
    if !source
        .item(at)
        .is_some_and(|item| joint.iter().any(|&class| item.is(class)))
    {
        return false;
    }
    scan::run(source, at + 1, items);
    let composer = Composer {
        source: *source,
        items,
        scratch: &Scratch::default(),
    };
    let second = composer.longest(0, |_| true).map(|piece| piece.meaning);
    matches!(second, Some(Meaning::Date(spec)) if spec.month.is_some())
}

/// Words of lines that date a life or an event, not the article.
const LIVES: &[&str] = &[
    "born",
    "died",
    "established",
    "founded",
    "launched",
    "opened",
];
/// Words of sentences that date the article.
const PUBLISHING: &[&str] = &[
    "corrected",
    "filed",
    "modified",
    "posted",
    "published",
    "revised",
    "updated",
];
/// Small words that a line beside a date may hold: any other makes a sentence of a line that ends in a full stop.
const FUNCTION_WORDS: &[&str] = &["by", "for", "in", "of", "on"];

/// Whether a line names the article's own day, rather than tell of one: "Updated on 8 October 2016.", but not "Born: June
/// 11, 1968" or "The war began on 5 June 1703.".
fn dates_the_article(article: &Article<'_>, tokens: Range<usize>) -> bool {
    let content = &article.text.content;
    let Some(tokens) = article.text.tokens.get(tokens) else {
        return false;
    };
    let word = |token: &Token| token.stem(content).of(content).to_ascii_lowercase();
    let is_one_of = |words: &[&str]| {
        let mut line = tokens.iter().filter(|t| t.is_word()).take(LINE);
        line.any(|t| words.contains(&word(t).as_str()))
    };
    if is_one_of(PUBLISHING) {
        return true;
    }
    let tells = |t: &Token| {
        let small = t.is_word() && !t.any_of(Flags::CAPITAL | Flags::HAS_DIGIT);
        small
            && grammar().may_begin(t.hash).is_none()
            && !FUNCTION_WORDS.contains(&word(t).as_str())
    };
    let sentence = tokens.last().is_some_and(|t| t.has(Flags::TERMINAL))
        && tokens.iter().take(LINE).any(tells);
    !sentence && !is_one_of(LIVES)
}

fn absolute(spec: &Spec) -> Option<Date> {
    let year = spec
        .year
        .filter(|year| !spec.bc && (1800..2200).contains(year))?;
    Date::new(year, spec.month? as i8, spec.day? as i8).ok()
}

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
    use crate::parse;
    use crate::text::Text;
    use jiff::civil::date;

    #[test]
    fn the_day_that_a_text_names_as_its_own() {
        let body = "The court freed the editor after a hearing that lasted two hours, her lawyer said.\n\n\
            She had been held since spring and was met by her family at the gate.";
        let day = Some(date(2016, 10, 8));
        for (head, expected) in [
            (
                "Court frees editor\n\nBy Ann Field\n8 October 2016\n\n",
                day,
            ),
            (
                "Court frees editor\n\nPublished: 8 October 2016, 10:30 GMT\n\n",
                day,
            ),
            ("Court frees editor\n\nSaturday, October 8, 2016\n\n", day),
            ("Court frees editor\n\nUpdated 08.10.2016\n\n", day),
            (
                "Court frees editor\n\nBy Ann Field, 8 October 2016\n\n",
                day,
            ),
            ("LONDON, October 8, 2016 — ", day),
            // Without a year, or counted from an unknown now.
            ("Court frees editor\n\nBy Ann Field\n8 October\n\n", None),
            ("Court frees editor\n\nBy Ann Field\n5 hours ago\n\n", None),
            ("Court frees editor\n\n", None),
            // Days of a life, of a war and of what never was.
            ("Ann Field\n\nBorn: 8 October 1966\n\n", None),
            (
                "The Coast War\n\nDate 1 June 1903 – 8 October 1906\n\n",
                None,
            ),
            (
                "Court frees editor\n\nPublished: 31 November 2016\n\n",
                None,
            ),
        ] {
            let text = Text::new(format!("{head}{body}"));
            let article = parse::parse(&text);
            assert_eq!(reference_date(&article), expected, "{head}");
        }
    }

    #[test]
    fn sentences_and_lives_do_not_date_an_article() {
        for (line, expected) in [
            ("The war began on Monday 5 June 1903.", false),
            ("Died 31 July 1917 (aged 89)", false),
            ("Posted by the editors on 8 October 2016.", true),
            ("Saturday, 8 October 2016", true),
            ("Jack Field of the Herald, 8 October 2016", true),
        ] {
            let text = Text::new(line.to_owned());
            let article = parse::parse(&text);
            let tokens = 0..text.tokens.len();
            assert_eq!(dates_the_article(&article, tokens), expected, "{line}");
        }
    }

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
