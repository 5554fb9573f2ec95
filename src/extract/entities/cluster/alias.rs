//! "Ann Reed, better known as Rita Vale": a second name that the article itself gives.

use super::super::Mention;
use super::super::tagger::{TAGGER, gazetteer::class};
use super::forms::{Forms, spread};
use super::links::Links;
use super::tables::{Alias, TABLES};
use crate::lexicon::const_hash;
use crate::text::{Flags, Text, Token, chars};

/// Words before a name among which it is looked for what introduces it.
const NEAR: usize = 8;
/// Names before it among which the bearer is looked for.
const BACK: usize = 3;

/// Joins each name that a phrase introduces as another's to the name of that class before it in the sentence.
pub(super) fn link_aliases(text: &Text, mentions: &[Mention], forms: &Forms, links: &mut Links) {
    // The alias before and its bearer: "also known as Rita Vale and Rita Moor".
    let mut last = None;
    for (i, mention) in mentions.iter().enumerate().skip(1) {
        let introduced = may_introduce(forms.before(i)) && introduces(text, near(text, mention));
        let bearer = if introduced {
            bearer(text, &mentions[..=i], forms)
        } else if last.is_some() && and_between(text, &mentions[i - 1], mention) {
            last
        } else {
            last = None;
            continue;
        };
        let alias = forms.of_mention[i];
        let class = |form: u32| forms.forms[form as usize].class;
        last = bearer.filter(|&bearer| class(bearer) == class(alias));
        if let Some(bearer) = last
            && !links.has_choice(alias)
            && !links.has_choice(bearer)
        {
            links.join(alias, bearer);
        }
    }
}

/// Some tokens before a name.
fn near<'t>(text: &'t Text, mention: &Mention) -> &'t [Token] {
    let end = mention.tokens.start as usize;
    let near = text.tokens.get(end.saturating_sub(NEAR)..end);
    near.unwrap_or_default()
}

/// The form before the last mention, in its sentence, that is of its class.
fn bearer(text: &Text, mentions: &[Mention], forms: &Forms) -> Option<u32> {
    let class = |i: usize| forms.forms[forms.of_mention[i] as usize].class;
    let alias = mentions.len() - 1;
    let end = mentions[alias].tokens.start as usize;
    (alias.saturating_sub(BACK)..alias)
        .rev()
        .find(|&i| {
            class(i) == class(alias) && same_sentence(text, mentions[i].tokens.end as usize, end)
        })
        .map(|i| forms.of_mention[i])
}

/// Whether nothing but "and", "or" or a comma stands between two names.
fn and_between(text: &Text, a: &Mention, b: &Mention) -> bool {
    let between = text
        .tokens
        .get(a.tokens.end as usize..b.tokens.start as usize);
    match between {
        Some([only]) => matches!(text.token(only), "and" | "or" | ","),
        _ => false,
    }
}

/// Whether a token before a name may introduce it: of words only those of the table do.
fn may_introduce(token: &Token) -> bool {
    const DULL: [u32; 4] = [
        const_hash(","),
        const_hash("("),
        const_hash("-"),
        const_hash(";"),
    ];
    if token.is_word() {
        TABLES.alias_filter.has(spread(token.hash))
    } else {
        !DULL.contains(&token.hash)
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

/// Whether no sentence ends between two places; a dot in brackets ("c. 314") ends none.
fn same_sentence(text: &Text, from: usize, to: usize) -> bool {
    let between = text.tokens.get(from..to).unwrap_or_default();
    let mut depth = 0;
    between.len() <= 3 * NEAR
        && between.iter().all(|token| {
            if !token.is_word() {
                let mark = token.first_char(&text.content);
                depth += i32::from(chars::is_open_bracket(mark));
                depth -= i32::from(chars::is_close_bracket(mark));
            }
            !token.has(Flags::LINE_START) && (depth > 0 || !token.has(Flags::ENDS_SENTENCE))
        })
}
