//! Text to article: which line is headline, standfirst, byline, dateline, body or boilerplate.
//!
//! ```text
//! segment ─► facts ─► page ─► features ─► chain ─► standfirst ─► assemble
//! lines to   of each  of the  rows of     best     a second      sections, kinds,
//! units      unit     whole   weights     order    look          authors, dateline
//! ```

mod article;
mod assemble;
mod byline;
mod chain;
mod cues;
mod dateline;
mod decide;
mod facts;
mod features;
mod kinds;
mod marks;
mod model;
mod open_marks;
mod page;
mod rows;
mod segment;
mod standfirst;
mod states;
mod walk;

pub use article::{Article, Block, BodyKind, BoilerplateKind, Dateline, Section, Sentence};

use crate::text::Text;

/// What the trainer needs of the insides.
#[cfg(feature = "train")]
pub mod train {
    pub use super::chain::{Model, S, at};
    pub use super::decide::{RULES, Rules};
    pub use super::features::ROWS;
    pub use super::model::{from_bytes, to_bytes};
    pub use super::segment::{Unit, units};
    pub use super::standfirst::{Candidate, LEAF, NUMBERS};
    pub use super::states::{LEGAL, State};
    use super::{Article, Text};

    /// The rows of all units, where each unit's end, and the kind of the page.
    pub fn page_rows(text: &Text, units: Vec<Unit>) -> (Vec<u16>, Vec<u32>, usize) {
        let page = super::page::Page::new(text, units);
        let mut rows = Vec::with_capacity(page.units.len() * 128);
        let ends = (0..page.units.len())
            .map(|i| {
                super::features::page_rows(&page, &mut rows);
                super::features::unit_rows(&page, i, &mut rows);
                rows.len() as u32
            })
            .collect();
        (rows, ends, page.kind())
    }

    /// The lines that may be the standfirst, by this model.
    pub fn candidates(text: &Text, model: &Model) -> Vec<Candidate> {
        let (page, mut scores) = super::read(text, model);
        let states = super::decide::first_look(&page, model, &mut scores);
        super::standfirst::candidates(&page, model, &scores, &states)
    }

    /// [`super::parse`] with other weights.
    pub fn parse_with<'t>(text: &'t Text, model: &Model) -> Article<'t> {
        super::parse_with(text, model)
    }
}

/// Splits a text into its parts.
pub fn parse(text: &Text) -> Article<'_> {
    parse_with(text, model::model())
}

fn parse_with<'t>(text: &'t Text, model: &chain::Model) -> Article<'t> {
    let (page, scores) = read(text, model);
    let states = decide::decide(&page, model, scores);
    assemble::assemble(text, &page, &states)
}

/// A page and the scores of its units.
fn read(text: &Text, model: &chain::Model) -> (page::Page, Vec<chain::Scores>) {
    let page = page::Page::new(text, segment::units(text));
    let mut scores = scores(&page, model);
    open_marks::raise(text, &page, &mut scores);
    (page, scores)
}

fn scores(page: &page::Page, model: &chain::Model) -> Vec<chain::Scores> {
    let mut shared = model.sum();
    features::page_rows(page, &mut shared);
    (0..page.units.len())
        .map(|i| {
            let mut sum = shared.fork();
            features::unit_rows(page, i, &mut sum);
            sum.scores()
        })
        .collect()
}
