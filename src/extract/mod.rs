//! Article to what it says: dates on token facts, entities that know the dates, quotes that know both.

pub mod dates;
pub mod entities;
pub mod quotes;

use crate::parse::Article;
use dates::ReferenceDate;

/// What an extraction depends on beside the article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// Whether boilerplate is read too.
    pub include_boilerplate: bool,
    /// The day that relative dates count from, if any.
    pub reference: Option<ReferenceDate>,
}

/// Everything found in an article.
#[derive(Debug, Default)]
pub struct Extraction {
    /// Temporal expressions in text order; they do not overlap.
    pub dates: Vec<dates::Timex>,
    /// Distinct entities, most mentioned first, ties by first mention.
    pub entities: Vec<entities::Entity>,
    /// Attributed statements, by first span.
    pub quotes: Vec<quotes::Quote>,
}

/// Reads an article.
pub fn extract(article: &Article<'_>, settings: &Settings) -> Extraction {
    let dates = dates::find_dates(article, settings);
    let mentions = entities::find_mentions(article, &dates, settings);
    let entities = entities::cluster(article, mentions);
    let quotes = quotes::find_quotes(article, &dates, &entities, settings);
    Extraction {
        dates,
        entities,
        quotes,
    }
}
