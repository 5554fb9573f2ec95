//! Forms by key. Most names of an article have nothing in common: small filters keep their keys out of the table.

use super::links::{Bearers, Links, MOST_BEARERS};
use super::slots::Slots;

/// A set that may claim to hold more than it does.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Filter([u64; 16]);

impl Filter {
    #[inline]
    fn at(key: u64) -> (usize, u64) {
        ((key >> 60) as usize, 1 << (key >> 54 & 63))
    }

    #[inline]
    pub(super) fn has(&self, key: u64) -> bool {
        let (word, bit) = Self::at(key);
        self.0[word] & bit != 0
    }

    pub(super) fn add(&mut self, key: u64) {
        let (word, bit) = Self::at(key);
        self.0[word] |= bit;
    }
}

/// Two filters: what was added, and what was added twice.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Repeats {
    once: Filter,
    twice: Filter,
}

impl Repeats {
    #[inline]
    pub(super) fn add(&mut self, key: u64) {
        let (word, bit) = Filter::at(key);
        self.twice.0[word] |= self.once.0[word] & bit;
        self.once.0[word] |= bit;
    }

    /// Whether the key may have been added.
    #[inline]
    pub(super) fn has(&self, key: u64) -> bool {
        self.once.has(key)
    }

    /// Whether the key may have been added more than once.
    #[inline]
    pub(super) fn repeats(&self, key: u64) -> bool {
        self.twice.has(key)
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
    /// Forgets all keys.
    pub(super) fn clear(&mut self) {
        self.filter = Filter::default();
        self.heads.clear(0);
        self.entries.clear();
    }

    pub(super) fn insert(&mut self, key: u64, form: u32) {
        self.filter.add(key);
        let head = self.heads.entry(key);
        self.entries.push((form, *head));
        *head = self.entries.len() as u32 - 1;
    }

    /// Whether there may be forms under a key.
    #[inline]
    pub(super) fn may_have(&self, key: u64) -> bool {
        self.filter.has(key)
    }

    /// Adds the distinct entities of the latest forms under a key that pass `fits`, and says whether there are any.
    #[inline]
    pub(super) fn bearers(
        &self,
        key: u64,
        links: &mut Links,
        bearers: &mut Bearers,
        fits: impl FnMut(u32) -> bool,
    ) -> bool {
        self.filter.has(key) && self.look_up(key, links, bearers, fits)
    }

    #[inline(never)]
    fn look_up(
        &self,
        key: u64,
        links: &mut Links,
        bearers: &mut Bearers,
        mut fits: impl FnMut(u32) -> bool,
    ) -> bool {
        let mut at = self.heads.get(key);
        for _ in 0..2 * MOST_BEARERS {
            let Some(&(form, next)) = self.entries.get(at as usize) else {
                break;
            };
            at = next;
            if fits(form) {
                bearers.add(links.root(form));
            }
        }
        !bearers.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_key_with_bearers_decides() {
        let (mut links, mut keys) = (Links::default(), Keys::default());
        links.clear(4);
        keys.clear();
        for (key, form) in [(7, 0), (7, 1), (8, 0)] {
            keys.insert(key, form);
        }
        let mut bearers = |tried: &[u64], fits: fn(u32) -> bool| {
            let mut bearers = Bearers::default();
            let mut tried = tried.iter();
            tried.any(|&key| keys.bearers(key, &mut links, &mut bearers, fits));
            bearers.roots().to_vec()
        };
        assert_eq!(bearers(&[9, 7, 8], |_| true), [1, 0]);
        assert_eq!(bearers(&[7], |form| form == 0), [0]);
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
