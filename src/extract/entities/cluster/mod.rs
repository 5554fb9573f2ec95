//! One entity for one thing: mentions of the same name, short form or variant share an entity.
//!
//! Mentions become forms (distinct strings of one class); a short form joins the fuller forms that it may stand for,
//! found by keys made of their words; where several bearers stay, each mention chooses the latest one that fits.
//! Every step is linear in the mentions.

mod alias;
mod brackets;
mod build;
mod choose;
mod cross;
mod fold;
mod forms;
mod keys;
mod label;
mod links;
mod order;
mod parts;
mod person;
mod slots;
mod tables;
#[cfg(test)]
mod tests;
mod thing;
mod towns;
mod words;

use super::{EntityType, Mention};
use crate::parse::Article;
use crate::text::{Span, Text};
use forms::Forms;
use links::Links;
use std::cell::RefCell;
use tables::Gender;

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

/// What clustering needs room for, kept from article to article.
#[derive(Debug, Default)]
struct Scratch {
    forms: Forms,
    links: Links,
    genders: Vec<Gender>,
    people: person::Room,
    things: thing::Room,
    classes: cross::Room,
    choosing: choose::Room,
    /// The form that stands for the entity of each mention.
    roots: Vec<u32>,
    building: build::Room,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Merges mentions (in text order) into entities, most mentioned first, ties by first mention.
pub fn cluster(article: &Article<'_>, mentions: Vec<Mention>) -> Vec<Entity> {
    cluster_by(article.text, mentions, Rules::ALL)
}

/// The same with some rules only.
pub fn cluster_by(text: &Text, mentions: Vec<Mention>, rules: Rules) -> Vec<Entity> {
    SCRATCH.with_borrow_mut(|scratch| {
        link(text, &mentions, rules, scratch);
        let forms = scratch.forms.forms.len();
        let room = &mut scratch.building;
        build::entities(text, mentions, &scratch.roots, forms, room)
    })
}

/// Finds the entity of each mention.
fn link(text: &Text, mentions: &[Mention], rules: Rules, scratch: &mut Scratch) {
    let Scratch { forms, links, .. } = scratch;
    forms.read(text, mentions, rules);
    let towns = rules.has(Rules::TEAMS) && towns::recast_towns(text, mentions, forms);
    let genders = &mut scratch.genders;
    genders.clear();
    genders.extend(forms.forms.iter().map(|form| form.gender));
    links.clear(forms.forms.len());
    let people = person::link_people(forms, &mut scratch.people, genders, links, rules);
    thing::link_things(forms, &mut scratch.things, links, rules);
    if rules.has(Rules::BRACKETS) {
        brackets::link_definitions(text, mentions, forms, links);
        alias::link_aliases(text, mentions, forms, links);
    }
    if rules.has(Rules::CLASSES) {
        cross::link_classes(forms, &mut scratch.classes, &people, towns, links);
    }
    let roots = &mut scratch.roots;
    choose::choose(forms, links, genders, rules, &mut scratch.choosing, roots);
}
