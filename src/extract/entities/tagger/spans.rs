//! Labelled cells to spans of text: without possessive, with the full stop of an abbreviation.

use super::cells::Cells;
use super::path::{Coarse, OUTSIDE, TYPES, goes_on, leaves_open};
use crate::text::{Flags, Span, Text};

/// A name found: cells `from..to` and its coarse type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// First cell.
    pub from: u32,
    /// One past the last.
    pub to: u32,
    /// Its type.
    pub kind: Coarse,
}

/// The names in a labelled chain that starts at cell `start`.
pub fn names(start: u32, path: &[u8], found: &mut Vec<Found>) {
    let mut from = start;
    for (i, &label) in path.iter().enumerate() {
        let (at, label) = (start + i as u32, usize::from(label));
        if label == OUTSIDE {
            continue;
        }
        if !goes_on(label) {
            from = at;
        }
        if !leaves_open(label) {
            found.push(Found {
                from,
                to: at + 1,
                kind: Coarse::ALL[label % TYPES],
            });
        }
    }
}

/// The text of cells `from..to`.
pub fn span(text: &Text, cells: &Cells, from: u32, to: u32) -> Span {
    let first = &text.tokens[cells.cells[from as usize].token as usize];
    let at = cells.cells[to as usize - 1].token as usize;
    let last = &text.tokens[at];
    let mut end = last.stem(&text.content).end;
    if !last.has(Flags::POSSESSIVE)
        && let Some(dot) = text.tokens.get(at + 1)
        && dot.has(Flags::ABBREVIATION | Flags::GLUED)
    {
        end = dot.end;
    }
    Span {
        start: first.start,
        end,
    }
}
