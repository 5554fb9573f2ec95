//! Forms by key. Most names of an article have nothing in common: small filters keep their keys out of the table.

use super::links::{Bearers, Links, MOST_BEARERS};

const NONE: u32 = u32::MAX;

/// A set that may claim to hold more than it does.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Filter([u64; 16]);

impl Filter {
    fn at(key: u64) -> (usize, u64) {
        ((key >> 60) as usize, 1 << (key >> 54 & 63))
    }

    pub(super) fn has(&self, key: u64) -> bool {
        let (word, bit) = Self::at(key);
        self.0[word] & bit != 0
    }

    /// Adds a key and says whether it may have been there.
    pub(super) fn add(&mut self, key: u64) -> bool {
        let (word, bit) = Self::at(key);
        let had = self.0[word] & bit != 0;
        self.0[word] |= bit;
        had
    }
}

/// Two filters: what was added, and what was added twice.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Repeats {
    once: Filter,
    twice: Filter,
}

impl Repeats {
    pub(super) fn add(&mut self, key: u64) {
        if self.once.add(key) {
            self.twice.add(key);
        }
    }

    /// Whether the key may have been added.
    pub(super) fn has(&self, key: u64) -> bool {
        self.once.has(key)
    }

    /// Whether the key may have been added more than once.
    pub(super) fn repeats(&self, key: u64) -> bool {
        self.twice.has(key)
    }
}

/// A map from keys to numbers, open addressing.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// The number [`NONE`] marks a free slot.
    slots: Vec<(u64, u32)>,
    count: usize,
}

impl Slots {
    /// For about so many keys.
    pub(super) fn for_keys(keys: usize) -> Self {
        Self {
            slots: vec![(0, NONE); (keys * 2).next_power_of_two().max(16)],
            count: 0,
        }
    }

    /// The number of a key; [`NONE`] where it is new.
    pub(super) fn entry(&mut self, key: u64) -> &mut u32 {
        if self.count * 2 >= self.slots.len() {
            let larger = Self::for_keys(self.slots.len().max(16));
            let old = std::mem::replace(self, larger);
            for (key, number) in old.slots {
                if number != NONE {
                    *self.entry(key) = number;
                }
            }
        }
        let at = self.at(key);
        let slot = &mut self.slots[at];
        if slot.1 == NONE {
            // The caller fills it.
            self.count += 1;
            slot.0 = key;
        }
        &mut slot.1
    }

    fn get(&self, key: u64) -> u32 {
        if self.slots.is_empty() {
            return NONE;
        }
        self.slots[self.at(key)].1
    }

    fn at(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        while self.slots[at].1 != NONE && self.slots[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// The number of a key, `new` where it has none yet; with whether it had one.
    pub(super) fn number(&mut self, key: u64, new: u32) -> (u32, bool) {
        let number = self.entry(key);
        let known = *number != NONE;
        if !known {
            *number = new;
        }
        (*number, known)
    }
}

/// Forms by key, the latest entry first.
#[derive(Debug, Default)]
pub(super) struct Keys {
    filter: Filter,
    heads: Slots,
    /// Form and the entry before it under the same key.
    entries: Vec<(u32, u32)>,
}

impl Keys {
    pub(super) fn insert(&mut self, key: u64, form: u32) {
        self.filter.add(key);
        let head = self.heads.entry(key);
        self.entries.push((form, *head));
        *head = self.entries.len() as u32 - 1;
    }

    /// The latest forms under a key.
    fn get(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.heads.get(key);
        std::iter::from_fn(move || {
            let &(form, next) = self.entries.get(at as usize)?;
            at = next;
            Some(form)
        })
        .take(2 * MOST_BEARERS)
    }

    /// The distinct entities of the forms that pass `fits`, under the first key that has any.
    pub(super) fn bearers(
        &self,
        keys: &Tried,
        links: &mut Links,
        mut fits: impl FnMut(u32) -> bool,
    ) -> Bearers {
        let mut bearers = Bearers::default();
        for &key in &keys.keys[..keys.len] {
            if !self.filter.has(key) {
                continue;
            }
            for form in self.get(key).filter(|&form| fits(form)) {
                bearers.add(links.root(form));
            }
            if !bearers.is_empty() {
                break;
            }
        }
        bearers
    }
}

/// Keys to try, one after another.
#[derive(Debug, Default)]
pub(super) struct Tried {
    keys: [u64; 16],
    len: usize,
}

impl Tried {
    /// Adds a key, while there is room.
    pub(super) fn push(&mut self, key: u64) {
        if let Some(slot) = self.keys.get_mut(self.len) {
            *slot = key;
            self.len += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_key_with_bearers_decides() {
        let (mut links, mut keys) = (Links::new(4), Keys::default());
        for (key, form) in [(7, 0), (7, 1), (8, 0)] {
            keys.insert(key, form);
        }
        let tried = |of: &[u64]| {
            let mut tried = Tried::default();
            of.iter().for_each(|&key| tried.push(key));
            tried
        };
        let several = keys.bearers(&tried(&[9, 7, 8]), &mut links, |_| true);
        assert_eq!(several.roots(), [1, 0]);
        let one = keys.bearers(&tried(&[7]), &mut links, |form| form == 0);
        assert_eq!(one.roots(), [0]);
    }

    #[test]
    fn slots_keep_their_numbers_while_they_grow() {
        let mut slots = Slots::default();
        let key = |i: u32| u64::from(i).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for i in 0..500 {
            assert_eq!(slots.number(key(i), i), (i, false));
        }
        for i in 0..500 {
            assert_eq!(slots.number(key(i), 9), (i, true));
        }
    }

    #[test]
    fn filters_know_what_repeats() {
        let mut repeats = Repeats::default();
        let keys = [1 << 60, 2 << 60];
        for key in [keys[0], keys[0], keys[1]] {
            repeats.add(key);
        }
        assert_eq!(keys.map(|key| repeats.has(key)), [true, true]);
        assert_eq!(keys.map(|key| repeats.repeats(key)), [true, false]);
    }
}
