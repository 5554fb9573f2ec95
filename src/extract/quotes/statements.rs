//! Statements of a unit: of its clauses, and of the marked spans that are statements.

use super::clauses::Clause;
use super::cues::{self, Candidate, Cue, Setting};
use super::headline;
use super::lone::LeadIn;
use super::marks::Marked;
use super::reader::WORDS;
use super::source_rules;
use super::statement::{self, Evidence};
use super::{QuoteKind, Via};
use std::ops::Range;

/// A statement, in tokens.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) spans: Vec<Range<u32>>,
    pub(super) kind: QuoteKind,
    pub(super) speaker: Option<Range<u32>>,
    pub(super) cue: Option<Range<u32>>,
    pub(super) via: Via,
    /// The token that the speaker is looked back from.
    pub(super) at: u32,
}

impl Statement {
    /// Whether it begins before a token.
    pub(super) fn starts_before(&self, token: u32) -> bool {
        self.spans.first().is_some_and(|r| r.start < token)
    }
}

/// What goes on from block to block.
#[derive(Default)]
pub(super) struct Carried {
    /// The last statement with a speaker, and its block.
    pub(super) last: Option<(usize, u32)>,
    /// The statement whose mark the block before left open, and whether that is a single one.
    pub(super) open: Option<(usize, bool)>,
    /// A block that ended in "X said:", the statement being the next block.
    pub(super) lead_in: Option<LeadIn>,
    /// A statement that is a whole block and no cue reaches, and that block: the next line may sign it.
    pub(super) lone: Option<(usize, u32)>,
}

/// How far from marks a cue may stand, in tokens.
const NEAR: u32 = 200;

/// A unit's marked spans: statements, whether a clause holds them, and others.
#[derive(Default)]
pub(super) struct Found {
    statements: Vec<Marked>,
    taken: Vec<bool>,
    others: Vec<Marked>,
}

/// Reads one unit into statements.
pub(super) struct UnitReader<'a, 'b> {
    pub(super) setting: &'b Setting<'a>,
    pub(super) cues: &'b [Cue],
    pub(super) clauses: &'b [Clause],
    pub(super) candidates: &'b [Candidate],
    pub(super) block: u32,
    /// The first token of the block.
    pub(super) block_start: u32,
}

impl UnitReader<'_, '_> {
    /// The unit's candidates that a marked span may have to do with.
    pub(super) fn candidates_near(&self, marked: &Marked) -> &[Candidate] {
        let all = self.candidates;
        let from = all.partition_point(|c| c.head + NEAR < marked.open);
        let to = all.partition_point(|c| c.head < marked.close.saturating_add(NEAR));
        all.get(from..to).unwrap_or_default()
    }

    /// Whether a marked span opens its paragraph with the kind of mark that the paragraph before left open.
    pub(super) fn goes_on(&self, marked: &Marked, carried: &Carried) -> bool {
        marked.open == self.block_start
            && carried
                .open
                .is_some_and(|(_, single)| single == marked.single)
    }

    /// What the clauses say of a marked span, for the model.
    pub(super) fn evidence(&self, marked: &Marked, carried: &Carried) -> Evidence {
        let reader = self.setting.reader;
        let near = self
            .clauses
            .partition_point(|c| c.cue.head + NEAR < marked.open);
        let upto = self
            .clauses
            .partition_point(|c| c.cue.head < marked.close.saturating_add(NEAR));
        let clauses = self.clauses.get(near..upto).unwrap_or_default();
        let parts = clauses
            .iter()
            .flat_map(|c| [Some((c, c.span)), c.second.map(|s| (c, s))])
            .flatten();
        let mut covered = (0, 0);
        for (clause, (from, to)) in parts {
            if from <= marked.open && marked.close <= to {
                let exact = from == marked.open && marked.close == to;
                covered = (1 + u32::from(exact), reader.hash(clause.cue.head));
            }
        }
        let earlier = match carried.last {
            Some((_, block)) if block == self.block => 1,
            Some((_, block)) if block + 1 == self.block => 2,
            _ => 0,
        };
        let earlier = if self.goes_on(marked, carried) {
            3
        } else {
            earlier
        };
        let mut best = (i32::MIN, i32::MIN);
        for candidate in self.candidates_near(marked) {
            if candidate.head < marked.open {
                best.0 = best.0.max(candidate.after);
            } else {
                best.1 = best.1.max(candidate.before);
            }
        }
        let bucket = |score: i32| match score {
            i32::MIN => 0,
            _ => (score.clamp(-176, 175) + 176) as u32 / 44 + 1,
        };
        Evidence {
            covered: covered.0,
            cue: covered.1,
            earlier,
            best: (bucket(best.0), bucket(best.1)),
        }
    }

