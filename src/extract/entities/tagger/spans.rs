//! Names found in cells to spans of text: without possessive, with the full stop of an abbreviation.

use super::cell::Cell;
use super::cells::Cells;
use super::path::Coarse;
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

impl Found {
    /// Its cells.
    pub fn words<'a>(&self, cells: &'a Cells) -> &'a [Cell] {
        &cells.cells[self.from as usize..self.to as usize]
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
