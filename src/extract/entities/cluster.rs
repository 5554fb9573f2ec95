//! One entity for one thing: mentions of the same name, short form or variant share an entity.

use super::{EntityType, Mention};
use crate::parse::Article;
use crate::text::Span;

/// A distinct entity and all its mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityType,
    /// The mention that names it best.
    pub name: Span,
    /// A mention of each other distinct form, in order of appearance.
    pub aliases: Vec<Span>,
    /// A title or role stated beside the name.
    pub role: Option<Span>,
    /// Its mentions in text order, at least one.
    pub mentions: Vec<Mention>,
}

/// Merges mentions (in text order) into entities, most mentioned first, ties by first mention.
pub fn cluster(_article: &Article<'_>, mentions: Vec<Mention>) -> Vec<Entity> {
    mentions
        .into_iter()
        .map(|m| Entity {
            kind: m.kind,
            name: m.span,
            aliases: Vec::new(),
            role: m.role,
            mentions: vec![m],
        })
        .collect()
}
