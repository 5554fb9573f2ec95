//! A block's statements: cues, their clauses and speakers, and the marked spans that no cue reaches.

use super::QuoteKind;
use super::Via;
use super::cues::{self, Candidate, Cue, Setting, Side};
use super::extent;
use super::marks::Marked;
use super::noun_phrase;
use super::reader::{WORDS, class};
use super::source;
use super::statement::{self, Evidence};
use super::units::Unit;
use crate::text::Flags;
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

/// The clause of an accepted cue.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) cue: Cue,
    pub(super) span: (u32, u32),
    /// What follows an attribution in its middle.
    second: Option<(u32, u32)>,
    speaker: Option<Range<u32>>,
    /// Where the attribution ends.
    end: u32,
}

impl Statement {
    /// Whether it begins before a token.
    fn starts_before(&self, token: u32) -> bool {
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

/// Speaker and cue at the end of a block.
#[derive(Clone, Debug)]
pub(super) struct LeadIn {
    pub(super) speaker: Range<u32>,
    pub(super) cue: Range<u32>,
    pub(super) via: Via,
}

/// Tokens that may follow an attribution in the middle of a plain sentence.
const LONGEST_REST: u32 = 300;
/// How far from marks a cue may stand, in tokens.
const NEAR: u32 = 200;

/// Scores that cues must exceed: in plain prose, and beside marks.
const PLAIN: i32 = 0;
const BESIDE_MARKS: i32 = -300;
/// The same for marks that no cue reaches.
const WEAK: i32 = -900;

/// "X said:" at the end of a block.
pub(super) fn lead_in(setting: &Setting<'_>, heads: &[u32]) -> Option<LeadIn> {
    let (reader, unit) = (setting.reader, setting.unit);
    let last = unit.to - 1;
    if reader.hash(last) != WORDS.colon {
        return None;
    }
    let head = heads
        .iter()
        .copied()
        .rfind(|&i| i != last && last - i <= 12 && reader.is_reporting(i));
    let (head, via) = head.map_or((last, Via::Colon), |head| (head, Via::Cue));
    let cue = Cue {
        head,
        group: cues::group_start(reader, head, unit.from),
        side: Side::After,
        score: 0,
    };
    let label = source::find(setting, &cue, None)?;
    // "He then listed what a nominee needs:" is a sentence, "More from Jo Bell:" is a label.
    let speaker = if via == Via::Colon && label.start > unit.from {
        let verb = (unit.from..label.start).any(|i| reader.is_verbal(i) || reader.is_ing_or_ed(i));
        let subject = source::subject(reader, unit, last);
        subject.filter(|_| verb).unwrap_or(label)
    } else {
        label
    };
    Some(LeadIn {
        speaker,
        cue: cues::extent(reader, &cue),
        via,
    })
}

/// Cues of a unit, in order.
pub(super) fn find_cues(candidates: &[Candidate], out: &mut Vec<Cue>) {
    out.clear();
    out.extend(candidates.iter().filter_map(|candidate| {
        candidate.decide(if candidate.beside_marks {
            BESIDE_MARKS
        } else {
            PLAIN
        })
    }));
}

/// The clauses of a unit's cues: of nested ones the outer stays.
pub(super) fn find_clauses(setting: &Setting<'_>, cues: &[Cue], out: &mut Vec<Clause>) {
    out.clear();
    for cue in cues {
        let earlier = out.last().and_then(|c| c.speaker.clone());
        let nested = out.last().filter(|c| {
            c.span.0 <= cue.head && cue.head < c.span.1
                || c.second.is_some_and(|(a, b)| a <= cue.head && cue.head < b)
        });
        if let Some(outer) = nested.filter(|_| cue.side == Side::After) {
            // Of nested statements the outer is reported, unless the inner one stands in marks and its cue is the surer.
            if cue.score < outer.cue.score || !announces_marks(setting, cue.head) {
                continue;
            }
            out.pop();
        }
        match cue.side {
            Side::After => {
                let speaker = source::find(setting, cue, earlier);
                let Some((from, to)) = extent::after(setting, cue.head) else {
                    continue;
                };
                if let Some(span) = trim(setting, from, to) {
                    // "Smith said: …": the colon reports nothing of its own.
                    if out
                        .last()
                        .is_some_and(|c| c.span.0 < span.1 && span.0 < c.span.1)
                    {
                        continue;
                    }
                    // A speaker inside its own statement is none.
                    let speaker = speaker.filter(|s| s.end <= span.0 || s.start >= span.1);
                    out.push(Clause {
                        cue: *cue,
                        span,
                        second: None,
                        speaker,
                        end: cue.head + 1,
                    });
                }
            }
            Side::Before => {
                if let Some(clause) = clause_before(setting, cue, out, earlier) {
                    // What it overlaps, or holds the cue of, gives way.
                    while out.last().is_some_and(|c| {
                        c.span.1.max(c.cue.head + 1) > clause.span.0 && c.span.0 < clause.span.1
                    }) {
                        out.pop();
                    }
                    out.push(clause);
                }
            }
        }
    }
}

/// The clause before a cue: from the unit's start, or from the marks, to the speaker or cue.
fn clause_before(
    setting: &Setting<'_>,
    cue: &Cue,
    earlier: &[Clause],
    speaker: Option<Range<u32>>,
) -> Option<Clause> {
    let (reader, unit) = (setting.reader, setting.unit);
    let marks = setting.marked.partition_point(|m| m.close <= cue.group);
    let mark = marks
        .checked_sub(1)
        .and_then(|i| setting.marked.get(i))
        .filter(|m| m.open >= unit.from);
    // Where the last clause of a cue before this one ends; one after its cue may be part of this one.
    let floor = earlier.iter().rev().find_map(|c| match c.cue.side {
        Side::Before => Some(c.end.max(c.second.map_or(0, |s| s.1))),
        Side::After if mark.is_some_and(|m| c.span.1 <= m.open) => Some(c.span.1),
        Side::After => None,
    });
    let floor = floor.unwrap_or(unit.from);
    let np = source::find(setting, cue, speaker);
    let attribution = np.as_ref().map_or(cue.group, |np| {
        if np.end <= cue.group {
            np.start
        } else {
            cue.group
        }
    });
    let mut end = attribution;
    // "…, as my mother said"
    if end > unit.from + 1 && reader.hash(end - 1) == WORDS.as_ {
        end -= 1;
    }
    while end > unit.from && !reader.is_word(end - 1) && mark.is_none_or(|m| m.close < end) {
        end -= 1;
    }
    let mut from = floor;
    if let Some(m) = mark.filter(|m| m.close == end && m.open >= floor) {
        // Marks that hold the whole clause, but for a word that joins it, or a lead-in with a colon.
        let lead = m.open - floor;
        let colon = m.open > floor
            && (reader.hash(m.open - 1) == WORDS.colon || reader.is_dash(m.open - 1));
        let joined =
            (floor..m.open).all(|i| !reader.is_word(i) || reader.any_class(i, class::CONJUNCTION));
        if lead <= 3 && joined || colon {
            from = m.open;
        }
    }
    while from < end
        && !setting.opens_at(from)
        && (!reader.is_word(from) || from > unit.from && reader.any_class(from, class::CONJUNCTION))
    {
        from += 1;
    }
    let attribution_end = np.as_ref().map_or(0, |np| np.end).max(cue.head + 1);
    if from >= end || !says_something(setting, from, end) {
        return None;
    }
    let second = second_part(
        setting,
        attribution_end,
        mark.is_some_and(|m| m.close == end),
    );
    Some(Clause {
        cue: *cue,
        span: (from, end),
        second,
        speaker: np,
        end: attribution_end,
    })
}

/// What goes on after an attribution in the middle: the next marks, or the rest of a plain sentence.
fn second_part(setting: &Setting<'_>, from: u32, marked: bool) -> Option<(u32, u32)> {
    let (reader, unit) = (setting.reader, setting.unit);
    if marked {
        let m = setting
            .marked
            .get(setting.marked.partition_point(|m| m.open < from))?;
        let between = from..m.open;
        let plain = m.open < unit.to
            && m.open - from <= 12
            && between
                .clone()
                .all(|i| !reader.is_word(i) || !reader.is_reporting(i))
            && (between.is_empty()
                || !reader.is_word(m.open - 1)
                || reader.any_class(m.open - 1, class::TIME | class::SUBORDINATOR));
        return plain.then_some((m.open, m.close));
    }
    if !reader.is_comma(from) || from + 4 >= unit.to || from + LONGEST_REST < unit.to {
        return None;
    }
    let next = reader.shape(from + 1);
    let goes_on = next != 5
        && !reader.any_class(
            from + 1,
            class::WH
                | class::CONJUNCTION
                | class::DETERMINER
                | class::SUBORDINATOR
                | class::POSSESSIVE
                | class::PREPOSITION,
        )
        && !reader.is_name_like(from + 1);
    goes_on.then(|| trim(setting, from + 1, unit.to)).flatten()
}

/// A clause without "that" at its head and punctuation at its ends; marks stay whole.
fn trim(setting: &Setting<'_>, from: u32, to: u32) -> Option<(u32, u32)> {
    let reader = setting.reader;
    let (mut from, mut to) = (from, to);
    let next = setting.marked.partition_point(|m| m.close <= to);
    if let Some(m) = setting.marked.get(next).filter(|m| m.open < to) {
        to = m.close;
    }
    let closes = |at: u32| setting.closes_at(at);
    let opens = |at: u32| setting.opens_at(at);
    if reader.hash(from) == WORDS.that && to > from + 1 {
        from += 1;
    }
    while from < to
        && !opens(from)
        && !reader.is_word(from)
        && !matches!(reader.slice(from), "$" | "[" | "#" | "@" | "£" | "€")
    {
        from += 1;
    }
    while to > from
        && !closes(to)
        && !reader.is_word(to - 1)
        && !matches!(reader.slice(to - 1), "%" | ")" | "]")
        && !reader.is(to - 1, Flags::ABBREVIATION)
    {
        to -= 1;
    }
    (from < to && says_something(setting, from, to)).then_some((from, to))
}

/// Whether a comma or a colon and marks follow a cue: "said of Brussels: “…”".
fn announces_marks(setting: &Setting<'_>, head: u32) -> bool {
    let mark = setting.marked_from(head + 1).first();
    mark.is_some_and(|m| {
        m.open > head + 1
            && m.open <= head + 6
            && [WORDS.comma, WORDS.colon].contains(&setting.reader.hash(m.open - 1))
    })
}

/// Whether a clause is more than a preposition or two.
fn says_something(setting: &Setting<'_>, from: u32, to: u32) -> bool {
    let small = class::PREPOSITION | class::DETERMINER | class::AUX | class::CONJUNCTION;
    to - from > 3
        || (from..to).any(|i| {
            let classes = setting.reader.classes(i);
            setting.reader.is_word(i) && (classes == 0 || classes & !small != 0)
        })
}

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
    fn candidates_near(&self, marked: &Marked) -> &[Candidate] {
        let all = self.candidates;
        let from = all.partition_point(|c| c.head + NEAR < marked.open);
        let to = all.partition_point(|c| c.head < marked.close.saturating_add(NEAR));
        all.get(from..to).unwrap_or_default()
    }

    /// Whether a marked span opens its paragraph with the kind of mark that the paragraph before left open.
    fn goes_on(&self, marked: &Marked, carried: &Carried) -> bool {
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
            _ => (score.clamp(-1400, 1399) + 1400) as u32 / 350 + 1,
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
            let evidence = self.evidence(m, carried);
            let score = statement::score(setting, m, &evidence);
            // A paragraph that opens where the one before left its mark open goes on with it.
            if score > 0 || self.goes_on(m, carried) {
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

    fn of_clause(&self, clause: &Clause, statements: &[Marked], taken: &mut [bool]) -> Statement {
        let reader = self.setting.reader;
        let (mut marked, mut outside) = (false, false);
        let words = |from: u32, to: u32| (from..to).any(|i| reader.is_word(i));
        let parts = [Some(clause.span), clause.second].into_iter().flatten();
        let spans: Vec<Range<u32>> = parts.map(|(a, b)| a..b).collect();
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
        let subject = || source::subject(reader, unit, first).filter(|s| s.end <= first);
        if let Some((i, _)) = before {
            (quote.speaker, quote.via) = (out[i].speaker.clone(), Via::Continuation);
        } else if let Some(subject) = subject() {
            (quote.speaker, quote.via) = (Some(subject), Via::Adjacent);
        } else if let Some((i, _)) = carried.last.filter(|&(_, block)| block + 3 >= self.block) {
            (quote.speaker, quote.via) = (out[i].speaker.clone(), Via::Continuation);
        }
    }

    /// A marked statement that no cue reaches.
    fn lone(&self, m: &Marked, carried: &mut Carried, out: &mut Vec<Statement>) {
        let unit = self.setting.unit;
        let span = m.open..m.close;
        let heads_block = m.open == self.block_start;
        // It goes on from a paragraph that left its mark open.
        let goes_on = self.goes_on(m, carried);
        if let Some((open, _)) = carried.open.take().filter(|_| goes_on) {
            out[open].spans.push(span);
            carried.last = Some((open, self.block));
            return;
        }
        let before = (0..out.len())
            .rev()
            .take(6)
            .find(|&i| out[i].speaker.is_some() && out[i].starts_before(m.open));
        let in_block = before.filter(|&i| {
            out[i]
                .spans
                .last()
                .is_some_and(|r| r.start >= self.block_start)
        });
        // “A,” he said. “B.”
        let signed = self.signature(m).is_some() || self.trailing(m).is_some();
        if let Some(i) = in_block.filter(|_| m.open == unit.from && !signed) {
            let s = &out[i];
            let last = s.spans.last().map_or(0, |r| r.end);
            let alone =
                s.kind == QuoteKind::Direct && s.via == Via::Cue && last <= s.at && s.at < m.open;
            if alone && self.attribution_alone(s.at, m.open) {
                out[i].spans.push(span);
                carried.last = Some((i, self.block));
                return;
            }
        }
        let (speaker, cue, via) = self.speaker_of_lone(m, carried, before, in_block, out);
        if speaker.is_some() {
            carried.last = Some((out.len(), self.block));
        }
        if heads_block && m.close + 2 >= self.setting.block_end && via != Via::Cue {
            carried.lone = Some((out.len(), self.block));
        }
        out.push(Statement {
            spans: vec![span],
            kind: QuoteKind::Direct,
            via: if speaker.is_some() { via } else { Via::None },
            speaker,
            cue,
            at: m.open,
        });
    }

    /// “…” – Ann Lee: the name behind a dash behind the marks, with nothing after it but an apposition.
    fn signature(&self, m: &Marked) -> Option<(Range<u32>, Range<u32>)> {
        let reader = self.setting.reader;
        let end = self.setting.block_end;
        let dash = m.close;
        let name = dash + 1;
        if dash == m.to || name >= end || !reader.is_dash(dash) || !reader.is_name_like(name) {
            return None;
        }
        let np = noun_phrase::right(reader, name, end)?;
        let ends = np.end >= end
            || !reader.is_word(np.end)
                && (reader.is_comma(np.end) || reader.is(np.end, Flags::ENDS_SENTENCE))
            || [WORDS.open_round, WORDS.stop].contains(&reader.hash(np.end));
        ends.then_some((np, dash..name))
    }

    fn speaker_of_lone(
        &self,
        m: &Marked,
        carried: &mut Carried,
        before: Option<usize>,
        in_block: Option<usize>,
        out: &[Statement],
    ) -> (Option<Range<u32>>, Option<Range<u32>>, Via) {
        let reader = self.setting.reader;
        let unit = self.setting.unit;
        if let Some((speaker, dash)) = self.signature(m) {
            return (Some(speaker), Some(dash), Via::Colon);
        }
        if let Some((speaker, colon)) = self.label_inside(m) {
            return (Some(speaker), Some(colon), Via::Colon);
        }
        let lead_in = carried
            .lead_in
            .take()
            .filter(|_| m.open == self.block_start);
        if let Some(lead) = lead_in {
            return (Some(lead.speaker), Some(lead.cue), lead.via);
        }
        if let Some((cue, speaker)) = self.weak_cue(m) {
            return (Some(speaker), Some(cues::extent(reader, &cue)), Via::Cue);
        }
        if let Some(np) = self.trailing(m) {
            return (Some(np), None, Via::Adjacent);
        }
        let mark = m.open.saturating_sub(1);
        if m.open > unit.from && (reader.hash(mark) == WORDS.colon || reader.is_dash(mark)) {
            let lead = Unit {
                from: unit.from,
                to: mark,
            };
            if let Some(np) = source::label(reader, lead, mark) {
                return (Some(np), Some(mark..m.open), Via::Colon);
            }
        }
        if let Some((cue, speaker)) = self.inside(m) {
            return (Some(speaker), Some(cue), Via::Cue);
        }
        let of = |i: usize| out.get(i).and_then(|s| s.speaker.clone());
        if let Some(i) = in_block {
            return (of(i), None, Via::Continuation);
        }
        let near = |blocks: u32| {
            carried
                .last
                .filter(|&(_, block)| block + blocks >= self.block)
                .and(before)
        };
        if let Some(i) = near(2).filter(|_| m.open == self.block_start) {
            return (of(i), None, Via::Continuation);
        }
        let lead = if m.open > unit.from {
            source::subject(reader, unit, m.open)
        } else {
            None
        };
        match lead {
            Some(_) => (lead, None, Via::Adjacent),
            None => (near(3).and_then(of), None, Via::Continuation),
        }
    }

    /// The likeliest of the unit's candidates that the cue model turned down, for marks that somebody must have said.
    fn weak_cue(&self, m: &Marked) -> Option<(Cue, Range<u32>)> {
        let setting = self.setting;
        let near = |i: u32| m.open.abs_diff(i) <= 25 || m.close.abs_diff(i) <= 12;
        let best = self
            .candidates_near(m)
            .iter()
            .filter(|c| near(c.head))
            .map(|c| {
                if c.head < m.open {
                    c.as_cue(Side::After, c.after)
                } else {
                    c.as_cue(Side::Before, c.before)
                }
            })
            .filter(|cue| cue.score > WEAK)
            .filter(|cue| {
                self.cues
                    .binary_search_by_key(&cue.head, |c| c.head)
                    .is_err()
            })
            .max_by_key(|cue| cue.score)?;
        let speaker = source::find(setting, &best, None)?;
        Some((best, speaker))
    }

    /// The speaker that stands directly behind marks which a comma, a question or a cry ends, whatever the verb: “…,” X shot back.
    fn trailing(&self, m: &Marked) -> Option<Range<u32>> {
        let reader = self.setting.reader;
        let unit = self.setting.unit;
        let last = reader.hash(m.to.max(1) - 1);
        let inside = [WORDS.comma, WORDS.question, WORDS.exclamation].contains(&last);
        let behind = m.close + u32::from(reader.is_comma(m.close));
        if m.is_open()
            || behind >= unit.to
            || !reader.is_word(behind)
            || !(inside || behind > m.close)
        {
            return None;
        }
        let verb = reader.classes(behind) == 0 && !reader.is_name_like(behind);
        let from = if verb { behind + 1 } else { behind };
        let np = noun_phrase::right(reader, from, unit.to)?;
        (!reader.any_class(behind, class::CONJUNCTION | class::PREPOSITION | class::WH))
            .then_some(np)
    }

    /// “SMITH: …”: a transcript's label inside the marks.
    fn label_inside(&self, m: &Marked) -> Option<(Range<u32>, Range<u32>)> {
        let reader = self.setting.reader;
        let near = m.from + 1..m.to.min(m.from + 5);
        let colon = near.clone().find(|&i| reader.hash(i) == WORDS.colon)?;
        let label = m.from..colon;
        label
            .clone()
            .all(|i| reader.is_name_like(i) || reader.is(i, Flags::ABBREVIATION))
            .then_some((label, colon..colon + 1))
    }

    /// The attribution at the end of a paragraph whose marks never close: the mark before it is lost (“A, said X.).
    fn inside(&self, m: &Marked) -> Option<(Range<u32>, Range<u32>)> {
        let reader = self.setting.reader;
        let low = m.from.max(m.to.saturating_sub(12)) + 1;
        if !m.is_open() {
            return None;
        }
        (low..m.to).find_map(|i| {
            let comma = reader.is_comma(i - 1);
            let (cue, np) = if comma && reader.is_verb(i) {
                (i, noun_phrase::right(reader, i + 1, m.to)?)
            } else if comma {
                let np = noun_phrase::right(reader, i, m.to)?;
                (np.end, np)
            } else {
                return None;
            };
            let end = np.end.max(cue + 1);
            let alone = (end..m.to).all(|i| !reader.is_word(i));
            (alone && reader.is_verb(cue)).then_some((cue..cue + 1, np))
        })
    }

    /// Whether nothing but the attribution stands between the marks: no second sentence, no other clause.
    fn attribution_alone(&self, cue: u32, open: u32) -> bool {
        let reader = self.setting.reader;
        (cue..open)
            .filter(|&i| reader.is(i, Flags::ENDS_SENTENCE))
            .count()
            <= 1
    }
}
