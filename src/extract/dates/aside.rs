//! Asides of a narrative: dates that tell of another time ("the treaty of 1839", "had been founded in 1902") and leave the
//! months and days that follow to the year that the narrative had come to.

use super::anchor::Anchor;
use super::context::Surroundings;
use super::resolve::Resolver;
use super::spec::{Meaning, Spec, Which};
use super::value::Unit;
use crate::text::{Flags, Token};

/// Tokens looked back over for a verb that tells of another time.
const WINDOW: usize = 12;
/// Tokens looked over for the verb of a look back.
const PLUPERFECT: usize = 8;
/// Tokens looked over for the end of an aside's sentence; beyond them it has ended.
const SENTENCE: usize = 200;
/// Years that a narrative goes on in one step.
const STEP: i16 = 5;
/// Years back that a narrative hardly goes to tell of a thing by its year.
const LONG_PAST: i16 = 10;

/// What the narrative had come to before an aside.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    anchor: Anchor,
    /// The aside's last token.
    token: usize,
    aside: Aside,
}

/// How much of an aside a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aside {
    /// Years of a life or a book: nothing goes on from them.
    Brackets,
    /// A look back or ahead, from which something may go on ("two years later").
    Told,
}

impl Surroundings<'_> {
    /// Makes up, before `meaning` is resolved, whether the narrative goes on from an aside or from what was told before it.
    pub fn follow_story(&self, meaning: &Meaning, resolver: &mut Resolver) {
        if resolver.grounded() {
            return;
        }
        let explicit = match meaning {
            Meaning::Date(spec) | Meaning::Range(spec, ..) => spec.year.map(|year| {
                let bc = spec.bc || !spec.era && year < 1000 && resolver.anchor.bc;
                if bc { -year } else { year }
            }),
            _ => None,
        };
        if let Some(year) = explicit {
            let range = matches!(meaning, Meaning::Range(..));
            let now = resolver.anchor.year;
            let aside = now.and_then(|now| self.aside(year, now, range));
            resolver.story = aside.map(|aside| Story {
                anchor: resolver.story.map_or(resolver.anchor, |story| story.anchor),
                token: self.last,
                aside,
            });
        } else if let Some(story) = resolver.story {
            let over = story.aside == Aside::Brackets || !self.is_sentence_of(story.token);
            match returns(meaning, story.aside, &resolver.anchor) {
                Some(true) if over => (resolver.anchor, resolver.story) = (story.anchor, None),
                Some(false) => resolver.story = None,
                _ => {}
            }
        }
    }

    /// Whether a date of `year` tells of another time than `now`, the year that the narrative has come to.
    fn aside(&self, year: i16, now: i16, range: bool) -> Option<Aside> {
        let back = year < now;
        let ahead = year > now.saturating_add(STEP);
        let before = self.word_before(1);
        let is = |word: &str| before.eq_ignore_ascii_case(word);
        // "(1380–1436)", "(born 1912)", "(Harris 1987)"
        let life = matches!(before, "born" | "died" | "reigned") && self.word_before(2) == "(";
        if is("(") && (back || !range && ahead) || life {
            return Some(Aside::Brackets);
        }
        let told = if back {
            // "the treaty of 1839", "the 1839 treaty"
            let long_past = year < now.saturating_sub(LONG_PAST);
            let attribute = is("of") || is("the") && self.after(1).is_some_and(Token::is_word);
            is("since") || self.tells("had") || long_past && attribute
        } else {
            // "until 1990", "would become king in 1952"
            ahead && (is("until") || is("till") || self.tells("would"))
        };
        told.then_some(Aside::Told)
    }

    /// "The day before had been wet": a look back from which nothing that follows counts.
    pub(super) fn looks_back(&self, meaning: &Meaning, resolver: &Resolver) -> bool {
        let back = match meaning {
            Meaning::Shift {
                back, narrative, ..
            } => *back && *narrative,
            Meaning::Date(spec) => matches!(spec.unit, Some((Some(Which::Previous), _))),
            _ => false,
        };
        let had = || {
            (1..=PLUPERFECT)
                .map_while(|n| self.after(n))
                .take_while(|t| !t.has(Flags::ENDS_SENTENCE))
                .any(|t| t.stem(self.source.content).of(self.source.content) == "had")
        };
        back && !resolver.grounded() && had()
    }

    /// Whether this verb stands before in the sentence.
    fn tells(&self, verb: &str) -> bool {
        (1..=WINDOW)
            .map_while(|n| {
                let token = self.before(n)?;
                (!token.has(Flags::ENDS_SENTENCE)).then(|| self.word_before(n))
            })
            .any(|word| word.eq_ignore_ascii_case(verb))
    }

    /// Whether it stands in the same sentence as an earlier token.
    fn is_sentence_of(&self, token: usize) -> bool {
        self.first.saturating_sub(token) < SENTENCE
            && token >= self.block
            && self
                .source
                .tokens
                .get(token..self.first)
                .is_some_and(|between| between.iter().all(|t| !t.has(Flags::ENDS_SENTENCE)))
    }
}

/// Whether what follows an aside counts from the narrative (true) or from the aside; `None` if from neither.
fn returns(meaning: &Meaning, kind: Aside, aside: &Anchor) -> Option<bool> {
    match meaning {
        Meaning::Date(_) | Meaning::Shift { .. } if kind == Aside::Brackets => Some(true),
        Meaning::Date(spec) => {
            let counted = spec.unit.map(|(_, unit)| unit);
            let relative = matches!(
                spec.which,
                Some(Which::Same | Which::Previous | Which::Following)
            );
            Some(match counted {
                Some(unit) => unit < Unit::Year && !aside.fine,
                // "the following spring" needs no more than a year, "that evening" a day.
                None if relative => !spec.has_field() && !aside.fine,
                None => stands_alone(spec),
            })
        }
        Meaning::Shift { duration, .. } => Some(duration.unit < Unit::Year && !aside.fine),
        _ => None,
    }
}

/// "12 May", "in June", "that summer", "at noon".
fn stands_alone(spec: &Spec) -> bool {
    spec.has_field() || spec.day.is_some() || spec.time.is_some()
}
