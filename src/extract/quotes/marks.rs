//! Quotation marks of a block, paired: outermost marked spans. A mark out of step costs its paragraph at most.

use super::reader::{Reader, WORDS};
use crate::lexicon::WordMap;
use crate::text::{Flags, chars};
use std::ops::Range;
use std::sync::LazyLock;

/// What is elided after an apostrophe ("'em", "'90s" is told by its digits): no opening mark.
static ELIDED: LazyLock<WordMap<()>> =
    LazyLock::new(|| WordMap::set(include_str!("tables/elided.txt")));

/// How many marks further on a single mark's partner is looked for.
const REACH: usize = 24;

/// What stands between two marks, the outermost ones only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// The opening mark's first token.
    pub(super) open: u32,
    /// The first token inside.
    pub(super) from: u32,
    /// One past the last token inside.
    pub(super) to: u32,
    /// One past the closing mark's last token; equal to `to` where no mark closes.
    pub(super) close: u32,
    /// Whether the marks are single.
    pub(super) single: bool,
}

impl Marked {
    /// Whether no mark closes it.
    pub(super) fn is_open(&self) -> bool {
        self.close == self.to
    }
}

/// A quotation mark: one token, or two for '' and ``.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) token: u32,
    width: u32,
    shape: char,
    /// Whether white space or nothing stands before; or an opening bracket or dash.
    free_before: bool,
    /// A letter or digit directly before.
    word_before: bool,
    /// A word or a number sign directly after.
    word_after: bool,
    /// White space or nothing directly after.
    free_after: bool,
}

/// Quotation marks.
pub(super) const MARKS: [char; 16] = [
    '"', '\'', '`', '‘', '’', '‚', '‛', '“', '”', '„', '‟', '‹', '›', '«', '»', '＂',
];

/// Notes the mark at token `i`. Returns how many tokens it takes: none if it is another character that shares a mark's hash.
#[inline(always)]
pub(super) fn note_mark(
    reader: Reader<'_>,
    i: u32,
    block: &Range<u32>,
    marks: &mut Vec<Mark>,
) -> u32 {
    let Some(mut shape) = reader.slice(i).chars().next().filter(|c| MARKS.contains(c)) else {
        return 0;
    };
    let glued = |i: u32| i < block.end && reader.is(i, Flags::GLUED);
    let mut width = 1;
    if matches!(shape, '\'' | '`' | '’' | '‘')
        && glued(i + 1)
        && reader.slice(i + 1) == reader.slice(i)
    {
        width = 2;
        shape = if shape == '`' { '“' } else { '"' };
    }
    let glued_before = i > block.start && reader.is(i, Flags::GLUED);
    let word_before = glued_before && reader.is_word(i - 1);
    let before = if glued_before && !word_before {
        let at = reader.start(i) as usize;
        reader.content[..at].chars().next_back()
    } else {
        None
    };
    let next = i + width;
    let glued_after = glued(next);
    let word_after = glued_after && reader.is_word(next);
    let number_sign = || {
        let after = reader.tokens.get(next as usize);
        let after = after.map(|t| t.first_char(reader.content));
        matches!(after, Some('[' | '(' | '$' | '£' | '€' | '…' | '@' | '#'))
    };
    marks.push(Mark {
        token: i,
        width,
        shape,
        free_before: !word_before
            && before.is_none_or(|c| {
                c.is_whitespace() || chars::is_open_bracket(c) || chars::is_dash(c)
            }),
        word_before: word_before || before.is_some_and(char::is_alphanumeric),
        word_after: word_after || glued_after && number_sign(),
        free_after: !glued_after,
    });
    width
}

/// Pairs the marks of one block into outermost spans, in order.
pub(super) fn pair(reader: Reader<'_>, block: &Range<u32>, marks: &[Mark], out: &mut Vec<Marked>) {
    let mut opened: Option<usize> = None;
    let mut i = 0;
    let span = |open: &Mark, to: u32, close: u32, single: bool| Marked {
        open: open.token,
        from: open.token + open.width,
        to,
        close,
        single,
    };
    while i < marks.len() {
        let mark = &marks[i];
        match opened {
            Some(from) => {
                if opens_again(mark, marks[from].shape) {
                    // The mark that should have closed is lost.
                    opened = Some(i);
                } else if closes_double(mark) {
                    out.push(span(
                        &marks[from],
                        mark.token,
                        mark.token + mark.width,
                        false,
                    ));
                    opened = None;
                }
            }
            None if opens_double(reader, mark) => opened = Some(i),
            None if opens_single(reader, marks, i) => {
                if let Some(j) = single_close(reader, marks, i) {
                    out.push(span(
                        mark,
                        marks[j].token,
                        marks[j].token + marks[j].width,
                        true,
                    ));
                    i = j;
                } else if mark.shape == '‘' && opens_statement(reader, block, mark) {
                    // A paragraph of a longer statement: it leaves the closing mark to a later one.
                    out.push(span(mark, block.end, block.end, true));
                    i = marks.len();
                }
            }
            None => {}
        }
        i += 1;
    }
    if let Some(from) = opened {
        out.push(span(&marks[from], block.end, block.end, false));
    }
    out.retain(|m| (m.from..m.to).any(|t| reader.is_word(t)));
}

