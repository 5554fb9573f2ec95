//! Attributed statements: their extent, kind, speaker and cue.

mod clauses;
mod cues;
mod extent;
mod features;
mod forms;
mod gender;
mod headline;
mod lone;
mod marks;
mod models;
mod noun_phrase;
mod people;
mod reader;
mod resolve;
mod scan;
mod source;
mod source_rules;
mod statement;
mod statements;
#[cfg(test)]
mod tests;
mod trailing;
#[cfg(feature = "train")]
pub mod training;
mod units;
mod words;

use super::Settings;
use super::entities::Entity;
use crate::parse::{Article, Block, BodyKind, Section};
use crate::text::{Flags, Span};
use std::cell::RefCell;

use clauses::Clause;
use cues::{Cue, Setting};
use marks::Marked;
use reader::{Reader, WORDS};
use scan::Scan;
use statements::{Carried, Found, Statement, UnitReader};
use units::Unit;

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

/// Scratch space, kept from block to block.
#[derive(Default)]
struct Scratch {
    scan: Scan,
    marks: Vec<marks::Mark>,
    marked: Vec<Marked>,
    units: Vec<Unit>,
    /// Words that may be a cue.
    heads: Vec<u32>,
    candidates: Vec<cues::Candidate>,
    cues: Vec<Cue>,
    clauses: Vec<Clause>,
    found: Found,
    names: people::Names,
}

/// Room for the statements of most articles.
const STATEMENTS: usize = 16;

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Finds the statements of an article, by first span.
pub fn find_quotes(article: &Article<'_>, entities: &[Entity], settings: &Settings) -> Vec<Quote> {
    SCRATCH.with_borrow_mut(|scratch| {
        let facts = reader::unknown(article.text, scratch.names.read(entities));
        let reader = Reader::new(&facts);
        let statements = find_statements(article, reader, settings, scratch);
        resolve::quotes(reader, entities, statements, &mut scratch.names)
    })
}

fn find_statements(
    article: &Article<'_>,
    reader: Reader<'_>,
    settings: &Settings,
    scratch: &mut Scratch,
) -> Vec<Statement> {
    scratch.scan.read(reader);
    let mut carried = Carried::default();
    let mut statements: Vec<Statement> = Vec::with_capacity(STATEMENTS);
    for (n, block) in article.blocks.iter().enumerate() {
        sign(reader, block, n as u32, &carried, &mut statements);
        if block.section.is_boilerplate() && !settings.include_boilerplate {
            continue;
        }
        if matches!(block.section, Section::Byline | Section::Dateline) {
            continue;
        }
        scan_block(reader, block, scratch);
        // What stands between two paragraphs of a statement is passed over, whatever its marks.
        if let Some((_, single)) = carried.open {
            let opens = |m: &Marked| m.open == block.tokens.start && m.single == single;
            if !scratch.marked.first().is_some_and(opens) {
                if is_between(reader, block) {
                    continue;
                }
                carried.open = None;
            }
        }
        if scratch.marked.is_empty() && scratch.heads.is_empty() {
            carried.lead_in = None;
            continue;
        }
        units::split(article, reader, block, &scratch.marked, &mut scratch.units);
        read_block(
            reader,
            block,
            n as u32,
            scratch,
            &mut carried,
            &mut statements,
        );
    }
    statements
}

/// Notes a block's marks and candidate cues.
fn scan_block(reader: Reader<'_>, block: &Block, scratch: &mut Scratch) {
    let Scratch {
        scan,
        marks,
        marked,
        heads,
        units,
        ..
    } = scratch;
    let (from, tokens) = (block.tokens.start, &block.tokens);
    marks.clear();
    marked.clear();
    units.clear();
    heads.clear();
    heads.extend_from_slice(scan.heads(tokens));
    let mut next = from;
    for &i in scan.marks(tokens) {
        // The second of two that stand for one is none.
        if i >= next {
            next = i + marks::note_mark(reader, i, tokens, marks);
        }
    }
    if !marks.is_empty() {
        marks::pair(reader, tokens, marks, marked);
        let weak = scan.weak(tokens);
        if !marked.is_empty() && !weak.is_empty() {
            heads.extend_from_slice(weak);
            heads.sort_unstable();
        }
        let mut next = 0;
        heads.retain(|&i| {
            while marked.get(next).is_some_and(|m| m.close <= i) {
                next += 1;
            }
            marked.get(next).is_none_or(|m| i < m.open)
        });
    }
    if heads.first() == Some(&from) && is_noun_in_front(reader, from) {
        heads.remove(0);
    }
}

