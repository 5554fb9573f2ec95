//! What an article is made of: blocks, each in one section, and their sentences.

use crate::text::{Span, Text};
use std::ops::Range;

/// Where a block, and whatever starts in it, stands in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The title.
    Headline,
    /// The summary below the headline.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// Place and date on a line of their own; one at the head of a paragraph stays in that paragraph.
    Dateline,
    /// The article itself.
    Body(BodyKind),
    /// Everything else.
    Boilerplate(BoilerplateKind),
}

impl Section {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Body(_) => "body",
            Self::Boilerplate(_) => "boilerplate",
        }
    }

    /// Whether it is boilerplate of any kind.
    pub fn is_boilerplate(self) -> bool {
        matches!(self, Self::Boilerplate(_))
    }

    /// Whether it is body of any kind.
    pub fn is_body(self) -> bool {
        matches!(self, Self::Body(_))
    }
}

/// The kinds of body blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// Prose.
    Paragraph,
    /// A crosshead.
    Subheading,
    /// Words below a picture.
    Caption,
    /// One item of a list.
    ListItem,
}

impl BodyKind {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Subheading => "subheading",
            Self::Caption => "caption",
            Self::ListItem => "list-item",
        }
    }
}

/// The kinds of boilerplate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoilerplateKind {
    /// Links to other articles.
    RelatedLinks,
    /// "We pay for your stories!"
    CallToAction,
    /// Sign-up boxes.
    Newsletter,
    /// Share buttons and counts.
    Share,
    /// © and rights.
    Copyright,
    /// Addresses and telephone numbers of the publisher.
    Contact,
    /// Menus, breadcrumbs, section names.
    Navigation,
    /// Advertisements and their labels.
    Advertisement,
    /// Readers' comments and their forms.
    Comments,
    /// Who took the picture, who reported and edited.
    Credit,
    /// When it was published.
    Timestamp,
    /// Anything else.
    Other,
}

impl BoilerplateKind {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::RelatedLinks => "related-links",
            Self::CallToAction => "call-to-action",
            Self::Newsletter => "newsletter",
            Self::Share => "share",
            Self::Copyright => "copyright",
            Self::Contact => "contact",
            Self::Navigation => "navigation",
            Self::Advertisement => "advertisement",
            Self::Comments => "comments",
            Self::Credit => "credit",
            Self::Timestamp => "timestamp",
            Self::Other => "other",
        }
    }
}

/// A block of text: a line, several lines of hard-wrapped text, or a sentence of text without line structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// From its first to its last character that is no white space.
    pub span: Span,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<u32>,
    /// Its sentences, as indices into [`Article::sentences`].
    pub sentences: Range<u32>,
    /// Number of its tokens that are words.
    pub words: u32,
    /// What it is.
    pub section: Section,
}

/// A sentence: never longer than its block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<u32>,
    /// Its block, as an index into [`Article::blocks`].
    pub block: u32,
}

/// "MOSCOW (Reuters) –".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The whole of it, the dash left out.
    pub span: Span,
    /// The place.
    pub place: Span,
    /// The news agency.
    pub agency: Option<Span>,
}

/// A text and its parts. Every character that is not white space lies in exactly one block.
#[derive(Debug)]
pub struct Article<'t> {
    /// What was parsed.
    pub text: &'t Text,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// The sentences of all blocks, in order.
    pub sentences: Vec<Sentence>,
    /// Place and agency, on a line of their own or at the head of a body paragraph.
    pub dateline: Option<Dateline>,
    /// The names in the byline, in order.
    pub authors: Vec<Span>,
}

impl<'t> Article<'t> {
    /// The blocks that are to be read for names, dates and statements: boilerplate only if asked for.
    pub fn extractable(&self, include_boilerplate: bool) -> impl Iterator<Item = &Block> {
        self.blocks
            .iter()
            .filter(move |block| include_boilerplate || !block.section.is_boilerplate())
    }

    /// The block that holds the byte `at`, or the next one.
    pub fn block_at(&self, at: u32) -> Option<&Block> {
        let i = self.blocks.partition_point(|block| block.span.end <= at);
        self.blocks.get(i)
    }

    /// The section in which something that starts at byte `at` stands: a dateline at the head of a paragraph counts as
    /// dateline.
    pub fn section_at(&self, at: u32) -> &'static str {
        if self
            .dateline
            .as_ref()
            .is_some_and(|d| d.span.start <= at && at < d.span.end)
        {
            return Section::Dateline.name();
        }
        self.block_at(at)
            .map_or("body", |block| block.section.name())
    }

    /// The extent of the blocks in a section, which are one contiguous run.
    pub fn extent(&self, section: Section) -> Option<Span> {
        let mut blocks = self.blocks.iter().filter(|block| block.section == section);
        let first = blocks.next()?.span;
        Some(blocks.fold(first, |all, block| all.cover(block.span)))
    }
}
