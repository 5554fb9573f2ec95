//! What an entity is called: its fullest clean form, its other forms, its role and type.

use super::super::{EntityType, Mention};
use super::tables::{Gender, TABLES};
use crate::text::{Flags, Span, Text, Token, fold_hash};
use rustc_hash::{FxHashSet, FxHasher};
use std::cmp::Reverse;
use std::hash::Hasher;

/// The form that names an entity best: expansion over acronym, mixed case over all capitals, most words, most
/// characters, first.
pub(super) fn best_name(text: &Text, forms: &[&Mention]) -> Span {
    let quality = |mention: &Mention| {
        let tokens = tokens(text, mention);
        let words = tokens.iter().filter(|token| token.is_word());
        let (mut count, mut capitals) = (0, true);
        for word in words {
            count += 1;
            capitals &=
                word.has(Flags::ALL_CAPS) || !word.has(Flags::CAPITAL) || word.span().len() == 1;
        }
        capitals &= tokens.iter().any(|token| token.has(Flags::ALL_CAPS));
        let dotted = tokens.iter().any(|token| token.has(Flags::DOTTED));
        let acronym = count == 1 && (capitals || dotted) && mention.span.len() <= 8;
        let slice = mention.span.of(&text.content);
        let length = if slice.is_ascii() {
            slice.len()
        } else {
            slice.chars().count()
        };
        (!acronym, !capitals, count, length)
    };
    let [first, _, ..] = forms else {
        return forms.first().map_or(Span::default(), |only| only.span);
    };
    let best = forms
        .iter()
        .map(|mention| (quality(mention), Reverse(mention.span.start), mention.span))
        .max();
    best.map_or(first.span, |(_, _, span)| span)
}

/// The first mention of each distinct form, in order.
pub(super) fn distinct<'m>(text: &Text, mentions: &'m [Mention]) -> Vec<&'m Mention> {
    /// So many forms are compared one by one.
    const FEW: usize = 8;
    let slice = |mention: &Mention| text.content.as_bytes().get(mention.span.range());
    let mut found: Vec<&Mention> = Vec::with_capacity(4);
    let (mut many, mut lines) = (FxHashSet::default(), false);
    for mention in mentions {
        let bytes = slice(mention);
        if found.iter().take(FEW).any(|form| slice(form) == bytes) {
            continue;
        }
        lines |= bytes.is_some_and(has_odd_space);
        if lines || found.len() >= FEW {
            if many.is_empty() {
                many.extend(found.iter().map(|form| form_key(text, form)));
            }
            if !many.insert(form_key(text, mention)) {
                continue;
            }
        }
        found.push(mention);
    }
    found
}

/// Whether white space may differ between two writings of the name: a line end, a tab, two spaces, a wide one.
fn has_odd_space(name: &[u8]) -> bool {
    name.iter().any(|b| !(b' '..0x80).contains(b)) || name.windows(2).any(|pair| pair == b"  ")
}

/// The forms other than the name, in order of appearance.
pub(super) fn aliases(forms: &[&Mention], name: Span) -> Vec<Span> {
    let spans = forms.iter().map(|mention| mention.span);
    spans.filter(|&span| span != name).collect()
}

/// The first stated role that says more than "Mr"; else the first.
pub(super) fn role(text: &Text, mentions: &[Mention]) -> Option<Span> {
    let mut roles = mentions.iter().filter_map(|mention| mention.role);
    let first = roles.clone().next();
    let telling = |role: &Span| {
        let word = role.of(&text.content).trim_end_matches('.');
        TABLES
            .honorifics
            .get(fold_hash(word))
            .is_none_or(|gender| gender == Gender::Unknown)
    };
    roles.find(telling).or(first)
}

/// The type of most mentions; ties by first mention.
pub(super) fn kind(mentions: &[Mention]) -> EntityType {
    let kinds = mentions.iter().map(|mention| mention.kind);
    match mentions {
        [] => EntityType::Person,
        [first, rest @ ..] if rest.iter().all(|mention| mention.kind == first.kind) => first.kind,
        [first, ..] => {
            let mut counts = [0usize; 7];
            kinds.clone().for_each(|kind| counts[kind as usize] += 1);
            let most = counts.iter().max().copied().unwrap_or_default();
            kinds
                .clone()
                .find(|&kind| counts[kind as usize] == most)
                .unwrap_or(first.kind)
        }
    }
}

/// What makes two forms distinct: their characters, white space aside.
fn form_key(text: &Text, mention: &Mention) -> u64 {
    let mut hasher = FxHasher::default();
    for word in mention.span.of(&text.content).split_whitespace() {
        hasher.write(word.as_bytes());
        hasher.write_u8(b' ');
    }
    hasher.finish()
}

fn tokens<'t>(text: &'t Text, mention: &Mention) -> &'t [Token] {
    text.tokens
        .get(mention.tokens.start as usize..mention.tokens.end as usize)
        .unwrap_or_default()
}
