//! "Boston beat Toronto 5-2": a town that stands for its team where the article names the team in full.

use super::super::Mention;
use super::cross::is_place;
use super::forms::{Class, Form, Forms};
use super::tables::TABLES;
use super::words::Word;
use crate::text::{Flags, Text};

/// Gives mentions of towns to their teams, where the team's own name is a form too and no word beside them says "place".
/// Says whether there are such towns: then the town and its team are two things.
pub(super) fn recast_towns(text: &Text, mentions: &[Mention], forms: &mut Forms) -> bool {
    if forms.roles & Word::TEAM == 0 {
        return false;
    }
    let mut named: Vec<u16> = Vec::new();
    for &i in &forms.things {
        let words = forms.words_of(i);
        if forms.forms[i as usize].class == Class::Organization
            && words.first().is_some_and(|word| word.has(Word::TEAM))
            && !is_place(words)
        {
            for team in TABLES.teams(words) {
                if !named.contains(&team) {
                    named.push(team);
                }
            }
        }
    }
    if named.is_empty() {
        return false;
    }
    // By form, the form of its team; NONE for other places.
    const NONE: u32 = u32::MAX;
    let mut team_of = vec![NONE; forms.forms.len()];
    let mut recast = false;
    for (town, form) in forms.forms.iter().enumerate() {
        let stands_for = |team: u16| named.contains(&team);
        if form.class == Class::Location
            && TABLES.teams(forms.words_of(town as u32)).any(stands_for)
        {
            team_of[town] = town as u32;
            recast = true;
        }
    }
    if !recast {
        return false;
    }
    for (i, mention) in mentions.iter().enumerate() {
        let town = forms.of_mention[i];
        let Some(&team) = team_of.get(town as usize).filter(|&&team| team != NONE) else {
            continue;
        };
        if is_where(text, mention) {
            continue;
        }
        let mut form = team;
        if team == town {
            form = forms.forms.len() as u32;
            forms.push(Form {
                class: Class::Organization,
                first: i as u32,
                count: 0,
                singular: 0,
                ..forms.forms[town as usize].clone()
            });
            team_of[town as usize] = form;
        }
        forms.of_mention[i] = form;
        forms.forms[form as usize].count += 1;
        let town = &mut forms.forms[town as usize];
        town.count -= 1;
        if town.first == i as u32 {
            town.singular = 0;
        }
    }
    true
}

/// Whether the word before or behind says that a place is meant: "in Boston", "Boston-based"; not "BOSTON AT TORONTO".
fn is_where(text: &Text, mention: &Mention) -> bool {
    let before = (mention.tokens.start as usize)
        .checked_sub(1)
        .and_then(|at| text.tokens.get(at));
    let behind = text.tokens.get(mention.tokens.end as usize);
    before.is_some_and(|word| {
        !word.has(Flags::ALL_CAPS) && TABLES.place_prepositions.contains(word.hash)
    }) || behind.is_some_and(|mark| mark.has(Flags::GLUED) && text.token(mark) == "-")
}
