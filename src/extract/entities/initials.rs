//! Initials in brackets behind a name tell where it begins: "Meta and the | Internet and Mobile Association of India (IAMAI)".

use super::tagger::cell::{joint, shape};
use super::tagger::cells::Cells;
use super::tagger::path::Coarse;
use super::tagger::spans::Found;
use crate::lexicon::const_hash;
use crate::text::{Flags, Text};

const OPEN: u32 = const_hash("(");
const CLOSE: u32 = const_hash(")");

/// Letters of initials, at least and at most: two letters fit too many words.
const LEAST: usize = 3;
const MOST: usize = 7;
/// Most tokens of a name that initials stand for.
const LONGEST: usize = 14;

/// Lets the names found, which are in order, begin where the initials behind them say. What stood before stays a name.
pub fn begin_by_initials(text: &Text, cells: &Cells, found: &mut Vec<Found>) {
    let are_initials = |name: &Found| {
        let cell = &cells.cells[name.from as usize];
        name.to == name.from + 1
            && cell.shape & shape::ALL_CAPS != 0
            && cell.joints & (joint::GLUED | joint::GLUED_AFTER)
                == joint::GLUED | joint::GLUED_AFTER
    };
    let Some(first) = found.iter().position(are_initials) else {
        return;
    };
    let mut out = Vec::with_capacity(found.len() + 1);
    out.extend_from_slice(&found[..first]);
    for &name in &found[first..] {
        if are_initials(&name) {
            begin(text, cells, &mut out, name);
        }
        out.push(name);
    }
    *found = out;
}

/// Moves the beginning of the last name if these initials behind it stand for more or fewer words.
fn begin(text: &Text, cells: &Cells, found: &mut Vec<Found>, initials: Found) {
    let Some(&name) = found.last() else {
        return;
    };
    let Some(from) = beginning(text, cells, name, initials)
        .filter(|&from| from != name.from && !is_number(cells, name.from, from))
    else {
        return;
    };
    // Of the names that it takes words from the first keeps what lies before, or is all of it if its initial is the same.
    let first = found.partition_point(|other| other.to <= from);
    let cut = found[first];
    let same = same_initial(text, cells, cut.from, from);
    let from = if same { cut.from.min(from) } else { from };
    found.truncate(first);
    found.extend(before(cells, cut.from, from).map(|to| Found { to, ..cut }));
    found.push(Found {
        from,
        kind: match name.kind {
            Coarse::Person | Coarse::Location => Coarse::Organization,
            kind => kind,
        },
        ..name
    });
}

fn same_initial(text: &Text, cells: &Cells, one: u32, other: u32) -> bool {
    let letter = |cell: u32| {
        let token = &text.tokens[cells.cells[cell as usize].token as usize];
        token.first_char(&text.content)
    };
    letter(one) == letter(other)
}

/// Whether a number is all that a name would lose at its beginning: "2011 | Household Survey (HS)".
fn is_number(cells: &Cells, from: u32, to: u32) -> bool {
    let lost = cells.cells.get(from as usize..to as usize);
    lost.is_some_and(|lost| lost.iter().all(|cell| cell.shape & shape::NUMERIC != 0))
}

/// One past the last capital of cells `from..to`: what is left of a name whose end another takes.
fn before(cells: &Cells, from: u32, to: u32) -> Option<u32> {
    let words = cells.cells.get(from as usize..to as usize)?;
    let last = words.iter().rposition(|cell| cell.is_capital())?;
    Some(from + last as u32 + 1)
}

/// The cell with which a name begins, if all of the initials in brackets behind it stand for words that end with it.
fn beginning(text: &Text, cells: &Cells, name: Found, initials: Found) -> Option<u32> {
    let cell = cells.cells.get(initials.from as usize)?;
    let at = cell.token as usize;
    let bracket = at.checked_sub(1).map(|before| text.tokens[before].hash);
    if initials.to != initials.from + 1
        || cell.shape & shape::ALL_CAPS == 0
        || bracket != Some(OPEN)
        || text.tokens.get(at + 1).is_none_or(|t| t.hash != CLOSE)
        || cells.cells[name.to as usize - 1].token as usize + 2 != at
    {
        return None;
    }
    let letters = text.token(&text.tokens[at]).as_bytes();
    if !(LEAST..=MOST).contains(&letters.len()) {
        return None;
    }
    let first = first_of(text, letters, at - 2)?;
    // The cells of the words, which follow one another.
    let back = (at - 2 - first) as u32;
    let from = (name.to - 1).checked_sub(back)?;
    (cells.cells[from as usize].token as usize == first).then_some(from)
}

/// The first token of the words that end with token `last` and begin with the letters: capitals in order, small words with theirs
/// or without.
fn first_of(text: &Text, letters: &[u8], last: usize) -> Option<usize> {
    let mut left = letters;
    for i in (last.saturating_sub(LONGEST)..=last).rev() {
        let (&letter, rest) = left.split_last()?;
        let token = &text.tokens[i];
        let fits = token
            .first_char(&text.content)
            .eq_ignore_ascii_case(&char::from(letter));
        if fits && token.is_word() {
            left = rest;
        } else if token.has(Flags::CAPITAL) || !token.is_word() {
            return None;
        }
        if left.is_empty() {
            return token.has(Flags::CAPITAL).then_some(i);
        }
        if token.has(Flags::LINE_START) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::extract::entities::testing::names_in;

    #[test]
    fn initials_tell_the_beginning() {
        for (sentence, expected) in [
            (
                "They met Google, Meta and the Internet and Mobile Association of India (IAMAI).",
                "Internet and Mobile Association of India organization",
            ),
            (
                "A study by the Food and Agriculture Organization (FAO) said so.",
                "Food and Agriculture Organization organization",
            ),
            (
                "He played for the Boston Red Sox of Major League Baseball (MLB) in May.",
                "Boston Red Sox organization",
            ),
        ] {
            let found = names_in(sentence);
            assert!(found.iter().any(|name| name == expected), "{found:?}");
            assert!(
                !found.iter().any(|name| name.contains(" the ")),
                "{found:?}"
            );
        }
    }
}
