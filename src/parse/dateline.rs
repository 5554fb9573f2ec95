//! Datelines: "MOSCOW (Reuters) –", "Washington, Oct. 7 (AP) —", at the head of a paragraph or on a line of their own.

use super::article::Dateline;
use super::cues::{Class, Tables};
use crate::text::{Flags, Span, Text, Token, chars};
use std::ops::Range;

/// The longest dateline, in tokens.
const LONGEST: usize = 24;
/// The most words of its place.
const PLACE: usize = 7;

/// The dateline at the head of these tokens. Alone on its line it needs no dash, but a date or an agency.
pub fn dateline(text: &Text, tokens: Range<u32>) -> Option<Dateline> {
    let line = text
        .tokens
        .get(tokens.start as usize..tokens.end as usize)?;
    let mut at = Scan {
        text,
        tables: Tables::open(),
        line,
        i: 0,
    };
    let place = at.place()?;
    let shouted = place.caps;
    let mut dated = at.date();
    let agency = at.agency();
    dated |= at.date();
    let body = at.i;
    let dashed = at.dash();
    let rest = line.len() - at.i;
    let evident = shouted && place.words > 0 || agency.is_some() || dated;
    let ends = if rest == 0 {
        agency.is_some() || dated
    } else {
        dashed && rest >= 3 && evident
    };
    (ends && body > 0).then(|| Dateline {
        span: line[0].span().cover(line[body - 1].span()),
        place: place.span,
        agency,
    })
}

struct Place {
    span: Span,
    words: usize,
    caps: bool,
}

