//! Text to article: which line is headline, standfirst, byline, dateline, body or boilerplate.

mod article;

pub use article::{Article, Block, BodyKind, BoilerplateKind, Dateline, Section, Sentence};

use crate::text::{Flags, Text};

/// Splits a text into its parts.
pub fn parse(text: &Text) -> Article<'_> {
    let many = text.lines.len() > 1;
    let mut blocks = Vec::with_capacity(text.lines.len());
    let mut sentences = Vec::new();
    for (i, line) in text.lines.iter().enumerate() {
        let from = sentences.len() as u32;
        push_sentences(text, line.tokens.clone(), i as u32, &mut sentences);
        let words = text.tokens[line.tokens.start as usize..line.tokens.end as usize]
            .iter()
            .filter(|t| t.is_word())
            .count();
        let section = match i {
            0 if many && words < 30 => Section::Headline,
            _ => Section::Body(BodyKind::Paragraph),
        };
        blocks.push(Block {
            span: line.span,
            tokens: line.tokens.clone(),
            sentences: from..sentences.len() as u32,
            section,
        });
    }
    Article {
        text,
        blocks,
        sentences,
        dateline: None,
        authors: Vec::new(),
    }
}

/// Appends the sentences of a block.
fn push_sentences(
    text: &Text,
    tokens: std::ops::Range<u32>,
    block: u32,
    sentences: &mut Vec<Sentence>,
) {
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
