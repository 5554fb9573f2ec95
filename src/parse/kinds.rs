//! Kinds of boilerplate and of body blocks: from the line's cues, then its signs, then what stands around it.

use super::article::{BodyKind, BoilerplateKind as Kind};
use super::cues::Class;
use super::facts::{Facts, sign};
use super::page::Page;
use super::states::State;

/// Names what a run of furniture is, line by line; a heading ("Related stories") names the lines below it.
#[derive(Debug, Default)]
pub struct Furniture {
    heading: Option<Kind>,
}

impl Furniture {
    /// The article goes on: headings above no longer count.
    pub fn reset(&mut self) {
        self.heading = None;
    }

    /// The kind of unit `i`, which is furniture in this state.
    pub fn kind(&mut self, page: &Page, i: usize, state: State) -> Kind {
        let facts = &page.facts[i];
        if let Some(kind) = own_kind(facts) {
            self.heading = match kind {
                // Lists stand below these; other cues name only their own line.
                Kind::RelatedLinks | Kind::Comments
                    if facts.cues.line() | facts.cues.head() != 0 =>
                {
                    Some(kind)
                }
                Kind::Timestamp | Kind::Share | Kind::Credit => self.heading,
                _ => None,
            };
            return kind;
        }
        if facts.words == 0 || facts.words == facts.numeric {
            // A bare number beside share buttons counts them.
            let shares = |j: Option<usize>| {
                j.and_then(|j| page.facts.get(j))
                    .is_some_and(|f| own_kind(f) == Some(Kind::Share))
            };
            return if shares(i.checked_sub(1)) || shares(Some(i + 1)) {
                Kind::Share
            } else {
                Kind::Other
            };
        }
        if let Some(kind) = self.heading {
            return kind;
        }
        let (words, menu) = (facts.total_words(), page.places[i].short_run >= 4);
        match state {
            State::Before if words <= 6 => Kind::Navigation,
            _ if menu => Kind::Navigation,
            State::After | State::Island
                if (4..=24).contains(&words) && !facts.has(sign::ENDS_TERMINAL) =>
            {
                Kind::RelatedLinks
            }
            _ => Kind::Other,
        }
    }
}

/// What the line itself betrays.
pub fn own_kind(facts: &Facts) -> Option<Kind> {
    let words = facts.total_words();
    if facts.has(sign::COPYRIGHT) {
        let credit = facts.cues.has(Kind::Credit) && words <= 12 && !facts.has(sign::YEAR);
        return Some(if credit {
            Kind::Credit
        } else {
            Kind::Copyright
        });
    }
    if is_time(facts) && facts.cues.line() == 0 {
        return Some(Kind::Timestamp);
    }
    if facts.is_call() && !facts.cues.has(Kind::Newsletter) {
        return Some(Kind::CallToAction);
    }
    facts.cues.kind().or_else(|| {
        let bracketed = facts.has(sign::STARTS_BRACKET) && facts.has(sign::ENDS_BRACKET);
        match () {
            () if bracketed && facts.separators > 0 && words <= 12 => Some(Kind::Credit),
            () if facts.classes & Class::AGENCY != 0 && words <= 6 => Some(Kind::Credit),
            () if facts.classes & Class::SITE != 0 && words <= 3 => Some(Kind::Share),
            () if facts.has(sign::AT | sign::HOST) && words <= 8 => Some(Kind::Contact),
            () => None,
        }
    })
}

/// Whether a short line is mostly a date or a time.
pub fn is_time(facts: &Facts) -> bool {
    let words = facts.total_words();
    let dated = facts.has(sign::DATE)
        && (facts.has(sign::YEAR) || facts.has(sign::CLOCK) || words <= 4)
        || facts.has(sign::CLOCK);
    let ago = facts.classes & Class::AGO != 0;
    let stamped = facts.first_class & Class::STAMP != 0;
    (dated && (words <= 10 || facts.percent(facts.dated) >= 30)
        || ago && words <= 5
        || stamped && facts.dated >= 2)
        && words <= 24
}

