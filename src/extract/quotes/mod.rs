//! Attributed statements: their extent, kind, speaker and cue.

use super::Settings;
use super::dates::Timex;
use super::entities::Entity;
use crate::parse::Article;
use crate::text::Span;

/// How much of a statement stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteKind {
    /// The whole clause.
    Direct,
    /// Part of it.
    Mixed,
    /// Nothing.
    Indirect,
}

impl QuoteKind {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// How a speaker's span was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// By a reporting cue.
    Cue,
    /// By a colon, a dash or a label without a reporting verb.
    Colon,
    /// The statement goes on from an earlier one.
    Continuation,
    /// It stands beside.
    Adjacent,
    /// Not at all: there is no speaker.
    None,
}

impl Via {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cue => "cue",
            Self::Colon => "colon",
            Self::Continuation => "continuation",
            Self::Adjacent => "adjacent",
            Self::None => "none",
        }
    }
}

/// What a speaker's mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeakerForm {
    /// A name.
    Name,
    /// A pronoun.
    Pronoun,
    /// Any other noun phrase.
    Nominal,
}

impl SpeakerForm {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Pronoun => "pronoun",
            Self::Nominal => "nominal",
        }
    }
}

/// Who a statement is attributed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The noun phrase as it stands.
    pub span: Span,
    /// What it is.
    pub form: SpeakerForm,
    /// Whom it refers to, as an index into the entities.
    pub entity: Option<usize>,
}

/// A statement that the article attributes to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// How much of it is marked.
    pub kind: QuoteKind,
    /// Its parts, in text order, never overlapping; at least one.
    pub spans: Vec<Span>,
    /// Who said it.
    pub speaker: Option<Speaker>,
    /// The reporting verb group, colon or dash.
    pub cue: Option<Span>,
    /// How the speaker was found.
    pub via: Via,
}

/// Finds the statements of an article, by first span.
pub fn find_quotes(
    _article: &Article<'_>,
    _dates: &[Timex],
    _entities: &[Entity],
    _settings: &Settings,
) -> Vec<Quote> {
    Vec::new()
}
