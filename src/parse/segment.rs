//! Lines to blocks: hard-wrapped lines are joined, text without line structure is cut at sentence ends, any other line is
//! a block.

use crate::text::{Flags, Line, Span, Text, chars};
use std::ops::Range;

/// Wrapped text is at most this wide, in bytes.
const WIDEST: usize = 120;
/// Wrapped text is at least this wide.
const NARROWEST: usize = 40;
/// A text of at most this many lines may have no line structure.
const FEW_LINES: usize = 3;
/// A line is cut only if it is longer than this, in bytes.
const LONG_LINE: usize = 1200;

/// What will be a block, before it is known what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// From its first to its last character that is no white space.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Blank lines directly before it.
    pub blank_before: u8,
    /// White space at its head, in characters.
    pub indent: u8,
    /// Whether it is a piece of the same line as the one before it.
    pub continues: bool,
}

/// The units of a text, in order; every token is in exactly one.
pub fn units(text: &Text) -> Vec<Unit> {
    let wrapped = wrap_width(text);
    let mut units: Vec<Unit> = Vec::with_capacity(text.lines.len());
    let few = text.lines.len() <= FEW_LINES;
    for (i, line) in text.lines.iter().enumerate() {
        if let (Some(width), Some(last)) = (wrapped, units.last_mut())
            && joins(text, &text.lines[i - 1], line, width)
        {
            last.span.end = line.span.end;
            last.tokens.end = line.tokens.end;
            continue;
        }
        if few && line.span.len() > LONG_LINE {
            cut(text, line, &mut units);
        } else {
            units.push(unit(line, line.span, line.tokens.clone(), false));
        }
    }
    units
}

fn unit(line: &Line, span: Span, tokens: Range<u32>, continues: bool) -> Unit {
    let (blank_before, indent) = if continues {
        (0, 0)
    } else {
        (line.blank_before, line.indent)
    };
    Unit {
        span,
        tokens,
        blank_before,
        indent,
        continues,
    }
}

/// The width at which the text was hard-wrapped, if it was: nearly every line that another one follows directly is too
/// long to take the next one's first word as well.
fn wrap_width(text: &Text) -> Option<usize> {
    let width = text
        .lines
        .iter()
        .map(|line| line.span.len() + usize::from(line.indent))
        .max()?;
    if text.lines.len() < 6 || !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let (mut pairs, mut full, mut unended) = (0, 0, 0);
    for pair in text.lines.windows(2) {
        if pair[1].blank_before == 0 {
            pairs += 1;
            let fills = is_full(text, &pair[0], &pair[1], width);
            full += usize::from(fills);
            unended += usize::from(fills && !ends_sentence(text, &pair[0]));
        }
    }
    (pairs >= 5 && full * 4 >= pairs * 3 && unended * 2 >= full).then_some(width)
}

/// Whether the next line's first word would not have fitted on `line`.
fn is_full(text: &Text, line: &Line, next: &Line, width: usize) -> bool {
    let head = next
        .span
        .of(&text.content)
        .split_whitespace()
        .next()
        .map_or(0, str::len);
    // Widths are counted in bytes: a few wide characters make a line look longer than it is, never shorter.
    line.span.len() + usize::from(line.indent) + 1 + head > width.saturating_sub(width / 16)
}

fn ends_sentence(text: &Text, line: &Line) -> bool {
    line.tokens
        .end
        .checked_sub(1)
        .and_then(|i| text.tokens.get(i as usize))
        .is_some_and(|t| t.has(Flags::ENDS_SENTENCE))
}

fn joins(text: &Text, line: &Line, next: &Line, width: usize) -> bool {
    next.blank_before == 0 && next.indent <= line.indent && is_full(text, line, next, width)
}

/// Cuts a line at its sentence ends, outside double quotation marks.
fn cut(text: &Text, line: &Line, units: &mut Vec<Unit>) {
    let (mut from, mut depth) = (line.tokens.start, 0u32);
    for i in line.tokens.clone() {
        let token = &text.tokens[i as usize];
        if token.has(Flags::PUNCT) {
            let c = token.first_char(&text.content);
            depth = match c {
                '“' | '„' | '«' => 1,
                '”' | '»' => 0,
                '"' => depth ^ 1,
                _ => depth,
            };
            debug_assert!(depth == 0 || chars::is_double_quote(c) || depth == 1);
        }
        let last = i + 1 == line.tokens.end;
        if last || depth == 0 && token.has(Flags::ENDS_SENTENCE) {
            let tokens = from..i + 1;
            let span = text.token_span(tokens.clone());
            units.push(unit(line, span, tokens, from != line.tokens.start));
            from = i + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let text = Text::new(text.to_owned());
        units(&text)
            .iter()
            .map(|unit| unit.span.of(&text.content).to_owned())
            .collect()
    }

    #[test]
    fn lines_are_blocks() {
        assert_eq!(
            blocks("One\n\n Two two\nThree."),
            ["One", "Two two", "Three."]
        );
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The harbour at Wexley was closed on Monday after a storm that tore\n\
                    the roofs from two sheds and drove a ferry on to the breakwater,\n\
                    the port authority said in a statement late in the evening.\n\n\
                    Nobody was hurt, but the repairs may well take until the spring, the\n\
                    engineer in charge told reporters who had come to see the damage\n\
                    for themselves. The ferry company could not be reached by telephone\n\
                    on Monday evening.\nA second line.\n";
        let found = blocks(text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].ends_with("in the evening.") && found[2] == "A second line.");
    }

    #[test]
    fn text_without_lines_is_cut_at_sentence_ends() {
        let sentence =
            "He said “it rained. It poured.” and went home by the last train of the evening. ";
        let found = blocks(&sentence.repeat(20));
        assert_eq!(found.len(), 20);
        assert_eq!(found[3], sentence.trim());
    }
}
