//! "Full Name (FN)": a short form that the article itself defines.

use super::super::{EntityType, Mention};
use super::forms::Forms;
use super::links::Links;
use super::words::Word;
use crate::text::Text;

/// Joins a short form in brackets to the name right before it, and a name in brackets to the short form before it.
pub(super) fn link_definitions(
    text: &Text,
    mentions: &[Mention],
    forms: &Forms,
    links: &mut Links,
) {
    for (i, pair) in mentions.windows(2).enumerate() {
        let [before, inside] = pair else { continue };
        if !in_brackets(text, before, inside)
            || before.kind == EntityType::Person
            || inside.kind == EntityType::Person
        {
            continue;
        }
        let (a, b) = (forms.of_mention[i], forms.of_mention[i + 1]);
        for (short, long) in [(b, a), (a, b)] {
            if links.is_alone(short)
                && links.root(long) != short
                && defines(forms.words_of(long), forms.words_of(short))
            {
                links.join(short, long);
                break;
            }
        }
    }
}

fn in_brackets(text: &Text, before: &Mention, inside: &Mention) -> bool {
    let is = |at: u32, c: u8| {
        let token = text.tokens.get(at as usize);
        token.is_some_and(|token| text.content.as_bytes().get(token.start as usize) == Some(&c))
    };
    before.tokens.end + 1 == inside.tokens.start
        && is(before.tokens.end, b'(')
        && is(inside.tokens.end, b')')
}

/// Whether the one word of `short` is made of letters of a name: it begins as one of its words and most of its length
/// could be their first letters.
fn defines(long: &[Word], short: &[Word]) -> bool {
    let [short] = short else { return false };
    let capitals = short.has(Word::CAPS | Word::INITIALS | Word::MIXED);
    capitals
        && long.len() > 1
        && short.initial != 0
        && long.iter().any(|word| word.initial == short.initial)
}
