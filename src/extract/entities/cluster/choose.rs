//! Which bearer of a short form each of its mentions names.

use super::Rules;
use super::forms::Forms;
use super::links::Links;
use super::tables::Gender;
use std::cmp::Reverse;

/// Mentions that make a bearer well known: one named in passing does not take its short form.
const KNOWN: u32 = 3;

/// What is known of an entity at some mention.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// Its latest mention, from 1.
    latest: u32,
    count: u32,
}

/// What choosing needs room for.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// By form.
    seen: Vec<Seen>,
}

/// The entity of each mention: where its form has several bearers, the latest that its title fits, else the first to come.
pub(super) fn choose(
    forms: &Forms,
    links: &mut Links,
    genders: &[Gender],
    rules: Rules,
    room: &mut Room,
    roots: &mut Vec<u32>,
) {
    roots.clear();
    if !links.has_choices() {
        roots.extend(forms.of_mention.iter().map(|&form| links.root(form)));
        return;
    }
    let seen = &mut room.seen;
    seen.clear();
    seen.resize(forms.forms.len(), Seen::default());
    for (i, &form) in forms.of_mention.iter().enumerate() {
        let root = links.root(form);
        let mut chosen = None;
        if links.has_choice(root) {
            for &bearer in links.bearers(root).roots() {
                let candidate = links.root(bearer);
                let form = candidate as usize;
                // A title picks whom it is known to fit, else whom it may.
                let (gender, title) = (genders[form], forms.titles[i]);
                let known = title != Gender::Unknown && gender == title;
                let fits = (!gender.conflicts(title), known);
                let (known, recency) = if rules.has(Rules::RECENCY) {
                    (seen[form].count.min(KNOWN), seen[form].latest)
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
        }
        let chosen = chosen.map_or(root, |(.., candidate)| candidate);
        let seen = &mut seen[chosen as usize];
        seen.latest = i as u32 + 1;
        seen.count += 1;
        roots.push(chosen);
    }
}
