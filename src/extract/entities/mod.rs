//! Named entities: mentions found by a tagger, merged into one entity for one thing.

mod byline;
mod cluster;
mod edges;
mod fine;
mod initials;
mod mention;
mod settle;
#[allow(missing_docs)] // opened for the trainer only
pub mod tagger;
#[cfg(test)]
mod testing;
mod whole;

pub use cluster::{Entity, Rules, cluster, cluster_by};

use super::Settings;
use super::dates::Timex;
use crate::parse::Article;
use crate::text::Span;
use std::cell::RefCell;
use std::ops::Range;
use tagger::{Scratch, TAGGER, family_first};

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

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Finds the names of an article, in text order; none lies inside another.
pub fn find_mentions(article: &Article<'_>, _dates: &[Timex], settings: &Settings) -> Vec<Mention> {
    SCRATCH.with_borrow_mut(|scratch| {
        scratch
            .cells
            .read(article, &TAGGER.gazetteer, settings.include_boilerplate);
        TAGGER.find(article.text, scratch);
        settle::settle(&scratch.cells, &mut scratch.found, &mut scratch.first);
        family_first::make_whole(&scratch.cells, &mut scratch.found);
        whole::make_whole(&scratch.cells, &mut scratch.found);
        initials::begin_by_initials(article.text, &scratch.cells, &mut scratch.found);
        edges::settle_edges(&scratch.cells, &mut scratch.found);
        let mut mentions = mention::mentions(article.text, &scratch.cells, &scratch.found);
        byline::set_authors(article, &mut mentions);
        mention::push_lower_headline(article, &mut mentions);
        mentions
    })
}
