//! Reads plain news-article text and says what it is made of, who and what it names, when things happen and who said what.
//!
//! The data flows one way; a module imports only from those to its left:
//!
//! ```text
//! lexicon ─► text ─► model ─► parse ─► extract ─► report ─► batch ─► cli
//! word       lines,  linear   which    dates,     the       many     flags and
//! tables     tokens  models   line is  entities,  contract  articles exit status
//!                             what     quotes               in order
//! ```
//!
//! ```
//! use analyze::{Analyzer, Context, Options, text::Text};
//! let analyzer = Analyzer::new(Options::default());
//! let text = Text::new("Court frees editor\n\nThe editor was freed, the court said.\n".to_owned());
//! let report = analyzer.analyze(&text, &Context::default());
//! assert_eq!(report.document.offsets, "chars");
//! ```

#![warn(missing_docs)]

pub mod batch;
pub mod cli;
pub mod extract;
pub mod lexicon;
pub mod model;
pub mod parse;
#[allow(missing_docs)] // the wire types' fields are the contract's own words
pub mod report;
pub mod text;

use extract::Settings;
use extract::dates::{ReferenceDate, ReferenceSource, path_date, reference_date};
use jiff::civil::Date;
use report::{FieldSet, Report};
use serde_json::value::RawValue;
use text::{Text, Unit};

/// What is the same for every article of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The reference date for all articles, over every other source.
    pub date: Option<Date>,
    /// Whether boilerplate is read for entities, dates and quotes too.
    pub include_boilerplate: bool,
    /// The unit of positions in the report.
    pub offsets: Unit,
    /// The fields that the report keeps.
    pub select: FieldSet,
}

/// What is known of one article beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Where it came from, as the report names it.
    pub source: &'a str,
    /// A record's id, verbatim JSON.
    pub id: Option<&'a RawValue>,
    /// A record's date.
    pub date: Option<Date>,
    /// The file's path, in which a date may stand; `None` for standard input and records.
    pub path: Option<&'a str>,
}

/// Bytes of text that [`Analyzer::analyze_all`] is best given at a time: more would drive each other out of the caches.
pub const TOGETHER: usize = 128 * 1024;

/// Analyses articles. Made once, it may be used from many threads at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Analyzer {
    options: Options,
}

impl Analyzer {
    /// An analyzer with these options.
    pub fn new(options: Options) -> Self {
        Self { options }
    }

    /// The report of one article. The same text, context and options give the same report.
    pub fn analyze<'t>(&self, text: &'t Text, context: &Context<'t>) -> Report<'t> {
        let article = parse::parse(text);
        let settings = self.settings(&article, context);
        let extraction = extract::extract(&article, &settings);
        self.report(&article, &extraction, &settings, context)
    }

    /// The reports of several articles, in order: each is that of [`Self::analyze`], but all go through a stage before the
    /// next one begins, which saves a tenth of the time where articles are short (see [`TOGETHER`]).
    pub fn analyze_all<'t>(&self, articles: &[(&'t Text, Context<'t>)]) -> Vec<Report<'t>> {
        let parsed: Vec<_> = articles
            .iter()
            .map(|(text, _)| parse::parse(text))
            .collect();
        let with_context = || parsed.iter().zip(articles);
        let settings: Vec<_> = with_context()
            .map(|(article, (_, context))| self.settings(article, context))
            .collect();
        let extractions = extract::extract_all(&parsed, &settings);
        with_context()
            .zip(extractions.iter().zip(&settings))
            .map(|((article, (_, context)), (extraction, settings))| {
                self.report(article, extraction, settings, context)
            })
            .collect()
    }

    fn settings(&self, article: &parse::Article<'_>, context: &Context<'_>) -> Settings {
        Settings {
            include_boilerplate: self.options.include_boilerplate,
            reference: self.reference(article, context),
        }
    }

    fn report<'t>(
        &self,
        article: &parse::Article<'t>,
        extraction: &extract::Extraction,
        settings: &Settings,
        context: &Context<'t>,
    ) -> Report<'t> {
        report::build(
            article,
            extraction,
            settings.reference,
            (context.source, context.id),
            self.options.offsets,
            self.options.select,
        )
    }

    /// The reference date: flag over record over text over path.
    fn reference(
        &self,
        article: &parse::Article<'_>,
        context: &Context<'_>,
    ) -> Option<ReferenceDate> {
        let given = self.options.date.map(|date| (date, ReferenceSource::Flag));
        given
            .or_else(|| context.date.map(|date| (date, ReferenceSource::Record)))
            .or_else(|| reference_date(article).map(|date| (date, ReferenceSource::Text)))
            .or_else(|| {
                context
                    .path
                    .and_then(path_date)
                    .map(|date| (date, ReferenceSource::Path))
            })
            .map(|(date, from)| ReferenceDate { date, from })
    }
}