struct Scan<'a> {
    text: &'a Text,
    tables: Tables,
    line: &'a [Token],
    i: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<&Token> {
        self.line[..self.line.len().min(LONGEST)].get(self.i)
    }

    fn mark(&self) -> Option<char> {
        self.peek()
            .filter(|t| t.has(Flags::PUNCT))
            .map(|t| t.first_char(&self.text.content))
    }

    fn class(&self, token: &Token) -> u32 {
        self.tables.class(token)
    }

    /// Words with capitals, commas and full stops between ("SAN JOSE, Calif.", "N.Y.").
    fn place(&mut self) -> Option<Place> {
        let (mut span, mut words, mut caps) = (None::<Span>, 0, false);
        while let Some(&token) = self.peek() {
            let class = self.class(&token);
            let month = class & Class::MONTH != 0 && self.names_day();
            let weekday = class & Class::DAY != 0;
            if token.is_word()
                && token.has(Flags::CAPITAL)
                && !month
                && !(weekday && words > 0)
                && class & Class::FUNCTION == 0
            {
                if words == 0 {
                    caps = token.has(Flags::ALL_CAPS);
                }
                words += 1;
                span = Some(span.map_or(token.span(), |s| s.cover(token.span())));
                self.i += 1;
                continue;
            }
            let inner = matches!(self.mark(), Some('.' | '\'' | '’')) && token.has(Flags::GLUED);
            let hyphen = self.mark().is_some_and(chars::is_dash)
                && token.has(Flags::GLUED)
                && self
                    .line
                    .get(self.i + 1)
                    .is_some_and(|t| t.has(Flags::GLUED | Flags::CAPITAL));
            let joined = token.is_word()
                && words > 0
                && matches!(
                    token.span().of(&self.text.content),
                    "and" | "of" | "de" | "la" | "del"
                );
            let comma = self.mark() == Some(',')
                && self
                    .line
                    .get(self.i + 1)
                    .is_some_and(|t| t.has(Flags::CAPITAL) && self.class(t) & Class::MONTH == 0);
            if words == 0 || !(inner || hyphen || joined || comma) {
                break;
            }
            if inner && self.mark() == Some('.') {
                span = span.map(|s| s.cover(token.span()));
            }
            self.i += 1;
        }
        let span = span.filter(|_| words <= PLACE)?;
        Some(Place { span, words, caps })
    }

    /// Whether a number follows or stands before the month at hand.
    fn names_day(&self) -> bool {
        let number = |i: Option<usize>| {
            i.and_then(|i| self.line.get(i))
                .is_some_and(|t| t.has(Flags::NUMERIC))
        };
        number(Some(self.i + 1)) || number(Some(self.i + 2)) || number(self.i.checked_sub(1))
    }

    /// ", March 4", ", 7 Oct. 2016", ", Friday".
    fn date(&mut self) -> bool {
        let from = self.i;
        let mut found = false;
        while let Some(&token) = self.peek() {
            let class = self.class(&token);
            let dated = class & (Class::MONTH | Class::DAY) != 0 && token.has(Flags::CAPITAL);
            let number = token.has(Flags::NUMERIC);
            let mark = matches!(self.mark(), Some(',' | '.')) && token.has(Flags::GLUED);
            found |= dated;
            if !(dated || number || mark) {
                break;
            }
            self.i += 1;
        }
        if !found {
            self.i = from;
        }
        found
    }

    /// "(Reuters)".
    fn agency(&mut self) -> Option<Span> {
        if self.mark() != Some('(') {
            return None;
        }
        let inside = &self.line[self.i + 1..self.line.len().min(self.i + 8)];
        let close = inside
            .iter()
            .position(|t| t.has(Flags::PUNCT) && t.first_char(&self.text.content) == ')')?;
        let named = inside[..close]
            .first()
            .is_some_and(|t| t.any_of(Flags::CAPITAL | Flags::MIXED));
        if !named {
            return None;
        }
        self.i += close + 2;
        Some(inside[0].span().cover(inside[close - 1].span()))
    }

    /// A dash set off by spaces, or two hyphens.
    fn dash(&mut self) -> bool {
        let from = self.i;
        while self.mark().is_some_and(chars::is_dash) {
            self.i += 1;
        }
        let hyphen = self.i == from + 1
            && self.line[from].has(Flags::GLUED)
            && self.line.get(self.i).is_some_and(|t| t.has(Flags::GLUED));
        let long = self
            .line
            .get(from)
            .is_some_and(|t| matches!(t.first_char(&self.text.content), '—' | '–'));
        self.i > from && (!hyphen || long)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_paragraphs() {
        for (line, expected) in [
            (
                "MOSCOW (Reuters) – The minister resigned on Friday.",
                Some(("MOSCOW (Reuters)", "MOSCOW", Some("Reuters"))),
            ),
            (
                "Washington, Oct. 7 (AP) — The court ruled.",
                Some(("Washington, Oct. 7 (AP)", "Washington", Some("AP"))),
            ),
            (
                "LISBON, March 4 (Atlantic Newswire) - Dockers voted.",
                Some((
                    "LISBON, March 4 (Atlantic Newswire)",
                    "LISBON",
                    Some("Atlantic Newswire"),
                )),
            ),
            (
                "SAN JOSE, Calif. -- Corvane Inc. said so.",
                Some(("SAN JOSE, Calif.", "SAN JOSE, Calif.", None)),
            ),
            (
                "BUFFALO, N.Y. — Hours before the game.",
                Some(("BUFFALO, N.Y.", "BUFFALO, N.Y.", None)),
            ),
            (
                "KOBE – A total of 600 masks were lost.",
                Some(("KOBE", "KOBE", None)),
            ),
            (
                "PORT-AU-PRINCE, Haiti (AP) — It rained.",
                Some((
                    "PORT-AU-PRINCE, Haiti (AP)",
                    "PORT-AU-PRINCE, Haiti",
                    Some("AP"),
                )),
            ),
            (
                "LONDON (Reuters)",
                Some(("LONDON (Reuters)", "LONDON", Some("Reuters"))),
            ),
            (
                "GENEVA, 8 October 2016",
                Some(("GENEVA, 8 October 2016", "GENEVA", None)),
            ),
            ("The mayor – a lawyer – resigned.", None),
            ("LONDON", None),
            ("Smith – who is 40 – left.", None),
            ("THE US has formally accused them.", None),
        ] {
            let text = Text::new(line.to_owned());
            let found = dateline(&text, 0..text.tokens.len() as u32);
            let of = |span: Span| span.of(&text.content);
            let found = found.map(|d| (of(d.span), of(d.place), d.agency.map(of)));
            assert_eq!(found, expected, "{line}");
        }
    }
}
