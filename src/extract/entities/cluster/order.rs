//! Names by length, the longest first: a short form comes after all that it may be short for.

/// Longer names are of one length here.
const LONGEST: usize = 31;

/// An order of names by a counting sort: names of one length stay as they were.
#[derive(Debug, Default)]
pub(super) struct Order(Vec<u32>);

impl Order {
    /// Puts names of these lengths in order.
    pub(super) fn sort(&mut self, lengths: impl Iterator<Item = usize> + Clone) {
        let mut places = [0u32; LONGEST + 1];
        for length in lengths.clone() {
            places[length.min(LONGEST)] += 1;
        }
        let mut names = 0;
        for place in places.iter_mut().rev() {
            let of_length = *place;
            *place = names;
            names += of_length;
        }
        self.0.clear();
        self.0.resize(names as usize, 0);
        for (length, i) in lengths.zip(0..) {
            let place = &mut places[length.min(LONGEST)];
            self.0[*place as usize] = i;
            *place += 1;
        }
    }

    /// The name at a place.
    pub(super) fn at(&self, place: usize) -> usize {
        self.0[place] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_come_first_and_ties_stay() {
        let mut order = Order::default();
        let lengths = [1, 3, 2, 3, 40, 1, 0, 35];
        order.sort(lengths.into_iter());
        let places = (0..lengths.len()).map(|place| order.at(place));
        assert_eq!(places.collect::<Vec<_>>(), [4, 7, 1, 3, 2, 0, 5, 6]);
    }
}
