//! Numbers for the words of an article's chains.

/// Numbers for the different words of chains: open addressing, cleared for each article.
#[derive(Debug, Default)]
pub(super) struct WordIndex {
    /// Hash and number + 1; 0 = free.
    slots: Vec<(u32, u32)>,
    /// How often each is a name by its capital.
    pub(super) names: Vec<u16>,
}

/// Slots at first, a power of two.
const SLOTS: usize = 512;

impl WordIndex {
    pub(super) fn clear(&mut self) {
        self.slots.clear();
        self.slots.resize(SLOTS, (0, 0));
        self.names.clear();
    }

    /// The number of a word, counted as a name or not.
    #[inline]
    pub(super) fn insert(&mut self, hash: u32, as_name: bool) -> u32 {
        let mut slot = hash as usize & (self.slots.len() - 1);
        loop {
            let (key, number) = self.slots[slot];
            if number == 0 {
                return self.push(slot, hash, as_name);
            }
            if key == hash {
                let names = &mut self.names[number as usize - 1];
                *names = names.saturating_add(as_name.into());
                return number - 1;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// Takes a free slot for a new word; half of the slots stay free.
    fn push(&mut self, slot: usize, hash: u32, as_name: bool) -> u32 {
        let number = self.names.len() as u32;
        self.slots[slot] = (hash, number + 1);
        self.names.push(as_name.into());
        if self.names.len() * 2 > self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots.resize(old.len() * 2, (0, 0));
            let mask = self.slots.len() - 1;
            for (hash, number) in old.into_iter().filter(|&(_, number)| number > 0) {
                let mut slot = hash as usize & mask;
                while self.slots[slot].1 != 0 {
                    slot = (slot + 1) & mask;
                }
                self.slots[slot] = (hash, number);
            }
        }
        number
    }
}
