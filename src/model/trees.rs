//! Boosted trees of depth two (Friedman 2001): each asks two questions about a few small numbers and adds what its leaf says.

/// Numbers that describe a tree: three questions (a number's place, a bound), four leaves.
pub const TREE: usize = 10;

/// The trees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees(Vec<Tree>);

#[derive(Clone, Copy, Debug, PartialEq)]
struct Tree {
    /// The first question, then the one where it is answered with no, then with yes.
    questions: [(usize, i16); 3],
    leaves: [i16; 4],
}

impl Trees {
    /// The trees that these numbers describe, [`TREE`] each: place and bound of the three questions, then the leaves for
    /// no-no, no-yes, yes-no, yes-yes. `None` if they describe none.
    pub fn new(numbers: &[i16]) -> Option<Self> {
        let (trees, rest) = numbers.as_chunks::<TREE>();
        let tree = |&[a, b, c, d, e, f, leaves @ ..]: &[i16; TREE]| {
            let question = |place: i16, bound| Some((usize::try_from(place).ok()?, bound));
            Some(Tree {
                questions: [question(a, b)?, question(c, d)?, question(e, f)?],
                leaves,
            })
        };
        let trees: Option<Vec<Tree>> = trees.iter().map(tree).collect();
        trees.filter(|_| rest.is_empty()).map(Self)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sum of what the trees say of `x`; a number that is not there answers no.
    pub fn sum(&self, x: &[i16]) -> i32 {
        let yes = |(place, bound): (usize, i16)| {
            usize::from(x.get(place).is_some_and(|&value| value >= bound))
        };
        let leaf = |tree: &Tree| {
            let first = yes(tree.questions[0]);
            i32::from(tree.leaves[2 * first + yes(tree.questions[1 + first])])
        };
        self.0.iter().map(leaf).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_lead_to_leaves() {
        let trees = Trees::new(&[0, 5, 1, 10, 1, 20, 1, 2, 3, 4]).expect("one tree");
        for (x, leaf) in [([4, 9], 1), ([4, 10], 2), ([5, 19], 3), ([5, 20], 4)] {
            assert_eq!(trees.sum(&x), leaf);
        }
        assert_eq!(trees.sum(&[]), 1);
        assert!(Trees::new(&[0; 9]).is_none() && Trees::new(&[-1; 10]).is_none());
        assert!(Trees::new(&[]).is_some_and(|trees| trees.is_empty()));
    }
}
