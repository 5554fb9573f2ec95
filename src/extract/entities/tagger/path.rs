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
    pub const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Location, Self::Misc];
}

/// Labels that have weights: type * 4 + {begin, inside, last, only}; outside scores 0.
pub const LABELS: usize = 16;
/// The label of a cell that belongs to no name.
pub const OUTSIDE: usize = 16;

/// Where in a name a label stands.
pub const BEGIN: usize = 0;
/// Within.
pub const INSIDE: usize = 1;
/// At its end.
pub const LAST: usize = 2;
/// Alone.
pub const ONLY: usize = 3;

/// Whether `to` may follow `from`.
pub fn follows(from: usize, to: usize) -> bool {
    let open = from != OUTSIDE && matches!(from % 4, BEGIN | INSIDE);
    let goes_on = to != OUTSIDE && matches!(to % 4, INSIDE | LAST);
    if open || goes_on {
        open && goes_on && from / 4 == to / 4
    } else {
        true
    }
}

/// What [`best_path`] remembers of a cell: the label of the best path that leaves no name open here, and for each type whether
/// the best open name begins here.
pub type Step = (u8, [bool; 4]);

const NEVER: i32 = i32::MIN / 4;

/// The labels of the best legal path, appended to `path`; `steps` is scratch space. Linear in the labels: after a name or
/// outside any, every beginning is legal, so one maximum stands for all that may come before.
pub fn best_path(scores: &[[i16; LABELS]], steps: &mut Vec<Step>, path: &mut Vec<u8>) {
    steps.clear();
    let mut closed = 0i32;
    let mut open = [NEVER; 4];
    for score in scores {
        let score = score.map(i32::from);
        let (mut next, mut label) = (closed, OUTSIDE);
        let mut began = [false; 4];
        for t in 0..4 {
            let (only, last) = (closed + score[t * 4 + ONLY], open[t] + score[t * 4 + LAST]);
            if only > next {
                (next, label) = (only, t * 4 + ONLY);
            }
            if last > next {
                (next, label) = (last, t * 4 + LAST);
            }
            let (begin, inside) = (
                closed + score[t * 4 + BEGIN],
                open[t] + score[t * 4 + INSIDE],
            );
            began[t] = begin >= inside;
            open[t] = begin.max(inside).max(NEVER);
        }
        steps.push((label as u8, began));
        closed = next;
    }
    let at = path.len();
    let mut within: Option<usize> = None;
    for &(label, began) in steps.iter().rev() {
        let label = match within {
            Some(t) if began[t] => t * 4 + BEGIN,
            Some(t) => t * 4 + INSIDE,
            None => usize::from(label),
        };
        path.push(label as u8);
        within = (label != OUTSIDE && matches!(label % 4, INSIDE | LAST)).then_some(label / 4);
    }
    path[at..].reverse();
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
        assert!(path.windows(2).all(|p| follows(p[0].into(), p[1].into())));
        path.clear();
        best_path(&scores[..2], &mut steps, &mut path);
        assert_eq!(path, [OUTSIDE as u8, ONLY as u8]);
    }
}
