//! A map from keys to numbers that is emptied without touching its slots.

/// The number of a key that has none.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u64,
    number: u32,
    /// The round in which it was filled; in any other it is free.
    round: u32,
}

/// Open addressing; each article is a round.
#[derive(Debug, Default)]
pub(super) struct Slots {
    slots: Vec<Slot>,
    /// How many of them the round uses, less one.
    mask: usize,
    round: u32,
    count: usize,
}

impl Slots {
    /// Forgets all keys, and makes room for so many.
    pub(super) fn clear(&mut self, keys: usize) {
        let size = (keys * 2).next_power_of_two().max(32);
        if self.round == u32::MAX {
            self.slots.clear();
            self.round = 0;
        }
        self.round += 1;
        if self.slots.len() < size {
            self.slots.resize(size, Slot::default());
        }
        self.mask = size - 1;
        self.count = 0;
    }

    /// The number of a key, [`NONE`] where it is new: then the caller gives it one.
    #[inline]
    pub(super) fn entry(&mut self, key: u64) -> &mut u32 {
        if self.count * 4 > self.mask * 3 {
            self.grow();
        }
        let at = self.at(key);
        let slot = &mut self.slots[at];
        if slot.round != self.round {
            *slot = Slot {
                key,
                number: NONE,
                round: self.round,
            };
            self.count += 1;
        }
        &mut slot.number
    }

    /// The number of a key, [`NONE`] where it has none.
    #[inline]
    pub(super) fn get(&self, key: u64) -> u32 {
        let slot = &self.slots[self.at(key)];
        if slot.round == self.round {
            slot.number
        } else {
            NONE
        }
    }

    /// The number of a key, `new` where it has none yet; with whether it had one.
    #[inline]
    pub(super) fn number(&mut self, key: u64, new: u32) -> (u32, bool) {
        let number = self.entry(key);
        let known = *number != NONE;
        if !known {
            *number = new;
        }
        (*number, known)
    }

    #[inline]
    fn at(&self, key: u64) -> usize {
        let mut at = (key >> 20) as usize & self.mask;
        while self.slots[at].round == self.round && self.slots[at].key != key {
            at = (at + 1) & self.mask;
        }
        at
    }

    #[cold]
    fn grow(&mut self) {
        let used = self.slots.iter().take(self.mask + 1);
        let old: Vec<Slot> = used
            .filter(|slot| slot.round == self.round)
            .copied()
            .collect();
        self.clear(2 * (self.mask + 1));
        for slot in old {
            *self.entry(slot.key) = slot.number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_keep_their_numbers_while_they_grow_and_forget_them_with_the_round() {
        let mut slots = Slots::default();
        let key = |i: u32| u64::from(i).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for expected in [1, 10] {
            slots.clear(expected);
            for i in 0..500 {
                assert_eq!(slots.get(key(i)), NONE);
                assert_eq!(slots.number(key(i), i), (i, false));
            }
            for i in 0..500 {
                assert_eq!(slots.number(key(i), 9), (i, true));
                assert_eq!(slots.get(key(i)), i);
            }
        }
        slots.round = u32::MAX;
        slots.clear(4);
        assert_eq!((slots.get(key(1)), slots.round), (NONE, 1));
    }
}
