//! Bylines: the authors' names in "By A and B", "A, Political editor", "Words: A".

use crate::lexicon::{WordMap, entries};
use crate::text::{Flags, Span, Text, Token};
use std::ops::Range;
use std::sync::LazyLock;

/// The most words of a name.
const LONGEST: usize = 5;

/// What a word does in a byline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Role {
    /// Comes before names: by, words, story.
    #[default]
    Lead,
    /// Stands between names: and.
    Join,
    /// Stands inside a name: de, van.
    Particle,
    /// Ends the names: in, for, at.
    Stop,
    /// Makes what it stands in no person's name: correspondent, news.
    Office,
}

static WORDS: LazyLock<WordMap<Role>> = LazyLock::new(|| {
    WordMap::new(
        entries(include_str!("tables/byline.txt")).flat_map(|entry| {
            let (class, words) = entry.split_once('\t').unwrap_or((entry, ""));
            let role = match class {
                "lead" => Role::Lead,
                "join" => Role::Join,
                "particle" => Role::Particle,
                "stop" => Role::Stop,
                _ => Role::Office,
            };
            words.split_whitespace().map(move |word| (word, role))
        }),
    )
});

/// Appends the names in a byline's tokens to `authors`.
pub fn authors(text: &Text, tokens: Range<u32>, authors: &mut Vec<Span>) {
    let Some(tokens) = text.tokens.get(tokens.start as usize..tokens.end as usize) else {
        return;
    };
    let mut run: Option<Run> = None;
    for token in tokens.iter().take(80) {
        let role = if token.is_word() {
            WORDS.get(token.hash)
        } else {
            None
        };
        let named = token.any_of(Flags::CAPITAL | Flags::MIXED) && !token.has(Flags::HAS_DIGIT);
        match role {
            Some(Role::Office) => run.get_or_insert_default().spoilt = true,
            Some(Role::Particle) if run.as_ref().is_some_and(|run| run.words > 0) => {}
            Some(Role::Particle) if named => run.get_or_insert_default().add(token),
            Some(Role::Lead) => run = None,
            Some(Role::Join) => close(&mut run, authors),
            Some(Role::Stop | Role::Particle) => {
                close(&mut run, authors);
                run.get_or_insert_default().spoilt = true;
            }
            None if named => run.get_or_insert_default().add(token),
            None if token.is_word() => {
                // A number or a word in lower case: what it stands in is no name.
                close(&mut run, authors);
                run.get_or_insert_default().spoilt = true;
            }
            None => match token.first_char(&text.content) {
                '.' | '\'' | '’' | '-' | '‐' | '‑' if token.has(Flags::GLUED) => {}
                ',' | ';' | '&' | '+' | ':' => close(&mut run, authors),
                _ => {
                    close(&mut run, authors);
                    run.get_or_insert_default().spoilt = true;
                }
            },
        }
    }
    close(&mut run, authors);
}

/// Names so far between two separators.
#[derive(Debug, Default)]
struct Run {
    span: Span,
    words: usize,
    spoilt: bool,
}

impl Run {
    fn add(&mut self, token: &Token) {
        self.span = if self.words == 0 {
            token.span()
        } else {
            self.span.cover(token.span())
        };
        self.words += 1;
        // "Ingrid Solheim's mother" is no author.
        self.spoilt |= token.has(Flags::POSSESSIVE);
    }
}

fn close(run: &mut Option<Run>, authors: &mut Vec<Span>) {
    if let Some(run) = run.take()
        && !run.spoilt
        && (2..=LONGEST).contains(&run.words)
    {
        authors.push(run.span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_bylines() {
        for (line, expected) in [
            (
                "By Eleanor Tighe and David Osei",
                vec!["Eleanor Tighe", "David Osei"],
            ),
            (
                "By Shelley Marwood, Consumer Reporter",
                vec!["Shelley Marwood"],
            ),
            (
                "BY JAN DE VRIES, MARY-ANN O'NEILL & KOFI B. MENSAH",
                vec!["JAN DE VRIES", "MARY-ANN O'NEILL", "KOFI B. MENSAH"],
            ),
            ("Ana Faria, Political editor", vec!["Ana Faria"]),
            ("By Ingrid Solheim's mother", vec![]),
            (
                "Words: Lars Holm | Photos by Ines Prado",
                vec!["Lars Holm", "Ines Prado"],
            ),
            (
                "By Ludwig van der Berg in New York",
                vec!["Ludwig van der Berg"],
            ),
            ("By Ana Faria for The Wexley Echo", vec!["Ana Faria"]),
            (
                "By Tess Bonner - 11/19/19 06:56 AM EST",
                vec!["Tess Bonner"],
            ),
            ("By Ana Faria 20 November 2019", vec!["Ana Faria"]),
            ("Reuters Staff", vec![]),
            ("By The Associated Press", vec![]),
        ] {
            let text = Text::new(line.to_owned());
            let mut found = Vec::new();
            authors(&text, 0..text.tokens.len() as u32, &mut found);
            let found: Vec<&str> = found.iter().map(|span| span.of(&text.content)).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
