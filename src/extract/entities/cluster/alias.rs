//! "Ann Reed, better known as Rita Vale": a second name that the article itself gives.

use super::super::Mention;
use super::super::tagger::{TAGGER, gazetteer::class};
use super::forms::Forms;
use super::links::Links;
use super::tables::{Alias, TABLES};
use crate::text::{Flags, Text, Token, chars};

/// Words before a name among which it is looked for what introduces it.
const NEAR: usize = 8;
/// Names before it among which the bearer is looked for.
const BACK: usize = 3;

/// Joins each name that a phrase introduces as another's to the name of that class before it in the sentence.
pub(super) fn link_aliases(text: &Text, mentions: &[Mention], forms: &Forms, links: &mut Links) {
    for (i, mention) in mentions.iter().enumerate().skip(1) {
        let (alias, end) = (forms.of_mention[i], mention.tokens.start as usize);
        let near = text.tokens.get(end.saturating_sub(NEAR)..end);
        let near = near.unwrap_or_default();
        if !introduces(text, near) {
            continue;
        }
        let class = forms.forms[alias as usize].class;
        let bearer = (i.saturating_sub(BACK)..i).rev().find(|&j| {
            forms.forms[forms.of_mention[j] as usize].class == class
                && same_sentence(text, mentions[j].tokens.end as usize, end)
        });
        let Some(bearer) = bearer.map(|j| forms.of_mention[j]) else {
            continue;
        };
        if !links.has_choice(alias) && !links.has_choice(bearer) {
            links.join(alias, bearer);
        }
    }
}

/// Whether the words end in what introduces another name: "also known as the", "aka", "(French:".
fn introduces(text: &Text, mut near: &[Token]) -> bool {
    let kind = |token: &Token| TABLES.alias_words.get(token.hash);
    while let [rest @ .., last] = near {
        if !last.is_word() {
            let mark = last.first_char(&text.content);
            if mark == ':' {
                return rest.last().is_some_and(|language| {
                    TAGGER.gazetteer.classes(language.hash) & class::DEMONYM != 0
                });
            }
            if !last.has(Flags::ABBREVIATION) && !chars::is_quote(mark) {
                return false;
            }
        } else {
            match (kind(last), rest) {
                (Some(Alias::Filler), _) => {}
                (Some(Alias::Alone), _) => return true,
                (Some(Alias::As), [.., adverb, known]) => {
                    return kind(adverb) == Some(Alias::Adverb)
                        && kind(known) == Some(Alias::Known);
                }
                (Some(Alias::Called), [.., adverb]) => return kind(adverb) == Some(Alias::Adverb),
                _ => return false,
            }
        }
        near = rest;
    }
    false
}

fn same_sentence(text: &Text, from: usize, to: usize) -> bool {
    let between = text.tokens.get(from..to).unwrap_or_default();
    between.len() <= 3 * NEAR
        && !between
            .iter()
            .any(|token| token.any_of(Flags::ENDS_SENTENCE | Flags::LINE_START))
}
