//! One entity for one thing: mentions of the same name, short form or variant share an entity.
//!
//! Mentions become forms (distinct strings of one class); a short form joins the fuller forms that it may stand for,
//! found by keys made of their words; where several bearers stay, each mention chooses the latest one that fits.
//! Every step is linear in the mentions.

mod alias;
mod brackets;
mod cross;
mod fold;
mod forms;
mod keys;
mod label;
mod links;
mod person;
mod tables;
#[cfg(test)]
mod tests;
mod thing;
mod towns;
mod words;

use super::{EntityType, Mention};
use crate::parse::Article;
use crate::text::{Flags, Span, Text};
use forms::Forms;
use links::Links;
use std::cmp::Reverse;
use tables::{Gender, TABLES};

/// A distinct entity and all its mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityType,
    /// The mention that names it best.
    pub name: Span,
    /// A mention of each other distinct form, in order of appearance.
    pub aliases: Vec<Span>,
    /// A title or role stated beside the name.
    pub role: Option<Span>,
    /// Its mentions in text order, at least one.
    pub mentions: Vec<Mention>,
}

/// Which rules join forms; the trainer leaves some out to see what each is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules(pub u32);

impl Rules {
    /// Other spellings of known names.
    pub const VARIANTS: u32 = 1;
    /// "Bill" and "William".
    pub const NICKNAMES: u32 = 1 << 1;
    /// "J. Smith".
    pub const INITIALS: u32 = 1 << 2;
    /// "Inc", "Ltd".
    pub const DESIGNATORS: u32 = 1 << 3;
    /// First or last words of a longer name.
    pub const PARTS: u32 = 1 << 4;
    /// First letters.
    pub const ACRONYMS: u32 = 1 << 5;
    /// Town and nickname of a team.
    pub const TEAMS: u32 = 1 << 6;
    /// Titles and given names that tell men from women.
    pub const GENDER: u32 = 1 << 7;
    /// Among several bearers the latest; else the first.
    pub const RECENCY: u32 = 1 << 8;
    /// "Full Name (FN)", "Full Name, also known as".
    pub const BRACKETS: u32 = 1 << 9;
    /// One name under several classes.
    pub const CLASSES: u32 = 1 << 10;
    /// All of them.
    pub const ALL: Self = Self(u32::MAX);

    fn has(self, rule: u32) -> bool {
        self.0 & rule != 0
    }
}

/// Merges mentions (in text order) into entities, most mentioned first, ties by first mention.
pub fn cluster(article: &Article<'_>, mentions: Vec<Mention>) -> Vec<Entity> {
    cluster_by(article.text, mentions, Rules::ALL)
}

/// The same with some rules only.
pub fn cluster_by(text: &Text, mentions: Vec<Mention>, rules: Rules) -> Vec<Entity> {
    let mut forms = Forms::read(text, &mentions);
    let towns = rules.has(Rules::TEAMS) && towns::recast_towns(text, &mentions, &mut forms);
    let mut links = Links::new(forms.forms.len());
    let titles: Vec<Gender> = mentions
        .iter()
        .map(|mention| {
            if rules.has(Rules::GENDER) {
                title_gender(text, mention)
            } else {
                Gender::Unknown
            }
        })
        .collect();
    let mut genders = vec![Gender::Unknown; forms.forms.len()];
    let mut counts = vec![0u32; forms.forms.len()];
    let mut singulars = vec![0; forms.forms.len()];
    for (i, mention) in mentions.iter().enumerate() {
        let form = forms.of_mention[i] as usize;
        if genders[form] == Gender::Unknown {
            genders[form] = titles[i];
        }
        counts[form] += 1;
        if forms.forms[form].first == i as u32 {
            singulars[form] = words::singular(text, mention).unwrap_or(0);
        }
    }
    let people = person::link_people(&forms, &mut genders, &mut links, rules);
    thing::link_things(&forms, &singulars, &mut links, rules);
    if rules.has(Rules::BRACKETS) {
        brackets::link_definitions(text, &mentions, &forms, &mut links);
        alias::link_aliases(text, &mentions, &forms, &mut links);
    }
    if rules.has(Rules::CLASSES) {
        cross::link_classes(&forms, &counts, &people, towns, &mut links);
    }
    let roots = choose(&forms, &mut links, &titles, &genders, rules);
    build(text, mentions, &roots)
}

