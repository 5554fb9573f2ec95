//! Text to article: which line is headline, standfirst, byline, dateline, body or boilerplate.
//!
//! ```text
//! segment ─► facts ─► page ─► features ─► net ─► assemble
//! lines to   of each  of the  rows of     best   sections, kinds,
//! units      unit     whole   weights     order  authors, dateline
//! ```

mod article;
mod assemble;
mod byline;
mod cues;
mod dateline;
mod facts;
mod features;
mod kinds;
mod model;
mod net;
mod open_marks;
mod page;
mod segment;
mod states;

pub use article::{Article, Block, BodyKind, BoilerplateKind, Dateline, Section, Sentence};

use crate::text::Text;

/// What the trainer needs of the insides.
#[cfg(feature = "train")]
pub mod train {
    pub use super::features::{NUMBERED, ROWS};
    pub use super::model::{CAUTION, to_bytes};
    pub use super::net::{DECAY, G, H, Layers, Model, Net, PARTS, ROW, S, at};
    pub use super::segment::{Unit, units};
    pub use super::states::{LEGAL, State};
    use super::{Article, Text};

    /// The rows of all units, and where each unit's end.
    pub fn page_rows(text: &Text, units: Vec<Unit>) -> (Vec<u16>, Vec<u32>, usize) {
        super::page_rows(&super::page::Page::new(text, units))
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

fn parse_with<'t>(text: &'t Text, model: &net::Model) -> Article<'t> {
    let page = page::Page::new(text, segment::units(text));
    let (rows, ends, _) = page_rows(&page);
    let mut scores = model.scores(&rows, &ends);
    be_cautious(&page, model.caution, &mut scores);
    open_marks::raise(text, &page.units, &mut scores);
    let states = model.best(&scores);
    assemble::assemble(text, &page, &states)
}

fn page_rows(page: &page::Page) -> (Vec<u16>, Vec<u32>, usize) {
    let mut rows = Vec::with_capacity(page.units.len() * 96);
    let mut used = 0;
    let ends = (0..page.units.len())
        .map(|i| {
            used = features::rows(page, i, &mut rows);
            rows.len() as u32
        })
        .collect();
    (rows, ends, used)
}

/// How sure a call to the reader makes of furniture: more than prose all around it does of body.
const CALL: f32 = 12.0;

/// How sure a sentence without a final mark makes of a standfirst, between the first line and the first paragraph.
const SUMMARY: f32 = 10.0;

/// How sure it makes of the headline that the first line, a page's title, begins with this one: the last such before the article.
const NAMED: f32 = 8.0;

/// Losing a paragraph is worse than keeping a line of furniture, most of all on a page that is nearly all prose: there a
/// line is furniture only where the model is surer of it, or where a cue says so. A call to the reader ("Email us at …")
/// reads as prose, and is furniture wherever it stands.
fn be_cautious(page: &page::Page, caution: [f32; 2], scores: &mut [[f32; net::S]]) {
    use states::State;
    let clean = page.prose_lines >= 50;
    for (facts, scores) in page.facts.iter().zip(scores.iter_mut()) {
        let cued = facts.cues.line() | facts.cues.head() != 0;
        let mut cost = if clean && !cued {
            caution[0]
        } else {
            caution[1]
        };
        if facts.is_call() {
            cost -= CALL;
        }
        for state in [State::Between, State::Island, State::After] {
            scores[state as usize] -= cost;
        }
    }
    let named = |place: &page::Place| place.title == page::Title::Begins && place.prose_before < 60;
    if let Some(i) = page.places.iter().rposition(named) {
        scores[i][State::Headline as usize] += NAMED;
    }
    if let ([title, summary, prose, ..], [_, second, ..]) = (page.facts.as_slice(), scores)
        && !title.is_prose()
        && summary.is_summary()
        && prose.is_prose()
    {
        second[State::Standfirst as usize] += SUMMARY;
    }
}
