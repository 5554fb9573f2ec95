//! Labels and the best legal path through a chain: BILOU over four coarse types (Ratinov & Roth 2009), Viterbi 1967.

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

/// The labels of the best legal path, appended to `path`; `steps` is scratch space. Linear in the labels: after a name or
/// outside any, every beginning is legal, so one maximum stands for all that may come before. Sums are kept relative to the best
/// path that leaves no name open, so that they stay small; what does not is held at the limits.
pub fn best_path(scores: &[[i16; LABELS]], steps: &mut Vec<Step>, path: &mut Vec<u8>) {
    steps.clear();
    let mut open = [NEVER; TYPES];
    for score in scores {
        // Last of an open name, then a name alone.
        let mut closing = [0i16; 2 * TYPES];
        for t in 0..TYPES {
            closing[t] = open[t].saturating_add(score[LAST + t]);
            closing[TYPES + t] = score[ONLY + t];
        }
        let best = closing.iter().fold(0, |best, &sum| sum.max(best));
        let mut label = OUTSIDE;
        if best > 0 {
            label = LAST + closing.iter().position(|&sum| sum == best).unwrap_or(0);
        }
        let mut began = 0;
        for t in 0..TYPES {
            let (begin, inside) = (score[BEGIN + t], open[t].saturating_add(score[INSIDE + t]));
            began |= u8::from(begin >= inside) << t;
            open[t] = begin.max(inside).saturating_sub(best);
        }
        steps.push((label as u8, began));
    }
    let at = path.len();
    let mut within: Option<usize> = None;
    for &(label, began) in steps.iter().rev() {
        let label = match within {
            Some(t) if began >> t & 1 == 1 => BEGIN + t,
            Some(t) => INSIDE + t,
            None => usize::from(label),
        };
        path.push(label as u8);
        within = goes_on(label).then_some(label % TYPES);
    }
    path[at..].reverse();
}

/// The type of a chain of one cell, if that is a name: [`best_path`] for the commonest case.
#[inline]
pub fn only(score: &[i16; LABELS]) -> Option<Coarse> {
    let mut best = (0, None);
    for kind in Coarse::ALL {
        let sum = score[ONLY + kind as usize];
        if sum > best.0 {
            best = (sum, Some(kind));
        }
    }
    best.1
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
        let (mut steps, mut path) = (Vec::new(), Vec::new());
        best_path(&scores, &mut steps, &mut path);
        assert_eq!(path, [BEGIN as u8, INSIDE as u8, LAST as u8]);
        path.clear();
        best_path(&scores[..2], &mut steps, &mut path);
        assert_eq!(path, [OUTSIDE as u8, ONLY as u8]);
        path.clear();
        best_path(&scores[1..2], &mut steps, &mut path);
        assert_eq!(path, [ONLY as u8]);
        assert_eq!(only(&scores[1]), Some(Coarse::Person));
        assert_eq!(only(&scores[2]), None);
    }

    #[test]
    fn sums_beyond_the_limits_stay_legal() {
        let scores = vec![[3000; LABELS]; 64];
        let (mut steps, mut path) = (Vec::new(), Vec::new());
        best_path(&scores, &mut steps, &mut path);
        let mut open = false;
        for &label in &path {
            assert_eq!(open, goes_on(label.into()));
            open = leaves_open(label.into());
        }
        assert!(!open);
    }
}
