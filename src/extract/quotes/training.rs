//! What the trainer needs: the decisions of each model with their features, labelled from annotated attributions.

use super::clauses;
use super::cues::{self, Cue, Setting, Side};
pub use super::models::{FITTED, Models};
use super::people::Names;
use super::reader::Reader;
use super::statements::{Carried, Found, UnitReader};
use super::{Scratch, block_bits, extent, scan_block, source, statement, units};
use crate::extract::Settings;
use crate::extract::dates::find_dates;
use crate::extract::entities::{cluster, find_mentions};
use crate::parse::{Article, Section};
use crate::text::{Flags, Span};

/// An annotated attribution, in bytes.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The speaker's spans.
    pub source: Vec<Span>,
    /// The cue's spans.
    pub cue: Vec<Span>,
    /// The statement's spans.
    pub content: Vec<Span>,
}

/// A decision among labels: the features and the right label.
pub type Labelled = (Vec<u32>, usize);
/// A decision among places: the features of each, and which is right.
pub type Ranked = (Vec<Vec<u32>>, usize);

/// The template of a feature.
pub fn template(feature: u32) -> u32 {
    feature & 0x1ff
}

/// The decisions of one article.
#[derive(Debug, Default)]
pub struct Decisions {
    /// Candidate cues: 0 none, 1 statement after, 2 before.
    pub cues: Vec<Labelled>,
    /// Places where a statement may begin, up to the right one: whether it does.
    pub starts: Vec<Labelled>,
    /// Places inside a sentence where it may end, up to the right one: whether it does.
    pub ends: Vec<Labelled>,
    /// Which noun phrase is the speaker.
    pub sources: Vec<Ranked>,
    /// Marked spans: 0 no statement, 1 statement.
    pub marked: Vec<Labelled>,
}

/// Collects the decisions in an article. `marked` needs the other models: it sees what they say.
pub fn decisions(article: &Article<'_>, gold: &[Gold]) -> Decisions {
    let settings = Settings::default();
    let dates = find_dates(article, &settings);
    let entities = cluster(article, find_mentions(article, &dates, &settings));
    let mut names = Names::default();
    let facts = super::reader::unknown(article.text, names.read(&entities));
    let reader = Reader::new(&facts);
    let mut out = Decisions::default();
    let mut scratch = Scratch::default();
    scratch.scan.read(reader);
    let mut carried = Carried::default();
    let mut found = Vec::new();
    for (n, block) in article.blocks.iter().enumerate() {
        if matches!(block.section, Section::Byline | Section::Dateline) {
            continue;
        }
        scan_block(reader, block, &mut scratch);
        if scratch.marked.is_empty() && scratch.heads.is_empty() {
            continue;
        }
        units::split(article, reader, block, &scratch.marked, &mut scratch.units);
        let Scratch {
            marked,
            units,
            heads,
            candidates,
            cues,
            clauses,
            ..
        } = &mut scratch;
        for &unit in units.iter() {
            let setting = Setting {
                reader,
                unit,
                marked,
                block: block_bits(block, n as u32),
                block_end: block.tokens.end,
            };
            let heads: Vec<u32> = heads
                .iter()
                .copied()
                .filter(|&i| unit.from <= i && i < unit.to)
                .collect();
            cue_decisions(&setting, &heads, gold, &mut out);
            let with_marks = marked
                .iter()
                .any(|m| unit.from <= m.open && m.open < unit.to);
            clauses::read(&setting, with_marks, &heads, candidates, cues, clauses);
            let unit_reader = UnitReader {
                setting: &setting,
                cues,
                clauses,
                candidates,
                block: n as u32,
                block_start: block.tokens.start,
            };
            for m in marked
                .iter()
                .filter(|m| unit.from <= m.open && m.open < unit.to)
            {
                let span = reader.span(m.from, m.to);
                let inside: usize = gold
                    .iter()
                    .flat_map(|g| &g.content)
                    .map(|c| c.end.min(span.end).saturating_sub(c.start.max(span.start)) as usize)
                    .max()
                    .unwrap_or(0);
                let share = inside as f64 / span.len().max(1) as f64;
                let words = (m.from..m.to).filter(|&i| reader.is_word(i)).count();
                let unsure = (0.2..0.8).contains(&share) || share < 0.2 && words >= 8;
                if unsure || statement::is_long(&setting, m) {
                    continue;
                }
                // A title inside a longer statement is no statement of its own.
                let title = words <= 6
                    && (m.from..m.to).all(|i| !reader.is_word(i) || reader.is(i, Flags::CAPITAL))
                    && gold.iter().any(|g| {
                        let size: usize = g.content.iter().map(|c| c.len()).sum();
                        g.content.iter().any(|c| c.overlaps(span)) && size > 2 * span.len()
                    });
                let evidence = unit_reader.evidence(m, &carried);
                let mut features = Vec::new();
                statement::features(&setting, m, &evidence, &mut features);
                out.marked
                    .push((features, usize::from(share >= 0.8 && !title)));
            }
            let first = marked.partition_point(|m| m.open < unit.from);
            let last = marked.partition_point(|m| m.open < unit.to);
            let here = &marked[first..last];
            unit_reader.read(here, &mut Found::default(), &mut carried, &mut found);
        }
    }
    out
}

