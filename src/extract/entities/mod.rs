//! Named entities: mentions found by a tagger, merged into one entity for one thing.

mod cluster;

pub use cluster::{Entity, cluster};

use super::Settings;
use super::dates::Timex;
use crate::parse::Article;
use crate::text::{Flags, Span};
use std::ops::Range;

/// The seven types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityType {
    /// People, fictional ones too.
    Person,
    /// Companies, parties, institutions, teams, media.
    Organization,
    /// Places; a place standing for its government too.
    Location,
    /// Nationalities, religious and political adherents, and their adjectives.
    Group,
    /// Wars, cups, elections, conferences.
    Event,
    /// Titles of works, laws, treaties.
    Work,
    /// Things made and sold.
    Product,
}

impl EntityType {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Location => "location",
            Self::Group => "group",
            Self::Event => "event",
            Self::Work => "work",
            Self::Product => "product",
        }
    }
}

/// One naming of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name, without article, title and possessive.
    pub span: Span,
    /// Its tokens, as indices into `Text::tokens` (the last one may reach past the span by a possessive).
    pub tokens: Range<u32>,
    /// What it names.
    pub kind: EntityType,
    /// A title or role stated beside it ("US Secretary of State").
    pub role: Option<Span>,
}

/// Finds the names of an article, in text order; none lies inside another.
pub fn find_mentions(article: &Article<'_>, _dates: &[Timex], settings: &Settings) -> Vec<Mention> {
    let text = article.text;
    let mut mentions = Vec::new();
    for block in article.extractable(settings.include_boilerplate) {
        let mut i = block.tokens.start;
        while i < block.tokens.end {
            let from = i;
            while i < block.tokens.end && text.tokens[i as usize].has(Flags::WORD | Flags::CAPITAL)
            {
                i += 1;
            }
            if i > from + 1 {
                let last = text.tokens[i as usize - 1].stem(&text.content);
                let span = Span {
                    start: text.tokens[from as usize].start,
                    end: last.end,
                };
                mentions.push(Mention {
                    span,
                    tokens: from..i,
                    kind: EntityType::Person,
                    role: None,
                });
            }
            i = i.max(from + 1);
        }
    }
    mentions
}
