//! The best path through a sequence of label scores (Viterbi 1967).

/// A weight that no path takes: an illegal start, transition or label.
pub const NEVER: i32 = i32::MIN / 4;

/// The labels of the best path: `scores[i][label]`, plus `start[label]` for the first and `transitions[from][to]` between.
/// `back` is scratch space, kept between calls; the labels are appended to `path`. Ties go to the lower label.
pub fn best_path<const L: usize>(
    scores: &[[i32; L]],
    start: &[i32; L],
    transitions: &[[i32; L]; L],
    back: &mut Vec<[u8; L]>,
    path: &mut Vec<u8>,
) {
    let Some((first, rest)) = scores.split_first() else {
        return;
    };
    back.clear();
    let mut best: [i32; L] =
        std::array::from_fn(|label| first[label].saturating_add(start[label]).max(NEVER));
    for score in rest {
        let mut from = [0u8; L];
        let mut next = [NEVER; L];
        for to in 0..L {
            for (label, &so_far) in best.iter().enumerate() {
                let total = so_far.saturating_add(transitions[label][to]);
                if total > next[to] {
                    (next[to], from[to]) = (total, label as u8);
                }
            }
            next[to] = next[to].saturating_add(score[to]).max(NEVER);
        }
        back.push(from);
        best = next;
    }
    let mut label = (0..L).fold(
        0,
        |top, label| if best[label] > best[top] { label } else { top },
    );
    let at = path.len();
    path.push(label as u8);
    for from in back.iter().rev() {
        label = usize::from(from[label]);
        path.push(label as u8);
    }
    path[at..].reverse();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_weighs_transitions() {
        let scores = [[0, 1], [3, 2], [0, 4]];
        let (mut back, mut path) = (Vec::new(), Vec::new());
        best_path(&scores, &[0, 0], &[[0, 0], [0, 0]], &mut back, &mut path);
        assert_eq!(path, [1, 0, 1]);
        path.clear();
        best_path(
            &scores,
            &[0, 0],
            &[[0, NEVER], [NEVER, 0]],
            &mut back,
            &mut path,
        );
        assert_eq!(path, [1, 1, 1]);
        path.clear();
        best_path::<2>(&[], &[0, 0], &[[0; 2]; 2], &mut back, &mut path);
        assert!(path.is_empty());
    }
}