fn cue_decisions(setting: &Setting<'_>, heads: &[u32], gold: &[Gold], out: &mut Decisions) {
    let (reader, unit) = (setting.reader, setting.unit);
    let bytes = reader.span(unit.from, unit.to);
    // Of several candidates in one cue, the first reporting verb is its head.
    let mut sides: Vec<Option<(Side, usize)>> = vec![None; heads.len()];
    for (n, g) in gold.iter().enumerate() {
        let (Some(first), Some(last)) = (g.content.first(), g.content.last()) else {
            continue;
        };
        let within = |&&i: &&u32| g.cue.iter().any(|c| c.overlaps(reader.span(i, i + 1)));
        let head = heads.iter().filter(within).max_by_key(|&&i| {
            let rank = if reader.is_reporting(i) {
                2
            } else {
                u32::from(reader.is_word(i))
            };
            (rank, std::cmp::Reverse(i))
        });
        let Some(&head) = head else { continue };
        let at = reader.start(head);
        let side = if first.start > at {
            Side::After
        } else {
            Side::Before
        };
        if !bytes.overlaps(*first) && !bytes.overlaps(*last) {
            continue;
        }
        let i = heads.iter().position(|&h| h == head).unwrap_or(0);
        if sides[i].is_none() {
            sides[i] = Some((side, n));
        }
    }
    let mut earlier = None;
    for (&head, side) in heads.iter().zip(&sides) {
        let group = cues::group_start(reader, head, unit.from);
        let features = cues::features_of(setting, head, group);
        let label = match side {
            None => 0,
            Some((Side::After, _)) => 1,
            Some((Side::Before, _)) => 2,
        };
        out.cues.push((features, label));
        if let Some((side, n)) = *side {
            let cue = Cue {
                head,
                group,
                side,
                score: 0,
            };
            earlier = source_decision(setting, &cue, &gold[n].source, earlier.take(), out);
        }
        let Some((Side::After, n)) = *side else {
            continue;
        };
        let content = &gold[n].content;
        let (Some(first), Some(last)) = (content.first(), content.last()) else {
            continue;
        };
        let places = extent::Starts::new(setting, head);
        let starts: Vec<u32> = extent::Starts::new(setting, head).collect();
        // The gold keeps "that"; so may a candidate: either is right, the one behind it is asked for.
        let wanted = starts.iter().position(|&i| reader.start(i) >= first.start);
        let Some(right) = wanted.filter(|&k| reader.start(starts[k]) <= first.start + 3) else {
            continue;
        };
        let right = if reader.hash(starts[right]) == super::reader::WORDS.that
            && right + 1 < starts.len()
        {
            right + 1
        } else {
            right
        };
        for &at in &starts[..=right] {
            let mut features = Vec::new();
            places.features(at, &mut features);
            out.starts
                .push((features, usize::from(at == starts[right])));
        }
        let from = starts[right];
        let places = extent::Ends::new(setting, head, from);
        let ends: Vec<extent::End<'_>> = extent::Ends::new(setting, head, from).collect();
        // The last place that is not behind the annotated end, marks and punctuation aside.
        let end_word = |i: u32| {
            let mut i = i;
            while i > from && !reader.is_word(i - 1) {
                i -= 1;
            }
            reader.end(i.saturating_sub(1))
        };
        let mut gold_end = last.end;
        while gold_end > last.start
            && !reader.content[..gold_end as usize].ends_with(char::is_alphanumeric)
        {
            gold_end -= 1;
            while !reader.content.is_char_boundary(gold_end as usize) {
                gold_end -= 1;
            }
        }
        let gold_end = gold_end.min(bytes.end);
        let right = ends.iter().position(|end| end_word(end.at) == gold_end);
        if right.is_none() && end_word(places.last) != gold_end {
            continue;
        }
        for (n, &end) in ends
            .iter()
            .enumerate()
            .take(right.map_or(ends.len(), |n| n + 1))
        {
            let mut features = Vec::new();
            places.features(end, &mut features);
            out.ends.push((features, usize::from(Some(n) == right)));
        }
    }
}

/// Which noun phrase the annotators chose: the one that shares most with theirs, or the one before their relative pronoun.
/// Returns it, for the next cue.
fn source_decision(
    setting: &Setting<'_>,
    cue: &Cue,
    gold: &[Span],
    earlier: Option<std::ops::Range<u32>>,
    out: &mut Decisions,
) -> Option<std::ops::Range<u32>> {
    let reader = setting.reader;
    let first = source::first(setting, cue, &earlier);
    if let Some(np) = first
        .as_ref()
        .filter(|np| source::is_sure(setting, cue, np))
    {
        return Some(np.clone());
    }
    let mut found = source::Candidates::default();
    source::candidates(setting, cue, first, earlier, &mut found);
    let candidates = found.as_slice();
    let shared = |c: &source::Candidate| {
        let span = reader.span(c.range().start, c.range().end);
        gold.iter()
            .map(|g| {
                let relative = matches!(g.of(reader.content), "who" | "which" | "that");
                let gap = g.start.saturating_sub(span.end);
                if relative && g.start >= span.end && gap <= 2 {
                    return 1000;
                }
                if g.overlaps(span) && g.start.abs_diff(span.start) <= 4 {
                    return 2000 - g.len().abs_diff(span.len()).min(900) as u32;
                }
                let common = g.end.min(span.end).saturating_sub(g.start.max(span.start));
                common * 2000 / (span.len() as u32 + g.len() as u32).max(1)
            })
            .max()
            .unwrap_or(0)
    };
    let (right, most) = candidates
        .iter()
        .map(shared)
        .enumerate()
        .max_by_key(|&(i, n)| (n, std::cmp::Reverse(i)))?;
    if most == 0 {
        return None;
    }
    let mut around = source::Around::new(setting, cue);
    let each = candidates
        .iter()
        .map(|c| {
            let mut features = Vec::new();
            around.features(setting, cue, c, &mut features);
            features
        })
        .collect();
    out.sources.push((each, right));
    Some(candidates[right].range())
}
