//! States to sections: blocks with their kinds, sentences, authors and dateline.

use super::article::{Article, Block, BodyKind, BoilerplateKind, Section, Sentence};
use super::kinds::{Furniture, body_kind};
use super::page::Page;
use super::states::State;
use super::{byline, dateline};
use crate::text::{Flags, Text, Token};
use std::ops::Range;

/// A headline is at most this long, in words.
const LONGEST_HEADLINE: u32 = 45;
/// A dateline stands at the head of one of the first paragraphs.
const DATELINE_WITHIN: usize = 3;

/// Makes the article of a page whose units have these states.
pub fn assemble<'t>(text: &'t Text, page: &Page, states: &[State]) -> Article<'t> {
    let mut sections = sections(page, states);
    let mut article = Article {
        text,
        blocks: Vec::new(),
        sentences: Vec::with_capacity(page.units.len() + text.tokens.len() / 24),
        dateline: None,
        authors: Vec::new(),
    };
    let head = sections
        .iter()
        .position(|s| s.is_body())
        .unwrap_or(sections.len());
    let body = sections
        .iter()
        .enumerate()
        .filter(|(i, s)| s.is_body() || s.is_boilerplate() && *i <= head);
    for i in body
        .map(|(i, _)| i)
        .skip_while(|i| i + 6 < head)
        .take(6 + DATELINE_WITHIN)
        .collect::<Vec<_>>()
    {
        let unit = &page.units[i];
        let found = dateline::dateline(text, unit.tokens.clone());
        if let Some(found) = found.filter(|d| sections[i].is_body() || d.span == unit.span) {
            // A line on which nothing else stands is a block of its own section.
            if found.span == unit.span && sections.len() > 1 {
                sections[i] = Section::Dateline;
            }
            article.dateline = Some(found);
            break;
        }
    }
    article.blocks = blocks(page, &sections);
    for (i, block) in article.blocks.iter_mut().enumerate() {
        let from = article.sentences.len() as u32;
        block.words = push_sentences(text, block.tokens.clone(), i as u32, &mut article.sentences);
        block.sentences = from..article.sentences.len() as u32;
        if block.section == Section::Byline {
            byline::authors(text, block.tokens.clone(), &mut article.authors);
        }
    }
    article
}

/// Units to blocks: pieces of one line that are in the same section are one block.
fn blocks(page: &Page, sections: &[Section]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(page.units.len());
    for (unit, &section) in page.units.iter().zip(sections) {
        match blocks.last_mut() {
            Some(last) if unit.continues && last.section == section => {
                last.span.end = unit.span.end;
                last.tokens.end = unit.tokens.end;
            }
            _ => blocks.push(Block {
                span: unit.span,
                tokens: unit.tokens.clone(),
                sentences: 0..0,
                words: 0,
                section,
            }),
        }
    }
    blocks
}

fn sections(page: &Page, states: &[State]) -> Vec<Section> {
    // A text of one line is body, whatever the model makes of its pieces.
    if page.units.iter().filter(|unit| !unit.continues).count() == 1 {
        return vec![Section::Body(BodyKind::Paragraph); states.len()];
    }
    let fits = |i: &usize| page.facts[*i].total_words() <= LONGEST_HEADLINE;
    let headline = states
        .iter()
        .position(|&s| s == State::Headline)
        .filter(fits);
    let run = |of: State| {
        let from = states.iter().position(|&s| s == of)?;
        Some(from..from + states[from..].iter().take_while(|&&s| s == of).count())
    };
    let standfirst = run(State::Standfirst)
        .filter(|_| headline.is_some())
        .unwrap_or(0..0);
    let byline = run(State::Byline).unwrap_or(0..0);
    let is_body = |i: usize| {
        matches!(states[i], State::Body | State::Headline | State::Standfirst)
            && headline != Some(i)
            && !standfirst.contains(&i)
    };
    let mut next_body: Vec<Option<usize>> = vec![None; states.len()];
    for i in (1..states.len()).rev() {
        next_body[i - 1] = if is_body(i) { Some(i) } else { next_body[i] };
    }
    let mut furniture = Furniture::default();
    let mut sections = Vec::with_capacity(states.len());
    for (i, &state) in states.iter().enumerate() {
        let section = match state {
            State::Headline if headline == Some(i) => Section::Headline,
            State::Standfirst if standfirst.contains(&i) => Section::Standfirst,
            State::Byline if byline.contains(&i) => Section::Byline,
            State::Byline => Section::Boilerplate(BoilerplateKind::Credit),
            _ if state.is_boilerplate() => Section::Boilerplate(furniture.kind(page, i, state)),
            // A piece of a line is prose.
            _ if page.units[i].continues => Section::Body(BodyKind::Paragraph),
            _ => Section::Body(body_kind(page, i, next_body[i])),
        };
        if !section.is_boilerplate() {
            furniture.reset();
        }
        sections.push(section);
    }
    sections
}

/// Appends the sentences of a block; the number of its words.
fn push_sentences(
    text: &Text,
    tokens: Range<u32>,
    block: u32,
    sentences: &mut Vec<Sentence>,
) -> u32 {
    let Some(of_block) = text.tokens.get(tokens.start as usize..tokens.end as usize) else {
        return 0;
    };
    const ENDS: u32 = Flags::ENDS_SENTENCE.0;
    let (mut from, mut at, mut words) = (tokens.start, tokens.start, 0);
    // Words and ends of some tokens are counted in one sum; few have an end among them.
    for some in of_block.chunks(8) {
        let both = |token: &Token| token.flags.0 & (Flags::WORD.0 | ENDS);
        let sum: u32 = some.iter().map(both).sum();
        words += sum % ENDS;
        if sum >= ENDS {
            for (end, token) in (at + 1..).zip(some) {
                if token.has(Flags::ENDS_SENTENCE) {
                    let tokens = from..end;
                    sentences.push(Sentence { tokens, block });
                    from = end;
                }
            }
        }
        at += some.len() as u32;
    }
    if from < tokens.end {
        let tokens = from..tokens.end;
        sentences.push(Sentence { tokens, block });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::segment::units;

    fn names(text: &str, states: &[State]) -> Vec<&'static str> {
        let text = Text::new(text.to_owned());
        let page = Page::new(&text, units(&text));
        assemble(&text, &page, states)
            .blocks
            .iter()
            .map(|block| block.section.name())
            .collect()
    }

    #[test]
    fn states_become_sections() {
        use State::*;
        let text = "Menu\nA wall falls\nBy Ana Faria\nLISBON, March 4 (Newswire)\nIt fell on Monday in a storm.\nShare";
        assert_eq!(
            names(text, &[Before, Headline, Byline, Between, Body, After]),
            [
                "boilerplate",
                "headline",
                "byline",
                "dateline",
                "body",
                "boilerplate"
            ]
        );
        // A standfirst needs a headline; a later byline is no byline.
        assert_eq!(
            names(
                "It rained.\nIt poured.\nAna\nBo",
                &[Standfirst, Byline, Body, After]
            ),
            ["body", "byline", "body", "boilerplate"]
        );
        assert_eq!(names("A text of one line.", &[Headline]), ["body"]);
    }
}