/// At the head of a paragraph, or behind a comma or a colon: "He said: ‘".
fn opens_statement(reader: Reader<'_>, block: &Range<u32>, mark: &Mark) -> bool {
    mark.token == block.start || [WORDS.comma, WORDS.colon].contains(&reader.hash(mark.token - 1))
}

fn opens_double(reader: Reader<'_>, mark: &Mark) -> bool {
    match mark.shape {
        '“' | '„' | '«' | '‟' => true,
        '”' | '»' => mark.free_before && mark.word_after,
        // No inches, no markup.
        '"' | '＂' => {
            let markup = reader.is(mark.token, Flags::GLUED)
                && mark.token > 0
                && reader.hash(mark.token - 1) == WORDS.equals;
            !mark.word_before && !mark.free_after && !markup
        }
        _ => false,
    }
}

fn opens_again(mark: &Mark, open: char) -> bool {
    match mark.shape {
        '“' | '„' | '«' => {
            // „…“ closes with the mark that opens elsewhere.
            !(open == '„' && mark.shape == '“' && !mark.free_before)
                && (mark.free_before || mark.word_after)
        }
        '"' | '＂' => mark.free_before && mark.word_after,
        _ => false,
    }
}

fn closes_double(mark: &Mark) -> bool {
    matches!(mark.shape, '“' | '”' | '„' | '«' | '»' | '"' | '＂' | '‟')
}

fn opens_single(reader: Reader<'_>, marks: &[Mark], i: usize) -> bool {
    let mark = &marks[i];
    if !matches!(mark.shape, '\'' | '‘' | '‹' | '‚' | '`') || mark.word_before || !mark.word_after
    {
        return false;
    }
    if !mark.free_before && mark.token > 0 {
        let before = reader.slice(mark.token - 1);
        if matches!(before, "." | "," | "!" | "?" | "’" | "”" | "'") {
            return false;
        }
    }
    let next = mark.token + mark.width;
    let elided = ELIDED.contains(reader.hash(next))
        || reader.is(next, Flags::NUMERIC) && reader.slice(next).ends_with('s');
    !elided
}

/// The mark that closes the single mark at `i`: not inside a word, and rather no plural possessive (officials' claims).
fn single_close(reader: Reader<'_>, marks: &[Mark], i: usize) -> Option<usize> {
    let mut possessive = None;
    let mut doubles = 0;
    for j in i + 1..marks.len().min(i + 1 + REACH) {
        let mark = &marks[j];
        if chars::is_double_quote(mark.shape) {
            doubles += 1;
            continue;
        }
        if mark.token <= marks[i].token + marks[i].width
            || !matches!(mark.shape, '\'' | '’' | '›' | '‘')
            || mark.free_before
            || mark.word_after
        {
            continue;
        }
        let ends_in_s = reader.slice(mark.token - 1).ends_with(['s', 'S']);
        let next = mark.token + mark.width;
        let goes_on = mark.word_before
            && ends_in_s
            && mark.free_after
            && reader.is_word(next)
            && !reader.is(next, Flags::LINE_START)
            && reader
                .slice(next)
                .starts_with(|c: char| c.is_ascii_lowercase());
        if goes_on {
            possessive = possessive.or((doubles % 2 == 0).then_some(j));
        } else if doubles % 2 == 0 {
            return Some(j);
        } else {
            return None;
        }
    }
    possessive
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::quotes::reader::unknown;
    use crate::text::Text;

    fn marked(text: &str) -> Vec<String> {
        let text = Text::new(text.to_owned());
        let facts = unknown(&text, &[]);
        let reader = Reader::new(&facts);
        let mut out = Vec::new();
        for line in &text.lines {
            let mut marks = Vec::new();
            let mut i = line.tokens.start;
            while i < line.tokens.end {
                i += note_mark(reader, i, &line.tokens, &mut marks).max(1);
            }
            let mut spans = Vec::new();
            pair(reader, &line.tokens, &marks, &mut spans);
            out.extend(spans.iter().map(|m| {
                let end = if m.is_open() { " …" } else { "" };
                format!("{}{end}", reader.span(m.from, m.to).of(reader.content))
            }));
        }
        out
    }

    #[test]
    fn pairs() {
        for (text, expected) in [
            ("“A,” he said. “B.”", vec!["A,", "B."]),
            ("He said \"yes\" and 'no'.", vec!["yes", "no"]),
            (
                "claims 'only Russia's senior-most officials could' after",
                vec!["only Russia's senior-most officials could"],
            ),
            ("the officials' claims and the '90s", vec![]),
            ("“He said, ‘go,’ twice.”", vec!["He said, ‘go,’ twice."]),
            ("''A,'' he said. ``B.''", vec!["A,", "B."]),
            ("«A» „B“ ‹C›", vec!["A", "B", "C"]),
            ("“Open to the end.", vec!["Open to the end. …"]),
            ("“Lost one. “Second.”", vec!["Second."]),
            ("a 6\" beam, class=\"\" and \"word\"", vec!["word"]),
            ("\"Bob.\"\n\"What.\"", vec!["Bob.", "What."]),
            ("closed only,” he said. “Good.”", vec!["Good."]),
            ("get 'em while it's hot, 'twas said", vec![]),
            ("\"", vec![]),
            (
                "‘One paragraph goes on\n‘and ends.’",
                vec!["One paragraph goes on …", "and ends."],
            ),
        ] {
            assert_eq!(marked(text), expected, "{text}");
        }
    }
}