    /// Appends the statements of the unit, in which these marked spans open.
    pub(super) fn read(
        &self,
        marks: &[Marked],
        found: &mut Found,
        carried: &mut Carried,
        out: &mut Vec<Statement>,
    ) {
        let setting = self.setting;
        let unit = setting.unit;
        let Found {
            statements,
            others,
            taken,
        } = found;
        statements.clear();
        others.clear();
        for m in marks {
            // A paragraph that opens where the one before left its mark open goes on with it.
            let holds = statement::is_long(setting, m)
                || headline::is_claim(setting, m)
                || self.is_attributed(m)
                || self.is_next_sentence(m, carried)
                || self.goes_on(m, carried)
                || statement::score(setting, m, &self.evidence(m, carried)) > 0;
            if holds {
                statements.push(*m)
            } else {
                others.push(*m)
            }
        }
        taken.clear();
        taken.resize(statements.len(), false);
        for clause in self.clauses {
            if others
                .binary_search_by_key(&clause.span, |m| (m.open, m.close))
                .is_ok()
            {
                continue;
            }
            let mut quote = self.of_clause(clause, statements, taken);
            if quote.speaker.is_none() && quote.kind != QuoteKind::Indirect {
                self.speaker_of_clause(&mut quote, carried, out);
            }
            let block = self.block;
            if quote.speaker.is_some() {
                carried.last = Some((out.len(), block));
            }
            out.push(quote);
        }
        for (m, taken) in statements.iter().zip(taken) {
            if !*taken {
                self.lone(m, carried, out);
            }
        }
        // The mark that a later block may close.
        carried.open = None;
        if let Some(m) = statements
            .last()
            .filter(|m| m.is_open() && unit.to == setting.block_end)
        {
            let last = |s: &Statement| {
                s.spans
                    .last()
                    .is_some_and(|r| r.start <= m.open && m.open < r.end)
            };
            let open = (0..out.len()).rev().take(8).find(|&i| last(&out[i]));
            carried.open = open.map(|i| (i, m.single));
        }
    }

    /// “Never,” replied Ann Lee: whether marks, however few words they hold, are what the speaker beside a plain cue says.
    fn is_attributed(&self, m: &Marked) -> bool {
        let reader = self.setting.reader;
        let stops = [WORDS.comma, WORDS.question, WORDS.exclamation];
        let inside = stops.contains(&reader.hash(m.to.max(1) - 1));
        let first = self.clauses.partition_point(|c| c.cue.head < m.close);
        let clause = self
            .clauses
            .get(first)
            .filter(|c| c.span == (m.open, m.close));
        clause.is_some_and(|c| {
            let beside = |np: &Range<u32>| np.start == c.cue.head + 1 || np.end == c.cue.group;
            (inside || reader.is_comma(m.close))
                && reader.is_verb(c.cue.head)
                && c.speaker.as_ref().is_some_and(beside)
        })
    }

    /// “Never,” she said. “I won't.”: whether a marked sentence follows a statement in its paragraph.
    fn is_next_sentence(&self, m: &Marked, carried: &Carried) -> bool {
        let Setting { reader, unit, .. } = *self.setting;
        let ends = [WORDS.stop, WORDS.question, WORDS.exclamation];
        m.open == unit.from
            && m.close >= unit.to
            && ends.contains(&reader.hash(m.to.max(1) - 1))
            && carried.last.is_some_and(|(_, block)| block == self.block)
    }

    fn of_clause(&self, clause: &Clause, statements: &[Marked], taken: &mut [bool]) -> Statement {
        let reader = self.setting.reader;
        let (mut marked, mut outside) = (false, false);
        let words = |from: u32, to: u32| (from..to).any(|i| reader.is_word(i));
        let mut spans = Vec::with_capacity(2);
        spans.push(clause.span.0..clause.span.1);
        spans.extend(clause.second.map(|(a, b)| a..b));
        for span in &spans {
            let mut at = span.start;
            let first = statements.partition_point(|m| m.open < span.start);
            let here = statements[first..].iter().zip(taken[first..].iter_mut());
            for (m, taken) in here.take_while(|(m, _)| m.open < span.end) {
                if m.close <= span.end {
                    *taken = true;
                    marked = marked || words(m.from, m.to);
                    outside = outside || words(at, m.open);
                    at = m.close;
                }
            }
            outside = outside || words(at, span.end);
        }
        let kind = match (marked, outside) {
            (false, _) => QuoteKind::Indirect,
            (_, false) => QuoteKind::Direct,
            _ => QuoteKind::Mixed,
        };
        let colon = reader.hash(clause.cue.head) == WORDS.colon;
        Statement {
            spans,
            kind,
            speaker: clause.speaker.clone(),
            cue: Some(cues::extent(reader, &clause.cue)),
            via: match (&clause.speaker, colon) {
                (None, _) => Via::None,
                (_, true) => Via::Colon,
                _ => Via::Cue,
            },
            at: clause.cue.head,
        }
    }

    /// The speaker of a marked clause whose cue names none: who spoke before in the block, else the unit's subject.
    fn speaker_of_clause(&self, quote: &mut Statement, carried: &Carried, out: &[Statement]) {
        let reader = self.setting.reader;
        let unit = self.setting.unit;
        let first = quote.spans.iter().map(|r| r.start).min().unwrap_or(0);
        let before = carried
            .last
            .filter(|&(i, block)| block == self.block && out[i].starts_before(first));
        let beside_cue = |s: &Range<u32>| {
            let cue = quote.cue.as_ref();
            cue.is_none_or(|cue| s.end <= cue.start || cue.end <= s.start)
        };
        let subject = source_rules::subject(reader, unit, first)
            .filter(|s| s.end <= first)
            .filter(beside_cue);
        if let Some((i, _)) = before {
            (quote.speaker, quote.via) = (out[i].speaker.clone(), Via::Continuation);
        } else if let Some(subject) = subject {
            (quote.speaker, quote.via) = (Some(subject), Via::Adjacent);
        } else if let Some((i, _)) = carried.last.filter(|&(_, block)| block + 3 >= self.block) {
            (quote.speaker, quote.via) = (out[i].speaker.clone(), Via::Continuation);
        }
    }
}
