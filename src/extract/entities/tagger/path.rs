//! Labels and the best legal path through a chain: BILOU over four coarse types (Ratinov & Roth 2009), Viterbi 1967.

use super::spans::Found;
use std::array::from_fn;

/// The coarse types, as CoNLL-2003 has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Coarse {
    /// People.
    Person,
    /// Organizations.
    Organization,
    /// Places.
    Location,
    /// Groups, events, works, products.
    Misc,
}

impl Coarse {
    /// All of them, in label order.
    pub const ALL: [Self; TYPES] = [Self::Person, Self::Organization, Self::Location, Self::Misc];
}

/// Number of coarse types.
pub const TYPES: usize = 4;
/// Labels that have weights: where in a name + type; outside scores 0.
pub const LABELS: usize = 4 * TYPES;
/// The label of a cell that belongs to no name.
pub const OUTSIDE: usize = LABELS;

/// First label of those that begin a name.
pub const BEGIN: usize = 0;
/// Within.
pub const INSIDE: usize = TYPES;
/// At its end.
pub const LAST: usize = 2 * TYPES;
/// Alone.
pub const ONLY: usize = 3 * TYPES;

/// Whether a name goes on behind a label.
#[inline]
pub fn leaves_open(label: usize) -> bool {
    label < LAST
}

/// Whether a label goes on with a name.
#[inline]
pub fn goes_on(label: usize) -> bool {
    (INSIDE..ONLY).contains(&label)
}

/// What [`best_path`] remembers of a cell: the label of the best path that leaves no name open here, and for each type, as
/// bits, whether the best open name begins here.
pub type Step = (u8, u8);

/// Below every sum.
const NEVER: i16 = i16::MIN;

/// The names on the best legal path, appended to `found`; the first score is that of cell `from`, `steps` is scratch space. Linear
/// in the labels: after a name or outside any, every beginning is legal, so one maximum stands for all that may come before. Sums
/// are kept relative to the best path that leaves no name open, so that they stay small; what does not is held at the limits.
pub fn best_path(
    scores: &[[i16; LABELS]],
    from: u32,
    steps: &mut Vec<Step>,
    found: &mut Vec<Found>,
) {
    steps.clear();
    // What a name that ends at the next cell starts from: open names by type, then nothing for names of one cell.
    let mut open = [NEVER, NEVER, NEVER, NEVER, 0, 0, 0, 0];
    for score in scores {
        // All lanes at once and bits, not branches: which label is best cannot be guessed.
        let closing: [i16; 2 * TYPES] = from_fn(|l| open[l].saturating_add(score[LAST + l]));
        let best = closing.iter().fold(0, |best, &sum| sum.max(best));
        let ends = bits(from_fn(|l| closing[l] == best)) | 1 << (OUTSIDE - LAST);
        let label = if best > 0 {
            ends.trailing_zeros()
        } else {
            OUTSIDE as u32 - LAST as u32
        };
        let inside: [i16; TYPES] = from_fn(|t| open[t].saturating_add(score[INSIDE + t]));
        let began = bits(from_fn(|t| {
            t < TYPES && score[BEGIN + t] >= inside[t % TYPES]
        }));
        for t in 0..TYPES {
            open[t] = score[BEGIN + t].max(inside[t]).saturating_sub(best);
        }
        steps.push((LAST as u8 + label as u8, began as u8));
    }
    let first = found.len();
    // One past the last cell of the name that is being followed, and its type.
    let mut within: Option<(u32, usize)> = None;
    for (at, &(label, began)) in (from..from + steps.len() as u32).zip(&*steps).rev() {
        let label = usize::from(label);
        let (to, kind) = match within {
            Some(name) => name,
            None if label == OUTSIDE => continue,
            None => (at + 1, label % TYPES),
        };
        let begins = match within {
            Some(_) => began >> kind & 1 == 1,
            None => !goes_on(label),
        };
        within = (!begins).then_some((to, kind));
        if begins {
            found.push(Found {
                from: at,
                to,
                kind: Coarse::ALL[kind],
            });
        }
    }
    found[first..].reverse();
}

/// A bit for each that is so.
#[inline]
fn bits(of: [bool; 2 * TYPES]) -> u32 {
    (0..2 * TYPES).fold(0, |bits, l| bits | u32::from(of[l]) << l)
}

/// The type of a chain of one cell, if that is a name: [`best_path`] for the commonest case.
#[inline]
pub fn only(score: &[i16; LABELS]) -> Option<Coarse> {
    // Sum and type in one number; of equal sums the first counts.
    let ranked = |kind: usize| i32::from(score[ONLY + kind]) << 2 | (TYPES - 1 - kind) as i32;
    let best = (0..TYPES).map(ranked).fold(0, i32::max);
    (best >> 2 > 0).then(|| Coarse::ALL[TYPES - 1 - (best & 3) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_legal_and_best() {
        let mut scores = vec![[-5; LABELS]; 3];
        scores[0][BEGIN] = 3;
        scores[1][INSIDE] = 2;
        scores[1][ONLY] = 4;
        scores[2][LAST] = 3;
        let (mut steps, mut found) = (Vec::new(), Vec::new());
        let name = |from, to| Found {
            from,
            to,
            kind: Coarse::Person,
        };
        best_path(&scores, 7, &mut steps, &mut found);
        assert_eq!(found, [name(7, 10)]);
        best_path(&scores[..2], 7, &mut steps, &mut found);
        assert_eq!(found, [name(7, 10), name(8, 9)]);
        found.clear();
        best_path(&scores[1..2], 7, &mut steps, &mut found);
        assert_eq!(found, [name(7, 8)]);
        assert_eq!(only(&scores[1]), Some(Coarse::Person));
        assert_eq!(only(&scores[2]), None);
    }

    #[test]
    fn sums_beyond_the_limits_stay_legal() {
        let scores = vec![[3000; LABELS]; 64];
        let (mut steps, mut found) = (Vec::new(), Vec::new());
        best_path(&scores, 0, &mut steps, &mut found);
        assert!(!found.is_empty());
        assert!(
            found
                .iter()
                .all(|name| name.from < name.to && name.to <= 64)
        );
        assert!(found.windows(2).all(|two| two[0].to <= two[1].from));
    }
}
