//! States to sections: blocks with their kinds, sentences, authors and dateline.

use super::article::{Article, Block, BodyKind, BoilerplateKind, Section, Sentence};
use super::page::Page;
use super::states::State;
use crate::text::{Flags, Text};
use std::ops::Range;

/// Makes the article of a page whose units have these states.
pub fn assemble<'t>(text: &'t Text, page: &Page, states: &[State]) -> Article<'t> {
    let sections = sections(page, states);
    let mut blocks: Vec<Block> = Vec::with_capacity(page.units.len());
    let mut sentences = Vec::with_capacity(page.units.len() * 2);
    for (unit, section) in page.units.iter().zip(sections) {
        match blocks.last_mut() {
            Some(last) if unit.continues && last.section == section => {
                last.span.end = unit.span.end;
                last.tokens.end = unit.tokens.end;
            }
            _ => blocks.push(Block {
                span: unit.span,
                tokens: unit.tokens.clone(),
                sentences: 0..0,
                section,
            }),
        }
    }
    for (i, block) in blocks.iter_mut().enumerate() {
        let from = sentences.len() as u32;
        push_sentences(text, block.tokens.clone(), i as u32, &mut sentences);
        block.sentences = from..sentences.len() as u32;
    }
    Article {
        text,
        blocks,
        sentences,
        dateline: None,
        authors: Vec::new(),
    }
}

fn sections(page: &Page, states: &[State]) -> Vec<Section> {
    let single = states.len() == 1;
    let headline = states
        .iter()
        .position(|&s| s == State::Headline)
        .filter(|_| !single);
    let run = |of: State| {
        let from = states.iter().position(|&s| s == of);
        from.map(|from| from..from + states[from..].iter().take_while(|&&s| s == of).count())
    };
    let (standfirst, byline) = (run(State::Standfirst), run(State::Byline));
    let within =
        |run: &Option<Range<usize>>, i: usize| run.as_ref().is_some_and(|run| run.contains(&i));
    states
        .iter()
        .enumerate()
        .map(|(i, &state)| match state {
            State::Headline if headline == Some(i) => Section::Headline,
            State::Standfirst if headline.is_some() && within(&standfirst, i) => {
                Section::Standfirst
            }
            State::Byline if within(&byline, i) && !single => Section::Byline,
            _ if state.is_boilerplate() && !single => {
                Section::Boilerplate(page.facts[i].cues.kind().unwrap_or(BoilerplateKind::Other))
            }
            State::Byline if !single => Section::Boilerplate(BoilerplateKind::Credit),
            _ => Section::Body(BodyKind::Paragraph),
        })
        .collect()
}

/// Appends the sentences of a block.
fn push_sentences(text: &Text, tokens: Range<u32>, block: u32, sentences: &mut Vec<Sentence>) {
    let mut from = tokens.start;
    for i in tokens.clone() {
        if text.tokens[i as usize].has(Flags::ENDS_SENTENCE) || i + 1 == tokens.end {
            sentences.push(Sentence {
                tokens: from..i + 1,
                block,
            });
            from = i + 1;
        }
    }
}
