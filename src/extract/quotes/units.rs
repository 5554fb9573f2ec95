//! Sentences as marks leave them: a sentence end inside a statement's marks is none outside.

use super::marks::Marked;
use super::reader::{Reader, WORDS, class};
use crate::parse::{Article, Block};
use crate::text::Flags;

/// A sentence, or several that one pair of marks holds together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// First token.
    pub(super) from: u32,
    /// One past the last token.
    pub(super) to: u32,
}

/// Splits a block into units, in order.
pub(super) fn split(
    article: &Article<'_>,
    reader: Reader<'_>,
    block: &Block,
    marked: &[Marked],
    out: &mut Vec<Unit>,
) {
    let mut from = block.tokens.start;
    // "LISBON (Reuters) –": what stands before the first sentence is none of it.
    if let Some(dateline) = article
        .dateline
        .as_ref()
        .filter(|d| block.span.contains(d.span))
    {
        while from < block.tokens.end
            && (reader.start(from) < dateline.span.end || reader.is_dash(from))
        {
            from += 1;
        }
    }
    let mut next_mark = 0;
    let sentences =
        &article.sentences[block.sentences.start as usize..block.sentences.end as usize];
    for (n, sentence) in sentences.iter().enumerate() {
        let to = sentence.tokens.end;
        while marked.get(next_mark).is_some_and(|m| m.close < to) {
            next_mark += 1;
        }
        let last = n + 1 == sentences.len();
        // The mark that holds this end, or closes with it.
        let held = marked.get(next_mark).is_some_and(|m| {
            m.open < to
                && (to < m.close
                    || to == m.close && attribution_follows(reader, m, block.tokens.end))
        });
        if !held || last {
            out.push(Unit { from, to });
            from = to;
        }
    }
}

/// Whether “Why!” is followed by its attribution: "Smith said", "asked the judge".
fn attribution_follows(reader: Reader<'_>, marked: &Marked, end: u32) -> bool {
    if marked.is_open() || marked.to == 0 {
        return false;
    }
    let last = reader.hash(marked.to - 1);
    if ![WORDS.exclamation, WORDS.question, WORDS.comma, WORDS.stop].contains(&last) {
        return false;
    }
    for i in marked.close..end.min(marked.close + 6) {
        if !reader.is_word(i) && !reader.is(i, Flags::ABBREVIATION) {
            return false;
        }
        if !reader.is(i, Flags::CAPITAL) && reader.is_reporting(i) {
            // After a full stop only where nothing but the speaker stands before the verb and nothing after it.
            return last != WORDS.stop
                || reader.is(i + 1, Flags::ENDS_SENTENCE) && i > marked.close;
        }
        if reader.any_class(
            i,
            class::WH | class::SUBORDINATOR | class::PREPOSITION | class::AUX,
        ) {
            return false;
        }
    }
    false
}
