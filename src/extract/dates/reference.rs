//! The reference date in the text's own head.

use super::class::Class;
use super::grammar::grammar;
use super::items::{Item, Source};
use super::join::{Composer, Scratch};
use super::scan;
use super::spec::{Meaning, Spec};
use crate::parse::{Article, BoilerplateKind, Section};
use crate::text::{Flags, Token};
use jiff::civil::Date;
use std::ops::Range;

/// Blocks looked at for a timestamp: a text names its day at its head.
const BLOCKS: usize = 400;
/// Words of a line looked at for what it dates.
const LINE: usize = 40;
/// A block of so many tokens is a paragraph: the head of the text lies above it.
const PARAGRAPH: usize = 60;
/// Zones whose clocks stand beside dates with the month first.
const AMERICAN: &[&str] = &[
    "CDT", "CST", "CT", "EDT", "EST", "ET", "MDT", "MST", "MT", "PDT", "PST", "PT",
];

/// An absolute full date in a dateline, byline or timestamp line of the article; never "5 hours ago", never one without
/// a year.
pub fn reference_date(article: &Article<'_>) -> Option<Date> {
    let text = article.text;
    if let Some(dateline) = &article.dateline {
        let first = text
            .tokens
            .partition_point(|t| t.start < dateline.span.start);
        let last = text.tokens.partition_point(|t| t.start < dateline.span.end);
        if dates_the_article(article, first..last)
            && let Some(date) = full_date(article, first..last)
        {
            return Some(date);
        }
    }
    let names_day = |section: Section| {
        matches!(
            section,
            Section::Byline | Section::Dateline | Section::Boilerplate(BoilerplateKind::Timestamp)
        )
    };
    let mut head = true;
    let blocks = article.blocks.iter().filter_map(|block| {
        let tokens = block.tokens.start as usize..block.tokens.end as usize;
        head &= tokens.len() < PARAGRAPH;
        let title = block.section == Section::Headline;
        let named =
            names_day(block.section) || head && is_timestamp(article, tokens.clone(), title);
        named.then_some(tokens)
    });
    blocks.take(BLOCKS).find_map(|tokens| {
        dates_the_article(article, tokens.clone()).then(|| full_date(article, tokens))?
    })
}

/// Whether a short line above the text is a timestamp, whatever it was taken for: a date with its time ("2016-10-08T10:32Z"),
/// or a line that begins with a word of publishing ("Posted on October 8, 2016 by Ann Field"); a `title` only if it is digits.
fn is_timestamp(article: &Article<'_>, tokens: Range<usize>, title: bool) -> bool {
    let content = &article.text.content;
    let Some(tokens) = article
        .text
        .tokens
        .get(tokens)
        .filter(|line| line.len() <= LINE)
    else {
        return false;
    };
    if !tokens.iter().any(|t| t.has(Flags::HAS_DIGIT)) {
        return false;
    }
    let words = || tokens.iter().filter(|t| t.is_word());
    // A zone: "IST", "HKT".
    let zone = |t: &Token| t.has(Flags::ALL_CAPS) && t.end - t.start <= 4;
    let dated = |t: &Token| {
        t.has(Flags::HAS_DIGIT)
            || zone(t)
            || grammar().may_begin(t.hash).is_some()
            || is_publishing(t, content)
    };
    if title {
        return words().all(|t| t.has(Flags::HAS_DIGIT));
    }
    words().take(2).any(|t| is_publishing(t, content)) || words().all(dated)
}

/// Whether a word is one of a line that dates the article.
fn is_publishing(token: &Token, content: &str) -> bool {
    let word = token.stem(content).of(content);
    PUBLISHING
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
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
            let first = i;
            i = piece.map_or(i + 1, |piece| piece.end);
            if let Some(Meaning::Date(spec)) = piece.map(|piece| piece.meaning)
                && let Some(date) = absolute(&spec)
            {
                // "08/10/2016": whether the day or the month comes first is not said.
                let either = date.day() <= 12 && date.day() != date.month();
                let slashed =
                    (items.get(first + 1)).is_some_and(|mark| source.stem(mark.first) == "/");
                if either && slashed && !items[first].is(Class::Year) && !american(&source, tokens)
                {
                    return None;
                }
                let range = goes_on(&source, items[i - 1].last + 1, &mut behind);
                return (!range).then_some(date);
            }
        }
        at = next.max(at + 1);
    }
    None
}

/// Whether a time zone of the United States stands on the line.
fn american(source: &Source<'_>, mut line: Range<usize>) -> bool {
    line.any(|i| AMERICAN.contains(&source.stem(i)))
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
    let mut line = tokens.iter().filter(|t| t.is_word()).take(LINE);
    if line.any(|t| is_publishing(t, content)) {
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
    fn timestamps_of_many_forms() {
        let body = "The court freed the editor after a hearing that lasted two hours, her lawyer said. The judges gave \
            no reasons.\n\nShe had been held since spring and was met by her family at the gate. Her paper had printed \
            letters of the minister.\n";
        let day = Some(date(2016, 10, 8));
        for (line, expected) in [
            ("Published 10:32 GMT, 8 October 2016", day),
            (
                "PUBLISHED: 10:32, 8 October 2016 | UPDATED: 11:40, 9 October 2016",
                day,
            ),
            ("Posted on October 8, 2016 by Ann Field", day),
            ("First published on Sat 8 Oct 2016 10.32 BST", day),
            ("Updated 8 Oct 2016 10.32 BST", day),
            ("Updated 10:32 AM ET, Sat October 8, 2016", day),
            ("Sat 8 Oct 2016", day),
            ("Sat, 08 Oct 2016 10:32:00 GMT", day),
            ("Saturday 08 October 2016 10:32", day),
            ("Oct. 8, 2016 at 10:32 a.m. EDT", day),
            ("Oct 08, 2016 10:32 IST", day),
            ("October 8, 2016 / 10:32 AM / 2 years ago", day),
            ("2016-10-08", day),
            ("2016-10-08T10:32:00Z", day),
            ("2016-10-08T10:32:00+01:00", day),
            ("2016/10/08", day),
            ("08.10.2016", day),
            ("10/08/2016 10:32 am ET", day),
            ("10/18/2016 10:32", Some(date(2016, 10, 18))),
            // Whether the day or the month comes first is not said.
            ("08/10/2016", None),
            ("Ann Field · 08/10/2016", None),
            ("Published October 8", None),
            ("5 hours ago", None),
            ("Yesterday", None),
            ("10:32 GMT", None),
            ("Saturday", None),
            ("October 2016", None),
            ("31 November 2016", None),
            ("Born 8 October 1966", None),
            ("Established 8 October 1886", None),
            ("© Copyright 8 October 2016", None),
        ] {
            for text in [
                format!("Court frees editor after hearing\n\n{line}\n\n{body}"),
                format!("{line}\n\nCourt frees editor after hearing\n\n{body}"),
            ] {
                let text = Text::new(text);
                let article = parse::parse(&text);
                assert_eq!(reference_date(&article), expected, "{line}");
            }
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
}
