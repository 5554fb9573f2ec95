//! What an entity is called: its fullest clean form, its other forms, its role and type.

use super::super::{EntityType, Mention};
use super::Entity;
use super::tables::{Gender, TABLES};
use crate::text::{Flags, Span, Text, Token, fold_hash};
use rustc_hash::{FxHashSet, FxHasher};
use std::cmp::Reverse;
use std::hash::Hasher;

/// An entity to be filled.
pub(super) const EMPTY: Entity = Entity {
    kind: EntityType::Person,
    name: Span { start: 0, end: 0 },
    aliases: Vec::new(),
    role: None,
    mentions: Vec::new(),
};

/// Names an entity of several mentions. `forms` is room.
pub(super) fn label(text: &Text, entity: &mut Entity, forms: &mut Vec<u32>) {
    let mentions = &entity.mentions;
    entity.kind = kind(mentions);
    entity.role = role(text, mentions);
    distinct(text, mentions, forms);
    if forms.len() > 1 {
        let forms = || forms.iter().filter_map(|&i| mentions.get(i as usize));
        entity.name = best_name(text, forms()).unwrap_or(entity.name);
        let others = forms().map(|mention| mention.span);
        entity.aliases = others.filter(|&span| span != entity.name).collect();
    }
}

/// The form that names an entity best: expansion over acronym, mixed case over all capitals, most words, most
/// characters, first.
fn best_name<'m>(text: &Text, forms: impl Iterator<Item = &'m Mention>) -> Option<Span> {
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
    let qualities =
        forms.map(|mention| (quality(mention), Reverse(mention.span.start), mention.span));
    qualities.max().map(|(_, _, span)| span)
}

/// The first mention of each distinct form, in order.
fn distinct(text: &Text, mentions: &[Mention], found: &mut Vec<u32>) {
    /// So many forms are compared one by one.
    const FEW: usize = 8;
    let slice = |mention: &Mention| text.content.as_bytes().get(mention.span.range());
    found.clear();
    found.push(0);
    let Some((first, rest)) = mentions.split_first() else {
        return;
    };
    let first = slice(first);
    let (mut many, mut lines) = (FxHashSet::default(), None);
    for (mention, i) in rest.iter().zip(1..) {
        let bytes = slice(mention);
        let is_known = |&form: &u32| {
            mentions
                .get(form as usize)
                .is_some_and(|m| slice(m) == bytes)
        };
        if bytes == first || found.iter().take(FEW).skip(1).any(is_known) {
            continue;
        }
        let odd = bytes.is_some_and(has_odd_space);
        let lines = lines.get_or_insert_with(|| first.is_some_and(has_odd_space));
        *lines |= odd;
        if *lines || found.len() >= FEW {
            if many.is_empty() {
                let forms = found.iter().filter_map(|&form| mentions.get(form as usize));
                many.extend(forms.map(|form| form_key(text, form)));
            }
            if !many.insert(form_key(text, mention)) {
                continue;
            }
        }
        found.push(i);
    }
}

/// Whether white space may differ between two writings of the name: a line end, a tab, two spaces, a wide one.
fn has_odd_space(name: &[u8]) -> bool {
    let mut before = 0;
    name.iter().any(|&b| {
        let odd = !(b' '..0x80).contains(&b) || b == b' ' && before == b' ';
        before = b;
        odd
    })
}

/// The first stated role that says more than "Mr"; else the first.
fn role(text: &Text, mentions: &[Mention]) -> Option<Span> {
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
fn kind(mentions: &[Mention]) -> EntityType {
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
