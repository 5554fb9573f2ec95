//! Reading data tables, and the map from a word's hash to what a table says of it.

use super::hash::fold_hash;

/// The entries of a table: its lines without comments (`#` first) and blank ones, trimmed at the end.
pub fn entries(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// An open-addressing map from [`fold_hash`] to a small value; made once, asked for every candidate token.
#[derive(Debug)]
pub struct WordMap<V> {
    /// Key 0 marks a free slot.
    slots: Vec<(u32, V)>,
    mask: usize,
}

impl WordMap<()> {
    /// The set of a table's words.
    pub fn set(table: &'static str) -> Self {
        Self::new(entries(table).map(|word| (word, ())))
    }
}

impl<V: Copy + Default> WordMap<V> {
    /// A map of these words; a word given twice keeps what `merge` makes of both values.
    pub fn merged<'w>(
        words: impl IntoIterator<Item = (&'w str, V)>,
        merge: impl Fn(V, V) -> V,
    ) -> Self {
        Self::from_hashes(
            words
                .into_iter()
                .map(|(word, value)| (fold_hash(word), value)),
            merge,
        )
    }

    /// The same from hashes (of phrases, say: see [`super::combine`]).
    pub fn from_hashes(
        hashes: impl IntoIterator<Item = (u32, V)>,
        merge: impl Fn(V, V) -> V,
    ) -> Self {
        let pairs: Vec<(u32, V)> = hashes
            .into_iter()
            .map(|(hash, value)| (hash.max(1), value))
            .collect();
        let size = (pairs.len() * 4).next_power_of_two().max(16);
        let mut map = Self {
            slots: vec![(0, V::default()); size],
            mask: size - 1,
        };
        for (hash, value) in pairs {
            let slot = map.slot(hash);
            let (key, old) = map.slots[slot];
            map.slots[slot] = (
                hash,
                if key == hash {
                    merge(old, value)
                } else {
                    value
                },
            );
        }
        map
    }

    /// A map of these words; of a word given twice the last value stays.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, V)>) -> Self {
        Self::merged(words, |_, last| last)
    }

    /// What the table says of the word with this hash.
    #[inline]
    pub fn get(&self, hash: u32) -> Option<V> {
        let hash = hash.max(1);
        let (key, value) = self.slots[self.slot(hash)];
        (key == hash).then_some(value)
    }

    /// The hashes and what the table says of each.
    pub fn iter(&self) -> impl Iterator<Item = (u32, V)> + '_ {
        self.slots.iter().copied().filter(|&(hash, _)| hash != 0)
    }

    /// Whether the table holds the word with this hash.
    #[inline]
    pub fn contains(&self, hash: u32) -> bool {
        self.get(hash).is_some()
    }

    #[inline]
    fn slot(&self, hash: u32) -> usize {
        let mut slot = hash as usize & self.mask;
        while self.slots[slot].0 != 0 && self.slots[slot].0 != hash {
            slot = (slot + 1) & self.mask;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_whatever_their_case() {
        let map = WordMap::new([("may", 5u8), ("June", 6)]);
        assert_eq!(map.get(fold_hash("MAY")), Some(5));
        assert_eq!(map.get(fold_hash("june")), Some(6));
        assert_eq!(map.get(fold_hash("july")), None);
        assert_eq!(
            WordMap::merged([("a", 1u8), ("A", 2)], |x, y| x | y).get(fold_hash("a")),
            Some(3)
        );
    }

    #[test]
    fn tables_have_comments() {
        assert_eq!(
            entries("# head\n\nMr\nMrs \n").collect::<Vec<_>>(),
            ["Mr", "Mrs"]
        );
    }
}