/// The entity of each mention: where its form has several bearers, the latest that its title fits, else the first to come.
fn choose(
    forms: &Forms,
    links: &mut Links,
    titles: &[Gender],
    genders: &[Gender],
    rules: Rules,
) -> Vec<u32> {
    /// Mentions that make a bearer well known: one named in passing does not take its short form.
    const KNOWN: u32 = 3;
    let (mut latest, mut counts) = (vec![0u32; forms.forms.len()], vec![0u32; forms.forms.len()]);
    let mut roots = Vec::with_capacity(titles.len());
    for (i, &form) in forms.of_mention.iter().enumerate() {
        let root = links.root(form);
        if !links.has_choice(root) {
            latest[root as usize] = i as u32 + 1;
            counts[root as usize] += 1;
            roots.push(root);
            continue;
        }
        let bearers = links.bearers(root);
        let mut chosen = None;
        for &bearer in bearers.roots() {
            let candidate = links.root(bearer);
            let form = candidate as usize;
            let fits = !genders[form].conflicts(titles[i]);
            let (known, recency) = if rules.has(Rules::RECENCY) {
                (counts[form].min(KNOWN), latest[form])
            } else {
                (0, 0)
            };
            chosen = chosen.max(Some((
                fits,
                known,
                recency,
                Reverse(forms.forms[form].first),
                candidate,
            )));
        }
        let chosen = chosen.map_or(root, |(.., candidate)| candidate);
        latest[chosen as usize] = i as u32 + 1;
        counts[chosen as usize] += 1;
        roots.push(chosen);
    }
    roots
}

/// What the title right before a person's name says ("Mrs Clinton").
fn title_gender(text: &Text, mention: &Mention) -> Gender {
    if mention.kind != EntityType::Person {
        return Gender::Unknown;
    }
    let before = &text.tokens[..(mention.tokens.start as usize).min(text.tokens.len())];
    let title = match before {
        [.., title, dot] if dot.has(Flags::ABBREVIATION) => title,
        [.., title] if title.has(Flags::WORD) => title,
        _ => return Gender::Unknown,
    };
    if !title.has(Flags::CAPITAL) {
        return Gender::Unknown;
    }
    TABLES.honorifics.get(title.hash).unwrap_or_default()
}

/// Entities of the mentions that share a root.
fn build(text: &Text, mentions: Vec<Mention>, roots: &[u32]) -> Vec<Entity> {
    const NONE: u32 = u32::MAX;
    let forms = roots.iter().max().map_or(0, |&most| most as usize + 1);
    let mut sizes = vec![0u32; forms];
    for &root in roots {
        sizes[root as usize] += 1;
    }
    let mut entity_of = vec![NONE; forms];
    let mut order: Vec<(u32, u32)> = Vec::with_capacity(forms);
    for &root in roots {
        let size = std::mem::take(&mut sizes[root as usize]);
        if size > 0 {
            // The largest first; those of one size in the order of their first mentions.
            order.push((u32::MAX - size, order.len() as u32));
            entity_of[root as usize] = order.len() as u32 - 1;
        }
    }
    let mut groups: Vec<Vec<Mention>> = order
        .iter()
        .map(|&(size, _)| Vec::with_capacity((u32::MAX - size) as usize))
        .collect();
    for (mention, &root) in mentions.into_iter().zip(roots) {
        groups[entity_of[root as usize] as usize].push(mention);
    }
    order.sort_unstable();
    let entity = |mentions: Vec<Mention>| match mentions[..] {
        [ref only] => Entity {
            kind: only.kind,
            name: only.span,
            aliases: Vec::new(),
            role: only.role,
            mentions,
        },
        _ => {
            let forms = label::distinct(text, &mentions);
            let name = label::best_name(text, &forms);
            Entity {
                kind: label::kind(&mentions),
                name,
                aliases: label::aliases(&forms, name),
                role: label::role(text, &mentions),
                mentions,
            }
        }
    };
    order
        .into_iter()
        .map(|(_, i)| entity(std::mem::take(&mut groups[i as usize])))
        .collect()
}
