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
    let articles = std::slice::from_ref(article);
    let found = extract_all(articles, std::slice::from_ref(settings)).pop();
    found.unwrap_or_default()
}

/// Reads articles, each with its settings, one stage after another: what a stage runs and looks up fills the processor's
/// caches, so that it is cheaper to send several short articles through it than to change the stage with each.
pub fn extract_all(articles: &[Article<'_>], settings: &[Settings]) -> Vec<Extraction> {
    let with_settings = || articles.iter().zip(settings);
    let mut found: Vec<Extraction> = with_settings()
        .map(|(article, settings)| Extraction {
            dates: dates::find_dates(article, settings),
            ..Extraction::default()
        })
        .collect();
    let mentions: Vec<_> = with_settings()
        .zip(&found)
        .map(|((article, settings), found)| {
            entities::find_mentions(article, &found.dates, settings)
        })
        .collect();
    for ((article, found), mentions) in articles.iter().zip(&mut found).zip(mentions) {
        found.entities = entities::cluster(article, mentions);
    }
    for ((article, settings), found) in with_settings().zip(&mut found) {
        found.quotes = quotes::find_quotes(article, &found.entities, settings);
    }
    found
}