/// "Storm Ottilie closes ports", "Talks collapse over bridge": the plain form of a verb with a capital or the plural of its noun, nothing
/// before it.
fn is_noun_in_front(reader: Reader<'_>, i: u32) -> bool {
    let word = reader.slice(i);
    let inflected = [WORDS.said, WORDS.says, WORDS.tells, WORDS.told, WORDS.wrote]
        .contains(&reader.hash(i))
        || ["ed", "ing"].iter().any(|ending| word.ends_with(ending));
    reader.is(i, Flags::CAPITAL) && !inflected
}

/// A line that may stand between two paragraphs of one statement: a crosshead, or a short line that is no sentence but a label with
/// what it announces ("Read more: Who closed it?").
fn is_between(reader: Reader<'_>, block: &Block) -> bool {
    if block.section == Section::Body(BodyKind::Subheading) {
        return true;
    }
    let (from, to) = (block.tokens.start, block.tokens.end);
    let label = (from..to.min(from + 3)).any(|i| reader.hash(i) == WORDS.colon);
    to - from <= 12 && (label || !reader.is(to - 1, Flags::ENDS_SENTENCE))
}

/// A line that signs the marked paragraph before it: “…”, then "– Ann Lee, Hull" or "Ann Lee, Economic Institute".
fn sign(
    reader: Reader<'_>,
    block: &Block,
    number: u32,
    carried: &Carried,
    statements: &mut [Statement],
) {
    let Some((lone, _)) = carried
        .lone
        .filter(|&(_, at)| at < number && at + 2 >= number)
    else {
        return;
    };
    let (from, to) = (block.tokens.start, block.tokens.end);
    let dash = reader.is_dash(from) || reader.hash(from) == WORDS.hyphen;
    let first = from + u32::from(dash);
    // "Related Stories", "Getty Images": furniture and the article's head sign nothing, unless behind a dash.
    let body = block.section.is_body();
    if to - from > 16 || !reader.is_name_like(first) || !(body || dash) {
        return;
    }
    let Some(np) = noun_phrase::right(reader, first, to) else {
        return;
    };
    let ends = np.end >= to || !reader.is_word(np.end);
    let plain = (first..to).all(|i| {
        !reader.is_word(i)
            || reader.is_name_like(i)
            || reader.any_class(
                i,
                reader::class::PREPOSITION | reader::class::DETERMINER | reader::class::CONJUNCTION,
            )
    });
    if let Some(statement) = statements.get_mut(lone).filter(|_| ends && (plain || dash)) {
        statement.speaker = Some(np);
        statement.cue = dash.then_some(from..first);
        statement.via = if dash { Via::Colon } else { Via::Adjacent };
    }
}

fn block_bits(block: &Block, number: u32) -> u32 {
    u32::from(block.section == Section::Headline) * headline::HEADLINE + u32::from(number == 0)
}

fn read_block(
    reader: Reader<'_>,
    block: &Block,
    number: u32,
    scratch: &mut Scratch,
    carried: &mut Carried,
    out: &mut Vec<Statement>,
) {
    let Scratch {
        marked,
        units,
        heads,
        candidates,
        cues,
        clauses,
        found,
        ..
    } = scratch;
    let (mut next, mut next_mark) = (0, 0);
    for &unit in units.iter() {
        // What stands in a dateline is no cue.
        while heads.get(next).is_some_and(|&i| i < unit.from) {
            next += 1;
        }
        let from = next;
        while heads.get(next).is_some_and(|&i| i < unit.to) {
            next += 1;
        }
        let heads = &heads[from..next];
        while marked.get(next_mark).is_some_and(|m| m.open < unit.from) {
            next_mark += 1;
        }
        let first_mark = next_mark;
        while marked.get(next_mark).is_some_and(|m| m.open < unit.to) {
            next_mark += 1;
        }
        if heads.is_empty() && first_mark == next_mark {
            carried.open = None;
            carried.lead_in = None;
            continue;
        }
        let setting = Setting {
            reader,
            unit,
            marked,
            block: block_bits(block, number),
            block_end: block.tokens.end,
        };
        clauses::read(
            &setting,
            first_mark < next_mark,
            heads,
            candidates,
            cues,
            clauses,
        );
        if clauses.is_empty() && first_mark == next_mark {
            carried.open = None;
            if unit.to == block.tokens.end {
                carried.lead_in = lone::lead_in(&setting, heads);
            }
            continue;
        }
        let unit_reader = UnitReader {
            setting: &setting,
            cues,
            clauses,
            candidates,
            block: number,
            block_start: block.tokens.start,
        };
        unit_reader.read(&marked[first_mark..next_mark], found, carried, out);
        if unit.to == block.tokens.end {
            carried.lead_in = lone::lead_in(&setting, heads);
        }
    }
}