/// The kind of body unit `i`; `next` says whether a body unit follows it directly or behind furniture.
pub fn body_kind(page: &Page, i: usize, next: Option<usize>) -> BodyKind {
    let facts = &page.facts[i];
    let words = facts.total_words();
    let captioned =
        facts.cues.head() & facts.cues.any() != 0 || facts.cues.any() != 0 && words <= 30;
    if facts.cues.has(Kind::Credit) && captioned && words <= 40 && facts.quotes == 0 {
        return BodyKind::Caption;
    }
    if facts.has(sign::STARTS_BULLET) || facts.has(sign::STARTS_DIGIT) && facts.has(sign::NUMBERED)
    {
        return BodyKind::ListItem;
    }
    let ended = facts.has(sign::ENDS_TERMINAL | sign::ENDS_ELLIPSIS)
        && !(facts.has(sign::ENDS_QUESTION) && words <= 6);
    let quoted =
        facts.has(sign::STARTS_QUOTE) || facts.has(sign::ENDS_QUOTE) && facts.quotes % 2 == 1;
    let heads = next.is_some_and(|next| {
        page.facts[next].total_words() > words + 3 && page.facts[next].is_prose()
    });
    let bare = (1..=12).contains(&words)
        && !ended
        && !quoted
        && !facts.has(sign::STARTS_LOWER)
        && facts.words > facts.numeric;
    if bare && heads && !facts.is_prose() {
        BodyKind::Subheading
    } else {
        BodyKind::Paragraph
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::segment::units;
    use crate::text::Text;

    fn page(text: &str) -> Page {
        let text = Text::new(text.to_owned());
        Page::new(&text, units(&text))
    }

    #[test]
    fn boilerplate_kinds() {
        for (line, kind) in [
            ("5 hours ago", Kind::Timestamp),
            ("Published 10:32 GMT, 8 October 2016", Kind::Timestamp),
            ("Updated: Sat 8:31 PM, Feb 17, 2018", Kind::Timestamp),
            ("Copyright 2019 Harbour Media", Kind::Copyright),
            ("© 2019 Harbour Media", Kind::Copyright),
            ("Related: How the strike began", Kind::RelatedLinks),
            ("Sign up to our newsletter", Kind::Newsletter),
            ("Share on Facebook", Kind::Share),
            ("Comments (214)", Kind::Comments),
            ("Privacy policy", Kind::Navigation),
            ("Advertisement", Kind::Advertisement),
            (
                "(Reporting by Ana Faria; editing by Tom Ashby)",
                Kind::Credit,
            ),
            (
                "Do you have a story? Email us at news@example.com",
                Kind::CallToAction,
            ),
        ] {
            assert_eq!(
                Furniture::default().kind(&page(line), 0, State::After),
                kind,
                "{line}"
            );
        }
    }

    #[test]
    fn a_heading_names_the_lines_below() {
        let page = page("Most read\nSwan holds up traffic on ring road\nBaker wins lottery twice");
        let mut furniture = Furniture::default();
        let kinds: Vec<Kind> = (0..3)
            .map(|i| furniture.kind(&page, i, State::After))
            .collect();
        assert_eq!(kinds, [Kind::RelatedLinks; 3]);
    }

    #[test]
    fn body_kinds() {
        let page = page(
            "Hostage swap\nThe crash came a day after two hostages were swapped for three commanders.\n\
             • Two trains were halted\n1. Wash the leeks\nThe bridge in May (Anna Delmar / Getty Images)\n“No”",
        );
        let kinds: Vec<BodyKind> = (0..6)
            .map(|i| body_kind(&page, i, Some(i + 1).filter(|&n| n < 6)))
            .collect();
        use BodyKind::*;
        assert_eq!(
            kinds,
            [
                Subheading, Paragraph, ListItem, ListItem, Caption, Paragraph
            ]
        );
    }
}
