//! Cues: what the words around an expression tell of its date.

use super::class::Class;
use super::context::{Role, Surroundings};
use super::resolve::Cue;
use super::spec::Meaning;
use crate::text::{Flags, Token};

/// Tokens looked back over for a cue.
const CUE_WINDOW: usize = 12;
/// Tokens looked back over for money and results.
const BUSINESS_WINDOW: usize = 40;

impl Surroundings<'_> {
    /// What the words around tell of the date.
    pub fn cue(&self, meaning: &Meaning, grounded: bool) -> Cue {
        let mut cue = Cue::default();
        match meaning {
            Meaning::Date(spec) if grounded && spec.year.is_none() && spec.has_field() => {
                cue.past = matches!(self.word_before(1), "ended" | "since")
                    || spec.month.is_some() && spec.day.is_none() && self.lies_behind();
                cue.future = self.lies_ahead() || spec.weekday.is_some() && self.is_aimed_at();
            }
            Meaning::Duration(_) => {
                cue.future = self.is_some_day();
                let a = self.source.tokens[self.first].hash;
                let grammar = self.source.grammar;
                cue.rate = grammar.is(a, Class::A)
                    && self
                        .before(1)
                        .is_some_and(|t| grammar.is(t.hash, Class::Scale));
            }
            Meaning::Shift { .. } => {
                cue.results = self.names_results_period() || self.compares_results();
            }
            _ => {}
        }
        cue
    }

    /// "will one day be"
    fn is_some_day(&self) -> bool {
        let word = |i: usize| self.source.stem(i);
        self.last == self.first + 1
            && (word(self.first), word(self.last)) == ("one", "day")
            && matches!(
                self.word_before(1),
                "will" | "may" | "might" | "could" | "would" | "can" | "must"
            )
    }

    /// "a strike for Thursday", "closed through Friday", but not "for Friday prayers" or "Monday through Friday".
    fn is_aimed_at(&self) -> bool {
        let weekday = |t: &Token| self.source.grammar.is(t.hash, Class::Weekday);
        let possessive = self.source.tokens[self.last].has(Flags::POSSESSIVE);
        match self.word_before(1) {
            "for" => !possessive && !self.is_attribute(),
            "through" => !possessive && !self.before(2).is_some_and(weekday),
            _ => false,
        }
    }

    /// Whether the nearest verb looks ahead: before the expression, or behind one that opens its sentence.
    fn lies_ahead(&self) -> bool {
        let near = |n: usize, word: &str| self.word_before(n).eq_ignore_ascii_case(word);
        // "Wednesday's ruling"
        if self.source.tokens[self.last].has(Flags::POSSESSIVE) {
            return false;
        }
        // "as early as Friday", "until Friday"
        if near(1, "as") && (near(2, "early") || near(2, "soon")) || near(1, "until") {
            return true;
        }
        for n in 1..=CUE_WINDOW {
            let Some(token) = self.before(n).filter(|t| !t.has(Flags::ENDS_SENTENCE)) else {
                return self.opens_outlook();
            };
            match self.verb(token) {
                // "had been due to expire"
                Some(true) => return !near(n + 1, "been"),
                // "will be published on Friday": the participle says nothing of when.
                Some(false) if near(n + 1, "be") => {}
                Some(false) => return false,
                // "is to resume", "set to resume"
                None if n > 1 && Self::role_of(Some(token)) == Role::Infinitive => {
                    let before = self.before(n + 1);
                    if Self::role_of(before) == Role::Intention {
                        return true;
                    }
                }
                None => {}
            }
        }
        false
    }

    /// "fell in May", "were lost between June and December": whether the nearest verb before a month looks back, and none ahead.
    fn lies_behind(&self) -> bool {
        let month = |n: usize| {
            let month = self.before(n);
            month.is_some_and(|t| self.source.grammar.is(t.hash, Class::Month))
        };
        if !match self.word_before(1) {
            "between" | "during" | "from" | "in" => true,
            "and" | "to" => month(2),
            _ => false,
        } {
            return false;
        }
        let mut verbs = self.verbs_before();
        verbs.next() == Some(false) && verbs.all(|ahead| !ahead)
    }

    /// "police said on Monday", "closed since Monday": a day on which nothing that follows happened.
    pub(super) fn is_of_report(&self) -> bool {
        let on = if self.word_before(1) == "on" { 2 } else { 1 };
        matches!(
            self.word_before(on),
            "added" | "announced" | "confirmed" | "reported" | "said" | "says" | "since" | "told"
        )
    }

    /// Whether the nearest verb before looks back.
    pub(super) fn verb_looks_back(&self) -> bool {
        self.verbs_before().next() == Some(false)
    }

    /// Whether they look ahead, the verbs before in the sentence, the nearest first.
    fn verbs_before(&self) -> impl Iterator<Item = bool> {
        (1..=CUE_WINDOW)
            .map_while(|n| self.before(n))
            .take_while(|token| !token.has(Flags::ENDS_SENTENCE))
            .filter_map(|token| self.verb(token))
    }

    /// "On Tuesday, the court will rule": whether the first verb behind the expression looks ahead.
    fn opens_outlook(&self) -> bool {
        let role = |n: usize| Self::role_of(self.after(n));
        (1..=CUE_WINDOW)
            .map_while(|n| self.after(n).map(|token| (n, token)))
            .take_while(|(_, token)| !token.has(Flags::ENDS_SENTENCE))
            .find_map(|(n, token)| {
                // "On Wednesday, they are to travel"
                let ahead = role(n) == Role::Intention && role(n + 1) == Role::Infinitive;
                if ahead { Some(true) } else { self.verb(token) }
            })
            .unwrap_or(false)
    }

    /// Whether a word looks ahead (true) or back (false), as verbs do.
    fn verb(&self, token: &Token) -> Option<bool> {
        match Self::role_of(Some(token)) {
            Role::Future => Some(true),
            Role::Past => Some(false),
            _ => {
                let end = token.end as usize;
                let word = self.source.content.as_bytes().get(..end)?;
                // "asked" and "agreed", but not "United", "need"
                let verb = token.is_word()
                    && !token.has(Flags::CAPITAL)
                    && end - token.start as usize > 4
                    && word.ends_with(b"ed")
                    && (!word.ends_with(b"eed") || self.is_participle_in_eed(token));
                verb.then_some(false)
            }
        }
    }

    fn is_participle_in_eed(&self, token: &Token) -> bool {
        let word = token.span().of(self.source.content);
        matches!(
            word,
            "agreed" | "decreed" | "disagreed" | "freed" | "guaranteed"
        )
    }

    /// "the year-earlier quarter", "the same period last year".
    fn names_results_period(&self) -> bool {
        (self.first..=self.last).any(|i| matches!(self.source.stem(i), "quarter" | "period"))
    }

    /// Whether money and results are spoken of just before.
    fn compares_results(&self) -> bool {
        (1..=BUSINESS_WINDOW)
            .map_while(|n| self.before(n))
            .any(|token| Self::role_of(Some(token)) == Role::Business)
    }
}
