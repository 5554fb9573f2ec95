//! Marks that no cue claims, and who may have said what stands in them.

use super::cues::{self, Cue, Setting, Side};
use super::headline;
use super::marks::Marked;
use super::noun_phrase;
use super::reader::{WORDS, class};
use super::source;
use super::source_rules;
use super::statements::{Carried, Statement, UnitReader};
use super::units::Unit;
use super::{QuoteKind, Via};
use crate::text::Flags;
use std::ops::Range;

/// Speaker and cue at the end of a block.
#[derive(Clone, Debug)]
pub(super) struct LeadIn {
    pub(super) speaker: Range<u32>,
    pub(super) cue: Range<u32>,
    pub(super) via: Via,
}

/// Tokens of a sentence that is looked back over.
const SENTENCE: u32 = 40;

/// Score that a cue must exceed for marks that no other claims.
const WEAK: i32 = -112;

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
    let cue = Cue::unweighed(reader, head, unit.from);
    let label = source::find(setting, &cue, None)?;
    // "He then listed what a nominee needs:" is a sentence, "More from Jo Bell:" is a label.
    let speaker = if via == Via::Colon && label.start > unit.from {
        let verb = (unit.from..label.start).any(|i| reader.is_verbal(i) || reader.is_ing_or_ed(i));
        let subject = source_rules::subject(reader, unit, last);
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

impl UnitReader<'_, '_> {
    /// A marked statement that no cue reaches.
    pub(super) fn lone(&self, m: &Marked, carried: &mut Carried, out: &mut Vec<Statement>) {
        let unit = self.setting.unit;
        let span = m.open..m.close;
        let heads_block = m.open == self.block_start;
        // It goes on from a paragraph that left its mark open.
        let goes_on = self.goes_on(m, carried);
        if let Some((open, _)) = carried.open.take().filter(|_| goes_on) {
            out[open].spans.push(span);
            if out[open].speaker.is_some() {
                carried.last = Some((open, self.block));
            }
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

    /// "said of Brussels: “…”": the reporting verb shortly before a colon, and whoever it says to speak.
    fn verb_before(&self, lead: Unit) -> Option<(Range<u32>, Range<u32>)> {
        const NEAR: u32 = 5;
        let reader = self.setting.reader;
        let mut near = (lead.from.max(lead.to.saturating_sub(NEAR))..lead.to).rev();
        let head = near.find(|&i| reader.is_reporting(i))?;
        let cue = Cue::unweighed(reader, head, lead.from);
        let speaker = source::find(self.setting, &cue, None)?;
        Some((cues::extent(reader, &cue), speaker))
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
        if let Some((speaker, mark)) = headline::label_behind(self.setting, m) {
            return (speaker, Some(mark), Via::Colon);
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
            if let Some((cue, speaker)) = self.verb_before(lead) {
                return (Some(speaker), Some(cue), Via::Cue);
            }
            if let Some(np) = source_rules::label(reader, lead, mark) {
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
            source_rules::subject(reader, unit, m.open)
        } else {
            self.subject_before(m)
        };
        match lead {
            Some(_) => (lead, None, Via::Adjacent),
            None => (near(3).and_then(of), None, Via::Continuation),
        }
    }

    /// Jo Bell disagreed. “…”: the person whom the sentence before is about.
    fn subject_before(&self, m: &Marked) -> Option<Range<u32>> {
        let reader = self.setting.reader;
        let low = self.block_start.max(m.open.saturating_sub(SENTENCE));
        let to = m.open.checked_sub(1).filter(|&to| to > low)?;
        let from = (low..to)
            .rev()
            .find(|&i| reader.is(i, Flags::ENDS_SENTENCE));
        let from = from.map_or(low, |i| i + 1);
        let marks = self.setting.marked_before(m.open).last();
        let plain = marks.is_none_or(|before| before.close <= from);
        if plain && (from > low || low == self.block_start) {
            let np = source_rules::subject(reader, Unit { from, to }, to)?;
            let pronoun = reader.any_class(np.start, class::SUBJECT);
            (pronoun || reader.is_name_like(np.end - 1)).then_some(np)
        } else {
            None
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
