//! A second look at the standfirst. The sequence model weighs each line by itself and next to its neighbours; here the
//! few lines between the headline and the first prose are weighed against each other by small trees, which know how sure
//! the model was of each and how it compares with the article below.

use super::chain::{Model, Scores};
use super::cues::Class;
use super::decide::is_summarised;
use super::facts::{Facts, sign};
use super::page::Page;
use super::states::State;

/// Numbers that the trees ask about.
pub const NUMBERS: usize = 24;
/// Lines below the headline that are looked at.
const WITHIN: usize = 8;
/// Lines behind the last of them that the model's order takes in.
const AHEAD: usize = 4;
/// What the model is surer of than this is not looked at again.
const FAR: f32 = 25.0;
/// What the trees must say of a standfirst, the logarithm of the odds in their unit: of one that the model has not found,
/// of one that it has, and of one that it has by a rule, which stands for the facts that a small text lacks.
const LEAST: i32 = -300;
const KEPT: i32 = -600;
const RULED: i32 = -1200;
/// Leaves are whole numbers of this part of one.
#[cfg(feature = "train")]
pub const LEAF: f32 = 1.0 / 1024.0;
/// What is decided here is out of the sequence model's question.
const DECIDED: f32 = 1000.0;

/// A line that may be the standfirst.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its unit.
    pub unit: usize,
    /// What the trees ask about.
    pub numbers: [i16; NUMBERS],
}

/// The states with the standfirst that the trees prefer, if any.
pub fn decide(page: &Page, model: &Model, scores: &mut [Scores], states: Vec<State>) -> Vec<State> {
    if model.standfirst.is_empty() {
        return states;
    }
    let place = |state: State| states.iter().position(|&s| s == state);
    let Some(headline) = place(State::Headline) else {
        return states;
    };
    let found = place(State::Standfirst);
    // In a text that is mostly prose the first look's rule knows more of the second line than the trees.
    let ruled = found == Some(1) && page.kind() == 2 && is_summarised(page);
    let kept = if ruled { RULED } else { KEPT };
    let best = candidates(page, model, scores, &states)
        .into_iter()
        .map(|line| (model.standfirst.sum(&line.numbers), line.unit))
        .filter(|&(sum, unit)| sum >= if found == Some(unit) { kept } else { LEAST })
        .max_by_key(|&(sum, unit)| (sum, std::cmp::Reverse(unit)))
        .map(|(_, unit)| unit);
    if best == found {
        return states;
    }
    scores[headline][State::Headline as usize] += DECIDED;
    for (i, scores) in scores.iter_mut().enumerate() {
        scores[State::Standfirst as usize] += if best == Some(i) { DECIDED } else { -DECIDED };
    }
    model.best(scores, page.kind())
}

/// The lines below the headline that the model can imagine to be the standfirst.
pub fn candidates(
    page: &Page,
    model: &Model,
    scores: &[Scores],
    states: &[State],
) -> Vec<Candidate> {
    use State::{Between, Body, Byline, Headline, Standfirst};
    let n = states.len();
    let Some(headline) = states.iter().position(|&s| s == Headline) else {
        return Vec::new();
    };
    let body = states.iter().position(|&s| s == Body).unwrap_or(n);
    let end = (body + 1).clamp(headline + 2, headline + 1 + WITHIN).min(n);
    let window = &scores[headline..(end + AHEAD).min(n)];
    let (through, without) = model.through(window, page.kind());
    let at = |i: usize, state: State| through[i - headline][state as usize];
    (headline + 1..end)
        .filter(|&i| at(i, Standfirst) - without > -FAR)
        .map(|i| {
            let score = at(i, Standfirst);
            let sure = [
                score - without,
                score - at(i, Body),
                score - at(i, Between),
                at(i, Byline) - score,
            ];
            Candidate {
                unit: i,
                numbers: numbers(page, i, i - headline, body as i32 - i as i32, sure),
            }
        })
        .collect()
}

/// What the trees ask about line `i`, so many lines `below` the headline and `above` the first line of the body.
fn numbers(page: &Page, i: usize, below: usize, above: i32, sure: [f32; 4]) -> [i16; NUMBERS] {
    let none = Facts::default();
    let line = |j: usize| page.facts.get(j).unwrap_or(&none);
    let (own, next, place) = (line(i), line(i + 1), &page.places[i]);
    let sure = sure.map(|x| (x * 16.0).clamp(-4000.0, 4000.0) as i32);
    let near = &page.facts[i.saturating_sub(4)..(i + 5).min(page.facts.len())];
    let ended = near.iter().filter(|f| f.has(sign::ENDS_TERMINAL)).count();
    let words: u32 = near.iter().map(|f| f.total_words().min(60)).sum();
    let of = |x: u32| x.min(10_000) as i32;
    [
        sure[0],
        sure[1],
        sure[2],
        sure[3],
        below as i32,
        above.clamp(-1000, 1000),
        of(own.total_words()),
        of(own.bytes),
        of(own.percent(own.capital)),
        of(own.percent(own.function)),
        of(own.percent(own.dated)),
        of(place.in_title.into()),
        of(place.in_prose.into()),
        of(place.compared.into()),
        of(next.total_words()),
        of(next.percent(next.capital)),
        of(next.percent(next.function)),
        next.has(sign::ENDS_TERMINAL).into(),
        of(line(i + 2).total_words()),
        ended as i32,
        of(words),
        of(place.prose_about.1.into()),
        of(place.until_prose.into()),
        (own.classes & Class::ARTICLE != 0).into(),
    ]
    .map(|x| x as i16)
}
