//! Sentence ends, marked on the tokens by what stands around a terminal mark.
//!
//! UAX #29 sentences break after "Mr." and initials; these rules know abbreviations, closing marks and what follows. The
//! end of a line is not a mark: whether it ends a sentence depends on the layout, which the parser knows.

use super::chars;
use super::token::{Flags, Token};
use crate::lexicon::{WordMap, entries};
use std::sync::LazyLock;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Abbreviation {
    #[default]
    Title,
    Number,
    Other,
}

static ABBREVIATIONS: LazyLock<WordMap<Abbreviation>> = LazyLock::new(|| {
    WordMap::new(
        entries(include_str!("abbreviations.txt")).filter_map(|line| {
            let (word, kind) = line.split_once('\t')?;
            let kind = match kind {
                "title" => Abbreviation::Title,
                "number" => Abbreviation::Number,
                _ => Abbreviation::Other,
            };
            Some((word, kind))
        }),
    )
});

static STARTERS: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("starters.txt")));

/// Sets `ENDS_SENTENCE` and `ABBREVIATION` on `tokens`.
pub fn mark_sentence_ends(content: &str, tokens: &mut [Token]) {
    let mut i = 0;
    while i < tokens.len() {
        if !tokens[i].has(Flags::TERMINAL) {
            i += 1;
            continue;
        }
        let first = i;
        while follows(content, tokens, i + 1, chars::is_terminal) {
            i += 1;
        }
        let stop = i == first
            && tokens[i].end - tokens[i].start == 1
            && content.as_bytes()[tokens[i].start as usize] == b'.';
        let abbreviation = if stop {
            abbreviation(content, tokens, i)
        } else {
            None
        };
        if abbreviation.is_some() {
            tokens[i].flags.set(Flags::ABBREVIATION);
        }
        let mark = i;
        while follows(content, tokens, i + 1, |c| {
            chars::is_close_bracket(c) || is_closer(c)
        }) && closes(tokens, i + 1)
        {
            i += 1;
        }
        if ends(content, tokens, mark, i, abbreviation) {
            tokens[i].flags.set(Flags::ENDS_SENTENCE);
        }
        i += 1;
    }
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | '›')
}

/// Whether token `i` stands directly after the one before it and is such a character.
fn follows(content: &str, tokens: &[Token], i: usize, is: impl Fn(char) -> bool) -> bool {
    tokens
        .get(i)
        .is_some_and(|t| t.has(Flags::PUNCT | Flags::GLUED) && is(t.first_char(content)))
}

/// A straight mark after a terminal mark closes, unless a word stands directly after it.
fn closes(tokens: &[Token], i: usize) -> bool {
    tokens
        .get(i + 1)
        .is_none_or(|next| !next.has(Flags::GLUED | Flags::WORD))
}

/// What the word before the full stop at `i` is, if it takes one of its own.
fn abbreviation(content: &str, tokens: &[Token], i: usize) -> Option<Abbreviation> {
    let word = tokens[..i].last()?;
    if !word.is_word() || !tokens[i].has(Flags::GLUED) {
        return None;
    }
    let next = tokens.get(i + 1);
    if let Some(kind) = ABBREVIATIONS.get(word.hash) {
        let counts =
            kind != Abbreviation::Number || next.is_some_and(|next| next.has(Flags::NUMERIC));
        return counts.then_some(kind);
    }
    // An initial, or letters with dots between ("J.", "U.N.").
    let letter = word.has(Flags::CAPITAL)
        && word.span().of(content).chars().count() == 1
        && word.first_char(content) != 'I';
    let dotted = word.has(Flags::DOTTED)
        && word
            .span()
            .of(content)
            .split('.')
            .all(|part| part.chars().count() <= 2);
    (letter || dotted && !word.has(Flags::NUMERIC)).then_some(Abbreviation::Other)
}

/// Whether the sentence ends at token `last`, the mark at `mark` and its closers.
fn ends(
    content: &str,
    tokens: &[Token],
    mark: usize,
    last: usize,
    abbreviation: Option<Abbreviation>,
) -> bool {
    let Some(next) = tokens.get(last + 1) else {
        return true;
    };
    if abbreviation == Some(Abbreviation::Title) && last == mark {
        return false;
    }
    if next.has(Flags::GLUED) && next.is_word() {
        return false;
    }
    if next.has(Flags::PUNCT) {
        let c = next.first_char(content);
        if matches!(c, ',' | ';' | ':' | '%' | '-' | '–' | '—') && !next.has(Flags::LINE_START)
        {
            return false;
        }
        return abbreviation.is_none() || next.has(Flags::LINE_START) || chars::is_quote(c);
    }
    let begins = next.any_of(Flags::CAPITAL | Flags::NUMERIC | Flags::MIXED);
    match abbreviation {
        Some(_) if next.has(Flags::LINE_START) => begins,
        Some(_) => next.has(Flags::CAPITAL) && STARTERS.contains(next.hash),
        None => begins,
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Flags, Text};

    fn split(text: &str) -> Vec<String> {
        let text = Text::new(text.to_owned());
        let (mut out, mut from) = (Vec::new(), 0);
        for t in &text.tokens {
            if t.has(Flags::ENDS_SENTENCE) {
                out.push(text.content[from..t.end as usize].trim().to_owned());
                from = t.end as usize;
            }
        }
        if !text.content[from..].trim().is_empty() {
            out.push(text.content[from..].trim().to_owned());
        }
        out
    }

    #[test]
    fn sentences() {
        for (text, expected) in [
            (
                "Mr. Smith met Dr. J. Brown. They spoke.",
                vec!["Mr. Smith met Dr. J. Brown.", "They spoke."],
            ),
            (
                "The U.S. Senate sat. It fell 3.5 p.c. on Oct. 7.",
                vec!["The U.S. Senate sat.", "It fell 3.5 p.c. on Oct. 7."],
            ),
            (
                "He left the U.S. The end.",
                vec!["He left the U.S.", "The end."],
            ),
            (
                "“Why?” he asked. “No!” She left.",
                vec!["“Why?” he asked.", "“No!”", "She left."],
            ),
            (
                "He said \"no.\" Then (oddly.) he ran",
                vec!["He said \"no.\"", "Then (oddly.) he ran"],
            ),
            (
                "Acme Inc. shares fell. No. 5 won; he said no. Then…",
                vec!["Acme Inc. shares fell.", "No. 5 won; he said no.", "Then…"],
            ),
            (
                "See example.com. Wait... what? 42 died.",
                vec!["See example.com.", "Wait... what?", "42 died."],
            ),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }
}
